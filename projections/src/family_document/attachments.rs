//! Files of the case.

use hamyar_events::family::{AttachmentAdded, AttachmentRemoved};

use super::FamilyDocument;
use crate::event::EventMeta;
use crate::views::{FileAttachment, FileAttachmentRemoval, NamedRef};

impl FamilyDocument {
    pub(super) fn attachment_added(&mut self, event: &AttachmentAdded, meta: &EventMeta) {
        self.file.attachments.push(FileAttachment {
            id: event.attachment_id.0,
            kind: event.kind,
            title: event.title.value.clone(),
            member: event.member_id.map(|id| NamedRef::unnamed(id.0)),
            media_type: event.media_type,
            size_bytes: event.size_bytes,
            received_on: event.received_on.into(),
            recorded_at: meta.recorded_at.into(),
            by: (&meta.actor).into(),
            removed: None,
            // Title and bytes are sealed with one key: where the one does not open, neither does the other.
            erased: event.title.is_erased(),
        });
    }

    pub(super) fn attachment_removed(&mut self, event: &AttachmentRemoved, meta: &EventMeta) {
        if let Some(attachment) = self.file.attachments.iter_mut().find(|one| one.id == event.attachment_id.0) {
            attachment.removed = Some(FileAttachmentRemoval {
                reason: event.reason.value.clone(),
                removed_on: event.removed_on.into(),
                by: (&meta.actor).into(),
            });
        }
    }
}
