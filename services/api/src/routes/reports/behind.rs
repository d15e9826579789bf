//! The families, persons and services behind the numbers of the report on services and of the changes, for those who may open families. The total counts
//! as the report does; what is listed are those of it that the person may open now, at most 500.

use axum::Json;
use axum::extract::State;
use hamyar_events::Domain;
use hamyar_identity::policy::{self, Action, FamilyRows};
use hamyar_projections::changes::{self, ChangesBehind, Compared, Went};
use hamyar_projections::families;
use hamyar_projections::services::{self, Among, Behind, GivenService, Listed, ServedPerson};
use hamyar_projections::views::{FamilyCard, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{CELL_MAX, ChangesQuery, ServicesQuery, changes_filter, position, service_filter};
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::families::{document, list};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which number of the report on services was pressed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ServicesBehindQuery {
    /// Jalali year of delivery; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// `social`, `economic`, `cultural`.
    domain: Option<String>,
    /// Place, group or neighborhood.
    place_id: Option<String>,
    /// Code of a kind; of all kinds when absent.
    kind: Option<String>,
    /// Of services alone: `successes` or `hours`; all when absent.
    among: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The rows that the person may open.
fn within(signed: &Signed) -> Option<(Vec<Uuid>, Vec<Uuid>)> {
    match policy::family_rows(&signed.principal, Action::OpenReportCell) {
        FamilyRows::All => None,
        FamilyRows::Nothing => Some((Vec::new(), Vec::new())),
        FamilyRows::Of { caseworker_ids, center_ids } => Some((caseworker_ids, center_ids)),
    }
}

async fn asked(
    state: &AppState,
    signed: &Signed,
    query: ServicesBehindQuery,
    has_among: bool,
) -> Result<(services::ServiceFilter, Behind), Problem> {
    signed.may_ever(Action::OpenReportCell)?;
    let mut read = PageQuery::default();
    let kind = read.text("kind", &query.kind);
    let among = match query.among.as_deref().filter(|among| !among.is_empty()) {
        None => Among::All,
        Some(_) if !has_among => {
            read.fault("among", "not_expected");
            Among::All
        }
        Some("successes") => Among::Successes,
        Some("hours") => Among::Hours,
        Some(_) => {
            read.fault("among", "not_in_set");
            Among::All
        }
    };
    let ServicesBehindQuery { year, center_id, caseworker_id, domain, place_id, .. } = query;
    let query = ServicesQuery { year, center_id, caseworker_id, domain, place_id, at_least: None };
    let (filter, _) = service_filter(state, signed, Action::OpenReportCell, query).await?;
    read.done()?;
    Ok((filter, Behind { kind, among, within: within(signed) }))
}

/// A list as the person may see it: nothing of it says where a family lives.
fn listed<T: Serialize>(signed: &Signed, view: &str, found: Listed<T>, position: i64) -> Page<Covered> {
    let fields = policy::list_fields(&signed.principal, false);
    let items = found.items.iter().map(|item| covered(view, item, fields)).collect();
    Page { items, next: None, total: Some(found.total), position }
}

/// The families that received what a number of the report on services counts.
#[utoipa::path(get, path = "/reports/services/families", tag = "reports", params(ServicesBehindQuery),
    responses((status = 200, body = Page<FamilyCard>), ReadProblems))]
pub(crate) async fn list_served_families(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ServicesBehindQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    let (filter, behind) = asked(&state, &signed, query, false).await?;
    document::trace_list(&state, &signed, "list_served_families", "report").await?;
    let fault = |error| from_database("served families", error);
    let found = services::served_families(state.read(), &filter, &behind, CELL_MAX).await.map_err(fault)?;
    let cards = families::cards_by_ids(state.read(), &found.items, state.today()).await.map_err(fault)?;
    let mut page = Page::whole(cards, position(&state).await?);
    page.total = Some(found.total);
    Ok(Json(list::cards(&signed, page)))
}

/// The persons whom services reached, each once.
#[utoipa::path(get, path = "/reports/services/persons", tag = "reports", params(ServicesBehindQuery),
    responses((status = 200, body = Page<ServedPerson>), ReadProblems))]
pub(crate) async fn list_served_persons(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ServicesBehindQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    let (filter, behind) = asked(&state, &signed, query, false).await?;
    document::trace_list(&state, &signed, "list_served_persons", "report").await?;
    let found = services::served_persons(state.read(), &filter, &behind, CELL_MAX).await;
    let found = found.map_err(|error| from_database("served persons", error))?;
    Ok(Json(listed(&signed, "ServedPerson", found, position(&state).await?)))
}

/// The services that were given, with their contacts and hours, the latest first.
#[utoipa::path(get, path = "/reports/services/given", tag = "reports", params(ServicesBehindQuery),
    responses((status = 200, body = Page<GivenService>), ReadProblems))]
