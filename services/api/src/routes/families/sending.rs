//! Households in lists that go to a body outside: whether they agreed, that they were sent, what the body answered and how far its support came.

use hamyar_domain::family as domain;
use hamyar_events::family::{
    HandingOnAgreed, HandingOnRefused, SendingAnswered, SendingWithdrawn, SentToAgency, SupportPhaseRecorded,
};
use hamyar_events::{AgencyId, AidPhase, MemberId, Personal, SendingAnswer, SendingId, SupportState};

use super::command::family_operation;
use crate::input::{Day, Words, command};
use crate::routes::run::{Ids, derived_id, ids};

command! {
    /// The household agreed that a body is told of it.
    pub struct AgreeToHandingOnBody {
        /// Never an enforcement body.
        agency_id: AgencyId,
        /// The member who agreed.
        member_id: Option<MemberId>,
        agreed_on: Option<Day>,
    }
}

command! {
    /// The household does not want a body to be told of it.
    pub struct RefuseHandingOnBody {
        agency_id: AgencyId,
        reason: Option<Words>,
        refused_on: Option<Day>,
    }
}

command! {
    /// To whom the household was sent in a list.
    pub struct SendToAgencyBody {
        /// Never an enforcement body.
        agency_id: AgencyId,
        sent_on: Option<Day>,
    }
}

command! {
    /// Why the sending is taken back.
    pub struct WithdrawSendingBody {
        reason: Words,
    }
}

command! {
    /// What the body said.
    pub struct AnswerSendingBody {
        answer: SendingAnswer,
        /// Why the body did not take the household in; needed then.
        reason: Option<Words>,
        answered_on: Option<Day>,
    }
}

command! {
    /// How far a phase of the body's support came.
    pub struct RecordSupportPhaseBody {
        phase: AidPhase,
        state: SupportState,
        reached_on: Option<Day>,
    }
}

family_operation! {
    /// Record that the household agreed that a body is told of it.
    post "/families/{id}/handing-on" agree_to_handing_on(AgreeToHandingOnBody) KeepRecord, day agreed_on,
    |body, at, _family| {
        let agreement = HandingOnAgreed { agency_id: body.agency_id, member_id: body.member_id, agreed_on: at.day };
        Ok((domain::AgreeToHandingOn { agreement, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record that the household does not want a body to be told of it, or no longer.
    post "/families/{id}/handing-on/refuse" refuse_handing_on(RefuseHandingOnBody) KeepRecord, day refused_on,
    |body, at, family| {
        let reason = body.reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
        let refusal = HandingOnRefused { agency_id: body.agency_id, reason, refused_on: at.day };
        Ok((domain::RefuseHandingOn { refusal, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Mark the household as sent to a body in a list: when it agreed to be told to this body, and to each body once at a time.
    post "/families/{id}/sendings" send_to_agency(SendToAgencyBody) KeepRecord, day sent_on,
    |body, at, _family| {
        let sending_id = SendingId(derived_id(body.command_id, "sending"));
        let sending = SentToAgency { sending_id, agency_id: body.agency_id, sent_on: at.day };
        Ok((domain::SendToAgency { sending, today: at.today }.into(), ids("sending_id", sending_id.0)))
    }
}

family_operation! {
    /// Take a sending back.
    post "/families/{id}/sendings/{sending_id}/withdraw" [sending = "sending_id"] withdraw_sending(WithdrawSendingBody) KeepRecord, day none,
    |body, _at, family| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        let withdrawal = SendingWithdrawn { sending_id: SendingId(sending), reason };
        Ok((domain::WithdrawSending { withdrawal }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record what the body said to a household that was sent to it; of several answers the latest stands.
    post "/families/{id}/sendings/{sending_id}/answer" [sending = "sending_id"] answer_sending(AnswerSendingBody) KeepRecord, day answered_on,
    |body, at, family| {
        let reason = body.reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
        let answer = SendingAnswered {
            sending_id: SendingId(sending),
            answer: body.answer,
            reason,
            answered_on: at.day,
        };
        Ok((domain::AnswerSending { answer, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record how far a phase of the body's support came for the household.
    post "/families/{id}/sendings/{sending_id}/support" [sending = "sending_id"] record_support_phase(RecordSupportPhaseBody) KeepRecord, day reached_on,
    |body, at, _family| {
        let support = SupportPhaseRecorded {
            sending_id: SendingId(sending),
            phase: body.phase,
            state: body.state,
            reached_on: at.day,
        };
        Ok((domain::RecordSupportPhase { support, today: at.today }.into(), Ids::new()))
    }
}
