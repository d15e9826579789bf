//! Licences of non-governmental organizations: applications, answers, terms; and the report by period and level (S117).

use chrono::NaiveDate;
use hamyar_events::{LicenceLevel, RevocationReason};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::figures::{NationalFigure, national_figures};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// The declared figures of document 004 that speak of licences.
const DECLARED: [&str; 3] = ["ngo_licences_national", "ngo_licences_country", "supervisory_board_sessions"];

/// An organization with its licences.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NgoCard {
    pub id: Uuid,
    pub name: String,
    /// The nation when absent.
    pub place: Option<NamedRef>,
    pub registered_on: CivilDate,
    pub waiting: Option<WaitingApplication>,
    pub licences: Vec<LicenceItem>,
    pub sequence: i64,
}

/// An application that waits for the supervisory board.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WaitingApplication {
    pub level: Option<LicenceLevel>,
    pub since: CivilDate,
}

/// Whether a licence holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LicenceState {
    InForce,
    Expired,
    Revoked,
}

/// One licence.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LicenceItem {
    pub id: Uuid,
    pub level: Option<LicenceLevel>,
    pub number: String,
    pub granted_on: CivilDate,
    pub valid_until: CivilDate,
    pub revoked_on: Option<CivilDate>,
    pub revocation: Option<RevocationReason>,
    pub state: LicenceState,
}

#[derive(FromRow)]
struct Row {
    ngo_id: Uuid,
    name: String,
    place_id: Option<Uuid>,
    registered_on: NaiveDate,
    waiting_level: Option<String>,
    waiting_since: Option<NaiveDate>,
    sequence: i64,
}

#[derive(FromRow)]
struct Held {
    licence_id: Uuid,
    ngo_id: Uuid,
    level: String,
    number: String,
    granted_on: NaiveDate,
    valid_until: NaiveDate,
    revoked_on: Option<NaiveDate>,
    revocation: Option<String>,
}

const SELECT: &str = "select ngo_id, name, place_id, registered_on, waiting_level, waiting_since, sequence from ngo";

async fn cards(pool: &PgPool, rows: Vec<Row>, today: NaiveDate) -> Result<Vec<NgoCard>, sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.ngo_id).collect();
    let places: Vec<Uuid> = rows.iter().filter_map(|row| row.place_id).collect();
    let held = sqlx::query_as::<_, Held>(
        "select licence_id, ngo_id, level, number, granted_on, valid_until, revoked_on, revocation from licence
          where ngo_id = any($1) order by granted_on desc, licence_id",
    );
    let (names, held) = futures::try_join!(Names::load(pool, &places), held.bind(&ids).fetch_all(pool))?;
    let licence = |one: &Held| LicenceItem {
        id: one.licence_id,
        level: one.level.parse().ok(),
        number: one.number.clone(),
        granted_on: one.granted_on.into(),
        valid_until: one.valid_until.into(),
        revoked_on: one.revoked_on.map(Into::into),
        revocation: one.revocation.as_deref().and_then(|text| text.parse().ok()),
        state: match one.revoked_on {
            Some(_) => LicenceState::Revoked,
            None if one.valid_until < today => LicenceState::Expired,
            None => LicenceState::InForce,
        },
    };
    let card = |row: Row| NgoCard {
        id: row.ngo_id,
        name: row.name,
        place: row.place_id.map(|id| names.named(id)),
        registered_on: row.registered_on.into(),
        waiting: row.waiting_since.map(|since| WaitingApplication {
            level: row.waiting_level.as_deref().and_then(|text| text.parse().ok()),
            since: since.into(),
        }),
        licences: held.iter().filter(|one| one.ngo_id == row.ngo_id).map(licence).collect(),
        sequence: row.sequence,
    };
    Ok(rows.into_iter().map(card).collect())
}

