//! The yearly comparison: counts, and the families behind a count for those who may open them.

mod behind;
mod pathway;
pub(crate) mod transfers;

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use hamyar_events::{Domain, HouseholdType, Tier};
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_identity::{Principal, Role};
use hamyar_projections::changes::{self, Changes, ChangesFilter, GroupBy};
pub(super) use hamyar_projections::cycles::TierRow;
use hamyar_projections::cycles::{self, BeforeAfter, BeforeAfterFilter, FinalCell};
use hamyar_projections::families;
use hamyar_projections::places;
use hamyar_projections::refusals::{self, Answers, AnswersFilter};
use hamyar_projections::services::{self, ServiceFilter, ServiceReport};
use hamyar_projections::situations::{self, Situations, SituationsFilter};
use hamyar_projections::views::{FamilyCard, NamedRef, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::centers::position;
use super::cover::Covered;
use super::families::{document, list};
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which families the comparison counts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BeforeAfterQuery {
    /// Jalali year of the baseline; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// `social`, `economic`, `cultural`: compare the tiers of this domain.
    domain: Option<String>,
    /// `female_headed`, `male_headed`, `child_headed`, `unknown`.
    household_type: Option<String>,
    /// Place, group or neighborhood at the baseline.
    place_id: Option<String>,
    /// As known when the log stood at this position.
    as_of: Option<String>,
    /// For the families behind a cell: the baseline tier.
    from: Option<String>,
    /// For the families behind a cell: the final tier, or `none`.
    to: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The filter as the person may ask it, and, for an officer, the area whose small cells are protected (`Some(None)`: the whole country).
async fn filter(
    state: &AppState,
    signed: &Signed,
    action: Action,
    query: &BeforeAfterQuery,
) -> Result<(BeforeAfterFilter, bool), Problem> {
    signed.may_ever(action)?;
    let mut read = PageQuery::default();
    let year: Option<i32> = read.parse("year", &query.year);
    if year.is_some_and(|year| !(1300..=1500).contains(&year)) {
        read.fault("year", "malformed");
    }
    let mut filter = BeforeAfterFilter {
        year: year.unwrap_or_else(|| hamyar_persian::jalali_year(state.today())),
        center_id: read.parse("center_id", &query.center_id),
        caseworker_id: read.parse("caseworker_id", &query.caseworker_id),
        domain: read.parse::<Domain>("domain", &query.domain),
        household_type: read.parse::<HouseholdType>("household_type", &query.household_type),
        place_id: read.parse("place_id", &query.place_id),
        as_of: read.parse("as_of", &query.as_of),
    };
    read.done()?;
    let principal = &signed.principal;
    if principal.is(Role::Auditor) {
        signed.check(action, &Resource::Report { center_id: filter.center_id })?;
        return Ok((filter, false));
    }
    if principal.is(Role::CenterManager) {
        signed.check(action, &Resource::Report { center_id: filter.center_id })?;
        // Another role of the same person may read rounded counts of all centers; exact ones are those of the own center.
        if filter.center_id.is_some_and(|center| !principal.center_ids().contains(&center)) {
            return Err(Problem::NotFound);
        }
        filter.center_id = filter.center_id.or(principal.center_ids().first().copied());
        return Ok((filter, false));
    }
    // One center's, one caseworker's or one moment's counts are not for a reader of counts alone.
    if filter.center_id.is_some() || filter.caseworker_id.is_some() || filter.as_of.is_some() {
        signed.check(action, &Resource::None)?;
        return Err(Problem::FilterNotAllowed);
    }
    signed.check(action, &Resource::Report { center_id: None })?;
    filter.place_id = place_of(state, principal, filter.place_id).await?;
    Ok((filter, true))
}

/// The place asked for, which lies in one of the officer's; the first of them when none is asked for. `None` is the whole country.
pub(crate) async fn place_of(
    state: &AppState,
    principal: &Principal,
    asked: Option<Uuid>,
) -> Result<Option<Uuid>, Problem> {
    let Some(own) = principal.officer_places().into_iter().collect::<Option<Vec<Uuid>>>() else { return Ok(asked) };
    let asked = asked.or(own.first().copied()).ok_or(Problem::NotFound)?;
    for place in own {
        if within(state, place, asked).await? {
            return Ok(Some(asked));
        }
    }
    Err(Problem::NotFound)
}

/// Whether the place asked for is this one or lies below it.
pub(super) async fn within(state: &AppState, own: Uuid, asked: Uuid) -> Result<bool, Problem> {
    if own == asked {
        return Ok(true);
    }
    let fault = |error| from_database("places", error);
    if let Some(place) = places::place(state.read(), asked).await.map_err(fault)? {
        return Ok(place.ancestors.iter().any(|above| above.id == own));
    }
    let below = places::NeighborhoodFilter { place_id: Some(own), ids: Some(vec![asked]), ..Default::default() };
    Ok(!places::neighborhoods(state.read(), &below, 1).await.map_err(fault)?.is_empty())
}

/// Families by baseline tier and final tier; rounded for officers, and left out below five.
#[utoipa::path(get, path = "/reports/before-after", tag = "reports", params(BeforeAfterQuery),
    responses((status = 200, body = BeforeAfter), ReadProblems))]
