//! Rows → places and neighborhoods.

use std::collections::HashMap;

use chrono::NaiveDate;
use hamyar_events::place::FigureDeclared;
use hamyar_events::{PlaceLevel, Qualifier};
use hamyar_persian::fold_joined;
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::ProfileKept;
use crate::families::TierCounts;
use crate::views::{CivilDate, NamedRef};

/// A place in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceCard {
    pub id: Uuid,
    pub name: String,
    pub name_en: Option<String>,
    pub level: PlaceLevel,
    pub number: Option<i32>,
    pub parent_id: Option<Uuid>,
    /// Places directly below.
    pub children: i64,
    /// Neighborhoods directly below or grouped into it.
    pub neighborhoods: i64,
}

/// A figure as its source prints it (S115).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FigureView {
    pub indicator: String,
    /// In the unit, with up to three decimals.
    pub value: f64,
    pub value_thousandths: i64,
    pub qualifier: Qualifier,
    pub unit: String,
    pub period: Option<String>,
    pub source: String,
    pub quote: Option<String>,
}

impl From<FigureDeclared> for FigureView {
    fn from(figure: FigureDeclared) -> Self {
        Self {
            indicator: figure.indicator,
            value: thousandths(figure.value_thousandths),
            value_thousandths: figure.value_thousandths,
            qualifier: figure.qualifier,
            unit: figure.unit,
            period: figure.period,
            source: figure.source,
            quote: figure.quote,
        }
    }
}

fn thousandths(value: i64) -> f64 {
    value as f64 / 1000.0
}

/// One place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceView {
    pub id: Uuid,
    pub name: String,
    pub name_en: Option<String>,
    pub level: PlaceLevel,
    pub number: Option<i32>,
    pub parent: Option<NamedRef>,
    /// From the country down to the parent.
    pub ancestors: Vec<NamedRef>,
    pub figures: Vec<FigureView>,
    /// Places directly below that are no groups.
    pub children: Vec<PlaceCard>,
    /// Zones and municipal districts directly below.
    pub groups: Vec<PlaceCard>,
    pub neighborhood_count: i64,
    pub source: String,
    pub sequence: i64,
}

#[derive(FromRow)]
struct PlaceFound {
    place_id: Uuid,
    name: String,
    name_en: Option<String>,
    level: String,
    number: Option<i32>,
    parent_id: Option<Uuid>,
    source: String,
    sequence: i64,
    children: i64,
    neighborhoods: i64,
}

impl From<PlaceFound> for PlaceCard {
    fn from(row: PlaceFound) -> Self {
        Self {
            id: row.place_id,
            name: row.name,
            name_en: row.name_en,
            level: level(&row.level),
            number: row.number,
            parent_id: row.parent_id,
            children: row.children,
            neighborhoods: row.neighborhoods,
        }
    }
}

fn level(stored: &str) -> PlaceLevel {
    stored.parse().unwrap_or(PlaceLevel::City)
}

const PLACE: &str = "select p.place_id, p.name, p.name_en, p.level, p.number, p.parent_id, p.source, p.sequence,
    (select count(*) from place c where c.parent_id = p.place_id) as children,
    (select count(*) from neighborhood n where n.place_id = p.place_id)
      + (select count(*) from neighborhood_group g where g.group_id = p.place_id and g.valid_until is null) as neighborhoods
    from place p";

fn sorted(rows: Vec<PlaceFound>) -> Vec<PlaceCard> {
    let mut cards: Vec<PlaceCard> = rows.into_iter().map(Into::into).collect();
    cards.sort_by_cached_key(|card| (card.number, crate::sort_key(&card.name), card.id));
    cards
}

/// Places below a parent (the roots, when none and no level is given), or all of a level, by number and name.
pub async fn places(
    pool: &PgPool,
    parent_id: Option<Uuid>,
    level: Option<PlaceLevel>,
) -> Result<Vec<PlaceCard>, sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new(PLACE);
    match (parent_id, level) {
        (Some(parent), _) => {
            query.push(" where p.parent_id = ").push_bind(parent);
        }
        (None, None) => {
            query.push(" where p.parent_id is null");
        }
        (None, Some(_)) => {
            query.push(" where true");
        }
    }
    if let Some(level) = level {
        query.push(" and p.level = ").push_bind(level.as_str());
    }
    Ok(sorted(query.build_query_as().fetch_all(pool).await?))
}

