//! The roll-up of the nation and what lies below it, from records made for it: 135 offices in 233 neighborhoods of 22 provinces.

use hamyar_events::neighborhood::*;
use hamyar_events::office::*;
use hamyar_events::place::*;
use hamyar_events::*;
use hamyar_projections::rollup::{self, Rollup, RollupList};

use crate::story::*;
use crate::support::Database;

const READ: &[&str] = &["places", "directory", "neighborhood_cases", "families", "services", "roadmaps", "offices"];
const COUNTRY: u128 = 1_000;
/// Where numbers of each kind begin.
const PROVINCES: u128 = 2_000;
const COUNTIES: u128 = 3_000;
const CITIES: u128 = 4_000;
const HOODS: u128 = 10_000;
const OFFICES: u128 = 20_000;
const TODAY: &str = "2026-11-29";

/// Provinces of the country, and those in which offices work.
const ALL: u128 = 31;
const WITH: u128 = 22;

fn place(level: PlaceLevel, name: &str, parent: Option<u128>) -> PlaceRegistered {
    PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(|parent| id(parent).into()),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    }
}

fn declared(indicator: &str, value: i64) -> FigureDeclared {
    FigureDeclared {
        indicator: indicator.to_owned(),
        value_thousandths: value * 1000,
        qualifier: Qualifier::Exact,
        unit: "office".to_owned(),
        period: None,
        source: "004/national_figures".to_owned(),
        quote: None,
    }
}

/// Neighborhoods of a province: 233 over the 22, and two in each of the others.
fn hoods(province: u128) -> Vec<u128> {
    let count = if province >= WITH { 2 } else { 10 + u128::from(province < 13) };
    (0..count).map(|n| HOODS + province * 100 + n).collect()
}

/// Offices of a province: 135 over the 22.
fn offices(province: u128) -> u128 {
    if province >= WITH { 0 } else { 6 + u128::from(province < 3) }
}

fn contracted(until: &str) -> OfficeContracted {
    OfficeContracted {
        operator: Operator { agency_id: None, name: Some("مؤسسه".to_owned()) },
        number: "۱".to_owned(),
        from: day("2026-03-21"),
        until: day(until),
        amount_rials: 1,
        source: "استانداری".to_owned(),
        contracted_on: day("2026-03-21"),
    }
}

fn nation() -> Story {
    let mut story = Story::default();
    story.place(COUNTRY, place(PlaceLevel::Country, "ایران", None));
    for (indicator, value) in [("facilitation_offices", 135), ("target_neighbourhoods", 233), ("office_provinces", 22)]
    {
        story.place(COUNTRY, declared(indicator, value));
    }
    for p in 0..ALL {
        story
            .place(PROVINCES + p, place(PlaceLevel::Province, &format!("استان {p:02}"), Some(COUNTRY)))
            .place(COUNTIES + p, place(PlaceLevel::County, "شهرستان", Some(PROVINCES + p)))
            .place(CITIES + p, place(PlaceLevel::City, "شهر", Some(COUNTIES + p)));
        for hood in hoods(p) {
            let registered = NeighborhoodRegistered {
                name: format!("محله {hood}"),
                name_en: None,
                place_id: id(CITIES + p).into(),
                valid_from: None,
                source: "test".to_owned(),
            };
            story.neighborhood(hood, registered);
        }
        for o in 0..offices(p) {
            let own = hoods(p).into_iter().enumerate().filter(|(n, _)| *n as u128 % offices(p) == o);
            let office = OFFICES + p * 100 + o;
            story
                .office(
                    office,
                    OfficeCalled {
                        name: format!("دفتر {p}/{o}"),
                        place_id: id(COUNTIES + p).into(),
                        neighborhood_ids: own.map(|(_, hood)| id(hood).into()).collect(),
                        called_on: day("2026-03-21"),
                    },
                )
                .office(office, contracted("2027-03-20"))
                .office(office, OfficeOpened { opened_on: day("2026-04-01") });
        }
    }
    story
}

async fn read(database: &Database, place: Option<u128>) -> Rollup {
    rollup::rollup(&database.pool, place.map(id), day(TODAY), None).await.unwrap().expect("a place")
}

