//! Rows → the yearly before/after, and the families behind a cell.

use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rounding::{Keyed, rounded};
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

/// Counts by tier; null where fewer than five for a reader of counts alone.
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

/// Sums of the matrix; null as in the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct MatrixTotals {
    /// Every family of the year by baseline tier, those without a final tier included.
    pub baseline: TierRow,
    /// Families tiered twice, by final tier.
    pub r#final: TierRow,
    pub tiered_twice: Option<i64>,
    pub tiered_once: Option<i64>,
    /// Of those tiered twice.
    pub improved: Option<i64>,
    pub same: Option<i64>,
    pub worsened: Option<i64>,
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
    /// Absent for readers of rounded counts, who ask for one type at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_household_type: Option<Vec<TypeMatrix>>,
    /// Whether every number was rounded to a multiple of five with a lasting error of its own, and left out below five. Numbers then do not add up exactly.
    pub rounded: bool,
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

pub(crate) fn conditions(query: &mut QueryBuilder<'_, Postgres>, filter: &BeforeAfterFilter) {
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

/// The comparison of a year for a reader of counts alone: every number by [`crate::rounding`] (S064). The error of a number belongs to its cell and
/// its filters; places that hold the same neighborhoods are the same place.
pub async fn before_after_rounded(
    pool: &PgPool,
    filter: &BeforeAfterFilter,
    keyed: Keyed<'_>,
) -> Result<BeforeAfter, sqlx::Error> {
    let mut place = QueryBuilder::<Postgres>::new("select md5(string_agg(n::text, ',' order by n)) from (");
    match filter.place_id {
        Some(id) => place.push(crate::places::NEIGHBORHOODS_OF).push("(").push_bind(id).push(")"),
        None => place.push("select neighborhood_id from neighborhood"),
    };
    let place: Option<String> = place.push(") as held (n)").build_query_scalar().fetch_one(pool).await?;
    let what = format!(
        "before-after/{}/{}/{}/{}",
        filter.year,
        place.unwrap_or_default(),
        filter.domain.map_or("all", Domain::as_str),
        filter.household_type.map_or("all", HouseholdType::as_str),
    );
    let show = |cell: &str, count: i64| rounded(count, &format!("{what}/{cell}"), keyed);
    report(pool, filter, Some(&show)).await
}

/// The comparison of a year, exact.
pub async fn before_after(pool: &PgPool, filter: &BeforeAfterFilter) -> Result<BeforeAfter, sqlx::Error> {
    report(pool, filter, None).await
}

/// How a number is shown, by the name of its cell.
type Show<'a> = &'a (dyn Fn(&str, i64) -> Option<i64> + Sync);

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

/// The report, each number as `show` shows it, or as it is.
async fn report(pool: &PgPool, filter: &BeforeAfterFilter, show: Option<Show<'_>>) -> Result<BeforeAfter, sqlx::Error> {
    let (rows, position) = futures::try_join!(rows(pool, filter), crate::position(pool, "cycles"))?;
    let (all, by_type) = counts(rows);
    let exact = |_: &str, count: i64| Some(count);
    let shown = show.unwrap_or(&exact);
    let column_sum = |column: usize| all.iter().map(|row| row[column]).sum::<i64>();
    let whole: i64 = all.iter().flatten().sum();
    let (matrix, without_final) = cells(&all, shown);
    let moved = |goes: fn(usize, usize) -> bool| {
        let pairs = (0..3).flat_map(|before| (0..3).map(move |after| (before, after)));
        pairs.filter(|(before, after)| goes(*before, *after)).map(|(before, after)| all[before][after]).sum::<i64>()
    };
    let totals = MatrixTotals {
        baseline: TierRow::from([0, 1, 2].map(|row| shown(&format!("{row}/all"), all[row].iter().sum()))),
        r#final: TierRow::from([0, 1, 2].map(|column| shown(&format!("all/{column}"), column_sum(column)))),
        tiered_twice: shown("twice", whole - column_sum(3)),
        tiered_once: shown("once", column_sum(3)),
        improved: shown("improved", moved(|before, after| after < before)),
        same: shown("same", moved(|before, after| after == before)),
        worsened: shown("worsened", moved(|before, after| after > before)),
    };
    let by_household_type = show.is_none().then(|| {
        let filled = by_type.into_iter().filter(|(_, counts)| counts.iter().flatten().any(|count| *count > 0));
        filled
            .map(|(household_type, counts)| {
                let (matrix, without_final) = cells(&counts, shown);
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
        rounded: show.is_some(),
        position,
    })
}

fn cells(counts: &Counts, show: Show<'_>) -> (Matrix, TierRow) {
    let cell = |row: usize, column: usize| show(&format!("{row}/{column}"), counts[row][column]);
    let row = |row: usize| TierRow::from([cell(row, 0), cell(row, 1), cell(row, 2)]);
    let matrix = Matrix { stable: row(0), at_risk: row(1), harmed: row(2) };
    (matrix, TierRow::from([cell(0, 3), cell(1, 3), cell(2, 3)]))
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
