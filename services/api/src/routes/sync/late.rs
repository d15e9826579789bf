//! Work that arrived late: a center reads it and decides what becomes of it.

use axum::Json;
use axum::extract::State;
use hamyar_event_store::CommandContext;
use hamyar_events::family::{LateFile, LateOutcome, LateWorkSettled};
use hamyar_events::{Actor, FamilyEvent, FamilyId, HappenedAt, LateId, MediaType, Personal, StreamEvent};
use hamyar_identity::policy::{self, Action, Fields, Resource};
use hamyar_projections::late_work::{self, LateWorkView};
use hamyar_projections::views::{ActorRef, Page};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::clash::{self, Change};
use super::park;
use crate::auth::Signed;
use crate::input::{Code, InPath, Sent, Words, command};
use crate::problem::{Problem, from_database};
use crate::routes::answers::{CommandAnswers, Done, ReadProblems};
use crate::routes::cover::{Covered, covered};
use crate::routes::families::attachments::{self, Brought};
use crate::routes::families::{by_name, document};
use crate::routes::run::{self, derived_id, ids, store_problem};
use crate::state::AppState;
use crate::wait::AtLeast;

/// A piece of late work with its words.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateWork {
    #[serde(flatten)]
    piece: LateWorkView,
    /// What was written, as the operation's body.
    #[schema(value_type = Option<Object>)]
    body: Option<Value>,
    /// The same where it tells where the family lives or how it is reached.
    #[schema(value_type = Option<Object>)]
    address_body: Option<Value>,
    /// Why it was decided so.
    reason: Option<String>,
    /// The file that came with it.
    file: Option<LateFileView>,
}

/// A file that waits with late work.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateFileView {
    media_type: MediaType,
    size_bytes: u64,
}

/// Operations whose words tell where a family lives or how it is reached.
const OF_PLACES: [&str; 2] = ["change_address", "set_safe_contact"];

/// Operations before which it is looked whether the person is registered already.
const OF_MEMBERS: [&str; 2] = ["join_member", "change_member"];

/// What waits for a decision of the own center, oldest first.
#[utoipa::path(get, path = "/late-work", tag = "sync",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<LateWorkView>), ReadProblems))]
pub(crate) async fn list_late_work(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ReviewLateWork)?;
    signed.check(Action::ReviewLateWork, &Resource::None)?;
    document::trace_list(&state, &signed, "list_late_work", "families").await?;
    let found = late_work::waiting(state.read(), &signed.principal.center_ids(), None).await;
    let mut found = found.map_err(|error| from_database("late work", error))?;
    let mut actors: Vec<&mut ActorRef> = found.iter_mut().map(|one| &mut one.by).collect();
    document::name_actors(&state, &mut actors).await?;
    let fields = policy::list_fields(&signed.principal, false);
    let items = found.iter().map(|one| covered("LateWork", one, fields)).collect();
    let position = hamyar_projections::position(state.read(), "late_work").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("late work", error))?)))
}

/// A piece as the log has it: its words, its field time, and why it was settled.
struct Piece {
    operation: String,
    part_id: Option<Uuid>,
    /// The family's sequence that its author saw.
    based_on: Option<i64>,
    command_id: Uuid,
    caseworker_id: Option<Uuid>,
    device: Option<String>,
    happened_at: HappenedAt,
    body: Option<String>,
    reason: Option<String>,
    file: Option<LateFile>,
}

async fn piece(state: &AppState, family: Uuid, late: LateId) -> Result<Piece, Problem> {
    let mut found = None;
    for event in state.store().stream(FamilyEvent::STREAM, family, 1, 100_000).await.map_err(store_problem)? {
        // Decoded only where it is one of these.
        match event.event_type.as_str() {
            "late_work_parked" => {
                if let FamilyEvent::LateWorkParked(parked) = event.decode().map_err(store_problem)?
                    && parked.late_id == late
                {
                    found = Some(Piece {
                        operation: parked.operation,
                        part_id: parked.part_id,
                        based_on: parked.based_on,
                        command_id: parked.command_id,
                        caseworker_id: parked.caseworker_id.map(|id| id.0),
                        device: event.metadata_of("device"),
                        happened_at: event.happened_at,
                        body: parked.body.value,
                        reason: None,
                        file: parked.file,
                    });
                }
            }
            "late_work_settled" => {
                if let FamilyEvent::LateWorkSettled(settled) = event.decode().map_err(store_problem)?
                    && settled.late_id == late
                    && let Some(piece) = &mut found
                {
                    piece.reason = settled.reason.and_then(|reason| reason.value);
                }
            }
            _ => {}
        }
    }
    found.ok_or(Problem::NotFound)
}

