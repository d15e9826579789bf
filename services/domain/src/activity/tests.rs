use hamyar_events::activity::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn plan() -> PlanActivity {
    PlanActivity {
        plan: ActivityPlanned {
            center_id: id(51),
            form: "workshop".to_owned(),
            title: "کارگاه فرزندپروری".to_owned(),
            domain: Domain::Cultural,
            audience: vec![Tier::Stable, Tier::AtRisk],
            neighborhood_id: None,
            planned_for: day("2026-11-20"),
            hours: 4,
        },
        today: today(),
    }
}

fn hold(hours: u16, head_count: u32) -> HoldActivity {
    HoldActivity { held: ActivityHeld { held_on: day("2026-11-20"), hours, head_count }, today: today() }
}

fn attend(family: u128, member: Option<u128>, persons: u16, hours: u16) -> RecordAttendance {
    let attendance = AttendanceRecorded { family_id: id(family), member_id: member.map(id), persons, hours };
    RecordAttendance { attendance }
}

fn activity(commands: impl IntoIterator<Item = ActivityCommand>) -> Vec<ActivityEvent> {
    history::<Activity>(&[], [vec![plan().into()], commands.into_iter().collect()].concat())
}

/// S045, S046: kind, date, audience; offered to families that are not harmed.
#[test]
fn general_aid_is_planned_for_families_that_are_not_harmed() {
    given::<Activity>([]).when(plan()).then([plan().plan.into()]);
    given::<Activity>(activity([])).when(plan()).then_refused(ActivityRefusal::AlreadyPlanned);
    let wrong = |change: fn(&mut ActivityPlanned), fields: &[&str]| {
        let mut command = plan();
        change(&mut command.plan);
        given::<Activity>([]).when(command).then_invalid(fields);
    };
    wrong(|plan| plan.audience.push(Tier::Harmed), &["audience"]);
    wrong(|plan| plan.audience.clear(), &["audience"]);
    wrong(|plan| plan.audience = vec![Tier::Stable, Tier::Stable], &["audience"]);
    wrong(|plan| plan.hours = 0, &["hours"]);
    wrong(|plan| plan.title = " ".to_owned(), &["title"]);
    wrong(|plan| plan.planned_for = day("2029-01-01"), &["planned_for"]);
}

#[test]
fn it_is_announced_held_or_cancelled() {
    let announce = AnnounceActivity { announced_on: day("2026-11-01"), today: today() };
    let cancel = CancelActivity { cancelled_on: day("2026-11-02"), today: today() };
    given::<Activity>([]).when(announce.clone()).then_refused(ActivityRefusal::NotPlanned);
    given::<Activity>(activity([])).when(announce.clone()).then_types(&["activity_announced"]);
    let announced = activity([announce.clone().into()]);
    given::<Activity>(announced.clone()).when(announce.clone()).then_nothing();
    given::<Activity>(announced.clone()).when(hold(3, 10)).then_types(&["activity_held"]);
    given::<Activity>(announced).when(cancel.clone()).then_types(&["activity_cancelled"]);
    let held = activity([hold(3, 10).into()]);
    given::<Activity>(held.clone()).when(hold(3, 10)).then_nothing();
    given::<Activity>(held.clone()).when(hold(3, 12)).then_types(&["activity_held"]);
    given::<Activity>(held.clone()).when(cancel.clone()).then_refused(ActivityRefusal::IsHeld);
    given::<Activity>(held).when(announce).then_refused(ActivityRefusal::IsHeld);
    let cancelled = activity([cancel.clone().into()]);
    given::<Activity>(cancelled.clone()).when(cancel).then_nothing();
    given::<Activity>(cancelled).when(hold(3, 1)).then_refused(ActivityRefusal::IsCancelled);
}

/// S068, S112: person-hours follow from attendance and are typed by nobody; nobody is counted twice or longer than it lasted.
#[test]
fn person_hours_follow_from_attendance() {
    given::<Activity>(activity([])).when(attend(1, None, 3, 2)).then_refused(ActivityRefusal::NotHeld);
    let held = activity([hold(4, 10).into()]);
    given::<Activity>(held.clone()).when(attend(1, Some(11), 2, 4)).then_invalid(&["persons"]);
    given::<Activity>(held.clone()).when(attend(1, None, 3, 5)).then_invalid(&["hours"]);
    let full = activity([
        hold(4, 10).into(),
        attend(1, Some(11), 1, 4).into(),
        attend(1, Some(12), 1, 2).into(),
        attend(2, None, 3, 4).into(),
    ]);
    let state = |events: &[ActivityEvent]| {
        let mut state = Activity::default();
        events.iter().for_each(|event| state.evolve(event));
        state
    };
    assert_eq!(state(&full).person_hours(), 4 + 2 + 12 + 40);
    given::<Activity>(full.clone()).when(attend(1, Some(11), 1, 4)).then_nothing();
    given::<Activity>(full.clone()).when(attend(1, None, 2, 4)).then_refused(ActivityRefusal::AttendsByMember);
    given::<Activity>(full.clone()).when(attend(2, Some(21), 1, 4)).then_refused(ActivityRefusal::AttendsByMember);
    given::<Activity>(full.clone()).when(hold(3, 10)).then_invalid(&["hours"]);
    let strike = |family: u128, member: Option<u128>| StrikeAttendance {
        attendance: AttendanceStruck { family_id: id(family), member_id: member.map(id) },
    };
    given::<Activity>(full.clone()).when(strike(3, None)).then_refused(ActivityRefusal::UnknownAttendance);
    let fewer = history::<Activity>(&full, [strike(2, None).into(), attend(1, Some(12), 1, 1).into()]);
    assert_eq!(state(&fewer).person_hours(), 4 + 1 + 40);
}

/// S071: pre-test and post-test are recorded per person.
#[test]
fn tests_are_recorded_before_and_after() {
    let test = |moment, score| RecordTest { test: TestRecorded { family_id: id(1), member_id: id(11), moment, score } };
    given::<Activity>(activity([])).when(test(TestMoment::Before, 40)).then_types(&["test_recorded"]);
    given::<Activity>(activity([])).when(test(TestMoment::After, 70)).then_refused(ActivityRefusal::NotHeld);
    let both = activity([test(TestMoment::Before, 40).into(), hold(4, 0).into(), test(TestMoment::After, 70).into()]);
    given::<Activity>(both.clone()).when(test(TestMoment::After, 70)).then_nothing();
    given::<Activity>(both.clone()).when(test(TestMoment::After, 75)).then_types(&["test_recorded"]);
    given::<Activity>(both).when(test(TestMoment::After, 101)).then_invalid(&["score"]);
}
