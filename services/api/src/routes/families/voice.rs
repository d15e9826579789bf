//! The family's side: what it asks about its own case, the answer, and that it was shown its file.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_events::family::{FamilyEvent, FileShown, RequestAnswered, RequestWithdrawn};
use hamyar_events::{
    Actor, EntryId, FamilyRequestKind, MemberId, Personal, RequestId, RequestOutcome, ShownWay, UserId,
};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use super::document;
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{self, Ids, derived_id, ids, store_problem};
use crate::state::AppState;

command! {
    /// What the family asks, in its own words.
    pub struct MakeRequestBody {
        kind: FamilyRequestKind,
        member_id: Option<MemberId>,
        words: Words,
        /// Planned entries of the calendar that the family does not want; they are cancelled at once.
        entry_ids: Option<Vec<EntryId>>,
        made_on: Option<Day>,
    }
}

command! {
    /// The answer to the family.
    pub struct AnswerRequestBody {
        outcome: RequestOutcome,
        answer: Words,
        answered_on: Option<Day>,
    }
}

command! {
    /// The family takes its wish back.
    pub struct WithdrawRequestBody {
        withdrawn_on: Option<Day>,
    }
}

command! {
    /// To whom the file was shown, and how.
    pub struct ShowFileBody {
        way: ShownWay,
        member_id: Option<MemberId>,
        shown_on: Option<Day>,
    }
}

/// Who made what the family asks about: whoever gave the tier that stands, or the accounts of the family's caseworker.
async fn deciders(
    state: &AppState,
    signed: &Signed,
    id: Uuid,
    kind: FamilyRequestKind,
    caseworker: Option<Uuid>,
) -> Result<Vec<UserId>, Problem> {
    if kind == FamilyRequestKind::ContestTier {
        let events = document::events(state, id).await?;
        for event in events.iter().rev() {
            if let FamilyEvent::TierAssigned(_) = event.decode::<FamilyEvent>().map_err(store_problem)? {
                let Actor::User(user) = document::meta(event).actor else { return Ok(Vec::new()) };
                return Ok(vec![UserId(user)]);
            }
        }
        return Ok(Vec::new());
    }
    let Some(caseworker) = caseworker else { return Ok(Vec::new()) };
    let users = state.identity().list_users(signed.now).await?;
    let theirs = users.into_iter().filter(|user| user.principal.caseworker_id() == Some(caseworker));
    Ok(theirs.map(|user| UserId(user.principal.user_id)).collect())
}

/// Write down what the family asks: it refuses aid, contests its tier, or wants another caseworker. Somebody other than whoever decided answers.
#[utoipa::path(post, path = "/families/{id}/requests", tag = "families", request_body = MakeRequestBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn make_request(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::KeepRecord, id).await?;
    let kind = sent.read::<MakeRequestBody>()?.kind;
    let caseworker = family.holding.as_ref().map(|holding| holding.caseworker_id.0);
    let deciders = deciders(&state, &signed, id, kind, caseworker).await?;
    let numbers = lookups::numbers(&state, state.today()).await?;
    let operation = Operation { name: "make_request", action: Action::KeepRecord, path: &path };
    family_command::<MakeRequestBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.made_on,
        |body, at, family, _| {
            let request_id = RequestId(derived_id(body.command_id, "request"));
            let command = domain::MakeRequest {
                request_id,
                kind: body.kind,
                member_id: body.member_id,
                words: Personal::of_family(family.0, body.words.into_string()),
                entry_ids: body.entry_ids.unwrap_or_default(),
                made_on: at.day,
                deciders,
                numbers,
                today: at.today,
            };
            Ok((command.into(), ids("request_id", request_id.0)))
        },
    )
    .await
}

/// Answer the family. Refused to whoever decided what it asks about.
#[utoipa::path(post, path = "/families/{id}/requests/{request_id}/answer", tag = "families", request_body = AnswerRequestBody,
    params(("id" = Uuid, Path), ("request_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn answer_request(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let user_id = UserId(signed.principal.user_id);
    let operation = Operation { name: "answer_request", action: Action::AnswerFamily, path: &path };
    family_command::<AnswerRequestBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.answered_on,
        |body, at, family, _| {
            let answer = RequestAnswered {
                request_id: RequestId(path[1]),
                outcome: body.outcome,
                answer: Personal::of_family(family.0, body.answer.into_string()),
                user_id,
                answered_on: at.day,
            };
            Ok((domain::AnswerRequest { answer, today: at.today }.into(), Ids::new()))
        },
    )
    .await
}

family_operation! {
    /// The family takes its wish back.
    post "/families/{id}/requests/{request_id}/withdraw" [request = "request_id"]
    withdraw_request(WithdrawRequestBody) KeepRecord, day withdrawn_on,
    |_body, at, _family| {
        let withdrawal = RequestWithdrawn { request_id: RequestId(request), withdrawn_on: at.day };
        Ok((domain::WithdrawRequest { withdrawal, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record that the family was shown its file in plain words.
    post "/families/{id}/shown" show_file(ShowFileBody) KeepRecord, day shown_on,
    |body, at, _family| {
        let shown = FileShown { member_id: body.member_id, way: body.way, shown_on: at.day };
        Ok((domain::ShowFile { shown, today: at.today }.into(), Ids::new()))
    }
}
