//! Rows → centers, agencies, catalogs, settings, indicator sets.

use chrono::NaiveDate;
use hamyar_events::indicator_set::{Indicator, IndicatorSetPublished, TierBands};
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::{Domain, Urgency};
use hamyar_persian::fold_joined;
use serde::Serialize;
use sqlx::{FromRow, PgPool, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::DutyKept;
use crate::names::Names;
use crate::views::{CivilDate, NamedRef, Title};

/// One center.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CenterView {
    pub id: Uuid,
    pub name: String,
    pub host: String,
    pub file_prefix: String,
    pub neighborhoods: Vec<NamedRef>,
    pub opened_on: CivilDate,
    pub closed_on: Option<CivilDate>,
    /// Whether the manager decides on another tier than the computed one that a caseworker proposes.
    pub tier_approval: bool,
    pub sequence: i64,
}

#[derive(FromRow)]
struct CenterFound {
    center_id: Uuid,
    name: String,
    host: String,
    file_prefix: String,
    neighborhood_ids: Vec<Uuid>,
    opened_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    tier_approval: bool,
    sequence: i64,
}

/// All centers, or those given, by name.
pub async fn centers(pool: &PgPool, ids: Option<&[Uuid]>) -> Result<Vec<CenterView>, sqlx::Error> {
    let rows: Vec<CenterFound> = sqlx::query_as(
        "select center_id, name, host, file_prefix, neighborhood_ids, opened_on, closed_on, tier_approval, sequence from center
          where $1::uuid[] is null or center_id = any($1)",
    )
    .bind(ids)
    .fetch_all(pool)
    .await?;
    let mut refs: Vec<Uuid> = rows.iter().flat_map(|row| row.neighborhood_ids.iter().copied()).collect();
    refs.sort_unstable();
    refs.dedup();
    let names = Names::load(pool, &refs).await?;
    let mut centers: Vec<CenterView> = rows
        .into_iter()
        .map(|row| CenterView {
            id: row.center_id,
            name: row.name,
            host: row.host,
            file_prefix: row.file_prefix,
            neighborhoods: row.neighborhood_ids.into_iter().map(|id| names.named(id)).collect(),
            opened_on: row.opened_on.into(),
            closed_on: row.closed_on.map(Into::into),
            tier_approval: row.tier_approval,
            sequence: row.sequence,
        })
        .collect();
    centers.sort_by_cached_key(|center| (crate::sort_key(&center.name), center.id));
    Ok(centers)
}

/// One center.
pub async fn center(pool: &PgPool, id: Uuid) -> Result<Option<CenterView>, sqlx::Error> {
    Ok(centers(pool, Some(&[id])).await?.pop())
}

/// An agency in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgencyCard {
    pub id: Uuid,
    pub name: String,
    pub name_en: Option<String>,
    pub level: String,
    pub enforcement: bool,
    pub aliases: Vec<String>,
    /// Number of duties recorded.
    pub duties: i64,
}

/// One duty of an agency.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgencyDuty {
    pub number: u16,
    pub text: String,
    pub source: String,
}

/// One agency with its duties.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgencyView {
    pub id: Uuid,
    pub name: String,
    pub name_en: Option<String>,
    pub level: String,
    /// An enforcement body never receives names, addresses, categories or packets.
    pub enforcement: bool,
    pub aliases: Vec<String>,
    pub duties: Vec<AgencyDuty>,
    pub source: String,
    pub sequence: i64,
}

#[derive(FromRow)]
struct AgencyFound {
    agency_id: Uuid,
    name: String,
    name_en: Option<String>,
    level: String,
    enforcement: bool,
    source: String,
    aliases: Vec<String>,
    duties: Json<Vec<DutyKept>>,
    sequence: i64,
}

const AGENCY: &str =
    "select agency_id, name, name_en, level, enforcement, source, aliases, duties, sequence from agency";

