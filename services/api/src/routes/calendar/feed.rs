//! The feed of the own calendar, for a calendar program that cannot sign in: at a secret address, which its person makes anew or takes back.
//! It says what kind of work lies on which day, and names nobody.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use hamyar_identity::Token;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::aid_calendar;
use hamyar_projections::views::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ics;
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;

/// How far ahead a feed tells.
const DAYS_AHEAD: u64 = 366;

/// Whether there is a feed.
#[derive(Serialize, ToSchema)]
pub(crate) struct FeedState {
    /// When its address was made; null when there is none.
    made_at: Option<Instant>,
    /// When a program last read it, to some minutes.
    last_read_at: Option<Instant>,
}

/// A new feed. Its address is told once.
#[derive(Serialize, ToSchema)]
pub(crate) struct FeedMade {
    /// Path of this installation; whoever knows it reads the feed.
    path: String,
    made_at: Instant,
}

/// In which language.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FeedQuery {
    /// `en` for English; Persian otherwise.
    lang: Option<String>,
}

fn own(signed: &Signed) -> Result<(), Problem> {
    signed.may_ever(Action::ReadOwnQueue)?;
    signed.check(Action::ReadOwnQueue, &Resource::None)?;
    signed.principal.caseworker_id().map(|_| ()).ok_or(Problem::NotFound)
}

/// Whether the own calendar has a feed.
#[utoipa::path(get, path = "/caseworkers/me/calendar-feed", tag = "session", responses((status = 200, body = FeedState), ReadProblems))]
pub(crate) async fn read_calendar_feed(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<FeedState>, Problem> {
    own(&signed)?;
    let feed = state.identity().calendar_feed(signed.principal.user_id).await?;
    Ok(Json(FeedState {
        made_at: feed.as_ref().map(|feed| feed.made_at.into()),
        last_read_at: feed.and_then(|feed| feed.last_read_at).map(Into::into),
    }))
}

/// Make an address for the feed of the own calendar. One that was there is no longer answered.
#[utoipa::path(post, path = "/caseworkers/me/calendar-feed", tag = "session", responses((status = 200, body = FeedMade), ReadProblems))]
pub(crate) async fn make_calendar_feed(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<FeedMade>, Problem> {
    own(&signed)?;
    let token = state.identity().make_calendar_feed(signed.principal.user_id, signed.now).await?;
    Ok(Json(FeedMade { path: format!("/api/v1/calendar-feeds/{}", token.as_str()), made_at: signed.now.into() }))
}

/// Take the address of the feed back.
#[utoipa::path(delete, path = "/caseworkers/me/calendar-feed", tag = "session", responses((status = 204), ReadProblems))]
pub(crate) async fn revoke_calendar_feed(State(state): State<AppState>, signed: Signed) -> Result<StatusCode, Problem> {
    own(&signed)?;
    state.identity().revoke_calendar_feed(signed.principal.user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The calendar at a secret address, as iCalendar (RFC 5545). It names no family, no member and no place.
#[utoipa::path(get, path = "/calendar-feeds/{token}", tag = "session", params(("token" = String, Path), FeedQuery),
    responses((status = 200, content_type = "text/calendar", body = String), ReadProblems))]
pub(crate) async fn read_calendar_file(
    State(state): State<AppState>,
    token: Result<Path<String>, PathRejection>,
    query: Result<Query<FeedQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Path(token) = token.map_err(|_| Problem::NotFound)?;
    let Query(query) = query.map_err(|_| Problem::Unreadable("unreadable_query"))?;
    let token = Token::parse(&token).ok_or(Problem::NotFound)?;
    let now = state.clock().now();
    let (feed_id, principal) = state.identity().by_calendar_feed(&token, now).await?.ok_or(Problem::NotFound)?;
    // Whoever is no caseworker any more has no calendar, whatever address they kept.
    if !policy::decide(&principal, Action::ReadOwnQueue, &Resource::None).allowed {
        return Err(Problem::NotFound);
    }
    let caseworker_id = principal.caseworker_id().ok_or(Problem::NotFound)?;
    let today = state.today();
    let until = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
    let calendar = aid_calendar::calendar(state.read(), caseworker_id, (today, until), today).await;
    let calendar = calendar.map_err(|error| from_database("calendar feed", error))?;
    let english = query.lang.as_deref() == Some("en");
    let text = ics::write(&calendar, feed_id, now, english);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"calendar.ics\"")),
    ];
    Ok((headers, text).into_response())
}
