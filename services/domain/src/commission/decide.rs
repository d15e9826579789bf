//! The rules of a commission: who is seated, when it may decide, when a session may close.

use std::collections::BTreeSet;

mod session;

use chrono::NaiveDate;
use hamyar_events::commission::*;
use hamyar_events::family::{Attendee, Decision};
use hamyar_events::*;

use super::*;
use crate::Rule;
use crate::checks::{Checks, is_wall_clock};
use crate::family::decide::referral::check_decision;

type Decided = Result<Vec<CommissionEvent>, CommissionRefusal>;

fn one(event: impl Into<CommissionEvent>) -> Decided {
    Ok(vec![event.into()])
}

fn nothing() -> Decided {
    Ok(Vec::new())
}

impl Commission {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CommissionCommand) -> Decided {
        use CommissionCommand as C;
        if let C::FormCommission(command) = command {
            return self.form(command);
        }
        let formed_on = self.formed_on.ok_or(CommissionRefusal::NotFormed)?;
        match command {
            C::FormCommission(_) => nothing(),
            C::SeatParticipant(command) => self.seat(command),
            C::UnseatParticipant(command) => self.unseat(command),
            C::CallSession(command) => self.call_session(command, formed_on),
            C::PutCaseOnAgenda(command) => self.put_on_agenda(command),
            C::TakeCaseOffAgenda(command) => self.take_off_agenda(command),
            C::OpenSession(command) => self.open_session(command, formed_on),
            C::DecideCase(command) => self.decide_case(command),
            C::AdjournCase(command) => self.adjourn_case(command),
            C::VoidDecision(command) => self.void_decision(command),
            C::CloseSession(command) => self.close_session(command),
            C::CancelSession(command) => self.cancel_session(command),
            C::OrderAgenda(command) => self.order_agenda(command),
            C::DeclareConflict(command) => self.declare_conflict(command),
            C::WithdrawConflict(command) => self.withdraw_conflict(command),
            C::NoteDiscussion(command) => self.note_discussion(command),
            C::ClaimSeat(command) => self.claim_seat(command),
            C::SignMinutes(command) => self.sign_minutes(command),
        }
    }

    fn form(&self, command: &FormCommission) -> Decided {
        let commission = &command.commission;
        let mut checks = Checks::new();
        checks.text("name", &commission.name, 200);
        checks.fault_if(commission.center_ids.is_empty(), "center_ids", Rule::Required);
        checks.range("quorum", i64::from(commission.quorum), i64::from(command.numbers.quorum_min), 30);
        checks.past("formed_on", commission.formed_on, command.today);
        checks.done::<CommissionRefusal>()?;
        if self.formed_on.is_some() {
            return Err(CommissionRefusal::AlreadyFormed);
        }
        one(commission.clone())
    }

    fn seat(&self, command: &SeatParticipant) -> Decided {
        let participant = &command.participant;
        let mut checks = Checks::new();
        checks.personal("name", &participant.name, 120);
        checks.fault_if(participant.kind == ParticipantKind::Caseworker, "kind", Rule::NotExpected);
        checks.done::<CommissionRefusal>()?;
        if self.seats.contains_key(&participant.participant_id) {
            return Err(CommissionRefusal::ParticipantIdTaken);
        }
        one(participant.clone())
    }

    fn unseat(&self, command: &UnseatParticipant) -> Decided {
        if !self.seats.contains_key(&command.participant_id) {
            return Err(CommissionRefusal::UnknownParticipant);
        }
        one(ParticipantUnseated { participant_id: command.participant_id })
    }

    fn call_session(&self, command: &CallSession, formed_on: NaiveDate) -> Decided {
        let called = &command.session;
        let mut checks = Checks::new();
        checks.fault_if(!is_wall_clock(&called.starts_at), "starts_at", Rule::Malformed);
        checks.fault_if(called.held_on < formed_on, "held_on", Rule::BeforeStart);
        checks.done::<CommissionRefusal>()?;
        match self.sessions.get(&called.session_id) {
            Some(known) if known.held_on == called.held_on => nothing(),
            Some(_) => Err(CommissionRefusal::SessionIdTaken),
            None => one(called.clone()),
        }
    }

    fn put_on_agenda(&self, command: &PutCaseOnAgenda) -> Decided {
        let case = &command.case;
        let session = self.live(case.session_id)?;
        if let Some(known) = session.agenda.get(&case.referral_id) {
            return match known.state {
                CaseState::Waiting if known.caseworker_id == case.caseworker_id => nothing(),
                CaseState::Waiting => Err(CommissionRefusal::AlreadyOnAgenda),
                CaseState::Decided => Err(CommissionRefusal::AlreadyDecided),
                // The missing person came after all: the case waits again in the same session.
                CaseState::Adjourned => one(case.clone()),
            };
        }
        if self.decisions.values().any(|(_, referral)| *referral == case.referral_id) {
            return Err(CommissionRefusal::AlreadyDecided);
        }
        let elsewhere = self.sessions.values().filter(|session| session.is_live()).any(|session| {
            session.agenda.get(&case.referral_id).is_some_and(|known| known.state == CaseState::Waiting)
        });
        if elsewhere {
            return Err(CommissionRefusal::AlreadyOnAgenda);
        }
        one(case.clone())
    }

    fn take_off_agenda(&self, command: &TakeCaseOffAgenda) -> Decided {
        let session = self.live(command.session_id)?;
        match session.agenda.get(&command.referral_id).map(|case| case.state) {
            None => nothing(),
            Some(CaseState::Decided) => Err(CommissionRefusal::AlreadyDecided),
            Some(CaseState::Waiting | CaseState::Adjourned) => {
                one(CaseTakenOffAgenda { session_id: command.session_id, referral_id: command.referral_id })
            }
        }
    }

    /// An open session is opened again with a longer list when somebody comes later.
    fn open_session(&self, command: &OpenSession, formed_on: NaiveDate) -> Decided {
        let session = self.live(command.session_id)?;
        let mut people = BTreeSet::new();
        let repeated = !command.present.iter().all(|one| people.insert(one.person_id));
        let mut checks = Checks::new();
        checks.between("opened_on", command.opened_on, formed_on, command.today);
        checks.fault_if(command.present.is_empty(), "present", Rule::Required);
        checks.fault_if(repeated, "present", Rule::Duplicate);
        checks.done::<CommissionRefusal>()?;
        let absent = super::state::absences(&command.absent);
        let remote: BTreeSet<uuid::Uuid> = command.remote.iter().copied().collect();
        let mut checks = Checks::new();
        checks.fault_if(!remote.iter().all(|id| people.contains(id)), "remote", Rule::Unknown);
        let both = absent.keys().any(|id| people.contains(id)) || absent.len() != command.absent.len();
        checks.fault_if(both, "absent", Rule::Duplicate);
        checks.done::<CommissionRefusal>()?;
        self.all_seated(&command.present)?;
        let expected = |one: &Absence| Attendee { kind: one.kind, person_id: one.person_id };
        self.all_seated(&command.absent.iter().map(expected).collect::<Vec<_>>())?;
        let present = command.present.iter().map(|one| (one.person_id, one.kind)).collect();
        let mut events = Vec::new();
        if session.state != SessionState::Open || session.present != present {
            let (session_id, present) = (command.session_id, command.present.clone());
            events.push(SessionOpened { session_id, present, opened_on: command.opened_on }.into());
        }
        if (&session.remote, &session.absent) != (&remote, &absent) {
            let (session_id, absent) = (command.session_id, command.absent.clone());
            events.push(AttendanceRecorded { session_id, remote: remote.into_iter().collect(), absent }.into());
        }
        Ok(events)
    }

    fn decide_case(&self, command: &DecideCase) -> Decided {
        let decision = &command.decision;
        if self.decisions.get(&decision.decision_id) == Some(&(decision.session_id, decision.referral_id)) {
            return nothing();
        }
        if self.decisions.contains_key(&decision.decision_id) || self.voided.contains(&decision.decision_id) {
            return Err(CommissionRefusal::DecisionIdTaken);
        }
        let session = self.open_one(decision.session_id)?;
        let case = session.agenda.get(&decision.referral_id).ok_or(CommissionRefusal::NotOnAgenda)?;
        match case.state {
            CaseState::Waiting => {}
            CaseState::Decided => return Err(CommissionRefusal::AlreadyDecided),
            CaseState::Adjourned => return Err(CommissionRefusal::Adjourned),
        }
        if case.family_id != command.family_id {
            return Err(CommissionRefusal::WrongFamily);
        }
        let opened_on = session.opened_on.unwrap_or(decision.decided_on);
        if decision.decided_on < opened_on {
            return Err(CommissionRefusal::BeforeSession { opened_on });
        }
        let mut checks = Checks::new();
        check_decision(&mut checks, decision, opened_on, command.today);
        checks.done::<CommissionRefusal>()?;
        self.all_seated(&decision.present)?;
        if !decision.present.iter().all(|one| session.present.get(&one.person_id) == Some(&one.kind)) {
            return Err(CommissionRefusal::NotInSession);
        }
        self.quorate(&decision.present, &case.conflicts)?;
        let attends = |kind: ParticipantKind, id: Option<uuid::Uuid>| {
            decision.present.iter().any(|one| one.kind == kind && id.is_none_or(|id| one.person_id == id))
        };
        match command.caseworker_id {
            Some(id) if !attends(ParticipantKind::Caseworker, Some(id.0)) => {
                return Err(CommissionRefusal::CaseworkerAbsent);
            }
            None if !attends(ParticipantKind::CenterManager, None) => {
                return Err(CommissionRefusal::CenterManagerAbsent);
            }
            _ => {}
        }
        match decision.outcome {
            DecisionOutcome::Tasks if decision.tasks.is_empty() => return Err(CommissionRefusal::NoTasks),
            DecisionOutcome::NoAction if !decision.tasks.is_empty() => {
                return Err(CommissionRefusal::TasksWithoutAction);
            }
            _ => {}
        }
        let decided = CaseDecided { family_id: command.family_id, decision: decision.clone() };
        if command.votes.is_empty() {
            return one(decided);
        }
        self.carried(&command.votes, decision, case)?;
        let cast = VotesCast {
            session_id: decision.session_id,
            referral_id: decision.referral_id,
            decision_id: decision.decision_id,
            votes: command.votes.clone(),
        };
        Ok(vec![cast.into(), decided.into()])
    }

    fn adjourn_case(&self, command: &AdjournCase) -> Decided {
        let session = self.live(command.session_id)?;
        let case = session.agenda.get(&command.referral_id).ok_or(CommissionRefusal::NotOnAgenda)?;
        match case.state {
            CaseState::Decided => Err(CommissionRefusal::AlreadyDecided),
            CaseState::Adjourned => nothing(),
            CaseState::Waiting => one(CaseAdjourned {
                session_id: command.session_id,
                referral_id: command.referral_id,
                family_id: case.family_id,
                reason: command.reason,
            }),
        }
    }

    /// The session may be closed by now: a decision that does not stand is voided all the same.
    fn void_decision(&self, command: &VoidDecision) -> Decided {
        Checks::new().code("because", &command.because).done::<CommissionRefusal>()?;
        if self.voided.contains(&command.decision_id) {
            return nothing();
        }
        let (_, referral_id) = *self.decisions.get(&command.decision_id).ok_or(CommissionRefusal::UnknownDecision)?;
        one(DecisionVoided { decision_id: command.decision_id, referral_id, because: command.because.clone() })
    }

    fn close_session(&self, command: &CloseSession) -> Decided {
        let session = self.session(command.session_id)?;
        if session.state == SessionState::Closed {
            return nothing();
        }
        self.open_one(command.session_id)?;
        let opened_on = session.opened_on.unwrap_or(command.closed_on);
        Checks::new().between("closed_on", command.closed_on, opened_on, command.today).done::<CommissionRefusal>()?;
        let waiting = session.agenda.values().filter(|case| case.state == CaseState::Waiting).count();
        if waiting > 0 {
            return Err(CommissionRefusal::CasesUnsettled { cases: u32::try_from(waiting).unwrap_or(u32::MAX) });
        }
        one(SessionClosed { session_id: command.session_id, closed_on: command.closed_on })
    }

    fn cancel_session(&self, command: &CancelSession) -> Decided {
        let session = self.session(command.session_id)?;
        match session.state {
            SessionState::Called => {
                one(SessionCancelled { session_id: command.session_id, cancelled_on: command.cancelled_on })
            }
            SessionState::Cancelled => nothing(),
            SessionState::Open => Err(CommissionRefusal::SessionIsOpen),
            SessionState::Closed => Err(CommissionRefusal::SessionClosed),
        }
    }

    fn session(&self, id: SessionId) -> Result<&Session, CommissionRefusal> {
        self.sessions.get(&id).ok_or(CommissionRefusal::UnknownSession)
    }

    /// A session that is called or open.
    fn live(&self, id: SessionId) -> Result<&Session, CommissionRefusal> {
        let session = self.session(id)?;
        match session.state {
            SessionState::Called | SessionState::Open => Ok(session),
            SessionState::Closed => Err(CommissionRefusal::SessionClosed),
            SessionState::Cancelled => Err(CommissionRefusal::SessionCancelled),
        }
    }

    fn open_one(&self, id: SessionId) -> Result<&Session, CommissionRefusal> {
        let session = self.live(id)?;
        if session.state == SessionState::Open { Ok(session) } else { Err(CommissionRefusal::SessionNotOpen) }
    }

    /// Caseworkers come with their cases and a center manager with the families of the center; everybody else has a seat of the kind named.
    fn all_seated(&self, present: &[Attendee]) -> Result<(), CommissionRefusal> {
        let seated = |one: &Attendee| match self.seats.get(&ParticipantId(one.person_id)) {
            // Who has a seat attends as what the seat is, and nobody presents a case from an expert's seat.
            Some(kind) => *kind == one.kind,
            None => matches!(one.kind, ParticipantKind::Caseworker | ParticipantKind::CenterManager),
        };
        if present.iter().all(seated) { Ok(()) } else { Err(CommissionRefusal::NotSeated) }
    }

    /// Seated participants present; the caseworker is not counted, nor is who stands aside from the case.
    fn quorate(&self, present: &[Attendee], aside: &BTreeSet<ParticipantId>) -> Result<(), CommissionRefusal> {
        let counted = present.iter().filter(|one| {
            let seat = ParticipantId(one.person_id);
            one.kind != ParticipantKind::Caseworker && self.seats.contains_key(&seat) && !aside.contains(&seat)
        });
        let counted = u32::try_from(counted.count()).unwrap_or(u32::MAX);
        let quorum = u32::from(self.quorum);
        if counted < quorum { Err(CommissionRefusal::NoQuorum { present: counted, quorum }) } else { Ok(()) }
    }
}
