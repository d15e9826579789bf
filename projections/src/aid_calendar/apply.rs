//! Family events → rows of entries.

use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One entry of an aid calendar.
    EntryRow in "aid_entry" {
        entry_id: Uuid,
        family_id: Uuid,
        member_id: Option<Uuid>,
        domain: String,
        service_kind: String,
        capacity: String,
        title: Option<String>,
        window_from: NaiveDate,
        window_to: NaiveDate,
        status: String,
        done_on: Option<NaiveDate>,
        late: bool,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut ids: Vec<Uuid> = batch.iter().filter_map(|event| entry_of(event.family()?)).collect();
    let forgotten: Vec<Uuid> =
        batch.iter().filter(|event| event.family().is_some_and(forgets)).map(|event| event.stream_id).collect();
    if !forgotten.is_empty() {
        let sql = "select entry_id from aid_entry where family_id = any($1)";
        ids.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut entries = Table::<EntryRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        let family_id = projected.stream_id;
        match projected.family() {
            Some(FamilyEvent::CalendarEntryPlanned(event)) => entries.put(EntryRow {
                entry_id: event.entry_id.0,
                family_id,
                member_id: event.member_id.map(|member| member.0),
                domain: event.domain.as_str().to_owned(),
                service_kind: event.kind.clone(),
                capacity: event.capacity.as_str().to_owned(),
                title: event.title.as_ref().and_then(|title| title.value.clone()),
                window_from: event.window_from,
                window_to: event.window_to,
                status: "planned".to_owned(),
                done_on: None,
                late: false,
            }),
            Some(FamilyEvent::CalendarEntryMoved(event)) => {
                if let Some(entry) = entries.edit(&event.entry_id.0) {
                    (entry.window_from, entry.window_to) = (event.window_from, event.window_to);
                    "planned".clone_into(&mut entry.status);
                }
            }
            Some(FamilyEvent::CalendarEntryDone(event)) => {
                if let Some(entry) = entries.edit(&event.entry_id.0) {
                    entry.late = event.done_on > entry.window_to || entry.status == "missed";
                    entry.done_on = Some(event.done_on);
                    "done".clone_into(&mut entry.status);
                }
            }
            Some(FamilyEvent::CalendarEntryMissed(event)) => set(&mut entries, event.entry_id.0, "missed"),
            Some(FamilyEvent::CalendarEntryCancelled(event)) => set(&mut entries, event.entry_id.0, "cancelled"),
            // Titles are what the family shares.
            Some(event) if forgets(event) => {
                entries.edit_where(|entry| entry.family_id == family_id, |entry| entry.title = None);
            }
            _ => {}
        }
    }
    entries.save(&mut *connection).await
}

fn set(entries: &mut Table<EntryRow>, id: Uuid, status: &str) {
    if let Some(entry) = entries.edit(&id) {
        status.clone_into(&mut entry.status);
    }
}

fn entry_of(event: &FamilyEvent) -> Option<Uuid> {
    match event {
        FamilyEvent::CalendarEntryMoved(event) => Some(event.entry_id.0),
        FamilyEvent::CalendarEntryDone(event) => Some(event.entry_id.0),
        FamilyEvent::CalendarEntryMissed(event) => Some(event.entry_id.0),
        FamilyEvent::CalendarEntryCancelled(event) => Some(event.entry_id.0),
        _ => None,
    }
}

fn forgets(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::PersonalDataErased(event) if event.member_id.is_none())
}
