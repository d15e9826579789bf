use hamyar_events::office::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

const PLACE: u128 = 71;
const HOME: u128 = 61;
const OTHER: u128 = 62;

fn call() -> CallOffice {
    let fact = OfficeCalled {
        name: "دفتر التیمور".to_owned(),
        place_id: id(PLACE),
        neighborhood_ids: vec![id(HOME)],
        called_on: day("2026-01-10"),
    };
    CallOffice { fact, today: today() }
}

fn contract() -> ContractOffice {
    let fact = OfficeContracted {
        operator: Operator { agency_id: None, name: Some("مؤسسهٔ یاران".to_owned()) },
        number: "۱۲".to_owned(),
        from: day("2026-02-01"),
        until: day("2027-01-31"),
        amount_rials: 9_000_000_000,
        source: "استانداری".to_owned(),
        contracted_on: day("2026-01-20"),
    };
    ContractOffice { fact, today: today() }
}

fn open(on: &str) -> OpenOffice {
    OpenOffice { fact: OfficeOpened { opened_on: day(on) }, today: today() }
}

fn office(more: impl IntoIterator<Item = OfficeCommand>) -> Vec<OfficeEvent> {
    let begun = vec![call().into(), contract().into(), open("2026-02-10").into()];
    history::<Office>(&[], [begun, more.into_iter().collect()].concat())
}

fn task(code: &str, state: WorkState) -> ProgressTask {
    let fact = OfficeTaskProgressed {
        task: code.to_owned(),
        neighborhood_ids: Vec::new(),
        state,
        evidence: "صورت‌جلسهٔ ۳".to_owned(),
        progressed_on: day("2026-03-01"),
    };
    ProgressTask { fact, today: today() }
}

/// S097: an office cannot be opened before a contract, nor before the day from which it runs.
#[test]
fn s097_no_office_opens_before_its_contract() {
    given::<Office>([]).when(open("2026-02-10")).then_refused(OfficeRefusal::NotCalled);
    let called = history::<Office>(&[], vec![call().into()]);
    given::<Office>(called.clone()).when(open("2026-02-10")).then_refused(OfficeRefusal::NotContracted);
    given::<Office>(called).when(contract()).then_types(&["office_contracted"]);
    let contracted = history::<Office>(&[], vec![call().into(), contract().into()]);
    given::<Office>(contracted.clone()).when(open("2026-01-31")).then_invalid(&["opened_on"]);
    given::<Office>(contracted).when(open("2026-02-01")).then_types(&["office_opened"]);
    given::<Office>(office([])).when(open("2026-02-11")).then_refused(OfficeRefusal::AlreadyOpen);
    let mut nobody = contract();
    nobody.fact.operator.name = None;
    nobody.fact.until = day("2026-01-31");
    nobody.fact.amount_rials = 0;
    given::<Office>(office([])).when(nobody).then_invalid(&["operator_name", "amount_rials", "until"]);
}

/// S098: an office may serve more than one neighborhood, and always one.
#[test]
fn s098_neighborhoods_come_and_go() {
    let add = AddNeighborhood {
        fact: OfficeNeighborhoodAdded { neighborhood_id: id(OTHER), added_on: day("2026-04-01") },
        today: today(),
    };
    let leave = |number: u128| {
        let reason = "به دفتر دیگری سپرده شد".to_owned();
        let fact = OfficeNeighborhoodLeft { neighborhood_id: id(number), reason, left_on: day("2026-05-01") };
        LeaveNeighborhood { fact, today: today() }
    };
    given::<Office>(office([])).when(add.clone()).then_types(&["office_neighborhood_added"]);
    given::<Office>(office([])).when(leave(HOME)).then_refused(OfficeRefusal::LastNeighborhood);
    given::<Office>(office([])).when(leave(OTHER)).then_invalid(&["neighborhood_id"]);
    let two = office([add.clone().into()]);
    given::<Office>(two.clone()).when(add).then_refused(OfficeRefusal::AlreadyServed);
    given::<Office>(two).when(leave(HOME)).then_types(&["office_neighborhood_left"]);
}

