//! The caseworker's queue and the folded file.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::aid_calendar::calendar;
use hamyar_projections::due_items::{self, DueKind};
use hamyar_projections::views::{DueState, EntryState};
use hamyar_projections::{FamilyDocument, families};

use crate::story::*;
use crate::support::Database;

#[tokio::test]
async fn s044_overdue_items_come_first() {
    let mut story = one_year();
    story
        .family(100, planned(201, "2025-06-01", "2025-06-05"))
        .family(100, planned(202, "2025-06-20", "2025-06-20"))
        .family(100, planned(203, "2025-06-22", "2025-06-25"))
        .family(100, planned(204, "2025-08-01", "2025-08-05"));
    let database = Database::with(&story).await;
    let today = due_items::today(&database.pool, id(FIRST_CASEWORKER), day("2025-06-20")).await.unwrap();
    let entries: Vec<(Option<uuid::Uuid>, DueState)> = today
        .items
        .iter()
        .filter(|item| item.kind == DueKind::CalendarEntry)
        .map(|item| (item.entry_id, item.state))
        .collect();
    assert_eq!(
        entries,
        [
            (Some(id(201)), DueState::Overdue),
            (Some(id(202)), DueState::Today),
            (Some(id(203)), DueState::ThisWeek),
            (Some(id(204)), DueState::Later)
        ]
    );
    assert!(today.items.is_sorted_by_key(|item| item.due.iso));
    assert_eq!(today.items.iter().find(|item| item.entry_id == Some(id(201))).unwrap().days, -15);
    // The title comes from the catalog where the entry has none of its own.
    assert_eq!(today.items.iter().find(|item| item.entry_id == Some(id(201))).unwrap().title.fa, "وام");
    let visit = today.items.iter().find(|item| item.kind == DueKind::VisitDue).unwrap();
    assert_eq!(visit.due.iso, day("2025-06-04"), "thirty days after the last visit");
    let task = today.items.iter().find(|item| item.kind == DueKind::Task).unwrap();
    assert_eq!(task.task_id, Some(id(OWN_TASK)));
    let counted = today.counts.overdue + today.counts.today + today.counts.this_week + today.counts.later;
    assert_eq!(counted as usize, today.items.len());
}

#[tokio::test]
async fn s032_the_years_end_is_in_the_queue_before_it_comes_and_stays_overdue_after() {
    let mut story = one_year();
    // Without its final tier.
    story.told.pop();
    let database = Database::with(&story).await;
    let kinds = async |date: &str| {
        let today = due_items::today(&database.pool, id(FIRST_CASEWORKER), day(date)).await.unwrap();
        today.items.into_iter().map(|item| (item.kind, item.state)).collect::<Vec<_>>()
    };
    let ending = |found: &[(DueKind, DueState)]| found.iter().filter(|(kind, _)| *kind == DueKind::YearEnding).count();
    assert_eq!(ending(&kinds("2026-03-10").await), 0);
    assert_eq!(ending(&kinds("2026-03-11").await), 1);
    let after = kinds("2026-04-11").await;
    assert!(after.contains(&(DueKind::YearEnding, DueState::Overdue)));
    assert!(after.contains(&(DueKind::FinalAssessmentDue, DueState::Overdue)));
}

#[tokio::test]
async fn a_final_tier_answers_for_its_year_and_not_for_a_renewed_one() {
    let mut story = one_year();
    let finals = async |story: &Story, date: &str| {
        let database = Database::with(story).await;
        let today = due_items::today(&database.pool, id(FIRST_CASEWORKER), day(date)).await.unwrap();
        today.items.into_iter().filter(|item| item.kind == DueKind::FinalAssessmentDue).count()
    };
    assert_eq!(finals(&story, "2026-04-09").await, 0);
    story.family(
        100,
        AssignmentRenewed {
            assignment_id: id(900).into(),
            caseworker_id: id(FIRST_CASEWORKER).into(),
            ends_on: day("2027-04-10"),
            reason: Personal::of_family(id(100), "ادامه".to_owned()),
            renewed_on: day("2026-04-09"),
        },
    );
    assert_eq!(finals(&story, "2027-04-09").await, 1);
}

