//! The families behind a number, and what commissions decided on them; for those who may open families.

use std::collections::HashMap;

use hamyar_domain::indicator_set::TriedRule;
use hamyar_events::Tier;
use hamyar_identity::policy::{self, Action, FamilyRows};
use hamyar_projections::views::{FamilyCard, Page};
use hamyar_projections::{Names, families as cards, tierings};
use uuid::Uuid;

use super::Asked;
use super::behind::TriedNumber;
use super::trial::{Judged, judge, judge_year};
use super::views::{MovedDecision, MovedFamily};
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::routes::centers::position;
use crate::routes::cover::{Covered, covered};
use crate::state::AppState;

/// Rows shown at most; the number beside them counts them all.
const MAX: usize = 500;
const MAX_CARDS: i64 = 500;

/// A family with its tier now and under the tried rule; of the year, with the tiers before and after.
type Found = (Uuid, Tier, Option<Tier>);

/// Every family behind the number that was pressed, in the order of their ids.
async fn found(state: &AppState, asked: &Asked, rule: &TriedRule) -> Result<Vec<Found>, Problem> {
    let number = asked.behind;
    let mut found = Vec::new();
    let goes = |from: Tier, to: Option<Tier>| {
        asked.from.is_none_or(|tier| tier == from)
            && asked.to.is_none_or(|tier| Some(tier) == to)
            && (!asked.without_final || to.is_none())
    };
    let fault = |error| from_database("what-if", error);
    if number.is_of_year() {
        let year = super::year_of(state, asked).await?;
        let take = |row: tierings::TieredTwice| {
            let tiers = match (judge_year(rule, &row), number) {
                (None, TriedNumber::LeftOut) => row
                    .before
                    .parse()
                    .ok()
                    .map(|before| (before, row.after.as_ref().and_then(|after| after.parse().ok()))),
                (Some((now, _)), TriedNumber::YearNow) => Some(now),
                (Some((_, tried)), TriedNumber::YearTried) => Some(tried),
                _ => None,
            };
            found.extend(tiers.filter(|(from, to)| goes(*from, *to)).map(|(from, to)| (row.family_id, from, to)));
        };
        tierings::each_of_year(state.read(), year, asked.scope, take).await.map_err(fault)?;
        return Ok(found);
    }
    let take = |row: tierings::TieredNow| {
        let Some(judged) = judge(rule, &row) else { return };
        if asked.caseworker_id.is_some_and(|id| row.caseworker_id != Some(id)) {
            return;
        }
        // Of a tier given by hand the list says what the tried rule computes.
        let (from, to) = match judged {
            Judged::ByHand(now, computed) => (now, computed),
            other => other.tiers(),
        };
        if number.counts(judged, row.caseworker_id.is_some()) && goes(from, Some(to)) {
            found.push((row.family_id, from, Some(to)));
        }
    };
    tierings::each_now(state.read(), asked.scope, take).await.map_err(fault)?;
    Ok(found)
}

/// Cards of those that may be opened, at most so many as a list shows.
async fn open_cards(state: &AppState, signed: &Signed, ids: &[Uuid]) -> Result<Vec<FamilyCard>, Problem> {
    let within = match policy::family_rows(&signed.principal, Action::OpenTried) {
        FamilyRows::All => None,
        FamilyRows::Nothing => return Ok(Vec::new()),
        FamilyRows::Of { caseworker_ids, center_ids } => Some((caseworker_ids, center_ids)),
    };
    let found = cards::openable_cards(state.read(), ids, within, MAX_CARDS, state.today()).await;
    found.map_err(|error| from_database("what-if families", error))
}

pub(super) async fn families(
    state: &AppState,
    signed: &Signed,
    asked: &Asked,
    rule: &TriedRule,
) -> Result<Page<Covered>, Problem> {
    let movers = found(state, asked, rule).await?;
    let ids: Vec<Uuid> = movers.iter().map(|(id, _, _)| *id).collect();
    let goes: HashMap<Uuid, (Tier, Option<Tier>)> = movers.iter().map(|(id, from, to)| (*id, (*from, *to))).collect();
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
    let movers = found(state, asked, rule).await?;
    let ids: Vec<Uuid> = movers.iter().map(|(id, _, _)| *id).collect();
    let goes: HashMap<Uuid, (Tier, Tier)> =
        movers.iter().filter_map(|(id, from, to)| Some((*id, (*from, (*to)?)))).collect();
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
