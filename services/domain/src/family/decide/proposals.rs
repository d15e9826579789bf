//! Another tier than the computed one, proposed by a caseworker: at once where the center lets its caseworkers decide, and otherwise when its
//! manager agrees.

use super::tiering::Tiered;
use super::*;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::{ProposalState, TierHeld, TierProposal};

impl Family {
    pub(super) fn propose_tier(&self, command: &ProposeTier) -> Decided {
        self.open_file()?;
        let mut checks = Checks::new();
        checks.personal("reason", &command.reason, 2000);
        checks.between("assigned_on", command.assigned_on, self.earliest(), command.today);
        checks.done::<FamilyRefusal>()?;
        if self.tier_proposals.contains_key(&command.proposal_id) {
            return nothing();
        }
        let mut assign = AssignTier {
            moment: command.moment,
            override_with: None,
            household_type: command.household_type,
            assigned_on: command.assigned_on,
            set: command.set.clone(),
            today: command.today,
        };
        let Tiered { computed, moment, .. } = self.tiered(&assign)?;
        if self.is_past(moment) {
            return Err(FamilyRefusal::TierProposalOutdated);
        }
        // What a person decided stands; what the rule computed before is replaced by what it computes now.
        let of_moment = |held: &&TierHeld| held.moment == moment && held.cycle == self.cycle && held.overridden;
        let decided = self.tier.as_ref().filter(of_moment);
        if decided.map_or(computed.tier, |held| held.tier) == command.tier {
            return Err(FamilyRefusal::TierStands);
        }
        if !command.needs_approval {
            assign.override_with = Some(OverrideWith { tier: command.tier, reason: command.reason.clone() });
            return self.assign_tier(&assign);
        }
        let waits = |one: &TierProposal| one.state == ProposalState::Waiting && one.cycle == self.cycle;
        if self.tier_proposals.values().any(|one| waits(one) && one.moment == command.moment) {
            return Err(FamilyRefusal::TierProposalWaits);
        }
        let proposed = TierProposed {
            proposal_id: command.proposal_id,
            moment: command.moment,
            cycle: self.cycle,
            tier: command.tier,
            computed: computed.tier,
            reason: command.reason.clone(),
            user_id: command.user_id,
            proposed_on: command.assigned_on,
        };
        let mut events = if decided.is_none() { self.assign_tier(&assign)? } else { Vec::new() };
        events.push(proposed.into());
        Ok(events)
    }

    pub(super) fn answer_tier_proposal(&self, command: &AnswerTierProposal) -> Decided {
        let answer = &command.answer;
        let proposal = self.tier_proposal(answer.proposal_id)?;
        let declined = answer.outcome == ProposalOutcome::Declined;
        let mut checks = Checks::new();
        match &answer.answer {
            Some(words) => checks.personal("answer", words, 2000),
            None => checks.fault_if(declined, "answer", crate::Rule::Required),
        };
        checks.between("answered_on", answer.answered_on, proposal.proposed_on, command.today);
        checks.done::<FamilyRefusal>()?;
        still_waits(proposal)?;
        if proposal.user_id == answer.user_id {
            return Err(FamilyRefusal::OwnTierProposal);
        }
        if declined {
            return one(answer.clone());
        }
        if proposal.cycle != self.cycle {
            return Err(FamilyRefusal::TierProposalOutdated);
        }
        let assign = AssignTier {
            moment: proposal.moment,
            override_with: Some(OverrideWith { tier: proposal.tier, reason: command.reason.clone() }),
            household_type: None,
            assigned_on: answer.answered_on,
            set: command.set.clone(),
            today: command.today,
        };
        // The manager agrees to what was proposed: other readings, or a later tier, are another question.
        let Tiered { computed, moment, .. } = self.tiered(&assign).map_err(told_of_the_answer)?;
        if computed.tier != proposal.computed || self.is_past(moment) {
            return Err(FamilyRefusal::TierProposalOutdated);
        }
        let mut events: Vec<FamilyEvent> = vec![answer.clone().into()];
        events.extend(self.assign_tier(&assign).map_err(told_of_the_answer)?);
        Ok(events)
    }

    pub(super) fn withdraw_tier_proposal(&self, command: &WithdrawTierProposal) -> Decided {
        let withdrawal = &command.withdrawal;
        let proposal = self.tier_proposal(withdrawal.proposal_id)?;
        Checks::new()
            .between("withdrawn_on", withdrawal.withdrawn_on, proposal.proposed_on, command.today)
            .done::<FamilyRefusal>()?;
        if proposal.state == ProposalState::Withdrawn {
            return nothing();
        }
        still_waits(proposal)?;
        one(withdrawal.clone())
    }

    /// Whether a tier of a later moment of this cycle holds.
    fn is_past(&self, moment: TierMoment) -> bool {
        let place = |moment: TierMoment| TierMoment::ALL.iter().position(|one| *one == moment);
        self.tier.as_ref().is_some_and(|held| held.cycle == self.cycle && place(held.moment) > place(moment))
    }

    fn tier_proposal(&self, id: TierProposalId) -> Result<&TierProposal, FamilyRefusal> {
        self.open_file()?;
        self.tier_proposals.get(&id).ok_or(FamilyRefusal::UnknownTierProposal)
    }
}

/// The tier is given on the day of the answer: what is wrong with it is told of the field that the person filled in.
fn told_of_the_answer(refusal: FamilyRefusal) -> FamilyRefusal {
    let FamilyRefusal::Invalid { mut fields } = refusal else { return refusal };
    for fault in fields.iter_mut().filter(|fault| fault.field == "assigned_on") {
        fault.field = "answered_on".into();
    }
    FamilyRefusal::Invalid { fields }
}

fn still_waits(proposal: &TierProposal) -> Result<(), FamilyRefusal> {
    match proposal.state {
        ProposalState::Waiting => Ok(()),
        ProposalState::Answered => Err(FamilyRefusal::TierProposalIsAnswered),
        ProposalState::Withdrawn => Err(FamilyRefusal::TierProposalTakenBack),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    /// A day before the readings is told of the field of the answer, which is what the manager filled in.
    #[test]
    fn a_fault_of_the_tiers_day_is_told_of_the_answers_own_field() {
        let mut checks = Checks::new();
        checks.fault_if(true, "assigned_on", Rule::BeforeStart);
        checks.fault_if(true, "reason", Rule::Required);
        let Err(refusal) = checks.done::<FamilyRefusal>() else { panic!("two faults") };
        let FamilyRefusal::Invalid { fields } = told_of_the_answer(refusal) else { panic!("faults") };
        let named: Vec<&str> = fields.iter().map(|fault| fault.field.as_ref()).collect();
        assert_eq!(named, ["answered_on", "reason"]);
    }
}
