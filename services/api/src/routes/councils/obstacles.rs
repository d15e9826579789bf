//! Obstacles of the programme: raised, followed, closed, opened again.

use hamyar_domain::council as domain;
use hamyar_events::ObstacleId;
use hamyar_events::council::{ObstacleClosed, ObstacleFollowed, ObstacleRaised, ObstacleReopened};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bodies::{CloseObstacleBody, FollowObstacleBody, RaiseObstacleBody, ReopenObstacleBody};
use super::{Ids, council_operation, derived_id, ids};
use crate::state::AppState;

council_operation! {
    /// Write down what stands in the way.
    post "/councils/{id}/obstacles" ["id"] raise_obstacle(RaiseObstacleBody) day raised_on agency owner, |body, at, _path| {
        let id = derived_id(body.command_id, "obstacle");
        let obstacle = ObstacleRaised {
            obstacle_id: ObstacleId(id),
            text: body.text.into_string(),
            owner: body.owner,
            session_id: body.session_id,
            raised_on: at.day,
        };
        (domain::RaiseObstacle { obstacle, today: at.today }.into(), ids("obstacle_id", id))
    }
}

council_operation! {
    /// Write down what was done about an obstacle, or who is to see to it from now on.
    post "/councils/{id}/obstacles/{obstacle_id}/follow" ["id", "obstacle_id"] follow_obstacle(FollowObstacleBody) day followed_on agency owner, |body, at, path| {
        let follow = ObstacleFollowed {
            obstacle_id: ObstacleId(path[1]),
            note: body.note.into_string(),
            owner: body.owner,
            followed_on: at.day,
        };
        (domain::FollowObstacle { follow, today: at.today }.into(), Ids::new())
    }
}

council_operation! {
    /// Close an obstacle, with what came of it.
    post "/councils/{id}/obstacles/{obstacle_id}/close" ["id", "obstacle_id"] close_obstacle(CloseObstacleBody) day closed_on, |body, at, path| {
        let closing =
            ObstacleClosed { obstacle_id: ObstacleId(path[1]), result: body.result.into_string(), closed_on: at.day };
        (domain::CloseObstacle { closing, today: at.today }.into(), Ids::new())
    }
}

council_operation! {
    /// Open a closed obstacle again.
    post "/councils/{id}/obstacles/{obstacle_id}/reopen" ["id", "obstacle_id"] reopen_obstacle(ReopenObstacleBody) day reopened_on, |body, at, path| {
        let reopening =
            ObstacleReopened { obstacle_id: ObstacleId(path[1]), note: body.note.into_string(), reopened_on: at.day };
        (domain::ReopenObstacle { reopening, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(raise_obstacle))
        .routes(routes!(follow_obstacle))
        .routes(routes!(close_obstacle))
        .routes(routes!(reopen_obstacle))
}
