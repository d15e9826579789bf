//! The next version of the indicator set while it is written: kept, read back, given up. It is used for nothing until it is published.

use axum::Json;
use axum::extract::State;
use hamyar_domain::indicator_set::{DiscardIndicatorSetDraft, DraftIndicatorSet};
use hamyar_domain::{DEFAULT_INDICATOR_SET_ID, IndicatorSet};
use hamyar_events::family::Sentence;
use hamyar_events::indicator_set::{Indicator, TierBands};
use hamyar_events::{Domain, HowKnown};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::Title;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, go_on, undated};
use super::run::{Ids, store_problem};
use super::system::BandsFields;
use crate::auth::Signed;
use crate::input::{Code, InPath, Words, body, command};
use crate::problem::Problem;
use crate::state::AppState;

body! {
    /// A text in both languages, either of which may not be written yet.
    pub struct DraftSentenceFields {
        fa: Option<Words>,
        en: Option<Words>,
    }
}

body! {
    /// One indicator of a draft.
    pub struct DraftIndicatorFields {
        code: Code,
        domain: Domain,
        title: DraftSentenceFields,
        /// Descriptor of each step, 0 (worst) to 4 (best).
        steps: Vec<DraftSentenceFields>,
        /// 1 to 10.
        weight: u16,
        /// A reading at or below this value alone makes the family harmed.
        critical_at: Option<u8>,
        /// The least way in which a reading of it is to be known; any way when absent.
        known_by: Option<HowKnown>,
    }
}

command! {
    /// The next version as far as it is written, whole.
    pub struct DraftIndicatorSetBody {
        /// The version it began as a copy of.
        copy_of: Option<u32>,
        title: DraftSentenceFields,
        indicators: Vec<DraftIndicatorFields>,
        bands: BandsFields,
    }
}

command! {
    /// Nothing but the wish.
    pub struct DiscardIndicatorSetDraftBody {}
}

/// The draft, when there is one, and what a form needs to go on from it.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorDraftView {
    set_id: Uuid,
    /// The newest version, also one that is not in force yet; the next one follows it.
    newest: u32,
    draft: Option<IndicatorDraft>,
    /// Sequence of the set's stream: the next `If-Match`.
    sequence: i64,
}

/// A version as far as it is written.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorDraft {
    based_on: Option<u32>,
    title: Title,
    indicators: Vec<Indicator>,
    bands: TierBands,
}

fn sentence(fields: DraftSentenceFields) -> Sentence {
    let text = |words: Option<Words>| words.map(Words::into_string).unwrap_or_default();
    Sentence { fa: text(fields.fa), en: text(fields.en) }
}

/// The one set there is, for whoever may publish it.
fn allowed(signed: &Signed, id: Uuid) -> Result<(), Problem> {
    signed.may_ever(Action::PublishNumbers)?;
    signed.check(Action::PublishNumbers, &Resource::None)?;
    if id == DEFAULT_INDICATOR_SET_ID { Ok(()) } else { Err(Problem::NotFound) }
}

/// The draft of the next version.
#[utoipa::path(get, path = "/indicator-sets/{id}/draft", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 200, body = IndicatorDraftView), ReadProblems))]
pub(crate) async fn read_indicator_draft(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<IndicatorDraftView>, Problem> {
    let [id] = path;
    allowed(&signed, id)?;
    let set = state.store().load::<IndicatorSet>(id).await.map_err(store_problem)?;
    let draft = set.state.draft.as_ref().map(|draft| IndicatorDraft {
        based_on: draft.based_on,
        title: draft.title.clone().into(),
        indicators: draft.indicators.clone(),
        bands: draft.bands,
    });
    let newest = set.state.versions.last().map_or(0, |version| version.version);
    Ok(Json(IndicatorDraftView { set_id: id, newest, draft, sequence: set.sequence }))
}

/// Keep the next version as far as it is written; it may lack words.
#[utoipa::path(put, path = "/indicator-sets/{id}/draft", tag = "administration", request_body = DraftIndicatorSetBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn draft_indicator_set(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.signed, asked.path[0])?;
    go_on::<IndicatorSet, DraftIndicatorSetBody>(&asked, "draft_indicator_set", undated, |body, _| {
        let indicators = body.indicators.into_iter().map(|one| Indicator {
            code: one.code.into_string(),
            domain: one.domain,
            title: sentence(one.title),
            steps: one.steps.into_iter().map(sentence).collect(),
            weight: one.weight,
            critical_at: one.critical_at,
            known_by: one.known_by,
        });
        let draft = DraftIndicatorSet {
            based_on: body.copy_of,
            title: sentence(body.title),
            indicators: indicators.collect(),
            bands: TierBands {
                rule_version: body.bands.rule_version,
                harmed_below: body.bands.harmed_below,
                at_risk_below: body.bands.at_risk_below,
                readings_per_domain: body.bands.readings_per_domain,
            },
        };
        Ok((draft.into(), Ids::new()))
    })
    .await
}

/// Give the draft up; published versions stay as they are.
#[utoipa::path(post, path = "/indicator-sets/{id}/draft/discard", tag = "administration", request_body = DiscardIndicatorSetDraftBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn discard_indicator_draft(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.signed, asked.path[0])?;
    go_on::<IndicatorSet, DiscardIndicatorSetDraftBody>(&asked, "discard_indicator_draft", undated, |_, _| {
        Ok((DiscardIndicatorSetDraft {}.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_indicator_draft, draft_indicator_set))
        .routes(routes!(discard_indicator_draft))
}
