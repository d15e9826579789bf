//! Consent: given, refused, withdrawn.

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;

impl Family {
    pub(super) fn give_consent(&self, command: &GiveConsent) -> Decided {
        self.open_file()?;
        let consent = &command.consent;
        let last_withdrawn = self.consent.periods.last().and_then(|period| period.withdrawn_on);
        let mut checks = Checks::new();
        checks.between("given_on", consent.given_on, self.earliest(), command.today);
        checks.fault_if(last_withdrawn.is_some_and(|end| consent.given_on < end), "given_on", Rule::BeforeStart);
        if consent.basis == ConsentBasis::LegalGround {
            checks.fault_if(consent.ground.is_none(), "ground", Rule::Required);
        }
        checks.optional_personal("ground", &consent.ground, 500);
        checks.done::<FamilyRefusal>()?;
        if self.consent.state() == ConsentState::Given {
            return nothing();
        }
        if let Some(member) = consent.member_id {
            self.known_member(member)?;
        }
        if consent.basis == ConsentBasis::Head {
            let head = self.head.ok_or(FamilyRefusal::NoHead)?;
            if consent.member_id.is_some_and(|member| member != head) {
                return Err(FamilyRefusal::NotTheHead);
            }
        }
        one(consent.clone())
    }

    pub(super) fn refuse_consent(&self, command: &RefuseConsent) -> Decided {
        self.open_file()?;
        let refusal = &command.refusal;
        let mut checks = Checks::new();
        checks.between("refused_on", refusal.refused_on, self.earliest(), command.today);
        checks.optional_personal("reason", &refusal.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        match self.consent.state() {
            ConsentState::Given => Err(FamilyRefusal::ConsentStands),
            ConsentState::Refused => nothing(),
            ConsentState::NotAsked | ConsentState::Withdrawn => one(refusal.clone()),
        }
    }

    pub(super) fn withdraw_consent(&self, command: &WithdrawConsent) -> Decided {
        self.file()?;
        let withdrawal = &command.withdrawal;
        let mut checks = Checks::new();
        checks.past("withdrawn_on", withdrawal.withdrawn_on, command.today);
        checks.optional_personal("reason", &withdrawal.reason, 2000);
        let given_on = self.consent.periods.last().map(|period| period.given_on);
        let stands = self.consent.state() == ConsentState::Given;
        checks.fault_if(
            stands && given_on.is_some_and(|given_on| withdrawal.withdrawn_on < given_on),
            "withdrawn_on",
            Rule::BeforeStart,
        );
        checks.done::<FamilyRefusal>()?;
        match self.consent.state() {
            ConsentState::Given => one(withdrawal.clone()),
            ConsentState::Withdrawn => nothing(),
            ConsentState::NotAsked | ConsentState::Refused => Err(FamilyRefusal::NoConsentToWithdraw),
        }
    }
}
