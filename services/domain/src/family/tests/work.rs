use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

pub(super) fn visit(number: u128, on: &str) -> RecordVisit {
    RecordVisit {
        visit: VisitRecorded {
            visit_id: id(number),
            caseworker_id: None,
            visit: VisitFacts {
                visited_on: day(on),
                place: VisitPlace::Home,
                present: vec![id(MOTHER)],
                note: None,
                next_visit_on: None,
            },
        },
        today: today(),
    }
}

pub(super) fn service(number: u128, on: &str) -> RecordService {
    RecordService {
        service: ServiceDelivered {
            service_id: id(number),
            caseworker_id: None,
            visit_id: None,
            entry_id: None,
            service: ServiceFacts {
                domain: Domain::Economic,
                kind: "loan".to_owned(),
                purpose: None,
                capacity: Capacity::Local,
                member_ids: vec![id(MOTHER)],
                provider_agency_id: Some(id(71)),
                amount: Some(20_000_000),
                amount_rials: None,
                particulars: None,
                outcome: None,
                note: None,
                delivered_on: day(on),
            },
        },
        late_reason: None,
        today: today(),
    }
}

pub(super) fn expert(number: u128) -> ReferToExpert {
    ReferToExpert {
        referral: ReferredToExpert {
            expert_referral_id: id(number),
            specialty: shared("psychology"),
            question: shared("پرسش"),
            referred_on: day("2025-04-20"),
            answer_by: Some(day("2025-05-04")),
        },
        today: today(),
    }
}

/// S038: a service keeps member, domain, kind, date and deliverer.
#[test]
fn a_service_is_recorded_with_its_facts() {
    let command = service(1, "2025-04-20");
    given::<Family>(consented()).when(command.clone()).then([command.service.into()]);
}

/// S039: received once, though sent twice.
#[test]
fn the_same_visit_or_service_is_recorded_once() {
    let before = family(&held(), [visit(1, "2025-04-20").into(), service(1, "2025-04-20").into()]);
    given::<Family>(before.clone()).when(visit(1, "2025-04-20")).then_nothing();
    given::<Family>(before.clone()).when(service(1, "2025-04-20")).then_nothing();
    given::<Family>(before.clone()).when(visit(1, "2025-04-21")).then_refused(FamilyRefusal::VisitIdTaken);
    given::<Family>(before).when(service(1, "2025-04-21")).then_refused(FamilyRefusal::ServiceIdTaken);
}

/// S040: the day it was done is its own, up to a year before the file, never after today.
#[test]
fn work_lies_between_a_year_before_the_file_and_today() {
    given::<Family>(identified()).when(visit(1, "2024-05-01")).then_types(&["visit_recorded"]);
    given::<Family>(identified()).when(visit(1, "2024-03-01")).then_invalid(&["visited_on"]);
    given::<Family>(identified()).when(visit(1, "2026-11-23")).then_invalid(&["visited_on"]);
    given::<Family>(consented()).when(service(1, "2026-11-23")).then_invalid(&["delivered_on"]);
}

#[test]
fn who_worked_with_the_family_held_it_that_day() {
    let by = |caseworker: u128, on: &str| {
        let mut command = visit(1, on);
        command.visit.caseworker_id = Some(id(caseworker));
        command
    };
    given::<Family>(held()).when(by(CASEWORKER, "2025-04-20")).then_types(&["visit_recorded"]);
    given::<Family>(held()).when(by(CASEWORKER, "2025-04-11")).then_refused(FamilyRefusal::NotTheCaseworker);
    given::<Family>(held()).when(by(22, "2025-04-20")).then_refused(FamilyRefusal::NotTheCaseworker);
}

