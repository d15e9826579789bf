//! The rules of a session beside its decisions: order, standing aside, what was said, votes, seats, signatures.

use std::collections::BTreeSet;

use super::*;
use crate::checks::Checks;

impl Commission {
    /// The order names every case on the agenda, each once.
    pub(super) fn order_agenda(&self, command: &OrderAgenda) -> Decided {
        let order = &command.order;
        let session = self.live(order.session_id)?;
        let named: BTreeSet<_> = order.referral_ids.iter().collect();
        let mut checks = Checks::new();
        checks.fault_if(named.len() != order.referral_ids.len(), "referral_ids", Rule::Duplicate);
        checks.fault_if(!named.iter().all(|id| session.agenda.contains_key(*id)), "referral_ids", Rule::Unknown);
        checks.fault_if(!session.agenda.keys().all(|id| named.contains(id)), "referral_ids", Rule::Required);
        checks.done::<CommissionRefusal>()?;
        if session.order == order.referral_ids { nothing() } else { one(order.clone()) }
    }

    pub(super) fn declare_conflict(&self, command: &DeclareConflict) -> Decided {
        let conflict = &command.conflict;
        Checks::new().optional_personal("reason", &conflict.reason, 1000).done::<CommissionRefusal>()?;
        let case = self.waiting_case(conflict.session_id, conflict.referral_id)?;
        if !self.seats.contains_key(&conflict.person_id) {
            return Err(CommissionRefusal::UnknownParticipant);
        }
        if case.conflicts.contains(&conflict.person_id) { nothing() } else { one(conflict.clone()) }
    }

    pub(super) fn withdraw_conflict(&self, command: &WithdrawConflict) -> Decided {
        let withdrawal = &command.withdrawal;
        let case = self.waiting_case(withdrawal.session_id, withdrawal.referral_id)?;
        if case.conflicts.contains(&withdrawal.person_id) { one(withdrawal.clone()) } else { nothing() }
    }

    /// What was said is written down while the session is open, on cases that were decided or put off in it too.
    pub(super) fn note_discussion(&self, command: &NoteDiscussion) -> Decided {
        let discussion = &command.discussion;
        Checks::new().personal("note", &discussion.note, 8000).done::<CommissionRefusal>()?;
        let session = self.open_one(discussion.session_id)?;
        let case = session.agenda.get(&discussion.referral_id).ok_or(CommissionRefusal::NotOnAgenda)?;
        if case.family_id != discussion.family_id {
            return Err(CommissionRefusal::WrongFamily);
        }
        one(discussion.clone())
    }

    /// Who votes is seated, present, does not stand aside, and votes once; more are for the decision than against it.
    pub(super) fn carried(
        &self,
        votes: &[Vote],
        decision: &Decision,
        case: &AgendaCase,
    ) -> Result<(), CommissionRefusal> {
        let mut checks = Checks::new();
        for (n, vote) in votes.iter().enumerate() {
            let field = format!("votes[{n}].dissent");
            match &vote.dissent {
                Some(_) if vote.vote == VoteKind::For => checks.fault(field, Rule::NotExpected),
                Some(text) => checks.text(field, text.known().map_or("", String::as_str), 4000),
                None => &mut checks,
            };
        }
        checks.done::<CommissionRefusal>()?;
        let mut voters = BTreeSet::new();
        for vote in votes {
            if case.conflicts.contains(&vote.person_id) {
                return Err(CommissionRefusal::ConflictedMember);
            }
            let present = decision.present.iter().any(|one| one.person_id == vote.person_id.0);
            if !present || !self.seats.contains_key(&vote.person_id) || !voters.insert(vote.person_id) {
                return Err(CommissionRefusal::VoterNotCounted);
            }
        }
        let count = |kind| votes.iter().filter(|one| one.vote == kind).count();
        let (in_favour, against) = (count(VoteKind::For), count(VoteKind::Against));
        if in_favour > against {
            return Ok(());
        }
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Err(CommissionRefusal::NotCarried { in_favour: number(in_favour), against: number(against) })
    }

    pub(super) fn claim_seat(&self, command: &ClaimSeat) -> Decided {
        let claim = &command.claim;
        if !self.seats.contains_key(&claim.participant_id) {
            return Err(CommissionRefusal::UnknownParticipant);
        }
        match self.claims.get(&claim.participant_id) {
            Some(user) if *user == claim.user_id => return nothing(),
            Some(_) => return Err(CommissionRefusal::SeatClaimedElsewhere),
            None => {}
        }
        let other = self.claims.iter().any(|(seat, user)| *user == claim.user_id && self.seats.contains_key(seat));
        if other { Err(CommissionRefusal::OneSeatEach) } else { one(claim.clone()) }
    }

    pub(super) fn sign_minutes(&self, command: &SignMinutes) -> Decided {
        let session = self.session(command.session_id)?;
        if session.state != SessionState::Closed {
            return Err(CommissionRefusal::SessionNotClosed);
        }
        let opened_on = session.opened_on.unwrap_or(command.signed_on);
        Checks::new().between("signed_on", command.signed_on, opened_on, command.today).done::<CommissionRefusal>()?;
        if !session.present.contains_key(&command.person_id) {
            return Err(CommissionRefusal::DidNotAttend);
        }
        if session.signed.contains(&command.person_id) {
            return nothing();
        }
        let claimed = self.claims.get(&ParticipantId(command.person_id));
        if command.way == SignatureWay::Account && claimed != Some(&command.user_id) {
            return Err(CommissionRefusal::SeatNotClaimed);
        }
        one(MinutesSigned {
            session_id: command.session_id,
            person_id: command.person_id,
            way: command.way,
            as_of_sequence: self.sequence,
            signed_on: command.signed_on,
        })
    }

    fn waiting_case(&self, session_id: SessionId, referral_id: ReferralId) -> Result<&AgendaCase, CommissionRefusal> {
        let case = self.live(session_id)?.agenda.get(&referral_id).ok_or(CommissionRefusal::NotOnAgenda)?;
        match case.state {
            CaseState::Waiting => Ok(case),
            CaseState::Decided => Err(CommissionRefusal::AlreadyDecided),
            CaseState::Adjourned => Err(CommissionRefusal::Adjourned),
        }
    }
}
