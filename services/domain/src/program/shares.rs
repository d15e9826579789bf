//! The division of labour: which agency has which part in a program, what is expected of it and by when.

use chrono::{Days, NaiveDate};
use hamyar_events::program::ShareFacts;
use hamyar_events::{AgencyId, ShareId, SharePart};

use super::decide::{Decided, one};
use super::*;
use crate::checks::Checks;

/// How far ahead something is expected: ten years.
const DAYS_AHEAD: u64 = 3_653;

fn check_share(checks: &mut Checks, facts: &ShareFacts, since: NaiveDate, today: NaiveDate) {
    checks.text("expected", &facts.expected, 1000);
    if let Some(due_on) = facts.due_on {
        let ahead = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
        checks.between("due_on", due_on, since, ahead);
    }
}

impl Program {
    pub(super) fn give_share(&self, command: &GiveShare) -> Decided {
        let registered_on = self.going()?;
        let share = &command.share;
        let mut checks = Checks::new();
        check_share(&mut checks, &share.facts, share.given_on, command.today);
        checks.between("given_on", share.given_on, registered_on, command.today);
        if let Some(source) = &share.source {
            checks.text("source", source, 200);
        }
        checks.done::<ProgramRefusal>()?;
        if self.shares.contains_key(&share.share_id) {
            return Err(ProgramRefusal::ShareGiven);
        }
        self.free(share.share_id, share.agency_id, share.facts.part)?;
        one(share.clone())
    }

    pub(super) fn change_share(&self, command: &ChangeShare) -> Decided {
        self.going()?;
        let change = &command.change;
        let known = self.shares.get(&change.share_id).ok_or(ProgramRefusal::UnknownShare)?;
        let mut checks = Checks::new();
        check_share(&mut checks, &change.facts, known.given_on, command.today);
        checks.between("changed_on", change.changed_on, known.given_on, command.today);
        checks.done::<ProgramRefusal>()?;
        if known.ended_on.is_some() {
            return Err(ProgramRefusal::ShareEnded);
        }
        self.free(change.share_id, known.agency_id, change.facts.part)?;
        if known.facts == change.facts { Ok(Vec::new()) } else { one(change.clone()) }
    }

    pub(super) fn end_share(&self, command: &EndShare) -> Decided {
        self.going()?;
        let end = &command.end;
        let known = self.shares.get(&end.share_id).ok_or(ProgramRefusal::UnknownShare)?;
        let mut checks = Checks::new();
        checks.text("reason", &end.reason, 1000);
        checks.between("ended_on", end.ended_on, known.given_on, command.today);
        checks.done::<ProgramRefusal>()?;
        if known.ended_on.is_some() { Ok(Vec::new()) } else { one(end.clone()) }
    }

    /// Shares that have not ended.
    pub(super) fn going_shares(&self) -> impl Iterator<Item = (&ShareId, &Share)> {
        self.shares.iter().filter(|(_, share)| share.ended_on.is_none())
    }

    /// An agency has a part once, and one agency leads.
    fn free(&self, id: ShareId, agency: AgencyId, part: SharePart) -> Result<(), ProgramRefusal> {
        let others = self.going_shares().filter(|(other, share)| **other != id && share.facts.part == part);
        let holders: Vec<AgencyId> = others.map(|(_, share)| share.agency_id).collect();
        if holders.contains(&agency) {
            return Err(ProgramRefusal::ShareGiven);
        }
        let named = self.facts.as_ref().and_then(|facts| facts.lead_agency);
        let is_led = !holders.is_empty() || named.is_some_and(|leads| leads != agency);
        if part == SharePart::Lead && is_led { Err(ProgramRefusal::LedByAnother) } else { Ok(()) }
    }
}