#[tokio::test]
async fn offices_135_serve_233_neighborhoods_in_22_provinces() {
    let database = Database::with_some(&nation(), READ).await;
    let all = read(&database, None).await;
    assert_eq!(all.place.as_ref().and_then(|one| one.name.as_deref()), Some("ایران"));
    let offices = &all.total.offices;
    assert_eq!((offices.open, offices.neighborhoods, offices.provinces), (135, 233, 22));
    assert_eq!((all.total.neighborhoods, all.rows.len()), (233 + 2 * 9, 31));
    let beside: Vec<_> =
        all.declared.iter().map(|one| (one.number, one.counted, one.figure.value_thousandths / 1000)).collect();
    assert_eq!(
        beside,
        [("offices_open", 135, 135), ("offices_neighborhoods", 233, 233), ("offices_provinces", 22, 22)]
    );
    // Rows by province add up to the whole, for no office serves two provinces.
    let sum = |of: fn(&Rollup, usize) -> i64| (0..all.rows.len()).map(|n| of(&all, n)).sum::<i64>();
    assert_eq!(sum(|all, n| all.rows[n].counts.offices.open), 135);
    assert_eq!(sum(|all, n| all.rows[n].counts.offices.neighborhoods), 233);
    assert_eq!(sum(|all, n| all.rows[n].counts.offices.provinces), 22);
    // Province, county, city, and its neighborhoods, each of which stands for itself.
    for level in [PROVINCES, COUNTIES, CITIES] {
        let below = read(&database, Some(level)).await;
        assert_eq!((below.total.offices.open, below.total.offices.neighborhoods), (7, 11), "{level}");
        assert_eq!(below.rows.len(), if level == CITIES { 11 } else { 1 });
    }
    let city = read(&database, Some(CITIES)).await;
    assert!(city.rows.iter().all(|row| row.level.is_none() && row.counts.offices.open == 1));
    assert!(rollup::rollup(&database.pool, Some(id(77)), day(TODAY), None).await.unwrap().is_none());
}

/// An office that closed is none of what there is, on the roll-up and among the figures alike.
#[tokio::test]
async fn figures_and_roll_up_count_the_offices_that_are_open() {
    let mut story = nation();
    let closed = OfficeClosed { reason: OfficeCloseReason::WorkDone, note: None, closed_on: day("2026-06-01") };
    story.office(OFFICES, closed);
    let read_too: Vec<&str> = READ.iter().copied().chain(["national"]).collect();
    let database = Database::with_some(&story, &read_too).await;
    let all = read(&database, None).await;
    let figures = hamyar_projections::national::national_figures(&database.pool, None, day(TODAY)).await.unwrap();
    let counted = |name: &str| {
        let found = figures.iter().find(|one| one.indicator == name).and_then(|one| one.counted.clone()).unwrap();
        (found.value_thousandths / 1000, found.meaning.map(|meaning| meaning.en).unwrap_or_default())
    };
    assert_eq!((all.total.offices.open, all.total.offices.closed), (134, 1));
    assert_eq!(counted("facilitation_offices"), (134, "offices that are open today".to_owned()));
    assert_eq!(counted("target_neighbourhoods").0, all.total.offices.neighborhoods);
}

