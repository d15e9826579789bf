//! Where women stand on their way from identified to empowered, and the women behind a number for those who may open families.

use axum::Json;
use axum::extract::State;
use hamyar_events::DropOutReason;
use hamyar_identity::policy::{self, Action, FamilyRows};
use hamyar_projections::families;
use hamyar_projections::pathway::{
    self, Of, Pathway, PathwayBehind, PathwayBy, PathwayFilter, Step, WomanBehind, women_behind,
};
use hamyar_projections::views::{CivilDate, FamilyCard, NamedRef, Page};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{BeforeAfterQuery, CELL_MAX, filter, neighborhoods_of, position};
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::families::document;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which women are counted.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PathwayQuery {
    /// Jalali year: as things stood at its end, with who came to each step in it. Now, when absent.
    year: Option<String>,
    center_id: Option<String>,
    caseworker_id: Option<String>,
    /// Households that this agency covers.
    agency_id: Option<String>,
    /// Place, group or neighborhood.
    place_id: Option<String>,
    /// Told apart by `center`, `neighborhood`, `agency` or `year`.
    by: Option<String>,
    /// Behind a number: which; `step`, `left`, `returned` or `women`, the default.
    number: Option<String>,
    /// With `step`: its code.
    step: Option<String>,
    /// With `step`: `standing` (the default), `reached`, `in_year`.
    of: Option<String>,
    /// With `left`: for this reason alone.
    reason: Option<String>,
    /// With `by`: the group's key.
    group: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

const BY: &[(&str, PathwayBy)] = &[
    ("center", PathwayBy::Center),
    ("neighborhood", PathwayBy::Neighborhood),
    ("agency", PathwayBy::Agency),
    ("year", PathwayBy::Year),
];

/// A word of a set, where one was given.
fn word<T: Copy>(read: &mut PageQuery, field: &str, given: &Option<String>, words: &[(&str, T)]) -> Option<T> {
    let given = given.as_deref().filter(|given| !given.is_empty())?;
    let found = words.iter().find(|(word, _)| *word == given).map(|(_, value)| *value);
    if found.is_none() {
        read.fault(field, "not_in_set");
    }
    found
}

/// The women as the person may ask for them, and whether counts are to be rounded.
async fn asked(
    state: &AppState,
    signed: &Signed,
    action: Action,
    query: &PathwayQuery,
) -> Result<(PathwayFilter, bool), Problem> {
    signed.may_ever(action)?;
    let mut read = PageQuery::default();
    let by = word(&mut read, "by", &query.by, BY);
    let agency_id = read.parse("agency_id", &query.agency_id);
    let year = read.number("year", &query.year, 1300..=1500).and_then(|year| i32::try_from(year).ok());
    let query = BeforeAfterQuery {
        year: None,
        center_id: query.center_id.clone(),
        caseworker_id: query.caseworker_id.clone(),
        domain: None,
        household_type: None,
        place_id: query.place_id.clone(),
        as_of: None,
        from: None,
        to: None,
        at_least: None,
    };
    let (asked, is_rounded) = filter(state, signed, action, &query).await?;
    read.done()?;
    // One center is not for a reader of counts alone.
    if is_rounded && by == Some(PathwayBy::Center) {
        return Err(Problem::FilterNotAllowed);
    }
    let neighborhoods = match asked.place_id {
        None => None,
        Some(place) => Some(neighborhoods_of(state, place).await?),
    };
    let today = state.today();
    let last = year.and_then(hamyar_persian::jalali_year_bounds).map_or(today, |(_, last)| last.min(today));
    let filter = PathwayFilter {
        until: last,
        year,
        center_id: asked.center_id,
        caseworker_id: asked.caseworker_id,
        agency_id,
        neighborhoods,
        place_id: asked.place_id,
        family_id: None,
        by,
    };
    Ok((filter, is_rounded))
}

/// How many women stand at each step from identified to empowered, how long the way takes, who left it and why. Persons and contacts are counted apart.
/// Rounded for officers, and left out below five.
#[utoipa::path(get, path = "/reports/pathway", tag = "reports", params(PathwayQuery),
    responses((status = 200, body = Pathway), ReadProblems))]
