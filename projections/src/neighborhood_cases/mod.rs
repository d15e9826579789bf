//! A neighborhood as a case: versions of its profile, boundary, priorities, power map, what agencies do there.

mod actors;
mod apply;
mod duties;
mod priorities;
mod profiles;
mod quarter;
mod residents;

pub use actors::{AttitudeCounts, LocalActorView, LocalContactView, PowerMap, ResidentView, power_map};
pub use duties::{
    AgencyDuties, DutyCounts, DutyFilter, DutyRow, DutyRows, UtilityRow, duties_by_agency, duty_board, duty_counts,
    rows_of, utility_requests,
};
pub use priorities::{PriorityView, Ranked, RankedFilter, Standing, levels, priorities, ranked, standings};
pub use profiles::{BoundaryView, CountedView, Geometry, ProfileVersion, boundaries, profiles, services_in};
pub(crate) use quarter::{Quarter, facts_of, shared_by, sums_of};
pub use residents::{PageVersion, ResidentsPageView, page_draft, page_versions, residents_page};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `neighborhood_cases` projection.
pub struct NeighborhoodCases;

#[async_trait]
impl Projection for NeighborhoodCases {
    fn name(&self) -> &'static str {
        "neighborhood_cases"
    }
    fn version(&self) -> i32 {
        3
    }
    fn streams(&self) -> &'static [&'static str] {
        &["neighborhood"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &[
            "neighborhood_profile",
            "neighborhood_boundary",
            "neighborhood_priority",
            "local_actor",
            "resident_attitude",
            "local_contact",
            "target_place",
            "duty_report",
            "utility_request",
            "neighborhood_standing",
            "duty_standing",
            "residents_page",
            "neighborhood_fact",
        ]
    }
    fn ddl(&self) -> &'static str {
        "create table neighborhood_profile (
           profile_id text primary key, neighborhood_id uuid not null, version integer not null, as_of date not null, figures json not null,
           counted json not null, notes json not null, recorded_at timestamptz not null);
         create index neighborhood_profile_by_neighborhood on neighborhood_profile (neighborhood_id, version);
         create table neighborhood_boundary (
           neighborhood_id uuid primary key, polygons json not null, as_of date not null, source text not null);
         create table neighborhood_priority (
           priority_id text primary key, neighborhood_id uuid not null, number integer not null, level text not null, before text, given json not null,
           cause text, set_on date not null, recorded_at timestamptz not null);
         create index neighborhood_priority_by_neighborhood on neighborhood_priority (neighborhood_id, number);
         create table local_actor (
           actor_id uuid primary key, neighborhood_id uuid not null, kind text not null, title text not null, part text not null, agency_id uuid,
           attitude text not null, reason text not null, influence integer not null, mapped_on date not null, struck_on date);
         create index local_actor_by_neighborhood on local_actor (neighborhood_id);
         create table resident_attitude (
           resident_id uuid primary key, neighborhood_id uuid not null, name text, attitude text, reason text, recorded_on date not null);
         create index resident_attitude_by_neighborhood on resident_attitude (neighborhood_id);
         create table local_contact (
           contact_id uuid primary key, neighborhood_id uuid not null, kind text not null, name text, standing text, named_on date not null);
         create index local_contact_by_neighborhood on local_contact (neighborhood_id);
         create table target_place (
           neighborhood_id uuid primary key, body text not null, number text, approved_on date not null);
         create table duty_report (
           report_id uuid primary key, neighborhood_id uuid not null, agency_id uuid not null, duty integer not null, state text not null,
           text text not null, evidence text, reported_on date not null, position bigint not null);
         create index duty_report_by_duty on duty_report (neighborhood_id, agency_id, duty, position);
         create table utility_request (
           request_id uuid primary key, neighborhood_id uuid not null, agency_id uuid not null, utility text not null, text text not null,
           out_of_turn boolean not null, municipality_agreed_on date, requested_on date not null, answer text, answer_text text, answered_on date);
         create index utility_request_by_neighborhood on utility_request (neighborhood_id);
         create table neighborhood_standing (
           neighborhood_id uuid primary key, profile_id text, profile_version integer, profile_as_of date, priority_id text, level text,
           score integer, set_on date, approved_on date, boundary boolean not null, position bigint not null);
         create table residents_page (
           page_id text primary key, neighborhood_id uuid not null, version integer not null, page json not null, published_on date not null,
           published_by uuid, withdrawn_on date, withdrawn_because text, recorded_at timestamptz not null);
         create index residents_page_by_neighborhood on residents_page (neighborhood_id, version);
         create table neighborhood_fact (
           fact_id text primary key, neighborhood_id uuid not null, kind text not null, agency_id uuid, duty integer, request_id uuid, code text not null,
           happened_on date not null, event_type text not null, sequence bigint not null, position bigint not null);
         create index neighborhood_fact_by_neighborhood on neighborhood_fact (neighborhood_id, kind, happened_on);
         create table duty_standing (
           standing_id text primary key, neighborhood_id uuid not null, agency_id uuid not null, duty integer not null, report_id uuid not null,
           state text not null, reported_on date not null, reports integer not null);
         create index duty_standing_by_neighborhood on duty_standing (neighborhood_id) include (state, reported_on);
         create index duty_standing_by_agency on duty_standing (agency_id, neighborhood_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