/// One report leaves the duty's other neighborhoods where they are; agencies are counted from all rows, whatever the page.
#[tokio::test]
async fn a_duty_stands_once_in_each_neighborhood() {
    use hamyar_projections::neighborhood_cases::{
        DutyFilter, DutyRows, duties_by_agency, duty_board, duty_counts, rows_of,
    };
    let mut story = nation();
    // By name the last: a list that is cut at the end would leave it out.
    for (agency, name, duties) in [(AGENCY, "آب", 2_u16), (AGENCY + 1, "یزد", 1)] {
        let registered = agency::AgencyRegistered {
            name: name.to_owned(),
            name_en: None,
            level: AgencyLevel::Local,
            enforcement: false,
            source: "test".to_owned(),
        };
        story.agency(agency, registered);
        for number in 1..=duties {
            story.agency(
                agency,
                agency::AgencyDutyRecorded { number, text: "وظیفه".to_owned(), source: "002".to_owned() },
            );
        }
    }
    story.neighborhood(
        HOODS,
        AgencyDutyReported {
            report_id: id(50_001).into(),
            agency_id: id(AGENCY).into(),
            duty: 1,
            state: DutyState::Done,
            text: "x".to_owned(),
            evidence: None,
            reported_on: day("2026-08-01"),
        },
    );
    let database = Database::with_some(&story, READ).await;
    let pool = &database.pool;
    let city = DutyFilter { place_id: Some(id(CITIES)), ..DutyFilter::default() };
    let board = async |rows| {
        let counts = duty_counts(pool, &city).await.unwrap();
        (duty_board(pool, &city, &counts, rows, 0, 10).await.unwrap(), rows_of(&counts, rows))
    };
    assert_eq!(board(DutyRows::All).await.1, 3 * 11);
    let (unreported, without) = board(DutyRows::Unreported).await;
    assert_eq!((unreported.len(), without), (10, 3 * 11 - 1));
    assert!(unreported.iter().all(|row| row.state.is_none() && row.neighborhood.id != id(HOODS)), "the first ten");
    let (reported, with) = board(DutyRows::Reported).await;
    assert_eq!((reported.len(), with, reported[0].neighborhood.id), (1, 1, id(HOODS)));
    assert_eq!(board(DutyRows::In(DutyState::Done)).await.1, 1);
    assert_eq!(board(DutyRows::In(DutyState::Hindered)).await.1, 0);
    let all = duty_counts(pool, &city).await.unwrap();
    let last = duty_board(pool, &city, &all, DutyRows::All, 3 * 11 - 1, 10).await.unwrap();
    assert_eq!(last.iter().map(|row| row.agency.id).collect::<Vec<_>>(), [id(AGENCY + 1)]);
    for rows in [DutyRows::All, DutyRows::Unreported, DutyRows::Reported] {
        let whole = duty_board(pool, &city, &all, rows, 0, 1_000).await.unwrap();
        assert_eq!(i64::try_from(whole.len()).unwrap(), rows_of(&all, rows));
        for size in [1, 7, 11, 22] {
            let mut paged = Vec::new();
            while let page =
                duty_board(pool, &city, &all, rows, i64::try_from(paged.len()).unwrap(), size).await.unwrap()
                && !page.is_empty()
            {
                paged.extend(page);
            }
            assert_eq!(paged, whole, "pages of {size} of {rows:?}");
        }
    }
    let counts = async |filter: &DutyFilter| {
        let agencies = duties_by_agency(&duty_counts(pool, filter).await.unwrap());
        agencies.iter().map(|one| (one.agency.id, one.duties, one.done, one.unreported)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&city).await, [(id(AGENCY), 2, 1, 21), (id(AGENCY + 1), 1, 0, 11)]);
    let one = DutyFilter { neighborhood_id: Some(id(HOODS)), ..DutyFilter::default() };
    assert_eq!(counts(&one).await, [(id(AGENCY), 2, 1, 1), (id(AGENCY + 1), 1, 0, 1)]);
}

#[tokio::test]
async fn an_office_of_two_cities_counts_in_both_rows_and_once_in_the_total() {
    let mut story = nation();
    let other = CITIES + 90;
    story.place(other, place(PlaceLevel::City, "شهر دیگر", Some(COUNTIES)));
    let registered = NeighborhoodRegistered {
        name: "دور".to_owned(),
        name_en: None,
        place_id: id(other).into(),
        valid_from: None,
        source: "test".to_owned(),
    };
    story.neighborhood(HOODS + 9_999, registered);
    let added = OfficeNeighborhoodAdded { neighborhood_id: id(HOODS + 9_999).into(), added_on: day("2026-05-01") };
    story.office(OFFICES, added);
    let database = Database::with_some(&story, READ).await;
    let county = read(&database, Some(COUNTIES)).await;
    let of_rows: i64 = county.rows.iter().map(|row| row.counts.offices.open).sum();
    assert_eq!((county.total.offices.open, of_rows), (7, 8));
    assert_eq!(county.total.offices.neighborhoods, 12);
}

