//! Registers of families in a store.

use crate::support::{SAMPLE, count, events, options, send, somebody, store, with_seeds};
use hamyar_domain::Family;
use hamyar_event_store::Actor;
use hamyar_import::Gazetteer;
use hamyar_import::families::{ImportError, KnownFamily, import};
use hamyar_import::register::duplicates::{DuplicateOf, Likeness};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const HEADER: &str =
    "نام,نام خانوادگی,نام پدر,کد ملی,تاریخ تولد,تعداد افراد تحت تکفل,تلفن همراه,محله,نحوه ورود,دستگاه معرف";
const CANARY: &str = "قناریان";

fn register(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

/// S009
#[tokio::test]
async fn s009_the_sample_is_imported_with_the_expected_counts_and_only_once() {
    let store = store().await;
    let first = send(&store, SAMPLE, &options()).await;
    assert_eq!((first.rows, first.accepted, first.rejected, first.joined), (600, 572, 28, 24));
    assert_eq!((first.errors.len(), first.likely_duplicates.len()), (28, 13));
    let families = events(&store, "family").await;
    assert_eq!(count(&families, "family_identified"), 548);
    assert_eq!(count(&families, "member_joined"), 548);
    assert_eq!(count(&families, "registration_joined"), 24);
    assert_eq!(count(&families, "case_closed"), 0);
    assert!(!families.iter().any(|event| event.event_type.starts_with("consent")));
    let head = store.head().await.expect("a head");

    // Again the same file: by another person, under another file's name, on another day.
    let mut later = options();
    later.actor = Actor::User(Uuid::from_u128(2));
    later.register = Some("فهرست دوم".into());
    later.today = "2026-12-01".parse().expect("a date");
    for options in [options(), later] {
        let again = send(&store, SAMPLE, &options).await;
        assert_eq!((again.accepted, again.joined, again.added), (572, 24, 0));
    }
    assert_eq!(store.head().await.expect("a head"), head);
}

#[tokio::test]
async fn the_answer_has_the_shape_of_the_machine_contract() {
    let store = with_seeds().await;
    let rows = [
        "سمیه,رحیمی,محمود,6480606450,1339/2/25,2,09115308161,منبع آب,خود معرف,",
        "سميه,رحيمي,محمود,,۱۳۳۹-۰۲-۲۵,2,09115308161,منبع آب,معرفی دستگاه,بهزیستی",
        "سمیه,رحیمی,محمود,۶۴۸۰۶۰۶۴۵۰,۱۳۳۹-۰۲-۲۵,2,09115308161,نواب,معرفی دستگاه,بهزیستی",
        "سمیه, ,محمود,12,1339/2/25,2,09115308161,منبع آب,خود معرف,",
    ];
    let report = send(&store, &register(&rows), &options()).await;
    assert_eq!(
        serde_json::to_value(&report).expect("JSON"),
        json!({
            "rows": 4, "accepted": 3, "rejected": 1, "joined": 1,
            "errors": [
                {"line": 4, "column": "family_name", "value": " ", "reason": "blank"},
                {"line": 4, "column": "national_id", "value": "12", "reason": "length"},
            ],
            "likely_duplicates": [{
                "line": 2, "matches": [{"line": 1}], "score": 1.0,
                "reasons": ["same_name", "same_father_name", "same_birth_date", "same_phone", "same_neighborhood", "national_id_missing"],
            }],
        })
    );
}

/// S001 S002 S005
#[tokio::test]
async fn s001_s002_s005_the_file_says_how_the_family_came_and_who_heads_it() {
    let store = with_seeds().await;
    let text = format!(
        "{HEADER},علت سرپرستی,توضیحات\n\
         سمیه,رحیمی,محمود,6480606450,1339/2/25,2,09115308161,قائم,معرفی دستگاه,بهبیستی,طلاق,=1+1\n\
         سمیه,رحیمی,محمود,6480606450,1339/2/25,2,09115308161,نواب,معرفی دستگاه,خیریه محل,طلاق,\n"
    );
    let report = send(&store, text.as_bytes(), &options()).await;
    assert_eq!((report.accepted, report.joined, report.ambiguous_places.len()), (2, 1, 1));
    let family = events(&store, "family").await;
    let payload = |event_type: &str| -> Value {
        let event = family.iter().find(|event| event.event_type == event_type).expect("an event");
        serde_json::from_str(event.payload.get()).expect("JSON")
    };
    let identified = payload("family_identified");
    let plan = hamyar_import::seeds::plan(&hamyar_import::SeedSource::BuiltIn).expect("a plan");
    assert_eq!(identified["referred_by"], json!(plan.agency("بهزیستی")));
    assert_eq!((&identified["entry"], &identified["source"]), (&json!("referred"), &json!("support_institution")));
    let note = identified["declared"]["note"]["$open"]["v"].as_str().expect("a note");
    assert!(note.starts_with("=1+1\n") && note.contains("یکتا نیست"), "{note}");
    let joined = payload("registration_joined");
    assert_eq!((&joined["referred_by_name"]["$open"]["v"], &joined["source"]), (&json!("خیریه محل"), &json!("state")));
    assert_eq!(payload("category_added")["category"], json!("female_head_of_household"));
    let state = store.load::<Family>(family[0].stream_id).await.expect("loads").state;
    let file_number = identified["file_number"].as_str().expect("a number");
    assert!(file_number.starts_with("R1405-") && file_number.ends_with("-000001"), "{file_number}");
    assert_eq!(state.household_type(), hamyar_events::HouseholdType::FemaleHeaded);
}

#[tokio::test]
async fn a_mended_part_sent_alone_adds_the_mended_rows_and_nothing_twice() {
    let store = with_seeds().await;
    let right = "سمیه,رحیمی,محمود,6480606450,1339/2/25,2,09115308161,منبع آب,خود معرف,";
    let wrong = "لیلا,مرادی,اکبر,0839159821,1367/4/31,0,,نواب,,";
    let first = send(&store, &register(&[right, wrong]), &options()).await;
    assert_eq!((first.accepted, first.rejected), (1, 1));
    let mended = String::from_utf8(first.wrong_rows_csv.expect("a file to mend")).expect("UTF-8");
    let mended = mended.replace("نواب,,", "نواب,خود معرف,");
    let second = send(&store, mended.as_bytes(), &options()).await;
    assert_eq!((second.rows, second.accepted, second.rejected, second.added), (1, 1, 0, 1));
    let head = store.head().await.expect("a head");
    assert_eq!(send(&store, mended.as_bytes(), &options()).await.added, 0);
    // The whole file mended, in another order.
    let whole = register(&[&wrong.replace("نواب,,", "نواب,خود معرف,"), right]);
    assert_eq!(send(&store, &whole, &options()).await.added, 0);
    assert_eq!(store.head().await.expect("a head"), head);
}

#[tokio::test]
async fn the_same_row_of_another_source_is_another_registration() {
    let store = with_seeds().await;
    let row = "سمیه,رحیمی,محمود,6480606450,1339/2/25,2,09115308161,منبع آب,خود معرف,";
    send(&store, &register(&[row]), &options()).await;
    let mut other = options();
    other.source = "کمیته امداد".into();
    let report = send(&store, &register(&[row]), &other).await;
    assert_eq!((report.joined, report.added), (1, 1));
    let families = events(&store, "family").await;
    assert_eq!((count(&families, "family_identified"), count(&families, "registration_joined")), (1, 1));
}

#[tokio::test]
async fn a_row_written_twice_without_a_national_id_is_one_family() {
    let store = with_seeds().await;
    let row = "سمیه,رحیمی,محمود,,1339/2/25,2,09115308161,منبع آب,خود معرف,";
    let report = send(&store, &register(&[row, row]), &options()).await;
    assert_eq!((report.accepted, report.joined, report.added, report.likely_duplicates.len()), (2, 0, 1, 1));
    assert_eq!(count(&events(&store, "family").await, "family_identified"), 1);
}

#[tokio::test]
async fn an_import_that_was_cut_off_is_taken_up_where_it_stopped() {
    let store = with_seeds().await;
    let lines: Vec<String> =
        (0..40).map(|n| format!("سمیه,خانواده {n},محمود,,1339/2/{},2,,منبع آب,خود معرف,", n % 28 + 1)).collect();
    let rows: Vec<&str> = lines.iter().map(String::as_str).collect();
    let file = register(&rows);
    let mut few = options();
    few.parallel = 3;
    // Dropped after some rows, in the middle of others: the commands under way still end, the rest is never sent.
    let done = std::sync::atomic::AtomicUsize::new(0);
    let progress = |now: usize, _: usize| done.store(now, std::sync::atomic::Ordering::Relaxed);
    let places = Gazetteer::default();
    let running = import(&store, &file, &places, &[], &few, &progress);
    tokio::select! {
        _ = running => {}
        () = async { while done.load(std::sync::atomic::Ordering::Relaxed) < 7 { tokio::task::yield_now().await } } => {}
    }
    let report = send(&store, &file, &options()).await;
    assert_eq!(report.accepted, 40);
    let families = events(&store, "family").await;
    assert_eq!((count(&families, "family_identified"), count(&families, "member_joined")), (40, 40));
}

/// S007
#[tokio::test]
async fn s007_a_family_of_the_store_is_offered_as_a_likely_duplicate() {
    let store = with_seeds().await;
    let family_id = Uuid::from_u128(77);
    let likeness = Likeness {
        name: "سمیه رحیمی".into(),
        father_name: None,
        birth_date: None,
        birth_year: Some(1339),
        phone: Some("09115308161".into()),
        national_id: None,
        neighborhood: None,
    };
    let row = "سميه,رحيمي,محمود,6480606450,1339/2/25,2,09115308161,منبع آب,خود معرف,";
    let known = [KnownFamily { family_id, likeness }];
    let report = import(&store, &register(&[row]), &Gazetteer::default(), &known, &options(), &|_, _| {}).await;
    let report = report.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.likely_duplicates.len(), 1);
    assert_eq!(report.likely_duplicates[0].matches, [DuplicateOf::FamilyId(family_id)]);
    // What the store knows from this very row is no duplicate of it.
    let own = events(&store, "family").await[0].stream_id;
    let known = [KnownFamily { family_id: own, likeness: known[0].likeness.clone() }];
    let again = import(&store, &register(&[row]), &Gazetteer::default(), &known, &options(), &|_, _| {}).await;
    assert!(again.unwrap_or_else(|error| panic!("{error}")).likely_duplicates.is_empty());
}