/// S099: the 47 tasks; a step begins once the one before has begun, and is complete when its tasks are done or left out.
#[test]
fn s099_steps_in_order_that_may_overlap() {
    assert_eq!(crate::office::catalog::WORK_PLAN.len(), 47);
    assert_eq!(crate::office::catalog::STEPS.len(), 9);
    assert_eq!(crate::office::catalog::MEASURE_CATALOG.len(), 27);
    assert!(crate::office::catalog::STEPS.iter().all(|step| crate::office::catalog::tasks_of(step.code).count() > 2));
    let too_early =
        |step: &str, before: &str| OfficeRefusal::StepTooEarly { step: step.to_owned(), before: before.to_owned() };
    given::<Office>(office([])).when(task("2.1.1", WorkState::Begun)).then_refused(too_early("2.1", "1"));
    given::<Office>(office([])).when(task("9.9", WorkState::Begun)).then_invalid(&["task"]);
    given::<Office>(office([]))
        .when(task("1.1", WorkState::Begun))
        .then_types(&["office_step_begun", "office_task_progressed"]);
    let overlapping = office([task("1.1", WorkState::Begun).into(), task("2.1.1", WorkState::Begun).into()]);
    given::<Office>(overlapping.clone())
        .when(task("2.2.1", WorkState::Done))
        .then_types(&["office_step_begun", "office_task_progressed"]);
    given::<Office>(overlapping.clone()).when(task("2.3.1", WorkState::Done)).then_refused(too_early("2.3", "2.2"));
    given::<Office>(overlapping)
        .when(task("3.1", WorkState::Begun))
        .then_types(&["office_step_begun", "office_task_progressed"]);
    let most = (1..8).map(|number| {
        let state = if number % 2 == 0 { WorkState::LeftOut } else { WorkState::Done };
        task(&format!("1.{number}"), state).into()
    });
    let most = office(most);
    given::<Office>(most.clone()).when(task("1.1", WorkState::Begun)).then_refused(OfficeRefusal::TaskDone);
    given::<Office>(most)
        .when(task("1.8", WorkState::Done))
        .then_types(&["office_task_progressed", "office_step_completed"]);
    // A task that was left out and is taken up after all completes nothing a second time.
    let all = (1..=8).map(|number| task(&format!("1.{number}"), WorkState::LeftOut).into());
    let again: Vec<OfficeCommand> = all.chain([task("1.2", WorkState::Begun).into()]).collect();
    given::<Office>(office(again)).when(task("1.2", WorkState::Done)).then_types(&["office_task_progressed"]);
    given::<Office>([]).when(task("1.1", WorkState::Begun)).then_refused(OfficeRefusal::NotCalled);
}

fn workshop() -> HoldGroupWorkshop {
    let topic = "پسماند".to_owned();
    let fact = GroupWorkshopHeld {
        group_id: id(81),
        neighborhood_id: id(HOME),
        topic,
        persons: 14,
        held_on: day("2026-03-01"),
    };
    HoldGroupWorkshop { fact, today: today() }
}

fn form() -> FormGroup {
    let text = |text: &str| text.to_owned();
    let facts = GroupFacts {
        topic: text("پسماند"),
        aims: text("محلهٔ پاک"),
        scope: text("محله"),
        role: text("اجرا و مطالبه"),
        members: 9,
        months: 12,
        conflict_rule: text("رأی اکثریت"),
    };
    let fact = hamyar_events::office::GroupFormed { group_id: id(81), facts, formed_on: day("2026-03-10") };
    FormGroup { fact, today: today() }
}

fn advance(stage: GroupStage) -> AdvanceGroup {
    let some = |wanted: GroupStage, text: &str| (stage == wanted).then(|| text.to_owned());
    let fact = GroupAdvanced {
        group_id: id(81),
        stage,
        evidence: "نامهٔ ۷".to_owned(),
        members: None,
        power: some(GroupStage::Classified, "شورایاری و معتمدان"),
        permit: some(GroupStage::Registered, "مجوز ۱۰ فرمانداری"),
        statute: some(GroupStage::Registered, "اساسنامهٔ ۱"),
        advanced_on: day("2026-04-01"),
    };
    AdvanceGroup { fact, today: today() }
}

/// S104: a group moves from workshop to registered institution only by the stated order.
#[test]
fn s104_a_group_goes_through_its_states_in_order() {
    let out_of_order = |next: GroupStage| OfficeRefusal::GroupOutOfOrder { next: next.to_string() };
    given::<Office>(office([])).when(form()).then_refused(OfficeRefusal::UnknownGroup);
    let mut so_far: Vec<OfficeCommand> = vec![workshop().into()];
    given::<Office>(office(so_far.clone()))
        .when(advance(GroupStage::Registered))
        .then_refused(out_of_order(GroupStage::Informal));
    so_far.push(form().into());
    given::<Office>(office(so_far.clone())).when(form()).then_refused(out_of_order(GroupStage::ResidentLed));
    let later = GroupStage::ALL.iter().copied().filter(|stage| *stage > GroupStage::Informal);
    let later: Vec<GroupStage> = later.collect();
    for (index, stage) in later.iter().enumerate() {
        for skipped in &later[index + 1..] {
            given::<Office>(office(so_far.clone())).when(advance(*skipped)).then_refused(out_of_order(*stage));
        }
        given::<Office>(office(so_far.clone())).when(advance(*stage)).then_types(&["local_group_advanced"]);
        so_far.push(advance(*stage).into());
    }
    let mut bare = advance(GroupStage::Registered);
    (bare.fact.permit, bare.fact.statute) = (None, None);
    given::<Office>(office(so_far)).when(bare).then_invalid(&["permit", "statute"]);
}

