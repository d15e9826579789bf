//! What others owe: the overdue work of a center's caseworkers, piece by piece, and questions that no expert has answered.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::caseworkers;
use hamyar_projections::due_items::{self, ExpertQuestion, OverdueWork};
use hamyar_projections::views::{Instant, NamedRef, Page};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::centers::position;
use super::cover::{Covered, covered};
use super::families::document;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Rows shown at once.
const SHOWN_MAX: i64 = 500;
const OVERDUE_MAX: usize = 500;

/// Whose overdue work.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OverdueQuery {
    /// One caseworker's; all of the own centers when absent.
    caseworker_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Every single piece of overdue work of the own centers' families, the latest first.
#[utoipa::path(get, path = "/center/overdue", tag = "centers", params(OverdueQuery),
    responses((status = 200, body = Page<OverdueWork>), ReadProblems))]
pub(crate) async fn list_overdue_work(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<OverdueQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ReadCenterWork)?;
    let mut read = PageQuery::default();
    let caseworker: Option<Uuid> = read.parse("caseworker_id", &query.caseworker_id);
    read.done()?;
    let centers = signed.principal.center_ids();
    let one = centers.first().copied().ok_or(Problem::NotFound)?;
    signed.check(Action::ReadCenterWork, &Resource::Center(Some(one)))?;
    let reading = async {
        let found = due_items::overdue(state.read(), &centers, caseworker, OVERDUE_MAX, state.today()).await;
        found.map_err(|error| from_database("overdue work", error))
    };
    let trace = document::trace_list(&state, &signed, "list_overdue_work", "families");
    let found = document::traced(trace, reading).await?;
    let fields = policy::list_fields(&signed.principal, false);
    page(&state, found.iter().map(|one| covered("OverdueWork", one, fields)).collect()).await
}

/// Questions to experts that wait for an answer: of the own centers' families and of those one holds, the oldest first.
#[utoipa::path(get, path = "/expert-questions", tag = "families",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<ExpertQuestion>), ReadProblems))]
pub(crate) async fn list_expert_questions(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ReadExpertQuestions)?;
    let verdict = signed.check(Action::ReadExpertQuestions, &Resource::None)?;
    let (centers, own) = (signed.principal.center_ids(), signed.principal.caseworker_id());
    let reading = async {
        let found = due_items::expert_questions(state.read(), &centers, own, SHOWN_MAX, state.today()).await;
        found.map_err(|error| from_database("expert questions", error))
    };
    let trace = document::trace_list(&state, &signed, "list_expert_questions", "families");
    let found = document::traced(trace, reading).await?;
    page(&state, found.iter().map(|one| covered("ExpertQuestion", one, verdict.fields)).collect()).await
}

/// A phone that carries families of the center.
#[derive(Serialize, ToSchema)]
pub(crate) struct PhoneView {
    id: Uuid,
    caseworker: NamedRef,
    /// What its person calls it.
    name: Option<String>,
    /// Family of the browser and kind of machine.
    browser: String,
    /// When it last carried families away.
    synced_at: Instant,
    /// Whole days since.
    days: i64,
    /// How many pieces of work waited on it then, unsent.
    unsent: i32,
    /// Pieces of work that were in its store when the browser emptied it.
    lost: i32,
    /// When somebody asked for it to be wiped.
    wipe_asked_at: Option<Instant>,
}

/// The phones of the own centers' caseworkers, the longest not synced first.
#[utoipa::path(get, path = "/center/phones", tag = "centers",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<PhoneView>), ReadProblems))]
pub(crate) async fn list_center_phones(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<PhoneView>>, Problem> {
    signed.may_ever(Action::ReadCenterWork)?;
    let mut names: HashMap<Uuid, NamedRef> = HashMap::new();
    for center in signed.principal.center_ids() {
        signed.check(Action::ReadCenterWork, &Resource::Center(Some(center)))?;
        let found = caseworkers::caseloads(state.read(), Some(center), state.today()).await;
        let found = found.map_err(|error| from_database("caseloads", error))?;
        names.extend(found.into_iter().map(|one| (one.caseworker.id, one.caseworker)));
    }
    let ids: Vec<Uuid> = names.keys().copied().collect();
    let phones = state.identity().phones(&ids, signed.now).await?;
    let phone = |(caseworker, device): (Uuid, hamyar_identity::Device)| {
        let synced = device.synced_at?;
        Some(PhoneView {
            id: device.id,
            caseworker: names.get(&caseworker)?.clone(),
            name: device.name,
            browser: device.browser,
            synced_at: synced.into(),
            days: (signed.now - synced).num_days(),
            unsent: device.unsent.unwrap_or(0),
            lost: device.lost,
            wipe_asked_at: device.wipe_asked_at.map(Instant::from),
        })
    };
    let items = phones.into_iter().filter_map(phone).collect();
    Ok(Json(Page::whole(items, position(&state).await?)))
}

async fn page(state: &AppState, items: Vec<Covered>) -> Result<Json<Page<Covered>>, Problem> {
    let position = hamyar_projections::position(state.read(), "due_items").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("due items", error))?)))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_overdue_work))
        .routes(routes!(list_expert_questions))
        .routes(routes!(list_center_phones))
}
