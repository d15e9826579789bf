//! Every opening of a file, and every other reading that leaves a trace; the auditors' own among them.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_identity::{AccessFilter, AccessRecord};
use hamyar_persian::tehran::tehran_day_bounds;
use hamyar_projections::views::{ActorRef, Instant, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::trace;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery, cursor_of, read_cursor};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::families::document;
use crate::routes::run;
use crate::state::AppState;

/// One opening of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessItem {
    pub(super) id: i64,
    pub(super) actor: ActorRef,
    /// Operation, as `read_family`.
    pub(super) operation: String,
    /// What was opened, as `family:<uuid>`; for lists their kind: `families`, `search`, `report`, `log`.
    pub(super) subject: String,
    /// Why it was allowed.
    pub(super) ground: String,
    /// Whether it stands out: broken glass, a reveal, the auditor's.
    pub(super) unusual: bool,
    /// `api` or `cli`.
    pub(super) via: String,
    pub(super) accessed_at: Instant,
}

impl From<AccessRecord> for AccessItem {
    fn from(record: AccessRecord) -> Self {
        Self {
            id: record.id,
            actor: ActorRef { id: Some(record.user_id), name: None, kind: "user".to_owned() },
            operation: record.operation,
            subject: record.subject,
            unusual: policy::is_unusual(&record.ground),
            ground: record.ground,
            via: record.via,
            accessed_at: record.accessed_at.into(),
        }
    }
}

/// A page of openings.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccessPage {
    /// True: only those that stand out: broken glass, reveals, the auditor's.
    pub(crate) unusual: Option<String>,
    pub(crate) cursor: Option<String>,
    /// 1 to 100.
    pub(crate) limit: Option<String>,
}

/// Which openings are shown; every given condition must hold.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccessQuery {
    /// One family's openings.
    family_id: Option<String>,
    /// One account's openings.
    user_id: Option<String>,
    /// Operations, as `read_family`; several with commas between them.
    operation: Option<String>,
    /// On this day in Tehran or later.
    from: Option<String>,
    /// On this day or earlier.
    to: Option<String>,
    /// True: only those that stand out: broken glass, reveals, the auditor's.
    unusual: Option<String>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
}

/// Who opened which file, newest first.
#[utoipa::path(get, path = "/audit/access", tag = "audit", params(AccessQuery),
    responses((status = 200, body = Page<AccessItem>), ReadProblems))]
pub(crate) async fn list_accesses(
    State(state): State<AppState>,
    signed: Signed,
    Filters(query): Filters<AccessQuery>,
) -> Result<Json<Page<AccessItem>>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let family: Option<Uuid> = read.parse("family_id", &query.family_id);
    let operations = read.text("operation", &query.operation).unwrap_or_default();
    let unusual = read.parse::<bool>("unusual", &query.unusual).unwrap_or(false);
    let filter = AccessFilter {
        subject: family.map(|id| format!("family:{id}")),
        user_id: read.parse("user_id", &query.user_id),
        operations: operations.split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        from: read.day("from", &query.from).map(|day| tehran_day_bounds(day).0),
        to: read.day("to", &query.to).map(|day| tehran_day_bounds(day).1),
        grounds: grounds(unusual),
    };
    read.done()?;
    let before = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let found = page(&state, &filter, before, limit).await?;
    // Read first: the list need not begin with its own reading.
    trace(&state, &signed, "list_accesses", "openings", &verdict).await?;
    let (items, next) = found;
    let position = state.store().head().await.map_err(run::store_problem)?;
    Ok(Json(Page { items, next: next.map(|id| cursor_of(&id.to_string())), total: None, position }))
}

fn grounds(unusual: bool) -> Vec<String> {
    let grounds = if unusual { policy::UNUSUAL_GROUNDS } else { &[] };
    grounds.iter().map(|ground| (*ground).to_owned()).collect()
}

/// Openings of a subject, newest first, with the names of who opened; and the id after which the next page begins.
pub(crate) async fn access_items(
    state: &AppState,
    subject: &str,
    unusual: bool,
    before: Option<i64>,
    limit: i64,
) -> Result<(Vec<AccessItem>, Option<i64>), Problem> {
    let filter =
        AccessFilter { subject: Some(subject.to_owned()), grounds: grounds(unusual), ..AccessFilter::default() };
    page(state, &filter, before, limit).await
}

async fn page(
    state: &AppState,
    filter: &AccessFilter,
    before: Option<i64>,
    limit: i64,
) -> Result<(Vec<AccessItem>, Option<i64>), Problem> {
    let mut records = state.identity().filtered_accesses(filter, before, limit + 1).await?;
    let more = i64::try_from(records.len()).is_ok_and(|found| found > limit);
    records.truncate(usize::try_from(limit).unwrap_or(0));
    let next = records.last().filter(|_| more).map(|record| record.id);
    let mut items: Vec<AccessItem> = records.into_iter().map(AccessItem::from).collect();
    name(state, &mut items).await?;
    Ok((items, next))
}

/// Fills in who opened.
pub(super) async fn name(state: &AppState, items: &mut [AccessItem]) -> Result<(), Problem> {
    let mut actors: Vec<&mut ActorRef> = items.iter_mut().map(|item| &mut item.actor).collect();
    document::name_actors(state, &mut actors).await
}
