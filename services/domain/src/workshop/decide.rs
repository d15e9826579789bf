//! The rules of a workshop.

use chrono::Days;
use hamyar_events::workshop::{MaterialListed, TraineeRegistered};
use hamyar_events::{FacilitatorId, MaterialKind, MaterialState, TestMoment, TraineeId, WorkshopEvent, WorkshopKind};
use std::collections::BTreeSet;

use super::*;
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<WorkshopEvent>, WorkshopRefusal>;

/// A workshop is planned at most so many days ahead: one year.
const DAYS_AHEAD: u64 = 366;
const HOURS_MAX: i64 = 400;
/// One sitting is over within a day.
const SITTING_HOURS_MAX: i64 = 12;
const TRAINEES_MAX: i64 = 500;
/// Things put on the checklist in one go.
const MATERIALS_MAX: i64 = 50;

fn one(event: impl Into<WorkshopEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl Workshop {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &WorkshopCommand) -> Decided {
        match command {
            WorkshopCommand::PlanWorkshop(command) => self.plan(command),
            WorkshopCommand::SetLead(command) => self.set_lead(command),
            WorkshopCommand::RegisterTrainees(command) => self.register(command),
            WorkshopCommand::HoldSitting(command) => self.hold(command),
            WorkshopCommand::StrikeSitting(command) => {
                self.planned()?;
                let known = self.sittings.contains_key(&command.sitting.sitting_id);
                if known { one(command.sitting.clone()) } else { Err(WorkshopRefusal::UnknownSitting) }
            }
            WorkshopCommand::TestTrainee(command) => self.test(command),
            WorkshopCommand::RecordFinding(command) => self.find(command),
            WorkshopCommand::ListMaterials(command) => self.list_materials(command),
            WorkshopCommand::MarkMaterial(command) => self.mark(command),
        }
    }

    fn plan(&self, command: &PlanWorkshop) -> Decided {
        let plan = &command.plan;
        let ahead = command.today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(command.today);
        let mut checks = Checks::new();
        checks.text("title", &plan.title, 200);
        let is_class = plan.kind == WorkshopKind::NeighborhoodClass;
        checks.fault_if(is_class && plan.neighborhood_id.is_none(), "neighborhood_id", Rule::Required);
        checks.fault_if(!is_class && plan.neighborhood_id.is_some(), "neighborhood_id", Rule::NotExpected);
        for (field, text) in [("audience", &plan.audience), ("risk_title", &plan.risk_title)] {
            if let Some(text) = text {
                checks.text(field, text, 200);
            }
        }
        checks.range("planned_hours", plan.planned_hours.into(), 1, HOURS_MAX);
        if let Some(persons) = plan.planned_persons {
            checks.range("planned_persons", persons.into(), 1, TRAINEES_MAX);
        }
        checks.past("starts_on", plan.starts_on, ahead).done::<WorkshopRefusal>()?;
        if self.kind.is_some() { Err(WorkshopRefusal::AlreadyPlanned) } else { one(plan.clone()) }
    }

    fn set_lead(&self, command: &SetLead) -> Decided {
        let lead = &command.lead;
        let mut checks = Checks::new();
        if let Some(reason) = &lead.reason {
            checks.text("reason", reason, 1000);
        }
        checks.past("set_on", lead.set_on, command.today).done::<WorkshopRefusal>()?;
        self.planned()?;
        if self.lead == Some(lead.facilitator_id) { Ok(Vec::new()) } else { one(lead.clone()) }
    }

    fn register(&self, command: &RegisterTrainees) -> Decided {
        let count = i64::try_from(command.trainees.len()).unwrap_or(i64::MAX);
        let mut checks = Checks::new();
        checks.range("trainees", count, 1, TRAINEES_MAX);
        let facilitators: Vec<FacilitatorId> = command.trainees.iter().filter_map(|one| one.facilitator_id).collect();
        let distinct: BTreeSet<&FacilitatorId> = facilitators.iter().collect();
        checks.fault_if(distinct.len() < facilitators.len(), "trainees", Rule::Duplicate);
        // Only the training of facilitators knows who somebody is.
        let is_class = self.kind == Some(WorkshopKind::NeighborhoodClass);
        checks.fault_if(is_class && !facilitators.is_empty(), "trainees", Rule::NotExpected);
        checks.past("registered_on", command.registered_on, command.today).done::<WorkshopRefusal>()?;
        self.planned()?;
        let known = |wanted: &FacilitatorId| self.trainees.values().any(|one| one.as_ref() == Some(wanted));
        if facilitators.iter().any(known) {
            return Err(WorkshopRefusal::FacilitatorRegistered);
        }
        let mut number = self.last_number;
        let fresh = command.trainees.iter().filter(|one| !self.trainees.contains_key(&one.trainee_id));
        let registered = fresh.map(|one| {
            number = number.saturating_add(1);
            let registered = TraineeRegistered {
                trainee_id: one.trainee_id,
                number,
                facilitator_id: one.facilitator_id,
                sex: one.sex,
                registered_on: command.registered_on,
            };
            registered.into()
        });
        Ok(registered.collect())
    }

    fn hold(&self, command: &HoldSitting) -> Decided {
        let held = &command.sitting;
        let mut checks = Checks::new();
        checks.past("held_on", held.held_on, command.today);
        checks.range("hours", held.hours.into(), 1, SITTING_HOURS_MAX);
        if let Some(topic) = &held.topic {
            checks.text("topic", topic, 200);
        }
        let distinct: BTreeSet<TraineeId> = held.present.iter().map(|one| one.trainee_id).collect();
        checks.fault_if(held.present.is_empty(), "present", Rule::Required);
        checks.fault_if(distinct.len() < held.present.len(), "present", Rule::Duplicate);
        // Nobody was there longer than it lasted.
        for (index, who) in held.present.iter().enumerate() {
            if let Some(hours) = who.hours {
                checks.range(format!("present[{index}].hours"), hours.into(), 1, held.hours.into());
            }
        }
        checks.done::<WorkshopRefusal>()?;
        self.planned()?;
        if !distinct.iter().all(|id| self.trainees.contains_key(id)) {
            return Err(WorkshopRefusal::UnknownTrainee);
        }
        let same = self.sittings.get(&held.sitting_id).is_some_and(|known| {
            (known.held_on, known.hours, &known.topic, &known.present)
                == (held.held_on, held.hours, &held.topic, &held.present)
        });
        if same { Ok(Vec::new()) } else { one(held.clone()) }
    }

    fn test(&self, command: &TestTrainee) -> Decided {
        let test = &command.test;
        Checks::new().range("score", test.score.into(), 0, 100).done::<WorkshopRefusal>()?;
        self.planned()?;
        if !self.trainees.contains_key(&test.trainee_id) {
            return Err(WorkshopRefusal::UnknownTrainee);
        }
        if self.sittings.is_empty() && test.moment == TestMoment::After {
            return Err(WorkshopRefusal::NothingHeld);
        }
        let known = self.tests.get(&test.trainee_id).copied().unwrap_or_default();
        let same = known[usize::from(test.moment == TestMoment::After)] == Some(test.score);
        if same { Ok(Vec::new()) } else { one(test.clone()) }
    }

    fn find(&self, command: &RecordFinding) -> Decided {
        let finding = &command.finding;
        let mut checks = Checks::new();
        checks.range("phase", finding.phase.into(), 1, 2);
        let distinct: BTreeSet<_> = finding.assessors.iter().collect();
        checks.fault_if(distinct.is_empty(), "assessors", Rule::Required);
        checks.fault_if(distinct.len() < finding.assessors.len(), "assessors", Rule::Duplicate);
        checks.text("text", &finding.text, 1000);
        checks.past("recorded_on", finding.recorded_on, command.today).done::<WorkshopRefusal>()?;
        self.planned()?;
        let said = (finding.phase, finding.kind, finding.text.clone());
        if self.findings.contains(&said) { Ok(Vec::new()) } else { one(finding.clone()) }
    }

    fn list_materials(&self, command: &ListMaterials) -> Decided {
        let count = i64::try_from(command.materials.len()).unwrap_or(i64::MAX);
        let mut checks = Checks::new();
        checks.range("materials", count, 1, MATERIALS_MAX);
        let mut named = BTreeSet::new();
        for (index, one) in command.materials.iter().enumerate() {
            let field = format!("materials[{index}].title");
            match &one.title {
                Some(title) => checks.text(field, title, 200),
                // Only the words say what another thing is.
                None => checks.fault_if(one.kind == MaterialKind::Other, field, Rule::Required),
            };
            named.insert((one.kind, &one.title));
        }
        checks.fault_if(named.len() < command.materials.len(), "materials", Rule::Duplicate);
        checks.past("listed_on", command.listed_on, command.today).done::<WorkshopRefusal>()?;
        self.planned()?;
        if self.materials.values().any(|one| named.contains(&(one.kind, &one.title))) {
            return Err(WorkshopRefusal::MaterialListed);
        }
        let listed = command.materials.iter().map(|one| {
            let listed = MaterialListed {
                material_id: one.material_id,
                kind: one.kind,
                title: one.title.clone(),
                listed_on: command.listed_on,
                source: command.source.clone(),
            };
            listed.into()
        });
        Ok(listed.collect())
    }

    /// What is missing, or why a thing is not needed, is said in a word; a mark that was wrong is followed by another.
    fn mark(&self, command: &MarkMaterial) -> Decided {
        let mark = &command.mark;
        let known = self.materials.get(&mark.material_id);
        let mut checks = Checks::new();
        let asks = matches!(mark.state, MaterialState::Missing | MaterialState::NotNeeded);
        match &mark.note {
            Some(note) => checks.text("note", note, 300),
            None => checks.fault_if(asks, "note", Rule::Required),
        };
        let earliest = known.map_or(mark.marked_on, |one| one.listed_on.min(command.today));
        checks.between("marked_on", mark.marked_on, earliest, command.today).done::<WorkshopRefusal>()?;
        self.planned()?;
        let known = known.ok_or(WorkshopRefusal::UnknownMaterial)?;
        let same = (known.state, &known.note) == (mark.state, &mark.note);
        if same { Ok(Vec::new()) } else { one(mark.clone()) }
    }

    fn planned(&self) -> Result<(), WorkshopRefusal> {
        if self.kind.is_some() { Ok(()) } else { Err(WorkshopRefusal::NotPlanned) }
    }
}
