//! Forgetting a person: the keys go, everywhere at once, and do not come back with an older copy of the database.

use crate::support::*;
use hamyar_event_store::testing::DbUrls;
use hamyar_event_store::*;
use std::time::Duration;
use uuid::Uuid;

const DIGITS: &str = "0012345679";

struct Household {
    id: Uuid,
    erased: Uuid,
    other: Uuid,
}

async fn household(store: &EventStore) -> Household {
    let (id, erased, other) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let join = |member_id: Uuid, digits: Option<&str>| FileCommand::AddMember {
        member_id,
        name: CANARY.into(),
        national_id: digits.map(Into::into),
    };
    store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
    store.execute::<File>(id, join(erased, Some(DIGITS)), context()).await.unwrap();
    store.execute::<File>(id, join(other, Some("0023456784")), context()).await.unwrap();
    Household { id, erased, other }
}

async fn decide(store: &EventStore, home: &Household) {
    let erase = FileCommand::Erase { subjects: vec![Subject::Person(home.erased)] };
    store.execute::<File>(home.id, erase, context()).await.unwrap();
}

/// Whether the erased and the other person's names read, at this node and as they are kept in memory there.
async fn names(store: &EventStore, home: &Household) -> (bool, bool) {
    let mut known = (false, false);
    for event in store.stream("file", home.id, 1, 10).await.unwrap() {
        if let FileEvent::MemberAdded { member_id, name, .. } = event.decode().unwrap() {
            if member_id == home.erased {
                known.0 = !name.is_erased();
            } else {
                known.1 = !name.is_erased();
            }
        }
    }
    known
}

#[tokio::test]
async fn an_erasure_destroys_the_keys_of_those_it_names_and_of_nobody_else() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    decide(&store, &home).await;
    assert_eq!(names(&store, &home).await, (true, true), "decided is not yet done");
    assert_eq!(store.carry_out_erasures().await.unwrap(), 1);
    assert_eq!(names(&store, &home).await, (false, true));
    assert_eq!(store.find_national_id(DIGITS).await.unwrap(), None, "the claim is given up");
    assert_eq!(store.find_national_id("0023456784").await.unwrap().unwrap().member_id, home.other);
    assert!(verify_stream(&store.stream_stored("file", home.id, 1, 10).await.unwrap()).is_ok(), "history stays whole");
    assert_eq!(store.carry_out_erasures().await.unwrap(), 0, "done once");
    let kept = register(folder.path()).read().unwrap().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].subjects.as_slice(), kept[0].key_ids.len()), (&[Subject::Person(home.erased)][..], 1));
    // Nothing new is ever sealed for who was forgotten.
    let again = FileCommand::AddMember { member_id: home.erased, name: CANARY.into(), national_id: None };
    let refused = store.execute::<File>(home.id, again, context()).await;
    assert!(matches!(refused, Err(ExecuteError::Store(StoreError::SubjectErased(_)))));
}

#[tokio::test]
async fn every_node_drops_the_keys_it_holds_at_once_and_takes_the_entry_into_its_own_register() {
    let (urls, here_folder, there_folder) =
        (database().await, tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let here = open_with_register(&urls, here_folder.path()).await;
    let there = open_with_register(&urls, there_folder.path()).await;
    let home = household(&here).await;
    assert_eq!(names(&there, &home).await, (true, true), "the other node holds the keys in memory now");
    let mut dropped = there.forgotten();
    decide(&here, &home).await;
    here.carry_out_erasures().await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), dropped.changed())
        .await
        .expect("the other node hears of it")
        .unwrap();
    assert_eq!(names(&there, &home).await, (false, true));
    for _ in 0..100 {
        if register(there_folder.path()).read().unwrap().is_some_and(|entries| entries.len() == 1) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the other node's register lacks the entry");
}

