//! One event of the commission after another into the minutes of one session.

use std::collections::BTreeMap;

use hamyar_events::commission::{CommissionEvent, Vote};
use hamyar_events::{DecisionId, ReferralId, SessionId};
use uuid::Uuid;

use super::views::*;
use crate::commissions::{AgendaFamily, MinutesNames};
use crate::family_document::responsible;

/// The minutes as the commission's events make them, its names not yet filled in.
#[derive(Clone, Debug)]
pub struct MinutesDocument {
    session: SessionId,
    minutes: Minutes,
    order: Vec<ReferralId>,
    members: BTreeMap<Uuid, Option<String>>,
    claims: BTreeMap<Uuid, Uuid>,
    votes: BTreeMap<DecisionId, Vec<Vote>>,
    /// Sequence each signature speaks of.
    signed: Vec<(Uuid, i64)>,
    /// The last event that changed the session's minutes.
    changed_at: i64,
    called: bool,
}

impl MinutesDocument {
    /// Nothing yet of a session.
    pub fn new(commission_id: Uuid, session: SessionId) -> Self {
        let minutes = Minutes {
            commission_id,
            session_id: session.0,
            commission: String::new(),
            domain: None,
            quorum: 0,
            held_on: None,
            starts_at: String::new(),
            state: String::new(),
            opened_on: None,
            closed_on: None,
            present: Vec::new(),
            absent: Vec::new(),
            cases: Vec::new(),
            signatures: Vec::new(),
            sequence: 0,
        };
        Self {
            session,
            minutes,
            order: Vec::new(),
            members: BTreeMap::new(),
            claims: BTreeMap::new(),
            votes: BTreeMap::new(),
            signed: Vec::new(),
            changed_at: 0,
            called: false,
        }
    }

    /// Takes one more event in.
    pub fn apply(&mut self, event: &CommissionEvent, sequence: i64) {
        use CommissionEvent as E;
        match event {
            E::CommissionFormed(event) => {
                self.minutes.commission.clone_from(&event.name);
                self.minutes.domain = Some(event.domain);
                self.minutes.quorum = event.quorum;
            }
            E::ParticipantSeated(event) => {
                self.members.insert(event.participant_id.0, event.name.value.clone());
            }
            E::SeatClaimed(event) => {
                self.claims.insert(event.participant_id.0, event.user_id.0);
            }
            E::MinutesSigned(event) if event.session_id == self.session => {
                self.signed.push((event.person_id, i64::try_from(event.as_of_sequence).unwrap_or(i64::MAX)));
                self.minutes.signatures.push(Signature {
                    person_id: event.person_id,
                    name: None,
                    way: event.way,
                    signed_on: event.signed_on.into(),
                    changed_since: false,
                });
            }
            _ => {
                if self.of_session(event) {
                    self.changed_at = sequence;
                    self.minutes.sequence = sequence;
                }
            }
        }
    }

