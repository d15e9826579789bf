//! The signed-in person, as every check sees it.

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

/// What a person's roles are bound to.
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

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Account; events carry it as `user:<uuid>`.
    pub user_id: Uuid,
    /// The name typed at sign-in.
    pub username: String,
    /// The name shown to others.
    pub display_name: String,
    /// What the person may be.
    pub roles: Vec<Role>,
    /// What the roles are bound to.
    pub scope: Scope,
}

impl Principal {
    /// Whether the person has the role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
