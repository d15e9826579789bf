//! Rows → requests to forget, and closed files whose time is over.

use chrono::NaiveDate;
use hamyar_events::ErasureGround;
use hamyar_persian::add_jalali_year;
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::views::{ActorRef, CivilDate, ErasureState, NamedRef, Page};

/// Which requests a list holds. Every given condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErasureFilter {
    pub state: Option<ErasureState>,
    /// Of families whose file these centers keep.
    pub center_ids: Option<Vec<Uuid>>,
}

/// A request to forget, as a second person sees it: no name, no word.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ErasureView {
    pub id: Uuid,
    /// Left out for a reader who never opens the file.
    pub family_id: Option<Uuid>,
    pub file_number: String,
    pub center: Option<NamedRef>,
    /// One member is to be forgotten, not the whole family.
    pub one_member: bool,
    pub ground: ErasureGround,
    pub state: ErasureState,
    pub requested_on: CivilDate,
    pub requested_by: ActorRef,
    pub decided_on: Option<CivilDate>,
    pub decided_by: Option<ActorRef>,
    /// Persons forgotten, once they are.
    pub persons: Option<i32>,
    /// The event that says so.
    pub event_id: Option<Uuid>,
    /// Its place in the log.
    pub event_position: Option<i64>,
}

#[derive(FromRow)]
struct Found {
    erasure_id: Uuid,
    family_id: Uuid,
    file_number: String,
    center_id: Option<Uuid>,
    member_id: Option<Uuid>,
    ground: String,
    state: String,
    requested_on: NaiveDate,
    requested_by: Uuid,
    decided_on: Option<NaiveDate>,
    decided_by: Option<Uuid>,
    persons: Option<i32>,
    event_id: Option<Uuid>,
    event_position: Option<i64>,
}

const COLUMNS: &str = "e.erasure_id, e.family_id, f.file_number, f.center_id, e.member_id, e.ground, e.state, e.requested_on, e.requested_by, \
    e.decided_on, e.decided_by, e.persons, e.event_id, e.event_position";

/// A page of requests, those that wait first, then the newest. `cursor` is the number of those before.
pub async fn erasures(
    pool: &PgPool,
    filter: &ErasureFilter,
    cursor: i64,
    limit: i64,
) -> Result<Page<ErasureView>, sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new(format!(
        "select {COLUMNS} from erasure e join family f on f.family_id = e.family_id where true"
    ));
    if let Some(state) = filter.state {
        query.push(" and e.state = ").push_bind(state.as_str());
    }
    if let Some(centers) = &filter.center_ids {
        query.push(" and f.center_id = any(").push_bind(centers.clone()).push(")");
    }
    query.push(" order by (e.state = 'waiting') desc, e.requested_on desc, e.erasure_id offset ").push_bind(cursor);
    query.push(" limit ").push_bind(limit + 1);
    let mut rows: Vec<Found> = query.build_query_as().fetch_all(pool).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let next = more.then(|| (cursor + limit).to_string());
    let items = views(pool, rows).await?;
    Ok(Page { items, next, total: None, position: crate::position(pool, "erasures").await? })
}

/// One request.
pub async fn erasure(pool: &PgPool, id: Uuid) -> Result<Option<ErasureView>, sqlx::Error> {
    let sql =
        format!("select {COLUMNS} from erasure e join family f on f.family_id = e.family_id where e.erasure_id = $1");
    let row: Option<Found> = sqlx::query_as(&sql).bind(id).fetch_optional(pool).await?;
    Ok(views(pool, row.into_iter().collect()).await?.pop())
}

async fn views(pool: &PgPool, rows: Vec<Found>) -> Result<Vec<ErasureView>, sqlx::Error> {
    let centers: Vec<Uuid> = rows.iter().filter_map(|row| row.center_id).collect();
    let names = Names::load(pool, &centers).await?;
    let actor = |id| ActorRef { id: Some(id), name: None, kind: "user".to_owned() };
    let view = |row: Found| {
        Ok(ErasureView {
            id: row.erasure_id,
            family_id: Some(row.family_id),
            file_number: row.file_number,
            center: row.center_id.map(|id| names.named(id)),
            one_member: row.member_id.is_some(),
            ground: row.ground.parse().map_err(unknown)?,
            state: match row.state.as_str() {
                "waiting" => ErasureState::Waiting,
                "withdrawn" => ErasureState::Withdrawn,
                "refused" => ErasureState::Refused,
                _ => ErasureState::Erased,
            },
            requested_on: row.requested_on.into(),
            requested_by: actor(row.requested_by),
            decided_on: row.decided_on.map(Into::into),
            decided_by: row.decided_by.map(actor),
            persons: row.persons,
            event_id: row.event_id,
            event_position: row.event_position,
        })
    };
    rows.into_iter().map(view).collect()
}

fn unknown(error: hamyar_events::UnknownValue) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// A closed file whose time is over.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct KeptFile {
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    pub closed_on: CivilDate,
    /// The day from which it is no longer to be kept.
    pub kept_until: CivilDate,
    /// A request to forget it waits already.
    pub waits: bool,
}

/// Closed files of centers that were kept for so many Jalali years by `today`, those closed first before the others; at most `limit`.
pub async fn files_kept_long_enough(
    pool: &PgPool,
    center_ids: &[Uuid],
    years: u8,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<KeptFile>, sqlx::Error> {
    // Wide enough to hold every such file; the calendar itself decides below.
    let latest = today - chrono::Duration::days(i64::from(years) * 365);
    let rows: Vec<(Uuid, String, Option<String>, NaiveDate, bool)> = sqlx::query_as(
        "select f.family_id, f.file_number, f.family_name, f.closed_on,
                exists (select 1 from erasure e where e.family_id = f.family_id and e.state = 'waiting')
           from family f where f.center_id = any($1) and f.state = 'closed' and not f.erased and f.closed_on <= $2 order by f.closed_on, f.file_number limit $3",
    )
    .bind(center_ids)
    .bind(latest)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    let kept = rows.into_iter().map(|(family_id, file_number, family_name, closed_on, waits)| {
        let until = (0..years).fold(closed_on, |day, _| add_jalali_year(day));
        (
            until,
            KeptFile {
                family_id,
                file_number,
                family_name,
                closed_on: closed_on.into(),
                kept_until: until.into(),
                waits,
            },
        )
    });
    Ok(kept.filter(|(until, _)| *until <= today).map(|(_, file)| file).collect())
}