pub(crate) async fn read_before_after(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<BeforeAfterQuery>,
) -> Result<Json<BeforeAfter>, Problem> {
    let (filter, is_rounded) = filter(&state, &signed, Action::ReadReports, &query).await?;
    let report = if is_rounded {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        cycles::before_after_rounded(state.read(), &filter, &keyed).await
    } else {
        cycles::before_after(state.read(), &filter).await
    };
    report.map(Json).map_err(|error| from_database("before-after", error))
}

/// Which changes are counted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// Jalali year of the baseline; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// `female_headed`, `male_headed`, `child_headed`, `unknown`.
    household_type: Option<String>,
    /// Place, group or neighborhood at the baseline.
    place_id: Option<String>,
    /// In thousandths of a score, 0 to 300: what does not move by more has not changed. 50 when absent, and always for an officer.
    margin: Option<String>,
    /// `center`, `caseworker`, `neighborhood`, `household_type`, `service_domain`, `service_kind`.
    by: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

const GROUPS: &[(&str, GroupBy)] = &[
    ("center", GroupBy::Center),
    ("caseworker", GroupBy::Caseworker),
    ("neighborhood", GroupBy::Neighborhood),
    ("household_type", GroupBy::HouseholdType),
    ("service_domain", GroupBy::ServiceDomain),
    ("service_kind", GroupBy::ServiceKind),
];

/// The changes as the person may ask for them, and whether counts are to be rounded.
async fn changes_filter(
    state: &AppState,
    signed: &Signed,
    action: Action,
    query: ChangesQuery,
) -> Result<(ChangesFilter, bool), Problem> {
    let mut read = PageQuery::default();
    let margin: Option<u16> = read.parse("margin", &query.margin);
    if margin.is_some_and(|margin| margin > changes::MARGIN_MAX) {
        read.fault("margin", "out_of_range");
    }
    let named = query.by.as_deref().filter(|by| !by.is_empty());
    let by = named.and_then(|by| GROUPS.iter().find(|(name, _)| *name == by)).map(|(_, by)| *by);
    if named.is_some() && by.is_none() {
        read.fault("by", "not_in_set");
    }
    let cycles = BeforeAfterQuery {
        year: query.year,
        center_id: query.center_id,
        caseworker_id: query.caseworker_id,
        domain: None,
        household_type: query.household_type,
        place_id: query.place_id,
        as_of: None,
        from: None,
        to: None,
        at_least: None,
    };
    let (cycles, is_rounded) = filter(state, signed, action, &cycles).await?;
    read.done()?;
    // A margin bent a little, one center and one caseworker are not for a reader of counts alone.
    if is_rounded && (margin.is_some() || matches!(by, Some(GroupBy::Center | GroupBy::Caseworker))) {
        return Err(Problem::FilterNotAllowed);
    }
    Ok((ChangesFilter { cycles, margin: margin.unwrap_or(changes::MARGIN), by }, is_rounded))
}

/// How families changed between baseline and final assessment, beyond a margin: counts, shares with their intervals, means and tests, whole, by domain, by
/// indicator and by group. Rounded for officers, who choose no margin and split by no center and no caseworker.
#[utoipa::path(get, path = "/reports/changes", tag = "reports", params(ChangesQuery),
    responses((status = 200, body = Changes), ReadProblems))]
pub(crate) async fn read_changes(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ChangesQuery>,
) -> Result<Json<Changes>, Problem> {
    let (filter, is_rounded) = changes_filter(&state, &signed, Action::ReadReports, query).await?;
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let found = changes::changes(state.read(), &filter, if is_rounded { Some(&keyed) } else { None }).await;
    found.map(Json).map_err(|error| from_database("changes", error))
}

/// Families a cell shows at most.
const CELL_MAX: i64 = 500;

/// The families behind a cell. The total counts them all; a manager sees the cards of those that are the center's now.
#[utoipa::path(get, path = "/reports/before-after/families", tag = "reports", params(BeforeAfterQuery),
    responses((status = 200, body = Page<FamilyCard>), ReadProblems))]
