//! Rows → the reports that a person keeps or may open.

use chrono::NaiveDate;
use hamyar_events::BoundTo;
use hamyar_events::saved_report::{ReportAudience, ReportDefinition};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::CivilDate;

/// A saved report. It holds a question; its numbers are those that the reader's own rights show.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SavedReportView {
    pub id: Uuid,
    pub name: String,
    /// Whether it is the reader's own, who alone changes it.
    pub own: bool,
    /// The role it is shared with, over the place that the reader has it over; null for nobody.
    pub shared_role: Option<String>,
    pub definition: ReportDefinition,
    pub saved_on: CivilDate,
    pub sequence: i64,
}

#[derive(FromRow)]
struct Found {
    report_id: Uuid,
    owner: Uuid,
    name: String,
    definition: Json<ReportDefinition>,
    shared_with: Option<Json<ReportAudience>>,
    saved_on: NaiveDate,
    sequence: i64,
}

/// A role and what it is bound to, as one text.
pub fn audience_text(audience: &ReportAudience) -> String {
    let bound = match audience.bound_to {
        BoundTo::Nation => "nation".to_owned(),
        BoundTo::Caseworker { caseworker_id } => format!("caseworker {caseworker_id}"),
        BoundTo::Center { center_id } => format!("center {center_id}"),
        BoundTo::Commission { commission_id } => format!("commission {commission_id}"),
        BoundTo::Agency { agency_id } => format!("agency {agency_id}"),
        BoundTo::Neighborhood { neighborhood_id } => format!("neighborhood {neighborhood_id}"),
        BoundTo::Place { place_id } => format!("place {place_id}"),
    };
    format!("{} {bound}", audience.role.as_str())
}

async fn found(
    pool: &PgPool,
    reader: Uuid,
    audiences: &[ReportAudience],
    id: Option<Uuid>,
) -> Result<Vec<SavedReportView>, sqlx::Error> {
    let audiences: Vec<String> = audiences.iter().map(audience_text).collect();
    let rows: Vec<Found> = sqlx::query_as(
        "select report_id, owner, name, definition, shared_with, saved_on, sequence from saved_report
          where (owner = $1 or audience = any($2)) and ($3::uuid is null or report_id = $3)
          order by owner <> $1, name, report_id limit 500",
    )
    .bind(reader)
    .bind(&audiences)
    .bind(id)
    .fetch_all(pool)
    .await?;
    let view = |row: Found| SavedReportView {
        id: row.report_id,
        name: row.name,
        own: row.owner == reader,
        shared_role: row.shared_with.map(|with| with.0.role.as_str().to_owned()),
        definition: row.definition.0,
        saved_on: row.saved_on.into(),
        sequence: row.sequence,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The reader's own reports, then those shared with a role and place that the reader has. Pool: [`read pool`](crate#reading).
pub async fn saved_reports(
    pool: &PgPool,
    reader: Uuid,
    audiences: &[ReportAudience],
) -> Result<Vec<SavedReportView>, sqlx::Error> {
    found(pool, reader, audiences, None).await
}

/// One of them. Pool: [`read pool`](crate#reading).
pub async fn saved_report(
    pool: &PgPool,
    reader: Uuid,
    audiences: &[ReportAudience],
    id: Uuid,
) -> Result<Option<SavedReportView>, sqlx::Error> {
    Ok(found(pool, reader, audiences, Some(id)).await?.pop())
}
