//! Handing a file out: recorded, never in the page, under a name that names nobody.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use hamyar_events::{AttachmentId, MediaType};
use hamyar_identity::policy::{Action, Resource};
use uuid::Uuid;

use super::{IN_HAND, place, problem, turn};
use crate::auth::Signed;
use crate::input::InPath;
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::families::document;
use crate::routes::run;
use crate::state::AppState;

/// The bytes of a file, to be saved. Reading them is recorded.
#[utoipa::path(get, path = "/families/{id}/attachments/{attachment_id}", tag = "families",
    params(("id" = Uuid, Path), ("attachment_id" = Uuid, Path)),
    responses((status = 200, description = "the bytes, as `Content-Type` says"),
        (status = 409, description = "taken out, erased, under threat, or not the bytes that the log proves", content_type = "application/problem+json", body = crate::problem::ProblemBody),
        ReadProblems))]
pub(crate) async fn read_attachment(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 2]>,
) -> Result<(HeaderMap, Vec<u8>), Problem> {
    let [id, attachment_id] = path;
    signed.may_ever(Action::OpenAttachment)?;
    let (family, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::OpenAttachment, &Resource::Family(&facts))?;
    let known = family.attachments.get(&AttachmentId(attachment_id)).ok_or(Problem::NotFound)?;
    // A photo or a letter may show where the family lives.
    if !verdict.fields.shows_whereabouts() {
        return Err(Problem::refused("attachment_under_threat"));
    }
    if known.removed {
        return Err(Problem::refused("attachment_removed"));
    }
    let _turn = turn(&IN_HAND).await?;
    let read = state.store().read_attachment(place(id, attachment_id, known), &known.sealed_sha256).await;
    let bytes = read.map_err(problem)?;
    document::trace(&state, &signed, "read_attachment", id, verdict.why).await?;
    Ok((headers(attachment_id, known.media_type), bytes.to_vec()))
}

pub(crate) fn headers(id: Uuid, media_type: MediaType) -> HeaderMap {
    let ending = match media_type {
        MediaType::Jpeg => "jpg",
        MediaType::Png => "png",
        MediaType::Webp => "webp",
        MediaType::Pdf => "pdf",
        MediaType::Ogg => "ogg",
        MediaType::Mp3 => "mp3",
        MediaType::M4a => "m4a",
    };
    // The end of the id: of a name-based one every part is as good as chance.
    let id = id.simple().to_string();
    let short = id.get(24..).unwrap_or_default();
    // «پیوست» as RFC 5987 writes it. The title stays out: a folder of downloads is read by others.
    let name = "%D9%BE%DB%8C%D9%88%D8%B3%D8%AA";
    let disposition =
        format!("attachment; filename=\"attachment-{short}.{ending}\"; filename*=UTF-8''{name}-{short}.{ending}");
    let mut headers = HeaderMap::new();
    // Letters, digits and signs of ASCII are always a header value.
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type.as_str()));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}
