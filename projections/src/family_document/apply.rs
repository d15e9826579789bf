//! One event after another into the file.

use hamyar_events::family::FamilyEvent;

use super::FamilyDocument;
use crate::event::EventMeta;
use crate::views::{
    ConsentState, FamilyState, FileClosed, FileConsent, FileExpertReferral, FileHandingOn, FileNote, NamedRef,
};

impl FamilyDocument {
    /// Takes one more event in. Total: an event about something the file does not know changes nothing else.
    pub fn apply(&mut self, event: &FamilyEvent, meta: &EventMeta) {
        use FamilyEvent as E;
        self.file.sequence = meta.sequence;
        self.due.apply(self.file.card.id, event);
        match event {
            E::FamilyIdentified(event) => self.identified(event),
            E::RegistrationJoined(event) => self.registration_joined(event),
            E::ConsentGiven(_) | E::ConsentRefused(_) | E::ConsentWithdrawn(_) => self.consent(event),
            E::MemberJoined(event) => self.member_joined(event),
            E::MemberChanged(event) => self.member_changed(event),
            E::MemberLeft(event) => self.member_left(event),
            E::HeadChanged(event) => self.head_changed(event.member_id.0),
            E::AddressChanged(event) => self.address_changed(event),
            E::SafeContactSet(event) => {
                self.file.safe_contact.clone_from(&event.instruction.value);
                self.file.contact_window = event.window.as_ref().and_then(|window| window.value.clone());
            }
            E::RequestMade(event) => self.request_made(event),
            E::RequestAnswered(_) | E::RequestWithdrawn(_) => self.request_moved(event),
            E::TierProposed(event) => self.tier_proposed(event),
            E::TierProposalAnswered(_) | E::TierProposalWithdrawn(_) => self.tier_proposal_moved(event),
            E::FileShown(event) => self.file.shown_on = Some(event.shown_on.into()),
            E::CenterChanged(event) => self.file.card.center = Some(crate::views::NamedRef::unnamed(event.center_id.0)),
            E::CategoryAdded(event) => self.category_added(&event.category, event.member_id.map(|id| id.0)),
            E::CategoryRemoved(event) => self.category_removed(&event.category, event.member_id.map(|id| id.0)),
            E::CoverageRecorded(event) => self.coverage_recorded(event),
            E::SentToAgency(event) => self.sent_to_agency(event),
            E::SendingWithdrawn(event) => self.sending_withdrawn(event),
            E::SendingAnswered(event) => self.sending_answered(event),
            E::SupportPhaseRecorded(event) => self.support_phase_recorded(event),
            E::HandingOnAgreed(event) => self.handing_on_said(FileHandingOn {
                agency: NamedRef::unnamed(event.agency_id.0),
                agreed: true,
                said_on: event.agreed_on.into(),
                reason: None,
            }),
            E::HandingOnRefused(event) => self.handing_on_said(FileHandingOn {
                agency: NamedRef::unnamed(event.agency_id.0),
                agreed: false,
                said_on: event.refused_on.into(),
                reason: event.reason.as_ref().and_then(|reason| reason.known()).cloned(),
            }),
            // A woman's way rests on more than the family's own stream, and is read beside the file.
            E::ProgramEnrolled(_) | E::ProgramCompleted(_) | E::ProgramLeft(_) | E::ProgramResumed(_) => {}
            // Which lists a woman stands in, and what they say otherwise, is asked of the lists.
            E::AgencyRecordReconciled(_) => {}
            E::AssessmentRecorded(event) => self.assessment_recorded(event, meta),
            E::TierAssigned(event) => self.tier_assigned(event, meta),
            E::CaseworkerAssigned(event) => self.caseworker_assigned(event),
            E::CaseworkerReleased(event) => self.caseworker_released(event),
            E::AssignmentRenewed(event) => self.assignment_renewed(event),
            E::HandoverPrepared(event) => self.handover_prepared(event),
            E::CalendarEntryPlanned(event) => self.entry_planned(event),
            E::CalendarEntryMoved(event) => self.entry_moved(event),
            E::CalendarEntryDone(event) => self.entry_done(event),
            E::CalendarEntryMissed(event) => self.entry_missed(event),
            E::CalendarEntryCancelled(event) => self.entry_cancelled(event),
            E::GoalSet(event) => self.goal_set(event),
            E::GoalClosed(event) => self.goal_closed(event),
            E::VisitRecorded(event) => self.visit_recorded(event),
            E::VisitCorrected(event) => self.visit_corrected(event),
            E::ServiceDelivered(event) => self.service_delivered(event),
            E::ServiceCorrected(event) => self.service_corrected(event),
            E::NoteAdded(event) => self.file.notes.push(FileNote {
                id: event.note_id.0,
                text: event.text.value.clone(),
                at: meta.happened_at.into(),
                recorded_at: meta.recorded_at.into(),
                by: (&meta.actor).into(),
            }),
            E::AttachmentAdded(event) => self.attachment_added(event, meta),
            E::AttachmentRemoved(event) => self.attachment_removed(event, meta),
            E::ReferredToCommission(event) => self.referred(event),
            E::ReferralWithdrawn(event) => self.referral_withdrawn(event),
            E::ReferralAccepted(_) | E::ReferralReturned(_) | E::ReferralResumed(_) | E::ReferralDeclined(_) => {
                self.referral_received(event);
            }
            E::CommissionDecisionRecorded(event) => self.decided(&event.decision),
            E::TaskAccepted(_)
            | E::TaskProgressed(_)
            | E::TaskDone(_)
            | E::TaskDeclined(_)
            | E::TaskReassigned(_)
            | E::TaskDropped(_)
            | E::TaskDelegated(_) => self.task_moved(event),
            E::ReferredToExpert(event) => self.file.expert_referrals.push(FileExpertReferral {
                id: event.expert_referral_id.0,
                specialty: event.specialty.value.clone().unwrap_or_default(),
                question: event.question.value.clone(),
                referred_on: event.referred_on.into(),
                answer_by: event.answer_by.map(Into::into),
                answer: None,
                answered_on: None,
            }),
            E::ExpertAnswered(event) => {
                if let Some(referral) =
                    self.file.expert_referrals.iter_mut().find(|one| one.id == event.expert_referral_id.0)
                {
                    referral.answer.clone_from(&event.answer.value);
                    referral.answered_on = Some(event.answered_on.into());
                }
            }
            E::CaseClosed(event) => {
                self.file.card.state = FamilyState::Closed;
                let note = event.note.as_ref().and_then(|note| note.value.clone());
                self.file.closed = Some(FileClosed { reason: event.reason, note, closed_on: event.closed_on.into() });
            }
            E::CaseReopened(_) => {
                self.file.card.state = FamilyState::Open;
                self.file.closed = None;
            }
            E::AddressThreatMarked(_) => self.file.card.address_under_threat = true,
            E::AddressThreatCleared(_) => self.file.card.address_under_threat = false,
            // Who looked stands in the timeline, not in the file.
            E::AddressRevealed(_)
            | E::GlassBroken(_)
            | E::GlassAcknowledged(_)
            | E::ComparisonAsked(_)
            | E::ComparisonAnswered(_) => {}
            E::MembersMovedOut(event) => self.moved_out(event),
            E::MembersMovedIn(event) => self.moved_in(event),
            E::MembersReturned(event) => self.returned(event),
            E::MergedAway(event) => self.merged_away(event, meta),
            E::MergeUndone(_) => self.merge_undone(),
            E::FamilyMerged(event) => self.family_merged(event, meta),
            E::FamilyUnmerged(event) => self.family_unmerged(event),
            // What waits for a person is not yet of the file.
            E::LateWorkParked(_) | E::LateWorkSettled(_) => {}
            E::ErasureRequested(_) | E::ErasureWithdrawn(_) | E::ErasureRefused(_) | E::PersonalDataErased(_) => {
                self.erasure(event, meta);
            }
        }
    }

