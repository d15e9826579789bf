//! The audit trail: given events with their times and hands, what is found.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::ProjectedEvent;
use hamyar_projections::audit::{self, AuditFilter, Cursor, Window};
use uuid::Uuid;

use crate::story::*;
use crate::support::Database;

/// A moment on Tehran's clocks.
fn tehran(day: &str, time: &str) -> DateTime<Utc> {
    let local = format!("{day}T{time}:00").parse().unwrap();
    hamyar_persian::tehran::tehran_instant(local)
}

fn user(number: u128) -> Actor {
    Actor::User(id(number))
}

/// A file opened, and then one visit at each of the times, written down by the given hand and dated on the given day.
fn visits(times: &[(DateTime<Utc>, u128, &str)]) -> Vec<ProjectedEvent> {
    let mut story = world();
    story.family(100, identified(100, "M1-0001", "یکم"));
    let before = story.told.len();
    for (n, (_, _, on)) in times.iter().enumerate() {
        story.family(100, visited(300 + n as u128, on, None));
    }
    let mut events = story.projected();
    // The world was there long before.
    for (n, event) in events.iter_mut().enumerate().take(before) {
        event.recorded_at = tehran("2025-04-01", "10:00") + TimeDelta::seconds(n as i64);
        event.happened_at = HappenedAt::Instant(event.recorded_at);
    }
    for (event, (at, hand, on)) in events.iter_mut().skip(before).zip(times) {
        event.recorded_at = *at;
        event.actor = user(*hand);
        event.happened_at = HappenedAt::Day(day(on));
    }
    events
}

async fn database(events: &[ProjectedEvent]) -> Database {
    let database = Database::new().await;
    database.apply(&[events]).await;
    database
}

async fn window(database: &Database, from: &str, to: &str) -> Window {
    audit::positions_of(&database.pool, day(from), day(to)).await.unwrap()
}

async fn positions(database: &Database, filter: AuditFilter) -> Vec<i64> {
    let page = audit::events(&database.pool, &filter, None, 100).await.unwrap();
    page.items.iter().map(|item| item.position).collect()
}

#[tokio::test]
async fn night_is_ten_in_the_evening_to_six_in_the_morning_in_tehran_and_an_hour_after_midnight_is_of_the_night_before()
{
    let night = |time: &str, on: &str| (tehran(on, time), 7_u128, "2025-05-01");
    let events = visits(&[
        night("21:59", "2025-05-01"),
        night("22:00", "2025-05-01"),
        night("00:30", "2025-05-02"),
        night("05:59", "2025-05-02"),
        night("06:00", "2025-05-02"),
        (tehran("2025-05-02", "23:00"), 8, "2025-05-02"),
    ]);
    let database = database(&events).await;
    let may = window(&database, "2025-05-01", "2025-05-31").await;
    let found = audit::night_edits(&database.pool, may, 1).await.unwrap();
    let of = |place: usize| (found[place].actor.id, found[place].events, found[place].nights, found[place].all_events);
    assert_eq!(of(0), (Some(id(7)), 3, 1, 5));
    assert_eq!(of(1), (Some(id(8)), 1, 1, 1));
    assert_eq!(audit::night_edits(&database.pool, may, 4).await.unwrap().len(), 0, "below the threshold nobody shows");
    let second = window(&database, "2025-05-02", "2025-05-02").await;
    assert_eq!(
        audit::night_edits(&database.pool, second, 1).await.unwrap()[0].events,
        2,
        "only what was recorded on that day"
    );
    let listed =
        positions(&database, AuditFilter { night: true, from: Some(day("2025-05-01")), ..AuditFilter::default() })
            .await;
    assert_eq!(listed.len(), 4);
}

#[tokio::test]
async fn what_the_system_records_at_night_is_nobodys_pattern() {
    let mut events = visits(&[(tehran("2025-05-01", "23:00"), 7, "2025-05-01")]);
    if let Some(last) = events.last_mut() {
        last.actor = Actor::system("import");
    }
    let database = database(&events).await;
    let may = window(&database, "2025-05-01", "2025-05-31").await;
    assert!(audit::night_edits(&database.pool, may, 1).await.unwrap().is_empty());
    assert!(audit::back_dated(&database.pool, may, 2).await.unwrap().0.is_empty());
}

#[tokio::test]
async fn a_day_of_recording_is_a_day_in_tehran() {
    // 20:30 UTC is midnight in Tehran.
    let events =
        visits(&[(tehran("2025-05-01", "23:59"), 7, "2025-05-01"), (tehran("2025-05-02", "00:00"), 7, "2025-05-01")]);
    let last = i64::try_from(events.len()).unwrap();
    let database = database(&events).await;
    let on = |from: &str, to: &str| AuditFilter { from: Some(day(from)), to: Some(day(to)), ..AuditFilter::default() };
    assert_eq!(positions(&database, on("2025-05-01", "2025-05-01")).await, [last - 1]);
    assert_eq!(positions(&database, on("2025-05-02", "2025-05-02")).await, [last]);
    assert_eq!(positions(&database, on("2025-05-01", "2025-06-01")).await, [last, last - 1]);
    assert_eq!(positions(&database, on("2025-05-03", "2025-06-01")).await, [0_i64; 0]);
}

