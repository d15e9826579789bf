//! What the machine can do at most: one row of about an event's size per commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgPoolOptions;

use crate::Fault;
use crate::place::{Database, Place};

/// Rows per second, and by what they were written.
pub(crate) struct Limit {
    pub(crate) rate: f64,
    pub(crate) by: &'static str,
}

/// By pgbench, or by a loop of our own where PostgreSQL came without it.
pub(crate) async fn limit(place: &Place, database: &Database, clients: u32) -> Result<Limit, Fault> {
    let pool = PgPoolOptions::new().max_connections(clients).connect(&database.url).await?;
    sqlx::raw_sql(
        "create table if not exists public.limit_events (aggregate_type text, aggregate_id text, sequence bigint, event_type text,
           event_version text, payload json, metadata json, primary key (aggregate_type, aggregate_id, sequence));
         create sequence if not exists public.limit_sequence",
    )
    .execute(&pool)
    .await?;
    let payload = format!("{{\"note\":\"{}\"}}", "x".repeat(520));
    let insert = format!(
        "insert into public.limit_events values ('case', (random() * 10000)::int::text, nextval('public.limit_sequence'), 'note', '1', '{payload}', '{{}}')"
    );
    let program = place.programs().join("pgbench");
    if program.exists() {
        let script = place.folder().join("one_row.sql");
        std::fs::write(&script, format!("{insert};"))?;
        let out = tokio::process::Command::new(program)
            .args(["-n", "-M", "prepared", "-U", "postgres", "-j", "2", "-h"])
            .arg(place.socket())
            .args(["-T", &place.seconds().to_string(), "-c", &clients.to_string(), "-f"])
            .arg(script)
            .arg(&database.name)
            .output()
            .await?;
        let text = String::from_utf8_lossy(&out.stdout);
        let found = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        if let Some(rate) = found {
            return Ok(Limit { rate, by: "pgbench" });
        }
    }
    let written = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let until = began + Duration::from_secs(place.seconds());
    let insert: Arc<str> = insert.into();
    let writers = (0..clients).map(|_| {
        let (pool, insert, written) = (pool.clone(), insert.clone(), written.clone());
        tokio::spawn(async move {
            let mut connection = pool.acquire().await?;
            while Instant::now() < until {
                sqlx::query(&insert).execute(&mut *connection).await?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), sqlx::Error>(())
        })
    });
    for writer in futures::future::join_all(writers).await {
        writer??;
    }
    Ok(Limit { rate: written.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64(), by: "an own loop" })
}
