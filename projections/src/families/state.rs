//! Rows of the projection, and what a family's row must remember to follow later events.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use hamyar_events::Sex;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rows::row;

row! {
    /// One family.
    FamilyRow in "family" {
        family_id: Uuid,
        file_number: String,
        file_number_folded: String,
        family_name: Option<String>,
        name_key: String,
        sort_key: String,
        neighborhood_id: Uuid,
        center_id: Option<Uuid>,
        caseworker_id: Option<Uuid>,
        assignment_id: Option<Uuid>,
        assigned_on: Option<NaiveDate>,
        year_ends: Option<NaiveDate>,
        tier: Option<String>,
        tier_on: Option<NaiveDate>,
        baseline_tier: Option<String>,
        baseline_on: Option<NaiveDate>,
        cycle: i32,
        consent: String,
        consent_on: Option<NaiveDate>,
        state: String,
        closed_on: Option<NaiveDate>,
        household_type: String,
        head_member_id: Option<Uuid>,
        members: i32,
        last_visit: Option<NaiveDate>,
        open_referrals: i32,
        identified_on: NaiveDate,
        entry: String,
        source: String,
        register: Option<String>,
        referred_by: Vec<Uuid>,
        categories: Vec<String>,
        address_under_threat: bool,
        coverages: Vec<Uuid>,
        sent_to: Vec<Uuid>,
        erased: bool,
        merged_into: Option<Uuid>,
        sequence: i64,
        position: i64,
        fold: Memory,
    }
}

row! {
    /// One member, for search.
    MemberRow in "family_member" {
        member_id: Uuid,
        family_id: Uuid,
        given_name: Option<String>,
        family_name: Option<String>,
        name_key: String,
        birth_year: Option<i32>,
        phone_digits: Option<String>,
        sex: Option<String>,
        relation: String,
        has_left: bool,
        erased: bool,
    }
}

/// What the row must remember beside its columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// Members: sex, and whether they left.
    pub members: BTreeMap<Uuid, (Option<Sex>, bool)>,
    /// Visits that stand.
    pub visits: BTreeMap<Uuid, NaiveDate>,
    /// Referrals neither decided nor withdrawn.
    pub referrals: BTreeSet<Uuid>,
    /// While the file is merged into another: the day on which it had been closed before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_before_merge: Option<NaiveDate>,
    /// Sendings to bodies outside that stand, and to whom each was.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sendings: BTreeMap<Uuid, Uuid>,
    /// Categories, with the member each is on.
    pub categories: BTreeSet<(String, Option<Uuid>)>,
}