pub(crate) async fn list_given_services(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ServicesBehindQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    let (filter, behind) = asked(&state, &signed, query, true).await?;
    document::trace_list(&state, &signed, "list_given_services", "report").await?;
    let found = services::services_given(state.read(), &filter, &behind, CELL_MAX).await;
    let found = found.map_err(|error| from_database("given services", error))?;
    Ok(Json(listed(&signed, "GivenService", found, position(&state).await?)))
}

/// Which number of the changes was pressed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesBehindQuery {
    /// Jalali year of the baseline; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// `female_headed`, `male_headed`, `child_headed`, `unknown`.
    household_type: Option<String>,
    /// Place, group or neighborhood at the baseline.
    place_id: Option<String>,
    /// In thousandths of a score, 0 to 300; 50 when absent.
    margin: Option<String>,
    /// `center`, `caseworker`, `neighborhood`, `household_type`, `service_domain`, `service_kind`.
    by: Option<String>,
    /// With `by`: id or code of the group; all families when absent.
    group: Option<String>,
    /// `social`, `economic`, `cultural`: the scores of this domain; the whole when absent.
    domain: Option<String>,
    /// Code of an indicator: its steps.
    indicator: Option<String>,
    /// `better`, `same`, `worse`; every family compared when absent.
    went: Option<String>,
    /// Those that are not compared: `two_versions`, `without_readings`.
    left_out: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// A family behind a number of the changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangedFamily {
    family: FamilyCard,
    /// In thousandths of the score, or steps of the indicator; null where nothing is compared.
    before: Option<i64>,
    after: Option<i64>,
}

/// One of a set of words.
fn word<T: Copy>(read: &mut PageQuery, field: &'static str, given: &Option<String>, words: &[(&str, T)]) -> Option<T> {
    let given = given.as_deref().filter(|given| !given.is_empty())?;
    let found = words.iter().find(|(word, _)| *word == given).map(|(_, value)| *value);
    if found.is_none() {
        read.fault(field, "not_in_set");
    }
    found
}

fn pressed(read: &mut PageQuery, query: &ChangesBehindQuery) -> ChangesBehind {
    let domain: Option<Domain> = read.parse("domain", &query.domain);
    let indicator = read.text("indicator", &query.indicator);
    let group = read.text("group", &query.group);
    let ways = [("better", Went::Better), ("same", Went::Same), ("worse", Went::Worse)];
    let went = word(read, "went", &query.went, &ways);
    let left_out = word(read, "left_out", &query.left_out, &[("two_versions", true), ("without_readings", false)]);
    if domain.is_some() && indicator.is_some() {
        read.fault("indicator", "not_expected");
    }
    if group.is_some() && query.by.as_deref().is_none_or(str::is_empty) {
        read.fault("group", "not_expected");
    }
    match (left_out, domain, indicator) {
        (Some(true), ..) => ChangesBehind::TwoVersions,
        (Some(false), ..) => ChangesBehind::WithoutReadings,
        (None, Some(domain), _) => ChangesBehind::Part { of: Compared::Domain(domain), went, group },
        (None, None, Some(code)) => ChangesBehind::Part { of: Compared::Indicator(code), went, group },
        (None, None, None) => ChangesBehind::Part { of: Compared::Whole, went, group },
    }
}

/// The families behind a number of the changes, each with what was read of it before and after.
#[utoipa::path(get, path = "/reports/changes/families", tag = "reports", params(ChangesBehindQuery),
    responses((status = 200, body = Page<ChangedFamily>), ReadProblems))]
pub(crate) async fn list_changed_families(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ChangesBehindQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::OpenReportCell)?;
    let mut read = PageQuery::default();
    let behind = pressed(&mut read, &query);
    let ChangesBehindQuery { year, center_id, caseworker_id, household_type, place_id, margin, by, .. } = query;
    let query = ChangesQuery { year, center_id, caseworker_id, household_type, place_id, margin, by, at_least: None };
    let (filter, _) = changes_filter(&state, &signed, Action::OpenReportCell, query).await?;
    read.done()?;
    document::trace_list(&state, &signed, "list_changed_families", "report").await?;
    let fault = |error| from_database("changed families", error);
    let found = changes::families_behind(state.read(), &filter, &behind).await.map_err(fault)?;
    let total = i64::try_from(found.len()).ok();
    let ids: Vec<Uuid> = found.iter().map(|one| one.family_id).collect();
    let within = within(&signed);
    let cards = families::openable_cards(state.read(), &ids, within, CELL_MAX, state.today()).await.map_err(fault)?;
    let items = cards.into_iter().filter_map(|family| {
        let at = found.binary_search_by_key(&family.id, |one| one.family_id).ok()?;
        let (before, after) = found.get(at)?.values.unzip();
        let fields = policy::list_fields(&signed.principal, family.address_under_threat);
        Some(covered("ChangedFamily", &ChangedFamily { family, before, after }, fields))
    });
    let items = items.collect();
    Ok(Json(Page { items, next: None, total, position: position(&state).await? }))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_served_families))
        .routes(routes!(list_served_persons))
        .routes(routes!(list_given_services))
        .routes(routes!(list_changed_families))
}
