//! The rulebook of who may see what, as sentences.

use super::*;
use crate::principal::{Grant, Scope};
use chrono::NaiveDate;
use hamyar_events::BoundTo;
use uuid::Uuid;

mod opened;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn person(role: Role) -> Principal {
    let scope = Scope {
        caseworker_id: (role == Role::Caseworker).then(|| id(1)),
        center_id: matches!(role, Role::CenterManager | Role::Caseworker).then(|| id(2)),
        commission_ids: if role == Role::CommissionMember { vec![id(3)] } else { Vec::new() },
        agency_id: (role == Role::AgencyOfficer).then(|| id(4)),
        place_id: None,
    };
    Principal {
        user_id: id(9),
        username: "someone".to_owned(),
        display_name: "Someone".to_owned(),
        grants: vec![grant(role, scope)],
    }
}

fn grant(role: Role, scope: Scope) -> Grant {
    Grant { grant_id: id(90), role, bound_to: BoundTo::Nation, scope, from: NaiveDate::default(), until: None }
}

fn family(center: u128, caseworker: Option<u128>) -> FamilyFacts {
    FamilyFacts { center_id: Some(id(center)), caseworker_id: caseworker.map(id), ..FamilyFacts::default() }
}

fn may(role: Role, action: Action, resource: &Resource<'_>) -> bool {
    decide(&person(role), action, resource).allowed
}

/// S034
#[test]
fn a_caseworker_sees_the_own_families_and_no_other() {
    let own = family(2, Some(1));
    let foreign = family(2, Some(7));
    assert!(may(Role::Caseworker, Action::OpenFamily, &Resource::Family(&own)));
    let verdict = decide(&person(Role::Caseworker), Action::OpenFamily, &Resource::Family(&foreign));
    assert!(!verdict.allowed && verdict.hidden, "even of the same center; and that it exists is not told");
    assert!(!may(Role::Caseworker, Action::OpenFamily, &Resource::Family(&family(2, None))));
}

/// S033
#[test]
fn after_a_transfer_the_earlier_caseworker_reads_no_more() {
    let mut moved = family(2, Some(1));
    assert!(may(Role::Caseworker, Action::OpenFamily, &Resource::Family(&moved)));
    moved.caseworker_id = Some(id(7));
    assert!(!may(Role::Caseworker, Action::OpenFamily, &Resource::Family(&moved)));
}

#[test]
fn a_manager_sees_the_own_center_and_no_other() {
    assert!(may(Role::CenterManager, Action::OpenFamily, &Resource::Family(&family(2, Some(7)))));
    assert!(!may(Role::CenterManager, Action::OpenFamily, &Resource::Family(&family(5, Some(1)))));
    let homeless = FamilyFacts::default();
    assert!(!may(Role::CenterManager, Action::OpenFamily, &Resource::Family(&homeless)));
}

/// S058
#[test]
fn a_commission_member_sees_a_referred_family_while_the_referral_lives() {
    let facts = family(2, Some(1));
    let referral = |commission, alive| Resource::Referral {
        family: &facts,
        referral: ReferralFacts { commission_id: id(commission), alive, ..ReferralFacts::default() },
    };
    assert!(may(Role::CommissionMember, Action::ReadPacket, &referral(3, true)));
    assert!(!may(Role::CommissionMember, Action::ReadPacket, &referral(3, false)));
    assert!(!may(Role::CommissionMember, Action::ReadPacket, &referral(8, true)));
    assert!(!may(Role::CommissionMember, Action::OpenFamily, &Resource::Family(&facts)), "the packet, not the file");
}

/// S065
#[test]
fn an_address_under_threat_is_in_no_packet_and_not_shown_to_the_auditor() {
    let facts = FamilyFacts { address_under_threat: true, ..family(2, Some(1)) };
    let shown = |role, action, resource: &Resource<'_>| decide(&person(role), action, resource).fields.address;
    assert_eq!(shown(Role::Caseworker, Action::OpenFamily, &Resource::Family(&facts)), Sight::Whole);
    assert_eq!(shown(Role::Auditor, Action::OpenFamily, &Resource::Family(&facts)), Sight::Hidden);
    assert_eq!(shown(Role::CenterManager, Action::OpenFamily, &Resource::Family(&facts)), Sight::Hidden);
    assert!(may(Role::CenterManager, Action::KeepRecord, &Resource::Family(&facts)), "who may replace it, not read it");
    let referral = ReferralFacts { commission_id: id(3), alive: true, ..ReferralFacts::default() };
    let resource = Resource::Referral { family: &facts, referral };
    assert_eq!(shown(Role::CommissionMember, Action::ReadPacket, &resource), Sight::Hidden);
}

