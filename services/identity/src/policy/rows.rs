//! Row filters: the same rights as [`super::decide`], said about lists.

use uuid::Uuid;

use super::Action;
use crate::principal::{Principal, Role};

/// Which families a list, search or count may touch. The two ids are joined by *or*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FamilyRows {
    /// Every family.
    All,
    /// Families held by this caseworker, and families of this center.
    Of {
        /// Families this caseworker holds now.
        caseworker_id: Option<Uuid>,
        /// Families whose file this center keeps.
        center_id: Option<Uuid>,
    },
    /// No family.
    Nothing,
}

impl FamilyRows {
    /// Whether a family is among the rows.
    pub fn contains(&self, center_id: Option<Uuid>, caseworker_id: Option<Uuid>) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Of { caseworker_id: own, center_id: home } => {
                (own.is_some() && *own == caseworker_id) || (home.is_some() && *home == center_id)
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
    let caseworker_id = principal.scope.caseworker_id.filter(|_| has(Role::Caseworker));
    let center_id = principal.scope.center_id.filter(|_| has(Role::CenterManager));
    match (caseworker_id, center_id) {
        (None, None) => FamilyRows::Nothing,
        _ => FamilyRows::Of { caseworker_id, center_id },
    }
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
    TaskRows {
        agency_id: principal.scope.agency_id.filter(|_| principal.is(Role::AgencyOfficer)),
        caseworker_id: principal.scope.caseworker_id.filter(|_| principal.is(Role::Caseworker)),
    }
}
