//! The rules of an agreement and its credits.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_events::{AgencyId, AgreementEvent};

use super::*;
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<AgreementEvent>, AgreementRefusal>;

/// Largest amount of one credit or spending: a hundred thousand milliard tomans, which a browser's numbers still hold exactly.
pub const CREDIT_MAX_RIALS: i64 = 1_000_000_000_000_000;
/// Years of budgets.
const YEARS: (i64, i64) = (1380, 1500);

fn one(event: impl Into<AgreementEvent>) -> Decided {
    Ok(vec![event.into()])
}

fn check_parties(checks: &mut Checks, parties: &[AgencyId]) {
    let different: BTreeSet<AgencyId> = parties.iter().copied().collect();
    checks.fault_if(parties.is_empty(), "parties", Rule::Required);
    checks.fault_if(different.len() < parties.len(), "parties", Rule::Duplicate);
}

impl Agreement {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &AgreementCommand) -> Decided {
        use AgreementCommand as C;
        match command {
            C::SignAgreement(command) => self.sign(command),
            C::AmendAgreement(command) => self.amend(command),
            C::EndAgreement(command) => self.end(command),
            C::AllocateCredit(command) => self.allocate(command),
            C::SpendCredit(command) => self.spend(command),
            C::ReverseAllocation(command) => self.reverse_allocation(command),
            C::ReverseSpending(command) => self.reverse_spending(command),
        }
    }

    fn sign(&self, command: &SignAgreement) -> Decided {
        let agreement = &command.agreement;
        let mut checks = Checks::new();
        checks.text("number", &agreement.number, 64);
        checks.text("title", &agreement.title, 300);
        check_parties(&mut checks, &agreement.parties);
        checks.past("signed_on", agreement.signed_on, command.today);
        checks.fault_if(agreement.ends_on.is_some_and(|end| end <= agreement.signed_on), "ends_on", Rule::BeforeStart);
        checks.done::<AgreementRefusal>()?;
        if self.signed_on.is_some() {
            return Err(AgreementRefusal::AlreadySigned);
        }
        one(agreement.clone())
    }

    fn amend(&self, command: &AmendAgreement) -> Decided {
        let signed_on = self.in_force()?;
        let amendment = &command.amendment;
        let mut checks = Checks::new();
        checks.text("note", &amendment.note, 1000);
        check_parties(&mut checks, &amendment.parties);
        checks.between("amended_on", amendment.amended_on, signed_on, command.today);
        checks.fault_if(amendment.ends_on.is_some_and(|end| end <= signed_on), "ends_on", Rule::BeforeStart);
        checks.done::<AgreementRefusal>()?;
        let same = self.last_amendment.as_ref() == Some(amendment);
        if same { Ok(Vec::new()) } else { one(amendment.clone()) }
    }

    fn end(&self, command: &EndAgreement) -> Decided {
        if self.ended_on.is_some() {
            return Ok(Vec::new());
        }
        let signed_on = self.in_force()?;
        let mut checks = Checks::new();
        checks.between("ended_on", command.end.ended_on, signed_on, command.today);
        checks.done::<AgreementRefusal>()?;
        one(command.end.clone())
    }

    /// S114: a credit has one source. A drawn one takes of what is left there.
    fn allocate(&self, command: &AllocateCredit) -> Decided {
        let signed_on = self.in_force()?;
        let credit = &command.credit;
        let drawn = credit.drawn_from.is_some();
        let mut checks = Checks::new();
        checks.range("amount_rials", credit.amount_rials, 1, CREDIT_MAX_RIALS);
        checks.text("purpose", &credit.purpose, 300);
        checks.range("year", credit.year.into(), YEARS.0, YEARS.1);
        checks.between("allocated_on", credit.allocated_on, signed_on, command.today);
        match &credit.budget_line {
            Some(line) => {
                checks.text("budget_line", line, 200);
                checks.fault_if(drawn, "drawn_from", Rule::NotExpected);
            }
            None => {
                checks.fault_if(!drawn, "budget_line", Rule::Required);
            }
        }
        // What a budget line gives, it gives to the agreement it is recorded with.
        checks.fault_if(!drawn && credit.for_agreement.is_some(), "for_agreement", Rule::NotExpected);
        checks.done::<AgreementRefusal>()?;
        if self.allocations.contains_key(&credit.allocation_id) || self.reversed.contains(&credit.allocation_id) {
            return Err(AgreementRefusal::IdTaken);
        }
        if let Some(source) = credit.drawn_from {
            let found = self.allocations.get(&source).ok_or(AgreementRefusal::UnknownAllocation)?;
            let mut checks = Checks::new();
            checks.between("allocated_on", credit.allocated_on, found.allocated_on, command.today);
            checks.done::<AgreementRefusal>()?;
            let left_rials = self.left(source);
            if credit.amount_rials > left_rials {
                return Err(AgreementRefusal::SourceTooSmall { left_rials });
            }
        }
        one(credit.clone())
    }

    fn spend(&self, command: &SpendCredit) -> Decided {
        self.signed()?;
        let spending = &command.spending;
        let mut checks = Checks::new();
        checks.range("amount_rials", spending.amount_rials, 1, CREDIT_MAX_RIALS);
        checks.text("note", &spending.note, 300);
        checks.past("spent_on", spending.spent_on, command.today);
        checks.done::<AgreementRefusal>()?;
        if self.spendings.contains_key(&spending.spending_id) || self.reversed_spendings.contains(&spending.spending_id)
        {
            return Err(AgreementRefusal::IdTaken);
        }
        let credit = self.allocations.get(&spending.allocation_id).ok_or(AgreementRefusal::UnknownAllocation)?;
        let mut checks = Checks::new();
        checks.between("spent_on", spending.spent_on, credit.allocated_on, command.today);
        checks.done::<AgreementRefusal>()?;
        let left_rials = self.left(spending.allocation_id);
        if spending.amount_rials > left_rials {
            return Err(AgreementRefusal::CreditExhausted { left_rials });
        }
        one(spending.clone())
    }

    fn reverse_allocation(&self, command: &ReverseAllocation) -> Decided {
        self.signed()?;
        let reversal = &command.reversal;
        let id = reversal.allocation_id;
        if self.reversed.contains(&id) {
            return Ok(Vec::new());
        }
        let credit = self.allocations.get(&id).ok_or(AgreementRefusal::UnknownAllocation)?;
        let mut checks = Checks::new();
        checks.between("reversed_on", reversal.reversed_on, credit.allocated_on, command.today);
        checks.done::<AgreementRefusal>()?;
        if self.drawn(id) > 0 || self.spent(id) > 0 {
            return Err(AgreementRefusal::AllocationInUse);
        }
        one(reversal.clone())
    }

    fn reverse_spending(&self, command: &ReverseSpending) -> Decided {
        self.signed()?;
        let reversal = &command.reversal;
        if self.reversed_spendings.contains(&reversal.spending_id) {
            return Ok(Vec::new());
        }
        let spending = self.spendings.get(&reversal.spending_id).ok_or(AgreementRefusal::UnknownSpending)?;
        let mut checks = Checks::new();
        checks.between("reversed_on", reversal.reversed_on, spending.spent_on, command.today);
        checks.done::<AgreementRefusal>()?;
        one(reversal.clone())
    }

    fn signed(&self) -> Result<NaiveDate, AgreementRefusal> {
        self.signed_on.ok_or(AgreementRefusal::NotSigned)
    }

    fn in_force(&self) -> Result<NaiveDate, AgreementRefusal> {
        let signed_on = self.signed()?;
        if self.ended_on.is_some() { Err(AgreementRefusal::HasEnded) } else { Ok(signed_on) }
    }
}
