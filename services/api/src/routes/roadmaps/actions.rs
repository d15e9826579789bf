//! Actions of a roadmap: planned by the facilitators in charge, carried on by the agencies that answer for them.

use hamyar_domain::Neighborhood;
use hamyar_domain::neighborhood as domain;
use hamyar_events::neighborhood::{
    ActionChanged, ActionCompleted, ActionDropped, ActionFacts, ActionMatched, ActionProgressed, ActionUnmatched,
};
use hamyar_events::{ActionId, AgencyId, CapacityKind, Capital, Horizon, NeighborhoodId};
use hamyar_identity::policy::{Action, Resource};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{kept, neighborhood, within};
use crate::input::{Day, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, go_on};
use crate::routes::lookups;
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

command! {
    /// An action: one horizon, at least one responsible agency.
    pub struct PlanActionBody {
        /// What is to be done; names nobody.
        text: Words,
        horizon: Horizon,
        agency_ids: Vec<AgencyId>,
        /// What it builds.
        capacity: Option<CapacityKind>,
        /// The capitals it adds to.
        capitals: Vec<Capital>,
        due_on: Option<Day>,
        planned_on: Option<Day>,
    }
}

command! {
    /// How an action reads from now on.
    pub struct ChangeActionBody {
        text: Words,
        horizon: Horizon,
        agency_ids: Vec<AgencyId>,
        capacity: Option<CapacityKind>,
        capitals: Vec<Capital>,
        due_on: Option<Day>,
        changed_on: Option<Day>,
    }
}

command! {
    /// What an agency did.
    pub struct ProgressActionBody {
        /// The own agency when absent; a facilitator names it.
        agency_id: Option<AgencyId>,
        /// What was done and how it shows; names nobody.
        evidence: Words,
        progressed_on: Option<Day>,
    }
}

command! {
    /// An agency did the whole of it.
    pub struct CompleteActionBody {
        agency_id: Option<AgencyId>,
        evidence: Words,
        completed_on: Option<Day>,
    }
}

command! {
    /// It will not be done.
    pub struct DropActionBody {
        /// The own agency when absent; none where the neighborhood itself drops it.
        agency_id: Option<AgencyId>,
        /// Why, and how that shows.
        evidence: Words,
        dropped_on: Option<Day>,
    }
}

command! {
    /// The action of another neighborhood that is the same.
    pub struct MatchActionBody {
        neighborhood_id: NeighborhoodId,
        action_id: ActionId,
        matched_on: Option<Day>,
    }
}

command! {
    /// The action that is not the same after all.
    pub struct UnmatchActionBody {
        action_id: ActionId,
        unmatched_on: Option<Day>,
    }
}

async fn agencies(state: &AppState, named: &[AgencyId]) -> Result<(), Problem> {
    for (index, id) in named.iter().enumerate() {
        lookups::agency(state, &format!("agency_ids[{index}]"), id.0).await?;
    }
    Ok(())
}

/// Put an action forward. The next version of the roadmap takes it in.
#[utoipa::path(post, path = "/neighborhoods/{id}/actions", tag = "roadmaps", request_body = PlanActionBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn plan_action(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: PlanActionBody = asked.sent.read()?;
    agencies(&asked.state, &body.agency_ids).await?;
    let day = |body: &PlanActionBody| body.planned_on;
    go_on::<Neighborhood, PlanActionBody>(&asked, "plan_action", day, |body, at| {
        let id = derived_id(body.command_id, "action");
        let facts = ActionFacts {
            text: body.text.into_string(),
            horizon: body.horizon,
            agency_ids: body.agency_ids,
            capacity: body.capacity,
            capitals: body.capitals,
            due_on: body.due_on.map(|day| day.0),
        };
        let plan =
            domain::PlanAction { action_id: ActionId(id), facts, planned_on: at.day, source: None, today: at.today };
        Ok((plan.into(), ids("action_id", id)))
    })
    .await
}

