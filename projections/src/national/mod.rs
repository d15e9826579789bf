//! The national work: agreements with their trees of credits, programs with the matrix of interventions and the division of labour, equipment with its
//! coverage, licences of organizations, series of indicators, and the figures that documents declare. It names no person.

mod agreements;
mod apply;
mod credits;
mod division;
mod equipment;
mod figures;
mod licences;
mod own_parts;
mod programs;
mod rows;
mod series;

pub use agreements::{AgreementCard, AgreementRef, AgreementView, AmendmentItem, SpendingItem, agreement, agreements};
pub use credits::{CreditFilter, CreditLine, CreditPurpose, CreditReport, CreditSource, credit_report};
pub use division::{AgencyPart, DivisionOfLabor, LaborOfAgency, ShareItem, division};
pub use equipment::{
    Coverage, CreditBrief, DeclaredCoverage, DeclaredNumber, DeliveryItem, EquipmentCard, EquipmentView, equipment,
    equipment_line,
};
pub use figures::{CountedFigure, FigureRelationItem, NationalFigure, Telling, country, national_figures};
pub use licences::{
    LicenceCounts, LicenceItem, LicenceReport, LicenceState, NgoCard, WaitingApplication, licence_report, ngo, ngos,
};
pub use own_parts::{PartOfAgency, PartState, ProgramOfAgency, parts_of_agency, program_of_agency};
pub use programs::{InterventionCell, InterventionMatrix, ProgramCard, ProgramFilter, matrix, program, programs};
pub use series::{SeriesBase, SeriesPoint, SeriesView, series};

use async_trait::async_trait;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `national` projection.
pub struct National;

#[async_trait]
impl Projection for National {
    fn name(&self) -> &'static str {
        "national"
    }
    fn version(&self) -> i32 {
        3
    }
    fn streams(&self) -> &'static [&'static str] {
        &["agreement", "program", "equipment", "ngo", "series"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &[
            "agreement",
            "agreement_amendment",
            "credit",
            "credit_spending",
            "program",
            "program_share",
            "equipment_line",
            "equipment_delivery",
            "ngo",
            "licence_application",
            "licence",
            "licence_term",
            "indicator_series",
            "series_value",
        ]
    }
    fn ddl(&self) -> &'static str {
        // What was reversed keeps its row with the day; sums leave it out.
        "create table agreement (
           agreement_id uuid primary key, number text not null, title text not null, parties uuid[] not null, place_id uuid, signed_on date not null,
           ends_on date, ended_on date, end_reason text, sequence bigint not null, position bigint not null);
         create table agreement_amendment (
           amendment_id text primary key, agreement_id uuid not null, note text not null, ends_on date, amended_on date not null, sequence bigint not null);
         create index agreement_amendment_by_agreement on agreement_amendment (agreement_id);
         create table credit (
           allocation_id uuid primary key, agreement_id uuid not null, for_agreement uuid, amount_rials bigint not null, kind text not null,
           budget_line text, drawn_from uuid, purpose text not null, place_id uuid, year integer not null, allocated_on date not null,
           mistake text, reversed_on date, sequence bigint not null);
         create index credit_by_agreement on credit (agreement_id, sequence);
         create index credit_for_agreement on credit (for_agreement) where for_agreement is not null;
         create table credit_spending (
           spending_id uuid primary key, allocation_id uuid not null, agreement_id uuid not null, amount_rials bigint not null, note text not null,
           spent_on date not null, mistake text, reversed_on date, sequence bigint not null);
         create index credit_spending_by_agreement on credit_spending (agreement_id, sequence);
         create table program (
           program_id uuid primary key, kind text not null, title text not null, title_en text, field text, lead_agency uuid, agreement_id uuid,
           provinces uuid[] not null, horizon text, level text, approach text, class_reason text, classed_on date, registered_on date not null,
           ended_on date, source text, sequence bigint not null, position bigint not null);
         create index program_by_agreement on program (agreement_id) where agreement_id is not null;
         create index program_by_cell on program (level, approach);
         create table program_share (
           share_id uuid primary key, program_id uuid not null, agency_id uuid not null, part text not null, expected text not null, due_on date,
           given_on date not null, recorded_on date not null, ended_on date, end_reason text, source text, sequence bigint not null);
         create index program_share_by_program on program_share (program_id, sequence);
         create index program_share_by_agency on program_share (agency_id);
         create table equipment_line (
           line_id uuid primary key, title text not null, title_en text, facility_type text, items text, unit text not null, requested_by uuid,
           agreement_id uuid, allocation_id uuid, part_of uuid, place_id uuid, opened_on date not null, closed_on date, source text,
           declared jsonb, sequence bigint not null, position bigint not null);
         create table equipment_delivery (
           delivery_id uuid primary key, line_id uuid not null, place_id uuid not null, neighborhood_id uuid, units bigint not null,
           delivered_on date not null, mistake text, reversed_on date, sequence bigint not null);
         create index equipment_delivery_by_line on equipment_delivery (line_id, sequence);
         create table ngo (
           ngo_id uuid primary key, name text not null, place_id uuid, registered_on date not null, waiting_level text, waiting_since date,
           sequence bigint not null, position bigint not null);
         create table licence_application (
           application_id text primary key, ngo_id uuid not null, level text not null, applied_on date not null, outcome text, reason text,
           answered_on date, sequence bigint not null);
         create index licence_application_by_ngo on licence_application (ngo_id, sequence);
         create table licence (
           licence_id uuid primary key, ngo_id uuid not null, level text not null, number text not null, granted_on date not null,
           valid_until date not null, revoked_on date, revocation text, sequence bigint not null);
         create index licence_by_ngo on licence (ngo_id, sequence);
         create table licence_term (
           term_id text primary key, licence_id uuid not null, level text not null, since date not null, valid_until date not null, renewal boolean not null);
         create index licence_term_by_licence on licence_term (licence_id);
         create table indicator_series (
           series_id uuid primary key, indicator text not null, title text not null, title_en text, unit text not null, place_id uuid,
           opened_on date not null, base_year integer, base_reason text, source text, sequence bigint not null, position bigint not null);
         create table series_value (
           value_id text primary key, series_id uuid not null, year integer not null, value_thousandths bigint not null, qualifier text not null,
           source text not null, recorded_on date not null);
         create index series_value_by_series on series_value (series_id, year);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}

/// The place itself and every place below it.
pub(crate) async fn area(pool: &PgPool, place: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar(
        "with recursive below as (select $1::uuid as id union select p.place_id from place p join below b on p.parent_id = b.id)
         select id from below",
    )
    .bind(place)
    .fetch_all(pool)
    .await
}
