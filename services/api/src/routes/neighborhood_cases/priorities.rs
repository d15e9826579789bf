//! Priorities: given to one neighborhood, listed for a place, and tried under another rule without touching the history.

use axum::Json;
use axum::extract::State;
use hamyar_domain::neighborhood::{PriorityOverride, PriorityRuleInForce, SetPriority, compute, faults_of};
use hamyar_domain::{Neighborhood, NeighborhoodRefusal, SETTINGS_ID, Settings};
use hamyar_events::PriorityLevel;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::neighborhood_cases::{self as cases, RankedFilter, Standing};
use hamyar_projections::places::{self, GroupRef, NeighborhoodCard, NeighborhoodFilter};
use hamyar_projections::views::{CivilDate, NamedRef, Page};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::super::answers::{CommandAnswers, Done, ReadProblems};
use super::super::asked::{Asked, go_on};
use super::super::run::{self, Ids, store_problem};
use super::allowed;
use super::ranking::zone;
use super::rules::{PriorityGroupFields, rule_of};
use crate::auth::Signed;
use crate::input::{Day, Filters, PageQuery, Sent, Words, body, command, paged};
use crate::problem::{Problem, from_database};
use crate::routes::reach::own_places;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Neighborhoods of a list at most.
const NEIGHBORHOODS_MAX: i64 = 5000;

body! {
    /// Another level than the computed one, and why.
    pub struct PriorityOverrideFields {
        level: PriorityLevel,
        /// Names nobody.
        reason: Words,
    }
}

command! {
    /// The priority that the rule computes from the newest profile, or another one.
    pub struct SetPriorityBody {
        r#override: Option<PriorityOverrideFields>,
        /// What made somebody look again; needed once a priority was given.
        cause: Option<Words>,
        set_on: Option<Day>,
    }
}

body! {
    /// A rule to try.
    pub struct TryPrioritiesBody {
        groups: Vec<PriorityGroupFields>,
        first_from: u16,
        second_from: u16,
        known_percent: Option<u8>,
        /// Below this place or in this group; everywhere when absent.
        place_id: Option<Uuid>,
    }
}

/// Which neighborhoods.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PrioritiesQuery {
    /// Below this place or in this group. Without it, the own places of whoever is bound to some.
    place_id: Option<String>,
    /// `first`, `second`, `third`.
    level: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// A neighborhood with its priority.
#[derive(Serialize, ToSchema)]
pub(crate) struct PriorityRow {
    id: Uuid,
    name: String,
    city: Option<NamedRef>,
    /// With the rank that its source prints.
    zone: Option<GroupRef>,
    /// Rank inside the zone by what holds now.
    rank: Option<i64>,
    level: Option<PriorityLevel>,
    score: Option<u16>,
    overridden: bool,
    set_on: Option<CivilDate>,
    rule_version: Option<u32>,
    /// The level that the rule in force makes of the newest profile; null where it knows too little.
    computed: Option<PriorityLevel>,
    /// The profile or the rule moved on since the priority was given.
    outdated: bool,
    /// Indicators that lack for a computation.
    lacking: usize,
    /// 0 without a profile.
    profile_version: u32,
    approved: bool,
}

/// A page of neighborhoods with their priorities.
#[derive(Serialize, ToSchema)]
pub(crate) struct PriorityPage {
    items: Vec<PriorityRow>,
    /// Opaque cursor of the next page; null at the end.
    next: Option<String>,
    /// Neighborhoods of the whole list.
    total: i64,
    /// Those of them that have a priority.
    given: i64,
    position: i64,
}

/// A neighborhood under the rule in force and under the tried one.
#[derive(Serialize, ToSchema)]
pub(crate) struct TriedPriority {
    id: Uuid,
    name: String,
    zone: Option<GroupRef>,
    /// The level that holds.
    held: Option<PriorityLevel>,
    /// By the rule in force.
    now: Option<PriorityLevel>,
    now_score: Option<u16>,
    /// By the tried rule.
    tried: Option<PriorityLevel>,
    tried_score: Option<u16>,
    moved: bool,
}

