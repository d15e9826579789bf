//! Some days of the own calendar.

use axum::Json;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::aid_calendar::{self, Calendar};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Days shown unless asked otherwise, and at most.
const DAYS: u64 = 41;
const DAYS_MAX: i64 = 100;

/// Which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CalendarQuery {
    /// First day, in either calendar; today when absent.
    from: Option<String>,
    /// Last day; six weeks from the first when absent, a hundred days at most.
    to: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The own calendar between two days: open items of the families held, and what was done.
#[utoipa::path(get, path = "/caseworkers/me/calendar", tag = "caseworkers", params(CalendarQuery),
    responses((status = 200, body = Calendar), ReadProblems))]
pub(crate) async fn read_calendar(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<CalendarQuery>,
) -> Result<Json<Calendar>, Problem> {
    signed.may_ever(Action::ReadOwnQueue)?;
    signed.check(Action::ReadOwnQueue, &Resource::None)?;
    let id = signed.principal.caseworker_id().ok_or(Problem::NotFound)?;
    let mut read = PageQuery::default();
    let from = read.day("from", &query.from).unwrap_or(state.today());
    let to = read.day("to", &query.to);
    let to = to.unwrap_or(from.checked_add_days(Days::new(DAYS)).unwrap_or(NaiveDate::MAX));
    if to < from {
        read.fault("to", "before_start");
    } else if (to - from).num_days() > DAYS_MAX {
        read.fault("to", "out_of_range");
    }
    read.done()?;
    let calendar = aid_calendar::calendar(state.read(), id, (from, to), state.today()).await;
    calendar.map(Json).map_err(|error| from_database("calendar", error))
}
