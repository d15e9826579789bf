//! Activities of general aid: planned, announced, held; who was there, person-hours, tests before and after.

mod apply;
mod query;

pub use query::{
    ActivityCard, ActivityState, ActivityView, AttendanceItem, TestSummary, activities, activity, attended,
};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `activities` projection.
pub struct Activities;

#[async_trait]
impl Projection for Activities {
    fn name(&self) -> &'static str {
        "activities"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["activity"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["activity", "activity_attendance", "activity_test"]
    }
    fn ddl(&self) -> &'static str {
        "create table activity (
           activity_id uuid primary key, center_id uuid not null, form text not null, title text not null, domain text not null,
           audience text[] not null, neighborhood_id uuid, planned_for date not null, hours integer not null, announced_on date,
           held_on date, head_count bigint not null, cancelled_on date, sequence bigint not null, position bigint not null);
         create index activity_by_center on activity (center_id, planned_for);
         create table activity_attendance (
           attendance_id text primary key, activity_id uuid not null, family_id uuid not null, member_id uuid, persons integer not null,
           hours integer not null);
         create index activity_attendance_by_activity on activity_attendance (activity_id);
         create index activity_attendance_by_family on activity_attendance (family_id);
         create table activity_test (
           test_id text primary key, activity_id uuid not null, family_id uuid not null, member_id uuid not null, before integer, after integer);
         create index activity_test_by_activity on activity_test (activity_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
