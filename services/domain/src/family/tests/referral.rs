use hamyar_events::family::*;
use hamyar_events::*;
use uuid::Uuid;

use crate::family::*;
use crate::testing::*;

fn withdraw(number: u128) -> WithdrawReferral {
    WithdrawReferral {
        withdrawal: hamyar_events::family::ReferralWithdrawn {
            referral_id: id(number),
            reason: shared("نیاز برطرف شد"),
            withdrawn_on: day("2025-05-05"),
        },
        today: today(),
    }
}

fn decided_as(change: impl FnOnce(&mut Decision)) -> RecordDecision {
    let mut decision = decision(221);
    change(&mut decision);
    record(decision)
}

fn accept() -> AcceptTask {
    AcceptTask { accepted: TaskAccepted { task_id: id(401), accepted_on: day("2025-05-12") }, today: today() }
}
fn progress() -> ProgressTask {
    let progressed =
        TaskProgressed { task_id: id(401), note: shared("پیگیری شد"), progressed_on: day("2025-05-15") };
    ProgressTask { progressed, today: today() }
}
fn complete() -> CompleteTask {
    CompleteTask {
        done: TaskDone { task_id: id(401), note: None, done_on: day("2025-05-20"), evidence: None },
        today: today(),
    }
}
fn decline() -> DeclineTask {
    let declined =
        TaskDeclined {
            task_id: id(401), reason: shared("خارج از وظایف"), why: None, declined_on: day("2025-05-13")
        };
    DeclineTask { declined, today: today() }
}
fn close() -> CloseCase {
    let closing = CaseClosed { reason: CloseReason::GoalsReached, note: None, closed_on: day("2026-05-01") };
    CloseCase { closing, today: today() }
}