/// S055
#[test]
fn an_agency_officer_works_on_the_own_agencys_tasks_and_sees_no_names() {
    let facts = family(2, Some(1));
    let task = |agency| Resource::Task {
        family: &facts,
        task: TaskFacts { agency_id: Some(id(agency)), ..TaskFacts::default() },
    };
    let verdict = decide(&person(Role::AgencyOfficer), Action::WorkOnTask, &task(4));
    assert!(verdict.allowed && verdict.fields.names == Sight::Hidden);
    assert!(!may(Role::AgencyOfficer, Action::WorkOnTask, &task(5)));
    assert!(!may(Role::AgencyOfficer, Action::OpenFamily, &Resource::Family(&facts)));
}

/// S016: consent withdrawn, the case closed, or an enforcement body: the agency works on nothing and is told why; the center settles what is open.
#[test]
fn an_agency_is_told_nothing_more_once_sharing_stops() {
    let mine = TaskFacts { agency_id: Some(id(4)), ..TaskFacts::default() };
    let work =
        |family: &FamilyFacts, task, role| decide(&person(role), Action::WorkOnTask, &Resource::Task { family, task });
    for stopped in [SharingStopped::ConsentWithdrawn, SharingStopped::CaseClosed] {
        let facts = FamilyFacts { sharing_stopped: Some(stopped), ..family(2, Some(1)) };
        let verdict = work(&facts, mine, Role::AgencyOfficer);
        assert!(!verdict.allowed && verdict.is_stopped());
        assert_eq!(verdict.why, stopped.as_str());
        assert!(work(&facts, mine, Role::CenterManager).allowed, "the center settles it");
        let other = TaskFacts { agency_id: Some(id(5)), ..TaskFacts::default() };
        let verdict = work(&facts, other, Role::AgencyOfficer);
        assert!(verdict.hidden && !verdict.is_stopped(), "another agency's task is not told of at all");
        let own = TaskFacts { caseworker_id: Some(id(1)), ..TaskFacts::default() };
        assert!(work(&facts, own, Role::Caseworker).allowed, "the caseworker's own file goes on");
    }
    let police = TaskFacts { enforcement: true, ..mine };
    assert_eq!(work(&family(2, Some(1)), police, Role::AgencyOfficer).why, "sharing_stopped_enforcement");
    let role = work(&family(2, Some(1)), mine, Role::Auditor);
    assert!(!role.allowed && !role.hidden && !role.is_stopped(), "a role that never works on tasks is told only that");
}

/// A task of a caseworker who holds the family no more is the present holder's and the center's, so that the case can be closed.
#[test]
fn a_task_left_behind_is_settled_by_the_present_holder_or_the_center() {
    let task = |caseworker| TaskFacts { caseworker_id: Some(id(caseworker)), ..TaskFacts::default() };
    let at = |family: &FamilyFacts, task, role| may(role, Action::WorkOnTask, &Resource::Task { family, task });
    let held = family(2, Some(1));
    assert!(at(&held, task(1), Role::Caseworker), "the own task");
    assert!(at(&held, task(9), Role::Caseworker), "of the former caseworker");
    assert!(!at(&held, task(1), Role::CenterManager), "the holder's own is the holder's");
    assert!(at(&held, task(9), Role::CenterManager));
    assert!(at(&family(2, None), task(1), Role::CenterManager), "released");
    assert!(!at(&family(2, None), task(1), Role::Caseworker), "a former caseworker has no part in it");
    assert!(!at(&family(5, None), task(1), Role::CenterManager), "another center's");
    let agency = TaskFacts { agency_id: Some(id(4)), ..TaskFacts::default() };
    assert!(!at(&held, agency, Role::CenterManager) && !at(&held, agency, Role::Caseworker));
}

