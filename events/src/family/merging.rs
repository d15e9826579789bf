//! Two files of one family: the one is merged into the other, and taken apart again when that was a mistake. Each stream keeps its history.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CategoryAdded, MemberChanged, MemberFacts};
use crate::Personal;
use crate::ids::*;

/// A member of the merged file, with what is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergedMember {
    pub member_id: MemberId,
    #[serde(flatten)]
    pub member: MemberFacts,
}

/// A member of the merged file and the member of the file that stays who are one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamePerson {
    /// In the merged file.
    pub member_id: MemberId,
    /// In the file that stays.
    pub same_as: MemberId,
}

/// The file turned out to be a second one of a family that has one. Everything in it stays; nothing more is recorded in it. It gives up the national ids
/// of the members named here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergedAway {
    pub merge_id: MergeId,
    /// This file.
    pub from: FamilyId,
    pub from_file_number: String,
    /// The file that stays.
    pub into: FamilyId,
    pub into_file_number: String,
    /// Every member of this file, those of `same` included.
    pub members: Vec<MergedMember>,
    /// Those whom the file that stays has already; all others join it.
    pub same: Vec<SamePerson>,
    /// What the file that stays learns of those it has.
    pub learned: Vec<MemberChanged>,
    /// Categories that the file that stays takes over.
    pub categories: Vec<CategoryAdded>,
    pub address_under_threat: bool,
    pub reason: Personal<String>,
    pub merged_on: NaiveDate,
}

/// A second file of this family was merged into this one: its members joined, save those who were here already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyMerged {
    pub merge_id: MergeId,
    pub from: FamilyId,
    pub from_file_number: String,
    /// Who joined, each under the own id.
    pub members: Vec<MergedMember>,
    /// Who was here already.
    pub same: Vec<SamePerson>,
    pub merged_on: NaiveDate,
}

/// The merge was a mistake: who joined with it goes back to the file it came from. What was recorded here meanwhile stays here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyUnmerged {
    pub merge_id: MergeId,
    pub from: FamilyId,
    /// Everybody who came with the merge, those who were the same person included, as known today.
    pub members: Vec<MergedMember>,
    pub reason: Personal<String>,
    pub unmerged_on: NaiveDate,
}

/// The file is a file of its own again, with its members and their national ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeUndone {
    pub merge_id: MergeId,
    pub members: Vec<MergedMember>,
    /// Code of the refusal, where the other file never took the members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    pub undone_on: NaiveDate,
}
