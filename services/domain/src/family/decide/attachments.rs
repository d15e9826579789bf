//! Files of the case. Their bytes lie outside the log; what is decided here is whether one may be there.

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;

/// Most bytes of one file: 5 MiB.
pub const ATTACHMENT_BYTES_MAX: u64 = 5 * MEBIBYTE;
/// Most bytes of all files of a family that are there now: 200 MiB.
pub const ATTACHMENTS_BYTES_MAX: u64 = 200 * MEBIBYTE;
/// Most files of a family that are there now.
pub const ATTACHMENTS_MAX: u32 = 500;
const MEBIBYTE: u64 = 1024 * 1024;

impl Family {
    /// A consent form may come before the consent it shows; every other file needs consent on the day it was received, as a service does.
    pub(super) fn add_attachment(&self, command: &AddAttachment) -> Decided {
        self.open_file()?;
        let added = &command.attachment;
        let mut checks = Checks::new();
        checks.personal("title", &added.title, 200);
        checks.between("received_on", added.received_on, self.earliest(), command.today);
        let size_is_wrong = !(1..=ATTACHMENT_BYTES_MAX).contains(&added.size_bytes);
        let max = i64::try_from(ATTACHMENT_BYTES_MAX).unwrap_or(i64::MAX);
        checks.fault_if(size_is_wrong, "size_bytes", Rule::OutOfRange { min: 1, max });
        let is_digest = added.sealed_sha256.len() == 64
            && added.sealed_sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        checks.fault_if(!is_digest, "sealed_sha256", Rule::Malformed);
        checks.done::<FamilyRefusal>()?;
        if let Some(known) = self.attachments.get(&added.attachment_id) {
            let same = known.sealed_sha256 == added.sealed_sha256 && known.member_id == added.member_id;
            return if same { nothing() } else { Err(FamilyRefusal::AttachmentIdTaken) };
        }
        if added.kind != AttachmentKind::ConsentForm {
            self.consent_on(added.received_on)?;
        }
        self.members_ever(added.member_id.as_slice())?;
        room(self.attachments.values().filter(|one| !one.removed).map(|one| one.size_bytes), added.size_bytes)?;
        one(added.clone())
    }

    /// Files that wait for a decision have the same room, apart from those that are in the case.
    pub(super) fn room_for_late(&self, bytes: u64) -> Result<(), FamilyRefusal> {
        let waiting = self.late.values().filter(|late| late.outcome.is_none() && late.file_bytes > 0);
        room(waiting.map(|late| late.file_bytes), bytes)
    }

    /// The bytes go, whether or not consent still stands; that the file was there stays.
    pub(super) fn remove_attachment(&self, command: &RemoveAttachment) -> Decided {
        self.open_file()?;
        let removal = &command.removal;
        let mut checks = Checks::new();
        checks.personal("reason", &removal.reason, 2000);
        let known = self.attachments.get(&removal.attachment_id);
        let received_on = known.map_or(NaiveDate::MIN, |known| known.received_on);
        checks.between("removed_on", removal.removed_on, received_on, command.today);
        checks.done::<FamilyRefusal>()?;
        match known {
            None => Err(FamilyRefusal::UnknownAttachment),
            Some(known) if known.removed => nothing(),
            Some(_) => one(removal.clone()),
        }
    }
}

/// Whether one more file finds room among those that are held.
fn room(held: impl Iterator<Item = u64> + Clone, bytes: u64) -> Result<(), FamilyRefusal> {
    let held_files = count(held.clone());
    let held_bytes = held.fold(0_u64, u64::saturating_add);
    if held_bytes.saturating_add(bytes) <= ATTACHMENTS_BYTES_MAX && held_files < ATTACHMENTS_MAX {
        return Ok(());
    }
    Err(FamilyRefusal::AttachmentsFull {
        limit_mebibytes: mebibytes(ATTACHMENTS_BYTES_MAX),
        held_mebibytes: mebibytes(held_bytes),
        limit_files: ATTACHMENTS_MAX,
        held_files,
    })
}

/// Mebibytes, a begun one counted.
fn mebibytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(MEBIBYTE)).unwrap_or(u32::MAX)
}
