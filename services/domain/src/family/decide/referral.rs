//! Referral to commissions, and the decision that comes back with its division of labour.

use std::collections::BTreeSet;

use hamyar_persian::working_days::after_working_days;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;

impl Family {
    pub(super) fn refer_to_commission(&self, command: &ReferToCommission) -> Decided {
        self.open_file()?;
        let mut checks = Checks::new();
        checks.personal("question", &command.question, 4000);
        checks.between("referred_on", command.referred_on, self.earliest(), command.today);
        checks.fault_if(command.referrals.is_empty(), "referrals", Rule::Required);
        let mut ids = BTreeSet::new();
        let mut commissions = BTreeSet::new();
        let repeated =
            command.referrals.iter().any(|one| !ids.insert(one.referral_id) || !commissions.insert(one.commission_id));
        checks.fault_if(repeated, "referrals", Rule::Duplicate);
        checks.done::<FamilyRefusal>()?;
        let new: Vec<_> =
            command.referrals.iter().filter(|one| !self.referrals.contains_key(&one.referral_id)).collect();
        let known_elsewhere = command.referrals.iter().any(|one| {
            self.referrals.get(&one.referral_id).is_some_and(|known| known.commission_id != one.commission_id)
        });
        if known_elsewhere {
            return Err(FamilyRefusal::ReferralIdTaken);
        }
        if new.is_empty() {
            return nothing();
        }
        self.consent_now_and_on(command.referred_on)?;
        self.harmed()?;
        for target in &new {
            let open = |one: &super::super::Referral| {
                one.commission_id == target.commission_id && one.state == ReferralState::Open
            };
            if self.referrals.values().any(open) {
                return Err(FamilyRefusal::AlreadyReferred { domain: target.domain });
            }
            if let Some(former) = target.continues {
                let former = self.referrals.get(&former).ok_or(FamilyRefusal::UnknownReferral)?;
                if former.state == ReferralState::Open {
                    return Err(FamilyRefusal::ReferralIsOpen);
                }
            }
        }
        let term = u32::from(command.numbers.answer_days(command.urgency));
        let answer_by = after_working_days(command.referred_on, term);
        let event = |target: &&ReferralTarget| {
            ReferredToCommission {
                referral_id: target.referral_id,
                commission_id: target.commission_id,
                domain: target.domain,
                question: command.question.clone(),
                urgency: command.urgency,
                packet_sequence: self.sequence,
                referred_on: command.referred_on,
                answer_by: Some(answer_by),
                continues: target.continues,
            }
            .into()
        };
        Ok(new.iter().map(event).collect())
    }

    pub(super) fn withdraw_referral(&self, command: &WithdrawReferral) -> Decided {
        self.open_file()?;
        let withdrawal = &command.withdrawal;
        let mut checks = Checks::new();
        checks.personal("reason", &withdrawal.reason, 2000);
        checks.between("withdrawn_on", withdrawal.withdrawn_on, self.earliest(), command.today);
        checks.done::<FamilyRefusal>()?;
        let referral = self.referrals.get(&withdrawal.referral_id).ok_or(FamilyRefusal::UnknownReferral)?;
        match referral.state {
            ReferralState::Open | ReferralState::Declined => one(withdrawal.clone()),
            ReferralState::Withdrawn => nothing(),
            ReferralState::Decided { .. } => Err(FamilyRefusal::ReferralDecided),
        }
    }

    /// The commission has decided by its own rules; the family's stream looks again at what only it knows: that the referral is still
    /// open, that consent stands, and who holds the family now.
    pub(super) fn record_decision(&self, command: &RecordDecision) -> Decided {
        self.open_file()?;
        let decision = &command.record.decision;
        let referral = self.referrals.get(&decision.referral_id).ok_or(FamilyRefusal::UnknownReferral)?;
        match referral.state {
            ReferralState::Decided { decision_id, .. } if decision_id == decision.decision_id => return nothing(),
            ReferralState::Decided { .. } => return Err(FamilyRefusal::ReferralDecided),
            ReferralState::Withdrawn => return Err(FamilyRefusal::ReferralWithdrawn),
            ReferralState::Declined => return Err(FamilyRefusal::ReferralDeclined),
            ReferralState::Open if matches!(referral.reception, Reception::Returned { .. }) => {
                return Err(FamilyRefusal::ReferralReturned);
            }
            ReferralState::Open => {}
        }
        if referral.commission_id != decision.commission_id {
            return Err(FamilyRefusal::WrongCommission);
        }
        let mut checks = Checks::new();
        check_decision(&mut checks, decision, referral.referred_on, command.today);
        checks.done::<FamilyRefusal>()?;
        self.consent_now()?;
        let present = |kind: ParticipantKind, id: Option<uuid::Uuid>| {
            decision.present.iter().any(|one| one.kind == kind && id.is_none_or(|id| one.person_id == id))
        };
        match &self.holding {
            Some(holding) if !present(ParticipantKind::Caseworker, Some(holding.caseworker_id.0)) => {
                return Err(FamilyRefusal::CaseworkerAbsent);
            }
            None if !present(ParticipantKind::CenterManager, None) => return Err(FamilyRefusal::CenterManagerAbsent),
            _ => {}
        }
        match decision.outcome {
            DecisionOutcome::Tasks if decision.tasks.is_empty() => return Err(FamilyRefusal::NoTasks),
            DecisionOutcome::NoAction if !decision.tasks.is_empty() => return Err(FamilyRefusal::TasksWithoutAction),
            _ => {}
        }
        if decision.tasks.iter().any(|task| self.tasks.contains_key(&task.task_id)) {
            return Err(FamilyRefusal::TaskIdTaken);
        }
        one(command.record.clone())
    }
}

/// The values of a decision; the commission's stream and the family's look at them alike. That each task has exactly one responsible
/// party is the shape of `Responsible`.
pub(crate) fn check_decision(checks: &mut Checks, decision: &Decision, earliest: NaiveDate, today: NaiveDate) {
    checks.personal("reason", &decision.reason, 8000);
    checks.between("decided_on", decision.decided_on, earliest, today);
    let mut ids = BTreeSet::new();
    for (index, task) in decision.tasks.iter().enumerate() {
        let title = task.title.known().map_or("", String::as_str);
        checks.text(format!("tasks[{index}].title"), title, 500);
        if let Some(expected) = &task.expected {
            checks.text(format!("tasks[{index}].expected"), expected.known().map_or("", String::as_str), 1000);
        }
        checks.fault_if(task.due_on < decision.decided_on, format!("tasks[{index}].due_on"), Rule::BeforeStart);
        checks.fault_if(!ids.insert(task.task_id), format!("tasks[{index}].task_id"), Rule::Duplicate);
    }
    let mut people = BTreeSet::new();
    let repeated = decision.present.iter().any(|one| !people.insert(one.person_id));
    checks.fault_if(repeated, "present", Rule::Duplicate);
}
