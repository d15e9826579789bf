//! Other tiers than the computed one that caseworkers proposed.

use hamyar_events::Actor;
use hamyar_events::family::{FamilyEvent, TierProposed};

use super::FamilyDocument;
use crate::views::FileTierProposal;

impl FamilyDocument {
    pub(super) fn tier_proposed(&mut self, event: &TierProposed) {
        self.file.tier_proposals.push(FileTierProposal {
            id: event.proposal_id.0,
            moment: event.moment,
            tier: event.tier,
            computed: event.computed,
            reason: event.reason.value.clone(),
            state: "waiting".to_owned(),
            proposed_on: event.proposed_on.into(),
            proposed_by: (&Actor::User(event.user_id.0)).into(),
            answer: None,
            answered_on: None,
            answered_by: None,
        });
    }

    pub(super) fn tier_proposal_moved(&mut self, event: &FamilyEvent) {
        let (id, state) = match event {
            FamilyEvent::TierProposalAnswered(event) => (event.proposal_id.0, event.outcome.as_str()),
            FamilyEvent::TierProposalWithdrawn(event) => (event.proposal_id.0, "withdrawn"),
            _ => return,
        };
        let Some(proposal) = self.file.tier_proposals.iter_mut().find(|one| one.id == id) else { return };
        proposal.state = state.to_owned();
        if let FamilyEvent::TierProposalAnswered(event) = event {
            proposal.answer = event.answer.as_ref().and_then(|answer| answer.value.clone());
            proposal.answered_on = Some(event.answered_on.into());
            proposal.answered_by = Some((&Actor::User(event.user_id.0)).into());
        }
    }
}
