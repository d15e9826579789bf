//! Search before create: names in any spelling, phone, birth year, file number; national ids through the store's blind index.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use hamyar_persian::person::{LIKELY, Likeness, PersonFacts};
use hamyar_persian::{fold_joined, name_similarity, tokens};
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::persons::{Found, found};
use crate::views::NamedRef;
use hamyar_events::Tier;

/// What is searched for. Every given field widens or strengthens; none narrows, except that names must be alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchQuery {
    /// Free words: names, or a file number.
    pub q: Option<String>,
    pub family_name: Option<String>,
    pub given_name: Option<String>,
    pub phone: Option<String>,
    pub father_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    /// Jalali year (or Gregorian, from 1700 on).
    pub birth_year: Option<i32>,
    /// The family that holds the national id searched for, as the store's blind index knows it.
    pub national_id_family: Option<Uuid>,
}

/// Whose families are shown. A match outside is told by [`search`]'s second answer and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchScope {
    /// Every family's.
    Everything,
    /// Those of these centers, and those that these caseworkers hold.
    Of { center_ids: Vec<Uuid>, caseworker_ids: Vec<Uuid> },
}

impl SearchScope {
    fn holds(&self, candidate: &Candidate) -> bool {
        match self {
            Self::Everything => true,
            Self::Of { center_ids, .. } => {
                candidate.center_id.is_some_and(|id| center_ids.contains(&id)) || self.is_own(candidate)
            }
        }
    }
    /// Whether the searcher is the caseworker who holds the family.
    fn is_own(&self, candidate: &Candidate) -> bool {
        match self {
            Self::Everything => false,
            Self::Of { caseworker_ids, .. } => candidate.caseworker_id.is_some_and(|id| caseworker_ids.contains(&id)),
        }
    }
}

/// As much of a family as a search shows.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FamilyLite {
    pub id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    pub neighborhood: NamedRef,
    pub tier: Option<Tier>,
    /// Whether the address, and with it the neighborhood, is under threat.
    #[serde(skip)]
    pub address_under_threat: bool,
}

/// A family found, how surely, and why.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SearchHit {
    pub family: FamilyLite,
    /// 0 to 100.
    pub score: u8,
    /// `national_id`, `file_number`, `phone`, `name`, `similar_name`, `father_name`, `birth_date`, `birth_year`.
    pub reasons: Vec<String>,
}

#[derive(Clone, FromRow)]
struct Candidate {
    family_id: Uuid,
    file_number: String,
    file_number_folded: String,
    family_name: Option<String>,
    neighborhood_id: Uuid,
    center_id: Option<Uuid>,
    caseworker_id: Option<Uuid>,
    tier: Option<String>,
    address_under_threat: bool,
    given_name: Option<String>,
    member_family_name: Option<String>,
}

const FETCH: i64 = 200;

