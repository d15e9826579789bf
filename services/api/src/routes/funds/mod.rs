//! Micro-finance funds: formed and closed by the center that keeps their book, read by it and by auditors; and what they add up to.

mod bodies;
mod book;
mod loans;
mod members;
mod report;

pub(crate) use report::read_fund_report;

use axum::Json;
use axum::extract::State;
use hamyar_domain::fund as domain;
use hamyar_domain::{Center, Fund};
use hamyar_events::CenterId;
use hamyar_events::fund::{FundClosed, FundFormed};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::funds::{self, FundCard, FundView};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on};
use super::families::document;
use super::run::{self, Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::lookups;
use crate::state::AppState;
use crate::wait::AtLeast;
use bodies::{CloseFundBody, FormFundBody};

/// Funds in a list at most.
pub(super) const LIST_MAX: i64 = 500;

/// Which center's.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FundsQuery {
    /// The manager's own when absent; every center's for an auditor.
    center_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The funds of the own center, or of all for an auditor.
#[utoipa::path(get, path = "/funds", tag = "funds", params(FundsQuery),
    responses((status = 200, body = Page<FundCard>), ReadProblems))]
pub(crate) async fn list_funds(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<FundsQuery>,
) -> Result<Json<Page<FundCard>>, Problem> {
    signed.may_ever(Action::ReadFunds)?;
    let mut read = PageQuery::default();
    let named = read.parse::<Uuid>("center_id", &query.center_id);
    read.done()?;
    let center = named.or(signed.principal.center_ids().first().copied());
    signed.check(Action::ReadFunds, &Resource::Center(center))?;
    let found = funds::funds(state.read(), center, state.today(), LIST_MAX).await;
    let items = found.map_err(|error| from_database("funds", error))?;
    Ok(Json(Page::whole(items, super::centers::position(&state).await?)))
}

/// A fund that the person may do this to.
async fn allowed(state: &AppState, signed: &Signed, action: Action, id: Uuid) -> Result<Fund, Problem> {
    signed.may_ever(action)?;
    let fund = run::there::<Fund>(state, id).await?;
    signed.check(action, &Resource::Center(fund.center_id.map(|center| center.0)))?;
    Ok(fund)
}

/// One fund, with its members, its book, its loans and trainings.
#[utoipa::path(get, path = "/funds/{id}", tag = "funds",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = FundView), ReadProblems))]
pub(crate) async fn read_fund(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<FundView>, Problem> {
    let [id] = path;
    allowed(&state, &signed, Action::ReadFunds, id).await?;
    // Names of its members.
    document::trace_list(&state, &signed, "read_fund", "families").await?;
    let found = funds::fund(state.read(), id, state.today()).await;
    found.map_err(|error| from_database("fund", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Form a fund, whose book the own center keeps.
#[utoipa::path(post, path = "/funds", tag = "funds", request_body = FormFundBody, responses(CommandAnswers))]
pub(crate) async fn form_fund(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::ManageFunds)?;
    let named = asked.sent.read::<FormFundBody>()?.center_id;
    let center_id = named.or(run::only(asked.signed.principal.center_ids()).map(CenterId));
    let center_id = center_id.ok_or_else(|| Problem::field("center_id", "required"))?;
    asked.signed.check(Action::ManageFunds, &Resource::Center(Some(center_id.0)))?;
    lookups::references(&asked.state, "form_fund", &asked.sent).await?;
    // It counts where it works; no center forms one where another works.
    if let Some(neighborhood) = asked.sent.read::<FormFundBody>()?.neighborhood_id {
        let center = asked.state.store().load::<Center>(center_id.0).await.map_err(run::store_problem)?;
        if !center.state.neighborhood_ids.contains(&neighborhood) {
            return Err(Problem::field("neighborhood_id", "not_in_set"));
        }
    }
    let day = |body: &FormFundBody| body.formed_on;
    begin::<Fund, FormFundBody>(&asked, "form_fund", day, |body, at| {
        let id = derived_id(body.command_id, "fund");
        let fund = FundFormed {
            center_id,
            name: body.name.into_string(),
            neighborhood_id: body.neighborhood_id,
            agency_id: body.agency_id,
            formed_on: at.day,
        };
        Ok((id, domain::FormFund { fund, today: at.today }.into(), ids("fund_id", id)))
    })
    .await
}

/// Declares an operation on a fund: its path, its body, the field that holds its day, and the wish it makes.
macro_rules! fund_operation {
    ($(#[$doc:meta])* post $path:literal [$($part:literal),+] $name:ident($body:ident) day $day:ident, |$b:ident, $at:ident, $ids:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "funds", request_body = $body,
            params($(($part = uuid::Uuid, Path)),+, ("If-Match" = Option<String>, Header)), responses(super::CommandAnswers))]
        pub(crate) async fn $name(
            asked: super::Asked<[uuid::Uuid; [$($part),+].len()]>,
        ) -> Result<super::Done, crate::problem::Problem> {
            super::allowed(&asked.state, &asked.signed, super::Action::ManageFunds, asked.path[0]).await?;
            let day = |body: &$body| body.$day;
            let $ids = asked.path;
            super::go_on::<super::Fund, $body>(&asked, stringify!($name), day, |$b, $at| Ok($make)).await
        }
    };
}
use fund_operation;

/// Close a fund in which nothing is left.
#[utoipa::path(post, path = "/funds/{id}/close", tag = "funds", request_body = CloseFundBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn close_fund(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::ManageFunds, asked.path[0]).await?;
    let day = |body: &CloseFundBody| body.closed_on;
    go_on::<Fund, CloseFundBody>(&asked, "close_fund", day, |_, at| {
        let closing = FundClosed { closed_on: at.day };
        Ok((domain::CloseFund { closing, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_funds, form_fund))
        .routes(routes!(read_fund))
        .routes(routes!(close_fund))
        .merge(members::router())
        .merge(book::router())
        .merge(loans::router())
        .merge(report::router())
}
