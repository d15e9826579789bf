//! Rows → one neighborhood's risks and roadmap, and what the roadmaps of a place say of themselves.

use chrono::NaiveDate;
use hamyar_events::{RiskDuration, RiskExtent, SocialLevel};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::{ActionFilter, actions};
use super::apply::TitleKept;
use super::views::{ActionView, Flag, RiskTitle, RiskView, RoadmapVersion};
use crate::names::Names;
use crate::views::NamedRef;

/// A neighborhood's risks and roadmap (S081).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RoadmapView {
    pub neighborhood: NamedRef,
    /// By priority.
    pub risks: Vec<RiskView>,
    /// Every version, the one in force last.
    pub versions: Vec<RoadmapVersion>,
    /// By number; those dropped are among them.
    pub actions: Vec<ActionView>,
    /// Of the roadmap as a whole.
    pub flags: Vec<Flag>,
    /// Of the neighborhood's stream.
    pub sequence: i64,
    pub position: i64,
}

#[derive(FromRow)]
struct RiskFound {
    risk_id: Uuid,
    title: String,
    titles: Json<Vec<TitleKept>>,
    kind: String,
    extent: String,
    duration: Option<String>,
    social_level: String,
    priority: i32,
    maps_to: Vec<String>,
    identified_on: NaiveDate,
}

#[derive(FromRow)]
struct VersionFound {
    version: i32,
    risk_id: Uuid,
    short_months: Option<i32>,
    medium_months: Option<i32>,
    long_months: Option<i32>,
    audience: Option<String>,
    period: Option<String>,
    actions: i32,
    adopted_on: NaiveDate,
}