#[tokio::test]
async fn an_event_belongs_to_the_center_and_neighborhood_of_its_time() {
    let mut story = world();
    story
        .family(100, identified(100, "M1-0001", "یکم"))
        .family(100, visited(300, "2025-04-10", None))
        .family(100, CenterChanged { center_id: id(21).into(), changed_on: day("2025-05-01") })
        .family(100, AddressChanged { neighborhood_id: id(THERE).into(), address: None, changed_on: day("2025-05-02") })
        .family(100, visited(301, "2025-05-10", None));
    let events = story.projected();
    let last = i64::try_from(events.len()).unwrap();
    let database = database(&events).await;
    let of_center = |center: u128| AuditFilter {
        center_id: Some(id(center)),
        stream: Some("family".to_owned()),
        ..AuditFilter::default()
    };
    assert_eq!(positions(&database, of_center(CENTER)).await, [last - 3, last - 4]);
    assert_eq!(positions(&database, of_center(21)).await, [last, last - 1, last - 2], "the move counts from itself on");
    let at = |place: u128| AuditFilter {
        place_id: Some(id(place)),
        stream: Some("family".to_owned()),
        ..AuditFilter::default()
    };
    assert_eq!(positions(&database, at(THERE)).await, [last, last - 1]);
    assert_eq!(positions(&database, at(HERE)).await, [last - 2, last - 3, last - 4]);
    assert_eq!(
        positions(&database, at(ZONE)).await,
        [last - 2, last - 3, last - 4],
        "of a zone: the neighborhoods grouped into it"
    );
    assert_eq!(positions(&database, at(PROVINCE)).await.len(), 5, "of a province: all below it");
    assert!(positions(&database, at(9_999)).await.is_empty());
}

#[tokio::test]
async fn an_event_of_another_stream_is_placed_by_the_family_it_is_about() {
    let database = Database::with(&one_year()).await;
    let filter = AuditFilter {
        event_types: vec!["case_decided".to_owned()],
        center_id: Some(id(CENTER)),
        ..AuditFilter::default()
    };
    let page = audit::events(&database.pool, &filter, None, 10).await.unwrap();
    assert_eq!(page.items.len(), 1);
    let item = &page.items[0];
    assert_eq!(
        (item.stream.as_str(), item.family_id, item.subject_id),
        ("commission", Some(id(100)), Some(id(REFERRAL)))
    );
    assert_eq!(item.file_number.as_deref(), Some("M1-0001"));
}

#[tokio::test]
async fn pages_by_the_time_of_happening_follow_that_time_and_miss_nothing() {
    let noon = |on: &str| tehran(on, "12:00");
    let events = visits(&[
        (noon("2025-05-10"), 7, "2025-05-03"),
        (noon("2025-05-11"), 7, "2025-05-09"),
        (noon("2025-05-12"), 7, "2025-05-03"),
        (noon("2025-05-13"), 7, "2025-05-01"),
    ]);
    let last = i64::try_from(events.len()).unwrap();
    let database = database(&events).await;
    let filter = AuditFilter {
        happened_from: Some(day("2025-05-01")),
        happened_to: Some(day("2025-05-31")),
        ..AuditFilter::default()
    };
    assert_eq!(positions(&database, filter.clone()).await, [last - 2, last - 1, last - 3, last]);
    let (mut met, mut cursor): (Vec<i64>, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = audit::events(&database.pool, &filter, cursor, 1).await.unwrap();
        met.extend(page.items.iter().map(|item| item.position));
        match page.next {
            Some(next) => cursor = Some(next.parse().unwrap()),
            None => break,
        }
    }
    assert_eq!(met, [last - 2, last - 1, last - 3, last]);
    let late = AuditFilter { days_late_min: Some(9), ..AuditFilter::default() };
    assert_eq!(positions(&database, late).await, [last, last - 1]);
}