type Ranked = Vec<(u8, BTreeSet<&'static str>, Candidate)>;

/// Families found, in the scope and outside it, surest first. Who is registered is found by what the register knows of each person; a number names
/// its family; and where nobody answers to a name, pieces of words and the likeness of letters are tried.
async fn ranked(pool: &PgPool, query: &SearchQuery, scope: &SearchScope) -> Result<(Ranked, Ranked), sqlx::Error> {
    let wanted = Wanted::new(query);
    let mut best: HashMap<Uuid, (u8, BTreeSet<&'static str>, Candidate)> = HashMap::new();
    let mut keep = |score: u8, reasons: BTreeSet<&'static str>, candidate: Candidate| {
        let entry = best.entry(candidate.family_id).or_insert_with(|| (0, BTreeSet::new(), candidate.clone()));
        if score > entry.0 {
            *entry = (score, reasons, candidate);
        }
    };
    let registered = found(pool, &wanted.person(query), scope).await?;
    let none = registered.is_empty();
    for (found, candidate) in with_families(pool, registered).await? {
        // A telephone under threat is confirmed to nobody but who holds the family.
        let by_phone = !candidate.address_under_threat || scope.is_own(&candidate);
        let (score, reasons) = if by_phone { (found.score, found.reasons) } else { found.unphoned };
        keep(score, reasons.into_iter().map(Likeness::as_str).collect(), candidate);
    }
    let mut others = numbered(pool, &wanted).await?;
    if none && !wanted.key.is_empty() {
        others.extend(both(pool, &wanted, scope, false).await?);
        if others.is_empty() && wanted.key.chars().count() >= 4 {
            others = both(pool, &wanted, scope, true).await?;
        }
    }
    for candidate in others {
        let (score, reasons) = wanted.score(&candidate);
        keep(score, reasons, candidate);
    }
    let mut all: Ranked = best.into_values().filter(|(score, ..)| *score > 0).collect();
    all.sort_by(|left, right| (right.0, &left.2.file_number).cmp(&(left.0, &right.2.file_number)));
    Ok(all.into_iter().partition(|(_, _, candidate)| scope.holds(candidate)))
}

/// What is found, each with its family.
async fn with_families(pool: &PgPool, found: Vec<Found>) -> Result<Vec<(Found, Candidate)>, sqlx::Error> {
    let ids: Vec<Uuid> = found.iter().map(|one| one.family_id).collect();
    let rows: Vec<Candidate> = sqlx::query_as(&format!(
        "select {FAMILY}, {NOBODY} from family f where f.family_id = any($1) and not f.erased and f.merged_into is null"
    ))
    .bind(ids)
    .fetch_all(pool)
    .await?;
    let mut rows: HashMap<Uuid, Candidate> = rows.into_iter().map(|row| (row.family_id, row)).collect();
    Ok(found.into_iter().filter_map(|one| rows.remove(&one.family_id).map(|row| (one, row))).collect())
}

/// The families that the numbers of the query name.
async fn numbered(pool: &PgPool, wanted: &Wanted) -> Result<Vec<Candidate>, sqlx::Error> {
    if wanted.file_number.is_none() && wanted.national_id_family.is_none() {
        return Ok(Vec::new());
    }
    let sql = format!("select {FAMILY}, {NOBODY} from family f where f.file_number_folded = $1 or f.family_id = $2");
    sqlx::query_as(&sql).bind(&wanted.file_number).bind(wanted.national_id_family).fetch_all(pool).await
}

/// Likely matches outside the scope, surest first: for who compares on their behalf, never for the searcher.
pub async fn likely_outside(
    pool: &PgPool,
    query: &SearchQuery,
    scope: &SearchScope,
    limit: usize,
) -> Result<Vec<Uuid>, sqlx::Error> {
    let (_, outside) = ranked(pool, query, scope).await?;
    let likely = outside.into_iter().filter(|(score, ..)| *score >= LIKELY);
    Ok(likely.take(limit).map(|(_, _, candidate)| candidate.family_id).collect())
}

/// A registered person who is more likely the one described than not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LikelyPerson {
    pub family_id: Uuid,
    pub person_id: Uuid,
    pub score: u8,
    /// Whether the family lies in the scope.
    pub in_scope: bool,
}

/// Everybody who is more likely the person described than not, surest first: for the last look before somebody is registered.
pub async fn likely(pool: &PgPool, query: &SearchQuery, scope: &SearchScope) -> Result<Vec<LikelyPerson>, sqlx::Error> {
    let registered = found(pool, &Wanted::new(query).person(query), scope).await?;
    let mut all = Vec::new();
    for (found, candidate) in with_families(pool, registered).await? {
        let (by_phone, in_scope) =
            (!candidate.address_under_threat || scope.is_own(&candidate), scope.holds(&candidate));
        let scored = found.likely.iter().map(|(id, with, without)| (*id, if by_phone { *with } else { *without }));
        all.extend(scored.filter(|(_, score)| *score >= LIKELY).map(|(person_id, score)| LikelyPerson {
            family_id: found.family_id,
            person_id,
            score,
            in_scope,
        }));
    }
    all.sort_by_key(|one| (std::cmp::Reverse(one.score), one.family_id, one.person_id));
    Ok(all)
}

