//! What a command is answered: once, to the one who asked, whole or not at all.

use crate::support::*;
use hamyar_event_store::*;
use uuid::Uuid;

#[tokio::test]
async fn a_committed_command_answers_with_its_sequence_and_position() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    let first =
        store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
    assert_eq!(first, Committed { sequence: 1, position: 1, events: 1, repeated: false });
    let second = store.execute::<File>(id, notes(3), context()).await.unwrap();
    assert_eq!(second, Committed { sequence: 4, position: 4, events: 3, repeated: false });
    let events = store.stream("file", id, 1, 10).await.unwrap();
    assert_eq!(events.len(), 4);
    assert_eq!(events[0].actor, Actor::User(Uuid::from_u128(1)).to_string());
    assert!(
        matches!(events[0].decode().unwrap(), FileEvent::FileOpened { family_name } if family_name.known().unwrap() == CANARY)
    );
    assert_eq!(store.load::<File>(id).await.unwrap().state.notes, 3);
}

/// S039: what is sent twice is received once.
#[tokio::test]
async fn s039_a_command_sent_twice_writes_once_and_answers_the_same() {
    let (store, _urls) = store().await;
    let (id, ctx) = (Uuid::now_v7(), context());
    let first = store.execute::<File>(id, notes(2), ctx.clone()).await.unwrap();
    store.execute::<File>(id, notes(1), context()).await.unwrap();
    let again = store.execute::<File>(id, notes(2), ctx).await.unwrap();
    assert_eq!(again, Committed { repeated: true, ..first });
    assert_eq!(store.head().await.unwrap(), 3);
}

/// S039, at once and on two nodes.
#[tokio::test(flavor = "multi_thread")]
async fn s039_a_command_sent_many_times_at_once_on_two_nodes_writes_once() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let (id, ctx) = (Uuid::now_v7(), context());
    let sent = (0..20).map(|turn| {
        let store = if turn % 2 == 0 { &here } else { &there };
        store.execute::<File>(id, notes(2), ctx.clone())
    });
    let answers = futures::future::join_all(sent).await;
    let answers: Vec<Committed> = answers.into_iter().map(|answer| answer.unwrap()).collect();
    assert!(answers.iter().all(|answer| (answer.sequence, answer.position, answer.events) == (2, 2, 2)), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1);
    assert_eq!(here.head().await.unwrap(), 2);
}

#[tokio::test]
async fn a_command_id_belongs_to_its_actor_its_stream_and_its_content() {
    let (store, _urls) = store().await;
    let (id, ctx) = (Uuid::now_v7(), context());
    store.execute::<File>(id, notes(1), ctx.clone()).await.unwrap();
    let other_actor = CommandContext { actor: Actor::User(Uuid::from_u128(2)), ..ctx.clone() };
    for (id, command, ctx) in
        [(id, notes(1), other_actor), (id, notes(2), ctx.clone()), (Uuid::now_v7(), notes(1), ctx)]
    {
        let answer = store.execute::<File>(id, command, ctx).await;
        assert!(matches!(answer, Err(ExecuteError::CommandIdReused)), "{answer:?}");
    }
    assert_eq!(store.head().await.unwrap(), 1);
}

#[tokio::test]
async fn a_refusal_is_kept_and_repeated_even_when_the_rule_would_now_allow() {
    let (store, _urls) = store().await;
    let (id, ctx) = (Uuid::now_v7(), context());
    store.execute::<File>(id, notes(999), context()).await.unwrap();
    let first = store.execute::<File>(id, notes(2), ctx.clone()).await;
    let Err(ExecuteError::Refused { refusal, error, repeated: false }) = first else { panic!("{first:?}") };
    assert_eq!(refusal, serde_json::json!({"code": "too_many_notes", "limit": 1000}));
    assert_eq!(error, Some(FileRefusal::TooManyNotes { limit: 1000 }));
    store.execute::<File>(id, FileCommand::Close, context()).await.unwrap();
    let again = store.execute::<File>(id, notes(2), ctx.clone()).await;
    assert!(matches!(again, Err(ExecuteError::Refused { refusal: r, error: None, repeated: true }) if r == refusal));
    let other = store.execute::<File>(id, notes(2), CommandContext { actor: Actor::system("x"), ..ctx }).await;
    assert!(matches!(other, Err(ExecuteError::CommandIdReused)));
}

