//! The property everything rests on: whatever writers, delays, rollbacks, kills and long foreign transactions do, no reader skips or doubles an
//! event, nothing acknowledged is lost, nothing is written twice.

use crate::support::*;
use hamyar_event_store::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use uuid::Uuid;

#[derive(Clone, Debug)]
struct Plan {
    seed: u64,
    writers: usize,
    commands: usize,
    streams: u128,
    kills: usize,
    foreign_ms: u64,
    rollbacks: usize,
}

fn plans() -> impl Strategy<Value = Plan> {
    (any::<u64>(), 2..10usize, 10..40usize, 1..20u128, 0..8usize, 0..600u64, 0..8usize).prop_map(
        |(seed, writers, commands, streams, kills, foreign_ms, rollbacks)| Plan {
            seed,
            writers,
            commands,
            streams,
            kills,
            foreign_ms,
            rollbacks,
        },
    )
}

/// Tails the feed with pages of chance size until told to stop and nothing is left.
async fn tail(store: EventStore, seed: u64, stop: Arc<AtomicBool>) -> Vec<i64> {
    let mut chance = StdRng::seed_from_u64(seed);
    let (mut after, mut seen) = (0, Vec::new());
    let mut wake = store.wake();
    loop {
        let last_turn = stop.load(Ordering::SeqCst);
        match store.read_feed(after, chance.random_range(1..50)).await {
            Ok(page) if page.is_empty() && last_turn => return seen,
            Ok(page) if page.is_empty() => {
                tokio::time::timeout(Duration::from_millis(20), wake.changed()).await.ok();
            }
            Ok(page) => {
                seen.extend(page.iter().map(|event| event.position));
                after = *seen.last().unwrap();
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(5)).await, // Its backend was killed: it asks again.
        }
    }
}

async fn run(plan: &Plan) -> Result<(), TestCaseError> {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let owner = admin(&urls).await;
    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..3)
        .map(|n| tokio::spawn(tail(if n == 0 { here.clone() } else { there.clone() }, plan.seed ^ n, stop.clone())))
        .collect();
    let writers: Vec<_> = (0..plan.writers)
        .map(|writer| {
            let (store, plan) = (if writer % 2 == 0 { here.clone() } else { there.clone() }, plan.clone());
            tokio::spawn(async move {
                let mut chance = StdRng::seed_from_u64(plan.seed.wrapping_add(writer as u64));
                let mut acknowledged = HashMap::new();
                for _ in 0..plan.commands {
                    let id = Uuid::from_u128(chance.random_range(0..plan.streams) + 1);
                    let (command, ctx) = (notes(chance.random_range(0..4)), context());
                    // A client sends until it is answered, always under the same id; sometimes once more.
                    let mut answer = store.execute::<File>(id, command.clone(), ctx.clone()).await;
                    while matches!(answer, Err(ExecuteError::Unavailable | ExecuteError::Busy)) {
                        answer = store.execute::<File>(id, command.clone(), ctx.clone()).await;
                    }
                    if chance.random_bool(0.2) {
                        answer = store.execute::<File>(id, command, ctx.clone()).await;
                    }
                    if let Ok(committed) = answer {
                        acknowledged.insert(ctx.command_id, committed);
                    }
                    tokio::time::sleep(Duration::from_millis(chance.random_range(0..3))).await;
                }
                acknowledged
            })
        })
        .collect();
    let chaos = {
        let (owner, plan) = (owner.clone(), plan.clone());
        tokio::spawn(async move {
            let mut chance = StdRng::seed_from_u64(!plan.seed);
            let mut foreign = owner.begin().await.unwrap();
            sqlx::query("create table public.foreign_work (x integer)").execute(&mut *foreign).await.unwrap();
            for _ in 0..plan.rollbacks {
                // An append that is undone at the last moment: the positions it took are given again.
                let mut undone = owner.begin().await.unwrap();
                sqlx::query(
                    "select * from log.append_batch(array[gen_random_uuid()], '{x}', array[decode(repeat('00', 32), 'hex')], '{committed}', '{undone}',
                       array[gen_random_uuid()::text], '{0}', array[decode(repeat('00', 32), 'hex')], array[null]::text[], '{1}',
                       '{1}', '{0}', array[gen_random_uuid()], '{x}', '{1}', '{\"{}\"}', '{\"{}\"}', array[decode(repeat('00', 32), 'hex')],
                       array[decode(repeat('00', 32), 'hex')], '{}', '{}', '{}', '{}',
                       '{}', '{}', '{}', '{}')",
                )
                .fetch_all(&mut *undone)
                .await
                .unwrap();
                tokio::time::sleep(Duration::from_millis(chance.random_range(0..15))).await;
                undone.rollback().await.unwrap();
            }
            for _ in 0..plan.kills {
                tokio::time::sleep(Duration::from_millis(chance.random_range(0..25))).await;
                sqlx::query(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'hamyar-%'
                     order by random() limit 1",
                )
                .execute(&owner)
                .await
                .unwrap();
            }
            tokio::time::sleep(Duration::from_millis(plan.foreign_ms)).await;
            foreign.commit().await.unwrap();
        })
    };
    let mut acknowledged = HashMap::new();
    for writer in writers {
        acknowledged.extend(writer.await.unwrap());
    }
    chaos.await.unwrap();
    stop.store(true, Ordering::SeqCst);

    let rows: Vec<(i64, Uuid, bool)> = sqlx::query_as(
        "select position, command_id, recorded_at < lag(recorded_at) over (order by position) is true from log.events order by position",
    )
    .fetch_all(&owner)
    .await
    .unwrap();
    let head = rows.len() as i64;
    prop_assert!(rows.iter().zip(1..).all(|(row, position)| row.0 == position), "positions have a hole");
    prop_assert!(rows.iter().all(|row| !row.2), "recorded time runs backwards");
    for reader in readers {
        let seen = reader.await.unwrap();
        prop_assert_eq!(&seen, &(1..=head).collect::<Vec<_>>(), "a reader skipped or doubled");
    }
    let mut written: HashMap<Uuid, usize> = HashMap::new();
    for (_, command, _) in &rows {
        *written.entry(*command).or_default() += 1;
    }
    for (command, committed) in &acknowledged {
        prop_assert_eq!(
            written.get(command).copied().unwrap_or(0),
            committed.events,
            "acknowledged, but not written once"
        );
    }
    for stream in 1..=plan.streams {
        let events = here.stream_stored("file", Uuid::from_u128(stream), 1, i64::MAX).await.unwrap();
        prop_assert!(verify_stream(&events).is_ok());
    }
    Ok(())
}

#[test]
fn no_reader_skips_or_doubles_an_event_whatever_happens() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    let cases = std::env::var("HAMYAR_INTERLEAVINGS").ok().and_then(|text| text.parse().ok()).unwrap_or(8);
    let mut runner =
        TestRunner::new(Config { cases, max_shrink_iters: 0, failure_persistence: None, ..Config::default() });
    runner.run(&plans(), |plan| runtime.block_on(run(&plan))).unwrap();
}
