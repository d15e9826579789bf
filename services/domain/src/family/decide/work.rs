//! Visits, services, corrections, notes and experts.

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::EntryState;
use crate::family::{particulars_name, particulars_of};

/// A thousand billion tomans: more than any service costs.
const RIALS_MAX: i64 = 10_000_000_000_000;

impl Family {
    pub(super) fn record_visit(&self, command: &RecordVisit) -> Decided {
        self.open_file()?;
        let visit = &command.visit;
        self.check_visit(&visit.visit, command.today)?;
        if let Some(known) = self.visits.get(&visit.visit_id) {
            let same = known.on == visit.visit.visited_on && known.caseworker_id == visit.caseworker_id;
            return if same { nothing() } else { Err(FamilyRefusal::VisitIdTaken) };
        }
        self.members_ever(&visit.visit.present)?;
        self.held_then(visit.caseworker_id, visit.visit.visited_on)?;
        one(visit.clone())
    }

    pub(super) fn correct_visit(&self, command: &CorrectVisit) -> Decided {
        self.open_file()?;
        let correction = &command.correction;
        Checks::new().personal("reason", &correction.reason, 2000).done::<FamilyRefusal>()?;
        let visit = self.visits.get(&correction.visit_id).ok_or(FamilyRefusal::UnknownVisit)?;
        let Some(facts) = &correction.replacement else {
            return if visit.struck { nothing() } else { one(correction.clone()) };
        };
        self.check_visit(facts, command.today)?;
        self.members_ever(&facts.present)?;
        self.held_then(visit.caseworker_id, facts.visited_on)?;
        one(correction.clone())
    }

    pub(super) fn record_service(&self, command: &RecordService) -> Decided {
        self.open_file()?;
        let delivered = &command.service;
        self.check_service(&delivered.service, command.today)?;
        Checks::new().optional_personal("late_reason", &command.late_reason, 2000).done::<FamilyRefusal>()?;
        if let Some(known) = self.services.get(&delivered.service_id) {
            let same = known.on == delivered.service.delivered_on && known.caseworker_id == delivered.caseworker_id;
            return if same { nothing() } else { Err(FamilyRefusal::ServiceIdTaken) };
        }
        self.not_hiding_violence(&delivered.service)?;
        self.consent_on(delivered.service.delivered_on)?;
        self.members_ever(&delivered.service.member_ids)?;
        self.held_then(delivered.caseworker_id, delivered.service.delivered_on)?;
        if delivered.visit_id.is_some_and(|id| self.visits.get(&id).is_none_or(|visit| visit.struck)) {
            return Err(FamilyRefusal::UnknownVisit);
        }
        let mut events = vec![delivered.clone().into()];
        if let Some(entry_id) = delivered.entry_id {
            let entry = self.calendar.get(&entry_id).ok_or(FamilyRefusal::UnknownEntry)?;
            if matches!(entry.state, EntryState::Planned | EntryState::Missed) {
                let late = entry.is_late(delivered.service.delivered_on);
                let done = CalendarEntryDone {
                    entry_id,
                    done_on: delivered.service.delivered_on,
                    visit_id: delivered.visit_id,
                    service_id: Some(delivered.service_id),
                    late_reason: calendar::late_reason(late, &command.late_reason)?,
                };
                events.push(done.into());
            }
        }
        Ok(events)
    }

    pub(super) fn correct_service(&self, command: &CorrectService) -> Decided {
        self.open_file()?;
        let correction = &command.correction;
        Checks::new().personal("reason", &correction.reason, 2000).done::<FamilyRefusal>()?;
        let service = self.services.get(&correction.service_id).ok_or(FamilyRefusal::UnknownService)?;
        let Some(facts) = &correction.replacement else {
            return if service.struck { nothing() } else { one(correction.clone()) };
        };
        self.check_service(facts, command.today)?;
        self.not_hiding_violence(facts)?;
        self.consent_on(facts.delivered_on)?;
        self.members_ever(&facts.member_ids)?;
        self.held_then(service.caseworker_id, facts.delivered_on)?;
        one(correction.clone())
    }

    pub(super) fn add_note(&self, command: &AddNote) -> Decided {
        self.open_file()?;
        Checks::new().personal("text", &command.note.text, 8000).done::<FamilyRefusal>()?;
        if self.notes.contains(&command.note.note_id) {
            return nothing();
        }
        one(command.note.clone())
    }

