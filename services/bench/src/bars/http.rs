//! Commands through the interface: signed in, policy and sealing on, 64 connections.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hamyar_identity::{Role, Scope};
use rand::Rng;
use serde_json::json;
use uuid::Uuid;

use super::Rows;
use crate::limit::limit;
use crate::place::{Database, Place};
use crate::report::{Bar, Row};
use crate::served::Served;
use crate::times::Times;
use crate::{Fault, families};

async fn load(
    served: &Arc<Served>,
    cookie: &str,
    ids: &Arc<Vec<Uuid>>,
    connections: u32,
    seconds: u64,
) -> Result<(f64, Times), Fault> {
    let began = Instant::now();
    let until = began + Duration::from_secs(seconds);
    let writers = (0..connections).map(|_| {
        let (served, cookie, ids) = (Arc::clone(served), cookie.to_owned(), Arc::clone(ids));
        tokio::spawn(async move {
            let mut connection = served.connect(&cookie).await?;
            let mut times = Vec::new();
            while Instant::now() < until {
                let id = ids[rand::rng().random_range(0..ids.len())];
                let body =
                    json!({ "command_id": Uuid::now_v7(), "text": "با خانواده گفت‌وگو شد؛ پیگیری بیمهٔ درمان لازم است." });
                times.push(connection.post(&format!("/families/{id}/notes"), &body.to_string()).await?.ok()?.took);
            }
            Ok::<_, Fault>(times)
        })
    });
    let mut times = Vec::new();
    for writer in futures::future::join_all(writers).await {
        times.extend(writer??);
    }
    Ok((times.len() as f64 / began.elapsed().as_secs_f64(), Times::new(times)))
}

pub(super) async fn measure(place: &Place, database: &Database) -> Rows {
    let seeds = families::seeds(place.size(10_000, 200));
    let served = Arc::new(Served::start(database).await?);
    let scope = Scope { center_id: Some(seeds[0].center_id), ..Scope::default() };
    let cookie = served.account(Role::CenterManager, scope).await?;
    let ids = Arc::new(seeds.iter().map(|seed| seed.id).collect::<Vec<_>>());
    let limit = limit(place, database, 32).await?;
    let (rate, _) = load(&served, &cookie, &ids, 64, place.seconds()).await?;
    let (_, times) = load(&served, &cookie, &ids, 8, place.seconds()).await?;
    let how = format!(
        "POST of a note, session checked each time; limit: {:.0}/s by {} with 32 clients",
        limit.rate, limit.by
    );
    Ok(vec![
        Row::new("commands/s through HTTP, 64 connections", Bar::Ratio(0.5), rate, "/s", how).of(limit.rate),
        Row::new(
            "command latency p99 through HTTP, 8 in flight",
            Bar::AtMost(5.0),
            times.at(0.99),
            "ms",
            format!("{} commands", times.len()),
        ),
    ])
}
