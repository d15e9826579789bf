//! Rows → the list of offices with what is late, and one office whole.

use chrono::NaiveDate;
use hamyar_events::MoneyDirection;
use hamyar_persian::{add_jalali_months, quarter_bounds, quarter_of};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use uuid::Uuid;

use super::file::OfficeFile;
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// How far an office is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfficeState {
    Called,
    Contracted,
    Open,
    Closed,
}

/// A step in the neighborhoods of an office.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StepState {
    /// Code of the work plan.
    pub step: String,
    /// Neighborhoods in which it has begun.
    pub begun: i64,
    /// Those in which it is complete.
    pub completed: i64,
}

/// The next evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EvaluationDue {
    pub number: i64,
    pub due_on: CivilDate,
    pub late: bool,
}

/// The first quarter that was not reported on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReportDue {
    pub year: i32,
    pub quarter: i32,
    /// Whether the quarter is over, so that it can be reported on.
    pub is_over: bool,
    pub due_on: CivilDate,
    pub late: bool,
}

/// An office in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfficeCard {
    pub id: Uuid,
    pub name: String,
    pub place: NamedRef,
    pub neighborhoods: Vec<NamedRef>,
    /// Who runs it.
    pub operator: Option<String>,
    pub state: OfficeState,
    pub called_on: CivilDate,
    pub opened_on: Option<CivilDate>,
    pub closed_on: Option<CivilDate>,
    pub contract_until: Option<CivilDate>,
    /// Whether it is open beyond its contract.
    pub contract_over: bool,
    pub steps: Vec<StepState>,
    /// Tasks done in the neighborhoods served now.
    pub tasks_done: i64,
    pub tasks_left_out: i64,
    pub evaluation: Option<EvaluationDue>,
    pub report: Option<ReportDue>,
    pub sequence: i64,
}

/// One office, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfficeView {
    #[serde(flatten)]
    pub card: OfficeCard,
    pub file: OfficeFile,
    /// Everything received, and everything spent: never added to each other.
    pub received_rials: i64,
    pub spent_rials: i64,
    pub position: i64,
}

/// Which offices a list holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfficeFilter {
    /// Everything, whatever else is said.
    pub everywhere: bool,
    /// Of these places and neighborhoods.
    pub place_ids: Vec<Uuid>,
    /// Those that asked or told one of these agencies.
    pub agency_ids: Vec<Uuid>,
}

#[derive(FromRow)]
pub(super) struct Row {
    pub office_id: Uuid,
    pub name: String,
    place_id: Uuid,
    neighborhood_ids: Vec<Uuid>,
    called_on: NaiveDate,
    pub opened_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub file: Json<OfficeFile>,
    sequence: i64,
    position: i64,
}

pub(super) const SELECT: &str = "select office_id, name, place_id, neighborhood_ids, called_on, opened_on, closed_on, file, sequence, position from office o";

