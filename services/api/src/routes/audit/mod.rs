//! The auditor's room: the trail of every event and of every opening, replay of any stream, what a commission had before it, why each tier,
//! unusual patterns, prints and exports. Everything is read-only, and each reading is recorded.

mod access;
mod actors;
mod csv;
mod download;
mod export;
mod filter;
mod history;
mod moment;
mod named;
mod patterns;
mod referral;
mod referral_views;
mod replay;
mod streams;
mod tier;
mod tier_views;
mod trail;
pub(crate) mod words;

pub(crate) use access::{AccessItem, AccessPage, access_items};

use hamyar_identity::policy::Verdict;
use hamyar_identity::{Access, Via};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::Signed;
use crate::problem::Problem;
use crate::state::AppState;

/// Leaves the trace of an auditor's reading; data is handed out only after that.
async fn trace(
    state: &AppState,
    signed: &Signed,
    operation: &'static str,
    subject: &str,
    verdict: &Verdict,
) -> Result<(), Problem> {
    let access = Access { user_id: signed.principal.user_id, operation, subject, ground: verdict.why, via: Via::Api };
    state.identity().record_access(access).await?;
    Ok(())
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(trail::list_audit_events))
        .routes(routes!(trail::read_audit_density))
        .routes(routes!(export::export_audit_events))
        .routes(routes!(actors::search_audit_actors))
        .routes(routes!(access::list_accesses))
        .routes(routes!(streams::list_stream_events))
        .routes(routes!(replay::replay_stream))
        .routes(routes!(replay::compare_stream))
        .routes(routes!(history::read_stream_history))
        .routes(routes!(history::export_stream_history))
        .routes(routes!(referral::read_referral_review))
        .routes(routes!(tier::read_tier_grounds))
        .routes(routes!(patterns::list_patterns))
}
