//! What residents may read of their neighborhood without signing in: what was decided for the place, as it stood on the day it was published. It holds no
//! person, no family and no count.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::*;

/// A version of the residents' page was published; it takes the place of the version before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResidentsPagePublished {
    /// 1 for the first, one more with each later one.
    pub version: u32,
    pub page: ResidentsPage,
    pub published_on: NaiveDate,
}

/// The page is read by nobody until a next version is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResidentsPageWithdrawn {
    pub reason: String,
    pub withdrawn_on: NaiveDate,
}

/// The page, whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResidentsPage {
    /// Actions that an adopted roadmap took in and nobody dropped.
    pub actions: Vec<PageAction>,
    /// Action plans that the agencies approved.
    pub plans: Vec<PagePlan>,
    /// Duties of agencies on which something was reported here.
    pub duties: Vec<PageDuty>,
    /// Approvals of the place and of its needs.
    pub approvals: Vec<PageApproval>,
    /// Where the office is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<PageOffice>,
}

/// An action of the roadmap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageAction {
    pub text: String,
    pub horizon: Horizon,
    /// Names of the agencies that answer for it.
    pub agencies: Vec<String>,
    pub state: DutyState,
}

/// An action plan of the office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PagePlan {
    pub title: String,
    /// Names of the agencies that approved it.
    pub agencies: Vec<String>,
    pub state: DutyState,
}

/// A duty of an agency in the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageDuty {
    /// Name of the agency.
    pub agency: String,
    pub text: String,
    pub state: DutyState,
}

/// What was approved for the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageApproval {
    pub kind: PageApprovalKind,
    /// The body that approved, or the agencies that were told.
    pub bodies: Vec<String>,
    pub on: NaiveDate,
}

/// The office in charge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageOffice {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of the office; nobody lives there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// When it is open, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}