#[tokio::test]
async fn the_application_can_forget_only_whom_a_committed_event_names() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    let pool = connect::app_pool(&urls.app_url, "test", 1, "").await.unwrap();
    let other_event = store.stream("file", home.id, 1, 1).await.unwrap()[0].event_id;
    for event in [Uuid::now_v7(), other_event] {
        let refused = sqlx::query("select log.erase($1, '{}', '2026-11-22', decode(repeat('00', 32), 'hex'))")
            .bind(event)
            .execute(&pool)
            .await
            .unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("HY003"));
    }
    for statement in [
        "select log.forget(array['person:' || gen_random_uuid()], '{}')",
        "insert into log.erasure values (gen_random_uuid(), 'file', gen_random_uuid(), '{x}', '{}', now(), decode(repeat('00', 32), 'hex'))",
        "update log.master_key set master_id = 'x'",
    ] {
        let refused = sqlx::query(statement).execute(&pool).await.expect_err(statement);
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"), "{statement}");
    }
    assert_eq!(names(&store, &home).await, (true, true));
}

/// The register is written first: a crash after it leaves a line whose keys still live.
#[tokio::test]
async fn a_crash_between_register_and_keys_is_made_good_by_the_next_start() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    decide(&store, &home).await;
    let said = store.stream("file", home.id, 4, 1).await.unwrap().remove(0);
    let entry = ErasureEntry {
        event_id: said.event_id,
        stream: "file".to_owned(),
        stream_id: home.id,
        subjects: vec![Subject::Person(home.erased)],
        key_ids: Vec::new(),
        erased_on: "2026-11-22".parse().unwrap(),
    };
    register(folder.path()).append(&[entry]).unwrap();
    // The event alone, the line alone, or both: carrying out again ends in the same place.
    assert_eq!(store.carry_out_erasures().await.unwrap(), 1);
    assert_eq!(names(&store, &home).await, (false, true));
    assert_eq!(register(folder.path()).read().unwrap().unwrap().len(), 1);
    let applied = apply_register(&urls.admin_url, &register(folder.path()), WithoutRegister::Refuse).await.unwrap();
    assert!(applied.is_nothing(), "{applied:?}");
}

/// Takes the log, its keys and claims of one database into another, as a restored backup does.
async fn restore(from: &DbUrls, until: i64, to: &DbUrls) {
    let (from, to) = (admin(from).await, admin(to).await);
    for (table, condition) in [
        ("log.events", format!("position <= {until}")),
        ("log.subject_key", "true".to_owned()),
        ("log.national_id_claim", "true".to_owned()),
    ] {
        let rows: Option<String> =
            sqlx::query_scalar(&format!("select json_agg(t)::text from {table} t where {condition}"))
                .fetch_one(&from)
                .await
                .unwrap();
        sqlx::query(&format!("insert into {table} select * from json_populate_recordset(null::{table}, $1::json)"))
            .bind(rows)
            .execute(&to)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_older_backup_does_not_bring_the_person_back() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    // The backup is from before the decision.
    let restored = database().await;
    restore(&urls, 3, &restored).await;
    sqlx::raw_sql("create schema rm_people_v1; create table rm_people_v1.person (name text); insert into rm_people_v1.person values ('canary')")
        .execute(&admin(&restored).await)
        .await
        .unwrap();
    decide(&store, &home).await;
    store.carry_out_erasures().await.unwrap();
    drop(store);
    let applied = apply_register(&restored.admin_url, &register(folder.path()), WithoutRegister::Refuse).await.unwrap();
    assert_eq!(applied, Applied { erased: 1, caught_up: 0, read_models_dropped: true });
    let store = open_with_register(&restored, folder.path()).await;
    assert_eq!(names(&store, &home).await, (false, true));
    assert_eq!(store.find_national_id(DIGITS).await.unwrap(), None);
    let left: bool = sqlx::query_scalar("select to_regclass('rm_people_v1.person') is not null")
        .fetch_one(&admin(&restored).await)
        .await
        .unwrap();
    assert!(!left, "a read model that may show the person is gone");
    let again = apply_register(&restored.admin_url, &register(folder.path()), WithoutRegister::Refuse).await.unwrap();
    assert!(again.is_nothing());
    // Keys that somebody puts back into a database that knows of the erasure are destroyed again too.
    sqlx::query("update log.subject_key set wrapped = 'x', destroyed_at = null where subject = $1")
        .bind(format!("person:{}", home.erased))
        .execute(&admin(&restored).await)
        .await
        .unwrap();
    let again = apply_register(&restored.admin_url, &register(folder.path()), WithoutRegister::Refuse).await.unwrap();
    assert_eq!((again.erased, again.read_models_dropped), (1, true));
}

#[tokio::test]
async fn a_user_without_the_right_to_forget_is_told_and_nothing_opens() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    let restored = database().await;
    restore(&urls, 3, &restored).await;
    decide(&store, &home).await;
    store.carry_out_erasures().await.unwrap();
    let refused = apply_register(&restored.app_url, &register(folder.path()), WithoutRegister::Refuse).await;
    assert!(matches!(refused, Err(StoreError::Register(RegisterError::MayNot))));
    let there_is_nothing_to_do =
        apply_register(&urls.app_url, &register(folder.path()), WithoutRegister::Refuse).await.unwrap();
    assert!(there_is_nothing_to_do.is_nothing());
}

