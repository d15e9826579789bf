//! What passes between a caseworker's phone and the server: the own families carried away, work written without a network brought back, and
//! what could not simply be added put to a person.
//!
//! - [`bundle`] gives a phone what changed since it last asked.
//! - [`command`] takes one piece of work. Facts add up; two changes of the same thing are put to a person; what belongs to a family that was
//!   handed over is kept for review.
//! - [`files`] takes what was photographed or recorded, the same way.
//! - [`quarantine`] takes the work of a phone that is to be wiped.
//! - [`late`] is where a center decides on what waits.

pub(crate) mod bundle;
mod clash;
mod command;
mod files;
mod key;
mod late;
mod packed;
mod park;
mod quarantine;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::Signed;
use crate::problem::Problem;
use crate::state::AppState;

/// The protocol this server speaks with phones.
pub(crate) const PROTOCOL: i64 = 1;
/// The oldest protocol it still understands.
pub(crate) const PROTOCOL_MIN: i64 = 1;

/// A phone that speaks another protocol keeps what it has and says so.
fn understood(protocol: i64) -> Result<(), Problem> {
    if protocol > PROTOCOL {
        Err(Problem::refused("server_older"))
    } else if protocol < PROTOCOL_MIN {
        Err(Problem::refused("app_older"))
    } else {
        Ok(())
    }
}

/// The device of the session. What is no device, as a program, carries nothing away.
fn device(signed: &Signed) -> Result<uuid::Uuid, Problem> {
    signed.session.device_id.ok_or_else(|| Problem::refused("device_needed"))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(bundle::carry_families))
        .routes(routes!(command::send_field_work))
        .routes(routes!(key::read_store_key))
        .routes(routes!(quarantine::quarantine_field_work))
        .routes(routes!(late::list_late_work))
        .routes(routes!(late::read_late_work))
        .routes(routes!(late::settle_late_work))
        .merge(files::router())
}
