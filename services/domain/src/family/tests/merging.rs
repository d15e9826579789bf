//! Two files of one family: merged, and apart again.

use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

const MERGE: u128 = 801;
/// The file that goes is the test family; the one that stays.
const OTHER: u128 = 2;
/// Members of the file that stays.
const THERE: u128 = 811;

fn merged_member(member: u128, relation: Relation) -> MergedMember {
    MergedMember { member_id: id(member), member: facts(member, relation, Sex::Female) }
}

/// The mother is in both files, the child only in the one that goes.
pub(super) fn away() -> MergeAway {
    MergeAway {
        merge: MergedAway {
            merge_id: id(MERGE),
            from: FamilyId(FAMILY),
            from_file_number: "M12-1404-00042".to_owned(),
            into: id(OTHER),
            into_file_number: "M12-1403-00007".to_owned(),
            members: vec![merged_member(MOTHER, Relation::Head), merged_member(CHILD, Relation::Child)],
            same: vec![SamePerson { member_id: id(MOTHER), same_as: id(THERE) }],
            learned: Vec::new(),
            categories: Vec::new(),
            address_under_threat: false,
            reason: shared("یک خانواده‌اند"),
            merged_on: day("2026-11-20"),
        },
        today: today(),
    }
}

fn stays() -> Vec<FamilyEvent> {
    family(&[], [identify("2025-04-01"), join(THERE, Relation::Head, Sex::Female)])
}

pub(super) fn take_in() -> TakeIn {
    let merge = away().merge;
    TakeIn {
        merged: FamilyMerged {
            merge_id: merge.merge_id,
            from: merge.from,
            from_file_number: merge.from_file_number,
            members: vec![merged_member(CHILD, Relation::Child)],
            same: merge.same,
            merged_on: merge.merged_on,
        },
        learned: Vec::new(),
        categories: Vec::new(),
        threat: None,
    }
}

pub(super) fn undo() -> UndoMerge {
    UndoMerge {
        undo: FamilyUnmerged {
            merge_id: id(MERGE),
            from: FamilyId(FAMILY),
            members: vec![merged_member(MOTHER, Relation::Head), merged_member(CHILD, Relation::Child)],
            reason: shared("دو خانوادهٔ خویشاوندند"),
            unmerged_on: today(),
        },
        corrected: Vec::new(),
        today: today(),
    }
}

pub(super) fn back(because: Option<&str>) -> TakeBack {
    let back = MergeUndone {
        merge_id: id(MERGE),
        members: vec![merged_member(MOTHER, Relation::Other), merged_member(CHILD, Relation::Other)],
        because: because.map(str::to_owned),
        undone_on: today(),
    };
    TakeBack { back }
}

fn gone() -> Vec<FamilyEvent> {
    family(&consented(), [away().into()])
}

fn merged() -> Vec<FamilyEvent> {
    family(&stays(), [take_in().into()])
}

#[test]
fn the_file_that_goes_gives_up_its_members_and_cancels_what_is_planned() {
    given::<Family>(consented()).when(away()).then_types(&["merged_away"]);
    given::<Family>(gone()).when(away()).then_nothing();
    let event: FamilyEvent = away().merge.into();
    let released: Vec<_> = event.national_id_releases(FAMILY).into_iter().filter_map(|one| one.member_id).collect();
    assert_eq!(released, [uuid::Uuid::from_u128(MOTHER), uuid::Uuid::from_u128(CHILD)]);
}

/// Nothing may be left that nobody could end any more.
#[test]
fn a_file_with_a_caseworker_an_open_referral_or_an_open_task_does_not_go() {
    let refused =
        |caseworker, open_referrals, open_tasks| FamilyRefusal::CannotMerge { caseworker, open_referrals, open_tasks };
    given::<Family>(held()).when(away()).then_refused(refused(true, 0, 0));
    given::<Family>(referred()).when(away()).then_refused(refused(true, 1, 0));
    given::<Family>(decided()).when(away()).then_refused(refused(true, 0, 1));
}

#[test]
fn a_merged_file_takes_nothing_more_in_but_is_still_forgotten() {
    let refused = FamilyRefusal::MergedAway { merged_on: day("2026-11-20") };
    given::<Family>(gone()).when(join(13, Relation::Child, Sex::Male)).then_refused(refused.clone());
    given::<Family>(gone()).when(consent("2025-04-06")).then_refused(refused.clone());
    let mut again = away();
    again.merge.merge_id = id(802);
    given::<Family>(gone()).when(again).then_refused(refused);
    let request = super::erasure::request(91, None, ErasureGround::PersonRequest);
    given::<Family>(gone()).when(request).then_types(&["erasure_requested"]);
}

