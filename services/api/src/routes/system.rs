//! The administrator's view of the machine, and the numbers and sets that only the administrator publishes.

use axum::Json;
use axum::extract::State;
use hamyar_domain::{
    DEFAULT_INDICATOR_SET_ID, IndicatorSet, PublishIndicatorSet, SETTINGS_ID, Settings, settings::PublishSettings,
};
use hamyar_events::family::Sentence;
use hamyar_events::indicator_set::{Indicator, TierBands};
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::{Domain, HowKnown};
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::directory::{self, IndicatorSetVersion};
use hamyar_projections::views::Page;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on, undated};
use super::centers::position;
use super::run::{self, Ids};
use crate::auth::Signed;
use crate::input::{Code, Day, InPath, Words, body, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Where a projection stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectionView {
    name: String,
    version: i32,
    position: i64,
    /// Events of the log it has not taken in.
    lag: i64,
    /// `running` or `paused`.
    state: String,
    /// Why it is paused.
    error: Option<String>,
}

/// All projections with position and lag, and the processes between streams.
#[utoipa::path(get, path = "/system/projections", tag = "administration",
    responses((status = 200, body = Page<ProjectionView>), ReadProblems))]
pub(crate) async fn list_projections(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<Page<ProjectionView>>, Problem> {
    signed.may_ever(Action::ReadSystem)?;
    signed.check(Action::ReadSystem, &Resource::None)?;
    let found = hamyar_projector::status(state.read()).await;
    let found = found.map_err(|error| Problem::internal("projections", &error))?;
    let head = state.store().head().await.map_err(run::store_problem)?;
    let processes = processes(&state, head).await?;
    let items = found.into_iter().map(|one| ProjectionView {
        name: one.name,
        version: one.version,
        position: one.position,
        lag: one.lag,
        state: one.state,
        error: one.error,
    });
    Ok(Json(Page::whole(items.chain([processes]).collect(), head)))
}

/// The processes between streams, in the same words: paused while one of them is set aside, though the others go on.
async fn processes(state: &AppState, head: i64) -> Result<ProjectionView, Problem> {
    let aside = hamyar_processes::set_aside(state.store().pool()).await.map_err(run::store_problem)?;
    let first =
        aside.first().map(|one| format!("{} set aside; position {}: {}", aside.len(), one.errand.position, one.error));
    let paused = if first.is_some() { "paused" } else { "running" };
    let position = aside.first().map_or(head, |one| one.errand.position);
    Ok(ProjectionView {
        name: "processes".to_owned(),
        version: 1,
        position,
        lag: 0,
        state: paused.to_owned(),
        error: first,
    })
}

body! {
    /// A text in both languages.
    pub struct SentenceFields {
        fa: Words,
        en: Words,
    }
}

body! {
    /// One indicator of a set.
    pub struct IndicatorFields {
        code: Code,
        domain: Domain,
        title: SentenceFields,
        /// Descriptor of each step, 0 (worst) to 4 (best).
        steps: Vec<SentenceFields>,
        /// 1 to 10.
        weight: u16,
        /// A reading at or below this value alone makes the family harmed.
        critical_at: Option<u8>,
        /// The least way in which a reading of it is to be known; any way when absent.
        known_by: Option<HowKnown>,
    }
}

body! {
    /// The rule from scores to tiers.
    pub struct BandsFields {
        rule_version: u32,
        harmed_below: u16,
        at_risk_below: u16,
        readings_per_domain: u8,
    }
}

command! {
    /// The next version of an indicator set, whole.
    pub struct PublishIndicatorSetBody {
        title: SentenceFields,
        indicators: Vec<IndicatorFields>,
        bands: BandsFields,
        effective_from: Option<Day>,
    }
}

pub(super) fn sentence(fields: SentenceFields) -> Sentence {
    Sentence { fa: fields.fa.into_string(), en: fields.en.into_string() }
}

/// Whether versions that are still to come are shown: to whoever publishes them. Others read one from its day on.
pub(super) fn sees_coming_versions(signed: &Signed) -> bool {
    policy::decide(&signed.principal, Action::PublishNumbers, &Resource::None).allowed
}

/// The versions of an indicator set, the newest first: the one in force and those before it; those to come for whoever publishes them.
#[utoipa::path(get, path = "/indicator-sets/{id}/versions", tag = "lists",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<IndicatorSetVersion>), ReadProblems))]
pub(crate) async fn list_indicator_set_versions(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<IndicatorSetVersion>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let [id] = path;
    let coming = sees_coming_versions(&signed);
    let found = directory::indicator_set_versions(state.read(), id, state.today(), coming).await;
    let items = found.map_err(|error| from_database("indicator set", error))?;
    if items.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// Publish the next version of an indicator set; earlier versions stay as they were.
#[utoipa::path(post, path = "/indicator-sets/{id}/versions", tag = "administration", request_body = PublishIndicatorSetBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn publish_indicator_set(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let [id] = asked.path;
    asked.signed.may_ever(Action::PublishNumbers)?;
    asked.signed.check(Action::PublishNumbers, &Resource::None)?;
    if id != DEFAULT_INDICATOR_SET_ID {
        return Err(Problem::NotFound);
    }
    go_on::<IndicatorSet, PublishIndicatorSetBody>(&asked, "publish_indicator_set", undated, |body, at| {
        let indicators = body.indicators.into_iter().map(|one| Indicator {
            code: one.code.into_string(),
            domain: one.domain,
            title: sentence(one.title),
            steps: one.steps.into_iter().map(sentence).collect(),
            weight: one.weight,
            critical_at: one.critical_at,
            known_by: one.known_by,
        });
        let publish = PublishIndicatorSet {
            title: sentence(body.title),
            indicators: indicators.collect(),
            bands: TierBands {
                rule_version: body.bands.rule_version,
                harmed_below: body.bands.harmed_below,
                at_risk_below: body.bands.at_risk_below,
                readings_per_domain: body.bands.readings_per_domain,
            },
            effective_from: body.effective_from.map_or(at.today, |day| day.0),
        };
        Ok((publish.into(), Ids::new()))
    })
    .await
}

command! {
    /// The next version of the program's numbers, whole.
    pub struct PublishSettingsBody {
        hours_before: u16,
        hours_during: u16,
        caseload_min: u16,
        caseload_max: u16,
        assignment_years: u8,
        quorum_min: u8,
        year_end_notice_days: u16,
        visit_every_days: u16,
        assessment_within_days: u16,
        /// Jalali years for which a closed file is kept, 1 to 100; 10 where it is not said.
        retention_years: Option<u8>,
        /// Working days in which a commission answers a referral, 1 to 90; 10 where it is not said.
        answer_days: Option<u8>,
        /// The same of an urgent one; 3 where it is not said.
        urgent_answer_days: Option<u8>,
        effective_from: Option<Day>,
    }
}

/// Publish the next version of the program's numbers.
#[utoipa::path(post, path = "/settings/versions", tag = "administration", request_body = PublishSettingsBody,
    params(("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn publish_settings(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::PublishNumbers)?;
    asked.signed.check(Action::PublishNumbers, &Resource::None)?;
    begin::<Settings, PublishSettingsBody>(&asked, "publish_settings", undated, |body, at| {
        let values = ProgramNumbers {
            hours_before: body.hours_before,
            hours_during: body.hours_during,
            caseload_min: body.caseload_min,
            caseload_max: body.caseload_max,
            assignment_years: body.assignment_years,
            quorum_min: body.quorum_min,
            year_end_notice_days: body.year_end_notice_days,
            visit_every_days: body.visit_every_days,
            assessment_within_days: body.assessment_within_days,
            retention_years: body.retention_years,
            answer_days: body.answer_days,
            urgent_answer_days: body.urgent_answer_days,
        };
        let effective_from = body.effective_from.map_or(at.today, |day| day.0);
        Ok((SETTINGS_ID, PublishSettings { values, effective_from }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_projections))
        .routes(routes!(list_indicator_set_versions, publish_indicator_set))
        .routes(routes!(publish_settings))
}
