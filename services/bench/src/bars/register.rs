//! Who is registered already, asked of a register of a million persons through the interface, on rows generated with the keys that the product
//! gives them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use chrono::{Datelike, Days, NaiveDate};
use hamyar_identity::{Role, Scope};
use hamyar_persian::person::{Described, PersonFacts, stored_keys};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::postgres::PgPoolCopyExt;
use uuid::Uuid;

use super::Rows;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::served::Served;
use crate::times::Times;
use crate::{Fault, client::Connection};

/// Persons of one family.
const HOUSEHOLD: u32 = 4;
/// Rows written at once.
const AT_ONCE: u32 = 20_000;
const CENTERS: u32 = 200;

const GIVEN: &[&str] = &[
    "محمد",
    "فاطمه",
    "علی",
    "زهرا",
    "حسین",
    "مریم",
    "رضا",
    "زینب",
    "مهدی",
    "معصومه",
    "حسن",
    "سکینه",
    "احمد",
    "لیلا",
    "محمدرضا",
    "نرگس",
    "علیرضا",
    "طاهره",
    "محمود",
    "صدیقه",
    "عباس",
    "رقیه",
    "ابراهیم",
    "کبری",
    "اسماعیل",
    "سمیه",
    "جواد",
    "مرضیه",
    "غلامرضا",
    "اعظم",
    "ناصر",
    "نسرین",
    "یوسف",
    "پروین",
    "داوود",
    "فرزانه",
    "بهروز",
    "گلناز",
    "پرویز",
    "ژاله",
    "حبیب الله",
    "فاطمه زهرا",
    "شیرزاد",
    "منیژه",
    "سیاوش",
    "حلیمه",
];
const STEMS: &[&str] = &[
    "محمد",
    "احمد",
    "حسین",
    "رضا",
    "کریم",
    "موسو",
    "قاسم",
    "جعفر",
    "صادق",
    "حیدر",
    "رحیم",
    "نور",
    "عباس",
    "اکبر",
    "یوسف",
    "شریف",
    "باقر",
    "طاهر",
    "کاظم",
    "نجف",
    "مراد",
    "سلیمان",
    "فلاح",
    "غلام",
    "امین",
    "بهرام",
    "پناه",
    "گودرز",
    "خسرو",
    "کیان",
    "رستم",
    "جمشید",
    "بختیار",
    "شهباز",
    "قربان",
    "چنگیز",
    "زنگنه",
    "لطف",
    "ملک",
    "نظر",
    "وفا",
    "هاشم",
    "یعقوب",
];
const ENDS: &[&str] = &["ی", "ی", "ی", "زاده", "پور", "نژاد", "نیا", "فر", "خواه", "منش", "دوست", "یان", "وند"];
const SECONDS: &[&str] =
    &["", "", "", "", "", " مشهدی", " تهرانی", " خراسانی", " قزوینی", " اصل", " راد", " شیرازی", " مقدم"];

/// The front of a list far more often than its end.
fn leaning<'a>(rng: &mut StdRng, of: &[&'a str]) -> &'a str {
    let end = rng.random_range(1..=of.len());
    of[rng.random_range(0..end)]
}

fn surname(rng: &mut StdRng) -> String {
    let (end, second) = (ENDS.choose(rng).copied().unwrap_or(""), SECONDS.choose(rng).copied().unwrap_or(""));
    format!("{}{end}{second}", leaning(rng, STEMS))
}

fn person(rng: &mut StdRng, surname: &str) -> PersonFacts {
    let born = NaiveDate::from_ymd_opt(1945, 3, 21).unwrap_or_default() + Days::new(rng.random_range(0..28_000));
    PersonFacts {
        given_name: Some(leaning(rng, GIVEN).to_owned()),
        family_name: Some(surname.to_owned()),
        names: None,
        father_name: Some(leaning(rng, GIVEN).to_owned()),
        birth_date: Some(born),
        birth_year: Some(hamyar_persian::jalali_year(born)),
        phone: rng.random_bool(0.5).then(|| format!("9{:09}", rng.random_range(0..1_000_000_000))),
    }
}

fn id(kind: u128, number: u32) -> Uuid {
    Uuid::from_u128(kind << 64 | u128::from(number))
}

/// A line of PostgreSQL's text format.
fn line(text: &mut String, person_id: Uuid, family_id: Uuid, facts: &PersonFacts) {
    let or_null = |value: Option<String>| value.unwrap_or_else(|| "\\N".to_owned());
    let keys: Vec<String> = stored_keys(facts).iter().map(i32::to_string).collect();
    let written = writeln!(
        text,
        "{person_id}\t{family_id}\t{}\t{}\t{}\t{}\t{}\t{}\t{{{}}}\t{{}}",
        or_null(facts.given_name.clone()),
        or_null(facts.family_name.clone()),
        or_null(facts.father_name.clone()),
        or_null(facts.birth_date.map(|date| date.to_string())),
        or_null(facts.birth_year.map(|year| year.to_string())),
        or_null(facts.phone.clone()),
        keys.join(",")
    );
    debug_assert!(written.is_ok());
}

