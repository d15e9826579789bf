//! Sessions of a body with who was there by agency, and what it approved and wrote.

use hamyar_domain::Council;
use hamyar_domain::council as domain;
use hamyar_events::council::{
    ApprovalRecorded, CouncilAttendance, CouncilSessionCalled, CouncilSessionCancelled, CouncilSessionHeld,
    LetterRecorded,
};
use hamyar_events::{ApprovalId, CouncilSessionId, LetterId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::{
    CallCouncilSessionBody, CancelCouncilSessionBody, HoldCouncilSessionBody, RecordApprovalBody, RecordLetterBody,
};
use super::{Asked, CommandAnswers, Done, Ids, Problem, council_operation, derived_id, go_on, ids, kept, lookups};
use crate::routes::asked::undated;
use crate::state::AppState;

/// Call a session.
#[utoipa::path(post, path = "/councils/{id}/sessions", tag = "councils", request_body = CallCouncilSessionBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn call_council_session(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    go_on::<Council, CallCouncilSessionBody>(&asked, "call_council_session", undated, |body, at| {
        let id = derived_id(body.command_id, "council_session");
        let session = CouncilSessionCalled { session_id: CouncilSessionId(id), called_for: body.called_for.0 };
        Ok((domain::CallCouncilSession { session, today: at.today }.into(), ids("session_id", id)))
    })
    .await
}

/// Record a session that was held, called before or not; with the id of one that is there, it is put right.
#[utoipa::path(post, path = "/councils/{id}/held-sessions", tag = "councils", request_body = HoldCouncilSessionBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn hold_council_session(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let council = kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: HoldCouncilSessionBody = asked.sent.read()?;
    if body.session_id.is_some_and(|id| !council.sessions.contains_key(&id)) {
        return Err(Problem::field("session_id", "unknown"));
    }
    for (index, one) in body.attendance.iter().enumerate() {
        if let Some(agency) = one.agency_id {
            lookups::agency(&asked.state, &format!("attendance[{index}].agency_id"), agency.0).await?;
        }
    }
    let day = |body: &HoldCouncilSessionBody| body.held_on;
    go_on::<Council, HoldCouncilSessionBody>(&asked, "hold_council_session", day, |body, at| {
        let id = body.session_id.map_or_else(|| derived_id(body.command_id, "council_session"), |id| id.0);
        let there = |one: &super::bodies::CouncilAttendanceFields| CouncilAttendance {
            agency_id: one.agency_id,
            persons: one.persons,
            hours: one.hours.unwrap_or(body.hours),
        };
        let session = CouncilSessionHeld {
            session_id: CouncilSessionId(id),
            held_on: at.day,
            hours: body.hours,
            attendance: body.attendance.iter().map(there).collect(),
        };
        Ok((domain::HoldCouncilSession { session, today: at.today }.into(), ids("session_id", id)))
    })
    .await
}

council_operation! {
    /// A session that was called is not held.
    post "/councils/{id}/sessions/{session_id}/cancel" ["id", "session_id"] cancel_council_session(CancelCouncilSessionBody) day cancelled_on, |_body, at, path| {
        let session = CouncilSessionCancelled { session_id: CouncilSessionId(path[1]), cancelled_on: at.day };
        (domain::CancelCouncilSession { session, today: at.today }.into(), Ids::new())
    }
}

council_operation! {
    /// Record what the body approved, by its number and day.
    post "/councils/{id}/approvals" ["id"] record_approval(RecordApprovalBody) day approved_on, |body, at, _path| {
        let id = derived_id(body.command_id, "approval");
        let approval = ApprovalRecorded {
            approval_id: ApprovalId(id),
            session_id: body.session_id,
            number: body.number.into_string(),
            subject: body.subject.into_string(),
            approved_on: at.day,
        };
        (domain::RecordApproval { approval, today: at.today }.into(), ids("approval_id", id))
    }
}

council_operation! {
    /// Record a letter or decree that came or went, by its number and day.
    post "/councils/{id}/letters" ["id"] record_letter(RecordLetterBody) day dated_on, |body, at, _path| {
        let id = derived_id(body.command_id, "letter");
        let letter = LetterRecorded {
            letter_id: LetterId(id),
            direction: body.direction,
            number: body.number.into_string(),
            correspondent: body.correspondent.into_string(),
            subject: body.subject.into_string(),
            dated_on: at.day,
        };
        (domain::RecordLetter { letter, today: at.today }.into(), ids("letter_id", id))
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(call_council_session))
        .routes(routes!(hold_council_session))
        .routes(routes!(cancel_council_session))
        .routes(routes!(record_approval))
        .routes(routes!(record_letter))
}
