//! Which neighborhoods lie in which row below a place.

use hamyar_events::PlaceLevel;
use sqlx::PgPool;
use uuid::Uuid;

use crate::views::NamedRef;

/// A row below a place: a place, or a neighborhood that lies directly in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Below {
    pub id: Uuid,
    pub name: String,
    /// Null for a neighborhood.
    pub level: Option<PlaceLevel>,
}

/// A place, its rows, and the row of every neighborhood in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inside {
    pub(super) place_id: Option<Uuid>,
    pub(super) name: Option<String>,
    pub(super) level: Option<PlaceLevel>,
    pub(super) ancestors: Vec<NamedRef>,
    pub(super) rows: Vec<Below>,
    /// Neighborhoods and, at the same place, their rows.
    pub neighborhoods: Vec<Uuid>,
    pub(super) row_ids: Vec<Uuid>,
}

impl Inside {
    /// The neighborhoods of a row, of the whole where none is named.
    pub fn of(&self, row: Option<Uuid>) -> Vec<Uuid> {
        let pairs = self.neighborhoods.iter().zip(&self.row_ids);
        pairs.filter(|(_, in_row)| row.is_none_or(|row| row == **in_row)).map(|(id, _)| *id).collect()
    }

    /// The row of each of the neighborhoods, in their order.
    pub fn row_ids(&self) -> &[Uuid] {
        &self.row_ids
    }

    /// Ids, names and levels of the rows, in their order.
    pub fn each(&self) -> impl Iterator<Item = (Uuid, &str, Option<PlaceLevel>)> {
        self.rows.iter().map(|row| (row.id, row.name.as_str(), row.level))
    }

    /// The place itself, where there is one: id and name.
    pub fn place(&self) -> Option<NamedRef> {
        self.place_id.map(|id| NamedRef { id, name: self.name.clone() })
    }

    /// Level of the place.
    pub const fn level(&self) -> Option<PlaceLevel> {
        self.level
    }

    /// From the top down to the parent.
    pub fn ancestors(&self) -> &[NamedRef] {
        &self.ancestors
    }
}

/// The place, or the nation: the country where one stands above all others, or else everything that stands at the top.
async fn start(pool: &PgPool, asked: Option<Uuid>) -> Result<Option<Uuid>, sqlx::Error> {
    if asked.is_some() {
        return Ok(asked);
    }
    let tops: Vec<(Uuid, String)> =
        sqlx::query_as("select place_id, level from place where parent_id is null limit 2").fetch_all(pool).await?;
    Ok(match tops.as_slice() {
        [(id, level)] if level == PlaceLevel::Country.as_str() => Some(*id),
        _ => None,
    })
}

/// The rows of a place; none where it is not known.
pub async fn inside(pool: &PgPool, asked: Option<Uuid>) -> Result<Option<Inside>, sqlx::Error> {
    let place_id = start(pool, asked).await?;
    let mut inside = Inside {
        place_id,
        name: None,
        level: None,
        ancestors: Vec::new(),
        rows: Vec::new(),
        neighborhoods: Vec::new(),
        row_ids: Vec::new(),
    };
    if let Some(id) = place_id {
        let found: Option<(String, String)> =
            sqlx::query_as("select name, level from place where place_id = $1").bind(id).fetch_optional(pool).await?;
        let Some((name, level)) = found else { return Ok(None) };
        inside.level = level.parse().ok();
        inside.name = Some(name);
        inside.ancestors = crate::places::above(pool, id).await?;
    }
    let children = sqlx::query_as::<_, (Uuid, String, String, Option<i32>)>(
        "select place_id, name, level, number from place
          where parent_id is not distinct from $1 and level <> 'zone' and level <> 'municipal_district'",
    )
    .bind(place_id);
    // A neighborhood below the place by the tree, and one that is grouped into it: those two never meet, for no group has places below it.
    let members = sqlx::query_as::<_, (Uuid, String, String, Option<Uuid>)>(
        "with recursive below as (
           select p.place_id as row_id, p.place_id as id from place p where p.parent_id is not distinct from $1
           union select b.row_id, p.place_id from place p join below b on p.parent_id = b.id)
         select n.neighborhood_id, n.name, n.sort_key, b.row_id from neighborhood n join below b on b.id = n.place_id
         union select n.neighborhood_id, n.name, n.sort_key, null from neighborhood n where n.place_id = $1
         union select n.neighborhood_id, n.name, n.sort_key, null from neighborhood_group g join neighborhood n on n.neighborhood_id = g.neighborhood_id
          where g.group_id = $1 and g.valid_until is null",
    )
    .bind(place_id);
    let (children, members) = futures::try_join!(children.fetch_all(pool), members.fetch_all(pool))?;
    let mut places: Vec<(Option<i32>, String, Below)> = children
        .into_iter()
        .map(|(id, name, level, number)| {
            (number, crate::sort_key(&name), Below { id, name, level: level.parse().ok() })
        })
        .collect();
    places.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    inside.rows = places.into_iter().map(|(_, _, row)| row).collect();
    let mut direct = Vec::new();
    for (id, name, sort_key, row) in members {
        inside.neighborhoods.push(id);
        inside.row_ids.push(row.unwrap_or(id));
        if row.is_none() {
            direct.push((sort_key, Below { id, name, level: None }));
        }
    }
    direct.sort_by(|a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
    inside.rows.extend(direct.into_iter().map(|(_, row)| row));
    Ok(Some(inside))
}
