//! The audit trail: one row per event of the log, without what was written, so that the whole log can be filtered by person, kind, stream, place
//! and either time, and looked through for unusual patterns. Holds ids, names of types and times, and no personal value.

mod apply;
mod density;
mod patterns;
mod query;
mod time;

pub use density::{Density, DensityDay, KINDS, density, kind_of};
pub use patterns::{
    BackDated, Burst, DatedBefore, NIGHT_FROM_MINUTE, NIGHT_UNTIL_MINUTE, NightEdits, OverrideShare, QuickTask,
    Refused, SelfDealing, Window, acted_on, back_dated, bursts, night_edits, overrides, positions_of, quick_tasks,
    refused, self_dealing,
};
pub use query::{AuditFilter, AuditItem, Cursor, Order, events, stream_events, stream_length};
pub use time::FieldTime;

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `audit_trail` projection.
pub struct AuditTrail;

#[async_trait]
impl Projection for AuditTrail {
    fn name(&self) -> &'static str {
        "audit_trail"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &[
            "family",
            "caseworker",
            "center",
            "commission",
            "neighborhood",
            "place",
            "agency",
            "indicator_set",
            "settings",
            "catalog",
            "activity",
            "facilitator",
            "workshop",
            "fund",
            "saved_report",
            "council",
            "office",
            "agreement",
            "program",
            "equipment",
            "ngo",
            "series",
            "account",
        ]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["trail", "trail_day", "trail_place"]
    }
    fn ddl(&self) -> &'static str {
        // `recorded_at` never runs backwards along positions, so a span of days is a span of positions: `trail_day` gives its ends, and every
        // filter by recorded time is one by the key. `recorded_minute` is the minute of the day on Tehran's clocks.
        "create table trail (
           position bigint primary key, stream text not null, stream_id uuid not null, sequence bigint not null, event_type text not null,
           actor text not null, recorded_at timestamptz not null, recorded_on date not null, recorded_minute smallint not null,
           happened_at timestamptz, happened_on date not null, precision text not null, days_late integer not null,
           family_id uuid, center_id uuid, neighborhood_id uuid, subject_id uuid, overridden boolean not null);
         create index trail_by_stream on trail (stream_id, sequence);
         create index trail_by_kind on trail (event_type, position);
         create index trail_by_actor on trail (actor, position);
         create index trail_by_center on trail (center_id, position) where center_id is not null;
         create index trail_by_neighborhood on trail (neighborhood_id, position) where neighborhood_id is not null;
         create index trail_by_day on trail (happened_on, position);
         create index trail_not_of_families on trail (stream, position) where stream <> 'family';
         create index trail_at_night on trail (position) where recorded_minute >= 1320 or recorded_minute < 360;
         create index trail_overridden on trail (position) where overridden;
         create index trail_turning on trail (stream_id, sequence, happened_on, event_type)
           where event_type in ('commission_decision_recorded', 'consent_given');
         create index trail_late on trail (position, days_late) where days_late >= 2;
         create table trail_day (recorded_on date primary key, first_position bigint not null, last_position bigint not null);
         create table trail_place (stream_id uuid primary key, center_id uuid, neighborhood_id uuid);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
