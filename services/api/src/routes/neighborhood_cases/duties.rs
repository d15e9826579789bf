//! Agencies' duties in a neighborhood, the approval as a target place, and what is asked of utility companies.

use axum::Json;
use axum::extract::State;
use hamyar_domain::neighborhood as domain;
use hamyar_domain::{Agency, Neighborhood};
use hamyar_events::neighborhood::{AgencyDutyReported, TargetPlaceApproved, UtilityAnswered};
use hamyar_events::{AgencyId, DutyReportId, DutyState, Utility, UtilityAnswer, UtilityRequestId};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::neighborhood_cases::{
    AgencyDuties, DutyFilter, DutyRow, DutyRows, UtilityRow, duties_by_agency, duty_board, duty_counts, rows_of,
    utility_requests,
};
use hamyar_projections::views::Page;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::super::answers::{CommandAnswers, Done, ReadProblems};
use super::super::asked::{Asked, go_on};
use super::super::lookups;
use super::super::run::{Ids, derived_id, ids, store_problem};
use super::{allowed, neighborhood};
use crate::auth::Signed;
use crate::input::{Day, Filters, Line, PageQuery, Words, command, paged};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// The approval as a target place.
    pub struct ApprovePlaceBody {
        /// The body that approved.
        body: Line,
        number: Option<Line>,
        approved_on: Option<Day>,
    }
}

command! {
    /// A report against a duty of the own agency; names nobody.
    pub struct ReportDutyBody {
        /// Number of the duty.
        duty: u16,
        state: DutyState,
        text: Words,
        evidence: Option<Line>,
        reported_on: Option<Day>,
    }
}

command! {
    /// What is asked of a utility company; names nobody.
    pub struct RequestUtilityBody {
        agency_id: AgencyId,
        utility: Utility,
        text: Words,
        /// Since when the municipality agrees.
        municipality_agreed_on: Option<Day>,
        requested_on: Option<Day>,
    }
}

command! {
    /// What the company answers; names nobody.
    pub struct AnswerUtilityBody {
        answer: UtilityAnswer,
        text: Words,
        answered_on: Option<Day>,
    }
}

/// Which duties.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DutiesQuery {
    /// In this neighborhood: all duties, reported or not.
    neighborhood_id: Option<String>,
    /// Of this agency.
    agency_id: Option<String>,
    /// Below this place or in this group.
    place_id: Option<String>,
    /// `all`, `reported`, `unreported`, or a state: `not_begun`, `underway`, `done`, `hindered`. In one neighborhood all when absent, else what was reported.
    rows: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    /// Where the page of requests begins.
    requests_cursor: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

const ROWS: &[(&str, DutyRows)] = &[
    ("all", DutyRows::All),
    ("reported", DutyRows::Reported),
    ("unreported", DutyRows::Unreported),
    ("not_begun", DutyRows::In(DutyState::NotBegun)),
    ("underway", DutyRows::In(DutyState::Underway)),
    ("done", DutyRows::In(DutyState::Done)),
    ("hindered", DutyRows::In(DutyState::Hindered)),
];

/// The board: how far each agency is, a page of duties with their last report, and one of requests to utility companies.
#[derive(Serialize, ToSchema)]
pub(crate) struct DutyBoard {
    items: Vec<DutyRow>,
    next: Option<String>,
    /// Rows on all pages.
    total: Option<i64>,
    /// Counted from every row, whatever the page and whichever rows are listed.
    agencies: Vec<AgencyDuties>,
    requests: Vec<UtilityRow>,
    requests_next: Option<String>,
    requests_total: Option<i64>,
    /// The log position up to which all of it is right.
    position: i64,
}

fn asked(read: &mut PageQuery, query: &DutiesQuery) -> (DutyFilter, DutyRows) {
    let filter = DutyFilter {
        neighborhood_id: read.parse("neighborhood_id", &query.neighborhood_id),
        agency_id: read.parse("agency_id", &query.agency_id),
        place_id: read.parse("place_id", &query.place_id),
    };
    let otherwise = if filter.neighborhood_id.is_some() { DutyRows::All } else { DutyRows::Reported };
    let rows = read.one_of("rows", &query.rows, ROWS).unwrap_or(otherwise);
    (filter, rows)
}

/// Rows of the board and requests, as many as a file holds: those of one kind.
pub(crate) enum WholeBoard {
    Duties(Vec<DutyRow>),
    Requests(Vec<UtilityRow>),
}

/// The duties or the requests of a board at once, and the position they stand at.
pub(crate) async fn whole_board(
    state: &AppState,
    signed: &Signed,
    query: &DutiesQuery,
    of_requests: bool,
    limit: i64,
) -> Result<(WholeBoard, i64), Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let (filter, rows) = asked(&mut read, query);
    read.done()?;
    let (pool, fault) = (state.read(), |error| from_database("duties", error));
    let position = hamyar_projections::position_of_all(pool, &["neighborhood_cases", "directory", "places"]).await;
    let position = position.map_err(fault)?;
    let board = if of_requests {
        WholeBoard::Requests(utility_requests(pool, &filter, 0, limit).await.map_err(fault)?.0)
    } else {
        let counts = duty_counts(pool, &filter).await.map_err(fault)?;
        WholeBoard::Duties(duty_board(pool, &filter, &counts, rows, 0, limit).await.map_err(fault)?)
    };
    Ok((board, position))
}

/// Duties of agencies with their last report, each duty once in each neighborhood, and requests to utility companies: in a neighborhood, of an agency, or both.
#[utoipa::path(get, path = "/duties", tag = "neighborhoods", params(DutiesQuery),
    responses((status = 200, body = DutyBoard), ReadProblems))]
