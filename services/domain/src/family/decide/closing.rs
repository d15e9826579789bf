//! Closing and reopening a case.

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::EntryState;

impl Family {
    /// A case closes when nobody owes it anything: no caseworker, no open referral, no open task. What is still planned in its calendar is
    /// cancelled with it. It does not close on a day before its last tier, or before a holding began or ended.
    pub(super) fn close_case(&self, command: &CloseCase) -> Decided {
        let file = self.file()?;
        let closing = &command.closing;
        if self.closed_on.is_some() {
            return nothing();
        }
        let mut checks = Checks::new();
        let earliest = self.last_tier_or_holding_on().map_or(file.identified_on, |day| day.max(file.identified_on));
        checks.between("closed_on", closing.closed_on, earliest, command.today);
        checks.optional_personal("note", &closing.note, 4000);
        checks.done::<FamilyRefusal>()?;
        let (caseworker, open_referrals, open_tasks) =
            (self.holding.is_some(), self.open_referrals(), self.open_tasks());
        if caseworker || open_referrals > 0 || open_tasks > 0 {
            return Err(FamilyRefusal::CannotClose { caseworker, open_referrals, open_tasks });
        }
        let planned = self.calendar.iter().filter(|(_, entry)| entry.state == EntryState::Planned);
        let mut events: Vec<FamilyEvent> =
            planned.map(|(id, _)| CalendarEntryCancelled { entry_id: *id, reason: None }.into()).collect();
        events.push(closing.clone().into());
        Ok(events)
    }

    /// A file entered by mistake gave the national ids of its members up when it was closed, and somebody else may have claimed them since. It
    /// stays closed; a family that is there after all gets a file of its own.
    pub(super) fn reopen_case(&self, command: &ReopenCase) -> Decided {
        self.file()?;
        let reopening = &command.reopening;
        let closed_on = self.closed_on.ok_or(FamilyRefusal::CaseIsOpen)?;
        if self.closed_because == Some(CloseReason::EnteredByMistake) {
            return Err(FamilyRefusal::ClosedAsMistake);
        }
        let mut checks = Checks::new();
        checks.past("reopened_on", reopening.reopened_on, command.today);
        checks.fault_if(reopening.reopened_on < closed_on, "reopened_on", Rule::BeforeStart);
        checks.personal("reason", &reopening.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        one(reopening.clone())
    }
}
