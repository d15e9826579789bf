//! The families behind a number, and what commissions decided on them; for those who may open families.

use std::collections::HashMap;

use hamyar_domain::indicator_set::TriedRule;
use hamyar_events::Tier;
use hamyar_identity::policy::{self, Action};
use hamyar_projections::views::{FamilyCard, NamedRef, Page};
use hamyar_projections::{Names, families as cards, tierings};
use uuid::Uuid;

use super::Asked;
use super::trial::{Judged, judge};
use super::views::{MovedDecision, MovedFamily};
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::routes::centers::position;
use crate::routes::cover::{Covered, covered};
use crate::state::AppState;

/// Rows shown at most; the number beside them counts them all.
const MAX: usize = 500;

/// Every family that goes from the one tier to the other, in the order of their ids.
async fn movers(state: &AppState, asked: &Asked, rule: &TriedRule) -> Result<Vec<(Uuid, Tier, Tier)>, Problem> {
    let mut found = Vec::new();
    let goes = |from: Tier, to: Tier| {
        from != to && asked.from.is_none_or(|tier| tier == from) && asked.to.is_none_or(|tier| tier == to)
    };
    let take = |row: tierings::TieredNow| {
        if let Some(Judged::Computed(from, to)) = judge(rule, &row)
            && goes(from, to)
        {
            found.push((row.family_id, from, to));
        }
    };
    tierings::each_now(state.read(), asked.scope, take).await.map_err(|error| from_database("what-if", error))?;
    Ok(found)
}

/// Cards of those that may be opened.
async fn open_cards(state: &AppState, signed: &Signed, ids: &[Uuid]) -> Result<Vec<FamilyCard>, Problem> {
    let found = cards::cards_by_ids(state.read(), ids, state.today()).await;
    let mut found = found.map_err(|error| from_database("what-if families", error))?;
    let rows = policy::family_rows(&signed.principal, Action::OpenTried);
    let id = |row: &Option<NamedRef>| row.as_ref().map(|row| row.id);
    found.retain(|card| rows.contains(id(&card.center), id(&card.caseworker)));
    Ok(found)
}

pub(super) async fn families(
    state: &AppState,
    signed: &Signed,
    asked: &Asked,
    rule: &TriedRule,
) -> Result<Page<Covered>, Problem> {
    let movers = movers(state, asked, rule).await?;
    let ids: Vec<Uuid> = movers.iter().map(|(id, _, _)| *id).take(MAX).collect();
    let goes: HashMap<Uuid, (Tier, Tier)> = movers.iter().map(|(id, from, to)| (*id, (*from, *to))).collect();
    let items = open_cards(state, signed, &ids).await?.into_iter().filter_map(|family| {
        let (from, to) = *goes.get(&family.id)?;
        let fields = policy::list_fields(&signed.principal, family.address_under_threat);
        Some(covered("MovedFamily", &MovedFamily { family, from, to }, fields))
    });
    let items = items.collect();
    let total = i64::try_from(movers.len()).ok();
    Ok(Page { items, next: None, total, position: position(state).await? })
}

pub(super) async fn decisions(
    state: &AppState,
    signed: &Signed,
    asked: &Asked,
    rule: &TriedRule,
) -> Result<Page<Covered>, Problem> {
    let movers = movers(state, asked, rule).await?;
    let ids: Vec<Uuid> = movers.iter().map(|(id, _, _)| *id).collect();
    let goes: HashMap<Uuid, (Tier, Tier)> = movers.iter().map(|(id, from, to)| (*id, (*from, *to))).collect();
    let fault = |error| from_database("what-if decisions", error);
    let mut decided = tierings::decisions(state.read(), &ids).await.map_err(fault)?;
    let total = i64::try_from(decided.len()).ok();
    decided.truncate(MAX);
    let ids: Vec<Uuid> = decided.iter().map(|one| one.family_id).collect();
    let commissions: Vec<Uuid> = decided.iter().map(|one| one.commission_id).collect();
    let names = Names::load(state.read(), &commissions).await.map_err(fault)?;
    let cards = open_cards(state, signed, &ids).await?;
    let cards: HashMap<Uuid, FamilyCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    let items = decided.into_iter().filter_map(|one| {
        let card = cards.get(&one.family_id)?;
        let (from, to) = *goes.get(&one.family_id)?;
        let decision = MovedDecision {
            referral_id: one.referral_id,
            family_id: one.family_id,
            file_number: card.file_number.clone(),
            commission: names.named(one.commission_id),
            decided_on: one.decided_on.into(),
            from,
            to,
        };
        Some(covered("MovedDecision", &decision, policy::list_fields(&signed.principal, card.address_under_threat)))
    });
    let items = items.collect();
    Ok(Page { items, next: None, total, position: position(state).await? })
}
