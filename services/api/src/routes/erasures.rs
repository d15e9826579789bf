//! Requests to forget, as a second person decides on them; certificates; closed files whose time is over.

use axum::Json;
use axum::extract::State;
use hamyar_domain::{Family, FamilyCommand, family as domain};
use hamyar_events::{ErasureId, FamilyId, MemberId};
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::erasures::{self, ErasureFilter, ErasureView, KeptFile};
use hamyar_projections::views::{ActorRef, ErasureState, Instant, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::centers::position;
use super::families::document;
use super::families::erasure::whose;
use super::lookups;
use super::run::{self, Ids, Wish};
use crate::auth::{FRESH_MINUTES, Signed};
use crate::input::{Envelope, Filters, IfMatch, InPath, PageQuery, Read, Sent, Words, command, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which requests are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ErasuresQuery {
    /// `waiting`, `withdrawn`, `refused` or `erased`; all when absent.
    state: Option<String>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Requests to forget, those that wait first: of the own center for a manager, all for administrators and auditors.
#[utoipa::path(get, path = "/erasures", tag = "erasures", params(ErasuresQuery),
    responses((status = 200, body = Page<ErasureView>), ReadProblems))]
pub(crate) async fn list_erasures(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    Filters(query): Filters<ErasuresQuery>,
) -> Result<Json<Page<ErasureView>>, Problem> {
    signed.may_ever(Action::ReadErasures)?;
    signed.check(Action::ReadErasures, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    read.done()?;
    let wanted = match query.state.as_deref().map(str::trim).filter(|state| !state.is_empty()) {
        None => None,
        Some("waiting") => Some(ErasureState::Waiting),
        Some("withdrawn") => Some(ErasureState::Withdrawn),
        Some("refused") => Some(ErasureState::Refused),
        Some("erased") => Some(ErasureState::Erased),
        Some(_) => return Err(Problem::field("state", "not_in_set")),
    };
    let before = match read_cursor(&query.cursor)? {
        Some(place) => place.parse().map_err(|_| Problem::field("cursor", "malformed"))?,
        None => 0,
    };
    document::trace_list(&state, &signed, "list_erasures", "erasures").await?;
    let filter = ErasureFilter { state: wanted, center_ids: own_centers_only(&signed) };
    let found = erasures::erasures(state.read(), &filter, before, limit).await;
    let mut page = found.map_err(|error| from_database("erasures", error))?;
    page.next = page.next.as_deref().map(cursor_of);
    for one in &mut page.items {
        cover(&signed, one);
    }
    name(&state, page.items.iter_mut()).await?;
    Ok(Json(page))
}

/// The centers whose requests the person sees, or none for who sees all.
fn own_centers_only(signed: &Signed) -> Option<Vec<Uuid>> {
    let principal = &signed.principal;
    if principal.is(Role::Administrator) || principal.is(Role::Auditor) { None } else { Some(own_centers(signed)) }
}

/// The centers that the person manages.
fn own_centers(signed: &Signed) -> Vec<Uuid> {
    signed.principal.scopes(Role::CenterManager).filter_map(|scope| scope.center_id).collect()
}

/// An administrator decides by file number and never needs the file.
fn cover(signed: &Signed, one: &mut ErasureView) {
    if !signed.principal.is(Role::CenterManager) && !signed.principal.is(Role::Auditor) {
        one.family_id = None;
    }
}

async fn name(state: &AppState, views: impl Iterator<Item = &mut ErasureView>) -> Result<(), Problem> {
    let mut actors: Vec<&mut ActorRef> = Vec::new();
    for view in views {
        actors.push(&mut view.requested_by);
        actors.extend(&mut view.decided_by);
    }
    document::name_actors(state, &mut actors).await
}

/// A request and, once it is carried out, the certificate that it was. Holds no personal data.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasureCertificate {
    erasure: ErasureView,
    /// The keys are destroyed: nothing sealed with them is ever read again.
    carried_out: bool,
    /// Every read model has let go of what it derived.
    read_models_purged: bool,
    /// When this was said.
    issued_at: Instant,
}

/// One request to forget, and the certificate of what was done.
#[utoipa::path(get, path = "/erasures/{erasure_id}", tag = "erasures",
    params(("erasure_id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ErasureCertificate), ReadProblems))]
pub(crate) async fn read_erasure(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ErasureCertificate>, Problem> {
    signed.may_ever(Action::ReadErasures)?;
    let mut erasure = found(&state, path[0]).await?;
    signed.check(Action::ReadErasures, &Resource::Center(erasure.center.as_ref().map(|center| center.id)))?;
    document::trace_list(&state, &signed, "read_erasure", "erasures").await?;
    cover(&signed, &mut erasure);
    name(&state, std::iter::once(&mut erasure)).await?;
    let carried_out = match erasure.event_id {
        Some(event) => state.store().is_carried_out(event).await.map_err(run::store_problem)?,
        None => false,
    };
    let lowest = hamyar_projections::lowest_position(state.read()).await;
    let lowest = lowest.map_err(|error| from_database("checkpoints", error))?;
    let read_models_purged = carried_out && erasure.event_position.is_some_and(|position| position <= lowest);
    let issued_at = state.clock().now().into();
    Ok(Json(ErasureCertificate { erasure, carried_out, read_models_purged, issued_at }))
}

async fn found(state: &AppState, id: Uuid) -> Result<ErasureView, Problem> {
    let found = erasures::erasure(state.read(), id).await;
    found.map_err(|error| from_database("erasure", error))?.ok_or(Problem::NotFound)
}

command! {
    /// Agreement of a second person.
    pub struct ApproveErasureBody {}
}

command! {
    /// Why a second person says no.
    pub struct RefuseErasureBody {
        /// For the center, which reads it in the file. Sealed.
        reason: Words,
    }
}

/// Agree that a member or a family be forgotten. Their keys are destroyed with it; nothing brings them back. Asks who sits there, where that was not shown
/// lately.
#[utoipa::path(post, path = "/erasures/{erasure_id}/approve", tag = "erasures", request_body = ApproveErasureBody,
    params(("erasure_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn approve_erasure(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    signed.may_ever(Action::DecideErasure)?;
    signed.check(Action::DecideErasure, &Resource::None)?;
    signed.fresh(FRESH_MINUTES)?;
    let operation = Decision { name: "approve_erasure", id: path[0] };
    let retention_years = lookups::retention_years(&state).await?;
    let done = decide::<ApproveErasureBody>(&state, &signed, if_match, &sent, operation, |_, family_id, _, at, by| {
        let erasure_id = ErasureId(path[0]);
        domain::ApproveErasure { erasure_id, family_id, approved_by: by, retention_years, today: at }.into()
    })
    .await?;
    // The log says so now. Where this is cut off, or the register cannot be written, the processes go on with it.
    if let Err(error) = state.store().carry_out_erasures().await {
        tracing::error!(%error, "an erasure is decided and not carried out yet");
    }
    Ok(done)
}

/// Say no to a request to forget, with a reason.
#[utoipa::path(post, path = "/erasures/{erasure_id}/refuse", tag = "erasures", request_body = RefuseErasureBody,
    params(("erasure_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn refuse_erasure(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let operation = Decision { name: "refuse_erasure", id: path[0] };
    decide::<RefuseErasureBody>(&state, &signed, if_match, &sent, operation, |body, family_id, member, at, by| {
        let reason = whose(family_id.0, member, body.reason.into_string());
        domain::RefuseErasure { erasure_id: ErasureId(path[0]), reason, refused_by: by, today: at }.into()
    })
    .await
}

struct Decision {
    name: &'static str,
    id: Uuid,
}

/// A second person's word. The request is named by its own id; which family it is of is looked up here and told to nobody.
async fn decide<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    sent: &Sent,
    operation: Decision,
    make: impl FnOnce(B, FamilyId, Option<MemberId>, chrono::NaiveDate, Uuid) -> FamilyCommand,
) -> Result<Done, Problem> {
    signed.may_ever(Action::DecideErasure)?;
    signed.check(Action::DecideErasure, &Resource::None)?;
    let family_id = found(state, operation.id).await?.family_id.unwrap_or_default();
    let (family, _) = run::family(state, family_id).await?;
    let member = family.erasures.get(&ErasureId(operation.id)).and_then(|request| request.member_id);
    let body: B = sent.read()?;
    let at = run::moment(state, &body, None)?;
    let context = run::context(signed, &body, at, if_match);
    let wish = Wish::new(context, sent, operation.name, &[operation.id]);
    let command = make(body, FamilyId(family_id), member, at.today, signed.principal.user_id);
    match run::execute::<Family>(state, family_id, command, wish).await {
        Ok(committed) => Ok(run::done(operation.id, committed, Ids::new())),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// Closed files of the own center whose time is over. Nothing is erased by itself.
#[utoipa::path(get, path = "/retention", tag = "erasures",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<KeptFile>), ReadProblems))]
pub(crate) async fn list_kept_files(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
) -> Result<Json<Page<KeptFile>>, Problem> {
    signed.may_ever(Action::ReadRetention)?;
    signed.check(Action::ReadRetention, &Resource::None)?;
    let years = lookups::retention_years(&state).await?;
    let found =
        erasures::files_kept_long_enough(state.read(), &own_centers(&signed), years, state.today(), KEPT_MAX).await;
    let items = found.map_err(|error| from_database("retention", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// Files listed at once; the others come when these are dealt with.
const KEPT_MAX: i64 = 200;

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_erasures))
        .routes(routes!(read_erasure))
        .routes(routes!(approve_erasure))
        .routes(routes!(refuse_erasure))
        .routes(routes!(list_kept_files))
}
