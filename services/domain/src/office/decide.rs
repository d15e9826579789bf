//! The rules of an office's life: call, contract, opening, neighborhoods, money, meetings, closing.

use chrono::{Days, NaiveDate};
use hamyar_events::office::*;
use hamyar_events::*;
use std::collections::BTreeSet;

use super::*;
use crate::Rule;
use crate::checks::Checks;

pub(super) type Decided = Result<Vec<OfficeEvent>, OfficeRefusal>;

/// Largest amount written down, in rials: a hundred thousand billion.
const RIALS_MAX: i64 = 100_000_000_000_000;
/// Most neighborhoods an office is called for.
const NEIGHBORHOODS_MAX: usize = 50;
/// Longest contract, in days.
const CONTRACT_DAYS: u64 = 10 * 366;

pub(super) fn one(event: impl Into<OfficeEvent>) -> Decided {
    Ok(vec![event.into()])
}

/// An amount of whole rials, above nothing.
pub(super) fn rials(checks: &mut Checks, field: impl Into<std::borrow::Cow<'static, str>>, amount: i64) {
    checks.range(field, amount, 1, RIALS_MAX);
}

/// At least one line, none of them blank, twenty at most.
pub(super) fn lines(checks: &mut Checks, field: &'static str, lines: &[String]) {
    checks.fault_if(lines.is_empty(), field, Rule::Required);
    checks.fault_if(lines.len() > 20, field, Rule::OutOfRange { min: 1, max: 20 });
    for (index, line) in lines.iter().enumerate() {
        checks.text(format!("{field}[{index}]"), line, 400);
    }
}

/// Whether something is named twice.
pub(super) fn has_twice<T: Ord + Copy>(all: &[T]) -> bool {
    all.iter().copied().collect::<BTreeSet<T>>().len() < all.len()
}

