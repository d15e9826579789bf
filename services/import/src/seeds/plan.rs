//! The seed data as a list of commands, in the order in which they can be carried out. Pure: no database, no clock.

use super::ids::{command_id, document_day};
use super::source::{SeedError, SeedSource};
use super::{agencies, catalogs, figures, national, pilot, places, resilience};
use crate::gazetteer::{Gazetteer, KnownNeighborhood};
use hamyar_domain::{
    AgencyCommand, CatalogCommand, CouncilCommand, EquipmentCommand, FacilitatorCommand, NeighborhoodCommand,
    PlaceCommand, ProgramCommand, SeriesCommand, WorkshopCommand,
};
use hamyar_events::{AgencyId, HappenedAt, NeighborhoodId};
use hamyar_persian::fold_joined;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A command to one of the streams that seed data fills.
#[derive(Debug, Clone, PartialEq)]
pub enum SeedCommand {
    Place(PlaceCommand),
    Neighborhood(NeighborhoodCommand),
    Agency(AgencyCommand),
    Catalog(CatalogCommand),
    Council(CouncilCommand),
    Facilitator(FacilitatorCommand),
    Workshop(WorkshopCommand),
    Program(ProgramCommand),
    Equipment(EquipmentCommand),
    Series(SeriesCommand),
}

/// One command, with ids that are the same every time, so that importing twice adds nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCommand {
    pub command_id: Uuid,
    pub stream_id: Uuid,
    pub happened_at: HappenedAt,
    pub command: SeedCommand,
}

/// What seed data amounts to.
#[derive(Debug, Default)]
pub struct Plan {
    /// Commands; those of one stream stand in their order, and a stream's commands only name streams of earlier ones.
    pub commands: Vec<PlannedCommand>,
    /// Neighborhoods with their other names.
    pub neighborhoods: Vec<KnownNeighborhood>,
    /// Every spelling of an agency, folded, and the agency.
    pub agencies: HashMap<String, AgencyId>,
    /// Canonical names of the agencies.
    pub agency_names: BTreeMap<AgencyId, String>,
}

impl Plan {
    /// Adds a command. `key` names it within its stream, once and for all.
    pub(super) fn add(&mut self, stream_id: Uuid, key: &str, source: &str, command: SeedCommand) {
        let happened_at = HappenedAt::About(document_day(source));
        self.commands.push(PlannedCommand { command_id: command_id(stream_id, key), stream_id, happened_at, command });
    }

    /// The neighborhoods, findable by the names people write.
    pub fn gazetteer(&self) -> Gazetteer {
        Gazetteer::new(self.neighborhoods.iter().cloned())
    }

    /// The agency that a printed name stands for (S085).
    pub fn agency(&self, printed: &str) -> Option<AgencyId> {
        self.agencies.get(&fold_joined(printed)).copied()
    }

    /// Ids of all neighborhoods.
    pub fn neighborhood_ids(&self) -> impl Iterator<Item = NeighborhoodId> + '_ {
        self.neighborhoods.iter().map(|neighborhood| neighborhood.id)
    }
}

/// Reads seed data and plans its commands.
pub fn plan(source: &SeedSource) -> Result<Plan, SeedError> {
    let mut plan = Plan::default();
    places::plan(source, &mut plan)?;
    figures::plan(source, &mut plan)?;
    agencies::plan(source, &mut plan)?;
    catalogs::plan(source, &mut plan)?;
    pilot::plan(source, &mut plan)?;
    resilience::plan(source, &mut plan)?;
    national::plan(source, &mut plan)?;
    Ok(plan)
}
