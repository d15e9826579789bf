//! The signed-in person, as every check sees it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What a person may be in the program. One person may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// همیار: own families only, whole.
    Caseworker,
    /// مدیر مرکز: the families of the own center.
    CenterManager,
    /// عضو کمیسیون: families referred to the own commissions, while the referral lives.
    CommissionMember,
    /// کارشناس دستگاه: the own agency's tasks, by file number.
    AgencyOfficer,
    /// ناظر: everything, read-only, and the own reading is recorded.
    Auditor,
    /// کارشناس شهرستان/استان/ملی: counts, small cells suppressed.
    Officer,
    /// مدیر سامانه: accounts, indicator sets, settings; no family files.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Caseworker,
        Self::CenterManager,
        Self::CommissionMember,
        Self::AgencyOfficer,
        Self::Auditor,
        Self::Officer,
        Self::Administrator,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caseworker => "caseworker",
            Self::CenterManager => "center_manager",
            Self::CommissionMember => "commission_member",
            Self::AgencyOfficer => "agency_officer",
            Self::Auditor => "auditor",
            Self::Officer => "officer",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a role: caseworker, center_manager, commission_member, agency_officer, auditor, officer, administrator")]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(NotARole)
    }
}

/// What a role is bound to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Scope {
    /// The caseworker this person is; for a caseworker.
    pub caseworker_id: Option<Uuid>,
    /// The center whose families are in charge; for a center manager, and the home center of a caseworker.
    pub center_id: Option<Uuid>,
    /// The commissions this person sits in; for a commission member.
    pub commission_ids: Vec<Uuid>,
    /// The agency this person serves; for an agency officer.
    pub agency_id: Option<Uuid>,
    /// The place whose figures are in charge; for an officer. None means the whole country.
    pub place_id: Option<Uuid>,
}

/// One right: a role over a place, from a day until a day. A person holds several, each with its own place and its own end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The grant, as the log names it.
    pub grant_id: Uuid,
    /// What the person may be.
    pub role: Role,
    /// What this role is bound to, and no other.
    pub scope: Scope,
    /// The first day in Tehran on which it counts.
    pub from: NaiveDate,
    /// The last day on which it counts; open when absent.
    pub until: Option<NaiveDate>,
}

impl Grant {
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
        Role::ALL.into_iter().filter(|role| self.is(*role)).collect()
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

    /// The places whose figures the person reads as an officer; `None` among them is the whole country.
    pub fn officer_places(&self) -> Vec<Option<Uuid>> {
        self.scopes(Role::Officer).map(|scope| scope.place_id).collect()
    }

    /// Everything the grants are bound to, for a screen to begin with; no right follows from it. Where several
    /// grants name a center or a place, the first one's is told.
    pub fn scope(&self) -> Scope {
        let home = || self.scopes(Role::Caseworker).find_map(|scope| scope.center_id);
        Scope {
            caseworker_id: self.caseworker_id(),
            center_id: self.center_ids().first().copied().or_else(home),
            commission_ids: self.commission_ids(),
            agency_id: self.agency_id(),
            place_id: self.scopes(Role::Officer).find_map(|scope| scope.place_id),
        }
    }
}
