//! The handing over of a whole caseload: what each family still wants, and every family to its next caseworker in one step.

use axum::Json;
use axum::extract::State;
use hamyar_events::{AssignmentId, CaseworkerId, FamilyId, HandoverItem, Personal};
use hamyar_identity::policy::{Action, Resource};
use hamyar_processes::{Edge, Transfer};
use hamyar_projections::views::{CivilDate, NamedRef};
use hamyar_projections::{caseworkers, families};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::families::document;
use super::run::{self, derived_id};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, body, command};
use crate::problem::{Problem, from_database};
use crate::routes::families::assignment::own_caseworker;
use crate::state::AppState;
use crate::wait::AtLeast;

/// The families of a caseworker, with what is ready for the next one.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverPlan {
    caseworker: NamedRef,
    families: Vec<HandoverFamily>,
    position: i64,
}

/// One family that is to go.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverFamily {
    id: Uuid,
    file_number: String,
    family_name: Option<String>,
    year_ends: Option<CivilDate>,
    /// Calendar entries that are planned, or missed and still to be made up for.
    open_entries: usize,
    /// Items of the queue whose last day has passed.
    overdue: u32,
    /// Tasks of commissions that are still open.
    open_tasks: usize,
    /// What of the checklist is done.
    done: Vec<HandoverItem>,
}

body! {
    /// One family and who takes it.
    pub struct MoveFields {
        family_id: Uuid,
        caseworker_id: CaseworkerId,
    }
}

command! {
    /// Families of the caseworker, each to its next one.
    pub struct HandOverBody {
        moves: Vec<MoveFields>,
        note: Option<Words>,
        transferred_on: Option<Day>,
    }
}

/// What became of the handing over.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandedOver {
    families: Vec<HandedOverFamily>,
    /// Log position: name it as `at_least` to read what was written.
    position: i64,
}

/// What became of one family.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandedOverFamily {
    family_id: Uuid,
    moved: bool,
    /// Code of the refusal, where it was not.
    code: Option<String>,
}

async fn allowed(state: &AppState, signed: &Signed, id: Uuid) -> Result<(), Problem> {
    signed.may_ever(Action::AssignCaseworker)?;
    let (caseworker, _) = run::caseworker(state, id).await?;
    let center_id = caseworker.center_id.map(|center| center.0);
    signed.check(Action::AssignCaseworker, &Resource::Caseworker { id, center_id })?;
    Ok(())
}

/// The families of a caseworker who is to hand them over, each with what is open and what is prepared.
#[utoipa::path(get, path = "/caseworkers/{id}/handover", tag = "caseworkers",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = HandoverPlan), ReadProblems))]
pub(crate) async fn read_handover(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<HandoverPlan>, Problem> {
    let [id] = path;
    allowed(&state, &signed, id).await?;
    document::trace_list(&state, &signed, "read_handover", "families").await?;
    let fault = |error| from_database("handover", error);
    let load = caseworkers::caseload_of(state.read(), id, state.today()).await.map_err(fault)?;
    let load = load.ok_or(Problem::NotFound)?;
    let ids = caseworkers::caseworker_family_ids(state.read(), id).await.map_err(fault)?;
    let cards = families::cards_by_ids(state.read(), &ids, state.today()).await.map_err(fault)?;
    let mut found = Vec::with_capacity(cards.len());
    for card in cards {
        let (family, _) = run::family(&state, card.id).await?;
        let holding = family.holding.as_ref().filter(|holding| holding.caseworker_id.0 == id);
        let Some(holding) = holding else { continue };
        found.push(HandoverFamily {
            id: card.id,
            file_number: card.file_number,
            family_name: card.family_name,
            year_ends: Some(holding.ends_on.into()),
            open_entries: family.calendar.values().filter(|entry| entry.state.is_open()).count(),
            overdue: card.overdue,
            open_tasks: family.tasks.values().filter(|task| task.state.is_open()).count(),
            done: holding.handover.iter().copied().collect(),
        });
    }
    let position = super::centers::position(&state).await?;
    Ok(Json(HandoverPlan { caseworker: load.caseworker, families: found, position }))
}

/// Hand families of a caseworker over to others, in one step. Each family is a transfer of its own, and one that is refused does not hold the
/// others up; sent again, it goes on where it stopped.
#[utoipa::path(post, path = "/caseworkers/{id}/handover", tag = "caseworkers", request_body = HandOverBody,
    params(("id" = Uuid, Path)), responses((status = 200, body = HandedOver), ReadProblems))]
pub(crate) async fn hand_over_caseload(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Json<HandedOver>, Problem> {
    let [id] = path;
    allowed(&state, &signed, id).await?;
    let body: HandOverBody = sent.read()?;
    let at = run::moment(&state, &body, body.transferred_on)?;
    let mut seen = std::collections::BTreeSet::new();
    if let Some(n) = body.moves.iter().position(|one| !seen.insert(one.family_id)) {
        return Err(Problem::field(&format!("moves[{n}].family_id"), "duplicate"));
    }
    if body.moves.is_empty() {
        return Err(Problem::field("moves", "required"));
    }
    let mut answer = HandedOver { families: Vec::with_capacity(body.moves.len()), position: 0 };
    for one in &body.moves {
        let mut context = run::context(&signed, &body, at, IfMatch(None));
        // Its own id, the same for every sending.
        context.command_id = derived_id(body.command_id, &format!("handover {}", one.family_id));
        context.causation_id = Some(body.command_id);
        context.correlation_id = Some(body.command_id);
        let moved = hand_over(&state, &signed, &sent, one, id, context, &body, at).await;
        let code = match moved {
            Ok(position) => {
                answer.position = answer.position.max(position);
                None
            }
            Err(problem) => Some(problem.code().to_owned()),
        };
        answer.families.push(HandedOverFamily { family_id: one.family_id, moved: code.is_none(), code });
    }
    Ok(Json(answer))
}

#[expect(clippy::too_many_arguments, reason = "one family of the wish, and all of what the wish says")]
async fn hand_over(
    state: &AppState,
    signed: &Signed,
    sent: &Sent,
    one: &MoveFields,
    from: Uuid,
    context: hamyar_event_store::CommandContext,
    body: &HandOverBody,
    at: run::Moment,
) -> Result<i64, Problem> {
    let family = run::allowed_family(state, signed, Action::AssignCaseworker, one.family_id).await?;
    if !run::is_answered(state, context.command_id).await? {
        let held = family.holding.as_ref().is_some_and(|holding| holding.caseworker_id.0 == from);
        if !held {
            return Err(Problem::refused("unknown_assignment"));
        }
        own_caseworker(state, &family, one.caseworker_id).await?;
    }
    let wish = Transfer {
        family_id: FamilyId(one.family_id),
        caseworker_id: one.caseworker_id,
        assignment_id: Some(AssignmentId(derived_id(context.command_id, "assignment"))),
        note: body.note.as_ref().map(|note| Personal::of_family(one.family_id, note.clone().into_string())),
        transferred_on: at.day,
    };
    let as_sent = run::as_sent(sent, "hand_over_caseload", &[from, one.family_id]);
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let work = async move { hamyar_processes::transfer_family_as(&store, context, wish, edge, as_sent).await };
    match run::in_own_task(work).await {
        Ok(done) => Ok(done.position),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_handover, hand_over_caseload))
}
