//! Special matters put to an expert, and the answer that comes back.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_events::family::{ExpertAnswered, ReferredToExpert};
use hamyar_events::{ExpertReferralId, Personal};
use hamyar_identity::policy::Action;
use hamyar_persian::working_days::after_working_days;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Line, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{derived_id, ids};
use crate::state::AppState;

command! {
    /// A special matter for an expert.
    pub struct ReferToExpertBody {
        /// Field of the expert, e.g. `psychology`, `law`.
        specialty: Line,
        question: Words,
        referred_on: Option<Day>,
        /// The last day on which the answer is in time.
        answer_by: Option<Day>,
    }
}

command! {
    /// The expert's answer.
    pub struct AnswerAsExpertBody {
        answer: Words,
        answered_on: Option<Day>,
    }
}

/// Put a special matter to an expert. Where no day is named the answer is due within the commissions' ordinary term.
#[utoipa::path(post, path = "/families/{id}/expert-referrals", tag = "families", request_body = ReferToExpertBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn refer_to_expert(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    signed.may_ever(Action::ServeFamily)?;
    let term = u32::from(lookups::numbers(&state, state.today()).await?.answer_days(hamyar_events::Urgency::Normal));
    let operation = Operation { name: "refer_to_expert", action: Action::ServeFamily, path: &path };
    let day = |body: &ReferToExpertBody| body.referred_on;
    family_command::<ReferToExpertBody>(&state, &signed, if_match, &sent, operation, day, |body, at, family, _| {
        let id = ExpertReferralId(derived_id(body.command_id, "expert_referral"));
        let referral = ReferredToExpert {
            expert_referral_id: id,
            specialty: Personal::of_family(family.0, body.specialty.into_string()),
            question: Personal::of_family(family.0, body.question.into_string()),
            referred_on: at.day,
            answer_by: Some(body.answer_by.map_or_else(|| after_working_days(at.day, term), |day| day.0)),
        };
        Ok((domain::ReferToExpert { referral, today: at.today }.into(), ids("expert_referral_id", id.0)))
    })
    .await
}

family_operation! {
    /// Record the expert's answer.
    post "/families/{id}/expert-referrals/{expert_referral_id}/answer" [expert = "expert_referral_id"]
    answer_as_expert(AnswerAsExpertBody) ServeFamily, day answered_on,
    |body, at, family| {
        let answer = ExpertAnswered {
            expert_referral_id: ExpertReferralId(expert),
            answer: Personal::of_family(family.0, body.answer.into_string()),
            answered_on: at.day,
        };
        Ok((domain::AnswerAsExpert { answer, today: at.today }.into(), ids("expert_referral_id", expert)))
    }
}