pub(crate) async fn read_pathway(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<PathwayQuery>,
) -> Result<Json<Pathway>, Problem> {
    let (filter, is_rounded) = asked(&state, &signed, Action::ReadReports, &query).await?;
    let report = if is_rounded {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        pathway::pathway_rounded(state.read(), &filter, &keyed).await
    } else {
        pathway::pathway(state.read(), &filter).await
    };
    report.map(Json).map_err(|error| from_database("pathway", error))
}

/// A woman behind a number, with her family.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PathwayWoman {
    family: FamilyCard,
    member: NamedRef,
    /// Code of the step where she stands, or `left`.
    standing: &'static str,
    since: CivilDate,
    reason: Option<DropOutReason>,
}

fn pressed(read: &mut PageQuery, query: &PathwayQuery) -> PathwayBehind {
    let steps = Step::ALL.map(|step| (step.as_str(), step));
    let step = word(read, "step", &query.step, &steps);
    let of = [("standing", Of::Standing), ("reached", Of::Reached), ("in_year", Of::InYear)];
    let of = word(read, "of", &query.of, &of);
    let reason: Option<DropOutReason> = read.parse("reason", &query.reason);
    let is_given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    match query.number.as_deref().filter(|number| !number.is_empty()).unwrap_or("women") {
        "women" => PathwayBehind::Everybody,
        "returned" => PathwayBehind::Returned,
        "left" => PathwayBehind::Left(reason),
        "step" => match step {
            Some(step) => PathwayBehind::Step(step, of.unwrap_or(Of::Standing)),
            None => {
                if !is_given(&query.step) {
                    read.fault("step", "required");
                }
                PathwayBehind::Everybody
            }
        },
        _ => {
            read.fault("number", "not_in_set");
            PathwayBehind::Everybody
        }
    }
}

/// The women behind a number. The total counts them all; what is listed are those whose families the person may open now.
#[utoipa::path(get, path = "/reports/pathway/women", tag = "reports", params(PathwayQuery),
    responses((status = 200, body = Page<PathwayWoman>), ReadProblems))]
pub(crate) async fn list_pathway_women(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<PathwayQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    let (filter, _) = asked(&state, &signed, Action::OpenReportCell, &query).await?;
    let mut read = PageQuery::default();
    let behind = pressed(&mut read, &query);
    let group = query.group.as_deref().filter(|group| !group.is_empty());
    if group.is_some() && filter.by.is_none() {
        read.fault("group", "not_expected");
    }
    read.done()?;
    document::trace_list(&state, &signed, "list_pathway_women", "report").await?;
    let fault = |error| from_database("pathway women", error);
    let found = women_behind(state.read(), &filter, &behind, group).await.map_err(fault)?;
    let total = i64::try_from(found.len()).ok();
    let mut of: BTreeMap<Uuid, Vec<WomanBehind>> = BTreeMap::new();
    for woman in found {
        of.entry(woman.family_id).or_default().push(woman);
    }
    let ids: Vec<Uuid> = of.keys().copied().collect();
    let within = match policy::family_rows(&signed.principal, Action::OpenReportCell) {
        FamilyRows::All => None,
        FamilyRows::Nothing => Some((Vec::new(), Vec::new())),
        FamilyRows::Of { caseworker_ids, center_ids } => Some((caseworker_ids, center_ids)),
    };
    let cards = families::openable_cards(state.read(), &ids, within, CELL_MAX, state.today()).await.map_err(fault)?;
    let members: Vec<Uuid> = of.values().flatten().map(|woman| woman.member_id).collect();
    let names = families::given_names(state.read(), &members).await.map_err(fault)?;
    let mut items = Vec::new();
    for family in cards {
        let fields = policy::list_fields(&signed.principal, family.address_under_threat);
        for woman in of.get(&family.id).into_iter().flatten() {
            let item = PathwayWoman {
                family: family.clone(),
                member: NamedRef { id: woman.member_id, name: names.get(&woman.member_id).cloned() },
                standing: woman.standing,
                since: woman.since.into(),
                reason: woman.reason,
            };
            items.push(covered("PathwayWoman", &item, fields));
        }
    }
    Ok(Json(Page { items, next: None, total, position: position(&state).await? }))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_pathway)).routes(routes!(list_pathway_women))
}
