//! The yearly atlas: what held at the end of a year, as it was known on the day on which the year is fixed.

use chrono::{DateTime, TimeZone, Utc};
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::ProjectedEvent;
use hamyar_projections::atlas::{Atlas, AtlasCount, YearState, atlas};

use crate::story::*;
use crate::support::Database;

/// 1404 ends on 2026-03-20 and is fixed on 2026-04-20.
const YEAR: i32 = 1404;
const FAMILY: u128 = 5_000;
const SERVICE: u128 = 6_000;

/// The events, each recorded on a day of its own.
fn recorded(story: &Story, days: &[&str]) -> Vec<ProjectedEvent> {
    let at = |text: &str| -> DateTime<Utc> { Utc.from_utc_datetime(&day(text).and_hms_opt(8, 0, 0).unwrap()) };
    let mut events = story.projected();
    for (event, text) in events.iter_mut().rev().zip(days.iter().rev()) {
        event.recorded_at = at(text);
        event.happened_at = HappenedAt::Day(day(text));
    }
    let first = days.first().map_or_else(Utc::now, |text| at(text));
    let before = events.len() - days.len();
    events.iter_mut().take(before).for_each(|event| event.recorded_at = first);
    events
}

async fn read(database: &Database, year: i32, today: &str) -> Atlas {
    atlas(&database.pool, Some(id(CITY)), year, day(today), None).await.unwrap().expect("a place and a year")
}

fn of(counts: &[AtlasCount], code: &str) -> i64 {
    counts.iter().find(|one| one.code == code).and_then(|one| one.families).unwrap_or(0)
}

#[tokio::test]
async fn a_year_that_is_over_is_told_as_it_was_known_when_it_was_fixed() {
    let mut story = ground([(HERE, CITY), (THERE, CITY)]);
    let mut file = identified(FAMILY, "R1", "نمونه");
    file.identified_on = day("2025-06-01");
    story
        .family(FAMILY, file)
        .family(FAMILY, tier(TierMoment::Baseline, 1, Tier::Harmed, "2025-07-01"))
        .family(FAMILY, CategoryAdded { category: "addiction".to_owned(), member_id: None })
        .family(
            FAMILY,
            ServiceDelivered {
                service_id: id(SERVICE).into(),
                caseworker_id: None,
                visit_id: None,
                entry_id: None,
                service: service(Domain::Economic, "loan", day("2025-08-01")),
            },
        )
        // Found out within the month after the year: taken in.
        .family(
            FAMILY,
            ServiceCorrected {
                service_id: id(SERVICE).into(),
                replacement: Some(service(Domain::Social, "loan", day("2025-08-01"))),
                reason: Personal::of_family(id(FAMILY), "x".to_owned()),
            },
        )
        // And after it: the year stays as it was.
        .family(
            FAMILY,
            ServiceCorrected {
                service_id: id(SERVICE).into(),
                replacement: None,
                reason: Personal::of_family(id(FAMILY), "x".to_owned()),
            },
        )
        .family(FAMILY, tier(TierMoment::Final, 1, Tier::AtRisk, "2026-03-10"))
        .family(
            FAMILY,
            AddressChanged { neighborhood_id: id(THERE).into(), address: None, changed_on: day("2026-06-15") },
        );
    let days = [
        "2025-06-01",
        "2025-07-01",
        "2025-07-02",
        "2025-08-01",
        "2026-04-10",
        "2026-06-01",
        "2026-06-02",
        "2026-06-15",
    ];
    let database = Database::new().await;
    database.apply(&[&recorded(&story, &days)]).await;
    let fixed = read(&database, YEAR, "2026-11-29").await;
    assert_eq!(
        (fixed.state, fixed.known_on.iso, fixed.held_on.iso),
        (YearState::Fixed, day("2026-04-20"), day("2026-03-20"))
    );
    let counts = &fixed.total;
    // The final tier of Esfand was written down in Khordad: the year was fixed without it.
    assert_eq!((of(&counts.tiers, "harmed"), of(&counts.tiers, "at_risk")), (1, 0));
    assert_eq!((of(&counts.services, "social"), of(&counts.services, "economic"), counts.served), (1, 0, Some(1)));
    assert_eq!((counts.families, of(&counts.harms, "addiction")), (Some(1), 1));
    let home = |atlas: &Atlas, hood: u128| {
        atlas.rows.iter().find(|row| row.id == id(hood)).and_then(|row| row.counts.families)
    };
    assert_eq!((home(&fixed, HERE), home(&fixed, THERE)), (Some(1), Some(0)));
    let running = read(&database, YEAR + 1, "2026-11-29").await;
    assert_eq!((running.state, running.known_on.iso), (YearState::Running, day("2026-11-29")));
    assert_eq!((of(&running.total.tiers, "at_risk"), running.total.served), (1, Some(0)));
    assert_eq!((home(&running, HERE), home(&running, THERE)), (Some(0), Some(1)));
    let years: Vec<_> =
        running.trend.iter().map(|one| (one.year, one.state, of(&one.counts.tiers, "harmed"))).collect();
    assert_eq!(years, [(YEAR, YearState::Fixed, 1), (YEAR + 1, YearState::Running, 0)]);
    // In the month between it is told as of today.
    let between = read(&database, YEAR, "2026-04-15").await;
    assert_eq!((between.state, between.known_on.iso), (YearState::Provisional, day("2026-04-15")));
    assert!(atlas(&database.pool, Some(id(CITY)), YEAR + 9, day("2026-11-29"), None).await.unwrap().is_none());
}

#[tokio::test]
async fn a_file_that_is_closed_or_merged_away_is_not_in_the_atlas() {
    let mut story = ground([(HERE, CITY), (THERE, CITY)]);
    for number in [FAMILY, FAMILY + 1] {
        let mut file = identified(number, &format!("R{number}"), "نمونه");
        file.identified_on = day("2025-06-01");
        story.family(number, file);
    }
    story
        .family(FAMILY, CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2025-09-01") })
        .family(FAMILY + 1, CategoryAdded { category: "unemployment".to_owned(), member_id: None })
        .family(FAMILY + 1, CategoryRemoved { category: "unemployment".to_owned(), member_id: None });
    let database = Database::new().await;
    database.apply(&[&recorded(&story, &["2025-06-01", "2025-06-01", "2025-09-01", "2025-09-01", "2025-10-01"])]).await;
    let fixed = read(&database, YEAR, "2026-11-29").await;
    assert_eq!((fixed.total.families, of(&fixed.total.harms, "unemployment")), (Some(1), 0));
    assert!(fixed.total.harms.is_empty());
}
