//! Facts → what is kept counted: for each neighborhood its families by year, and for each family the neighborhoods in which it was served in a year.
//!
//! A fact counts in a year where it held on the year's last day and was known on its 31 Farvardin. Both follow from the fact alone, so each fact is a span of
//! years, known when it is written down: no clock runs, nothing grows stale, and what is put right later is in time for later years only. A span that goes on
//! answers the running year as well, as long as no day of the neighborhood lies ahead.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_persian::{jalali_year, tehran_date};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::apply::FactRow;
use super::steps::Steps;
use super::told::in_time_for;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

/// Kind of the facts that are many of one family in a year, of which it counts once.
pub(super) const SERVICE: &str = "service";

/// The key of a count: `tier/harmed`, `open/all`. `service/` is any service.
pub(super) fn key(kind: &str, code: &str) -> String {
    format!("{kind}/{code}")
}

row! {
    /// A neighborhood over the years.
    NeighborhoodRow in "atlas_neighborhood" {
        neighborhood_id: Uuid,
        first_on: NaiveDate,
        settled_on: NaiveDate,
        counts: BTreeMap<String, Steps>,
        levels: Vec<(i32, String)>,
    }
}

row! {
    /// The services of a family in a year that count, by neighborhood and domain.
    ServedRow in "atlas_served" {
        served_id: String,
        family_id: Uuid,
        year: i32,
        given: BTreeMap<Uuid, BTreeMap<String, i64>>,
        homes: i32,
    }
}

struct Change {
    neighborhood: Uuid,
    key: String,
    from: i32,
    until: Option<i32>,
    by: i64,
}

/// So many services more of a domain, in a neighborhood.
type Given = (Uuid, String, i64);

/// What a batch changes.
#[derive(Default)]
pub(super) struct Keeping {
    changes: Vec<Change>,
    /// By family and year.
    services: BTreeMap<(Uuid, i32), Vec<Given>>,
    /// The first day of a neighborhood, and the last day of anything in it.
    days: BTreeMap<Uuid, (NaiveDate, NaiveDate)>,
    levels: Vec<(Uuid, i32, String)>,
}

impl Keeping {
    /// A fact that is written, where another may have stood.
    pub(super) fn put(&mut self, was: Option<&FactRow>, fact: &FactRow) {
        if let Some(was) = was {
            self.count(was, -1);
        }
        self.count(fact, 1);
        let days =
            [Some(fact.from_on), fact.until_on, Some(tehran_date(fact.known_from)), fact.known_until.map(tehran_date)];
        self.day(fact.neighborhood_id, fact.from_on, days.into_iter().flatten().max().unwrap_or(fact.from_on));
    }

    pub(super) fn remove(&mut self, was: &FactRow) {
        self.count(was, -1);
    }

    /// The priority of a neighborhood from a day on. Whatever was given before gives way to it, also where it was to hold later.
    pub(super) fn priority(&mut self, neighborhood: Uuid, level: &str, set_on: NaiveDate, recorded_at: DateTime<Utc>) {
        let from = jalali_year(set_on).max(in_time_for(recorded_at));
        self.levels.push((neighborhood, from, level.to_owned()));
        self.day(neighborhood, set_on, set_on.max(tehran_date(recorded_at)));
    }

    fn day(&mut self, neighborhood: Uuid, first: NaiveDate, last: NaiveDate) {
        let days = self.days.entry(neighborhood).or_insert((first, last));
        *days = (days.0.min(first), days.1.max(last));
    }

    fn count(&mut self, fact: &FactRow, by: i64) {
        let from = in_time_for(fact.known_from);
        let until = fact.known_until.map(in_time_for);
        if fact.kind == SERVICE {
            if from <= fact.year && until.is_none_or(|until| fact.year < until) {
                let one = (fact.neighborhood_id, fact.code.clone(), by);
                self.services.entry((fact.family_id, fact.year)).or_default().push(one);
            }
            return;
        }
        let ended = fact.until_on.map(jalali_year);
        self.changes.push(Change {
            neighborhood: fact.neighborhood_id,
            key: key(&fact.kind, &fact.code),
            from: from.max(fact.year),
            until: ended.into_iter().chain(until).min(),
            by,
        });
    }

    pub(super) async fn save(mut self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        self.serve(&mut *connection).await?;
        let touched: Vec<Uuid> =
            self.days.keys().copied().chain(self.changes.iter().map(|one| one.neighborhood)).collect();
        let mut neighborhoods = Table::<NeighborhoodRow>::load(&mut *connection, touched).await?;
        for (id, (first, last)) in self.days {
            let row = neighborhoods.edit_or(id, || NeighborhoodRow {
                neighborhood_id: id,
                first_on: first,
                settled_on: last,
                counts: BTreeMap::new(),
                levels: Vec::new(),
            });
            row.first_on = row.first_on.min(first);
            row.settled_on = row.settled_on.max(last);
        }
        for change in self.changes {
            // Whatever is counted was written down once, and the row with it.
            let Some(row) = neighborhoods.edit(&change.neighborhood) else { continue };
            let steps = row.counts.entry(change.key.clone()).or_default();
            steps.add(change.from, change.until, change.by);
            if steps.is_empty() {
                row.counts.remove(&change.key);
            }
        }
        for (id, from, level) in self.levels {
            let Some(row) = neighborhoods.edit(&id) else { continue };
            row.levels.retain(|(year, _)| *year < from);
            row.levels.push((from, level));
        }
        neighborhoods.save(connection).await
    }

    /// A family counts once in a neighborhood and year, however many services it received there.
    async fn serve(&mut self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        let id = |(family, year): &(Uuid, i32)| format!("{family}/{year}");
        let mut served = Table::<ServedRow>::load(&mut *connection, self.services.keys().map(id)).await?;
        for (of, services) in std::mem::take(&mut self.services) {
            let (family_id, year) = of;
            let was = served.get(&id(&of)).map(|row| row.given.clone()).unwrap_or_default();
            let mut given = was.clone();
            for (neighborhood, code, by) in services {
                *given.entry(neighborhood).or_default().entry(code).or_default() += by;
            }
            given.values_mut().for_each(|codes| codes.retain(|_, services| *services != 0));
            given.retain(|_, codes| !codes.is_empty());
            for (neighborhood, codes) in &was {
                self.served(*neighborhood, codes, given.get(neighborhood), year, -1);
            }
            for (neighborhood, codes) in &given {
                self.served(*neighborhood, codes, was.get(neighborhood), year, 1);
            }
            if given.is_empty() {
                served.remove(id(&of));
                continue;
            }
            let homes = i32::try_from(given.len()).unwrap_or(i32::MAX);
            served.put(ServedRow { served_id: id(&of), family_id, year, given, homes });
        }
        served.save(connection).await
    }

    /// Counts the domains that the other side does not have, and any service where it has none.
    fn served(
        &mut self,
        neighborhood: Uuid,
        codes: &BTreeMap<String, i64>,
        other: Option<&BTreeMap<String, i64>>,
        year: i32,
        by: i64,
    ) {
        let lone = codes.keys().filter(|code| other.is_none_or(|other| !other.contains_key(*code)));
        let any = other.is_none().then_some("");
        for code in lone.map(String::as_str).chain(any) {
            let until = Some(year + 1);
            self.changes.push(Change { neighborhood, key: key(SERVICE, code), from: year, until, by });
        }
    }
}