/// Agencies whose name or alias holds `q`, in any spelling, by name.
pub async fn agencies(pool: &PgPool, q: Option<&str>) -> Result<Vec<AgencyCard>, sqlx::Error> {
    let wanted = q.map(fold_joined).filter(|key| !key.is_empty()).map(|key| format!("%{key}%"));
    let rows: Vec<AgencyFound> = sqlx::query_as(&format!(
        "{AGENCY} where $1::text is null or name_key like $1 or exists (select 1 from unnest(alias_keys) alias where alias like $1)"
    ))
    .bind(wanted)
    .fetch_all(pool)
    .await?;
    let mut cards: Vec<AgencyCard> = rows
        .into_iter()
        .map(|row| AgencyCard {
            id: row.agency_id,
            name: row.name,
            name_en: row.name_en,
            level: row.level,
            enforcement: row.enforcement,
            aliases: row.aliases,
            duties: i64::try_from(row.duties.0.len()).unwrap_or(i64::MAX),
        })
        .collect();
    cards.sort_by_cached_key(|card| (crate::sort_key(&card.name), card.id));
    Ok(cards)
}

/// One agency.
pub async fn agency(pool: &PgPool, id: Uuid) -> Result<Option<AgencyView>, sqlx::Error> {
    let row: Option<AgencyFound> =
        sqlx::query_as(&format!("{AGENCY} where agency_id = $1")).bind(id).fetch_optional(pool).await?;
    Ok(row.map(|row| {
        let duties = row.duties.0.into_iter().map(|duty| AgencyDuty {
            number: duty.number,
            text: duty.text,
            source: duty.source,
        });
        AgencyView {
            id: row.agency_id,
            name: row.name,
            name_en: row.name_en,
            level: row.level,
            enforcement: row.enforcement,
            aliases: row.aliases,
            duties: duties.collect(),
            source: row.source,
            sequence: row.sequence,
        }
    }))
}

/// One term of a catalog.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CatalogTerm {
    pub code: String,
    pub title: Title,
    pub domain: Option<Domain>,
    pub group: Option<String>,
    /// Retired terms stay readable and are no longer offered.
    pub retired: bool,
}

/// The terms of a catalog, in its order.
pub async fn catalog(pool: &PgPool, name: &str) -> Result<Vec<CatalogTerm>, sqlx::Error> {
    type Found = (String, String, String, Option<String>, Option<String>, bool);
    let rows: Vec<Found> = sqlx::query_as(
        "select code, title_fa, title_en, domain, term_group, retired from catalog_term where catalog = $1 order by term_order, code",
    )
    .bind(name)
    .fetch_all(pool)
    .await?;
    let terms = rows.into_iter().map(|(code, fa, en, domain, group, retired)| CatalogTerm {
        code,
        title: Title { fa, en },
        domain: domain.and_then(|domain| domain.parse().ok()),
        group,
        retired,
    });
    Ok(terms.collect())
}

/// Names of all catalogs.
pub async fn catalogs(pool: &PgPool) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("select catalog from catalog_term group by catalog order by catalog").fetch_all(pool).await
}

/// The program's numbers with their version.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SettingsView {
    /// The settings stream; null before the first version, when the defaults hold.
    pub id: Option<Uuid>,
    pub version: i64,
    pub values: ProgramNumbers,
    pub effective_from: Option<CivilDate>,
    pub sequence: i64,
}

/// The settings in force on a day.
pub async fn settings(pool: &PgPool, today: NaiveDate) -> Result<SettingsView, sqlx::Error> {
    let row: Option<(Uuid, i32, Json<ProgramNumbers>, NaiveDate, i64)> = sqlx::query_as(
        "select settings_id, version, body, effective_from, sequence from settings_version where effective_from <= $1
          order by effective_from desc, version desc limit 1",
    )
    .bind(today)
    .fetch_optional(pool)
    .await?;
    let mut view = match row {
        Some((id, version, Json(values), from, sequence)) => {
            SettingsView { id: Some(id), version: version.into(), values, effective_from: Some(from.into()), sequence }
        }
        None => {
            SettingsView { id: None, version: 0, values: ProgramNumbers::default(), effective_from: None, sequence: 0 }
        }
    };
    // An earlier version does not say it; whoever reads the numbers is told what holds.
    view.values.retention_years = Some(view.values.retention_years());
    view.values.answer_days = Some(view.values.answer_days(Urgency::Normal));
    view.values.urgent_answer_days = Some(view.values.answer_days(Urgency::Urgent));
    Ok(view)
}

