//! One family as lists show it.

use hamyar_events::{HouseholdType, Tier};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{CivilDate, NamedRef};

/// Where consent stands. Imported families have not been asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    #[default]
    NotAsked,
    Given,
    Refused,
    Withdrawn,
}

impl ConsentState {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Given => "given",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Whether the case is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FamilyState {
    #[default]
    Open,
    Closed,
}

impl FamilyState {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// One family as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FamilyCard {
    pub id: Uuid,
    pub file_number: String,
    /// Null when erased, or removed for a reader who sees no names.
    pub family_name: Option<String>,
    /// The tier that now holds; null before the first.
    pub tier: Option<Tier>,
    /// Tier of the current cycle's baseline.
    pub baseline_tier: Option<Tier>,
    pub neighborhood: NamedRef,
    pub center: Option<NamedRef>,
    pub caseworker: Option<NamedRef>,
    /// Members who have not left.
    pub members_count: u32,
    pub last_visit: Option<CivilDate>,
    /// Earliest open due date.
    pub next_due: Option<CivilDate>,
    /// Open items whose last day has passed.
    pub overdue: u32,
    /// Referrals to a commission that are neither decided nor withdrawn.
    pub open_referrals: u32,
    pub consent: ConsentState,
    pub state: FamilyState,
    /// Last day of the caseworker's year.
    pub year_ends: Option<CivilDate>,
    /// Days to that day; negative when it has passed.
    pub days_left: Option<i64>,
    pub household_type: HouseholdType,
    /// Whether knowing the address could help somebody who threatens a member: it is printed and shared nowhere.
    pub address_under_threat: bool,
    /// What was known of the family is forgotten: names and words read null for ever, at every moment of its history.
    pub erased: bool,
}
