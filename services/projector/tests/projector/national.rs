//! The national work from given events: coverage of equipment as the document counts it, figures once each.

use hamyar_events::equipment::*;
use hamyar_events::neighborhood::NeighborhoodRegistered;
use hamyar_events::place::{FigureDeclared, FigureTold, PlaceRegistered};
use hamyar_events::*;
use hamyar_projections::national::{Coverage, equipment, equipment_line, national_figures};

use crate::story::*;
use crate::support::Database;

const PROVINCES: u128 = 31;
const NEIGHBORHOODS: u128 = 1_500;
const SCHOOLS: u128 = 2_500;
/// Where numbers of each kind begin.
const COUNTRY: u128 = 500_000;
const PROVINCE: u128 = 510_000;
const COUNTY: u128 = 520_000;
const NEIGHBORHOOD: u128 = 530_000;
const DELIVERY: u128 = 540_000;
const LINE: u128 = 550_000;

const READ: &[&str] = &["places", "directory", "national"];

fn place(level: PlaceLevel, parent: Option<u128>) -> PlaceRegistered {
    PlaceRegistered {
        level,
        name: "مکان".to_owned(),
        name_en: None,
        parent_id: parent.map(|parent| id(parent).into()),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    }
}

fn delivery(number: u128, county: u128, neighborhood: u128, units: u32) -> EquipmentDelivered {
    EquipmentDelivered {
        delivery_id: id(DELIVERY + number).into(),
        place_id: id(county).into(),
        neighborhood_id: Some(id(neighborhood).into()),
        units,
        delivered_on: day("2020-01-01"),
    }
}

/// S116: 31 provinces, 31 counties, 1,500 neighborhoods and 2,500 schools, from deliveries alone.
#[tokio::test]
async fn s116_an_equipment_line_reports_provinces_counties_neighborhoods_and_units() {
    let mut story = Story::default();
    story.place(COUNTRY, place(PlaceLevel::Country, None));
    for number in 0..PROVINCES {
        story.place(PROVINCE + number, place(PlaceLevel::Province, Some(COUNTRY)));
        story.place(COUNTY + number, place(PlaceLevel::County, Some(PROVINCE + number)));
    }
    for number in 0..NEIGHBORHOODS {
        let registered = NeighborhoodRegistered {
            name: "محله".to_owned(),
            name_en: None,
            place_id: id(COUNTY + number % PROVINCES).into(),
            valid_from: None,
            source: "test".to_owned(),
        };
        story.neighborhood(NEIGHBORHOOD + number, registered);
    }
    let opened = EquipmentLineOpened {
        title: "تجهیز مدارس".to_owned(),
        title_en: None,
        facility_type: None,
        items: None,
        unit: "school".to_owned(),
        requested_by: None,
        agreement_id: None,
        allocation_id: None,
        part_of: None,
        place_id: None,
        opened_on: day("2019-01-01"),
        source: None,
    };
    let count = |value| Some(DeclaredCount { value, qualifier: Qualifier::Exact });
    let declared = EquipmentCoverageDeclared {
        provinces: count(31),
        counties: count(31),
        neighborhoods: count(1_500),
        units: count(2_500),
        source: "004/equipment_coverage".to_owned(),
        quote: None,
    };
    story.equipment(LINE, opened).equipment(LINE, declared);
    // Every neighborhood once, the first thousand once more.
    for school in 0..SCHOOLS {
        let neighborhood = school % NEIGHBORHOODS;
        let county = COUNTY + neighborhood % PROVINCES;
        story.equipment(LINE, delivery(school, county, NEIGHBORHOOD + neighborhood, 1));
    }
    let reversal = DeliveryReversed {
        delivery_id: id(DELIVERY + SCHOOLS).into(),
        mistake: DeliveryMistake::EnteredTwice,
        reversed_on: day("2020-02-01"),
    };
    story.equipment(LINE, delivery(SCHOOLS, COUNTY, NEIGHBORHOOD, 9)).equipment(LINE, reversal);

    let database = Database::with_some(&story, READ).await;
    let found = equipment(&database.pool, 10).await.unwrap();
    let expected = Coverage { provinces: 31, counties: 31, neighborhoods: 1_500, units: 2_500 };
    assert_eq!((found.len(), found[0].counted, found[0].deliveries), (1, expected, 2_500));
    let declared = found[0].declared.clone().unwrap();
    assert_eq!(declared.units.map(|one| (one.value, one.qualifier)), Some((2_500, Qualifier::Exact)));
    let line = equipment_line(&database.pool, id(LINE)).await.unwrap().unwrap();
    assert_eq!((line.card.counted, line.deliveries_list.len()), (expected, 500));
    assert!(line.deliveries_list[0].reversed_on.is_some());
}

/// S119: a fact that two sections tell is one figure, though two records were made of it.
#[tokio::test]
async fn s119_a_fact_told_twice_is_one_figure() {
    let figure = |indicator: &str| FigureDeclared {
        indicator: indicator.to_owned(),
        value_thousandths: 150_000,
        qualifier: Qualifier::Exact,
        unit: "programme".to_owned(),
        period: Some("1396".to_owned()),
        source: "004".to_owned(),
        quote: None,
    };
    let told = |section: &str, declared_as: Option<&str>| FigureTold {
        indicator: "joy".to_owned(),
        source: "004".to_owned(),
        section: section.to_owned(),
        declared_as: declared_as.map(str::to_owned),
        quote: None,
    };
    let mut story = Story::default();
    story
        .place(COUNTRY, place(PlaceLevel::Country, None))
        .place(COUNTRY, figure("joy"))
        .place(COUNTRY, figure("joy_again"))
        .place(COUNTRY, told("۱۲", None))
        .place(COUNTRY, told("۱۴", Some("joy_again")));
    let database = Database::with_some(&story, READ).await;
    let found = national_figures(&database.pool, None, day("2026-11-22")).await.unwrap();
    let seen: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|one| (one.indicator.as_str(), one.told_in.iter().map(|part| part.section.as_str()).collect()))
        .collect();
    assert_eq!(seen, [("joy", vec!["۱۲", "۱۴"])]);
    assert_eq!(found[0].also_recorded_as, ["joy_again"]);
    let page = hamyar_projections::places::place(&database.pool, id(COUNTRY)).await.unwrap().unwrap();
    assert_eq!(page.figures.len(), 1);
}
