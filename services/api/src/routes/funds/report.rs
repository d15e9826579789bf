//! What funds add up to (S110).

use axum::Json;
use axum::extract::State;
use hamyar_projections::funds::{self, FundFilter, FundReport};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Action, AtLeast, Filters, PageQuery, Problem, ReadProblems, Signed, from_database};
use crate::routes::reports;
use crate::state::AppState;

/// Which funds, and when.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FundReportQuery {
    /// Jalali year of trainings, loans and money; everything until today when absent.
    year: Option<String>,
    center_id: Option<String>,
    /// Place or group in which the funds' neighborhoods lie.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Funds, members taught, trainings, loans and who got one. For officers persons and loans are rounded and money is left out.
#[utoipa::path(get, path = "/reports/funds", tag = "reports", params(FundReportQuery),
    responses((status = 200, body = FundReport), ReadProblems))]
pub(crate) async fn read_fund_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<FundReportQuery>,
) -> Result<Json<FundReport>, Problem> {
    let scope = reports::Scope::ask(&state, &signed, Action::ReadReports, query.center_id, query.place_id).await?;
    let mut read = PageQuery::default();
    let (from, until) = reports::time_of(&mut read, &query.year, state.today());
    read.done()?;
    let filter = FundFilter {
        center_id: scope.center_id,
        neighborhoods: scope.neighborhoods,
        place_id: scope.place_id,
        from,
        until,
    };
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let keyed: hamyar_projections::rounding::Keyed<'_> = &keyed;
    let found = funds::fund_report(state.read(), &filter, scope.is_rounded.then_some(keyed)).await;
    found.map(Json).map_err(|error| from_database("fund report", error))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_fund_report))
}
