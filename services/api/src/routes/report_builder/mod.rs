//! The report builder: measures from a fixed list, divided by their dimensions, as the person may read them (ADR 0034).

use axum::Json;
use axum::extract::State;
use hamyar_events::saved_report::{ReportDefinition, ReportFilter};
use hamyar_events::{PlaceId, ReportChart};
use hamyar_identity::Role;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::measures::{self, Access, BuiltScope, MEASURES, Measure, Past};
use hamyar_projections::report_tables::ReportTable;
use hamyar_projections::rounding::Keyed;
use hamyar_projections::views::Title;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::reports;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{FieldError, Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// A dimension of a measure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BuilderDimension {
    key: String,
    title: Title,
    /// A level of places: a report has one of these at most.
    is_place: bool,
}

/// A measure that the reader may count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BuilderMeasure {
    key: String,
    title: Title,
    /// What one of its numbers counts.
    unit: Title,
    /// How it counts.
    note: Title,
    dimensions: Vec<BuilderDimension>,
    /// Whether the reader is told rounded counts of it.
    rounded: bool,
    /// Why it cannot say a past day to the reader; null where it can.
    no_past: Option<Title>,
}

/// What the reader may count, and by what.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReportBuilder {
    measures: Vec<BuilderMeasure>,
}

/// Whether the person is told rounded counts of families alone: neither a manager of a center nor an auditor.
fn counts_alone(signed: &Signed) -> bool {
    !signed.principal.is(Role::Auditor) && !signed.principal.is(Role::CenterManager)
}

fn action_of(access: Access) -> Action {
    match access {
        Access::Reports => Action::ReadReports,
        Access::Activities => Action::ReadActivities,
        Access::Facilitation => Action::ReadFacilitation,
        Access::Offices => Action::ReadOffices,
        Access::Lists => Action::ReadLists,
    }
}

fn builder_measure(measure: &Measure, counts_alone: bool) -> BuilderMeasure {
    let is_rounded = counts_alone && measure.rounded;
    let dimensions = measure.dimensions.iter().filter_map(|key| measure.dimension(key));
    let no_past = match measure.past {
        Past::Unknown(fa, en) => Some(Title::new(fa, en)),
        Past::Known if is_rounded => Some(Title::new(
            "شمار خانواده‌ها در یک لحظه برای کسی که تنها شمارها را می‌بیند گفته نمی‌شود: از تفاوت دو لحظه شمار کوچک به دست می‌آید.",
            "Counts of families at one moment are not for who reads counts alone: two moments would give small counts by their difference.",
        )),
        Past::Known => None,
    };
    BuilderMeasure {
        key: measure.key.to_owned(),
        title: measure.title(),
        unit: Title::new(measure.unit_fa, measure.unit_en),
        note: Title::new(measure.note_fa, measure.note_en),
        dimensions: dimensions
            .filter(|one| !(is_rounded && one.exact_only))
            .map(|one| BuilderDimension { key: one.key.to_owned(), title: one.title(), is_place: one.is_place })
            .collect(),
        rounded: is_rounded,
        no_past,
    }
}

/// What the signed-in person may count, and by what.
#[utoipa::path(get, path = "/report-builder", tag = "reports", responses((status = 200, body = ReportBuilder), ReadProblems))]
pub(crate) async fn read_report_builder(signed: Signed) -> Result<Json<ReportBuilder>, Problem> {
    signed.may_ever(Action::BuildReports)?;
    let alone = counts_alone(&signed);
    let reads = |one: &&Measure| policy::may_ever(&signed.principal, action_of(one.access));
    Ok(Json(ReportBuilder { measures: MEASURES.iter().filter(reads).map(|one| builder_measure(one, alone)).collect() }))
}

/// What is counted.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BuiltQuery {
    /// Code of a measure.
    measure: Option<String>,
    /// Code of the dimension whose values are the rows.
    rows: Option<String>,
    /// Code of the dimension whose values are the columns.
    columns: Option<String>,
    /// `dimension:value,value;dimension:value`: only what has one of these values.
    filters: Option<String>,
    /// Below this place, group or neighborhood.
    place_id: Option<String>,
    /// As it was known at the end of this day; now when absent.
    as_known_on: Option<String>,
    /// `table`, `bars`, `line`; it changes nothing of the numbers.
    chart: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// `dimension:value,value;dimension:value`.
fn read_filters(text: &str) -> Option<Vec<ReportFilter>> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (dimension, values) = part.split_once(':')?;
            let values = values.split(',').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
            Some(ReportFilter { dimension: dimension.trim().to_owned(), values: values.collect() })
        })
        .collect()
}