/// The file that came with a piece.
pub(super) async fn file(state: &AppState, family: Uuid, late: LateId) -> Result<Option<LateFile>, Problem> {
    Ok(piece(state, family, late).await?.file)
}

/// What the manager may see of the family.
pub(super) async fn may_review(
    state: &AppState,
    signed: &Signed,
    family: Uuid,
) -> Result<(Fields, &'static str), Problem> {
    signed.may_ever(Action::ReviewLateWork)?;
    let (_, facts) = run::family(state, family).await?;
    let verdict = signed.check(Action::ReviewLateWork, &Resource::Family(&facts))?;
    Ok((verdict.fields, verdict.why))
}

/// One piece of late work with what was written. Reading it is recorded.
#[utoipa::path(get, path = "/families/{id}/late-work/{late_id}", tag = "sync",
    params(("id" = Uuid, Path), ("late_id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = LateWork), ReadProblems))]
pub(crate) async fn read_late_work(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath(path): InPath<[Uuid; 2]>,
) -> Result<Json<Covered>, Problem> {
    let [family, late] = path;
    let (fields, why) = may_review(&state, &signed, family).await?;
    document::trace(&state, &signed, "read_late_work", family, why).await?;
    let found = late_work::waiting(state.read(), &[], Some(late)).await;
    let mut view = found
        .map_err(|error| from_database("late work", error))?
        .pop()
        .filter(|one| one.family_id == family)
        .ok_or(Problem::NotFound)?;
    document::name_actors(&state, &mut [&mut view.by]).await?;
    let piece = piece(&state, family, LateId(late)).await?;
    let words = piece.body.and_then(|body| serde_json::from_str(&body).ok());
    let of_places = OF_PLACES.contains(&piece.operation.as_str());
    let (body, address_body) = if of_places { (None, words) } else { (words, None) };
    let file = piece.file.map(|file| LateFileView { media_type: file.media_type, size_bytes: file.size_bytes });
    let work = LateWork { piece: view, body, address_body, reason: piece.reason, file };
    Ok(Json(covered("LateWork", &work, fields)))
}

command! {
    /// What becomes of a piece of late work.
    pub struct SettleLateWorkBody {
        /// `record`: it is added to the file as it was written, in the name of whoever wrote it. `set_aside`: it is not.
        outcome: Code,
        /// Needed where it is set aside.
        reason: Option<Words>,
        /// Of a member: families that the answer `likely_registered` named, and which are others.
        different_from: Option<Vec<FamilyId>>,
        /// Of a member: whether a possible match in another center was told and it is recorded all the same.
        despite_elsewhere: Option<bool>,
        /// Of a change: the sequence that the answer `changed_meanwhile` named. What was written after the late work's author looked is replaced.
        over_sequence: Option<i64>,
    }
}

/// Decide what becomes of a piece of late work: add it to the file as it was written, or set it aside with a reason.
#[utoipa::path(post, path = "/families/{id}/late-work/{late_id}/settle", tag = "sync", request_body = SettleLateWorkBody,
    params(("id" = Uuid, Path), ("late_id" = Uuid, Path)), responses(CommandAnswers))]