/// What a tried rule would change. Nothing is stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct TriedPriorities {
    /// Version of the rule in force.
    version: u32,
    /// Neighborhoods that either rule gives a level, those that move first.
    items: Vec<TriedPriority>,
    moved: usize,
    /// Neighborhoods whose profile knows too little for both.
    unknown: usize,
}

async fn rule_in_force(state: &AppState) -> Result<PriorityRuleInForce, Problem> {
    let settings = state.store().load::<Settings>(SETTINGS_ID).await.map_err(store_problem)?;
    Ok(settings.state.priority_rule(state.today()))
}

/// Neighborhoods of a place, or all.
pub(super) async fn cards(state: &AppState, place_id: Option<Uuid>) -> Result<Vec<NeighborhoodCard>, Problem> {
    let filter = NeighborhoodFilter { place_id, ..NeighborhoodFilter::default() };
    let found = places::neighborhoods(state.read(), &filter, NEIGHBORHOODS_MAX).await;
    found.map_err(|error| from_database("neighborhoods", error))
}

/// Where they stand.
pub(super) async fn standings(
    state: &AppState,
    cards: &[NeighborhoodCard],
) -> Result<HashMap<Uuid, Standing>, Problem> {
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id).collect();
    cases::standings(state.read(), &ids).await.map_err(|error| from_database("priorities", error))
}

