//! The counting: families gone through one by one, a tier now beside the tier under the tried rule.

use std::collections::{BTreeMap, BTreeSet};

use hamyar_domain::indicator_set::TriedRule;
use hamyar_events::Tier;
use hamyar_projections::Names;
use hamyar_projections::changes::Counted;
use hamyar_projections::cycles::{Matrix, TierRow};
use hamyar_projections::rounding::Keyed;
use hamyar_projections::tierings::{CenterWork, Decided, TieredNow, TieredTwice};
use hamyar_projections::views::NamedRef;
use sqlx::PgPool;
use uuid::Uuid;

use super::behind::TriedNumber;
use super::views::{CaseworkerEffect, CenterEffect, CommissionEffect, DecisionEffect, TriedMatrix, TriedYear, WhatIf};

/// How counts are told.
#[derive(Clone, Copy)]
pub(super) enum Shown<'a> {
    Exact,
    Rounded(Keyed<'a>),
}

impl Shown<'_> {
    fn count(self, counted: Counted) -> Option<i64> {
        match self {
            Self::Exact => counted.shown(None),
            Self::Rounded(keyed) => counted.shown(Some(keyed)),
        }
    }

    fn row(self, counts: &[Counted]) -> TierRow {
        let [stable, at_risk, harmed] = [0, 1, 2].map(|at| counts.get(at).and_then(|one| self.count(*one)));
        TierRow { stable, at_risk, harmed }
    }

    fn matrix(self, cells: &[[Counted; 4]; 3]) -> Matrix {
        Matrix { stable: self.row(&cells[0]), at_risk: self.row(&cells[1]), harmed: self.row(&cells[2]) }
    }
}

fn tier(text: &str) -> Option<Tier> {
    text.parse().ok()
}

/// A tier as a row or column of a table.
const fn at(tier: Tier) -> usize {
    match tier {
        Tier::Stable => 0,
        Tier::AtRisk => 1,
        Tier::Harmed => 2,
    }
}

/// What a family's tier is now and under the tried rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// Readings are too few for the tried rule.
    NotEnough(Tier),
    /// Given by hand; the tier that the tried rule would compute.
    ByHand(Tier, Tier),
    Computed(Tier, Tier),
}

impl Judged {
    /// The tier now and the one that would hold. A tier given by hand is a person's and stays.
    pub(super) const fn tiers(self) -> (Tier, Tier) {
        match self {
            Self::NotEnough(now) | Self::ByHand(now, _) => (now, now),
            Self::Computed(now, tried) => (now, tried),
        }
    }
}

/// The tier under the tried rule of a tier that stands on these readings.
pub(super) fn judge(rule: &TriedRule, row: &TieredNow) -> Option<Judged> {
    let now = tier(&row.tier)?;
    // An interim tier may stand on fewer readings.
    let tried = rule.tier(row.readings.as_bytes()).filter(|tried| tried.enough || row.moment == "interim");
    Some(match tried {
        None => Judged::NotEnough(now),
        Some(tried) if row.by_hand => Judged::ByHand(now, tried.tier),
        Some(tried) => Judged::Computed(now, tried.tier),
    })
}

#[derive(Clone, Default)]
struct Work {
    harmed_now: Counted,
    harmed_tried: Counted,
    waiting_now: Counted,
    waiting_tried: Counted,
    held: Counted,
    held_not_harmed: Counted,
}

impl Work {
    fn take(&mut self, row: &TieredNow, judged: Judged) {
        for (counted, number) in [
            (&mut self.harmed_now, TriedNumber::HarmedNow),
            (&mut self.harmed_tried, TriedNumber::HarmedTried),
            (&mut self.waiting_now, TriedNumber::WaitingNow),
            (&mut self.waiting_tried, TriedNumber::WaitingTried),
            (&mut self.held, TriedNumber::Held),
            (&mut self.held_not_harmed, TriedNumber::HeldNotHarmed),
        ] {
            if number.counts(judged, row.caseworker_id.is_some()) {
                counted.add(row.family_id);
            }
        }
    }

