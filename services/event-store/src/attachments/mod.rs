//! The bytes of files in families' cases, beside the log: sealed before they leave for the database, and handed out only when they are the very bytes
//! that the event in the log proves.
//!
//! Bytes are put first ([`EventStore::put_attachment`]) and their event is appended second, so that no event speaks of bytes that are not there;
//! [`EventStore::sweep_attachments`] destroys what no event claimed within a day. What was taken out is destroyed after its event.

mod seal;
#[cfg(test)]
mod tests;

pub use seal::AttachmentPlace;

use crate::sealing::Secret;
use crate::{EventStore, StoreError};
use hamyar_events::Subject;
use seal::{HEADER, Sealed, seal};
use std::collections::HashSet;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes that wait for their event, or are there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAttachment {
    /// Of the sealed bytes, for the event: 64 hexadecimal digits in small letters.
    pub sealed_sha256: String,
    /// Bytes before sealing.
    pub size_bytes: u64,
}

/// Why bytes were not kept, or are not handed out.
#[derive(Debug, thiserror::Error)]
pub enum AttachmentError {
    /// Another file, or another family's or subject's, is kept under that id.
    #[error("another file is kept under that id")]
    Taken,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// There are no bytes under that id.
    #[error("there are no such bytes")]
    Gone,
    /// The key of the one it belonged to was destroyed.
    #[error("the file was erased with the one it belonged to")]
    Erased,
    /// The bytes are not those that the log proves: altered, cut short, or of another file.
    #[error("the bytes are not those that the log proves")]
    Damaged,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for AttachmentError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files destroyed, because nothing claimed them or they were taken out.
    pub destroyed: i64,
    /// Files that need no further look.
    pub kept: i64,
}

