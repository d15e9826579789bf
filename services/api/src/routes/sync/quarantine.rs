//! The work of a phone that is to be wiped, or whose person may sign in no more: taken in by what the device is, read by nobody here, and kept for
//! the center to decide on. The phone gets nothing for it but the word that it arrived.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Family;
use hamyar_events::family::LateReason;
use hamyar_identity::{Role, Visitor};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::command::{Carried, Outcome, answer, is_added};
use super::park::{self, Author, FieldWorkBody, Piece};
use crate::auth::Browser;
use crate::input::{Sent, Whole, body};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::families::attachments::Brought;
use crate::routes::families::by_name;
use crate::routes::run::store_problem;
use crate::state::AppState;

body! {
    /// One piece of work of a device that is signed in no more.
    pub struct QuarantineBody {
        /// The account whose store it was in.
        user_id: Uuid,
        #[schema(value_type = FieldWorkBody)]
        work: Whole,
    }
}

/// What was taken in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Quarantined {
    outcome: Outcome,
    command_id: Uuid,
}

/// Leave one piece of work for review from a device that was revoked. Needs no session: the cookie of a device that carried the family away
/// is enough to leave something, and opens nothing.
#[utoipa::path(post, path = "/sync/quarantine", tag = "sync", request_body = QuarantineBody,
    responses((status = 200, body = Quarantined), ReadProblems))]
pub(crate) async fn quarantine_field_work(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<Json<Quarantined>, Problem> {
    leave(&state, &visitor, &sent, None).await
}

/// Takes a piece in from a device that is signed in no more, with the file that it may have brought.
pub(super) async fn leave(
    state: &AppState,
    visitor: &Visitor,
    sent: &Sent,
    file: Option<Brought>,
) -> Result<Json<Quarantined>, Problem> {
    let now = state.clock().now();
    let body: QuarantineBody = sent.read()?;
    let token = visitor.device.clone().ok_or(Problem::NotSignedIn)?;
    let device = state.identity().device_behind(&token, body.user_id).await?.ok_or(Problem::NotSignedIn)?;
    let user = state.identity().user(body.user_id, now).await?.ok_or(Problem::NotSignedIn)?;
    let is_caseworker = user.principal.is(Role::Caseworker);
    if device.wipe_asked_at.is_none() && !user.disabled && is_caseworker {
        // Whoever may sign in signs in.
        return Err(Problem::NotSignedIn);
    }
    let mut piece = Piece::read(&body.work.into_sent(), now)?;
    piece.file = file;
    let author = Author { user_id: body.user_id, caseworker_id: user.principal.caseworker_id(), device: device.id };
    let Carried { outcome, command_id, .. } = take(state, piece, author).await?;
    Ok(Json(Quarantined { outcome, command_id }))
}

async fn take(state: &AppState, mut piece: Piece, author: Author) -> Result<Carried, Problem> {
    let id = piece.command_id;
    if !state.identity().has_carried(author.user_id, piece.family_id).await? {
        return Err(Problem::NotFound);
    }
    let family = state.store().load::<Family>(piece.family_id).await.map_err(store_problem)?.state;
    if family.late.values().any(|late| late.command_id == id) {
        return Ok(Carried::new(Outcome::Parked, id));
    }
    if is_added(state, &piece, author).await? {
        return Ok(Carried::new(Outcome::Done, id));
    }
    let named = by_name::find(&piece.operation);
    let why = LateReason::DeviceRevoked;
    match park::park(state, &piece, named, author, why, None).await {
        // The phone is wiped after this: where the file cannot be kept its words are, and the center reads why.
        Err(problem @ (Problem::Invalid(_) | Problem::Refused { .. })) if piece.file.is_some() => {
            let refusal = match &problem {
                Problem::Refused { code, .. } => code.clone().into_owned(),
                _ => "file_unusable".to_owned(),
            };
            piece.file = None;
            piece.without_file = true;
            answer(id, park::park(state, &piece, named, author, why, Some(refusal)).await)
        }
        parked => answer(id, parked),
    }
}
