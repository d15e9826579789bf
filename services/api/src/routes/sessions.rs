//! The own sessions: where one is signed in, ended one by one or all others at once.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_identity::SessionRecord;
use hamyar_projections::views::{Instant, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::run;
use crate::auth::{Browser, Signed};
use crate::input::{InPath, Sent};
use crate::problem::Problem;
use crate::state::AppState;

/// The head of the log: accounts are no part of it, so that no read model has to be waited for.
pub(crate) async fn head(state: &AppState) -> Result<i64, Problem> {
    state.store().head().await.map_err(run::store_problem)
}

/// One of the own sessions.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionItem {
    id: Uuid,
    /// Whether the request came in it.
    current: bool,
    created_at: Instant,
    /// To some minutes.
    last_used_at: Instant,
    /// What the person calls the device.
    device: Option<String>,
    /// Family of the browser and kind of machine, as `Chrome, Android`.
    browser: Option<String>,
    /// Network it began from, cut to where it names no household.
    network: Option<String>,
}

/// The own sessions, the last used first.
#[utoipa::path(get, path = "/sessions", tag = "session", responses((status = 200, body = Page<SessionItem>), ReadProblems))]
pub(crate) async fn list_sessions(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<Page<SessionItem>>, Problem> {
    let sessions = state.identity().sessions(&signed.principal, signed.now).await?;
    let item = |session: SessionRecord| SessionItem {
        current: session.id == signed.session.id,
        id: session.id,
        created_at: session.created_at.into(),
        last_used_at: session.last_used_at.into(),
        device: session.device,
        browser: session.browser,
        network: session.network,
    };
    Ok(Json(Page::whole(sessions.into_iter().map(item).collect(), head(&state).await?)))
}

/// End one of the own sessions.
#[utoipa::path(post, path = "/sessions/{id}/end", tag = "session", params(("id" = Uuid, Path)), responses((status = 204), ReadProblems))]
pub(crate) async fn end_session(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    InPath(path): InPath<[Uuid; 1]>,
    _sent: Sent,
) -> Result<StatusCode, Problem> {
    let [id] = path;
    state.identity().end_session(id, signed.principal.user_id, &visitor, signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End every own session but this one.
#[utoipa::path(post, path = "/sessions/end-others", tag = "session", responses((status = 204), ReadProblems))]
pub(crate) async fn end_other_sessions(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    _sent: Sent,
) -> Result<StatusCode, Problem> {
    let user_id = signed.principal.user_id;
    state.identity().end_other_sessions(signed.session.id, user_id, &visitor, signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_sessions)).routes(routes!(end_session)).routes(routes!(end_other_sessions))
}
