//! Two files of one family: what each stream says, what a crash leaves, and what a refusal undoes.

use hamyar_domain::Family;
use hamyar_domain::family::*;
use hamyar_event_store::ExecuteError;
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_processes::*;
use uuid::Uuid;

use crate::support::*;

const OTHER: Uuid = Uuid::from_u128(2);
const CHILD: Uuid = Uuid::from_u128(302);
const NUMBER: &str = "0084575948";

fn facts(member: Uuid, number: Option<&str>) -> MemberFacts {
    MemberFacts {
        given_name: Personal::of_person(member, "آرزو".to_owned()),
        family_name: None,
        father_name: None,
        national_id: number.map(|number| Personal::of_person(member, number.to_owned())),
        birth_date: None,
        sex: None,
        relation: Relation::Child,
        phone: None,
        education: None,
        occupation: None,
        skill: None,
        work: None,
        schooling: None,
    }
}

/// A second file with a child whose national id it holds.
async fn second_file(world: &World) {
    let family = FamilyIdentified {
        file_number: "M12-1404-2".to_owned(),
        center_id: Some(CenterId(Uuid::from_u128(51))),
        neighborhood_id: NeighborhoodId(Uuid::from_u128(61)),
        family_name: Personal::of_family(OTHER, "نمونه".to_owned()),
        address: None,
        registration: Registration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::State,
            referred_by: None,
            referred_by_name: None,
            register: None,
            declared: None,
        },
        identified_on: "2025-05-01".parse().expect("a date"),
    };
    world.run::<Family>(OTHER, IdentifyFamily { family, today: today() }).await;
    join(world, OTHER, CHILD, Some(NUMBER)).await;
}

async fn join(world: &World, family: Uuid, member: Uuid, number: Option<&str>) {
    let member = MemberJoined { member_id: MemberId(member), member: facts(member, number), joined_on: today() };
    world.run::<Family>(family, JoinMember { member, today: today() }).await;
}

fn merge() -> MergedAway {
    MergedAway {
        merge_id: MergeId(Uuid::from_u128(800)),
        from: FamilyId(OTHER),
        from_file_number: "M12-1404-2".to_owned(),
        into: FamilyId(FAMILY),
        into_file_number: "M12-1404-1".to_owned(),
        members: vec![MergedMember { member_id: MemberId(CHILD), member: facts(CHILD, Some(NUMBER)) }],
        same: Vec::new(),
        learned: Vec::new(),
        categories: Vec::new(),
        address_under_threat: false,
        reason: Personal::of_family(OTHER, "یک خانواده‌اند".to_owned()),
        merged_on: today(),
    }
}

fn undo() -> UndoMerge {
    let undo = FamilyUnmerged {
        merge_id: merge().merge_id,
        from: FamilyId(OTHER),
        members: merge().members,
        reason: shared("دو خانواده‌اند"),
        unmerged_on: today(),
    };
    UndoMerge { undo, corrected: Vec::new(), today: today() }
}

async fn other(world: &World) -> Family {
    world.store.load::<Family>(OTHER).await.expect("the other file").state
}

async fn holder(world: &World) -> Option<Uuid> {
    world.store.find_national_id(NUMBER).await.expect("an answer").map(|holder| holder.family_id)
}

#[tokio::test]
async fn a_merge_stands_in_both_streams_and_the_national_id_goes_along_and_back() {
    let world = World::new().await;
    second_file(&world).await;
    let head = world.store.head().await.unwrap();
    let done = merge_families_as(&world.store, context(1), merge(), edge(), Sent::default()).await.unwrap();
    assert_eq!(world.events_after(head).await, ["merged_away", "family_merged"]);
    assert_eq!(holder(&world).await, Some(FAMILY));
    let again = merge_families_as(&world.store, context(1), merge(), edge(), Sent::default()).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (done.sequence, true));
    world.finish().await;
    assert_eq!(world.events_after(head).await.len(), 2);

    let head = world.store.head().await.unwrap();
    undo_merge_as(&world.store, context(2), FamilyId(FAMILY), undo(), edge(), Sent::default()).await.unwrap();
    assert_eq!(world.events_after(head).await, ["family_unmerged", "merge_undone"]);
    assert_eq!(holder(&world).await, Some(OTHER));
    assert!(other(&world).await.merged.is_none());
    assert_eq!(world.family().await.present_members().count(), 0);
    world.finish().await;
    assert_eq!(world.events_after(head).await.len(), 2);
}

