//! Who came to see more than is theirs: addresses under threat, reveals, broken glass, comparisons across centers.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;

/// Parts of category codes under which an address could help somebody who threatens a member.
const THREATS: &[&str] = &["abus", "violen", "threat"];

/// Whether a category of vulnerability puts the family's address under threat.
pub fn implies_address_threat(category: &str) -> bool {
    THREATS.iter().any(|threat| category.contains(threat))
}

/// Knowing where the family lives, or how to reach it, could help somebody who threatens a member. Holds until cleared, whatever becomes of the
/// categories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressThreatMarked {
    pub reason: Personal<String>,
    pub marked_on: NaiveDate,
}

/// The threat is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressThreatCleared {
    pub reason: Personal<String>,
    pub cleared_on: NaiveDate,
}

/// One person was shown the address under threat of this family, for this case and this time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressRevealed {
    pub reveal_id: RevealId,
    pub user_id: UserId,
    pub reason: Personal<String>,
    /// The address is shown before this instant.
    pub until: DateTime<Utc>,
}

/// What a manager breaks the glass for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GlassPurpose {
    /// The file of a family that another center keeps, without an address under threat.
    ForeignFile,
    /// The address under threat of a family of the own center.
    ThreatenedAddress,
}

/// A manager looked where only an emergency lets a manager look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GlassBroken {
    pub glass_id: GlassId,
    pub user_id: UserId,
    /// The center whose manager it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub center_id: Option<CenterId>,
    pub purpose: GlassPurpose,
    pub reason: Personal<String>,
    /// The glass is open before this instant.
    pub until: DateTime<Utc>,
}

/// Somebody who answers for the family has read that the glass was broken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GlassAcknowledged {
    pub glass_id: GlassId,
    pub user_id: UserId,
}

/// Somebody elsewhere searched for a person who may be of this family, and asks whether it is the same one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonAsked {
    pub comparison_id: ComparisonId,
    pub user_id: UserId,
    /// The center that asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub center_id: Option<CenterId>,
    /// Names as searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<Personal<String>>,
    /// Jalali year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<Personal<i32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Personal<String>>,
    /// The national id that was searched for is one of this family's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub national_id_matches: bool,
    pub asked_on: NaiveDate,
}

/// The center that keeps the file compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonAnswered {
    pub comparison_id: ComparisonId,
    /// Whether it is the same family.
    pub same: bool,
    pub answered_on: NaiveDate,
}
