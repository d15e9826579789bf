//! Work that arrived late and waits for a person, or did: where each piece stands, without a word of it. The words are read from the log when
//! somebody opens the piece.

mod apply;
mod query;

pub use query::{LateWorkView, waiting};

use async_trait::async_trait;
use hamyar_events::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `late_work` projection.
pub struct LateWork;

#[async_trait]
impl Projection for LateWork {
    fn name(&self) -> &'static str {
        "late_work"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        use FamilyEvent as E;
        let StreamEventAny::Family(event) = event else { return false };
        match **event {
            E::LateWorkParked(_) | E::LateWorkSettled(_) => true,
            E::PersonalDataErased(ref said) => said.member_id.is_none(),
            _ => false,
        }
    }
    fn tables(&self) -> &'static [&'static str] {
        &["late_work"]
    }
    fn ddl(&self) -> &'static str {
        "create table late_work (
           late_id uuid primary key, family_id uuid not null, sequence bigint not null, operation text not null, part_id uuid, why text not null,
           refusal text, user_id uuid not null, caseworker_id uuid, happened_at text not null, parked_at timestamptz not null, state text not null,
           settled_at timestamptz, outcome text, position bigint not null);
         create index late_work_by_family on late_work (family_id);
         create index late_work_waiting on late_work (parked_at, late_id) where state = 'waiting';"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