pub(crate) async fn settle_late_work(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [family, late] = path;
    may_review(&state, &signed, family).await?;
    let body: SettleLateWorkBody = sent.read()?;
    let outcome = match body.outcome.as_str() {
        "record" => LateOutcome::Recorded,
        "set_aside" if body.reason.is_none() => return Err(Problem::field("reason", "required")),
        "set_aside" => LateOutcome::SetAside,
        _ => return Err(Problem::field("outcome", "not_in_set")),
    };
    let late = LateId(late);
    let loaded = state.store().load::<hamyar_domain::Family>(family).await.map_err(store_problem)?;
    let held = loaded.state.late.get(&late).ok_or(Problem::NotFound)?.clone();
    if outcome == LateOutcome::Recorded && held.outcome.is_none() {
        let mut looked = Map::new();
        if let Some(families) = &body.different_from {
            looked.insert("different_from".to_owned(), families.iter().map(|id| Value::from(id.to_string())).collect());
        }
        if let Some(despite) = body.despite_elsewhere {
            looked.insert("despite_elsewhere".to_owned(), despite.into());
        }
        record(&state, &signed, family, late, loaded.sequence, body.over_sequence, looked).await?;
    }
    let reason = body.reason.map(|reason| Personal::of_family(family, reason.into_string()));
    let settled = LateWorkSettled { late_id: late, outcome, reason, settled_on: state.today() };
    let now = HappenedAt::Instant(state.clock().now());
    let context = CommandContext::new(body.command_id, Actor::User(signed.principal.user_id), now);
    let waiting = if held.file_bytes > 0 { file(&state, family, late).await? } else { None };
    if let Some(waiting) = &waiting {
        // Should this node die after the event, the sweep destroys the bytes.
        state.store().look_again_at_attachment(waiting.attachment_id.0).await.map_err(store_problem)?;
    }
    let committed = park::settle(&state, family, settled, context).await?;
    if let Some(waiting) = waiting
        && let Err(error) = state.store().destroy_settled_attachment(family, waiting.attachment_id.0).await
    {
        tracing::warn!(%error, "bytes of settled late work wait for the sweep");
    }
    Ok(run::done(family, committed, ids("late_id", derived_id(held.command_id, "late"))))
}

/// What somebody wrote after the work's author last looked is not replaced by somebody who does not know of it.
async fn replaces_nothing_unseen(
    state: &AppState,
    named: &by_name::Named,
    family: Uuid,
    piece: &Piece,
    seen: Option<i64>,
) -> Result<(), Problem> {
    let change = Change {
        family_id: family,
        part_id: piece.part_id,
        based_on: piece.based_on.max(seen),
        device: piece.device.as_deref(),
    };
    let Some(newer) = clash::find(state, named, &change).await? else { return Ok(()) };
    let params = [("sequence", newer.sequence.into()), ("type", newer.r#type.into())];
    let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Err(Problem::Refused { code: "changed_meanwhile".into(), params })
}

/// Adds the work under its own id, so that it is in the log once though its phone should bring it again.
async fn record(
    state: &AppState,
    signed: &Signed,
    family: Uuid,
    late: LateId,
    head: i64,
    over: Option<i64>,
    looked: Map<String, Value>,
) -> Result<(), Problem> {
    let piece = piece(state, family, late).await?;
    let kept = hamyar_processes::kept_answer(state.store(), piece.command_id).await.map_err(store_problem)?;
    let own = Actor::User(signed.principal.user_id).to_string();
    let mut known = Map::new();
    match kept {
        // Its author's own sending came through after all.
        Some(kept) if !kept.refused && kept.actor != own => return Ok(()),
        // The id is taken by a refusal of its author's sending, and nothing will ever be recorded under it.
        Some(kept) if kept.refused => {
            let again = derived_id(piece.command_id, "recorded");
            known.insert("command_id".to_owned(), again.to_string().into());
        }
        _ => {}
    }
    let named = by_name::find(&piece.operation).ok_or_else(|| Problem::refused("unknown_operation"))?;
    replaces_nothing_unseen(state, named, family, &piece, over).await?;
    let body = piece.body.ok_or_else(|| Problem::refused("subject_erased"))?;
    let sent = Sent::from_json(body.as_bytes())?;
    known.insert("based_on".to_owned(), head.into());
    if OF_MEMBERS.contains(&named.name) {
        known.extend(looked);
    }
    if let Some(device) = piece.device {
        known.insert("device".to_owned(), device.into());
    }
    if !sent.has("happened_at") && !named.day.is_some_and(|day| sent.has(day)) {
        known.insert("happened_at".to_owned(), piece.happened_at.to_string().into());
    }
    let mut stead = signed.clone();
    stead.stead = piece.caseworker_id;
    let file = match piece.file {
        None => None,
        Some(file) => {
            let place = park::place(family, file.attachment_id.0);
            let bytes =
                state.store().read_attachment(place, &file.sealed_sha256).await.map_err(attachments::problem)?;
            Some(Brought(Some(bytes.to_vec().into())))
        }
    };
    match by_name::run(named, state, stead, (family, piece.part_id), sent.knowing(known), file).await {
        None => Err(Problem::field("part_id", "required")),
        Some(Ok(_)) => Ok(()),
        Some(Err(problem)) => Err(problem),
    }
}