fn draft() -> DraftNeedsProfile {
    DraftNeedsProfile {
        neighborhood_id: id(HOME),
        facilities: "درمانگاه نیست".to_owned(),
        abnormalities: "بیکاری".to_owned(),
        needs: vec!["درمانگاه".to_owned()],
        drafted_by: id(1),
        drafted_on: day("2026-05-01"),
        today: today(),
    }
}

fn judge(body: ApprovalBody, by: u128, outcome: ApprovalOutcome) -> JudgeNeedsProfile {
    JudgeNeedsProfile {
        neighborhood_id: id(HOME),
        body,
        outcome,
        reason: (outcome == ApprovalOutcome::Returned).then(|| "آمار ندارد".to_owned()),
        judged_by: id(by),
        judged_on: day("2026-05-10"),
        today: today(),
    }
}

/// S100: committee, then headquarters, by two persons who did not write it; agencies are told only after both.
#[test]
fn s100_agencies_are_told_after_both_approvals() {
    use ApprovalBody::{Committee, Headquarters};
    use ApprovalOutcome::{Approved, Returned};
    let fact = NotifyFact { neighborhood_id: id(HOME), agency_ids: vec![id(91)], notified_on: day("2026-05-20") };
    let notify = NotifyNeedsProfile { fact, today: today() };
    let refused = |so_far: Vec<OfficeCommand>, refusal| {
        given::<Office>(office(so_far)).when(notify.clone()).then_refused(refusal);
    };
    refused(vec![], OfficeRefusal::NoProfile);
    refused(vec![draft().into()], OfficeRefusal::ProfileNotApproved);
    let committee: Vec<OfficeCommand> = vec![draft().into(), judge(Committee, 2, Approved).into()];
    refused(committee.clone(), OfficeRefusal::ProfileNotApproved);
    let drafted = office([draft().into()]);
    given::<Office>(drafted.clone()).when(judge(Headquarters, 3, Approved)).then_refused(OfficeRefusal::CommitteeFirst);
    given::<Office>(drafted.clone()).when(judge(Committee, 1, Approved)).then_refused(OfficeRefusal::OwnProfile);
    let mut silent = judge(Committee, 2, Returned);
    silent.reason = None;
    given::<Office>(drafted).when(silent).then_invalid(&["reason"]);
    given::<Office>(office(committee.clone()))
        .when(judge(Headquarters, 2, Approved))
        .then_refused(OfficeRefusal::OwnProfile);
    given::<Office>(office(committee.clone())).when(draft()).then_refused(OfficeRefusal::ProfileUnderWay);
    let both = [committee.clone(), vec![judge(Headquarters, 3, Approved).into()]].concat();
    given::<Office>(office(both)).when(notify.clone()).then_types(&["needs_profile_notified"]);
    let back = [committee, vec![judge(Headquarters, 3, Returned).into()]].concat();
    refused(back.clone(), OfficeRefusal::ProfileNotApproved);
    given::<Office>(office(back)).when(draft()).then_types(&["needs_profile_drafted"]);
}

fn plan() -> DraftPlan {
    let text = |text: &str| text.to_owned();
    let sheet = PlanSheet {
        title: text("کارگاه خیاطی"),
        domain: PlanDomain::Economic,
        measures: vec![text("economic.3")],
        scale: text("محله"),
        beneficiaries: text("زنان ساکن محله"),
        persons: Some(40),
        people_role: text("کارآموز"),
        groups_role: text("برگزاری"),
        institutions_role: text("تسهیلات"),
        agency_ids: vec![id(91), id(92)],
    };
    let lines =
        vec![MoneyLine {
            title: text("چرخ خیاطی"), amount_rials: 800_000_000, source: text("صندوق کارآفرینی")
        }];
    let fact =
        ActionPlanDrafted { plan_id: id(85), neighborhood_id: id(HOME), sheet, lines, drafted_on: day("2026-06-01") };
    DraftPlan { fact, today: today() }
}

