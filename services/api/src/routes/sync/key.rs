//! The server's half of the way back into a phone's store whose PIN was forgotten, or tried ten times.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hamyar_identity::policy::{Action, Resource};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{FRESH_MINUTES, Signed};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::state::AppState;

/// Half of a key.
#[derive(Serialize, ToSchema)]
pub(crate) struct StoreKey {
    /// 32 bytes in base 64. Never kept on the phone: the other half never leaves it.
    share: String,
}

/// The server's half of the key to this device's store, for whoever has just shown who sits there.
#[utoipa::path(get, path = "/sync/key", tag = "sync", responses((status = 200, body = StoreKey), ReadProblems))]
pub(crate) async fn read_store_key(State(state): State<AppState>, signed: Signed) -> Result<Json<StoreKey>, Problem> {
    signed.may_ever(Action::CarryFamilies)?;
    signed.check(Action::CarryFamilies, &Resource::None)?;
    let device = super::device(&signed)?;
    signed.fresh(FRESH_MINUTES)?;
    let share = state.identity().store_share(device).await?;
    Ok(Json(StoreKey { share: STANDARD.encode(share) }))
}
