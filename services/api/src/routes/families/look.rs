//! The last look before somebody is registered: the server's own, whatever the screen or the program before it did.
//!
//! Who is more likely registered already than not is put to a person: the answer names the families of the own scope, and of others only that there
//! is a possible match. Sent again with those families in `different_from` it is saved. A command that has its answer is looked at no more, so that
//! what is sent again gets its first answer.

use std::borrow::Cow;
use std::collections::BTreeSet;

use hamyar_events::FamilyId;
use hamyar_persian::person::PersonFacts;
use hamyar_projections::families::{LikelyPerson, SearchQuery, likely};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{document, search};
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::routes::run::store_problem;
use crate::state::AppState;
use crate::wait;

/// The refusal's code.
pub(crate) const LIKELY_REGISTERED: &str = "likely_registered";

/// Who is about to be registered.
#[derive(Default)]
pub(super) struct Sought {
    pub(super) facts: PersonFacts,
    /// Whether a national id is told. Two different ids are two people, and the same one is refused by its claim.
    pub(super) has_national_id: bool,
    /// The family that the person is to be in.
    pub(super) own: Option<Uuid>,
    /// What was known of the person before, where it is changed: whom that was like is no news.
    pub(super) before: Option<PersonFacts>,
}

/// What the person at the screen has seen and found to be somebody else.
#[derive(Default)]
pub(super) struct Seen {
    different_from: BTreeSet<Uuid>,
    elsewhere: bool,
}

impl Seen {
    pub(super) fn new(different_from: Option<&Vec<FamilyId>>, elsewhere: Option<bool>) -> Self {
        Self {
            different_from: different_from.into_iter().flatten().map(|id| id.0).collect(),
            elsewhere: elsewhere.unwrap_or(false),
        }
    }
}

/// Looks, and puts who is found to a person.
pub(super) async fn look(state: &AppState, signed: &Signed, sought: Sought, seen: &Seen) -> Result<(), Problem> {
    // Two desks after one another find each other.
    wait::until_head(state).await?;
    let mut found = persons(state, signed, &sought.facts).await?;
    found.retain(|one| Some(one.family_id) != sought.own && !seen.different_from.contains(&one.family_id));
    if found.is_empty() {
        return Ok(());
    }
    if sought.has_national_id {
        let ids: Vec<Uuid> = found.iter().map(|one| one.person_id).collect();
        let others = state.store().with_national_id(&ids).await.map_err(store_problem)?;
        found.retain(|one| !others.contains(&one.person_id));
    }
    if let Some(before) = &sought.before {
        let known = persons(state, signed, before).await?;
        found.retain(|one| !known.iter().any(|other| other.person_id == one.person_id));
    }
    let elsewhere = found.iter().any(|one| !one.in_scope);
    let mut families: Vec<Uuid> = Vec::new();
    for one in found.iter().filter(|one| one.in_scope) {
        if !families.contains(&one.family_id) {
            families.push(one.family_id);
        }
    }
    if families.is_empty() && (!elsewhere || seen.elsewhere) {
        return Ok(());
    }
    // It tells what a search tells, and leaves the trace of one.
    document::trace_list(state, signed, "search_families", "search").await?;
    let families: Vec<Value> = families.iter().map(|id| id.to_string().into()).collect();
    let params = Map::from_iter([("families".to_owned(), families.into()), ("elsewhere".to_owned(), elsewhere.into())]);
    Err(Problem::Refused { code: Cow::Borrowed(LIKELY_REGISTERED), params })
}

async fn persons(state: &AppState, signed: &Signed, facts: &PersonFacts) -> Result<Vec<LikelyPerson>, Problem> {
    if facts.given_name.is_none() && facts.phone.is_none() {
        return Ok(Vec::new());
    }
    let query = SearchQuery {
        given_name: facts.given_name.clone(),
        family_name: facts.family_name.clone(),
        father_name: facts.father_name.clone(),
        phone: facts.phone.clone(),
        birth_date: facts.birth_date,
        ..SearchQuery::default()
    };
    likely(state.read(), &query, &search::scope(signed)).await.map_err(|error| from_database("last look", error))
}
