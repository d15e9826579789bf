//! Measures commands per second with sealing, chain, ids and ordered positions, at 8, 32 and 128 in flight, beside the limit of the machine:
//! pgbench, one row per commit, on the same server in the same run. Streams are chosen at random of 10,000; one event per command, with one sealed
//! field.
//!
//! `cargo run --release -p hamyar-event-store --features testing --example commands_load [SECONDS]`

use cqrs_es::event_sink::EventSink;
use hamyar_event_store::testing::{self, TestCluster};
use hamyar_event_store::*;
use hamyar_events::DecodeError;
use rand::Rng;
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use uuid::Uuid;

const STREAMS: u128 = 10_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "visit_recorded")]
struct VisitRecorded {
    visit_id: Uuid,
    place: String,
    minutes: i64,
    note: Personal<String>,
}

impl cqrs_es::DomainEvent for VisitRecorded {
    fn event_type(&self) -> String {
        "visit_recorded".into()
    }
    fn event_version(&self) -> String {
        "1".into()
    }
}

impl StreamEvent for VisitRecorded {
    const STREAM: &'static str = "load";
    fn decode(_: &str, _: &str, payload: &str) -> Result<Self, DecodeError> {
        Ok(serde_json::from_str(payload)?)
    }
}

#[derive(Clone, Serialize)]
struct RecordVisit {
    family: Uuid,
    visit_id: Uuid,
    note: String,
}

#[derive(Debug, Serialize, thiserror::Error)]
#[error("never")]
struct Never;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits {
    count: i64,
}

impl cqrs_es::Aggregate for Visits {
    const TYPE: &'static str = "load";
    type Command = RecordVisit;
    type Event = VisitRecorded;
    type Error = Never;
    type Services = ();
    async fn handle(&mut self, command: RecordVisit, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        let event = VisitRecorded {
            visit_id: command.visit_id,
            place: "home".into(),
            minutes: 45,
            note: Personal::of_family(command.family, command.note),
        };
        sink.write(event, self).await;
        Ok(())
    }
    fn apply(&mut self, _: VisitRecorded) {
        self.count += 1;
    }
}

impl Decider for Visits {
    fn depends(_: &RecordVisit) -> Dependence {
        Dependence::Any
    }
}

async fn command(store: &EventStore) -> Duration {
    let family = Uuid::from_u128(rand::rng().random_range(0..STREAMS));
    let command = RecordVisit {
        family,
        visit_id: Uuid::new_v4(),
        note: "با خانواده گفت‌وگو شد؛ پیگیری بیمهٔ درمان لازم است.".into(),
    };
    let ctx =
        CommandContext::new(Uuid::now_v7(), Actor::User(Uuid::from_u128(1)), HappenedAt::Instant(chrono::Utc::now()));
    let start = Instant::now();
    store.execute::<Visits>(family, command, ctx).await.expect("a commit");
    start.elapsed()
}

async fn load(store: &EventStore, in_flight: usize, seconds: u64) -> (f64, Duration, Duration) {
    let until = Instant::now() + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..in_flight)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                while Instant::now() < until {
                    taken.push(command(&store).await);
                }
                taken
            })
        })
        .collect();
    let mut taken = Vec::new();
    for task in tasks {
        taken.extend(task.await.expect("a writer"));
    }
    taken.sort();
    (taken.len() as f64 / seconds as f64, taken[taken.len() / 2], taken[taken.len() * 99 / 100])
}

/// pgbench: one row of about the same size per commit, into postgres-es's own table.
async fn limit(urls: &testing::DbUrls, clients: usize, seconds: u64) -> f64 {
    let pool = sqlx::PgPool::connect(&urls.admin_url).await.expect("a connection");
    sqlx::raw_sql(
        "create table if not exists public.limit_events (aggregate_type text, aggregate_id text, sequence bigint, event_type text, event_version text,
         payload json, metadata json, primary key (aggregate_type, aggregate_id, sequence)); create sequence if not exists public.limit_sequence",
    )
    .execute(&pool)
    .await
    .expect("a table");
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("one_row.sql");
    let payload = format!("{{\"note\":\"{}\"}}", "x".repeat(520));
    let statement = format!(
        "insert into public.limit_events values ('case', (random() * 10000)::int::text, nextval('limit_sequence'), 'note', '1', '{payload}', '{{}}');"
    );
    std::fs::write(&script, statement).expect("a script");
    let socket = urls.admin_url.split_once("host=").expect("a socket").1;
    let out = std::process::Command::new(testing::programs().join("pgbench"))
        .args(["-n", "-M", "prepared", "-h", socket, "-U", "postgres", "-T", &seconds.to_string()])
        .args(["-c", &clients.to_string(), "-j", "2", "-f", &script.display().to_string(), &urls.name])
        .output()
        .expect("pgbench");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let tps = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.unwrap_or_else(|| panic!("pgbench gave no figure: {text} {}", String::from_utf8_lossy(&out.stderr)))
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let seconds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5);
    let cluster = TestCluster::private(&["shared_buffers=1GB", "autovacuum=off"]).await;
    let urls = cluster.new_database().await;
    let store = EventStore::open(StoreOptions::new(&urls.app_url, MasterKey::generate())).await.expect("a store");
    // From an empty log on: the first second would show a bad plan.
    let (young, ..) = load(&store, 32, 2).await;
    println!("young table, 32 in flight: {young:.0} commands/s (keys are made here)");
    let mut limits = Vec::new();
    for clients in [8, 32] {
        limits.push((clients, limit(&urls, clients, seconds).await));
    }
    for in_flight in [8, 32, 128] {
        let (rate, median, p99) = load(&store, in_flight, seconds).await;
        let (clients, limit) = if in_flight == 8 { limits[0] } else { limits[1] };
        println!(
            "{in_flight:>4} in flight: {rate:>7.0} commands/s = {:.2} of pgbench's {limit:.0} rows/s at {clients}; p50 {:.2} ms, p99 {:.2} ms",
            rate / limit,
            median.as_secs_f64() * 1e3,
            p99.as_secs_f64() * 1e3
        );
    }
    let head = store.head().await.expect("a head");
    let start = Instant::now();
    let mut replay = store.replay(0, head);
    while replay.next_stored().await.expect("a batch").is_some() {}
    println!("replay, stored: {:.0} events/s of {head}", head as f64 / start.elapsed().as_secs_f64());
    drop(store);
}
