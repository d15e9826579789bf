//! What every computed tier stood on, laid out so that another rule can be tried over all of them: one row per family, cycle and moment, and one for
//! the tier that the family's readings give it now. Readings stand as one character a place; `tiering_code` says which code has which place.

mod apply;
mod query;
mod readings;

pub use query::{
    CenterWork, Decided, Scope, TieredNow, TieredTwice, center_work, codes, decisions, each_now, each_of_year,
};
pub use readings::Places;

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};
use query::codes_of;

/// The `tierings` projection.
pub struct Tierings;

#[async_trait]
impl Projection for Tierings {
    fn name(&self) -> &'static str {
        "tierings"
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
        &["tiering", "tiering_code"]
    }
    fn ddl(&self) -> &'static str {
        "create table tiering (
           tiering_id text primary key, family_id uuid not null, cycle integer not null, moment text not null, is_now boolean not null,
           assigned_on date not null, tier text not null, computed text not null, by_hand boolean not null,
           set_id uuid not null, set_version integer not null, rule_version bigint not null,
           score smallint not null, social smallint, economic smallint, cultural smallint, readings text not null);
         create index tiering_of_cycle on tiering (family_id, cycle, moment) where not is_now;
         create index tiering_now on tiering (family_id) where is_now;
         create table tiering_code (code text primary key, place integer not null);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
