//! Saved-report events → rows.

use chrono::NaiveDate;
use hamyar_events::SavedReportEvent;
use hamyar_events::saved_report::{ReportAudience, ReportDefinition};
use sqlx::PgConnection;
use uuid::Uuid;

use super::query::audience_text;
use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One report that somebody keeps.
    SavedRow in "saved_report" {
        report_id: Uuid,
        owner: Uuid,
        name: String,
        definition: ReportDefinition,
        audience: Option<String>,
        shared_with: Option<ReportAudience>,
        saved_on: NaiveDate,
        sequence: i64,
        position: i64,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut rows = Table::<SavedRow>::load(connection, batch.iter().map(|one| one.stream_id)).await?;
    for projected in batch {
        let StreamEventAny::SavedReport(event) = &projected.event else { continue };
        let id = projected.stream_id;
        match event {
            SavedReportEvent::ReportSaved(event) => rows.put(SavedRow {
                report_id: id,
                owner: event.owner.0,
                name: event.name.clone(),
                definition: event.definition.clone(),
                audience: event.shared_with.as_ref().map(audience_text),
                shared_with: event.shared_with,
                saved_on: projected.meta().happened_on(),
                sequence: 0,
                position: 0,
            }),
            SavedReportEvent::SavedReportDeleted(_) => {
                rows.remove(id);
                continue;
            }
            SavedReportEvent::SavedReportRenamed(event) => {
                if let Some(row) = rows.edit(&id) {
                    row.name = event.name.clone();
                }
            }
            SavedReportEvent::SavedReportChanged(event) => {
                if let Some(row) = rows.edit(&id) {
                    row.definition = event.definition.clone();
                }
            }
            SavedReportEvent::SavedReportShared(event) => {
                if let Some(row) = rows.edit(&id) {
                    row.audience = event.with.as_ref().map(audience_text);
                    row.shared_with = event.with;
                }
            }
        }
        if let Some(row) = rows.edit(&id) {
            row.sequence = projected.sequence;
            row.position = projected.position;
        }
    }
    rows.save(connection).await
}
