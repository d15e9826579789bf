//! Family events → open items: the family's fold before and after the batch, and the rows that differ.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use super::case::{DueCase, DueItem};
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// The fold of one family.
    CaseRow in "due_case" {
        family_id: Uuid,
        urgent: Vec<String>,
        handed_from: Option<Uuid>,
        handed_on: Option<NaiveDate>,
        fold: DueCase,
    }
}

row! {
    /// One open item.
    ItemRow in "due_item" {
        item_id: String,
        family_id: Uuid,
        caseworker_id: Option<Uuid>,
        member_id: Option<Uuid>,
        kind: String,
        domain: Option<String>,
        title: Option<String>,
        service_kind: Option<String>,
        window_from: Option<NaiveDate>,
        due_on: Option<NaiveDate>,
        since: Option<NaiveDate>,
        entry_id: Option<Uuid>,
        task_id: Option<Uuid>,
        missed: bool,
        remind_on: Option<NaiveDate>,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut cases = Table::<CaseRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let mut before: BTreeMap<Uuid, Vec<DueItem>> = BTreeMap::new();
    for projected in batch {
        let Some(event) = projected.family() else { continue };
        let id = projected.stream_id;
        let case = cases.edit_or(id, || CaseRow {
            family_id: id,
            urgent: Vec::new(),
            handed_from: None,
            handed_on: None,
            fold: DueCase::default(),
        });
        before.entry(id).or_insert_with(|| case.fold.items());
        case.fold.apply(id, event);
        (case.handed_from, case.handed_on) = case.fold.handed().unzip();
        case.urgent = case.fold.urgent().into_iter().map(|why| why.as_str().to_owned()).collect();
    }
    let mut rows = Table::<ItemRow>::empty();
    for (id, before) in before {
        let after = cases.get(&id).map(|case| case.fold.items()).unwrap_or_default();
        for gone in before.iter().filter(|old| !after.iter().any(|new| new.item_id == old.item_id)) {
            rows.remove(gone.item_id.clone());
        }
        for new in after.into_iter().filter(|new| !before.contains(new)) {
            rows.put(row_of(id, new));
        }
    }
    cases.save(&mut *connection).await?;
    rows.save(&mut *connection).await
}

fn row_of(family_id: Uuid, item: DueItem) -> ItemRow {
    ItemRow {
        item_id: item.item_id,
        family_id,
        caseworker_id: item.caseworker_id,
        member_id: item.member_id,
        kind: item.kind.as_str().to_owned(),
        domain: item.domain.map(|domain| domain.as_str().to_owned()),
        title: item.title,
        service_kind: item.service_kind,
        window_from: item.window_from,
        due_on: item.due_on,
        since: item.since,
        entry_id: item.entry_id,
        task_id: item.task_id,
        missed: item.missed,
        remind_on: item.remind_on,
    }
}
