//! Priority in three levels from two groups of indices: a rule as data, what it computes, and who may say otherwise (statement 95).

mod compute;
mod decide;
mod default_rule;
mod words;

pub use compute::{Lacking, compute};
pub use decide::{PriorityOverride, SetPriority};
pub use default_rule::{DEFAULT_PRIORITY_RULE_VERSION, default_priority_rule};
pub use words::{group_words, level_words};

use hamyar_events::neighborhood::PriorityRule;
use hamyar_events::{PriorityGroup, PriorityLevel};
use std::collections::BTreeSet;

use super::profile_indicator;
use crate::checks::Checks;
use crate::{InvalidField, Rule};

/// A rule with its version, as it is in force on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityRuleInForce {
    pub version: u32,
    pub rule: PriorityRule,
}

impl Default for PriorityRuleInForce {
    fn default() -> Self {
        Self { version: DEFAULT_PRIORITY_RULE_VERSION, rule: default_priority_rule() }
    }
}

/// The level of a score under a rule.
pub fn level_of(rule: &PriorityRule, score: u16) -> PriorityLevel {
    if score >= rule.first_from {
        PriorityLevel::First
    } else if score >= rule.second_from {
        PriorityLevel::Second
    } else {
        PriorityLevel::Third
    }
}

/// What is wrong with a rule, field by field: both groups once, weights from 1, known indicators each once, two different ends, cut-offs in order.
pub fn faults_of(rule: &PriorityRule) -> Result<(), Vec<InvalidField>> {
    let mut checks = Checks::new();
    let groups: BTreeSet<PriorityGroup> = rule.groups.iter().map(|one| one.group).collect();
    checks.fault_if(groups.len() != PriorityGroup::ALL.len(), "groups", Rule::Required);
    checks.fault_if(rule.groups.len() > groups.len(), "groups", Rule::Duplicate);
    let mut seen = BTreeSet::new();
    for (index, group) in rule.groups.iter().enumerate() {
        checks.range(format!("groups[{index}].weight"), group.weight.into(), 1, 1000);
        checks.fault_if(group.indicators.is_empty(), format!("groups[{index}].indicators"), Rule::Required);
        for (at, one) in group.indicators.iter().enumerate() {
            let field = |name: &str| format!("groups[{index}].indicators[{at}].{name}");
            checks.fault_if(profile_indicator(&one.indicator).is_none(), field("indicator"), Rule::Unknown);
            checks.fault_if(!seen.insert(one.indicator.as_str()), field("indicator"), Rule::Duplicate);
            checks.range(field("weight"), one.weight.into(), 1, 100);
            checks.fault_if(one.best_thousandths == one.worst_thousandths, field("worst"), Rule::Duplicate);
        }
    }
    checks.range("first_from", rule.first_from.into(), 2, 1000);
    let below = i64::from(rule.first_from).saturating_sub(1).max(1);
    checks.range("second_from", rule.second_from.into(), 1, below);
    checks.range("known_percent", rule.known_percent.into(), 1, 100);
    checks.done()
}