/// Families found in the scope, surest first, and whether a likely match exists outside it.
pub async fn search(
    pool: &PgPool,
    query: &SearchQuery,
    scope: &SearchScope,
    limit: usize,
) -> Result<(Vec<SearchHit>, bool), sqlx::Error> {
    let (mut hits, outside) = ranked(pool, query, scope).await?;
    let elsewhere = outside.iter().any(|(score, ..)| *score >= LIKELY);
    hits.truncate(limit);
    let places: Vec<Uuid> = hits.iter().map(|(_, _, candidate)| candidate.neighborhood_id).collect();
    let names = Names::load(pool, &places).await?;
    let items = hits.into_iter().map(|(score, reasons, candidate)| SearchHit {
        family: FamilyLite {
            id: candidate.family_id,
            file_number: candidate.file_number,
            family_name: candidate.family_name,
            neighborhood: names.named(candidate.neighborhood_id),
            tier: candidate.tier.and_then(|tier| tier.parse().ok()),
            address_under_threat: candidate.address_under_threat,
        },
        score,
        reasons: reasons.into_iter().map(str::to_owned).collect(),
    });
    Ok((items.collect(), elsewhere))
}

/// The query, folded once.
struct Wanted {
    /// Given name and surname as searched, for likeness.
    name: String,
    /// The same, folded and joined.
    key: String,
    words: Vec<String>,
    file_number: Option<String>,
    national_id_family: Option<Uuid>,
}

impl Wanted {
    fn new(query: &SearchQuery) -> Self {
        let parts = [query.q.as_deref(), query.given_name.as_deref(), query.family_name.as_deref()];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Self {
            key: fold_joined(&name),
            words: tokens(&name),
            name,
            file_number: query
                .q
                .as_deref()
                .map(fold_joined)
                .filter(|key| key.chars().any(|digit| digit.is_ascii_digit())),
            national_id_family: query.national_id_family,
        }
    }

    /// The query as the description of a person. What is typed into the one free field is a name, unless it is a number.
    fn person(&self, query: &SearchQuery) -> PersonFacts {
        let has_digit = |text: &&str| fold_joined(text).contains(|digit: char| digit.is_ascii_digit());
        let free = query.q.as_deref();
        PersonFacts {
            given_name: query.given_name.clone(),
            family_name: query.family_name.clone(),
            names: free.filter(|text| !has_digit(text)).map(str::to_owned),
            father_name: query.father_name.clone(),
            birth_date: query.birth_date,
            birth_year: query.birth_year.map(|year| if year >= 1700 { year - 621 } else { year }),
            phone: query.phone.clone().or_else(|| free.filter(has_digit).map(str::to_owned)),
        }
    }

    fn score(&self, candidate: &Candidate) -> (u8, BTreeSet<&'static str>) {
        if self.national_id_family == Some(candidate.family_id) {
            return (100, BTreeSet::from(["national_id"]));
        }
        if self.file_number.as_deref() == Some(&candidate.file_number_folded) {
            return (100, BTreeSet::from(["file_number"]));
        }
        match self.likeness(candidate) {
            alike @ 60.. => (alike.min(85), BTreeSet::from(["similar_name"])),
            _ => (0, BTreeSet::new()),
        }
    }

    /// 0 to 100: the best of whole name, surname alone and given name alone; a name that holds every word searched for counts in full.
    fn likeness(&self, candidate: &Candidate) -> u8 {
        if self.key.is_empty() {
            return 0;
        }
        let surname = candidate.member_family_name.as_deref().or(candidate.family_name.as_deref()).unwrap_or_default();
        let whole = format!("{} {surname}", candidate.given_name.as_deref().unwrap_or_default());
        let key = fold_joined(&whole);
        let family = candidate.family_name.as_deref().unwrap_or_default();
        let held = key.contains(&self.key) || fold_joined(family).contains(&self.key);
        let by_words = self.words.len() > 1 && self.words.iter().all(|word| key.contains(word.as_str()));
        let alike =
            [whole.as_str(), surname, family].iter().map(|name| name_similarity(&self.name, name)).fold(0.0, f64::max);
        // A share of 0.0 to 1.0 as whole hundredths.
        let alike = (alike * 100.0).round().clamp(0.0, 100.0) as u8;
        if held || by_words { alike.max(75) } else { alike.saturating_sub(if alike < 85 { 25 } else { 0 }) }
    }
}