#[tokio::test]
async fn every_measure_follows_its_events_and_opens_its_list() {
    let mut story = nation();
    let hood = HOODS;
    let agency = id(AGENCY);
    let registered = agency::AgencyRegistered {
        name: "شهرداری".to_owned(),
        name_en: None,
        level: AgencyLevel::Local,
        enforcement: false,
        source: "test".to_owned(),
    };
    story.agency(AGENCY, registered);
    story.neighborhood(
        hood,
        NeighborhoodProfileRecorded {
            version: 1,
            figures: vec![],
            counted: vec![],
            notes: vec![],
            as_of: day("2026-08-01"),
        },
    );
    let computed = PriorityComputation {
        rule_version: 1,
        profile_version: 1,
        level: PriorityLevel::First,
        score: 800,
        groups: vec![],
        explanation: sentence("x"),
    };
    let given = PriorityGiven { level: PriorityLevel::First, computed, override_reason: None };
    story.neighborhood(hood, NeighborhoodPrioritySet { priority: given, set_on: day("2026-08-02") });
    let report = |n: u128, duty: u16, state: DutyState, on: &str| AgencyDutyReported {
        report_id: id(50_000 + n).into(),
        agency_id: agency.into(),
        duty,
        state,
        text: "x".to_owned(),
        evidence: None,
        reported_on: day(on),
    };
    // The first is old, the second was told again, the third is old and done.
    story.neighborhood(hood, report(1, 1, DutyState::Underway, "2026-03-25"));
    story.neighborhood(hood, report(2, 2, DutyState::Underway, "2026-03-25"));
    story.neighborhood(hood, report(3, 2, DutyState::Hindered, "2026-11-01"));
    story.neighborhood(hood, report(4, 3, DutyState::Done, "2026-03-25"));
    let needs = NeedsProfileDrafted {
        neighborhood_id: id(hood).into(),
        version: 1,
        facilities: "x".to_owned(),
        abnormalities: "x".to_owned(),
        needs: vec!["آب".to_owned()],
        drafted_by: id(999).into(),
        drafted_on: day("2026-06-01"),
    };
    story.office(OFFICES, needs);
    let database = Database::with_some(&story, READ).await;
    let city = read(&database, Some(CITIES)).await;
    let counts = &city.rows.iter().find(|row| row.id == id(hood)).expect("the row").counts;
    assert_eq!((counts.with_profile, counts.priorities.first, counts.needs.drafted), (1, 1, 1));
    assert_eq!((counts.duties.reported, counts.duties.done, counts.duties.late), (3, 1, 1));
    // Opened on 12 Farvardin: the evaluation of the first half year and the report on the spring are late at every office.
    assert_eq!((city.total.offices.evaluation_late, city.total.offices.report_late), (7, 7));
    assert_eq!((city.total.with_profile, city.total.without_profile), (1, 10));
    let inside = rollup::neighborhoods(&database.pool, Some(id(CITIES))).await.unwrap().expect("the city");
    for (list, many) in [
        (RollupList::Neighborhoods, 11),
        (RollupList::WithoutProfile, 10),
        (RollupList::First, 1),
        (RollupList::DutiesReported, 3),
        (RollupList::DutiesLate, 1),
        (RollupList::NeedsDrafted, 1),
        (RollupList::WithOffice, 11),
        (RollupList::ActionsDone, 0),
    ] {
        let (items, total) = rollup::items(&database.pool, &inside, list, day(TODAY), 0, 50).await.unwrap();
        assert_eq!((items.len(), total), (many, many as i64), "{list:?}");
    }
    let (items, total) =
        rollup::items(&database.pool, &inside, RollupList::Neighborhoods, day(TODAY), 8, 5).await.unwrap();
    assert_eq!((items.len(), total), (3, 11));
}

/// Families are told to a reader of counts alone as multiples of five, never below five, by an error that belongs to the neighborhoods counted.
#[tokio::test]
async fn families_are_rounded_and_the_same_neighborhoods_have_the_same_error() {
    let mut story = nation();
    let mut number = 30_000;
    for (hood, families) in [(HOODS, 3_u128), (HOODS + 1, 40)] {
        for _ in 0..families {
            number += 1;
            let mut file = identified(number, &format!("R{number}"), "نمونه");
            file.neighborhood_id = id(hood).into();
            story.family(number, file);
        }
    }
    let database = Database::with_some(&story, READ).await;
    let exact = read(&database, Some(CITIES)).await;
    assert_eq!(exact.total.families.total, Some(43));
    let keyed = |what: &str| {
        what.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()).rotate_left(17))
    };
    let rounded = async |place: u128| {
        rollup::rollup(&database.pool, Some(id(place)), day(TODAY), Some(&keyed)).await.unwrap().expect("a place")
    };
    let city = rounded(CITIES).await;
    let of = |rollup: &Rollup, hood: u128| {
        rollup.rows.iter().find(|row| row.id == id(hood)).map(|row| row.counts.families.total)
    };
    assert_eq!(of(&city, HOODS), Some(None), "three families are not told");
    let shown = of(&city, HOODS + 1).flatten().expect("forty are");
    assert_eq!(shown % 5, 0);
    // City, county and province hold the same neighborhoods.
    let (county, province) = (rounded(COUNTIES).await, rounded(PROVINCES).await);
    assert_eq!(county.total.families, city.total.families);
    assert_eq!(province.total.families, city.total.families);
    assert_eq!(county.rows[0].counts.families, city.total.families);
    assert!(city.rounded && !exact.rounded);
}
