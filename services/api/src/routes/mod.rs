//! The operations, one folder per resource.

pub(crate) mod answers;
mod families;
mod lookups;
pub(crate) mod meta;
pub(crate) mod run;
mod session;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Every operation, under `/api/v1`.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().merge(session::router()).merge(meta::router()).merge(families::router())
}
