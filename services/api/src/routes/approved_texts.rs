//! The texts that the program's bodies approved: read by everybody, published by the administrator.

use axum::Json;
use axum::extract::State;
use hamyar_domain::settings::{PublishApprovedText, WithdrawApprovedText};
use hamyar_domain::{SETTINGS_ID, Settings};
use hamyar_events::settings::{ApprovedTextPublished, ApprovedTextWithdrawn};
use hamyar_events::{ApprovedTextId, ApprovedTextKind};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::directory::{self, ApprovedTextCard, ApprovedTextView};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin};
use super::centers::position;
use super::run::{Ids, derived_id, ids};
use super::system::{SentenceFields, sentence};
use crate::auth::Signed;
use crate::input::{Day, Document, Filters, InPath, Line, PageQuery, Words, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// All approved texts, in their newest version.
#[utoipa::path(get, path = "/approved-texts", tag = "lists",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<ApprovedTextCard>), ReadProblems))]
pub(crate) async fn list_approved_texts(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<ApprovedTextCard>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = directory::approved_texts(state.read()).await;
    let items = found.map_err(|error| from_database("approved texts", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// Which version is read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TextQuery {
    /// The newest when absent.
    version: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// One approved text, in full.
#[utoipa::path(get, path = "/approved-texts/{id}", tag = "lists", params(("id" = Uuid, Path), TextQuery),
    responses((status = 200, body = ApprovedTextView), ReadProblems))]
pub(crate) async fn read_approved_text(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<TextQuery>,
) -> Result<Json<ApprovedTextView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let version: Option<i64> = read.parse("version", &query.version);
    read.done()?;
    let found = directory::approved_text(state.read(), path[0], version).await;
    found.map_err(|error| from_database("approved text", error))?.map(Json).ok_or(Problem::NotFound)
}

command! {
    /// A text that a body of the program approved.
    pub struct PublishApprovedTextBody {
        kind: ApprovedTextKind,
        title: SentenceFields,
        /// An empty line parts paragraphs; at most 50,000 characters.
        body: Document,
        /// The body that approved it.
        approved_by: Line,
        approved_on: Option<Day>,
        /// Of a next version: the version that was on the screen. Refused where another was published since.
        after_version: Option<u32>,
    }
}

command! {
    /// Why a text is no longer in force, and since when.
    pub struct WithdrawApprovedTextBody {
        reason: Words,
        withdrawn_on: Option<Day>,
    }
}

/// Publishes a text, new or as the next version of one that is there.
async fn publish(asked: &Asked<impl AsRef<[Uuid]>>, name: &'static str, known: Option<Uuid>) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::PublishNumbers)?;
    asked.signed.check(Action::PublishNumbers, &Resource::None)?;
    let day = |body: &PublishApprovedTextBody| body.approved_on;
    begin::<Settings, PublishApprovedTextBody>(asked, name, day, |body, at| {
        let id = known.unwrap_or_else(|| derived_id(body.command_id, "approved_text"));
        let text = ApprovedTextPublished {
            text_id: ApprovedTextId(id),
            version: 0,
            kind: body.kind,
            title: sentence(body.title),
            body: body.body.into_string(),
            approved_by: body.approved_by.into_string(),
            approved_on: at.day,
        };
        let wish =
            PublishApprovedText { text, again: known.is_some(), after_version: body.after_version, today: at.today };
        Ok((SETTINGS_ID, wish.into(), ids("text_id", id)))
    })
    .await
}

/// Publish a text that a body approved.
#[utoipa::path(post, path = "/approved-texts", tag = "administration", request_body = PublishApprovedTextBody,
    params(("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn publish_approved_text(asked: Asked) -> Result<Done, Problem> {
    publish(&asked, "publish_approved_text", None).await
}

/// Publish the next version of an approved text.
#[utoipa::path(put, path = "/approved-texts/{id}", tag = "administration", request_body = PublishApprovedTextBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn republish_approved_text(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    publish(&asked, "republish_approved_text", Some(asked.path[0])).await
}

/// Say that an approved text is no longer in force. It stays readable as such.
#[utoipa::path(post, path = "/approved-texts/{id}/withdraw", tag = "administration", request_body = WithdrawApprovedTextBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn withdraw_approved_text(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::PublishNumbers)?;
    asked.signed.check(Action::PublishNumbers, &Resource::None)?;
    let day = |body: &WithdrawApprovedTextBody| body.withdrawn_on;
    begin::<Settings, WithdrawApprovedTextBody>(&asked, "withdraw_approved_text", day, |body, at| {
        let withdrawal = ApprovedTextWithdrawn {
            text_id: ApprovedTextId(asked.path[0]),
            version: 0,
            reason: body.reason.into_string(),
            withdrawn_on: at.day,
        };
        Ok((SETTINGS_ID, WithdrawApprovedText { withdrawal, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_approved_texts, publish_approved_text))
        .routes(routes!(read_approved_text, republish_approved_text))
        .routes(routes!(withdraw_approved_text))
}