pub(crate) async fn list_duties(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<DutiesQuery>,
) -> Result<Json<DutyBoard>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let (filter, rows) = asked(&mut read, &query);
    let limit = read.limit(&query.limit);
    let offset = read.offset("cursor", &query.cursor);
    let requests_offset = read.offset("requests_cursor", &query.requests_cursor);
    read.done()?;
    let (pool, fault) = (state.read(), |error| from_database("duties", error));
    // Before the rows: what is written meanwhile is newer than what is said of them, never older.
    let position = hamyar_projections::position_of_all(pool, &["neighborhood_cases", "directory", "places"]).await;
    let position = position.map_err(fault)?;
    let found = futures::try_join!(duty_counts(pool, &filter), utility_requests(pool, &filter, requests_offset, limit));
    let (counts, (requests, requests_total)) = found.map_err(fault)?;
    let items = duty_board(pool, &filter, &counts, rows, offset, limit).await.map_err(fault)?;
    let Page { items, next, total, .. } = paged(items, rows_of(&counts, rows), offset, position);
    let requests = paged(requests, requests_total, requests_offset, position);
    Ok(Json(DutyBoard {
        items,
        next,
        total,
        agencies: duties_by_agency(&counts),
        requests: requests.items,
        requests_next: requests.next,
        requests_total: requests.total,
        position,
    }))
}

/// Keep the approval of the neighborhood as a target place.
#[utoipa::path(post, path = "/neighborhoods/{id}/approval", tag = "neighborhoods", request_body = ApprovePlaceBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn approve_place(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::SetPriority, asked.path[0]).await?;
    let day = |body: &ApprovePlaceBody| body.approved_on;
    go_on::<Neighborhood, ApprovePlaceBody>(&asked, "approve_place", day, |body, at| {
        let approval = TargetPlaceApproved {
            body: body.body.into_string(),
            number: body.number.map(Line::into_string),
            approved_on: at.day,
        };
        Ok((domain::ApprovePlace { approval, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The agency that the officer serves.
fn own_agency(signed: &Signed) -> Result<AgencyId, Problem> {
    signed.may_ever(Action::ReportDuties)?;
    let agency = signed.principal.agency_id().ok_or(Problem::NotAllowed)?;
    signed.check(Action::ReportDuties, &Resource::Agency(agency))?;
    Ok(AgencyId(agency))
}

/// Report against a duty of the own agency in a neighborhood.
#[utoipa::path(post, path = "/neighborhoods/{id}/duty-reports", tag = "neighborhoods", request_body = ReportDutyBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn report_duty(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let agency_id = own_agency(&asked.signed)?;
    neighborhood(&asked.state, asked.path[0]).await?;
    let agency = asked.state.store().load::<Agency>(agency_id.0).await.map_err(store_problem)?.state;
    let duties = agency.duties.keys().copied().collect();
    let day = |body: &ReportDutyBody| body.reported_on;
    go_on::<Neighborhood, ReportDutyBody>(&asked, "report_duty", day, |body, at| {
        let id = derived_id(body.command_id, "duty_report");
        let report = AgencyDutyReported {
            report_id: DutyReportId(id),
            agency_id,
            duty: body.duty,
            state: body.state,
            text: body.text.into_string(),
            evidence: body.evidence.map(Line::into_string),
            reported_on: at.day,
        };
        Ok((domain::ReportDuty { report, duties, today: at.today }.into(), ids("report_id", id)))
    })
    .await
}

/// Ask a utility company for something; from an approved place it goes out of turn.
#[utoipa::path(post, path = "/neighborhoods/{id}/utility-requests", tag = "neighborhoods",
    request_body = RequestUtilityBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn request_utility(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let body: RequestUtilityBody = asked.sent.read()?;
    lookups::agency(&asked.state, "agency_id", body.agency_id.0).await?;
    let day = |body: &RequestUtilityBody| body.requested_on;
    go_on::<Neighborhood, RequestUtilityBody>(&asked, "request_utility", day, |body, at| {
        let id = derived_id(body.command_id, "utility_request");
        let command = domain::RequestUtility {
            request_id: UtilityRequestId(id),
            agency_id: body.agency_id,
            utility: body.utility,
            text: body.text.into_string(),
            municipality_agreed_on: body.municipality_agreed_on.map(|day| day.0),
            requested_on: at.day,
            today: at.today,
        };
        Ok((command.into(), ids("request_id", id)))
    })
    .await
}

/// Answer what the own company was asked for.
#[utoipa::path(post, path = "/neighborhoods/{id}/utility-requests/{request_id}/answer", tag = "neighborhoods",
    request_body = AnswerUtilityBody,
    params(("id" = Uuid, Path), ("request_id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses(CommandAnswers))]
pub(crate) async fn answer_utility(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    own_agency(&asked.signed)?;
    let found = neighborhood(&asked.state, asked.path[0]).await?;
    let request_id = UtilityRequestId(asked.path[1]);
    // What is wrong with the answer is told before whether there is such a request.
    asked.sent.read::<AnswerUtilityBody>()?;
    let known = found.case.requests.get(&request_id).ok_or(Problem::NotFound)?;
    asked.signed.check(Action::ReportDuties, &Resource::Agency(known.request.agency_id.0))?;
    let day = |body: &AnswerUtilityBody| body.answered_on;
    go_on::<Neighborhood, AnswerUtilityBody>(&asked, "answer_utility", day, |body, at| {
        let answer =
            UtilityAnswered { request_id, answer: body.answer, text: body.text.into_string(), answered_on: at.day };
        Ok((domain::AnswerUtility { answer, today: at.today }.into(), Ids::new()))
    })
    .await
}