/// The offices of a filter: those with something late first, then by name.
pub async fn offices(
    pool: &PgPool,
    filter: &OfficeFilter,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<OfficeCard>, sqlx::Error> {
    let sql = format!(
        "{SELECT} where $1 or o.place_id = any($2) or o.agency_ids && $3
            or exists (select 1 from unnest($2) p, lateral neighborhoods_of(p) as of_place(n) where of_place.n = any(o.neighborhood_ids))
          order by o.name, o.office_id limit $4"
    );
    let rows: Vec<Row> = sqlx::query_as(&sql)
        .bind(filter.everywhere)
        .bind(&filter.place_ids)
        .bind(&filter.agency_ids)
        .bind(limit)
        .fetch_all(pool)
        .await?;
    let mut named: Vec<Uuid> = rows.iter().flat_map(refs).collect();
    named.sort_unstable();
    named.dedup();
    let names = Names::load(pool, &named).await?;
    let mut cards: Vec<OfficeCard> = rows.iter().map(|row| card(row, &names, today)).collect();
    cards.sort_by_key(|card| !is_late(card));
    Ok(cards)
}

fn is_late(card: &OfficeCard) -> bool {
    card.contract_over
        || card.evaluation.as_ref().is_some_and(|due| due.late)
        || card.report.as_ref().is_some_and(|due| due.late)
}

/// One office.
pub async fn office(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<OfficeView>, sqlx::Error> {
    let sql = format!("{SELECT} where office_id = $1");
    let Some(mut row) = sqlx::query_as::<_, Row>(&sql).bind(id).fetch_optional(pool).await? else { return Ok(None) };
    let mut named = refs(&row);
    every_ref(&mut row.file.0, |reference| named.push(reference.id));
    let names = Names::load(pool, &named).await?;
    every_ref(&mut row.file.0, |reference| *reference = names.named(reference.id));
    let total = |direction| {
        let counted = row.file.money.iter().filter(|one| one.direction == direction && one.struck.is_none());
        counted.fold(0, |sum: i64, one| sum.saturating_add(one.amount_rials))
    };
    Ok(Some(OfficeView {
        card: card(&row, &names, today),
        received_rials: total(MoneyDirection::Received),
        spent_rials: total(MoneyDirection::Spent),
        position: row.position,
        file: row.file.0,
    }))
}

fn refs(row: &Row) -> Vec<Uuid> {
    let operator = row.file.contract.iter().filter_map(|contract| contract.operator.as_ref()).map(|one| one.id);
    row.neighborhood_ids.iter().copied().chain([row.place_id]).chain(operator).collect()
}

/// Every reference of a file, to be named.
fn every_ref(file: &mut OfficeFile, mut name: impl FnMut(&mut NamedRef)) {
    file.contract.iter_mut().filter_map(|one| one.operator.as_mut()).for_each(&mut name);
    file.served.iter_mut().map(|one| &mut one.neighborhood).for_each(&mut name);
    file.meetings.iter_mut().filter_map(|one| one.neighborhood.as_mut()).for_each(&mut name);
    file.groups.iter_mut().map(|one| &mut one.neighborhood).for_each(&mut name);
    for profile in &mut file.profiles {
        name(&mut profile.neighborhood);
        profile.notified.iter_mut().for_each(&mut name);
    }
    for plan in &mut file.plans {
        name(&mut plan.neighborhood);
        plan.agencies.iter_mut().map(|one| &mut one.agency).for_each(&mut name);
    }
}

fn card(row: &Row, names: &Names, today: NaiveDate) -> OfficeCard {
    let file = &row.file.0;
    let contract = file.contract.as_ref();
    let state = match (row.closed_on, row.opened_on, contract) {
        (Some(_), ..) => OfficeState::Closed,
        (None, Some(_), _) => OfficeState::Open,
        (None, None, Some(_)) => OfficeState::Contracted,
        _ => OfficeState::Called,
    };
    let served = |id: &Uuid| row.neighborhood_ids.contains(id);
    let tasks = |state| count(file.tasks.iter().filter(|one| one.state == state && served(&one.neighborhood_id)));
    let mut steps: BTreeMap<&str, StepState> = BTreeMap::new();
    for step in file.steps.iter().filter(|one| served(&one.neighborhood_id)) {
        let state =
            steps.entry(&step.step).or_insert_with(|| StepState { step: step.step.clone(), begun: 0, completed: 0 });
        state.begun += 1;
        state.completed += i64::from(step.completed_on.is_some());
    }
    OfficeCard {
        id: row.office_id,
        name: row.name.clone(),
        place: names.named(row.place_id),
        neighborhoods: row.neighborhood_ids.iter().map(|id| names.named(*id)).collect(),
        operator: contract.and_then(|one| match &one.operator {
            Some(agency) => names.get(agency.id).map(str::to_owned),
            None => one.operator_name.clone(),
        }),
        state,
        called_on: row.called_on.into(),
        opened_on: row.opened_on.map(Into::into),
        closed_on: row.closed_on.map(Into::into),
        contract_until: contract.map(|one| one.until.clone()),
        contract_over: state == OfficeState::Open && contract.is_some_and(|one| one.until.iso < today),
        steps: steps.into_values().collect(),
        tasks_done: tasks(hamyar_events::WorkState::Done),
        tasks_left_out: tasks(hamyar_events::WorkState::LeftOut),
        evaluation: evaluation_due(row, today),
        report: report_due(row, today),
        sequence: row.sequence,
    }
}

fn count<T>(all: impl Iterator<Item = T>) -> i64 {
    i64::try_from(all.count()).unwrap_or(i64::MAX)
}

/// The evaluation of the six months that were not evaluated, unless the office had closed before they began.
fn evaluation_due(row: &Row, today: NaiveDate) -> Option<EvaluationDue> {
    let opened_on = row.opened_on?;
    let done = u16::try_from(row.file.evaluations.len()).unwrap_or(u16::MAX);
    let due = |number: u16| add_jalali_months(opened_on, number.saturating_mul(6));
    if row.closed_on.is_some_and(|closed_on| closed_on <= due(done)) {
        return None;
    }
    let due_on = due(done.saturating_add(1));
    Some(EvaluationDue { number: i64::from(done) + 1, due_on: due_on.into(), late: due_on < today })
}

/// The first quarter since the opening that was not reported on.
fn report_due(row: &Row, today: NaiveDate) -> Option<ReportDue> {
    let mut at = row.opened_on.map(quarter_of)?;
    let until = quarter_of(row.closed_on.unwrap_or(today));
    while at <= until {
        let (year, quarter) = at;
        let reported = |one: &super::file::IssuedReport| (one.year, one.quarter) == (year.into(), quarter.into());
        if !row.file.reports.iter().any(reported) {
            let (_, last) = quarter_bounds(year, quarter)?;
            let due_on = add_jalali_months(last, 1);
            return Some(ReportDue {
                year: year.into(),
                quarter: quarter.into(),
                is_over: last < today,
                due_on: due_on.into(),
                late: due_on < today,
            });
        }
        at = if quarter < 4 { (year, quarter + 1) } else { (year + 1, 1) };
    }
    None
}

/// Those of these places that are of one of these levels.
pub async fn places_of_levels(pool: &PgPool, ids: &[Uuid], levels: &[&str]) -> Result<BTreeSet<Uuid>, sqlx::Error> {
    let found: Vec<Uuid> =
        sqlx::query_scalar("select place_id from place where place_id = any($1) and level = any($2)")
            .bind(ids)
            .bind(levels)
            .fetch_all(pool)
            .await?;
    Ok(found.into_iter().collect())
}