#[tokio::test]
async fn nothing_personal_is_readable_in_the_log_and_ids_do_not_derive_from_it_without_the_key() {
    let row = format!("{CANARY},{CANARY},{CANARY},6480606450,1339/2/25,2,09115308161,منبع آب,خود معرف,");
    let mut ids = BTreeSet::new();
    for key in [7, 8] {
        let urls = hamyar_event_store::testing::TestCluster::shared().await.new_database().await;
        let key = hamyar_event_store::MasterKey::from_bytes([key; 32]);
        let options = hamyar_event_store::StoreOptions::new(urls.app_url, key);
        let store = hamyar_event_store::EventStore::open(options).await.expect("a store");
        send(&store, &register(&[&row]), &crate::support::options()).await;
        let stored = store.read_feed_stored(0, 100_000).await.expect("the feed");
        for event in &stored {
            for secret in [CANARY, "6480606450", "09115308161", "1960-05-15"] {
                assert!(!event.payload.contains(secret) && !event.metadata.contains(secret), "{}", event.event_type);
            }
        }
        let family = stored.iter().find(|event| event.stream == "family").expect("a family");
        assert!(ids.insert(family.stream_id) && ids.insert(family.command_id));
    }
}

#[tokio::test]
async fn a_file_that_is_no_register_changes_nothing() {
    let store = store().await;
    let error = import(&store, b"a,b\n1,2\n", &Gazetteer::default(), &[], &options(), &|_, _| {}).await;
    assert!(matches!(error, Err(ImportError::Unreadable(_))));
    assert_eq!(store.head().await.expect("a head"), 0);
    assert_eq!(somebody(), options().actor);
}
