//! What the neighborhoods of facilitation offices add to a quarterly report: duties of agencies, requests out of turn, priorities that hold. Each number is a
//! count of events, so that it opens to them (P32 of seed 002: the progress of P28 and P31).

use chrono::NaiveDate;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::{FromRow, PgPool, Postgres};
use uuid::Uuid;

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

/// The days on which open offices (`$1`) served their neighborhoods: from `since`, before `until`.
const SPANS: &str = "select s.office_id, s.neighborhood_id, greatest(s.served_from, o.opened_on) as since, least(s.served_until, o.closed_on) as until
       from office_span s join office o on o.office_id = s.office_id where s.office_id = any($1) and o.opened_on is not null";

/// Facts by figure, after a `span` made of [`SPANS`]. `$2` and `$3` the quarter, `$4` the day before which the last word on a duty is late, `$5` the position
/// of the log up to which is counted. What was recorded last speaks, as on the board of duties. States are those at the end of `$3`, where the office served
/// then. Where spans of a neighborhood overlap, an event counts once for an office.
const FACTS: &str = "fact as materialized (
       select s.office_id, f.*, f.happened_on >= $2 and f.happened_on >= s.since and (s.until is null or f.happened_on < s.until) as is_in_quarter,
              s.since <= $3 and (s.until is null or s.until > $3) as is_served_at_end
         from span s join neighborhood_fact f on f.neighborhood_id = s.neighborhood_id
        where f.happened_on <= $3 and f.position <= $5),
     said as (
       select distinct on (office_id, neighborhood_id, agency_id, duty) * from fact where kind = 'duty' and is_in_quarter
        order by office_id, neighborhood_id, agency_id, duty, position desc),
     stands as (
       select distinct on (office_id, neighborhood_id, agency_id, duty) * from fact where kind = 'duty' and is_served_at_end
        order by office_id, neighborhood_id, agency_id, duty, position desc),
     answered as (
       select distinct on (office_id, request_id) * from fact where kind = 'answer' and is_in_quarter order by office_id, request_id, position desc),
     answer as (
       select distinct on (request_id) request_id, code from fact where kind = 'answer' order by request_id, position desc),
     level as (
       select distinct on (office_id, neighborhood_id) * from fact where kind = 'priority' and is_served_at_end
        order by office_id, neighborhood_id, position desc),
     figure as (
       select 'duties_reported' as figure, said.* from said
       union all select 'duties_done', said.* from said where code = 'done'
       union all select 'duties_late', stands.* from stands where code <> 'done' and happened_on < $4
       union all select distinct on (office_id, fact_id) 'requests_raised', fact.* from fact where kind = 'request' and is_in_quarter
       union all select 'requests_answered', answered.* from answered
       union all select distinct on (office_id, fact_id) 'requests_open', fact.* from fact
        where kind = 'request' and is_served_at_end and not exists (
          select 1 from answer a where a.request_id = fact.request_id and a.code <> 'accepted')
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
    offices: &'q [Uuid],
    quarter: Quarter,
) -> QueryAs<'q, Postgres, O, PgArguments> {
    query.bind(offices).bind(quarter.from).bind(quarter.until).bind(quarter.late_before).bind(quarter.counted_to)
}

/// Every event behind the numbers of one office's quarter, in the order of the log. Pool: [`read pool`](crate#reading).
pub(crate) async fn facts_of(pool: &PgPool, office: Uuid, quarter: Quarter) -> Result<Vec<SpanFact>, sqlx::Error> {
    let sql = format!(
        "with span as materialized ({SPANS}), {FACTS}
         select figure, neighborhood_id, agency_id, duty, happened_on, event_type, sequence, position from figure order by figure, position"
    );
    bound(sqlx::query_as(&sql), &[office], quarter).fetch_all(pool).await
}

/// How many events stand behind each number of each office, and, under no office, of all of them as if they were one: what several of them count of a
/// neighborhood stands there once. Pool: [`read pool`](crate#reading).
pub(crate) async fn sums_of(
    pool: &PgPool,
    offices: &[Uuid],
    quarter: Quarter,
) -> Result<Vec<(Option<Uuid>, String, i64)>, sqlx::Error> {
    let sql = format!(
        "with each as materialized ({SPANS}),
         span as materialized (select * from each union all select null, neighborhood_id, since, until from each), {FACTS}
         select office_id, figure, count(*) from figure group by office_id, figure"
    );
    bound(sqlx::query_as(&sql), offices, quarter).fetch_all(pool).await
}

/// The neighborhoods that more than one of these open offices served in a quarter, at the same time or one after the other. Pool:
/// [`read pool`](crate#reading).
pub(crate) async fn shared_by(pool: &PgPool, offices: &[Uuid], quarter: Quarter) -> Result<Vec<Uuid>, sqlx::Error> {
    let sql = format!(
        "with span as ({SPANS})
         select neighborhood_id from span where since <= $3 and (until is null or until > greatest($2, since))
          group by neighborhood_id having count(distinct office_id) > 1"
    );
    sqlx::query_scalar(&sql).bind(offices).bind(quarter.from).bind(quarter.until).fetch_all(pool).await
}
