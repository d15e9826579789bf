//! The HTTP interface: JSON under `/api/v1`, one folder per resource, one policy for every operation, and the web app beside it.
//!
//! - [`router`] serves everything: the interface, live updates, the web app.
//! - [`openapi`] is the document; its committed copy is `services/api/openapi.json`.
//! - An operation is: who asks ([`auth`]), may they ([`hamyar_identity::policy`]), what do they send ([`input`]), do it, answer. Failures are
//!   [`problem::Problem`].

mod auth;
mod clock;
#[doc(hidden)]
pub mod fuzzing;
mod guard;
mod input;
mod messages;
mod open_reads;
mod problem;
mod refusals;
pub mod report_catalog;
mod routes;
mod state;
mod wait;
mod web;
mod wipe;

pub use clock::Clock;
pub use problem::{FieldError, ProblemBody};
pub use routes::meta::DemoSignIn;
pub use state::{AppState, AppStateBuilder};

use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// Largest body of a request: one mebibyte.
const BODY_BYTES_MAX: usize = 1024 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Hamyar",
        description = "Case management for families in need. Dates are answered in both calendars and understood in both.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(problem::ProblemBody, routes::answers::Done))
)]
struct Document;

fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", routes::router())
}

/// The OpenAPI 3.1 document of the interface.
pub fn openapi() -> utoipa::openapi::OpenApi {
    operations().into_openapi()
}

/// Everything a server answers. Connections should carry `ConnectInfo<SocketAddr>`, by which failed sign-ins are counted.
pub fn router(state: AppState) -> Router {
    let (interface, document) = operations().split_for_parts();
    interface
        .method_not_allowed_fallback(not_found)
        .fallback(web::serve)
        .layer(Extension(input::KnownKeys::of(&document)))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn_with_state(state.clone(), wipe::at_the_door))
        .layer(middleware::from_fn(guard::same_site))
        .layer(middleware::from_fn_with_state(state.clone(), guard::host))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(guard::log))
        .layer(middleware::from_fn_with_state(state.clone(), guard::headers))
        .with_state(state)
}

async fn not_found() -> Response {
    problem::Problem::NotFound.into_response()
}

/// A panic is a fault of ours. Its text went to the log by the panic hook's location only; the client learns nothing of it.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    problem::Problem::Internal.into_response()
}
