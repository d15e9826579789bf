//! Facts → the atlas of a year: rows below a place, their sum, and the years before.

use chrono::NaiveDate;
use hamyar_events::PlaceLevel;
use hamyar_persian::jalali_year;
use serde::Serialize;
use sqlx::PgPool;
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::counts::{Codes, Counts};
use super::keep::key;
use super::told::{Told, YearState};
use super::{afresh, kept};
use crate::neighborhood_cases::{Geometry, boundaries};
use crate::rollup::{Inside, PriorityCounts, inside, lowest, named_set};
use crate::rounding::{Keyed, rounded};
use crate::views::{CivilDate, NamedRef};

/// A count by its code.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AtlasCount {
    /// Tier, category or domain.
    pub code: String,
    /// Families; null where too few for the reader.
    pub families: Option<i64>,
}

/// The numbers of a row in a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AtlasCounts {
    pub neighborhoods: i64,
    /// Families with an open file at the end of the year; null where too few for the reader.
    pub families: Option<i64>,
    /// By the tier that held at the end of the year.
    pub tiers: Vec<AtlasCount>,
    /// By category of vulnerability at the end of the year; those that nobody has are left out.
    pub harms: Vec<AtlasCount>,
    /// Families that received a service of the domain in the year.
    pub services: Vec<AtlasCount>,
    /// Families that received any service in the year.
    pub served: Option<i64>,
    /// Neighborhoods by the priority that held at the end of the year.
    pub priorities: PriorityCounts,
}

/// What lies directly below the place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AtlasRow {
    pub id: Uuid,
    pub name: String,
    /// Null for a neighborhood.
    pub level: Option<PlaceLevel>,
    /// Of a neighborhood that has one. Places above have no boundary of their own.
    pub boundary: Option<Geometry>,
    pub counts: AtlasCounts,
}

/// One year of the place as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AtlasTrend {
    pub year: i32,
    pub state: YearState,
    pub known_on: CivilDate,
    pub counts: AtlasCounts,
}

/// The atlas of a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Atlas {
    pub place: Option<NamedRef>,
    pub level: Option<PlaceLevel>,
    /// From the top down to the parent; the interface leaves out what the reader may not open.
    pub ancestors: Vec<NamedRef>,
    /// Jalali.
    pub year: i32,
    pub state: YearState,
    /// The day on which everything here was known: today, or 31 Farvardin of the next year.
    pub known_on: CivilDate,
    /// The day for which tiers, harms and priorities are told: the last of the year, or today.
    pub held_on: CivilDate,
    pub total: AtlasCounts,
    pub rows: Vec<AtlasRow>,
    /// Every year of which something is known, the oldest first.
    pub trend: Vec<AtlasTrend>,
    pub rounded: bool,
    /// Counts of the rows that are not told because they are small.
    pub suppressed: i64,
    pub position: i64,
}

/// Years told at most: those before are in the log.
const YEARS_MAX: i32 = 15;
const TIERS: [&str; 3] = ["stable", "at_risk", "harmed"];
const DOMAINS: [&str; 3] = ["social", "economic", "cultural"];

/// The neighborhoods of a row, or of the whole: how many, and what names them in the errors of rounded counts.
struct Set {
    neighborhoods: usize,
    name: String,
}

impl Set {
    fn of(mut ids: Vec<Uuid>, keyed: Option<Keyed<'_>>) -> Self {
        Self { neighborhoods: ids.len(), name: keyed.map_or_else(String::new, |keyed| named_set(&mut ids, keyed)) }
    }

    /// Those of each row.
    fn of_rows(inside: &Inside, keyed: Option<Keyed<'_>>) -> HashMap<Uuid, Self> {
        let mut rows: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for (id, row) in inside.neighborhoods.iter().zip(inside.row_ids()) {
            rows.entry(*row).or_default().push(*id);
        }
        inside.each().map(|(id, _, _)| (id, Self::of(rows.remove(&id).unwrap_or_default(), keyed))).collect()
    }
}

/// How the counts of a row are shown.
struct Shown<'a> {
    keyed: Option<Keyed<'a>>,
    suppressed: i64,
}

impl Shown<'_> {
    /// `what` names the count within the year.
    fn count(&mut self, count: i64, told: &Told, what: &str, set: &str) -> Option<i64> {
        let Some(keyed) = self.keyed else { return Some(count) };
        // What the roll-up tells of today is the same number, with the same error.
        let name = match (told.state, what.split_once('/')) {
            (YearState::Running, Some(("tier", tier))) => format!("families/{set}/{tier}"),
            (YearState::Running, Some(("open", _))) => format!("families/{set}/total"),
            (_, Some(("served", _))) => format!("served/{}/{set}", told.year),
            _ => format!("atlas/{}/{set}/{what}", told.year),
        };
        let shown = rounded(count, &name, keyed);
        if shown.is_none() && count > 0 {
            self.suppressed = self.suppressed.saturating_add(1);
        }
        shown
    }

    fn counts(&mut self, found: Option<&Codes>, priorities: PriorityCounts, told: &Told, set: &Set) -> AtlasCounts {
        let none = Codes::new();
        let found = found.unwrap_or(&none);
        let of = |kind: &str, code: &str| found.get(&key(kind, code)).copied().unwrap_or(0);
        let mut by_code = |kind: &str, codes: &[&str]| -> Vec<AtlasCount> {
            let each = codes.iter().map(|code| {
                let families = self.count(of(kind, code), told, &key(kind, code), &set.name);
                AtlasCount { code: (*code).to_owned(), families }
            });
            each.collect()
        };
        // Codes are in their order already.
        let categories: Vec<&str> = found.keys().filter_map(|key| key.strip_prefix("harm/")).collect();
        let (tiers, services) = (by_code("tier", &TIERS), by_code("service", &DOMAINS));
        let harms = by_code("harm", &categories);
        AtlasCounts {
            neighborhoods: i64::try_from(set.neighborhoods).unwrap_or(i64::MAX),
            families: self.count(of("open", "all"), told, "open/all", &set.name),
            tiers,
            // A category of which too few are told is not named either: that somebody has it is told by its name.
            harms: harms.into_iter().filter(|one| one.families.is_some()).collect(),
            services,
            served: self.count(of("service", ""), told, "served/all", &set.name),
            priorities,
        }
    }
}

