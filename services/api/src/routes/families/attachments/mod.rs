//! Files of a family's case: put in, handed out, taken out.
//!
//! Bytes are sealed and kept beside the log before the event that names them is appended, and destroyed after the event that takes them out; whatever
//! a crash leaves between the two is swept. What they are is found out by reading them.

pub(crate) mod download;
mod remove;
mod upload;

pub(crate) use upload::{Brought, accept, bring, receive, too_large};

use axum::extract::DefaultBodyLimit;
use hamyar_domain::family::Attachment;
use hamyar_event_store::{AttachmentError, AttachmentPlace, Subject};
use hamyar_events::MemberId;
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::problem::Problem;
use crate::routes::run::store_problem;
use crate::state::AppState;

/// Most bytes of a request that brings a file: more than a file may have, so that one that is too large is told so instead of being cut off.
pub(crate) const REQUEST_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Files that arrive at a node at once, each of them 5 MiB in memory at most. Many, because a slow telephone takes its place for minutes.
static ARRIVING: Semaphore = Semaphore::const_new(40);
/// Files that a node judges, seals or opens at once, each of them some 20 MiB in memory at most.
pub(crate) static IN_HAND: Semaphore = Semaphore::const_new(8);
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// A turn among those at work; others wait, and not for long.
pub(crate) async fn turn(among: &'static Semaphore) -> Result<SemaphorePermit<'static>, Problem> {
    match tokio::time::timeout(PATIENCE, among.acquire()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Problem::Unavailable),
    }
}

/// Whose key seals a file.
fn subject(family: Uuid, member: Option<MemberId>) -> Subject {
    member.map_or(Subject::Family(family), |member| Subject::Person(member.0))
}

fn place(family: Uuid, attachment: Uuid, known: &Attachment) -> AttachmentPlace {
    AttachmentPlace { family_id: family, attachment_id: attachment, subject: subject(family, known.member_id) }
}

/// What the bytes' own table says no to.
pub(crate) fn problem(error: AttachmentError) -> Problem {
    match error {
        AttachmentError::Taken => Problem::refused("command_id_reused"),
        AttachmentError::Empty => Problem::field("file", "file_empty"),
        AttachmentError::Erased => Problem::refused("attachment_erased"),
        error @ (AttachmentError::Gone | AttachmentError::Damaged) => {
            tracing::error!(%error, "the bytes of an attachment are not those that the log proves");
            Problem::refused("attachment_damaged")
        }
        AttachmentError::Store(error) => store_problem(error),
    }
}

/// Every operation on attachments.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(upload::add_attachment))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
        .routes(routes!(download::read_attachment))
        .routes(routes!(remove::remove_attachment))
}
