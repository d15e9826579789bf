//! Members who go to another family: a household that splits, a marriage.

use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

const MOVE: u128 = 901;
const GRANDMOTHER: u128 = 13;

fn going(member: u128, relation: Relation) -> MergedMember {
    MergedMember { member_id: id(member), member: facts(member, relation, Sex::Female) }
}

fn out(members: Vec<MergedMember>) -> MoveOut {
    MoveOut {
        moving: MembersMovedOut {
            move_id: id(MOVE),
            from: FamilyId(FAMILY),
            from_file_number: "M12-1404-00042".to_owned(),
            to: id(2),
            to_file_number: "M12-1405-00001".to_owned(),
            members,
            categories: Vec::new(),
            address_under_threat: false,
            reason: MemberMoveReason::HouseholdSplit,
            note: Some(shared("خانه دو تا شد")),
            moved_on: today(),
        },
        today: today(),
    }
}

fn received(members: Vec<MergedMember>) -> ReceiveMembers {
    ReceiveMembers {
        moved: MembersMovedIn {
            move_id: id(MOVE),
            from: id(2),
            from_file_number: "M12-1405-00001".to_owned(),
            members,
            reason: MemberMoveReason::Marriage,
            moved_on: today(),
        },
        categories: Vec::new(),
        threat: None,
    }
}

fn split() -> Vec<FamilyEvent> {
    family(&consented(), [out(vec![going(CHILD, Relation::Head)]).into()])
}

#[test]
fn who_goes_takes_the_national_id_the_groups_and_nothing_that_is_planned() {
    let category = CategoryAdded { category: "out_of_school".to_owned(), member_id: Some(id(CHILD)) };
    let before = family(
        &held(),
        [AddCategory { category }.into(), super::calendar::plan(501, "2026-11-20", "2026-11-30").into()],
    );
    let planned_for = before.iter().rev().find_map(|event| match event {
        FamilyEvent::CalendarEntryPlanned(event) => Some(event.member_id),
        _ => None,
    });
    let events = given::<Family>(before).when(out(vec![going(CHILD, Relation::Head)])).events();
    let types: Vec<String> = events.iter().map(cqrs_es::DomainEvent::event_type).collect();
    let entry = (planned_for == Some(Some(id(CHILD)))).then_some("calendar_entry_cancelled");
    let expected: Vec<&str> = entry.into_iter().chain(["category_removed", "members_moved_out"]).collect();
    assert_eq!(types, expected);
    let moved: FamilyEvent = out(vec![going(CHILD, Relation::Head)]).moving.into();
    let released: Vec<_> = moved.national_id_releases(FAMILY).into_iter().filter_map(|one| one.member_id).collect();
    assert_eq!(released, [uuid::Uuid::from_u128(CHILD)]);
}

#[test]
fn the_head_goes_last_or_after_another_is_named() {
    given::<Family>(consented())
        .when(out(vec![going(MOTHER, Relation::Spouse)]))
        .then_refused(FamilyRefusal::HeadMustBeNamed);
    let all = vec![going(MOTHER, Relation::Head), going(CHILD, Relation::Child)];
    given::<Family>(consented()).when(out(all)).then_types(&["members_moved_out"]);
    let head = HeadChanged { member_id: id(CHILD), changed_on: today() };
    let named = family(&consented(), [ChangeHead { head, today: today() }.into()]);
    given::<Family>(named).when(out(vec![going(MOTHER, Relation::Spouse)])).then_types(&["members_moved_out"]);
}

#[test]
fn who_is_not_there_does_not_go_and_nobody_goes_nowhere() {
    given::<Family>(consented()).when(out(vec![going(99, Relation::Child)])).then_refused(FamilyRefusal::UnknownMember);
    given::<Family>(split()).when(out(vec![going(CHILD, Relation::Head)])).then_nothing();
    let mut again = out(vec![going(CHILD, Relation::Head)]);
    again.moving.move_id = id(902);
    given::<Family>(split()).when(again).then_refused(FamilyRefusal::MemberHasLeft);
    given::<Family>(consented()).when(out(Vec::new())).then_invalid(&["members"]);
    let mut here = out(vec![going(CHILD, Relation::Child), going(CHILD, Relation::Child)]);
    here.moving.to = FamilyId(FAMILY);
    here.moving.moved_on = day("2026-11-23");
    given::<Family>(consented()).when(here).then_invalid(&["members", "moved_on", "to"]);
    let asked = family(&consented(), [super::erasure::request(91, Some(CHILD), ErasureGround::PersonRequest).into()]);
    given::<Family>(asked).when(out(vec![going(CHILD, Relation::Head)])).then_refused(FamilyRefusal::ErasureWaits);
}

#[test]
fn a_family_takes_in_whom_it_has_not_and_has_one_head() {
    given::<Family>(consented())
        .when(received(vec![going(GRANDMOTHER, Relation::Parent)]))
        .then_types(&["members_moved_in"]);
    let came = family(&consented(), [received(vec![going(GRANDMOTHER, Relation::Parent)]).into()]);
    given::<Family>(came).when(received(vec![going(GRANDMOTHER, Relation::Parent)])).then_nothing();
    given::<Family>(consented())
        .when(received(vec![going(GRANDMOTHER, Relation::Head)]))
        .then_refused(FamilyRefusal::HeadExists);
    let empty = family(&[], [identify("2025-04-01")]);
    let two = vec![going(GRANDMOTHER, Relation::Head), going(CHILD, Relation::Head)];
    given::<Family>(empty.clone()).when(received(two)).then_refused(FamilyRefusal::HeadExists);
    let headed = family(&empty, [received(vec![going(GRANDMOTHER, Relation::Head)]).into()]);
    let state = headed.iter().fold(Family::default(), |mut state, event| {
        state.evolve(event);
        state
    });
    assert_eq!(state.head, Some(id(GRANDMOTHER)));
    given::<Family>(consented())
        .when(received(vec![going(CHILD, Relation::Child)]))
        .then_refused(FamilyRefusal::MemberIdTaken);
    // Who left comes back under the same id.
    given::<Family>(split()).when(received(vec![going(CHILD, Relation::Child)])).then_types(&["members_moved_in"]);
    let mut warned = received(vec![going(GRANDMOTHER, Relation::Parent)]);
    warned.threat = Some(shared("زیر تهدید"));
    warned.categories = vec![CategoryAdded { category: "elderly".to_owned(), member_id: Some(id(GRANDMOTHER)) }];
    given::<Family>(consented()).when(warned).then_types(&[
        "members_moved_in",
        "category_added",
        "address_threat_marked",
    ]);
}

#[test]
fn whom_the_other_family_refuses_never_left() {
    let returned = || KeepMembers {
        returned: MembersReturned {
            move_id: id(MOVE),
            members: vec![going(CHILD, Relation::Head)],
            because: "head_exists".to_owned(),
            returned_on: today(),
        },
    };
    let events = given::<Family>(split()).when(returned()).events();
    let [FamilyEvent::MembersReturned(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.members[0].member.relation, Relation::Child, "as this family has it");
    let kept = family(&split(), [returned().into()]);
    given::<Family>(kept.clone()).when(returned()).then_nothing();
    let state = kept.iter().fold(Family::default(), |mut state, event| {
        state.evolve(event);
        state
    });
    assert_eq!(state.present_members().count(), 2);
    given::<Family>(consented()).when(returned()).then_nothing();
}
