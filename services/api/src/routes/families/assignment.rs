//! Assignment, release, transfer, renewal: the center manager's acts. The first three cross streams and run as processes.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Family;
use hamyar_domain::family as domain;
use hamyar_domain::matching::{Nearness, matching};
use hamyar_event_store::ExecuteError;
use hamyar_events::family::HandoverPrepared;
use hamyar_events::{AssignmentId, CaseworkerId, FamilyId, HandoverItem, Personal, ReleaseReason};
use hamyar_identity::policy::Action;
use hamyar_processes::{Assign, Done as Ended, Edge, ProcessRefusal, Transfer};
use hamyar_projections::caseworkers;
use hamyar_projections::views::{NamedRef, Page};
use serde::Serialize;
use std::future::Future;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::command::{Operation, family_command};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, command};
use crate::problem::{Problem, from_database};
use crate::routes::answers::{CommandAnswers, Done, ReadProblems};
use crate::routes::lookups;
use crate::routes::run::{self, Ids, ids};
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// Who takes the family for a year.
    pub struct AssignBody {
        caseworker_id: CaseworkerId,
        starts_on: Option<Day>,
    }
}

command! {
    /// Why the caseworker gives the family back.
    pub struct ReleaseBody {
        reason: ReleaseReason,
        note: Option<Words>,
        released_on: Option<Day>,
    }
}

command! {
    /// Who goes on with the family.
    pub struct TransferBody {
        caseworker_id: CaseworkerId,
        note: Option<Words>,
        transferred_on: Option<Day>,
    }
}

command! {
    /// The year goes on by another, with a reason.
    pub struct RenewBody {
        reason: Words,
        renewed_on: Option<Day>,
    }
}

command! {
    /// What is ready for whoever takes the family next, whole.
    pub struct PrepareHandoverBody {
        done: Vec<HandoverItem>,
        note: Option<Words>,
        prepared_on: Option<Day>,
    }
}

