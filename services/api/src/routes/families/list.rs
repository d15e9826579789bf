//! Lists of families.

use axum::Json;
use axum::extract::State;
use hamyar_events::{Domain, Tier};
use hamyar_identity::policy::{self, Action, FamilyRows};
use hamyar_persian::digits::to_ascii;
use hamyar_persian::jalali_year_bounds;
use hamyar_projections::families::{self, FamilyFilter, Served};
use hamyar_projections::views::{ConsentState, FamilyCard, FamilyState, Page};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::document;
use crate::auth::Signed;
use crate::input::{Code, Filters, Line, PageQuery, Sent, body, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which families a list holds; every given condition must hold.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FamiliesQuery {
    /// `stable`, `at_risk`, `harmed`.
    tier: Option<String>,
    /// `open` or `closed`.
    state: Option<String>,
    /// Part of a file number. A name stands in no address: `find_families` takes it.
    q: Option<String>,
    caseworker_id: Option<String>,
    center_id: Option<String>,
    has_caseworker: Option<String>,
    /// Covered by this agency.
    agency_id: Option<String>,
    /// Referred by this agency.
    referred_by: Option<String>,
    /// In a list that went to this body.
    sent_to: Option<String>,
    /// In no list that went to this body.
    not_sent_to: Option<String>,
    /// Living in this neighborhood; families whose address is under threat are left out.
    neighborhood_id: Option<String>,
    /// `consent`: not asked yet; `assessment`: consented, without a baseline tier.
    awaits: Option<String>,
    /// Given a service in this Jalali year.
    served_year: Option<String>,
    /// With `served_year`: `social`, `economic`, `cultural`.
    served_domain: Option<String>,
    /// With `served_year`: code of a kind of service.
    served_kind: Option<String>,
    pub(crate) cursor: Option<String>,
    /// 1 to 100.
    pub(crate) limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The families in the person's scope.
#[utoipa::path(get, path = "/families", tag = "families", params(FamiliesQuery),
    responses((status = 200, body = Page<FamilyCard>), ReadProblems))]
pub(crate) async fn list_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    Filters(query): Filters<FamiliesQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ListFamilies)?;
    number_alone(&query)?;
    let trace = document::trace_list(&state, &signed, "list_families", "families");
    document::traced(trace, page(&state, &signed, Action::ListFamilies, query)).await
}

body! {
    /// The same conditions, with words that may be a family's name. Sent as a body, so that no name stands in an address or a proxy's log.
    pub struct FindFamiliesBody {
        /// Part of a file number or, for those who see names, of the family's name.
        q: Option<Line>,
        tier: Option<Tier>,
        /// `open` or `closed`.
        state: Option<Code>,
        caseworker_id: Option<Uuid>,
        center_id: Option<Uuid>,
        has_caseworker: Option<bool>,
        agency_id: Option<Uuid>,
        referred_by: Option<Uuid>,
        sent_to: Option<Uuid>,
        not_sent_to: Option<Uuid>,
        neighborhood_id: Option<Uuid>,
        awaits: Option<Code>,
        served_year: Option<i64>,
        served_domain: Option<Domain>,
        served_kind: Option<Code>,
        cursor: Option<Code>,
        /// 1 to 100.
        limit: Option<i64>,
    }
}

impl From<FindFamiliesBody> for FamiliesQuery {
    fn from(body: FindFamiliesBody) -> Self {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string());
        Self {
            tier: body.tier.map(|tier| tier.to_string()),
            state: body.state.map(|state| state.as_str().to_owned()),
            q: body.q.map(Line::into_string),
            caseworker_id: id(body.caseworker_id),
            center_id: id(body.center_id),
            has_caseworker: body.has_caseworker.map(|has| has.to_string()),
            agency_id: id(body.agency_id),
            referred_by: id(body.referred_by),
            sent_to: id(body.sent_to),
            not_sent_to: id(body.not_sent_to),
            neighborhood_id: id(body.neighborhood_id),
            awaits: body.awaits.map(|awaits| awaits.as_str().to_owned()),
            served_year: body.served_year.map(|year| year.to_string()),
            served_domain: body.served_domain.map(|domain| domain.to_string()),
            served_kind: body.served_kind.map(|kind| kind.as_str().to_owned()),
            cursor: body.cursor.map(|cursor| cursor.as_str().to_owned()),
            limit: body.limit.map(|limit| limit.to_string()),
            at_least: None,
        }
    }
}

/// The families in the person's scope by words that may be a name.
#[utoipa::path(post, path = "/families/find", tag = "families", request_body = FindFamiliesBody,
    params(("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, body = Page<FamilyCard>), ReadProblems))]
pub(crate) async fn find_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    sent: Sent,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ListFamilies)?;
    let body: FindFamiliesBody = sent.read()?;
    let trace = document::trace_list(&state, &signed, "list_families", "families");
    document::traced(trace, page(&state, &signed, Action::ListFamilies, body.into())).await
}