fn definition_of(query: &BuiltQuery, state: &AppState) -> Result<ReportDefinition, Problem> {
    let mut read = PageQuery::default();
    let measure = read.text("measure", &query.measure);
    let rows = read.text("rows", &query.rows);
    for (name, given) in [("measure", &measure), ("rows", &rows)] {
        if given.is_none() {
            read.fault(name, "required");
        }
    }
    let columns = read.text("columns", &query.columns);
    let filters = query.filters.as_deref().map_or_else(|| Some(Vec::new()), read_filters);
    if filters.is_none() {
        read.fault("filters", "malformed");
    }
    let place: Option<Uuid> = read.parse("place_id", &query.place_id);
    let day = read.day("as_known_on", &query.as_known_on);
    if day.is_some_and(|day| day > state.today()) {
        read.fault("as_known_on", "in_future");
    }
    let chart: Option<ReportChart> = read.parse("chart", &query.chart);
    read.done()?;
    Ok(ReportDefinition {
        measure: measure.unwrap_or_default(),
        rows: rows.unwrap_or_default(),
        columns,
        filters: filters.unwrap_or_default(),
        place_id: place.map(PlaceId),
        as_known_on: day,
        chart: chart.unwrap_or(ReportChart::Table),
    })
}

/// The first doors: the builder, the measure's own right, and what the definition asks. `within` stands before the names of faulty fields.
pub(crate) fn check(signed: &Signed, definition: &ReportDefinition, within: &str) -> Result<(), Problem> {
    signed.may_ever(Action::BuildReports)?;
    if let Some(measure) = measures::measure(&definition.measure) {
        signed.may_ever(action_of(measure.access))?;
    }
    let faults = measures::faults(definition, counts_alone(signed));
    if faults.is_empty() {
        return Ok(());
    }
    let named =
        |(field, rule): (String, &str)| FieldError::new(format!("{within}{field}"), rule, serde_json::Map::new());
    Err(Problem::Invalid(faults.into_iter().map(named).collect()))
}

/// The table of a definition as the person may read it: by the policy and the rounding of every other report.
pub(crate) async fn built(
    state: &AppState,
    signed: &Signed,
    definition: &ReportDefinition,
) -> Result<ReportTable, Problem> {
    check(signed, definition, "")?;
    let measure = measures::measure(&definition.measure).ok_or(Problem::NotFound)?;
    let place = definition.place_id.map(|place| place.0.to_string());
    let scope = match measure.access {
        Access::Lists | Access::Facilitation | Access::Offices => {
            let action = action_of(measure.access);
            if action != Action::ReadOffices {
                signed.check(action, &Resource::None)?;
            }
            let place = if signed.principal.is(Role::Auditor) || signed.principal.is(Role::CenterManager) {
                definition.place_id.map(|place| place.0)
            } else {
                reports::place_of(state, &signed.principal, definition.place_id.map(|place| place.0)).await?
            };
            let neighborhoods = match place {
                None => None,
                Some(place) => Some(reports::neighborhoods_of(state, place).await?),
            };
            BuiltScope { center_id: None, neighborhoods }
        }
        Access::Reports | Access::Activities => {
            let asked = reports::Scope::ask(state, signed, action_of(measure.access), None, place).await?;
            let center_id = if signed.principal.is(Role::Auditor) { None } else { asked.center_id };
            BuiltScope { center_id, neighborhoods: asked.neighborhoods }
        }
    };
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let keyed: Keyed<'_> = &keyed;
    let keyed = counts_alone(signed).then_some(keyed);
    let found = measures::built_report(state.read(), definition, &scope, keyed, state.today()).await;
    let mut table = found.map_err(|error| from_database("built report", error))?.ok_or(Problem::NotFound)?;
    table.as_of = Some(state.clock().now().into());
    Ok(table)
}

/// The table of what a query asks for.
pub(crate) async fn built_of(state: &AppState, signed: &Signed, query: &BuiltQuery) -> Result<ReportTable, Problem> {
    signed.may_ever(Action::BuildReports)?;
    built(state, signed, &definition_of(query, state)?).await
}

/// A measure divided by its dimensions, as a table. Rounded for officers as every other report, and left out below five.
#[utoipa::path(get, path = "/report-builder/result", tag = "reports", params(BuiltQuery),
    responses((status = 200, body = ReportTable), ReadProblems))]
pub(crate) async fn read_built_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<BuiltQuery>,
) -> Result<Json<ReportTable>, Problem> {
    built_of(&state, &signed, &query).await.map(Json)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_report_builder)).routes(routes!(read_built_report))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_from_one_line() {
        let found = read_filters(" domain:social,economic; year:1404 ;").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].dimension.as_str(), found[0].values.len()), ("domain", 2));
        assert!(read_filters("domain").is_none());
        assert!(read_filters("").is_some_and(|none| none.is_empty()));
    }
}