/// Prepare the handing over of the family to another caseworker.
#[utoipa::path(post, path = "/families/{id}/handover", tag = "families", request_body = PrepareHandoverBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn prepare_handover(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let operation = Operation { name: "prepare_handover", action: Action::ServeFamily, path: &path };
    let day = |body: &PrepareHandoverBody| body.prepared_on;
    family_command::<PrepareHandoverBody>(&state, &signed, if_match, &sent, operation, day, |body, at, family, file| {
        let holding = file.holding.as_ref().ok_or_else(|| Problem::refused("family_has_no_caseworker"))?;
        let handover = HandoverPrepared {
            assignment_id: holding.assignment_id,
            done: body.done,
            note: body.note.map(|note| Personal::of_family(family.0, note.into_string())),
            prepared_on: at.day,
        };
        Ok((domain::PrepareHandover { handover, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// How near a caseworker is, by neighborhoods.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Near {
    /// None of the following.
    Elsewhere,
    /// Lives in the same city or village.
    SamePlace,
    /// Holds another family of the neighborhood.
    ComesThere,
    /// Lives in the neighborhood.
    Neighbor,
}

impl From<Nearness> for Near {
    fn from(nearness: Nearness) -> Self {
        match nearness {
            Nearness::Elsewhere => Self::Elsewhere,
            Nearness::SamePlace => Self::SamePlace,
            Nearness::ComesThere => Self::ComesThere,
            Nearness::Neighbor => Self::Neighbor,
        }
    }
}

/// A caseworker of the family's center, and how well they suit: a suggestion with its reasons, chosen by a person.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggestion {
    caseworker: NamedRef,
    /// From 0 to 100: skills 40, nearness 35, load 25.
    score: u32,
    /// Codes of skills that help this family.
    skills: Vec<String>,
    nearness: Near,
    /// Families more that may be given.
    free: u32,
    /// Code of the refusal that giving the family would meet now.
    cannot: Option<&'static str>,
}

/// Caseworkers who would suit the family, those who can take it first, the most suitable on top. Nothing is assigned by it.
#[utoipa::path(get, path = "/families/{id}/caseworker-suggestions", tag = "families", params(("id" = Uuid, Path)),
    responses((status = 200, body = Page<Suggestion>), ReadProblems))]
pub(crate) async fn suggest_caseworkers(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<Suggestion>>, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::AssignCaseworker, id).await?;
    let file = family.file.as_ref().ok_or(Problem::NotFound)?;
    let center = file.center_id.ok_or(Problem::NotFound)?;
    let near = caseworkers::nearness(state.read(), center.0, file.neighborhood_id.0);
    let loads = caseworkers::caseloads(state.read(), Some(center.0), state.today());
    let (near, loads) = futures::try_join!(near, loads).map_err(|error| from_database("suggestions", error))?;
    let numbers = lookups::numbers(&state, state.today()).await?;
    let holder = family.holding.as_ref().map(|holding| holding.caseworker_id.0);
    let mut found = Vec::with_capacity(loads.len());
    for load in loads.into_iter().filter(|load| !load.left) {
        let id = load.caseworker.id;
        let (caseworker, _) = run::caseworker(&state, id).await?;
        let distance = near.iter().find(|one| one.caseworker_id == id).map_or(Nearness::Elsewhere, |one| match one {
            one if one.lives_there => Nearness::Neighbor,
            one if one.comes_there => Nearness::ComesThere,
            one if one.same_place => Nearness::SamePlace,
            _ => Nearness::Elsewhere,
        });
        let suits = matching(&family, &caseworker, distance, numbers.caseload_max);
        let cannot = if holder == Some(id) {
            Some("same_caseworker")
        } else if !load.accredited {
            Some("caseworker_not_accredited")
        } else if caseworker.is_on_leave(state.today()) {
            Some("caseworker_on_leave")
        } else if suits.free == 0 {
            Some("caseload_full")
        } else {
            None
        };
        found.push(Suggestion {
            caseworker: load.caseworker,
            score: suits.score,
            skills: suits.skills,
            nearness: suits.nearness.into(),
            free: suits.free,
            cannot,
        });
    }
    found.sort_by_key(|one| (one.cannot.is_some(), std::cmp::Reverse(one.score), one.caseworker.id));
    Ok(Json(Page::whole(found, crate::routes::centers::position(&state).await?)))
}

/// Runs a process in a task of its own and answers as a command does.
pub(super) async fn process(
    state: &AppState,
    signed: &Signed,
    id: Uuid,
    ids: Ids,
    work: impl Future<Output = Result<Ended, ExecuteError<ProcessRefusal>>> + Send + 'static,
) -> Result<Done, Problem> {
    match run::in_own_task(work).await {
        Ok(ended) => {
            let file_number = None;
            Ok(Done {
                id,
                sequence: ended.sequence,
                position: ended.position,
                repeated: ended.repeated,
                ids,
                file_number,
            })
        }
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// The caseworker must be of the family's center: a center assigns its own.
pub(crate) async fn own_caseworker(state: &AppState, family: &Family, id: CaseworkerId) -> Result<(), Problem> {
    let unknown = || Problem::field("caseworker_id", "unknown");
    let (caseworker, _) = run::caseworker(state, id.0).await.map_err(|problem| match problem {
        Problem::NotFound => unknown(),
        other => other,
    })?;
    let center = family.file.as_ref().and_then(|file| file.center_id);
    if caseworker.center_id.is_some() && caseworker.center_id == center { Ok(()) } else { Err(unknown()) }
}

/// Give the family to a caseworker for a year.
#[utoipa::path(post, path = "/families/{id}/assign", tag = "families", request_body = AssignBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn assign_caseworker(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::AssignCaseworker, id).await?;
    let body: AssignBody = sent.read()?;
    if !run::is_answered(&state, body.command_id).await? {
        own_caseworker(&state, &family, body.caseworker_id).await?;
    }
    let at = run::moment(&state, &body, body.starts_on)?;
    let context = run::context(&signed, &body, at, if_match);
    let assignment_id = AssignmentId(run::derived_id(body.command_id, "assignment"));
    let wish = Assign {
        family_id: FamilyId(id),
        caseworker_id: body.caseworker_id,
        assignment_id: Some(assignment_id),
        starts_on: at.day,
    };
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let as_sent = run::as_sent(&sent, "assign_caseworker", &path);
    let work = async move { hamyar_processes::assign_caseworker_as(&store, context, wish, edge, as_sent).await };
    process(&state, &signed, id, ids("assignment_id", assignment_id.0), work).await
}

/// Let the caseworker give the family back.
#[utoipa::path(post, path = "/families/{id}/release", tag = "families", request_body = ReleaseBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn release_caseworker(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::AssignCaseworker, id).await?;
    let body: ReleaseBody = sent.read()?;
    let at = run::moment(&state, &body, body.released_on)?;
    let context = run::context(&signed, &body, at, if_match);
    // Sent again after it was done, it means the holding it ended and not one that began since.
    let before = hamyar_processes::released_before(state.store(), FamilyId(id), body.command_id).await;
    let before = before.map_err(run::store_problem)?;
    let running = family.holding.as_ref().map(|holding| holding.assignment_id);
    let last = family.holdings.last().map(|holding| holding.assignment_id);
    let assignment_id = before.or(running).or(last).ok_or_else(|| Problem::refused("family_has_no_caseworker"))?;
    let release = domain::ReleaseCaseworker {
        assignment_id,
        reason: body.reason,
        note: body.note.map(|note| Personal::of_family(id, note.into_string())),
        released_on: at.day,
        today: at.today,
    };
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let as_sent = run::as_sent(&sent, "release_caseworker", &path);
    let work = async move {
        hamyar_processes::release_caseworker_as(&store, context, FamilyId(id), release, edge, as_sent).await
    };
    process(&state, &signed, id, Ids::new(), work).await
}

