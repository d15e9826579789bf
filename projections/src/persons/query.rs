//! Who of the register may be the person sought.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use hamyar_persian::person::{
    Described, Describer, LIKELY, Likeness, PersonFacts, Rarity, SoughtKeys, compare_twice, loose_keys, sought_keys,
};
use sqlx::{FromRow, PgConnection, PgPool};
use uuid::Uuid;

use crate::families::SearchScope;

/// Rows that a telephone or a day of birth may find, and those that one half of a name with a slip in it may.
const NARROW_MAX: i64 = 1_000;
/// Rows of one whole name, or of two things in common; a name of which there are more in the register needs more than a name.
const TOGETHER_MAX: i64 = 1_500;
/// Rows that one broad key may find by itself.
const ALONE_MAX: i64 = 80;
/// Rows that a single word may find.
const LOOSE_MAX: i64 = 600;
/// Families of which more than the score is wanted.
const FAMILIES_MAX: usize = 200;

/// A family in which the person sought may be registered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub family_id: Uuid,
    pub score: u8,
    pub reasons: Vec<Likeness>,
    /// The same without the telephone, which is confirmed to nobody where it is under threat.
    pub unphoned: (u8, Vec<Likeness>),
    /// Those of the family who are more likely the person than not, with both scores.
    pub likely: Vec<(Uuid, u8, u8)>,
}

#[derive(FromRow)]
struct Held {
    /// Which part of the question found it; 0 where parts are of no interest.
    arm: i32,
    person_id: Uuid,
    family_id: Uuid,
    given_name: Option<String>,
    family_name: Option<String>,
    father_name: Option<String>,
    birth_date: Option<NaiveDate>,
    birth_year: Option<i32>,
    phone: Option<String>,
}

impl Held {
    fn facts(self) -> (Uuid, PersonFacts) {
        let facts = PersonFacts {
            given_name: self.given_name,
            family_name: self.family_name,
            names: None,
            father_name: self.father_name,
            birth_date: self.birth_date,
            birth_year: self.birth_year,
            phone: self.phone,
        };
        (self.family_id, facts)
    }
}

const HELD: &str =
    "p.person_id, p.family_id, p.given_name, p.family_name, p.father_name, p.birth_date, p.birth_year, p.phone";

/// The planner takes a limit for a reason to read the table from its beginning until enough are found, comparing each of a million rows with some
/// dozens of keys: seconds, where the index takes milliseconds.
const BY_INDEX: &str = "set local enable_seqscan = off";

/// Parts of the question by keys, with what each may find.
const ARMS: [(&str, i64); 7] = [
    ("p.keys && $1", NARROW_MAX),
    ("p.keys && $2", NARROW_MAX),
    ("p.keys && $3", TOGETHER_MAX),
    ("p.keys && $4", NARROW_MAX),
    ("p.keys && $5 and p.keys && $6", TOGETHER_MAX),
    ("p.keys && $7 and p.keys && $8", TOGETHER_MAX),
    ("p.keys && $9 and p.keys && $10", TOGETHER_MAX),
];

/// Families in which the person may be registered, surest first.
pub(crate) async fn found(pool: &PgPool, facts: &PersonFacts, scope: &SearchScope) -> Result<Vec<Found>, sqlx::Error> {
    let sought = Described::new(facts);
    let keys = sought_keys(&sought);
    let mut transaction = pool.begin().await?;
    sqlx::query(BY_INDEX).execute(&mut *transaction).await?;
    let (rows, own) = candidates(&mut transaction, &sought, &keys, scope).await?;
    transaction.commit().await?;
    let (mut read, mut describer) = (HashSet::new(), Describer::default());
    let held: Vec<(Uuid, Uuid, Described)> = rows
        .into_iter()
        .filter(|row| read.insert(row.person_id))
        .map(|row| {
            let person_id = row.person_id;
            let (family, facts) = row.facts();
            (person_id, family, describer.describe(&facts))
        })
        .collect();
    let bearers = bearers(pool, &sought, &held).await?;
    let rarity = Rarity::new(bearers.get("").copied().unwrap_or(0), bearers);
    let mut best: HashMap<Uuid, Found> = HashMap::new();
    for (person_id, family_id, person) in &held {
        let (with, without) = compare_twice(&sought, person, &rarity);
        let known = best.entry(*family_id).or_insert_with(|| Found {
            family_id: *family_id,
            score: 0,
            reasons: Vec::new(),
            unphoned: (0, Vec::new()),
            likely: Vec::new(),
        });
        if with.score.max(without.score) >= LIKELY {
            known.likely.push((*person_id, with.score, without.score));
        }
        if with.score > known.score {
            (known.score, known.reasons) = (with.score, with.reasons);
        }
        if without.score > known.unphoned.0 {
            known.unphoned = (without.score, without.reasons);
        }
    }
    let mut found: Vec<Found> = best.into_values().filter(|one| one.score > 0).collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.score), one.family_id));
    let mut place = 0;
    found.retain(|one| {
        place += 1;
        place <= FAMILIES_MAX || own.contains(&one.family_id)
    });
    Ok(found)
}

