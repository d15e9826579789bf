//! Carrying the plan out on a store.

use super::plan::{PlannedCommand, SeedCommand, plan};
use super::source::{SeedError, SeedSource};
use super::{Plan, neighborhood_id};
use futures::{StreamExt, TryStreamExt};
use hamyar_domain::{
    Agency, AgencyCommand, Catalog, CatalogCommand, Council, EquipmentCommand, EquipmentLine, Facilitator,
    FacilitatorCommand, IndicatorSeries, Neighborhood, NeighborhoodCommand, Place, PlaceCommand, Program,
    ProgramCommand, SeriesCommand, Workshop, WorkshopCommand,
};
use hamyar_event_store::{Actor, CommandContext, Committed, EventStore, ExecuteError, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Streams filled at once.
const PARALLEL: usize = 32;

/// What an import of seed data did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SeedReport {
    pub places: usize,
    pub neighborhoods: usize,
    pub agencies: usize,
    pub aliases: usize,
    pub duties: usize,
    pub terms: usize,
    pub figures: usize,
    /// Actions of roadmaps.
    pub actions: usize,
    pub facilitators: usize,
    /// Trainings and classes.
    pub workshops: usize,
    /// Parts of documents that tell a figure.
    pub tellings: usize,
    pub programs: usize,
    /// Lines of equipment.
    pub equipment: usize,
    /// Series of indicators.
    pub series: usize,
    /// Commands that wrote something now.
    pub added: usize,
    /// Commands whose result held already.
    pub unchanged: usize,
    /// Position of the newest event written; 0 when nothing was written.
    pub position: i64,
}

/// Why seed data could not be imported. Sending it again goes on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum SeedImportError {
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The store refused or could not answer.
    #[error("the store did not take the seed data: {0}")]
    Store(#[from] StoreError),
    #[error("the log cannot be reached; send the seed data again later")]
    Unavailable,
}

