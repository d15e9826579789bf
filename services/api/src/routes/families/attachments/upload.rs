//! Putting a file in.

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use hamyar_domain::Family;
use hamyar_domain::family::{ATTACHMENT_BYTES_MAX, AddAttachment};
use hamyar_event_store::{Execution, KeptAttachment};
use hamyar_events::family::AttachmentAdded;
use hamyar_events::{AttachmentId, AttachmentKind, MemberId, Personal};
use hamyar_identity::policy::Action;
use hamyar_media::{Accepted, Rejected};
use serde_json::Map;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::sync::SemaphorePermit;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ARRIVING, AttachmentPlace, IN_HAND, problem, subject, turn};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Line, Sent, command};
use crate::problem::{FieldError, Problem};
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::run::{self, Failed, Wish, derived_id, ids};
use crate::state::AppState;

/// How long the sender may be silent, and how long the whole may take: 5 MiB over a poor telephone line.
const SILENCE: Duration = Duration::from_secs(30);
const WHOLE: Duration = Duration::from_secs(300);
/// Bytes of the facts beside the file.
const FACTS_BYTES_MAX: usize = 64 * 1024;

command! {
    /// What is said of a file.
    pub struct AddAttachmentBody {
        kind: AttachmentKind,
        title: Line,
        /// Whose it is; the family's when absent.
        member_id: Option<MemberId>,
        /// Day on which it was handed over or made; today when absent.
        received_on: Option<Day>,
    }
}

