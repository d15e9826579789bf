//! Facilitators, trainings and classes: hours from attendance, what a reader should look at, and what a province counts.

mod apply;
mod facilitators;
mod summary;
mod workshops;

pub use facilitators::{FacilitatorFlag, FacilitatorView, PlanDelivered, facilitators};
pub use summary::{ResilienceSummary, summary};
pub use workshops::{
    Attended, Finding, LeadView, MaterialView, SexCounts, SittingView, TraineeView, WorkshopCard, WorkshopFilter,
    WorkshopFlag, WorkshopTests, WorkshopView, workshop, workshops, workshops_page,
};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `facilitation` projection.
pub struct Facilitation;

/// Places below `$1`, itself first: the beginning of a statement that asks about a place.
const BELOW: &str = "with recursive below as (
   select $1::uuid as id union select p.place_id from place p join below b on p.parent_id = b.id)";

/// Hours each facilitator was at trainings of facilitators, and the day of the last: `facilitator_id`, `hours`, `ended_on`.
const TRAINED: &str = "select t.facilitator_id, sum(p.hours)::bigint as hours, max(s.held_on) as ended_on
   from workshop_trainee t
   join workshop w on w.workshop_id = t.workshop_id and w.kind = 'facilitator_training'
   join workshop_sitting s on s.workshop_id = t.workshop_id
   cross join lateral json_to_recordset(s.present) as p(trainee_id uuid, hours integer)
  where p.trainee_id = t.trainee_id and t.facilitator_id is not null group by t.facilitator_id";

#[async_trait]
impl Projection for Facilitation {
    fn name(&self) -> &'static str {
        "facilitation"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["facilitator", "workshop"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["facilitator", "workshop", "workshop_trainee", "workshop_sitting"]
    }
    fn ddl(&self) -> &'static str {
        "create table facilitator (
           facilitator_id uuid primary key, code text not null, level text not null, place_id uuid not null, name text, education text not null,
           degree text, organization text, criteria text[] not null, nominated_on date not null, confirmed_on date, exception text,
           plans json not null, left_on date, sequence bigint not null, position bigint not null);
         create index facilitator_by_place on facilitator (place_id);
         create table workshop (
           workshop_id uuid primary key, kind text not null, title text not null, place_id uuid not null, neighborhood_id uuid, audience text,
           risk_title text, planned_hours integer not null, planned_persons integer, starts_on date not null, lead_id uuid, leads json not null,
           findings json not null, materials json not null, sequence bigint not null, position bigint not null);
         create index workshop_by_place on workshop (place_id);
         create index workshop_by_neighborhood on workshop (neighborhood_id);
         create index workshop_by_lead on workshop (lead_id);
         create table workshop_trainee (
           trainee_id uuid primary key, workshop_id uuid not null, number integer not null, facilitator_id uuid, sex text, before integer,
           after integer);
         create index workshop_trainee_by_workshop on workshop_trainee (workshop_id);
         create table workshop_sitting (
           sitting_key text primary key, sitting_id uuid not null, workshop_id uuid not null, held_on date not null, hours integer not null,
           topic text, present json not null);
         create index workshop_sitting_by_workshop on workshop_sitting (workshop_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
