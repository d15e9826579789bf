//! What a province or the nation counts, by what lies directly below it: offices, neighborhoods, roadmaps, duties, needs profiles, families, services.
//!
//! Every number is counted from records. What a document prints stands beside it with its qualifier and is never mixed with it. The tree of places decides
//! what lies where; a zone or municipal district holds the neighborhoods that are grouped into it. An office counts in every row in which it serves a
//! neighborhood, and once in the total (R55), so that rows need not add up.

mod items;
mod measures;
mod rows;

pub use items::{RollupItem, RollupList, items};
pub(crate) use measures::duty_limit;
pub use rows::{Inside, inside};

use chrono::NaiveDate;
use hamyar_events::PlaceLevel;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::families::TierCounts;
use crate::places::FigureView;
use crate::rounding::{Keyed, rounded};
use crate::views::{CivilDate, NamedRef};

/// Jalali months after which the last word on a duty is too old: a quarter, and a month to report on it. Source: seed 002, report P31.
pub const DUTY_MONTHS: u16 = 4;

/// Offices that serve a neighborhood of the row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfficeCounts {
    pub called: i64,
    pub contracted: i64,
    pub open: i64,
    pub closed: i64,
    /// Open ones beyond their contract.
    pub contract_over: i64,
    pub evaluation_late: i64,
    pub report_late: i64,
    /// Neighborhoods that an open office serves.
    pub neighborhoods: i64,
    /// Provinces in which an open office serves a neighborhood.
    pub provinces: i64,
}

/// Neighborhoods by the priority that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriorityCounts {
    pub first: i64,
    pub second: i64,
    pub third: i64,
    pub none: i64,
}

/// Actions of adopted roadmaps by their state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActionCounts {
    pub planned: i64,
    pub in_progress: i64,
    pub done: i64,
    pub dropped: i64,
}

/// Duties of agencies in neighborhoods: each duty once in each neighborhood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DutyCounts {
    /// Something was ever reported.
    pub reported: i64,
    /// Of those, done by the last word.
    pub done: i64,
    /// Of those, not done, and the last word is older than a quarter and a month.
    pub late: i64,
}

/// Needs profiles of offices by their stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct NeedsCounts {
    pub drafted: i64,
    pub returned: i64,
    pub in_headquarters: i64,
    pub approved: i64,
    pub notified: i64,
}

/// The numbers of a row.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RollupCounts {
    pub neighborhoods: i64,
    pub with_profile: i64,
    pub without_profile: i64,
    /// Approved as target places.
    pub approved: i64,
    pub priorities: PriorityCounts,
    pub offices: OfficeCounts,
    /// Neighborhoods with an adopted roadmap.
    pub roadmaps: i64,
    pub actions: ActionCounts,
    pub duties: DutyCounts,
    pub needs: NeedsCounts,
    /// Open families by tier; rounded, and null below five, for a reader of counts alone.
    pub families: TierCounts,
    /// Families that received a service in the year; null where too few for the reader.
    pub served: Option<i64>,
    /// Services of the year; null where too few for the reader.
    pub services: Option<i64>,
    /// The newest day of a profile in it.
    pub profiles_as_of: Option<CivilDate>,
    /// Position of the last event of a neighborhood or office in it.
    pub last_position: i64,
}

/// What lies directly below.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RollupRow {
    pub id: Uuid,
    pub name: String,
    /// Null for a neighborhood.
    pub level: Option<PlaceLevel>,
    pub counts: RollupCounts,
}

/// A figure of a document beside the number that the program counts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DeclaredBeside {
    /// `offices_open`, `offices_neighborhoods` or `offices_provinces`: the number that it stands beside.
    pub number: &'static str,
    pub counted: i64,
    pub figure: FigureView,
}

/// A place and what lies directly below it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Rollup {
    /// Null where no country holds all that there is.
    pub place: Option<NamedRef>,
    pub level: Option<PlaceLevel>,
    /// From the top down to the parent; the interface leaves out what the reader may not open.
    pub ancestors: Vec<NamedRef>,
    pub total: RollupCounts,
    pub rows: Vec<RollupRow>,
    pub declared: Vec<DeclaredBeside>,
    /// Jalali year of the services.
    pub year: i32,
    /// The day against which lateness was judged.
    pub as_of: CivilDate,
    /// Whether families and services are rounded for this reader.
    pub rounded: bool,
    /// Position up to which every one of the numbers counts.
    pub position: i64,
}

/// Read models of which the numbers are.
const COUNTED: &[&str] = &["places", "neighborhood_cases", "families", "services", "roadmaps", "offices"];

