//! The stream of a non-governmental organization (سازمان مردم‌نهاد): it asks for a licence, the supervisory board gives or refuses it, licences are
//! renewed and revoked. It names no person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to an organization and its licences.
    NgoEvent, stream "ngo" {
        NgoRegistered = "ngo_registered" @ "1.0.0",
        LicenceApplied = "licence_applied" @ "1.0.0",
        LicenceGranted = "licence_granted" @ "1.0.0",
        LicenceRefused = "licence_refused" @ "1.0.0",
        LicenceRenewed = "licence_renewed" @ "1.0.0",
        LicenceRevoked = "licence_revoked" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for NgoEvent {}

/// An organization was written down. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NgoRegistered {
    /// Name of the organization.
    pub name: String,
    /// The province or county it works in; the nation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    pub registered_on: NaiveDate,
}

/// It asks for a licence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LicenceApplied {
    pub level: LicenceLevel,
    pub applied_on: NaiveDate,
}

/// The supervisory board gave the licence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LicenceGranted {
    pub licence_id: LicenceId,
    pub level: LicenceLevel,
    /// As it is numbered on paper.
    pub number: String,
    pub granted_on: NaiveDate,
    /// Last day on which it holds.
    pub valid_until: NaiveDate,
}

/// The supervisory board gave none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LicenceRefused {
    pub reason: LicenceRefusalReason,
    pub refused_on: NaiveDate,
}

/// A licence holds longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LicenceRenewed {
    pub licence_id: LicenceId,
    pub renewed_on: NaiveDate,
    /// Last day on which it holds now.
    pub valid_until: NaiveDate,
}

/// A licence holds no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LicenceRevoked {
    pub licence_id: LicenceId,
    pub reason: RevocationReason,
    pub revoked_on: NaiveDate,
}
