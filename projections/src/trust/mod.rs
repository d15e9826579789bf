//! What was opened beyond what is everyday's, whom that is told, and the questions between centers whether a family is the same.

mod apply;
mod query;

pub use query::{AskedComparison, Comparison, GlassNotice, OpenNow, asked_by, glass_notices, open_now, to_compare};

use async_trait::async_trait;
use hamyar_events::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `trust` projection.
pub struct Trust;

#[async_trait]
impl Projection for Trust {
    fn name(&self) -> &'static str {
        "trust"
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
        matches!(
            **event,
            E::AddressRevealed(_)
                | E::GlassBroken(_)
                | E::GlassAcknowledged(_)
                | E::ComparisonAsked(_)
                | E::ComparisonAnswered(_)
                | E::PersonalDataErased(_)
        )
    }
    fn tables(&self) -> &'static [&'static str] {
        &["opening", "comparison"]
    }
    fn ddl(&self) -> &'static str {
        "create table opening (
           opening_id uuid primary key, family_id uuid not null, kind text not null, purpose text, user_id uuid not null, center_id uuid,
           reason text, opened_at timestamptz not null, until timestamptz not null, acknowledged_by uuid[] not null, position bigint not null);
         create index opening_by_user on opening (user_id, until);
         create index opening_by_family on opening (family_id);
         create table comparison (
           case_id text primary key, comparison_id uuid not null, family_id uuid not null, user_id uuid not null, center_id uuid, names text,
           birth_year integer, phone text, national_id_matches boolean not null, asked_on date not null, same boolean, answered_on date,
           position bigint not null);
         create index comparison_open on comparison (family_id) where same is null;
         create index comparison_by_user on comparison (user_id, asked_on);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
