//! Assignment, release, transfer, renewal: the center manager's acts.

use hamyar_domain::family as domain;
use hamyar_events::Personal;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::command::family_command;
use crate::input::{Day, Words, command};
use crate::state::AppState;

command! {
    /// The year goes on, with a reason.
    pub struct RenewBody {
        reason: Words,
        renewed_on: Option<Day>,
    }
}

/// Prolong the year.
#[utoipa::path(post, path = "/families/{id}/renew", tag = "families", request_body = RenewBody,
    params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header)), responses(crate::routes::answers::CommandAnswers))]
pub(crate) async fn renew_assignment(
    axum::extract::State(state): axum::extract::State<AppState>,
    signed: crate::auth::Signed,
    if_match: crate::input::IfMatch,
    crate::input::InPath(path): crate::input::InPath<[uuid::Uuid; 1]>,
    sent: crate::input::Sent,
) -> Result<crate::routes::answers::Done, crate::problem::Problem> {
    let [id] = path;
    use hamyar_identity::policy::Action;
    signed.may_ever(Action::AssignCaseworker)?;
    let numbers = crate::routes::lookups::numbers(&state, state.today()).await?;
    let operation =
        super::command::Operation { name: "renew_assignment", action: Action::AssignCaseworker, path: &[id] };
    family_command::<RenewBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.renewed_on,
        |body, at, family, file| {
            let holding =
                file.holding.as_ref().ok_or_else(|| crate::problem::Problem::refused("family_has_no_caseworker"))?;
            let command = domain::RenewAssignment {
                assignment_id: holding.assignment_id,
                reason: Personal::of_family(family.0, body.reason.into_string()),
                renewed_on: at.day,
                numbers,
                today: at.today,
            };
            Ok((command.into(), crate::routes::run::Ids::new()))
        },
    )
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(renew_assignment))
}
