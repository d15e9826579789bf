//! How members earn a living and whether children go to school, for counting (statements 10, 13 and 14).

mod apply;
mod query;

pub use query::{Situations, SituationsFilter, Slice, situations, situations_rounded};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `situations` projection.
pub struct MemberSituations;

#[async_trait]
impl Projection for MemberSituations {
    fn name(&self) -> &'static str {
        "situations"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if apply::wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["member_situation"]
    }
    fn ddl(&self) -> &'static str {
        "create table member_situation (
           member_id uuid primary key, family_id uuid not null, work text, schooling text, education text, skill text, back_on date);
         create index member_situation_by_family on member_situation (family_id);
         create index member_situation_unemployed on member_situation (family_id) where work = 'unemployed';"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
