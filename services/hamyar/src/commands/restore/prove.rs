//! A restored log, proven: positions without gaps, every hash and link, every sealed value opened, every history folded.

use std::sync::Arc;

use futures::{StreamExt, TryStreamExt};
use hamyar_backup::Manifest;
use hamyar_domain::{
    Account, Activity, Agency, Agreement, Caseworker, Catalog, Center, Commission, Council, EquipmentLine, Facilitator,
    Family, Fund, IndicatorSeries, IndicatorSet, Neighborhood, Ngo, Office, Place, Program, Settings, Workshop,
};
use hamyar_event_store::{EventStore, StoreError, StoredEvent, chain, connect};
use hamyar_proof::verify::{Kind, Wanted, verify};
use serde::Serialize;
use sqlx::{ConnectOptions, Connection};
use uuid::Uuid;

use crate::failure::{Failure, with_causes};
use crate::progress;
use crate::witness::{self, Witness};

/// So many faults are told; more of them tell nothing new.
const TOLD: usize = 10;
/// Histories folded at once.
const AT_ONCE: usize = 8;

/// What was proven.
#[derive(Debug, Default, Serialize)]
pub struct Proof {
    pub events: u64,
    pub streams: u64,
    /// Sealed values that opened.
    pub sealed: u64,
    /// Values whose key was destroyed.
    pub erased: u64,
    /// Histories folded.
    pub folded: u64,
    /// Signed checkpoints at hand that were held against the log; none where there is no folder of them.
    pub checkpoints: u64,
    /// Files of cases whose sealed bytes are those that the log names.
    pub files: u64,
    /// What does not hold; the first ten.
    pub faults: Vec<String>,
}

impl Proof {
    fn fault(&mut self, text: impl Into<String>) {
        if self.faults.len() < TOLD {
            self.faults.push(text.into());
        }
    }
}

pub async fn all(store: &EventStore, url: &str, witness: &Witness, manifest: &Manifest) -> Result<Proof, Failure> {
    let mut proof = Proof::default();
    events(store, manifest.head.position, &mut proof).await?;
    links(store, url, manifest, &mut proof).await?;
    checkpoints(store, witness, &mut proof).await?;
    files(url, &mut proof).await?;
    if proof.faults.is_empty() {
        fold(store, &mut proof).await?;
    }
    Ok(proof)
}

/// Every event in the order of positions: the place, the hash, the sealed values.
async fn events(store: &EventStore, until: i64, proof: &mut Proof) -> Result<(), Failure> {
    let head = store.head().await?;
    if head != until {
        proof.fault(format!("the log ends at position {head} and not at {until}"));
    }
    let bar = progress::bar("proving");
    let mut replay = store.replay(0, head);
    loop {
        let batch = match replay.next_stored().await {
            Ok(Some(batch)) => batch,
            Ok(None) => break,
            Err(error @ StoreError::Corrupt { .. }) => {
                // What follows a gap cannot be told from what should.
                proof.fault(error.to_string());
                break;
            }
            Err(error) => return Err(error.into()),
        };
        for event in &batch {
            if chain::hash(event.link()) != event.hash {
                proof.fault(format!("{} {} sequence {} was altered", event.stream, event.stream_id, event.sequence));
            }
            proof.events += 1;
        }
        open(store, batch, proof).await?;
        progress::show(&bar, proof.events, head.unsigned_abs());
    }
    bar.finish_and_clear();
    Ok(())
}

async fn open(store: &EventStore, batch: Vec<StoredEvent>, proof: &mut Proof) -> Result<(), Failure> {
    let sealed: usize = batch.iter().map(|event| event.payload.matches("\"$sealed\":").count()).sum();
    match store.open_events(batch.clone()).await {
        Ok(opened) => {
            let erased: usize = opened.iter().map(|event| event.payload.get().matches("\"erased\":true").count()).sum();
            proof.erased += erased as u64;
            proof.sealed += sealed.saturating_sub(erased) as u64;
            Ok(())
        }
        Err(error) if error.is_unavailable() => Err(error.into()),
        Err(_) => {
            for event in batch {
                if let Err(error) = store.open_events(vec![event]).await {
                    proof.fault(with_causes(&error));
                }
            }
            Ok(())
        }
    }
}

/// Each event names the hash of the one before, and the heads are those that the backup counted.
async fn links(store: &EventStore, url: &str, manifest: &Manifest, proof: &mut Proof) -> Result<(), Failure> {
    let broken: Vec<(String, String, i64)> = sqlx::query_as(
        "select e.aggregate_type, e.aggregate_id, e.sequence from log.events e
           left join log.events p on p.aggregate_type = e.aggregate_type and p.aggregate_id = e.aggregate_id and p.sequence = e.sequence - 1
          where case when e.sequence = 1 then e.prev_hash <> decode(repeat('00', 32), 'hex') else p.hash is distinct from e.prev_hash end
          order by e.position limit 10",
    )
    .fetch_all(store.pool())
    .await?;
    for (stream, id, sequence) in broken {
        proof.fault(format!("{stream} {id} sequence {sequence} does not continue the one before"));
    }
    let mut connection = connect::options(url, "hamyar-restore")?.connect().await?;
    let found = hamyar_backup::streams(&mut connection).await?;
    connection.close().await.ok();
    proof.streams = found.count;
    if manifest.streams.as_ref().is_some_and(|wanted| *wanted != found) {
        proof.fault("the heads of the histories are not those of the backup");
    }
    Ok(())
}