#[derive(FromRow)]
struct FigureFound {
    indicator: String,
    value_thousandths: i64,
    qualifier: String,
    unit: String,
    period: Option<String>,
    source: String,
    quote: Option<String>,
}

/// Figures of a place by their indicators, in the order in which they were declared.
pub(crate) async fn figures(pool: &PgPool, id: Uuid, indicators: &[&str]) -> Result<Vec<FigureView>, sqlx::Error> {
    all_figures(pool, id, Some(indicators)).await
}

async fn all_figures(pool: &PgPool, id: Uuid, indicators: Option<&[&str]>) -> Result<Vec<FigureView>, sqlx::Error> {
    let found: Vec<FigureFound> = sqlx::query_as(
        // A second record of a fact that is told twice counts no more (S119).
        "select indicator, value_thousandths, qualifier, unit, period, source, quote from place_figure f
          where place_id = $1 and ($2::text[] is null or indicator = any($2))
            and not exists (select 1 from figure_telling t
                             where t.place_id = f.place_id and t.source = f.source and t.declared_as = f.indicator)
          order by figure_id",
    )
    .bind(id)
    .bind(indicators)
    .fetch_all(pool)
    .await?;
    let view = |figure: FigureFound| FigureView {
        indicator: figure.indicator,
        value: thousandths(figure.value_thousandths),
        value_thousandths: figure.value_thousandths,
        qualifier: figure.qualifier.parse().unwrap_or(Qualifier::Exact),
        unit: figure.unit,
        period: figure.period,
        source: figure.source,
        quote: figure.quote,
    };
    Ok(found.into_iter().map(view).collect())
}

/// What lies above a place, from the top down.
pub(crate) async fn above(pool: &PgPool, id: Uuid) -> Result<Vec<NamedRef>, sqlx::Error> {
    Ok(ancestors(pool, id).await?.into_iter().map(|(reference, _)| reference).collect())
}

/// One place with its figures and what lies below it.
pub async fn place(pool: &PgPool, id: Uuid) -> Result<Option<PlaceView>, sqlx::Error> {
    let row: Option<PlaceFound> =
        sqlx::query_as(&format!("{PLACE} where p.place_id = $1")).bind(id).fetch_optional(pool).await?;
    let Some(row) = row else { return Ok(None) };
    let below = sqlx::query_scalar::<_, i64>("select count(*) from neighborhoods_of($1)").bind(id);
    let (figures, below, children, ancestors) = futures::try_join!(
        all_figures(pool, id, None),
        below.fetch_one(pool),
        places(pool, Some(id), None),
        ancestors(pool, id)
    )?;
    let (groups, children) =
        children.into_iter().partition(|child| matches!(child.level, PlaceLevel::Zone | PlaceLevel::MunicipalDistrict));
    Ok(Some(PlaceView {
        id: row.place_id,
        name: row.name,
        name_en: row.name_en,
        level: level(&row.level),
        number: row.number,
        parent: ancestors.last().map(|(reference, _)| reference.clone()),
        ancestors: ancestors.into_iter().map(|(reference, _)| reference).collect(),
        figures,
        children,
        groups,
        neighborhood_count: below,
        source: row.source,
        sequence: row.sequence,
    }))
}

/// What lies above a place, from the top down.
async fn ancestors(pool: &PgPool, id: Uuid) -> Result<Vec<(NamedRef, String)>, sqlx::Error> {
    let rows: Vec<(Uuid, String, String)> = sqlx::query_as(
        "with recursive above as (
           select p.place_id, p.name, p.level, p.parent_id, 0 as height from place p where p.place_id = (select parent_id from place where place_id = $1)
           union all select p.place_id, p.name, p.level, p.parent_id, a.height + 1 from place p join above a on p.place_id = a.parent_id
            where a.height < 20)
         select place_id, name, level from above order by height desc",
    )
    .bind(id)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(id, name, level)| (NamedRef { id, name: Some(name) }, level)).collect())
}