/// One neighborhood's risks and roadmap; empty ones where nothing was written. Pool: [`read pool`](crate#reading).
pub async fn roadmap(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<RoadmapView>, sqlx::Error> {
    let sequence: Option<i64> = sqlx::query_scalar("select sequence from neighborhood where neighborhood_id = $1")
        .bind(id)
        .fetch_optional(pool)
        .await?;
    let Some(sequence) = sequence else { return Ok(None) };
    let risks = sqlx::query_as::<_, RiskFound>(
        "select * from risk where neighborhood_id = $1 order by priority, identified_on, risk_id",
    )
    .bind(id);
    let versions =
        sqlx::query_as::<_, VersionFound>("select * from roadmap_version where neighborhood_id = $1 order by version")
            .bind(id);
    let filter = ActionFilter { neighborhood_id: Some(id), ..ActionFilter::default() };
    let ids = [id];
    let (risks, versions, actions, names, position) = futures::try_join!(
        risks.fetch_all(pool),
        versions.fetch_all(pool),
        actions(pool, &filter, today),
        Names::load(pool, &ids),
        crate::position(pool, "roadmaps")
    )?;
    let mut flags: Vec<Flag> = Vec::new();
    for flag in actions.iter().flat_map(|action| action.flags.iter().copied()) {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    Ok(Some(RoadmapView {
        neighborhood: names.named(id),
        risks: risks.into_iter().map(risk).collect(),
        versions: versions.into_iter().map(version).collect(),
        actions,
        flags,
        sequence,
        position,
    }))
}

fn risk(row: RiskFound) -> RiskView {
    let titles = row.titles.0.into_iter();
    RiskView {
        id: row.risk_id,
        title: row.title,
        kind: row.kind.parse().ok(),
        extent: row.extent.parse().ok(),
        duration: row.duration.as_deref().and_then(|word| word.parse().ok()),
        social_level: row.social_level.parse().ok(),
        priority: row.priority,
        maps_to: row.maps_to,
        identified_on: row.identified_on.into(),
        titles: titles.map(|one| RiskTitle { title: one.title, on: one.on.into(), reason: one.reason }).collect(),
    }
}

fn version(row: VersionFound) -> RoadmapVersion {
    RoadmapVersion {
        version: row.version,
        risk_id: row.risk_id,
        short_months: row.short_months,
        medium_months: row.medium_months,
        long_months: row.long_months,
        audience: row.audience,
        period: row.period,
        actions: row.actions,
        adopted_on: row.adopted_on.into(),
    }
}

/// What the roadmap in force of one neighborhood says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RoadmapSpec {
    pub neighborhood: NamedRef,
    pub county: Option<NamedRef>,
    pub risk_title: String,
    pub risk_codes: Vec<String>,
    pub extent: Option<RiskExtent>,
    pub duration: Option<RiskDuration>,
    pub social_level: Option<SocialLevel>,
    pub version: i32,
    pub short_months: Option<i32>,
    pub medium_months: Option<i32>,
    pub long_months: Option<i32>,
    pub audience: Option<String>,
    pub period: Option<String>,
    /// Actions that are not dropped, by horizon.
    pub short: i64,
    pub medium: i64,
    pub long: i64,
    /// Of those, done.
    pub done: i64,
    /// A long action and no long horizon (S086).
    pub long_without_length: bool,
}

#[derive(FromRow)]
struct SpecFound {
    neighborhood_id: Uuid,
    name: String,
    county_id: Option<Uuid>,
    county: Option<String>,
    title: String,
    maps_to: Vec<String>,
    extent: String,
    duration: Option<String>,
    social_level: String,
    version: i32,
    short_months: Option<i32>,
    medium_months: Option<i32>,
    long_months: Option<i32>,
    audience: Option<String>,
    period: Option<String>,
    short: i64,
    medium: i64,
    long: i64,
    done: i64,
}

/// The roadmaps in force of the neighborhoods below a place, by county and name.
pub async fn specs(pool: &PgPool, place_id: Uuid) -> Result<Vec<RoadmapSpec>, sqlx::Error> {
    let rows: Vec<SpecFound> = sqlx::query_as(
        "select h.neighborhood_id, h.name, c.place_id as county_id, c.name as county, r.title, r.maps_to, r.extent, r.duration, r.social_level,
                v.version, v.short_months, v.medium_months, v.long_months, v.audience, v.period,
                n.short, n.medium, n.long, n.done
           from neighborhood h
           join lateral (select * from roadmap_version v where v.neighborhood_id = h.neighborhood_id order by version desc limit 1) v on true
           join risk r on r.risk_id = v.risk_id
           left join lateral (
             with recursive above as (
               select p.place_id, p.name, p.level, p.parent_id, 0 as height from place p where p.place_id = h.place_id
               union all select p.place_id, p.name, p.level, p.parent_id, a.height + 1 from place p join above a on p.place_id = a.parent_id
                where a.height < 20)
             select place_id, name from above where level = 'county' limit 1) c on true
           join lateral (
             select count(*) filter (where horizon = 'short') as short, count(*) filter (where horizon = 'medium') as medium,
                    count(*) filter (where horizon = 'long') as long, count(*) filter (where state = 'done') as done
               from roadmap_action a where a.neighborhood_id = h.neighborhood_id and a.state <> 'dropped') n on true
          where h.neighborhood_id in (select n from neighborhoods_of($1))
          order by c.name, h.sort_key, h.neighborhood_id",
    )
    .bind(place_id)
    .fetch_all(pool)
    .await?;
    let spec = |row: SpecFound| RoadmapSpec {
        neighborhood: NamedRef { id: row.neighborhood_id, name: Some(row.name) },
        county: row.county_id.map(|id| NamedRef { id, name: row.county }),
        risk_title: row.title,
        risk_codes: row.maps_to,
        extent: row.extent.parse().ok(),
        duration: row.duration.as_deref().and_then(|word| word.parse().ok()),
        social_level: row.social_level.parse().ok(),
        version: row.version,
        short_months: row.short_months,
        medium_months: row.medium_months,
        long_months: row.long_months,
        audience: row.audience,
        period: row.period,
        long_without_length: row.long > 0 && row.long_months.is_none(),
        short: row.short,
        medium: row.medium,
        long: row.long,
        done: row.done,
    };
    Ok(rows.into_iter().map(spec).collect())
}