#[test]
fn work_names_members_of_the_family() {
    let mut stranger = service(1, "2025-04-20");
    stranger.service.service.member_ids = vec![id(99)];
    given::<Family>(consented()).when(stranger).then_refused(FamilyRefusal::UnknownMember);
    let mut odd = service(1, "2025-04-20");
    odd.service.service.amount = Some(-1);
    odd.service.service.kind = "وام".to_owned();
    given::<Family>(consented()).when(odd).then_invalid(&["kind", "amount"]);
    let mut backwards = visit(1, "2025-04-20");
    backwards.visit.visit.next_visit_on = Some(day("2025-04-19"));
    given::<Family>(consented()).when(backwards).then_invalid(&["next_visit_on"]);
}

#[test]
fn a_service_completes_the_entry_it_was_planned_as() {
    let before = family(&held(), [super::calendar::plan(1, "2025-05-01", "2025-05-07").into()]);
    let mut command = service(1, "2025-05-02");
    command.service.entry_id = Some(id(1));
    given::<Family>(before).when(command.clone()).then_types(&["service_delivered", "calendar_entry_done"]);
    given::<Family>(held()).when(command).then_refused(FamilyRefusal::UnknownEntry);
}

/// S043: a wrong entry is corrected by a new event, the old one stays.
#[test]
fn a_correction_is_a_new_event() {
    let before = family(&held(), [visit(1, "2025-04-20").into(), service(1, "2025-04-20").into()]);
    let correct = |replacement| CorrectService {
        correction: ServiceCorrected { service_id: id(1), replacement, reason: shared("اشتباه") },
        today: today(),
    };
    let right = service(1, "2025-04-21").service.service;
    given::<Family>(before.clone()).when(correct(Some(right))).then_types(&["service_corrected"]);
    let struck = family(&before, [correct(None).into()]);
    assert!(matches!(struck.iter().rev().nth(1), Some(FamilyEvent::ServiceDelivered(_))), "the old entry stays");
    given::<Family>(struck).when(correct(None)).then_nothing();
    given::<Family>(held()).when(correct(None)).then_refused(FamilyRefusal::UnknownService);
    let visit_gone = CorrectVisit {
        correction: VisitCorrected { visit_id: id(1), replacement: None, reason: shared(" ") },
        today: today(),
    };
    given::<Family>(before).when(visit_gone).then_invalid(&["reason"]);
}

/// S056: a special matter goes to an expert and the answer comes back.
#[test]
fn an_expert_answers_once() {
    let answer = |number| AnswerAsExpert {
        answer: ExpertAnswered {
            expert_referral_id: id(number),
            answer: shared("پاسخ"),
            answered_on: day("2025-04-25"),
        },
        today: today(),
    };
    let mut hasty = expert(1);
    hasty.referral.answer_by = Some(day("2025-04-19"));
    given::<Family>(consented()).when(hasty).then_invalid(&["answer_by"]);
    let before = family(&consented(), [expert(1).into()]);
    given::<Family>(before.clone()).when(expert(1)).then_nothing();
    given::<Family>(before.clone()).when(answer(2)).then_refused(FamilyRefusal::UnknownExpertReferral);
    let answered = family(&before, [answer(1).into()]);
    given::<Family>(answered).when(answer(1)).then_refused(FamilyRefusal::AlreadyAnswered);
}

#[test]
fn a_note_is_kept_once_and_is_not_blank() {
    let note = |text| AddNote { note: NoteAdded { note_id: id(1), text: shared(text) } };
    let noted = family(&identified(), [note("یادداشت").into()]);
    given::<Family>(noted).when(note("یادداشت")).then_nothing();
    given::<Family>(identified()).when(note("")).then_invalid(&["text"]);
    given::<Family>(identified()).when(note("a\0b")).then_invalid(&["text"]);
}

fn told(kind: &str, particulars: ServiceParticulars) -> RecordService {
    let mut command = service(1, "2025-04-20");
    let facts = &mut command.service.service;
    kind.clone_into(&mut facts.kind);
    (facts.amount, facts.amount_rials) = (None, Some(200_000_000));
    facts.outcome = Some(ServiceOutcome::Completed);
    facts.particulars = Some(particulars);
    command
}

