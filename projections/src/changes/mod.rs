//! How families changed between baseline and final assessment: a change counts as one only beyond a stated margin. Counts, shares with their intervals, and
//! tests of whether a table leans to one side; whole, by domain, by indicator, and by who, where and what was given.
//!
//! A reader of counts alone is shown every count as [`crate::rounding`] shows it, by the families it counts, so that the same families asked about in other
//! words have the same error; shares and intervals are of the shown counts, tests of the shown table where no cell of it is hidden, and means not at all.

mod behind;
mod counting;
mod query;
pub mod stats;

pub use behind::{Changed, ChangesBehind, Compared, Went, families_behind};
pub use counting::Counted;
pub use query::{
    Changes, ChangesFilter, DomainPart, Group, GroupBy, IndicatorPart, MARGIN, MARGIN_MAX, Part, Way, changes,
};
