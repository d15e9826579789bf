//! What a fund lends: to members, on the word of other members or on a thing, in monthly instalments; and who pays when the borrower does not.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_events::fund::{FundLoanGranted, PlannedInstalment};
use hamyar_events::{FundLoanId, LoanGuarantee, MemberId};
use hamyar_persian::jalali::add_jalali_months;

use super::decide::{Decided, RIALS_MAX, one};
use super::*;
use crate::Rule;
use crate::checks::Checks;

/// Fewest members who make a group that answers for a loan.
pub const GUARANTORS_MIN: usize = 2;
/// Most instalments: ten years of months.
const INSTALMENTS_MAX: u16 = 120;

impl Fund {
    /// S108: a member asks; S109: secured on a group of members or on a thing.
    pub(super) fn request(&self, command: &RequestFundLoan) -> Decided {
        let formed_on = self.going()?;
        let request = &command.request;
        let guarantors: BTreeSet<MemberId> = request.guarantors.iter().copied().collect();
        let by_group = request.guarantee == LoanGuarantee::Group;
        let mut checks = Checks::new();
        checks.range("amount_rials", request.amount_rials, 1, RIALS_MAX);
        checks.range("instalments", request.instalments.into(), 1, INSTALMENTS_MAX.into());
        // Each of them at least one rial.
        checks.fault_if(
            i64::from(request.instalments) > request.amount_rials.max(1),
            "instalments",
            Rule::OutOfRange { min: 1, max: request.amount_rials.max(1) },
        );
        checks.between("requested_on", request.requested_on, formed_on, command.today);
        checks.fault_if(by_group && guarantors.len() < GUARANTORS_MIN, "guarantors", Rule::Required);
        checks.fault_if(guarantors.len() < request.guarantors.len(), "guarantors", Rule::Duplicate);
        checks.fault_if(
            guarantors.contains(&request.member_id) || (!by_group && !guarantors.is_empty()),
            "guarantors",
            Rule::NotExpected,
        );
        checks.fault_if(by_group && request.collateral.is_some(), "collateral", Rule::NotExpected);
        checks.fault_if(!by_group && request.collateral.is_none(), "collateral", Rule::Required);
        checks.done::<FundRefusal>()?;
        if self.loans.contains_key(&request.loan_id) {
            return Err(FundRefusal::IdTaken);
        }
        self.member(request.member_id)?;
        guarantors.iter().try_for_each(|guarantor| self.member(*guarantor).map(|_| ()))?;
        self.owes_nothing(request.member_id)?;
        one(request.clone())
    }

    pub(super) fn grant(&self, command: &GrantFundLoan) -> Decided {
        self.going()?;
        let loan = self.asked(command.loan_id)?;
        let amount_rials = command.amount_rials.unwrap_or(loan.amount_rials);
        let first_due_on = command.first_due_on.unwrap_or_else(|| add_jalali_months(command.granted_on, 1));
        let count = loan.instalments_wanted.max(1);
        let mut checks = Checks::new();
        checks.range("amount_rials", amount_rials, count.into(), loan.amount_rials);
        checks.between("granted_on", command.granted_on, loan.requested_on, command.today);
        checks.fault_if(first_due_on <= command.granted_on, "first_due_on", Rule::BeforeStart);
        checks.fault_if(first_due_on > add_jalali_months(command.granted_on, 24), "first_due_on", Rule::InFuture);
        checks.done::<FundRefusal>()?;
        self.has(amount_rials)?;
        let instalments = planned(amount_rials, count, first_due_on);
        one(FundLoanGranted { loan_id: command.loan_id, amount_rials, instalments, granted_on: command.granted_on })
    }

    pub(super) fn refuse(&self, command: &RefuseFundLoan) -> Decided {
        self.going()?;
        let loan = self.asked(command.refusal.loan_id)?;
        let mut checks = Checks::new();
        checks.between("refused_on", command.refusal.refused_on, loan.requested_on, command.today);
        checks.done::<FundRefusal>()?;
        one(command.refusal.clone())
    }

