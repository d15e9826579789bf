//! Asking that a member or the whole family be forgotten.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_events::family::ErasureRequested;
use hamyar_events::{ErasureGround, ErasureId, MemberId, Personal};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

command! {
    /// Who is to be forgotten, and why.
    pub struct RequestErasureBody {
        /// One member; the whole family when absent.
        member_id: Option<MemberId>,
        ground: ErasureGround,
        /// Sealed, and forgotten with whom it speaks of. The second person does not see it.
        note: Option<Words>,
        requested_on: Option<Day>,
    }
}

command! {
    /// The request is taken back.
    pub struct WithdrawErasureBody {}
}

/// Ask that a member, or the whole family, be forgotten. A second person decides.
#[utoipa::path(post, path = "/families/{id}/erasures", tag = "erasures", request_body = RequestErasureBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn request_erasure(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    signed.may_ever(Action::RequestErasure)?;
    let retention_years = lookups::retention_years(&state).await?;
    let requested_by = signed.principal.user_id;
    let operation = Operation { name: "request_erasure", action: Action::RequestErasure, path: &path };
    family_command::<RequestErasureBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.requested_on,
        |body, at, family, _| {
            let erasure_id = ErasureId(derived_id(body.command_id, "erasure"));
            let request = ErasureRequested {
                erasure_id,
                member_id: body.member_id,
                ground: body.ground,
                note: body.note.map(|note| whose(family.0, body.member_id, note.into_string())),
                requested_by,
                requested_on: at.day,
            };
            let command = domain::RequestErasure { request, retention_years, today: at.today };
            Ok((command.into(), ids("erasure_id", erasure_id.0)))
        },
    )
    .await
}

/// What is said about an erasure is forgotten with whom it speaks of.
pub(crate) fn whose(family: Uuid, member: Option<MemberId>, text: String) -> Personal<String> {
    match member {
        Some(member) => Personal::of_person(member.0, text),
        None => Personal::of_family(family, text),
    }
}

family_operation! {
    /// Take a request to forget back.
    post "/families/{id}/erasures/{erasure_id}/withdraw" [erasure = "erasure_id"] withdraw_erasure(WithdrawErasureBody) RequestErasure, day none,
    |_body, at, _family| {
        Ok((domain::WithdrawErasure { erasure_id: ErasureId(erasure), today: at.today }.into(), Ids::new()))
    }
}
