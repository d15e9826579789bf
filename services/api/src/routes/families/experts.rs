//! Special matters put to an expert, and the answer that comes back.

use hamyar_domain::family as domain;
use hamyar_events::family::{ExpertAnswered, ReferredToExpert};
use hamyar_events::{ExpertReferralId, Personal};

use super::command::family_operation;
use crate::input::{Day, Line, Words, command};
use crate::routes::run::{derived_id, ids};

command! {
    /// A special matter for an expert.
    pub struct ReferToExpertBody {
        /// Field of the expert, e.g. `psychology`, `law`.
        specialty: Line,
        question: Words,
        referred_on: Option<Day>,
    }
}

command! {
    /// The expert's answer.
    pub struct AnswerAsExpertBody {
        answer: Words,
        answered_on: Option<Day>,
    }
}

family_operation! {
    /// Put a special matter to an expert.
    post "/families/{id}/expert-referrals" refer_to_expert(ReferToExpertBody) ServeFamily, day referred_on,
    |body, at, family| {
        let id = ExpertReferralId(derived_id(body.command_id, "expert_referral"));
        let referral = ReferredToExpert {
            expert_referral_id: id,
            specialty: Personal::of_family(family.0, body.specialty.into_string()),
            question: Personal::of_family(family.0, body.question.into_string()),
            referred_on: at.day,
        };
        Ok((domain::ReferToExpert { referral, today: at.today }.into(), ids("expert_referral_id", id.0)))
    }
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
