//! The rule of priority as data: read by everybody, published by the administrator, tried by officers.

use axum::Json;
use axum::extract::State;
use hamyar_domain::neighborhood::PROFILE_INDICATORS;
use hamyar_domain::settings::PublishPriorityRule;
use hamyar_domain::{SETTINGS_ID, Settings};
use hamyar_events::PriorityGroup;
use hamyar_events::neighborhood::{PriorityGroupRule, PriorityIndicatorRule, PriorityRule};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::{CivilDate, Title};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::answers::{CommandAnswers, Done, ReadProblems};
use super::super::asked::{Asked, begin, undated};
use super::super::run::{Ids, store_problem};
use super::profile::Amount;
use crate::auth::Signed;
use crate::input::{Code, Day, Words, body, command};
use crate::problem::Problem;
use crate::state::AppState;
use crate::wait::AtLeast;

body! {
    /// An indicator of a rule, with its two ends in its own unit.
    pub struct PriorityIndicatorFields {
        /// Code of a profile indicator.
        indicator: Code,
        /// 1 to 100.
        weight: u16,
        /// Nothing is lacking here or beyond.
        best: Amount,
        /// Everything is lacking here or beyond.
        worst: Amount,
    }
}

body! {
    /// One of the two groups.
    pub struct PriorityGroupFields {
        group: PriorityGroup,
        /// 1 to 1000.
        weight: u16,
        indicators: Vec<PriorityIndicatorFields>,
    }
}

command! {
    /// A rule of priority, whole; it becomes the next version.
    pub struct PublishPriorityRuleBody {
        groups: Vec<PriorityGroupFields>,
        /// Score from which on the level is the first; 2 to 1000.
        first_from: u16,
        /// Score from which on the level is the second; below the first.
        second_from: u16,
        /// Hundredths of each group's weight that the profile must know; 50 when absent.
        known_percent: Option<u8>,
        /// Why the rule changes.
        cause: Words,
        effective_from: Option<Day>,
    }
}

/// What a profile counts.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorView {
    code: &'static str,
    /// `population`, `households`, `land`, `facilities`, `harms`, `assets`.
    section: &'static str,
    unit: &'static str,
    title: Title,
}

/// A published version of the rule.
#[derive(Serialize, ToSchema)]
pub(crate) struct RuleVersionView {
    version: u32,
    rule: PriorityRule,
    cause: String,
    effective_from: CivilDate,
}

/// The rule in force, its versions, and the indicators that a rule may use.
#[derive(Serialize, ToSchema)]
pub(crate) struct PriorityRuleView {
    version: u32,
    rule: PriorityRule,
    /// Versions after the shipped one, the newest first.
    versions: Vec<RuleVersionView>,
    /// Every indicator that a profile may count.
    indicators: Vec<IndicatorView>,
}

pub(super) fn rule_of(
    groups: Vec<PriorityGroupFields>,
    first_from: u16,
    second_from: u16,
    known_percent: Option<u8>,
) -> PriorityRule {
    let indicator = |one: PriorityIndicatorFields| PriorityIndicatorRule {
        indicator: one.indicator.into_string(),
        weight: one.weight,
        best_thousandths: one.best.0,
        worst_thousandths: one.worst.0,
    };
    let group = |one: PriorityGroupFields| PriorityGroupRule {
        group: one.group,
        weight: one.weight,
        indicators: one.indicators.into_iter().map(indicator).collect(),
    };
    PriorityRule {
        groups: groups.into_iter().map(group).collect(),
        first_from,
        second_from,
        known_percent: known_percent.unwrap_or(50),
    }
}

/// The rule by which neighborhoods get their priority, and the indicators of a profile.
#[utoipa::path(get, path = "/priority-rule", tag = "neighborhoods",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = PriorityRuleView), ReadProblems))]
pub(crate) async fn read_priority_rule(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<PriorityRuleView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let settings = state.store().load::<Settings>(SETTINGS_ID).await.map_err(store_problem)?.state;
    let now = settings.priority_rule(state.today());
    let versions = settings.priority_rules.into_iter().rev().map(|one| RuleVersionView {
        version: one.version,
        rule: one.rule,
        cause: one.cause,
        effective_from: one.effective_from.into(),
    });
    let indicators = PROFILE_INDICATORS.iter().map(|one| IndicatorView {
        code: one.code,
        section: one.section.as_str(),
        unit: one.unit,
        title: Title::new(one.title.0, one.title.1),
    });
    Ok(Json(PriorityRuleView {
        version: now.version,
        rule: now.rule,
        versions: versions.collect(),
        indicators: indicators.collect(),
    }))
}

/// Publish the next version of the rule of priority. What was given before keeps the rule it was given by.
#[utoipa::path(post, path = "/priority-rule", tag = "neighborhoods", request_body = PublishPriorityRuleBody,
    params(("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn publish_priority_rule(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::PublishNumbers)?;
    asked.signed.check(Action::PublishNumbers, &Resource::None)?;
    begin::<Settings, PublishPriorityRuleBody>(&asked, "publish_priority_rule", undated, |body, at| {
        let effective_from = body.effective_from.map_or(at.today, |day| day.0);
        let rule = rule_of(body.groups, body.first_from, body.second_from, body.known_percent);
        let wish = PublishPriorityRule { rule, cause: body.cause.into_string(), effective_from };
        Ok((SETTINGS_ID, wish.into(), Ids::new()))
    })
    .await
}
