//! Facilitation offices: each with its file, and with every fact that a quarterly report counts, by the event it comes from. Nobody is named here.

mod apply;
mod file;
mod quarter;
mod quarters;
mod query;

pub use apply::quarter_figures;
pub use file::*;
pub use quarter::{FigureEvent, QuarterNumber, QuarterView, quarter};
pub use quarters::{OfficeQuarter, OfficesQuarter, QuarterStanding, QuarterSum, quarters};
pub use query::{
    EvaluationDue, Lateness, OfficeCard, OfficeFilter, OfficeState, OfficeView, ReportDue, StepState, office, offices,
    places_of_levels,
};
pub(crate) use query::{STATE, late};

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
        4
    }
    fn streams(&self) -> &'static [&'static str] {
        &["office"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["office", "office_span", "office_needs", "office_plan", "office_fact"]
    }
    fn ddl(&self) -> &'static str {
        "create table office (
           office_id uuid primary key, name text not null, place_id uuid not null, neighborhood_ids uuid[] not null, agency_ids uuid[] not null,
           called_on date not null, opened_on date, closed_on date, contract_until date, operator_id uuid, operator_name text,
           evaluations integer not null, evaluation_from date, evaluation_due_on date, report_from date, report_due_on date,
           steps json not null, tasks_done integer not null, tasks_left_out integer not null,
           file jsonb not null, sequence bigint not null, position bigint not null);
         create index office_by_neighborhood on office using gin (neighborhood_ids);
         create table office_span (
           span_id text primary key, office_id uuid not null, neighborhood_id uuid not null, served_from date not null, served_until date);
         create index office_span_by_office on office_span (office_id);
         create index office_span_by_neighborhood on office_span (neighborhood_id);
         create table office_needs (
           needs_id text primary key, office_id uuid not null, neighborhood_id uuid not null, state text not null,
           notified uuid[] not null, changed_on date not null);
         create index office_needs_by_neighborhood on office_needs (neighborhood_id);
         create table office_plan (
           plan_id uuid primary key, office_id uuid not null, neighborhood_id uuid not null, state text not null, title text not null,
           domain text not null, agency_ids uuid[] not null, drafted_on date not null, progressed_on date);
         create index office_plan_by_neighborhood on office_plan (neighborhood_id);
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
