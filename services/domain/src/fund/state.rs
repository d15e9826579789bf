//! What later decisions need to know of a fund. No sum is kept beside the entries it is made of, so that none can differ from them.

use chrono::NaiveDate;
use hamyar_events::fund::{FundTrainingHeld, PlannedInstalment};
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A micro-finance fund.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fund {
    pub center_id: Option<CenterId>,
    pub formed_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    /// Who is or was a member.
    pub members: BTreeMap<MemberId, FundMember>,
    pub loans: BTreeMap<FundLoanId, FundLoan>,
    /// What counts in the book, beside loans paid out: reversed entries stand apart.
    pub entries: BTreeMap<FundEntryId, FundEntry>,
    /// Entries that were mistakes.
    pub reversed: BTreeMap<FundEntryId, FundEntry>,
    pub trainings: BTreeMap<FundTrainingId, FundTrainingHeld>,
}

/// A member, present or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundMember {
    pub family_id: FamilyId,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
}

/// An entry of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundEntry {
    pub kind: FundEntryKind,
    pub amount_rials: i64,
    pub on: NaiveDate,
}

/// What an entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundEntryKind {
    Contribution(MemberId),
    Withdrawal(MemberId),
    Repayment(FundLoanId),
    /// By a guarantor, or by what secured the loan.
    Cover(FundLoanId),
}

/// A loan, asked for, granted or refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundLoan {
    pub member_id: MemberId,
    pub amount_rials: i64,
    pub instalments_wanted: u16,
    pub guarantee: LoanGuarantee,
    pub guarantors: Vec<MemberId>,
    pub requested_on: NaiveDate,
    pub granted_on: Option<NaiveDate>,
    pub instalments: Vec<PlannedInstalment>,
    pub refused_on: Option<NaiveDate>,
    pub default_on: Option<NaiveDate>,
}

impl FundEntry {
    /// What it does to the balance.
    pub fn signed(&self) -> i64 {
        if matches!(self.kind, FundEntryKind::Withdrawal(_)) { -self.amount_rials } else { self.amount_rials }
    }

    fn loan_id(&self) -> Option<FundLoanId> {
        match self.kind {
            FundEntryKind::Repayment(loan) | FundEntryKind::Cover(loan) => Some(loan),
            _ => None,
        }
    }
}

impl FundLoan {
    /// What was paid out; nothing before that.
    pub fn lent(&self) -> i64 {
        if self.granted_on.is_some() { self.amount_rials } else { 0 }
    }
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}

impl Fund {
    /// Contributions and what came back, less what was lent and withdrawn.
    pub fn balance(&self) -> i64 {
        sum(self.entries.values().map(FundEntry::signed)).saturating_sub(sum(self.loans.values().map(FundLoan::lent)))
    }

    /// What a member put in and did not take out.
    pub fn share(&self, member: MemberId) -> i64 {
        let of = |entry: &&FundEntry| matches!(entry.kind, FundEntryKind::Contribution(id) | FundEntryKind::Withdrawal(id) if id == member);
        sum(self.entries.values().filter(of).map(FundEntry::signed))
    }

    /// What came back of a loan, by whomever.
    pub fn repaid(&self, loan: FundLoanId) -> i64 {
        sum(self.entries.values().filter(|entry| entry.loan_id() == Some(loan)).map(|entry| entry.amount_rials))
    }

    /// What of a loan is still to come back; nothing of one that was not paid out.
    pub fn outstanding(&self, loan: FundLoanId) -> i64 {
        self.loans.get(&loan).map_or(0, |found| found.lent().saturating_sub(self.repaid(loan)))
    }

    /// Whether a loan is asked for and not answered, or lent and not paid back.
    pub fn is_open(&self, id: FundLoanId, loan: &FundLoan) -> bool {
        loan.refused_on.is_none() && (loan.granted_on.is_none() || self.outstanding(id) > 0)
    }

