use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

pub(super) fn plan(number: u128, from: &str, to: &str) -> PlanEntry {
    PlanEntry {
        entry: CalendarEntryPlanned {
            entry_id: id(number),
            member_id: Some(id(CHILD)),
            domain: Domain::Social,
            kind: "counselling".to_owned(),
            capacity: Capacity::Local,
            purpose: None,
            title: None,
            window_from: day(from),
            window_to: day(to),
            goal_id: None,
            series: None,
            remind_days: None,
        },
        repeat: None,
        today: today(),
    }
}

fn planned() -> Vec<FamilyEvent> {
    family(&held(), [plan(1, "2025-05-01", "2025-05-07").into()])
}

fn done(on: &str) -> CompleteEntry {
    CompleteEntry {
        done: CalendarEntryDone {
            entry_id: id(1),
            done_on: day(on),
            visit_id: None,
            service_id: None,
            late_reason: None,
        },
        today: today(),
    }
}

fn late(on: &str) -> CompleteEntry {
    let mut command = done(on);
    command.done.late_reason = Some(shared("بیماری"));
    command
}

fn miss(on: &str) -> MissEntry {
    MissEntry { missed: CalendarEntryMissed { entry_id: id(1), reason: None, missed_on: day(on) }, today: today() }
}

fn shift(from: &str, to: &str) -> MoveEntry {
    let moved = CalendarEntryMoved { entry_id: id(1), window_from: day(from), window_to: day(to), reason: None };
    MoveEntry { moved }
}

fn cancel() -> CancelEntry {
    CancelEntry { cancelled: CalendarEntryCancelled { entry_id: id(1), reason: None } }
}

/// S036, S037: an entry names its member and the capacity it uses.
#[test]
fn an_entry_is_planned_for_a_member() {
    given::<Family>(held()).when(plan(1, "2025-05-01", "2025-05-07")).then_types(&["calendar_entry_planned"]);
    given::<Family>(planned()).when(plan(1, "2025-05-01", "2025-05-07")).then_nothing();
    let mut state = Family::default();
    planned().iter().for_each(|event| state.evolve(event));
    assert_eq!(state.members_without_entry(), [id(MOTHER)]);
}

#[test]
fn a_calendar_belongs_to_focused_aid() {
    given::<Family>(harmed()).when(plan(1, "2025-05-01", "2025-05-07")).then_refused(FamilyRefusal::NoCaseworker);
    given::<Family>(held()).when(plan(1, "2025-05-07", "2025-05-01")).then_invalid(&["window_to"]);
    let mut stranger = plan(1, "2025-05-01", "2025-05-07");
    stranger.entry.member_id = Some(id(99));
    given::<Family>(held()).when(stranger).then_refused(FamilyRefusal::UnknownMember);
    given::<Family>(planned()).when(plan(1, "2025-06-01", "2025-06-07")).then_refused(FamilyRefusal::EntryIdTaken);
}

#[test]
fn a_planned_entry_is_done_missed_moved_or_cancelled() {
    given::<Family>(planned()).when(done("2025-05-03")).then_types(&["calendar_entry_done"]);
    given::<Family>(planned()).when(miss("2025-05-08")).then_types(&["calendar_entry_missed"]);
    given::<Family>(planned()).when(shift("2025-05-08", "2025-05-14")).then_types(&["calendar_entry_moved"]);
    given::<Family>(planned()).when(shift("2025-05-01", "2025-05-07")).then_nothing();
    given::<Family>(planned()).when(cancel()).then_types(&["calendar_entry_cancelled"]);
}

#[test]
fn what_became_of_an_entry_stays() {
    let finished = family(&planned(), [done("2025-05-03").into()]);
    given::<Family>(finished.clone()).when(done("2025-05-04")).then_nothing();
    given::<Family>(finished.clone()).when(miss("2025-05-08")).then_refused(FamilyRefusal::EntryIsDone);
    given::<Family>(finished.clone()).when(cancel()).then_refused(FamilyRefusal::EntryIsDone);
    given::<Family>(finished).when(shift("2025-06-01", "2025-06-02")).then_refused(FamilyRefusal::EntryIsDone);
    let cancelled = family(&planned(), [cancel().into()]);
    given::<Family>(cancelled.clone()).when(cancel()).then_nothing();
    given::<Family>(cancelled).when(done("2025-05-03")).then_refused(FamilyRefusal::EntryIsCancelled);
}

