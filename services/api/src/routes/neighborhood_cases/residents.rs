//! The page that residents read without signing in: what it says now, what the next version would say, publishing it and taking it back.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hamyar_domain::Neighborhood;
use hamyar_domain::neighborhood::{PublishResidentsPage, WithdrawResidentsPage, labelling_word};
use hamyar_events::neighborhood::{PageOffice, ResidentsPage};
use hamyar_identity::policy::{self, Action};
use hamyar_projections::neighborhood_cases::{self as cases, PageVersion, ResidentsPageView};
use serde::Serialize;
use std::time::Instant;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::answers::{CommandAnswers, Done, ReadProblems};
use super::super::asked::{Asked, go_on};
use super::super::cover;
use super::super::run::Ids;
use super::allowed;
use crate::auth::{Browser, Signed};
use crate::guard::Public;
use crate::input::{Day, InPath, Line, Words, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::{AtLeast, until_head};

/// Seconds for which the page may be kept: long enough for a village that reads it at once, short enough for a page that is taken back.
const KEPT: &str = "public, max-age=300";

command! {
    /// What the page says beside what was decided.
    pub struct PublishResidentsPageBody {
        /// Where the office is found; nobody lives there.
        address: Option<Line>,
        /// When it is open, in words.
        hours: Option<Line>,
        /// Leave the duties of agencies out, where the page would be too long.
        without_duties: Option<bool>,
        published_on: Option<Day>,
        /// The version that was on the screen; 0 before the first.
        after_version: Option<u32>,
    }
}

command! {
    /// Why nobody reads the page any more.
    pub struct WithdrawResidentsPageBody {
        /// Names nobody.
        reason: Words,
        withdrawn_on: Option<Day>,
    }
}

/// A line that no page may say, and for which word of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct LeftOut {
    text: String,
    word: &'static str,
}

/// The page for those who publish it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResidentsPageDraft {
    /// What the next version would say.
    next: ResidentsPage,
    /// Lines that it would not, because they label the place or its people.
    left_out: Vec<LeftOut>,
    /// Every version, the newest first.
    versions: Vec<PageVersion>,
}

/// What was decided, without the lines that no page may say.
async fn draft(state: &AppState, id: Uuid) -> Result<(ResidentsPage, Vec<LeftOut>), Problem> {
    let page = cases::page_draft(state.read(), id).await;
    let mut page = page.map_err(|error| from_database("residents' page", error))?;
    let mut left_out = Vec::new();
    let mut may_stand = |text: &str| match labelling_word(text) {
        Some(word) => {
            left_out.push(LeftOut { text: text.to_owned(), word });
            false
        }
        None => true,
    };
    page.actions.retain(|one| may_stand(&one.text));
    page.plans.retain(|one| may_stand(&one.title));
    page.duties.retain(|one| may_stand(&one.text));
    Ok((page, left_out))
}

/// What was decided for a neighborhood, as it was last published. Needs no session; may be kept for five minutes.
#[utoipa::path(get, path = "/residents/{id}", tag = "residents", params(("id" = Uuid, Path)),
    responses((status = 200, body = ResidentsPageView), (status = 304, description = "as it was"), ReadProblems))]
pub(crate) async fn read_residents_page(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    headers: HeaderMap,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Response, Problem> {
    if !policy::may_unsigned(Action::ReadResidentsPage) {
        return Err(Problem::NotFound);
    }
    let counted = state.open_reads().count(visitor.address, Instant::now());
    counted.map_err(|retry_after_seconds| Problem::TooManyAttempts { retry_after_seconds })?;
    let found = cases::residents_page(state.read(), path[0]).await;
    let page = found.map_err(|error| from_database("residents' page", error))?.ok_or(Problem::NotFound)?;
    let tag = format!("\"{}-{}\"", path[0], page.version);
    let same = headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes());
    let mut response =
        if same { StatusCode::NOT_MODIFIED.into_response() } else { Json(cover::unsigned(&page)).into_response() };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.extensions_mut().insert(Public);
    Ok(response)
}

/// The page of a neighborhood in charge: what its next version would say, and every version so far.
#[utoipa::path(get, path = "/neighborhoods/{id}/residents-page", tag = "residents",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ResidentsPageDraft), ReadProblems))]
pub(crate) async fn read_residents_draft(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ResidentsPageDraft>, Problem> {
    allowed(&state, &signed, Action::PublishResidentsPage, path[0]).await?;
    let (next, left_out) = draft(&state, path[0]).await?;
    let versions = cases::page_versions(state.read(), path[0]).await;
    let versions = versions.map_err(|error| from_database("residents' page", error))?;
    Ok(Json(ResidentsPageDraft { next, left_out, versions }))
}

/// Publish what was decided for the neighborhood, as the records say it now: a dated version that everybody may read.
#[utoipa::path(post, path = "/neighborhoods/{id}/residents-page", tag = "residents",
    request_body = PublishResidentsPageBody, params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses(CommandAnswers))]
pub(crate) async fn publish_residents_page(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::PublishResidentsPage, asked.path[0]).await?;
    asked.sent.read::<PublishResidentsPageBody>()?;
    // What was acknowledged before is in it.
    until_head(&asked.state).await?;
    let (mut page, _) = draft(&asked.state, asked.path[0]).await?;
    let day = |body: &PublishResidentsPageBody| body.published_on;
    go_on::<Neighborhood, PublishResidentsPageBody>(&asked, "publish_residents_page", day, |body, at| {
        if body.without_duties == Some(true) {
            page.duties.clear();
        }
        let (address, hours) = (body.address.map(Line::into_string), body.hours.map(Line::into_string));
        let name = page.office.take().and_then(|office| office.name);
        if name.is_some() || address.is_some() || hours.is_some() {
            page.office = Some(PageOffice { name, address, hours });
        }
        let after_version = body.after_version;
        let command = PublishResidentsPage { page, published_on: at.day, after_version, today: at.today };
        Ok((command.into(), Ids::new()))
    })
    .await
}

/// Take the page back: nobody reads it until it is published again.
#[utoipa::path(post, path = "/neighborhoods/{id}/residents-page/withdrawal", tag = "residents",
    request_body = WithdrawResidentsPageBody, params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses(CommandAnswers))]
pub(crate) async fn withdraw_residents_page(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::PublishResidentsPage, asked.path[0]).await?;
    let day = |body: &WithdrawResidentsPageBody| body.withdrawn_on;
    go_on::<Neighborhood, WithdrawResidentsPageBody>(&asked, "withdraw_residents_page", day, |body, at| {
        let reason = body.reason.into_string();
        Ok((WithdrawResidentsPage { reason, withdrawn_on: at.day, today: at.today }.into(), Ids::new()))
    })
    .await
}
