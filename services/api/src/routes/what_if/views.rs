//! What a trial answers. Counts are null where a reader of rounded numbers is shown none.

use hamyar_events::Tier;
use hamyar_projections::cycles::{Matrix, TierRow};
use hamyar_projections::views::{CivilDate, FamilyCard, NamedRef};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What another rule would have said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhatIf {
    /// Open families whose tier stands on readings; every other number of the present is of these.
    pub(super) families: Option<i64>,
    /// Of them, those without enough readings for the tried rule: their tier is left as it is, and they move nowhere.
    pub(super) not_enough: Option<i64>,
    /// Of them, those whose tier was given by hand: it stays as a person gave it.
    pub(super) by_hand: Option<i64>,
    /// Of those given by hand, those for whom the tried rule computes another tier than the given one.
    pub(super) by_hand_otherwise: Option<i64>,
    pub(super) moved: Option<i64>,
    /// Rows by the tier now, columns by the tier under the tried rule.
    pub(super) moves: Matrix,
    pub(super) comparison: TriedYear,
    /// All centers in scope together.
    pub(super) caseloads: CenterEffect,
    /// Each center; empty for a reader of rounded numbers.
    pub(super) centers: Vec<CenterEffect>,
    /// Each caseworker who holds families, where one center is asked for.
    pub(super) caseworkers: Vec<CaseworkerEffect>,
    pub(super) decisions: DecisionEffect,
    /// Whether every number was rounded to a multiple of five with a lasting error of its own, and left out below five.
    pub(super) rounded: bool,
    /// Log position the numbers were computed at.
    pub(super) position: i64,
}

/// The comparison of a year under both rules, over the same families.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedYear {
    /// Jalali year of the baseline.
    pub(super) year: i32,
    /// Families of the year that cannot be judged by the tried rule, and stand in neither table.
    pub(super) left_out: Option<i64>,
    pub(super) now: TriedMatrix,
    pub(super) tried: TriedMatrix,
}

/// Baseline tier by final tier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedMatrix {
    pub(super) matrix: Matrix,
    /// Families tiered only once: apart, never as unchanged.
    pub(super) without_final: TierRow,
    /// Of those tiered twice.
    pub(super) improved: Option<i64>,
    pub(super) same: Option<i64>,
    pub(super) worsened: Option<i64>,
}

/// What a rule does to the work of a center.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CenterEffect {
    /// Null for all centers together.
    pub(super) center: Option<NamedRef>,
    pub(super) harmed_now: Option<i64>,
    pub(super) harmed_tried: Option<i64>,
    /// Harmed and held by nobody.
    pub(super) waiting_now: Option<i64>,
    pub(super) waiting_tried: Option<i64>,
    pub(super) held: Option<i64>,
    /// Held, and no longer harmed under the tried rule: they stay until their year ends.
    pub(super) held_not_harmed: Option<i64>,
    /// Accredited caseworkers in the program.
    pub(super) caseworkers: i64,
    /// Families they can hold at most.
    pub(super) places: i64,
}

/// What a rule does to one caseload.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseworkerEffect {
    pub(super) caseworker: NamedRef,
    pub(super) held: i64,
    pub(super) harmed_now: i64,
    pub(super) harmed_tried: i64,
}

/// Decisions of commissions on families that would move.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionEffect {
    pub(super) decisions: Option<i64>,
    pub(super) families: Option<i64>,
    /// Each commission, most decisions first; empty for a reader of rounded numbers.
    pub(super) commissions: Vec<CommissionEffect>,
}

/// One commission's decisions on families that would move.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CommissionEffect {
    pub(super) commission: NamedRef,
    pub(super) decisions: i64,
}

/// A family behind a number of the trial.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedFamily {
    pub(super) family: FamilyCard,
    /// The tier now; of the year, the tier before.
    pub(super) from: Tier,
    /// The tier that the tried rule computes; of the year, the tier after, null where there is none.
    pub(super) to: Option<Tier>,
}

/// A commission's decision on a family that would move.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedDecision {
    pub(super) referral_id: Uuid,
    pub(super) family_id: Uuid,
    pub(super) file_number: String,
    pub(super) commission: NamedRef,
    pub(super) decided_on: CivilDate,
    pub(super) from: Tier,
    pub(super) to: Tier,
}
