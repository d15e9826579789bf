//! Requests to forget → rows.

use chrono::NaiveDate;
use hamyar_events::Subject;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};
use crate::views::ErasureState;

row! {
    /// One request.
    ErasureRow in "erasure" {
        erasure_id: Uuid,
        family_id: Uuid,
        member_id: Option<Uuid>,
        ground: String,
        state: String,
        requested_on: NaiveDate,
        requested_by: Uuid,
        decided_on: Option<NaiveDate>,
        decided_by: Option<Uuid>,
        persons: Option<i32>,
        event_id: Option<Uuid>,
        event_position: Option<i64>,
        position: i64,
    }
}

/// The request that an event is about.
pub(super) fn id_of(event: &FamilyEvent) -> Option<Uuid> {
    match event {
        FamilyEvent::ErasureRequested(event) => Some(event.erasure_id.0),
        FamilyEvent::ErasureWithdrawn(event) => Some(event.erasure_id.0),
        FamilyEvent::ErasureRefused(event) => Some(event.erasure_id.0),
        FamilyEvent::PersonalDataErased(event) => Some(event.erasure_id.0),
        _ => None,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let ids: Vec<Uuid> = batch.iter().filter_map(|event| id_of(event.family()?)).collect();
    let mut rows = Table::<ErasureRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::ErasureRequested(event)) => rows.put(ErasureRow {
                erasure_id: event.erasure_id.0,
                family_id: projected.stream_id,
                member_id: event.member_id.map(|member| member.0),
                ground: event.ground.as_str().to_owned(),
                state: ErasureState::Waiting.as_str().to_owned(),
                requested_on: event.requested_on,
                requested_by: event.requested_by,
                decided_on: None,
                decided_by: None,
                persons: None,
                event_id: None,
                event_position: None,
                position: projected.position,
            }),
            Some(event) => {
                if let Some(row) = id_of(event).and_then(|id| rows.edit(&id)) {
                    row.position = projected.position;
                    change(row, projected, event);
                }
            }
            None => {}
        }
    }
    rows.save(connection).await
}

fn change(row: &mut ErasureRow, projected: &ProjectedEvent, event: &FamilyEvent) {
    let (state, on, by) = match event {
        FamilyEvent::ErasureWithdrawn(event) => (ErasureState::Withdrawn, event.withdrawn_on, None),
        FamilyEvent::ErasureRefused(event) => (ErasureState::Refused, event.refused_on, Some(event.refused_by)),
        FamilyEvent::PersonalDataErased(event) => {
            let persons = event.subjects.iter().filter(|subject| matches!(subject, Subject::Person(_))).count();
            row.persons = i32::try_from(persons).ok();
            row.event_id = Some(projected.event_id);
            row.event_position = Some(projected.position);
            (ErasureState::Erased, event.erased_on, Some(event.approved_by))
        }
        _ => return,
    };
    row.state = state.as_str().to_owned();
    (row.decided_on, row.decided_by) = (Some(on), by);
}
