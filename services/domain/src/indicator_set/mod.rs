//! Indicator sets: versioned indicators and the rule that turns readings into tiers.

mod commands;
mod compute;
mod decide;
mod default_set;
mod refusals;
mod state;
#[cfg(test)]
mod tests;
mod tried;
pub mod words;

pub use commands::*;
pub use compute::{BEST, HARM_AT_MOST, STRENGTH_AT_LEAST, compute_tier};
pub use default_set::default_indicator_set;
pub use refusals::*;
pub use state::*;
pub use tried::{TriedIndicator, TriedRule, TriedTier};

aggregate!(IndicatorSet, IndicatorSetCommand, hamyar_events::IndicatorSetEvent, IndicatorSetRefusal);
