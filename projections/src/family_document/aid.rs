//! Assessment, tiers and focused aid: caseworker, calendar, visits, services.

use hamyar_events::TierMoment;
use hamyar_events::family::{
    AssessmentRecorded, AssignmentRenewed, CalendarEntryCancelled, CalendarEntryDone, CalendarEntryMissed,
    CalendarEntryMoved, CalendarEntryPlanned, CaseworkerAssigned, CaseworkerReleased, HandoverPrepared,
    ServiceCorrected, ServiceDelivered, ServiceFacts, TierAssigned, TierComputation, VisitCorrected, VisitFacts,
    VisitRecorded,
};
use uuid::Uuid;

use super::FamilyDocument;
use crate::event::EventMeta;
use crate::views::{
    EntryState, FileAssessment, FileAssignment, FileEntry, FileHandover, FileReading, FileRenewal, FileSeries,
    FileService, FileTier, FileVisit, NamedRef,
};

impl FamilyDocument {
    pub(super) fn assessment_recorded(&mut self, event: &AssessmentRecorded, meta: &EventMeta) {
        self.file.assessments.push(FileAssessment {
            id: event.assessment_id.0,
            moment: event.moment,
            cycle: event.cycle,
            set: event.set,
            readings: event.readings.iter().map(FileReading::from).collect(),
            strengths: event.strengths.clone(),
            harms: event.harms.clone(),
            visit_id: event.visit_id.map(|id| id.0),
            assessed_on: event.assessed_on.into(),
            by: (&meta.actor).into(),
        });
    }

    pub(super) fn tier_assigned(&mut self, event: &TierAssigned, meta: &EventMeta) {
        let assessment_id = event.assessment_id.map(|id| id.0);
        let assessment = self.file.assessments.iter().find(|one| Some(one.id) == assessment_id);
        let computed = event.computed.as_ref();
        // The computation lists what the used readings show; an older tier is read beside its assessment.
        let found = |of_tier: fn(&TierComputation) -> &Vec<String>,
                     of_assessment: fn(&FileAssessment) -> &Vec<String>| {
            let listed = computed.map(of_tier).filter(|codes| !codes.is_empty());
            listed.or_else(|| assessment.map(of_assessment)).cloned().unwrap_or_default()
        };
        let tier = FileTier {
            moment: event.moment,
            cycle: event.cycle,
            tier: event.tier,
            computed_tier: computed.map(|computed| computed.tier),
            overridden: event.r#override.is_some(),
            override_reason: event.r#override.as_ref().and_then(|by_hand| by_hand.reason.value.clone()),
            score: computed.map(|computed| computed.score),
            domains: computed.map(|computed| computed.domains.clone()).unwrap_or_default(),
            strengths: found(|computed| &computed.strengths, |assessment| &assessment.strengths),
            harms: found(|computed| &computed.harms, |assessment| &assessment.harms),
            explanation: event.explanation.clone().into(),
            set: computed.map(|computed| computed.set),
            rule_version: computed.map(|computed| computed.rule_version),
            readings: computed.map(|computed| computed.readings.clone()).unwrap_or_default(),
            outside_information: event.outside_information,
            assessment_id,
            assigned_on: event.assigned_on.into(),
            sequence: meta.sequence,
            position: meta.position,
            by: (&meta.actor).into(),
        };
        self.file.tiers.push(tier);
        self.file.card.tier = Some(event.tier);
        self.file.card.household_type = event.household_type;
        if event.moment == TierMoment::Baseline {
            self.file.cycle = event.cycle;
            self.file.card.baseline_tier = Some(event.tier);
        }
    }

    pub(super) fn caseworker_assigned(&mut self, event: &CaseworkerAssigned) {
        let caseworker = NamedRef::unnamed(event.caseworker_id.0);
        self.file.card.caseworker = Some(caseworker.clone());
        self.file.card.year_ends = Some(event.ends_on.into());
        self.file.assignment = Some(FileAssignment {
            assignment_id: event.assignment_id.0,
            caseworker,
            starts_on: event.starts_on.into(),
            ends_on: event.ends_on.into(),
            days_left: None,
            overdue: false,
            renewals: Vec::new(),
            handover: None,
            released_on: None,
            release_reason: None,
            release_note: None,
        });
    }

