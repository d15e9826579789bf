//! Events → facts of the atlas, and what is kept counted of them.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::family::ServiceFacts;
use hamyar_events::{FamilyEvent, NeighborhoodEvent};
use hamyar_persian::jalali_year;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use super::keep::{Keeping, SERVICE};
use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// What is remembered of a family.
    FamilyRow in "atlas_family" {
        family_id: Uuid,
        fold: Fold,
    }
}

row! {
    /// One fact: held from a day to before another, known from an instant to before another.
    FactRow in "atlas_fact" {
        fact_id: String,
        kind: String,
        code: String,
        family_id: Uuid,
        neighborhood_id: Uuid,
        year: i32,
        from_on: NaiveDate,
        until_on: Option<NaiveDate>,
        known_from: DateTime<Utc>,
        known_until: Option<DateTime<Utc>>,
    }
}

/// Where the family stands, and the facts that run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Fold {
    neighborhood: Uuid,
    closed: bool,
    merged: bool,
    tier: Option<String>,
    categories: BTreeSet<(String, Option<Uuid>)>,
    /// By `kind/code`.
    running: BTreeMap<String, Running>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Running {
    fact_id: String,
    neighborhood: Uuid,
    from_on: NaiveDate,
    known_from: DateTime<Utc>,
}

fn service_id(id: Uuid) -> String {
    format!("service/{id}")
}

/// The facts of a batch, counted as they are written.
struct Facts {
    table: Table<FactRow>,
    keeping: Keeping,
}

impl Facts {
    fn put(&mut self, fact: FactRow) {
        self.keeping.put(self.table.get(&fact.fact_id), &fact);
        self.table.put(fact);
    }

    /// The same fact, told anew.
    fn replace(&mut self, was: &FactRow, fact: FactRow) {
        self.keeping.put(Some(was), &fact);
        self.table.put(fact);
    }

