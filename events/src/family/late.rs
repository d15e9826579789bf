//! Work that was written on a phone without a network and could not simply be added when it arrived: kept as it was written until a person
//! decides.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::*;
use crate::{MediaType, Personal};

/// Why work that arrived late was not simply added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LateReason {
    /// The family was handed over before it arrived.
    HandedOver,
    /// Somebody else changed the same thing meanwhile, and their value was kept.
    Clash,
    /// A rule refused it, and whoever wrote it left it to the center.
    Refused,
    /// The phone was to be wiped, or its person may sign in no more.
    DeviceRevoked,
}

/// What became of work that waited for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LateOutcome {
    /// It was added to the file as it was written.
    Recorded,
    /// It was read and not added.
    SetAside,
    /// Of two values of the same thing the other one was kept.
    KeptTheirs,
}

/// Work arrived late and waits for a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LateWorkParked {
    pub late_id: LateId,
    /// The id under which it was sent; whatever becomes of it, it is recorded under this one.
    pub command_id: Uuid,
    /// Stable name of what was asked, as `record_visit`.
    pub operation: String,
    /// The visit, service, entry or member it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_id: Option<Uuid>,
    /// What was written, as the phone sent it.
    pub body: Personal<String>,
    pub why: LateReason,
    /// Stable code of the rule that refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
    /// Whose phone it was.
    pub user_id: UserId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caseworker_id: Option<CaseworkerId>,
    /// The sequence its author saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<i64>,
    pub parked_on: NaiveDate,
    /// The file that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<LateFile>,
}

/// A file that came with late work. Its bytes lie sealed beside the log with the family's key until somebody decides what becomes of the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LateFile {
    /// Names the bytes; the attachment that may come of them has an id of its own.
    pub attachment_id: AttachmentId,
    pub media_type: MediaType,
    /// Bytes before sealing.
    pub size_bytes: u64,
    /// SHA-256 of the sealed bytes, 64 hexadecimal digits in small letters.
    pub sealed_sha256: String,
}

/// A person decided what becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LateWorkSettled {
    pub late_id: LateId,
    pub outcome: LateOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub settled_on: NaiveDate,
}