/// What was missed stays to be done: late with its reason, on another day, or dropped with a reason.
#[test]
fn a_missed_entry_is_made_up_for_moved_or_dropped_with_a_reason() {
    let missed = family(&planned(), [miss("2025-05-08").into()]);
    given::<Family>(missed.clone()).when(miss("2025-05-08")).then_nothing();
    given::<Family>(missed.clone()).when(done("2025-05-09")).then_invalid(&["late_reason"]);
    given::<Family>(missed.clone()).when(late("2025-05-09")).then([late("2025-05-09").done.into()]);
    let moved = family(&missed, [shift("2025-05-10", "2025-05-12").into()]);
    given::<Family>(moved.clone()).when(done("2025-05-11")).then_types(&["calendar_entry_done"]);
    given::<Family>(moved).when(miss("2025-05-12")).then_types(&["calendar_entry_missed"]);
    given::<Family>(missed.clone()).when(shift("2025-05-01", "2025-05-07")).then_types(&["calendar_entry_moved"]);
    given::<Family>(missed.clone()).when(cancel()).then_invalid(&["reason"]);
    let mut dropped = cancel();
    dropped.cancelled.reason = Some(shared("خانواده دیگر نمی‌خواهد"));
    given::<Family>(missed).when(dropped).then_types(&["calendar_entry_cancelled"]);
}

/// S040: late work is entered with the day on which it was done, and why it was late; what was in time keeps no reason.
#[test]
fn late_work_says_when_and_why() {
    given::<Family>(planned()).when(done("2025-05-08")).then_invalid(&["late_reason"]);
    given::<Family>(planned()).when(late("2025-05-08")).then([late("2025-05-08").done.into()]);
    // Written down months later, but done within its window.
    given::<Family>(planned()).when(late("2025-05-07")).then([done("2025-05-07").done.into()]);
    let mut served = super::work::service(7, "2025-05-08");
    served.service.entry_id = Some(id(1));
    given::<Family>(planned()).when(served.clone()).then_invalid(&["late_reason"]);
    served.late_reason = Some(shared("نوبت نبود"));
    let events = given::<Family>(planned()).when(served).events();
    let FamilyEvent::CalendarEntryDone(done) = &events[1] else { panic!("{events:?}") };
    assert_eq!((done.done_on, &done.late_reason), (day("2025-05-08"), &Some(shared("نوبت نبود"))));
}

#[test]
fn an_entry_repeats_until_a_day() {
    let every = |every, from: &str, to: &str, until: &str| {
        let mut plan = plan(1, from, to);
        plan.repeat = Some(Repeat { every, until: day(until) });
        plan.entry.remind_days = Some(2);
        plan
    };
    let windows = |command: PlanEntry| {
        let events = given::<Family>(held()).when(command).events();
        let of = |event: &FamilyEvent| {
            let FamilyEvent::CalendarEntryPlanned(entry) = event else { panic!("{event:?}") };
            (entry.entry_id, entry.series, entry.window_from.to_string(), entry.window_to.to_string())
        };
        events.iter().map(of).collect::<Vec<_>>()
    };
    let weekly = windows(every(RepeatEvery::Week, "2025-05-01", "2025-05-03", "2025-05-20"));
    assert_eq!(weekly.iter().map(|one| one.2.as_str()).collect::<Vec<_>>(), ["2025-05-01", "2025-05-08", "2025-05-15"]);
    assert_eq!(weekly[0].0, id(1));
    assert_eq!(weekly[1].1, Some(SeriesPlace { first_entry_id: id(1), number: 2, of: 3 }));
    // The same Jalali day of each month: 31 Khordad, 31 Tir; Mehr has 30 days.
    let monthly = windows(every(RepeatEvery::Month, "2025-06-21", "2025-06-21", "2025-10-30"));
    let days: Vec<_> = monthly.iter().map(|one| one.2.as_str()).collect();
    assert_eq!(days, ["2025-06-21", "2025-07-22", "2025-08-22", "2025-09-22", "2025-10-22"]);
    let single = windows(every(RepeatEvery::TwoWeeks, "2025-05-01", "2025-05-03", "2025-05-02"));
    assert_eq!((single.len(), single[0].1), (1, None));

    given::<Family>(held())
        .when(every(RepeatEvery::Week, "2025-05-01", "2025-05-03", "2026-09-01"))
        .then_invalid(&["repeat.until"]);
    given::<Family>(held())
        .when(every(RepeatEvery::Week, "2025-05-01", "2025-05-03", "2025-04-01"))
        .then_invalid(&["repeat.until"]);
    let again = every(RepeatEvery::Week, "2025-05-01", "2025-05-03", "2025-05-20");
    let known = family(&held(), [again.clone().into()]);
    given::<Family>(known.clone()).when(again).then_nothing();
    // From the second on: the first stays.
    let second = weekly[1].0;
    let cancel = CancelSeries { cancelled: CalendarEntryCancelled { entry_id: second, reason: None } };
    given::<Family>(known.clone())
        .when(cancel.clone())
        .then_types(&["calendar_entry_cancelled", "calendar_entry_cancelled"]);
    given::<Family>(family(&known, [cancel.clone().into()])).when(cancel).then_nothing();
    let lonely = CancelSeries { cancelled: CalendarEntryCancelled { entry_id: id(1), reason: None } };
    given::<Family>(planned()).when(lonely).then_refused(FamilyRefusal::NoSeries);
}