    /// Whether the event is of this session, taken in when it is.
    fn of_session(&mut self, event: &CommissionEvent) -> bool {
        use CommissionEvent as E;
        let session = self.session;
        match event {
            E::SessionCalled(event) if event.session_id == session => {
                self.called = true;
                self.minutes.held_on = Some(event.held_on.into());
                self.minutes.starts_at.clone_from(&event.starts_at);
                self.minutes.state = "called".to_owned();
            }
            E::SessionOpened(event) if event.session_id == session => {
                self.minutes.state = "open".to_owned();
                self.minutes.opened_on = self.minutes.opened_on.take().or_else(|| Some(event.opened_on.into()));
                self.minutes.present = event
                    .present
                    .iter()
                    .map(|one| MinutesPerson {
                        kind: one.kind,
                        person_id: one.person_id,
                        name: None,
                        remote: false,
                        notice: false,
                        account_id: None,
                    })
                    .collect();
            }
            E::AttendanceRecorded(event) if event.session_id == session => {
                for person in &mut self.minutes.present {
                    person.remote = event.remote.contains(&person.person_id);
                }
                self.minutes.absent = event
                    .absent
                    .iter()
                    .map(|one| MinutesPerson {
                        kind: one.kind,
                        person_id: one.person_id,
                        name: None,
                        remote: false,
                        notice: one.notice,
                        account_id: None,
                    })
                    .collect();
            }
            E::CasePutOnAgenda(event) if event.session_id == session => match self.case(event.referral_id) {
                Some(case) => case.state = "waiting".to_owned(),
                None => self.minutes.cases.push(MinutesCase {
                    referral_id: event.referral_id.0,
                    family: AgendaFamily { id: event.family_id.0, file_number: String::new() },
                    state: "waiting".to_owned(),
                    adjourned_because: None,
                    question: None,
                    discussion: None,
                    aside: Vec::new(),
                    decision: None,
                }),
            },
            E::CaseTakenOffAgenda(event) if event.session_id == session => {
                self.minutes.cases.retain(|case| case.referral_id != event.referral_id.0);
            }
            E::AgendaOrdered(event) if event.session_id == session => self.order.clone_from(&event.referral_ids),
            E::ConflictDeclared(event) if event.session_id == session => {
                if let Some(case) = self.case(event.referral_id) {
                    case.aside.push(Named { person_id: event.person_id.0, name: None });
                }
            }
            E::ConflictWithdrawn(event) if event.session_id == session => {
                if let Some(case) = self.case(event.referral_id) {
                    case.aside.retain(|one| one.person_id != event.person_id.0);
                }
            }
            E::DiscussionNoted(event) if event.session_id == session => {
                if let Some(case) = self.case(event.referral_id) {
                    case.discussion.clone_from(&event.note.value);
                }
            }
            E::VotesCast(event) if event.session_id == session => {
                self.votes.insert(event.decision_id, event.votes.clone());
            }
            E::CaseDecided(event) if event.decision.session_id == session => {
                let decision = &event.decision;
                let votes = self.votes.get(&decision.decision_id).cloned().unwrap_or_default();
                if let Some(case) = self.case(decision.referral_id) {
                    case.state = "decided".to_owned();
                    case.adjourned_because = None;
                    case.decision = Some(MinutesDecision {
                        decision_id: decision.decision_id.0,
                        outcome: decision.outcome,
                        decided_on: decision.decided_on.into(),
                        reason: decision.reason.value.clone(),
                        votes: votes
                            .iter()
                            .map(|vote| MinutesVote {
                                person_id: vote.person_id.0,
                                name: None,
                                vote: vote.vote,
                                dissent: vote.dissent.as_ref().and_then(|text| text.value.clone()),
                            })
                            .collect(),
                        tasks: decision
                            .tasks
                            .iter()
                            .map(|task| MinutesTask {
                                title: task.title.value.clone(),
                                domain: task.domain,
                                responsible: responsible(&task.responsible),
                                due_on: task.due_on.into(),
                                expected: task.expected.as_ref().and_then(|text| text.value.clone()),
                            })
                            .collect(),
                    });
                }
            }
            E::CaseAdjourned(event) if event.session_id == session => {
                if let Some(case) = self.case(event.referral_id) {
                    case.state = "adjourned".to_owned();
                    case.adjourned_because = Some(event.reason);
                }
            }
            E::DecisionVoided(event) => {
                let voided = |case: &&mut MinutesCase| {
                    case.decision.as_ref().is_some_and(|decision| decision.decision_id == event.decision_id.0)
                };
                let Some(case) = self.minutes.cases.iter_mut().find(voided) else { return false };
                case.state = "voided".to_owned();
                case.decision = None;
            }
            E::SessionClosed(event) if event.session_id == session => {
                self.minutes.state = "closed".to_owned();
                self.minutes.closed_on = Some(event.closed_on.into());
            }
            E::SessionCancelled(event) if event.session_id == session => self.minutes.state = "cancelled".to_owned(),
            _ => return false,
        }
        true
    }

    fn case(&mut self, referral: ReferralId) -> Option<&mut MinutesCase> {
        self.minutes.cases.iter_mut().find(|case| case.referral_id == referral.0)
    }

    /// Whether the commission ever called the session.
    pub fn is_called(&self) -> bool {
        self.called
    }

    /// Families of the cases.
    pub fn families(&self) -> Vec<Uuid> {
        self.minutes.cases.iter().map(|case| case.family.id).collect()
    }

    /// Referrals of the cases.
    pub fn referrals(&self) -> Vec<Uuid> {
        self.minutes.cases.iter().map(|case| case.referral_id).collect()
    }

    /// Caseworkers and agencies that are named.
    pub fn others(&self) -> Vec<Uuid> {
        let people = self.minutes.present.iter().chain(&self.minutes.absent).map(|one| one.person_id);
        let tasks = self.minutes.cases.iter().filter_map(|case| case.decision.as_ref()).flat_map(|one| &one.tasks);
        people.chain(tasks.map(|task| task.responsible.id)).collect()
    }

    /// The minutes with their names.
    pub fn minutes(&self, known: &MinutesNames) -> Minutes {
        let mut minutes = self.minutes.clone();
        let name =
            |id: Uuid| self.members.get(&id).cloned().flatten().or_else(|| known.names.get(id).map(str::to_owned));
        for person in minutes.present.iter_mut().chain(&mut minutes.absent) {
            person.name = name(person.person_id);
            person.account_id = self.claims.get(&person.person_id).copied();
        }
        for case in &mut minutes.cases {
            case.family.file_number = known.file_numbers.get(&case.family.id).cloned().unwrap_or_default();
            case.question = known.questions.get(&case.referral_id).cloned();
            case.aside.iter_mut().for_each(|one| one.name = name(one.person_id));
            if let Some(decision) = &mut case.decision {
                decision.votes.iter_mut().for_each(|vote| vote.name = name(vote.person_id));
                for task in &mut decision.tasks {
                    task.responsible.name = known.names.get(task.responsible.id).map(str::to_owned);
                }
            }
        }
        let place =
            |case: &MinutesCase| self.order.iter().position(|one| one.0 == case.referral_id).unwrap_or(usize::MAX);
        minutes.cases.sort_by_key(place);
        for signature in &mut minutes.signatures {
            signature.name = name(signature.person_id);
            let spoke_of = self.signed.iter().find(|(person, _)| *person == signature.person_id);
            signature.changed_since = spoke_of.is_some_and(|(_, sequence)| self.changed_at > *sequence);
        }
        minutes
    }
}
