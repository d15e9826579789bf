//! Households in lists that go to a body outside: only with the family's consent to be told to this body, and to each body once at a time; what the
//! body answered, and how far its support came.

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::{HandingOn, Sending};

impl Family {
    pub(super) fn agree_to_handing_on(&self, command: &AgreeToHandingOn) -> Decided {
        let agreement = &command.agreement;
        self.open_file()?;
        Checks::new()
            .between("agreed_on", agreement.agreed_on, self.earliest(), command.today)
            .done::<FamilyRefusal>()?;
        if let Some(member) = agreement.member_id {
            self.known_member(member)?;
        }
        if matches!(self.handing_on.get(&agreement.agency_id), Some(HandingOn::Agreed { .. })) {
            return nothing();
        }
        self.consent_now()?;
        one(agreement.clone())
    }

    pub(super) fn refuse_handing_on(&self, command: &RefuseHandingOn) -> Decided {
        let refusal = &command.refusal;
        self.file()?;
        let mut checks = Checks::new();
        checks.between("refused_on", refusal.refused_on, self.earliest(), command.today);
        checks.optional_personal("reason", &refusal.reason, 1000);
        checks.done::<FamilyRefusal>()?;
        match self.handing_on.get(&refusal.agency_id) {
            Some(HandingOn::Refused) => nothing(),
            _ => one(refusal.clone()),
        }
    }

    pub(super) fn send_to_agency(&self, command: &SendToAgency) -> Decided {
        let sending = &command.sending;
        self.open_file()?;
        Checks::new().between("sent_on", sending.sent_on, self.earliest(), command.today).done::<FamilyRefusal>()?;
        if self.sendings.contains_key(&sending.sending_id) {
            return nothing();
        }
        self.consent_now()?;
        if self.sendings.values().any(|one| one.agency_id == sending.agency_id && !one.withdrawn) {
            return Err(FamilyRefusal::SentAlready);
        }
        match self.handing_on.get(&sending.agency_id) {
            Some(HandingOn::Agreed { agreed_on }) if *agreed_on <= sending.sent_on => one(sending.clone()),
            Some(HandingOn::Refused) => Err(FamilyRefusal::HandingOnRefused),
            _ => Err(FamilyRefusal::HandingOnNotAgreed),
        }
    }

    pub(super) fn withdraw_sending(&self, command: &WithdrawSending) -> Decided {
        let withdrawal = &command.withdrawal;
        self.file()?;
        let mut checks = Checks::new();
        checks.personal("reason", &withdrawal.reason, 1000);
        checks.done::<FamilyRefusal>()?;
        match self.sendings.get(&withdrawal.sending_id) {
            None => Err(FamilyRefusal::UnknownSending),
            Some(sending) if sending.withdrawn => nothing(),
            Some(_) => one(withdrawal.clone()),
        }
    }

    pub(super) fn answer_sending(&self, command: &AnswerSending) -> Decided {
        let answer = &command.answer;
        self.file()?;
        let mut checks = Checks::new();
        checks.past("answered_on", answer.answered_on, command.today);
        checks.optional_personal("reason", &answer.reason, 1000);
        let is_refused = answer.answer == SendingAnswer::Refused;
        checks.fault_if(is_refused && answer.reason.is_none(), "reason", Rule::Required);
        checks.done::<FamilyRefusal>()?;
        let sending = self.standing(answer.sending_id)?;
        after_sending(sending, "answered_on", answer.answered_on)?;
        // Whether the words of a refusal changed is not known here, so that it is said again; that the household was taken in is said once.
        if sending.answer == Some(SendingAnswer::Accepted) && !is_refused {
            return nothing();
        }
        one(answer.clone())
    }

    pub(super) fn record_support_phase(&self, command: &RecordSupportPhase) -> Decided {
        let support = &command.support;
        self.file()?;
        Checks::new().past("reached_on", support.reached_on, command.today).done::<FamilyRefusal>()?;
        let sending = self.standing(support.sending_id)?;
        after_sending(sending, "reached_on", support.reached_on)?;
        if sending.answer == Some(SendingAnswer::Refused) {
            return Err(FamilyRefusal::SendingRefused);
        }
        if sending.phases.get(&support.phase) == Some(&support.state) {
            return nothing();
        }
        one(support.clone())
    }

    /// A sending that was not taken back.
    fn standing(&self, id: SendingId) -> Result<&Sending, FamilyRefusal> {
        let sending = self.sendings.get(&id).ok_or(FamilyRefusal::UnknownSending)?;
        if sending.withdrawn { Err(FamilyRefusal::SendingTakenBack) } else { Ok(sending) }
    }
}

fn after_sending(sending: &Sending, field: &'static str, day: NaiveDate) -> Result<(), FamilyRefusal> {
    let is_before = sending.sent_on.is_some_and(|sent_on| day < sent_on);
    Checks::new().fault_if(is_before, field, Rule::BeforeStart).done::<FamilyRefusal>()
}