impl EventStore {
    /// Seals a file and keeps its bytes for a day, in which its event must come. Sent again, the same file is kept once: the answer is that of the
    /// bytes that are there.
    pub async fn put_attachment(
        &self,
        place: AttachmentPlace,
        plain: &[u8],
    ) -> Result<KeptAttachment, AttachmentError> {
        let keys = self.inner.keys.active(&HashSet::from([place.subject])).await.map_err(erased)?;
        let key = keys.get(&place.subject).ok_or(AttachmentError::Erased)?;
        let sealed = seal(&place, &key.key, plain).ok_or(AttachmentError::Empty)?;
        let content = place.content(&key.key, plain);
        let size = i64::try_from(plain.len()).unwrap_or(i64::MAX);
        type Row = (Uuid, String, Vec<u8>, Vec<u8>, i64);
        let kept: Result<Row, sqlx::Error> =
            sqlx::query_as("select family_id, subject, sha256, content, plain_bytes from attachments.put($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                .bind(place.attachment_id)
                .bind(place.family_id)
                .bind(place.subject.to_string())
                .bind(key.key_id)
                .bind(&sealed.header[..])
                .bind(&sealed.sha256()[..])
                .bind(&content[..])
                .bind(size)
                .bind(&sealed.chunks)
                .fetch_one(self.pool())
                .await;
        let (family_id, subject, sha256, kept_content, plain_bytes) = match kept {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("HY002") => {
                return Err(AttachmentError::Erased);
            }
            kept => kept?,
        };
        let same = family_id == place.family_id && subject == place.subject.to_string() && kept_content == content;
        if !same {
            return Err(AttachmentError::Taken);
        }
        Ok(KeptAttachment { sealed_sha256: hex(&sha256), size_bytes: u64::try_from(plain_bytes).unwrap_or_default() })
    }

    /// The open bytes of a file, which are those whose hash its event has.
    pub async fn read_attachment(
        &self,
        place: AttachmentPlace,
        sealed_sha256: &str,
    ) -> Result<Zeroizing<Vec<u8>>, AttachmentError> {
        let (key_id, sealed) = self.sealed_attachment(place).await?;
        if hex(&sealed.sha256()) != sealed_sha256 {
            return Err(AttachmentError::Damaged);
        }
        let key = self.attachment_key(place, key_id).await?;
        sealed.open(&place, &key).ok_or(AttachmentError::Damaged)
    }

    async fn sealed_attachment(&self, place: AttachmentPlace) -> Result<(Uuid, Sealed), AttachmentError> {
        type Row = (Uuid, String, Vec<u8>, Vec<u8>);
        let rows: Vec<Row> = sqlx::query_as(
            "select s.key_id, s.subject, s.header, b.bytes from attachments.sealed s join attachments.blob b using (attachment_id) \
              where s.attachment_id = $1 and s.family_id = $2 order by b.chunk",
        )
        .bind(place.attachment_id)
        .bind(place.family_id)
        .fetch_all(self.pool())
        .await?;
        let Some((key_id, subject, header, _)) = rows.first() else { return Err(self.why_gone(place).await?) };
        let header: [u8; HEADER] = header.as_slice().try_into().map_err(|_| AttachmentError::Damaged)?;
        if *subject != place.subject.to_string() {
            return Err(AttachmentError::Damaged);
        }
        let key_id = *key_id;
        Ok((key_id, Sealed { header, chunks: rows.into_iter().map(|(.., bytes)| bytes).collect() }))
    }

    /// Bytes that are not there were erased with their subject, or taken out, or lost.
    async fn why_gone(&self, place: AttachmentPlace) -> Result<AttachmentError, AttachmentError> {
        let erased: bool = sqlx::query_scalar(
            "select exists (select 1 from log.subject_key where subject = $1 and destroyed_at is not null)",
        )
        .bind(place.subject.to_string())
        .fetch_one(self.pool())
        .await?;
        Ok(if erased { AttachmentError::Erased } else { AttachmentError::Gone })
    }

    async fn attachment_key(&self, place: AttachmentPlace, key_id: Uuid) -> Result<Secret, AttachmentError> {
        let known = self.inner.keys.by_id(&HashSet::from([key_id])).await?.remove(&key_id);
        match known {
            Some(known) if known.subject == place.subject => known.key.ok_or(AttachmentError::Erased),
            _ => Err(AttachmentError::Damaged),
        }
    }

    /// Marks a file that is about to be taken out, or whose late work is about to be settled, so that its bytes go even if nobody comes to [`destroy_removed_attachment`].
    ///
    /// [`destroy_removed_attachment`]: Self::destroy_removed_attachment
    pub async fn look_again_at_attachment(&self, attachment_id: Uuid) -> Result<(), StoreError> {
        sqlx::query("select attachments.look_again($1)").bind(attachment_id).execute(self.pool()).await?;
        Ok(())
    }

    /// Destroys the bytes of a file that the log says was taken out. Whether there were any.
    pub async fn destroy_removed_attachment(&self, family_id: Uuid, attachment_id: Uuid) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("select attachments.destroy_removed($1, $2)")
            .bind(family_id)
            .bind(attachment_id)
            .fetch_one(self.pool())
            .await?)
    }

    /// Destroys the bytes of a file whose late work the log says is settled. Whether there were any.
    pub async fn destroy_settled_attachment(&self, family_id: Uuid, attachment_id: Uuid) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("select attachments.destroy_settled($1, $2)")
            .bind(family_id)
            .bind(attachment_id)
            .fetch_one(self.pool())
            .await?)
    }

    /// Gives up bytes whose command was refused for good. Whether there were any.
    pub async fn give_up_attachment(&self, attachment_id: Uuid, command_id: Uuid) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("select attachments.give_up($1, $2)")
            .bind(attachment_id)
            .bind(command_id)
            .fetch_one(self.pool())
            .await?)
    }

    /// Destroys what no event claimed within a day, and what was taken out, or came with late work that is settled, and is still there.
    pub async fn sweep_attachments(&self) -> Result<Swept, StoreError> {
        let (destroyed, kept) =
            sqlx::query_as("select destroyed, kept from attachments.sweep()").fetch_one(self.pool()).await?;
        Ok(Swept { destroyed, kept })
    }

    /// Destroys every byte that was sealed for these subjects, whose keys are destroyed; how many files that were. A destroyed key takes no new bytes.
    pub async fn purge_attachments_of(&self, subjects: &[Subject]) -> Result<i64, StoreError> {
        let subjects: Vec<String> = subjects.iter().map(Subject::to_string).collect();
        Ok(sqlx::query_scalar("select attachments.purge_of($1)").bind(subjects).fetch_one(self.pool()).await?)
    }
}

/// New bytes for a subject whose key was destroyed.
fn erased(error: StoreError) -> AttachmentError {
    match error {
        StoreError::SubjectErased(_) => AttachmentError::Erased,
        error => AttachmentError::Store(error),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
