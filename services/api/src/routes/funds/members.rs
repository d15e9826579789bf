//! Members of a fund: persons of registered families of the own center; and the trainings they had.

use axum::Json;
use axum::extract::State;
use hamyar_domain::fund as domain;
use hamyar_domain::{Activity, Fund};
use hamyar_events::fund::{FundMemberJoined, FundMemberLeft, FundTrainingHeld};
use hamyar_events::{FundTrainingId, MemberId};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::funds::{self, FamilyFund};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::{HoldFundTrainingBody, JoinFundBody, LeaveFundBody};
use super::{
    Asked, AtLeast, CommandAnswers, Done, Ids, InPath, Problem, ReadProblems, Signed, allowed, derived_id, document,
    from_database, fund_operation, go_on, ids, run,
};
use crate::routes::cover::{Covered, covered};
use crate::state::AppState;

/// A member of a family of the own center joins the fund.
#[utoipa::path(post, path = "/funds/{id}/members", tag = "funds", request_body = JoinFundBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn join_fund(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::ManageFunds, asked.path[0]).await?;
    let body: JoinFundBody = asked.sent.read()?;
    let unknown = |problem| match problem {
        Problem::NotFound => Problem::field("family_id", "unknown"),
        other => other,
    };
    if !run::is_answered(&asked.state, body.command_id).await? {
        let family = run::allowed_family(&asked.state, &asked.signed, Action::ServeFamily, body.family_id.0).await;
        if !family.map_err(unknown)?.members.contains_key(&body.member_id) {
            return Err(Problem::field("member_id", "unknown"));
        }
    }
    let day = |body: &JoinFundBody| body.joined_on;
    go_on::<Fund, JoinFundBody>(&asked, "join_fund", day, |body, at| {
        let member = FundMemberJoined { family_id: body.family_id, member_id: body.member_id, joined_on: at.day };
        Ok((domain::JoinFund { member, today: at.today }.into(), Ids::new()))
    })
    .await
}

fund_operation! {
    /// A member leaves: owing nothing, answering for nobody, with the own share paid out.
    post "/funds/{id}/members/{member_id}/leave" ["id", "member_id"] leave_fund(LeaveFundBody) day left_on, |_body, at, ids| {
        let left = FundMemberLeft { member_id: MemberId(ids[1]), left_on: at.day };
        (domain::LeaveFund { left, today: at.today }.into(), Ids::new())
    }
}

/// Record a training of members; with the id of one that is there, it is put right.
#[utoipa::path(post, path = "/funds/{id}/trainings", tag = "funds", request_body = HoldFundTrainingBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn hold_fund_training(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let fund = allowed(&asked.state, &asked.signed, Action::ManageFunds, asked.path[0]).await?;
    let body: HoldFundTrainingBody = asked.sent.read()?;
    if body.training_id.is_some_and(|id| !fund.trainings.contains_key(&id)) {
        return Err(Problem::field("training_id", "unknown"));
    }
    if let Some(id) = body.activity_id {
        let activity = asked.state.store().load::<Activity>(id.0).await.map_err(run::store_problem)?.state;
        if activity.center_id.is_none() || activity.center_id != fund.center_id {
            return Err(Problem::field("activity_id", "unknown"));
        }
    }
    let day = |body: &HoldFundTrainingBody| body.held_on;
    go_on::<Fund, HoldFundTrainingBody>(&asked, "hold_fund_training", day, |body, at| {
        let id = body.training_id.map_or_else(|| derived_id(body.command_id, "fund_training"), |id| id.0);
        let training = FundTrainingHeld {
            training_id: FundTrainingId(id),
            topic: body.topic,
            held_on: at.day,
            hours: body.hours,
            activity_id: body.activity_id,
            present: body.present,
        };
        Ok((domain::HoldFundTraining { training, today: at.today }.into(), ids("training_id", id)))
    })
    .await
}

/// The funds of a family's members, with what each of them owes. Others are counted and not named.
#[utoipa::path(get, path = "/families/{id}/funds", tag = "families",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<FamilyFund>), ReadProblems))]
pub(crate) async fn list_family_funds(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<Covered>>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadFamilyFunds)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::ReadFamilyFunds, &Resource::Family(&facts))?;
    document::trace(&state, &signed, "list_family_funds", id, verdict.why).await?;
    let found = funds::family_funds(state.read(), id, state.today()).await;
    let found = found.map_err(|error| from_database("family funds", error))?;
    let items = found.iter().map(|one| covered("FamilyFund", one, verdict.fields)).collect();
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(join_fund))
        .routes(routes!(leave_fund))
        .routes(routes!(hold_fund_training))
        .routes(routes!(list_family_funds))
}
