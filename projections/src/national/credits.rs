//! Credit by source and purpose (P37). What is drawn from another credit is shown beneath it and added to nothing: a total counts each rial once (S114).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hamyar_events::CreditKind;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::agreements::{AgreementRef, refs};
use super::figures::{NationalFigure, national_figures};
use crate::names::Names;
use crate::views::NamedRef;

/// Which credits.
#[derive(Clone, Debug, Default)]
pub struct CreditFilter {
    /// Jalali year of the budget; all when absent.
    pub year: Option<i32>,
    /// Credits for this place or below it; all when absent.
    pub place_id: Option<Uuid>,
}

/// One credit, beneath the one it is drawn from.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CreditLine {
    pub id: Uuid,
    /// How many credits stand between it and the top of its tree.
    pub depth: i32,
    /// The credit it is drawn from.
    pub drawn_from: Option<Uuid>,
    /// The budget line that feeds its tree.
    pub budget_line: String,
    pub kind: Option<CreditKind>,
    pub purpose: String,
    /// The nation when absent.
    pub place: Option<NamedRef>,
    pub year: i32,
    /// Where its tree is recorded.
    pub agreement: AgreementRef,
    /// The agreement it serves, where that is another.
    pub for_agreement: Option<AgreementRef>,
    pub amount_rials: i64,
    /// What other credits draw from it.
    pub drawn_rials: i64,
    /// What was spent of it itself.
    pub spent_rials: i64,
    pub left_rials: i64,
    /// Whether the total counts it: no credit it is drawn from is counted.
    pub is_counted: bool,
}

/// What a budget line gave.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CreditSource {
    pub budget_line: String,
    pub operating_rials: i64,
    pub capital_rials: i64,
    pub total_rials: i64,
}

/// What is for a purpose.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CreditPurpose {
    pub purpose: String,
    /// Counted in the total.
    pub counted_rials: i64,
    /// Drawn from what is counted elsewhere; never added.
    pub drawn_rials: i64,
}

/// Credits by source and purpose.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CreditReport {
    pub year: Option<i32>,
    pub operating_rials: i64,
    pub capital_rials: i64,
    pub total_rials: i64,
    /// Drawn from what the total counts.
    pub drawn_rials: i64,
    pub spent_rials: i64,
    pub left_rials: i64,
    pub sources: Vec<CreditSource>,
    pub purposes: Vec<CreditPurpose>,
    pub lines: Vec<CreditLine>,
    /// Amounts that documents print, which are added to nothing.
    pub declared: Vec<NationalFigure>,
    pub position: i64,
}

/// A credit that counts.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Credit {
    pub allocation_id: Uuid,
    pub agreement_id: Uuid,
    pub for_agreement: Option<Uuid>,
    pub amount_rials: i64,
    pub kind: String,
    pub budget_line: Option<String>,
    pub drawn_from: Option<Uuid>,
    pub purpose: String,
    pub place_id: Option<Uuid>,
    pub year: i32,
    pub spent: i64,
}

const SELECT: &str = "select c.allocation_id, c.agreement_id, c.for_agreement, c.amount_rials, c.kind, c.budget_line, c.drawn_from, c.purpose, c.place_id,
       c.year, (select coalesce(sum(s.amount_rials), 0)::bigint from credit_spending s
                 where s.allocation_id = c.allocation_id and s.reversed_on is null) as spent
  from credit c where c.reversed_on is null";

/// Every credit that counts, in the order of its stream.
pub(super) async fn all(pool: &PgPool) -> Result<Vec<Credit>, sqlx::Error> {
    sqlx::query_as(&format!("{SELECT} order by c.agreement_id, c.sequence")).fetch_all(pool).await
}

/// One place in the order of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Placed {
    index: usize,
    depth: i32,
    is_counted: bool,
}