fn goal(number: u128, indicator: &str, target: u8) -> SetGoal {
    SetGoal {
        goal_id: id(number),
        member_id: None,
        indicator: indicator.to_owned(),
        target,
        wish: Some(shared("درآمد ثابت")),
        due_on: day("2026-01-01"),
        set_on: day("2025-04-20"),
        set: published(),
        today: today(),
    }
}

fn close(result: GoalResult) -> CloseGoal {
    CloseGoal { goal_id: id(1), result, reason: None, closed_on: day("2025-12-01"), today: today() }
}

#[test]
fn a_goal_stands_on_an_indicator_that_is_not_good() {
    let events = given::<Family>(baselined()).when(goal(1, "income", 3)).events();
    let FamilyEvent::GoalSet(set) = &events[0] else { panic!("{events:?}") };
    assert!(set.domain == Domain::Economic && set.from_value < 3 && set.target == 3);
    let known = family(&baselined(), [goal(1, "income", 3).into()]);
    given::<Family>(known.clone()).when(goal(1, "income", 3)).then_nothing();
    given::<Family>(known.clone()).when(goal(2, "income", 4)).then_refused(FamilyRefusal::GoalExists);
    given::<Family>(known.clone()).when(goal(1, "skills", 3)).then_refused(FamilyRefusal::GoalIdTaken);
    given::<Family>(baselined()).when(goal(1, "nothing_like_it", 3)).then_invalid(&["indicator"]);
    given::<Family>(baselined()).when(goal(1, "income", 0)).then_invalid(&["target"]);
    given::<Family>(baselined()).when(goal(1, "income", set.from_value)).then_invalid(&["target"]);
    given::<Family>(harmed()).when(goal(1, "income", 3)).then_refused(FamilyRefusal::NoCaseworker);

    let serving = |goal: u128| {
        let mut plan = plan(9, "2025-05-01", "2025-05-07");
        plan.entry.goal_id = Some(id(goal));
        plan
    };
    given::<Family>(known.clone()).when(serving(1)).then_types(&["calendar_entry_planned"]);
    given::<Family>(known.clone()).when(serving(2)).then_refused(FamilyRefusal::UnknownGoal);
    let mut give_up = close(GoalResult::GivenUp);
    given::<Family>(known.clone()).when(give_up.clone()).then_invalid(&["reason"]);
    give_up.reason = Some(shared("خانواده چیز دیگری خواست"));
    let given_up = family(&known, [give_up.clone().into()]);
    given::<Family>(given_up.clone()).when(give_up).then_nothing();
    given::<Family>(given_up.clone()).when(serving(1)).then_refused(FamilyRefusal::GoalIsClosed);
    given::<Family>(given_up.clone()).when(close(GoalResult::Partly)).then_refused(FamilyRefusal::GoalIsClosed);
    given::<Family>(given_up).when(goal(2, "income", 3)).then_types(&["goal_set"]);
}

/// A goal is reached by what was read, not by saying so.
#[test]
fn a_goal_is_reached_by_a_reading() {
    let known = family(&baselined(), [goal(1, "income", 3).into()]);
    let value = state_of(&known).latest_reading("income");
    given::<Family>(known.clone())
        .when(close(GoalResult::Reached))
        .then_refused(FamilyRefusal::GoalNotReached { target: 3, value });
    given::<Family>(known.clone()).when(close(GoalResult::Partly)).then_types(&["goal_closed"]);
    let read: FamilyEvent = AssessmentRecorded {
        assessment_id: id(777),
        moment: AssessmentMoment::Interim,
        cycle: 1,
        set: published().reference,
        readings: vec![Reading { indicator: "income".to_owned(), value: 3, how_known: HowKnown::Seen, note: None }],
        strengths: Vec::new(),
        harms: Vec::new(),
        visit_id: None,
        assessed_on: day("2025-11-01"),
    }
    .into();
    let better = [known, vec![read]].concat();
    let events = given::<Family>(better.clone()).when(close(GoalResult::Reached)).events();
    let FamilyEvent::GoalClosed(closed) = &events[0] else { panic!("{events:?}") };
    assert_eq!((closed.result, closed.reached_value), (GoalResult::Reached, Some(3)));
    // A strength needs no goal.
    given::<Family>(better).when(goal(2, "income", 4)).then_refused(FamilyRefusal::IndicatorIsGood { value: 3 });
}

fn state_of(events: &[FamilyEvent]) -> Family {
    let mut state = Family::default();
    events.iter().for_each(|event| state.evolve(event));
    state
}

#[test]
fn an_entry_is_not_missed_before_its_window_nor_done_tomorrow() {
    given::<Family>(planned())
        .when(miss("2025-04-30"))
        .then_refused(FamilyRefusal::WindowNotBegun { window_from: day("2025-05-01") });
    given::<Family>(planned()).when(done("2026-11-23")).then_invalid(&["done_on"]);
    given::<Family>(baselined()).when(done("2025-05-03")).then_refused(FamilyRefusal::UnknownEntry);
    let mut with = done("2025-05-03");
    with.done.visit_id = Some(id(77));
    given::<Family>(planned()).when(with).then_refused(FamilyRefusal::UnknownVisit);
}
