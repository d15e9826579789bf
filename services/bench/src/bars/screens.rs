//! The screens' reads through the interface, on read models loaded directly with generated rows.

use std::time::{Duration, Instant};

use hamyar_identity::{Role, Scope};
use sqlx::PgPool;
use uuid::Uuid;

use super::Rows;
use crate::families::{self, Seed};
use crate::place::{Database, Place};
use crate::report::{Bar, Row};
use crate::served::Served;
use crate::times::Times;
use crate::{Fault, client::Connection};

/// 100,000 families of ten persons, their caseworkers, centers, calendars, referrals, tasks and three years of cycles.
const ROWS: &str = concat!(include_str!("functions.sql"), include_str!("screens.sql"));

/// What the rows are drawn with.
pub(super) const FUNCTIONS: &str = include_str!("functions.sql");

/// Centers of the generated rows; families 13 in a row belong to one.
const CENTERS: u32 = 200;

const EVENTS: u32 = 50;

fn id(kind: &str, sql: &PgPool, number: u32) -> impl Future<Output = Result<Uuid, sqlx::Error>> {
    sqlx::query_scalar("select md5($1 || $2::bigint)::uuid")
        .bind(kind.to_owned())
        .bind(i64::from(number))
        .fetch_one(sql)
}

/// The same question, put to many; the first rounds only warm up.
async fn time(connection: &mut Connection, paths: &[String], rounds: usize) -> Result<Times, Fault> {
    Ok(Times::new(ask(connection, paths, rounds).await?))
}

async fn ask(connection: &mut Connection, paths: &[String], rounds: usize) -> Result<Vec<Duration>, Fault> {
    let mut times = Vec::with_capacity(rounds);
    for round in 0..rounds + 10 {
        let answer = connection.get(&paths[round % paths.len()]).await?.ok()?;
        if round >= 10 {
            times.push(answer.took);
        }
    }
    Ok(times)
}

/// What-if, on rows of its own made the same way.
pub(super) async fn what_if(place: &Place) -> Rows {
    let (database, pool, loaded) = load(place, "what_if").await?;
    let served = Served::start(&database).await?;
    let mut auditor = served.connect(&served.account(Role::Auditor, Scope::default()).await?).await?;
    super::what_if::measure(&mut auditor, &pool, place, &loaded).await
}

/// A database with the rows, and how they came there.
async fn load(place: &Place, name: &str) -> Result<(Database, PgPool, String), Fault> {
    let database = place.database(name, &[]).await?;
    let count = place.options.families;
    let pool = hamyar_projector::read_pool(&database.url, 4).await?;
    let began = Instant::now();
    sqlx::raw_sql(&ROWS.replace("100000", &count.to_string())).execute(&pool).await?;
    let loaded = format!("{count} families, rows loaded directly in {:.0} s", began.elapsed().as_secs_f64());
    Ok((database, pool, loaded))
}

pub(super) async fn measure(place: &Place) -> Rows {
    let (database, pool, loaded) = load(place, "screens").await?;
    let count = place.options.families;
    // The families of the first center also have a stream, because their pages are folded from it.
    let center = id("c", &pool, 0).await?;
    let mut own = Vec::new();
    for number in (1..=count).filter(|number| (number / 13) % CENTERS == 0).take(200) {
        let seed = Seed {
            id: id("f", &pool, number).await?,
            number,
            center_id: center,
            neighborhood_id: id("n", &pool, number % 500).await?,
        };
        own.push(seed);
    }
    families::make(&database.store, &own, EVENTS).await?;
    let served = Served::start(&database).await?;
    let mut rows = Vec::new();

    let rounds = place.size(200, 20);
    let mut times = Vec::new();
    for number in 0..place.size(20, 3) {
        let scope = Scope { caseworker_id: Some(id("w", &pool, number).await?), ..Scope::default() };
        let cookie = served.account(Role::Caseworker, scope).await?;
        let mut connection = served.connect(&cookie).await?;
        times.extend(ask(&mut connection, &["/caseworkers/me/today".to_owned()], rounds / 10).await?);
    }
    rows.push(Row::new(
        "caseworker's today, API p95",
        Bar::AtMost(5.0),
        Times::new(times).at(0.95),
        "ms",
        format!("{loaded}; {} caseworkers in turn", place.size(20, 3)),
    ));

    let cookie = served.account(Role::CenterManager, Scope { center_id: Some(center), ..Scope::default() }).await?;
    let mut manager = served.connect(&cookie).await?;
    let pages: Vec<String> = own.iter().map(|seed| format!("/families/{}", seed.id)).collect();
    let page = time(&mut manager, &pages, rounds).await?.at(0.95);
    let how = format!(
        "{loaded}; folded from a stream of {EVENTS} events ({} families have one), reading recorded",
        own.len()
    );
    rows.push(Row::new("family page, API p95", Bar::AtMost(5.0), page, "ms", how));

    rows.push(super::bulk::measure(&database.store, &mut manager, center, place).await?);

    let mut boards = Vec::new();
    for number in 0..50 {
        boards.push(id("k", &pool, number).await?);
    }
    let scope = Scope { commission_ids: boards.clone(), ..Scope::default() };
    let mut member = served.connect(&served.account(Role::CommissionMember, scope).await?).await?;
    let agendas: Vec<String> = boards.iter().map(|id| format!("/commissions/{id}/agenda")).collect();
    rows.push(Row::new(
        "commission agenda, API p95",
        Bar::AtMost(5.0),
        time(&mut member, &agendas, rounds).await?.at(0.95),
        "ms",
        loaded.clone(),
    ));

    let mut auditor = served.connect(&served.account(Role::Auditor, Scope::default()).await?).await?;
    let years: Vec<String> = (1403..=1405).map(|year| format!("/reports/before-after?year={year}")).collect();
    let report = time(&mut auditor, &years, place.size(50, 5)).await?.at(0.95);
    rows.push(Row::new("before/after of a year, API p95", Bar::AtMost(50.0), report, "ms", loaded.clone()));
    Ok(rows)
}
