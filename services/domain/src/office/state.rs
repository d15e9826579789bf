//! What later decisions need to know of a facilitation office.

use chrono::NaiveDate;
use hamyar_events::office::PlanSheet;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A facilitation office.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Office {
    pub place_id: Option<PlaceId>,
    pub called_on: Option<NaiveDate>,
    pub contract: Option<Term>,
    pub opened_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    /// Every neighborhood ever served, and whether it still is.
    pub neighborhoods: BTreeMap<NeighborhoodId, bool>,
    /// How far each task is, neighborhood by neighborhood.
    pub work: BTreeMap<NeighborhoodId, BTreeMap<String, WorkState>>,
    /// Steps that were told complete: once, whatever is taken up again afterwards.
    #[serde(default)]
    pub complete: BTreeMap<NeighborhoodId, BTreeSet<String>>,
    /// Amounts that count, and those struck.
    pub money: BTreeMap<MoneyId, bool>,
    pub groups: BTreeMap<GroupId, Group>,
    pub profiles: BTreeMap<NeighborhoodId, Profile>,
    pub plans: BTreeMap<PlanId, Plan>,
    /// Agencies that were told of a needs profile.
    pub told: BTreeSet<AgencyId>,
    /// How many half years were evaluated.
    pub evaluated: u16,
    /// Jalali years and quarters reported on.
    pub reported: BTreeSet<(u16, u8)>,
}

/// From when until when a contract runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// A group of residents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub stage: GroupStage,
    /// When it reached it.
    pub since: NaiveDate,
}

/// The latest needs profile of a neighborhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub version: u16,
    pub drafted_by: UserId,
    pub drafted_on: NaiveDate,
    pub state: ProfileState,
}

/// Where a needs profile is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ProfileState {
    Drafted,
    Returned,
    /// The committee approved it.
    InHeadquarters {
        approved_by: UserId,
    },
    Approved,
}

/// An action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub domain: PlanDomain,
    /// What each agency asked last said; none while it has not.
    pub agencies: BTreeMap<AgencyId, Option<ApprovalOutcome>>,
    pub state: Option<PlanState>,
    /// When it last changed.
    pub since: NaiveDate,
}

impl Plan {
    fn new(sheet: &PlanSheet, since: NaiveDate) -> Self {
        let agencies = sheet.agency_ids.iter().map(|id| (*id, None)).collect();
        Self { domain: sheet.domain, agencies, state: None, since }
    }

    /// Whether every agency asked approved it.
    pub fn is_approved(&self) -> bool {
        self.agencies.values().all(|outcome| *outcome == Some(ApprovalOutcome::Approved))
    }
}

impl Office {
    /// Whether a neighborhood is served now.
    pub fn serves(&self, id: NeighborhoodId) -> bool {
        self.neighborhoods.get(&id).copied().unwrap_or(false)
    }

    /// The neighborhoods served now.
    pub fn served(&self) -> impl Iterator<Item = NeighborhoodId> {
        self.neighborhoods.iter().filter(|(_, served)| **served).map(|(id, _)| *id)
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &OfficeEvent) {
        match event {
            OfficeEvent::OfficeCalled(event) => {
                self.place_id = Some(event.place_id);
                self.called_on = Some(event.called_on);
                self.neighborhoods.extend(event.neighborhood_ids.iter().map(|id| (*id, true)));
            }
            OfficeEvent::OfficeContracted(event) => {
                self.contract = Some(Term { from: event.from, until: event.until });
            }
            OfficeEvent::OfficeOpened(event) => self.opened_on = Some(event.opened_on),
            OfficeEvent::OfficeClosed(event) => self.closed_on = Some(event.closed_on),
            OfficeEvent::OfficeNeighborhoodAdded(event) => {
                self.neighborhoods.insert(event.neighborhood_id, true);
            }
            OfficeEvent::OfficeNeighborhoodLeft(event) => {
                self.neighborhoods.insert(event.neighborhood_id, false);
            }
            OfficeEvent::OfficeMoneyRecorded(event) => {
                self.money.insert(event.entry_id, true);
            }
            OfficeEvent::OfficeMoneyStruck(event) => {
                self.money.insert(event.entry_id, false);
            }
            OfficeEvent::OfficeTaskProgressed(event) => {
                for id in &event.neighborhood_ids {
                    self.work.entry(*id).or_default().insert(event.task.clone(), event.state);
                }
            }
            OfficeEvent::OfficeStepCompleted(event) => {
                self.complete.entry(event.neighborhood_id).or_default().insert(event.step.clone());
            }
            OfficeEvent::GroupWorkshopHeld(event) => self.group(event.group_id, GroupStage::Workshop, event.held_on),
            OfficeEvent::GroupFormed(event) => self.group(event.group_id, GroupStage::Informal, event.formed_on),
            OfficeEvent::GroupAdvanced(event) => self.group(event.group_id, event.stage, event.advanced_on),
            OfficeEvent::NeedsProfileDrafted(event) => {
                let profile = Profile {
                    version: event.version,
                    drafted_by: event.drafted_by,
                    drafted_on: event.drafted_on,
                    state: ProfileState::Drafted,
                };
                self.profiles.insert(event.neighborhood_id, profile);
            }
            OfficeEvent::NeedsProfileJudged(event) => {
                if let Some(profile) = self.profiles.get_mut(&event.neighborhood_id) {
                    profile.state = match (event.outcome, event.body) {
                        (ApprovalOutcome::Returned, _) => ProfileState::Returned,
                        (ApprovalOutcome::Approved, ApprovalBody::Committee) => {
                            ProfileState::InHeadquarters { approved_by: event.judged_by }
                        }
                        (ApprovalOutcome::Approved, ApprovalBody::Headquarters) => ProfileState::Approved,
                    };
                }
            }
            OfficeEvent::NeedsProfileNotified(event) => self.told.extend(event.agency_ids.iter().copied()),
            OfficeEvent::ActionPlanDrafted(event) => {
                self.plans.insert(event.plan_id, Plan::new(&event.sheet, event.drafted_on));
            }
            OfficeEvent::ActionPlanChanged(event) => {
                self.plans.insert(event.plan_id, Plan::new(&event.sheet, event.changed_on));
            }
            OfficeEvent::ActionPlanJudged(event) => {
                if let Some(plan) = self.plans.get_mut(&event.plan_id) {
                    plan.agencies.insert(event.agency_id, Some(event.outcome));
                }
            }
            OfficeEvent::ActionPlanProgressed(event) => {
                if let Some(plan) = self.plans.get_mut(&event.plan_id) {
                    (plan.state, plan.since) = (Some(event.state), event.progressed_on);
                }
            }
            OfficeEvent::OfficeEvaluated(event) => self.evaluated = event.number,
            OfficeEvent::OfficeQuarterReported(event) => {
                self.reported.insert((event.year, event.quarter));
            }
            OfficeEvent::OfficeStaffCounted(_)
            | OfficeEvent::OfficeMeetingHeld(_)
            | OfficeEvent::OfficeStepBegun(_) => {}
        }
    }

    fn group(&mut self, id: GroupId, stage: GroupStage, since: NaiveDate) {
        self.groups.insert(id, Group { stage, since });
    }
}
