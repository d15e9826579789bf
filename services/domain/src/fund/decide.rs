//! The rules of a fund: its members, its book, its trainings, its end. What it lends is in [`super::lending`].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use hamyar_events::{FundEntryId, FundEvent, MemberId};

use super::*;
use crate::Rule;
use crate::checks::Checks;

pub(super) type Decided = Result<Vec<FundEvent>, FundRefusal>;

/// Largest amount of one entry or loan: a thousand milliard tomans.
pub(super) const RIALS_MAX: i64 = 10_000_000_000_000;
/// Longest training, in hours.
const HOURS_MAX: i64 = 400;

pub(super) fn one(event: impl Into<FundEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl Fund {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &FundCommand) -> Decided {
        use FundCommand as C;
        match command {
            C::FormFund(command) => self.form(command),
            C::JoinFund(command) => self.join(command),
            C::LeaveFund(command) => self.leave(command),
            C::RecordContribution(command) => self.contribute(command),
            C::WithdrawShare(command) => self.withdraw(command),
            C::RequestFundLoan(command) => self.request(command),
            C::GrantFundLoan(command) => self.grant(command),
            C::RefuseFundLoan(command) => self.refuse(command),
            C::PayInstalment(command) => self.pay(command),
            C::DeclareDefault(command) => self.declare_default(command),
            C::CoverDefault(command) => self.cover(command),
            C::ReverseFundEntry(command) => self.reverse(command),
            C::HoldFundTraining(command) => self.train(command),
            C::CloseFund(command) => self.close(command),
        }
    }

    fn form(&self, command: &FormFund) -> Decided {
        let fund = &command.fund;
        let mut checks = Checks::new();
        checks.text("name", &fund.name, 200);
        checks.past("formed_on", fund.formed_on, command.today);
        checks.done::<FundRefusal>()?;
        if self.formed_on.is_some() {
            return Err(FundRefusal::AlreadyFormed);
        }
        one(fund.clone())
    }

    fn join(&self, command: &JoinFund) -> Decided {
        let formed_on = self.going()?;
        let member = &command.member;
        let mut checks = Checks::new();
        checks.between("joined_on", member.joined_on, formed_on, command.today);
        checks.done::<FundRefusal>()?;
        if self.is_member(member.member_id) {
            return Err(FundRefusal::AlreadyMember);
        }
        one(member.clone())
    }

    fn leave(&self, command: &LeaveFund) -> Decided {
        self.going()?;
        let left = &command.left;
        let member = self.member(left.member_id)?;
        let mut checks = Checks::new();
        checks.between("left_on", left.left_on, member.joined_on, command.today);
        checks.done::<FundRefusal>()?;
        self.owes_nothing(left.member_id)?;
        if self.loans.iter().any(|(id, loan)| self.is_open(*id, loan) && loan.guarantors.contains(&left.member_id)) {
            return Err(FundRefusal::AnswersForLoan);
        }
        let rials = self.share(left.member_id);
        if rials != 0 {
            return Err(FundRefusal::ShareLeft { rials });
        }
        one(left.clone())
    }

    fn contribute(&self, command: &RecordContribution) -> Decided {
        self.going()?;
        let contribution = &command.contribution;
        let member = self.member(contribution.member_id)?;
        let mut checks = Checks::new();
        checks.range("amount_rials", contribution.amount_rials, 1, RIALS_MAX);
        checks.between("contributed_on", contribution.contributed_on, member.joined_on, command.today);
        checks.done::<FundRefusal>()?;
        self.new_entry(contribution.entry_id)?;
        one(contribution.clone())
    }

    fn withdraw(&self, command: &WithdrawShare) -> Decided {
        self.going()?;
        let withdrawal = &command.withdrawal;
        let member = self.member(withdrawal.member_id)?;
        let mut checks = Checks::new();
        checks.range("amount_rials", withdrawal.amount_rials, 1, RIALS_MAX);
        checks.between("withdrawn_on", withdrawal.withdrawn_on, member.joined_on, command.today);
        checks.done::<FundRefusal>()?;
        self.new_entry(withdrawal.entry_id)?;
        // What was put in stands for what was borrowed.
        self.owes_nothing(withdrawal.member_id)?;
        let rials = self.share(withdrawal.member_id);
        if withdrawal.amount_rials > rials {
            return Err(FundRefusal::ShareTooSmall { rials });
        }
        self.has(withdrawal.amount_rials)?;
        one(withdrawal.clone())
    }

    /// An entry counts no more, unless the fund would then have spent what it never had, or somebody who left would owe again.
    fn reverse(&self, command: &ReverseFundEntry) -> Decided {
        self.going()?;
        let reversal = &command.reversal;
        let Some(entry) = self.entries.get(&reversal.entry_id) else {
            let known = self.reversed.contains_key(&reversal.entry_id);
            return if known { Ok(Vec::new()) } else { Err(FundRefusal::UnknownEntry) };
        };
        let mut checks = Checks::new();
        checks.between("reversed_on", reversal.reversed_on, entry.on, command.today);
        checks.done::<FundRefusal>()?;
        match entry.kind {
            FundEntryKind::Contribution(member) => {
                let rials = self.share(member);
                if entry.amount_rials > rials {
                    return Err(FundRefusal::ShareTooSmall { rials });
                }
                self.has(entry.amount_rials)?;
            }
            FundEntryKind::Withdrawal(member) => {
                self.member(member)?;
            }
            FundEntryKind::Repayment(id) | FundEntryKind::Cover(id) => {
                let loan = self.loans.get(&id).ok_or(FundRefusal::UnknownLoan)?;
                self.member(loan.member_id)?;
                loan.guarantors.iter().try_for_each(|guarantor| self.member(*guarantor).map(|_| ()))?;
                self.has(entry.amount_rials)?;
            }
        }
        one(reversal.clone())
    }

    fn train(&self, command: &HoldFundTraining) -> Decided {
        let formed_on = self.going()?;
        let training = &command.training;
        let present: BTreeSet<MemberId> = training.present.iter().copied().collect();
        let mut checks = Checks::new();
        checks.between("held_on", training.held_on, formed_on, command.today);
        checks.range("hours", training.hours.into(), 1, HOURS_MAX);
        checks.fault_if(present.is_empty(), "present", Rule::Required);
        checks.fault_if(present.len() < training.present.len(), "present", Rule::Duplicate);
        checks.done::<FundRefusal>()?;
        if !present.iter().all(|member| self.members.contains_key(member)) {
            return Err(FundRefusal::NotAMember);
        }
        let same = self.trainings.get(&training.training_id) == Some(training);
        if same { Ok(Vec::new()) } else { one(training.clone()) }
    }

    fn close(&self, command: &CloseFund) -> Decided {
        if self.closed_on.is_some() {
            return Ok(Vec::new());
        }
        let formed_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("closed_on", command.closing.closed_on, formed_on, command.today);
        checks.done::<FundRefusal>()?;
        let open = self.loans.iter().filter(|(id, loan)| self.is_open(**id, loan)).count();
        if let Ok(loans @ 1..) = u32::try_from(open) {
            return Err(FundRefusal::LoansOpen { loans });
        }
        let balance = self.balance();
        if balance != 0 {
            return Err(FundRefusal::BalanceLeft { balance });
        }
        one(command.closing.clone())
    }

    /// The day of its forming, of a fund that is formed and not closed.
    pub(super) fn going(&self) -> Result<NaiveDate, FundRefusal> {
        let formed_on = self.formed_on.ok_or(FundRefusal::NotFormed)?;
        if self.closed_on.is_some() { Err(FundRefusal::IsClosed) } else { Ok(formed_on) }
    }

    /// A member of now.
    pub(super) fn member(&self, id: MemberId) -> Result<&FundMember, FundRefusal> {
        self.members.get(&id).filter(|one| one.left_on.is_none()).ok_or(FundRefusal::NotAMember)
    }

    /// Whether the fund can give that much.
    pub(super) fn has(&self, rials: i64) -> Result<(), FundRefusal> {
        let balance = self.balance();
        if rials > balance { Err(FundRefusal::MoneyLacking { balance }) } else { Ok(()) }
    }

    pub(super) fn owes_nothing(&self, member: MemberId) -> Result<(), FundRefusal> {
        let own =
            |(id, loan): &(&hamyar_events::FundLoanId, &FundLoan)| loan.member_id == member && self.is_open(**id, loan);
        match self.loans.iter().find(own) {
            Some((id, _)) => Err(FundRefusal::Owes { rials: self.outstanding(*id) }),
            None => Ok(()),
        }
    }

    pub(super) fn new_entry(&self, id: FundEntryId) -> Result<(), FundRefusal> {
        let taken = self.entries.contains_key(&id) || self.reversed.contains_key(&id);
        if taken { Err(FundRefusal::IdTaken) } else { Ok(()) }
    }
}
