//! Goals: what is to become better by when, on indicators that are not good.

use chrono::Days;

use super::calendar::DAYS_AHEAD;
use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::Goal;

/// From this reading on an indicator is a strength, and nothing is left to be reached.
const GOOD: u8 = 3;
/// The best reading.
const BEST: i64 = 4;

impl Family {
    pub(super) fn set_goal(&self, command: &SetGoal) -> Decided {
        self.open_file()?;
        let horizon = command.today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
        let indicator = command.set.indicator(&command.indicator);
        let mut checks = Checks::new();
        checks.fault_if(indicator.is_none(), "indicator", Rule::Unknown);
        checks.range("target", command.target.into(), 1, BEST);
        checks.optional_personal("wish", &command.wish, 500);
        checks.between("set_on", command.set_on, self.earliest(), command.today);
        checks.fault_if(command.due_on < command.set_on, "due_on", Rule::BeforeStart);
        checks.between("due_on", command.due_on, NaiveDate::MIN, horizon);
        checks.done::<FamilyRefusal>()?;
        let Some(indicator) = indicator else { return nothing() };
        if let Some(known) = self.goals.get(&command.goal_id) {
            let same = known.indicator == command.indicator && known.member_id == command.member_id;
            return if same { nothing() } else { Err(FamilyRefusal::GoalIdTaken) };
        }
        self.consent_now_and_on(command.set_on)?;
        if self.holding.is_none() {
            return Err(FamilyRefusal::NoCaseworker);
        }
        if let Some(member) = command.member_id {
            self.known_member(member)?;
        }
        let Some(value) = self.latest_reading(&command.indicator) else {
            return Err(FamilyRefusal::IndicatorNotRead);
        };
        if value >= GOOD {
            return Err(FamilyRefusal::IndicatorIsGood { value });
        }
        Checks::new().range("target", command.target.into(), i64::from(value) + 1, BEST).done::<FamilyRefusal>()?;
        let same = |goal: &Goal| goal.indicator == command.indicator && goal.member_id == command.member_id;
        if self.goals.values().any(|goal| goal.result.is_none() && same(goal)) {
            return Err(FamilyRefusal::GoalExists);
        }
        one(GoalSet {
            goal_id: command.goal_id,
            member_id: command.member_id,
            indicator: command.indicator.clone(),
            domain: indicator.domain,
            from_value: value,
            target: command.target,
            wish: command.wish.clone(),
            due_on: command.due_on,
            set_on: command.set_on,
        })
    }

    pub(super) fn close_goal(&self, command: &CloseGoal) -> Decided {
        self.open_file()?;
        let given_up_without_reason = command.result == GoalResult::GivenUp && command.reason.is_none();
        let mut checks = Checks::new();
        checks.optional_personal("reason", &command.reason, 2000);
        checks.fault_if(given_up_without_reason, "reason", Rule::Required);
        checks.between("closed_on", command.closed_on, self.earliest(), command.today);
        checks.done::<FamilyRefusal>()?;
        let known = self.goals.get(&command.goal_id).ok_or(FamilyRefusal::UnknownGoal)?;
        if known.result == Some(command.result) {
            return nothing();
        }
        let goal = self.open_goal(command.goal_id)?;
        Checks::new()
            .fault_if(command.closed_on < goal.set_on, "closed_on", Rule::BeforeStart)
            .done::<FamilyRefusal>()?;
        let value = self.latest_reading(&goal.indicator);
        // A goal is reached by what was read, not by saying so.
        if command.result == GoalResult::Reached && value.is_none_or(|value| value < goal.target) {
            return Err(FamilyRefusal::GoalNotReached { target: goal.target, value });
        }
        one(GoalClosed {
            goal_id: command.goal_id,
            result: command.result,
            reached_value: value,
            reason: command.reason.clone(),
            closed_on: command.closed_on,
        })
    }

    pub(super) fn open_goal(&self, id: GoalId) -> Result<&Goal, FamilyRefusal> {
        let goal = self.goals.get(&id).ok_or(FamilyRefusal::UnknownGoal)?;
        if goal.result.is_some() { Err(FamilyRefusal::GoalIsClosed) } else { Ok(goal) }
    }
}
