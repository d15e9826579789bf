//! Goals: what is to become better by when.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_events::{GoalId, GoalResult, MemberId, Personal};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use crate::auth::Signed;
use crate::input::{Code, Day, IfMatch, InPath, Line, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

command! {
    /// A goal on an indicator that is not good.
    pub struct SetGoalBody {
        /// Absent for the whole family.
        member_id: Option<MemberId>,
        /// Code of an indicator that has been read.
        indicator: Code,
        /// The reading to be reached: above the latest one, 4 at most.
        target: u8,
        /// The family's own words for it.
        wish: Option<Line>,
        due_on: Day,
        set_on: Option<Day>,
    }
}

command! {
    /// What became of a goal.
    pub struct CloseGoalBody {
        result: GoalResult,
        /// Needed for a goal that is given up.
        reason: Option<Words>,
        closed_on: Option<Day>,
    }
}

/// Set a goal. Where it starts from is the latest reading of its indicator.
#[utoipa::path(post, path = "/families/{id}/goals", tag = "families", request_body = SetGoalBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn set_goal(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    crate::routes::run::allowed_family(&state, &signed, Action::ServeFamily, id).await?;
    let set = lookups::current_set(&state, state.today()).await?;
    let operation = Operation { name: "set_goal", action: Action::ServeFamily, path: &[id] };
    family_command::<SetGoalBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.set_on,
        |body, at, family, _| {
            let goal_id = GoalId(derived_id(body.command_id, "goal"));
            let command = domain::SetGoal {
                goal_id,
                member_id: body.member_id,
                indicator: body.indicator.into_string(),
                target: body.target,
                wish: body.wish.map(|wish| Personal::of_family(family.0, wish.into_string())),
                due_on: body.due_on.0,
                set_on: at.day,
                set,
                today: at.today,
            };
            Ok((command.into(), ids("goal_id", goal_id.0)))
        },
    )
    .await
}

family_operation! {
    /// Close a goal: reached, which its indicator must have been read at; reached in part; or given up, with a reason.
    post "/families/{id}/goals/{goal_id}/close" [goal = "goal_id"] close_goal(CloseGoalBody) ServeFamily, day closed_on,
    |body, at, family| {
        let command = domain::CloseGoal {
            goal_id: GoalId(goal),
            result: body.result,
            reason: body.reason.map(|reason| Personal::of_family(family.0, reason.into_string())),
            closed_on: at.day,
            today: at.today,
        };
        Ok((command.into(), Ids::new()))
    }
}