pub(crate) async fn list_before_after_families(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<BeforeAfterQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    let (filter, _) = filter(&state, &signed, Action::OpenReportCell, &query).await?;
    let mut read = PageQuery::default();
    let from: Option<Tier> = read.parse("from", &query.from);
    let to = match query.to.as_deref() {
        None | Some("") => FinalCell::Any,
        Some("none") => FinalCell::None,
        Some(tier) => match tier.parse() {
            Ok(tier) => FinalCell::Tier(tier),
            Err(_) => {
                read.fault("to", "not_in_set");
                FinalCell::Any
            }
        },
    };
    read.done()?;
    document::trace_list(&state, &signed, "list_before_after_families", "report").await?;
    let ids = cycles::families_behind(state.read(), &filter, from, to, CELL_MAX).await;
    let ids = ids.map_err(|error| from_database("before-after families", error))?;
    let cards = families::cards_by_ids(state.read(), &ids, state.today()).await;
    let cards = cards.map_err(|error| from_database("before-after families", error))?;
    // A family that moved on counts where it was; its card is shown only where it may be opened.
    let rows = policy::family_rows(&signed.principal, Action::OpenReportCell);
    let seen = |card: &FamilyCard| {
        let id = |row: &Option<NamedRef>| row.as_ref().map(|row| row.id);
        rows.contains(id(&card.center), id(&card.caseworker))
    };
    let mut page = Page::whole(cards, position(&state).await?);
    page.items.retain(seen);
    Ok(Json(list::cards(&signed, page)))
}

/// Years that have a baseline.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportYears {
    /// Jalali years, newest first.
    years: Vec<i32>,
}

/// The Jalali years that can be compared.
#[utoipa::path(get, path = "/reports/years", tag = "reports", responses((status = 200, body = ReportYears), ReadProblems))]
pub(crate) async fn list_report_years(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<ReportYears>, Problem> {
    signed.may_ever(Action::ReadReports)?;
    signed.check(Action::ReadReports, &Resource::Report { center_id: None })?;
    let years = cycles::years(state.read()).await.map_err(|error| from_database("years", error))?;
    Ok(Json(ReportYears { years }))
}

/// Which services are counted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ServicesQuery {
    /// Jalali year of delivery; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// `social`, `economic`, `cultural`.
    domain: Option<String>,
    /// Place, group or neighborhood, for officers.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The services as the person may ask for them, and whether counts are to be rounded.
async fn service_filter(
    state: &AppState,
    signed: &Signed,
    action: Action,
    query: ServicesQuery,
) -> Result<(ServiceFilter, bool), Problem> {
    let asked = BeforeAfterQuery {
        year: query.year,
        center_id: query.center_id,
        caseworker_id: query.caseworker_id,
        domain: query.domain,
        household_type: None,
        place_id: query.place_id,
        as_of: None,
        from: None,
        to: None,
        at_least: None,
    };
    // The same reader sees the same part of the program in every report.
    let (asked, is_rounded) = filter(state, signed, action, &asked).await?;
    let neighborhoods = match asked.place_id {
        None => None,
        Some(place) => Some(neighborhoods_of(state, place).await?),
    };
    let filter = ServiceFilter {
        year: asked.year,
        center_id: asked.center_id,
        caseworker_id: asked.caseworker_id,
        domain: asked.domain,
        neighborhoods,
        place_id: asked.place_id,
    };
    Ok((filter, is_rounded))
}

/// Services of a year by kind: families, persons and contacts are counted apart; rounded for officers, and left out below five.
#[utoipa::path(get, path = "/reports/services", tag = "reports", params(ServicesQuery),
    responses((status = 200, body = ServiceReport), ReadProblems))]
pub(crate) async fn read_service_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ServicesQuery>,
) -> Result<Json<ServiceReport>, Problem> {
    let (filter, is_rounded) = service_filter(&state, &signed, Action::ReadReports, query).await?;
    let report = if is_rounded {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        services::service_report_rounded(state.read(), &filter, &keyed).await
    } else {
        services::service_report(state.read(), &filter).await
    };
    report.map(Json).map_err(|error| from_database("services", error))
}

/// Whose members are counted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SituationsQuery {
    /// Jalali year in which children came back to school; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// Place, group or neighborhood, for officers.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Who stands in the register, each once, and members by work and schooling: the unemployed by age, sex, skill and education, children out of school and back in it. Rounded for officers,
/// and left out below five.
#[utoipa::path(get, path = "/reports/situations", tag = "reports", params(SituationsQuery),
    responses((status = 200, body = Situations), ReadProblems))]
pub(crate) async fn read_situations(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<SituationsQuery>,
) -> Result<Json<Situations>, Problem> {
    let asked = BeforeAfterQuery {
        year: query.year,
        center_id: query.center_id,
        caseworker_id: query.caseworker_id,
        domain: None,
        household_type: None,
        place_id: query.place_id,
        as_of: None,
        from: None,
        to: None,
        at_least: None,
    };
    let (asked, is_rounded) = filter(&state, &signed, Action::ReadReports, &asked).await?;
    let neighborhoods = match asked.place_id {
        None => None,
        Some(place) => Some(neighborhoods_of(&state, place).await?),
    };
    let filter = SituationsFilter {
        year: asked.year,
        center_id: asked.center_id,
        caseworker_id: asked.caseworker_id,
        neighborhoods,
        place_id: asked.place_id,
    };
    let report = if is_rounded {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        situations::situations_rounded(state.read(), &filter, state.today(), &keyed).await
    } else {
        situations::situations(state.read(), &filter, state.today()).await
    };
    report.map(Json).map_err(|error| from_database("situations", error))
}

