//! A log with a few streams, its folder of checkpoints, and somebody who may do anything to the database.

use std::path::PathBuf;
use std::sync::Arc;

use cqrs_es::event_sink::EventSink;
use hamyar_event_store::testing::TestCluster;
use hamyar_event_store::*;
use hamyar_events::DecodeError;
use hamyar_proof::verify::{KeySource, Kind, Report, Wanted, verify};
use hamyar_proof::{Folder, Keeper, ProofError, Signed, SigningKey};
use serde::{Deserialize, Serialize};
use sqlx::{Executor, PgPool};
use tempfile::TempDir;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FileEvent {
    NoteTaken { number: i64, text: Personal<String> },
}

impl cqrs_es::DomainEvent for FileEvent {
    fn event_type(&self) -> String {
        "note_taken".to_owned()
    }
    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

impl StreamEvent for FileEvent {
    const STREAM: &'static str = "family";
    fn decode(_: &str, _: &str, payload: &str) -> Result<Self, DecodeError> {
        Ok(serde_json::from_str(payload)?)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TakeNotes {
    pub family: Uuid,
    pub count: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[error("never")]
pub struct Never;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct File {
    notes: i64,
}

impl cqrs_es::Aggregate for File {
    const TYPE: &'static str = "family";
    type Command = TakeNotes;
    type Event = FileEvent;
    type Error = Never;
    type Services = ();

    async fn handle(&mut self, command: TakeNotes, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        for _ in 0..command.count {
            let number = self.notes + 1;
            let text = Personal::of_family(command.family, format!("یادداشت {number}"));
            sink.write(FileEvent::NoteTaken { number, text }, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, _: FileEvent) {
        self.notes += 1;
    }
}

impl Decider for File {
    fn depends(_: &TakeNotes) -> Dependence {
        Dependence::Any
    }
}

pub fn family(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub struct Log {
    pub store: EventStore,
    pub place: TempDir,
    pub admin: PgPool,
}

impl Log {
    pub async fn new() -> Self {
        let urls = TestCluster::shared().await.new_database().await;
        let key = MasterKey::from_bytes([7; 32]);
        let store = EventStore::open(StoreOptions::new(&urls.app_url, key)).await.unwrap();
        let admin = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(&urls.admin_url).await.unwrap();
        // What its superuser does first: no trigger fires any more, no check holds.
        admin.execute("set session_replication_role = replica").await.unwrap();
        admin
            .execute(
                "alter table log.events drop constraint events_position_check, drop constraint events_sequence_check",
            )
            .await
            .unwrap();
        Self { store, place: tempfile::tempdir().unwrap(), admin }
    }

    /// Two families whose events lie mixed: positions 1 to 12, family 1 and 2 in turn, two events a command.
    pub async fn mixed() -> Self {
        let log = Self::new().await;
        for _ in 0..3 {
            for number in 1..=2 {
                log.notes(number, 2).await;
            }
        }
        log
    }

    pub async fn notes(&self, number: u128, count: i64) {
        let context = CommandContext::new(
            Uuid::now_v7(),
            Actor::User(family(99)),
            HappenedAt::Day("2026-11-22".parse().unwrap()),
        );
        let command = TakeNotes { family: family(number), count };
        self.store.execute::<File>(family(number), command, context).await.unwrap();
    }

    pub fn folder(&self) -> Folder {
        Folder::new(self.place.path().join("store.checkpoints"))
    }

    pub fn key_file(&self) -> PathBuf {
        self.place.path().join("store.signing-key")
    }

    pub fn keeper(&self) -> Keeper {
        Keeper::new(self.store.pool().clone(), self.folder(), self.key_file())
    }

    pub async fn checkpoint(&self) -> Signed {
        self.keeper().make(chrono::Utc::now()).await.unwrap().expect("a checkpoint")
    }

    pub fn wanted(&self) -> Wanted {
        let key = SigningKey::read(&self.key_file()).ok().map(|key| key.public());
        Wanted {
            folder: self.folder(),
            key,
            key_source: KeySource::KeyFile,
            witnesses: Vec::new(),
            since: None,
            stream: None,
        }
    }

    pub async fn verify_with(&self, wanted: &Wanted) -> Result<Report, ProofError> {
        verify(self.store.pool(), wanted, Arc::new(|_, _| {})).await
    }

    pub async fn verify(&self) -> Report {
        self.verify_with(&self.wanted()).await.unwrap()
    }

    pub async fn verify_family(&self, number: u128) -> Report {
        let wanted = Wanted { stream: Some(("family".to_owned(), family(number))), ..self.wanted() };
        self.verify_with(&wanted).await.unwrap()
    }

    /// As the database's superuser.
    pub async fn tamper(&self, statements: &str) {
        self.admin.execute(statements).await.unwrap_or_else(|error| panic!("{statements}: {error}"));
    }

    /// Computes every hash of a stream again, so that its chain holds.
    pub async fn rechain(&self, number: u128) {
        self.tamper(&format!(
            "do $$ declare r record; last bytea := decode(repeat('00', 32), 'hex'); begin
               for r in select * from log.events where aggregate_id = '{0}' order by sequence loop
                 last := log.event_hash(last, r.aggregate_type, r.aggregate_id, r.sequence, r.event_type, r.event_version, r.metadata, r.payload);
                 update log.events set hash = last, prev_hash = coalesce((select b.hash from log.events b where b.aggregate_type = r.aggregate_type
                   and b.aggregate_id = r.aggregate_id and b.sequence = r.sequence - 1), decode(repeat('00', 32), 'hex'))
                  where position = r.position;
               end loop;
             end $$",
            family(number)
        ))
        .await;
    }

    /// Makes positions gapless again, and the answers to commands agree with the events.
    pub async fn cover_tracks(&self) {
        self.tamper(
            "create temp table placed as select event_id, row_number() over (order by position) as place from log.events;
             update log.events set position = -position;
             update log.events e set position = p.place from placed p where p.event_id = e.event_id;
             drop table placed;
             delete from log.command_outcome o where kind = 'committed' and not exists (select 1 from log.events e where e.command_id = o.command_id);
             update log.command_outcome o set position = l.position, sequence = l.sequence, aggregate_id = l.aggregate_id, recorded_at = l.recorded_at,
                    events = l.events
               from (select distinct on (command_id) command_id, position, sequence, aggregate_id, recorded_at,
                            count(*) over (partition by command_id)::integer as events
                       from log.events order by command_id, position desc) l
              where l.command_id = o.command_id;
             insert into log.command_outcome (command_id, actor, fingerprint, kind, aggregate_type, aggregate_id, sequence, position, events, recorded_at)
             select distinct on (command_id) command_id, 'user:x', decode(repeat('00', 32), 'hex'), 'committed', aggregate_type, aggregate_id, sequence,
                    position, 1, recorded_at
               from log.events e where not exists (select 1 from log.command_outcome o where o.command_id = e.command_id)",
        )
        .await;
    }
}

/// What a finding is expected to say.
#[track_caller]
pub fn assert_first(report: &Report, kind: Kind, what: &str, at: Option<(u128, i64)>) {
    assert!(!report.intact, "nothing was found where {kind:?} ({what}) is");
    let all: Vec<String> = report.findings.iter().map(|finding| finding.in_words()).collect();
    let first = &report.findings[0];
    assert_eq!((first.kind, first.what), (kind, what), "{all:#?}");
    if let Some((number, sequence)) = at {
        let found = (first.stream_id.clone(), first.sequence);
        assert_eq!(found, (Some(family(number).to_string()), Some(sequence)), "{all:#?}");
        assert!(first.position.is_some() && first.recorded_at.is_some(), "{all:#?}");
    }
}