/// S047, S048, S049, S109: counselling with its sessions and outcome, goods with their phase, a job with person and origin, a loan with its guarantee;
/// each says what its kind asks.
#[test]
fn a_service_says_what_its_kind_asks() {
    use ServiceParticulars as P;
    let goods = || P::Goods { phase: AidPhase::Livelihood, quantity: 2, unit: GoodsUnit::Package };
    let job = || P::Job { origin: JobOrigin::Workshop, monthly_income_rials: Some(90_000_000) };
    for (kind, particulars) in [
        ("counselling", P::Counselling { sessions: 3 }),
        ("loan", P::Loan { instalments: 20, guarantee: Some(LoanGuarantee::Group) }),
        ("job_placement", job()),
        ("nutrition", goods()),
        ("insurance", P::Insurance { months: 12 }),
        ("rehabilitation", P::Treatment { sessions: 4 }),
        ("literacy", P::Training { hours: 36, certificate: true }),
    ] {
        let command = told(kind, particulars);
        given::<Family>(consented()).when(command.clone()).then([command.service.into()]);
    }
    let refused =
        |command: RecordService, fields: &[&str]| given::<Family>(consented()).when(command).then_invalid(fields);
    refused(told("loan", goods()), &["particulars"]);
    refused(told("follow_up", goods()), &["particulars"]);
    refused(told("counselling", P::Counselling { sessions: 0 }), &["particulars.sessions"]);
    let mut silent = told("counselling", P::Counselling { sessions: 1 });
    silent.service.service.outcome = None;
    refused(silent, &["outcome"]);
    let mut free = told("loan", P::Loan { instalments: 0, guarantee: None });
    free.service.service.amount_rials = None;
    refused(free, &["particulars.instalments", "amount_rials"]);
    let mut nobodys = told("job_placement", job());
    nobodys.service.service.member_ids.clear();
    refused(nobodys, &["member_ids"]);
    let mut both = told("insurance", P::Insurance { months: 12 });
    both.service.service.amount = Some(20_000_000);
    refused(both, &["amount"]);
}

/// Reconciliation is neither offered nor counted as a success where violence is recorded, and what was there before is found out.
#[test]
fn reconciliation_is_no_success_where_violence_is_recorded() {
    let reconciled = |outcome| {
        let mut command = told("reconciliation", ServiceParticulars::Counselling { sessions: 2 });
        command.service.service.outcome = Some(outcome);
        command
    };
    let violent = || {
        let category = CategoryAdded { category: "woman_with_abusive_or_unfit_guardian".to_owned(), member_id: None };
        [held(), vec![category.into()]].concat()
    };
    let success = reconciled(ServiceOutcome::Completed);
    given::<Family>(consented()).when(success.clone()).then_types(&["service_delivered"]);
    for outcome in [ServiceOutcome::Completed, ServiceOutcome::Partly] {
        let refusal = FamilyRefusal::ReconciliationWhereViolence;
        given::<Family>(violent()).when(reconciled(outcome)).then_refused(refusal);
    }
    given::<Family>(violent()).when(reconciled(ServiceOutcome::Withdrawn)).then_types(&["service_delivered"]);
    let before = family(&violent(), [reconciled(ServiceOutcome::Continuing).into()]);
    let mended = CorrectService {
        correction: ServiceCorrected {
            service_id: id(1),
            replacement: Some(success.service.service),
            reason: shared("اصلاح"),
        },
        today: today(),
    };
    given::<Family>(before).when(mended).then_refused(FamilyRefusal::ReconciliationWhereViolence);
    let mut plan = super::calendar::plan(9, "2025-05-01", "2025-05-07");
    plan.entry.kind = "reconciliation".to_owned();
    given::<Family>(violent()).when(plan).then_refused(FamilyRefusal::ReconciliationWhereViolence);
}
