//! Assessments and tiers: readings that lead where the story goes, found by asking the real rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use hamyar_domain::FamilyCommand;
use hamyar_domain::family::*;
use hamyar_events::family::Reading;
use hamyar_events::*;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::{FamilyDue, Planner};
use crate::act::Who;
use crate::ids::make;
use crate::words;

impl Planner {
    /// The first assessment of a cycle, its tier, and what follows from it.
    pub(super) fn baseline(&mut self, f: usize) {
        let target = match (self.families[f].state.cycle, self.families[f].state.tier.as_ref().map(|held| held.tier)) {
            (0, _) => match self.chance(f, 0..=99) {
                0..=64 => Tier::Harmed,
                65..=86 => Tier::AtRisk,
                _ => Tier::Stable,
            },
            // A later cycle begins about where the last one ended.
            (_, Some(tier)) => self.drift(f, tier, [82, 15, 3], [32, 55, 13], [10, 20, 70]),
            _ => Tier::AtRisk,
        };
        let who = Who::Manager(self.families[f].center);
        if !self.assess(f, who, AssessmentMoment::Baseline, target) {
            return;
        }
        let cycle = self.families[f].state.cycle;
        let harmed = self.families[f].state.tier.as_ref().is_some_and(|held| held.tier == Tier::Harmed);
        if harmed {
            let days = self.chance(f, 3..=25);
            self.family_later(f, days, FamilyDue::SeekCaseworker(cycle));
        } else {
            let days = self.chance(f, 30..=70);
            self.family_later(f, days, FamilyDue::Look(cycle));
            if self.luck(f, 76) {
                let days = self.chance(f, 330..=400);
                self.family_later(f, days, FamilyDue::FinalWithoutAid(cycle));
            }
        }
    }

    pub(super) fn interim(&mut self, f: usize) {
        let Some(tier) = self.families[f].state.tier.as_ref().map(|held| held.tier) else { return };
        let target = self.drift(f, tier, [65, 30, 5], [15, 65, 20], [5, 20, 75]);
        let who = self.writer(f);
        self.assess(f, who, AssessmentMoment::Interim, target);
    }

    /// The final assessment of a year of focused aid, then the release.
    pub(super) fn final_with_aid(&mut self, f: usize) {
        let Some(tier) = self.families[f].state.tier.as_ref().map(|held| held.tier) else { return };
        let target = self.drift(f, tier, [40, 42, 18], [12, 52, 36], [4, 16, 80]);
        let who = self.writer(f);
        if !self.assess(f, who, AssessmentMoment::Final, target) {
            return;
        }
        let holding = self.families[f].holding;
        let ends_on = self.families[f].state.holding.as_ref().map(|holding| holding.ends_on);
        // The year ends on its day, or a little later when the final assessment came late.
        let left = ends_on.map_or(0, |ends_on| (ends_on - self.day).num_days().max(0)) as u64;
        let days = left + self.chance(f, 0..=12);
        if target == Tier::Harmed && self.luck(f, 25) {
            self.family_later(f, left.saturating_sub(5), FamilyDue::Renew(holding));
        } else {
            self.family_later(f, days, FamilyDue::Release(holding));
        }
    }

    pub(super) fn final_without_aid(&mut self, f: usize) {
        let Some(tier) = self.families[f].state.tier.as_ref().map(|held| held.tier) else { return };
        let target = self.drift(f, tier, [60, 30, 10], [16, 46, 38], [5, 15, 80]);
        let who = Who::Manager(self.families[f].center);
        if !self.assess(f, who, AssessmentMoment::Final, target) {
            return;
        }
        let cycle = self.families[f].state.cycle;
        let days = self.chance(f, 15..=60);
        let due = if target == Tier::Stable && self.luck(f, 35) {
            FamilyDue::Close(cycle)
        } else {
            FamilyDue::NextCycle(cycle)
        };
        self.family_later(f, days, due);
    }

    /// Where a family is after a while; weights of harmed, at risk and stable by where it was.
    fn drift(&mut self, f: usize, from: Tier, harmed: [u64; 3], at_risk: [u64; 3], stable: [u64; 3]) -> Tier {
        let weights = match from {
            Tier::Harmed => harmed,
            Tier::AtRisk => at_risk,
            Tier::Stable => stable,
        };
        let point = self.chance(f, 0..=weights.iter().sum::<u64>().saturating_sub(1));
        if point < weights[0] {
            Tier::Harmed
        } else if point < weights[0] + weights[1] {
            Tier::AtRisk
        } else {
            Tier::Stable
        }
    }

