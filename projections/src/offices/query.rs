//! Rows → the list of offices with what is late, and one office whole.

use chrono::NaiveDate;
use hamyar_events::MoneyDirection;
use hamyar_persian::{quarter_bounds, quarter_of};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::StepKept;
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

/// What of an office may be late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    /// Open beyond its contract.
    Contract,
    Evaluation,
    Report,
}

/// Which offices a list holds: those that the reader may see, and of them those that were asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfficeFilter {
    /// Everything, whatever else is said.
    pub everywhere: bool,
    /// Of these places and neighborhoods.
    pub place_ids: Vec<Uuid>,
    /// Those that asked or told one of these agencies.
    pub agency_ids: Vec<Uuid>,
    /// Of those, the ones that serve a neighborhood below this place or in this group.
    pub within: Option<Uuid>,
    pub state: Option<OfficeState>,
    pub late: Option<Lateness>,
}

/// What a list shows of an office; the file stays closed.
#[derive(FromRow)]
pub(super) struct Head {
    pub office_id: Uuid,
    pub name: String,
    place_id: Uuid,
    neighborhood_ids: Vec<Uuid>,
    called_on: NaiveDate,
    pub opened_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    contract_until: Option<NaiveDate>,
    operator_id: Option<Uuid>,
    operator_name: Option<String>,
    evaluations: i32,
    evaluation_from: Option<NaiveDate>,
    evaluation_due_on: Option<NaiveDate>,
    report_from: Option<NaiveDate>,
    report_due_on: Option<NaiveDate>,
    steps: Json<Vec<StepKept>>,
    tasks_done: i32,
    tasks_left_out: i32,
    sequence: i64,
    position: i64,
}

#[derive(FromRow)]
pub(super) struct Row {
    #[sqlx(flatten)]
    pub head: Head,
    pub file: Json<OfficeFile>,
}

pub(super) const HEAD: &str = "o.office_id, o.name, o.place_id, o.neighborhood_ids, o.called_on, o.opened_on, o.closed_on, o.contract_until,
    o.operator_id, o.operator_name, o.evaluations, o.evaluation_from, o.evaluation_due_on, o.report_from, o.report_due_on, o.steps, o.tasks_done,
    o.tasks_left_out, o.sequence, o.position";

/// Neighborhoods of the places in reach (`$2`) and of the place asked for (`$5`).
pub(super) const PLACES: &str = "inside as materialized (
       select coalesce(array_agg(distinct n), '{}') as ids from unnest($2::uuid[]) as p(id) cross join lateral neighborhoods_of(p.id) as f(n)),
     within as materialized (select coalesce(array_agg(n), '{}') as ids from neighborhoods_of($5) as f(n))";
/// Whether an office is in reach now (`$1` everywhere, `$2` places, `$3` agencies), after [`PLACES`].
pub(super) const IN_REACH: &str =
    "($1 or o.place_id = any($2) or o.agency_ids && $3 or o.neighborhood_ids && (select ids from inside))";
/// Whether it serves a neighborhood of the place asked for now, after [`PLACES`].
const IN_PLACE: &str = "($5::uuid is null or o.neighborhood_ids && (select ids from within))";

/// How far an office is, as a column: a code of [`OfficeState`].
pub(crate) const STATE: &str =
    "case when o.closed_on is not null then 'closed' when o.opened_on is not null then 'open'
    when o.contract_until is not null then 'contracted' else 'called' end";
/// Whether it is open beyond its contract on a day; `$today` stands for the day.
const CONTRACT_OVER: &str =
    "(o.closed_on is null and o.opened_on is not null and coalesce(o.contract_until < $today, false))";
/// Whether the evaluation of six months is late, unless the office had closed before they began.
const EVALUATION_LATE: &str =
    "coalesce(o.evaluation_due_on < $today and (o.closed_on is null or o.closed_on > o.evaluation_from), false)";
/// Whether the report on a quarter in which the office was open is late.
const REPORT_LATE: &str =
    "coalesce(o.report_due_on < $today and o.report_from <= coalesce(o.closed_on, $today), false)";

/// A condition on what is late, with the number of the parameter that holds the day.
pub(crate) fn late(what: Lateness, today: &str) -> String {
    let condition = match what {
        Lateness::Contract => CONTRACT_OVER,
        Lateness::Evaluation => EVALUATION_LATE,
        Lateness::Report => REPORT_LATE,
    };
    condition.replace("$today", today)
}

