//! Accounts by name, to choose one in a filter.

use axum::Json;
use axum::extract::State;
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::Page;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::trace;
use crate::auth::Signed;
use crate::input::{Line, Sent, body};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::state::AppState;

/// Accounts shown at once.
const SHOWN_MAX: usize = 30;

body! {
    /// Whose account is looked for. Sent as a body, so that no name stands in an address or a log.
    pub struct SearchActorsBody {
        /// Part of a name.
        q: Option<Line>,
        /// One account.
        user_id: Option<Uuid>,
    }
}

/// An account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditActor {
    id: Uuid,
    name: String,
    roles: Vec<Role>,
    disabled: bool,
}

/// Accounts by a part of their name.
#[utoipa::path(post, path = "/audit/actors/search", tag = "audit", request_body = SearchActorsBody,
    responses((status = 200, body = Page<AuditActor>), ReadProblems))]
pub(crate) async fn search_audit_actors(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<Json<Page<AuditActor>>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let body: SearchActorsBody = sent.read()?;
    trace(&state, &signed, "search_audit_actors", "accounts", &verdict).await?;
    let part = body.q.map(Line::into_string);
    let ids = body.user_id.map(|id| vec![id]);
    let found = state.identity().find_accounts(part.as_deref(), ids.as_deref(), SHOWN_MAX).await?;
    let items = found.into_iter().map(|account| AuditActor {
        id: account.id,
        name: account.name,
        roles: account.roles,
        disabled: account.disabled,
    });
    let position = state.store().head().await.map_err(crate::routes::run::store_problem)?;
    Ok(Json(Page { items: items.collect(), next: None, total: None, position }))
}
