//! Risks and roadmaps of neighborhoods: one neighborhood's board, an agency's actions across neighborhoods, and a province's actions by
//! consolidation.

mod actions;
mod apply;
mod consolidated;
mod query;
mod views;

pub use actions::{ActionFilter, actions};
pub use consolidated::{ConsolidatedAction, ConsolidatedPlace, ConsolidatedRoadmap, consolidated};
pub use query::{RoadmapSpec, RoadmapView, roadmap, specs};
pub use views::{ActionState, ActionView, ActionWord, Flag, RiskTitle, RiskView, RoadmapVersion};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `roadmaps` projection.
pub struct Roadmaps;

#[async_trait]
impl Projection for Roadmaps {
    fn name(&self) -> &'static str {
        "roadmaps"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["neighborhood"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["risk", "roadmap_version", "roadmap_action"]
    }
    fn ddl(&self) -> &'static str {
        "create table risk (
           risk_id uuid primary key, neighborhood_id uuid not null, title text not null, titles json not null, kind text not null,
           extent text not null, duration text, social_level text not null, priority integer not null, maps_to text[] not null,
           identified_on date not null);
         create index risk_by_neighborhood on risk (neighborhood_id);
         create table roadmap_version (
           version_id text primary key, neighborhood_id uuid not null, version integer not null, risk_id uuid not null, short_months integer,
           medium_months integer, long_months integer, audience text, period text, actions integer not null, adopted_on date not null, source text);
         create index roadmap_version_by_neighborhood on roadmap_version (neighborhood_id, version);
         create table roadmap_action (
           action_id uuid primary key, neighborhood_id uuid not null, number integer not null, text text not null, horizon text not null, agency_ids uuid[] not null, capacity text, capitals text[] not null, due_on date, state text not null,
           since_version integer, words json not null, same_as uuid[] not null, sequence bigint not null);
         create index roadmap_action_by_neighborhood on roadmap_action (neighborhood_id, number);
         create index roadmap_action_by_agency on roadmap_action using gin (agency_ids);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
