//! The account stream: who was ever given what right, by whom and why. The actor of each event is who did it.
//!
//! Nothing here opens a door: names, passwords and second factors are no history and stand beside the log.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::personal::Personal;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to the rights of an account.
    AccountEvent, stream "account" {
        AccountOpened = "account_opened" @ "1.0.0",
        RoleGranted = "role_granted" @ "1.0.0",
        RoleWithdrawn = "role_withdrawn" @ "1.0.0",
        AccountDisabled = "account_disabled" @ "1.0.0",
        AccountEnabled = "account_enabled" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for AccountEvent {}

/// What a role is bound to. The nation is every place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BoundTo {
    /// No place in particular: all of it.
    Nation,
    /// The caseworker that the account's holder is.
    Caseworker {
        caseworker_id: CaseworkerId,
    },
    Center {
        center_id: CenterId,
    },
    Commission {
        commission_id: CommissionId,
    },
    Agency {
        agency_id: AgencyId,
    },
    Neighborhood {
        neighborhood_id: NeighborhoodId,
    },
    /// A county, a province or another place above the neighborhood.
    Place {
        place_id: PlaceId,
    },
}

/// Somebody may sign in from now on. First event of the stream; gives no right by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountOpened {
    pub ground: GrantGround,
}

/// The account's holder may act in a role, over one place, from a day until a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleGranted {
    pub grant_id: GrantId,
    pub role: Role,
    pub bound_to: BoundTo,
    /// The first day in Tehran on which it counts.
    pub from: NaiveDate,
    /// The last day on which it counts; open without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    pub ground: GrantGround,
    /// The giver's own grant on which this one rests: nobody gives more than they hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_grant: Option<GrantId>,
    /// Why, in words; sealed with the account holder's own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}

/// A right ended before its day, at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleWithdrawn {
    pub grant_id: GrantId,
    pub ground: WithdrawalGround,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}

/// The account opens no door any more. Its grants stay and count again when it is enabled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountDisabled {
    pub ground: WithdrawalGround,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}

/// The account may be used again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountEnabled {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}
