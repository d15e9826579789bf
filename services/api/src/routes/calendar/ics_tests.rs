//! Read back by another program's reader, and line by line.

use super::*;
use hamyar_projections::due_items::{DueFamily, TodayItem};
use hamyar_projections::views::{DueState, NamedRef, Title};
use icalendar::{CalendarComponent, Component};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn item(kind: DueKind, from: Option<&str>, due: &str, remind: Option<&str>) -> CalendarItem {
    let (due, today) = (day(due), day("2026-11-22"));
    let item = TodayItem {
        kind,
        family: DueFamily {
            id: Uuid::from_u128(1),
            file_number: "ALT-1405-17".to_owned(),
            family_name: Some("قناری".to_owned()),
            neighborhood: NamedRef { id: Uuid::from_u128(2), name: Some("التیمور".to_owned()) },
        },
        member: Some(NamedRef { id: Uuid::from_u128(3), name: Some("قناری".to_owned()) }),
        title: Title::new("قناری؛ ترک اعتیاد", "canary; addiction"),
        domain: None,
        window_from: from.map(|text| day(text).into()),
        due: due.into(),
        state: DueState::of(due, today),
        days: (due - today).num_days(),
        entry_id: (kind == DueKind::CalendarEntry).then(|| Uuid::from_u128(4)),
        task_id: None,
        missed: false,
        remind_on: remind.map(|text| day(text).into()),
        days_left_of_year: None,
        urgent: Vec::new(),
    };
    CalendarItem { item, status: EntryState::Planned, done_on: None, late: false }
}

fn calendar(items: Vec<CalendarItem>) -> Calendar {
    let today = day("2026-11-22");
    Calendar { from: today.into(), to: day("2027-11-22").into(), today: today.into(), items, position: 1 }
}

fn written(english: bool) -> String {
    let items = vec![
        item(DueKind::VisitDue, None, "2026-11-01", None),
        item(DueKind::CalendarEntry, Some("2026-11-24"), "2026-11-26", Some("2026-11-22")),
        item(DueKind::YearEnding, None, "2027-03-01", None),
        CalendarItem { status: EntryState::Done, ..item(DueKind::CalendarEntry, None, "2026-11-25", None) },
    ];
    write(&calendar(items), Uuid::from_u128(9), "2026-11-22T08:00:00Z".parse().expect("an instant"), english)
}

#[test]
fn another_reader_finds_the_same_days() {
    let text = written(true);
    let read: icalendar::Calendar = icalendar::parser::unfold(&text).parse().expect("an iCalendar file");
    let found: Vec<_> = read
        .components
        .iter()
        .filter_map(CalendarComponent::as_event)
        .map(|event| {
            let date = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
            (event.get_summary().unwrap_or_default().to_owned(), date("DTSTART"), date("DTEND"))
        })
        .collect();
    let expected = [
        ("Overdue work: 1", "20261122", "20261123"),
        ("Aid calendar entry", "20261124", "20261127"),
        ("A year of aid ends", "20270301", "20270302"),
    ];
    let expected: Vec<_> = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into();
    assert_eq!(found, expected, "{text}");
    assert!(text.contains("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Aid calendar entry\r\nTRIGGER:-PT39H\r\n"));
}

#[test]
fn a_feed_names_nobody() {
    for english in [true, false] {
        let text = written(english);
        for secret in ["قناری", "canary", "اعتیاد", "addiction", "ALT-1405", "التیمور"] {
            assert!(!text.contains(secret), "{secret}");
        }
        for id in 1..=4_u128 {
            assert!(!text.contains(&Uuid::from_u128(id).to_string()), "an id of the program");
        }
    }
}

#[test]
fn every_line_is_folded_and_ends_as_it_must() {
    let mut lines = Lines::default();
    lines.text("SUMMARY", &"بازدیدِ؛ خانه, با\\ دو\nسطر; ".repeat(9));
    let text = lines.0.clone() + &written(false);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= LINE_OCTETS, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line}");
    }
    let unfolded = lines.0.replace("\r\n ", "");
    assert!(unfolded.contains("خانه\\, با\\\\ دو\\nسطر\\; "), "{unfolded}");
}
