//! The rules of a neighborhood's roadmap.

use chrono::{Days, NaiveDate};
use hamyar_events::neighborhood::{ActionFacts, ActionPlanned, NeighborhoodEvent, RiskFacts, RoadmapAdopted};
use hamyar_events::{ActionId, AgencyId, RiskId};
use std::collections::BTreeSet;

use super::{
    ActionKnown, ActionState, AdoptRoadmap, ChangeAction, CompleteAction, DropAction, IdentifyRisk, MatchAction,
    PlanAction, ProgressAction, ReassessRisk, RetitleRisk, RiskKnown, Roadmap, UnmatchAction,
};
use crate::Rule;
use crate::checks::{Checks, EARLIEST_DATE};
use crate::neighborhood::{NeighborhoodRefusal, NeighborhoodRefusal as Refusal};

type Decided = Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal>;

/// Agencies that answer for one action at most; the documents have six.
const AGENCIES_MAX: usize = 12;
/// A roadmap looks twenty years ahead at most.
const MONTHS_MAX: i64 = 240;

fn one(event: impl Into<NeighborhoodEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl Roadmap {
    pub(in crate::neighborhood) fn identify(&self, command: &IdentifyRisk) -> Decided {
        let risk = &command.risk;
        let mut checks = Checks::new();
        checks.text("title", &risk.title, 200);
        facts_of_risk(&mut checks, &risk.facts);
        checks.past("identified_on", risk.identified_on, command.today);
        checks.done::<Refusal>()?;
        match self.risks.get(&risk.risk_id) {
            Some(known) if known.title == risk.title && known.facts == risk.facts => Ok(Vec::new()),
            Some(_) => Err(Refusal::RiskKnown),
            None => one(risk.clone()),
        }
    }

    pub(in crate::neighborhood) fn retitle(&self, command: &RetitleRisk) -> Decided {
        let title = &command.title;
        let mut checks = Checks::new();
        checks.text("title", &title.title, 200);
        if let Some(reason) = &title.reason {
            checks.text("reason", reason, 1000);
        }
        checks.past("retitled_on", title.retitled_on, command.today);
        checks.done::<Refusal>()?;
        let known = self.risk(title.risk_id)?;
        if known.title == title.title { Ok(Vec::new()) } else { one(title.clone()) }
    }

    pub(in crate::neighborhood) fn reassess(&self, command: &ReassessRisk) -> Decided {
        let mut checks = Checks::new();
        facts_of_risk(&mut checks, &command.facts.facts);
        checks.past("reassessed_on", command.facts.reassessed_on, command.today);
        checks.done::<Refusal>()?;
        let known = self.risk(command.facts.risk_id)?;
        if known.facts == command.facts.facts { Ok(Vec::new()) } else { one(command.facts.clone()) }
    }

    pub(in crate::neighborhood) fn adopt(&self, command: &AdoptRoadmap) -> Decided {
        let mut checks = Checks::new();
        for (field, months) in [
            ("short_months", command.short_months),
            ("medium_months", command.medium_months),
            ("long_months", command.long_months),
        ] {
            if let Some(months) = months {
                checks.range(field, months.into(), 1, MONTHS_MAX);
            }
        }
        let longer = |one: Option<u16>, other: Option<u16>| one.zip(other).is_some_and(|(one, other)| one > other);
        checks.fault_if(longer(command.short_months, command.medium_months), "medium_months", Rule::BeforeStart);
        let before =
            longer(command.medium_months, command.long_months) || longer(command.short_months, command.long_months);
        checks.fault_if(before, "long_months", Rule::BeforeStart);
        for (field, text) in [("audience", &command.audience), ("period", &command.period)] {
            if let Some(text) = text {
                checks.text(field, text, 200);
            }
        }
        checks.past("adopted_on", command.adopted_on, command.today);
        checks.done::<Refusal>()?;
        self.risk(command.risk_id)?;
        let kept = self.actions.iter().filter(|(_, action)| action.state != ActionState::Dropped);
        let action_ids: Vec<ActionId> = kept.map(|(id, _)| *id).collect();
        if action_ids.is_empty() {
            return Err(Refusal::RoadmapWithoutActions);
        }
        let last = self.adopted.as_ref();
        let adopted = RoadmapAdopted {
            version: last.map_or(0, |last| last.version).saturating_add(1),
            risk_id: command.risk_id,
            short_months: command.short_months,
            medium_months: command.medium_months,
            long_months: command.long_months,
            audience: command.audience.clone(),
            period: command.period.clone(),
            action_ids,
            adopted_on: command.adopted_on,
            source: command.source.clone(),
        };
        // A version that says nothing new is none.
        let same = last.is_some_and(|last| {
            let as_before = RoadmapAdopted {
                version: last.version,
                adopted_on: last.adopted_on,
                source: last.source.clone(),
                ..adopted.clone()
            };
            *last == as_before
        });
        if same { Ok(Vec::new()) } else { one(adopted) }
    }

    pub(in crate::neighborhood) fn plan(&self, command: &PlanAction) -> Decided {
        let mut checks = Checks::new();
        facts_of_action(&mut checks, &command.facts, command.planned_on);
        checks.past("planned_on", command.planned_on, command.today);
        checks.done::<Refusal>()?;
        match self.actions.get(&command.action_id) {
            Some(known) if known.facts == command.facts => return Ok(Vec::new()),
            Some(_) => return Err(Refusal::ActionKnown),
            None => {}
        }
        let number = self.last_number.checked_add(1).ok_or(Refusal::ActionKnown)?;
        one(ActionPlanned {
            action_id: command.action_id,
            number,
            facts: command.facts.clone(),
            planned_on: command.planned_on,
            source: command.source.clone(),
        })
    }

    pub(in crate::neighborhood) fn change(&self, command: &ChangeAction) -> Decided {
        let changed = &command.action;
        let mut checks = Checks::new();
        facts_of_action(&mut checks, &changed.facts, EARLIEST_DATE);
        checks.past("changed_on", changed.changed_on, command.today);
        checks.done::<Refusal>()?;
        let known = self.going(changed.action_id)?;
        if known.facts == changed.facts { Ok(Vec::new()) } else { one(changed.clone()) }
    }

    pub(in crate::neighborhood) fn progress(&self, command: &ProgressAction) -> Decided {
        let progress = &command.progress;
        evidence(&progress.evidence, "progressed_on", progress.progressed_on, command.today)?;
        let known = self.of_agency(progress.action_id, progress.agency_id)?;
        let said = known
            .last_word
            .as_ref()
            .is_some_and(|(agency, words)| (*agency, words) == (progress.agency_id, &progress.evidence));
        if said { Ok(Vec::new()) } else { one(progress.clone()) }
    }

    pub(in crate::neighborhood) fn complete(&self, command: &CompleteAction) -> Decided {
        let done = &command.completion;
        evidence(&done.evidence, "completed_on", done.completed_on, command.today)?;
        self.of_agency(done.action_id, done.agency_id)?;
        one(done.clone())
    }

    pub(in crate::neighborhood) fn drop_action(&self, command: &DropAction) -> Decided {
        let dropped = &command.drop;
        evidence(&dropped.evidence, "dropped_on", dropped.dropped_on, command.today)?;
        match dropped.agency_id {
            Some(agency) => self.of_agency(dropped.action_id, agency)?,
            None => self.going(dropped.action_id)?,
        };
        one(dropped.clone())
    }

    pub(in crate::neighborhood) fn same(&self, command: &MatchAction) -> Decided {
        let same = &command.same;
        Checks::new().past("matched_on", same.matched_on, command.today).done::<Refusal>()?;
        let known = self.actions.get(&same.action_id).ok_or(Refusal::UnknownAction)?;
        // Two actions of one neighborhood are two.
        if self.actions.contains_key(&same.other_action_id) {
            return Err(Refusal::SameNeighborhood);
        }
        if known.same_as.contains(&same.other_action_id) { Ok(Vec::new()) } else { one(same.clone()) }
    }

    pub(in crate::neighborhood) fn apart(&self, command: &UnmatchAction) -> Decided {
        let apart = &command.apart;
        Checks::new().past("unmatched_on", apart.unmatched_on, command.today).done::<Refusal>()?;
        let known = self.actions.get(&apart.action_id).ok_or(Refusal::UnknownAction)?;
        if known.same_as.contains(&apart.other_action_id) {
            one(apart.clone())
        } else {
            Err(Refusal::ActionsNotMatched)
        }
    }

    fn risk(&self, id: RiskId) -> Result<&RiskKnown, Refusal> {
        self.risks.get(&id).ok_or(Refusal::UnknownRisk)
    }

    /// An action that is neither done nor dropped.
    fn going(&self, id: ActionId) -> Result<&ActionKnown, Refusal> {
        let known = self.actions.get(&id).ok_or(Refusal::UnknownAction)?;
        match known.state {
            ActionState::Planned | ActionState::InProgress => Ok(known),
            ActionState::Done | ActionState::Dropped => Err(Refusal::ActionOver),
        }
    }

    /// An action of an adopted roadmap that this agency answers for.
    fn of_agency(&self, id: ActionId, agency: AgencyId) -> Result<&ActionKnown, Refusal> {
        let known = self.going(id)?;
        if !known.facts.agency_ids.contains(&agency) {
            return Err(Refusal::NotItsAction);
        }
        if known.adopted { Ok(known) } else { Err(Refusal::ActionNotAdopted) }
    }
}

fn facts_of_risk(checks: &mut Checks, facts: &RiskFacts) {
    checks.range("priority", facts.priority.into(), 1, 20);
    for (index, code) in facts.maps_to.iter().enumerate() {
        checks.code(format!("maps_to[{index}]"), code);
    }
    let distinct: BTreeSet<&String> = facts.maps_to.iter().collect();
    checks.fault_if(distinct.len() < facts.maps_to.len(), "maps_to", Rule::Duplicate);
}

fn facts_of_action(checks: &mut Checks, facts: &ActionFacts, earliest_due: NaiveDate) {
    checks.text("text", &facts.text, 500);
    let distinct: BTreeSet<&AgencyId> = facts.agency_ids.iter().collect();
    checks.fault_if(distinct.is_empty(), "agency_ids", Rule::Required);
    checks.fault_if(distinct.len() < facts.agency_ids.len(), "agency_ids", Rule::Duplicate);
    let too_many = distinct.len() > AGENCIES_MAX;
    checks.fault_if(too_many, "agency_ids", Rule::OutOfRange { min: 1, max: AGENCIES_MAX as i64 });
    let capitals: BTreeSet<_> = facts.capitals.iter().collect();
    checks.fault_if(capitals.len() < facts.capitals.len(), "capitals", Rule::Duplicate);
    if let Some(due) = facts.due_on {
        let latest = earliest_due.max(EARLIEST_DATE).checked_add_days(Days::new(366 * 200)).unwrap_or(NaiveDate::MAX);
        checks.between("due_on", due, earliest_due, latest);
    }
}

fn evidence(words: &str, field: &'static str, on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    Checks::new().text("evidence", words, 2000).past(field, on, today).done()
}
