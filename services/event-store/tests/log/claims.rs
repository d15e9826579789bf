//! One person per national id.

use crate::support::*;
use hamyar_event_store::*;
use uuid::Uuid;

const DIGITS: &str = "0012345679";

fn member(member_id: Uuid) -> FileCommand {
    FileCommand::AddMember { member_id, name: CANARY.into(), national_id: Some(DIGITS.into()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_that_enter_one_national_id_at_once_make_one_holder() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    for round in 0..10 {
        let digits = format!("00{round:08}");
        let (a, b) = (Uuid::now_v7(), Uuid::now_v7());
        let command =
            |member_id| FileCommand::AddMember { member_id, name: "x".into(), national_id: Some(digits.clone()) };
        let (first, second) = tokio::join!(
            here.execute::<File>(a, command(a), context()),
            there.execute::<File>(b, command(b), context())
        );
        let holder = here.find_national_id(&digits).await.unwrap().unwrap();
        let (won, lost, winner) = if first.is_ok() { (first, second, a) } else { (second, first, b) };
        assert!(won.is_ok());
        assert_eq!(holder, NationalIdHolder { family_id: winner, member_id: winner });
        assert!(matches!(lost, Err(ExecuteError::NationalIdTaken(told)) if told == holder), "{lost:?}");
        assert_eq!(here.load::<File>(if winner == a { b } else { a }).await.unwrap().sequence, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_of_one_node_that_enter_one_national_id_at_once_make_one_holder() {
    let (store, _urls) = store().await;
    let ids: Vec<Uuid> = (0..8).map(|_| Uuid::now_v7()).collect();
    let answers =
        futures::future::join_all(ids.iter().map(|id| store.execute::<File>(*id, member(*id), context()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Err(ExecuteError::NationalIdTaken(_)))).count(), 7);
}

#[tokio::test]
async fn a_family_may_name_its_own_national_id_again() {
    let (store, _urls) = store().await;
    let (id, person) = (Uuid::now_v7(), Uuid::now_v7());
    store.execute::<File>(id, member(person), context()).await.unwrap();
    store.execute::<File>(id, member(person), context()).await.unwrap();
    assert_eq!(
        store.find_national_id(DIGITS).await.unwrap(),
        Some(NationalIdHolder { family_id: id, member_id: person })
    );
    assert_eq!(store.find_national_id("0012345687").await.unwrap(), None);
}

#[tokio::test]
async fn a_taken_national_id_is_no_kept_answer_the_id_may_go_to_the_holder_instead() {
    let (store, _urls) = store().await;
    let (id, other, ctx) = (Uuid::now_v7(), Uuid::now_v7(), context());
    store.execute::<File>(id, member(id), context()).await.unwrap();
    let taken = store.execute::<File>(other, member(other), ctx.clone()).await;
    assert!(matches!(taken, Err(ExecuteError::NationalIdTaken(_))));
    store.execute::<File>(id, notes(1), ctx).await.unwrap();
}

#[tokio::test]
async fn the_digits_stand_nowhere_in_the_claims() {
    let (store, urls) = store().await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, member(id), context()).await.unwrap();
    let text: String = sqlx::query_scalar("select string_agg(c::text, '') from log.national_id_claim c")
        .fetch_one(&admin(&urls).await)
        .await
        .unwrap();
    assert!(!text.contains(DIGITS));
    assert_ne!(store.blind_index("national_id", DIGITS), store.blind_index("phone", DIGITS));
}

fn named(member_id: Uuid, digits: Option<&str>) -> FileCommand {
    FileCommand::AddMember { member_id, name: CANARY.into(), national_id: digits.map(str::to_owned) }
}

#[tokio::test]
async fn two_members_of_one_family_cannot_bear_one_national_id() {
    let (store, _urls) = store().await;
    let (id, first, second) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    store.execute::<File>(id, member(first), context()).await.unwrap();
    let taken = store.execute::<File>(id, member(second), context()).await;
    let holder = NationalIdHolder { family_id: id, member_id: first };
    assert!(matches!(taken, Err(ExecuteError::NationalIdTaken(told)) if told == holder), "{taken:?}");
}

#[tokio::test]
async fn a_national_id_typed_wrongly_is_free_again_when_it_is_put_right() {
    let (store, _urls) = store().await;
    let (id, person, other) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let find = async || store.find_national_id(DIGITS).await.unwrap();
    store.execute::<File>(id, member(person), context()).await.unwrap();
    store.execute::<File>(id, named(person, Some("0012345687")), context()).await.unwrap();
    assert_eq!(find().await, None);
    assert_eq!(
        store.find_national_id("0012345687").await.unwrap(),
        Some(NationalIdHolder { family_id: id, member_id: person })
    );
    store.execute::<File>(other, member(other), context()).await.unwrap();
    assert_eq!(find().await, Some(NationalIdHolder { family_id: other, member_id: other }));
    // None at all, and back again.
    store.execute::<File>(other, named(other, None), context()).await.unwrap();
    assert_eq!(find().await, None);
    store.execute::<File>(other, member(other), context()).await.unwrap();
    assert_eq!(find().await, Some(NationalIdHolder { family_id: other, member_id: other }));
}

#[tokio::test]
async fn a_member_or_a_file_entered_by_mistake_gives_its_national_ids_up() {
    let (store, _urls) = store().await;
    let (mistaken, closed, last) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    store.execute::<File>(mistaken, member(mistaken), context()).await.unwrap();
    store.execute::<File>(mistaken, named(last, Some("0012345687")), context()).await.unwrap();
    let gone = FileCommand::RemoveMember { member_id: mistaken, by_mistake: true };
    store.execute::<File>(mistaken, gone, context()).await.unwrap();
    assert_eq!(store.find_national_id(DIGITS).await.unwrap(), None);
    assert!(store.find_national_id("0012345687").await.unwrap().is_some(), "the other member keeps hers");
    store.execute::<File>(closed, member(closed), context()).await.unwrap();
    store.execute::<File>(closed, FileCommand::Close, context()).await.unwrap();
    assert_eq!(store.find_national_id(DIGITS).await.unwrap(), None);
    store.execute::<File>(last, member(last), context()).await.unwrap();
}

#[tokio::test]
async fn who_left_is_still_found_and_may_come_back_to_the_family_alone() {
    let (store, _urls) = store().await;
    let (id, person, again, other) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    store.execute::<File>(id, member(person), context()).await.unwrap();
    let left = FileCommand::RemoveMember { member_id: person, by_mistake: false };
    store.execute::<File>(id, left, context()).await.unwrap();
    let elsewhere = store.execute::<File>(other, member(other), context()).await;
    assert!(matches!(elsewhere, Err(ExecuteError::NationalIdTaken(told)) if told.member_id == person));
    store.execute::<File>(id, member(again), context()).await.unwrap();
    let holder = NationalIdHolder { family_id: id, member_id: again };
    assert_eq!(store.find_national_id(DIGITS).await.unwrap(), Some(holder));
    let third = store.execute::<File>(id, member(other), context()).await;
    assert!(matches!(third, Err(ExecuteError::NationalIdTaken(told)) if told == holder));
}

#[tokio::test]
async fn a_refused_command_gives_nothing_up() {
    let (store, _urls) = store().await;
    let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
    store.execute::<File>(id, member(id), context()).await.unwrap();
    store.execute::<File>(other, named(other, Some("0012345687")), context()).await.unwrap();
    let taken = store.execute::<File>(other, member(other), context()).await;
    assert!(matches!(taken, Err(ExecuteError::NationalIdTaken(_))));
    let kept = store.find_national_id("0012345687").await.unwrap();
    assert_eq!(kept, Some(NationalIdHolder { family_id: other, member_id: other }));
}
