//! The aid calendar over the families of a caseworker: what is open on which days, and what was done when.

mod apply;
mod query;
#[cfg(test)]
mod tests;

pub use query::{Calendar, CalendarItem, calendar};

use async_trait::async_trait;
use hamyar_events::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `aid_calendar` projection: every entry ever planned, with what became of it.
pub struct AidCalendar;

/// Whether an event changes an entry.
pub(crate) fn wants(event: &FamilyEvent) -> bool {
    use FamilyEvent as E;
    matches!(
        event,
        E::CalendarEntryPlanned(_)
            | E::CalendarEntryMoved(_)
            | E::CalendarEntryDone(_)
            | E::CalendarEntryMissed(_)
            | E::CalendarEntryCancelled(_)
            | E::PersonalDataErased(_)
    )
}

#[async_trait]
impl Projection for AidCalendar {
    fn name(&self) -> &'static str {
        "aid_calendar"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["aid_entry"]
    }
    fn ddl(&self) -> &'static str {
        "create table aid_entry (
           entry_id uuid primary key, family_id uuid not null, member_id uuid, domain text not null, service_kind text not null,
           capacity text not null, title text, window_from date not null, window_to date not null, status text not null, done_on date,
           late boolean not null);
         create index aid_entry_by_family on aid_entry (family_id, done_on);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
