//! Where each woman who heads a household stands on her way from identified to empowered (source 001, R31, P23). Explicit steps come from the family's
//! own events; everything between them follows from assessments, services, classes, funds and jobs, and says what it rests on.

mod apply;
mod family;
mod report;
mod women;

pub use family::{
    Eligibility, FamilyPathway, PathwayBasis, PathwayBasisKind, PathwayPart, PathwayWord, family_pathways,
};
pub use report::{Pathway, PathwayGroup, PathwaySlice, PathwayStep, PathwayTime, pathway, pathway_rounded};
pub use women::{Of, PathwayBehind, PathwayBy, PathwayFilter, Standing, Step, WomanBehind, women_behind};

use async_trait::async_trait;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// Kinds of service that teach.
pub const TEACHING: &[&str] = &["skills_training", "life_skills", "parenting", "literacy"];
/// The kind of service by which a job was found or made.
pub const JOB: &str = "job_placement";
/// Forms of general aid in which something is taught.
pub const CLASSES: &[&str] = &["workshop", "class"];

/// The `pathway` projection.
pub struct PathwayOfWomen;

#[async_trait]
impl Projection for PathwayOfWomen {
    fn name(&self) -> &'static str {
        "pathway"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        let StreamEventAny::Family(event) = event else { return true };
        matches!(
            **event,
            FamilyEvent::AssessmentRecorded(_)
                | FamilyEvent::ProgramEnrolled(_)
                | FamilyEvent::ProgramCompleted(_)
                | FamilyEvent::ProgramLeft(_)
                | FamilyEvent::ProgramResumed(_)
                | FamilyEvent::PersonalDataErased(_)
        )
    }
    fn tables(&self) -> &'static [&'static str] {
        &["pathway_step", "pathway_assessment"]
    }
    fn ddl(&self) -> &'static str {
        "create table pathway_step (
           step_id text primary key, member_id uuid not null, family_id uuid not null, enrollment_id uuid not null, kind text not null,
           reason text, words text, criteria_version integer, criteria text[] not null, happened_on date not null, position bigint not null);
         create index pathway_step_by_member on pathway_step (member_id, position);
         create index pathway_step_by_family on pathway_step (family_id);
         create index pathway_step_by_enrollment on pathway_step (enrollment_id);
         create table pathway_assessment (family_id uuid primary key, first_on date not null);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