    fn view(&self, shown: Shown<'_>, center: Option<NamedRef>, caseworkers: i64, caseload_max: i64) -> CenterEffect {
        CenterEffect {
            center,
            harmed_now: shown.count(self.harmed_now),
            harmed_tried: shown.count(self.harmed_tried),
            waiting_now: shown.count(self.waiting_now),
            waiting_tried: shown.count(self.waiting_tried),
            held: shown.count(self.held),
            held_not_harmed: shown.count(self.held_not_harmed),
            caseworkers,
            places: caseworkers * caseload_max,
        }
    }
}

/// The families of today.
#[derive(Default)]
pub(super) struct Now {
    families: Counted,
    not_enough: Counted,
    by_hand: Counted,
    by_hand_otherwise: Counted,
    moved: Counted,
    moves: [[Counted; 4]; 3],
    all: Work,
    centers: BTreeMap<Uuid, Work>,
    /// Held, harmed now, harmed under the tried rule.
    caseworkers: BTreeMap<Uuid, [i64; 3]>,
    pub(super) movers: Vec<Uuid>,
}

impl Now {
    pub(super) fn take(&mut self, rule: &TriedRule, row: TieredNow) {
        let Some(judged) = judge(rule, &row) else { return };
        let id = row.family_id;
        for (counted, number) in [
            (&mut self.families, TriedNumber::Families),
            (&mut self.not_enough, TriedNumber::NotEnough),
            (&mut self.by_hand, TriedNumber::ByHand),
            (&mut self.by_hand_otherwise, TriedNumber::ByHandOtherwise),
            (&mut self.moved, TriedNumber::Moved),
        ] {
            if number.counts(judged, row.caseworker_id.is_some()) {
                counted.add(id);
            }
        }
        let (now, tried) = judged.tiers();
        self.moves[at(now)][at(tried)].add(id);
        if now != tried {
            self.movers.push(id);
        }
        self.all.take(&row, judged);
        if let Some(center) = row.center_id {
            self.centers.entry(center).or_default().take(&row, judged);
        }
        if let Some(caseworker) = row.caseworker_id {
            let [held, harmed_now, harmed_tried] = self.caseworkers.entry(caseworker).or_default();
            *held += 1;
            *harmed_now += i64::from(now == Tier::Harmed);
            *harmed_tried += i64::from(tried == Tier::Harmed);
        }
    }
}

/// A year's comparison under both rules.
#[derive(Default)]
pub(super) struct OfYear {
    left_out: Counted,
    now: [[Counted; 4]; 3],
    tried: [[Counted; 4]; 3],
}

/// A family of the year: before and after as given, and before and after under the tried rule.
pub(super) type YearTiers = ((Tier, Option<Tier>), (Tier, Option<Tier>));

/// The tiers of a cycle under both rules; none where the tried rule cannot judge both of them.
pub(super) fn judge_year(rule: &TriedRule, row: &TieredTwice) -> Option<YearTiers> {
    let judge = |given: &str, by_hand: Option<bool>, readings: Option<&String>| {
        let given = tier(given)?;
        let tried = rule.tier(readings?.as_bytes()).filter(|tried| tried.enough)?;
        Some((given, if by_hand == Some(true) { given } else { tried.tier }))
    };
    let (before, tried_before) = judge(&row.before, row.before_by_hand, row.before_readings.as_ref())?;
    let Some(after) = &row.after else { return Some(((before, None), (tried_before, None))) };
    let (after, tried_after) = judge(after, row.after_by_hand, row.after_readings.as_ref())?;
    Some(((before, Some(after)), (tried_before, Some(tried_after))))
}

impl OfYear {
    pub(super) fn take(&mut self, rule: &TriedRule, row: &TieredTwice) {
        let id = row.family_id;
        let Some((now, tried)) = judge_year(rule, row) else { return self.left_out.add(id) };
        let column = |after: Option<Tier>| after.map_or(3, at);
        self.now[at(now.0)][column(now.1)].add(id);
        self.tried[at(tried.0)][column(tried.1)].add(id);
    }
}

