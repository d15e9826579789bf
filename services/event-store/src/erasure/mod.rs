//! Forgetting: what a `personal_data_erased` event says is carried out by destroying keys. The event is the decision; this is the deed, done by
//! whichever node comes to it first, again and again until it is done.

mod apply;
mod carry_out;
mod register;

pub use apply::{Applied, WithoutRegister, apply_register};
pub use register::{ErasureEntry, ErasureRegister, RegisterError};

pub(crate) use carry_out::catch_up;

use sqlx::FromRow;
use uuid::Uuid;

/// Stored name of the event that says that subjects are forgotten. Its payload names them in `subjects`.
pub const ERASED: &str = "personal_data_erased";

/// An entry as the database keeps it.
#[derive(FromRow)]
pub(crate) struct Kept {
    event_id: Uuid,
    stream: String,
    stream_id: Uuid,
    subjects: Vec<String>,
    key_ids: Vec<Uuid>,
    erased_on: chrono::NaiveDate,
    tag: Vec<u8>,
}

impl Kept {
    /// Every entry of the database, in the order in which they were made.
    pub(crate) const SELECT: &str = "select event_id, stream, stream_id, subjects, key_ids, erased_on, tag from log.erasure order by done_at, event_id";

    /// The entry, if this store wrote it.
    pub(crate) fn entry(self, register: &ErasureRegister) -> Result<ErasureEntry, RegisterError> {
        let forged = || RegisterError::Forged(self.event_id);
        let entry = ErasureEntry {
            event_id: self.event_id,
            stream: self.stream,
            stream_id: self.stream_id,
            subjects: self.subjects.iter().map(|one| one.parse()).collect::<Result<_, _>>().map_err(|_| forged())?,
            key_ids: self.key_ids,
            erased_on: self.erased_on,
        };
        if register.tag(&entry) == *self.tag { Ok(entry) } else { Err(forged()) }
    }
}

/// The rows of imported registers that a family had, in the application's own schema; made by the importer and maybe not there.
pub(crate) const FORGET_IMPORTED: &str = "do $$ begin
   if to_regclass('import.import_row') is not null then
     delete from import.import_row r using log.erasure e where e.stream = 'family' and (r.family_id = e.stream_id or r.joined_family_id = e.stream_id);
   end if;
 end $$";
