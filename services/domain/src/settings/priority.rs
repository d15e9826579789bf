//! The rule by which neighborhoods get their priority, as versioned data (statement 95).

use chrono::NaiveDate;
use hamyar_events::SettingsEvent;
use hamyar_events::neighborhood::PriorityRule;
use hamyar_events::settings::PriorityRulePublished;
use serde::{Deserialize, Serialize};

use super::{Settings, SettingsRefusal};
use crate::checks::Checks;
use crate::neighborhood::{DEFAULT_PRIORITY_RULE_VERSION, PriorityRuleInForce, faults_of};

/// Publish the next version of the rule, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishPriorityRule {
    pub rule: PriorityRule,
    pub cause: String,
    pub effective_from: NaiveDate,
}

impl Settings {
    /// The rule in force on a day; the program's own before any was published.
    pub fn priority_rule(&self, day: NaiveDate) -> PriorityRuleInForce {
        let found = self.priority_rules.iter().rev().find(|one| one.effective_from <= day);
        found.map_or_else(PriorityRuleInForce::default, |one| PriorityRuleInForce {
            version: one.version,
            rule: one.rule.clone(),
        })
    }

    pub(super) fn publish_priority_rule(
        &self,
        wish: &PublishPriorityRule,
    ) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
        Checks::new().text("cause", &wish.cause, 2000).done::<SettingsRefusal>()?;
        faults_of(&wish.rule)?;
        let last = self.priority_rules.last();
        if last.is_some_and(|last| last.rule == wish.rule) {
            return Ok(Vec::new());
        }
        if let Some(last) = last.filter(|last| wish.effective_from < last.effective_from) {
            return Err(SettingsRefusal::EffectiveBeforeLast { last: last.effective_from });
        }
        let before = last.map_or(DEFAULT_PRIORITY_RULE_VERSION, |last| last.version);
        let published = PriorityRulePublished {
            version: before.saturating_add(1),
            rule: wish.rule.clone(),
            cause: wish.cause.clone(),
            effective_from: wish.effective_from,
        };
        Ok(vec![published.into()])
    }
}
