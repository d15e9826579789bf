//! A family's history with its proof, to carry away and check anywhere.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hamyar_events::Actor;
use hamyar_identity::policy::{Action, Resource};
use hamyar_proof::{copies, export};
use uuid::Uuid;

use super::document;
use crate::auth::Signed;
use crate::input::InPath;
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::checkpoints::{PATIENCE, proof_problem};
use crate::routes::run;
use crate::state::AppState;

/// Every event of a family as stored, personal fields sealed, each with the path to the root of a signed checkpoint; JSON Lines. A checkpoint
/// that covers all of it is asked for first.
#[utoipa::path(get, path = "/families/{id}/export", tag = "audit", params(("id" = Uuid, Path)),
    responses((status = 200, body = String, content_type = "application/jsonl"), ReadProblems))]
pub(crate) async fn export_family(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Response, Problem> {
    let [id] = path;
    signed.may_ever(Action::ExportLog)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::ExportLog, &Resource::Family(&facts))?;
    document::trace(&state, &signed, "export_family", id, verdict.why).await?;
    let pool = state.store().pool();
    // Where no node signs now, the newest checkpoint is taken as it is; the header of the file says how many events are newer.
    copies::ask(pool, PATIENCE).await.map_err(proof_problem)?;
    let by = Actor::User(signed.principal.user_id).to_string();
    let text = export::export(pool, "family", id, &by, state.clock().now()).await.map_err(proof_problem)?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/jsonl"));
    let name = HeaderValue::from_str(&format!("attachment; filename=\"case-{id}.jsonl\""));
    headers.insert(header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment")));
    Ok(response)
}
