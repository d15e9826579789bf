//! Reading in the order of positions, and being woken.

use crate::support::*;
use hamyar_event_store::*;
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn the_feed_is_read_in_pages_of_any_size() {
    let (store, _urls) = store().await;
    for _ in 0..5 {
        store.execute::<File>(Uuid::now_v7(), notes(5), context()).await.unwrap();
    }
    for limit in [1, 3, 7, 100] {
        let (mut after, mut seen) = (0, Vec::new());
        loop {
            let page = store.read_feed(after, limit).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.position;
            seen.extend(page.into_iter().map(|event| event.position));
        }
        assert_eq!(seen, (1..=25).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_replay_hands_over_every_event_opened_and_then_ends() {
    let (store, _urls) = store().await;
    for _ in 0..4 {
        let id = Uuid::now_v7();
        store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
        store.execute::<File>(id, notes(900), context()).await.unwrap();
    }
    let head = store.head().await.unwrap();
    let mut replay = store.replay(1, head);
    let mut seen = 1;
    let mut names = 0;
    while let Some(events) = replay.next().await.unwrap() {
        for event in events {
            assert_eq!(event.position, seen + 1);
            seen = event.position;
            names += i64::from(event.payload.get().contains(CANARY));
        }
    }
    assert_eq!((seen, names), (head, 3));
    assert!(replay.next().await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_cut_off_midway_says_so() {
    let (store, urls) = store().await;
    for _ in 0..30 {
        store.execute::<File>(Uuid::now_v7(), notes(900), context()).await.unwrap();
    }
    let mut replay = store.replay(0, store.head().await.unwrap());
    replay.next_stored().await.unwrap();
    sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hamyar-log' and datname = current_database() and query like '%log.events where position%'")
        .execute(&admin(&urls).await)
        .await
        .unwrap();
    let mut end = replay.next_stored().await;
    while let Ok(Some(_)) = end {
        end = replay.next_stored().await;
    }
    assert!(end.is_err(), "a replay that lost its connection must not pass for one that is done");
}

#[tokio::test]
async fn a_hole_in_the_positions_is_a_fault_and_not_an_end() {
    let (store, urls) = store().await;
    store.execute::<File>(Uuid::now_v7(), notes(5), context()).await.unwrap();
    let owner = admin(&urls).await;
    sqlx::query("alter table log.events disable trigger append_only").execute(&owner).await.unwrap();
    sqlx::query("delete from log.events where position = 3").execute(&owner).await.unwrap();
    let mut replay = store.replay(0, 5);
    assert!(matches!(replay.next_stored().await, Err(StoreError::Corrupt { .. })));
}

#[tokio::test]
async fn a_reader_is_woken_by_its_own_node_and_by_another() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    tokio::time::sleep(Duration::from_millis(200)).await; // The listeners connect.
    let mut wake = there.wake();
    wake.mark_unchanged();
    let committed = here.execute::<File>(Uuid::now_v7(), notes(2), context()).await.unwrap();
    assert_eq!(*here.wake().borrow(), 2);
    tokio::time::timeout(Duration::from_millis(400), wake.changed()).await.expect("a notice").unwrap();
    assert!(there.wait_for(committed.position, Duration::from_millis(10)).await.unwrap());
    assert!(!there.wait_for(committed.position + 1, Duration::from_millis(10)).await.unwrap());
}
