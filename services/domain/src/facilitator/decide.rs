//! The rules of a facilitator.

use hamyar_events::FacilitatorEvent;
use hamyar_events::facilitator::FacilitatorFacts;
use std::collections::BTreeSet;

use super::{Facilitator, FacilitatorCommand, FacilitatorRefusal, is_below_bachelor};
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<FacilitatorEvent>, FacilitatorRefusal>;

fn one(event: impl Into<FacilitatorEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl Facilitator {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &FacilitatorCommand) -> Decided {
        match command {
            FacilitatorCommand::NominateFacilitator(command) => {
                let nomination = &command.nomination;
                let mut checks = Checks::new();
                checks.code("code", &nomination.code);
                facts(&mut checks, &nomination.facts);
                checks.past("nominated_on", nomination.nominated_on, command.today).done::<FacilitatorRefusal>()?;
                if self.level.is_some() {
                    return Err(FacilitatorRefusal::AlreadyNominated);
                }
                one(nomination.clone())
            }
            FacilitatorCommand::ChangeFacilitator(command) => {
                let change = &command.change;
                let mut checks = Checks::new();
                facts(&mut checks, &change.facts);
                checks.past("changed_on", change.changed_on, command.today).done::<FacilitatorRefusal>()?;
                self.active()?;
                one(change.clone())
            }
            FacilitatorCommand::ConfirmFacilitator(command) => {
                let confirmation = &command.confirmation;
                let mut checks = Checks::new();
                if let Some(exception) = &confirmation.exception {
                    checks.text("exception", exception, 1000);
                }
                checks.past("confirmed_on", confirmation.confirmed_on, command.today).done::<FacilitatorRefusal>()?;
                self.active()?;
                if self.confirmed_on.is_some() {
                    return Ok(Vec::new());
                }
                // Level 1 is named by the client; only those who are sent by an NGO are held to the degree.
                let asked = self.level == Some(hamyar_events::FacilitatorLevel::Two);
                if asked && self.education.is_none_or(is_below_bachelor) && confirmation.exception.is_none() {
                    return Err(FacilitatorRefusal::BelowBachelor);
                }
                one(confirmation.clone())
            }
            FacilitatorCommand::DeliverPlan(command) => {
                let plan = &command.plan;
                Checks::new().past("delivered_on", plan.delivered_on, command.today).done::<FacilitatorRefusal>()?;
                self.active()?;
                let same = self.plans.get(&plan.neighborhood_id) == Some(&plan.delivered_on);
                if same { Ok(Vec::new()) } else { one(plan.clone()) }
            }
            FacilitatorCommand::LeaveFacilitation(command) => {
                Checks::new().past("left_on", command.leave.left_on, command.today).done::<FacilitatorRefusal>()?;
                self.nominated()?;
                if self.left_on.is_some() { Ok(Vec::new()) } else { one(command.leave.clone()) }
            }
        }
    }

    fn nominated(&self) -> Result<(), FacilitatorRefusal> {
        if self.level.is_some() { Ok(()) } else { Err(FacilitatorRefusal::NotNominated) }
    }

    fn active(&self) -> Result<(), FacilitatorRefusal> {
        self.nominated()?;
        if self.left_on.is_some() { Err(FacilitatorRefusal::Left) } else { Ok(()) }
    }
}

fn facts(checks: &mut Checks, facts: &FacilitatorFacts) {
    checks.optional_personal("name", &facts.name, 100);
    checks.optional_personal("degree", &facts.degree, 200);
    if let Some(organization) = &facts.organization {
        checks.text("organization", organization, 200);
    }
    for (index, code) in facts.criteria.iter().enumerate() {
        checks.code(format!("criteria[{index}]"), code);
    }
    let distinct: BTreeSet<&String> = facts.criteria.iter().collect();
    checks.fault_if(distinct.len() < facts.criteria.len(), "criteria", Rule::Duplicate);
}
