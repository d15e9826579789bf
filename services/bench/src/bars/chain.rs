//! Verifying history: a log under checkpoints, and one that has none, as `hamyar verify` does it.

use std::sync::Arc;
use std::time::Instant;

use hamyar_proof::verify::{KeySource, Wanted, verify};
use hamyar_proof::{Folder, Keeper};

use super::Rows;
use crate::place::Database;
use crate::report::{Bar, Row};

pub(super) async fn measure(database: &Database) -> Rows {
    let pool = database.store.pool();
    let place = tempfile::tempdir()?;
    let folder = Folder::new(place.path().join("checkpoints"));
    let wanted = Wanted {
        folder: folder.clone(),
        key: None,
        key_source: KeySource::Checkpoints,
        witnesses: Vec::new(),
        since: None,
        stream: None,
    };
    let rate = async || -> Result<(f64, u64), crate::Fault> {
        let report = verify(pool, &wanted, Arc::new(|_, _| {})).await?;
        if !report.intact {
            return Err(format!("{:?}", report.findings).into());
        }
        Ok((report.events as f64 / report.seconds, report.events))
    };
    let (bare, _) = rate().await?;
    let keeper = Keeper::new(pool.clone(), folder, place.path().join("signing-key"));
    let began = Instant::now();
    keeper.make(chrono::Utc::now()).await?;
    let first = began.elapsed().as_secs_f64();
    let (signed, events) = rate().await?;
    let head = events as f64;
    Ok(vec![
        Row::new(
            "verify chain and checkpoints, events/s",
            Bar::AtLeast(250_000.0),
            signed,
            "/s",
            format!("{events} events: read, hashed again, held to the ledger, the ledger to the signed root"),
        ),
        Row::new(
            "verify without checkpoints, events/s",
            Bar::None,
            bare,
            "/s",
            "the same log held to its chain and to the answers of commands",
        ),
        Row::new(
            "first checkpoint of a log, events/s",
            Bar::None,
            head / first,
            "/s",
            "every event read, its chain checked, taken into both trees and the ledger; the next costs only what is new",
        ),
    ])
}
