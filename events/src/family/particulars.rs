//! What a service of some kinds says beyond its kind: how many sessions, what was lent, which goods. Amounts are whole rials.

use serde::{Deserialize, Serialize};

use crate::values::*;

/// What a service says by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum ServiceParticulars {
    /// Meetings with one who counsels. Contacts, counted apart from persons.
    Counselling { sessions: u16 },
    /// The amount of the service, lent in instalments.
    Loan {
        instalments: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        guarantee: Option<LoanGuarantee>,
    },
    /// A job found or made.
    Job {
        origin: JobOrigin,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        monthly_income_rials: Option<i64>,
    },
    /// Aid in kind; the amount of the service is its worth.
    Goods { phase: AidPhase, quantity: u32, unit: GoodsUnit },
    /// Cover for so many months; the amount of the service is what was paid for it.
    Insurance { months: u16 },
    /// Sessions or days of treatment; the amount of the service is what was paid for it.
    Treatment { sessions: u16 },
    /// Hours of teaching.
    Training { hours: u16, certificate: bool },
}
