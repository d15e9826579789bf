//! Family events → explicit steps, and the day on which a family's needs were first read.

use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use hamyar_events::{DropOutReason, EnrollmentId, MemberId, Personal};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One word of the center on a woman's way: `enrolled`, `completed`, `left`, `resumed`.
    StepRow in "pathway_step" {
        step_id: String,
        member_id: Uuid,
        family_id: Uuid,
        enrollment_id: Uuid,
        kind: String,
        reason: Option<String>,
        words: Option<String>,
        criteria_version: Option<i32>,
        criteria: Vec<String>,
        happened_on: NaiveDate,
        position: i64,
    }
}

row! {
    /// When a family was assessed first.
    AssessmentRow in "pathway_assessment" {
        family_id: Uuid,
        first_on: NaiveDate,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let (mut touched, mut assessed) = (Vec::new(), Vec::new());
    let (mut mistaken, mut forgotten) = (Vec::new(), Vec::new());
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::AssessmentRecorded(_)) => assessed.push(projected.stream_id),
            Some(FamilyEvent::ProgramLeft(event)) if event.reason == DropOutReason::EnteredByMistake => {
                mistaken.push(event.enrollment_id.0);
            }
            Some(FamilyEvent::PersonalDataErased(event)) => match event.member_id {
                Some(member) => forgotten.push(member.0),
                None => forgotten.push(projected.stream_id),
            },
            _ => {}
        }
    }
    if !mistaken.is_empty() || !forgotten.is_empty() {
        let sql = "select step_id from pathway_step where enrollment_id = any($1) or member_id = any($2) or family_id = any($2)";
        let found = sqlx::query_scalar::<_, String>(sql).bind(&mistaken).bind(&forgotten);
        touched.extend(found.fetch_all(&mut *connection).await?);
    }
    let mut steps = Table::<StepRow>::load(&mut *connection, touched).await?;
    let mut assessments = Table::<AssessmentRow>::load(&mut *connection, assessed).await?;
    for projected in batch {
        let Some(event) = projected.family() else { continue };
        match event {
            FamilyEvent::AssessmentRecorded(event) => {
                let on = event.assessed_on;
                let row = assessments
                    .edit_or(projected.stream_id, || AssessmentRow { family_id: projected.stream_id, first_on: on });
                row.first_on = row.first_on.min(on);
            }
            FamilyEvent::ProgramEnrolled(event) => {
                let mut step = step(projected, event.enrollment_id, event.member_id, "enrolled", event.enrolled_on);
                step.criteria_version = i32::try_from(event.criteria_version).ok();
                step.criteria.clone_from(&event.criteria);
                steps.put(step);
            }
            FamilyEvent::ProgramCompleted(event) => {
                let mut step = step(projected, event.enrollment_id, event.member_id, "completed", event.completed_on);
                step.words = event.reason.known().cloned();
                steps.put(step);
            }
            // Who was enrolled by mistake was never in the program.
            FamilyEvent::ProgramLeft(event) if event.reason == DropOutReason::EnteredByMistake => {
                let of = steps.ids_where(|row| row.enrollment_id == event.enrollment_id.0);
                of.into_iter().for_each(|id| steps.remove(id));
            }
            FamilyEvent::ProgramLeft(event) => {
                let mut step = step(projected, event.enrollment_id, event.member_id, "left", event.left_on);
                step.reason = Some(event.reason.as_str().to_owned());
                step.words = words(&event.note);
                steps.put(step);
            }
            FamilyEvent::ProgramResumed(event) => {
                let mut step = step(projected, event.enrollment_id, event.member_id, "resumed", event.resumed_on);
                step.words = words(&event.note);
                steps.put(step);
            }
            FamilyEvent::PersonalDataErased(event) => {
                let member = event.member_id.map(|id| id.0);
                let family = projected.stream_id;
                let is_hers = |row: &StepRow| member.map_or(row.family_id == family, |id| row.member_id == id);
                steps.edit_where(is_hers, |row| row.words = None);
            }
            _ => {}
        }
    }
    steps.save(&mut *connection).await?;
    assessments.save(&mut *connection).await
}

fn words(note: &Option<Personal<String>>) -> Option<String> {
    note.as_ref().and_then(|note| note.known()).cloned()
}

fn step(projected: &ProjectedEvent, of: EnrollmentId, member: MemberId, kind: &str, on: NaiveDate) -> StepRow {
    StepRow {
        step_id: format!("{}/{}", projected.stream_id, projected.sequence),
        member_id: member.0,
        family_id: projected.stream_id,
        enrollment_id: of.0,
        kind: kind.to_owned(),
        reason: None,
        words: None,
        criteria_version: None,
        criteria: Vec::new(),
        happened_on: on,
        position: projected.position,
    }
}
