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
