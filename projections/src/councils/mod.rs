//! Councils, working groups, committees and empowerment groups: who sits in them, sessions with person-hours, approvals, letters, obstacles.

mod apply;
mod query;
mod report;
mod views;

pub use query::{council, councils};
pub use report::{CouncilCounts, CouncilReport, council_report};
pub use views::*;

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `councils` projection.
pub struct Councils;

#[async_trait]
impl Projection for Councils {
    fn name(&self) -> &'static str {
        "councils"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["council"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &[
            "council",
            "council_seat",
            "council_session",
            "council_approval",
            "council_letter",
            "obstacle",
            "obstacle_step",
        ]
    }
    fn ddl(&self) -> &'static str {
        "create table council (
           council_id uuid primary key, kind text not null, name text not null, by_law uuid, place_id uuid, formed_on date not null, dissolved_on date,
           sequence bigint not null, position bigint not null);
         create table council_seat (
           seat_id text primary key, council_id uuid not null, agency_id uuid not null, role text not null, given_on date not null);
         create index council_seat_by_council on council_seat (council_id);
         create table council_session (
           session_id uuid primary key, council_id uuid not null, called_for date, held_on date, hours integer not null, persons bigint not null,
           person_hours bigint not null, attendance jsonb not null, cancelled_on date);
         create index council_session_by_council on council_session (council_id, held_on);
         create table council_approval (
           approval_id uuid primary key, council_id uuid not null, session_id uuid, number text not null, subject text not null, approved_on date not null);
         create index council_approval_by_council on council_approval (council_id, approved_on);
         create table council_letter (
           letter_id uuid primary key, council_id uuid not null, direction text not null, number text not null, correspondent text not null,
           subject text not null, dated_on date not null);
         create index council_letter_by_council on council_letter (council_id, dated_on);
         create table obstacle (
           obstacle_id uuid primary key, council_id uuid not null, text text not null, owner uuid, session_id uuid, raised_on date not null, closed_on date);
         create index obstacle_by_council on obstacle (council_id);
         create table obstacle_step (
           step_id text primary key, obstacle_id uuid not null, council_id uuid not null, kind text not null, note text not null, owner uuid,
           happened_on date not null, sequence bigint not null);
         create index obstacle_step_by_council on obstacle_step (council_id, sequence);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
