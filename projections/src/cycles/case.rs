//! A family's cycles as a pure fold.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hamyar_events::family::{FamilyEvent, TierAssigned};
use hamyar_events::{Domain, HouseholdType, Tier, TierMoment};
use hamyar_persian::{add_jalali_year, jalali_year};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Tiers overall and per domain, on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TierOn {
    pub on: NaiveDate,
    pub tier: Tier,
    pub domains: BTreeMap<Domain, Tier>,
}

impl From<&TierAssigned> for TierOn {
    fn from(event: &TierAssigned) -> Self {
        let domains =
            event.computed.iter().flat_map(|computed| &computed.domains).map(|score| (score.domain, score.tier));
        Self { on: event.assigned_on, tier: event.tier, domains: domains.collect() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Cycle {
    /// Day of the first baseline tier, which names the year; a baseline tier given again does not move it.
    began_on: NaiveDate,
    baseline: TierOn,
    neighborhood_id: Uuid,
    center_id: Option<Uuid>,
    household_type: HouseholdType,
    last: Option<TierOn>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holding {
    assignment_id: Uuid,
    caseworker_id: Uuid,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    released_on: Option<NaiveDate>,
}

/// What one cycle contributes to the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CycleFacts {
    pub year: i32,
    pub baseline: TierOn,
    pub neighborhood_id: Uuid,
    pub center_id: Option<Uuid>,
    pub household_type: HouseholdType,
    pub last: Option<TierOn>,
    pub caseworker_id: Option<Uuid>,
}

/// The cycles of one family. Fold it with [`CycleCase::apply`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleCase {
    neighborhood_id: Uuid,
    center_id: Option<Uuid>,
    cycles: BTreeMap<u32, Cycle>,
    holdings: Vec<Holding>,
    /// For each cycle, the position from which its current row holds.
    pub(crate) since: BTreeMap<u32, i64>,
}

impl CycleCase {
    /// Events that [`CycleCase::apply`] takes in.
    pub fn wants(event: &FamilyEvent) -> bool {
        use FamilyEvent as E;
        matches!(
            event,
            E::FamilyIdentified(_)
                | E::AddressChanged(_)
                | E::CenterChanged(_)
                | E::TierAssigned(_)
                | E::CaseworkerAssigned(_)
                | E::CaseworkerReleased(_)
                | E::AssignmentRenewed(_)
        )
    }

    /// Takes one more event in; true when a cycle may read differently after it.
    pub fn apply(&mut self, event: &FamilyEvent) -> bool {
        use FamilyEvent as E;
        match event {
            E::FamilyIdentified(event) => {
                self.neighborhood_id = event.neighborhood_id.0;
                self.center_id = event.center_id.map(|center| center.0);
                return false;
            }
            E::AddressChanged(event) => {
                self.neighborhood_id = event.neighborhood_id.0;
                return false;
            }
            E::CenterChanged(event) => {
                self.center_id = Some(event.center_id.0);
                return false;
            }
            E::TierAssigned(event) => match event.moment {
                TierMoment::Baseline => {
                    let former = self.cycles.remove(&event.cycle);
                    let cycle = Cycle {
                        began_on: former.as_ref().map_or(event.assigned_on, |former| former.began_on),
                        baseline: event.into(),
                        neighborhood_id: self.neighborhood_id,
                        center_id: self.center_id,
                        household_type: event.household_type,
                        last: former.and_then(|former| former.last),
                    };
                    self.cycles.insert(event.cycle, cycle);
                }
                TierMoment::Final => {
                    if let Some(cycle) = self.cycles.get_mut(&event.cycle) {
                        cycle.last = Some(event.into());
                    }
                }
                TierMoment::Preliminary | TierMoment::Interim => return false,
            },
            E::CaseworkerAssigned(event) => self.holdings.push(Holding {
                assignment_id: event.assignment_id.0,
                caseworker_id: event.caseworker_id.0,
                starts_on: event.starts_on,
                ends_on: event.ends_on,
                released_on: None,
            }),
            E::CaseworkerReleased(event) => {
                if let Some(held) = self.holding(event.assignment_id.0) {
                    held.released_on = Some(event.released_on);
                }
            }
            E::AssignmentRenewed(event) => {
                if let Some(held) = self.holding(event.assignment_id.0) {
                    held.ends_on = event.ends_on;
                }
            }
            _ => return false,
        }
        true
    }

    fn holding(&mut self, assignment_id: Uuid) -> Option<&mut Holding> {
        self.holdings.iter_mut().find(|held| held.assignment_id == assignment_id)
    }

    /// What each cycle contributes now.
    pub(crate) fn facts(&self) -> BTreeMap<u32, CycleFacts> {
        self.cycles
            .iter()
            .map(|(number, cycle)| {
                // Without a final tier: the holder at the end of the family's year, which is the assignment's where there is one.
                let next = self.cycles.range(number + 1..).next().map(|(_, next)| next.began_on);
                let day = cycle.last.as_ref().map_or_else(|| self.year_end(cycle, next), |last| last.on);
                let facts = CycleFacts {
                    year: jalali_year(cycle.began_on),
                    baseline: cycle.baseline.clone(),
                    neighborhood_id: cycle.neighborhood_id,
                    center_id: cycle.center_id,
                    household_type: cycle.household_type,
                    last: cycle.last.clone(),
                    caseworker_id: self.holder_on(day),
                };
                (*number, facts)
            })
            .collect()
    }

    fn year_end(&self, cycle: &Cycle, next_baseline: Option<NaiveDate>) -> NaiveDate {
        let from = cycle.began_on;
        let held = self.holdings.iter().rev().find(|held| {
            next_baseline.is_none_or(|next| held.starts_on < next)
                && held.released_on.is_none_or(|released| released >= from)
        });
        held.map_or_else(|| add_jalali_year(from), |held| held.ends_on)
    }

    /// Who held the family on a day: the latest holding that had begun, up to and with its day of release.
    fn holder_on(&self, day: NaiveDate) -> Option<Uuid> {
        let holds = |held: &&Holding| held.starts_on <= day && held.released_on.is_none_or(|released| released >= day);
        self.holdings.iter().rev().find(holds).map(|held| held.caseworker_id)
    }
}
