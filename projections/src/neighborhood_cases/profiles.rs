//! Rows → versions of a profile, and boundaries as GeoJSON.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::CountMethod;
use hamyar_events::neighborhood::{FigureCounted, ProfileNote};
use hamyar_events::place::FigureDeclared;
use serde::Serialize;
use sqlx::{FromRow, PgPool, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::places::{FigureView, NeighborhoodNote};
use crate::views::{CivilDate, Instant};

/// A figure that the office counted.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CountedView {
    pub indicator: String,
    /// In the indicator's unit, with up to three decimals.
    pub value: f64,
    pub value_thousandths: i64,
    pub method: CountMethod,
    pub counted_on: CivilDate,
}

impl From<FigureCounted> for CountedView {
    fn from(figure: FigureCounted) -> Self {
        Self {
            indicator: figure.indicator,
            value: figure.value_thousandths as f64 / 1000.0,
            value_thousandths: figure.value_thousandths,
            method: figure.method,
            counted_on: figure.counted_on.into(),
        }
    }
}

/// A version of a profile.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProfileVersion {
    pub version: i32,
    pub as_of: CivilDate,
    pub recorded_at: Instant,
    /// As their sources print them.
    pub figures: Vec<FigureView>,
    /// As the office counted them.
    pub counted: Vec<CountedView>,
    pub notes: Vec<NeighborhoodNote>,
}

#[derive(FromRow)]
struct ProfileFound {
    version: i32,
    as_of: NaiveDate,
    recorded_at: DateTime<Utc>,
    figures: Json<Vec<FigureDeclared>>,
    counted: Json<Vec<FigureCounted>>,
    notes: Json<Vec<ProfileNote>>,
}

/// Every version of a neighborhood's profile, the newest first. Pool: [`read pool`](crate#reading).
pub async fn profiles(pool: &PgPool, neighborhood_id: Uuid) -> Result<Vec<ProfileVersion>, sqlx::Error> {
    let rows: Vec<ProfileFound> = sqlx::query_as(
        "select version, as_of, recorded_at, figures, counted, notes from neighborhood_profile where neighborhood_id = $1 order by version desc",
    )
    .bind(neighborhood_id)
    .fetch_all(pool)
    .await?;
    let note = |note: ProfileNote| NeighborhoodNote { kind: note.kind, text: note.text, source: note.source };
    Ok(rows
        .into_iter()
        .map(|row| ProfileVersion {
            version: row.version,
            as_of: row.as_of.into(),
            recorded_at: row.recorded_at.into(),
            figures: row.figures.0.into_iter().map(Into::into).collect(),
            counted: row.counted.0.into_iter().map(Into::into).collect(),
            notes: row.notes.0.into_iter().map(note).collect(),
        })
        .collect())
}

/// A GeoJSON geometry (RFC 7946), always a `MultiPolygon`.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Geometry {
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Polygons of rings of points: longitude, latitude in degrees, WGS 84.
    #[schema(value_type = Vec<Vec<Vec<Vec<f64>>>>)]
    pub coordinates: Vec<Vec<Vec<[f64; 2]>>>,
}

/// Where a neighborhood lies.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BoundaryView {
    pub geometry: Geometry,
    pub as_of: CivilDate,
    pub source: String,
}

type Polygons = Vec<Vec<Vec<[i32; 2]>>>;

fn geometry(polygons: Polygons) -> Geometry {
    let degrees = |millionths: i32| f64::from(millionths) / 1_000_000.0;
    let ring = |ring: Vec<[i32; 2]>| ring.into_iter().map(|[x, y]| [degrees(x), degrees(y)]).collect();
    let polygon = |polygon: Vec<Vec<[i32; 2]>>| polygon.into_iter().map(ring).collect();
    Geometry { kind: "MultiPolygon", coordinates: polygons.into_iter().map(polygon).collect() }
}

/// The boundaries of those neighborhoods that have one. Pool: [`read pool`](crate#reading).
pub async fn boundaries(pool: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, BoundaryView>, sqlx::Error> {
    let rows: Vec<(Uuid, Json<Polygons>, NaiveDate, String)> = sqlx::query_as(
        "select neighborhood_id, polygons, as_of, source from neighborhood_boundary where neighborhood_id = any($1)",
    )
    .bind(ids)
    .fetch_all(pool)
    .await?;
    let view = |(id, polygons, as_of, source): (Uuid, Json<Polygons>, NaiveDate, String)| {
        (id, BoundaryView { geometry: geometry(polygons.0), as_of: as_of.into(), source })
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Families that received a service since a day, by the neighborhood where they lived then. Pool: [`read pool`](crate#reading).
pub async fn services_in(pool: &PgPool, ids: &[Uuid], since: NaiveDate) -> Result<HashMap<Uuid, i64>, sqlx::Error> {
    // Two years know a family twice.
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "select neighborhood_id, count(distinct family_id) from service_year
          where year >= $2 and last_on >= $3 and neighborhood_id = any($1) group by 1",
    )
    .persistent(false)
    .bind(ids)
    .bind(hamyar_persian::jalali_year(since))
    .bind(since)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().collect())
}
