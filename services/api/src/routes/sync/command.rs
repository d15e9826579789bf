//! One piece of work from a phone: added, put to a person, or kept for review; never lost and never twice.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Family;
use hamyar_event_store::Committed;
use hamyar_events::Actor;
use hamyar_events::family::LateReason;
use hamyar_identity::policy::{Action, Resource};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::clash::{self, Change, Clash};
use super::park::{self, Author, FieldWorkBody, Piece};
use crate::auth::Signed;
use crate::input::Sent;
use crate::problem::{Problem, ProblemBody};
use crate::routes::answers::ReadProblems;
use crate::routes::families::by_name::{self, Named};
use crate::routes::families::look::LIKELY_REGISTERED;
use crate::routes::run::{self, store_problem};
use crate::state::AppState;

/// How often a piece is judged anew when others keep coming first.
const ATTEMPTS: usize = 5;

/// What became of a piece of work. Every one of these is final for the phone except `clash` and `refused`, which wait for its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It is in the log.
    Done,
    /// It is kept for a person of the center to decide on.
    Parked,
    /// Somebody else changed the same thing meanwhile: its person chooses.
    Clash,
    /// A rule refused it, or its values cannot be accepted: its person changes it, leaves it, or leaves it to the center.
    Refused,
    /// The family was forgotten; nothing can be kept of it.
    Forgotten,
}

/// The answer to a piece of work.
#[derive(Serialize, ToSchema)]
pub(crate) struct Carried {
    pub(crate) outcome: Outcome,
    pub(crate) command_id: Uuid,
    /// The family's sequence after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sequence: Option<i64>,
    /// Its log position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) position: Option<i64>,
    /// Ids of what was made, by kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ids: BTreeMap<String, Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) clash: Option<Clash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<ProblemBody>,
}

impl Carried {
    pub(super) fn new(outcome: Outcome, command_id: Uuid) -> Self {
        Self { outcome, command_id, sequence: None, position: None, ids: BTreeMap::new(), clash: None, problem: None }
    }

    pub(super) fn at(outcome: Outcome, command_id: Uuid, committed: Committed) -> Self {
        let (sequence, position) = (Some(committed.sequence), Some(committed.position));
        Self { sequence, position, ..Self::new(outcome, command_id) }
    }

    fn refused(command_id: Uuid, problem: Problem) -> Self {
        Self { problem: Some(problem.into_body()), ..Self::new(Outcome::Refused, command_id) }
    }
}

/// Bring one piece of work that was written on a phone. Sent again under the same `command_id` it gets an answer that says the same.
#[utoipa::path(post, path = "/sync/commands", tag = "sync", request_body = FieldWorkBody,
    responses((status = 200, body = Carried), ReadProblems))]