    pub(super) fn caseworker_released(&mut self, event: &CaseworkerReleased) {
        if let Some(mut past) = self.file.assignment.take_if(|held| held.assignment_id == event.assignment_id.0) {
            self.file.card.caseworker = None;
            self.file.card.year_ends = None;
            past.released_on = Some(event.released_on.into());
            past.release_reason = Some(event.reason);
            past.release_note = event.note.as_ref().and_then(|note| note.value.clone());
            self.file.past_assignments.push(past);
        }
    }

    pub(super) fn assignment_renewed(&mut self, event: &AssignmentRenewed) {
        if let Some(assignment) =
            self.file.assignment.as_mut().filter(|held| held.assignment_id == event.assignment_id.0)
        {
            assignment.ends_on = event.ends_on.into();
            assignment.renewals.push(FileRenewal {
                ends_on: event.ends_on.into(),
                reason: event.reason.value.clone(),
                renewed_on: event.renewed_on.into(),
            });
            self.file.card.year_ends = Some(event.ends_on.into());
        }
    }

    pub(super) fn handover_prepared(&mut self, event: &HandoverPrepared) {
        let held = self.file.assignment.as_mut().filter(|held| held.assignment_id == event.assignment_id.0);
        if let Some(assignment) = held {
            assignment.handover = Some(FileHandover {
                done: event.done.clone(),
                note: event.note.as_ref().and_then(|note| note.value.clone()),
                prepared_on: event.prepared_on.into(),
            });
        }
    }

    pub(super) fn entry_planned(&mut self, event: &CalendarEntryPlanned) {
        self.file.calendar.push(FileEntry {
            id: event.entry_id.0,
            member: event.member_id.map(|id| NamedRef::unnamed(id.0)),
            domain: event.domain,
            kind: event.kind.clone(),
            capacity: event.capacity,
            purpose: event.purpose,
            title: event.title.as_ref().and_then(|title| title.value.clone()),
            window_from: event.window_from.into(),
            window_to: event.window_to.into(),
            status: EntryState::Planned,
            due_state: None,
            done_on: None,
            missed_on: None,
            reason: None,
            goal_id: event.goal_id.map(|id| id.0),
            series: event.series.map(|place| FileSeries {
                first_entry_id: place.first_entry_id.0,
                number: place.number,
                of: place.of,
            }),
            remind_days: event.remind_days,
            late: false,
            late_reason: None,
        });
    }

    fn entry(&mut self, id: Uuid) -> Option<&mut FileEntry> {
        self.file.calendar.iter_mut().find(|entry| entry.id == id)
    }

    pub(super) fn entry_moved(&mut self, event: &CalendarEntryMoved) {
        if let Some(entry) = self.entry(event.entry_id.0) {
            entry.window_from = event.window_from.into();
            entry.window_to = event.window_to.into();
            entry.reason = event.reason.as_ref().and_then(|reason| reason.value.clone());
            (entry.status, entry.missed_on) = (EntryState::Planned, None);
        }
    }

    pub(super) fn entry_done(&mut self, event: &CalendarEntryDone) {
        if let Some(entry) = self.entry(event.entry_id.0) {
            entry.late = event.done_on > entry.window_to.iso || entry.status == EntryState::Missed;
            entry.late_reason = event.late_reason.as_ref().and_then(|reason| reason.value.clone());
            entry.status = EntryState::Done;
            entry.done_on = Some(event.done_on.into());
        }
    }

    pub(super) fn entry_missed(&mut self, event: &CalendarEntryMissed) {
        if let Some(entry) = self.entry(event.entry_id.0) {
            entry.status = EntryState::Missed;
            entry.missed_on = Some(event.missed_on.into());
            entry.reason = event.reason.as_ref().and_then(|reason| reason.value.clone());
        }
    }

