//! Taking a file out: the event first, then the bytes.

use axum::extract::State;
use hamyar_domain::family::RemoveAttachment;
use hamyar_events::family::AttachmentRemoved;
use hamyar_events::{AttachmentId, Personal};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::subject;
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::families::command::{Operation, family_command};
use crate::routes::run::{self, Ids, store_problem};
use crate::state::AppState;

command! {
    /// A file does not belong in the case.
    pub struct RemoveAttachmentBody {
        reason: Words,
        removed_on: Option<Day>,
    }
}

/// Take a file out of the case. Its bytes are destroyed; that it was there stays.
#[utoipa::path(post, path = "/families/{id}/attachments/{attachment_id}/remove", tag = "families", request_body = RemoveAttachmentBody,
    params(("id" = Uuid, Path), ("attachment_id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn remove_attachment(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id, attachment_id] = path;
    let family = run::allowed_family(&state, &signed, Action::ServeFamily, id).await?;
    if family.attachments.contains_key(&AttachmentId(attachment_id)) {
        // Should this node die after the event, the sweep destroys the bytes.
        state.store().look_again_at_attachment(attachment_id).await.map_err(store_problem)?;
    }
    let operation = Operation { name: "remove_attachment", action: Action::ServeFamily, path: &[id, attachment_id] };
    let done = family_command::<RemoveAttachmentBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.removed_on,
        |body, at, _, family| {
            let attachment_id = AttachmentId(attachment_id);
            let member = family.attachments.get(&attachment_id).and_then(|known| known.member_id);
            let reason = Personal { subject: subject(id, member), value: Some(body.reason.into_string()) };
            let removal = AttachmentRemoved { attachment_id, reason, removed_on: at.day };
            Ok((RemoveAttachment { removal, today: at.today }.into(), Ids::new()))
        },
    )
    .await?;
    if let Err(error) = state.store().destroy_removed_attachment(id, attachment_id).await {
        tracing::warn!(%error, "bytes of an attachment that was taken out wait for the sweep");
    }
    Ok(done)
}