/// Whose referrals are counted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AnswersQuery {
    /// Jalali year; this year when absent.
    year: Option<String>,
    center_id: Option<String>,
    /// Place, group or neighborhood, for officers.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// How referrals were answered: how many are late and silent now, and why others and their tasks came back. Rounded for officers, who stand above the
/// centers and learn of a long silence by this number alone, and left out below five.
#[utoipa::path(get, path = "/reports/answers", tag = "reports", params(AnswersQuery),
    responses((status = 200, body = Answers), ReadProblems))]
pub(crate) async fn read_answers(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<AnswersQuery>,
) -> Result<Json<Answers>, Problem> {
    let asked = BeforeAfterQuery {
        year: query.year,
        center_id: query.center_id,
        caseworker_id: None,
        domain: None,
        household_type: None,
        place_id: query.place_id,
        as_of: None,
        from: None,
        to: None,
        at_least: None,
    };
    let (asked, is_rounded) = filter(&state, &signed, Action::ReadReports, &asked).await?;
    let neighborhoods = match asked.place_id {
        None => None,
        Some(place) => Some(neighborhoods_of(&state, place).await?),
    };
    let filter =
        AnswersFilter { year: asked.year, center_id: asked.center_id, neighborhoods, place_id: asked.place_id };
    let report = if is_rounded {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        refusals::answers_rounded(state.read(), &filter, state.today(), &keyed).await
    } else {
        refusals::answers(state.read(), &filter, state.today()).await
    };
    report.map(Json).map_err(|error| from_database("answers", error))
}

/// More neighborhoods than any place has.
const NEIGHBORHOODS_MAX: i64 = 100_000;

/// The neighborhoods below a place or in a group, or the one that it is itself.
pub(crate) async fn neighborhoods_of(state: &AppState, place: Uuid) -> Result<Vec<Uuid>, Problem> {
    let below = places::NeighborhoodFilter { place_id: Some(place), ..Default::default() };
    let found = places::neighborhoods(state.read(), &below, NEIGHBORHOODS_MAX).await;
    let found = found.map_err(|error| from_database("neighborhoods", error))?;
    Ok(found.into_iter().map(|one| one.id).chain([place]).collect())
}

/// The days of a Jalali year up to today; everything up to today when none is asked for.
pub(crate) fn time_of(read: &mut PageQuery, year: &Option<String>, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
    let Some(year) = read.parse::<i32>("year", year) else { return (None, today) };
    match hamyar_persian::jalali_year_bounds(year).filter(|_| (1300..=1500).contains(&year)) {
        Some((first, last)) => (Some(first), last.min(today)),
        None => {
            read.fault("year", "malformed");
            (None, today)
        }
    }
}

/// What a report of bodies other than families may count for the person: one center, an area, or everything.
pub(crate) struct Scope {
    pub(crate) center_id: Option<Uuid>,
    pub(crate) place_id: Option<Uuid>,
    /// The neighborhoods of the area, when there is one.
    pub(crate) neighborhoods: Option<Vec<Uuid>>,
    /// The reader sees counts alone.
    pub(crate) is_rounded: bool,
}

impl Scope {
    /// As for the reports on families: a manager's own center, an officer's area and never one center.
    pub(crate) async fn ask(
        state: &AppState,
        signed: &Signed,
        action: Action,
        center_id: Option<String>,
        place_id: Option<String>,
    ) -> Result<Self, Problem> {
        let asked = BeforeAfterQuery {
            year: None,
            center_id,
            caseworker_id: None,
            domain: None,
            household_type: None,
            place_id,
            as_of: None,
            from: None,
            to: None,
            at_least: None,
        };
        let (asked, is_rounded) = filter(state, signed, action, &asked).await?;
        let neighborhoods = match asked.place_id {
            None => None,
            Some(place) => Some(neighborhoods_of(state, place).await?),
        };
        Ok(Self { center_id: asked.center_id, place_id: asked.place_id, neighborhoods, is_rounded })
    }
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_before_after))
        .routes(routes!(list_before_after_families))
        .routes(routes!(read_changes))
        .routes(routes!(list_report_years))
        .routes(routes!(read_service_report))
        .routes(routes!(read_situations))
        .merge(behind::router())
        .merge(pathway::router())
        .merge(transfers::router())
        .routes(routes!(read_answers))
}