pub(crate) async fn send_field_work(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<Json<Carried>, Problem> {
    signed.may_ever(Action::SendFieldWork)?;
    signed.check(Action::SendFieldWork, &Resource::None)?;
    let piece = Piece::read(&sent, signed.now)?;
    bring(&state, &signed, &piece).await
}

/// Takes a piece of work that somebody signed in has brought.
pub(super) async fn bring(state: &AppState, signed: &Signed, piece: &Piece) -> Result<Json<Carried>, Problem> {
    let device = super::device(signed)?;
    let author = Author { user_id: signed.principal.user_id, caseworker_id: signed.principal.caseworker_id(), device };
    let carried = take(state, signed, piece, author).await?;
    if matches!(carried.outcome, Outcome::Done | Outcome::Parked | Outcome::Forgotten) {
        state.identity().phone_sent(device).await?;
    }
    Ok(Json(carried))
}

async fn take(state: &AppState, signed: &Signed, piece: &Piece, author: Author) -> Result<Carried, Problem> {
    let id = piece.command_id;
    let named = by_name::find(&piece.operation);
    let loaded = state.store().load::<Family>(piece.family_id).await.map_err(store_problem)?;
    if loaded.state.file.is_none() {
        return Err(Problem::NotFound);
    }
    if loaded.state.late.values().any(|late| late.command_id == id) {
        // What became of it is told to whoever could write on the family, and to nobody else.
        carries(state, author, piece).await?;
        return Ok(Carried::new(Outcome::Parked, id));
    }
    match piece.wish.as_deref() {
        Some("keep_theirs") => {
            carries(state, author, piece).await?;
            return answer(id, park::keep_theirs(state, piece, named, author).await);
        }
        Some("review") => {
            carries(state, author, piece).await?;
            return answer(id, park::park(state, piece, named, author, LateReason::Refused, None).await);
        }
        Some(_) => return Err(Problem::field("wish", "not_in_set")),
        None => {}
    }
    let Some(named) = named else {
        // An operation of a newer app. The phone keeps it until the server knows it.
        return Err(Problem::refused("unknown_operation"));
    };
    let problem = match add(state, signed, named, piece, author).await? {
        Added::Is(carried) => return Ok(carried),
        Added::Not(problem) => problem,
    };
    match problem {
        Problem::NotFound | Problem::NotAllowed => handed_over(state, piece, named, author, problem).await,
        Problem::Refused { ref code, .. } if matches!(code.as_ref(), "subject_erased" | "family_erased") => {
            Ok(Carried::new(Outcome::Forgotten, id))
        }
        // Nobody is at the screen who could look and say that it is somebody else: the center does.
        Problem::Refused { ref code, .. } if code == LIKELY_REGISTERED => {
            let refusal = Some(LIKELY_REGISTERED.to_owned());
            answer(id, park::park(state, piece, Some(named), author, LateReason::Refused, refusal).await)
        }
        Problem::Refused { .. } | Problem::Invalid(_) | Problem::Unreadable(_) | Problem::TooLarge => {
            Ok(Carried::refused(id, problem))
        }
        other => Err(other),
    }
}

#[expect(clippy::large_enum_variant, reason = "one at a time, gone when it is answered")]
enum Added {
    Is(Carried),
    Not(Problem),
}

/// Adds the work as the operation itself would, unless somebody else changed the same thing since its author looked.
async fn add(
    state: &AppState,
    signed: &Signed,
    named: &Named,
    piece: &Piece,
    author: Author,
) -> Result<Added, Problem> {
    let device = author.device.to_string();
    let change =
        Change { family_id: piece.family_id, part_id: piece.part_id, based_on: piece.based_on, device: Some(&device) };
    for attempt in 0..ATTEMPTS {
        let head = state.store().load::<Family>(piece.family_id).await.map_err(store_problem)?.sequence;
        // The first answer is the first answer, whatever came since.
        let answered = run::is_answered(state, piece.command_id).await?;
        if !answered && let Some(clash) = clash::find(state, named, &change).await? {
            // Whoever may not see the family any more is told nothing of what others wrote.
            if !may_open(state, signed, piece.family_id).await? {
                return Ok(Added::Not(Problem::NotFound));
            }
            return Ok(Added::Is(Carried { clash: Some(clash), ..Carried::new(Outcome::Clash, piece.command_id) }));
        }
        let known = piece.known(named, &device, head);
        let sent = piece.command.clone().knowing(known);
        let path = (piece.family_id, piece.part_id);
        return Ok(match by_name::run(named, state, signed.clone(), path, sent, piece.file.clone()).await {
            None => Added::Not(Problem::field("part_id", "required")),
            Some(Ok(done)) => Added::Is(Carried {
                sequence: Some(done.sequence),
                position: Some(done.position),
                ids: done.ids,
                ..Carried::new(Outcome::Done, piece.command_id)
            }),
            Some(Err(Problem::Stale { .. })) if attempt + 1 < ATTEMPTS => continue,
            Some(Err(Problem::Stale { .. })) => return Err(Problem::Unavailable),
            Some(Err(problem)) => Added::Not(problem),
        });
    }
    Err(Problem::Unavailable)
}

async fn may_open(state: &AppState, signed: &Signed, family: Uuid) -> Result<bool, Problem> {
    let (_, facts) = run::family(state, family).await?;
    Ok(signed.check(Action::OpenFamily, &Resource::Family(&facts)).is_ok())
}

/// The family is not the person's any more. What was added before the answer was lost is added; everything else waits for the center.
async fn handed_over(
    state: &AppState,
    piece: &Piece,
    named: &Named,
    author: Author,
    problem: Problem,
) -> Result<Carried, Problem> {
    let id = piece.command_id;
    if is_added(state, piece, author).await? {
        return Ok(Carried::new(Outcome::Done, id));
    }
    if !state.identity().has_carried(author.user_id, piece.family_id).await? {
        return Err(problem);
    }
    answer(id, park::park(state, piece, Some(named), author, LateReason::HandedOver, None).await)
}

/// Whether the author's command is in the log under this id.
pub(super) async fn is_added(state: &AppState, piece: &Piece, author: Author) -> Result<bool, Problem> {
    let kept = hamyar_processes::kept_answer(state.store(), piece.command_id).await.map_err(store_problem)?;
    let own = Actor::User(author.user_id).to_string();
    Ok(kept.is_some_and(|kept| !kept.refused && kept.actor == own))
}

/// Only who carried the family away can have work of their own on it.
async fn carries(state: &AppState, author: Author, piece: &Piece) -> Result<(), Problem> {
    if state.identity().has_carried(author.user_id, piece.family_id).await? { Ok(()) } else { Err(Problem::NotFound) }
}

/// What parking came to.
pub(super) fn answer(id: Uuid, parked: Result<Committed, Problem>) -> Result<Carried, Problem> {
    match parked {
        Ok(committed) => Ok(Carried::at(Outcome::Parked, id, committed)),
        Err(Problem::Refused { code, .. }) if matches!(code.as_ref(), "subject_erased" | "family_erased") => {
            Ok(Carried::new(Outcome::Forgotten, id))
        }
        Err(problem) => Err(problem),
    }
}
