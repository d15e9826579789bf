//! Family events → cycles with their validity. A row changes only at an event that changes it, so the batches' cuts leave no trace.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hamyar_events::{Domain, Tier};
use sqlx::PgConnection;
use uuid::Uuid;

use super::case::{CycleCase, CycleFacts, TierOn};
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// The fold of one family.
    CaseRow in "cycle_case" { family_id: Uuid, fold: CycleCase }
}

row! {
    /// One cycle as known from one position to another.
    CycleRow in "family_cycle" {
        row_id: String,
        family_id: Uuid,
        cycle: i64,
        year: i32,
        baseline_on: NaiveDate,
        baseline_tier: String,
        baseline_social: Option<String>,
        baseline_economic: Option<String>,
        baseline_cultural: Option<String>,
        neighborhood_id: Uuid,
        center_id: Option<Uuid>,
        household_type: String,
        final_on: Option<NaiveDate>,
        final_tier: Option<String>,
        final_social: Option<String>,
        final_economic: Option<String>,
        final_cultural: Option<String>,
        caseworker_id: Option<Uuid>,
        from_position: i64,
        to_position: Option<i64>,
    }
}

row! {
    /// How many current cycles read alike, once by center and once by neighborhood, so that a year's comparison need not read every family.
    /// `domain` is null for the whole.
    CountRow in "cycle_count" {
        count_id: String,
        year: i32,
        by: String,
        place: Option<Uuid>,
        domain: Option<String>,
        household_type: String,
        before: String,
        after: Option<String>,
        families: i64,
    }
}

/// Changes of counts that a batch makes.
#[derive(Default)]
struct Counting(BTreeMap<String, CountRow>);

impl Counting {
    fn add(&mut self, row: &CycleRow, families: i64) {
        let tiers = [
            (None, Some(&row.baseline_tier), &row.final_tier),
            (Some(Domain::Social), row.baseline_social.as_ref(), &row.final_social),
            (Some(Domain::Economic), row.baseline_economic.as_ref(), &row.final_economic),
            (Some(Domain::Cultural), row.baseline_cultural.as_ref(), &row.final_cultural),
        ];
        for (domain, before, after) in tiers {
            let Some(before) = before else { continue };
            for (by, place) in [("center", row.center_id), ("neighborhood", Some(row.neighborhood_id))] {
                let count = CountRow {
                    count_id: [
                        row.year.to_string().as_str(),
                        by,
                        place.map(|place| place.to_string()).unwrap_or_default().as_str(),
                        domain.map_or("", Domain::as_str),
                        &row.household_type,
                        before,
                        after.as_deref().unwrap_or_default(),
                    ]
                    .join("/"),
                    year: row.year,
                    by: by.to_owned(),
                    place,
                    domain: domain.map(|domain| domain.as_str().to_owned()),
                    household_type: row.household_type.clone(),
                    before: before.clone(),
                    after: after.clone(),
                    families: 0,
                };
                self.0.entry(count.count_id.clone()).or_insert(count).families += families;
            }
        }
    }

    /// Adds the changes to what is there; a count of none has no row.
    async fn save(mut self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        self.0.retain(|_, count| count.families != 0);
        let mut counts = Table::<CountRow>::load(&mut *connection, self.0.keys().cloned()).await?;
        for (id, change) in self.0 {
            let known = counts.get(&id).map_or(0, |count| count.families);
            match known + change.families {
                0 => counts.remove(id),
                families => counts.put(CountRow { families, ..change }),
            }
        }
        counts.save(connection).await
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut cases = Table::<CaseRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let mut rows = Table::<CycleRow>::empty();
    let mut counting = Counting::default();
    for projected in batch {
        let Some(event) = projected.family() else { continue };
        let id = projected.stream_id;
        let known = cases.get(&id).map(|case| case.fold.clone()).unwrap_or_default();
        let mut fold = known.clone();
        let may_differ = fold.apply(event);
        if may_differ {
            let before = known.facts();
            for (cycle, facts) in fold.facts() {
                let old = before.get(&cycle);
                if old == Some(&facts) {
                    continue;
                }
                if let (Some(old), Some(from)) = (old, known.since.get(&cycle)) {
                    let over = row_of(id, cycle, old, *from, Some(projected.position));
                    counting.add(&over, -1);
                    rows.put(over);
                }
                let now = row_of(id, cycle, &facts, projected.position, None);
                counting.add(&now, 1);
                rows.put(now);
                fold.since.insert(cycle, projected.position);
            }
        }
        if fold != known || cases.get(&id).is_none() {
            cases.put(CaseRow { family_id: id, fold });
        }
    }
    cases.save(&mut *connection).await?;
    rows.save(&mut *connection).await?;
    counting.save(connection).await
}

fn row_of(family_id: Uuid, cycle: u32, facts: &CycleFacts, from: i64, to: Option<i64>) -> CycleRow {
    let domain = |tier: &TierOn, domain: Domain| tier.domains.get(&domain).map(|tier| text(*tier));
    let last = facts.last.as_ref();
    CycleRow {
        row_id: format!("{family_id}/{cycle}/{from}"),
        family_id,
        cycle: cycle.into(),
        year: facts.year,
        baseline_on: facts.baseline.on,
        baseline_tier: text(facts.baseline.tier),
        baseline_social: domain(&facts.baseline, Domain::Social),
        baseline_economic: domain(&facts.baseline, Domain::Economic),
        baseline_cultural: domain(&facts.baseline, Domain::Cultural),
        neighborhood_id: facts.neighborhood_id,
        center_id: facts.center_id,
        household_type: facts.household_type.as_str().to_owned(),
        final_on: last.map(|last| last.on),
        final_tier: last.map(|last| text(last.tier)),
        final_social: last.and_then(|last| domain(last, Domain::Social)),
        final_economic: last.and_then(|last| domain(last, Domain::Economic)),
        final_cultural: last.and_then(|last| domain(last, Domain::Cultural)),
        caseworker_id: facts.caseworker_id,
        from_position: from,
        to_position: to,
    }
}

fn text(tier: Tier) -> String {
    tier.as_str().to_owned()
}