/// Where counts are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// What is kept, wherever it tells the day.
    Kept,
    /// Every fact, to hold the kept counts against.
    Afresh,
}

/// The years that are told as a whole, and the counts of the asked one by row and of all of them.
struct Found {
    years: Vec<Told>,
    by_row: Counts,
    whole: Counts,
}

async fn found(
    pool: &PgPool,
    inside: &Inside,
    asked: Told,
    today: NaiveDate,
    counting: Counting,
) -> Result<Found, sqlx::Error> {
    let kept = match counting {
        Counting::Kept => Some(kept::read(pool, inside).await?),
        Counting::Afresh => None,
    };
    let first = match &kept {
        Some(kept) => kept.first(),
        None => afresh::first(pool, inside).await?,
    };
    let last = jalali_year(today);
    let begins = first.map_or(last, jalali_year).max(last - YEARS_MAX + 1);
    let years: Vec<Told> = (begins..=last).filter_map(|year| Told::of(year, today)).collect();
    let is_kept =
        |told: &Told| kept.as_ref().is_some_and(|kept| told.state == YearState::Fixed || kept.is_settled(today));
    let (kept_years, other_years): (Vec<Told>, Vec<Told>) = years.iter().partition(|told| is_kept(told));
    let (kept_asked, other_asked): (Vec<Told>, Vec<Told>) = [asked].iter().partition(|told| is_kept(told));
    let (mut by_row, mut whole) = futures::try_join!(
        afresh::count(pool, inside, &other_asked, true),
        afresh::count(pool, inside, &other_years, false),
    )?;
    if let Some(kept) = &kept {
        by_row.extend(kept.count(inside, &kept_asked, true));
        whole.extend(kept.count(inside, &kept_years, false));
    }
    Ok(Found { years, by_row, whole })
}

/// The atlas of a year at a place; none where there is no such place or the year has not begun. Pool: [`read pool`](crate#reading).
pub async fn atlas(
    pool: &PgPool,
    place_id: Option<Uuid>,
    year: i32,
    today: NaiveDate,
    keyed: Option<Keyed<'_>>,
) -> Result<Option<Atlas>, sqlx::Error> {
    atlas_by(Counting::Kept, pool, place_id, year, today, keyed).await
}

/// The same, counted as named: the answer does not depend on it. Pool: [`read pool`](crate#reading).
pub async fn atlas_by(
    counting: Counting,
    pool: &PgPool,
    place_id: Option<Uuid>,
    year: i32,
    today: NaiveDate,
    keyed: Option<Keyed<'_>>,
) -> Result<Option<Atlas>, sqlx::Error> {
    let position = lowest(pool, &["places", "neighborhood_cases", "atlas"]).await?;
    let (Some(inside), Some(told)) = (inside(pool, place_id).await?, Told::of(year, today)) else { return Ok(None) };
    let ids: Vec<Uuid> = inside.each().filter(|(_, _, level)| level.is_none()).map(|(id, _, _)| id).collect();
    let (found, mut outlines) =
        futures::try_join!(found(pool, &inside, told, today, counting), boundaries(pool, &ids))?;
    let sets = Set::of_rows(&inside, keyed);
    let mut shown = Shown { keyed, suppressed: 0 };
    let mut rows = Vec::new();
    for (id, name, level) in inside.each() {
        let Some(set) = sets.get(&id) else { continue };
        let counts = &found.by_row;
        rows.push(AtlasRow {
            id,
            name: name.to_owned(),
            level,
            boundary: outlines.remove(&id).map(|one| one.geometry),
            counts: shown.counts(counts.families(Some(id), year), counts.priorities(Some(id), year), &told, set),
        });
    }
    let set = Set::of(inside.of(None), keyed);
    let mut whole = Shown { keyed, suppressed: 0 };
    let mut of_whole = |counts: &Counts, told: &Told| {
        whole.counts(counts.families(None, told.year), counts.priorities(None, told.year), told, &set)
    };
    let total = of_whole(&found.by_row, &told);
    let trend = found.years.iter().map(|one| AtlasTrend {
        year: one.year,
        state: one.state,
        known_on: one.known_on.into(),
        counts: of_whole(&found.whole, one),
    });
    let trend = trend.collect();
    Ok(Some(Atlas {
        place: inside.place(),
        level: inside.level(),
        ancestors: inside.ancestors().to_vec(),
        year,
        state: told.state,
        known_on: told.known_on.into(),
        held_on: told.held_on.into(),
        total,
        rows,
        trend,
        rounded: keyed.is_some(),
        suppressed: shown.suppressed,
        position,
    }))
}
