//! Rows → the yearly before/after, and the families behind a cell.

use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use super::suppress;
use hamyar_events::{Domain, HouseholdType, Tier};

/// Which families the comparison counts. Every given condition must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct BeforeAfterFilter {
    /// Jalali year of the baseline.
    pub year: i32,
    pub center_id: Option<Uuid>,
    /// Holder at the final tier, or at the year's end where there is none.
    pub caseworker_id: Option<Uuid>,
    /// Compare the tiers of this domain in place of the whole.
    pub domain: Option<Domain>,
    pub household_type: Option<HouseholdType>,
    /// Place, group or neighborhood that held the family's address at the baseline.
    pub place_id: Option<Uuid>,
    /// As known when the log stood at this position; now, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<i64>,
}

/// Counts by tier; null where suppressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TierRow {
    pub stable: Option<i64>,
    pub at_risk: Option<i64>,
    pub harmed: Option<i64>,
}

impl TierRow {
    fn from(counts: [Option<i64>; 3]) -> Self {
        Self { stable: counts[0], at_risk: counts[1], harmed: counts[2] }
    }
}

/// Rows by baseline tier, columns by final tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Matrix {
    pub stable: TierRow,
    pub at_risk: TierRow,
    pub harmed: TierRow,
}

/// Sums of the matrix; null where suppressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatrixTotals {
    /// Every family of the year by baseline tier, those without a final tier included.
    pub baseline: TierRow,
    /// Families tiered twice, by final tier.
    pub r#final: TierRow,
    pub tiered_twice: Option<i64>,
    pub tiered_once: Option<i64>,
}

/// One household type's own matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TypeMatrix {
    pub household_type: HouseholdType,
    pub matrix: Matrix,
    pub without_final: TierRow,
}

/// The yearly before/after comparison.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BeforeAfter {
    pub year: i32,
    pub filters: BeforeAfterFilter,
    pub matrix: Matrix,
    /// Families tiered only once: apart, never as unchanged (S023).
    pub without_final: TierRow,
    pub totals: MatrixTotals,
    /// Absent for readers of suppressed counts, who could subtract one type from another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_household_type: Option<Vec<TypeMatrix>>,
    /// Whether any cell was hidden.
    pub suppressed: bool,
    /// Log position the numbers were computed at.
    pub position: i64,
}

/// The column of a cell: a final tier, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinalCell {
    /// Tiered again.
    Tier(Tier),
    /// Tiered only once.
    None,
    /// Any column.
    Any,
}

/// Columns of the tiers compared, overall or of a domain.
const fn columns(domain: Option<Domain>) -> (&'static str, &'static str) {
    match domain {
        None => ("baseline_tier", "final_tier"),
        Some(Domain::Social) => ("baseline_social", "final_social"),
        Some(Domain::Economic) => ("baseline_economic", "final_economic"),
        Some(Domain::Cultural) => ("baseline_cultural", "final_cultural"),
    }
}

fn conditions(query: &mut QueryBuilder<'_, Postgres>, filter: &BeforeAfterFilter) {
    query.push(" where c.year = ").push_bind(filter.year);
    match filter.as_of {
        None => {
            query.push(" and c.to_position is null");
        }
        Some(position) => {
            query.push(" and c.from_position <= ").push_bind(position);
            query.push(" and (c.to_position is null or c.to_position > ").push_bind(position).push(")");
        }
    }
    if let Some(id) = filter.center_id {
        query.push(" and c.center_id = ").push_bind(id);
    }
    if let Some(id) = filter.caseworker_id {
        query.push(" and c.caseworker_id = ").push_bind(id);
    }
    if let Some(kind) = filter.household_type {
        query.push(" and c.household_type = ").push_bind(kind.as_str());
    }
    if let Some(id) = filter.place_id {
        query
            .push(" and c.neighborhood_id in (")
            .push(crate::places::NEIGHBORHOODS_OF)
            .push("(")
            .push_bind(id)
            .push("))");
    }
}

#[derive(FromRow)]
struct Counted {
    household_type: String,
    before: Option<String>,
    after: Option<String>,
    families: i64,
}

/// Baseline tier by final tier, the fourth column for those without one.
type Counts = [[i64; 4]; 3];

fn place_of(tier: Option<&str>) -> Option<usize> {
    match tier {
        Some("stable") => Some(0),
        Some("at_risk") => Some(1),
        Some("harmed") => Some(2),
        _ => None,
    }
}