    /// What of a loan was to be paid before a day and was not.
    pub fn overdue(&self, id: FundLoanId, loan: &FundLoan, day: NaiveDate) -> i64 {
        let due = loan.instalments.iter().filter(|one| one.due_on < day).map(|one| one.amount_rials);
        sum(due).saturating_sub(self.repaid(id)).max(0)
    }

    /// Whether the person is a member now.
    pub fn is_member(&self, member: MemberId) -> bool {
        self.members.get(&member).is_some_and(|one| one.left_on.is_none())
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &FundEvent) {
        let mut enter = |id: FundEntryId, kind: FundEntryKind, amount_rials: i64, on: NaiveDate| {
            self.entries.insert(id, FundEntry { kind, amount_rials, on });
        };
        match event {
            FundEvent::ContributionRecorded(e) => {
                enter(e.entry_id, FundEntryKind::Contribution(e.member_id), e.amount_rials, e.contributed_on);
            }
            FundEvent::ShareWithdrawn(e) => {
                enter(e.entry_id, FundEntryKind::Withdrawal(e.member_id), e.amount_rials, e.withdrawn_on);
            }
            FundEvent::InstalmentPaid(e) => {
                enter(e.entry_id, FundEntryKind::Repayment(e.loan_id), e.amount_rials, e.paid_on);
            }
            FundEvent::DefaultCovered(e) => {
                enter(e.entry_id, FundEntryKind::Cover(e.loan_id), e.amount_rials, e.covered_on);
            }
            FundEvent::FundFormed(e) => {
                self.center_id = Some(e.center_id);
                self.formed_on = Some(e.formed_on);
            }
            FundEvent::FundMemberJoined(e) => {
                let member = FundMember { family_id: e.family_id, joined_on: e.joined_on, left_on: None };
                self.members.insert(e.member_id, member);
            }
            FundEvent::FundMemberLeft(e) => {
                if let Some(member) = self.members.get_mut(&e.member_id) {
                    member.left_on = Some(e.left_on);
                }
            }
            FundEvent::FundEntryReversed(e) => {
                if let Some(entry) = self.entries.remove(&e.entry_id) {
                    self.reversed.insert(e.entry_id, entry);
                }
            }
            FundEvent::FundTrainingHeld(e) => {
                self.trainings.insert(e.training_id, e.clone());
            }
            FundEvent::FundClosed(e) => self.closed_on = Some(e.closed_on),
            FundEvent::FundLoanRequested(_)
            | FundEvent::FundLoanGranted(_)
            | FundEvent::FundLoanRefused(_)
            | FundEvent::DefaultDeclared(_) => self.evolve_loan(event),
        }
    }

    fn evolve_loan(&mut self, event: &FundEvent) {
        if let FundEvent::FundLoanRequested(e) = event {
            let loan = FundLoan {
                member_id: e.member_id,
                amount_rials: e.amount_rials,
                instalments_wanted: e.instalments,
                guarantee: e.guarantee,
                guarantors: e.guarantors.clone(),
                requested_on: e.requested_on,
                granted_on: None,
                instalments: Vec::new(),
                refused_on: None,
                default_on: None,
            };
            self.loans.insert(e.loan_id, loan);
        }
        let (FundEvent::FundLoanGranted(fund::FundLoanGranted { loan_id, .. })
        | FundEvent::FundLoanRefused(fund::FundLoanRefused { loan_id, .. })
        | FundEvent::DefaultDeclared(fund::DefaultDeclared { loan_id, .. })) = event
        else {
            return;
        };
        let Some(loan) = self.loans.get_mut(loan_id) else { return };
        match event {
            FundEvent::FundLoanGranted(e) => {
                (loan.amount_rials, loan.granted_on) = (e.amount_rials, Some(e.granted_on));
                loan.instalments.clone_from(&e.instalments);
            }
            FundEvent::FundLoanRefused(e) => loan.refused_on = Some(e.refused_on),
            FundEvent::DefaultDeclared(e) => loan.default_on = Some(e.declared_on),
            _ => {}
        }
    }
}
