//! A rule that is tried over what was read long ago: the same arithmetic as [`compute_tier`](super::compute_tier), laid out so that a country's
//! readings are gone through in a moment. It stores nothing and changes nothing.

use std::collections::BTreeSet;

use hamyar_events::indicator_set::{Indicator, TierBands};
use hamyar_events::{Domain, Tier};

use super::decide::check_domains;
use super::{BEST, IndicatorSetRefusal};
use crate::Rule;
use crate::checks::Checks;

/// What the rule needs of an indicator: no wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedIndicator {
    pub code: String,
    pub domain: Domain,
    pub weight: u16,
    pub critical_at: Option<u8>,
}

impl From<&Indicator> for TriedIndicator {
    fn from(one: &Indicator) -> Self {
        Self { code: one.code.clone(), domain: one.domain, weight: one.weight, critical_at: one.critical_at }
    }
}

/// What a rule makes of one family's readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TriedTier {
    pub tier: Tier,
    /// Score of each domain, in the order of [`Domain::ALL`]; none where nothing of it was read.
    pub scores: [Option<u16>; 3],
    /// Whether every domain has as many readings as a baseline or final tier needs.
    pub enough: bool,
}

#[derive(Clone, Copy)]
struct Slot {
    domain: usize,
    weight: u32,
    critical_at: Option<u8>,
}

/// A rule ready to be put to readings that stand at numbered places.
#[derive(Clone)]
pub struct TriedRule {
    slots: Vec<Option<Slot>>,
    bands: TierBands,
}

impl TriedRule {
    /// Whether these indicators and bands could be published, wording apart.
    pub fn check(indicators: &[TriedIndicator], bands: TierBands) -> Result<(), IndicatorSetRefusal> {
        let mut checks = Checks::new();
        let mut codes = BTreeSet::new();
        for (index, one) in indicators.iter().enumerate() {
            checks.code(format!("indicators[{index}].code"), &one.code);
            checks.fault_if(!codes.insert(&one.code), format!("indicators[{index}].code"), Rule::Duplicate);
            checks.range(format!("indicators[{index}].weight"), i64::from(one.weight), 1, 10);
            if let Some(level) = one.critical_at {
                checks.range(format!("indicators[{index}].critical_at"), i64::from(level), 0, i64::from(BEST) - 1);
            }
        }
        checks.range("bands.readings_per_domain", i64::from(bands.readings_per_domain), 1, 100);
        checks.done::<IndicatorSetRefusal>()?;
        check_domains(|domain| indicators.iter().filter(|one| one.domain == domain).count(), bands)
    }

    /// Lays the rule out: `place` says at which place the readings of a code stand; a code nobody was ever read on has none.
    pub fn new(indicators: &[TriedIndicator], bands: TierBands, place: impl Fn(&str) -> Option<usize>) -> Self {
        let mut slots = Vec::new();
        for one in indicators {
            let (Some(at), Some(domain)) = (place(&one.code), Domain::ALL.iter().position(|d| *d == one.domain)) else {
                continue;
            };
            if slots.len() <= at {
                slots.resize(at + 1, None);
            }
            slots[at] = Some(Slot { domain, weight: u32::from(one.weight), critical_at: one.critical_at });
        }
        Self { slots, bands }
    }

    /// The tier of readings given as one character a place, a digit where it was read; `None` when none of them is of this rule.
    pub fn tier(&self, values: &[u8]) -> Option<TriedTier> {
        let (mut sum, mut best, mut read, mut critical) = ([0_u64; 3], [0_u64; 3], [0_u32; 3], [false; 3]);
        for (slot, value) in self.slots.iter().zip(values) {
            let (Some(slot), true) = (slot, value.is_ascii_digit()) else { continue };
            let value = value - b'0';
            sum[slot.domain] += u64::from(slot.weight) * u64::from(value.min(BEST));
            best[slot.domain] += u64::from(slot.weight) * u64::from(BEST);
            read[slot.domain] += 1;
            critical[slot.domain] |= slot.critical_at.is_some_and(|level| value <= level);
        }
        let mut scores = [None; 3];
        let mut tier = None;
        for domain in 0..3 {
            let Some(score) = (sum[domain] * 1000).checked_div(best[domain]) else { continue };
            let score = u16::try_from(score).unwrap_or(1000);
            scores[domain] = Some(score);
            let of_domain = if critical[domain] || score < self.bands.harmed_below {
                Tier::Harmed
            } else if score < self.bands.at_risk_below {
                Tier::AtRisk
            } else {
                Tier::Stable
            };
            tier = tier.max(Some(of_domain));
        }
        let needed = u32::from(self.bands.readings_per_domain).max(1);
        Some(TriedTier { tier: tier?, scores, enough: read.iter().all(|read| *read >= needed) })
    }
}

