//! What the atlas keeps counted tells the same as counting every fact, in any history, on any day, for any reader.

use chrono::{Days, NaiveDate, TimeDelta, TimeZone, Utc};
use hamyar_events::family::*;
use hamyar_events::neighborhood::*;
use hamyar_events::*;
use hamyar_persian::jalali_year;
use hamyar_projections::ProjectedEvent;
use hamyar_projections::atlas::{Atlas, Counting, atlas_by};
use hamyar_projections::rounding::Keyed;
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio::runtime::Runtime;

use crate::story::*;
use crate::support::Database;

const READ: [&str; 3] = ["places", "neighborhood_cases", "atlas"];
/// Two in the city, one in the other.
const HOODS: [u128; 3] = [HERE, THERE, 12];
const CITIES: [u128; 3] = [CITY, CITY, OTHER_CITY];
const FAMILIES: u128 = 6;
const FIRST_DAY: &str = "2022-11-01";

/// One thing that happens: what, to whom, how many days after the one before it is written down, and how many days ago it was
/// (or how many it lies ahead).
#[derive(Clone, Debug)]
struct Happening {
    what: u8,
    family: u128,
    hood: usize,
    after: u64,
    ago: i64,
    choice: usize,
}

fn happening() -> impl Strategy<Value = Happening> {
    // Some are written down at the same instant, some long after they were.
    let after = prop_oneof![Just(0), 1u64..60, 100u64..300];
    let ago = prop_oneof![6 => Just(0), 6 => 1i64..40, 2 => 40i64..500, 1 => -40i64..0];
    (0u8..14, 0..FAMILIES, 0usize..3, after, ago, 0usize..12)
        .prop_map(|(what, family, hood, after, ago, choice)| Happening { what, family, hood, after, ago, choice })
}

fn domain(choice: usize) -> Domain {
    Domain::ALL[choice % Domain::ALL.len()]
}

fn priority(choice: usize) -> PriorityGiven {
    let level = [PriorityLevel::First, PriorityLevel::Second, PriorityLevel::Third][choice % 3];
    let computed = PriorityComputation {
        rule_version: 1,
        profile_version: 1,
        level,
        score: 500,
        groups: Vec::new(),
        explanation: Sentence { fa: "x".to_owned(), en: "x".to_owned() },
    };
    PriorityGiven { level, computed, override_reason: None }
}

fn reason(family: u128) -> Personal<String> {
    Personal::of_family(id(family), "x".to_owned())
}

/// The history as events, each with the day on which it was written down and the day on which it was.
fn told(happenings: &[Happening]) -> (Vec<ProjectedEvent>, Vec<NaiveDate>) {
    let mut story = ground(HOODS.into_iter().zip(CITIES));
    let ground = story.told.len();
    let mut written = day(FIRST_DAY);
    let mut days = Vec::new();
    let mut services: Vec<(u128, u128)> = Vec::new();
    let everybody = (0..FAMILIES).map(|family| Happening {
        what: 0,
        family,
        hood: family as usize % 3,
        after: 3,
        ago: 2,
        choice: 0,
    });
    for one in everybody.chain(happenings.iter().cloned()) {
        written = written + Days::new(one.after);
        let on = written - TimeDelta::days(one.ago);
        let family = 5_000 + one.family;
        let category = || format!("category{}", one.choice % 3);
        match one.what {
            0 if days.len() < FAMILIES as usize => {
                let mut file = identified(family, &format!("R{family}"), "نمونه");
                (file.identified_on, file.neighborhood_id) = (on, id(HOODS[one.hood]).into());
                story.family(family, file)
            }
            0 | 1 => {
                let tiers = [Tier::Stable, Tier::AtRisk, Tier::Harmed];
                story.family(family, tier(TierMoment::Baseline, 1, tiers[one.choice % 3], &on.to_string()))
            }
            2 | 3 => story.family(family, CategoryAdded { category: category(), member_id: None }),
            4 => story.family(family, CategoryRemoved { category: category(), member_id: None }),
            5..=7 => {
                let number = 6_000 + services.len() as u128;
                services.push((family, number));
                let delivered = ServiceDelivered {
                    service_id: id(number).into(),
                    caseworker_id: None,
                    visit_id: None,
                    entry_id: None,
                    service: service(domain(one.choice), "loan", on),
                };
                story.family(family, delivered)
            }
            8 if !services.is_empty() => {
                let (family, number) = services[one.choice % services.len()];
                let replacement = (one.hood > 0).then(|| service(domain(one.choice + 1), "loan", on));
                story.family(
                    family,
                    ServiceCorrected { service_id: id(number).into(), replacement, reason: reason(family) },
                )
            }
            9 => story.family(family, CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: on }),
            10 => story.family(family, CaseReopened { reason: reason(family), reopened_on: on }),
            11 => story
                .neighborhood(HOODS[one.hood], NeighborhoodPrioritySet { priority: priority(one.choice), set_on: on }),
            _ => {
                let neighborhood_id = id(HOODS[one.hood]).into();
                story.family(family, AddressChanged { neighborhood_id, address: None, changed_on: on })
            }
        };
        days.push((written, on));
    }
    let mut events = story.projected();
    let at = |day: NaiveDate| Utc.from_utc_datetime(&day.and_hms_opt(8, 0, 0).unwrap());
    events.iter_mut().take(ground).for_each(|event| event.recorded_at = at(day(FIRST_DAY)));
    for (event, (written, on)) in events.iter_mut().skip(ground).zip(&days) {
        (event.recorded_at, event.happened_at) = (at(*written), HappenedAt::Day(*on));
    }
    (events, days.into_iter().map(|(written, _)| written).collect())
}