#[tokio::test]
async fn what_is_dated_before_a_decision_and_written_after_it_comes_first() {
    let mut story = one_year();
    let decided = story.told.len();
    story.family(100, visited(310, "2025-06-01", None)).family(100, visited(311, "2025-06-29", None));
    let mut events = story.projected();
    for event in &mut events {
        event.recorded_at = tehran("2025-06-20", "10:00") + TimeDelta::seconds(event.position);
        event.happened_at = HappenedAt::Instant(event.recorded_at);
        event.actor = user(7);
        // The decision is dated on the tenth.
        if matches!(event.family(), Some(FamilyEvent::CommissionDecisionRecorded(_))) {
            event.happened_at = HappenedAt::Day(day("2025-06-10"));
        }
    }
    for (event, (recorded, happened)) in
        events.iter_mut().skip(decided).zip([("2025-07-01", "2025-06-01"), ("2025-08-15", "2025-06-29")])
    {
        event.recorded_at = tehran(recorded, "10:00");
        event.happened_at = HappenedAt::Day(day(happened));
    }
    let database = database(&events).await;
    let summer = window(&database, "2025-06-21", "2025-09-01").await;
    let (found, total) = audit::back_dated(&database.pool, summer, 40).await.unwrap();
    assert_eq!((found.len(), total), (2, 2));
    let before = found[0].dated_before.as_ref().expect("the decision");
    assert_eq!((before.r#type.as_str(), before.happened_on.iso), ("commission_decision_recorded", day("2025-06-10")));
    assert_eq!(
        (found[0].event.days_late, found[1].event.days_late),
        (30, 47),
        "thirty days are fewer than forty, and before a decision"
    );
    assert!(found[1].dated_before.is_none(), "dated after the decision");
}

#[tokio::test]
async fn a_month_written_at_its_end_shows_and_one_written_day_by_day_does_not() {
    // Khordad 1404 ends on 2025-06-21.
    let mut times = Vec::new();
    for n in 0..10 {
        times.push((tehran("2025-06-20", "10:00") + TimeDelta::minutes(n), 7_u128, "2025-06-01"));
    }
    let spread: Vec<(DateTime<Utc>, u128, &str)> =
        (0..10).map(|n| (tehran("2025-05-23", "10:00") + TimeDelta::days(n * 2), 8_u128, "2025-05-23")).collect();
    let events = visits(&[spread, times].concat());
    let database = database(&events).await;
    let months = window(&database, "2025-05-01", "2025-07-01").await;
    let found = audit::bursts(&database.pool, months, 3, 60, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].actor.id, found[0].at_end, found[0].in_month), (Some(id(7)), 10, 10));
    assert_eq!((found[0].month.jalali.as_str(), found[0].end_from.iso), ("1404-03-01", day("2025-06-19")));
    let running = window(&database, "2025-05-01", "2025-06-20").await;
    assert!(audit::bursts(&database.pool, running, 3, 60, 10).await.unwrap().is_empty(), "a month that is not over");
}

#[tokio::test]
async fn one_hand_is_one_account_in_visit_assessment_and_override_of_one_family() {
    let overridden = || TierAssigned {
        r#override: Some(TierOverride { reason: Personal::of_family(id(100), "x".to_owned()) }),
        ..tier(TierMoment::Interim, 1, Tier::Harmed, "2025-06-01")
    };
    let assessed = AssessmentRecorded {
        assessment_id: id(700).into(),
        moment: AssessmentMoment::Interim,
        cycle: 1,
        set: SetReference::default(),
        readings: Vec::new(),
        strengths: Vec::new(),
        harms: Vec::new(),
        visit_id: None,
        assessed_on: day("2025-07-01"),
    };
    let mut story = one_year();
    story.family(100, visited(320, "2025-07-01", None)).family(100, assessed).family(100, overridden());
    let mut events = story.projected();
    let last = i64::try_from(events.len()).unwrap();
    let whole = |events: &[ProjectedEvent]| Window {
        from: NaiveDate::MIN,
        to: NaiveDate::MAX,
        first_position: 1,
        last_position: i64::try_from(events.len()).unwrap(),
    };
    let same = database(&events).await;
    let found = audit::self_dealing(&same.pool, whole(&events)).await.unwrap();
    assert_eq!((found.len(), found[0].event.position), (1, last), "the story's hand is one");
    let tier = found[0].event.sequence;
    assert_eq!((found[0].visit_sequence, found[0].assessment_sequence), (tier - 2, tier - 1));
    // Another hand wrote the visits down.
    for event in events.iter_mut().filter(|event| matches!(event.family(), Some(FamilyEvent::VisitRecorded(_)))) {
        event.actor = user(8);
    }
    let apart = database(&events).await;
    assert!(audit::self_dealing(&apart.pool, whole(&events)).await.unwrap().is_empty());
    let shares = audit::overrides(&apart.pool, whole(&events), 1).await.unwrap();
    assert_eq!((shares.len(), shares[0].overrides, shares[0].all_overrides), (1, 1, 1));
    assert_eq!(positions(&apart, AuditFilter { overridden: true, ..AuditFilter::default() }).await, [last]);
}

#[tokio::test]
async fn who_wrote_in_a_family_worked_on_it_and_others_did_not() {
    let events = visits(&[(tehran("2025-05-01", "12:00"), 7, "2025-05-01")]);
    let database = database(&events).await;
    let may = window(&database, "2025-05-01", "2025-05-31").await;
    let pairs: [(Uuid, Uuid); 3] = [(id(7), id(100)), (id(8), id(100)), (id(7), id(101))];
    assert_eq!(audit::acted_on(&database.pool, &pairs, may).await.unwrap(), [(id(7), id(100))]);
    let june = window(&database, "2025-06-01", "2025-06-30").await;
    assert!(audit::acted_on(&database.pool, &pairs, june).await.unwrap().is_empty(), "work of other days");
}
