//! What another rule would have said of what was read: new weights, bands, critical levels or another set put to past readings. Nothing is stored.

mod behind;
mod moved;
mod trial;
mod views;

use axum::Json;
use axum::extract::State;
use hamyar_domain::IndicatorSetRefusal;
use hamyar_domain::indicator_set::{TriedIndicator, TriedRule};
use hamyar_events::family::SetReference;
use hamyar_events::indicator_set::TierBands;
use hamyar_events::{Domain, Tier};
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{Access, Role, Via};
use hamyar_projections::cycles;
use hamyar_projections::tierings::{self, Scope};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(crate) use self::behind::TriedNumber;
use self::trial::{Shown, Trial};
use self::views::{MovedDecision, MovedFamily, WhatIf};
use super::answers::ReadProblems;
use super::cover::Covered;
use super::families::assessments::SetFields;
use super::system::BandsFields;
use super::{lookups, run};
use crate::auth::Signed;
use crate::input::{Code, Sent, body};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

body! {
    /// An indicator as a tried rule weighs it; its wording is not needed.
    pub struct TriedIndicatorFields {
        code: Code,
        domain: Domain,
        /// 1 to 10.
        weight: u16,
        /// A reading at or below this value alone makes the family harmed.
        critical_at: Option<u8>,
    }
}

body! {
    /// A rule to try over past readings: a published version, or indicators and bands of one's own. Readings are matched by the indicator's code.
    pub struct TryRuleBody {
        /// A published version; what is given beside it takes the place of its own.
        set: Option<SetFields>,
        indicators: Vec<TriedIndicatorFields>,
        bands: Option<BandsFields>,
        /// Jalali year of the comparison; the latest that has one when absent.
        year: Option<u16>,
        /// One center's families; a manager's own when absent.
        center_id: Option<Uuid>,
        /// Only the first so many families: a look before the whole.
        first: Option<u32>,
        /// For the families behind a number: which number; those that would move when absent.
        behind: Option<TriedNumber>,
        /// For the families behind a number: only those whom this caseworker holds.
        caseworker_id: Option<Uuid>,
        /// For the families and decisions behind a number: the tier now; of the year, the tier before.
        from: Option<Tier>,
        /// For the families and decisions behind a number: the tier under the tried rule; of the year, the tier after.
        to: Option<Tier>,
        /// For the families behind a number of the year: only those without a final tier.
        without_final: Option<bool>,
    }
}

/// A rule that may be tried, over what, and how exactly the answer may be told.
struct Asked {
    indicators: Vec<TriedIndicator>,
    bands: TierBands,
    year: Option<i32>,
    scope: Scope,
    exact: bool,
    behind: TriedNumber,
    caseworker_id: Option<Uuid>,
    from: Option<Tier>,
    to: Option<Tier>,
    without_final: bool,
}

/// As the set itself refuses to be published.
fn refusal(error: &IndicatorSetRefusal) -> Problem {
    serde_json::to_value(error).map_or(Problem::Internal, run::refused)
}

async fn asked(state: &AppState, signed: &Signed, action: Action, sent: &Sent) -> Result<Asked, Problem> {
    signed.may_ever(action)?;
    let principal = &signed.principal;
    // Whose center is asked for is told before what is wrong with the rule.
    let named = sent.text("center_id").and_then(|id| id.parse::<Uuid>().ok());
    signed.check(action, &Resource::Report { center_id: named })?;
    let (ground, exact) = if principal.is(Role::Auditor) {
        ("audit", true)
    } else if principal.is(Role::CenterManager) {
        if named.is_some_and(|center| !principal.center_ids().contains(&center)) {
            return Err(Problem::NotFound);
        }
        ("own_center", true)
    } else if named.is_some() {
        // Who administrates the store opens no family, and so asks of all centers together.
        return Err(Problem::FilterNotAllowed);
    } else {
        ("administration", false)
    };
    let body: TryRuleBody = sent.read()?;
    // What was judged is what is asked.
    if body.center_id != named {
        return Err(Problem::field("center_id", "malformed"));
    }
    let year = body.year.map(i32::from);
    if year.is_some_and(|year| !(1300..=1500).contains(&year)) {
        return Err(Problem::field("year", "malformed"));
    }
    let of_version = match &body.set {
        Some(set) => {
            let reference = SetReference { set_id: set.set_id, version: set.version };
            Some(lookups::published_set(state, reference).await?)
        }
        None => None,
    };
    let given = body.indicators.into_iter().map(|one| TriedIndicator {
        code: one.code.into_string(),
        domain: one.domain,
        weight: one.weight,
        critical_at: one.critical_at,
    });
    let mut indicators: Vec<TriedIndicator> = given.collect();
    if indicators.is_empty() {
        let set = of_version.as_ref().ok_or_else(|| Problem::field("indicators", "required"))?;
        indicators = set.indicators.iter().map(TriedIndicator::from).collect();
    }
    let bands = match (body.bands, &of_version) {
        (Some(bands), _) => TierBands {
            rule_version: bands.rule_version,
            harmed_below: bands.harmed_below,
            at_risk_below: bands.at_risk_below,
            readings_per_domain: bands.readings_per_domain,
        },
        (None, Some(set)) => set.bands,
        (None, None) => return Err(Problem::field("bands", "required")),
    };
    TriedRule::check(&indicators, bands).map_err(|error| refusal(&error))?;
    let center_id =
        if principal.is(Role::Auditor) || !exact { named } else { named.or(principal.center_ids().first().copied()) };
    let access =
        Access { user_id: principal.user_id, operation: "try_rule", subject: "what-if", ground, via: Via::Api };
    state.identity().record_access(access).await?;
    let scope = Scope { center_id, first: body.first.map(i64::from) };
    Ok(Asked {
        indicators,
        bands,
        year,
        scope,
        exact,
        behind: body.behind.unwrap_or_default(),
        caseworker_id: body.caseworker_id,
        from: body.from,
        to: body.to,
        without_final: body.without_final.unwrap_or(false),
    })
}