/// Organizations, those that wait for an answer first.
pub async fn ngos(
    pool: &PgPool,
    place: Option<Uuid>,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<NgoCard>, sqlx::Error> {
    let area = match place {
        Some(place) => Some(super::area(pool, place).await?),
        None => None,
    };
    let sql = format!(
        "{SELECT} where ($1::uuid[] is null or place_id = any($1)) order by waiting_since nulls last, position desc, ngo_id limit $2"
    );
    let rows = sqlx::query_as(&sql).bind(&area).bind(limit).fetch_all(pool).await?;
    cards(pool, rows, today).await
}

/// One organization.
pub async fn ngo(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<NgoCard>, sqlx::Error> {
    let rows = sqlx::query_as(&format!("{SELECT} where ngo_id = $1")).bind(id).fetch_all(pool).await?;
    Ok(cards(pool, rows, today).await?.pop())
}

/// Licences of a time, level by level.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LicenceReport {
    /// Null: from the beginning.
    pub from: Option<CivilDate>,
    pub until: CivilDate,
    pub levels: Vec<LicenceCounts>,
    /// What documents print, each with its own period and scope; never added to what is counted (M56).
    pub declared: Vec<NationalFigure>,
    pub position: i64,
}

/// What was done at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LicenceCounts {
    pub level: LicenceLevel,
    pub applied: i64,
    pub granted: i64,
    pub refused: i64,
    pub renewed: i64,
    pub revoked: i64,
    /// On the last day of the time.
    pub in_force: i64,
}

/// `$1` and `$2` the time.
const COUNTS: &str = "with a as (select level, count(*) filter (where applied_on <= $2 and ($1::date is null or applied_on >= $1)) as applied,
              count(*) filter (where outcome = 'refused' and answered_on <= $2 and ($1::date is null or answered_on >= $1)) as refused
            from licence_application group by level),
     l as (select level, count(*) filter (where granted_on <= $2 and ($1::date is null or granted_on >= $1)) as granted,
              count(*) filter (where revoked_on <= $2 and ($1::date is null or revoked_on >= $1)) as revoked,
              count(*) filter (where granted_on <= $2 and (revoked_on is null or revoked_on > $2)
                and exists (select 1 from licence_term t where t.licence_id = licence.licence_id and t.since <= $2 and t.valid_until >= $2)) as in_force
            from licence group by level),
     t as (select level, count(*) filter (where renewal and since <= $2 and ($1::date is null or since >= $1)) as renewed from licence_term group by level)
 select v.level, coalesce(a.applied, 0), coalesce(l.granted, 0), coalesce(a.refused, 0), coalesce(t.renewed, 0), coalesce(l.revoked, 0),
        coalesce(l.in_force, 0)
   from unnest($3::text[]) v(level) left join a using (level) left join l using (level) left join t using (level)";

/// Licences by level in a time, beside what documents print.
pub async fn licence_report(
    pool: &PgPool,
    from: Option<NaiveDate>,
    until: NaiveDate,
) -> Result<LicenceReport, sqlx::Error> {
    let levels: Vec<&str> = LicenceLevel::ALL.iter().map(|level| level.as_str()).collect();
    let counts =
        sqlx::query_as::<_, (String, i64, i64, i64, i64, i64, i64)>(COUNTS).bind(from).bind(until).bind(levels);
    let (rows, figures, position) = futures::try_join!(
        counts.fetch_all(pool),
        national_figures(pool, None, until),
        crate::position(pool, "national")
    )?;
    let of = |level: LicenceLevel| {
        let row = rows.iter().find(|row| row.0 == level.as_str());
        let (applied, granted, refused, renewed, revoked, in_force) =
            row.map_or((0, 0, 0, 0, 0, 0), |row| (row.1, row.2, row.3, row.4, row.5, row.6));
        LicenceCounts { level, applied, granted, refused, renewed, revoked, in_force }
    };
    Ok(LicenceReport {
        from: from.map(Into::into),
        until: until.into(),
        levels: LicenceLevel::ALL.iter().map(|level| of(*level)).collect(),
        declared: figures.into_iter().filter(|one| DECLARED.contains(&one.indicator.as_str())).collect(),
        position,
    })
}
