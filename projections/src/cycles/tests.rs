//! What a family's cycles keep of its history.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_persian::jalali_year;

use super::case::CycleCase;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn tier(moment: TierMoment, cycle: u32, tier: Tier, on: &str) -> FamilyEvent {
    TierAssigned {
        moment,
        cycle,
        tier,
        computed: None,
        r#override: None,
        explanation: Sentence { fa: String::new(), en: String::new() },
        outside_information: None,
        assessment_id: None,
        household_type: HouseholdType::FemaleHeaded,
        assigned_on: day(on),
    }
    .into()
}

fn fold(events: &[FamilyEvent]) -> CycleCase {
    let mut case = CycleCase::default();
    for event in events {
        case.apply(event);
    }
    case
}

/// S022: a baseline tier given again neither loses the final one nor moves the cycle to another year.
#[test]
fn a_baseline_tier_given_again_keeps_the_year_and_the_final_tier() {
    let first = tier(TierMoment::Baseline, 1, Tier::Harmed, "2025-03-10");
    let again = tier(TierMoment::Baseline, 1, Tier::AtRisk, "2025-04-10");
    let last = tier(TierMoment::Final, 1, Tier::Stable, "2026-03-01");
    assert_ne!(jalali_year(day("2025-03-10")), jalali_year(day("2025-04-10")));
    for history in [[first.clone(), again.clone(), last.clone()], [first, last, again]] {
        let facts = fold(&history).facts().remove(&1).unwrap();
        assert_eq!(facts.year, jalali_year(day("2025-03-10")));
        assert_eq!((facts.baseline.tier, facts.last.map(|last| last.tier)), (Tier::AtRisk, Some(Tier::Stable)));
    }
}

#[test]
fn a_final_tier_goes_to_its_own_cycle() {
    let case = fold(&[
        tier(TierMoment::Baseline, 1, Tier::Harmed, "2025-04-10"),
        tier(TierMoment::Baseline, 2, Tier::Harmed, "2026-04-10"),
        tier(TierMoment::Final, 1, Tier::Stable, "2026-04-11"),
    ]);
    let facts = case.facts();
    assert_eq!(facts[&1].last.as_ref().map(|last| last.tier), Some(Tier::Stable));
    assert_eq!(facts[&2].last, None);
}
