//! The own calendar: what lies on which day, and a feed of it for a calendar program.

mod feed;
mod ics;
mod read;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::read_calendar))
        .routes(routes!(feed::read_calendar_feed, feed::make_calendar_feed, feed::revoke_calendar_feed))
        .routes(routes!(feed::read_calendar_file))
}
