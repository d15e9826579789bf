//! The roadmap of a province by consolidation (S087): the same action of several neighborhoods stands once, with all of them.
//!
//! Two actions are the same when their texts are equal once letters, diacritics, blanks and half blanks are folded (agencies are registered
//! bodies by then, whatever their printed spelling), or when somebody said so.

use chrono::NaiveDate;
use hamyar_events::Horizon;
use hamyar_persian::fold_joined;
use serde::Serialize;
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::{ActionFilter, actions};
use super::views::{ActionState, ActionView};
use crate::views::NamedRef;

/// One neighborhood of an action that stands once.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ConsolidatedPlace {
    pub neighborhood: NamedRef,
    pub action_id: Uuid,
    pub number: i32,
    /// As it is worded there.
    pub text: String,
    pub horizon: Option<Horizon>,
    pub state: ActionState,
}

/// An action of the province.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ConsolidatedAction {
    /// As the first neighborhood words it.
    pub text: String,
    /// The nearest of its horizons.
    pub horizon: Option<Horizon>,
    /// Every agency that answers for it somewhere.
    pub agencies: Vec<NamedRef>,
    pub places: Vec<ConsolidatedPlace>,
    /// Worded otherwise in places, and said to be the same.
    pub by_hand: bool,
}

/// The roadmap of a place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ConsolidatedRoadmap {
    /// By horizon, then by how many neighborhoods have it, then by text.
    pub actions: Vec<ConsolidatedAction>,
    /// Actions of all neighborhoods, before the same ones were put together.
    pub of_neighborhoods: usize,
    pub neighborhoods: usize,
    pub position: i64,
}

/// What two wordings of the same action have in common.
pub fn same_text(text: &str) -> String {
    fold_joined(text)
}

/// Consolidates the adopted roadmaps below a place; what was dropped is left out. Pool: [`read pool`](crate#reading).
pub async fn consolidated(pool: &PgPool, place_id: Uuid, today: NaiveDate) -> Result<ConsolidatedRoadmap, sqlx::Error> {
    let filter = ActionFilter { place_id: Some(place_id), adopted_only: true, ..ActionFilter::default() };
    let (all, position) = futures::try_join!(actions(pool, &filter, today), crate::position(pool, "roadmaps"))?;
    let kept: Vec<ActionView> = all.into_iter().filter(|one| one.state != ActionState::Dropped).collect();
    let neighborhoods: BTreeSet<Uuid> = kept.iter().map(|one| one.neighborhood.id).collect();
    let (of_neighborhoods, neighborhoods) = (kept.len(), neighborhoods.len());
    Ok(ConsolidatedRoadmap { actions: put_together(kept), of_neighborhoods, neighborhoods, position })
}

fn put_together(actions: Vec<ActionView>) -> Vec<ConsolidatedAction> {
    let groups = groups(&actions);
    let mut together: BTreeMap<usize, Vec<ActionView>> = BTreeMap::new();
    for (index, action) in actions.into_iter().enumerate() {
        together.entry(groups.get(index).copied().unwrap_or(index)).or_default().push(action);
    }
    let mut found: Vec<ConsolidatedAction> = together.into_values().filter_map(one).collect();
    found.sort_by_cached_key(|one| (one.horizon, std::cmp::Reverse(one.places.len()), crate::sort_key(&one.text)));
    found
}

fn one(actions: Vec<ActionView>) -> Option<ConsolidatedAction> {
    let first = actions.first()?;
    let (text, key) = (first.text.clone(), same_text(&first.text));
    let by_hand = actions.iter().any(|action| same_text(&action.text) != key);
    let horizon = actions.iter().filter_map(|action| action.horizon).min();
    let mut agencies: Vec<NamedRef> = Vec::new();
    for agency in actions.iter().flat_map(|action| &action.agencies) {
        if !agencies.iter().any(|known| known.id == agency.id) {
            agencies.push(agency.clone());
        }
    }
    let places = actions.into_iter().map(|action| ConsolidatedPlace {
        neighborhood: action.neighborhood,
        action_id: action.id,
        number: action.number,
        text: action.text,
        horizon: action.horizon,
        state: action.state,
    });
    Some(ConsolidatedAction { text, horizon, agencies, places: places.collect(), by_hand })
}

/// For each action the first one that is the same, by text or by what somebody said, through any number of others.
fn groups(actions: &[ActionView]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..actions.len()).collect();
    let mut join = |one: usize, other: usize| {
        let (from, into) = (group[one].max(group[other]), group[one].min(group[other]));
        group.iter_mut().filter(|of| **of == from).for_each(|of| *of = into);
    };
    let mut by_text: HashMap<String, usize> = HashMap::new();
    let by_id: HashMap<Uuid, usize> = actions.iter().enumerate().map(|(index, one)| (one.id, index)).collect();
    for (index, action) in actions.iter().enumerate() {
        let first = *by_text.entry(same_text(&action.text)).or_insert(index);
        join(first, index);
        for other in action.same_as.iter().filter_map(|id| by_id.get(id)) {
            join(*other, index);
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(number: u128, text: &str, same_as: &[u128]) -> ActionView {
        let id = Uuid::from_u128;
        ActionView {
            id: id(number),
            neighborhood: NamedRef::unnamed(id(number + 100)),
            number: 1,
            text: text.to_owned(),
            horizon: Some(Horizon::Short),
            agencies: vec![NamedRef::unnamed(id(number + 200))],
            capacity: None,
            capitals: vec![],
            due_on: None,
            state: ActionState::Planned,
            since_version: Some(1),
            words: vec![],
            same_as: same_as.iter().map(|other| id(*other)).collect(),
            flags: vec![],
            sequence: 1,
        }
    }

    /// S087: the same action of two places stands once with both, by its folded text or by what somebody said.
    #[test]
    fn s087_the_same_action_of_two_places_stands_once_with_both() {
        let found = put_together(vec![
            action(1, "برگزاری آموزش مهارت‌های زندگی به دانش‌آموزان", &[]),
            action(2, "تصویب و اجرای قوانین شدید", &[]),
            action(3, "برگزاری آموزش مهارت های زندگي به دانش آموزان", &[]),
            action(4, "تصویب قوانین شدید", &[2]),
            action(5, "چیز دیگر", &[]),
        ]);
        let counts: Vec<(usize, usize, bool)> =
            found.iter().map(|one| (one.places.len(), one.agencies.len(), one.by_hand)).collect();
        assert_eq!(counts, [(2, 2, false), (2, 2, true), (1, 1, false)]);
    }

    #[test]
    fn sameness_reaches_through_others() {
        let found = put_together(vec![action(1, "الف", &[]), action(2, "ب", &[1]), action(3, "پ", &[2])]);
        assert_eq!(found.len(), 1);
    }
}
