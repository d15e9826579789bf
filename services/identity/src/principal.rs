//! The signed-in person, as every check sees it.

use chrono::NaiveDate;
use hamyar_events::BoundTo;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use hamyar_events::Role;

/// What a role is bound to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Scope {
    /// The caseworker this person is; for a caseworker.
    pub caseworker_id: Option<Uuid>,
    /// The center whose families are in charge; for a center manager.
    pub center_id: Option<Uuid>,
    /// The commissions this person sits in; for a commission member.
    pub commission_ids: Vec<Uuid>,
    /// The agency this person serves; for an agency officer.
    pub agency_id: Option<Uuid>,
    /// The place whose figures, or accounts, are in charge; for an officer, a facilitator or an administrator. None means the whole country.
    pub place_id: Option<Uuid>,
}

impl Scope {
    /// What a grant is bound to. A neighborhood is a place like those above it.
    pub fn of(bound_to: BoundTo) -> Self {
        let nothing = Self::default();
        match bound_to {
            BoundTo::Nation => nothing,
            BoundTo::Caseworker { caseworker_id } => Self { caseworker_id: Some(caseworker_id.0), ..nothing },
            BoundTo::Center { center_id } => Self { center_id: Some(center_id.0), ..nothing },
            BoundTo::Commission { commission_id } => Self { commission_ids: vec![commission_id.0], ..nothing },
            BoundTo::Agency { agency_id } => Self { agency_id: Some(agency_id.0), ..nothing },
            BoundTo::Neighborhood { neighborhood_id } => Self { place_id: Some(neighborhood_id.0), ..nothing },
            BoundTo::Place { place_id } => Self { place_id: Some(place_id.0), ..nothing },
        }
    }

    /// What each grant of a role is bound to. A role without what it needs would see nothing or, worse, everything: the field that lacks.
    pub fn bounds(&self, role: Role) -> Result<Vec<BoundTo>, &'static str> {
        let one = |id: Option<Uuid>, field, bound: fn(Uuid) -> BoundTo| id.map(|id| vec![bound(id)]).ok_or(field);
        match role {
            Role::Caseworker => {
                one(self.caseworker_id, "caseworker_id", |id| BoundTo::Caseworker { caseworker_id: id.into() })
            }
            Role::CenterManager => one(self.center_id, "center_id", |id| BoundTo::Center { center_id: id.into() }),
            Role::AgencyOfficer => one(self.agency_id, "agency_id", |id| BoundTo::Agency { agency_id: id.into() }),
            Role::CommissionMember if self.commission_ids.is_empty() => Err("commission_ids"),
            Role::CommissionMember => {
                let bound = |id: &Uuid| BoundTo::Commission { commission_id: (*id).into() };
                Ok(self.commission_ids.iter().map(bound).collect())
            }
            Role::Officer | Role::Administrator => {
                Ok(vec![self.place_id.map_or(BoundTo::Nation, |id| BoundTo::Place { place_id: id.into() })])
            }
            Role::Facilitator => one(self.place_id, "place_id", |id| BoundTo::Place { place_id: id.into() }),
            Role::Auditor => Ok(vec![BoundTo::Nation]),
        }
    }
}

/// One right: a role over a place, from a day until a day. A person holds several, each with its own place and its own end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The grant, as the log names it.
    pub grant_id: Uuid,
    /// What the person may be.
    pub role: Role,
    /// What this role is bound to, and no other; in the log's words.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bound_to: BoundTo,
    /// The same, as policy reads it.
    #[serde(skip)]
    pub scope: Scope,
    /// The first day in Tehran on which it counts.
    pub from: NaiveDate,
    /// The last day on which it counts; open when absent.
    pub until: Option<NaiveDate>,
}

impl Grant {
    /// A grant as the log has it.
    pub fn new(grant_id: Uuid, role: Role, bound_to: BoundTo, from: NaiveDate, until: Option<NaiveDate>) -> Self {
        Self { grant_id, role, bound_to, scope: Scope::of(bound_to), from, until }
    }

    /// Whether the grant counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The signed-in person, with the grants that count today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Account; events carry it as `user:<uuid>`.
    pub user_id: Uuid,
    /// The name typed at sign-in.
    pub username: String,
    /// The name shown to others.
    pub display_name: String,
    /// What the person may be, and over what. Policy judges each by itself.
    pub grants: Vec<Grant>,
}

impl Principal {
    /// Whether the person has the role, over whatever place.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The roles, each once, in the order of [`Role::ALL`].
    pub fn roles(&self) -> Vec<Role> {
        Role::ALL.iter().copied().filter(|role| self.is(*role)).collect()
    }

    /// What the person's grants of a role are bound to, one by one.
    pub fn scopes(&self, role: Role) -> impl Iterator<Item = &Scope> {
        self.grants.iter().filter(move |grant| grant.role == role).map(|grant| &grant.scope)
    }

    /// The caseworker that the person is.
    pub fn caseworker_id(&self) -> Option<Uuid> {
        self.scopes(Role::Caseworker).find_map(|scope| scope.caseworker_id)
    }

    /// The centers that the person manages.
    pub fn center_ids(&self) -> Vec<Uuid> {
        self.scopes(Role::CenterManager).filter_map(|scope| scope.center_id).collect()
    }

    /// The commissions in which the person sits.
    pub fn commission_ids(&self) -> Vec<Uuid> {
        self.scopes(Role::CommissionMember).flat_map(|scope| scope.commission_ids.iter().copied()).collect()
    }

    /// The agency whose tasks the person works on.
    pub fn agency_id(&self) -> Option<Uuid> {
        self.scopes(Role::AgencyOfficer).find_map(|scope| scope.agency_id)
    }

    /// The neighborhoods and places in which the person is a facilitator.
    pub fn facilitated_places(&self) -> Vec<Uuid> {
        self.scopes(Role::Facilitator).filter_map(|scope| scope.place_id).collect()
    }

    /// The places whose figures the person reads as an officer; `None` among them is the whole country.
    pub fn officer_places(&self) -> Vec<Option<Uuid>> {
        self.scopes(Role::Officer).map(|scope| scope.place_id).collect()
    }

    /// Everything the grants are bound to, for a screen to begin with; no right follows from it. Where several
    /// grants name a center or a place, the first one's is told.
    pub fn scope(&self) -> Scope {
        Scope {
            caseworker_id: self.caseworker_id(),
            center_id: self.center_ids().first().copied(),
            commission_ids: self.commission_ids(),
            agency_id: self.agency_id(),
            place_id: self.scopes(Role::Officer).chain(self.scopes(Role::Facilitator)).find_map(|scope| scope.place_id),
        }
    }
}
