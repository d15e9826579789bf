//! Files of the case.

use hamyar_events::{AttachmentKind, MediaType};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{ActorRef, CivilDate, Instant, NamedRef};

/// A file of the case; its bytes are read apart.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAttachment {
    pub id: Uuid,
    pub kind: AttachmentKind,
    /// Null when erased.
    pub title: Option<String>,
    /// Whose it is; the family's when null.
    pub member: Option<NamedRef>,
    pub media_type: MediaType,
    /// Bytes as they are handed out.
    pub size_bytes: u64,
    pub received_on: CivilDate,
    pub recorded_at: Instant,
    pub by: ActorRef,
    /// When and why it was taken out, if it was; its bytes are gone then.
    pub removed: Option<FileAttachmentRemoval>,
    /// Its bytes are gone with the one it belonged to.
    pub erased: bool,
}

/// A file was taken out.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAttachmentRemoval {
    pub reason: Option<String>,
    pub removed_on: CivilDate,
    pub by: ActorRef,
}
