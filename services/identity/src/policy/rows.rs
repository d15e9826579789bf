//! Row filters: the same rights as [`super::decide`], said about lists.

use uuid::Uuid;

use super::{Action, Fields, Sight};
use crate::principal::{Principal, Role};

/// Which families a list, search or count may touch. All ids are joined by *or*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FamilyRows {
    /// Every family.
    All,
    /// Families held by one of these caseworkers, and families of one of these centers.
    Of {
        /// Families these caseworkers hold now.
        caseworker_ids: Vec<Uuid>,
        /// Families whose file these centers keep.
        center_ids: Vec<Uuid>,
    },
    /// No family.
    Nothing,
}

impl FamilyRows {
    /// Whether a family is among the rows.
    pub fn contains(&self, center_id: Option<Uuid>, caseworker_id: Option<Uuid>) -> bool {
        let among = |ids: &[Uuid], id: Option<Uuid>| id.is_some_and(|id| ids.contains(&id));
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Of { caseworker_ids, center_ids } => {
                among(caseworker_ids, caseworker_id) || among(center_ids, center_id)
            }
        }
    }
}

/// The families the person may touch in an action on many.
pub fn family_rows(principal: &Principal, action: Action) -> FamilyRows {
    let has = |role: Role| principal.is(role) && action.roles().contains(&role);
    if has(Role::Auditor) {
        return FamilyRows::All;
    }
    let caseworker_ids: Vec<Uuid> = principal.caseworker_id().filter(|_| has(Role::Caseworker)).into_iter().collect();
    let center_ids = if has(Role::CenterManager) { principal.center_ids() } else { Vec::new() };
    if caseworker_ids.is_empty() && center_ids.is_empty() {
        return FamilyRows::Nothing;
    }
    FamilyRows::Of { caseworker_ids, center_ids }
}

/// Which tasks a person's list holds. The two ids are joined by *or*; both empty means none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskRows {
    /// Tasks of this agency.
    pub agency_id: Option<Uuid>,
    /// Tasks of this caseworker.
    pub caseworker_id: Option<Uuid>,
}

/// The tasks the person may see.
pub fn task_rows(principal: &Principal) -> TaskRows {
    TaskRows { agency_id: principal.agency_id(), caseworker_id: principal.caseworker_id() }
}

/// The fields of a row in a person's lists of families. Lists tell the neighborhood, never an address; who is not of the family's own people
/// does not see the neighborhood of an address under threat.
pub fn list_fields(principal: &Principal, address_under_threat: bool) -> Fields {
    let is_own = principal.is(Role::Caseworker) || principal.is(Role::CenterManager);
    let area = if address_under_threat && !is_own { Sight::Hidden } else { Sight::Whole };
    Fields { area, address: Sight::Hidden, ..Fields::WHOLE }
}
