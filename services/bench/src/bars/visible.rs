//! From the answer to a command until every read model shows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use hamyar_event_store::EventStore;
use hamyar_projector::{Checkpoints, Projector, ProjectorOptions, Waited};
use rand::Rng;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Rows;
use crate::place::{Database, Place};
use crate::report::{Bar, Row};
use crate::times::Times;
use crate::{Fault, families};

/// Commands at 1,000 a second, whatever their answers take; how long after each answer its position was shown.
async fn at_a_rate(store: &EventStore, shown: &Checkpoints, ids: &[Uuid], seconds: u64) -> Result<(f64, Times), Fault> {
    let one = |id: Uuid| {
        let store = store.clone();
        let visit = tokio::spawn(async move { families::visit(&store, id).await.map(|done| (done, Instant::now())) });
        async move {
            let (committed, answered) = visit.await??;
            match shown.wait_for(committed.position, Duration::from_secs(20)).await? {
                Waited::Reached => Ok::<_, Fault>(answered.elapsed()),
                other => Err(format!("the read models did not come up: {other:?}").into()),
            }
        }
    };
    let began = Instant::now();
    let until = began + Duration::from_secs(seconds);
    let mut tick = tokio::time::interval(Duration::from_millis(1));
    tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut pending, mut times) = (FuturesUnordered::new(), Vec::new());
    loop {
        tokio::select! {
            biased;
            _ = tick.tick(), if Instant::now() < until => {
                pending.push(one(ids[rand::rng().random_range(0..ids.len())]));
            }
            Some(time) = pending.next(), if !pending.is_empty() => times.push(time?),
            else => break,
        }
    }
    Ok((times.len() as f64 / seconds as f64, Times::new(times)))
}

pub(super) async fn measure(place: &Place, database: &Database) -> Rows {
    let ids: Vec<Uuid> = families::seeds(place.size(10_000, 200)).iter().map(|seed| seed.id).collect();
    let projector =
        Projector::open(database.store.clone(), ProjectorOptions::new(&database.url), hamyar_projections::all())
            .await?;
    let shown = projector.checkpoints();
    let stop = CancellationToken::new();
    let running = tokio::spawn({
        let stop = stop.clone();
        async move { projector.run(stop).await }
    });
    // What was written before is taken in first.
    let head = database.store.head().await?;
    shown.wait_for(head, Duration::from_secs(120)).await?;
    let (rate, calm) = at_a_rate(&database.store, &shown, &ids, place.seconds()).await?;
    let enough = Arc::new(AtomicBool::new(false));
    let rebuild = tokio::task::spawn_blocking({
        let (store, url, enough) = (database.store.clone(), database.url.clone(), Arc::clone(&enough));
        let handle = tokio::runtime::Handle::current();
        move || {
            handle.block_on(async {
                while !enough.load(Ordering::Relaxed) {
                    hamyar_projector::check(&store, &url, &hamyar_projections::all(), &mut |_| {}).await?;
                }
                Ok::<_, hamyar_projector::ProjectorError>(())
            })
        }
    });
    let busy = at_a_rate(&database.store, &shown, &ids, place.seconds()).await;
    enough.store(true, Ordering::Relaxed);
    rebuild.await??;
    stop.cancel();
    running.await?;
    let (busy_rate, busy) = busy?;
    let how =
        format!("visits to {} families, {rate:.0}/s offered; until every read model shows the position", ids.len());
    Ok(vec![
        Row::new("commit → visible p50, 1,000 commands/s", Bar::AtMost(1.5), calm.at(0.5), "ms", how.clone()),
        Row::new("commit → visible p99, 1,000 commands/s", Bar::AtMost(10.0), calm.at(0.99), "ms", how),
        Row::new(
            "commit → visible p99 during a rebuild",
            Bar::AtMost(25.0),
            busy.at(0.99),
            "ms",
            format!("{busy_rate:.0}/s offered while every read model is rebuilt beside"),
        ),
    ])
}
