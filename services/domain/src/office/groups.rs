//! Groups of residents: a state follows the one before it (S104), and what a state needs is said with it.

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_events::*;

use super::decide::{Decided, one};
use super::*;
use crate::Rule;
use crate::checks::Checks;

impl Office {
    pub(super) fn hold_group_workshop(&self, workshop: &GroupWorkshopHeld, today: NaiveDate) -> Decided {
        let opened_on = self.working()?;
        let mut checks = Checks::new();
        checks.text("topic", &workshop.topic, 200);
        checks.range("persons", workshop.persons.into(), 1, 10_000);
        checks.between("held_on", workshop.held_on, opened_on, today);
        checks.fault_if(!self.serves(workshop.neighborhood_id), "neighborhood_id", Rule::Unknown);
        checks.done::<OfficeRefusal>()?;
        if self.groups.contains_key(&workshop.group_id) {
            return Err(OfficeRefusal::GroupKnown);
        }
        one(workshop.clone())
    }

    pub(super) fn form_group(&self, formed: &hamyar_events::office::GroupFormed, today: NaiveDate) -> Decided {
        self.working()?;
        let group = self.group_at(formed.group_id, GroupStage::Informal)?;
        let facts = &formed.facts;
        let mut checks = Checks::new();
        for (field, text) in [("topic", &facts.topic), ("scope", &facts.scope), ("role", &facts.role)] {
            checks.text(field, text, 200);
        }
        checks.text("aims", &facts.aims, 1000);
        checks.text("conflict_rule", &facts.conflict_rule, 1000);
        checks.range("members", facts.members.into(), 2, 10_000);
        checks.range("months", facts.months.into(), 1, 240);
        checks.between("formed_on", formed.formed_on, group.since, today);
        checks.done::<OfficeRefusal>()?;
        one(formed.clone())
    }

    /// S104: one state after the other. Classified it says whom it can count on; registered, which permit and statute it has.
    pub(super) fn advance_group(&self, advanced: &GroupAdvanced, today: NaiveDate) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        checks.text("evidence", &advanced.evidence, 1000);
        // These two are reached by what is said of them, not by this command.
        let own = matches!(advanced.stage, GroupStage::Workshop | GroupStage::Informal);
        checks.fault_if(own, "stage", Rule::NotExpected);
        if let Some(members) = advanced.members {
            checks.range("members", members.into(), 2, 10_000);
        }
        let needed = [
            ("power", &advanced.power, GroupStage::Classified),
            ("permit", &advanced.permit, GroupStage::Registered),
            ("statute", &advanced.statute, GroupStage::Registered),
        ];
        for (field, text, stage) in needed {
            match text {
                Some(text) if advanced.stage == stage => checks.text(field, text, 400),
                Some(_) => checks.fault(field, Rule::NotExpected),
                None => checks.fault_if(advanced.stage == stage, field, Rule::Required),
            };
        }
        checks.past("advanced_on", advanced.advanced_on, today);
        checks.done::<OfficeRefusal>()?;
        let group = self.group_at(advanced.group_id, advanced.stage)?;
        Checks::new().between("advanced_on", advanced.advanced_on, group.since, today).done::<OfficeRefusal>()?;
        one(advanced.clone())
    }

    /// A group whose next state is this one.
    fn group_at(&self, id: GroupId, stage: GroupStage) -> Result<Group, OfficeRefusal> {
        let group = self.groups.get(&id).copied().ok_or(OfficeRefusal::UnknownGroup)?;
        let next = GroupStage::ALL.iter().copied().find(|next| *next > group.stage);
        if next == Some(stage) {
            return Ok(group);
        }
        Err(OfficeRefusal::GroupOutOfOrder { next: next.map(|next| next.to_string()).unwrap_or_default() })
    }
}