#[cfg(test)]
mod tests {
    use hamyar_events::family::{SetReference, UsedReading};
    use hamyar_events::{AssessmentId, Domain};
    use uuid::Uuid;

    use super::*;
    use crate::indicator_set::{PublishedSet, compute_tier, default_indicator_set};

    fn shipped() -> PublishedSet {
        let set = default_indicator_set();
        PublishedSet { reference: SetReference::default(), indicators: set.indicators, bands: set.bands }
    }

    /// Every family that the rule in force judges is judged the same when the same rule is tried.
    #[test]
    fn a_tried_rule_says_what_the_rule_in_force_says() {
        let mut set = shipped();
        let mut seed = 7_u64;
        let mut next = move |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let mut tiers = BTreeSet::new();
        for round in 0..3000 {
            if round % 50 == 0 {
                set.bands.harmed_below = 1 + u16::try_from(next(600)).unwrap();
                set.bands.at_risk_below = set.bands.harmed_below + 1 + u16::try_from(next(390)).unwrap();
                for one in &mut set.indicators {
                    one.weight = 1 + u16::try_from(next(10)).unwrap();
                    one.critical_at = (next(3) == 0).then(|| u8::try_from(next(2)).unwrap());
                }
            }
            let generous = next(3) + 2;
            let mut values = vec![b'-'; set.indicators.len()];
            let mut readings = Vec::new();
            for (place, indicator) in set.indicators.iter().enumerate() {
                if next(4) == 0 {
                    continue;
                }
                let value = u8::try_from(next(generous) + 5 - generous).unwrap();
                values[place] = b'0' + value;
                let assessment_id = AssessmentId(Uuid::nil());
                readings.push(UsedReading { indicator: indicator.code.clone(), value, assessment_id });
            }
            let indicators: Vec<TriedIndicator> = set.indicators.iter().map(TriedIndicator::from).collect();
            let rule =
                TriedRule::new(&indicators, set.bands, |code| set.indicators.iter().position(|one| one.code == code));
            let tried = rule.tier(&values);
            let computed = compute_tier(&set, readings);
            assert_eq!(tried.map(|one| one.tier), computed.as_ref().map(|one| one.tier));
            if let (Some(tried), Some(computed)) = (tried, computed) {
                let scores = Domain::ALL.map_scores(&computed.domains);
                assert_eq!(tried.scores, scores);
                tiers.insert(tried.tier);
            }
        }
        assert_eq!(tiers.len(), 3, "all tiers came up");
    }

    trait Scores {
        fn map_scores(&self, of: &[hamyar_events::family::DomainScore]) -> [Option<u16>; 3];
    }
    impl Scores for &[Domain] {
        fn map_scores(&self, of: &[hamyar_events::family::DomainScore]) -> [Option<u16>; 3] {
            let score = |domain: Domain| of.iter().find(|one| one.domain == domain).map(|one| one.score);
            [score(self[0]), score(self[1]), score(self[2])]
        }
    }

    #[test]
    fn a_rule_that_could_not_be_published_is_not_tried() {
        let set = shipped();
        let indicators: Vec<TriedIndicator> = set.indicators.iter().map(TriedIndicator::from).collect();
        assert!(TriedRule::check(&indicators, set.bands).is_ok());
        let unordered = TierBands { harmed_below: 700, ..set.bands };
        assert_eq!(TriedRule::check(&indicators, unordered), Err(IndicatorSetRefusal::BandsUnordered));
        let mut twice = indicators.clone();
        twice.push(TriedIndicator { weight: 11, ..indicators[0].clone() });
        let Err(IndicatorSetRefusal::Invalid { fields }) = TriedRule::check(&twice, set.bands) else { panic!() };
        assert_eq!(fields.len(), 2);
        let social: Vec<TriedIndicator> = indicators.into_iter().filter(|one| one.domain == Domain::Social).collect();
        let refusal = TriedRule::check(&social, set.bands);
        let domains = vec![Domain::Economic, Domain::Cultural];
        assert_eq!(refusal, Err(IndicatorSetRefusal::DomainEmpty { domains }));
    }

    #[test]
    fn what_was_not_read_counts_nothing_and_says_so() {
        let set = shipped();
        let indicators: Vec<TriedIndicator> = set.indicators.iter().map(TriedIndicator::from).collect();
        let rule =
            TriedRule::new(&indicators, set.bands, |code| set.indicators.iter().position(|one| one.code == code));
        assert_eq!(rule.tier(b""), None);
        assert_eq!(rule.tier(b"------"), None);
        let one = rule.tier(b"4").unwrap();
        assert!(!one.enough);
        assert_eq!(one.scores.iter().flatten().count(), 1);
    }
}
