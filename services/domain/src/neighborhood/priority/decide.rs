//! Giving a neighborhood its priority.

use chrono::NaiveDate;
use hamyar_events::neighborhood::*;
use hamyar_events::{NeighborhoodEvent, PriorityLevel};
use serde::{Deserialize, Serialize};

use super::super::{Neighborhood, NeighborhoodRefusal};
use super::{PriorityRuleInForce, compute};
use crate::Rule;
use crate::checks::Checks;

/// Give the neighborhood the priority that the rule computes, or another one with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetPriority {
    /// Another level than the computed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<PriorityOverride>,
    /// What made somebody look again; needed once a priority was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    pub set_on: NaiveDate,
    /// The rule in force.
    #[serde(skip)]
    pub rule: PriorityRuleInForce,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Another level, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriorityOverride {
    pub level: PriorityLevel,
    pub reason: String,
}

impl Neighborhood {
    pub(in super::super) fn set_priority(
        &self,
        command: &SetPriority,
    ) -> Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal> {
        self.known()?;
        let mut checks = Checks::new();
        checks.past("set_on", command.set_on, command.today);
        if let Some(given) = &command.given {
            checks.text("override.reason", &given.reason, 2000);
        }
        let cause = command.cause.as_deref().map(str::trim).filter(|cause| !cause.is_empty());
        if let Some(cause) = cause {
            checks.at_most("cause", cause, 2000);
        }
        checks.done::<NeighborhoodRefusal>()?;
        let profile = self.profile.as_ref().ok_or(NeighborhoodRefusal::NoProfile)?;
        let computed = compute(&command.rule, profile).map_err(|lacking| NeighborhoodRefusal::ProfileLacksFigures {
            missing: lacking.into_iter().flat_map(|one| one.missing).collect(),
        })?;
        // A level that the rule gives anyway needs no reason of its own.
        let given = command.given.as_ref().filter(|given| given.level != computed.level);
        let priority = PriorityGiven {
            level: given.map_or(computed.level, |given| given.level),
            override_reason: given.map(|given| given.reason.clone()),
            computed,
        };
        match &self.case.priority {
            None => Ok(vec![NeighborhoodPrioritySet { priority, set_on: command.set_on }.into()]),
            Some(before) if *before == priority => Ok(Vec::new()),
            Some(before) => {
                Checks::new().fault_if(cause.is_none(), "cause", Rule::Required).done::<NeighborhoodRefusal>()?;
                let cause = cause.unwrap_or_default().to_owned();
                let again = NeighborhoodReprioritized { before: before.level, priority, cause, set_on: command.set_on };
                Ok(vec![again.into()])
            }
        }
    }
}