    pub(super) fn entry_cancelled(&mut self, event: &CalendarEntryCancelled) {
        if let Some(entry) = self.entry(event.entry_id.0) {
            entry.status = EntryState::Cancelled;
            entry.reason = event.reason.as_ref().and_then(|reason| reason.value.clone());
        }
    }

    pub(super) fn visit_recorded(&mut self, event: &VisitRecorded) {
        let mut visit = visit(event.visit_id.0, &event.visit);
        visit.caseworker = event.caseworker_id.map(|id| NamedRef::unnamed(id.0));
        self.file.visits.push(visit);
        self.find_last_visit();
    }

    pub(super) fn visit_corrected(&mut self, event: &VisitCorrected) {
        if let Some(known) = self.file.visits.iter_mut().find(|visit| visit.id == event.visit_id.0) {
            match &event.replacement {
                Some(facts) => {
                    let caseworker = known.caseworker.take();
                    *known = FileVisit { caseworker, ..visit(known.id, facts) };
                }
                None => known.voided = true,
            }
            known.corrected = true;
            known.correction_reason.clone_from(&event.reason.value);
        }
        self.find_last_visit();
    }

    fn find_last_visit(&mut self) {
        let standing = self.file.visits.iter().filter(|visit| !visit.voided);
        self.file.card.last_visit = standing.map(|visit| visit.visited_on.clone()).max();
    }

    pub(super) fn service_delivered(&mut self, event: &ServiceDelivered) {
        let mut service = service(event.service_id.0, &event.service);
        service.caseworker = event.caseworker_id.map(|id| NamedRef::unnamed(id.0));
        service.visit_id = event.visit_id.map(|id| id.0);
        service.entry_id = event.entry_id.map(|id| id.0);
        self.file.services.push(service);
    }

    pub(super) fn service_corrected(&mut self, event: &ServiceCorrected) {
        if let Some(known) = self.file.services.iter_mut().find(|service| service.id == event.service_id.0) {
            match &event.replacement {
                Some(facts) => {
                    let (caseworker, visit_id, entry_id) = (known.caseworker.take(), known.visit_id, known.entry_id);
                    *known = FileService { caseworker, visit_id, entry_id, ..service(known.id, facts) };
                }
                None => known.voided = true,
            }
            known.corrected = true;
            known.correction_reason.clone_from(&event.reason.value);
        }
    }
}

fn visit(id: Uuid, facts: &VisitFacts) -> FileVisit {
    FileVisit {
        id,
        visited_on: facts.visited_on.into(),
        place: facts.place,
        present: facts.present.iter().map(|member| NamedRef::unnamed(member.0)).collect(),
        note: facts.note.as_ref().and_then(|note| note.value.clone()),
        next_visit_on: facts.next_visit_on.map(Into::into),
        caseworker: None,
        corrected: false,
        correction_reason: None,
        voided: false,
    }
}

fn service(id: Uuid, facts: &ServiceFacts) -> FileService {
    FileService {
        id,
        domain: facts.domain,
        kind: facts.kind.clone(),
        purpose: facts.purpose,
        capacity: facts.capacity,
        members: facts.member_ids.iter().map(|member| NamedRef::unnamed(member.0)).collect(),
        provider: facts.provider_agency_id.map(|agency| NamedRef::unnamed(agency.0)),
        caseworker: None,
        amount_rials: facts.amount_rials.or(facts.amount.map(|tomans| tomans.saturating_mul(10))),
        particulars: facts.particulars.clone(),
        outcome: facts.outcome,
        note: facts.note.as_ref().and_then(|note| note.value.clone()),
        delivered_on: facts.delivered_on.into(),
        visit_id: None,
        entry_id: None,
        corrected: false,
        correction_reason: None,
        voided: false,
    }
}
