//! Measures the import of a register of invented families into a fresh store, rows a second:
//! `cargo run --release -p hamyar-import --example import_load -- 10000`.

use hamyar_event_store::testing::TestCluster;
use hamyar_event_store::{Actor, EventStore, MasterKey, StoreOptions};
use hamyar_import::families::{ImportOptions, import};
use hamyar_import::{Gazetteer, SeedSource, import_seeds};
use hamyar_persian::NationalId;
use std::time::Instant;

fn register(rows: usize) -> String {
    let mut text = String::from(
        "نام,نام خانوادگی,نام پدر,کد ملی,تاریخ تولد,تعداد افراد تحت تکفل,تلفن همراه,محله,نشانی,نحوه ورود,علت سرپرستی\r\n",
    );
    for number in 0..rows {
        let digits: Vec<u8> =
            format!("{:09}", 1_000_000 + number * 7919 % 900_000_000).bytes().map(|b| b - b'0').collect();
        let id = NationalId::with_check_digit(&digits).map(|id| id.as_str().to_owned()).unwrap_or_default();
        let (day, month, year) = (number % 28 + 1, number / 28 % 12 + 1, 1320 + number / 336 % 60);
        text.push_str(&format!(
            "نام{},خانواده{number},پدر{},{id},{year}/{month}/{day},{},09{:09},گلشهر,خیابان {number},خود معرف,طلاق\r\n",
            number % 97,
            number % 53,
            number % 8,
            number * 31 % 1_000_000_000,
        ));
    }
    text
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let urls = TestCluster::shared().await.new_database().await;
    let store = EventStore::open(StoreOptions::new(urls.app_url, MasterKey::generate())).await?;
    let options = ImportOptions::new(Actor::system("import"), "2026-11-22".parse()?);
    let started = Instant::now();
    let seeds = import_seeds(&store, &SeedSource::BuiltIn, &options.actor, &|_, _| {}).await?;
    println!("seeds: {} commands in {:.1?}", seeds.added, started.elapsed());
    let file = register(rows);
    for round in ["first", "again"] {
        let started = Instant::now();
        let report = import(&store, file.as_bytes(), &Gazetteer::default(), &[], &options, &|_, _| {}).await?;
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{round}: {} rows, {} accepted, {} added, {} likely duplicates in {seconds:.1} s, {:.0} rows/s",
            report.rows,
            report.accepted,
            report.added,
            report.likely_duplicates.len(),
            report.rows as f64 / seconds
        );
    }
    Ok(())
}
