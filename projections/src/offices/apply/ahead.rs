//! What lists and roll-ups ask of an office, counted when its events are folded: its file grows for years, and no list opens it.

use chrono::NaiveDate;
use hamyar_events::*;
use hamyar_persian::{add_jalali_months, quarter_bounds, quarter_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

use super::super::file::*;
use super::OfficeRow;
use crate::rows::row;

/// A step in the neighborhoods of an office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StepKept {
    pub step: String,
    pub begun: i64,
    pub completed: i64,
}

row! {
    /// The days on which an office served a neighborhood, as its events say them. Spans of one neighborhood may touch or overlap: days come as people tell
    /// them, not in their order.
    SpanRow in "office_span" {
        span_id: String,
        office_id: Uuid,
        neighborhood_id: Uuid,
        served_from: NaiveDate,
        served_until: Option<NaiveDate>,
    }
}

row! {
    /// How far the needs profile of a neighborhood is.
    NeedsRow in "office_needs" {
        needs_id: String,
        office_id: Uuid,
        neighborhood_id: Uuid,
        state: String,
        notified: Vec<Uuid>,
        changed_on: NaiveDate,
    }
}

row! {
    /// How far an action plan is.
    PlanRow in "office_plan" {
        plan_id: Uuid,
        office_id: Uuid,
        neighborhood_id: Uuid,
        state: String,
        title: String,
        domain: String,
        agency_ids: Vec<Uuid>,
        drafted_on: NaiveDate,
        progressed_on: Option<NaiveDate>,
    }
}

/// Brings the counted columns to what the file says.
pub(super) fn count_ahead(row: &mut OfficeRow) {
    let file = &row.file;
    let contract = file.contract.as_ref();
    row.contract_until = contract.map(|one| one.until.iso);
    row.operator_id = contract.and_then(|one| one.operator.as_ref()).map(|agency| agency.id);
    row.operator_name = contract.and_then(|one| one.operator_name.clone());
    let served = |id: &Uuid| row.neighborhood_ids.contains(id);
    let mut steps: BTreeMap<&str, StepKept> = BTreeMap::new();
    for step in file.steps.iter().filter(|one| served(&one.neighborhood_id)) {
        let kept =
            steps.entry(&step.step).or_insert_with(|| StepKept { step: step.step.clone(), begun: 0, completed: 0 });
        kept.begun += 1;
        kept.completed += i64::from(step.completed_on.is_some());
    }
    let tasks = |state| {
        let found = file.tasks.iter().filter(|one| one.state == state && served(&one.neighborhood_id)).count();
        i32::try_from(found).unwrap_or(i32::MAX)
    };
    let (done, left_out) = (tasks(WorkState::Done), tasks(WorkState::LeftOut));
    let evaluated = u16::try_from(file.evaluations.len()).unwrap_or(u16::MAX);
    let half_years = |number: u16| row.opened_on.map(|day| add_jalali_months(day, number.saturating_mul(6)));
    let (evaluation_from, evaluation_due_on) = (half_years(evaluated), half_years(evaluated.saturating_add(1)));
    let report = row.opened_on.and_then(|day| unreported(file, day));
    row.steps = steps.into_values().collect();
    (row.tasks_done, row.tasks_left_out) = (done, left_out);
    row.evaluations = evaluated.into();
    (row.evaluation_from, row.evaluation_due_on) = (evaluation_from, evaluation_due_on);
    (row.report_from, row.report_due_on) = report.unzip();
}

/// The first quarter since the opening that was not reported on: its first day, and the day on which its report is due.
fn unreported(file: &OfficeFile, opened_on: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (mut year, mut quarter) = quarter_of(opened_on);
    while file.reports.iter().any(|one| (one.year, one.quarter) == (year.into(), quarter.into())) {
        (year, quarter) = if quarter < 4 { (year, quarter + 1) } else { (year + 1, 1) };
    }
    let (first, last) = quarter_bounds(year, quarter)?;
    Some((first, add_jalali_months(last, 1)))
}

/// The spans of an office, where an event changed one of them.
pub(super) fn span_rows(row: &OfficeRow, event: &OfficeEvent) -> Vec<SpanRow> {
    if !matches!(
        event,
        OfficeEvent::OfficeCalled(_) | OfficeEvent::OfficeNeighborhoodAdded(_) | OfficeEvent::OfficeNeighborhoodLeft(_)
    ) {
        return Vec::new();
    }
    let span = |(number, one): (usize, &ServedNeighborhood)| SpanRow {
        span_id: format!("{}/{number}", row.office_id),
        office_id: row.office_id,
        neighborhood_id: one.neighborhood.id,
        served_from: one.from.iso,
        served_until: one.until.as_ref().map(|day| day.iso),
    };
    row.file.served.iter().enumerate().map(span).collect()
}

/// The row of the needs profile that an event changed.
pub(super) fn needs_row(row: &OfficeRow, event: &OfficeEvent) -> Option<NeedsRow> {
    let (neighborhood, changed_on) = match event {
        OfficeEvent::NeedsProfileDrafted(event) => (event.neighborhood_id, event.drafted_on),
        OfficeEvent::NeedsProfileJudged(event) => (event.neighborhood_id, event.judged_on),
        OfficeEvent::NeedsProfileNotified(event) => (event.neighborhood_id, event.notified_on),
        _ => return None,
    };
    let profile = row.file.profiles.iter().find(|one| one.neighborhood.id == neighborhood.0)?;
    Some(NeedsRow {
        needs_id: format!("{}/{}", row.office_id, neighborhood.0),
        office_id: row.office_id,
        neighborhood_id: neighborhood.0,
        state: profile.state.as_str().to_owned(),
        notified: profile.notified.iter().map(|agency| agency.id).collect(),
        changed_on,
    })
}

/// The row of the action plan that an event changed.
pub(super) fn plan_row(row: &OfficeRow, event: &OfficeEvent) -> Option<PlanRow> {
    let id = match event {
        OfficeEvent::ActionPlanDrafted(event) => event.plan_id,
        OfficeEvent::ActionPlanChanged(event) => event.plan_id,
        OfficeEvent::ActionPlanJudged(event) => event.plan_id,
        OfficeEvent::ActionPlanProgressed(event) => event.plan_id,
        _ => return None,
    };
    let plan = row.file.plans.iter().find(|one| one.plan_id == id.0)?;
    Some(PlanRow {
        plan_id: plan.plan_id,
        office_id: row.office_id,
        neighborhood_id: plan.neighborhood.id,
        state: plan.state.as_str().to_owned(),
        title: plan.title.clone(),
        domain: plan.domain.as_str().to_owned(),
        agency_ids: plan.agencies.iter().map(|one| one.agency.id).collect(),
        drafted_on: plan.drafted_on.iso,
        progressed_on: plan.progressed_on.as_ref().map(|day| day.iso),
    })
}
