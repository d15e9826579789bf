//! Carrying out what stands in the log: register first, then the keys.

use super::{ERASED, ErasureEntry, ErasureRegister, FORGET_IMPORTED, Kept, RegisterError};
use crate::record::COLUMNS;
use crate::{EventStore, StoreError, StoredEvent};
use hamyar_events::Subject;
use serde::Deserialize;
use sqlx::{Executor, PgPool};
use uuid::Uuid;

/// The part of the event that is read here: ids alone, which are never sealed.
#[derive(Deserialize)]
struct Said {
    subjects: Vec<Subject>,
    erased_on: chrono::NaiveDate,
}

impl EventStore {
    /// Carries out every erasure that stands in the log and was not carried out: writes it to the register outside the database, destroys the
    /// keys, gives up claims, and tells every node to drop the keys it holds in memory. Safe to call at any time, by any node, and after a
    /// crash at any point: what is half done is done again. Returns how many were carried out now.
    pub async fn carry_out_erasures(&self) -> Result<usize, StoreError> {
        let sql = format!(
            "select {COLUMNS} from log.events where event_type = '{ERASED}' and not exists \
             (select 1 from log.erasure done where done.event_id = events.event_id) order by position"
        );
        let rows = sqlx::query(&sql).fetch_all(self.pool()).await?;
        let mut done = 0;
        for row in &rows {
            let event = StoredEvent::from_row(row)?;
            done += usize::from(self.carry_out(&event).await?);
        }
        Ok(done)
    }

    /// Whether an erasure's keys are destroyed.
    pub async fn is_carried_out(&self, event_id: Uuid) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("select exists (select 1 from log.erasure where event_id = $1)")
            .bind(event_id)
            .fetch_one(self.pool())
            .await?)
    }

    /// Changes each time this node dropped every opened key because somebody was forgotten. Whoever keeps opened values in memory drops them.
    pub fn forgotten(&self) -> tokio::sync::watch::Receiver<u64> {
        self.inner.forgotten.subscribe()
    }

    async fn carry_out(&self, event: &StoredEvent) -> Result<bool, StoreError> {
        let register = self.inner.register.as_ref().ok_or(RegisterError::None)?;
        let said: Said =
            serde_json::from_str(&event.payload).map_err(|_| event.corrupt("the payload names no subjects"))?;
        let names: Vec<String> = said.subjects.iter().map(Subject::to_string).collect();
        let mut transaction = self.pool().begin().await?;
        // One node at a time: the register's lines and the database's rows are of the same erasures.
        transaction.execute("select pg_advisory_xact_lock(7236837, 7)").await?;
        let key_ids: Vec<Uuid> = sqlx::query_scalar(
            "select key_id from log.subject_key where subject = any($1) and destroyed_at is null order by key_id",
        )
        .bind(&names)
        .fetch_all(&mut *transaction)
        .await?;
        let entry = ErasureEntry {
            event_id: event.event_id,
            stream: event.stream.clone(),
            stream_id: event.stream_id,
            subjects: said.subjects,
            key_ids,
            erased_on: said.erased_on,
        };
        // A crash between the two left the line and not the row: the line stands, and its keys are the ones that lived then.
        let known = register.read()?.unwrap_or_default().into_iter().find(|one| one.event_id == entry.event_id);
        let entry = known.unwrap_or(entry);
        register.append(std::slice::from_ref(&entry))?;
        let done: bool = sqlx::query_scalar("select log.erase($1, $2, $3, $4)")
            .bind(entry.event_id)
            .bind(&entry.key_ids)
            .bind(entry.erased_on)
            .bind(&register.tag(&entry)[..])
            .fetch_one(&mut *transaction)
            .await?;
        transaction.execute(FORGET_IMPORTED).await?;
        transaction.commit().await?;
        self.inner.drop_opened();
        Ok(done)
    }
}

/// Adds to this node's register what other nodes carried out.
pub(crate) async fn catch_up(pool: &PgPool, register: &ErasureRegister) -> Result<usize, StoreError> {
    let kept: Vec<Kept> = sqlx::query_as(Kept::SELECT).fetch_all(pool).await?;
    if kept.is_empty() {
        return Ok(0);
    }
    let entries = kept.into_iter().map(|one| one.entry(register)).collect::<Result<Vec<_>, _>>()?;
    Ok(register.append(&entries)?)
}
