//! The way of a woman who heads the household through the empowerment program: what the center says of it, and what it rests on.

use axum::Json;
use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_domain::family::{CRITERIA, CRITERIA_VERSION, Weight};
use hamyar_events::family::ProgramEnrolled;
use hamyar_events::{DropOutReason, EnrollmentId, MemberId, Personal};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::pathway::{Eligibility, FamilyPathway, family_pathways};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::command::family_operation;
use super::document;
use crate::auth::Signed;
use crate::input::{Code, Day, InPath, Words, command};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::run::{self, Ids, derived_id, ids};
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// A woman who heads the household, and the criteria she meets.
    pub struct EnrollWomanBody {
        member_id: MemberId,
        /// The version that the person saw.
        criteria_version: u32,
        /// Codes of that version.
        criteria: Vec<Code>,
        enrolled_on: Option<Day>,
    }
}

command! {
    /// By what it is seen that she stands on her own feet.
    pub struct CompleteProgramBody {
        reason: Words,
        completed_on: Option<Day>,
    }
}

command! {
    /// Why she leaves before the end.
    pub struct LeavePathwayBody {
        reason: DropOutReason,
        /// Needed where the reason is another one.
        note: Option<Words>,
        left_on: Option<Day>,
    }
}

command! {
    /// She comes back.
    pub struct ResumeProgramBody {
        note: Option<Words>,
        resumed_on: Option<Day>,
    }
}

family_operation! {
    /// Take a woman who heads the household into the empowerment program, by the criteria she meets.
    post "/families/{id}/pathways" enroll_woman(EnrollWomanBody) KeepRecord, day enrolled_on,
    |body, at, _family| {
        let enrollment_id = EnrollmentId(derived_id(body.command_id, "enrollment"));
        let enrollment = ProgramEnrolled {
            enrollment_id,
            member_id: body.member_id,
            criteria_version: body.criteria_version,
            criteria: body.criteria.into_iter().map(Code::into_string).collect(),
            enrolled_on: at.day,
        };
        Ok((domain::EnrollWoman { enrollment, today: at.today }.into(), ids("enrollment_id", enrollment_id.0)))
    }
}

family_operation! {
    /// Say that the program has done its part for her. Not before her needs were read.
    post "/families/{id}/pathways/{member_id}/complete" [member = "member_id"] complete_program(CompleteProgramBody) KeepRecord, day completed_on,
    |body, at, _family| {
        let reason = Personal::of_person(member, body.reason.into_string());
        let command =
            domain::CompleteProgram { member_id: MemberId(member), reason, completed_on: at.day, today: at.today };
        Ok((command.into(), Ids::new()))
    }
}

family_operation! {
    /// Record that she left before the end, and why. What was entered by mistake is taken out so.
    post "/families/{id}/pathways/{member_id}/leave" [member = "member_id"] leave_pathway(LeavePathwayBody) KeepRecord, day left_on,
    |body, at, _family| {
        let note = body.note.map(|note| Personal::of_person(member, note.into_string()));
        let command = domain::LeaveProgram {
            member_id: MemberId(member),
            reason: body.reason,
            note,
            left_on: at.day,
            today: at.today,
        };
        Ok((command.into(), Ids::new()))
    }
}

family_operation! {
    /// Take her up again, after leaving or after the program had ended for her.
    post "/families/{id}/pathways/{member_id}/resume" [member = "member_id"] resume_program(ResumeProgramBody) KeepRecord, day resumed_on,
    |body, at, _family| {
        let note = body.note.map(|note| Personal::of_person(member, note.into_string()));
        let command = domain::ResumeProgram { member_id: MemberId(member), note, resumed_on: at.day, today: at.today };
        Ok((command.into(), Ids::new()))
    }
}

/// The women of a family on their way: every step with what it rests on, and the criteria of who is not enrolled. Recorded as a reading.
#[utoipa::path(get, path = "/families/{id}/pathways", tag = "families",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<FamilyPathway>), ReadProblems))]
pub(crate) async fn list_family_pathways(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<Covered>>, Problem> {
    let [id] = path;
    signed.may_ever(Action::OpenFamily)?;
    let (family, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::OpenFamily, &Resource::Family(&facts))?;
    document::trace(&state, &signed, "list_family_pathways", id, verdict.why).await?;
    let eligibility = |member: Uuid| {
        let criteria = CRITERIA.iter().map(|one| Eligibility {
            code: one.code,
            needed: one.weight == Weight::Needed,
            met: family.meets(MemberId(member), one.code),
        });
        (CRITERIA_VERSION, criteria.collect())
    };
    let found = family_pathways(state.read(), id, state.today(), eligibility).await;
    let found = found.map_err(|error| from_database("pathways", error))?;
    let items = found.iter().map(|one| covered("FamilyPathway", one, verdict.fields)).collect();
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_family_pathways, enroll_woman))
        .routes(routes!(complete_program))
        .routes(routes!(leave_pathway))
        .routes(routes!(resume_program))
}