#[tokio::test]
async fn invalid_values_are_refused_but_not_kept() {
    let (store, _urls) = store().await;
    let (id, ctx) = (Uuid::now_v7(), context());
    let refused = store.execute::<File>(id, notes(-1), ctx.clone()).await;
    assert!(matches!(refused, Err(ExecuteError::Refused { error: Some(FileRefusal::Invalid), .. })));
    store.execute::<File>(id, notes(1), ctx).await.unwrap();
}

#[tokio::test]
async fn a_command_that_finds_nothing_new_writes_no_event_and_is_remembered() {
    let (store, _urls) = store().await;
    let (id, ctx) = (Uuid::now_v7(), context());
    store.execute::<File>(id, FileCommand::Close, context()).await.unwrap();
    let nothing = store.execute::<File>(id, FileCommand::Close, ctx.clone()).await.unwrap();
    assert_eq!(nothing, Committed { sequence: 1, position: 1, events: 0, repeated: false });
    assert!(store.execute::<File>(id, FileCommand::Close, ctx).await.unwrap().repeated);
    assert_eq!(store.head().await.unwrap(), 1);
}

#[tokio::test]
async fn a_stale_if_match_is_told_the_true_sequence_and_changes_nothing() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, notes(3), context()).await.unwrap();
    let ctx = CommandContext { expected_sequence: Some(2), ..context() };
    let answer = store.execute::<File>(id, notes(1), ctx.clone()).await;
    assert!(matches!(answer, Err(ExecuteError::Stale { expected: 2, actual: 3 })), "{answer:?}");
    // Stale is not kept: with the true sequence the same id goes through, and is then repeated although the sequence has moved on.
    let right = CommandContext { expected_sequence: Some(3), ..ctx };
    assert_eq!(store.execute::<File>(id, notes(1), right.clone()).await.unwrap().sequence, 4);
    assert!(store.execute::<File>(id, notes(1), right).await.unwrap().repeated);
}

#[tokio::test]
async fn another_nodes_writes_are_decided_anew_unless_the_command_replaces_what_its_author_saw() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let id = Uuid::now_v7();
    here.execute::<File>(id, notes(1), context()).await.unwrap();
    there.execute::<File>(id, notes(1), context()).await.unwrap(); // what `here` holds in memory is now behind
    assert_eq!(here.execute::<File>(id, notes(1), context()).await.unwrap().sequence, 3);
    there.execute::<File>(id, notes(1), context()).await.unwrap();
    let stale = here.execute::<File>(id, FileCommand::Renumber, context()).await;
    assert!(matches!(stale, Err(ExecuteError::Stale { expected: 3, actual: 4 })), "{stale:?}");
    let current = CommandContext { expected_sequence: Some(4), ..context() };
    assert_eq!(here.execute::<File>(id, FileCommand::Renumber, current).await.unwrap().sequence, 5);
}

#[tokio::test]
async fn a_refusal_from_a_memory_that_is_behind_is_decided_anew() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let id = Uuid::now_v7();
    here.execute::<File>(id, notes(1), context()).await.unwrap();
    there.execute::<File>(id, FileCommand::Close, context()).await.unwrap();
    let refused = here.execute::<File>(id, notes(1), context()).await;
    assert!(matches!(refused, Err(ExecuteError::Refused { error: Some(FileRefusal::FileIsClosed), .. })));
}

#[tokio::test]
async fn a_command_goes_on_when_its_caller_goes_away() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    {
        let run = store.execute::<File>(id, notes(1), context());
        // Polled once, then dropped, as axum drops the handler of a client that hung up.
        let _ = futures::poll!(std::pin::pin!(run));
    }
    assert!(store.wait_for(1, std::time::Duration::from_secs(5)).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_on_one_stream_all_get_their_turn() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let id = Uuid::now_v7();
    let all = (0..60).map(|turn| if turn % 3 == 0 { &there } else { &here }.execute::<File>(id, notes(1), context()));
    let answers = futures::future::join_all(all).await;
    let done = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(ExecuteError::Busy))), "{answers:?}");
    assert_eq!(here.load::<File>(id).await.unwrap().state.notes, done as i64);
}