    pub(super) fn pay(&self, command: &PayInstalment) -> Decided {
        self.going()?;
        let payment = &command.payment;
        let (granted_on, _) = self.lent(payment.loan_id)?;
        let mut checks = Checks::new();
        checks.range("amount_rials", payment.amount_rials, 1, self.outstanding(payment.loan_id));
        checks.between("paid_on", payment.paid_on, granted_on, command.today);
        checks.done::<FundRefusal>()?;
        self.new_entry(payment.entry_id)?;
        one(payment.clone())
    }

    pub(super) fn declare_default(&self, command: &DeclareDefault) -> Decided {
        self.going()?;
        let default = &command.default;
        let (granted_on, loan) = self.lent(default.loan_id)?;
        let mut checks = Checks::new();
        checks.between("declared_on", default.declared_on, granted_on, command.today);
        checks.done::<FundRefusal>()?;
        if loan.default_on.is_some() {
            return Err(FundRefusal::InDefault);
        }
        if self.overdue(default.loan_id, loan, default.declared_on) == 0 {
            return Err(FundRefusal::NothingOverdue);
        }
        one(default.clone())
    }

    pub(super) fn cover(&self, command: &CoverDefault) -> Decided {
        self.going()?;
        let cover = &command.cover;
        let (_, loan) = self.lent(cover.loan_id)?;
        let Some(default_on) = loan.default_on else { return Err(FundRefusal::NotInDefault) };
        let by_group = loan.guarantee == LoanGuarantee::Group;
        let mut checks = Checks::new();
        checks.range("amount_rials", cover.amount_rials, 1, self.outstanding(cover.loan_id));
        checks.between("covered_on", cover.covered_on, default_on, command.today);
        checks.fault_if(by_group && cover.covered_by.is_none(), "covered_by", Rule::Required);
        checks.fault_if(!by_group && cover.covered_by.is_some(), "covered_by", Rule::NotExpected);
        checks.done::<FundRefusal>()?;
        if cover.covered_by.is_some_and(|member| !loan.guarantors.contains(&member)) {
            return Err(FundRefusal::NotAGuarantor);
        }
        self.new_entry(cover.entry_id)?;
        one(cover.clone())
    }

    /// A loan that is asked for and not answered.
    fn asked(&self, id: FundLoanId) -> Result<&FundLoan, FundRefusal> {
        let loan = self.loans.get(&id).ok_or(FundRefusal::UnknownLoan)?;
        let answered = loan.granted_on.is_some() || loan.refused_on.is_some();
        if answered { Err(FundRefusal::LoanAnswered) } else { Ok(loan) }
    }

    /// A loan that is not paid back, and the day it was paid out.
    fn lent(&self, id: FundLoanId) -> Result<(NaiveDate, &FundLoan), FundRefusal> {
        let loan = self.loans.get(&id).ok_or(FundRefusal::UnknownLoan)?;
        match loan.granted_on {
            Some(granted_on) if self.outstanding(id) > 0 => Ok((granted_on, loan)),
            _ => Err(FundRefusal::NotLent),
        }
    }
}

/// Rials of a toman, in which people count.
const TOMAN: i64 = 10;

/// So many monthly instalments, as equal as whole tomans allow (whole rials, where the loan is none of tomans): the first carry what does not divide.
fn planned(amount_rials: i64, count: u16, first_due_on: NaiveDate) -> Vec<PlannedInstalment> {
    let parts = i64::from(count.max(1));
    let unit = if amount_rials % TOMAN == 0 && amount_rials / TOMAN >= parts { TOMAN } else { 1 };
    let (each, rest) = (amount_rials / unit / parts, amount_rials / unit % parts);
    (0..count)
        .map(|n| PlannedInstalment {
            due_on: add_jalali_months(first_due_on, n),
            amount_rials: unit * (each + i64::from(i64::from(n) < rest)),
        })
        .collect()
}
