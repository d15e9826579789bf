//! What a session needs beside its decisions: the order of the agenda, who stands aside, what was said.

use axum::extract::State;
use hamyar_domain::Commission;
use hamyar_domain::commission as domain;
use hamyar_events::commission::{AgendaOrdered, ConflictDeclared, ConflictWithdrawn, DiscussionNoted, SeatClaimed};
use hamyar_events::{ParticipantId, Personal, ReferralId, SessionId, UserId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done};
use super::asked::{Asked, go_on, undated};
use super::commissions::{own, referred};
use super::run::{self, Ids};
use crate::auth::Signed;
use crate::input::{IfMatch, InPath, Sent, Words, command};
use crate::problem::Problem;
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// The cases in the order in which they are heard: all of them.
    pub struct OrderAgendaBody {
        referral_ids: Vec<ReferralId>,
    }
}

command! {
    /// Who stands aside from which case, and why.
    pub struct DeclareConflictBody {
        referral_id: ReferralId,
        person_id: ParticipantId,
        reason: Option<Words>,
    }
}

command! {
    /// Whose standing aside was written by mistake.
    pub struct WithdrawConflictBody {
        referral_id: ReferralId,
        person_id: ParticipantId,
    }
}

command! {
    /// What was said on a case.
    pub struct NoteDiscussionBody {
        referral_id: ReferralId,
        note: Words,
    }
}

command! {
    /// The own account is the person on the seat.
    pub struct ClaimSeatBody {
    }
}

macro_rules! sitting_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident), |$b:ident, $session:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "commissions", request_body = $body,
            params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
            own(&asked.state, &asked.signed, asked.path[0]).await?;
            let $session = SessionId(asked.path[1]);
            go_on::<Commission, $body>(&asked, stringify!($name), undated, |$b, _| Ok(($make, Ids::new()))).await
        }
    };
}

sitting_operation! {
    /// Put the cases of a session in the order in which they are heard.
    post "/commissions/{id}/sessions/{session_id}/order" order_agenda(OrderAgendaBody), |body, session_id| {
        domain::OrderAgenda { order: AgendaOrdered { session_id, referral_ids: body.referral_ids } }.into()
    }
}

sitting_operation! {
    /// A member stands aside from one case, and neither counts for its quorum nor votes on it.
    post "/commissions/{id}/sessions/{session_id}/conflicts" declare_conflict(DeclareConflictBody), |body, session_id| {
        let reason = body.reason.map(|text| Personal::of_person(body.person_id.0, text.into_string()));
        let conflict = ConflictDeclared { session_id, referral_id: body.referral_id, person_id: body.person_id, reason };
        domain::DeclareConflict { conflict }.into()
    }
}

sitting_operation! {
    /// A member does not stand aside after all.
    post "/commissions/{id}/sessions/{session_id}/conflicts/withdraw" withdraw_conflict(WithdrawConflictBody), |body, session_id| {
        let withdrawal = ConflictWithdrawn { session_id, referral_id: body.referral_id, person_id: body.person_id };
        domain::WithdrawConflict { withdrawal }.into()
    }
}

/// Write down what was said on a case of an open session; the last note counts.
#[utoipa::path(post, path = "/commissions/{id}/sessions/{session_id}/discussion", tag = "commissions", request_body = NoteDiscussionBody,
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn note_discussion(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let asked = Asked { state, signed, if_match, path, sent };
    own(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: NoteDiscussionBody = asked.sent.read()?;
    let answered = run::is_answered(&asked.state, body.command_id).await?;
    let (family_id, _) = referred(&asked.state, asked.path[0], body.referral_id, answered).await?;
    go_on::<Commission, NoteDiscussionBody>(&asked, "note_discussion", undated, |body, _| {
        let discussion = DiscussionNoted {
            session_id: SessionId(asked.path[1]),
            referral_id: body.referral_id,
            family_id,
            note: Personal::of_family(family_id.0, body.note.into_string()),
        };
        Ok((domain::NoteDiscussion { discussion }.into(), Ids::new()))
    })
    .await
}

/// Say that the own account is the person on a seat, which then signs minutes by it.
#[utoipa::path(post, path = "/commissions/{id}/participants/{participant_id}/claim", tag = "commissions", request_body = ClaimSeatBody,
    params(("id" = Uuid, Path), ("participant_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn claim_seat(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    own(&asked.state, &asked.signed, asked.path[0]).await?;
    let claim =
        SeatClaimed { participant_id: ParticipantId(asked.path[1]), user_id: UserId(asked.signed.principal.user_id) };
    go_on::<Commission, ClaimSeatBody>(&asked, "claim_seat", undated, |_, _| {
        Ok((domain::ClaimSeat { claim }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(order_agenda))
        .routes(routes!(declare_conflict))
        .routes(routes!(withdraw_conflict))
        .routes(routes!(note_discussion))
        .routes(routes!(claim_seat))
}
