//! Family events → cards, intake, search.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::families::{self, FamilyFilter, SearchQuery, SearchScope};
use hamyar_projections::views::{ConsentState, FamilyState};

use crate::story::*;
use crate::support::Database;

#[tokio::test]
async fn a_card_shows_where_the_family_stands() {
    let database = Database::with(&one_year()).await;
    let card = families::card(&database.pool, id(100), day("2026-04-09")).await.unwrap().unwrap();
    assert_eq!(card.file_number, "M1-0001");
    assert_eq!(card.tier, Some(Tier::AtRisk));
    assert_eq!(card.baseline_tier, Some(Tier::Harmed));
    assert_eq!(card.neighborhood.name.as_deref(), Some("قائم"));
    assert_eq!(card.center.unwrap().name.as_deref(), Some("مرکز نور"));
    assert_eq!(card.caseworker.unwrap().name.as_deref(), Some("همیار یکم"));
    assert_eq!((card.members_count, card.open_referrals, card.days_left), (1, 0, Some(1)));
    assert_eq!(card.consent, ConsentState::Given);
    assert_eq!(card.state, FamilyState::Open);
    assert_eq!(card.last_visit.unwrap().jalali, "1404-02-15");
    assert_eq!(card.household_type, HouseholdType::FemaleHeaded);
}

#[tokio::test]
async fn a_list_goes_page_by_page_in_the_order_of_persian_names() {
    let mut story = world();
    for (number, name) in [(110, "گلی"), (111, "پناهی"), (112, "آذری"), (113, "یاری"), (114, "کرمی")]
    {
        story.family(number, identified(number, &format!("M1-{number}"), name));
    }
    let database = Database::with(&story).await;
    let filter = FamilyFilter { center_id: Some(id(CENTER)), ..FamilyFilter::default() };
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let page = families::cards_page(&database.pool, &filter, cursor, 2, day("2025-05-01")).await.unwrap();
        names.extend(page.items.into_iter().filter_map(|card| card.family_name));
        cursor = page.next.map(|next| next.parse().unwrap());
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, ["آذری", "پناهی", "کرمی", "گلی", "یاری"]);
}

#[tokio::test]
async fn s008_one_search_finds_every_spelling() {
    let mut story = world();
    story
        .family(100, identified(100, "M1-0001", "محمد علیخانی"))
        .family(120, identified(120, "M1-0002", "محمدعلیخانی"))
        .family(121, identified(121, "M1-0003", "عصمت آباد"))
        .family(122, identified(122, "M1-0004", "كريمي"));
    let database = Database::with(&story).await;
    let find = async |name: &str| {
        let query = SearchQuery { family_name: Some(name.to_owned()), ..SearchQuery::default() };
        let (hits, _) = families::search(&database.pool, &query, &SearchScope::Everything, 20).await.unwrap();
        let mut found: Vec<String> = hits.into_iter().map(|hit| hit.family.file_number).collect();
        found.sort();
        found
    };
    assert_eq!(find("محمدعلیخانی").await, ["M1-0001", "M1-0002"]);
    assert_eq!(find("محمد علیخانی").await, ["M1-0001", "M1-0002"]);
    assert_eq!(find("عصمت اباد").await, ["M1-0003"]);
    assert_eq!(find("کریمی").await, ["M1-0004"]);
    assert!(find("نیست‌اینجا").await.is_empty());
}

#[tokio::test]
async fn a_search_shows_only_the_scope_and_tells_of_a_match_elsewhere_without_data() {
    let mut story = world();
    let mut elsewhere = identified(130, "X9-0001", "رستگار");
    elsewhere.center_id = Some(id(21).into());
    story.family(130, elsewhere).family(130, member(131, "پروین"));
    let database = Database::with(&story).await;
    let scope = SearchScope::Of { center_ids: vec![id(CENTER)], caseworker_ids: Vec::new() };
    let query = SearchQuery {
        family_name: Some("رستگار".to_owned()),
        given_name: Some("پروین".to_owned()),
        ..SearchQuery::default()
    };
    let (hits, found_elsewhere) = families::search(&database.pool, &query, &scope, 20).await.unwrap();
    assert!(hits.is_empty());
    assert!(found_elsewhere);
    let scope = SearchScope::Of { center_ids: vec![id(21)], caseworker_ids: Vec::new() };
    let (hits, found_elsewhere) = families::search(&database.pool, &query, &scope, 20).await.unwrap();
    assert_eq!(hits.len(), 1);
    assert!(hits[0].reasons.contains(&"name".to_owned()));
    assert!(!found_elsewhere);
}

