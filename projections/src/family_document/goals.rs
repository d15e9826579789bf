//! Goals of the family.

use hamyar_events::family::{GoalClosed, GoalSet, implies_address_threat};

use super::FamilyDocument;
use crate::views::{FileGoal, NamedRef};

impl FamilyDocument {
    pub(super) fn goal_set(&mut self, event: &GoalSet) {
        self.file.goals.push(FileGoal {
            id: event.goal_id.0,
            member: event.member_id.map(|id| NamedRef::unnamed(id.0)),
            indicator: event.indicator.clone(),
            domain: event.domain,
            from_value: event.from_value,
            target: event.target,
            value: None,
            wish: event.wish.as_ref().and_then(|wish| wish.value.clone()),
            due_on: event.due_on.into(),
            due_state: None,
            set_on: event.set_on.into(),
            result: None,
            reason: None,
            closed_on: None,
        });
    }

    pub(super) fn goal_closed(&mut self, event: &GoalClosed) {
        if let Some(goal) = self.file.goals.iter_mut().find(|goal| goal.id == event.goal_id.0) {
            goal.result = Some(event.result);
            goal.reason = event.reason.as_ref().and_then(|reason| reason.value.clone());
            goal.closed_on = Some(event.closed_on.into());
        }
    }

    /// Whether violence stands anywhere: a threat to the address, a category, or a reading, however old.
    pub(super) fn violence_recorded(&self) -> bool {
        let file = &self.file;
        let read = file.assessments.iter().flat_map(|one| &one.readings);
        file.card.address_under_threat
            || file.categories.iter().any(|one| implies_address_threat(&one.code))
            || read.into_iter().any(|reading| reading.indicator == "violence" && reading.value < 4)
    }

    /// The latest reading of an indicator: of two of one day, the one recorded later.
    pub(super) fn latest_reading(&self, indicator: &str) -> Option<u8> {
        let all = self.file.assessments.iter().enumerate();
        let read = all.filter_map(|(at, one)| {
            let reading = one.readings.iter().find(|reading| reading.indicator == indicator)?;
            Some((one.assessed_on.iso, at, reading.value))
        });
        read.max().map(|(_, _, value)| value)
    }
}