/// S107: one of three domains, with identity sheet, money plan and agency approval.
#[test]
fn s107_a_plan_begins_when_every_agency_named_approved() {
    given::<Office>(office([])).when(plan()).then_types(&["action_plan_drafted"]);
    let mut wrong = plan();
    wrong.fact.sheet.domain = PlanDomain::Social;
    wrong.fact.sheet.agency_ids.clear();
    wrong.fact.lines.clear();
    given::<Office>(office([])).when(wrong).then_invalid(&["measures[0]", "agency_ids", "lines"]);
    let judge = |agency: u128| {
        let fact = ActionPlanJudged {
            plan_id: id(85),
            agency_id: id(agency),
            outcome: ApprovalOutcome::Approved,
            reason: None,
            judged_on: day("2026-06-10"),
        };
        JudgePlan { fact, today: today() }
    };
    let progress = |state: PlanState| {
        let fact = ActionPlanProgressed {
            plan_id: id(85),
            state,
            evidence: "گزارش".to_owned(),
            progressed_on: day("2026-07-01"),
        };
        ProgressPlan { fact, today: today() }
    };
    let begin = || progress(PlanState::Begun);
    let one = office([plan().into(), judge(91).into()]);
    given::<Office>(one.clone()).when(begin()).then_refused(OfficeRefusal::PlanNotApproved);
    given::<Office>(one.clone()).when(judge(93)).then_refused(OfficeRefusal::NotItsPlan);
    given::<Office>(one).when(judge(91)).then_nothing();
    let both = office([plan().into(), judge(91).into(), judge(92).into()]);
    given::<Office>(both.clone()).when(begin()).then_types(&["action_plan_progressed"]);
    given::<Office>(both.clone()).when(progress(PlanState::Done)).then_refused(OfficeRefusal::PlanNotBegun);
    given::<Office>(both).when(progress(PlanState::Dropped)).then_types(&["action_plan_progressed"]);
    let begun = office([plan().into(), judge(91).into(), judge(92).into(), begin().into()]);
    given::<Office>(begun).when(progress(PlanState::Done)).then_types(&["action_plan_progressed"]);
}

fn evaluate() -> Evaluate {
    let line = || vec!["سطر".to_owned()];
    Evaluate {
        committee: "گروه‌ها، دفتر امور اجتماعی، شورا".to_owned(),
        strengths: line(),
        weaknesses: line(),
        opportunities: line(),
        threats: line(),
        remedies: line(),
        next_year: "برنامه".to_owned(),
        submitted_on: day("2026-08-10"),
        today: today(),
    }
}

/// S105: all four parts, remedies and next year's plan; every six months after the opening.
#[test]
fn s105_an_evaluation_is_whole() {
    given::<Office>(office([])).when(evaluate()).then_types(&["office_evaluated"]);
    let mut empty = evaluate();
    for part in [&mut empty.strengths, &mut empty.weaknesses, &mut empty.opportunities, &mut empty.threats] {
        part.clear();
    }
    empty.remedies.clear();
    empty.next_year = " ".to_owned();
    let fields = ["strengths", "weaknesses", "opportunities", "threats", "remedies", "next_year"];
    given::<Office>(office([])).when(empty).then_invalid(&fields);
    // Opened on 21 Bahman 1404: six months end with 21 Mordad 1405.
    assert_eq!(evaluation_due(day("2026-02-10"), 1), day("2026-08-12"));
    given::<Office>(office([evaluate().into()])).when(evaluate()).then_refused(OfficeRefusal::EvaluationTooEarly);
}

/// S106: on a quarter that is over, once.
#[test]
fn s106_a_quarter_is_reported_on_once_it_is_over() {
    let report = |year, quarter| {
        let fact = OfficeQuarterReported {
            year,
            quarter,
            figures: vec![ReportedFigure { figure: QuarterFigure::TasksDone, value: 3 }],
            counted_to: 12,
            reported_on: today(),
        };
        ReportQuarter { fact, today: today() }
    };
    given::<Office>(office([])).when(report(1405, 2)).then_types(&["office_quarter_reported"]);
    given::<Office>(office([])).when(report(1405, 3)).then_refused(OfficeRefusal::QuarterNotOver);
    given::<Office>(office([])).when(report(1404, 3)).then_refused(OfficeRefusal::QuarterBeforeOpening);
    given::<Office>(office([])).when(report(1405, 5)).then_invalid(&["quarter"]);
    let once = office([report(1405, 2).into()]);
    given::<Office>(once).when(report(1405, 2)).then_refused(OfficeRefusal::QuarterReported);
}

/// Received and spent are two totals; what was written down by mistake is taken back once.
#[test]
fn money_is_recorded_and_taken_back() {
    let money = OfficeMoneyRecorded {
        entry_id: id(95),
        direction: MoneyDirection::Spent,
        amount_rials: 5_000_000,
        source: "اعتبار قرارداد".to_owned(),
        purpose: "اجاره".to_owned(),
        recorded_on: day("2026-03-01"),
    };
    let record = RecordMoney { fact: money, today: today() };
    let strike = StrikeMoney { fact: OfficeMoneyStruck { entry_id: id(95), reason: "تکراری".to_owned() } };
    given::<Office>(office([])).when(strike.clone()).then_refused(OfficeRefusal::UnknownMoney);
    given::<Office>(office([record.clone().into()])).when(strike.clone()).then_types(&["office_money_struck"]);
    given::<Office>(office([record.into(), strike.clone().into()]))
        .when(strike)
        .then_refused(OfficeRefusal::UnknownMoney);
}
