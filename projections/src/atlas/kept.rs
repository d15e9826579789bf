//! What is kept counted → the counts of rows and years. A place reads one short row for each of its neighborhoods.

use chrono::NaiveDate;
use sqlx::PgPool;
use sqlx::types::Json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

use super::counts::Counts;
use super::keep::{SERVICE, key};
use super::steps::Steps;
use super::told::Told;
use crate::rollup::Inside;

#[derive(sqlx::FromRow)]
struct Neighborhood {
    neighborhood_id: Uuid,
    first_on: NaiveDate,
    settled_on: NaiveDate,
    counts: Json<BTreeMap<String, Steps>>,
    levels: Json<Vec<(i32, String)>>,
}

/// Services of a family that was served in more than one neighborhood in a year: domains by neighborhood.
type Twice = (i32, Json<BTreeMap<Uuid, BTreeMap<String, i64>>>);

/// What is kept of a place.
pub(super) struct Kept {
    neighborhoods: Vec<Neighborhood>,
    twice: Vec<Twice>,
}

/// Reads what is kept of the neighborhoods.
pub(super) async fn read(pool: &PgPool, inside: &Inside) -> Result<Kept, sqlx::Error> {
    let neighborhoods = sqlx::query_as(
        "select neighborhood_id, first_on, settled_on, counts, levels from atlas_neighborhood where neighborhood_id = any($1)",
    )
    .bind(&inside.neighborhoods)
    .fetch_all(pool);
    let twice = sqlx::query_as("select year, given from atlas_served where homes > 1").fetch_all(pool);
    let (neighborhoods, twice) = futures::try_join!(neighborhoods, twice)?;
    Ok(Kept { neighborhoods, twice })
}

impl Kept {
    /// The first day of anything that the atlas tells of them.
    pub(super) fn first(&self) -> Option<NaiveDate> {
        self.neighborhoods.iter().map(|one| one.first_on).min()
    }

    /// Whether nothing in them lies after the day: neither a day on which something holds or ends, nor one on which it was recorded. Then every year is
    /// told as it is kept; else those that are not yet fixed have to be counted for that day.
    pub(super) fn is_settled(&self, day: NaiveDate) -> bool {
        self.neighborhoods.iter().all(|one| one.settled_on <= day)
    }

    /// The counts of the years, by row or of the whole alone.
    pub(super) fn count(&self, inside: &Inside, years: &[Told], by_row: bool) -> Counts {
        let mut counts = Counts::default();
        if years.is_empty() {
            return counts;
        }
        let rows: HashMap<Uuid, Uuid> =
            inside.neighborhoods.iter().copied().zip(inside.row_ids().iter().copied()).collect();
        let sets = |neighborhood: &Uuid| {
            let row = rows.get(neighborhood).copied().filter(|_| by_row);
            std::iter::once(None).chain(row.map(Some))
        };
        self.states(&mut counts, years, sets);
        self.overlaps(&mut counts, years, &rows, sets);
        self.priorities(&mut counts, inside, years, sets);
        counts
    }

    /// Everything added up, as if no family had been served in two neighborhoods of a year.
    fn states<Sets: Iterator<Item = Option<Uuid>>>(
        &self,
        counts: &mut Counts,
        years: &[Told],
        sets: impl Fn(&Uuid) -> Sets,
    ) {
        let mut sums: HashMap<Option<Uuid>, BTreeMap<&str, Vec<i64>>> = HashMap::new();
        for one in &self.neighborhoods {
            for set in sets(&one.neighborhood_id) {
                let codes = sums.entry(set).or_default();
                for (key, steps) in &one.counts.0 {
                    let sum = codes.entry(key).or_insert_with(|| vec![0; years.len()]);
                    sum.iter_mut().zip(years).for_each(|(sum, told)| *sum += steps.at(told.year));
                }
            }
        }
        for (set, codes) in sums {
            for (key, sum) in codes {
                sum.into_iter().zip(years).for_each(|(sum, told)| counts.add(set, told.year, key, sum));
            }
        }
    }

    /// A family that was served in several neighborhoods of a row counts there once.
    fn overlaps<Sets: Iterator<Item = Option<Uuid>>>(
        &self,
        counts: &mut Counts,
        years: &[Told],
        rows: &HashMap<Uuid, Uuid>,
        sets: impl Fn(&Uuid) -> Sets,
    ) {
        for (year, given) in self.twice.iter().filter(|(year, _)| years.iter().any(|told| told.year == *year)) {
            let mut found: HashMap<(Option<Uuid>, &str), i64> = HashMap::new();
            for (neighborhood, codes) in given.0.iter().filter(|(neighborhood, _)| rows.contains_key(*neighborhood)) {
                for set in sets(neighborhood) {
                    for code in codes.keys().map(String::as_str).chain([""]) {
                        *found.entry((set, code)).or_default() += 1;
                    }
                }
            }
            for ((set, code), neighborhoods) in found {
                counts.add(set, *year, &key(SERVICE, code), 1 - neighborhoods);
            }
        }
    }

    fn priorities<Sets: Iterator<Item = Option<Uuid>>>(
        &self,
        counts: &mut Counts,
        inside: &Inside,
        years: &[Told],
        sets: impl Fn(&Uuid) -> Sets,
    ) {
        let levels: HashMap<Uuid, &[(i32, String)]> =
            self.neighborhoods.iter().map(|one| (one.neighborhood_id, one.levels.0.as_slice())).collect();
        for neighborhood in &inside.neighborhoods {
            let levels = levels.get(neighborhood).copied().unwrap_or_default();
            for told in years {
                let level = levels.iter().rev().find(|(from, _)| *from <= told.year).map(|(_, level)| level.as_str());
                for set in sets(neighborhood) {
                    let held = counts.priorities.entry((set, told.year)).or_default();
                    match level {
                        Some("first") => held.first += 1,
                        Some("second") => held.second += 1,
                        Some("third") => held.third += 1,
                        _ => held.none += 1,
                    }
                }
            }
        }
    }
}
