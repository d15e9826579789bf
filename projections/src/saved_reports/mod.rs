//! Saved reports: the questions that people keep, and with whom they are shared.

mod apply;
mod query;

pub use query::{SavedReportView, saved_report, saved_reports};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `saved_reports` projection.
pub struct SavedReports;

#[async_trait]
impl Projection for SavedReports {
    fn name(&self) -> &'static str {
        "saved_reports"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["saved_report"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["saved_report"]
    }
    fn ddl(&self) -> &'static str {
        // `audience` is the role and what it is bound to, as one text: whoever holds the same may open it.
        "create table saved_report (
           report_id uuid primary key, owner uuid not null, name text not null, definition json not null, audience text, shared_with json,
           saved_on date not null, sequence bigint not null, position bigint not null);
         create index saved_report_by_owner on saved_report (owner);
         create index saved_report_by_audience on saved_report (audience) where audience is not null;"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