#[tokio::test]
async fn without_its_register_a_store_that_has_forgotten_is_refused_until_somebody_says_so() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let register = register(folder.path());
    let fresh = apply_register(&urls.admin_url, &register, WithoutRegister::Refuse).await.unwrap();
    assert!(fresh.is_nothing(), "a store that has forgotten nobody needs none");
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    decide(&store, &home).await;
    store.carry_out_erasures().await.unwrap();
    let text = std::fs::read_to_string(register.path()).unwrap();
    // The running node hears of its own erasure too, and would write the file again from the database.
    drop(store);
    tokio::time::sleep(Duration::from_millis(500)).await;
    std::fs::remove_file(register.path()).unwrap();
    let refused = apply_register(&urls.admin_url, &register, WithoutRegister::Refuse).await.unwrap_err();
    assert!(matches!(refused, StoreError::Register(RegisterError::Missing { .. })));
    assert!(!register.path().exists());
    let anew = apply_register(&urls.admin_url, &register, WithoutRegister::WriteAnew).await.unwrap();
    assert_eq!(anew.caught_up, 1);
    assert_eq!(std::fs::read_to_string(register.path()).unwrap(), text, "the database holds the same entries");
    // A node that was away starts with an older register.
    let elsewhere = tempfile::tempdir().unwrap();
    let store = open_with_register(&urls, elsewhere.path()).await;
    decide(&store, &Household { erased: home.other, ..home }).await;
    store.carry_out_erasures().await.unwrap();
    let caught_up = apply_register(&urls.admin_url, &register, WithoutRegister::Refuse).await.unwrap();
    assert_eq!(caught_up, Applied { caught_up: 1, ..Applied::default() });
    assert_eq!(register.read().unwrap().unwrap().len(), 2);
}

#[tokio::test]
async fn a_database_whose_entries_were_forged_is_refused() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let store = open_with_register(&urls, folder.path()).await;
    let home = household(&store).await;
    decide(&store, &home).await;
    store.carry_out_erasures().await.unwrap();
    sqlx::raw_sql("alter table log.erasure disable trigger all; update log.erasure set subjects = '{person:00000000-0000-0000-0000-000000000001}'")
        .execute(&admin(&urls).await)
        .await
        .unwrap();
    let refused = apply_register(&urls.admin_url, &register(folder.path()), WithoutRegister::Refuse).await;
    assert!(matches!(refused, Err(StoreError::Register(RegisterError::Forged(_)))));
}

#[tokio::test]
async fn a_store_opened_without_a_register_forgets_nobody() {
    let (store, _urls) = store().await;
    let home = household(&store).await;
    decide(&store, &home).await;
    assert!(matches!(store.carry_out_erasures().await, Err(StoreError::Register(RegisterError::None))));
    assert_eq!(names(&store, &home).await, (true, true));
}