    fn remove(&mut self, was: FactRow) {
        self.keeping.remove(&was);
        self.table.remove(was.fact_id);
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let of_families = batch.iter().filter(|event| event.family().is_some()).map(|event| event.stream_id);
    let mut families = Table::<FamilyRow>::load(&mut *connection, of_families).await?;
    let corrected = batch.iter().filter_map(|event| match event.family()? {
        FamilyEvent::ServiceCorrected(event) => Some(service_id(event.service_id.0)),
        _ => None,
    });
    let table = Table::<FactRow>::load(&mut *connection, corrected).await?;
    let mut facts = Facts { table, keeping: Keeping::default() };
    for projected in batch {
        match &projected.event {
            StreamEventAny::Family(event) => of_family(&mut families, &mut facts, projected, event),
            StreamEventAny::Neighborhood(event) => priority(&mut facts.keeping, projected, event),
            _ => {}
        }
    }
    families.save(&mut *connection).await?;
    facts.table.save(&mut *connection).await?;
    facts.keeping.save(connection).await
}

fn of_family(families: &mut Table<FamilyRow>, facts: &mut Facts, projected: &ProjectedEvent, event: &FamilyEvent) {
    let id = projected.stream_id;
    if let FamilyEvent::FamilyIdentified(event) = event {
        let fold = Fold { neighborhood: event.neighborhood_id.0, ..Fold::default() };
        families.put(FamilyRow { family_id: id, fold });
    }
    let Some(row) = families.edit(&id) else { return };
    match event {
        FamilyEvent::ServiceDelivered(event) => {
            facts.put(service(projected, event.service_id.0, row.fold.neighborhood, &event.service));
        }
        FamilyEvent::ServiceCorrected(event) => {
            correct(facts, projected, event.service_id.0, event.replacement.as_ref());
        }
        event => {
            let day = change(&mut row.fold, projected, event);
            follow(facts, &mut row.fold, projected, day);
        }
    }
}

fn priority(keeping: &mut Keeping, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
    let (given, set_on) = match event {
        NeighborhoodEvent::NeighborhoodPrioritySet(event) => (&event.priority, event.set_on),
        NeighborhoodEvent::NeighborhoodReprioritized(event) => (&event.priority, event.set_on),
        _ => return,
    };
    keeping.priority(projected.stream_id, given.level.as_str(), set_on, projected.recorded_at);
}

fn service(projected: &ProjectedEvent, id: Uuid, neighborhood: Uuid, service: &ServiceFacts) -> FactRow {
    FactRow {
        fact_id: service_id(id),
        kind: SERVICE.to_owned(),
        code: service.domain.as_str().to_owned(),
        family_id: projected.stream_id,
        neighborhood_id: neighborhood,
        year: jalali_year(service.delivered_on),
        from_on: service.delivered_on,
        until_on: None,
        known_from: projected.recorded_at,
        known_until: None,
    }
}

/// What was known of a service before stays, until now; the right facts are known from now on, where it was delivered at all.
fn correct(facts: &mut Facts, projected: &ProjectedEvent, id: Uuid, right: Option<&ServiceFacts>) {
    let Some(was) = facts.table.get(&service_id(id)).cloned() else { return };
    if was.known_until.is_none() {
        let kept = format!("{}/{}", was.fact_id, projected.position);
        facts.put(FactRow { fact_id: kept, known_until: Some(projected.recorded_at), ..was.clone() });
    }
    match right {
        Some(right) => facts.put(service(projected, id, was.neighborhood_id, right)),
        None => facts.remove(was),
    }
}

/// Takes an event in; the day from which it holds.
fn change(fold: &mut Fold, projected: &ProjectedEvent, event: &FamilyEvent) -> NaiveDate {
    match event {
        FamilyEvent::FamilyIdentified(event) => event.identified_on,
        FamilyEvent::AddressChanged(event) => {
            fold.neighborhood = event.neighborhood_id.0;
            event.changed_on
        }
        FamilyEvent::CategoryAdded(event) => {
            fold.categories.insert((event.category.clone(), event.member_id.map(|member| member.0)));
            projected.meta().happened_on()
        }
        FamilyEvent::CategoryRemoved(event) => {
            fold.categories.remove(&(event.category.clone(), event.member_id.map(|member| member.0)));
            projected.meta().happened_on()
        }
        FamilyEvent::TierAssigned(event) => {
            fold.tier = Some(event.tier.as_str().to_owned());
            event.assigned_on
        }
        FamilyEvent::CaseClosed(event) => {
            fold.closed = true;
            event.closed_on
        }
        FamilyEvent::CaseReopened(event) => {
            fold.closed = false;
            event.reopened_on
        }
        FamilyEvent::MergedAway(event) => {
            fold.merged = true;
            event.merged_on
        }
        FamilyEvent::MergeUndone(_) => {
            fold.merged = false;
            projected.meta().happened_on()
        }
        _ => projected.meta().happened_on(),
    }
}

/// Ends the facts that hold no longer and begins those that hold from the day on.
fn follow(facts: &mut Facts, fold: &mut Fold, projected: &ProjectedEvent, day: NaiveDate) {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    if !fold.closed && !fold.merged {
        wanted.insert("open/all".to_owned());
        wanted.extend(fold.tier.iter().map(|tier| format!("tier/{tier}")));
        wanted.extend(fold.categories.iter().map(|(category, _)| format!("harm/{category}")));
    }
    let over: Vec<String> = fold
        .running
        .iter()
        .filter(|(key, one)| !wanted.contains(*key) || one.neighborhood != fold.neighborhood)
        .map(|(key, _)| key.clone())
        .collect();
    for key in over {
        if let Some(one) = fold.running.remove(&key) {
            end(facts, &key, &one, projected, day);
        }
    }
    for key in wanted {
        if fold.running.contains_key(&key) {
            continue;
        }
        let one = Running {
            fact_id: format!("{}/{}/{key}", projected.stream_id, projected.position),
            neighborhood: fold.neighborhood,
            from_on: day,
            known_from: projected.recorded_at,
        };
        facts.put(fact(&key, &one, projected.stream_id));
        fold.running.insert(key, one);
    }
}

fn fact(key: &str, one: &Running, family_id: Uuid) -> FactRow {
    let (kind, code) = key.split_once('/').unwrap_or((key, ""));
    FactRow {
        fact_id: one.fact_id.clone(),
        kind: kind.to_owned(),
        code: code.to_owned(),
        family_id,
        neighborhood_id: one.neighborhood,
        year: jalali_year(one.from_on),
        from_on: one.from_on,
        until_on: None,
        known_from: one.known_from,
        known_until: None,
    }
}

/// Until now it was known to go on; from now on it is known to have ended. A day before its beginning ends it where it began.
fn end(facts: &mut Facts, key: &str, one: &Running, projected: &ProjectedEvent, day: NaiveDate) {
    let running = fact(key, one, projected.stream_id);
    if one.known_from < projected.recorded_at {
        let kept = format!("{}/{}", one.fact_id, projected.position);
        facts.put(FactRow { fact_id: kept, known_until: Some(projected.recorded_at), ..running.clone() });
    }
    let ended = FactRow { until_on: Some(day.max(one.from_on)), known_from: projected.recorded_at, ..running.clone() };
    facts.replace(&running, ended);
}