/// The two parts of the form, in this order.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the document")]
pub(crate) struct AttachmentForm {
    /// As `application/json`.
    facts: AddAttachmentBody,
    /// JPEG, PNG, WebP, PDF, Ogg/Opus, WebM/Opus (kept as Ogg), MP3 or M4A, at most 5 MiB. Its name and declared type are not read.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Put a file into the case. What it is is found out by reading it; remarks of cameras and telephones are left behind.
#[utoipa::path(post, path = "/families/{id}/attachments", tag = "families",
    request_body(content = AttachmentForm, content_type = "multipart/form-data"),
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn add_attachment(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    request: Request,
) -> Result<Done, Problem> {
    let [id] = path;
    run::allowed_family(&state, &signed, Action::ServeFamily, id).await?;
    let (sent, file, arriving) = receive(&state, request, "facts").await?;
    let in_hand = turn(&IN_HAND).await?;
    drop(arriving);
    attach(&state, &signed, if_match, id, &sent, file, in_hand).await
}

/// Puts a file into the case that came another way, as the operation itself would.
pub(crate) async fn bring(
    state: &AppState,
    signed: &Signed,
    id: Uuid,
    sent: &Sent,
    file: Brought,
) -> Result<Done, Problem> {
    run::allowed_family(state, signed, Action::ServeFamily, id).await?;
    let in_hand = turn(&IN_HAND).await?;
    attach(state, signed, IfMatch(None), id, sent, file, in_hand).await
}

/// A form of words and a file, read whole, and the turn it took; no file where it is larger than a file may be.
pub(crate) async fn receive(
    state: &AppState,
    request: Request,
    words: &'static str,
) -> Result<(Sent, Brought, SemaphorePermit<'static>), Problem> {
    let mut form =
        Multipart::from_request(request, state).await.map_err(|_| Problem::Unreadable("not_a_form_with_file"))?;
    let arriving = turn(&ARRIVING).await?;
    let read = tokio::time::timeout(WHOLE, read(&mut form, words)).await.unwrap_or(Err(Problem::Unreadable(CUT)));
    match read {
        Ok((sent, file)) => Ok((sent, Brought(file.map(Bytes::from)), arriving)),
        Err(problem) => {
            // A sender whose file is not read to its end never reads the answer.
            let rest = async { while let Ok(Some(_)) = form.next_field().await {} };
            let _ = tokio::time::timeout(SILENCE, rest).await;
            Err(problem)
        }
    }
}

/// What a file is, apart from any command: as it would be kept.
pub(crate) async fn accept(file: Brought) -> Result<Accepted, Problem> {
    let _in_hand = turn(&IN_HAND).await?;
    Ok(judged(file).await?.0)
}

async fn judged(file: Brought) -> Result<(Accepted, [u8; 32]), Problem> {
    let judged = tokio::task::spawn_blocking(|| judge(file)).await;
    judged.map_err(|error| Problem::internal("reading a file", &error))?
}

async fn attach(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    id: Uuid,
    sent: &Sent,
    file: Brought,
    _in_hand: SemaphorePermit<'static>,
) -> Result<Done, Problem> {
    let judged = match judged(file).await {
        Err(problem @ Problem::Internal) => return Err(problem),
        judged => judged,
    };
    let (body, (accepted, digest)) = both(sent.read::<AddAttachmentBody>(), judged)?;
    if body.received_on.is_some_and(|day| day.0 > state.today()) {
        return Err(Problem::field("received_on", "in_future"));
    }
    let at = run::moment(state, &body, body.received_on)?;
    let context = run::context(signed, &body, at, if_match);
    let wish = Wish {
        context,
        execution: Execution { body: Some([sent.fingerprint("add_attachment", &[id]), digest.to_vec()].concat()) },
    };
    // One id for one wish, however often it is sent: bytes that are there are this wish's bytes.
    let attachment_id = derived_id(body.command_id, "attachment");
    let attachment = AttachmentAdded {
        attachment_id: AttachmentId(attachment_id),
        kind: body.kind,
        title: Personal { subject: subject(id, body.member_id), value: Some(body.title.into_string()) },
        member_id: body.member_id,
        media_type: accepted.media_type,
        size_bytes: 0,
        sealed_sha256: String::new(),
        received_on: at.day,
    };
    let command = AddAttachment { attachment, today: at.today };
    let work = keep(state.clone(), id, command, accepted, wish);
    // Goes on when the sender hangs up, so that an event follows its bytes.
    let done = tokio::spawn(work).await.map_err(|error| Problem::internal("keeping a file", &error))?;
    match done {
        Ok(done) => Ok(done),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// The bytes of a file as they came; none where they are more than a file may have.
#[derive(Clone, Debug)]
pub(crate) struct Brought(pub(crate) Option<Bytes>);

/// What a file is, and the hash of it as it was sent, by which it is known when it is sent again.
fn judge(file: Brought) -> Result<(Accepted, [u8; 32]), Problem> {
    let file = file.0.ok_or_else(too_large)?;
    let accepted = hamyar_media::accept(&file).map_err(rejected)?;
    Ok((accepted, Sha256::digest(&file).into()))
}

/// Bytes first, event second.
async fn keep(
    state: AppState,
    id: Uuid,
    mut command: AddAttachment,
    accepted: Accepted,
    wish: Wish,
) -> Result<Done, Failed> {
    let command_id = wish.context.command_id;
    let attachment_id = command.attachment.attachment_id.0;
    let kept = if run::is_answered(&state, command_id).await? {
        // The answer is there; what was kept then is not looked at.
        KeptAttachment { sealed_sha256: "0".repeat(64), size_bytes: accepted.bytes.len() as u64 }
    } else {
        let place = AttachmentPlace { family_id: id, attachment_id, subject: command.attachment.title.subject };
        state.store().put_attachment(place, &accepted.bytes).await.map_err(problem)?
    };
    command.attachment.size_bytes = kept.size_bytes;
    command.attachment.sealed_sha256 = kept.sealed_sha256;
    match run::execute::<Family>(&state, id, command.into(), wish).await {
        Ok(committed) => Ok(run::done(id, committed, ids("attachment_id", attachment_id))),
        Err(failed) => {
            // Only what was refused for good; the rest is swept when nobody sends it again.
            if let Failed::Problem(Problem::Refused { .. }) = &failed
                && let Err(error) = state.store().give_up_attachment(attachment_id, command_id).await
            {
                tracing::warn!(%error, "bytes of a refused attachment wait for the sweep");
            }
            Err(failed)
        }
    }
}

const CUT: &str = "unreadable_request";

/// The words as they were sent, and the file, neither of them judged; no file where it is larger than a file may be.
async fn read(form: &mut Multipart, words: &str) -> Result<(Sent, Option<Vec<u8>>), Problem> {
    let facts = next(form, words).await?;
    // A form of another site cannot say so of a field without asking first.
    if facts.content_type().is_none_or(|kind| !kind.eq_ignore_ascii_case("application/json")) {
        return Err(Problem::Unreadable("not_a_form_with_file"));
    }
    let (facts, whole) = collect(facts, FACTS_BYTES_MAX).await?;
    if !whole {
        return Err(Problem::TooLarge);
    }
    let sent = Sent::from_json(&facts)?;
    let max = usize::try_from(ATTACHMENT_BYTES_MAX).unwrap_or(usize::MAX);
    let (file, whole) = collect(next(form, "file").await?, max).await?;
    if form.next_field().await.map_err(unreadable)?.is_some() {
        return Err(Problem::Unreadable("not_a_form_with_file"));
    }
    Ok((sent, whole.then_some(file)))
}

async fn next<'a>(form: &'a mut Multipart, name: &str) -> Result<Field<'a>, Problem> {
    let field = tokio::time::timeout(SILENCE, form.next_field()).await.map_err(|_| Problem::Unreadable(CUT))?;
    match field.map_err(unreadable)? {
        Some(field) if field.name() == Some(name) => Ok(field),
        _ => Err(Problem::Unreadable("not_a_form_with_file")),
    }
}

/// A field's bytes up to a limit, and whether those are all. What comes after is read and let go, so that the sender hears the answer.
async fn collect(mut field: Field<'_>, max: usize) -> Result<(Vec<u8>, bool), Problem> {
    let mut bytes = Vec::new();
    let mut whole = true;
    loop {
        let chunk = tokio::time::timeout(SILENCE, field.chunk()).await.map_err(|_| Problem::Unreadable(CUT))?;
        let Some(chunk) = chunk.map_err(unreadable)? else { return Ok((bytes, whole)) };
        if whole && bytes.len() + chunk.len() <= max {
            bytes.extend_from_slice(&chunk);
        } else {
            (bytes, whole) = (Vec::new(), false);
        }
    }
}

fn unreadable(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { Problem::Unreadable(CUT) }
}

/// Every fault of the facts and of the file, so that a person mends them in one go.
fn both<A, B>(facts: Result<A, Problem>, file: Result<B, Problem>) -> Result<(A, B), Problem> {
    match (facts, file) {
        (Ok(facts), Ok(file)) => Ok((facts, file)),
        (Err(Problem::Invalid(mut faults)), Err(Problem::Invalid(more))) => {
            faults.extend(more);
            Err(Problem::Invalid(faults))
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    }
}

pub(crate) fn too_large() -> Problem {
    let mebibytes = ATTACHMENT_BYTES_MAX / (1024 * 1024);
    let params = Map::from_iter([("max".to_owned(), mebibytes.into())]);
    Problem::Invalid(vec![FieldError::new("file", "file_too_large", params)])
}

fn rejected(why: Rejected) -> Problem {
    Problem::field(
        "file",
        match why {
            Rejected::Empty => "file_empty",
            Rejected::NotAllowed => "file_not_allowed",
            Rejected::Broken => "file_broken",
            Rejected::Mixed => "file_mixed",
            Rejected::Active => "file_active",
            Rejected::TooManyPixels => "file_too_many_pixels",
        },
    )
}