    pub(super) fn refer_to_expert(&self, command: &ReferToExpert) -> Decided {
        self.open_file()?;
        let referral = &command.referral;
        let mut checks = Checks::new();
        checks.personal("specialty", &referral.specialty, 64);
        checks.personal("question", &referral.question, 4000);
        checks.between("referred_on", referral.referred_on, self.earliest(), command.today);
        let before = referral.answer_by.is_some_and(|by| by < referral.referred_on);
        checks.fault_if(before, "answer_by", Rule::BeforeStart);
        checks.done::<FamilyRefusal>()?;
        if self.experts.contains_key(&referral.expert_referral_id) {
            return nothing();
        }
        self.consent_now_and_on(referral.referred_on)?;
        one(referral.clone())
    }

    pub(super) fn answer_as_expert(&self, command: &AnswerAsExpert) -> Decided {
        self.open_file()?;
        let answer = &command.answer;
        let mut checks = Checks::new();
        checks.personal("answer", &answer.answer, 8000);
        checks.between("answered_on", answer.answered_on, self.earliest(), command.today);
        checks.done::<FamilyRefusal>()?;
        match self.experts.get(&answer.expert_referral_id) {
            None => Err(FamilyRefusal::UnknownExpertReferral),
            Some(true) => Err(FamilyRefusal::AlreadyAnswered),
            Some(false) => one(answer.clone()),
        }
    }

    fn not_hiding_violence(&self, service: &ServiceFacts) -> Result<(), FamilyRefusal> {
        if self.hides_violence(service) { Err(FamilyRefusal::ReconciliationWhereViolence) } else { Ok(()) }
    }

    fn check_visit(&self, visit: &VisitFacts, today: NaiveDate) -> Result<(), FamilyRefusal> {
        let mut checks = Checks::new();
        checks.between("visited_on", visit.visited_on, self.earliest(), today);
        checks.optional_personal("note", &visit.note, 8000);
        let backwards = visit.next_visit_on.is_some_and(|next| next < visit.visited_on);
        checks.fault_if(backwards, "next_visit_on", Rule::BeforeStart);
        checks.fault_if(repeats(&visit.present), "present", Rule::Duplicate);
        checks.done()
    }

    fn check_service(&self, service: &ServiceFacts, today: NaiveDate) -> Result<(), FamilyRefusal> {
        let mut checks = Checks::new();
        checks.between("delivered_on", service.delivered_on, self.earliest(), today);
        checks.code("kind", &service.kind);
        checks.optional_personal("note", &service.note, 8000);
        if let Some(amount) = service.amount {
            checks.range("amount", amount, 0, RIALS_MAX / 10);
            // One amount, in one unit.
            checks.fault_if(service.amount_rials.is_some(), "amount", Rule::NotExpected);
        }
        if let Some(amount) = service.amount_rials {
            checks.range("amount_rials", amount, 0, RIALS_MAX);
        }
        check_particulars(&mut checks, service);
        checks.fault_if(repeats(&service.member_ids), "member_ids", Rule::Duplicate);
        checks.done()
    }
}

fn check_particulars(checks: &mut Checks, service: &ServiceFacts) {
    let Some(particulars) = &service.particulars else { return };
    let fits = particulars_of(&service.kind) == Some(particulars_name(particulars));
    checks.fault_if(!fits, "particulars", Rule::NotExpected);
    match particulars {
        ServiceParticulars::Counselling { sessions } => {
            checks.range("particulars.sessions", (*sessions).into(), 1, 100);
            checks.fault_if(service.outcome.is_none(), "outcome", Rule::Required);
        }
        ServiceParticulars::Loan { instalments, .. } => {
            checks.range("particulars.instalments", (*instalments).into(), 1, 240);
            checks.fault_if(service.amount_rials.is_none_or(|amount| amount == 0), "amount_rials", Rule::Required);
        }
        ServiceParticulars::Job { monthly_income_rials, .. } => {
            checks.range("particulars.monthly_income_rials", monthly_income_rials.unwrap_or(0), 0, RIALS_MAX);
            checks.fault_if(service.member_ids.len() != 1, "member_ids", Rule::Required);
        }
        ServiceParticulars::Goods { quantity, .. } => {
            checks.range("particulars.quantity", (*quantity).into(), 1, 100_000);
        }
        ServiceParticulars::Insurance { months } => {
            checks.range("particulars.months", (*months).into(), 1, 120);
        }
        ServiceParticulars::Treatment { sessions } => {
            checks.range("particulars.sessions", (*sessions).into(), 1, 1_000);
        }
        ServiceParticulars::Training { hours, .. } => {
            checks.range("particulars.hours", (*hours).into(), 1, 2_000);
        }
    }
}

fn repeats(ids: &[MemberId]) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    !ids.iter().all(|id| seen.insert(*id))
}
