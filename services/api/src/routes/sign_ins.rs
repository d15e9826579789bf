//! The record of signing in: everybody's for administrator and auditor, the own for each.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{Access, SignInFilter, SignInKind, SignInRecord, Via};
use hamyar_persian::tehran::tehran_day_bounds;
use hamyar_projections::views::{ActorRef, Instant, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use super::families::document;
use super::sessions::head;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery, cursor_of, read_cursor};
use crate::problem::Problem;
use crate::state::AppState;

/// One thing that happened around signing in.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignInItem {
    id: i64,
    at: Instant,
    /// As `signed_in`, `failed`, `factor_reset`.
    kind: String,
    /// Whose account; none where the name that was typed is no account's.
    account: Option<ActorRef>,
    /// Who did it, where it was somebody else.
    by: Option<ActorRef>,
    /// What its person calls the device.
    device: Option<String>,
    /// Family of the browser and kind of machine.
    browser: Option<String>,
    /// Network, cut to where it names no household.
    network: Option<String>,
    /// Why an administrator did it.
    reason: Option<String>,
}

/// Which part of the record is shown.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SignInQuery {
    /// Of one account.
    user_id: Option<String>,
    /// Of one kind.
    kind: Option<String>,
    /// On this day or later.
    from: Option<String>,
    /// On this day or earlier.
    to: Option<String>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
}

/// A page of the own record.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OwnSignInQuery {
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
}

fn actor(id: uuid::Uuid) -> ActorRef {
    ActorRef { id: Some(id), name: None, kind: "user".to_owned() }
}

async fn page(
    state: &AppState,
    filter: SignInFilter,
    cursor: &Option<String>,
    limit: i64,
) -> Result<Json<Page<SignInItem>>, Problem> {
    let before = match read_cursor(cursor)? {
        Some(place) => Some(place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let mut records = state.identity().sign_ins(&filter, before, limit + 1).await?;
    let more = i64::try_from(records.len()).is_ok_and(|found| found > limit);
    records.truncate(usize::try_from(limit).unwrap_or(0));
    let next = records.last().filter(|_| more).map(|record| cursor_of(&record.id.to_string()));
    let item = |record: SignInRecord| SignInItem {
        id: record.id,
        at: record.at.into(),
        kind: record.kind,
        account: record.user_id.map(actor),
        by: record.by_user.map(actor),
        device: record.device,
        browser: record.browser,
        network: record.network,
        reason: record.reason,
    };
    let mut items: Vec<SignInItem> = records.into_iter().map(item).collect();
    let mut actors: Vec<&mut ActorRef> =
        items.iter_mut().flat_map(|item| item.account.iter_mut().chain(item.by.iter_mut())).collect();
    document::name_actors(state, &mut actors).await?;
    Ok(Json(Page { items, next, total: None, position: head(state).await? }))
}

/// What happened around signing in, newest first. The reading is recorded.
#[utoipa::path(get, path = "/sign-ins", tag = "audit", params(SignInQuery), responses((status = 200, body = Page<SignInItem>), ReadProblems))]
pub(crate) async fn list_sign_ins(
    State(state): State<AppState>,
    signed: Signed,
    Filters(query): Filters<SignInQuery>,
) -> Result<Json<Page<SignInItem>>, Problem> {
    signed.may_ever(Action::ReadSignIns)?;
    let verdict = signed.check(Action::ReadSignIns, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let user_id = read.parse("user_id", &query.user_id);
    let named = read.text("kind", &query.kind);
    let from = read.day("from", &query.from).map(|day| tehran_day_bounds(day).0);
    let to = read.day("to", &query.to).map(|day| tehran_day_bounds(day).1);
    read.done()?;
    let kind = match named {
        Some(name) => Some(name.parse::<SignInKind>().map_err(|()| Problem::field("kind", "unknown"))?),
        None => None,
    };
    let access = Access {
        user_id: signed.principal.user_id,
        operation: "list_sign_ins",
        subject: "sign_ins",
        ground: verdict.why,
        via: Via::Api,
    };
    state.identity().record_access(access).await?;
    page(&state, SignInFilter { user_id, kind, from, to }, &query.cursor, limit).await
}

/// What happened around the own signing in, newest first.
#[utoipa::path(get, path = "/session/sign-ins", tag = "session", params(OwnSignInQuery),
    responses((status = 200, body = Page<SignInItem>), ReadProblems))]
pub(crate) async fn list_own_sign_ins(
    State(state): State<AppState>,
    signed: Signed,
    Filters(query): Filters<OwnSignInQuery>,
) -> Result<Json<Page<SignInItem>>, Problem> {
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    read.done()?;
    let filter = SignInFilter { user_id: Some(signed.principal.user_id), ..SignInFilter::default() };
    page(&state, filter, &query.cursor, limit).await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_sign_ins)).routes(routes!(list_own_sign_ins))
}
