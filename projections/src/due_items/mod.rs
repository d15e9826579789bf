//! The caseworker's queue: what is to be done, by when. Whether it is overdue is computed from the dates when somebody looks.

mod apply;
mod case;
mod experts;
mod overdue;
mod query;
#[cfg(test)]
mod tests;

pub use case::{DueCase, DueItem, DueKind, DueNumbers, Urgent, due_day, is_shown};
pub use experts::{ExpertQuestion, expert_questions};
pub use overdue::{OverdueWork, overdue};
pub use query::{CaseworkerDue, DueFamily, DueSummary, Today, TodayItem, caseworker_due, summaries, today};
pub(crate) use query::{KIND_TITLE, open_items};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `due_items` projection.
pub struct DueItems;

#[async_trait]
impl Projection for DueItems {
    fn name(&self) -> &'static str {
        "due_items"
    }
    fn version(&self) -> i32 {
        6
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if DueCase::wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["due_case", "due_item"]
    }
    fn ddl(&self) -> &'static str {
        "create table due_case (family_id uuid primary key, urgent text[] not null, handed_from uuid, handed_on date, fold json not null);
         create index due_case_handed on due_case (handed_from) where handed_from is not null;
         create table due_item (
           item_id text primary key, family_id uuid not null, caseworker_id uuid, member_id uuid, kind text not null, domain text,
           title text, service_kind text, window_from date, due_on date, since date, entry_id uuid, task_id uuid,
           missed boolean not null, remind_on date);
         create index due_item_by_caseworker on due_item (caseworker_id);
         create index due_item_by_family on due_item (family_id);
         create index due_item_of_experts on due_item (family_id) where kind = 'expert_unanswered';"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