/// Rows whose names may be alike anywhere; when they are too many to be all, those of the scope as well, so that none of them is crowded out.
async fn both(pool: &PgPool, wanted: &Wanted, scope: &SearchScope, fuzzy: bool) -> Result<Vec<Candidate>, sqlx::Error> {
    let mut found = candidates(pool, wanted, &SearchScope::Everything, fuzzy).await?;
    if *scope != SearchScope::Everything && i64::try_from(found.len()).is_ok_and(|found| found >= FETCH) {
        found.extend(candidates(pool, wanted, scope, fuzzy).await?);
    }
    Ok(found)
}

/// Rows that may match: by index, never by reading all.
async fn candidates(
    pool: &PgPool,
    wanted: &Wanted,
    scope: &SearchScope,
    fuzzy: bool,
) -> Result<Vec<Candidate>, sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new("");
    let mut first = true;
    if !wanted.key.is_empty() {
        let condition = |query: &mut QueryBuilder<'_, Postgres>, column: &str| {
            if fuzzy {
                query.push(column).push(" % ").push_bind(wanted.key.clone());
                return;
            }
            query.push("(").push(column).push(" like ").push_bind(pattern(&wanted.key));
            if wanted.words.len() > 1 {
                query.push(" or (");
                for (place, word) in wanted.words.iter().enumerate() {
                    query.push(if place == 0 { "" } else { " and " }).push(column).push(" like ");
                    query.push_bind(pattern(word));
                }
                query.push(")");
            }
            query.push(")");
        };
        part(&mut query, &mut first, scope, |query| condition(query, "m.name_key"));
        family_part(&mut query, &mut first, scope, |query| condition(query, "f.name_key"));
    }
    if first {
        return Ok(Vec::new());
    }
    if !fuzzy {
        return query.build_query_as().fetch_all(pool).await;
    }
    let mut transaction = pool.begin().await?;
    sqlx::query("set local pg_trgm.similarity_threshold = 0.5").execute(&mut *transaction).await?;
    let found = query.build_query_as().fetch_all(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(found)
}

/// A short word is looked for at the beginning only: the index knows no shorter piece than three letters inside a word.
fn pattern(key: &str) -> String {
    if key.chars().count() < 3 { format!("{key}%") } else { format!("%{key}%") }
}

/// No member beside the family.
const NOBODY: &str = "null::text as given_name, null::text as member_family_name";
const FAMILY: &str = "f.family_id, f.file_number, f.file_number_folded, f.family_name, f.neighborhood_id, f.center_id, f.caseworker_id, f.tier, f.address_under_threat";

fn part<'q>(
    query: &mut QueryBuilder<'q, Postgres>,
    first: &mut bool,
    scope: &SearchScope,
    condition: impl FnOnce(&mut QueryBuilder<'q, Postgres>),
) {
    query.push(if std::mem::take(first) { "" } else { " union all " });
    query.push(format!(
        "(select {FAMILY}, m.given_name, m.family_name as member_family_name
            from family_member m join family f using (family_id) where not m.has_left and "
    ));
    condition(query);
    in_scope(query, scope);
}

fn family_part<'q>(
    query: &mut QueryBuilder<'q, Postgres>,
    first: &mut bool,
    scope: &SearchScope,
    condition: impl FnOnce(&mut QueryBuilder<'q, Postgres>),
) {
    query.push(if std::mem::take(first) { "" } else { " union all " });
    query.push(format!("(select {FAMILY}, {NOBODY} from family f where "));
    condition(query);
    in_scope(query, scope);
}

fn in_scope(query: &mut QueryBuilder<'_, Postgres>, scope: &SearchScope) {
    query.push(" and f.merged_into is null");
    if let SearchScope::Of { center_ids, caseworker_ids } = scope {
        query.push(" and (f.center_id = any(").push_bind(center_ids.clone());
        query.push(") or f.caseworker_id = any(").push_bind(caseworker_ids.clone()).push("))");
    }
    query.push(" limit ").push_bind(FETCH).push(")");
}