impl Office {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &OfficeCommand) -> Decided {
        use OfficeCommand as C;
        match command {
            C::CallOffice(command) => self.call(&command.fact, command.today),
            C::ContractOffice(command) => self.take_under_contract(&command.fact, command.today),
            C::OpenOffice(command) => self.open(&command.fact, command.today),
            C::CloseOffice(command) => self.close(&command.fact, command.today),
            C::AddNeighborhood(command) => self.add_neighborhood(&command.fact, command.today),
            C::LeaveNeighborhood(command) => self.leave_neighborhood(&command.fact, command.today),
            C::CountStaff(command) => self.count_staff(&command.fact, command.today),
            C::RecordMoney(command) => self.record_money(&command.fact, command.today),
            C::StrikeMoney(command) => self.strike_money(&command.fact),
            C::HoldMeeting(command) => self.hold_meeting(&command.fact, command.today),
            C::ProgressTask(command) => self.progress_task(&command.fact, command.today),
            C::HoldGroupWorkshop(command) => self.hold_group_workshop(&command.fact, command.today),
            C::FormGroup(command) => self.form_group(&command.fact, command.today),
            C::AdvanceGroup(command) => self.advance_group(&command.fact, command.today),
            C::DraftNeedsProfile(command) => self.draft_profile(command),
            C::JudgeNeedsProfile(command) => self.judge_profile(command),
            C::NotifyNeedsProfile(command) => self.notify_profile(&command.fact, command.today),
            C::DraftPlan(command) => self.draft_plan(&command.fact, command.today),
            C::ChangePlan(command) => self.change_plan(&command.fact, command.today),
            C::JudgePlan(command) => self.judge_plan(&command.fact, command.today),
            C::ProgressPlan(command) => self.progress_plan(&command.fact, command.today),
            C::Evaluate(command) => self.evaluate(command),
            C::ReportQuarter(command) => self.report_quarter(&command.fact, command.today),
        }
    }

    fn call(&self, call: &OfficeCalled, today: NaiveDate) -> Decided {
        let mut checks = Checks::new();
        checks.text("name", &call.name, 200);
        checks.past("called_on", call.called_on, today);
        let asked = &call.neighborhood_ids;
        checks.fault_if(asked.is_empty(), "neighborhood_ids", Rule::Required);
        checks.fault_if(asked.len() > NEIGHBORHOODS_MAX, "neighborhood_ids", Rule::OutOfRange { min: 1, max: 50 });
        checks.fault_if(has_twice(asked), "neighborhood_ids", Rule::Duplicate);
        checks.done::<OfficeRefusal>()?;
        if self.called_on.is_some() { Err(OfficeRefusal::AlreadyCalled) } else { one(call.clone()) }
    }

    fn take_under_contract(&self, contract: &OfficeContracted, today: NaiveDate) -> Decided {
        let called_on = self.going()?;
        let mut checks = Checks::new();
        let operator = &contract.operator;
        match (&operator.agency_id, &operator.name) {
            (None, None) => checks.fault("operator_name", Rule::Required),
            (Some(_), Some(_)) => checks.fault("operator_name", Rule::NotExpected),
            (_, Some(name)) => checks.text("operator_name", name, 200),
            (Some(_), None) => &mut checks,
        };
        checks.text("number", &contract.number, 60);
        checks.text("source", &contract.source, 200);
        rials(&mut checks, "amount_rials", contract.amount_rials);
        checks.between("contracted_on", contract.contracted_on, called_on, today);
        checks.fault_if(contract.from < called_on, "from", Rule::BeforeStart);
        checks.fault_if(contract.until < contract.from, "until", Rule::BeforeStart);
        let longest = contract.from.checked_add_days(Days::new(CONTRACT_DAYS)).unwrap_or(NaiveDate::MAX);
        checks.fault_if(contract.until > longest, "until", Rule::InFuture);
        checks.done::<OfficeRefusal>()?;
        one(contract.clone())
    }

    /// S097: no office opens before it has a contract, nor before the day from which that runs.
    fn open(&self, opening: &OfficeOpened, today: NaiveDate) -> Decided {
        self.going()?;
        let contract = self.contract.ok_or(OfficeRefusal::NotContracted)?;
        if self.opened_on.is_some() {
            return Err(OfficeRefusal::AlreadyOpen);
        }
        let mut checks = Checks::new();
        checks.past("opened_on", opening.opened_on, today);
        checks.fault_if(opening.opened_on < contract.from, "opened_on", Rule::BeforeStart);
        checks.done::<OfficeRefusal>()?;
        one(opening.clone())
    }

    fn close(&self, closing: &OfficeClosed, today: NaiveDate) -> Decided {
        let called_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("closed_on", closing.closed_on, self.opened_on.unwrap_or(called_on), today);
        match &closing.note {
            Some(note) => checks.text("note", note, 400),
            None => checks.fault_if(closing.reason == OfficeCloseReason::Other, "note", Rule::Required),
        };
        checks.done::<OfficeRefusal>()?;
        one(closing.clone())
    }

    fn add_neighborhood(&self, added: &OfficeNeighborhoodAdded, today: NaiveDate) -> Decided {
        let called_on = self.going()?;
        Checks::new().between("added_on", added.added_on, called_on, today).done::<OfficeRefusal>()?;
        if self.serves(added.neighborhood_id) { Err(OfficeRefusal::AlreadyServed) } else { one(added.clone()) }
    }

    fn leave_neighborhood(&self, left: &OfficeNeighborhoodLeft, today: NaiveDate) -> Decided {
        let called_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("left_on", left.left_on, called_on, today);
        checks.text("reason", &left.reason, 400);
        checks.fault_if(!self.serves(left.neighborhood_id), "neighborhood_id", Rule::Unknown);
        checks.done::<OfficeRefusal>()?;
        if self.served().count() == 1 { Err(OfficeRefusal::LastNeighborhood) } else { one(left.clone()) }
    }

    fn count_staff(&self, staff: &OfficeStaffCounted, today: NaiveDate) -> Decided {
        let called_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("counted_on", staff.counted_on, called_on, today);
        let roles: Vec<StaffRole> = staff.counts.iter().map(|count| count.role).collect();
        checks.fault_if(roles.is_empty(), "counts", Rule::Required);
        checks.fault_if(has_twice(&roles), "counts", Rule::Duplicate);
        for (index, count) in staff.counts.iter().enumerate() {
            checks.range(format!("counts[{index}].persons"), count.persons.into(), 0, 500);
        }
        checks.done::<OfficeRefusal>()?;
        if self.contract.is_none() { Err(OfficeRefusal::NotContracted) } else { one(staff.clone()) }
    }

    fn record_money(&self, money: &OfficeMoneyRecorded, today: NaiveDate) -> Decided {
        let called_on = self.called_on.ok_or(OfficeRefusal::NotCalled)?;
        let mut checks = Checks::new();
        rials(&mut checks, "amount_rials", money.amount_rials);
        checks.text("source", &money.source, 200);
        checks.text("purpose", &money.purpose, 200);
        checks.between("recorded_on", money.recorded_on, called_on, today);
        checks.done::<OfficeRefusal>()?;
        // Accounts are settled after the closing as well.
        if self.contract.is_none() { Err(OfficeRefusal::NotContracted) } else { one(money.clone()) }
    }

    fn strike_money(&self, struck: &OfficeMoneyStruck) -> Decided {
        self.called_on.ok_or(OfficeRefusal::NotCalled)?;
        Checks::new().text("reason", &struck.reason, 400).done::<OfficeRefusal>()?;
        match self.money.get(&struck.entry_id) {
            Some(true) => one(struck.clone()),
            _ => Err(OfficeRefusal::UnknownMoney),
        }
    }

    fn hold_meeting(&self, meeting: &OfficeMeetingHeld, today: NaiveDate) -> Decided {
        let opened_on = self.working()?;
        let mut checks = Checks::new();
        checks.text("subject", &meeting.subject, 200);
        checks.range("persons", meeting.persons.into(), 1, 100_000);
        checks.between("held_on", meeting.held_on, opened_on, today);
        let unknown = meeting.neighborhood_id.is_some_and(|id| !self.serves(id));
        checks.fault_if(unknown, "neighborhood_id", Rule::Unknown);
        checks.done::<OfficeRefusal>()?;
        one(meeting.clone())
    }

    /// The day of the call, of an office that is not closed.
    fn going(&self) -> Result<NaiveDate, OfficeRefusal> {
        let called_on = self.called_on.ok_or(OfficeRefusal::NotCalled)?;
        if self.closed_on.is_some() { Err(OfficeRefusal::IsClosed) } else { Ok(called_on) }
    }

    /// The day of the opening, of an office at work.
    pub(super) fn working(&self) -> Result<NaiveDate, OfficeRefusal> {
        self.going()?;
        self.opened_on.ok_or(OfficeRefusal::NotOpen)
    }
}
