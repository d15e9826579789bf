//! Households in lists that go to a body outside: only with the family's consent, and to each body once at a time.

use super::*;
use crate::checks::Checks;
use crate::family::commands::*;

impl Family {
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
        one(sending.clone())
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
}
