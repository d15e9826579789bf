//! The rule from readings to tiers (rule version 1), in whole numbers only.
//!
//! A domain's score is the weighted share of the best possible, in thousandths: `1000 × Σ weight × value / Σ weight × 4`, rounded
//! down. Below `harmed_below` the domain is harmed, below `at_risk_below` at risk, else stable; one indicator at its critical level
//! makes its domain harmed whatever the score. The family has the worst tier of its domains; its own score is the mean of
//! the domains' scores, shown and never judged by.

use hamyar_events::family::{DomainScore, TierComputation, UsedReading};
use hamyar_events::indicator_set::Indicator;
use hamyar_events::{Domain, Tier};

use super::{PublishedSet, words};

/// A reading of this value or more is a strength (ظرفیت).
pub const STRENGTH_AT_LEAST: u8 = 3;
/// A reading of this value or less is a harm (آسیب).
pub const HARM_AT_MOST: u8 = 1;
/// The best value of every indicator.
pub const BEST: u8 = 4;

/// The tier that follows from the readings; `None` when none of them is of this set.
pub fn compute_tier(set: &PublishedSet, readings: Vec<UsedReading>) -> Option<TierComputation> {
    let used: Vec<(&UsedReading, &Indicator)> =
        readings.iter().filter_map(|reading| Some((reading, set.indicator(&reading.indicator)?))).collect();
    let domains: Vec<DomainScore> = Domain::ALL.iter().filter_map(|domain| score_domain(set, *domain, &used)).collect();
    let tier = domains.iter().map(|one| one.tier).max()?;
    let total: u32 = domains.iter().map(|one| u32::from(one.score)).sum();
    let mean = total / u32::try_from(domains.len()).ok()?;
    let (strengths, harms) = (strongest(&used), worst(&used));
    let mut computation = TierComputation {
        set: set.reference,
        rule_version: set.bands.rule_version,
        readings: Vec::new(),
        score: u16::try_from(mean).unwrap_or(1000),
        domains,
        strengths,
        harms,
        tier,
        explanation: words::nothing(),
    };
    computation.explanation = words::computed(set, &computation);
    computation.readings = readings;
    Some(computation)
}

fn score_domain(set: &PublishedSet, domain: Domain, used: &[(&UsedReading, &Indicator)]) -> Option<DomainScore> {
    let of_domain = || used.iter().filter(|(_, indicator)| indicator.domain == domain);
    let best: u64 = of_domain().map(|(_, indicator)| u64::from(indicator.weight) * u64::from(BEST)).sum();
    let sum: u64 =
        of_domain().map(|(reading, indicator)| u64::from(indicator.weight) * u64::from(reading.value.min(BEST))).sum();
    let score = u16::try_from((sum * 1000).checked_div(best)?).unwrap_or(1000);
    let critical: Vec<String> = of_domain()
        .filter(|(reading, indicator)| indicator.critical_at.is_some_and(|level| reading.value <= level))
        .map(|(_, indicator)| indicator.code.clone())
        .collect();
    let tier = if !critical.is_empty() || score < set.bands.harmed_below {
        Tier::Harmed
    } else if score < set.bands.at_risk_below {
        Tier::AtRisk
    } else {
        Tier::Stable
    };
    Some(DomainScore { domain, score, tier, critical })
}

/// Codes of strengths, best and weightiest first.
fn strongest(used: &[(&UsedReading, &Indicator)]) -> Vec<String> {
    let mut found: Vec<_> = used.iter().filter(|(reading, _)| reading.value >= STRENGTH_AT_LEAST).collect();
    found.sort_by_key(|(reading, indicator)| std::cmp::Reverse((reading.value, indicator.weight)));
    found.iter().map(|(_, indicator)| indicator.code.clone()).collect()
}

/// Codes of harms, worst and weightiest first.
fn worst(used: &[(&UsedReading, &Indicator)]) -> Vec<String> {
    let mut found: Vec<_> = used.iter().filter(|(reading, _)| reading.value <= HARM_AT_MOST).collect();
    found.sort_by_key(|(reading, indicator)| (reading.value, std::cmp::Reverse(indicator.weight)));
    found.iter().map(|(_, indicator)| indicator.code.clone()).collect()
}