/// Whoever may be the person, and the families of the scope that were read beside.
async fn candidates(
    connection: &mut PgConnection,
    sought: &Described,
    keys: &SoughtKeys,
    scope: &SearchScope,
) -> Result<(Vec<Held>, HashSet<Uuid>), sqlx::Error> {
    let mut rows = keyed(connection, keys).await?;
    let mut own: HashSet<Uuid> = HashSet::new();
    // Where more share a key than were read, those of the scope are read all the same: nobody's own family is crowded out by namesakes.
    if is_cut(&rows)
        && let SearchScope::Of { center_ids, caseworker_ids } = scope
    {
        let held = within(connection, &keys.all(), center_ids, caseworker_ids).await?;
        own.extend(held.iter().map(|row| row.family_id));
        rows.extend(held);
    }
    if rows.is_empty() && sought.is_named() {
        let keys = loose_keys(sought);
        rows = loose(connection, &keys).await?;
        // A common word is borne by more than were read: those of the scope come first.
        if i64::try_from(rows.len()).is_ok_and(|read| read >= LOOSE_MAX)
            && let SearchScope::Of { center_ids, caseworker_ids } = scope
        {
            let held = within(connection, &keys, center_ids, caseworker_ids).await?;
            own.extend(held.iter().map(|row| row.family_id));
            rows.extend(held);
        }
    }
    Ok((rows, own))
}

/// Whoever shares a narrow key, or broad ones of two kinds, which together are narrow; and of those who share a broad one alone as many as are worth
/// looking at. The index puts two kinds together before a row is read, so that what is read does not grow with how common a name is.
async fn keyed(connection: &mut PgConnection, keys: &SoughtKeys) -> Result<Vec<Held>, sqlx::Error> {
    let [family_year, given_year, given_father] = keys.kinds_beside();
    let year_and_father: Vec<i32> = family_year.iter().chain(&given_father).copied().collect();
    let mut sql: Vec<String> = (1..)
        .zip(ARMS)
        .map(|(arm, (shared, most))| format!("(select {arm} as arm, {HELD} from person p where {shared} limit {most})"))
        .collect();
    sql.push(format!(
        "select 0 as arm, one.* from unnest($11::integer[]) key
           cross join lateral (select {HELD} from person p where p.keys @> array[key] limit {ALONE_MAX}) one"
    ));
    sqlx::query_as(&sql.join(" union all "))
        .bind(keys.phones())
        .bind(keys.births())
        .bind(keys.whole())
        .bind(keys.slips())
        .bind(keys.names())
        .bind(keys.beside())
        .bind(given_year)
        .bind(year_and_father)
        .bind(family_year)
        .bind(given_father)
        .bind(keys.broad())
        .fetch_all(connection)
        .await
}

/// Whether a part of the question found as many as it may, so that there are more.
fn is_cut(rows: &[Held]) -> bool {
    let found = |arm: i32| rows.iter().filter(|row| row.arm == arm).count();
    (1..).zip(ARMS).any(|(arm, (_, most))| i64::try_from(found(arm)).is_ok_and(|found| found >= most))
}

async fn loose(connection: &mut PgConnection, keys: &[i32]) -> Result<Vec<Held>, sqlx::Error> {
    sqlx::query_as(&format!("select 0 as arm, {HELD} from person p where p.keys && $1 limit $2"))
        .bind(keys)
        .bind(LOOSE_MAX)
        .fetch_all(connection)
        .await
}

async fn within(
    connection: &mut PgConnection,
    keys: &[i32],
    centers: &[Uuid],
    caseworkers: &[Uuid],
) -> Result<Vec<Held>, sqlx::Error> {
    // The families first: asked for both at once, the planner reads everybody in the country who shares one of the keys.
    let sql = format!(
        "with own as materialized (
           select {HELD}, p.keys from family f join person p using (family_id)
            where f.center_id = any($2) or f.caseworker_id = any($3))
         select 0 as arm, {HELD} from own p where p.keys && $1 limit $4"
    );
    sqlx::query_as(&sql).bind(keys).bind(centers).bind(caseworkers).bind(LOOSE_MAX).fetch_all(connection).await
}

/// How many bear each of the words that are compared, and "" for everybody.
async fn bearers(
    pool: &PgPool,
    sought: &Described,
    held: &[(Uuid, Uuid, Described)],
) -> Result<HashMap<String, u32>, sqlx::Error> {
    let mut words: BTreeSet<&str> = held.iter().flat_map(|(_, _, person)| person.sounds()).collect();
    words.extend(sought.sounds());
    words.insert("");
    let words: Vec<&str> = words.into_iter().collect();
    let counts: Vec<(String, i32)> = sqlx::query_as("select word, persons from person_word where word = any($1)")
        .bind(words)
        .fetch_all(pool)
        .await?;
    Ok(counts.into_iter().map(|(word, persons)| (word, u32::try_from(persons).unwrap_or(0))).collect())
}

/// What the register knows of a person, as the search compares it.
pub async fn facts(pool: &PgPool, person: Uuid) -> Result<Option<PersonFacts>, sqlx::Error> {
    let row: Option<Held> = sqlx::query_as(&format!("select 0 as arm, {HELD} from person p where p.person_id = $1"))
        .bind(person)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|row| row.facts().1))
}

/// A person of the register, to compare a list of other persons with.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownPerson {
    pub person_id: Uuid,
    pub family_id: Uuid,
    pub neighborhood_id: Uuid,
    /// A telephone under threat is left out.
    pub facts: PersonFacts,
}

/// Everybody who is registered.
pub async fn known_persons(pool: &PgPool) -> Result<Vec<KnownPerson>, sqlx::Error> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        held: Held,
        neighborhood_id: Uuid,
    }
    let sql = "select 0 as arm, p.person_id, p.family_id, p.given_name, p.family_name, p.father_name, p.birth_date, p.birth_year,
                      case when f.address_under_threat then null else p.phone end as phone, f.neighborhood_id
                 from person p join family f using (family_id) where p.given_name is not null";
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(pool).await?;
    let known = rows.into_iter().map(|row| {
        let person_id = row.held.person_id;
        let (family_id, facts) = row.held.facts();
        KnownPerson { person_id, family_id, neighborhood_id: row.neighborhood_id, facts }
    });
    Ok(known.collect())
}
