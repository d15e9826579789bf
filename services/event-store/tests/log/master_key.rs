//! Changing the master key while nodes serve, and what happens with a wrong or an older one.

use crate::support::*;
use hamyar_event_store::testing::DbUrls;
use hamyar_event_store::*;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use uuid::Uuid;

async fn node(urls: &DbUrls, path: &Path) -> Result<EventStore, StoreError> {
    let source = KeySource::File(path.to_owned());
    let mut options = StoreOptions::new(&urls.app_url, source.load()?);
    options.key_source = Some(source);
    EventStore::open(options).await
}

async fn people(store: &EventStore, count: usize) -> Vec<Uuid> {
    let mut made = Vec::new();
    for _ in 0..count {
        let id = Uuid::now_v7();
        store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
        made.push(id);
    }
    made
}

async fn opens(store: &EventStore) -> usize {
    store.forget_caches();
    let events = store.read_feed(0, 10_000).await.unwrap();
    let known = |event: &Recorded| matches!(event.decode(), Ok(FileEvent::FileOpened { family_name }) if family_name.known().is_some_and(|name| name == CANARY));
    assert!(events.iter().all(known));
    events.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_master_key_is_changed_while_two_nodes_serve() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let path = folder.path().join("master.key");
    let before = MasterKey::from_file(&path, true).unwrap();
    let (here, there) = (node(&urls, &path).await.unwrap(), node(&urls, &path).await.unwrap());
    people(&here, 30).await;
    let stop = std::sync::Arc::new(AtomicBool::new(false));
    let serving = [here.clone(), there.clone()].map(|store| {
        let stop = stop.clone();
        tokio::spawn(async move {
            let mut made = 0;
            while !stop.load(Ordering::Relaxed) {
                made += people(&store, 1).await.len();
                opens(&store).await;
            }
            made
        })
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let both = before.with_new_master();
    both.replace_file(&path).unwrap();
    wrap_anew(&urls.admin_url, &both, &mut |_, _| {}).await.unwrap();
    both.without_former().replace_file(&path).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    stop.store(true, Ordering::Relaxed);
    let mut made = 30;
    for node in serving {
        made += node.await.expect("no command failed while the key was changed");
    }
    let status = key_status(&urls.admin_url).await.unwrap();
    assert_eq!(status.in_use.as_deref(), Some(both.id().as_str()));
    assert_eq!(status.wrapped_by.iter().map(|one| one.master_id.clone()).collect::<Vec<_>>(), [both.id()]);
    for store in [&here, &there, &node(&urls, &path).await.unwrap()] {
        assert_eq!(opens(store).await, made);
    }
    let older = EventStore::open(StoreOptions::new(&urls.app_url, before)).await;
    assert!(matches!(older, Err(StoreError::MasterKey(MasterKeyError::Former { .. }))));
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 3);
}

/// Broken off after any batch, at the file or in the database, everything opens, and going on ends the change.
#[tokio::test]
async fn a_change_that_is_cut_off_opens_everything_and_is_gone_on_with() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let path = folder.path().join("master.key");
    MasterKey::from_file(&path, true).unwrap();
    let store = node(&urls, &path).await.unwrap();
    // More than two batches of keys.
    let owner = admin(&urls).await;
    let ids = people(&store, 3).await;
    let both = MasterKey::from_file(&path, false).unwrap().with_new_master();
    both.replace_file(&path).unwrap();
    assert_eq!(opens(&store).await, 3, "the file names both, the database still the former");
    assert_eq!(people(&node(&urls, &path).await.unwrap(), 1).await.len(), 1);
    let many: Vec<FileCommand> = (0..1_200)
        .map(|_| FileCommand::AddMember { member_id: Uuid::now_v7(), name: CANARY.into(), national_id: None })
        .collect();
    for part in many.chunks(100) {
        let sent = part.iter().map(|command| store.execute::<File>(Uuid::now_v7(), command.clone(), context()));
        assert!(futures::future::join_all(sent).await.iter().all(Result::is_ok));
    }
    let mut batches = 0;
    loop {
        // Cut off after each batch in turn.
        let cut = tokio::spawn({
            let (url, both) = (urls.admin_url.clone(), both.clone());
            async move { wrap_anew(&url, &both, &mut |_, left| assert!(left == 0, "killed here")).await }
        })
        .await;
        let by: Vec<(String, i64)> = sqlx::query_as("select master_id, count(*) from log.subject_key group by 1")
            .fetch_all(&owner)
            .await
            .unwrap();
        assert_eq!(by.iter().map(|(_, count)| count).sum::<i64>(), 1_204);
        for store in [&store, &node(&urls, &path).await.unwrap()] {
            store.forget_caches();
            assert_eq!(store.read_feed(0, 10_000).await.unwrap().len(), 1_204);
        }
        batches += 1;
        if cut.is_ok() {
            assert_eq!(by, [(both.id(), 1_204)]);
            break;
        }
    }
    assert_eq!(batches, 3);
    assert_eq!(wrap_anew(&urls.admin_url, &both, &mut |_, _| {}).await.unwrap(), 0, "done again, nothing is left");
    both.without_former().replace_file(&path).unwrap();
    let after = node(&urls, &path).await.unwrap();
    after.stream("file", ids[0], 1, 1).await.unwrap();
    store.forget_caches();
    store.stream("file", ids[1], 1, 1).await.unwrap();
}

#[tokio::test]
async fn a_wrong_key_opens_nothing_and_says_so_and_nothing_is_half_read() {
    let (urls, folder) = (database().await, tempfile::tempdir().unwrap());
    let path = folder.path().join("master.key");
    let right = MasterKey::from_file(&path, true).unwrap();
    let store = node(&urls, &path).await.unwrap();
    people(&store, 2).await;
    let wrong = EventStore::open(StoreOptions::new(&urls.app_url, MasterKey::generate())).await;
    assert!(matches!(wrong, Err(StoreError::MasterKey(MasterKeyError::Mismatch))));
    // The right lines with another master key: it belongs to this store's family of keys, and is not the one in use.
    let other = EventStore::open(StoreOptions::new(&urls.app_url, right.with_new_master().without_former())).await;
    assert!(matches!(other, Err(StoreError::MasterKey(MasterKeyError::Former { .. }))));
    // Wrapped bytes that were altered: the batch is refused whole, with the place and without a value.
    sqlx::query("update log.subject_key set wrapped = set_byte(wrapped, 20, 255 - get_byte(wrapped, 20)) where key_id = (select max(key_id::text)::uuid from log.subject_key)")
        .execute(&admin(&urls).await)
        .await
        .unwrap();
    store.forget_caches();
    let refused = store.read_feed(0, 10).await.unwrap_err();
    assert!(matches!(refused, StoreError::MasterKey(MasterKeyError::Mismatch)), "{refused}");
    assert!(!refused.to_string().contains("canary"));
}