fn tried_matrix(cells: &[[Counted; 4]; 3], shown: Shown<'_>) -> TriedMatrix {
    let sum = |goes: fn(usize, usize) -> bool| {
        let pairs = (0..3).flat_map(|before| (0..3).map(move |after| (before, after)));
        let cells = pairs.filter(|(before, after)| goes(*before, *after)).map(|(before, after)| cells[before][after]);
        shown.count(cells.fold(Counted::default(), Counted::and))
    };
    TriedMatrix {
        matrix: shown.matrix(cells),
        without_final: shown.row(&[cells[0][3], cells[1][3], cells[2][3]]),
        improved: sum(|before, after| after < before),
        same: sum(|before, after| after == before),
        worsened: sum(|before, after| after > before),
    }
}

/// Everything counted, with what is needed to tell it.
pub(super) struct Trial {
    pub(super) year: i32,
    pub(super) now: Now,
    pub(super) of_year: OfYear,
    pub(super) decided: Vec<Decided>,
    pub(super) work: Vec<CenterWork>,
    pub(super) caseload_max: i64,
    pub(super) position: i64,
}

impl Trial {
    pub(super) async fn view(
        self,
        pool: &PgPool,
        shown: Shown<'_>,
        of_one_center: bool,
    ) -> Result<WhatIf, sqlx::Error> {
        let Self { year, now, of_year, decided, work, caseload_max, position } = self;
        let is_exact = matches!(shown, Shown::Exact);
        let caseworkers: BTreeMap<Uuid, i64> = work.iter().map(|one| (one.center_id, one.caseworkers)).collect();
        let mut ids: BTreeSet<Uuid> = now.centers.keys().copied().collect();
        ids.extend(decided.iter().map(|one| one.commission_id));
        if of_one_center {
            ids.extend(now.caseworkers.keys());
        }
        let names = Names::load(pool, &ids.into_iter().collect::<Vec<_>>()).await?;
        let mut centers = Vec::new();
        let mut loads = Vec::new();
        let mut commissions: BTreeMap<Uuid, i64> = BTreeMap::new();
        if is_exact {
            for (id, one) in &now.centers {
                let own = caseworkers.get(id).copied().unwrap_or(0);
                centers.push(one.view(shown, Some(names.named(*id)), own, caseload_max));
            }
            for one in &decided {
                *commissions.entry(one.commission_id).or_default() += 1;
            }
        }
        if is_exact && of_one_center {
            for (id, [held, harmed_now, harmed_tried]) in &now.caseworkers {
                loads.push(CaseworkerEffect {
                    caseworker: names.named(*id),
                    held: *held,
                    harmed_now: *harmed_now,
                    harmed_tried: *harmed_tried,
                });
            }
        }
        let moves =
            |row: &CenterEffect| std::cmp::Reverse(row.harmed_tried.unwrap_or(0).abs_diff(row.harmed_now.unwrap_or(0)));
        centers.sort_by_key(moves);
        loads.sort_by_key(|one| (std::cmp::Reverse(one.harmed_now.abs_diff(one.harmed_tried)), one.caseworker.id));
        let (mut decisions, mut families, mut seen) = (Counted::default(), Counted::default(), BTreeSet::new());
        for one in &decided {
            decisions.add(one.referral_id);
            if seen.insert(one.family_id) {
                families.add(one.family_id);
            }
        }
        let mut of_commissions: Vec<CommissionEffect> = commissions
            .into_iter()
            .map(|(id, decisions)| CommissionEffect { commission: names.named(id), decisions })
            .collect();
        of_commissions.sort_by_key(|one| (std::cmp::Reverse(one.decisions), one.commission.id));
        Ok(WhatIf {
            families: shown.count(now.families),
            not_enough: shown.count(now.not_enough),
            by_hand: shown.count(now.by_hand),
            by_hand_otherwise: shown.count(now.by_hand_otherwise),
            moved: shown.count(now.moved),
            moves: shown.matrix(&now.moves),
            comparison: TriedYear {
                year,
                left_out: shown.count(of_year.left_out),
                now: tried_matrix(&of_year.now, shown),
                tried: tried_matrix(&of_year.tried, shown),
            },
            caseloads: now.all.view(shown, None, caseworkers.values().sum(), caseload_max),
            centers,
            caseworkers: loads,
            decisions: DecisionEffect {
                decisions: shown.count(decisions),
                families: shown.count(families),
                commissions: of_commissions,
            },
            rounded: !is_exact,
            position,
        })
    }
}
