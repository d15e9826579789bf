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
        },
        today: today(),
    }
}

fn planned() -> Vec<FamilyEvent> {
    family(&held(), [plan(1, "2025-05-01", "2025-05-07").into()])
}

fn done(on: &str) -> CompleteEntry {
    CompleteEntry {
        done: CalendarEntryDone { entry_id: id(1), done_on: day(on), visit_id: None, service_id: None },
        today: today(),
    }
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
    let missed = family(&planned(), [miss("2025-05-08").into()]);
    given::<Family>(missed).when(done("2025-05-09")).then_refused(FamilyRefusal::EntryIsMissed);
}

#[test]
fn an_entry_is_not_missed_before_its_window_nor_done_tomorrow() {
    given::<Family>(planned())
        .when(miss("2025-04-30"))
        .then_refused(FamilyRefusal::WindowNotBegun { window_from: day("2025-05-01") });
    given::<Family>(planned()).when(done("2026-11-23")).then_invalid(&["done_on"]);
    given::<Family>(held()).when(done("2025-05-03")).then_refused(FamilyRefusal::UnknownEntry);
    let mut with = done("2025-05-03");
    with.done.visit_id = Some(id(77));
    given::<Family>(planned()).when(with).then_refused(FamilyRefusal::UnknownVisit);
}
