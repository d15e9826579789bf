//! Members who go from one family to another: a household that splits, a marriage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CategoryAdded, MergedMember};
use crate::Personal;
use crate::ids::*;
use crate::values::MemberMoveReason;

/// Members left for another family, which takes them in under the same ids. Their national ids go with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MembersMovedOut {
    pub move_id: MoveId,
    /// This family.
    pub from: FamilyId,
    pub from_file_number: String,
    /// The family they go to.
    pub to: FamilyId,
    pub to_file_number: String,
    /// As the other family takes them in: each with the relation to the head there.
    pub members: Vec<MergedMember>,
    /// Categories that go with them.
    pub categories: Vec<CategoryAdded>,
    pub address_under_threat: bool,
    pub reason: MemberMoveReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub moved_on: NaiveDate,
}

/// Members came from another family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MembersMovedIn {
    pub move_id: MoveId,
    pub from: FamilyId,
    pub from_file_number: String,
    pub members: Vec<MergedMember>,
    pub reason: MemberMoveReason,
    pub moved_on: NaiveDate,
}

/// The other family did not take the members in: they never left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MembersReturned {
    pub move_id: MoveId,
    pub members: Vec<MergedMember>,
    /// Code of the refusal.
    pub because: String,
    pub returned_on: NaiveDate,
}
