//! The national work: agreements with their credits, programs, equipment, licences of organizations, series of indicators, declared figures. Read by
//! officers, auditors and the administrator, and by an agency's officer as far as the own agency's parts go; kept by an officer of the nation, by an officer of a place for that place, and by the administrator.

pub(crate) mod agreements;
mod bodies;
pub(crate) mod equipment;
pub(crate) mod figures;
pub(crate) mod ngos;
mod own_parts;
pub(crate) mod programs;
pub(crate) mod series;

use hamyar_events::PlaceId;
use hamyar_identity::policy::{Action, Resource};
use utoipa_axum::router::OpenApiRouter;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on};
use super::councils::own_place;
use super::lookups;
use super::run::{self, Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Rows in a list at most.
pub(super) const LIST_MAX: i64 = 1000;

/// Declares a command on a stream that is there: its path, its body, its aggregate, the field that holds its day, what is looked at before, and
/// the wish it makes. A body that cannot be read is told before the row is looked for.
macro_rules! national_operation {
    ($(#[$doc:meta])* post $path:literal [$($part:literal),+] $name:ident($body:ident) on $aggregate:ty, day $day:ident, keep $keep:path, |$b:ident, $at:ident, $ids:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "national", request_body = $body,
            params($(($part = uuid::Uuid, Path)),+, ("If-Match" = Option<String>, Header)), responses(super::CommandAnswers))]
        pub(crate) async fn $name(
            asked: super::Asked<[uuid::Uuid; [$($part),+].len()]>,
        ) -> Result<super::Done, crate::problem::Problem> {
            asked.signed.check(super::Action::ManageNational, &super::Resource::None)?;
            let body: $body = asked.sent.read()?;
            $keep(&asked.state, &asked.signed, &asked.path, &body).await?;
            let day = |body: &$body| body.$day;
            let $ids = asked.path;
            super::go_on::<$aggregate, $body>(&asked, stringify!($name), day, |$b, $at| Ok($make)).await
        }
    };
}
use national_operation;

/// The place that a body names, which exists and is the person's to keep; an officer of a place names one.
async fn place_to_keep(state: &AppState, signed: &Signed, field: &str, place: Option<PlaceId>) -> Result<(), Problem> {
    if let Some(place) = place {
        lookups::place(state, field, place.0).await?;
    }
    own_place(state, signed, place.map(|place| place.0)).await.map_err(|problem| match problem {
        Problem::NotFound => Problem::field(field, "unknown"),
        other => other,
    })
}

/// Agencies that a body names.
async fn agencies(state: &AppState, field: &str, named: &[hamyar_events::AgencyId]) -> Result<(), Problem> {
    for (index, agency) in named.iter().enumerate() {
        lookups::agency(state, &format!("{field}[{index}]"), agency.0).await?;
    }
    Ok(())
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(agreements::router())
        .merge(programs::router())
        .merge(own_parts::router())
        .merge(equipment::router())
        .merge(ngos::router())
        .merge(series::router())
        .merge(figures::router())
}
