//! What is kept of services by family, neighborhood and year says the same as the services themselves, whatever happened to them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_persian::jalali_year;
use hamyar_projections::neighborhood_cases::services_in;
use proptest::prelude::*;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::story::*;
use crate::support::Database;

const HERE: u128 = 10;
const THERE: u128 = 11;
const SERVICE: u128 = 6_000;

/// A day of three years, around the turns of them.
const DAYS: [&str; 6] = ["2025-03-20", "2025-03-21", "2025-08-01", "2026-03-20", "2026-03-21", "2026-10-01"];

#[derive(Clone, Debug)]
enum Act {
    Deliver { family: u128, day: usize },
    Correct { service: usize, day: usize },
    Strike { service: usize },
    Move { family: u128, to: u128 },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (100_u128..103, 0..DAYS.len()).prop_map(|(family, day)| Act::Deliver { family, day }),
        2 => (0_usize..40, 0..DAYS.len()).prop_map(|(service, day)| Act::Correct { service, day }),
        1 => (0_usize..40).prop_map(|service| Act::Strike { service }),
        1 => (100_u128..103, HERE..=THERE).prop_map(|(family, to)| Act::Move { family, to }),
    ]
}

fn loan(on: usize) -> ServiceFacts {
    service(Domain::Economic, "loan", day(DAYS[on]))
}

fn story_of(acts: &[Act]) -> Story {
    let mut story = Story::default();
    for family in 100..103 {
        let mut file = identified(family, &format!("R{family}"), "نمونه");
        file.neighborhood_id = id(HERE).into();
        story.family(family, file);
    }
    let mut given: Vec<u128> = Vec::new();
    for act in acts {
        match act {
            Act::Deliver { family, day } => {
                let service_id = id(SERVICE + given.len() as u128).into();
                let service = loan(*day);
                story.family(
                    *family,
                    ServiceDelivered { service_id, caseworker_id: None, visit_id: None, entry_id: None, service },
                );
                given.push(*family);
            }
            Act::Correct { service, .. } | Act::Strike { service } => {
                let Some(family) = given.get(*service) else { continue };
                let replacement = match act {
                    Act::Correct { day, .. } => Some(loan(*day)),
                    _ => None,
                };
                let reason = Personal::of_family(id(*family), "x".to_owned());
                let service_id = id(SERVICE + *service as u128).into();
                story.family(*family, ServiceCorrected { service_id, replacement, reason });
            }
            Act::Move { family, to } => {
                let neighborhood_id = id(*to).into();
                story.family(*family, AddressChanged { neighborhood_id, address: None, changed_on: day("2026-01-01") });
            }
        }
    }
    story
}

type Kept = BTreeMap<(Uuid, Uuid, i32), (i32, NaiveDate)>;

async fn kept(database: &Database) -> Kept {
    let rows: Vec<(Uuid, Uuid, i32, i32, NaiveDate)> =
        sqlx::query_as("select family_id, neighborhood_id, year, services, last_on from service_year")
            .fetch_all(&database.pool)
            .await
            .unwrap();
    rows.into_iter().map(|(family, hood, year, services, last)| ((family, hood, year), (services, last))).collect()
}

async fn counted(database: &Database) -> Kept {
    let rows: Vec<(Uuid, Uuid, NaiveDate)> =
        sqlx::query_as("select family_id, neighborhood_id, delivered_on from service_fact where not struck")
            .fetch_all(&database.pool)
            .await
            .unwrap();
    let mut counted = Kept::new();
    for (family, hood, on) in rows {
        let (services, last) = counted.entry((family, hood, jalali_year(on))).or_insert((0, on));
        *services += 1;
        *last = (*last).max(on);
    }
    counted
}

#[tokio::test]
async fn a_service_put_into_another_year_or_struck_out_leaves_its_year() {
    let acts = [
        Act::Deliver { family: 100, day: 0 },
        Act::Deliver { family: 100, day: 4 },
        Act::Deliver { family: 101, day: 5 },
        Act::Correct { service: 0, day: 5 },
        Act::Strike { service: 2 },
    ];
    let database = Database::with_some(&story_of(&acts), &["services"]).await;
    let of = |family, year| (id(family), id(HERE), year);
    assert_eq!(kept(&database).await, Kept::from([(of(100, 1405), (2, day("2026-10-01")))]));
    let since = async |on| services_in(&database.pool, &[id(HERE), id(THERE)], day(on)).await.unwrap();
    assert_eq!(since("2026-09-01").await, [(id(HERE), 1)].into(), "one family, twice served");
    assert_eq!(since("2026-10-02").await, [].into());
}

#[tokio::test]
async fn a_family_served_in_two_years_counts_once() {
    let acts = [Act::Deliver { family: 100, day: 3 }, Act::Deliver { family: 100, day: 4 }];
    let database = Database::with_some(&story_of(&acts), &["services"]).await;
    assert_eq!(kept(&database).await.len(), 2);
    let served = services_in(&database.pool, &[id(HERE)], day("2026-03-20")).await.unwrap();
    assert_eq!(served, [(id(HERE), 1)].into());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn kept_and_counted_are_one(acts in prop::collection::vec(act(), 0..40), cut in 1_usize..12) {
        Runtime::new().unwrap().block_on(async {
            let events = story_of(&acts).projected();
            let batches: Vec<_> = events.chunks(cut).collect();
            let database = Database::new().await;
            database.apply_some(&["services"], &batches).await;
            assert_eq!(kept(&database).await, counted(&database).await);
        });
    }
}
