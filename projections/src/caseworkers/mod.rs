//! Caseworkers: training, caseload, leave.

mod apply;
mod query;

pub use query::{
    Caseload, CaseloadFlag, CaseworkerName, CaseworkerView, Near, Stage, Training, caseload_of, caseloads, caseworker,
    caseworker_family_ids, caseworker_names, caseworkers_of_center, nearness,
};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `caseworkers` projection.
pub struct Caseworkers;

#[async_trait]
impl Projection for Caseworkers {
    fn name(&self) -> &'static str {
        "caseworkers"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["caseworker"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["caseworker", "caseload_slot"]
    }
    fn ddl(&self) -> &'static str {
        "create table caseworker (
           caseworker_id uuid primary key, center_id uuid not null, name text, sort_key text not null, phone text, background text not null,
           neighborhood_id uuid, admitted_on date not null, accredited_on date, renewed_on date, hours_before integer not null, hours_during integer not null,
           trainings json not null, skills text[] not null, leave_from date, leave_until date, on_leave boolean not null, left_on date,
           sequence bigint not null, position bigint not null);
         create index caseworker_by_center on caseworker (center_id, sort_key);
         create table caseload_slot (
           assignment_id uuid primary key, caseworker_id uuid not null, family_id uuid not null, state text not null, starts_on date not null,
           reserved_on date not null);
         create index caseload_slot_by_caseworker on caseload_slot (caseworker_id);
         create index caseload_slot_by_family on caseload_slot (family_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
