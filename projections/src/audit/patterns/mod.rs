//! Patterns that are worth a look, each from the log alone. They accuse nobody: a night shift, a backlog written down at once or a difficult
//! neighborhood look the same. Every figure opens to the events behind it.

mod back_dated;
mod bursts;
mod night;
mod overrides;
mod refused;
mod tasks;
mod work;

pub use back_dated::{BackDated, DatedBefore, back_dated};
pub use bursts::{Burst, bursts};
pub use night::{NightEdits, night_edits};
pub use overrides::{OverrideShare, overrides};
pub use refused::{Refused, refused};
pub use tasks::{QuickTask, quick_tasks};
pub use work::{SelfDealing, acted_on, self_dealing};

use chrono::NaiveDate;
use sqlx::PgPool;

use super::query::span;

/// Night begins at 22:00 on Tehran's clocks …
pub const NIGHT_FROM_MINUTE: i16 = 22 * 60;
/// … and ends at 06:00.
pub const NIGHT_UNTIL_MINUTE: i16 = 6 * 60;

/// Rows of one finding that are shown.
pub(super) const FOUND_MAX: i64 = 200;

/// The days looked at, as positions of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub first_position: i64,
    pub last_position: i64,
}

/// The positions recorded in a span of days.
pub async fn positions_of(pool: &PgPool, from: NaiveDate, to: NaiveDate) -> Result<Window, sqlx::Error> {
    let (first_position, last_position) = span(pool, Some(from), Some(to)).await?;
    Ok(Window { from, to, first_position, last_position })
}
