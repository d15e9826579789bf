//! How a due date stands against today. Overdue is a matter of the moment of reading and is never stored.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// Where a due date lies, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    /// Its last day has passed.
    Overdue,
    /// Its last day is today.
    Today,
    /// Its last day is one of the next seven.
    ThisWeek,
    /// Its last day is further away.
    Later,
}

impl DueState {
    /// How `due` stands on `today`.
    pub fn of(due: NaiveDate, today: NaiveDate) -> Self {
        match (due - today).num_days() {
            days if days < 0 => Self::Overdue,
            0 => Self::Today,
            1..=7 => Self::ThisWeek,
            _ => Self::Later,
        }
    }
}

/// How many items of a queue stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueCounts {
    pub overdue: u32,
    pub today: u32,
    pub this_week: u32,
    pub later: u32,
}

impl DueCounts {
    /// Counts one item.
    pub fn count(&mut self, state: DueState) {
        match state {
            DueState::Overdue => self.overdue += 1,
            DueState::Today => self.today += 1,
            DueState::ThisWeek => self.this_week += 1,
            DueState::Later => self.later += 1,
        }
    }
}