/// What may be part of a file number, in digits of any script.
fn is_of_a_file_number(text: &str) -> bool {
    to_ascii(text).chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | ' '))
}

/// Refuses what is no part of a file number in an address.
fn number_alone(query: &FamiliesQuery) -> Result<(), Problem> {
    match &query.q {
        Some(q) if !is_of_a_file_number(q) => Err(Problem::field("q", "malformed")),
        _ => Ok(()),
    }
}

/// Families by file number, for the auditor.
#[utoipa::path(get, path = "/audit/families", tag = "audit", params(FamiliesQuery),
    responses((status = 200, body = Page<FamilyCard>), ReadProblems))]
pub(crate) async fn list_audit_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    Filters(query): Filters<FamiliesQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    number_alone(&query)?;
    let trace = document::trace_list(&state, &signed, "list_audit_families", "families");
    document::traced(trace, page(&state, &signed, Action::ReadAudit, query)).await
}

/// Services of a Jalali year by which families are asked for.
fn served(read: &mut PageQuery, query: &FamiliesQuery) -> Option<Served> {
    let year: Option<i32> = read.parse("served_year", &query.served_year);
    let domain: Option<Domain> = read.parse("served_domain", &query.served_domain);
    let kind = read.text("served_kind", &query.served_kind);
    if year.is_none() && domain.is_some() {
        read.fault("served_domain", "not_expected");
    }
    if year.is_none() && kind.is_some() {
        read.fault("served_kind", "not_expected");
    }
    let bounds = year.map(|year| (1300..=1500).contains(&year).then(|| jalali_year_bounds(year)).flatten());
    match bounds {
        Some(None) => {
            read.fault("served_year", "malformed");
            None
        }
        Some(Some((first, last))) => Some(Served { first, last, domain, kind }),
        None => None,
    }
}

pub(crate) async fn page(
    state: &AppState,
    signed: &Signed,
    action: Action,
    query: FamiliesQuery,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(action)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let mut filter = FamilyFilter {
        tier: read.parse::<Tier>("tier", &query.tier),
        q: read.text("q", &query.q),
        caseworker_id: read.parse::<Uuid>("caseworker_id", &query.caseworker_id),
        center_id: read.parse::<Uuid>("center_id", &query.center_id),
        has_caseworker: read.parse::<bool>("has_caseworker", &query.has_caseworker),
        coverage_agency_id: read.parse::<Uuid>("agency_id", &query.agency_id),
        referred_by: read.parse::<Uuid>("referred_by", &query.referred_by),
        sent_to: read.parse::<Uuid>("sent_to", &query.sent_to),
        not_sent_to: read.parse::<Uuid>("not_sent_to", &query.not_sent_to),
        neighborhood_id: read.parse::<Uuid>("neighborhood_id", &query.neighborhood_id),
        ..FamilyFilter::default()
    };
    match query.awaits.as_deref() {
        None | Some("") => {}
        Some("consent") => (filter.consent, filter.has_baseline) = (Some(ConsentState::NotAsked), Some(false)),
        Some("assessment") => (filter.consent, filter.has_baseline) = (Some(ConsentState::Given), Some(false)),
        Some(_) => read.fault("awaits", "not_in_set"),
    }
    filter.served = served(&mut read, &query);
    match query.state.as_deref() {
        None | Some("") => {}
        Some("open") => filter.state = Some(FamilyState::Open),
        Some("closed") => filter.state = Some(FamilyState::Closed),
        Some(_) => read.fault("state", "not_in_set"),
    }
    read.done()?;
    let cursor = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<Uuid>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    if !narrow(&mut filter, &policy::family_rows(&signed.principal, action)) {
        return Ok(Json(Page { items: Vec::new(), next: None, total: Some(0), position: 0 }));
    }
    let mut page = families::cards_page(state.read(), &filter, cursor, limit, state.today())
        .await
        .map_err(|error| from_database("families", error))?;
    page.next = page.next.as_deref().map(cursor_of);
    Ok(Json(cards(signed, page)))
}

/// Cards as the person may see them.
pub(crate) fn cards(signed: &Signed, page: Page<FamilyCard>) -> Page<Covered> {
    let cover = |card: &FamilyCard| {
        covered("FamilyCard", card, policy::list_fields(&signed.principal, card.address_under_threat))
    };
    Page { items: page.items.iter().map(cover).collect(), next: page.next, total: page.total, position: page.position }
}

/// Narrows a filter to the rows of policy; false when nothing is left.
pub(crate) fn narrow(filter: &mut FamilyFilter, rows: &FamilyRows) -> bool {
    match rows {
        FamilyRows::All => true,
        FamilyRows::Nothing => false,
        FamilyRows::Of { caseworker_ids, center_ids } => {
            filter.within = Some((caseworker_ids.clone(), center_ids.clone()));
            true
        }
    }
}
