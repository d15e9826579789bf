//! Facilitation offices: each with its file, and with every fact that a quarterly report counts, by the event it comes from. Nobody is named here.

mod apply;
mod file;
mod quarter;
mod query;

pub use file::*;
pub use quarter::{FigureEvent, QuarterNumber, QuarterView, quarter};
pub use query::{
    EvaluationDue, OfficeCard, OfficeFilter, OfficeState, OfficeView, ReportDue, StepState, office, offices,
    places_of_levels,
};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `offices` projection.
pub struct Offices;

#[async_trait]
impl Projection for Offices {
    fn name(&self) -> &'static str {
        "offices"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["office"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["office", "office_fact"]
    }
    fn ddl(&self) -> &'static str {
        "create table office (
           office_id uuid primary key, name text not null, place_id uuid not null, neighborhood_ids uuid[] not null, agency_ids uuid[] not null,
           called_on date not null, opened_on date, closed_on date, file jsonb not null, sequence bigint not null, position bigint not null);
         create table office_fact (
           fact_id text primary key, office_id uuid not null, figure text not null, value bigint not null, happened_on date not null,
           event_type text not null, money_id uuid, sequence bigint not null, position bigint not null);
         create index office_fact_by_office on office_fact (office_id, happened_on);
         create index office_fact_by_money on office_fact (money_id) where money_id is not null;"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