/// Counts rows one by one: a caseworker's, a center's within a place, or all as known at a position.
fn counting(filter: &BeforeAfterFilter) -> QueryBuilder<'static, Postgres> {
    let (before, after) = columns(filter.domain);
    let mut query = QueryBuilder::new(format!(
        "select c.household_type, c.{before} as before, c.{after} as after, count(*) as families from family_cycle c"
    ));
    conditions(&mut query, filter);
    query.push(" group by 1, 2, 3");
    query
}

/// Adds up the counts that are kept: those by neighborhood for a place, those by center for all else. `None` where they do not tell.
fn counted(filter: &BeforeAfterFilter) -> Option<QueryBuilder<'static, Postgres>> {
    let crossed = filter.center_id.is_some() && filter.place_id.is_some();
    if filter.caseworker_id.is_some() || filter.as_of.is_some() || crossed {
        return None;
    }
    let mut query = QueryBuilder::new(
        "select c.household_type, c.before, c.after, sum(c.families)::bigint as families from cycle_count c where c.year = ",
    );
    query.push_bind(filter.year).push(match filter.place_id {
        Some(_) => " and c.by = 'neighborhood'",
        None => " and c.by = 'center'",
    });
    match filter.domain {
        Some(domain) => query.push(" and c.domain = ").push_bind(domain.as_str()),
        None => query.push(" and c.domain is null"),
    };
    if let Some(id) = filter.center_id {
        query.push(" and c.place = ").push_bind(id);
    }
    if let Some(kind) = filter.household_type {
        query.push(" and c.household_type = ").push_bind(kind.as_str());
    }
    if let Some(id) = filter.place_id {
        query.push(" and c.place in (").push(crate::places::NEIGHBORHOODS_OF).push("(").push_bind(id).push("))");
    }
    query.push(" group by 1, 2, 3");
    Some(query)
}

async fn rows(pool: &PgPool, filter: &BeforeAfterFilter) -> Result<Vec<Counted>, sqlx::Error> {
    let mut query = counted(filter).unwrap_or_else(|| counting(filter));
    query.build_query_as().fetch_all(pool).await
}

