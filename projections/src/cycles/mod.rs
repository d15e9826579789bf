//! The yearly before/after: one row per family, cycle and validity. A family counts in the Jalali year (Tehran) of its baseline; its final tier is
//! the last one after that baseline and before the next; "by caseworker" means the holder at the final tier, or at the year's end where there is
//! none; "by place" the place at the baseline. Every row keeps `[from_position, to_position)`, so that a matrix can be asked as known at a position.

mod apply;
mod case;
mod query;
#[cfg(test)]
mod tests;

pub use case::CycleCase;
pub(crate) use query::conditions;
pub use query::{
    BeforeAfter, BeforeAfterFilter, FinalCell, Matrix, MatrixTotals, TierRow, TypeMatrix, before_after,
    before_after_rounded, families_behind, years,
};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `cycles` projection.
pub struct Cycles;

#[async_trait]
impl Projection for Cycles {
    fn name(&self) -> &'static str {
        "cycles"
    }
    fn version(&self) -> i32 {
        3
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if CycleCase::wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["cycle_case", "family_cycle", "cycle_count"]
    }
    fn ddl(&self) -> &'static str {
        "create table cycle_case (family_id uuid primary key, fold json not null);
         create table family_cycle (
           row_id text primary key, family_id uuid not null, cycle integer not null, year integer not null, baseline_on date not null,
           baseline_tier text not null, baseline_social text, baseline_economic text, baseline_cultural text,
           neighborhood_id uuid not null, center_id uuid, household_type text not null,
           final_on date, final_tier text, final_social text, final_economic text, final_cultural text, caseworker_id uuid,
           from_position bigint not null, to_position bigint);
         create index family_cycle_now on family_cycle (year, center_id) where to_position is null;
         create index family_cycle_of_cell on family_cycle (year, baseline_tier, final_tier, family_id) where to_position is null;
         create index family_cycle_of_caseworker on family_cycle (caseworker_id, year);
         create table cycle_count (
           count_id text primary key, year integer not null, by text not null, place uuid, domain text, household_type text not null,
           before text not null, after text, families bigint not null);
         create index cycle_count_of_year on cycle_count (year, by, domain);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
