//! Tasks of the division of labour. A task names its family by file number and never by name (S055).

mod apply;
mod query;

pub use query::{AgencyLoad, TaskFilter, TaskWeek, agency_loads, task, tasks, under_way, week};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `tasks` projection.
pub struct Tasks;

#[async_trait]
impl Projection for Tasks {
    fn name(&self) -> &'static str {
        "tasks"
    }
    fn version(&self) -> i32 {
        4
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if apply::wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["task"]
    }
    fn ddl(&self) -> &'static str {
        "create table task (
           task_id uuid primary key, family_id uuid not null, commission_id uuid not null, referral_id uuid not null,
           decision_id uuid not null, title text, expected text, domain text not null, responsible_kind text not null, responsible_id uuid not null,
           due_on date not null, decided_on date not null, state text not null, is_open boolean not null, progress json not null,
           given_on date not null, delegated_to uuid, evidence json,
           closed_on date, sequence bigint not null, position bigint not null);
         create index task_by_responsible on task (responsible_id, is_open, due_on);
         create index task_by_family on task (family_id);
         create index task_by_referral on task (referral_id);
         create index task_by_commission on task (commission_id, is_open, due_on);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