/// The tables that hold everything a filter leaves out: without the household type, of the reader's whole area, and both; and, for a
/// domain's table, the overall one.
fn wider(filter: &BeforeAfterFilter, area: Option<Uuid>) -> Vec<BeforeAfterFilter> {
    let every_type = |one: &BeforeAfterFilter| BeforeAfterFilter { household_type: None, ..one.clone() };
    let whole_area = |one: &BeforeAfterFilter| BeforeAfterFilter { place_id: area, ..one.clone() };
    let overall = |one: &BeforeAfterFilter| BeforeAfterFilter { domain: None, ..one.clone() };
    let mut all: Vec<BeforeAfterFilter> = Vec::new();
    for one in [every_type(filter), whole_area(filter), whole_area(&every_type(filter)), overall(filter)] {
        if one != *filter && !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// The comparison of a year for a reader of counts alone, in that reader's area (everywhere when absent). Small cells are null, and as many
/// others as protect them, also against subtracting this table from a wider one (S064).
pub async fn before_after_suppressed(
    pool: &PgPool,
    filter: &BeforeAfterFilter,
    area: Option<Uuid>,
) -> Result<BeforeAfter, sqlx::Error> {
    let mut wholes = Vec::new();
    for one in wider(filter, area) {
        let (counts, _) = counts(rows(pool, &one).await?);
        let cells = counts.map(Vec::from).to_vec();
        wholes.push(suppress::Whole { cells, only_sums: one.domain != filter.domain });
    }
    report(pool, filter, Some(&wholes)).await
}

/// The comparison of a year. With `suppress`, small cells and as many others as protect them are null (S064).
pub async fn before_after(
    pool: &PgPool,
    filter: &BeforeAfterFilter,
    suppress: bool,
) -> Result<BeforeAfter, sqlx::Error> {
    report(pool, filter, suppress.then_some(&[])).await
}

type ByType = Vec<(HouseholdType, Counts)>;

fn counts(rows: Vec<Counted>) -> (Counts, ByType) {
    let mut all = Counts::default();
    let mut by_type: ByType = HouseholdType::ALL.iter().map(|kind| (*kind, Counts::default())).collect();
    for row in rows {
        let Some(before) = place_of(row.before.as_deref()) else { continue };
        let after = place_of(row.after.as_deref()).unwrap_or(3);
        all[before][after] += row.families;
        if let Some((_, counts)) = by_type.iter_mut().find(|(kind, _)| kind.as_str() == row.household_type) {
            counts[before][after] += row.families;
        }
    }
    (all, by_type)
}

/// The report; with wider tables, even none, small cells are hidden.
async fn report(
    pool: &PgPool,
    filter: &BeforeAfterFilter,
    wholes: Option<&[suppress::Whole]>,
) -> Result<BeforeAfter, sqlx::Error> {
    let (rows, position) = futures::try_join!(rows(pool, filter), crate::position(pool, "cycles"))?;
    let (all, by_type) = counts(rows);
    let hide = match wholes {
        Some(wholes) => suppress::hidden(&all.map(Vec::from), wholes),
        None => vec![vec![false; 5]; 4],
    };
    let (matrix, without_final) = shown(&all, &hide);
    let show = |row: usize, column: usize, count: i64| (!hide[row][column]).then_some(count);
    let column_sum = |column: usize| all.iter().map(|row| row[column]).sum::<i64>();
    // The column of those tiered once is the fourth; those tiered twice are the whole without it, shown only when both are.
    let whole: i64 = all.iter().flatten().sum();
    let tiered_once = show(3, 3, column_sum(3));
    let tiered_twice = match (show(3, 4, whole), tiered_once) {
        (Some(whole), Some(once)) => Some(whole - once),
        _ => None,
    };
    let totals = MatrixTotals {
        baseline: TierRow::from([0, 1, 2].map(|row| show(row, 4, all[row].iter().sum()))),
        r#final: TierRow::from([0, 1, 2].map(|column| show(3, column, column_sum(column)))),
        tiered_twice,
        tiered_once,
    };
    let by_household_type = wholes.is_none().then(|| {
        let whole = vec![vec![false; 5]; 4];
        let filled = by_type.into_iter().filter(|(_, counts)| counts.iter().flatten().any(|count| *count > 0));
        filled
            .map(|(household_type, counts)| {
                let (matrix, without_final) = shown(&counts, &whole);
                TypeMatrix { household_type, matrix, without_final }
            })
            .collect()
    });
    Ok(BeforeAfter {
        year: filter.year,
        filters: filter.clone(),
        matrix,
        without_final,
        totals,
        by_household_type,
        suppressed: hide.iter().flatten().any(|hidden| *hidden),
        position,
    })
}

fn shown(counts: &Counts, hide: &[Vec<bool>]) -> (Matrix, TierRow) {
    let show = |row: usize, column: usize| (!hide[row][column]).then_some(counts[row][column]);
    let row = |row: usize| TierRow::from([show(row, 0), show(row, 1), show(row, 2)]);
    let matrix = Matrix { stable: row(0), at_risk: row(1), harmed: row(2) };
    (matrix, TierRow::from([show(0, 3), show(1, 3), show(2, 3)]))
}

/// The families behind a cell, by id; for readers who may open families.
pub async fn families_behind(
    pool: &PgPool,
    filter: &BeforeAfterFilter,
    from: Option<Tier>,
    to: FinalCell,
    limit: i64,
) -> Result<Vec<Uuid>, sqlx::Error> {
    let (before, after) = columns(filter.domain);
    let mut query = QueryBuilder::new("select c.family_id from family_cycle c");
    conditions(&mut query, filter);
    match from {
        Some(tier) => query.push(format!(" and c.{before} = ")).push_bind(tier.as_str()),
        None => query.push(format!(" and c.{before} is not null")),
    };
    match to {
        FinalCell::Tier(tier) => {
            query.push(format!(" and c.{after} = ")).push_bind(tier.as_str());
        }
        FinalCell::None => {
            query.push(format!(" and c.{after} is null"));
        }
        FinalCell::Any => {}
    }
    query.push(" order by c.family_id limit ").push_bind(limit);
    query.build_query_scalar().fetch_all(pool).await
}

/// The Jalali years in which any family has a baseline, latest first.
pub async fn years(pool: &PgPool) -> Result<Vec<i32>, sqlx::Error> {
    sqlx::query_scalar(
        "select year from cycle_count where by = 'center' and domain is null group by year order by year desc",
    )
    .fetch_all(pool)
    .await
}
