mod commands;
mod decide;
mod default_set;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use default_set::default_indicator_set;
pub use refusals::*;
pub use state::*;

aggregate!(IndicatorSet, IndicatorSetCommand, hamyar_events::IndicatorSetEvent, IndicatorSetRefusal);
