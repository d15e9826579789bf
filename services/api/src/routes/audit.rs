//! The auditor's trail: every event of the log, and every opening of a file.

use axum::Json;
use axum::extract::State;
use hamyar_events::Actor;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_identity::{Access, Via};
use hamyar_projections::audit::{self, AuditFilter, AuditItem};
use hamyar_projections::views::{ActorRef, Instant, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::families::document;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which events the trail shows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrailQuery {
    /// Stream type, as `family`; with an id, as `family:<uuid>`.
    stream: Option<String>,
    /// `user:<uuid>` or `system:<name>`.
    actor: Option<String>,
    /// Stored event type, as `tier_assigned`.
    r#type: Option<String>,
    /// Recorded on this day or later.
    from: Option<String>,
    /// Recorded on this day or earlier.
    to: Option<String>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Who did what and when, newest first, without what was written.
#[utoipa::path(get, path = "/audit/events", tag = "audit", params(TrailQuery),
    responses((status = 200, body = Page<AuditItem>), ReadProblems))]
pub(crate) async fn list_audit_events(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TrailQuery>,
) -> Result<Json<Page<AuditItem>>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let (stream, stream_id) = match read.text("stream", &query.stream) {
        Some(text) => match text.split_once(':') {
            Some((stream, id)) => (Some(stream.to_owned()), read.parse::<Uuid>("stream", &Some(id.to_owned()))),
            None => (Some(text), None),
        },
        None => (None, None),
    };
    let day_start = |day: chrono::NaiveDate| hamyar_persian::tehran::tehran_day_bounds(day).0;
    let day_end = |day: chrono::NaiveDate| hamyar_persian::tehran::tehran_day_bounds(day).1;
    let filter = AuditFilter {
        stream,
        stream_id,
        actor: read.parse::<Actor>("actor", &query.actor),
        event_type: read.text("type", &query.r#type),
        from: read.day("from", &query.from).map(day_start),
        to: read.day("to", &query.to).map(day_end),
    };
    read.done()?;
    let cursor = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let access = Access {
        user_id: signed.principal.user_id,
        operation: "list_audit_events",
        subject: "log",
        ground: verdict.why,
        via: Via::Api,
    };
    state.identity().record_access(access).await?;
    let page = audit::events(state.read(), &filter, cursor, limit).await;
    let mut page = page.map_err(|error| from_database("audit trail", error))?;
    page.next = page.next.as_deref().map(cursor_of);
    let mut actors: Vec<&mut ActorRef> = page.items.iter_mut().map(|item| &mut item.actor).collect();
    document::name_actors(&state, &mut actors).await?;
    Ok(Json(page))
}

/// One opening of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccessItem {
    id: i64,
    actor: ActorRef,
    /// Operation, as `read_family`.
    operation: String,
    /// What was opened, as `family:<uuid>`; for lists their kind: `families`, `search`, `report`, `log`.
    subject: String,
    /// Why it was allowed.
    ground: String,
    /// Whether it stands out: broken glass, a reveal, the auditor's.
    unusual: bool,
    /// `api` or `cli`.
    via: String,
    accessed_at: Instant,
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

/// Which openings are shown.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccessQuery {
    /// One family's openings.
    family_id: Option<String>,
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
    signed.check(Action::ReadAudit, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let family: Option<Uuid> = read.parse("family_id", &query.family_id);
    let unusual = read.parse::<bool>("unusual", &query.unusual).unwrap_or(false);
    read.done()?;
    let before = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let subject = family.map(|id| format!("family:{id}"));
    let (items, next) = access_items(&state, subject.as_deref(), unusual, before, limit).await?;
    let position = state.store().head().await.map_err(super::run::store_problem)?;
    Ok(Json(Page { items, next: next.map(|id| cursor_of(&id.to_string())), total: None, position }))
}

/// Openings of a subject or of all, newest first, with the names of who opened; and the id after which the next page begins.
pub(crate) async fn access_items(
    state: &AppState,
    subject: Option<&str>,
    unusual: bool,
    before: Option<i64>,
    limit: i64,
) -> Result<(Vec<AccessItem>, Option<i64>), Problem> {
    let grounds = unusual.then_some(policy::UNUSUAL_GROUNDS);
    let mut records = state.identity().accesses(subject, grounds, before, limit + 1).await?;
    let more = i64::try_from(records.len()).is_ok_and(|found| found > limit);
    records.truncate(usize::try_from(limit).unwrap_or(0));
    let next = records.last().filter(|_| more).map(|record| record.id);
    let mut items: Vec<AccessItem> = records
        .into_iter()
        .map(|record| AccessItem {
            id: record.id,
            actor: ActorRef { id: Some(record.user_id), name: None, kind: "user".to_owned() },
            operation: record.operation,
            subject: record.subject,
            unusual: policy::is_unusual(&record.ground),
            ground: record.ground,
            via: record.via,
            accessed_at: record.accessed_at.into(),
        })
        .collect();
    let mut actors: Vec<&mut ActorRef> = items.iter_mut().map(|item| &mut item.actor).collect();
    document::name_actors(state, &mut actors).await?;
    Ok((items, next))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_audit_events)).routes(routes!(list_accesses))
}
