//! How far rights over accounts reach: from what a grant is bound to, up the tree of places.

use hamyar_domain::{Caseworker, Center, Commission};
use hamyar_events::{BoundTo, CenterId, Role};
use hamyar_identity::policy::Reach;
use hamyar_identity::{Grant, Principal, policy};
use hamyar_projections::places;
use hamyar_projections::views::NamedRef;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

use super::run::{self, store_problem};
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// What lists of places are narrowed to unless a place is asked for: the places that a person's roles are bound to. None for whoever serves the nation,
/// audits it or is bound to no place.
pub(crate) fn own_places(principal: &Principal) -> Option<Vec<Uuid>> {
    let officer = principal.officer_places();
    if principal.is(Role::Auditor) || officer.contains(&None) {
        return None;
    }
    let own: Vec<Uuid> = officer.into_iter().flatten().chain(principal.facilitated_places()).collect();
    (!own.is_empty()).then_some(own)
}

/// Of the places above one that a person reads, those that the person may read too: an officer of a province has no way up to the nation.
pub(crate) fn open_above(principal: &Principal, above: Vec<NamedRef>) -> Vec<NamedRef> {
    let officer = principal.officer_places();
    if principal.is(Role::Auditor) || officer.contains(&None) {
        return above;
    }
    above.into_iter().skip_while(|place| !officer.contains(&Some(place.id))).collect()
}

/// Looks reaches up, each center and place once.
pub(crate) struct Reaches<'a> {
    state: &'a AppState,
    centers: HashMap<Uuid, BTreeSet<Uuid>>,
}

impl<'a> Reaches<'a> {
    pub(crate) fn new(state: &'a AppState) -> Self {
        Self { state, centers: HashMap::new() }
    }

    /// The reach of a role over what it is bound to.
    pub(crate) async fn of(&mut self, role: Role, bound_to: BoundTo) -> Result<Reach, Problem> {
        let mut reach = Reach::everywhere(role);
        match bound_to {
            BoundTo::Nation | BoundTo::Agency { .. } => {}
            BoundTo::Place { place_id } => reach.within = self.holders(&[place_id.0]).await?,
            BoundTo::Neighborhood { neighborhood_id } => reach.within = self.holders(&[neighborhood_id.0]).await?,
            BoundTo::Center { center_id } => reach.within = self.center(center_id).await?,
            BoundTo::Caseworker { caseworker_id } => {
                let caseworker = self.state.store().load::<Caseworker>(caseworker_id.0).await.map_err(store_problem)?;
                if let Some(center_id) = caseworker.state.center_id {
                    reach.caseworker_center_id = Some(center_id.0);
                    reach.within = self.center(center_id).await?;
                }
            }
            BoundTo::Commission { commission_id } => {
                let commission = self.state.store().load::<Commission>(commission_id.0).await.map_err(store_problem)?;
                let mut sets = Vec::new();
                for center_id in commission.state.center_ids {
                    sets.push(self.center(center_id).await?);
                }
                reach.within = common(sets);
            }
        }
        Ok(reach)
    }

    /// The reaches of the grants that an account holds, also of those that begin later. Nothing is looked up for those who administrate the nation.
    pub(crate) async fn held(&mut self, keeper: &Principal, grants: &[Grant]) -> Result<Vec<Reach>, Problem> {
        let mut held = Vec::new();
        if policy::administrates_all(keeper) {
            return Ok(held);
        }
        let today = self.state.today();
        for grant in grants.iter().filter(|grant| grant.until.is_none_or(|until| today <= until)) {
            held.push(self.of(grant.role, grant.bound_to).await?);
        }
        Ok(held)
    }

    /// What holds all neighborhoods of a center.
    async fn center(&mut self, id: CenterId) -> Result<BTreeSet<Uuid>, Problem> {
        if let Some(known) = self.centers.get(&id.0) {
            return Ok(known.clone());
        }
        let center = run::there::<Center>(self.state, id.0).await?;
        let neighborhoods: Vec<Uuid> = center.neighborhood_ids.iter().map(|id| id.0).collect();
        let found = self.holders(&neighborhoods).await?;
        self.centers.insert(id.0, found.clone());
        Ok(found)
    }

    /// What holds each of these places.
    async fn holders(&self, ids: &[Uuid]) -> Result<BTreeSet<Uuid>, Problem> {
        let mut found =
            places::holders(self.state.read(), ids).await.map_err(|error| from_database("places", error))?;
        Ok(common(ids.iter().map(|id| found.remove(id).unwrap_or_default()).collect()))
    }
}

/// What stands in every set; nothing where there is none.
fn common(sets: Vec<BTreeSet<Uuid>>) -> BTreeSet<Uuid> {
    let mut sets = sets.into_iter();
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |kept, set| kept.intersection(&set).copied().collect())
}
