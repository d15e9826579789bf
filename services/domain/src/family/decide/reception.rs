//! How a commission receives a referral, before any session: accepted, returned with what is missing, declined.

use hamyar_persian::working_days::{after_working_days, working_days_between};

use super::*;
use crate::checks::Checks;
use crate::family::Referral;
use crate::family::commands::*;

impl Family {
    pub(super) fn accept_referral(&self, command: &AcceptReferral) -> Decided {
        let acceptance = &command.acceptance;
        let referral = self.undecided(acceptance.referral_id)?;
        Checks::new()
            .between("accepted_on", acceptance.accepted_on, referral.referred_on, command.today)
            .done::<FamilyRefusal>()?;
        match (referral.state, referral.reception) {
            (ReferralState::Declined, _) => Err(FamilyRefusal::ReferralDeclined),
            (_, Reception::Waiting) => one(acceptance.clone()),
            (_, Reception::Accepted) => nothing(),
            (_, Reception::Returned { .. }) => Err(FamilyRefusal::ReferralReturned),
        }
    }

    pub(super) fn return_referral(&self, command: &ReturnReferral) -> Decided {
        let referral = self.undecided(command.referral_id)?;
        let mut checks = Checks::new();
        checks.personal("missing", &command.missing, 4000);
        checks.between("returned_on", command.returned_on, referral.referred_on, command.today);
        checks.done::<FamilyRefusal>()?;
        match (referral.state, referral.reception) {
            (ReferralState::Declined, _) => Err(FamilyRefusal::ReferralDeclined),
            (_, Reception::Returned { .. }) => nothing(),
            (_, Reception::Waiting | Reception::Accepted) => {
                let left = referral.answer_by.map(|by| working_days_between(command.returned_on, by));
                one(ReferralReturned {
                    referral_id: command.referral_id,
                    missing: command.missing.clone(),
                    days_left: left.map(|days| u16::try_from(days).unwrap_or(u16::MAX)),
                    why: command.why,
                    returned_on: command.returned_on,
                })
            }
        }
    }

    /// The term goes on with what was left of it, at least a day.
    pub(super) fn resume_referral(&self, command: &ResumeReferral) -> Decided {
        let referral = self.undecided(command.referral_id)?;
        let mut checks = Checks::new();
        checks.personal("added", &command.added, 4000);
        checks.between("resumed_on", command.resumed_on, referral.referred_on, command.today);
        checks.done::<FamilyRefusal>()?;
        match (referral.state, referral.reception) {
            (ReferralState::Declined, _) => Err(FamilyRefusal::ReferralDeclined),
            (_, Reception::Returned { days_left }) => {
                self.consent_now_and_on(command.resumed_on)?;
                one(ReferralResumed {
                    referral_id: command.referral_id,
                    added: command.added.clone(),
                    packet_sequence: self.sequence,
                    answer_by: days_left.map(|left| after_working_days(command.resumed_on, u32::from(left.max(1)))),
                    resumed_on: command.resumed_on,
                })
            }
            (_, Reception::Waiting | Reception::Accepted) => Err(FamilyRefusal::ReferralNotReturned),
        }
    }

    pub(super) fn decline_referral(&self, command: &DeclineReferral) -> Decided {
        let refusal = &command.refusal;
        let referral = self.undecided(refusal.referral_id)?;
        let mut checks = Checks::new();
        checks.personal("reason", &refusal.reason, 4000);
        checks.between("declined_on", refusal.declined_on, referral.referred_on, command.today);
        checks.done::<FamilyRefusal>()?;
        if referral.state == ReferralState::Declined { nothing() } else { one(refusal.clone()) }
    }

    /// A referral that is open, or was declined.
    fn undecided(&self, id: ReferralId) -> Result<&Referral, FamilyRefusal> {
        self.open_file()?;
        let referral = self.referrals.get(&id).ok_or(FamilyRefusal::UnknownReferral)?;
        match referral.state {
            ReferralState::Open | ReferralState::Declined => Ok(referral),
            ReferralState::Withdrawn => Err(FamilyRefusal::ReferralWithdrawn),
            ReferralState::Decided { .. } => Err(FamilyRefusal::ReferralDecided),
        }
    }
}