    /// Records an assessment and its tier. Of a few the manager overrides what was computed.
    fn assess(&mut self, f: usize, who: Who, moment: AssessmentMoment, target: Tier) -> bool {
        let assessment_id = AssessmentId(make(&mut self.families[f].rng));
        let Some(readings) = self.readings_for(f, moment, target, assessment_id) else { return false };
        let record = self.record(f, moment, &readings, assessment_id);
        if !self.family(f, who, record) {
            return false;
        }
        self.families[f].readings = readings;
        let override_with = (moment != AssessmentMoment::Interim && self.luck(f, 3)).then(|| {
            let tier = if target == Tier::AtRisk { Tier::Harmed } else { Tier::AtRisk };
            let text = self.pick(f, words::OVERRIDE_REASONS).unwrap_or_default();
            OverrideWith { tier, reason: self.personal(f, text) }
        });
        let who = if override_with.is_some() { Who::Manager(self.families[f].center) } else { who };
        let tier = self.tier(moment, override_with);
        self.family(f, who, tier)
    }

    fn record(
        &mut self,
        f: usize,
        moment: AssessmentMoment,
        readings: &BTreeMap<String, u8>,
        id: AssessmentId,
    ) -> RecordAssessment {
        let readings = readings
            .iter()
            .map(|(indicator, value)| Reading {
                indicator: indicator.clone(),
                value: *value,
                how_known: [HowKnown::Told, HowKnown::Told, HowKnown::Seen, HowKnown::Document]
                    .choose(&mut self.families[f].rng)
                    .copied()
                    .unwrap_or(HowKnown::Told),
                note: None,
            })
            .collect();
        RecordAssessment {
            assessment_id: id,
            moment,
            readings,
            visit_id: None,
            assessed_on: self.day,
            set_reference: self.set.reference,
            set: Arc::clone(&self.set),
            today: self.day,
        }
    }

    fn tier(&self, moment: AssessmentMoment, override_with: Option<OverrideWith>) -> AssignTier {
        AssignTier {
            moment,
            override_with,
            household_type: None,
            assigned_on: self.day,
            set: Arc::clone(&self.set),
            today: self.day,
        }
    }

    /// Readings that the rule places in the wanted tier: the last ones, moved step by step. `None` when the family cannot be assessed now.
    fn readings_for(
        &mut self,
        f: usize,
        moment: AssessmentMoment,
        target: Tier,
        id: AssessmentId,
    ) -> Option<BTreeMap<String, u8>> {
        let mut readings = self.families[f].readings.clone();
        let set = Arc::clone(&self.set);
        let rng = &mut self.families[f].rng;
        if readings.is_empty() {
            for indicator in &set.indicators {
                let value = match target {
                    Tier::Harmed => rng.random_range(0..=3),
                    Tier::AtRisk => rng.random_range(1..=3),
                    Tier::Stable => rng.random_range(2..=4),
                };
                readings.insert(indicator.code.clone(), value);
            }
        } else {
            // A year leaves its mark here and there.
            for value in readings.values_mut() {
                match rng.random_range(0..8) {
                    0 => *value = value.saturating_sub(1),
                    1 | 2 => *value = (*value + 1).min(4),
                    _ => {}
                }
            }
        }
        for _ in 0..120 {
            let found = self.try_readings(f, moment, &readings, id)?;
            let rng = &mut self.families[f].rng;
            let rank = |tier: Tier| match tier {
                Tier::Harmed => 0,
                Tier::AtRisk => 1,
                Tier::Stable => 2,
            };
            let (now, wanted) = (rank(found), rank(target));
            if now == wanted {
                break;
            }
            // Better means raising the lowest, worse means lowering anything.
            let lowest = readings.values().min().copied().unwrap_or(0);
            let movable: Vec<String> = readings
                .iter()
                .filter(|(_, value)| if now < wanted { **value == lowest && **value < 4 } else { **value > 0 })
                .map(|(code, _)| code.clone())
                .collect();
            let Some(code) = movable.choose(rng) else { break };
            if let Some(value) = readings.get_mut(code) {
                *value = if now < wanted { *value + 1 } else { *value - 1 };
            }
        }
        Some(readings)
    }

    /// The tier the rule finds for these readings, tried on a copy of the family.
    fn try_readings(
        &mut self,
        f: usize,
        moment: AssessmentMoment,
        readings: &BTreeMap<String, u8>,
        id: AssessmentId,
    ) -> Option<Tier> {
        let mut copy = self.families[f].state.clone();
        let record = self.record(f, moment, readings, id);
        let assign = self.tier(moment, None);
        for command in [FamilyCommand::from(record), FamilyCommand::from(assign)] {
            match copy.decide(&command) {
                Ok(events) => events.iter().for_each(|event| copy.evolve(event)),
                Err(refusal) => {
                    self.turned_down(command.name(), &refusal);
                    return None;
                }
            }
        }
        copy.tier.map(|held| held.tier)
    }
}
