//! The yearly before/after.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::cycles::{self, BeforeAfterFilter, FinalCell};

use crate::story::*;
use crate::support::Database;

fn of_year(year: i32) -> BeforeAfterFilter {
    BeforeAfterFilter { year, ..BeforeAfterFilter::default() }
}

fn family(story: &mut Story, number: u128, baseline: (Tier, &str), last: Option<(Tier, &str)>) {
    story
        .family(number, identified(number, &format!("M1-{number}"), "خانواده"))
        .family(number, tier(TierMoment::Baseline, 1, baseline.0, baseline.1));
    if let Some((tier_after, on)) = last {
        story.family(number, tier(TierMoment::Final, 1, tier_after, on));
    }
}

#[tokio::test]
async fn s022_s023_the_table_counts_those_tiered_twice_and_sets_the_others_apart() {
    let mut story = world();
    family(&mut story, 100, (Tier::Harmed, "2025-04-05"), Some((Tier::AtRisk, "2026-04-01")));
    family(&mut story, 101, (Tier::Harmed, "2025-05-05"), Some((Tier::Harmed, "2026-05-01")));
    family(&mut story, 102, (Tier::AtRisk, "2025-06-05"), Some((Tier::Stable, "2026-05-01")));
    family(&mut story, 103, (Tier::Harmed, "2025-07-05"), None);
    family(&mut story, 104, (Tier::Harmed, "2026-04-05"), None);
    let database = Database::with(&story).await;
    let report = cycles::before_after(&database.pool, &of_year(1404)).await.unwrap();
    assert_eq!(report.matrix.harmed.at_risk, Some(1));
    assert_eq!(report.matrix.harmed.harmed, Some(1));
    assert_eq!(report.matrix.at_risk.stable, Some(1));
    assert_eq!(report.without_final.harmed, Some(1));
    assert_eq!((report.totals.tiered_twice, report.totals.tiered_once), (Some(3), Some(1)));
    assert_eq!(report.totals.baseline.harmed, Some(3));
    let rows = [report.matrix.stable, report.matrix.at_risk, report.matrix.harmed];
    let sum: i64 = rows.iter().flat_map(|row| [row.stable, row.at_risk, row.harmed]).flatten().sum();
    assert_eq!(Some(sum), report.totals.tiered_twice, "the table's total equals the families tiered twice");
    assert_eq!(cycles::years(&database.pool).await.unwrap(), [1405, 1404]);
}

#[tokio::test]
async fn a_baseline_of_the_last_day_of_the_year_counts_in_that_year() {
    let mut story = world();
    family(&mut story, 100, (Tier::Harmed, "2025-03-20"), None);
    family(&mut story, 101, (Tier::Harmed, "2025-03-21"), None);
    let database = Database::with(&story).await;
    for year in [1403, 1404] {
        let report = cycles::before_after(&database.pool, &of_year(year)).await.unwrap();
        assert_eq!(report.totals.tiered_once, Some(1), "{year}");
    }
}

#[tokio::test]
async fn the_last_final_tier_before_the_next_baseline_counts_and_each_cycle_once() {
    let mut story = world();
    family(&mut story, 100, (Tier::Harmed, "2025-04-05"), Some((Tier::Harmed, "2026-03-25")));
    story
        .family(100, tier(TierMoment::Interim, 1, Tier::Stable, "2025-10-01"))
        .family(100, tier(TierMoment::Final, 1, Tier::AtRisk, "2026-04-01"))
        .family(100, tier(TierMoment::Baseline, 2, Tier::AtRisk, "2026-04-10"))
        .family(100, tier(TierMoment::Final, 2, Tier::Stable, "2027-04-01"));
    let database = Database::with(&story).await;
    let first = cycles::before_after(&database.pool, &of_year(1404)).await.unwrap();
    assert_eq!((first.matrix.harmed.at_risk, first.totals.tiered_twice), (Some(1), Some(1)));
    let second = cycles::before_after(&database.pool, &of_year(1405)).await.unwrap();
    assert_eq!((second.matrix.at_risk.stable, second.totals.tiered_twice), (Some(1), Some(1)));
}

