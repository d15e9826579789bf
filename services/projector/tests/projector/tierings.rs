//! What every computed tier stood on, kept for a rule that is tried.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::tierings::{self, Scope, TieredNow, TieredTwice};

use crate::story::*;
use crate::support::Database;

fn read(moment: TierMoment, on: &str, readings: &[(&str, u8)]) -> TierAssigned {
    let mut event = tier(moment, 1, Tier::Harmed, on);
    if let Some(computed) = &mut event.computed {
        let assessment_id = id(900).into();
        computed.readings = readings
            .iter()
            .map(|(code, value)| UsedReading { indicator: (*code).to_owned(), value: *value, assessment_id })
            .collect();
    }
    event
}

async fn now(database: &Database, scope: Scope) -> Vec<TieredNow> {
    let mut rows = Vec::new();
    tierings::each_now(&database.pool, scope, |row| rows.push(row)).await.unwrap();
    rows
}

async fn of_year(database: &Database, year: i32) -> Vec<TieredTwice> {
    let mut rows = Vec::new();
    tierings::each_of_year(&database.pool, year, Scope::default(), |row| rows.push(row)).await.unwrap();
    rows
}

#[tokio::test]
async fn readings_of_every_moment_are_kept_and_the_last_is_now() {
    let mut story = world();
    story
        .family(100, identified(100, "M1-0100", "خانواده"))
        .family(100, tier(TierMoment::Preliminary, 0, Tier::Harmed, "2025-04-01"))
        .family(100, read(TierMoment::Baseline, "2025-04-05", &[("debt", 0), ("income", 1)]))
        .family(100, read(TierMoment::Interim, "2025-08-05", &[("income", 3), ("violence", 2)]))
        .family(100, read(TierMoment::Final, "2026-04-01", &[("income", 4)]))
        .family(101, identified(101, "M1-0101", "دیگر"))
        .family(101, read(TierMoment::Baseline, "2025-05-05", &[("violence", 4)]))
        .family(102, identified(102, "M1-0102", "سوم"))
        .family(102, tier(TierMoment::Preliminary, 0, Tier::Harmed, "2025-04-01"));
    let database = Database::with(&story).await;
    let places = tierings::codes(&database.pool).await.unwrap();
    let at = |code| places.of(code).unwrap();
    assert_eq!((at("debt"), at("income"), at("violence"), places.of("leisure")), (0, 1, 2, None));

    let rows = now(&database, Scope::default()).await;
    let readings: Vec<_> = rows.iter().map(|row| (row.moment.as_str(), row.readings.as_str())).collect();
    assert_eq!(readings, [("final", "-4"), ("baseline", "--4")], "a preliminary tier stands on no reading");
    assert_eq!(now(&database, Scope { first: Some(1), ..Scope::default() }).await.len(), 1);
    assert_eq!(now(&database, Scope { center_id: Some(id(9_999)), ..Scope::default() }).await, []);

    let rows = of_year(&database, 1404).await;
    let readings: Vec<_> =
        rows.iter().map(|row| (row.before_readings.as_deref(), row.after_readings.as_deref())).collect();
    assert_eq!(readings, [(Some("01"), Some("-4")), (Some("--4"), None)]);
}

/// A closed case is nobody's work now; its year is compared all the same.
#[tokio::test]
async fn a_closed_case_counts_in_its_year_alone() {
    let mut story = world();
    story
        .family(100, identified(100, "M1-0100", "خانواده"))
        .family(100, read(TierMoment::Baseline, "2025-04-05", &[("debt", 0)]))
        .family(100, CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2025-06-01") });
    let database = Database::with(&story).await;
    assert_eq!(now(&database, Scope::default()).await, []);
    assert_eq!(of_year(&database, 1404).await.len(), 1);
}