    fn consent(&mut self, event: &FamilyEvent) {
        if matches!(event, FamilyEvent::ConsentWithdrawn(_)) {
            // With all consent every agreement to being told to somebody outside ends.
            self.file.handing_on.retain(|one| !one.agreed);
        }
        let (state, detail) = match event {
            FamilyEvent::ConsentGiven(event) => (
                ConsentState::Given,
                FileConsent {
                    basis: Some(event.basis),
                    member_id: event.member_id.map(|id| id.0),
                    ground: event.ground.as_ref().and_then(|ground| ground.value.clone()),
                    reason: None,
                    on: event.given_on.into(),
                },
            ),
            FamilyEvent::ConsentRefused(event) => (
                ConsentState::Refused,
                FileConsent {
                    basis: None,
                    member_id: None,
                    ground: None,
                    reason: event.reason.as_ref().and_then(|reason| reason.value.clone()),
                    on: event.refused_on.into(),
                },
            ),
            FamilyEvent::ConsentWithdrawn(event) => (
                ConsentState::Withdrawn,
                FileConsent {
                    basis: None,
                    member_id: None,
                    ground: None,
                    reason: event.reason.as_ref().and_then(|reason| reason.value.clone()),
                    on: event.withdrawn_on.into(),
                },
            ),
            _ => return,
        };
        self.file.card.consent = state;
        self.file.consent_detail = Some(detail);
    }
}