/// A group a neighborhood belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GroupRef {
    pub id: Uuid,
    pub name: String,
    pub level: PlaceLevel,
    /// Place in the group's order, where the source gives one (S096).
    pub rank: Option<i32>,
}

/// A neighborhood in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NeighborhoodCard {
    pub id: Uuid,
    pub name: String,
    pub name_en: Option<String>,
    /// City, village or lowest known place above it.
    pub city: Option<NamedRef>,
    pub county: Option<NamedRef>,
    pub province: Option<NamedRef>,
    pub groups: Vec<GroupRef>,
    /// Open families by tier; filled in by whoever may see counts.
    pub families: Option<TierCounts>,
}

/// Which neighborhoods a list holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeighborhoodFilter {
    /// Part of the name, in any spelling.
    pub q: Option<String>,
    /// Below this place, or in this group.
    pub place_id: Option<Uuid>,
    /// In this group, in its rank order.
    pub group_id: Option<Uuid>,
    pub ids: Option<Vec<Uuid>>,
}

#[derive(FromRow)]
struct NeighborhoodFound {
    neighborhood_id: Uuid,
    name: String,
    name_en: Option<String>,
    place_id: Uuid,
    source: String,
    valid_from: Option<NaiveDate>,
    profile: Option<Json<ProfileKept>>,
    sequence: i64,
    total: i64,
}

const NEIGHBORHOOD: &str = "select h.neighborhood_id, h.name, h.name_en, h.place_id, h.source, h.valid_from, h.profile, h.sequence, count(*) over () as total from neighborhood h";

/// Neighborhoods by name (by rank within a group). Names are not unique: those of one name are told apart by city and groups (S094).
pub async fn neighborhoods(
    pool: &PgPool,
    filter: &NeighborhoodFilter,
    limit: i64,
) -> Result<Vec<NeighborhoodCard>, sqlx::Error> {
    neighborhoods_page(pool, filter, 0, limit).await.map(|(cards, _)| cards)
}

/// A page of them, and how many there are. Pool: [`read pool`](crate#reading).
pub async fn neighborhoods_page(
    pool: &PgPool,
    filter: &NeighborhoodFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<NeighborhoodCard>, i64), sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new(NEIGHBORHOOD);
    if let Some(group) = filter.group_id {
        query.push(" join neighborhood_group g on g.neighborhood_id = h.neighborhood_id and g.valid_until is null and g.group_id = ");
        query.push_bind(group);
    }
    query.push(" where true");
    if let Some(key) = filter.q.as_deref().map(fold_joined).filter(|key| !key.is_empty()) {
        query.push(" and h.name_key like ").push_bind(format!("%{key}%"));
    }
    if let Some(place) = filter.place_id {
        query.push(" and h.neighborhood_id in (").push(super::NEIGHBORHOODS_OF).push("(").push_bind(place).push("))");
    }
    if let Some(ids) = &filter.ids {
        query.push(" and h.neighborhood_id = any(").push_bind(ids.clone()).push(")");
    }
    let order = if filter.group_id.is_some() { "g.rank nulls last, h.sort_key" } else { "h.sort_key" };
    query.push(format!(" order by {order}, h.neighborhood_id offset ")).push_bind(offset);
    query.push(" limit ").push_bind(limit);
    let rows: Vec<NeighborhoodFound> = query.build_query_as().fetch_all(pool).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((cards(pool, &rows).await?, total))
}

