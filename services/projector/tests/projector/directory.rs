//! Agencies, catalogs, settings, places.

use hamyar_events::agency::AgencyDutyRecorded;
use hamyar_events::catalog::CatalogTermRetired;
use hamyar_projections::places::{NeighborhoodFilter, neighborhoods};
use hamyar_projections::{directory, places};

use crate::story::*;
use crate::support::Database;

#[tokio::test]
async fn s085_an_agency_is_found_under_every_spelling() {
    let mut story = world();
    story.agency(AGENCY, AgencyDutyRecorded { number: 1, text: "پوشش بیمه".to_owned(), source: "test".to_owned() });
    let database = Database::with(&story).await;
    for q in ["بهزیستی", "بهبیستی", "بهزيستي"] {
        assert_eq!(directory::agencies(&database.pool, Some(q)).await.unwrap().len(), 1, "{q}");
    }
    assert!(directory::agencies(&database.pool, Some("شهرداری")).await.unwrap().is_empty());
    let agency = directory::agency(&database.pool, id(AGENCY)).await.unwrap().unwrap();
    assert_eq!(agency.duties.len(), 1);
}

#[tokio::test]
async fn a_retired_term_stays_readable() {
    let mut story = world();
    story.catalog(600, CatalogTermRetired { catalog: "service_kind".to_owned(), code: "loan".to_owned() });
    let database = Database::with(&story).await;
    let terms = directory::catalog(&database.pool, "service_kind").await.unwrap();
    assert_eq!((terms.len(), terms[0].retired), (1, true));
}

#[tokio::test]
async fn without_published_settings_the_defaults_hold() {
    let database = Database::with(&world()).await;
    let settings = directory::settings(&database.pool, day("2025-05-01")).await.unwrap();
    assert_eq!((settings.version, settings.values.caseload_max), (0, 15));
}

#[tokio::test]
async fn s094_two_neighborhoods_of_one_name_are_two_and_told_apart_by_their_groups() {
    let database = Database::with(&world()).await;
    let filter = NeighborhoodFilter { q: Some("قائم".to_owned()), ..NeighborhoodFilter::default() };
    let found = neighborhoods(&database.pool, &filter, 10).await.unwrap();
    assert_eq!(found.len(), 2);
    let grouped = found.iter().find(|one| one.id == id(HERE)).unwrap();
    assert_eq!((grouped.groups.len(), grouped.groups[0].rank), (1, Some(2)));
    assert_eq!(grouped.city.as_ref().unwrap().name.as_deref(), Some("مشهد"));
    assert_eq!(grouped.province.as_ref().unwrap().name.as_deref(), Some("خراسان رضوی"));
    let in_zone = NeighborhoodFilter { place_id: Some(id(ZONE)), ..NeighborhoodFilter::default() };
    assert_eq!(neighborhoods(&database.pool, &in_zone, 10).await.unwrap().len(), 1);
    let in_province = NeighborhoodFilter { place_id: Some(id(PROVINCE)), ..NeighborhoodFilter::default() };
    assert_eq!(neighborhoods(&database.pool, &in_province, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_place_shows_what_lies_above_and_below() {
    let database = Database::with(&world()).await;
    let city = places::place(&database.pool, id(CITY)).await.unwrap().unwrap();
    assert_eq!(city.parent.unwrap().id, id(PROVINCE));
    assert_eq!((city.groups.len(), city.children.len(), city.neighborhood_count), (1, 0, 2));
    assert_eq!(places::places(&database.pool, None, None).await.unwrap().len(), 1);
}