/// Indicators of the nation's printed figures, and the number of ours that each stands beside. Source: seed 004, figures 135, 233 and 22.
const BESIDE: &[(&str, &str)] = &[
    ("facilitation_offices", "offices_open"),
    ("target_neighbourhoods", "offices_neighborhoods"),
    ("office_provinces", "offices_provinces"),
];

/// The lowest position of these read models.
pub(crate) async fn lowest(pool: &PgPool, names: &[&str]) -> Result<i64, sqlx::Error> {
    let found: Option<i64> = sqlx::query_scalar(
        "select min(position) from (select distinct on (name) position from projection.checkpoint where name = any($1) order by name, version desc) c",
    )
    .bind(names)
    .fetch_one(pool)
    .await?;
    Ok(found.unwrap_or(0))
}

/// What names a set of neighborhoods in the errors of rounded counts: places that hold the same ones are the same place, and one alone is itself.
pub(crate) fn named_set(ids: &mut [Uuid], keyed: Keyed<'_>) -> String {
    if let [one] = ids {
        return one.to_string();
    }
    ids.sort_unstable();
    let mut all = String::with_capacity(ids.len() * 37);
    for id in ids.iter() {
        all.push_str(id.as_hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }
    format!("{:016x}", keyed(&all))
}

/// The roll-up of a place, of the nation where none is given; none where there is no such place. `keyed` rounds what tells of families; without it
/// the reader sees exact numbers. Pool: [`read pool`](crate#reading).
pub async fn rollup(
    pool: &PgPool,
    place_id: Option<Uuid>,
    today: NaiveDate,
    keyed: Option<Keyed<'_>>,
) -> Result<Option<Rollup>, sqlx::Error> {
    // Read before the rows: what is counted afterwards is at least this far.
    let position = lowest(pool, COUNTED).await?;
    let Some(inside) = rows::inside(pool, place_id).await? else { return Ok(None) };
    let year = hamyar_persian::jalali_year(today);
    let mut found = measures::count(pool, &inside, today, year).await?;
    let mut shown = |key: Option<Uuid>| {
        let mut counts = found.remove(&key).unwrap_or_else(measures::nothing);
        if let Some(keyed) = keyed {
            let mut ids = inside.of(key);
            hide(&mut counts, &named_set(&mut ids, keyed), year, keyed);
        }
        counts
    };
    let total = shown(None);
    let rows = inside.rows.iter().map(|row| RollupRow {
        id: row.id,
        name: row.name.clone(),
        level: row.level,
        counts: shown(Some(row.id)),
    });
    let rows = rows.collect();
    let declared = match inside.place_id {
        Some(id) => declared(pool, id, &total).await?,
        None => Vec::new(),
    };
    Ok(Some(Rollup {
        place: inside.place_id.map(|id| NamedRef { id, name: inside.name.clone() }),
        level: inside.level,
        ancestors: inside.ancestors.clone(),
        total,
        rows,
        declared,
        year,
        as_of: today.into(),
        rounded: keyed.is_some(),
        position,
    }))
}

/// The neighborhoods of a place, of a group, of the nation where none is given, or a neighborhood itself; none where there is no such place.
pub async fn neighborhoods(pool: &PgPool, place_id: Option<Uuid>) -> Result<Option<Vec<Uuid>>, sqlx::Error> {
    if let Some(inside) = rows::inside(pool, place_id).await? {
        return Ok(Some(inside.neighborhoods));
    }
    let itself: Option<Uuid> =
        sqlx::query_scalar("select neighborhood_id from neighborhood where neighborhood_id = $1")
            .bind(place_id)
            .fetch_optional(pool)
            .await?;
    Ok(itself.map(|id| vec![id]))
}

fn hide(counts: &mut RollupCounts, set: &str, year: i32, keyed: Keyed<'_>) {
    counts.families = counts.families.rounded_of(set, keyed);
    counts.served = counts.served.and_then(|count| rounded(count, &format!("served/{year}/{set}"), keyed));
    counts.services = counts.services.and_then(|count| rounded(count, &format!("services/{year}/{set}"), keyed));
}

async fn declared(pool: &PgPool, id: Uuid, total: &RollupCounts) -> Result<Vec<DeclaredBeside>, sqlx::Error> {
    let names: Vec<&str> = BESIDE.iter().map(|(indicator, _)| *indicator).collect();
    let figures = crate::places::figures(pool, id, &names).await?;
    let beside = figures.into_iter().filter_map(|figure| {
        let (_, number) = BESIDE.iter().find(|(indicator, _)| *indicator == figure.indicator)?;
        let counted = match *number {
            "offices_open" => total.offices.open,
            "offices_neighborhoods" => total.offices.neighborhoods,
            _ => total.offices.provinces,
        };
        Some(DeclaredBeside { number, counted, figure })
    });
    Ok(beside.collect())
}
