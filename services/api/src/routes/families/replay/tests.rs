use serde_json::value::RawValue;

use super::*;

/// The n-th event: recorded on that day of January 2026 at noon in UTC, having happened when said.
fn event(sequence: i64, happened_at: HappenedAt) -> Recorded {
    Recorded {
        position: sequence,
        epoch: 1,
        stream: "family".to_owned(),
        stream_id: Uuid::nil(),
        sequence,
        event_type: "visit_recorded".to_owned(),
        event_version: "1.0.0".to_owned(),
        payload: RawValue::from_string("{}".to_owned()).unwrap(),
        event_id: Uuid::nil(),
        command_id: Uuid::nil(),
        actor: String::new(),
        happened_at,
        recorded_at: format!("2026-01-{:02}T12:00:00Z", sequence + 9).parse().unwrap(),
        metadata: "{}".to_owned(),
    }
}

fn on(day: &str) -> HappenedAt {
    HappenedAt::Day(day.parse().unwrap())
}

/// Recorded on the 10th, 11th, 12th and 13th; the last tells of the 4th, an hour is known of the third only.
fn history() -> Vec<Recorded> {
    let instant = HappenedAt::Instant("2026-01-06T08:00:00Z".parse().unwrap());
    vec![event(1, on("2026-01-03")), event(2, on("2026-01-05")), event(3, instant), event(4, on("2026-01-04"))]
}

/// The sequences taken, the newest of them, and the axis.
fn at(at: &str, axis: Axis) -> Result<(Vec<i64>, i64, Axis), Problem> {
    let history = history();
    let found = moment(&history, Some(at), axis)?;
    Ok((found.events.iter().map(|event| event.sequence).collect(), found.newest.sequence, found.axis))
}

#[test]
fn by_what_happened_a_late_record_belongs_to_its_day() {
    assert_eq!(at("2026-01-03", Axis::Happened).unwrap(), (vec![1], 1, Axis::Happened));
    assert_eq!(at("2026-01-04", Axis::Happened).unwrap(), (vec![1, 4], 4, Axis::Happened));
    assert_eq!(at("2026-01-05", Axis::Happened).unwrap(), (vec![1, 2, 4], 2, Axis::Happened));
    assert_eq!(at("1404-10-16", Axis::Happened).unwrap().0, [1, 2, 3, 4], "a Jalali day");
}

#[test]
fn by_what_was_recorded_nothing_is_known_before_it_was_written_down() {
    assert!(matches!(at("2026-01-09", Axis::Recorded), Err(Problem::Invalid(_))));
    assert_eq!(at("2026-01-10", Axis::Recorded).unwrap(), (vec![1], 1, Axis::Recorded));
    assert_eq!(at("2026-01-12T11:59:59Z", Axis::Recorded).unwrap().0, [1, 2]);
    assert_eq!(
        at("2026-01-12T15:30:00 03:30", Axis::Recorded).unwrap().0,
        [1, 2, 3],
        "a plus sign that arrived as a blank"
    );
}

#[test]
fn an_instant_is_exact_where_the_event_is() {
    assert_eq!(at("2026-01-06T07:59:59Z", Axis::Happened).unwrap().0, [1, 2, 4]);
    assert_eq!(at("2026-01-06T08:00:00Z", Axis::Happened).unwrap().0, [1, 2, 3, 4]);
    assert_eq!(
        at("2026-01-05T00:00:00Z", Axis::Happened).unwrap().0,
        [1, 2, 4],
        "known to the day: the whole day counts"
    );
}

#[test]
fn a_sequence_counts_what_was_recorded_whatever_the_axis() {
    assert_eq!(at("۳", Axis::Happened).unwrap(), (vec![1, 2, 3], 3, Axis::Recorded));
    let history = history();
    assert_eq!(moment(&history, None, Axis::Happened).unwrap().newest.sequence, 4);
    for unknown in ["0", "5", "-1"] {
        assert!(at(unknown, Axis::Recorded).is_err(), "{unknown}");
    }
}

#[test]
fn a_moment_before_the_file_began_and_one_that_cannot_be_read_are_refused() {
    assert!(at("2026-01-02", Axis::Happened).is_err());
    assert!(at("yesterday", Axis::Happened).is_err());
}
