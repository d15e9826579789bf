//! What the neighborhoods of facilitation offices add to a quarterly report: duties of agencies, requests out of turn, priorities that hold. Each number is a
//! count of events, so that it opens to them (P32 of seed 002: the progress of P28 and P31).

use chrono::NaiveDate;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{FromRow, PgPool, Postgres};
use uuid::Uuid;

/// Days on which an open office served a neighborhood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ServedSpan {
    pub office_id: Uuid,
    pub neighborhood_id: Uuid,
    pub from: NaiveDate,
    /// The first day no more; it serves it still when absent.
    pub until: Option<NaiveDate>,
}

/// An event behind a number of a quarter.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub(crate) struct SpanFact {
    pub figure: String,
    pub neighborhood_id: Uuid,
    pub agency_id: Option<Uuid>,
    pub duty: Option<i32>,
    pub happened_on: NaiveDate,
    pub event_type: String,
    pub sequence: i64,
    pub position: i64,
}

/// Facts by figure. `$1` to `$4` the spans, `$5` and `$6` the quarter, `$7` the day before which the last word on a duty is late, `$8` the position of the log
/// up to which is counted. What was recorded last speaks, as on the board of duties. States are those at the end of `$6`, where the office served then.
/// Where spans of a neighborhood overlap, an event counts once for an office.
const FACTS: &str = "with span as materialized (
       select * from unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) as s(office_id, neighborhood_id, since, until)),
     fact as materialized (
       select s.office_id, f.*, f.happened_on >= $5 and f.happened_on >= s.since and (s.until is null or f.happened_on < s.until) as is_in_quarter,
              s.since <= $6 and (s.until is null or s.until > $6) as is_served_at_end
         from span s join neighborhood_fact f on f.neighborhood_id = s.neighborhood_id
        where f.happened_on <= $6 and f.position <= $8),
     said as (
       select distinct on (office_id, neighborhood_id, agency_id, duty) * from fact where kind = 'duty' and is_in_quarter
        order by office_id, neighborhood_id, agency_id, duty, position desc),
     stands as (
       select distinct on (office_id, neighborhood_id, agency_id, duty) * from fact where kind = 'duty' and is_served_at_end
        order by office_id, neighborhood_id, agency_id, duty, position desc),
     answered as (
       select distinct on (office_id, request_id) * from fact where kind = 'answer' and is_in_quarter order by office_id, request_id, position desc),
     answer as (
       select distinct on (office_id, request_id) * from fact where kind = 'answer' order by office_id, request_id, position desc),
     level as (
       select distinct on (office_id, neighborhood_id) * from fact where kind = 'priority' and is_served_at_end
        order by office_id, neighborhood_id, position desc),
     figure as (
       select 'duties_reported' as figure, said.* from said
       union all select 'duties_done', said.* from said where code = 'done'
       union all select 'duties_late', stands.* from stands where code <> 'done' and happened_on < $7
       union all select distinct on (office_id, fact_id) 'requests_raised', fact.* from fact where kind = 'request' and is_in_quarter
       union all select 'requests_answered', answered.* from answered
       union all select distinct on (office_id, fact_id) 'requests_open', fact.* from fact
        where kind = 'request' and is_served_at_end and not exists (
          select 1 from answer a where a.office_id = fact.office_id and a.request_id = fact.request_id and a.code <> 'accepted')
       union all select 'priorities_' || code, level.* from level)";

/// The two times of a quarter that facts are read for, and the position of the log up to which.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quarter {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub late_before: NaiveDate,
    pub counted_to: i64,
}

fn bound<'q, O>(
    query: QueryAs<'q, Postgres, O, PgArguments>,
    spans: &[ServedSpan],
    quarter: Quarter,
) -> QueryAs<'q, Postgres, O, PgArguments> {
    query
        .bind(spans.iter().map(|span| span.office_id).collect::<Vec<_>>())
        .bind(spans.iter().map(|span| span.neighborhood_id).collect::<Vec<_>>())
        .bind(spans.iter().map(|span| span.from).collect::<Vec<_>>())
        .bind(spans.iter().map(|span| span.until).collect::<Vec<_>>())
        .bind(quarter.from)
        .bind(quarter.until)
        .bind(quarter.late_before)
        .bind(quarter.counted_to)
}

/// Every event behind the numbers of one office's quarter, in the order of the log. Pool: [`read pool`](crate#reading).
pub(crate) async fn facts_of(
    pool: &PgPool,
    spans: &[ServedSpan],
    quarter: Quarter,
) -> Result<Vec<SpanFact>, sqlx::Error> {
    let sql = format!(
        "{FACTS} select figure, neighborhood_id, agency_id, duty, happened_on, event_type, sequence, position from figure order by figure, position"
    );
    bound(sqlx::query_as(&sql), spans, quarter).fetch_all(pool).await
}

/// How many events stand behind each number of each office. Pool: [`read pool`](crate#reading).
pub(crate) async fn sums_of(
    pool: &PgPool,
    spans: &[ServedSpan],
    quarter: Quarter,
) -> Result<Vec<(Uuid, String, i64)>, sqlx::Error> {
    let sql = format!("{FACTS} select office_id, figure, count(*) from figure group by office_id, figure");
    bound(sqlx::query_as(&sql), spans, quarter).fetch_all(pool).await
}