/// Word an action otherwise, or put it in another horizon or other hands.
#[utoipa::path(post, path = "/neighborhoods/{id}/actions/{action_id}/change", tag = "roadmaps", request_body = ChangeActionBody,
    params(("id" = Uuid, Path), ("action_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn change_action(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: ChangeActionBody = asked.sent.read()?;
    agencies(&asked.state, &body.agency_ids).await?;
    let day = |body: &ChangeActionBody| body.changed_on;
    go_on::<Neighborhood, ChangeActionBody>(&asked, "change_action", day, |body, at| {
        let facts = ActionFacts {
            text: body.text.into_string(),
            horizon: body.horizon,
            agency_ids: body.agency_ids,
            capacity: body.capacity,
            capitals: body.capitals,
            due_on: body.due_on.map(|day| day.0),
        };
        let action = ActionChanged { action_id: ActionId(asked.path[1]), facts, changed_on: at.day };
        Ok((domain::ChangeAction { action, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The agency that is meant: the one named, or the officer's own. A facilitator says which.
async fn speaks_for(asked: &Asked<[Uuid; 2]>) -> Result<Option<AgencyId>, Problem> {
    let Asked { state, signed, path, sent, .. } = asked;
    signed.may_ever(Action::ProgressRoadmap)?;
    neighborhood(state, path[0]).await?;
    let named = sent.text("agency_id").and_then(|text| text.parse::<Uuid>().ok());
    // Who is both speaks for the own agency where none is named.
    let agency_id = named.or(signed.principal.agency_id());
    signed.check(
        Action::ProgressRoadmap,
        &Resource::RoadmapAction { within: &within(state, path[0]).await?, agency_id },
    )?;
    Ok(agency_id.map(AgencyId))
}

macro_rules! word_of_agency {
    ($(#[$doc:meta])* $name:ident($body:ident) at $path:literal day $day:ident, |$b:ident, $agency:ident, $action:ident, $at:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "roadmaps", request_body = $body,
            params(("id" = Uuid, Path), ("action_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
            let $agency = speaks_for(&asked).await?;
            let $action = ActionId(asked.path[1]);
            let day = |body: &$body| body.$day;
            go_on::<Neighborhood, $body>(&asked, stringify!($name), day, |$b, $at| $make).await
        }
    };
}

fn said_by(agency: Option<AgencyId>) -> Result<AgencyId, Problem> {
    agency.ok_or_else(|| Problem::field("agency_id", "required"))
}

word_of_agency! {
    /// Write down what an agency did of its action.
    progress_action(ProgressActionBody) at "/neighborhoods/{id}/actions/{action_id}/progress" day progressed_on, |body, agency, action, at| {
        let progress = ActionProgressed {
            action_id: action,
            agency_id: said_by(body.agency_id.or(agency))?,
            evidence: body.evidence.into_string(),
            progressed_on: at.day,
        };
        Ok((domain::ProgressAction { progress, today: at.today }.into(), Ids::new()))
    }
}

word_of_agency! {
    /// Write down that an agency did the whole of its action.
    complete_action(CompleteActionBody) at "/neighborhoods/{id}/actions/{action_id}/done" day completed_on, |body, agency, action, at| {
        let completion = ActionCompleted {
            action_id: action,
            agency_id: said_by(body.agency_id.or(agency))?,
            evidence: body.evidence.into_string(),
            completed_on: at.day,
        };
        Ok((domain::CompleteAction { completion, today: at.today }.into(), Ids::new()))
    }
}

word_of_agency! {
    /// Write down that an action will not be done, by its agency or by the neighborhood itself.
    drop_action(DropActionBody) at "/neighborhoods/{id}/actions/{action_id}/drop" day dropped_on, |body, agency, action, at| {
        let drop = ActionDropped {
            action_id: action,
            agency_id: body.agency_id.or(agency),
            evidence: body.evidence.into_string(),
            dropped_on: at.day,
        };
        Ok((domain::DropAction { drop, today: at.today }.into(), Ids::new()))
    }
}

/// Whether the person may say of two neighborhoods that an action of theirs is one: who keeps the first may, the second is only read.
async fn known_elsewhere(state: &AppState, other: &MatchActionBody) -> Result<(), Problem> {
    let found = neighborhood(state, other.neighborhood_id.0).await.map_err(|problem| match problem {
        Problem::NotFound => Problem::field("neighborhood_id", "unknown"),
        problem => problem,
    })?;
    let known = found.roadmap.actions.contains_key(&other.action_id);
    if known { Ok(()) } else { Err(Problem::field("action_id", "unknown")) }
}

/// Say that an action is the same as one of another neighborhood.
#[utoipa::path(post, path = "/neighborhoods/{id}/actions/{action_id}/same", tag = "roadmaps", request_body = MatchActionBody,
    params(("id" = Uuid, Path), ("action_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn match_action(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    known_elsewhere(&asked.state, &asked.sent.read()?).await?;
    let day = |body: &MatchActionBody| body.matched_on;
    go_on::<Neighborhood, MatchActionBody>(&asked, "match_action", day, |body, at| {
        let same = ActionMatched {
            action_id: ActionId(asked.path[1]),
            other_neighborhood_id: body.neighborhood_id,
            other_action_id: body.action_id,
            matched_on: at.day,
        };
        Ok((domain::MatchAction { same, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Say that two actions are not the same after all.
#[utoipa::path(post, path = "/neighborhoods/{id}/actions/{action_id}/apart", tag = "roadmaps", request_body = UnmatchActionBody,
    params(("id" = Uuid, Path), ("action_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn unmatch_action(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &UnmatchActionBody| body.unmatched_on;
    go_on::<Neighborhood, UnmatchActionBody>(&asked, "unmatch_action", day, |body, at| {
        let apart = ActionUnmatched {
            action_id: ActionId(asked.path[1]),
            other_action_id: body.action_id,
            unmatched_on: at.day,
        };
        Ok((domain::UnmatchAction { apart, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(plan_action))
        .routes(routes!(change_action))
        .routes(routes!(progress_action))
        .routes(routes!(complete_action))
        .routes(routes!(drop_action))
        .routes(routes!(match_action))
        .routes(routes!(unmatch_action))
}
