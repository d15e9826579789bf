//! Work that arrived late → rows.

use chrono::{DateTime, Utc};
use hamyar_events::FamilyEvent;
use hamyar_events::family::{LateOutcome, LateReason, LateWorkParked};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One piece of work.
    LateRow in "late_work" {
        late_id: Uuid,
        family_id: Uuid,
        sequence: i64,
        operation: String,
        part_id: Option<Uuid>,
        why: LateReason,
        refusal: Option<String>,
        user_id: Uuid,
        caseworker_id: Option<Uuid>,
        happened_at: String,
        parked_at: DateTime<Utc>,
        state: String,
        settled_at: Option<DateTime<Utc>>,
        outcome: Option<LateOutcome>,
        position: i64,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut ids: Vec<Uuid> = Vec::new();
    let mut forgotten: Vec<Uuid> = Vec::new();
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::LateWorkSettled(event)) => ids.push(event.late_id.0),
            Some(FamilyEvent::PersonalDataErased(event)) if event.member_id.is_none() => {
                forgotten.push(projected.stream_id);
            }
            _ => {}
        }
    }
    if !forgotten.is_empty() {
        let sql = "select late_id from late_work where family_id = any($1) and state = 'waiting'";
        ids.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut rows = Table::<LateRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        let family = projected.stream_id;
        match projected.family() {
            Some(FamilyEvent::LateWorkParked(event)) => rows.put(parked(event, projected)),
            Some(FamilyEvent::LateWorkSettled(event)) => {
                if let Some(row) = rows.edit(&event.late_id.0) {
                    row.state = "settled".to_owned();
                    row.settled_at = Some(projected.recorded_at);
                    row.outcome = Some(event.outcome);
                    row.position = projected.position;
                }
            }
            // Nothing of it can be read any more, so there is nothing to decide.
            Some(FamilyEvent::PersonalDataErased(event)) if event.member_id.is_none() => {
                rows.edit_where(
                    |row| row.family_id == family && row.state == "waiting",
                    |row| row.state = "forgotten".to_owned(),
                );
            }
            _ => {}
        }
    }
    rows.save(connection).await
}

fn parked(event: &LateWorkParked, projected: &ProjectedEvent) -> LateRow {
    LateRow {
        late_id: event.late_id.0,
        family_id: projected.stream_id,
        sequence: projected.sequence,
        operation: event.operation.clone(),
        part_id: event.part_id,
        why: event.why,
        refusal: event.refusal.clone(),
        user_id: event.user_id.0,
        caseworker_id: event.caseworker_id.map(|id| id.0),
        happened_at: projected.happened_at.to_string(),
        parked_at: projected.recorded_at,
        state: "waiting".to_owned(),
        settled_at: None,
        outcome: None,
        position: projected.position,
    }
}