/// Imports seed data. Deterministic ids make a second import add nothing. `progress` hears how many of all commands are done.
pub async fn import_seeds(
    store: &EventStore,
    source: &SeedSource,
    actor: &Actor,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<SeedReport, SeedImportError> {
    carry_out(store, &plan(source)?, actor, progress).await
}

/// Imports the built-in seed data unless the store has it, so that a register finds its neighborhoods in a new store.
pub async fn ensure_seeds(store: &EventStore, actor: &Actor) -> Result<(), SeedImportError> {
    // Neighborhoods are filled after the places; the last one planned tells whether an earlier import came to its end.
    let plan = plan(&SeedSource::BuiltIn)?;
    let last = plan.neighborhood_ids().last().unwrap_or(neighborhood_id("eqbaliyeh"));
    if store.load::<Neighborhood>(last.0).await?.sequence == 0 {
        carry_out(store, &plan, actor, &|_, _| {}).await?;
    }
    Ok(())
}

/// Carries a plan out: places first, in order, because they stand below one another; then every other stream at once.
pub async fn carry_out(
    store: &EventStore,
    plan: &Plan,
    actor: &Actor,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<SeedReport, SeedImportError> {
    let mut report = counted(plan);
    let total = plan.commands.len();
    let is_tree =
        |planned: &&PlannedCommand| matches!(planned.command, SeedCommand::Place(PlaceCommand::RegisterPlace(_)));
    for planned in plan.commands.iter().filter(is_tree) {
        report.note(execute(store, planned, actor).await?);
        progress(report.added + report.unchanged, total);
    }
    let mut streams: BTreeMap<Uuid, Vec<&PlannedCommand>> = BTreeMap::new();
    for planned in plan.commands.iter().filter(|planned| !is_tree(planned)) {
        streams.entry(planned.stream_id).or_default().push(planned);
    }
    let mut done = futures::stream::iter(streams.into_values())
        .map(|commands| async move {
            let mut outcomes = Vec::with_capacity(commands.len());
            for planned in commands {
                outcomes.push(execute(store, planned, actor).await?);
            }
            Ok::<_, SeedImportError>(outcomes)
        })
        .buffer_unordered(PARALLEL);
    while let Some(outcomes) = done.try_next().await? {
        outcomes.into_iter().for_each(|outcome| report.note(outcome));
        progress(report.added + report.unchanged, total);
    }
    Ok(report)
}

impl SeedReport {
    /// `None` is a command whose result held already.
    fn note(&mut self, outcome: Option<Committed>) {
        match outcome {
            Some(committed) if committed.events > 0 && !committed.repeated => {
                self.added += 1;
                self.position = self.position.max(committed.position);
            }
            _ => self.unchanged += 1,
        }
    }
}

fn counted(plan: &Plan) -> SeedReport {
    let mut report = SeedReport::default();
    for planned in &plan.commands {
        match &planned.command {
            SeedCommand::Place(PlaceCommand::RegisterPlace(_)) => report.places += 1,
            SeedCommand::Place(PlaceCommand::DeclareFigure(_)) => report.figures += 1,
            SeedCommand::Neighborhood(NeighborhoodCommand::RegisterNeighborhood(_)) => report.neighborhoods += 1,
            SeedCommand::Agency(AgencyCommand::RegisterAgency(_)) => report.agencies += 1,
            SeedCommand::Agency(AgencyCommand::AddAlias(_)) => report.aliases += 1,
            SeedCommand::Agency(AgencyCommand::RecordDuty(_)) => report.duties += 1,
            SeedCommand::Catalog(CatalogCommand::DefineTerm(_)) => report.terms += 1,
            SeedCommand::Neighborhood(NeighborhoodCommand::PlanAction(_)) => report.actions += 1,
            SeedCommand::Facilitator(FacilitatorCommand::NominateFacilitator(_)) => report.facilitators += 1,
            SeedCommand::Workshop(WorkshopCommand::PlanWorkshop(_)) => report.workshops += 1,
            SeedCommand::Place(PlaceCommand::TellFigure(_)) => report.tellings += 1,
            SeedCommand::Program(ProgramCommand::RegisterProgram(_)) => report.programs += 1,
            SeedCommand::Equipment(EquipmentCommand::OpenEquipmentLine(_)) => report.equipment += 1,
            SeedCommand::Series(SeriesCommand::OpenSeries(_)) => report.series += 1,
            _ => {}
        }
    }
    report
}

async fn execute(
    store: &EventStore,
    planned: &PlannedCommand,
    actor: &Actor,
) -> Result<Option<Committed>, SeedImportError> {
    let context = || CommandContext::new(planned.command_id, actor.clone(), planned.happened_at);
    let id = planned.stream_id;
    loop {
        let outcome = match &planned.command {
            SeedCommand::Place(command) => settle(store.execute::<Place>(id, command.clone(), context()).await),
            SeedCommand::Neighborhood(command) => {
                settle(store.execute::<Neighborhood>(id, command.clone(), context()).await)
            }
            SeedCommand::Agency(command) => settle(store.execute::<Agency>(id, command.clone(), context()).await),
            SeedCommand::Catalog(command) => settle(store.execute::<Catalog>(id, command.clone(), context()).await),
            SeedCommand::Council(command) => settle(store.execute::<Council>(id, command.clone(), context()).await),
            SeedCommand::Facilitator(command) => {
                settle(store.execute::<Facilitator>(id, command.clone(), context()).await)
            }
            SeedCommand::Workshop(command) => settle(store.execute::<Workshop>(id, command.clone(), context()).await),
            SeedCommand::Program(command) => settle(store.execute::<Program>(id, command.clone(), context()).await),
            SeedCommand::Equipment(command) => {
                settle(store.execute::<EquipmentLine>(id, command.clone(), context()).await)
            }
            SeedCommand::Series(command) => {
                settle(store.execute::<IndicatorSeries>(id, command.clone(), context()).await)
            }
        };
        match outcome? {
            Settled::Done(committed) => return Ok(committed),
            Settled::Again => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
        }
    }
}

enum Settled {
    Done(Option<Committed>),
    Again,
}

/// A refusal means that somebody entered the same thing by hand, and a reused id that an earlier version of the seed data said it
/// otherwise or another person imported it: what is in the store stands.
fn settle<E>(outcome: Result<Committed, ExecuteError<E>>) -> Result<Settled, SeedImportError> {
    match outcome {
        Ok(committed) => Ok(Settled::Done(Some(committed))),
        Err(ExecuteError::Refused { .. } | ExecuteError::CommandIdReused | ExecuteError::NationalIdTaken(_)) => {
            Ok(Settled::Done(None))
        }
        Err(ExecuteError::Busy | ExecuteError::Stale { .. }) => Ok(Settled::Again),
        Err(ExecuteError::Unavailable) => Err(SeedImportError::Unavailable),
        Err(ExecuteError::Store(error)) => Err(SeedImportError::Store(error)),
    }
}
