//! Requests to forget and what became of each, without a name or a word: what a second person decides on, and what a certificate says. Also the
//! closed files whose time is over.

mod apply;
mod query;

pub use query::{ErasureFilter, ErasureView, KeptFile, erasure, erasures, files_kept_long_enough};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `erasures` projection.
pub struct Erasures;

#[async_trait]
impl Projection for Erasures {
    fn name(&self) -> &'static str {
        "erasures"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if apply::id_of(event).is_some())
    }
    fn tables(&self) -> &'static [&'static str] {
        &["erasure"]
    }
    fn ddl(&self) -> &'static str {
        "create table erasure (
           erasure_id uuid primary key, family_id uuid not null, member_id uuid, ground text not null, state text not null,
           requested_on date not null, requested_by uuid not null, decided_on date, decided_by uuid, persons integer, event_id uuid,
           event_position bigint, position bigint not null);
         create index erasure_by_family on erasure (family_id);
         create index erasure_by_state on erasure (state, requested_on, erasure_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
