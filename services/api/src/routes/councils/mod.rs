//! Councils, working groups, committees and empowerment groups: read by everybody who works with them, kept by their secretariat: an officer of
//! the place, or the administrator.

mod bodies;
mod obstacles;
mod sessions;

use axum::Json;
use axum::extract::State;
use hamyar_domain::council as domain;
use hamyar_domain::{Council, SETTINGS_ID, Settings};
use hamyar_events::AgencyId;
use hamyar_events::council::{CouncilDissolved, CouncilFormed, CouncilSeatEnded, CouncilSeatGiven};
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::councils::{self, CouncilCard, CouncilReport, CouncilView};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on};
use super::run::{self, Ids, derived_id, ids};
use super::{lookups, reports};
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;
use bodies::{DissolveCouncilBody, EndCouncilSeatBody, FormCouncilBody, GiveCouncilSeatBody};

/// Bodies in a list at most.
pub(super) const LIST_MAX: i64 = 500;

/// Every council, working group, committee and empowerment group.
#[utoipa::path(get, path = "/councils", tag = "councils",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<CouncilCard>), ReadProblems))]
pub(crate) async fn list_councils(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<CouncilCard>>, Problem> {
    signed.check(Action::ReadCouncils, &Resource::None)?;
    let found = councils::councils(state.read(), state.today(), LIST_MAX).await;
    let items = found.map_err(|error| from_database("councils", error))?;
    Ok(Json(Page::whole(items, super::centers::position(&state).await?)))
}

/// One body, with its seats, sessions, approvals, letters and obstacles.
#[utoipa::path(get, path = "/councils/{id}", tag = "councils",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = CouncilView), ReadProblems))]
pub(crate) async fn read_council(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<CouncilView>, Problem> {
    signed.check(Action::ReadCouncils, &Resource::None)?;
    let found = councils::council(state.read(), path[0], state.today()).await;
    found.map_err(|error| from_database("council", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Form a council, working group, committee or empowerment group.
#[utoipa::path(post, path = "/councils", tag = "councils", request_body = FormCouncilBody, responses(CommandAnswers))]
pub(crate) async fn form_council(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageCouncils, &Resource::None)?;
    let body: FormCouncilBody = asked.sent.read()?;
    if let Some(place) = body.place_id {
        lookups::place(&asked.state, "place_id", place.0).await?;
    }
    own_place(&asked.state, &asked.signed, body.place_id.map(|place| place.0)).await.map_err(
        |problem| match problem {
            Problem::NotFound => Problem::field("place_id", "unknown"),
            other => other,
        },
    )?;
    if let Some(text) = body.by_law {
        let settings = asked.state.store().load::<Settings>(SETTINGS_ID).await.map_err(run::store_problem)?.state;
        if !settings.texts.contains_key(&text) {
            return Err(Problem::field("by_law", "unknown"));
        }
    }
    let day = |body: &FormCouncilBody| body.formed_on;
    begin::<Council, FormCouncilBody>(&asked, "form_council", day, |body, at| {
        let id = derived_id(body.command_id, "council");
        let council = CouncilFormed {
            kind: body.kind,
            name: body.name.into_string(),
            by_law: body.by_law,
            place_id: body.place_id,
            formed_on: at.day,
        };
        Ok((id, domain::FormCouncil { council, today: at.today }.into(), ids("council_id", id)))
    })
    .await
}

/// An officer of a place keeps the bodies of that place and below it; who is bound to none, all of them.
pub(super) async fn own_place(state: &AppState, signed: &Signed, place: Option<Uuid>) -> Result<(), Problem> {
    if policy::administrates_all(&signed.principal) {
        return Ok(());
    }
    match place {
        Some(_) => reports::place_of(state, &signed.principal, place).await.map(|_| ()),
        None if signed.principal.officer_places().iter().all(Option::is_some) => Err(Problem::NotFound),
        None => Ok(()),
    }
}

/// A body that the person may keep.
async fn kept(state: &AppState, signed: &Signed, id: Uuid) -> Result<Council, Problem> {
    signed.check(Action::ManageCouncils, &Resource::None)?;
    let council = run::there::<Council>(state, id).await?;
    own_place(state, signed, council.place_id.map(|place| place.0)).await?;
    Ok(council)
}

/// Declares an operation on a body: its path, its body, the field that holds its day, the field that names an agency, and the wish it makes.
macro_rules! council_operation {
    ($(#[$doc:meta])* post $path:literal [$($part:literal),+] $name:ident($body:ident) day $day:ident $(agency $agency:ident)?, |$b:ident, $at:ident, $ids:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "councils", request_body = $body,
            params($(($part = uuid::Uuid, Path)),+, ("If-Match" = Option<String>, Header)), responses(super::CommandAnswers))]
        pub(crate) async fn $name(
            asked: super::Asked<[uuid::Uuid; [$($part),+].len()]>,
        ) -> Result<super::Done, crate::problem::Problem> {
            super::kept(&asked.state, &asked.signed, asked.path[0]).await?;
            $(
                let named: Option<hamyar_events::AgencyId> = asked.sent.read::<$body>()?.$agency.into();
                if let Some(agency) = named {
                    super::lookups::agency(&asked.state, stringify!($agency), agency.0).await?;
                }
            )?
            let day = |body: &$body| body.$day;
            let $ids = asked.path;
            super::go_on::<super::Council, $body>(&asked, stringify!($name), day, |$b, $at| Ok($make)).await
        }
    };
}
use council_operation;

mod seats {
    use super::*;

    council_operation! {
        /// Let an agency sit in the body, or sit in it in another role.
        post "/councils/{id}/seats" ["id"] give_council_seat(GiveCouncilSeatBody) day given_on agency agency_id, |body, at, _path| {
            let seat = CouncilSeatGiven { agency_id: body.agency_id, role: body.role, given_on: at.day };
            (domain::GiveCouncilSeat { seat, today: at.today }.into(), Ids::new())
        }
    }

    council_operation! {
        /// An agency no longer sits in the body.
        post "/councils/{id}/seats/{agency_id}/end" ["id", "agency_id"] end_council_seat(EndCouncilSeatBody) day ended_on, |_body, at, path| {
            let seat = CouncilSeatEnded { agency_id: AgencyId(path[1]), ended_on: at.day };
            (domain::EndCouncilSeat { seat, today: at.today }.into(), Ids::new())
        }
    }

    council_operation! {
        /// Dissolve a body whose obstacles are closed.
        post "/councils/{id}/dissolve" ["id"] dissolve_council(DissolveCouncilBody) day dissolved_on, |_body, at, _path| {
            let dissolution = CouncilDissolved { dissolved_on: at.day };
            (domain::DissolveCouncil { dissolution, today: at.today }.into(), Ids::new())
        }
    }
}

/// When.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CouncilReportQuery {
    /// Jalali year; everything until today when absent.
    year: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Sessions, person-hours, approvals and obstacles of each kind of body apart.
#[utoipa::path(get, path = "/reports/councils", tag = "reports", params(CouncilReportQuery),
    responses((status = 200, body = CouncilReport), ReadProblems))]
pub(crate) async fn read_council_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<CouncilReportQuery>,
) -> Result<Json<CouncilReport>, Problem> {
    signed.check(Action::ReadCouncils, &Resource::None)?;
    let mut read = PageQuery::default();
    let (from, until) = reports::time_of(&mut read, &query.year, state.today());
    read.done()?;
    let found = councils::council_report(state.read(), from, until).await;
    found.map(Json).map_err(|error| from_database("council report", error))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_councils, form_council))
        .routes(routes!(read_council))
        .routes(routes!(read_council_report))
        .routes(routes!(seats::give_council_seat))
        .routes(routes!(seats::end_council_seat))
        .routes(routes!(seats::dissolve_council))
        .merge(sessions::router())
        .merge(obstacles::router())
}
