//! What families asked about their own cases, for the managers who answer.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::requests::{self, FamilyRequest};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use super::cover::{Covered, covered};
use super::families::document;
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Requests shown at once.
const REQUESTS_MAX: i64 = 200;

/// What families of the own centers asked: what waits first, then the newest answers.
#[utoipa::path(get, path = "/center/requests", tag = "centers",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<FamilyRequest>), ReadProblems))]
pub(crate) async fn list_requests(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ReadRequests)?;
    let verdict = signed.check(Action::ReadRequests, &Resource::None)?;
    let centers = signed.principal.center_ids();
    document::trace_list(&state, &signed, "list_requests", "families").await?;
    let found = requests::requests(state.read(), &centers, signed.principal.user_id, REQUESTS_MAX, state.today()).await;
    let found = found.map_err(|error| from_database("requests", error))?;
    let position = hamyar_projections::position(state.read(), "requests").await;
    let position = position.map_err(|error| from_database("requests", error))?;
    let items = found.iter().map(|one| covered("FamilyRequest", one, verdict.fields)).collect();
    Ok(Json(Page::whole(items, position)))
}

/// The operation.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_requests))
}
