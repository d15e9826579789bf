//! What later decisions need to know of a commission. No personal value is kept.

use chrono::NaiveDate;
use hamyar_events::commission::Absence;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A commission (کمیسیون) with its participants and sessions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Commission {
    pub domain: Option<Domain>,
    pub center_ids: BTreeSet<CenterId>,
    /// Seated participants that must be present, the caseworker not counted.
    pub quorum: u8,
    pub formed_on: Option<NaiveDate>,
    pub seats: BTreeMap<ParticipantId, ParticipantKind>,
    pub sessions: BTreeMap<SessionId, Session>,
    /// Decisions that stand, each with its session and referral.
    pub decisions: BTreeMap<DecisionId, (SessionId, ReferralId)>,
    /// Decisions that the family's stream refused.
    pub voided: BTreeSet<DecisionId>,
    /// Events remembered, which is the sequence of the last one.
    pub sequence: u64,
    /// The accounts of those on the seats, where they are known.
    pub claims: BTreeMap<ParticipantId, UserId>,
}

/// A session from its call to its close.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub held_on: NaiveDate,
    pub state: SessionState,
    pub opened_on: Option<NaiveDate>,
    /// Those present, by person.
    pub present: BTreeMap<uuid::Uuid, ParticipantKind>,
    pub agenda: BTreeMap<ReferralId, AgendaCase>,
    /// The order in which the cases are heard, once it was said.
    pub order: Vec<ReferralId>,
    /// Those present who take part from elsewhere.
    pub remote: BTreeSet<uuid::Uuid>,
    /// Who was expected and is not there, and whether that was said before.
    pub absent: BTreeMap<uuid::Uuid, (ParticipantKind, bool)>,
    /// Who signed the minutes.
    pub signed: BTreeSet<uuid::Uuid>,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    Called,
    Open,
    Closed,
    Cancelled,
}

/// A case on an agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgendaCase {
    pub family_id: FamilyId,
    /// The family's caseworker when the case was put on the agenda.
    pub caseworker_id: Option<CaseworkerId>,
    pub state: CaseState,
    /// Members who stand aside from it.
    pub conflicts: BTreeSet<ParticipantId>,
}

/// What became of a case in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Neither decided nor put off; a voided decision leaves the case so.
    Waiting,
    Decided,
    Adjourned,
}

impl Session {
    /// Whether cases can still be put on its agenda.
    pub fn is_live(&self) -> bool {
        matches!(self.state, SessionState::Called | SessionState::Open)
    }
}

impl Commission {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CommissionEvent) {
        self.sequence = self.sequence.saturating_add(1);
        match event {
            CommissionEvent::CommissionFormed(event) => {
                self.domain = Some(event.domain);
                self.center_ids = event.center_ids.iter().copied().collect();
                self.quorum = event.quorum;
                self.formed_on = Some(event.formed_on);
            }
            CommissionEvent::ParticipantSeated(event) => {
                self.seats.insert(event.participant_id, event.kind);
            }
            CommissionEvent::ParticipantUnseated(event) => {
                self.seats.remove(&event.participant_id);
            }
            CommissionEvent::SessionCalled(event) => {
                self.sessions.insert(
                    event.session_id,
                    Session {
                        held_on: event.held_on,
                        state: SessionState::Called,
                        opened_on: None,
                        present: BTreeMap::new(),
                        agenda: BTreeMap::new(),
                        order: Vec::new(),
                        remote: BTreeSet::new(),
                        absent: BTreeMap::new(),
                        signed: BTreeSet::new(),
                    },
                );
            }
            CommissionEvent::CasePutOnAgenda(event) => {
                if let Some(session) = self.sessions.get_mut(&event.session_id) {
                    let conflicts = session.agenda.remove(&event.referral_id).map(|former| former.conflicts);
                    session.agenda.insert(
                        event.referral_id,
                        AgendaCase {
                            family_id: event.family_id,
                            caseworker_id: event.caseworker_id,
                            state: CaseState::Waiting,
                            conflicts: conflicts.unwrap_or_default(),
                        },
                    );
                }
            }
            CommissionEvent::CaseTakenOffAgenda(event) => {
                if let Some(session) = self.sessions.get_mut(&event.session_id) {
                    session.agenda.remove(&event.referral_id);
                }
            }
            CommissionEvent::SessionOpened(event) => {
                if let Some(session) = self.sessions.get_mut(&event.session_id) {
                    session.state = SessionState::Open;
                    session.opened_on = Some(event.opened_on);
                    session.present = event.present.iter().map(|one| (one.person_id, one.kind)).collect();
                }
            }
            CommissionEvent::CaseDecided(event) => {
                let decision = &event.decision;
                self.set_case(decision.session_id, decision.referral_id, CaseState::Decided);
                self.decisions.insert(decision.decision_id, (decision.session_id, decision.referral_id));
            }
            CommissionEvent::CaseAdjourned(event) => {
                self.set_case(event.session_id, event.referral_id, CaseState::Adjourned);
            }
            CommissionEvent::DecisionVoided(event) => {
                self.voided.insert(event.decision_id);
                if let Some((session_id, referral_id)) = self.decisions.remove(&event.decision_id) {
                    self.set_case(session_id, referral_id, CaseState::Waiting);
                }
            }
            CommissionEvent::AgendaOrdered(event) => {
                if let Some(session) = self.sessions.get_mut(&event.session_id) {
                    session.order.clone_from(&event.referral_ids);
                }
            }
            CommissionEvent::AttendanceRecorded(event) => {
                if let Some(session) = self.sessions.get_mut(&event.session_id) {
                    session.remote = event.remote.iter().copied().collect();
                    session.absent = absences(&event.absent);
                }
            }
            CommissionEvent::ConflictDeclared(event) => {
                if let Some(case) = self.case_mut(event.session_id, event.referral_id) {
                    case.conflicts.insert(event.person_id);
                }
            }
            CommissionEvent::ConflictWithdrawn(event) => {
                if let Some(case) = self.case_mut(event.session_id, event.referral_id) {
                    case.conflicts.remove(&event.person_id);
                }
            }
            // What was said and how it was voted changes nothing that is decided later.
            CommissionEvent::DiscussionNoted(_) | CommissionEvent::VotesCast(_) => {}
            CommissionEvent::SeatClaimed(event) => {
                self.claims.insert(event.participant_id, event.user_id);
            }
            CommissionEvent::MinutesSigned(event) => {
                if let Some(session) = self.sessions.get_mut(&event.session_id) {
                    session.signed.insert(event.person_id);
                }
            }
            CommissionEvent::SessionClosed(event) => self.set_session(event.session_id, SessionState::Closed),
            CommissionEvent::SessionCancelled(event) => self.set_session(event.session_id, SessionState::Cancelled),
        }
    }

    fn case_mut(&mut self, session_id: SessionId, referral_id: ReferralId) -> Option<&mut AgendaCase> {
        self.sessions.get_mut(&session_id)?.agenda.get_mut(&referral_id)
    }

    fn set_case(&mut self, session_id: SessionId, referral_id: ReferralId, state: CaseState) {
        if let Some(case) = self.case_mut(session_id, referral_id) {
            case.state = state;
        }
    }

    fn set_session(&mut self, session_id: SessionId, state: SessionState) {
        if let Some(session) = self.sessions.get_mut(&session_id) {
            session.state = state;
        }
    }
}

/// Absences by person.
pub(super) fn absences(absent: &[Absence]) -> BTreeMap<uuid::Uuid, (ParticipantKind, bool)> {
    absent.iter().map(|one| (one.person_id, (one.kind, one.notice))).collect()
}