async fn read(
    database: &Database,
    counting: Counting,
    place: Option<u128>,
    year: i32,
    today: NaiveDate,
    keyed: Option<Keyed<'_>>,
) -> Option<Atlas> {
    atlas_by(counting, &database.pool, place.map(id), year, today, keyed).await.unwrap()
}

/// Every answer that can be asked for on a day, by both ways of counting.
async fn compare(database: &Database, today: NaiveDate) {
    let keyed = |what: &str| {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        hasher.finish()
    };
    let this_year = jalali_year(today);
    for place in [None, Some(PROVINCE), Some(CITY), Some(OTHER_CITY)] {
        for year in [this_year - 3, this_year - 1, this_year] {
            for rounded in [None, Some(&keyed as Keyed<'_>)] {
                let kept = read(database, Counting::Kept, place, year, today, rounded).await;
                let afresh = read(database, Counting::Afresh, place, year, today, rounded).await;
                assert_eq!(kept, afresh, "{place:?} in {year} on {today}");
            }
        }
    }
}

async fn rows(database: &Database) -> Vec<String> {
    database.rows().await.into_iter().filter(|row| row.starts_with("atlas_")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_tells_what_counting_afresh_tells(
        happenings in prop::collection::vec(happening(), 1..60),
        asked in prop::collection::vec(0usize..1_000, 2),
        parts in 1usize..9,
    ) {
        Runtime::new().unwrap().block_on(async {
            let (events, days) = told(&happenings);
            let database = Database::new().await;
            database.apply_some(&READ, &events.chunks(parts).collect::<Vec<_>>()).await;
            let last = days.last().copied().unwrap();
            // Days beside those on which something was written down, the last of all, and a day long after it.
            let beside = asked.iter().map(|one| days[one % days.len()] + Days::new(*one as u64 % 3));
            for today in beside.chain([last, last + Days::new(500)]) {
                compare(&database, today).await;
            }
            let whole = Database::new().await;
            whole.apply_some(&READ, &[&events]).await;
            assert_eq!(rows(&database).await, rows(&whole).await);
        });
    }
}

#[tokio::test]
async fn a_family_that_was_served_in_two_neighborhoods_counts_once_in_their_city() {
    let happening = |what, hood, after, choice| Happening { what, family: 0, hood, after, ago: 0, choice };
    // Its first home is the first of the city; it is served there twice, moves to the second, is served, and moves out of the city.
    let happenings = [
        happening(5, 0, 150, 0),
        happening(5, 0, 1, 0),
        happening(12, 1, 30, 0),
        happening(5, 1, 10, 0),
        happening(12, 2, 10, 0),
        happening(5, 2, 10, 1),
    ];
    let (events, days) = told(&happenings);
    let database = Database::new().await;
    database.apply_some(&READ, &[&events]).await;
    let today = *days.last().unwrap();
    let year = jalali_year(today);
    let city = read(&database, Counting::Kept, Some(CITY), year, today, None).await.unwrap();
    let served: Vec<Option<i64>> = city.rows.iter().map(|row| row.counts.served).collect();
    assert_eq!((served, city.total.served), (vec![Some(1), Some(1)], Some(1)));
    let province = read(&database, Counting::Kept, Some(PROVINCE), year, today, None).await.unwrap();
    let domains: Vec<Option<i64>> = province.total.services.iter().map(|one| one.families).collect();
    assert_eq!((province.total.served, domains.iter().flatten().sum::<i64>()), (Some(1), 2));
    compare(&database, today).await;
}
