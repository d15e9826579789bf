//! Needs profiles and action plans.

use hamyar_events::office::{MoneyLine, PlanSheet};
use hamyar_events::*;

use super::super::file::*;
use crate::views::{CivilDate, NamedRef};

pub(super) fn take_in(file: &mut OfficeFile, event: &OfficeEvent) {
    match event {
        OfficeEvent::NeedsProfileDrafted(event) => {
            let before = file.profiles.iter().position(|one| one.neighborhood.id == event.neighborhood_id.0);
            let judgements = before.map(|at| file.profiles.remove(at).judgements).unwrap_or_default();
            file.profiles.push(NeedsProfile {
                neighborhood: NamedRef::unnamed(event.neighborhood_id.0),
                version: event.version.into(),
                state: NeedsProfileState::Drafted,
                facilities: event.facilities.clone(),
                abnormalities: event.abnormalities.clone(),
                needs: event.needs.clone(),
                drafted_on: event.drafted_on.into(),
                judgements,
                notified: Vec::new(),
                notified_on: None,
            });
        }
        OfficeEvent::NeedsProfileJudged(event) => {
            if let Some(profile) = profile(file, event.neighborhood_id) {
                profile.state = match (event.outcome, event.body) {
                    (ApprovalOutcome::Returned, _) => NeedsProfileState::Returned,
                    (ApprovalOutcome::Approved, ApprovalBody::Committee) => NeedsProfileState::InHeadquarters,
                    (ApprovalOutcome::Approved, ApprovalBody::Headquarters) => NeedsProfileState::Approved,
                };
                profile.judgements.push(ProfileJudgement {
                    version: event.version.into(),
                    body: event.body,
                    outcome: event.outcome,
                    reason: event.reason.clone(),
                    on: event.judged_on.into(),
                });
            }
        }
        OfficeEvent::NeedsProfileNotified(event) => {
            if let Some(profile) = profile(file, event.neighborhood_id) {
                profile.state = NeedsProfileState::Notified;
                profile.notified_on = Some(event.notified_on.into());
                for id in &event.agency_ids {
                    if profile.notified.iter().all(|agency| agency.id != id.0) {
                        profile.notified.push(NamedRef::unnamed(id.0));
                    }
                }
            }
        }
        OfficeEvent::ActionPlanDrafted(event) => {
            let neighborhood = NamedRef::unnamed(event.neighborhood_id.0);
            file.plans.push(plan(event.plan_id, neighborhood, &event.sheet, &event.lines, event.drafted_on.into()));
        }
        OfficeEvent::ActionPlanChanged(event) => {
            if let Some(known) = file.plans.iter_mut().find(|one| one.plan_id == event.plan_id.0) {
                let neighborhood = known.neighborhood.clone();
                *known = plan(event.plan_id, neighborhood, &event.sheet, &event.lines, event.changed_on.into());
            }
        }
        OfficeEvent::ActionPlanJudged(event) => {
            if let Some(plan) = file.plans.iter_mut().find(|one| one.plan_id == event.plan_id.0) {
                if let Some(said) = plan.agencies.iter_mut().find(|one| one.agency.id == event.agency_id.0) {
                    (said.outcome, said.reason) = (Some(event.outcome), event.reason.clone());
                    said.on = Some(event.judged_on.into());
                }
                plan.state = said_of(plan);
            }
        }
        OfficeEvent::ActionPlanProgressed(event) => {
            if let Some(plan) = file.plans.iter_mut().find(|one| one.plan_id == event.plan_id.0) {
                plan.state = match event.state {
                    PlanState::Begun => ActionPlanState::Begun,
                    PlanState::Done => ActionPlanState::Done,
                    PlanState::Dropped => ActionPlanState::Dropped,
                };
                plan.evidence = Some(event.evidence.clone());
                plan.progressed_on = Some(event.progressed_on.into());
            }
        }
        _ => {}
    }
}

fn profile(file: &mut OfficeFile, id: NeighborhoodId) -> Option<&mut NeedsProfile> {
    file.profiles.iter_mut().find(|one| one.neighborhood.id == id.0)
}

/// What agencies made of a plan that has not begun: one that gives it back is enough, all are needed to approve it.
fn said_of(plan: &ActionPlan) -> ActionPlanState {
    let said = |outcome| move |one: &AgencyJudgement| one.outcome == Some(outcome);
    if plan.agencies.iter().any(said(ApprovalOutcome::Returned)) {
        ActionPlanState::Returned
    } else if plan.agencies.iter().all(said(ApprovalOutcome::Approved)) {
        ActionPlanState::Approved
    } else {
        ActionPlanState::Drafted
    }
}

fn plan(
    id: PlanId,
    neighborhood: NamedRef,
    sheet: &PlanSheet,
    lines: &[MoneyLine],
    drafted_on: CivilDate,
) -> ActionPlan {
    let line = |line: &MoneyLine| PlanLine {
        title: line.title.clone(),
        amount_rials: line.amount_rials,
        source: line.source.clone(),
    };
    let asked =
        |id: &AgencyId| AgencyJudgement { agency: NamedRef::unnamed(id.0), outcome: None, reason: None, on: None };
    ActionPlan {
        plan_id: id.0,
        neighborhood,
        state: ActionPlanState::Drafted,
        title: sheet.title.clone(),
        domain: sheet.domain,
        measures: sheet.measures.clone(),
        scale: sheet.scale.clone(),
        beneficiaries: sheet.beneficiaries.clone(),
        persons: sheet.persons.map(i64::from),
        people_role: sheet.people_role.clone(),
        groups_role: sheet.groups_role.clone(),
        institutions_role: sheet.institutions_role.clone(),
        lines: lines.iter().map(line).collect(),
        total_rials: lines.iter().fold(0, |sum: i64, line| sum.saturating_add(line.amount_rials)),
        agencies: sheet.agency_ids.iter().map(asked).collect(),
        drafted_on,
        evidence: None,
        progressed_on: None,
    }
}
