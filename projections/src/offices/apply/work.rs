//! Meetings, tasks, steps and groups.

use hamyar_events::*;

use super::super::file::*;
use crate::views::NamedRef;

pub(super) fn take_in(file: &mut OfficeFile, event: &OfficeEvent) {
    match event {
        OfficeEvent::OfficeMeetingHeld(event) => file.meetings.push(OfficeMeeting {
            kind: event.kind,
            subject: event.subject.clone(),
            persons: event.persons.into(),
            neighborhood: event.neighborhood_id.map(|id| NamedRef::unnamed(id.0)),
            held_on: event.held_on.into(),
        }),
        OfficeEvent::OfficeTaskProgressed(event) => {
            for id in &event.neighborhood_ids {
                file.tasks.retain(|one| one.neighborhood_id != id.0 || one.task != event.task);
                file.tasks.push(OfficeTask {
                    task: event.task.clone(),
                    neighborhood_id: id.0,
                    state: event.state,
                    evidence: event.evidence.clone(),
                    on: event.progressed_on.into(),
                });
            }
        }
        OfficeEvent::OfficeStepBegun(event) => {
            step(file, &event.step, event.neighborhood_id).begun_on = Some(event.begun_on.into());
        }
        OfficeEvent::OfficeStepCompleted(event) => {
            step(file, &event.step, event.neighborhood_id).completed_on = Some(event.completed_on.into());
        }
        OfficeEvent::GroupWorkshopHeld(event) => file.groups.push(LocalGroup {
            group_id: event.group_id.0,
            neighborhood: NamedRef::unnamed(event.neighborhood_id.0),
            topic: event.topic.clone(),
            stage: GroupStage::Workshop,
            next: after(GroupStage::Workshop),
            persons: event.persons.into(),
            aims: None,
            scope: None,
            role: None,
            months: None,
            conflict_rule: None,
            power: None,
            permit: None,
            statute: None,
            course: vec![GroupMoment { stage: GroupStage::Workshop, on: event.held_on.into(), evidence: None }],
        }),
        OfficeEvent::GroupFormed(event) => {
            if let Some(group) = file.groups.iter_mut().find(|one| one.group_id == event.group_id.0) {
                let facts = &event.facts;
                group.topic.clone_from(&facts.topic);
                group.persons = facts.members.into();
                group.aims = Some(facts.aims.clone());
                group.scope = Some(facts.scope.clone());
                group.role = Some(facts.role.clone());
                group.months = Some(facts.months.into());
                group.conflict_rule = Some(facts.conflict_rule.clone());
                reach(group, GroupStage::Informal, event.formed_on.into(), None);
            }
        }
        OfficeEvent::GroupAdvanced(event) => {
            if let Some(group) = file.groups.iter_mut().find(|one| one.group_id == event.group_id.0) {
                group.persons = event.members.map_or(group.persons, i64::from);
                group.power = event.power.clone().or(group.power.take());
                group.permit = event.permit.clone().or(group.permit.take());
                group.statute = event.statute.clone().or(group.statute.take());
                reach(group, event.stage, event.advanced_on.into(), Some(event.evidence.clone()));
            }
        }
        _ => {}
    }
}

fn step<'a>(file: &'a mut OfficeFile, code: &str, id: NeighborhoodId) -> &'a mut OfficeStep {
    let known = file.steps.iter().position(|one| one.step == code && one.neighborhood_id == id.0);
    let at = known.unwrap_or(file.steps.len());
    if known.is_none() {
        file.steps.push(OfficeStep {
            step: code.to_owned(),
            neighborhood_id: id.0,
            begun_on: None,
            completed_on: None,
        });
    }
    &mut file.steps[at]
}

fn reach(group: &mut LocalGroup, stage: GroupStage, on: crate::views::CivilDate, evidence: Option<String>) {
    (group.stage, group.next) = (stage, after(stage));
    group.course.push(GroupMoment { stage, on, evidence });
}

fn after(stage: GroupStage) -> Option<GroupStage> {
    GroupStage::ALL.iter().copied().find(|next| *next > stage)
}