/// The year of the comparison: the one asked for, or the latest that has one.
async fn year_of(state: &AppState, asked: &Asked) -> Result<i32, Problem> {
    if let Some(year) = asked.year {
        return Ok(year);
    }
    let years = cycles::years(state.read()).await.map_err(|error| from_database("what-if", error))?;
    Ok(years.first().copied().unwrap_or_else(|| hamyar_persian::jalali_year(state.today())))
}

async fn rule(state: &AppState, asked: &Asked) -> Result<TriedRule, Problem> {
    let places = tierings::codes(state.read()).await.map_err(|error| from_database("codes", error))?;
    Ok(TriedRule::new(&asked.indicators, asked.bands, |code| places.of(code)))
}

/// Try a rule over history: who would move, the comparison of a year under both rules, caseloads, and decisions on families that would move.
/// Nothing is stored. An administrator reads rounded numbers of all centers together.
#[utoipa::path(post, path = "/what-if", tag = "reports", request_body = TryRuleBody,
    params(("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, body = WhatIf), ReadProblems))]
pub(crate) async fn try_rule(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    sent: Sent,
) -> Result<Json<WhatIf>, Problem> {
    let asked = asked(&state, &signed, Action::TryRule, &sent).await?;
    let fault = |error| from_database("what-if", error);
    let year = year_of(&state, &asked).await?;
    let rule = rule(&state, &asked).await?;
    let pool = state.read();
    let mut now = trial::Now::default();
    let mut of_year = trial::OfYear::default();
    futures::try_join!(
        tierings::each_now(pool, asked.scope, |row| now.take(&rule, row)),
        tierings::each_of_year(pool, year, asked.scope, |row| of_year.take(&rule, &row)),
    )
    .map_err(fault)?;
    let (decided, work, position) = futures::try_join!(
        tierings::decisions(pool, &now.movers),
        tierings::center_work(pool, asked.scope.center_id),
        hamyar_projections::position(pool, "tierings"),
    )
    .map_err(fault)?;
    let numbers = lookups::numbers(&state, state.today()).await?;
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let shown = if asked.exact { Shown::Exact } else { Shown::Rounded(&keyed) };
    let trial = Trial { year, now, of_year, decided, work, caseload_max: i64::from(numbers.caseload_max), position };
    let of_one_center = asked.scope.center_id.is_some();
    trial.view(pool, shown, of_one_center).await.map(Json).map_err(fault)
}

/// The families behind a number, those that would move when none is named, at most 500: cards of those that the person may open.
#[utoipa::path(post, path = "/what-if/families", tag = "reports", request_body = TryRuleBody,
    params(("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, body = Page<MovedFamily>), ReadProblems))]
pub(crate) async fn list_moved_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    sent: Sent,
) -> Result<Json<Page<Covered>>, Problem> {
    let asked = asked(&state, &signed, Action::OpenTried, &sent).await?;
    let rule = rule(&state, &asked).await?;
    moved::families(&state, &signed, &asked, &rule).await.map(Json)
}

/// Decisions of commissions on families that would move, the latest first, at most 500.
#[utoipa::path(post, path = "/what-if/decisions", tag = "reports", request_body = TryRuleBody,
    params(("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, body = Page<MovedDecision>), ReadProblems))]
pub(crate) async fn list_moved_decisions(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    sent: Sent,
) -> Result<Json<Page<Covered>>, Problem> {
    let mut asked = asked(&state, &signed, Action::OpenTried, &sent).await?;
    // Decisions are told of families that would move.
    asked.behind = TriedNumber::Moved;
    let rule = rule(&state, &asked).await?;
    moved::decisions(&state, &signed, &asked, &rule).await.map(Json)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(try_rule))
        .routes(routes!(list_moved_families))
        .routes(routes!(list_moved_decisions))
}