/// Killed between the one file's event and the other's, in both directions.
#[tokio::test]
async fn the_runner_finishes_a_merge_and_its_undoing_after_a_crash() {
    let world = World::new().await;
    second_file(&world).await;
    world.run::<Family>(OTHER, MergeAway { merge: merge(), today: today() }).await;
    let world = world.killed().await;
    assert_eq!(holder(&world).await, None, "given up and not yet taken");
    world.finish().await;
    assert_eq!(holder(&world).await, Some(FAMILY));
    world.run::<Family>(FAMILY, undo()).await;
    let world = world.killed().await;
    assert!(other(&world).await.merged.is_some());
    world.finish().await;
    assert!(other(&world).await.merged.is_none());
    assert_eq!(holder(&world).await, Some(OTHER));
}

/// The file that stays refuses before anything is begun; and where it refuses later, the one that goes is whole again.
#[tokio::test]
async fn a_refused_merge_leaves_both_files_as_they_were() {
    let world = World::new().await;
    second_file(&world).await;
    let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: today() };
    world.run::<Family>(FAMILY, CloseCase { closing, today: today() }).await;
    let head = world.store.head().await.unwrap();
    let refused = merge_families_as(&world.store, context(1), merge(), edge(), Sent::default()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal["code"], "case_closed");
    assert_eq!(world.store.head().await.unwrap(), head);

    world.run::<Family>(OTHER, MergeAway { merge: merge(), today: today() }).await;
    let world = world.killed().await;
    world.finish().await;
    assert_eq!(world.events_after(head).await, ["merged_away", "merge_undone"]);
    assert!(world.last("merge_undone").await.payload.get().contains("case_closed"));
    assert_eq!(holder(&world).await, Some(OTHER));
    join(&world, OTHER, Uuid::from_u128(303), None).await;
}

/// Somebody registers with a number in the moment in which nobody holds it: the members come back, that number does not.
#[tokio::test]
async fn a_number_that_was_claimed_meanwhile_stays_where_it_is() {
    let world = World::new().await;
    second_file(&world).await;
    world.run::<Family>(OTHER, MergeAway { merge: merge(), today: today() }).await;
    join(&world, FAMILY, Uuid::from_u128(304), Some(NUMBER)).await;
    let world = world.killed().await;
    world.finish().await;
    assert_eq!(holder(&world).await, Some(FAMILY));
    assert!(world.last("merge_undone").await.payload.get().contains("national_id_taken"));
    assert!(other(&world).await.merged.is_none(), "the file is one of its own again");
}

fn moving(relation: Relation) -> MembersMovedOut {
    let mut child = facts(CHILD, Some(NUMBER));
    child.relation = relation;
    MembersMovedOut {
        move_id: MoveId(Uuid::from_u128(900)),
        from: FamilyId(OTHER),
        from_file_number: "M12-1404-2".to_owned(),
        to: FamilyId(FAMILY),
        to_file_number: "M12-1404-1".to_owned(),
        members: vec![MergedMember { member_id: MemberId(CHILD), member: child }],
        categories: Vec::new(),
        address_under_threat: true,
        reason: MemberMoveReason::Marriage,
        note: None,
        moved_on: today(),
    }
}

#[tokio::test]
async fn members_go_to_another_family_with_their_numbers_also_after_a_crash() {
    let world = World::new().await;
    second_file(&world).await;
    let head = world.store.head().await.unwrap();
    let moved = moving(Relation::Child);
    move_members_as(&world.store, context(1), moved.clone(), edge(), Sent::default()).await.unwrap();
    // The warning goes along.
    assert_eq!(world.events_after(head).await, ["members_moved_out", "members_moved_in", "address_threat_marked"]);
    assert_eq!(holder(&world).await, Some(FAMILY));
    let again = move_members_as(&world.store, context(1), moved, edge(), Sent::default()).await.unwrap();
    assert!(again.repeated);

    let world = World::new().await;
    second_file(&world).await;
    world.run::<Family>(OTHER, MoveOut { moving: moving(Relation::Child), today: today() }).await;
    let world = world.killed().await;
    assert_eq!(holder(&world).await, None);
    world.finish().await;
    assert_eq!(holder(&world).await, Some(FAMILY));
}

#[tokio::test]
async fn members_whom_the_other_family_refuses_never_left() {
    let world = World::new().await;
    second_file(&world).await;
    world.run::<Family>(OTHER, MoveOut { moving: moving(Relation::Child), today: today() }).await;
    let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: today() };
    world.run::<Family>(FAMILY, CloseCase { closing, today: today() }).await;
    let world = world.killed().await;
    world.finish().await;
    assert!(world.last("members_returned").await.payload.get().contains("case_closed"));
    assert_eq!(holder(&world).await, Some(OTHER));
    assert_eq!(other(&world).await.present_members().count(), 1);
}
