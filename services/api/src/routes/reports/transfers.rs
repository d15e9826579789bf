//! What became of households that were sent to a body outside (P40): counts, and the households by file number for those who keep their files.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{self, Action};
use hamyar_projections::transfers::{
    Transfer, TransferFilter, TransferList, TransferReport, transfer_households, transfers, transfers_rounded,
};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Scope, position};
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::families::document;
use crate::routes::lookups;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Households a list shows at most.
const LIST_MAX: usize = 500;

/// Which households.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TransfersQuery {
    /// The body. Never an enforcement body.
    agency_id: Option<String>,
    center_id: Option<String>,
    /// Place, group or neighborhood.
    place_id: Option<String>,
    /// First and last day of sending.
    from: Option<String>,
    until: Option<String>,
    /// Of the list: `sent` (the default), `agreed`, `not_agreed`.
    list: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The households as the person may ask for them, and whether counts are to be rounded.
async fn asked(
    state: &AppState,
    signed: &Signed,
    action: Action,
    query: &TransfersQuery,
) -> Result<(TransferFilter, TransferList, bool), Problem> {
    signed.may_ever(action)?;
    let mut read = PageQuery::default();
    let agency_id = read.parse("agency_id", &query.agency_id);
    if agency_id.is_none() && query.agency_id.as_deref().is_none_or(str::is_empty) {
        read.fault("agency_id", "required");
    }
    let (from, until) = (read.day("from", &query.from), read.day("until", &query.until));
    let list = match query.list.as_deref().filter(|list| !list.is_empty()) {
        None | Some("sent") => TransferList::Sent,
        Some("agreed") => TransferList::Agreed,
        Some("not_agreed") => TransferList::NotAgreed,
        Some(_) => {
            read.fault("list", "not_in_set");
            TransferList::Sent
        }
    };
    read.done()?;
    let Some(agency_id) = agency_id else { return Err(Problem::field("agency_id", "required")) };
    let scope = Scope::ask(state, signed, action, query.center_id.clone(), query.place_id.clone()).await?;
    lookups::trusted_agency(state, "agency_id", agency_id).await?;
    let filter = TransferFilter {
        agency_id,
        center_id: scope.center_id,
        neighborhoods: scope.neighborhoods,
        place_id: scope.place_id,
        from,
        until,
    };
    Ok((filter, list, scope.is_rounded))
}

/// What became of the households that were sent to a body: answers and phases of support, and who could be sent or has to be asked first. Rounded for
/// officers, and left out below five.
#[utoipa::path(get, path = "/reports/transfers", tag = "reports", params(TransfersQuery),
    responses((status = 200, body = TransferReport), ReadProblems))]
pub(crate) async fn read_transfers(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TransfersQuery>,
) -> Result<Json<TransferReport>, Problem> {
    let (filter, _, is_rounded) = asked(&state, &signed, Action::ReadReports, &query).await?;
    let report = if is_rounded {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        transfers_rounded(state.read(), &filter, &keyed).await
    } else {
        transfers(state.read(), &filter).await
    };
    report.map(Json).map_err(|error| from_database("transfers", error))
}

/// A list of households by file number; nobody is named.
pub(crate) async fn households(
    state: &AppState,
    signed: &Signed,
    query: &TransfersQuery,
    limit: usize,
) -> Result<Page<Covered>, Problem> {
    let (filter, list, _) = asked(state, signed, Action::OpenReportCell, query).await?;
    let found = transfer_households(state.read(), &filter, list, limit).await;
    let (items, total) = found.map_err(|error| from_database("transfer households", error))?;
    let fields = policy::list_fields(&signed.principal, false);
    let items = items.iter().map(|one| covered("Transfer", one, fields)).collect();
    Ok(Page { items, next: None, total: Some(total), position: position(state).await? })
}

/// The households that were sent to a body, that agreed to it, or that have to be asked first: by file number, at most 500.
#[utoipa::path(get, path = "/reports/transfers/households", tag = "reports", params(TransfersQuery),
    responses((status = 200, body = Page<Transfer>), ReadProblems))]
pub(crate) async fn list_transfers(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TransfersQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::OpenReportCell)?;
    document::trace_list(&state, &signed, "list_transfers", "report").await?;
    households(&state, &signed, &query, LIST_MAX).await.map(Json)
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_transfers)).routes(routes!(list_transfers))
}