async fn cards(pool: &PgPool, rows: &[NeighborhoodFound]) -> Result<Vec<NeighborhoodCard>, sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.neighborhood_id).collect();
    let mut places: Vec<Uuid> = rows.iter().map(|row| row.place_id).collect();
    places.sort_unstable();
    places.dedup();
    let above = sqlx::query_as::<_, (Uuid, Uuid, String, String, i32)>(
        "with recursive above as (
           select p.place_id as start, p.place_id, p.name, p.level, p.parent_id, 0 as height from place p where p.place_id = any($1)
           union all select a.start, p.place_id, p.name, p.level, p.parent_id, a.height + 1 from place p join above a on p.place_id = a.parent_id
            where a.height < 20)
         select start, place_id, name, level, height from above order by height",
    )
    .bind(&places);
    let groups = sqlx::query_as::<_, (Uuid, Uuid, String, String, Option<i32>)>(
        "select g.neighborhood_id, g.group_id, p.name, p.level, g.rank from neighborhood_group g join place p on p.place_id = g.group_id
          where g.neighborhood_id = any($1) and g.valid_until is null order by p.level, p.number, g.group_id",
    )
    .bind(&ids);
    let (above, groups) = futures::try_join!(above.fetch_all(pool), groups.fetch_all(pool))?;
    let mut chains: HashMap<Uuid, Vec<(NamedRef, PlaceLevel)>> = HashMap::new();
    for (start, id, name, stored, _) in above {
        chains.entry(start).or_default().push((NamedRef { id, name: Some(name) }, level(&stored)));
    }
    let mut groups_of: HashMap<Uuid, Vec<GroupRef>> = HashMap::new();
    for (neighborhood, id, name, stored, rank) in groups {
        groups_of.entry(neighborhood).or_default().push(GroupRef { id, name, level: level(&stored), rank });
    }
    let found = rows.iter().map(|row| {
        let chain = chains.get(&row.place_id).map_or(&[][..], Vec::as_slice);
        let of_level = |wanted: PlaceLevel| {
            chain.iter().find(|(_, level)| *level == wanted).map(|(reference, _)| reference.clone())
        };
        NeighborhoodCard {
            id: row.neighborhood_id,
            name: row.name.clone(),
            name_en: row.name_en.clone(),
            city: chain.first().map(|(reference, _)| reference.clone()),
            county: of_level(PlaceLevel::County),
            province: of_level(PlaceLevel::Province),
            groups: groups_of.remove(&row.neighborhood_id).unwrap_or_default(),
            families: None,
        }
    });
    Ok(found.collect())
}

/// A word of a neighborhood's profile.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NeighborhoodNote {
    /// `asset`, `need`, `actor`, `location`, `risk`, `audience`, `period`.
    pub kind: String,
    pub text: String,
    pub source: String,
}

/// One neighborhood with its latest profile.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NeighborhoodView {
    #[serde(flatten)]
    pub card: NeighborhoodCard,
    pub valid_from: Option<CivilDate>,
    pub source: String,
    /// 0 when no profile was recorded.
    pub profile_version: u32,
    pub profile_as_of: Option<CivilDate>,
    pub figures: Vec<FigureView>,
    pub notes: Vec<NeighborhoodNote>,
    pub sequence: i64,
}

/// One neighborhood.
pub async fn neighborhood(pool: &PgPool, id: Uuid) -> Result<Option<NeighborhoodView>, sqlx::Error> {
    let rows: Vec<NeighborhoodFound> =
        sqlx::query_as(&format!("{NEIGHBORHOOD} where h.neighborhood_id = $1")).bind(id).fetch_all(pool).await?;
    let card = cards(pool, &rows).await?.pop();
    Ok(rows.into_iter().next().zip(card).map(|(row, card)| {
        let profile = row.profile.map(|profile| profile.0);
        let (version, as_of, figures, notes) = match profile {
            Some(profile) => (profile.version, Some(profile.as_of), profile.figures, profile.notes),
            None => (0, None, Vec::new(), Vec::new()),
        };
        let notes =
            notes.into_iter().map(|note| NeighborhoodNote { kind: note.kind, text: note.text, source: note.source });
        NeighborhoodView {
            card,
            valid_from: row.valid_from.map(Into::into),
            source: row.source,
            profile_version: version,
            profile_as_of: as_of.map(Into::into),
            figures: figures.into_iter().map(Into::into).collect(),
            notes: notes.collect(),
            sequence: row.sequence,
        }
    }))
}