#[test]
fn an_administrator_and_an_officer_open_no_family() {
    let facts = family(2, Some(1));
    for role in [Role::Administrator, Role::Officer] {
        for action in
            [Action::OpenFamily, Action::ListFamilies, Action::SearchFamilies, Action::ReplayFamily, Action::KeepRecord]
        {
            let verdict = decide(&person(role), action, &Resource::Family(&facts));
            assert!(!verdict.allowed && !verdict.hidden, "{role} {action:?}");
        }
        assert_eq!(family_rows(&person(role), Action::ListFamilies), FamilyRows::Nothing);
    }
}

#[test]
fn an_auditor_reads_everything_and_changes_nothing() {
    let facts = family(2, Some(1));
    assert!(may(Role::Auditor, Action::ReplayFamily, &Resource::Family(&facts)));
    assert_eq!(family_rows(&person(Role::Auditor), Action::ListFamilies), FamilyRows::All);
    for action in
        [Action::KeepRecord, Action::AssessFamily, Action::AssignCaseworker, Action::ServeFamily, Action::CloseCase]
    {
        assert!(!may(Role::Auditor, action, &Resource::Family(&facts)), "{action:?}");
    }
}

#[test]
fn two_roles_add_up() {
    let mut both = person(Role::Caseworker);
    both.grants.extend(person(Role::CenterManager).grants);
    assert!(decide(&both, Action::OpenFamily, &Resource::Family(&family(2, Some(7)))).allowed, "as manager");
    assert!(decide(&both, Action::OpenFamily, &Resource::Family(&family(5, Some(1)))).allowed, "as caseworker");
    let rows = family_rows(&both, Action::ListFamilies);
    assert!(rows.contains(Some(id(2)), None) && rows.contains(None, Some(id(1))) && !rows.contains(Some(id(5)), None));
}

/// Each grant stands for itself: what one role is bound to never widens another.
#[test]
fn what_one_role_is_bound_to_widens_no_other() {
    let home = Scope { center_id: Some(id(2)), commission_ids: vec![id(3)], place_id: Some(id(6)), ..Scope::default() };
    let mut one = person(Role::CommissionMember);
    one.grants = vec![grant(Role::CommissionMember, Scope { commission_ids: vec![id(8)], ..home.clone() })];
    one.grants.push(grant(Role::Officer, home.clone()));
    let facts = family(2, None);
    assert!(
        !decide(&one, Action::OpenFamily, &Resource::Family(&facts)).allowed,
        "no manager, whatever center is named"
    );
    assert!(
        !decide(&one, Action::ReadAgenda, &Resource::Commission(id(3))).allowed,
        "bound for the officer's grant only"
    );
    assert!(decide(&one, Action::ReadAgenda, &Resource::Commission(id(8))).allowed);
    assert_eq!(one.commission_ids(), [id(8)]);
    assert_eq!(family_rows(&one, Action::ListFamilies), FamilyRows::Nothing);
}

/// Somebody who stands in for the manager of another center manages both.
#[test]
fn a_manager_of_two_centers_sees_both_and_no_third() {
    let mut both = person(Role::CenterManager);
    both.grants.push(grant(Role::CenterManager, Scope { center_id: Some(id(5)), ..Scope::default() }));
    let rows = family_rows(&both, Action::ListFamilies);
    for (center, seen) in [(2, true), (5, true), (6, false)] {
        assert_eq!(decide(&both, Action::OpenFamily, &Resource::Family(&family(center, None))).allowed, seen);
        assert_eq!(rows.contains(Some(id(center)), None), seen);
    }
}

/// The filter of lists and the verdict on one row never differ.
#[test]
fn lists_hold_exactly_the_families_that_can_be_opened() {
    for &role in Role::ALL {
        let who = person(role);
        let rows = family_rows(&who, Action::ListFamilies);
        for center in [None, Some(id(2)), Some(id(5))] {
            for caseworker in [None, Some(id(1)), Some(id(7))] {
                let facts = FamilyFacts { center_id: center, caseworker_id: caseworker, ..FamilyFacts::default() };
                let opened = decide(&who, Action::OpenFamily, &Resource::Family(&facts)).allowed;
                assert_eq!(rows.contains(center, caseworker), opened, "{role} {center:?} {caseworker:?}");
            }
        }
    }
}
