//! Work that arrived late: what can be asked of it.

use chrono::NaiveDate;
use hamyar_events::family::*;
use serde::{Deserialize, Serialize};

/// Keep work that could not simply be added until a person decides. Allowed on a closed case, and from whoever held the family before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParkLateWork {
    #[serde(flatten)]
    pub parked: LateWorkParked,
}

/// Decide what becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SettleLateWork {
    #[serde(flatten)]
    pub settled: LateWorkSettled,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
