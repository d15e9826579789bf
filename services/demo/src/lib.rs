//! The demo: a few believable years of about six hundred families in the seeds' neighborhoods, from a fixed seed, lived through the
//! same commands as users have, with times in the past. Names are combined at random from common ones; nobody in here is anybody.
//!
//! [`load`] writes it into a store that is new and marked as a demo; the marking is the caller's.

mod accounts;
mod act;
mod carry_out;
mod ids;
mod plan;
mod program;
#[cfg(test)]
mod tests;
mod words;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use hamyar_domain::PublishedSet;
use hamyar_event_store::EventStore;
use hamyar_identity::Identity;
use hamyar_import::seeds::Plan as Seeds;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Serialize;

pub use accounts::SignIn;

/// The one password of every account of the demo, shown on its sign-in page.
pub use hamyar_identity::DEMO_PASSWORD;

/// Called with acts done and acts in all.
pub type Progress = dyn Fn(u64, u64) + Send + Sync;

/// How large the demo is, and when it ends.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// Families that come to the centers over the years.
    pub families: usize,
    /// Caseworkers, candidates among them.
    pub caseworkers: usize,
    /// The same seed and day give the same demo.
    pub seed: u64,
    /// Today in Tehran; nothing but plans lies after it.
    pub today: NaiveDate,
}

impl DemoOptions {
    /// The usual demo as of a day.
    pub fn new(today: NaiveDate) -> Self {
        Self { families: 600, caseworkers: 60, seed: 1405, today }
    }
}

/// What the demo became.
#[derive(Clone, Debug, Serialize)]
pub struct DemoReport {
    pub families: usize,
    pub caseworkers: usize,
    pub centers: usize,
    pub commissions: usize,
    /// Events written by this load.
    pub events: u64,
    /// One sign-in per role.
    pub sign_ins: Vec<SignIn>,
}

/// Why the demo cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The seed data does not hold what the demo stands on.
    #[error("the seed data lacks {0}")]
    Seeds(String),
    /// An account cannot be made.
    #[error("an account of the demo cannot be made: {0}")]
    Identity(String),
    /// The store turned an act down.
    #[error("the store turned an act of the demo down ({stream}: {code})")]
    Refused {
        /// Stream type.
        stream: &'static str,
        /// Stable code of the refusal.
        code: String,
    },
    /// The store does not answer.
    #[error("the store does not answer: {0}")]
    Store(String),
    /// The load was stopped.
    #[error("the load of the demo was interrupted")]
    Interrupted,
}

/// The demo before it is carried out.
struct Lived {
    planner: plan::Planner,
    rng: StdRng,
}

fn live(seeds: &Seeds, set: Arc<PublishedSet>, options: &DemoOptions) -> Result<Lived, DemoError> {
    let mut rng = StdRng::seed_from_u64(options.seed);
    let world = world::World::new(&mut rng, seeds, options.caseworkers, options.today)?;
    let own = StdRng::seed_from_u64(options.seed ^ 0x4841_4D59_4152);
    let mut planner = plan::Planner::new(world, set, options.families, options.seed, options.today, own);
    planner.run();
    Ok(Lived { planner, rng })
}

/// Loads the demo. The store holds the seed data, the settings and the indicator set (`set`, as published there) and nothing else.
///
/// # Errors
/// When an act is turned down or the store does not answer; a load that broke off can be started again and goes on.
pub async fn load(
    store: &EventStore,
    identity: &Identity,
    seeds: &Seeds,
    set: Arc<PublishedSet>,
    options: &DemoOptions,
    progress: &Progress,
) -> Result<DemoReport, DemoError> {
    let Lived { mut planner, mut rng } = live(seeds, set, options)?;
    if !planner.refused.is_empty() {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, code) in &planner.refused {
            *codes.entry(code).or_default() += 1;
        }
        tracing::debug!(?codes, "acts left out of the demo");
    }
    let accounts = accounts::Accounts::plan(&mut rng, &planner);
    let sign_ins = accounts.make(identity).await?;
    let staffing = accounts.staffing();
    let mut program = program::Program::live(seeds, &planner, &staffing, options.seed);
    for (stream, code) in &program.refused {
        tracing::debug!(stream, code, "an act left out of the demo");
    }
    let (around, mut offices) = (std::mem::take(&mut program.acts), std::mem::take(&mut program.offices));
    drop(program);
    let mut acts = std::mem::take(&mut planner.acts);
    acts.extend(around);
    // Each stream keeps its order: both lists are in the order of days.
    acts.sort_by_key(|act| act.day);
    let (families, caseworkers) = (planner.families.len(), planner.world.staff.len());
    let (centers, commissions) = (planner.world.centers.len(), planner.world.boards.len());
    let fault = |error: hamyar_event_store::StoreError| DemoError::Store(error.to_string());
    let before = store.head().await.map_err(fault)?;
    let actors = accounts.actors(&planner);
    carry_out::carry_out(store, Arc::clone(&actors), acts, progress).await?;
    // A quarter is reported on from what is in the log.
    let counted_to = store.head().await.map_err(fault)?;
    let mut own = StdRng::seed_from_u64(options.seed ^ 0x5245_504f_5254);
    let reports = program::reports(&mut offices, counted_to, options.today, &mut own);
    carry_out::carry_out(store, actors, reports, progress).await?;
    let events = u64::try_from(store.head().await.map_err(fault)? - before).unwrap_or_default();
    Ok(DemoReport { families, caseworkers, centers, commissions, events, sign_ins })
}