#[tokio::test]
async fn a_released_family_and_a_closed_case_leave_the_queue() {
    let mut story = one_year();
    story.family(100, released(900, FIRST_CASEWORKER, "2026-04-10"));
    let database = Database::with(&story).await;
    let today = due_items::today(&database.pool, id(FIRST_CASEWORKER), day("2026-04-11")).await.unwrap();
    // A task stays with the caseworker who answers for it.
    assert_eq!(today.items.iter().map(|item| item.kind).collect::<Vec<_>>(), [DueKind::Task]);
    let mut story = one_year();
    story.family(100, CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2026-04-11") });
    let database = Database::with(&story).await;
    assert!(due_items::today(&database.pool, id(FIRST_CASEWORKER), day("2026-04-12")).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_voided_visit_counts_no_more() {
    let mut story = one_year();
    story.family(100, visited(301, "2025-06-01", Some("2025-06-08"))).family(
        100,
        VisitCorrected {
            visit_id: id(301).into(),
            replacement: None,
            reason: Personal::of_family(id(100), "اشتباه".to_owned()),
        },
    );
    let database = Database::with(&story).await;
    let card = families::card(&database.pool, id(100), day("2025-06-02")).await.unwrap().unwrap();
    assert_eq!(card.last_visit.unwrap().iso, day("2025-05-05"));
    let today = due_items::today(&database.pool, id(FIRST_CASEWORKER), day("2025-06-02")).await.unwrap();
    assert_eq!(today.items.iter().find(|item| item.kind == DueKind::VisitDue).unwrap().due.iso, day("2025-06-04"));
}

#[tokio::test]
async fn the_file_and_its_card_say_the_same() {
    let story = one_year();
    let database = Database::with(&story).await;
    for today in ["2025-04-20", "2025-06-20", "2026-03-20", "2026-04-12"] {
        let mut document = FamilyDocument::new(id(100));
        for event in story.projected().iter().filter(|event| event.stream_id == id(100)) {
            document.apply(event.family().unwrap(), &event.meta());
        }
        let file = families::file(&database.pool, &document, day(today)).await.unwrap();
        let card = families::card(&database.pool, id(100), day(today)).await.unwrap().unwrap();
        assert_eq!(file.card, card);
        assert_eq!(file.tasks[0].responsible.name.as_deref(), Some("بهزیستی"));
        assert_eq!(file.referrals[0].commission.name.as_deref(), Some("کمیسیون اجتماعی"));
    }
}

fn missed(entry: u128, on: &str) -> CalendarEntryMissed {
    CalendarEntryMissed { entry_id: id(entry).into(), reason: None, missed_on: day(on) }
}

fn done(entry: u128, on: &str) -> CalendarEntryDone {
    CalendarEntryDone {
        entry_id: id(entry).into(),
        done_on: day(on),
        visit_id: None,
        service_id: None,
        late_reason: Some(Personal::of_family(id(100), "بیماری".to_owned())),
    }
}

/// What was missed does not leave the queue: it is made up for, moved or dropped.
#[tokio::test]
async fn a_missed_entry_stays_in_the_queue_until_it_is_settled() {
    let queue = async |story: &Story| {
        let database = Database::with(story).await;
        let today = due_items::today(&database.pool, id(FIRST_CASEWORKER), day("2025-06-20")).await.unwrap();
        let entries = today.items.into_iter().filter(|item| item.entry_id == Some(id(201)));
        entries.map(|item| (item.missed, item.due.iso.to_string())).collect::<Vec<_>>()
    };
    let mut story = one_year();
    story.family(100, planned(201, "2025-06-01", "2025-06-05")).family(100, missed(201, "2025-06-06"));
    assert_eq!(queue(&story).await, [(true, "2025-06-05".to_owned())]);
    let mut moved = story.clone();
    moved.family(
        100,
        CalendarEntryMoved {
            entry_id: id(201).into(),
            window_from: day("2025-07-01"),
            window_to: day("2025-07-02"),
            reason: None,
        },
    );
    assert_eq!(queue(&moved).await, [(false, "2025-07-02".to_owned())]);
    story.family(100, done(201, "2025-06-10"));
    assert_eq!(queue(&story).await, []);
}

/// The calendar shows open entries on their days, the overdue while today is shown, and what was done when.
#[tokio::test]
async fn the_calendar_shows_what_is_open_and_what_was_done() {
    let mut story = one_year();
    let mut reminding = planned(203, "2025-06-22", "2025-06-25");
    reminding.remind_days = Some(3);
    story
        .family(100, planned(201, "2025-06-01", "2025-06-05"))
        .family(100, planned(202, "2025-06-08", "2025-06-09"))
        .family(100, reminding)
        .family(100, planned(204, "2025-08-01", "2025-08-05"))
        .family(100, done(202, "2025-06-12"));
    let database = Database::with(&story).await;
    let entries = async |from: &str, to: &str| {
        let days = (day(from), day(to));
        let found = calendar(&database.pool, id(FIRST_CASEWORKER), days, day("2025-06-20")).await.unwrap();
        let entries = found.items.into_iter().filter(|one| one.item.entry_id.is_some());
        entries.map(|one| (one.item.entry_id.unwrap(), one.status, one.late)).collect::<Vec<_>>()
    };
    let june = entries("2025-06-11", "2025-06-30").await;
    assert_eq!(
        june,
        [
            (id(201), EntryState::Planned, false),
            (id(203), EntryState::Planned, false),
            (id(202), EntryState::Done, true)
        ]
    );
    assert_eq!(entries("2025-06-23", "2025-06-24").await, [(id(203), EntryState::Planned, false)]);
    assert_eq!(entries("2025-08-05", "2025-09-01").await, [(id(204), EntryState::Planned, false)]);
    assert_eq!(entries("2025-05-01", "2025-05-31").await, [(id(200), EntryState::Done, false)]);
    let days = (day("2025-06-20"), day("2025-06-30"));
    let found = calendar(&database.pool, id(FIRST_CASEWORKER), days, day("2025-06-20")).await.unwrap();
    let reminding = found.items.iter().find(|one| one.item.entry_id == Some(id(203))).unwrap();
    assert_eq!(reminding.item.remind_on.as_ref().unwrap().iso, day("2025-06-19"));
    // Another's calendar has none of it.
    let other = calendar(&database.pool, id(SECOND_CASEWORKER), days, day("2025-06-20")).await.unwrap();
    assert!(other.items.iter().all(|one| one.item.family.id != id(100)));
}
