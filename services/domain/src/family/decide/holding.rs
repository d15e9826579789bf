//! The caseworker's year with the family.
//!
//! The slot in the caseworker's stream is the process manager's affair; here stands what the family's side must be: open, agreed,
//! harmed, free. A transfer is the same year under another hand: it keeps the end of the year, and later improvement does not
//! prevent it.

use hamyar_persian::add_jalali_year;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::Holding;

impl Family {
    pub(super) fn assign_caseworker(&self, command: &AssignCaseworker) -> Decided {
        let file = self.open_file()?;
        Checks::new()
            .between("starts_on", command.starts_on, file.identified_on, command.today)
            .done::<FamilyRefusal>()?;
        if let Some(holding) = &self.holding {
            let same = holding.assignment_id == command.assignment_id && holding.caseworker_id == command.caseworker_id;
            return if same { nothing() } else { Err(FamilyRefusal::HasCaseworker) };
        }
        self.not_ended(command.assignment_id)?;
        self.consent_now_and_on(command.starts_on)?;
        self.harmed()?;
        if let Some(harmed_since) = self.harmed_since.filter(|since| command.starts_on < *since) {
            return Err(FamilyRefusal::NotHarmedThen { harmed_since });
        }
        one(CaseworkerAssigned {
            assignment_id: command.assignment_id,
            caseworker_id: command.caseworker_id,
            starts_on: command.starts_on,
            ends_on: add_years(command.starts_on, command.numbers.assignment_years),
            continues: None,
        })
    }

    pub(super) fn release_caseworker(&self, command: &ReleaseCaseworker) -> Decided {
        self.open_file()?;
        if self.holding_ended(command.assignment_id) {
            return nothing();
        }
        let holding = self.running(command.assignment_id)?;
        let mut checks = Checks::new();
        checks.past("released_on", command.released_on, command.today);
        checks.optional_personal("note", &command.note, 2000);
        // A transfer is a command of its own, so that the family is never seen without a caseworker in between.
        checks.fault_if(command.reason == ReleaseReason::Transferred, "reason", Rule::NotExpected);
        checks.done::<FamilyRefusal>()?;
        after_start(holding, command.released_on)?;
        if command.reason == ReleaseReason::YearEnded && !self.year_has_final(holding) {
            return Err(FamilyRefusal::NoFinalTier);
        }
        one(CaseworkerReleased {
            assignment_id: command.assignment_id,
            caseworker_id: holding.caseworker_id,
            reason: command.reason,
            note: command.note.clone(),
            released_on: command.released_on,
        })
    }

    pub(super) fn transfer_caseworker(&self, command: &TransferCaseworker) -> Decided {
        self.open_file()?;
        let arrived = self.holding.as_ref().filter(|holding| holding.assignment_id == command.assignment_id);
        if arrived.is_some_and(|holding| holding.caseworker_id == command.caseworker_id) {
            return nothing();
        }
        let mut checks = Checks::new();
        checks.past("transferred_on", command.transferred_on, command.today);
        checks.optional_personal("note", &command.note, 2000);
        checks.done::<FamilyRefusal>()?;
        let holding = self.running(command.from_assignment_id)?;
        self.not_ended(command.assignment_id)?;
        if holding.caseworker_id == command.caseworker_id {
            return Err(FamilyRefusal::SameCaseworker);
        }
        after_start(holding, command.transferred_on)?;
        self.consent_now_and_on(command.transferred_on)?;
        let released = CaseworkerReleased {
            assignment_id: holding.assignment_id,
            caseworker_id: holding.caseworker_id,
            reason: ReleaseReason::Transferred,
            note: command.note.clone(),
            released_on: command.transferred_on,
        };
        let assigned = CaseworkerAssigned {
            assignment_id: command.assignment_id,
            caseworker_id: command.caseworker_id,
            starts_on: command.transferred_on,
            ends_on: holding.ends_on,
            continues: Some(holding.assignment_id),
        };
        Ok(vec![released.into(), assigned.into()])
    }

    pub(super) fn prepare_handover(&self, command: &PrepareHandover) -> Decided {
        self.open_file()?;
        let handover = &command.handover;
        let holding = self.running(handover.assignment_id)?;
        let items: std::collections::BTreeSet<HandoverItem> = handover.done.iter().copied().collect();
        let mut checks = Checks::new();
        checks.fault_if(items.len() < handover.done.len(), "done", Rule::Duplicate);
        checks.optional_personal("note", &handover.note, 2000);
        checks.between("prepared_on", handover.prepared_on, holding.starts_on, command.today);
        checks.done::<FamilyRefusal>()?;
        if items == holding.handover && handover.note.is_none() {
            return nothing();
        }
        one(handover.clone())
    }

    pub(super) fn renew_assignment(&self, command: &RenewAssignment) -> Decided {
        self.open_file()?;
        let holding = self.running(command.assignment_id)?;
        let mut checks = Checks::new();
        checks.past("renewed_on", command.renewed_on, command.today);
        checks.personal("reason", &command.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        self.consent_now_and_on(command.renewed_on)?;
        let notice = chrono::Days::new(u64::from(command.numbers.year_end_notice_days));
        let from = holding.ends_on.checked_sub_days(notice).unwrap_or(holding.ends_on);
        if command.renewed_on < from {
            return Err(FamilyRefusal::TooEarlyToRenew { from });
        }
        one(AssignmentRenewed {
            assignment_id: holding.assignment_id,
            caseworker_id: holding.caseworker_id,
            ends_on: add_years(holding.ends_on, command.numbers.assignment_years),
            reason: command.reason.clone(),
            renewed_on: command.renewed_on,
        })
    }

    /// The family is harmed now.
    pub(super) fn harmed(&self) -> Result<(), FamilyRefusal> {
        match self.tier.as_ref().map(|held| held.tier) {
            Some(Tier::Harmed) => Ok(()),
            tier => Err(FamilyRefusal::NotHarmed { tier }),
        }
    }

    /// A final tier was given in the year that runs, in whichever cycle and under whichever hand.
    fn year_has_final(&self, holding: &Holding) -> bool {
        self.last_final_on.is_some_and(|day| day >= holding.year_from)
    }

    fn running(&self, id: AssignmentId) -> Result<&Holding, FamilyRefusal> {
        match &self.holding {
            Some(holding) if holding.assignment_id == id => Ok(holding),
            _ if self.holding_ended(id) => Err(FamilyRefusal::AssignmentEnded),
            Some(_) => Err(FamilyRefusal::UnknownAssignment),
            None => Err(FamilyRefusal::NoCaseworker),
        }
    }

    fn holding_ended(&self, id: AssignmentId) -> bool {
        self.holdings.iter().any(|one| one.assignment_id == id && one.released_on.is_some())
    }

    fn not_ended(&self, id: AssignmentId) -> Result<(), FamilyRefusal> {
        if self.holding_ended(id) { Err(FamilyRefusal::AssignmentEnded) } else { Ok(()) }
    }
}

fn after_start(holding: &Holding, day: NaiveDate) -> Result<(), FamilyRefusal> {
    if day < holding.starts_on {
        return Err(FamilyRefusal::BeforeAssignment { starts_on: holding.starts_on });
    }
    Ok(())
}

/// The same Jalali day so many years later.
fn add_years(day: NaiveDate, years: u8) -> NaiveDate {
    (0..years).fold(day, |day, _| add_jalali_year(day))
}
