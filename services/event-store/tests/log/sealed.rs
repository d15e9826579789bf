//! What is personal leaves for the log sealed, and is gone when its key is.

use crate::support::*;
use hamyar_event_store::*;
use uuid::Uuid;

async fn a_family(store: &EventStore) -> (Uuid, Uuid) {
    let (id, person) = (Uuid::now_v7(), Uuid::now_v7());
    store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
    let member =
        FileCommand::AddMember { member_id: person, name: CANARY.into(), national_id: Some("0012345679".into()) };
    store.execute::<File>(id, member, context()).await.unwrap();
    (id, person)
}

#[tokio::test]
async fn a_canary_is_found_in_no_byte_of_any_table_of_the_log() {
    let (store, urls) = store().await;
    a_family(&store).await;
    let owner = admin(&urls).await;
    for table in ["events", "command_outcome", "subject_key", "national_id_claim", "snapshot"] {
        let text: Option<String> = sqlx::query_scalar(&format!("select string_agg(t::text, '') from log.{table} t"))
            .fetch_one(&owner)
            .await
            .unwrap();
        let text = text.unwrap_or_default();
        assert!(!text.contains("canary") && !text.contains("0012345679"), "{table}");
    }
    let stored = store.read_feed_stored(0, 10).await.unwrap();
    assert!(stored.iter().all(|event| event.payload.contains("$sealed") && !event.payload.contains("$open")));
}

#[tokio::test]
async fn each_person_and_each_family_has_a_key_of_its_own() {
    let (store, urls) = store().await;
    let (id, person) = a_family(&store).await;
    let subjects: Vec<String> = sqlx::query_scalar("select subject from log.subject_key order by 1")
        .fetch_all(&admin(&urls).await)
        .await
        .unwrap();
    assert_eq!(subjects, [format!("family:{id}"), format!("person:{person}")]);
}

#[tokio::test]
async fn a_destroyed_key_erases_the_person_everywhere_and_leaves_the_chain_and_the_rest() {
    let (store, urls) = store().await;
    let (id, person) = a_family(&store).await;
    sqlx::query("update log.subject_key set wrapped = null, destroyed_at = now() where subject = $1")
        .bind(format!("person:{person}"))
        .execute(&admin(&urls).await)
        .await
        .unwrap();
    store.forget_caches();
    let events = store.stream("file", id, 1, 10).await.unwrap();
    let FileEvent::MemberAdded { name, .. } = events[1].decode().unwrap() else { panic!() };
    assert_eq!(name, Personal::erased(Subject::Person(person)));
    assert!(events[1].payload.get().contains(r#""erased":true"#));
    assert!(matches!(events[0].decode().unwrap(), FileEvent::FileOpened { family_name } if !family_name.is_erased()));
    assert!(verify_stream(&store.stream_stored("file", id, 1, 10).await.unwrap()).is_ok());
    assert_eq!(store.load::<File>(id).await.unwrap().state.members, 1);
    // Who was forgotten is not sealed anew in silence.
    let again = FileCommand::AddMember { member_id: person, name: CANARY.into(), national_id: None };
    let refused = store.execute::<File>(id, again, context()).await;
    assert!(
        matches!(refused, Err(ExecuteError::Store(StoreError::SubjectErased(subject))) if subject == Subject::Person(person))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_meet_a_person_at_once_use_one_key() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let person = Uuid::now_v7();
    let sent = (0..10).map(|turn| {
        let member = FileCommand::AddMember { member_id: person, name: CANARY.into(), national_id: None };
        if turn % 2 == 0 { &here } else { &there }.execute::<File>(Uuid::now_v7(), member, context())
    });
    assert!(futures::future::join_all(sent).await.iter().all(Result::is_ok));
    let keys: i64 =
        sqlx::query_scalar("select count(*) from log.subject_key").fetch_one(&admin(&urls).await).await.unwrap();
    assert_eq!(keys, 1);
    assert_eq!(here.read_feed(0, 100).await.unwrap().len(), 10);
}

#[tokio::test]
async fn another_master_key_is_refused_before_it_can_do_harm() {
    let (store, urls) = store().await;
    a_family(&store).await;
    let other = EventStore::open(StoreOptions::new(&urls.app_url, MasterKey::from_bytes([8; 32]))).await;
    assert!(matches!(other, Err(StoreError::MasterKey(MasterKeyError::Mismatch))));
}

/// Hazard 9: a key file that lost a line would claim national ids under another key, and find nobody.
#[tokio::test]
async fn another_key_of_the_blind_index_is_refused_before_it_can_do_harm() {
    let urls = database().await;
    let key = MasterKey::generate();
    let store = EventStore::open(StoreOptions::new(&urls.app_url, key.clone())).await.unwrap();
    a_family(&store).await;
    let digits = "0012345679";
    let holder = store.find_national_id(digits).await.unwrap();
    assert!(holder.is_some());
    let folder = std::env::temp_dir().join(format!("hamyar-lost-line-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("store.key");
    let open = async |text: &str| {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        std::fs::remove_file(&path).ok();
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        EventStore::open(StoreOptions::new(&urls.app_url, MasterKey::from_file(&path, false).unwrap())).await
    };
    let lines = key.lines();
    let lost = open(lines.lines().next().unwrap()).await;
    assert!(matches!(lost, Err(StoreError::MasterKey(MasterKeyError::Mismatch))));
    let whole = open(&lines).await.unwrap();
    assert_eq!(whole.find_national_id(digits).await.unwrap(), holder);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn the_character_nul_is_refused_in_a_payload_and_in_the_context() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    let named = store.execute::<File>(id, FileCommand::Open { id, family_name: "a\0b".into() }, context()).await;
    assert!(matches!(named, Err(ExecuteError::Store(StoreError::ForbiddenCharacter { .. }))));
    let device = store.execute::<File>(id, notes(1), CommandContext { device: Some("\0".into()), ..context() }).await;
    assert!(matches!(device, Err(ExecuteError::Store(StoreError::ForbiddenCharacter { .. }))));
    assert_eq!(store.head().await.unwrap(), 0);
}