/// The chosen credits in the order of their trees: each beneath the nearest chosen one it is drawn from. Those at the top are counted.
fn in_trees(credits: &[Credit], chosen: &BTreeSet<Uuid>) -> Vec<Placed> {
    let by_id: HashMap<Uuid, &Credit> = credits.iter().map(|one| (one.allocation_id, one)).collect();
    let mut beneath: BTreeMap<Option<Uuid>, Vec<usize>> = BTreeMap::new();
    for (index, credit) in credits.iter().enumerate().filter(|(_, one)| chosen.contains(&one.allocation_id)) {
        let mut above = credit.drawn_from;
        // A tree is as deep as it has credits; a history that says otherwise ends the walk.
        for _ in 0..credits.len() {
            match above {
                Some(id) if !chosen.contains(&id) => above = by_id.get(&id).and_then(|one| one.drawn_from),
                _ => break,
            }
        }
        beneath.entry(above).or_default().push(index);
    }
    let mut placed = Vec::new();
    let mut open: Vec<(usize, i32)> =
        beneath.remove(&None).unwrap_or_default().into_iter().rev().map(|at| (at, 0)).collect();
    while let Some((index, depth)) = open.pop() {
        placed.push(Placed { index, depth, is_counted: depth == 0 });
        let children = beneath.remove(&Some(credits[index].allocation_id)).unwrap_or_default();
        open.extend(children.into_iter().rev().map(|at| (at, depth + 1)));
    }
    placed
}

/// The budget line that feeds a credit's tree.
fn root_line<'a>(by_id: &HashMap<Uuid, &'a Credit>, credit: &'a Credit) -> &'a str {
    let mut at = credit;
    for _ in 0..by_id.len() {
        match at.drawn_from.and_then(|id| by_id.get(&id)) {
            Some(above) => at = above,
            None => break,
        }
    }
    at.budget_line.as_deref().unwrap_or_default()
}

pub(super) async fn lines(
    pool: &PgPool,
    credits: &[Credit],
    chosen: &BTreeSet<Uuid>,
) -> Result<Vec<CreditLine>, sqlx::Error> {
    let by_id: HashMap<Uuid, &Credit> = credits.iter().map(|one| (one.allocation_id, one)).collect();
    let mut drawn: HashMap<Uuid, i64> = HashMap::new();
    for credit in credits {
        if let Some(source) = credit.drawn_from {
            *drawn.entry(source).or_default() += credit.amount_rials;
        }
    }
    let agreements: Vec<Uuid> =
        credits.iter().flat_map(|one| [Some(one.agreement_id), one.for_agreement]).flatten().collect();
    let places: Vec<Uuid> = credits.iter().filter_map(|one| one.place_id).collect();
    let (named, names) = futures::try_join!(refs(pool, &agreements), Names::load(pool, &places))?;
    let placed = in_trees(credits, chosen).into_iter().map(|at| {
        let credit = &credits[at.index];
        let drawn_rials = drawn.get(&credit.allocation_id).copied().unwrap_or(0);
        CreditLine {
            id: credit.allocation_id,
            depth: at.depth,
            drawn_from: credit.drawn_from,
            budget_line: root_line(&by_id, credit).to_owned(),
            kind: credit.kind.parse().ok(),
            purpose: credit.purpose.clone(),
            place: credit.place_id.map(|id| names.named(id)),
            year: credit.year,
            agreement: named
                .get(&credit.agreement_id)
                .cloned()
                .unwrap_or_else(|| AgreementRef::unknown(credit.agreement_id)),
            for_agreement: credit
                .for_agreement
                .map(|id| named.get(&id).cloned().unwrap_or_else(|| AgreementRef::unknown(id))),
            amount_rials: credit.amount_rials,
            drawn_rials,
            spent_rials: credit.spent,
            left_rials: credit.amount_rials - drawn_rials - credit.spent,
            is_counted: at.is_counted,
        }
    });
    Ok(placed.collect())
}

/// Credits by source and purpose; of a year or a place, what is drawn from a credit outside of them stands at the top and is counted there.
pub async fn credit_report(
    pool: &PgPool,
    filter: &CreditFilter,
    today: chrono::NaiveDate,
) -> Result<CreditReport, sqlx::Error> {
    let area = match filter.place_id {
        Some(place) => Some(super::area(pool, place).await?.into_iter().collect::<BTreeSet<Uuid>>()),
        None => None,
    };
    let credits = all(pool).await?;
    let is_chosen = |credit: &&Credit| {
        filter.year.is_none_or(|year| credit.year == year)
            && area.as_ref().is_none_or(|area| credit.place_id.is_some_and(|place| area.contains(&place)))
    };
    let chosen: BTreeSet<Uuid> = credits.iter().filter(is_chosen).map(|one| one.allocation_id).collect();
    let lines = lines(pool, &credits, &chosen).await?;
    let money = ["billion_toman"];
    let (figures, position) =
        futures::try_join!(national_figures(pool, None, today), crate::position(pool, "national"))?;
    let declared = figures.into_iter().filter(|one| money.contains(&one.unit.as_str())).collect();
    Ok(summed(filter.year, lines, declared, position))
}

