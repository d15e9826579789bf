//! Deciding a case: its decision and division of labour cross from the commission's stream to the family's.

use axum::extract::State;
use hamyar_domain::Family;
use hamyar_events::commission::Vote;
use hamyar_events::family::{Attendee, Decision, DividedTask, Responsible};
use hamyar_events::{
    AgencyId, CaseworkerId, CommissionId, DecisionId, DecisionOutcome, Domain, FamilyId, ParticipantId, Personal,
    ReferralId, SessionId, TaskId, VoteKind,
};
use hamyar_processes::{Decide, Edge};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done};
use super::commissions::{AttendeeFields, attendees, own, referred};
use super::run::{self, derived_id, ids};
use super::{lookups, presenters};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Line, Sent, Words, body, command};
use crate::problem::Problem;
use crate::state::AppState;
use crate::wait::AtLeast;

body! {
    /// Who answers for a task: an agency or a caseworker.
    pub struct ResponsibleFields {
        /// `agency` or `caseworker`.
        kind: crate::input::Code,
        agency_id: Option<AgencyId>,
        caseworker_id: Option<CaseworkerId>,
    }
}

body! {
    /// One row of the division of labour.
    pub struct TaskFields {
        /// What is to be done; read by the responsible agency beside the file number.
        title: Line,
        domain: Domain,
        responsible: ResponsibleFields,
        due_on: Day,
        /// By what the commission will see that it is done.
        expected: Option<Words>,
    }
}

body! {
    /// How one member voted.
    pub struct VoteFields {
        person_id: ParticipantId,
        vote: VoteKind,
        /// What the member holds against the decision.
        dissent: Option<Words>,
    }
}

command! {
    /// What was decided on a referral.
    pub struct DecideCaseBody {
        referral_id: ReferralId,
        outcome: DecisionOutcome,
        reason: Words,
        tasks: Vec<TaskFields>,
        /// How it was voted on, where it was; more for it than against it.
        votes: Option<Vec<VoteFields>>,
        /// Those present at this case; those of the session when absent.
        present: Option<Vec<AttendeeFields>>,
        /// Sequence of the last event shown to those present; the packet's when absent.
        seen_sequence: Option<i64>,
        decided_on: Option<Day>,
    }
}

/// Decide a case with its division of labour. Without quorum or without the family's caseworker the case is put off.
#[utoipa::path(post, path = "/commissions/{id}/sessions/{session_id}/decide", tag = "commissions", request_body = DecideCaseBody,
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn decide_case(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [commission_id, session_id] = path;
    let commission = own(&state, &signed, commission_id).await?;
    let body: DecideCaseBody = sent.read()?;
    let answered = run::is_answered(&state, body.command_id).await?;
    let (family_id, family) = referred(&state, commission_id, body.referral_id, answered).await?;
    let at = run::moment(&state, &body, body.decided_on)?;
    let context = run::context(&signed, &body, at, if_match);
    let command_id = body.command_id;
    let session = commission.sessions.get(&SessionId(session_id)).ok_or(Problem::NotFound)?;
    let present = match body.present {
        Some(present) => attendees(present),
        None => session.present.iter().map(|(id, kind)| Attendee { kind: *kind, person_id: *id }).collect(),
    };
    if !answered {
        presenters::check_case(&state, &commission, &family, &present).await?;
    }
    let packet = family.referrals.get(&body.referral_id).map_or(0, |referral| referral.packet_sequence);
    let seen_sequence = body.seen_sequence.and_then(|seen| u64::try_from(seen).ok()).unwrap_or(packet);
    let mut tasks = Vec::with_capacity(body.tasks.len());
    for (n, task) in body.tasks.into_iter().enumerate() {
        let task = divided(n, task, family_id, command_id)?;
        if !answered {
            answerable(&state, &format!("tasks[{n}].responsible"), &task.responsible, &family).await?;
        }
        tasks.push(task);
    }
    let decision = Decision {
        decision_id: DecisionId(derived_id(command_id, "decision")),
        referral_id: body.referral_id,
        commission_id: CommissionId(commission_id),
        session_id: SessionId(session_id),
        outcome: body.outcome,
        present,
        seen_sequence,
        reason: Personal::of_family(family_id.0, body.reason.into_string()),
        tasks,
        decided_on: at.day,
    };
    let made = ids("decision_id", decision.decision_id.0);
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let voted = |one: VoteFields| Vote {
        person_id: one.person_id,
        vote: one.vote,
        dissent: one.dissent.map(|text| Personal::of_family(family_id.0, text.into_string())),
    };
    let votes = body.votes.unwrap_or_default().into_iter().map(voted).collect();
    let wish = Decide { family_id, decision, votes };
    let as_sent = run::as_sent(&sent, "decide_case", &path);
    let work = async move { hamyar_processes::decide_case_as(&store, context, wish, edge, as_sent).await };
    let ended = run::in_own_task(work).await;
    match ended {
        Ok(ended) => Ok(Done {
            id: commission_id,
            sequence: ended.first_sequence,
            position: ended.position,
            repeated: ended.repeated,
            ids: made,
            file_number: None,
        }),
        Err(failed) => Err(failed.into_problem(&state, &signed).await),
    }
}

/// Who answers for a task must be able to: an agency of the register that may be told, or the caseworker who holds the family now.
pub(super) async fn answerable(
    state: &AppState,
    at: &str,
    responsible: &Responsible,
    family: &Family,
) -> Result<(), Problem> {
    match responsible {
        Responsible::Agency { agency_id } => {
            lookups::trusted_agency(state, &format!("{at}.agency_id"), agency_id.0).await
        }
        Responsible::Caseworker { caseworker_id } => {
            let holds = family.holding.as_ref().is_some_and(|holding| holding.caseworker_id == *caseworker_id);
            let field = format!("{at}.caseworker_id");
            if holds { Ok(()) } else { Err(Problem::field(&field, "not_the_caseworker")) }
        }
    }
}

/// Who is to answer for a task, as the fields at that place say.
pub(super) fn responsible(fields: ResponsibleFields, at: &str) -> Result<Responsible, Problem> {
    let field = |name: &str| Problem::field(&format!("{at}.{name}"), "required");
    match fields.kind.as_str() {
        "agency" => Ok(Responsible::Agency { agency_id: fields.agency_id.ok_or_else(|| field("agency_id"))? }),
        "caseworker" => {
            let caseworker_id = fields.caseworker_id.ok_or_else(|| field("caseworker_id"))?;
            Ok(Responsible::Caseworker { caseworker_id })
        }
        _ => Err(Problem::field(&format!("{at}.kind"), "not_in_set")),
    }
}

fn divided(n: usize, task: TaskFields, family: FamilyId, command_id: Uuid) -> Result<DividedTask, Problem> {
    let responsible = responsible(task.responsible, &format!("tasks[{n}].responsible"))?;
    Ok(DividedTask {
        task_id: TaskId(derived_id(command_id, &format!("task {n}"))),
        title: Personal::of_family(family.0, task.title.into_string()),
        domain: task.domain,
        responsible,
        due_on: task.due_on.0,
        expected: task.expected.map(|text| Personal::of_family(family.0, text.into_string())),
    })
}

/// The operation.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(decide_case))
}
