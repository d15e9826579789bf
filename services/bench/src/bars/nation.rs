//! Dashboards of a province of 3,000 neighborhoods with ten years of quarterly reports (120,000), profiles, priorities, duties and offices, asked through
//! the interface by an officer. The events are those of the product, folded by the product's own projections; those of one office and one neighborhood
//! stand in the log too, for what is decided from it. What the atlas tells of families is folded from events of ten years; everything else of them is rows.

mod families;
mod told;

use std::time::{Duration, Instant};

use hamyar_identity::{Role, Scope};
use hamyar_projections::{ProjectedEvent, Projection};
use sqlx::{Connection, Executor, PgConnection, PgPool};
use uuid::Uuid;

use self::told::{COUNTIES, Province};
use super::Rows;
use crate::Fault;
use crate::client::Connection as Client;
use crate::place::{Database, Place};
use crate::report::{Bar, Row};
use crate::served::Served;
use crate::times::Times;

/// Dashboards answer within this at p95.
const BAR_MS: f64 = 200.0;
/// Offices, or neighborhoods, whose events are folded at once.
const AT_ONCE: usize = 100;
/// Families whose events are folded at once.
const FAMILIES_AT_ONCE: usize = 1_000;

/// Twenty families in each neighborhood, each with a tier and two services a year for three years.
const FAMILIES: &str = include_str!("nation/families.sql");

/// What the read model of services keeps by year.
const SERVICES_OF_A_YEAR: &str = "insert into service_year (family_id, neighborhood_id, year, services, last_on)
    select family_id, neighborhood_id, $1, count(*), max(delivered_on) from service_fact where delivered_on between $2 and $3 group by 1, 2";

