//! The set the program ships with.

use super::PublishIndicatorSet;

/// The default set of 30 indicators, ten a domain, as data of this crate (`data/indicators.json`).
pub fn default_indicator_set() -> PublishIndicatorSet {
    // The file is part of the crate and a test reads it, so it cannot fail at run time.
    serde_json::from_str(include_str!("../../data/indicators.json")).expect("the shipped indicator set is readable")
}
