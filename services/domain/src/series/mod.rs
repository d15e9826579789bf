//! A series of an indicator: values by year, and the year that changes are counted from.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(IndicatorSeries, SeriesCommand, hamyar_events::SeriesEvent, SeriesRefusal);
