//! What families asked about their own cases, and the tiers that caseworkers proposed, for the managers who answer.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Fields, Resource};
use hamyar_projections::requests::{self, FamilyRequest, ProposalReader, TierProposal};
use hamyar_projections::views::Page;
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::cover::{Covered, covered};
use super::families::document;
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Requests shown at once.
const REQUESTS_MAX: i64 = 200;

/// Who asks for what waits in the own centers, and what they see of it.
struct Asked {
    centers: Vec<Uuid>,
    fields: Fields,
}

impl Asked {
    async fn new(state: &AppState, signed: &Signed, action: Action, operation: &'static str) -> Result<Self, Problem> {
        signed.may_ever(action)?;
        let verdict = signed.check(action, &Resource::None)?;
        document::trace_list(state, signed, operation, "families").await?;
        Ok(Self { centers: signed.principal.center_ids(), fields: verdict.fields })
    }

    async fn page<T: Serialize>(
        &self,
        state: &AppState,
        view: &'static str,
        found: Result<Vec<T>, sqlx::Error>,
    ) -> Result<Json<Page<Covered>>, Problem> {
        let found = found.map_err(|error| from_database("requests", error))?;
        let position = hamyar_projections::position(state.read(), "requests").await;
        let position = position.map_err(|error| from_database("requests", error))?;
        let items = found.iter().map(|one| covered(view, one, self.fields)).collect();
        Ok(Json(Page::whole(items, position)))
    }
}

/// What families of the own centers asked: what waits first, then the newest answers.
#[utoipa::path(get, path = "/center/requests", tag = "centers",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<FamilyRequest>), ReadProblems))]
pub(crate) async fn list_requests(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<Covered>>, Problem> {
    let asked = Asked::new(&state, &signed, Action::ReadRequests, "list_requests").await?;
    let user = signed.principal.user_id;
    let found = requests::requests(state.read(), &asked.centers, user, REQUESTS_MAX, state.today()).await;
    asked.page(&state, "FamilyRequest", found).await
}

/// Tiers that caseworkers proposed, those of the own centers or the own ones for families one holds: what waits first, then the newest answers.
#[utoipa::path(get, path = "/tier-proposals", tag = "families",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<TierProposal>), ReadProblems))]
pub(crate) async fn list_tier_proposals(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<Covered>>, Problem> {
    let asked = Asked::new(&state, &signed, Action::ReadTierProposals, "list_tier_proposals").await?;
    let reader = ProposalReader {
        center_ids: &asked.centers,
        user_id: signed.principal.user_id,
        caseworker_id: signed.principal.caseworker_id(),
    };
    let found = requests::tier_proposals(state.read(), &reader, REQUESTS_MAX).await;
    asked.page(&state, "TierProposal", found).await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_requests)).routes(routes!(list_tier_proposals))
}