async fn fold(database: &Database, projections: &[&dyn Projection], batch: &[ProjectedEvent]) -> Result<(), Fault> {
    for projection in projections {
        let own: Vec<&ProjectedEvent> = batch
            .iter()
            .filter(|event| projection.streams().contains(&event.stream.as_str()) && projection.wants(&event.event))
            .collect();
        if own.is_empty() {
            continue;
        }
        let mut connection = PgConnection::connect(&database.url).await?;
        connection.execute(format!("set search_path = {}, public", projection.schema()).as_str()).await?;
        let mut transaction = connection.begin().await?;
        projection.apply(&mut transaction, &own).await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn load(database: &Database, pool: &PgPool, province: &Province) -> Result<(usize, usize), Fault> {
    use hamyar_projections::{atlas, directory, neighborhood_cases, offices, places, roadmaps};
    let read: [&dyn Projection; 6] = [
        &places::Places,
        &directory::Directory,
        &neighborhood_cases::NeighborhoodCases,
        &roadmaps::Roadmaps,
        &offices::Offices,
        &atlas::AtlasFacts,
    ];
    let (mut events, mut reports, mut position) = (0, 0, 0);
    let mut batch = Vec::new();
    let mut streams = 0;
    for stream in province.streams() {
        reports += stream.reports;
        batch.extend(stream.projected(&mut position));
        streams += 1;
        if streams % AT_ONCE == 0 {
            events += batch.len();
            fold(database, &read, &batch).await?;
            batch.clear();
        }
    }
    events += batch.len();
    fold(database, &read, &batch).await?;
    let mut of_families = province.families().peekable();
    while of_families.peek().is_some() {
        let batch: Vec<ProjectedEvent> =
            of_families.by_ref().take(FAMILIES_AT_ONCE).flat_map(|one| one.projected(&mut position)).collect();
        events += batch.len();
        fold(database, &[&atlas::AtlasFacts], &batch).await?;
    }
    let families = FAMILIES.replace("{neighborhoods}", &province.neighborhoods.to_string());
    sqlx::raw_sql(&families).execute(pool).await?;
    for year in (0..4).map(|back| hamyar_persian::jalali_year(province.today) - back) {
        let Some((first, last)) = hamyar_persian::jalali_year_bounds(year) else { continue };
        sqlx::query(SERVICES_OF_A_YEAR).bind(year).bind(first).bind(last).execute(pool).await?;
    }
    // As a store that serves has it: the server's own cleaning comes by after so many rows.
    sqlx::raw_sql("vacuum analyze").execute(pool).await?;
    Ok((events, reports))
}

/// One dashboard: its name, its address, who asks.
struct Asked {
    what: &'static str,
    path: String,
    is_public: bool,
}

fn asked(province: &Province) -> Vec<Asked> {
    let (office, neighborhood) = (province.office(0), province.neighborhood(0));
    let (county, place) = (province.county(1), province.id());
    let last_year = hamyar_persian::jalali_year(province.today) - 1;
    let one = |what, path: String| Asked { what, path, is_public: false };
    vec![
        one("roll-up of the nation", "/rollup".to_owned()),
        one("roll-up of the province", format!("/rollup?place_id={place}")),
        one("roll-up of a county", format!("/rollup?place_id={county}")),
        one("list behind a number: duties late", format!("/rollup/items?place_id={place}&number=duties_late")),
        one("list behind a number: without a profile", "/rollup/items?number=without_profile".to_owned()),
        one("atlas of the province, this year", format!("/atlas?place_id={place}")),
        one("atlas of the province, last year", format!("/atlas?place_id={place}&year={last_year}")),
        one("atlas of a county", format!("/atlas?place_id={county}")),
        one("offices, late first", "/offices".to_owned()),
        one("offices with a late report", format!("/offices?place_id={place}&late=report")),
        one("an office, whole", format!("/offices/{office}")),
        one("a quarter of an office", format!("/offices/{office}/quarter")),
        one("priorities", "/priorities".to_owned()),
        one("priorities of a county", format!("/priorities?place_id={county}&limit=100")),
        one("duties of the province", format!("/duties?place_id={place}")),
        one("duties of a neighborhood", format!("/duties?neighborhood_id={neighborhood}")),
        one("map of the province", format!("/map?place_id={place}")),
        one("map of a county", format!("/map?place_id={county}")),
        one("neighborhoods of the province", format!("/neighborhoods?place_id={place}")),
        one("a neighborhood", format!("/neighborhoods/{neighborhood}")),
        one("a neighborhood as a case", format!("/neighborhoods/{neighborhood}/case")),
        one("roadmap of a neighborhood", format!("/neighborhoods/{neighborhood}/roadmap")),
        one("a province with what lies below", format!("/places/{place}")),
        one("counties", "/places?level=county".to_owned()),
        Asked { what: "residents' page", path: format!("/residents/{neighborhood}"), is_public: true },
    ]
}

async fn ask(client: &mut Client, path: &str, rounds: usize) -> Result<Times, Fault> {
    let mut times: Vec<Duration> = Vec::with_capacity(rounds);
    for round in 0..rounds + 3 {
        let took = client.get(path).await?.ok()?.took;
        if round >= 3 {
            times.push(took);
        }
    }
    Ok(Times::new(times))
}

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("nation", &[]).await?;
    let province = Province::new(place.size(3_000, 60), place.size(40, 6));
    let pool = hamyar_projector::read_pool(&database.url, 4).await?;
    let began = Instant::now();
    let (events, reports) = load(&database, &pool, &province).await?;
    province.tell(&database.store).await?;
    let took = began.elapsed().as_secs_f64();
    let served = Served::start(&database).await?;
    let mut officer = served.connect(&served.account(Role::Officer, Scope::default()).await?).await?;
    let mut nobody = served.connect("").await?;
    let rounds = place.size(60, 5);
    let mut rows = Vec::new();
    for one in asked(&province) {
        let client = if one.is_public { &mut nobody } else { &mut officer };
        let times = ask(client, &one.path, rounds).await.map_err(|fault| format!("{}: {fault}", one.path))?;
        let how = format!("p50 {:.1} ms, p99 {:.1} ms, {} questions", times.at(0.5), times.at(0.99), times.len());
        rows.push(Row::new(format!("{}, p95", one.what), Bar::AtMost(BAR_MS), times.at(0.95), "ms", how));
    }
    let how = format!(
        "{} neighborhoods in {COUNTIES} counties, {} offices, {reports} quarterly reports; {events} events folded in {took:.0} s",
        province.neighborhoods, province.neighborhoods
    );
    rows.push(Row::new("a province folded by the read models", Bar::None, events as f64 / took, "events/s", how));
    Ok(rows)
}

/// An id of a kind by its number.
const fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128(kind << 64 | number)
}
