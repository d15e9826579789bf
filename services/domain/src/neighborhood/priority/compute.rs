//! From a rule and a profile to a level. Whole numbers only, rounded half up, so that every machine says the same.

use hamyar_events::PriorityGroup;
use hamyar_events::neighborhood::*;
use std::collections::BTreeMap;

use super::{PriorityRuleInForce, level_of, words};

/// A group of which the profile knows too little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    pub group: PriorityGroup,
    /// Codes of the indicators the profile does not know, by their weight.
    pub missing: Vec<String>,
}

/// What the profile knows of each indicator: what was counted before what is declared, and of what is declared the last.
fn known(profile: &NeighborhoodProfileRecorded) -> BTreeMap<&str, (i64, bool)> {
    let declared = profile.figures.iter().map(|one| (one.indicator.as_str(), (one.value_thousandths, false)));
    let counted = profile.counted.iter().map(|one| (one.indicator.as_str(), (one.value_thousandths, true)));
    declared.chain(counted).collect()
}

/// How much is lacking between the two ends, 0 to 1000.
fn need(rule: &PriorityIndicatorRule, value: i64) -> u16 {
    let (best, worst, value) =
        (i128::from(rule.best_thousandths), i128::from(rule.worst_thousandths), i128::from(value));
    let span = worst - best;
    if span == 0 {
        return 0;
    }
    let lacking = divided((value - best) * 1000 * span.signum(), span.abs());
    u16::try_from(lacking.clamp(0, 1000)).unwrap_or(1000)
}

/// Rounded half up.
fn divided(value: i128, by: i128) -> i128 {
    (value * 2 + by).div_euclid(by * 2)
}

fn mean(parts: impl Iterator<Item = (u16, u16)>) -> u16 {
    let (sum, weights) = parts.fold((0_i128, 0_i128), |(sum, weights), (score, weight)| {
        (sum + i128::from(score) * i128::from(weight), weights + i128::from(weight))
    });
    if weights == 0 { 0 } else { u16::try_from(divided(sum, weights)).unwrap_or(1000) }
}

/// The priority of a profile under a rule, or which group knows too little.
pub fn compute(
    rule: &PriorityRuleInForce,
    profile: &NeighborhoodProfileRecorded,
) -> Result<PriorityComputation, Vec<Lacking>> {
    let known = known(profile);
    let (mut groups, mut lacking) = (Vec::new(), Vec::new());
    for group in &rule.rule.groups {
        let (mut inputs, mut missing) = (Vec::new(), Vec::new());
        for one in &group.indicators {
            match known.get(one.indicator.as_str()) {
                Some((value, counted)) => inputs.push(PriorityInput {
                    indicator: one.indicator.clone(),
                    value_thousandths: *value,
                    counted: *counted,
                    weight: one.weight,
                    need: need(one, *value),
                }),
                None => missing.push(one),
            }
        }
        missing.sort_by_key(|one| std::cmp::Reverse(one.weight));
        let of = |weights: &mut dyn Iterator<Item = u16>| weights.map(u32::from).sum::<u32>();
        let all = of(&mut group.indicators.iter().map(|one| one.weight));
        let told = of(&mut inputs.iter().map(|one| one.weight));
        let missing: Vec<String> = missing.into_iter().map(|one| one.indicator.clone()).collect();
        if told * 100 < all * u32::from(rule.rule.known_percent) {
            lacking.push(Lacking { group: group.group, missing: missing.clone() });
        }
        let score = mean(inputs.iter().map(|one| (one.need, one.weight)));
        groups.push(PriorityGroupScore { group: group.group, weight: group.weight, score, inputs, missing });
    }
    if !lacking.is_empty() {
        return Err(lacking);
    }
    let score = mean(groups.iter().map(|one| (one.score, one.weight)));
    let level = level_of(&rule.rule, score);
    let explanation = words::explained(level, score, &groups);
    Ok(PriorityComputation {
        rule_version: rule.version,
        profile_version: profile.version,
        level,
        score,
        groups,
        explanation,
    })
}