const FAMILIES: &str =
    "insert into family (family_id, file_number, file_number_folded, family_name, name_key, sort_key, neighborhood_id, center_id, cycle, consent,
        state, household_type, members, open_referrals, identified_on, entry, source, referred_by, categories, coverages, sent_to, address_under_threat, erased,
        sequence, position, fold)
     select ('00000000-0000-000f-0000-' || lpad(to_hex(n), 12, '0'))::uuid, 'R' || n, 'r' || n, 'x', 'x', 'x',
            ('00000000-0000-000e-0000-' || lpad(to_hex(n % 500), 12, '0'))::uuid, ('00000000-0000-000c-0000-' || lpad(to_hex(n % 200), 12, '0'))::uuid,
            1, 'given', 'open', 'female_headed', 4, 0, '2025-12-01', 'referred', 'state', '{}', '{}', '{}', '{}', false, false, 1, n,
            '{\"members\":{},\"visits\":{},\"referrals\":[],\"categories\":[]}'
       from generate_series(0, $1) n";

/// Loads the register; some of it is given back, to be asked for again.
async fn load(pool: &PgPool, persons: u32) -> Result<Vec<PersonFacts>, Fault> {
    let families = persons / HOUSEHOLD;
    sqlx::query(FAMILIES).bind(i32::try_from(families)?).execute(pool).await?;
    sqlx::raw_sql("drop index person_by_keys").execute(pool).await?;
    let mut rng = StdRng::seed_from_u64(8);
    let mut bearers: HashMap<String, i32> = HashMap::new();
    let (mut some, mut name) = (Vec::new(), String::new());
    let mut number = 0;
    while number < persons {
        let mut text = String::new();
        for place in number..(number + AT_ONCE).min(persons) {
            if place % HOUSEHOLD == 0 {
                name = surname(&mut rng);
            }
            let facts = person(&mut rng, &name);
            for word in Described::new(&facts).borne().into_iter().chain([String::new()]) {
                *bearers.entry(word).or_default() += 1;
            }
            line(&mut text, id(0xd, place), id(0xf, place / HOUSEHOLD), &facts);
            if place % (persons / 400).max(1) == 0 {
                some.push(facts);
            }
        }
        let mut copy = pool.copy_in_raw("copy person from stdin").await?;
        copy.send(text.as_bytes()).await?;
        copy.finish().await?;
        number += AT_ONCE;
    }
    let (words, counts): (Vec<String>, Vec<i32>) = bearers.into_iter().unzip();
    sqlx::query("insert into person_word select * from unnest($1::text[], $2::integer[])")
        .bind(words)
        .bind(counts)
        .execute(pool)
        .await?;
    sqlx::raw_sql("create index person_by_keys on person using gin (keys)").execute(pool).await?;
    sqlx::raw_sql("analyze person; analyze person_word; analyze family").execute(pool).await?;
    Ok(some)
}

/// The name with two letters in each other's place.
fn misspelled(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 3 {
        letters.swap(1, 2);
    }
    letters.into_iter().collect()
}

/// What is asked, in turn: all that an intake form knows, misspelled; a name alone; a name in one field; one common word; a name nobody bears.
fn question(round: usize, of: &PersonFacts) -> Value {
    let (given, family) = (of.given_name.clone().unwrap_or_default(), of.family_name.clone().unwrap_or_default());
    match round % 6 {
        0 | 1 => {
            json!({ "given_name": given, "family_name": misspelled(&family), "father_name": of.father_name, "phone": of.phone,
                         "birth_year": of.birth_date.map(|date| date.year()) })
        }
        2 => json!({ "given_name": given, "family_name": family }),
        3 => json!({ "q": format!("{family} {given}") }),
        4 => {
            let word = ["محمد", "محمدی", "فاطمه", "حسینی"][round / 6 % 4];
            json!({ "q": word })
        }
        _ => json!({ "given_name": "ژژپپ", "family_name": "چچگگ پژچ" }),
    }
}

async fn ask(connection: &mut Connection, some: &[PersonFacts], rounds: usize) -> Result<Vec<Duration>, Fault> {
    let mut times = Vec::with_capacity(rounds);
    for round in 0..rounds + 12 {
        let body = question(round, &some[round % some.len()]).to_string();
        let took = connection.post("/families/search", &body).await?.ok()?.took;
        if round >= 12 {
            times.push(took);
        }
    }
    Ok(times)
}

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("register_search", &[]).await?;
    let persons = place.size(place.options.persons, 20_000);
    let pool = hamyar_projector::read_pool(&database.url, 4).await?;
    let began = Instant::now();
    let some = load(&pool, persons).await?;
    let loaded = format!("{persons} persons, rows loaded directly in {:.0} s", began.elapsed().as_secs_f64());
    let served = Served::start(&database).await?;
    let rounds = place.size(600, 30);
    let mut auditor = served.connect(&served.account(Role::Auditor, Scope::default()).await?).await?;
    let everywhere = Times::new(ask(&mut auditor, &some, rounds).await?);
    let scope = Scope { center_id: Some(id(0xc, 7 % CENTERS)), ..Scope::default() };
    let mut manager = served.connect(&served.account(Role::CenterManager, scope).await?).await?;
    let own = Times::new(ask(&mut manager, &some, rounds).await?);
    let how =
        format!("{loaded}; forms with slips, whole names, names in one field, single common words and unknown names");
    let row = |what: &str, times: &Times, by: &str| {
        let how = format!("{how}; {by}; p50 {:.1} ms, {} questions", times.at(0.5), times.len());
        Row::new(what, Bar::AtMost(100.0), times.at(0.95), "ms", how)
    };
    Ok(vec![
        row("Persian name search, API p95", &everywhere, "by an auditor, who sees all"),
        row("search before create, API p95", &own, "by the manager of one of 200 centers"),
    ])
}
