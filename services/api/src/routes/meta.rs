//! What the web app asks before anybody is signed in, and whether the server is well.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_identity::Role;
use hamyar_projections::views::CivilDate;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// One sign-in of a demo store, shown on its sign-in page. A real store has none.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DemoSignIn {
    /// The role it shows.
    pub role: Role,
    /// Account name.
    pub username: String,
    /// Password; everybody may know it.
    pub password: String,
    /// Who it plays.
    pub display_name: String,
}

/// About this server.
#[derive(Serialize, ToSchema)]
pub(crate) struct Meta {
    version: &'static str,
    /// The store is marked demo: a banner on every screen says so.
    demo: bool,
    /// One sign-in per role, of a demo store only.
    demo_sign_ins: Vec<DemoSignIn>,
    /// What the outside provider is called, where people may sign in through one.
    outside: Option<Outside>,
    /// Today in Tehran, by the server's clock.
    today: CivilDate,
}

/// An outside provider, as its button names it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outside {
    fa: String,
    en: String,
}

/// What the sign-in page needs.
#[utoipa::path(get, path = "/meta", tag = "meta", responses((status = 200, body = Meta)))]
pub(crate) async fn read_meta(State(state): State<AppState>) -> Json<Meta> {
    Json(Meta {
        version: env!("CARGO_PKG_VERSION"),
        demo: state.demo().is_some(),
        demo_sign_ins: state.demo().unwrap_or_default().to_vec(),
        outside: state.outside().map(|provider| {
            let (fa, en) = provider.settings().name();
            Outside { fa: fa.to_owned(), en: en.to_owned() }
        }),
        today: state.today().into(),
    })
}

/// Whether the server can work.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok` or `unavailable`.
    status: &'static str,
    /// Newest position of the log.
    position: Option<i64>,
}

/// Whether the server and its store answer.
#[utoipa::path(get, path = "/health", tag = "meta",
    responses((status = 200, body = Health), (status = 503, body = Health, description = "the store does not answer")))]
pub(crate) async fn read_health(State(state): State<AppState>) -> (StatusCode, Json<Health>) {
    match tokio::time::timeout(std::time::Duration::from_secs(2), state.store().head()).await {
        Ok(Ok(position)) => (StatusCode::OK, Json(Health { status: "ok", position: Some(position) })),
        _ => (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "unavailable", position: None })),
    }
}

/// The document of this interface.
#[utoipa::path(get, path = "/openapi.json", tag = "meta", responses((status = 200, content_type = "application/json", body = Object)))]
pub(crate) async fn read_openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::openapi())
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_meta)).routes(routes!(read_health)).routes(routes!(read_openapi))
}