#[tokio::test]
async fn s025_it_can_be_shown_for_a_center_a_caseworker_a_place_a_domain_and_a_household_type() {
    let mut story = one_year();
    let mut other = identified(180, "M2-0180", "دیگر");
    other.center_id = Some(id(21).into());
    other.neighborhood_id = id(THERE).into();
    story.family(180, other).family(180, tier(TierMoment::Baseline, 1, Tier::Harmed, "2025-05-01"));
    // After the baseline the first family moves; it counts where it was.
    story.family(
        100,
        AddressChanged { neighborhood_id: id(THERE).into(), address: None, changed_on: day("2026-05-01") },
    );
    let database = Database::with(&story).await;
    let all = async |filter: BeforeAfterFilter| {
        let report = cycles::before_after(&database.pool, &filter).await.unwrap();
        // The counts that are kept say what counting the rows says.
        let counted = BeforeAfterFilter { as_of: Some(1_000_000), ..filter };
        let counted = cycles::before_after(&database.pool, &counted).await.unwrap();
        assert_eq!(
            (report.matrix, report.without_final, report.totals),
            (counted.matrix, counted.without_final, counted.totals)
        );
        (report.totals.tiered_twice.unwrap(), report.totals.tiered_once.unwrap())
    };
    assert_eq!(all(of_year(1404)).await, (1, 1));
    let cultural = BeforeAfterFilter { domain: Some(Domain::Cultural), ..of_year(1404) };
    assert_eq!(all(cultural).await, (1, 1));
    assert_eq!(all(BeforeAfterFilter { center_id: Some(id(CENTER)), ..of_year(1404) }).await, (1, 0));
    assert_eq!(all(BeforeAfterFilter { caseworker_id: Some(id(FIRST_CASEWORKER)), ..of_year(1404) }).await, (1, 0));
    assert_eq!(all(BeforeAfterFilter { caseworker_id: Some(id(SECOND_CASEWORKER)), ..of_year(1404) }).await, (0, 0));
    assert_eq!(all(BeforeAfterFilter { place_id: Some(id(ZONE)), ..of_year(1404) }).await, (1, 0));
    assert_eq!(all(BeforeAfterFilter { place_id: Some(id(THERE)), ..of_year(1404) }).await, (0, 1));
    let both = BeforeAfterFilter { center_id: Some(id(CENTER)), place_id: Some(id(PROVINCE)), ..of_year(1404) };
    assert_eq!(all(both).await, (1, 0));
    assert_eq!(all(BeforeAfterFilter { place_id: Some(id(PROVINCE)), ..of_year(1404) }).await, (1, 1));
    let social = BeforeAfterFilter { domain: Some(Domain::Social), center_id: Some(id(CENTER)), ..of_year(1404) };
    assert_eq!(cycles::before_after(&database.pool, &social).await.unwrap().matrix.harmed.at_risk, Some(1));
    let economic = BeforeAfterFilter { domain: Some(Domain::Economic), center_id: Some(id(CENTER)), ..of_year(1404) };
    assert_eq!(cycles::before_after(&database.pool, &economic).await.unwrap().matrix.stable.stable, Some(1));
    assert_eq!(
        all(BeforeAfterFilter { household_type: Some(HouseholdType::MaleHeaded), ..of_year(1404) }).await,
        (0, 0)
    );
}

#[tokio::test]
async fn by_caseworker_means_the_holder_at_the_final_tier() {
    let mut story = one_year();
    // Released and taken on by another after the final tier: the first one still answers for the year.
    story
        .family(100, released(900, FIRST_CASEWORKER, "2026-04-10"))
        .family(100, assigned(901, SECOND_CASEWORKER, "2026-04-10", "2027-04-10"));
    let database = Database::with(&story).await;
    let mine = BeforeAfterFilter { caseworker_id: Some(id(FIRST_CASEWORKER)), ..of_year(1404) };
    assert_eq!(cycles::before_after(&database.pool, &mine).await.unwrap().totals.tiered_twice, Some(1));
}

#[tokio::test]
async fn every_number_opens_to_the_families_behind_it() {
    let mut story = one_year();
    family(&mut story, 190, (Tier::Harmed, "2025-05-05"), None);
    let database = Database::with(&story).await;
    let behind =
        async |to| cycles::families_behind(&database.pool, &of_year(1404), Some(Tier::Harmed), to, 10).await.unwrap();
    assert_eq!(behind(FinalCell::Tier(Tier::AtRisk)).await, [id(100)]);
    assert_eq!(behind(FinalCell::None).await, [id(190)]);
    assert_eq!(behind(FinalCell::Any).await.len(), 2);
}

#[tokio::test]
async fn it_can_be_asked_as_known_at_an_earlier_position() {
    let story = one_year();
    let last = story.told.len() as i64;
    let database = Database::with(&story).await;
    let before = BeforeAfterFilter { as_of: Some(last - 1), ..of_year(1404) };
    let report = cycles::before_after(&database.pool, &before).await.unwrap();
    assert_eq!((report.totals.tiered_twice, report.totals.tiered_once), (Some(0), Some(1)));
    let after = BeforeAfterFilter { as_of: Some(last), ..of_year(1404) };
    assert_eq!(cycles::before_after(&database.pool, &after).await.unwrap().totals.tiered_twice, Some(1));
}

#[tokio::test]
async fn s064_an_officer_sees_no_small_cell_and_no_total_that_gives_it_back() {
    let mut story = world();
    let mut number = 1_000;
    for (before, after, families) in [
        (Tier::Harmed, Some(Tier::AtRisk), 3),
        (Tier::Harmed, Some(Tier::Harmed), 9),
        (Tier::Harmed, None, 7),
        (Tier::AtRisk, Some(Tier::Stable), 8),
        (Tier::AtRisk, Some(Tier::AtRisk), 6),
    ] {
        for _ in 0..families {
            number += 1;
            family(&mut story, number, (before, "2025-05-05"), after.map(|after| (after, "2026-04-01")));
        }
    }
    let database = Database::with(&story).await;
    let keyed = |what: &str| u64::try_from(what.len()).unwrap_or(0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let report = cycles::before_after_rounded(&database.pool, &of_year(1404), &keyed).await.unwrap();
    assert!(report.rounded && report.by_household_type.is_none());
    assert_eq!(report.matrix.harmed.at_risk, None, "three families");
    let shown =
        [report.totals.tiered_twice, report.totals.tiered_once, report.matrix.harmed.stable, report.totals.improved];
    assert!(shown.into_iter().flatten().all(|count| count >= 5 && count % 5 == 0), "{report:?}");
    let again = cycles::before_after_rounded(&database.pool, &of_year(1404), &keyed).await.unwrap();
    assert_eq!(report, again, "the same question is answered alike");
    let whole = cycles::before_after(&database.pool, &of_year(1404)).await.unwrap();
    assert!(!whole.rounded);
    assert_eq!(whole.matrix.harmed.at_risk, Some(3));
    let moved = [whole.totals.improved, whole.totals.same, whole.totals.worsened];
    assert_eq!(moved.into_iter().flatten().sum::<i64>(), whole.totals.tiered_twice.unwrap());
}