/// Hand the family over to another caseworker; the year that runs goes on.
#[utoipa::path(post, path = "/families/{id}/transfer", tag = "families", request_body = TransferBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn transfer_family(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::AssignCaseworker, id).await?;
    let body: TransferBody = sent.read()?;
    if !run::is_answered(&state, body.command_id).await? {
        own_caseworker(&state, &family, body.caseworker_id).await?;
    }
    let at = run::moment(&state, &body, body.transferred_on)?;
    let context = run::context(&signed, &body, at, if_match);
    let assignment_id = AssignmentId(run::derived_id(body.command_id, "assignment"));
    let wish = Transfer {
        family_id: FamilyId(id),
        caseworker_id: body.caseworker_id,
        assignment_id: Some(assignment_id),
        note: body.note.map(|note| Personal::of_family(id, note.into_string())),
        transferred_on: at.day,
    };
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let as_sent = run::as_sent(&sent, "transfer_family", &path);
    let work = async move { hamyar_processes::transfer_family_as(&store, context, wish, edge, as_sent).await };
    process(&state, &signed, id, ids("assignment_id", assignment_id.0), work).await
}

/// Prolong the year.
#[utoipa::path(post, path = "/families/{id}/renew", tag = "families", request_body = RenewBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn renew_assignment(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    signed.may_ever(Action::AssignCaseworker)?;
    let numbers = lookups::numbers(&state, state.today()).await?;
    let operation = Operation { name: "renew_assignment", action: Action::AssignCaseworker, path: &path };
    let day = |body: &RenewBody| body.renewed_on;
    family_command::<RenewBody>(&state, &signed, if_match, &sent, operation, day, |body, at, family, file| {
        let holding = file.holding.as_ref().ok_or_else(|| Problem::refused("family_has_no_caseworker"))?;
        let command = domain::RenewAssignment {
            assignment_id: holding.assignment_id,
            reason: Personal::of_family(family.0, body.reason.into_string()),
            renewed_on: at.day,
            numbers,
            today: at.today,
        };
        Ok((command.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(assign_caseworker))
        .routes(routes!(release_caseworker))
        .routes(routes!(transfer_family))
        .routes(routes!(renew_assignment))
        .routes(routes!(prepare_handover))
        .routes(routes!(suggest_caseworkers))
}