/// Give the neighborhood its priority: what the rule computes, or another level with a reason.
#[utoipa::path(post, path = "/neighborhoods/{id}/priority", tag = "neighborhoods", request_body = SetPriorityBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn set_priority(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::SetPriority, asked.path[0]).await?;
    let rule = rule_in_force(&asked.state).await?;
    let day = |body: &SetPriorityBody| body.set_on;
    go_on::<Neighborhood, SetPriorityBody>(&asked, "set_priority", day, |body, at| {
        let given = body.r#override.map(|one| PriorityOverride { level: one.level, reason: one.reason.into_string() });
        let cause = body.cause.map(Words::into_string);
        Ok((SetPriority { given, cause, set_on: at.day, rule, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The neighborhoods of a place with their priority: the most urgent first, page by page.
#[utoipa::path(get, path = "/priorities", tag = "neighborhoods", params(PrioritiesQuery),
    responses((status = 200, body = PriorityPage), ReadProblems))]
pub(crate) async fn list_priorities(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<PrioritiesQuery>,
) -> Result<Json<PriorityPage>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let place_id: Option<Uuid> = read.parse("place_id", &query.place_id);
    let level: Option<PriorityLevel> = read.parse("level", &query.level);
    let limit = read.limit(&query.limit);
    let offset = read.offset("cursor", &query.cursor);
    read.done()?;
    let place_ids = place_id.map(|id| vec![id]).or_else(|| own_places(&signed.principal));
    let filter = RankedFilter { place_ids, level };
    let position = super::super::centers::position(&state).await?;
    let ranked = cases::ranked(state.read(), &filter, offset, limit).await;
    let ranked = ranked.map_err(|error| from_database("priorities", error))?;
    let ids: Vec<Uuid> = ranked.iter().map(|one| one.neighborhood_id).collect();
    let filter = NeighborhoodFilter { ids: Some(ids), ..NeighborhoodFilter::default() };
    let cards = places::neighborhoods(state.read(), &filter, limit).await;
    let cards = cards.map_err(|error| from_database("neighborhoods", error))?;
    let standings = standings(&state, &cards).await?;
    let rule = rule_in_force(&state).await?;
    let mut by_id: HashMap<Uuid, NeighborhoodCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    let (total, given) = ranked.first().map_or((0, 0), |one| (one.total, one.given));
    let items: Vec<PriorityRow> = ranked
        .iter()
        .filter_map(|one| Some(row(by_id.remove(&one.neighborhood_id)?, &standings, one.rank, &rule)))
        .collect();
    let Page { items, next, .. } = paged(items, total, offset, position);
    Ok(Json(PriorityPage { items, next, total, given, position }))
}

fn row(
    card: NeighborhoodCard,
    standings: &HashMap<Uuid, Standing>,
    rank: Option<i64>,
    rule: &PriorityRuleInForce,
) -> PriorityRow {
    let standing = standings.get(&card.id);
    let priority = standing.and_then(|standing| standing.priority.as_ref());
    let profile = standing.and_then(|standing| standing.profile.as_ref());
    let (computed, lacking) = match profile.map(|profile| compute(rule, profile)) {
        Some(Ok(computed)) => (Some(computed), 0),
        Some(Err(lacking)) => (None, lacking.iter().map(|one| one.missing.len()).sum()),
        None => (None, 0),
    };
    let outdated = priority.zip(computed.as_ref()).is_some_and(|(priority, computed)| {
        let by = &priority.computed;
        (by.rule_version, by.profile_version) != (computed.rule_version, computed.profile_version)
    });
    PriorityRow {
        zone: zone(&card).cloned(),
        rank,
        id: card.id,
        name: card.name,
        city: card.city,
        level: priority.map(|priority| priority.level),
        score: priority.map(|priority| priority.computed.score),
        overridden: priority.is_some_and(|priority| priority.override_reason.is_some()),
        set_on: priority.map(|priority| priority.set_on.clone()),
        rule_version: priority.map(|priority| priority.computed.rule_version),
        computed: computed.map(|computed| computed.level),
        outdated,
        lacking,
        profile_version: profile.map_or(0, |profile| profile.version),
        approved: standing.is_some_and(|standing| standing.approved.is_some()),
    }
}

/// Try another rule over all neighborhoods: who would move. Nothing is stored.
#[utoipa::path(post, path = "/priorities/try", tag = "neighborhoods", request_body = TryPrioritiesBody,
    params(("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, body = TriedPriorities), ReadProblems))]
pub(crate) async fn try_priorities(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    sent: Sent,
) -> Result<Json<TriedPriorities>, Problem> {
    signed.may_ever(Action::TryPriorities)?;
    signed.check(Action::TryPriorities, &Resource::None)?;
    let body: TryPrioritiesBody = sent.read()?;
    let rule = rule_of(body.groups, body.first_from, body.second_from, body.known_percent);
    // As the rule itself is refused to be published.
    faults_of(&rule).map_err(|fields| {
        serde_json::to_value(NeighborhoodRefusal::from(fields)).map_or(Problem::Internal, run::refused)
    })?;
    let in_force = rule_in_force(&state).await?;
    let tried = PriorityRuleInForce { version: in_force.version.saturating_add(1), rule };
    let cards = cards(&state, body.place_id).await?;
    let standings = standings(&state, &cards).await?;
    let (mut items, mut unknown) = (Vec::new(), 0_usize);
    for card in cards {
        let standing = standings.get(&card.id);
        let profile = standing.and_then(|standing| standing.profile.as_ref());
        let under = |rule: &PriorityRuleInForce| profile.and_then(|profile| compute(rule, profile).ok());
        let (now, then) = (under(&in_force), under(&tried));
        if now.is_none() && then.is_none() {
            unknown = unknown.saturating_add(1);
            continue;
        }
        let (now_level, then_level) = (now.as_ref().map(|now| now.level), then.as_ref().map(|then| then.level));
        items.push(TriedPriority {
            zone: zone(&card).cloned(),
            id: card.id,
            name: card.name,
            held: standing.and_then(|standing| standing.priority.as_ref()).map(|priority| priority.level),
            now: now_level,
            now_score: now.map(|now| now.score),
            tried: then_level,
            tried_score: then.map(|then| then.score),
            moved: now_level != then_level,
        });
    }
    items.sort_by_key(|one| (!one.moved, one.tried, std::cmp::Reverse(one.tried_score)));
    let moved = items.iter().filter(|one| one.moved).count();
    Ok(Json(TriedPriorities { version: in_force.version, items, moved, unknown }))
}
