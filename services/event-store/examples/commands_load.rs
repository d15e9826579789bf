//! Measures commands per second with sealing, chain, ids and ordered positions, at 8, 32 and 128 in flight, beside the limit of the machine:
//! pgbench, one row per commit, on the same server in the same run. Streams are chosen at random of 10,000; one event per command, with one sealed
//! field.
//!
//! `cargo run --release -p hamyar-event-store --features testing --example commands_load [SECONDS]`

use cqrs_es::event_sink::EventSink;
use futures::{FutureExt, StreamExt};
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

/// Processor time used so far in milliseconds, by this process and its children, and by the whole server. Unlike rates, it does not care who else
/// uses the machine.
struct Used {
    client: f64,
    server: f64,
}

impl Used {
    fn now(postmaster: &str) -> Self {
        let fields = |path: String| -> Vec<f64> {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let rest = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
            rest.split(' ').map(|field| field.parse().unwrap_or(0.0)).collect()
        };
        // Ticks of 10 ms; after the name: [1] the parent, [11..15] own and children's user and system time.
        let time = |fields: &[f64], children: bool| -> f64 {
            fields.get(11..if children { 15 } else { 13 }).map_or(0.0, |ticks| ticks.iter().sum::<f64>() * 10.0)
        };
        let parent: f64 = postmaster.parse().unwrap_or(-1.0);
        let backends = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| {
            let of = fields(format!("/proc/{}/stat", entry.file_name().to_string_lossy()));
            if of.get(1) == Some(&parent) { time(&of, false) } else { 0.0 }
        });
        let server = backends.sum::<f64>() + time(&fields(format!("/proc/{postmaster}/stat")), true);
        Self { client: time(&fields("/proc/self/stat".into()), true), server }
    }

    /// Microseconds each of `count` things took on the client's and on the server's side.
    fn each(&self, since: &Self, count: f64) -> (f64, f64) {
        ((self.client - since.client) * 1e3 / count, (self.server - since.server) * 1e3 / count)
    }
}

async fn command(store: &EventStore, family: Uuid) -> Duration {
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
                    let family = Uuid::from_u128(rand::rng().random_range(0..STREAMS));
                    taken.push(command(&store, family).await);
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
    // From an empty log on, where a plan made for an empty table would show. Each family is met once, so that its key is made here.
    let start = Instant::now();
    futures::stream::iter(0..STREAMS)
        .for_each_concurrent(128, |family| command(&store, Uuid::from_u128(family)).map(drop))
        .await;
    println!(
        "first command of {STREAMS} families, each with a new key: {:.0} commands/s",
        STREAMS as f64 / start.elapsed().as_secs_f64()
    );
    let data: String = sqlx::query_scalar("show data_directory")
        .fetch_one(&sqlx::PgPool::connect(&urls.admin_url).await.expect("a connection"))
        .await
        .expect("a folder");
    let pid = std::fs::read_to_string(format!("{data}/postmaster.pid")).expect("the server's pid file");
    let postmaster = pid.lines().next().expect("a pid");
    let mut limits = Vec::new();
    for clients in [8, 32] {
        let before = Used::now(postmaster);
        let rate = limit(&urls, clients, seconds).await;
        let (client, server) = Used::now(postmaster).each(&before, rate * seconds as f64);
        println!(
            "pgbench at {clients}: {rate:.0} rows/s; processor time per row {client:.0} µs client + {server:.0} µs server"
        );
        limits.push((clients, rate, client + server));
    }
    for in_flight in [8, 32, 128] {
        let from = store.head().await.expect("a head");
        let before = Used::now(postmaster);
        let (rate, median, p99) = load(&store, in_flight, seconds).await;
        let (client, server) = Used::now(postmaster).each(&before, rate * seconds as f64);
        let (clients, limit, cost) = if in_flight == 8 { limits[0] } else { limits[1] };
        println!(
            "{in_flight:>4} in flight: {rate:>7.0} commands/s = {:.2} of pgbench's {limit:.0} rows/s at {clients}; p50 {:.2} ms, p99 {:.2} ms",
            rate / limit,
            median.as_secs_f64() * 1e3,
            p99.as_secs_f64() * 1e3
        );
        println!(
            "     processor time per command {client:.0} µs client + {server:.0} µs server: {:.2} of the limit by that measure",
            cost / (client + server)
        );
        let batch: f64 =
            sqlx::query_scalar("select count(*)::float8 / count(distinct txid) from log.events where position > $1")
                .bind(from)
                .fetch_one(store.pool())
                .await
                .expect("a count");
        println!("     commands per batch {batch:.1}");
    }
    let head = store.head().await.expect("a head");
    let start = Instant::now();
    let mut replay = store.replay(0, head);
    while replay.next_stored().await.expect("a batch").is_some() {}
    println!("replay, stored: {:.0} events/s of {head}", head as f64 / start.elapsed().as_secs_f64());
    drop(store);
}
