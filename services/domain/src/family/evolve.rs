//! How an event changes what is remembered. Total: any history is accepted, nothing is judged.

use chrono::NaiveDate;
use hamyar_events::family::*;
use hamyar_events::*;
use std::collections::BTreeSet;

use super::state::*;

impl Family {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &FamilyEvent) {
        self.sequence = self.sequence.saturating_add(1);
        self.trust.evolve(event);
        match event {
            FamilyEvent::FamilyIdentified(event) => {
                self.file = Some(File {
                    file_number: event.file_number.clone(),
                    center_id: event.center_id,
                    neighborhood_id: event.neighborhood_id,
                    identified_on: event.identified_on,
                });
            }
            FamilyEvent::ConsentGiven(event) => {
                self.consent.refused = false;
                self.consent.periods.push(ConsentPeriod { given_on: event.given_on, withdrawn_on: None });
            }
            FamilyEvent::ConsentRefused(_) => self.consent.refused = true,
            FamilyEvent::ConsentWithdrawn(event) => {
                if let Some(period) = self.consent.periods.last_mut() {
                    period.withdrawn_on = Some(event.withdrawn_on);
                }
                // Whoever takes all consent back is asked anew before anybody outside is told.
                self.handing_on.retain(|_, said| *said == HandingOn::Refused);
            }
            FamilyEvent::MemberJoined(event) => {
                if event.member.relation == Relation::Head && self.head.is_none() {
                    self.head = Some(event.member_id);
                }
                self.members.insert(event.member_id, member_of(&event.member));
            }
            FamilyEvent::MemberChanged(event) => {
                let (left, erased) =
                    self.members.get(&event.member_id).map_or((false, false), |former| (former.left, former.erased));
                self.members.insert(event.member_id, Member { left, erased, ..member_of(&event.member) });
                if event.member.relation == Relation::Head && self.head.is_none() {
                    self.head = Some(event.member_id);
                }
            }
            FamilyEvent::MemberLeft(event) => {
                if let Some(member) = self.members.get_mut(&event.member_id) {
                    member.left = true;
                }
                if self.head == Some(event.member_id) {
                    self.head = None;
                }
            }
            FamilyEvent::HeadChanged(event) => {
                if let Some(former) = self.head.and_then(|former| self.members.get_mut(&former)) {
                    former.relation = Relation::Other;
                }
                if let Some(head) = self.members.get_mut(&event.member_id) {
                    head.relation = Relation::Head;
                }
                self.head = Some(event.member_id);
            }
            FamilyEvent::AddressChanged(event) => {
                if let Some(file) = &mut self.file {
                    file.neighborhood_id = event.neighborhood_id;
                }
            }
            FamilyEvent::CenterChanged(event) => {
                if let Some(file) = &mut self.file {
                    file.center_id = Some(event.center_id);
                }
            }
            FamilyEvent::CategoryAdded(event) => {
                self.categories.insert((event.category.clone(), event.member_id));
            }
            FamilyEvent::CategoryRemoved(event) => {
                self.categories.remove(&(event.category.clone(), event.member_id));
            }
            FamilyEvent::CoverageRecorded(event) => {
                self.coverage.insert((event.agency_id, event.kind));
            }
            FamilyEvent::SentToAgency(event) => {
                let sending = Sending {
                    agency_id: event.agency_id,
                    withdrawn: false,
                    sent_on: Some(event.sent_on),
                    answer: None,
                    phases: Default::default(),
                };
                self.sendings.insert(event.sending_id, sending);
            }
            FamilyEvent::HandingOnAgreed(event) => {
                self.handing_on.insert(event.agency_id, HandingOn::Agreed { agreed_on: event.agreed_on });
            }
            FamilyEvent::HandingOnRefused(event) => {
                self.handing_on.insert(event.agency_id, HandingOn::Refused);
            }
            FamilyEvent::SendingAnswered(event) => {
                if let Some(sending) = self.sendings.get_mut(&event.sending_id) {
                    sending.answer = Some(event.answer);
                }
            }
            FamilyEvent::SupportPhaseRecorded(event) => {
                if let Some(sending) = self.sendings.get_mut(&event.sending_id) {
                    sending.phases.insert(event.phase, event.state);
                }
            }
            FamilyEvent::AgencyRecordReconciled(event) => {
                self.records.insert((event.agency_id, event.member_id));
            }
            FamilyEvent::ProgramEnrolled(event) => {
                let enrollment = Enrollment {
                    enrollment_id: event.enrollment_id,
                    state: EnrollmentState::Running,
                    last_on: event.enrolled_on,
                };
                self.enrollments.insert(event.member_id, enrollment);
            }
            FamilyEvent::ProgramCompleted(event) => {
                self.enrollment_moved(event.member_id, EnrollmentState::Completed, event.completed_on);
            }
            FamilyEvent::ProgramLeft(event) => {
                let state = match event.reason {
                    DropOutReason::EnteredByMistake => EnrollmentState::Mistaken,
                    _ => EnrollmentState::Left,
                };
                self.enrollment_moved(event.member_id, state, event.left_on);
            }
            FamilyEvent::ProgramResumed(event) => {
                self.enrollment_moved(event.member_id, EnrollmentState::Running, event.resumed_on);
            }
            FamilyEvent::SendingWithdrawn(event) => {
                if let Some(sending) = self.sendings.get_mut(&event.sending_id) {
                    sending.withdrawn = true;
                }
            }
            FamilyEvent::AssessmentRecorded(event) => self.remember_assessment(event),
            FamilyEvent::TierAssigned(event) => self.remember_tier(event),
            FamilyEvent::CaseworkerAssigned(event) => {
                let continued =
                    event.continues.and_then(|id| self.holdings.iter().find(|former| former.assignment_id == id));
                let year_from = continued.map_or(event.starts_on, |former| former.year_from);
                self.holding = Some(Holding {
                    assignment_id: event.assignment_id,
                    caseworker_id: event.caseworker_id,
                    starts_on: event.starts_on,
                    year_from,
                    ends_on: event.ends_on,
                    handover: BTreeSet::new(),
                });
                self.holdings.push(PastHolding {
                    assignment_id: event.assignment_id,
                    caseworker_id: event.caseworker_id,
                    starts_on: event.starts_on,
                    year_from,
                    released_on: None,
                });
            }
            FamilyEvent::CaseworkerReleased(event) => {
                if self.holding.as_ref().is_some_and(|holding| holding.assignment_id == event.assignment_id) {
                    self.holding = None;
                }
                for one in self.holdings.iter_mut().filter(|one| one.assignment_id == event.assignment_id) {
                    one.released_on = Some(event.released_on);
                }
            }
            FamilyEvent::AssignmentRenewed(event) => {
                if let Some(holding) = &mut self.holding {
                    holding.year_from = event.year_from(holding.ends_on);
                    holding.ends_on = event.ends_on;
                    let year_from = holding.year_from;
                    for one in self.holdings.iter_mut().filter(|one| one.assignment_id == event.assignment_id) {
                        one.year_from = year_from;
                    }
                }
            }
            FamilyEvent::HandoverPrepared(event) => {
                let running = self.holding.as_mut().filter(|holding| holding.assignment_id == event.assignment_id);
                if let Some(holding) = running {
                    holding.handover = event.done.iter().copied().collect();
                }
            }
            FamilyEvent::CalendarEntryPlanned(event) => {
                self.calendar.insert(
                    event.entry_id,
                    Entry {
                        member_id: event.member_id,
                        window_from: event.window_from,
                        window_to: event.window_to,
                        series: event.series.map(|place| place.first_entry_id),
                        state: EntryState::Planned,
                    },
                );
            }
            FamilyEvent::CalendarEntryMoved(event) => {
                if let Some(entry) = self.calendar.get_mut(&event.entry_id) {
                    entry.window_from = event.window_from;
                    entry.window_to = event.window_to;
                    entry.state = EntryState::Planned;
                }
            }
            FamilyEvent::CalendarEntryDone(event) => self.set_entry(event.entry_id, EntryState::Done),
            FamilyEvent::CalendarEntryMissed(event) => self.set_entry(event.entry_id, EntryState::Missed),
            FamilyEvent::CalendarEntryCancelled(event) => self.set_entry(event.entry_id, EntryState::Cancelled),
            FamilyEvent::GoalSet(event) => {
                let goal = Goal {
                    member_id: event.member_id,
                    indicator: event.indicator.clone(),
                    target: event.target,
                    set_on: event.set_on,
                    result: None,
                };
                self.goals.insert(event.goal_id, goal);
            }
            FamilyEvent::GoalClosed(event) => {
                if let Some(goal) = self.goals.get_mut(&event.goal_id) {
                    goal.result = Some(event.result);
                }
            }
            FamilyEvent::VisitRecorded(event) => {
                let work = Work { on: event.visit.visited_on, caseworker_id: event.caseworker_id, struck: false };
                self.visits.insert(event.visit_id, work);
            }
            FamilyEvent::VisitCorrected(event) => {
                if let Some(work) = self.visits.get_mut(&event.visit_id) {
                    work.correct(event.replacement.as_ref().map(|facts| facts.visited_on));
                }
            }
            FamilyEvent::ServiceDelivered(event) => {
                let work = Work { on: event.service.delivered_on, caseworker_id: event.caseworker_id, struck: false };
                self.services.insert(event.service_id, work);
            }
            FamilyEvent::ServiceCorrected(event) => {
                if let Some(work) = self.services.get_mut(&event.service_id) {
                    work.correct(event.replacement.as_ref().map(|facts| facts.delivered_on));
                }
            }
            FamilyEvent::NoteAdded(event) => {
                self.notes.insert(event.note_id);
            }
            FamilyEvent::AttachmentAdded(event) => {
                self.attachments.insert(event.attachment_id, attachment_of(event));
            }
            FamilyEvent::AttachmentRemoved(event) => {
                if let Some(attachment) = self.attachments.get_mut(&event.attachment_id) {
                    attachment.removed = true;
                }
            }
            FamilyEvent::ReferredToCommission(event) => {
                self.referrals.insert(
                    event.referral_id,
                    Referral {
                        commission_id: event.commission_id,
                        domain: event.domain,
                        referred_on: event.referred_on,
                        packet_sequence: event.packet_sequence,
                        state: ReferralState::Open,
                        reception: Reception::Waiting,
                        answer_by: event.answer_by,
                    },
                );
            }
            FamilyEvent::ReferralAccepted(event) => {
                if let Some(referral) = self.referrals.get_mut(&event.referral_id) {
                    referral.reception = Reception::Accepted;
                }
            }
            FamilyEvent::ReferralReturned(event) => {
                if let Some(referral) = self.referrals.get_mut(&event.referral_id) {
                    referral.reception = Reception::Returned { days_left: event.days_left };
                    referral.answer_by = None;
                }
            }
            FamilyEvent::ReferralResumed(event) => {
                if let Some(referral) = self.referrals.get_mut(&event.referral_id) {
                    referral.reception = Reception::Accepted;
                    referral.answer_by = event.answer_by;
                    referral.packet_sequence = event.packet_sequence;
                }
            }
            FamilyEvent::ReferralDeclined(event) => {
                if let Some(referral) = self.referrals.get_mut(&event.referral_id) {
                    referral.state = ReferralState::Declined;
                }
            }
            FamilyEvent::ReferralWithdrawn(event) => {
                if let Some(referral) = self.referrals.get_mut(&event.referral_id) {
                    referral.state = ReferralState::Withdrawn;
                }
            }
            FamilyEvent::CommissionDecisionRecorded(event) => self.remember_decision(&event.decision),
            FamilyEvent::TaskAccepted(event) => self.set_task(event.task_id, TaskState::Accepted),
            FamilyEvent::TaskProgressed(event) => self.set_task(event.task_id, TaskState::InProgress),
            FamilyEvent::TaskDone(event) => self.set_task(event.task_id, TaskState::Done),
            FamilyEvent::TaskDeclined(event) => self.set_task(event.task_id, TaskState::Declined),
            FamilyEvent::TaskReassigned(event) => {
                if let Some(task) = self.tasks.get_mut(&event.task_id) {
                    task.responsible.clone_from(&event.responsible);
                    (task.given_on, task.due_on) = (event.reassigned_on, event.due_on);
                    (task.state, task.delegated_to) = (TaskState::Given, None);
                }
            }
            FamilyEvent::TaskDropped(event) => self.set_task(event.task_id, TaskState::Dropped),
            FamilyEvent::TaskDelegated(event) => {
                if let Some(task) = self.tasks.get_mut(&event.task_id) {
                    task.delegated_to = Some(event.user_id);
                }
            }
            FamilyEvent::ReferredToExpert(event) => {
                self.experts.insert(event.expert_referral_id, false);
            }
            FamilyEvent::ExpertAnswered(event) => {
                self.experts.insert(event.expert_referral_id, true);
            }
            FamilyEvent::RequestMade(event) => {
                let request = Request {
                    kind: event.kind,
                    deciders: event.deciders.clone(),
                    made_on: event.made_on,
                    state: RequestState::Waiting,
                };
                self.requests.insert(event.request_id, request);
            }
            FamilyEvent::RequestAnswered(event) => {
                if let Some(request) = self.requests.get_mut(&event.request_id) {
                    request.state = RequestState::Answered;
                }
            }
            FamilyEvent::RequestWithdrawn(event) => {
                if let Some(request) = self.requests.get_mut(&event.request_id) {
                    request.state = RequestState::Withdrawn;
                }
            }
            FamilyEvent::TierProposed(event) => {
                let proposal = TierProposal {
                    moment: event.moment,
                    cycle: event.cycle,
                    tier: event.tier,
                    computed: event.computed,
                    user_id: event.user_id,
                    proposed_on: event.proposed_on,
                    state: ProposalState::Waiting,
                };
                self.tier_proposals.insert(event.proposal_id, proposal);
            }
            FamilyEvent::TierProposalAnswered(event) => {
                if let Some(proposal) = self.tier_proposals.get_mut(&event.proposal_id) {
                    proposal.state = ProposalState::Answered;
                }
            }
            FamilyEvent::TierProposalWithdrawn(event) => {
                if let Some(proposal) = self.tier_proposals.get_mut(&event.proposal_id) {
                    proposal.state = ProposalState::Withdrawn;
                }
            }
            // That the file was shown stands in the timeline.
            FamilyEvent::FileShown(_) => {}
            FamilyEvent::CaseClosed(event) => {
                self.closed_on = Some(event.closed_on);
                self.closed_because = Some(event.reason);
            }
            FamilyEvent::CaseReopened(_) => {
                self.closed_on = None;
                self.closed_because = None;
            }
            FamilyEvent::ErasureRequested(event) => {
                self.erasures.insert(
                    event.erasure_id,
                    Erasure {
                        member_id: event.member_id,
                        ground: event.ground,
                        requested_by: event.requested_by,
                        requested_on: event.requested_on,
                        state: ErasureState::Waiting,
                    },
                );
            }
            FamilyEvent::ErasureWithdrawn(event) => self.set_erasure(event.erasure_id, ErasureState::Withdrawn),
            FamilyEvent::ErasureRefused(event) => self.set_erasure(event.erasure_id, ErasureState::Refused),
            FamilyEvent::PersonalDataErased(event) => self.forget(event),
            FamilyEvent::MergedAway(event) => {
                self.merged =
                    Some(MergedInto { merge_id: event.merge_id, into: event.into, merged_on: event.merged_on });
            }
            FamilyEvent::MergeUndone(_) => self.merged = None,
            FamilyEvent::MembersMovedOut(event) => {
                self.moves.insert(event.move_id, false);
                for one in &event.members {
                    if let Some(member) = self.members.get_mut(&one.member_id) {
                        member.left = true;
                    }
                    if self.head == Some(one.member_id) {
                        self.head = None;
                    }
                }
            }
            FamilyEvent::MembersMovedIn(event) => {
                self.received.insert(event.move_id);
                for one in &event.members {
                    if one.member.relation == Relation::Head && self.head.is_none() {
                        self.head = Some(one.member_id);
                    }
                    self.members.insert(one.member_id, member_of(&one.member));
                }
            }
            FamilyEvent::MembersReturned(event) => {
                self.moves.insert(event.move_id, true);
                for one in &event.members {
                    if let Some(member) = self.members.get_mut(&one.member_id) {
                        member.left = false;
                    }
                    if one.member.relation == Relation::Head && self.head.is_none() {
                        self.head = Some(one.member_id);
                    }
                }
            }
            FamilyEvent::FamilyMerged(event) => {
                for one in &event.members {
                    if one.member.relation == Relation::Head && self.head.is_none() {
                        self.head = Some(one.member_id);
                    }
                    self.members.insert(one.member_id, member_of(&one.member));
                }
                let joined = event.members.iter().map(|one| one.member_id).collect();
                self.merges.insert(event.merge_id, Merge { from: event.from, joined, undone: false });
            }
            FamilyEvent::FamilyUnmerged(event) => {
                if let Some(merge) = self.merges.get_mut(&event.merge_id) {
                    merge.undone = true;
                    for id in &merge.joined {
                        if let Some(member) = self.members.get_mut(id) {
                            member.left = true;
                        }
                    }
                }
            }
            // Nothing is decided on these.
            FamilyEvent::RegistrationJoined(_) | FamilyEvent::SafeContactSet(_) => {}
            FamilyEvent::AddressThreatMarked(_)
            | FamilyEvent::AddressThreatCleared(_)
            | FamilyEvent::AddressRevealed(_)
            | FamilyEvent::GlassBroken(_)
            | FamilyEvent::GlassAcknowledged(_)
            | FamilyEvent::ComparisonAsked(_)
            | FamilyEvent::ComparisonAnswered(_) => {}
            FamilyEvent::LateWorkParked(event) => {
                let file_bytes = event.file.as_ref().map_or(0, |file| file.size_bytes);
                let (command_id, caseworker_id) = (event.command_id, event.caseworker_id);
                let late = Late { command_id, caseworker_id, outcome: None, file_bytes };
                self.late.insert(event.late_id, late);
            }
            FamilyEvent::LateWorkSettled(event) => {
                if let Some(late) = self.late.get_mut(&event.late_id) {
                    late.outcome = Some(event.outcome);
                }
            }
        }
    }

    fn enrollment_moved(&mut self, member: MemberId, state: EnrollmentState, on: NaiveDate) {
        if let Some(enrollment) = self.enrollments.get_mut(&member) {
            (enrollment.state, enrollment.last_on) = (state, on);
        }
    }

    fn remember_assessment(&mut self, event: &AssessmentRecorded) {
        if event.cycle > self.cycle {
            self.cycle = event.cycle;
            self.baseline_tier_on = None;
            self.final_tier_on = None;
        }
        self.assessments.insert(
            event.assessment_id,
            Assessment {
                moment: event.moment,
                cycle: event.cycle,
                set: event.set,
                assessed_on: event.assessed_on,
                sequence: self.sequence,
                readings: event.readings.iter().map(|one| (one.indicator.clone(), one.value)).collect(),
            },
        );
    }

    fn remember_tier(&mut self, event: &TierAssigned) {
        match event.moment {
            TierMoment::Baseline => self.baseline_tier_on = Some(event.assigned_on),
            TierMoment::Final => {
                self.final_tier_on = Some(event.assigned_on);
                self.last_final_on = self.last_final_on.max(Some(event.assigned_on));
            }
            TierMoment::Preliminary | TierMoment::Interim => {}
        }
        self.harmed_since = match event.tier {
            Tier::Harmed => Some(self.harmed_since.map_or(event.assigned_on, |since| since.min(event.assigned_on))),
            Tier::Stable | Tier::AtRisk => None,
        };
        self.tier = Some(TierHeld {
            tier: event.tier,
            moment: event.moment,
            cycle: event.cycle,
            computed: event.computed.clone(),
            overridden: event.r#override.is_some(),
            household_type: event.household_type,
            assigned_on: event.assigned_on,
        });
    }

    fn remember_decision(&mut self, decision: &Decision) {
        if let Some(referral) = self.referrals.get_mut(&decision.referral_id) {
            referral.state = ReferralState::Decided { decision_id: decision.decision_id, outcome: decision.outcome };
        }
        for task in &decision.tasks {
            self.tasks.insert(
                task.task_id,
                Task {
                    decision_id: decision.decision_id,
                    responsible: task.responsible.clone(),
                    given_on: decision.decided_on,
                    due_on: task.due_on,
                    state: TaskState::Given,
                    delegated_to: None,
                },
            );
        }
    }

    /// A whole family that is forgotten is closed with it.
    fn forget(&mut self, event: &PersonalDataErased) {
        self.set_erasure(event.erasure_id, ErasureState::Erased);
        for (id, member) in &mut self.members {
            member.erased |= event.covers(Subject::Person(id.0));
        }
        if event.member_id.is_none() {
            self.erased = true;
            self.closed_on = self.closed_on.or(Some(event.erased_on));
        }
    }

    fn set_erasure(&mut self, id: ErasureId, state: ErasureState) {
        if let Some(erasure) = self.erasures.get_mut(&id) {
            erasure.state = state;
        }
    }

    fn set_entry(&mut self, id: EntryId, state: EntryState) {
        if let Some(entry) = self.calendar.get_mut(&id) {
            entry.state = state;
        }
    }

    fn set_task(&mut self, id: TaskId, state: TaskState) {
        if let Some(task) = self.tasks.get_mut(&id) {
            task.state = state;
        }
    }
}

impl Work {
    fn correct(&mut self, on: Option<NaiveDate>) {
        self.struck = on.is_none();
        self.on = on.unwrap_or(self.on);
    }
}

fn member_of(facts: &MemberFacts) -> Member {
    Member { relation: facts.relation, sex: facts.sex, left: false, erased: false }
}

fn attachment_of(event: &AttachmentAdded) -> Attachment {
    Attachment {
        kind: event.kind,
        member_id: event.member_id,
        media_type: event.media_type,
        size_bytes: event.size_bytes,
        sealed_sha256: event.sealed_sha256.clone(),
        received_on: event.received_on,
        removed: false,
    }
}