/// The program's numbers in force on a day.
pub async fn program_numbers(pool: &PgPool, today: NaiveDate) -> Result<ProgramNumbers, sqlx::Error> {
    Ok(settings(pool, today).await?.values)
}

/// One version of an indicator set.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IndicatorSetView {
    pub set_id: Uuid,
    pub version: u32,
    pub title: Title,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
    pub effective_from: CivilDate,
    pub sequence: i64,
}

fn set_view(set_id: Uuid, body: IndicatorSetPublished, sequence: i64) -> IndicatorSetView {
    IndicatorSetView {
        set_id,
        version: body.version,
        title: body.title.into(),
        indicators: body.indicators,
        bands: body.bands,
        effective_from: body.effective_from.into(),
        sequence,
    }
}

/// The indicator set in force on a day.
pub async fn current_indicator_set(pool: &PgPool, today: NaiveDate) -> Result<Option<IndicatorSetView>, sqlx::Error> {
    let row: Option<(Uuid, Json<IndicatorSetPublished>, i64)> = sqlx::query_as(
        "select set_id, body, sequence from indicator_set_version where effective_from <= $1
          order by effective_from desc, position desc limit 1",
    )
    .bind(today)
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|(id, Json(body), sequence)| set_view(id, body, sequence)))
}

/// Versions that were in effect before the current one, the newest first.
pub async fn former_indicator_sets(
    pool: &PgPool,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<IndicatorSetView>, sqlx::Error> {
    let rows: Vec<(Uuid, Json<IndicatorSetPublished>, i64)> = sqlx::query_as(
        "select set_id, body, sequence from indicator_set_version where effective_from <= $1
          order by effective_from desc, position desc offset 1 limit $2",
    )
    .bind(today)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(id, Json(body), sequence)| set_view(id, body, sequence)).collect())
}

/// How a version of an indicator set stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorSetStanding {
    /// Its day has not come.
    ToCome,
    InForce,
    /// Another one took its place.
    Former,
}

/// A version of an indicator set in a list of them.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IndicatorSetVersion {
    pub version: u32,
    pub title: Title,
    /// How many indicators it has.
    pub indicators: usize,
    pub effective_from: CivilDate,
    pub standing: IndicatorSetStanding,
}

/// The versions of an indicator set, the newest first; those that are to come as well where `coming` says so.
pub async fn indicator_set_versions(
    pool: &PgPool,
    set_id: Uuid,
    today: NaiveDate,
    coming: bool,
) -> Result<Vec<IndicatorSetVersion>, sqlx::Error> {
    let rows: Vec<(Json<IndicatorSetPublished>,)> = sqlx::query_as(
        "select body from indicator_set_version where set_id = $1 and (effective_from <= $2 or $3)
          order by effective_from desc, position desc",
    )
    .bind(set_id)
    .bind(today)
    .bind(coming)
    .fetch_all(pool)
    .await?;
    let mut in_force = false;
    let versions = rows.into_iter().map(|(Json(body),)| {
        let standing = match (body.effective_from > today, in_force) {
            (true, _) => IndicatorSetStanding::ToCome,
            (false, false) => IndicatorSetStanding::InForce,
            (false, true) => IndicatorSetStanding::Former,
        };
        in_force |= standing == IndicatorSetStanding::InForce;
        IndicatorSetVersion {
            version: body.version,
            title: body.title.into(),
            indicators: body.indicators.len(),
            effective_from: body.effective_from.into(),
            standing,
        }
    });
    Ok(versions.collect())
}

/// A given version of an indicator set: old assessments keep theirs (S019).
pub async fn indicator_set(pool: &PgPool, set_id: Uuid, version: u32) -> Result<Option<IndicatorSetView>, sqlx::Error> {
    let row: Option<(Json<IndicatorSetPublished>, i64)> =
        sqlx::query_as("select body, sequence from indicator_set_version where version_id = $1")
            .bind(format!("{set_id}/{version}"))
            .fetch_optional(pool)
            .await?;
    Ok(row.map(|(Json(body), sequence)| set_view(set_id, body, sequence)))
}
