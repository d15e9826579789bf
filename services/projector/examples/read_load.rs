//! Times the queries of the screens on read models loaded directly: `cargo run --example read_load -p hamyar-projector -- [families]`.
//!
//! Prints a line per query: name, p50 and p95 in milliseconds. The rows are generated, so no event and no person stands behind them.

use std::future::Future;
use std::time::Instant;

use hamyar_event_store::testing::TestCluster;
use hamyar_events::Tier;
use hamyar_projections::cycles::BeforeAfterFilter;
use hamyar_projections::families::{FamilyFilter, SearchQuery, SearchScope};
use hamyar_projections::{caseworkers, commissions, cycles, due_items, families, tasks};
use sqlx::{Executor, PgPool};
use uuid::Uuid;

const LOAD: &str = include_str!("read_load.sql");

async fn time<F: Future<Output = Result<usize, sqlx::Error>>>(
    name: &str,
    rounds: u32,
    mut query: impl FnMut(u32) -> F,
) {
    let mut times = Vec::new();
    let mut found = 0;
    for round in 0..rounds {
        let began = Instant::now();
        found += query(round).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{name:<28} p50 {:>8.2} ms   p95 {:>8.2} ms   {:>8} found", at(0.5), at(0.95), found / rounds as usize);
}

async fn ids(pool: &PgPool, sql: &str) -> Vec<Uuid> {
    sqlx::query_scalar(sql).fetch_all(pool).await.expect("ids")
}

#[tokio::main]
async fn main() {
    let wanted: i64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let urls = TestCluster::shared().await.new_database().await;
    hamyar_projector::ensure(&urls.app_url, &hamyar_projections::all()).await.expect("schemas");
    let pool = hamyar_projector::read_pool(&urls.app_url, 4).await.expect("a pool");
    let began = Instant::now();
    pool.execute(LOAD.replace("100000", &wanted.to_string()).as_str()).await.expect("rows");
    println!("{wanted} families loaded in {:.0} s", began.elapsed().as_secs_f64());

    let today = "2026-11-22".parse().expect("a day");
    let workers = ids(&pool, "select caseworker_id from caseworker order by caseworker_id limit 200").await;
    let centers = ids(&pool, "select center_id from center order by center_id limit 200").await;
    let cases = ids(&pool, "select family_id from family order by family_id limit 200").await;
    let boards = ids(&pool, "select commission_id from commission order by commission_id limit 200").await;
    let agencies = ids(&pool, "select agency_id from agency order by agency_id limit 200").await;
    let pick = |from: &[Uuid], round: u32| from[round as usize % from.len()];
    let names: Vec<String> =
        sqlx::query_scalar("select given_name || ' ' || family_name from family_member order by member_id limit 200")
            .fetch_all(&pool)
            .await
            .expect("names");

    time("caseworker's today", 200, |round| {
        let id = pick(&workers, round);
        let pool = &pool;
        async move { Ok(due_items::today(pool, id, today).await?.items.len()) }
    })
    .await;
    time("caseworker's families", 200, |round| {
        let filter = FamilyFilter { caseworker_id: Some(pick(&workers, round)), ..FamilyFilter::default() };
        let pool = &pool;
        async move { Ok(families::cards_page(pool, &filter, None, 50, today).await?.items.len()) }
    })
    .await;
    time("one card", 200, |round| {
        let id = pick(&cases, round);
        let pool = &pool;
        async move { Ok(families::card(pool, id, today).await?.iter().len()) }
    })
    .await;
    time("access of a family", 200, |round| {
        let id = pick(&cases, round);
        let pool = &pool;
        async move { Ok(families::access(pool, id).await?.iter().len()) }
    })
    .await;
    time("center's families", 200, |round| {
        let filter = FamilyFilter { center_id: Some(pick(&centers, round)), ..FamilyFilter::default() };
        let pool = &pool;
        async move { Ok(families::cards_page(pool, &filter, None, 50, today).await?.items.len()) }
    })
    .await;
    time("center's intake", 100, |round| {
        let id = pick(&centers, round);
        let pool = &pool;
        async move { Ok(families::intake(pool, Some(id), 50, today).await?.awaiting_consent.len()) }
    })
    .await;
    time("center's caseloads", 100, |round| {
        let id = pick(&centers, round);
        let pool = &pool;
        async move { Ok(caseworkers::caseloads(pool, Some(id), today).await?.len()) }
    })
    .await;
    time("commission's agenda", 200, |round| {
        let id = pick(&boards, round);
        let pool = &pool;
        async move { Ok(commissions::agenda(pool, id, 5, today).await?.map_or(0, |agenda| agenda.waiting.len())) }
    })
    .await;
    time("agency's open tasks", 200, |round| {
        let filter =
            tasks::TaskFilter { agency_id: Some(pick(&agencies, round)), is_open: Some(true), ..Default::default() };
        let pool = &pool;
        async move { Ok(tasks::tasks(pool, &filter, None, 50, today).await?.items.len()) }
    })
    .await;
    time("before/after of a year", 50, |round| {
        let filter = BeforeAfterFilter { year: 1403 + (round % 3) as i32, ..BeforeAfterFilter::default() };
        let pool = &pool;
        async move {
            Ok(cycles::before_after(pool, &filter, round % 2 == 0).await?.totals.tiered_twice.unwrap_or(0) as usize)
        }
    })
    .await;
    time("before/after of a center", 50, |round| {
        let filter =
            BeforeAfterFilter { year: 1404, center_id: Some(pick(&centers, round)), ..BeforeAfterFilter::default() };
        let pool = &pool;
        async move { Ok(cycles::before_after(pool, &filter, false).await?.totals.tiered_twice.unwrap_or(0) as usize) }
    })
    .await;
    time("before/after of a type", 50, |_| {
        let kind = Some(hamyar_events::HouseholdType::FemaleHeaded);
        let filter = BeforeAfterFilter { year: 1404, household_type: kind, ..BeforeAfterFilter::default() };
        let pool = &pool;
        async move { Ok(cycles::before_after(pool, &filter, true).await?.totals.tiered_twice.unwrap_or(0) as usize) }
    })
    .await;
    time("families behind a cell", 50, |_| {
        let filter = BeforeAfterFilter { year: 1404, ..BeforeAfterFilter::default() };
        let pool = &pool;
        async move {
            let cell = cycles::FinalCell::Tier(Tier::AtRisk);
            Ok(cycles::families_behind(pool, &filter, Some(Tier::Harmed), cell, 100).await?.len())
        }
    })
    .await;
    for (label, scope) in [
        ("search: whole name", SearchScope::default()),
        ("search: in a center", SearchScope { center_id: centers.first().copied(), caseworker_id: None }),
    ] {
        time(label, 100, |round| {
            let query = SearchQuery { q: Some(names[round as usize % names.len()].clone()), ..SearchQuery::default() };
            let pool = &pool;
            async move { Ok(families::search(pool, &query, scope, 20).await?.0.len()) }
        })
        .await;
    }
    for (label, q) in [
        ("search: common given name", "محمد"),
        ("search: common surname", "محمدی"),
        ("search: misspelled", "زهراا قاسمیزاده"),
        ("search: nothing alike", "ژژژپپپچچچ"),
        ("search: two letters", "نو"),
    ] {
        time(label, 50, |_| {
            let query = SearchQuery { q: Some(q.to_owned()), ..SearchQuery::default() };
            let pool = &pool;
            async move { Ok(families::search(pool, &query, SearchScope::default(), 20).await?.0.len()) }
        })
        .await;
    }
}