fn summed(year: Option<i32>, lines: Vec<CreditLine>, declared: Vec<NationalFigure>, position: i64) -> CreditReport {
    let sum =
        |keep: &dyn Fn(&CreditLine) -> bool| lines.iter().filter(|one| keep(one)).map(|one| one.amount_rials).sum();
    let of_kind = |kind: CreditKind| sum(&|one| one.is_counted && one.kind == Some(kind));
    let mut sources: BTreeMap<&str, CreditSource> = BTreeMap::new();
    let mut purposes: BTreeMap<&str, CreditPurpose> = BTreeMap::new();
    for line in &lines {
        let purpose = purposes.entry(&line.purpose).or_insert_with(|| CreditPurpose {
            purpose: line.purpose.clone(),
            counted_rials: 0,
            drawn_rials: 0,
        });
        if !line.is_counted {
            purpose.drawn_rials += line.amount_rials;
            continue;
        }
        purpose.counted_rials += line.amount_rials;
        let source = sources.entry(&line.budget_line).or_insert_with(|| CreditSource {
            budget_line: line.budget_line.clone(),
            operating_rials: 0,
            capital_rials: 0,
            total_rials: 0,
        });
        source.total_rials += line.amount_rials;
        match line.kind {
            Some(CreditKind::Capital) => source.capital_rials += line.amount_rials,
            _ => source.operating_rials += line.amount_rials,
        }
    }
    CreditReport {
        year,
        operating_rials: of_kind(CreditKind::Operating),
        capital_rials: of_kind(CreditKind::Capital),
        total_rials: sum(&|one| one.is_counted),
        drawn_rials: sum(&|one| !one.is_counted),
        spent_rials: lines.iter().map(|one| one.spent_rials).sum(),
        left_rials: lines.iter().map(|one| one.left_rials).sum(),
        sources: sources.into_values().collect(),
        purposes: purposes.into_values().collect(),
        lines,
        declared,
        position,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(number: usize, drawn_from: Option<usize>, year: i32) -> Credit {
        let id = |number: usize| Uuid::from_u128(number as u128 + 1);
        Credit {
            allocation_id: id(number),
            agreement_id: Uuid::from_u128(1000),
            for_agreement: None,
            amount_rials: 1,
            kind: "operating".to_owned(),
            budget_line: drawn_from.is_none().then(|| "ردیف".to_owned()),
            drawn_from: drawn_from.map(id),
            purpose: "هدف".to_owned(),
            place_id: None,
            year,
            spent: 0,
        }
    }

    /// S114: in trees of any shape and any choice of credits, each chosen one is listed once, and no counted one is drawn from another counted one.
    #[test]
    fn s114_no_counted_credit_is_drawn_from_a_counted_one() {
        // A small generator of its own: enough trees, the same every time.
        let mut seed = 7u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below.max(1)
        };
        for _ in 0..300 {
            let size = 1 + next(25);
            let credits: Vec<Credit> = (0..size)
                .map(|number| {
                    let from = (number > 0 && next(3) > 0).then(|| next(number));
                    credit(number, from, 1400 + i32::try_from(next(3)).unwrap_or(0))
                })
                .collect();
            let chosen: BTreeSet<Uuid> =
                credits.iter().filter(|one| one.year < 1402).map(|one| one.allocation_id).collect();
            let placed = in_trees(&credits, &chosen);
            let listed: BTreeSet<Uuid> = placed.iter().map(|at| credits[at.index].allocation_id).collect();
            assert_eq!((listed.len(), &listed), (placed.len(), &chosen));
            let counted: BTreeSet<Uuid> =
                placed.iter().filter(|at| at.is_counted).map(|at| credits[at.index].allocation_id).collect();
            let by_id: HashMap<Uuid, &Credit> = credits.iter().map(|one| (one.allocation_id, one)).collect();
            for id in &chosen {
                let mut above = by_id[id].drawn_from;
                let mut counted_above = 0;
                while let Some(source) = above {
                    counted_above += usize::from(counted.contains(&source));
                    above = by_id[&source].drawn_from;
                }
                assert_eq!(
                    counted_above,
                    usize::from(!counted.contains(id)),
                    "each rial is in exactly one counted credit"
                );
            }
        }
    }
}