impl OfficeState {
    /// As [`STATE`] writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Contracted => "contracted",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// A page of the offices of a filter: those with something late first, then by name; and how many there are.
pub async fn offices(
    pool: &PgPool,
    filter: &OfficeFilter,
    today: NaiveDate,
    offset: i64,
    limit: i64,
) -> Result<(Vec<OfficeCard>, i64), sqlx::Error> {
    let [contract, evaluation, report] =
        [Lateness::Contract, Lateness::Evaluation, Lateness::Report].map(|what| late(what, "$4"));
    let asked = filter.late.map_or_else(|| "true".to_owned(), |what| late(what, "$4"));
    let sql = format!(
        "with {PLACES}
         select {HEAD}, count(*) over () as total from office o
          where {IN_REACH} and {IN_PLACE} and ($6::text is null or {STATE} = $6) and {asked}
          order by ({contract} or {evaluation} or {report}) desc, o.name, o.office_id offset $7 limit $8"
    );
    #[derive(FromRow)]
    struct Listed {
        #[sqlx(flatten)]
        head: Head,
        total: i64,
    }
    let rows: Vec<Listed> = sqlx::query_as(&sql)
        .bind(filter.everywhere)
        .bind(&filter.place_ids)
        .bind(&filter.agency_ids)
        .bind(today)
        .bind(filter.within)
        .bind(filter.state.map(OfficeState::as_str))
        .bind(offset)
        .bind(limit)
        .fetch_all(pool)
        .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let mut named: Vec<Uuid> = rows.iter().flat_map(|row| refs(&row.head)).collect();
    named.sort_unstable();
    named.dedup();
    let names = Names::load(pool, &named).await?;
    Ok((rows.iter().map(|row| card(&row.head, &names, today)).collect(), total))
}

/// One office.
pub async fn office(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<OfficeView>, sqlx::Error> {
    let Some(mut row) = whole(pool, id).await? else { return Ok(None) };
    let mut named = refs(&row.head);
    every_ref(&mut row.file.0, |reference| named.push(reference.id));
    let names = Names::load(pool, &named).await?;
    every_ref(&mut row.file.0, |reference| *reference = names.named(reference.id));
    let total = |direction| {
        let counted = row.file.money.iter().filter(|one| one.direction == direction && one.struck.is_none());
        counted.fold(0, |sum: i64, one| sum.saturating_add(one.amount_rials))
    };
    Ok(Some(OfficeView {
        card: card(&row.head, &names, today),
        received_rials: total(MoneyDirection::Received),
        spent_rials: total(MoneyDirection::Spent),
        position: row.head.position,
        file: row.file.0,
    }))
}

/// An office with its file, nothing named yet.
pub(super) async fn whole(pool: &PgPool, id: Uuid) -> Result<Option<Row>, sqlx::Error> {
    let sql = format!("select {HEAD}, o.file from office o where o.office_id = $1");
    sqlx::query_as::<_, Row>(&sql).bind(id).fetch_optional(pool).await
}

fn refs(row: &Head) -> Vec<Uuid> {
    row.neighborhood_ids.iter().copied().chain([row.place_id]).chain(row.operator_id).collect()
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

fn card(row: &Head, names: &Names, today: NaiveDate) -> OfficeCard {
    let state = match (row.closed_on, row.opened_on, row.contract_until) {
        (Some(_), ..) => OfficeState::Closed,
        (None, Some(_), _) => OfficeState::Open,
        (None, None, Some(_)) => OfficeState::Contracted,
        _ => OfficeState::Called,
    };
    let step = |one: &StepKept| StepState { step: one.step.clone(), begun: one.begun, completed: one.completed };
    OfficeCard {
        id: row.office_id,
        name: row.name.clone(),
        place: names.named(row.place_id),
        neighborhoods: row.neighborhood_ids.iter().map(|id| names.named(*id)).collect(),
        operator: match row.operator_id {
            Some(agency) => names.get(agency).map(str::to_owned),
            None => row.operator_name.clone(),
        },
        state,
        called_on: row.called_on.into(),
        opened_on: row.opened_on.map(Into::into),
        closed_on: row.closed_on.map(Into::into),
        contract_until: row.contract_until.map(Into::into),
        contract_over: state == OfficeState::Open && row.contract_until.is_some_and(|until| until < today),
        steps: row.steps.iter().map(step).collect(),
        tasks_done: row.tasks_done.into(),
        tasks_left_out: row.tasks_left_out.into(),
        evaluation: evaluation_due(row, today),
        report: report_due(row, today),
        sequence: row.sequence,
    }
}

/// The evaluation of the six months that were not evaluated, unless the office had closed before they began.
fn evaluation_due(row: &Head, today: NaiveDate) -> Option<EvaluationDue> {
    let (from, due_on) = row.evaluation_from.zip(row.evaluation_due_on)?;
    if row.closed_on.is_some_and(|closed_on| closed_on <= from) {
        return None;
    }
    Some(EvaluationDue { number: i64::from(row.evaluations) + 1, due_on: due_on.into(), late: due_on < today })
}

/// The first quarter since the opening that was not reported on.
fn report_due(row: &Head, today: NaiveDate) -> Option<ReportDue> {
    let (from, due_on) = row.report_from.zip(row.report_due_on)?;
    if from > row.closed_on.unwrap_or(today) {
        return None;
    }
    let (year, quarter) = quarter_of(from);
    let (_, last) = quarter_bounds(year, quarter)?;
    Some(ReportDue {
        year: year.into(),
        quarter: quarter.into(),
        is_over: last < today,
        due_on: due_on.into(),
        late: due_on < today,
    })
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