#[tokio::test]
async fn a_misspelled_name_a_phone_a_birth_year_and_a_national_id_are_reasons() {
    let database = Database::with(&one_year()).await;
    let search = async |query: SearchQuery| {
        families::search(&database.pool, &query, &SearchScope::Everything, 5).await.unwrap().0
    };
    let by_phone = search(SearchQuery { phone: Some("+98 912 345 6789".to_owned()), ..SearchQuery::default() }).await;
    assert!(by_phone[0].score >= 70, "a telephone alone is likely the person's: {by_phone:?}");
    assert_eq!(by_phone[0].reasons, ["phone"]);
    let misspelled = search(SearchQuery { q: Some("محمد علیخانیی".to_owned()), ..SearchQuery::default() }).await;
    assert_eq!(misspelled[0].family.id, id(100));
    let with_year = search(SearchQuery {
        q: Some("زهرا محمد علیخانی".to_owned()),
        birth_year: Some(1362),
        ..SearchQuery::default()
    })
    .await;
    assert!(with_year[0].reasons.contains(&"birth_year".to_owned()));
    let by_id = search(SearchQuery { national_id_family: Some(id(100)), ..SearchQuery::default() }).await;
    assert_eq!(by_id[0].score, 100);
    let by_file = search(SearchQuery { q: Some("m1-0001".to_owned()), ..SearchQuery::default() }).await;
    assert_eq!(by_file[0].score, 100);
}

#[tokio::test]
async fn an_erased_name_shows_as_null_and_is_found_by_nobody() {
    let mut story = world();
    let mut erased = identified(140, "M1-0140", "x");
    erased.family_name = Personal::erased(Subject::Family(id(140)));
    story.family(140, erased);
    let database = Database::with(&story).await;
    let card = families::card(&database.pool, id(140), day("2025-05-01")).await.unwrap().unwrap();
    assert_eq!(card.family_name, None);
}

#[tokio::test]
async fn intake_divides_those_who_wait() {
    let mut story = one_year();
    story
        .family(150, identified(150, "M1-0150", "نپرسیده"))
        .family(151, identified(151, "M1-0151", "رضایت‌داده"))
        .family(151, consent())
        .family(152, identified(152, "M1-0152", "تنها"))
        .family(152, tier(TierMoment::Preliminary, 0, Tier::Harmed, "2025-04-01"))
        .family(153, identified(153, "M1-0153", "بسته"))
        .family(153, CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: day("2025-04-20") });
    let database = Database::with(&story).await;
    let intake = families::intake(&database.pool, Some(id(CENTER)), 50, day("2025-05-01")).await.unwrap();
    let numbers = |cards: &[hamyar_projections::views::FamilyCard]| {
        let mut numbers: Vec<String> = cards.iter().map(|card| card.file_number.clone()).collect();
        numbers.sort();
        numbers
    };
    assert_eq!(numbers(&intake.awaiting_consent), ["M1-0150", "M1-0152"]);
    assert_eq!(numbers(&intake.awaiting_assessment), ["M1-0151"]);
    assert_eq!(numbers(&intake.harmed_without_caseworker), ["M1-0152"]);
    assert_eq!(intake.counts.awaiting_consent, 2);
    let other = families::intake(&database.pool, Some(id(21)), 50, day("2025-05-01")).await.unwrap();
    assert_eq!(other.counts.awaiting_consent, 0);
}

#[tokio::test]
async fn s011_the_registry_filters_by_covering_agency() {
    let mut story = one_year();
    story.family(160, identified(160, "M1-0160", "دیگر")).family(
        100,
        CoverageRecorded { agency_id: id(AGENCY).into(), kind: CoverageKind::Stipend, since: day("2025-01-01") },
    );
    let database = Database::with(&story).await;
    let filter = FamilyFilter { coverage_agency_id: Some(id(AGENCY)), ..FamilyFilter::default() };
    let cards = families::cards(&database.pool, &filter, 10, day("2025-05-01")).await.unwrap();
    assert_eq!(cards.iter().map(|card| card.id).collect::<Vec<_>>(), [id(100)]);
}

#[tokio::test]
async fn policy_learns_who_the_people_of_a_family_are() {
    let database = Database::with(&one_year()).await;
    let access = families::access(&database.pool, id(100)).await.unwrap().unwrap();
    assert_eq!(access.caseworker_id, Some(id(FIRST_CASEWORKER)));
    assert!(access.open_commission_ids.is_empty());
    assert_eq!(access.commission_ids, [id(COMMISSION)]);
    assert_eq!(access.task_agency_ids, [id(AGENCY)]);
}
