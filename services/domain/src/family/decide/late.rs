//! Work that arrived late is kept whatever state the case is in, and decided on once.

use super::*;
use crate::checks::Checks;
use crate::family::late::*;

/// Longest body of a parked command, in characters.
const BODY_MAX: u32 = 200_000;
/// Longest reason, in characters.
const REASON_MAX: u32 = 1_000;

impl Family {
    pub(super) fn park_late_work(&self, command: &ParkLateWork) -> Decided {
        self.file()?;
        let parked = &command.parked;
        Checks::new().personal("body", &parked.body, BODY_MAX).done::<FamilyRefusal>()?;
        let is_kept = self.late.values().any(|late| late.command_id == parked.command_id);
        if is_kept || self.late.contains_key(&parked.late_id) {
            return nothing();
        }
        if let Some(file) = &parked.file {
            self.room_for_late(file.size_bytes)?;
        }
        one(parked.clone())
    }

    pub(super) fn settle_late_work(&self, command: &SettleLateWork) -> Decided {
        self.file()?;
        let settled = &command.settled;
        let mut checks = Checks::new();
        checks.optional_personal("reason", &settled.reason, REASON_MAX);
        checks.past("settled_on", settled.settled_on, command.today).done::<FamilyRefusal>()?;
        match self.late.get(&settled.late_id).map(|late| late.outcome) {
            None => Err(FamilyRefusal::UnknownLateWork),
            Some(Some(outcome)) if outcome == settled.outcome => nothing(),
            Some(Some(_)) => Err(FamilyRefusal::LateWorkIsSettled),
            Some(None) => one(settled.clone()),
        }
    }
}