#[test]
fn a_merge_stands_on_the_members_as_they_are() {
    let mut without = away();
    without.merge.members.pop();
    given::<Family>(consented()).when(without).then_refused(FamilyRefusal::MembersChanged);
    let mut stranger = away();
    stranger.merge.same[0].member_id = id(99);
    given::<Family>(consented()).when(stranger).then_refused(FamilyRefusal::MembersChanged);
    let mut itself = away();
    itself.merge.into = FamilyId(FAMILY);
    given::<Family>(consented()).when(itself).then_invalid(&["other"]);
    let mut unsaid = away();
    unsaid.merge.reason = shared(" ");
    unsaid.merge.merged_on = day("2026-11-23");
    given::<Family>(consented()).when(unsaid).then_invalid(&["merged_on", "reason"]);
    let asked = family(&consented(), [super::erasure::request(91, Some(CHILD), ErasureGround::PersonRequest).into()]);
    given::<Family>(asked).when(away()).then_refused(FamilyRefusal::ErasureWaits);
}

#[test]
fn the_file_that_stays_takes_in_who_is_not_there_and_keeps_its_head() {
    let mut two_heads = take_in();
    two_heads.merged.members[0].member.relation = Relation::Head;
    let events = given::<Family>(stays()).when(two_heads).events();
    let [FamilyEvent::FamilyMerged(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.members[0].member.relation, Relation::Other);
    given::<Family>(merged()).when(take_in()).then_nothing();
    let state = merged().iter().fold(Family::default(), |mut state, event| {
        state.evolve(event);
        state
    });
    assert_eq!(state.head, Some(id(THERE)));
    assert_eq!(state.present_members().count(), 2);
}

#[test]
fn warnings_and_what_was_blank_come_along() {
    let mut command = take_in();
    command.threat = Some(shared("زیر تهدید"));
    command.categories = vec![CategoryAdded { category: "addiction".to_owned(), member_id: Some(id(CHILD)) }];
    command.learned = vec![MemberChanged { member_id: id(THERE), member: facts(THERE, Relation::Other, Sex::Female) }];
    let events = given::<Family>(stays()).when(command).events();
    let types: Vec<String> = events.iter().map(cqrs_es::DomainEvent::event_type).collect();
    assert_eq!(types, ["family_merged", "member_changed", "category_added", "address_threat_marked"]);
    let FamilyEvent::MemberChanged(learned) = &events[1] else { panic!("{events:?}") };
    assert_eq!(learned.member.relation, Relation::Head, "who heads the family heads it still");
}

#[test]
fn two_are_not_one_and_the_same_and_who_left_is_nobody() {
    let mut twice = take_in();
    twice.merged.same.push(SamePerson { member_id: id(CHILD), same_as: id(THERE) });
    given::<Family>(stays()).when(twice).then_refused(FamilyRefusal::SamePersonTwice);
    let mut unknown = take_in();
    unknown.merged.same[0].same_as = id(77);
    given::<Family>(stays()).when(unknown).then_refused(FamilyRefusal::UnknownMember);
    let closing = CaseClosed { reason: CloseReason::MovedAway, note: None, closed_on: today() };
    let closed = family(&stays(), [CloseCase { closing, today: today() }.into()]);
    given::<Family>(closed).when(take_in()).then_refused(FamilyRefusal::CaseIsClosed { closed_on: today() });
}

#[test]
fn a_merge_is_undone_and_both_are_as_they_were() {
    given::<Family>(merged()).when(undo()).then_types(&["family_unmerged"]);
    let apart = family(&merged(), [undo().into()]);
    given::<Family>(apart.clone()).when(undo()).then_nothing();
    let mut state = Family::default();
    apart.iter().for_each(|event| state.evolve(event));
    assert_eq!(state.present_members().count(), 1);
    // And once more the other way round, under another name.
    let mut again = take_in();
    again.merged.merge_id = id(802);
    given::<Family>(apart).when(again).then_types(&["family_merged"]);

    let events = given::<Family>(gone()).when(back(None)).events();
    let [FamilyEvent::MergeUndone(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.members[0].member.relation, Relation::Head, "as the file has it");
    let own = family(&gone(), [back(Some("case_closed")).into()]);
    given::<Family>(own.clone()).when(join(13, Relation::Child, Sex::Male)).then_types(&["member_joined"]);
    given::<Family>(own).when(back(None)).then_nothing();
}

#[test]
fn a_merge_is_not_undone_over_the_head_of_the_family_or_its_other_file() {
    let head = HeadChanged { member_id: id(CHILD), changed_on: today() };
    let headed = family(&merged(), [ChangeHead { head, today: today() }.into()]);
    given::<Family>(headed).when(undo()).then_refused(FamilyRefusal::HeadMustBeNamed);
    let mut unknown = undo();
    unknown.undo.merge_id = id(803);
    given::<Family>(merged()).when(unknown).then_refused(FamilyRefusal::UnknownMerge);
    let mut unsaid = undo();
    unsaid.undo.reason = shared("");
    given::<Family>(merged()).when(unsaid).then_invalid(&["reason"]);
}
