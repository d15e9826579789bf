//! Counting every fact of a place at the asking: for days that lie before the last of its facts, and to hold what is kept against.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::counts::Counts;
use super::keep::key;
use super::told::Told;
use crate::rollup::{Inside, PriorityCounts};

/// Row, year, kind, class and count, as the statement below gives them.
type Counted = (Option<Uuid>, i32, String, Option<String>, i64);

/// The counts of the years, by row or of the whole alone.
pub(super) async fn count(pool: &PgPool, inside: &Inside, years: &[Told], by_row: bool) -> Result<Counts, sqlx::Error> {
    if years.is_empty() {
        return Ok(Counts::default());
    }
    let mut counts = Counts::default();
    let (families, priorities) =
        futures::try_join!(facts(pool, inside, years, by_row), priorities(pool, inside, years))?;
    for (row, year, kind, code, families) in families {
        counts.add(row, year, &key(&kind, &code.unwrap_or_default()), families);
    }
    counts.priorities.extend(priorities);
    Ok(counts)
}

async fn facts(pool: &PgPool, inside: &Inside, years: &[Told], by_row: bool) -> Result<Vec<Counted>, sqlx::Error> {
    // Of one row, year and code a family has one state at most, and is counted as it stands; services are many, and each family counts once.
    let (row, by, sets) =
        if by_row { ("i.r", "r", "(r, year, kind, code), (r, year, kind),") } else { ("null::uuid", "null::uuid", "") };
    let sql = format!(
        "with inside as materialized (select n, r from unnest($1::uuid[], $2::uuid[]) as t(n, r)),
         told as materialized (
           select * from unnest($3::integer[], $4::date[], $5::timestamptz[]) as t(year, held_on, known_at)),
         state as (
           select {row} as r, y.year, f.kind, f.code, count(*) as families
             from inside i join atlas_fact f on f.neighborhood_id = i.n and f.kind <> 'service'
             join told y on f.known_from < y.known_at and (f.known_until is null or f.known_until >= y.known_at) and f.from_on <= y.held_on
              and (f.until_on is null or f.until_on > y.held_on)
            group by 1, 2, 3, 4),
         given as (
           select {row} as r, y.year, 'service' as kind, f.code, f.family_id
             from inside i join atlas_fact f on f.neighborhood_id = i.n and f.kind = 'service'
             join told y on y.year = f.year and f.from_on <= y.held_on and f.known_from < y.known_at
              and (f.known_until is null or f.known_until >= y.known_at)
            group by 1, 2, 3, 4, 5)
         select r, year, kind, code, families from state
         union all select null, year, kind, code, sum(families)::bigint from state where r is not null group by 2, 3, 4
         union all select {by}, year, kind, code, count(distinct family_id) from given
          group by grouping sets ({sets} (year, kind, code), (year, kind))"
    );
    bound(sqlx::query_as(&sql), inside, years).fetch_all(pool).await
}

/// Row, year and the numbers of the priorities that held.
type Held = ((Option<Uuid>, i32), PriorityCounts);

async fn priorities(pool: &PgPool, inside: &Inside, years: &[Told]) -> Result<Vec<Held>, sqlx::Error> {
    let sql = "with inside as materialized (select n, r from unnest($1::uuid[], $2::uuid[]) as t(n, r)),
         told as materialized (select * from unnest($3::integer[], $4::date[], $5::timestamptz[]) as t(year, held_on, known_at)),
         held as (
           select distinct on (y.year, p.neighborhood_id) y.year, p.neighborhood_id, p.level
             from neighborhood_priority p join told y on p.set_on <= y.held_on and p.recorded_at < y.known_at
            order by y.year, p.neighborhood_id, p.number desc)
         select i.r, y.year, count(*) filter (where h.level = 'first'), count(*) filter (where h.level = 'second'),
                count(*) filter (where h.level = 'third'), count(*) filter (where h.level is null)
           from inside i cross join told y left join held h on h.neighborhood_id = i.n and h.year = y.year
          group by grouping sets ((i.r, y.year), (y.year))";
    let counted: Vec<(Option<Uuid>, i32, i64, i64, i64, i64)> =
        bound(sqlx::query_as(sql), inside, years).fetch_all(pool).await?;
    let counts = counted
        .into_iter()
        .map(|(row, year, first, second, third, none)| ((row, year), PriorityCounts { first, second, third, none }));
    Ok(counts.collect())
}

type Question<'q, T> = sqlx::query::QueryAs<'q, sqlx::Postgres, T, sqlx::postgres::PgArguments>;

/// The neighborhoods with their rows, and the years with their days and instants.
fn bound<'q, T>(question: Question<'q, T>, inside: &'q Inside, years: &[Told]) -> Question<'q, T> {
    question
        .bind(&inside.neighborhoods)
        .bind(inside.row_ids())
        .bind(years.iter().map(|one| one.year).collect::<Vec<_>>())
        .bind(years.iter().map(|one| one.held_on).collect::<Vec<NaiveDate>>())
        .bind(years.iter().map(|one| one.known_at).collect::<Vec<DateTime<Utc>>>())
}

/// The first day of anything that the atlas tells of these neighborhoods.
pub(super) async fn first(pool: &PgPool, inside: &Inside) -> Result<Option<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar(
        "select least((select min(from_on) from atlas_fact where neighborhood_id = any($1)), (select min(set_on) from neighborhood_priority
            where neighborhood_id = any($1)))",
    )
    .bind(&inside.neighborhoods)
    .fetch_one(pool)
    .await
}
