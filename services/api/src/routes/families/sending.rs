//! Households in lists that go to a body outside.

use hamyar_domain::family as domain;
use hamyar_events::family::{SendingWithdrawn, SentToAgency};
use hamyar_events::{AgencyId, Personal, SendingId};

use super::command::family_operation;
use crate::input::{Day, Words, command};
use crate::routes::run::{Ids, derived_id, ids};

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

family_operation! {
    /// Mark the household as sent to a body in a list: with consent, and to each body once at a time.
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
