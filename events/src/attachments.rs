//! Files that belong to a family's case. The events name a file and prove its bytes; the bytes themselves lie outside the log, sealed with the key
//! of the subject whose file it is, so that they can be destroyed while the history stays.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{AttachmentId, MemberId};
use crate::{AttachmentKind, MediaType, Personal};

/// A file was put into the family's case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachmentAdded {
    pub attachment_id: AttachmentId,
    pub kind: AttachmentKind,
    /// What it is, in a person's words. Sealed with the same key as the bytes: that of the member, or of the family.
    pub title: Personal<String>,
    /// Whose file it is; the family's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// What the bytes are, found by looking at them; what the sender said of them counts nothing.
    pub media_type: MediaType,
    /// Bytes of the file as it is kept, before sealing.
    pub size_bytes: u64,
    /// SHA-256 of the sealed bytes, 64 hexadecimal digits in small letters.
    pub sealed_sha256: String,
    /// Day on which the family handed it over, or it was made.
    pub received_on: NaiveDate,
}

/// A file was taken out again. Its bytes are destroyed; that it was there stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachmentRemoved {
    pub attachment_id: AttachmentId,
    pub reason: Personal<String>,
    pub removed_on: NaiveDate,
}
