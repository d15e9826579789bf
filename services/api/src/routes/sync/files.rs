//! Files that were taken without a network: the same door as every other piece of work, with the bytes beside it.

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, header};
use hamyar_identity::policy::{Action, Resource};
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::command::{self, Carried};
use super::late;
use super::park::{self, FieldWorkBody, Piece};
use super::quarantine::{self, QuarantineBody, Quarantined};
use crate::auth::{Browser, Signed};
use crate::input::InPath;
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::families::attachments::{self, REQUEST_BYTES_MAX, download, receive};
use crate::routes::families::document;
use crate::state::AppState;

/// Files that may be left by devices without a session at one time.
static LEFT_BEHIND: Semaphore = Semaphore::const_new(4);

/// A piece of work and its file, in this order.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the document")]
pub(crate) struct FieldFileForm {
    /// As `application/json`; its operation is `add_attachment`.
    work: FieldWorkBody,
    /// JPEG, PNG, WebP, PDF, Ogg/Opus, WebM/Opus (kept as Ogg), MP3 or M4A, at most 5 MiB. Its name and declared type are not read.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The same of a device that is signed in no more.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the document")]
pub(crate) struct QuarantineFileForm {
    /// As `application/json`.
    work: QuarantineBody,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Bring one file that was taken on a phone. Sent again under the same `command_id` it gets an answer that says the same.
#[utoipa::path(post, path = "/sync/files", tag = "sync",
    request_body(content = FieldFileForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Carried), ReadProblems))]
pub(crate) async fn send_field_file(
    State(state): State<AppState>,
    signed: Signed,
    request: Request,
) -> Result<Json<Carried>, Problem> {
    signed.may_ever(Action::SendFieldWork)?;
    signed.check(Action::SendFieldWork, &Resource::None)?;
    super::device(&signed)?;
    let (sent, file, arriving) = receive(&state, request, "work").await?;
    drop(arriving);
    let mut piece = Piece::read(&sent, signed.now)?;
    piece.file = Some(file);
    command::bring(&state, &signed, &piece).await
}

/// Leave one file for review from a device that was revoked, as [`quarantine::quarantine_field_work`] leaves words.
#[utoipa::path(post, path = "/sync/quarantine/files", tag = "sync",
    request_body(content = QuarantineFileForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Quarantined), ReadProblems))]
pub(crate) async fn quarantine_field_file(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    request: Request,
) -> Result<Json<Quarantined>, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Err(Problem::Unreadable("not_a_form_with_file"));
    }
    // Not a byte of a file is read from whoever has no device of ours, and strangers' slow lines hold up nobody else's files.
    let token = visitor.device.as_ref().ok_or(Problem::NotSignedIn)?;
    if !state.identity().knows_device(token).await? {
        return Err(Problem::NotSignedIn);
    }
    let _turn = attachments::turn(&LEFT_BEHIND).await?;
    let (sent, file, arriving) = receive(&state, request, "work").await?;
    drop(arriving);
    quarantine::leave(&state, &visitor, &sent, Some(file)).await
}

/// The file of a piece of late work, to be looked at before it is decided on. Reading it is recorded.
#[utoipa::path(get, path = "/families/{id}/late-work/{late_id}/file", tag = "sync",
    params(("id" = Uuid, Path), ("late_id" = Uuid, Path)),
    responses((status = 200, description = "the bytes, as `Content-Type` says"), ReadProblems))]
pub(crate) async fn read_late_file(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 2]>,
) -> Result<(HeaderMap, Vec<u8>), Problem> {
    let [family, late] = path;
    let (fields, why) = late::may_review(&state, &signed, family).await?;
    // A photo or a letter may show where the family lives.
    if !fields.shows_whereabouts() {
        return Err(Problem::refused("attachment_under_threat"));
    }
    let file = late::file(&state, family, late.into()).await?.ok_or(Problem::NotFound)?;
    let _turn = attachments::turn(&attachments::IN_HAND).await?;
    let id = file.attachment_id.0;
    let read = state.store().read_attachment(park::place(family, id), &file.sealed_sha256).await;
    let bytes = read.map_err(|error| match error {
        // Settled meanwhile: what was recorded stands in the file.
        hamyar_event_store::AttachmentError::Gone => Problem::NotFound,
        error => attachments::problem(error),
    })?;
    document::trace(&state, &signed, "read_late_file", family, why).await?;
    Ok((download::headers(id, file.media_type), bytes.to_vec()))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(send_field_file))
        .routes(routes!(quarantine_field_file))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
        .routes(routes!(read_late_file))
}
