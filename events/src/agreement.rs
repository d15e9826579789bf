//! The agreement stream: a memorandum between agencies (تفاهم‌نامه), and the whole tree of credits that its own budget lines feed. A credit drawn from
//! one of them is recorded here as well, though it may serve another agreement: so that nothing is drawn twice. Money is whole rials; what is left
//! of a credit is never stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to an agreement.
    AgreementEvent, stream "agreement" {
        AgreementSigned = "agreement_signed" @ "1.0.0",
        AgreementAmended = "agreement_amended" @ "1.0.0",
        AgreementEnded = "agreement_ended" @ "1.0.0",
        CreditAllocated = "credit_allocated" @ "1.0.0",
        CreditSpent = "credit_spent" @ "1.0.0",
        AllocationReversed = "allocation_reversed" @ "1.0.0",
        SpendingReversed = "spending_reversed" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for AgreementEvent {}

/// An agreement was signed. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementSigned {
    /// As it is numbered on paper.
    pub number: String,
    /// What it is for.
    pub title: String,
    /// The agencies that signed.
    pub parties: Vec<AgencyId>,
    /// The province or county it is of; the nation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    pub signed_on: NaiveDate,
    /// Last day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

/// Parties or term are others from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementAmended {
    /// What was changed, and by which paper.
    pub note: String,
    pub parties: Vec<AgencyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    pub amended_on: NaiveDate,
}

/// The agreement is no more: no new credit follows from it. What was allocated may still be spent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgreementEnded {
    pub reason: AgreementEnd,
    pub ended_on: NaiveDate,
}

/// A credit was allocated: from a budget line outside, or drawn from another credit of this stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreditAllocated {
    pub allocation_id: AllocationId,
    pub amount_rials: i64,
    pub kind: CreditKind,
    /// Name of the budget line; absent where it is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_line: Option<String>,
    /// The credit it is drawn from; its amount is not additional to that one's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_from: Option<AllocationId>,
    /// The agreement it serves, where that is another than this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_agreement: Option<AgreementId>,
    pub purpose: String,
    /// Where it is spent; the nation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    /// Jalali year of the budget.
    pub year: u16,
    pub allocated_on: NaiveDate,
}

/// Money of a credit was spent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreditSpent {
    pub spending_id: SpendingId,
    pub allocation_id: AllocationId,
    pub amount_rials: i64,
    /// On what.
    pub note: String,
    pub spent_on: NaiveDate,
}

/// A credit was a mistake and counts no more. It stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AllocationReversed {
    pub allocation_id: AllocationId,
    pub mistake: CreditMistake,
    pub reversed_on: NaiveDate,
}

/// A spending was a mistake and counts no more. It stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpendingReversed {
    pub spending_id: SpendingId,
    pub mistake: CreditMistake,
    pub reversed_on: NaiveDate,
}