/// S050: a harmed family goes to a commission; the packet is the file as it stood.
#[test]
fn a_harmed_family_is_referred_as_its_file_stands() {
    let before = baselined();
    let sequence = before.len() as u64;
    let events = given::<Family>(before).when(refer(201, COMMISSION, "2025-05-01")).events();
    let [FamilyEvent::ReferredToCommission(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.packet_sequence, sequence);
}

#[test]
fn a_family_is_referred_to_several_commissions_at_once() {
    let mut both = refer(201, COMMISSION, "2025-05-01");
    both.referrals.push(ReferralTarget {
        referral_id: id(202),
        commission_id: id(43),
        domain: Domain::Social,
        continues: None,
    });
    given::<Family>(baselined()).when(both).then_types(&["referred_to_commission", "referred_to_commission"]);
    let mut none = refer(201, COMMISSION, "2025-05-01");
    none.referrals.clear();
    given::<Family>(baselined()).when(none).then_invalid(&["referrals"]);
}

/// S051: only harmed families are referred.
#[test]
fn a_family_that_is_not_harmed_is_not_referred() {
    for tier in [Tier::Stable, Tier::AtRisk] {
        let before = family(&consented(), [preliminary(tier, "2025-04-06")]);
        given::<Family>(before)
            .when(refer(201, COMMISSION, "2025-05-01"))
            .then_refused(FamilyRefusal::NotHarmed { tier: Some(tier) });
    }
}

#[test]
fn a_family_is_not_twice_before_the_same_commission() {
    given::<Family>(referred()).when(refer(201, COMMISSION, "2025-05-01")).then_nothing();
    given::<Family>(referred())
        .when(refer(203, COMMISSION, "2025-05-02"))
        .then_refused(FamilyRefusal::AlreadyReferred { domain: Domain::Economic });
    let withdrawn = family(&referred(), [withdraw(201).into()]);
    given::<Family>(withdrawn.clone())
        .when(refer(203, COMMISSION, "2025-05-06"))
        .then_types(&["referred_to_commission"]);
    given::<Family>(withdrawn).when(withdraw(201)).then_nothing();
    given::<Family>(decided()).when(withdraw(201)).then_refused(FamilyRefusal::ReferralDecided);
    given::<Family>(baselined()).when(withdraw(201)).then_refused(FamilyRefusal::UnknownReferral);
}

/// S053, S054: a decision brings tasks and ends the referral.
#[test]
fn a_decision_is_recorded_with_its_tasks() {
    given::<Family>(referred()).when(record(decision(221))).then_types(&["commission_decision_recorded"]);
    given::<Family>(decided()).when(record(decision(221))).then_nothing();
    given::<Family>(decided()).when(record(decision(222))).then_refused(FamilyRefusal::ReferralDecided);
    let mut state = Family::default();
    decided().iter().for_each(|event| state.evolve(event));
    assert_eq!(state.tasks.len(), 1);
    assert!(matches!(state.referrals[&id(201)].state, ReferralState::Decided { .. }));
}

/// S053: at least one task, or a stated reason for none.
#[test]
fn a_decision_has_a_task_or_says_why_not() {
    let family = || given::<Family>(referred());
    family().when(decided_as(|one| one.tasks.clear())).then_refused(FamilyRefusal::NoTasks);
    family()
        .when(decided_as(|one| one.outcome = DecisionOutcome::NoAction))
        .then_refused(FamilyRefusal::TasksWithoutAction);
    for outcome in [DecisionOutcome::NoAction, DecisionOutcome::MoreInformation] {
        let without = decided_as(|one| {
            one.tasks.clear();
            one.outcome = outcome;
        });
        family().when(without).then_types(&["commission_decision_recorded"]);
    }
    family().when(decided_as(|one| one.tasks[0].due_on = day("2025-05-09"))).then_invalid(&["tasks[0].due_on"]);
}

/// S052: a case is not decided without its caseworker; the center manager presents a family that has none.
#[test]
fn a_decision_without_the_caseworker_does_not_stand() {
    let absent = || decided_as(|one| one.present.retain(|one| one.kind != ParticipantKind::Caseworker));
    given::<Family>(referred()).when(absent()).then_refused(FamilyRefusal::CaseworkerAbsent);
    let alone = family(&harmed(), [refer(201, COMMISSION, "2025-05-01").into()]);
    given::<Family>(alone.clone()).when(absent()).then_refused(FamilyRefusal::CenterManagerAbsent);
    let presented = decided_as(|one| {
        one.present[0] = Attendee { kind: ParticipantKind::CenterManager, person_id: Uuid::from_u128(MANAGER) };
    });
    given::<Family>(alone).when(presented).then_types(&["commission_decision_recorded"]);
}

#[test]
fn a_decision_on_what_is_no_longer_open_does_not_stand() {
    let withdrawn = family(&referred(), [withdraw(201).into()]);
    given::<Family>(withdrawn).when(record(decision(221))).then_refused(FamilyRefusal::ReferralWithdrawn);
    given::<Family>(baselined()).when(record(decision(221))).then_refused(FamilyRefusal::UnknownReferral);
    given::<Family>(referred())
        .when(decided_as(|one| one.commission_id = id(43)))
        .then_refused(FamilyRefusal::WrongCommission);
    let without_consent = family(&referred(), [withdraw_consent("2025-05-08")]);
    let withdrawn_on = day("2025-05-08");
    given::<Family>(without_consent)
        .when(record(decision(221)))
        .then_refused(FamilyRefusal::ConsentWithdrawn { withdrawn_on });
}

#[test]
fn a_task_is_accepted_worked_on_and_done() {
    let accepted = family(&decided(), [accept().into()]);
    given::<Family>(accepted.clone()).when(accept()).then_nothing();
    given::<Family>(accepted.clone()).when(progress()).then_types(&["task_progressed"]);
    let done = family(&accepted, [progress().into(), complete().into()]);
    given::<Family>(done.clone()).when(complete()).then_nothing();
    given::<Family>(done.clone()).when(decline()).then_refused(FamilyRefusal::TaskIsDone);
    given::<Family>(done).when(progress()).then_refused(FamilyRefusal::TaskIsDone);
}

#[test]
fn a_task_is_not_done_before_it_is_accepted() {
    given::<Family>(decided()).when(complete()).then_refused(FamilyRefusal::TaskNotAccepted);
    given::<Family>(decided()).when(progress()).then_refused(FamilyRefusal::TaskNotAccepted);
    given::<Family>(referred()).when(accept()).then_refused(FamilyRefusal::UnknownTask);
    let declined = family(&decided(), [decline().into()]);
    given::<Family>(declined.clone()).when(decline()).then_nothing();
    given::<Family>(declined).when(accept()).then_refused(FamilyRefusal::TaskIsDeclined);
    let mut early = accept();
    early.accepted.accepted_on = day("2025-05-09");
    given::<Family>(decided()).when(early).then_invalid(&["accepted_on"]);
}

#[test]
fn a_case_with_open_work_is_not_closed() {
    given::<Family>(decided()).when(close()).then_refused(FamilyRefusal::CannotClose {
        caseworker: true,
        open_referrals: 0,
        open_tasks: 1,
    });
    given::<Family>(referred()).when(close()).then_refused(FamilyRefusal::CannotClose {
        caseworker: true,
        open_referrals: 1,
        open_tasks: 0,
    });
}

#[test]
fn a_closed_case_refuses_changes_until_it_is_reopened() {
    let release = ReleaseCaseworker {
        assignment_id: id(ASSIGNMENT),
        reason: ReleaseReason::CaseClosed,
        note: None,
        released_on: day("2026-05-01"),
        today: today(),
    };
    let planned = family(&held(), [super::calendar::plan(1, "2026-05-01", "2026-05-07").into(), release.into()]);
    given::<Family>(planned.clone()).when(close()).then_types(&["calendar_entry_cancelled", "case_closed"]);
    let closed = family(&planned, [close().into()]);
    given::<Family>(closed.clone()).when(close()).then_nothing();
    given::<Family>(closed.clone())
        .when(super::work::visit(1, "2026-05-02"))
        .then_refused(FamilyRefusal::CaseIsClosed { closed_on: day("2026-05-01") });
    given::<Family>(closed.clone()).when(withdraw_consent("2026-05-02")).then_types(&["consent_withdrawn"]);
    let reopen = |on| ReopenCase {
        reopening: CaseReopened { reason: shared("بازگشت خانواده"), reopened_on: day(on) },
        today: today(),
    };
    given::<Family>(closed.clone()).when(reopen("2026-04-30")).then_invalid(&["reopened_on"]);
    given::<Family>(held()).when(reopen("2026-05-02")).then_refused(FamilyRefusal::CaseIsOpen);
    let reopened = family(&closed, [reopen("2026-05-02").into()]);
    given::<Family>(reopened).when(super::work::visit(1, "2026-05-02")).then_types(&["visit_recorded"]);
}

/// A case closes on or after the day of its last tier and the end of its last holding.
#[test]
fn a_case_is_not_closed_before_what_it_ended_with() {
    let release = ReleaseCaseworker {
        assignment_id: id(ASSIGNMENT),
        reason: ReleaseReason::FamilyAsked,
        released_on: day("2026-04-20"),
        note: None,
        today: today(),
    };
    let released = family(&held(), [release.into()]);
    let closing = |on: &str| {
        let closing = CaseClosed { reason: CloseReason::GoalsReached, note: None, closed_on: day(on) };
        CloseCase { closing, today: today() }
    };
    given::<Family>(released.clone()).when(closing("2026-04-19")).then_invalid(&["closed_on"]);
    given::<Family>(released).when(closing("2026-04-20")).then_types(&["case_closed"]);
    // Without a holding it is the tier that counts.
    let tiered = family(&identified(), [preliminary(Tier::Harmed, "2025-04-06")]);
    given::<Family>(tiered.clone()).when(closing("2025-04-05")).then_invalid(&["closed_on"]);
    given::<Family>(tiered).when(closing("2025-04-06")).then_types(&["case_closed"]);
}

/// Closed as a mistake it gave its national ids up, and would be open without them.
#[test]
fn a_case_closed_as_a_mistake_is_not_reopened() {
    let closed = |reason| {
        let closing = CaseClosed { reason, note: None, closed_on: day("2026-05-01") };
        family(&identified(), [CloseCase { closing, today: today() }.into()])
    };
    let reopen = || ReopenCase {
        reopening: CaseReopened { reason: shared("بازگشت خانواده"), reopened_on: day("2026-05-02") },
        today: today(),
    };
    given::<Family>(closed(CloseReason::EnteredByMistake)).when(reopen()).then_refused(FamilyRefusal::ClosedAsMistake);
    given::<Family>(closed(CloseReason::MovedAway)).when(reopen()).then_types(&["case_reopened"]);
    // Closed again for another reason, it is judged by that one.
    let again = family(&closed(CloseReason::MovedAway), [reopen().into()]);
    given::<Family>(again).when(reopen()).then_refused(FamilyRefusal::CaseIsOpen);
}

fn accept_it(on: &str) -> AcceptReferral {
    let acceptance = ReferralAccepted { referral_id: id(201), accepted_on: day(on) };
    AcceptReferral { acceptance, today: today() }
}
fn send_back(on: &str) -> ReturnReferral {
    ReturnReferral {
        referral_id: id(201),
        missing: shared("مدرک درآمد"),
        why: Some(ReturnCode::DocumentMissing),
        returned_on: day(on),
        today: today(),
    }
}
fn resume(on: &str) -> ResumeReferral {
    ResumeReferral {
        referral_id: id(201), added: shared("فیش حقوقی آمد"), resumed_on: day(on), today: today()
    }
}
fn turn_down(on: &str) -> DeclineReferral {
    let refusal = hamyar_events::family::ReferralDeclined {
        referral_id: id(201),
        reason: shared("کار کمیسیون اجتماعی است"),
        why: Some(DeclineCode::OutsideCompetence),
        declined_on: day(on),
    };
    DeclineReferral { refusal, today: today() }
}
fn again(number: u128, continues: u128, on: &str) -> ReferToCommission {
    let mut again = refer(number, COMMISSION, on);
    again.referrals[0].continues = Some(id(continues));
    again
}

/// The term is counted in working days: from 11 Ordibehesht 1404, a Thursday, ten of them end on Tuesday the 23rd; three urgent ones on Monday.
#[test]
fn a_referral_names_the_day_by_which_it_is_answered() {
    let answer_by = |urgency| {
        let refer = ReferToCommission { urgency, ..refer(201, COMMISSION, "2025-05-01") };
        let events = given::<Family>(baselined()).when(refer).events();
        let [FamilyEvent::ReferredToCommission(event)] = events.as_slice() else { panic!("{events:?}") };
        event.answer_by
    };
    assert_eq!(answer_by(Urgency::Normal), Some(day("2025-05-13")));
    assert_eq!(answer_by(Urgency::Urgent), Some(day("2025-05-05")));
}

/// What was left of the term when the referral was returned goes on when it comes back, with the packet as the file stands then.
#[test]
fn a_returned_referral_stops_its_term_and_comes_back() {
    let accepted = family(&referred(), [accept_it("2025-05-03").into()]);
    given::<Family>(accepted.clone()).when(accept_it("2025-05-03")).then_nothing();
    let events = given::<Family>(accepted.clone()).when(send_back("2025-05-05")).events();
    let [FamilyEvent::ReferralReturned(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.days_left, Some(7));
    let returned = family(&accepted, [send_back("2025-05-05").into()]);
    given::<Family>(returned.clone()).when(send_back("2025-05-06")).then_nothing();
    given::<Family>(returned.clone()).when(accept_it("2025-05-06")).then_refused(FamilyRefusal::ReferralReturned);
    given::<Family>(returned.clone()).when(record(decision(221))).then_refused(FamilyRefusal::ReferralReturned);
    let sequence = returned.len() as u64;
    let events = given::<Family>(returned.clone()).when(resume("2025-05-20")).events();
    let [FamilyEvent::ReferralResumed(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((event.packet_sequence, event.answer_by), (sequence, Some(day("2025-05-28"))));
    let resumed = family(&returned, [resume("2025-05-20").into()]);
    given::<Family>(resumed.clone()).when(resume("2025-05-21")).then_refused(FamilyRefusal::ReferralNotReturned);
    let later = decided_as(|one| {
        one.decided_on = day("2025-05-21");
        one.tasks[0].due_on = day("2025-06-21");
    });
    given::<Family>(resumed).when(later).then_types(&["commission_decision_recorded"]);
    let mut blank = send_back("2025-05-05");
    blank.missing = shared("  ");
    given::<Family>(referred()).when(blank).then_invalid(&["missing"]);
    given::<Family>(referred()).when(send_back("2025-04-30")).then_invalid(&["returned_on"]);
}

/// A term that was over when the referral was returned still leaves a day.
#[test]
fn a_term_that_was_over_leaves_a_day() {
    let returned = family(&referred(), [send_back("2025-06-21").into()]);
    let events = given::<Family>(returned).when(resume("2025-06-22")).events();
    let [FamilyEvent::ReferralResumed(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.answer_by, Some(day("2025-06-23")));
}

/// What was declined is the sender's again: referred anew on the same thread, or let go.
#[test]
fn a_declined_referral_is_the_senders_again() {
    let declined = family(&referred(), [turn_down("2025-05-05").into()]);
    given::<Family>(declined.clone()).when(turn_down("2025-05-06")).then_nothing();
    given::<Family>(declined.clone()).when(accept_it("2025-05-06")).then_refused(FamilyRefusal::ReferralDeclined);
    given::<Family>(declined.clone()).when(send_back("2025-05-06")).then_refused(FamilyRefusal::ReferralDeclined);
    given::<Family>(declined.clone()).when(resume("2025-05-06")).then_refused(FamilyRefusal::ReferralDeclined);
    given::<Family>(declined.clone()).when(record(decision(221))).then_refused(FamilyRefusal::ReferralDeclined);
    given::<Family>(declined.clone()).when(withdraw(201)).then_types(&["referral_withdrawn"]);
    let events = given::<Family>(declined.clone()).when(again(202, 201, "2025-05-07")).events();
    let [FamilyEvent::ReferredToCommission(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.continues, Some(id(201)));
    given::<Family>(declined).when(again(202, 299, "2025-05-07")).then_refused(FamilyRefusal::UnknownReferral);
    let mut elsewhere = again(202, 201, "2025-05-07");
    elsewhere.referrals[0].commission_id = id(43);
    given::<Family>(referred()).when(elsewhere).then_refused(FamilyRefusal::ReferralIsOpen);
    given::<Family>(decided()).when(again(202, 201, "2025-05-11")).then_types(&["referred_to_commission"]);
    given::<Family>(decided()).when(turn_down("2025-05-11")).then_refused(FamilyRefusal::ReferralDecided);
}

fn reassign(on: &str, due: &str) -> ReassignTask {
    let reassigned = TaskReassigned {
        task_id: id(401),
        responsible: Responsible::Agency { agency_id: id(72) },
        due_on: day(due),
        title: shared("معرفی به صندوق"),
        expected: None,
        reassigned_on: day(on),
    };
    ReassignTask { reassigned, today: today() }
}
fn drop_it(on: &str) -> DropTask {
    let dropped =
        hamyar_events::family::TaskDropped {
            task_id: id(401), reason: shared("دیگر لازم نیست"), dropped_on: day(on)
        };
    DropTask { dropped, today: today() }
}
fn delegate(on: &str) -> DelegateTask {
    let delegated =
        hamyar_events::family::TaskDelegated { task_id: id(401), user_id: id(901), note: None, delegated_on: day(on) };
    DelegateTask { delegated, today: today() }
}

/// What was declined is the commission's again: given to another party, or let go.
#[test]
fn a_declined_task_is_given_to_another_party_or_let_go() {
    let declined = family(&decided(), [decline().into()]);
    given::<Family>(declined.clone()).when(reassign("2025-05-14", "2025-06-20")).then_types(&["task_reassigned"]);
    let again = family(&declined, [reassign("2025-05-14", "2025-06-20").into()]);
    given::<Family>(again.clone()).when(reassign("2025-05-14", "2025-06-20")).then_nothing();
    let mut early = accept();
    given::<Family>(again.clone()).when(early.clone()).then_invalid(&["accepted_on"]);
    early.accepted.accepted_on = day("2025-05-15");
    let accepted = family(&again, [early.into()]);
    given::<Family>(accepted.clone())
        .when(reassign("2025-05-16", "2025-06-20"))
        .then_refused(FamilyRefusal::TaskUnderWay);
    given::<Family>(accepted).when(drop_it("2025-05-16")).then_refused(FamilyRefusal::TaskUnderWay);
    let dropped = family(&declined, [drop_it("2025-05-16").into()]);
    given::<Family>(dropped.clone()).when(drop_it("2025-05-17")).then_nothing();
    given::<Family>(dropped.clone())
        .when(reassign("2025-05-17", "2025-06-20"))
        .then_refused(FamilyRefusal::TaskIsDropped);
    given::<Family>(dropped.clone()).when(accept()).then_refused(FamilyRefusal::TaskIsDropped);
    given::<Family>(dropped).when(decline()).then_refused(FamilyRefusal::TaskIsDropped);
    given::<Family>(declined.clone()).when(reassign("2025-05-14", "2025-05-13")).then_invalid(&["due_on"]);
    let without_consent = family(&declined, [withdraw_consent("2025-05-14")]);
    let withdrawn_on = day("2025-05-14");
    given::<Family>(without_consent)
        .when(reassign("2025-05-14", "2025-06-20"))
        .then_refused(FamilyRefusal::ConsentWithdrawn { withdrawn_on });
}

#[test]
fn a_task_is_handed_on_within_its_agency() {
    given::<Family>(decided()).when(delegate("2025-05-12")).then_types(&["task_delegated"]);
    let handed = family(&decided(), [delegate("2025-05-12").into()]);
    given::<Family>(handed.clone()).when(delegate("2025-05-13")).then_nothing();
    let done = family(&handed, [accept().into(), complete().into()]);
    given::<Family>(done).when(delegate("2025-05-21")).then_refused(FamilyRefusal::TaskIsDone);
    let own = family(
        &referred(),
        [decided_as(|one| one.tasks[0].responsible = Responsible::Caseworker { caseworker_id: id(CASEWORKER) }).into()],
    );
    given::<Family>(own).when(delegate("2025-05-12")).then_refused(FamilyRefusal::TaskOfCaseworker);
}

#[test]
fn a_task_is_done_with_what_shows_it() {
    let accepted = family(&decided(), [accept().into()]);
    let with = |reference: &str| {
        let mut done = complete();
        done.done.evidence = Some(TaskEvidence { kind: EvidenceKind::Letter, reference: shared(reference) });
        done
    };
    given::<Family>(accepted.clone()).when(with("نامهٔ ۱۲۳")).then_types(&["task_done"]);
    given::<Family>(accepted).when(with(" ")).then_invalid(&["evidence.reference"]);
}
