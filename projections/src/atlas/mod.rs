//! The yearly atlas: tiers, harms and services of families by place and year, each fact with the days it held and with what time it was known.
//!
//! A fact that was put right later stays beside the right one, with the instant until which it was known. So a year that is over can be told for ever as it
//! was known on one day, and the running year as it is known now. What the years of a neighborhood count is kept beside the facts and changes with them.

mod afresh;
mod apply;
mod counts;
mod keep;
mod kept;
mod query;
mod steps;
mod told;

pub use query::{Atlas, AtlasCount, AtlasCounts, AtlasRow, AtlasTrend, Counting, atlas, atlas_by};
pub use told::YearState;

use async_trait::async_trait;
use hamyar_events::{FamilyEvent, NeighborhoodEvent};
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `atlas` projection.
pub struct AtlasFacts;

#[async_trait]
impl Projection for AtlasFacts {
    fn name(&self) -> &'static str {
        "atlas"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family", "neighborhood"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["atlas_family", "atlas_fact", "atlas_neighborhood", "atlas_served"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        match event {
            StreamEventAny::Family(event) => matches!(
                **event,
                FamilyEvent::FamilyIdentified(_)
                    | FamilyEvent::AddressChanged(_)
                    | FamilyEvent::CategoryAdded(_)
                    | FamilyEvent::CategoryRemoved(_)
                    | FamilyEvent::TierAssigned(_)
                    | FamilyEvent::ServiceDelivered(_)
                    | FamilyEvent::ServiceCorrected(_)
                    | FamilyEvent::CaseClosed(_)
                    | FamilyEvent::CaseReopened(_)
                    | FamilyEvent::MergedAway(_)
                    | FamilyEvent::MergeUndone(_)
            ),
            StreamEventAny::Neighborhood(event) => matches!(
                event,
                NeighborhoodEvent::NeighborhoodPrioritySet(_) | NeighborhoodEvent::NeighborhoodReprioritized(_)
            ),
            _ => false,
        }
    }
    fn ddl(&self) -> &'static str {
        "create table atlas_family (family_id uuid primary key, fold json not null);
         create table atlas_fact (
           fact_id text primary key, kind text not null, code text not null, family_id uuid not null, neighborhood_id uuid not null,
           year integer not null, from_on date not null, until_on date, known_from timestamptz not null, known_until timestamptz);
         create index atlas_fact_by_neighborhood on atlas_fact (neighborhood_id, from_on);
         create table atlas_neighborhood (
           neighborhood_id uuid primary key, first_on date not null, settled_on date not null, counts json not null, levels json not null);
         create table atlas_served (
           served_id text primary key, family_id uuid not null, year integer not null, given json not null, homes integer not null);
         create index atlas_served_twice on atlas_served (year) where homes > 1;"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
