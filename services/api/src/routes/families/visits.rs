//! Visits, and their correction.

use axum::extract::State;
use chrono::NaiveDate;
use hamyar_domain::Family;
use hamyar_domain::family::{self as domain, EntryState};
use hamyar_events::family::{CalendarEntryDone, VisitCorrected, VisitFacts, VisitRecorded};
use hamyar_events::{EntryId, FamilyId, MemberId, Personal, VisitId, VisitPlace};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::run::{self, Wish, derived_id, ids};
use crate::state::AppState;

command! {
    /// What was seen and done on a visit.
    pub struct RecordVisitBody {
        visited_on: Option<Day>,
        place: VisitPlace,
        /// Members met.
        present: Vec<MemberId>,
        note: Option<Words>,
        next_visit_on: Option<Day>,
        /// Open calendar entries that were carried out on this visit.
        entries_done: Vec<EntryId>,
        /// Needed where one of them is done after its window, or after it was called missed.
        late_reason: Option<Words>,
    }
}

body! {
    /// A visit as it really was.
    pub struct VisitFields {
        visited_on: Day,
        place: VisitPlace,
        present: Vec<MemberId>,
        note: Option<Words>,
        next_visit_on: Option<Day>,
    }
}

command! {
    /// What the entry should have said, or nothing when the visit never took place.
    pub struct CorrectVisitBody {
        replacement: Option<VisitFields>,
        reason: Words,
    }
}

fn facts(fields: VisitFields, family: FamilyId) -> VisitFacts {
    VisitFacts {
        visited_on: fields.visited_on.0,
        place: fields.place,
        present: fields.present,
        note: fields.note.map(|note| Personal::of_family(family.0, note.into_string())),
        next_visit_on: fields.next_visit_on.map(|day| day.0),
    }
}

/// Record a visit, and the planned entries it carried out.
#[utoipa::path(post, path = "/families/{id}/visits", tag = "families", request_body = RecordVisitBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn record_visit(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let own = super::worker(&signed);
    let mut rest = None;
    let operation = Operation { name: "record_visit", action: Action::ServeFamily, path: &[id] };
    let done = family_command::<RecordVisitBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.visited_on,
        |body, at, family, file| {
            let visit_id = VisitId(derived_id(body.command_id, "visit"));
            check_entries(file, &body.entries_done, at.day, body.late_reason.is_some())?;
            let late_reason = body.late_reason.clone();
            let late_reason = late_reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
            let context = run::context(&signed, &body, at, IfMatch(None));
            rest = Some((context, body.entries_done, visit_id, at, body.command_id, late_reason));
            let fields = VisitFields {
                visited_on: Day(at.day),
                place: body.place,
                present: body.present,
                note: body.note,
                next_visit_on: body.next_visit_on,
            };
            let visit = VisitRecorded {
                visit_id,
                caseworker_id: super::worked_by(own, file, at.day),
                visit: facts(fields, family),
            };
            Ok((domain::RecordVisit { visit, today: at.today }.into(), ids("visit_id", visit_id.0)))
        },
    )
    .await?;
    let Some((context, entries, visit_id, at, command_id, late_reason)) = rest else { return Ok(done) };
    let mut done = done;
    for entry_id in entries {
        let mut context = context.clone();
        // Its own id, the same for every sending: a repetition after a crash goes on where the first stopped.
        context.command_id = derived_id(command_id, &format!("entry {entry_id}"));
        context.causation_id = Some(command_id);
        context.correlation_id = Some(command_id);
        let wish = Wish::new(context, &sent, "record_visit entry", &[id, entry_id.0]);
        let complete = domain::CompleteEntry {
            done: CalendarEntryDone {
                entry_id,
                done_on: at.day,
                visit_id: Some(visit_id),
                service_id: None,
                late_reason: late_reason.clone(),
            },
            today: at.today,
        };
        match run::execute::<Family>(&state, id, complete.into(), wish).await {
            Ok(committed) => {
                done.sequence = committed.sequence.max(done.sequence);
                done.position = committed.position.max(done.position);
            }
            Err(failed) => return Err(failed.into_problem(&state, &signed).await),
        }
    }
    Ok(done)
}

/// The entries are looked at before the visit is recorded, so that a wrong one does not leave half of the wish behind.
fn check_entries(file: &Family, entries: &[EntryId], day: NaiveDate, has_reason: bool) -> Result<(), Problem> {
    let mut is_late = false;
    for (n, id) in entries.iter().enumerate() {
        match file.calendar.get(id) {
            Some(entry) if matches!(entry.state, EntryState::Planned | EntryState::Missed) => {
                is_late |= entry.is_late(day);
            }
            Some(entry) if entry.state == EntryState::Done => {}
            _ => return Err(Problem::field(&format!("entries_done[{n}]"), "unknown")),
        }
    }
    if is_late && !has_reason { Err(Problem::field("late_reason", "required")) } else { Ok(()) }
}

family_operation! {
    /// Correct a visit by a new event; the old one stays visible to the auditor.
    post "/families/{id}/visits/{visit_id}/correct" [visit = "visit_id"] correct_visit(CorrectVisitBody) ServeFamily, day none,
    |body, at, family| {
        let correction = VisitCorrected {
            visit_id: VisitId(visit),
            replacement: body.replacement.map(|fields| facts(fields, family)),
            reason: Personal::of_family(family.0, body.reason.into_string()),
        };
        Ok((domain::CorrectVisit { correction, today: at.today }.into(), ids("visit_id", visit)))
    }
}
