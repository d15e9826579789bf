//! Who belongs to the family, what it declared and agreed to, and what stands in its file of each.

use hamyar_events::{
    ConsentBasis, CoverageKind, EntryWay, InformationSource, MemberLeftReason, Relation, Schooling, Sex, WorkSituation,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// One registration of the family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileRegistration {
    pub entry: EntryWay,
    pub source: InformationSource,
    pub referred_by: Option<NamedRef>,
    pub referred_by_name: Option<String>,
    pub register: Option<String>,
    pub registered_on: CivilDate,
    pub declared: Option<FileDeclared>,
}

/// What the register or the intake form said.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileDeclared {
    pub dependents: Option<u8>,
    /// Tomans a month.
    pub monthly_income: Option<i64>,
    pub headship_cause: Option<String>,
    pub supported_by: Option<String>,
    pub note: Option<String>,
}

/// The latest word on consent.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileConsent {
    pub basis: Option<ConsentBasis>,
    pub member_id: Option<Uuid>,
    pub ground: Option<String>,
    pub reason: Option<String>,
    pub on: CivilDate,
}

/// One member.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileMember {
    pub id: Uuid,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub father_name: Option<String>,
    pub relation: Relation,
    pub sex: Option<Sex>,
    pub birth_date: Option<CivilDate>,
    /// Whole Jalali years on the day of reading.
    pub age: Option<i32>,
    /// Ten digits; see [`FamilyFile::mask_national_ids`].
    pub national_id: Option<String>,
    pub phone: Option<String>,
    pub education: Option<String>,
    pub occupation: Option<String>,
    pub skill: Option<String>,
    pub work: Option<WorkSituation>,
    pub schooling: Option<Schooling>,
    pub is_head: bool,
    pub left: bool,
    /// What was known of the member is forgotten.
    pub erased: bool,
    pub left_reason: Option<MemberLeftReason>,
    pub joined_on: CivilDate,
    /// Codes of catalog `vulnerable_group`.
    pub categories: Vec<String>,
}

/// A category of vulnerability on the family or on one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileCategory {
    pub code: String,
    pub member_id: Option<Uuid>,
}

/// An agency that covers the family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileCoverage {
    pub agency: NamedRef,
    pub kind: CoverageKind,
    pub since: CivilDate,
}