/// What was signed, where the folder of checkpoints is at hand. That the log ends before the newest of them is what a backup is.
async fn checkpoints(store: &EventStore, witness: &Witness, proof: &mut Proof) -> Result<(), Failure> {
    let signed = witness
        .folder
        .texts()
        .map_err(|error| Failure::Unreadable(format!("the checkpoints cannot be read: {error}")))?;
    if signed.is_empty() {
        return Ok(());
    }
    let (key, key_source) = witness.public_key(None)?;
    let folder = witness.folder.clone();
    let wanted = Wanted { folder, key, key_source, witnesses: Vec::new(), since: None, stream: None };
    let report = verify(store.pool(), &wanted, Arc::new(|_, _| {})).await.map_err(witness::failure)?;
    proof.checkpoints = signed.len() as u64;
    for finding in report.findings.iter().filter(|finding| finding.kind != Kind::Truncated) {
        proof.fault(finding.in_words());
    }
    Ok(())
}

/// The sealed bytes of every file that a case still has, or that waits with late work, against the hash in its event. Whose key is destroyed has none.
async fn files(url: &str, proof: &mut Proof) -> Result<(), Failure> {
    let mut connection = connect::options(url, "hamyar-restore")?.connect().await?;
    let found = sqlx::query_as(
        "with added as (
           select position, aggregate_id, (payload->>'attachment_id')::uuid as id, payload->>'sealed_sha256' as wanted
             from log.events e
            where aggregate_type = 'family' and event_type = 'attachment_added'
              and not exists (select 1 from log.subject_key k where k.key_id::text = e.payload#>>'{title,$sealed,k}' and k.destroyed_at is not null)
              and not exists (select 1 from log.events r where r.aggregate_type = 'family' and r.aggregate_id = e.aggregate_id
                                 and r.event_type = 'attachment_removed' and r.payload->>'attachment_id' = e.payload->>'attachment_id')
           union all
           select position, aggregate_id, (payload->'file'->>'attachment_id')::uuid, payload->'file'->>'sealed_sha256'
             from log.events e
            where aggregate_type = 'family' and event_type = 'late_work_parked' and payload->'file' is not null
              and not exists (select 1 from log.subject_key k where k.key_id::text = e.payload#>>'{body,$sealed,k}' and k.destroyed_at is not null)
              and not exists (select 1 from log.events r where r.aggregate_type = 'family' and r.aggregate_id = e.aggregate_id
                                 and r.event_type = 'late_work_settled' and r.payload->>'late_id' = e.payload->>'late_id'))
         select a.aggregate_id, a.id, s.attachment_id is not null,
                coalesce(encode(sha256(s.header || (select string_agg(b.bytes, ''::bytea order by b.chunk) from attachments.blob b where b.attachment_id = a.id)), 'hex') = a.wanted, false)
           from added a left join attachments.sealed s on s.attachment_id = a.id order by a.position",
    )
    .fetch_all(&mut connection)
    .await;
    connection.close().await.ok();
    let found: Vec<(String, Uuid, bool, bool)> = found?;
    for (family, id, is_there, is_equal) in found {
        match (is_there, is_equal) {
            (true, true) => proof.files += 1,
            (true, false) => proof.fault(format!("file {id} of family {family} is not what its event says")),
            (false, _) => proof.fault(format!("file {id} of family {family} is missing")),
        }
    }
    Ok(())
}

/// Folds every history with the rules of this program.
async fn fold(store: &EventStore, proof: &mut Proof) -> Result<(), Failure> {
    let kinds: Vec<String> =
        sqlx::query_scalar("select distinct aggregate_type from log.events order by 1").fetch_all(store.pool()).await?;
    for kind in kinds {
        let ids: Vec<String> =
            sqlx::query_scalar("select aggregate_id from log.events where aggregate_type = $1 and sequence = 1")
                .bind(&kind)
                .fetch_all(store.pool())
                .await?;
        let ids: Vec<Uuid> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        proof.folded += ids.len() as u64;
        macro_rules! fold {
            ($($name:literal => $aggregate:ty),+ $(,)?) => {
                match kind.as_str() {
                    $($name => fold_as::<$aggregate>(store, ids).await,)+
                    other => Err(Failure::Unreadable(format!("this program does not know histories of type {other}"))),
                }
            };
        }
        let folded = fold! {
            "account" => Account, "activity" => Activity, "office" => Office, "agreement" => Agreement, "program" => Program, "equipment" => EquipmentLine, "ngo" => Ngo, "series" => IndicatorSeries, "facilitator" => Facilitator, "workshop" => Workshop, "agency" => Agency, "caseworker" => Caseworker, "catalog" => Catalog, "center" => Center, "commission" => Commission,
            "family" => Family, "fund" => Fund, "council" => Council, "indicator_set" => IndicatorSet, "neighborhood" => Neighborhood, "place" => Place, "settings" => Settings,
        };
        if let Err(failure) = folded {
            proof.fault(failure.text().unwrap_or_default());
        }
    }
    Ok(())
}

async fn fold_as<A: hamyar_event_store::Decider>(store: &EventStore, ids: Vec<Uuid>) -> Result<(), Failure> {
    futures::stream::iter(ids)
        .map(|id| async move { store.load::<A>(id).await.map(|_| ()) })
        .buffer_unordered(AT_ONCE)
        .try_collect::<Vec<()>>()
        .await?;
    Ok(())
}
