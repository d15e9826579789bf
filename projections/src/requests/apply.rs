//! Requests of families and their answers → rows.

use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One request.
    RequestRow in "family_request" {
        request_id: Uuid,
        family_id: Uuid,
        kind: String,
        words: Option<String>,
        deciders: Vec<Uuid>,
        made_on: NaiveDate,
        answer_by: NaiveDate,
        state: String,
        outcome: Option<String>,
        answered_on: Option<NaiveDate>,
        position: i64,
    }
}

/// Events that make a request or change one.
pub(super) fn wants(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::RequestMade(_)) || moved(event).is_some() || forgets(event)
}

fn moved(event: &FamilyEvent) -> Option<Uuid> {
    match event {
        FamilyEvent::RequestAnswered(event) => Some(event.request_id.0),
        FamilyEvent::RequestWithdrawn(event) => Some(event.request_id.0),
        _ => None,
    }
}

/// Whether the whole family is forgotten, and with it what it said.
pub(super) fn forgets(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::PersonalDataErased(event) if event.member_id.is_none())
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut ids: Vec<Uuid> = batch.iter().filter_map(|event| moved(event.family()?)).collect();
    let forgotten: Vec<Uuid> =
        batch.iter().filter(|event| event.family().is_some_and(forgets)).map(|event| event.stream_id).collect();
    if !forgotten.is_empty() {
        let sql = "select request_id from family_request where family_id = any($1)";
        ids.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut rows = Table::<RequestRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::RequestMade(event)) => rows.put(RequestRow {
                request_id: event.request_id.0,
                family_id: projected.stream_id,
                kind: event.kind.as_str().to_owned(),
                words: event.words.value.clone(),
                deciders: event.deciders.iter().map(|user| user.0).collect(),
                made_on: event.made_on,
                answer_by: event.answer_by,
                state: "waiting".to_owned(),
                outcome: None,
                answered_on: None,
                position: projected.position,
            }),
            Some(event) if forgets(event) => {
                rows.edit_where(|row| row.family_id == projected.stream_id, |row| row.words = None);
            }
            Some(event) => {
                if let Some(row) = moved(event).and_then(|id| rows.edit(&id)) {
                    row.position = projected.position;
                    match event {
                        FamilyEvent::RequestAnswered(event) => {
                            row.state = "answered".to_owned();
                            row.outcome = Some(event.outcome.as_str().to_owned());
                            row.answered_on = Some(event.answered_on);
                        }
                        _ => row.state = "withdrawn".to_owned(),
                    }
                }
            }
            None => {}
        }
    }
    rows.save(connection).await
}
