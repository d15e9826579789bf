//! What one cached aggregate costs.

use hamyar_domain::Family;

use super::Rows;
use crate::families;
use crate::machine::resident;
use crate::place::{Database, Place};
use crate::report::{Bar, Row};

pub(super) async fn cached(place: &Place, database: &Database) -> Rows {
    let seeds = families::seeds(place.size(10_000, 200));
    database.store.forget_caches();
    let before = resident("self").ok_or("no /proc")?;
    for seed in &seeds {
        database.store.load::<Family>(seed.id).await?;
    }
    let after = resident("self").ok_or("no /proc")?;
    let each = (after - before).max(0.0) * 1024.0 / seeds.len() as f64;
    let how = format!(
        "growth of the process while {} families of one event are loaded; pages freed before may hide some of it",
        seeds.len()
    );
    Ok(vec![Row::new("memory of a cached small aggregate", Bar::AtMost(2.0), each, "KiB", how)])
}
