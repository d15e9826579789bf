//! Who may be taken into the empowerment program (R31): a list of criteria in versions. The source names "the eligible" and no criterion; the first
//! version is ours, and an enrollment keeps the version it was judged by.

use super::Family;
use hamyar_events::{MemberId, Sex};

/// The version that enrollments are judged by now.
pub const CRITERIA_VERSION: u32 = 1;

/// How a criterion weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nobody is eligible without it.
    Needed,
    /// One of these at least is met.
    OneOf,
}

/// One criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criterion {
    pub code: &'static str,
    pub weight: Weight,
    /// The file itself says whether it is met; the others are said by whoever enrolls.
    pub by_file: bool,
}

const fn needed(code: &'static str, by_file: bool) -> Criterion {
    Criterion { code, weight: Weight::Needed, by_file }
}

const fn one_of(code: &'static str, by_file: bool) -> Criterion {
    Criterion { code, weight: Weight::OneOf, by_file }
}

/// The criteria of the version that holds now, in the order in which they are asked.
pub const CRITERIA: &[Criterion] = &[
    needed("heads_household", true),
    needed("wishes_to_take_part", false),
    one_of("low_income", false),
    one_of("without_steady_work", false),
    one_of("has_dependents", true),
    one_of("covered_by_agency", true),
];

impl Family {
    /// Whether the file says that a member meets a criterion; none where the file cannot say it.
    pub fn meets(&self, member_id: MemberId, code: &str) -> Option<bool> {
        match code {
            "heads_household" => {
                let is_woman = self.members.get(&member_id).is_some_and(|member| member.sex == Some(Sex::Female));
                Some(is_woman && self.head == Some(member_id))
            }
            "has_dependents" => Some(self.present_members().count() > 1),
            "covered_by_agency" => Some(!self.coverage.is_empty()),
            _ => None,
        }
    }

    /// Codes that stand in the way: needed ones that were not named, named ones that the file denies, and those of which one at least is wanted when
    /// none was named. Empty for an eligible woman.
    pub fn lacking_for(&self, member_id: MemberId, named: &[String]) -> Vec<String> {
        let is_named = |one: &Criterion| named.iter().any(|code| code == one.code);
        let is_denied = |one: &Criterion| is_named(one) && self.meets(member_id, one.code) == Some(false);
        let mut lacking: Vec<&Criterion> =
            CRITERIA.iter().filter(|one| is_denied(one) || (one.weight == Weight::Needed && !is_named(one))).collect();
        let of_them = || CRITERIA.iter().filter(|one| one.weight == Weight::OneOf);
        if !of_them().any(is_named) {
            lacking.extend(of_them());
        }
        lacking.into_iter().map(|one| one.code.to_owned()).collect()
    }
}
