//! Reveals and broken glass: one person, one family, some time, and nothing else.

use super::*;
use chrono::{DateTime, TimeDelta, Utc};

fn now() -> DateTime<Utc> {
    "2026-11-22T08:00:00Z".parse().expect("an instant")
}

/// A family of a center, under threat or not, over which something is open for the test person for another minute.
fn opened(center: u128, threat: bool, kind: OpenedKind) -> FamilyFacts {
    let until = now() + TimeDelta::minutes(1);
    FamilyFacts {
        address_under_threat: threat,
        opened: vec![Opened { kind, user_id: id(9), until }],
        now: Some(now()),
        commission_ids: vec![id(3)],
        ..family(center, Some(7))
    }
}

fn verdict(role: Role, action: Action, facts: &FamilyFacts) -> Verdict {
    decide(&person(role), action, &Resource::Family(facts))
}

fn later(facts: &FamilyFacts) -> FamilyFacts {
    FamilyFacts { now: facts.now.map(|now| now + TimeDelta::minutes(1)), ..facts.clone() }
}

fn of_another(facts: &FamilyFacts) -> FamilyFacts {
    let opened = facts.opened.iter().map(|one| Opened { user_id: id(10), ..*one }).collect();
    FamilyFacts { opened, ..facts.clone() }
}

#[test]
fn broken_glass_opens_a_foreign_file_for_its_time_and_for_nobody_else() {
    let facts = opened(5, false, OpenedKind::ForeignFile);
    let shown = verdict(Role::CenterManager, Action::OpenFamily, &facts);
    assert_eq!((shown.allowed, shown.why), (true, BROKEN_GLASS));
    assert_eq!(shown.fields.national_id, Sight::Masked);
    for closed in [later(&facts), of_another(&facts), FamilyFacts { now: None, ..facts.clone() }] {
        let shown = verdict(Role::CenterManager, Action::OpenFamily, &closed);
        assert!(!shown.allowed && shown.hidden, "expired, another's, or without a clock");
    }
    for &role in Role::ALL.iter().filter(|role| !matches!(role, Role::CenterManager | Role::Auditor)) {
        assert!(!verdict(role, Action::OpenFamily, &facts).allowed, "{role} has no glass to break");
    }
}

#[test]
fn broken_glass_is_for_reading_and_changes_nothing() {
    let facts = opened(5, false, OpenedKind::ForeignFile);
    let commands = [
        Action::KeepRecord,
        Action::MoveFamily,
        Action::AssessFamily,
        Action::GiveTier,
        Action::OverrideTier,
        Action::AssignCaseworker,
        Action::ServeFamily,
        Action::ReferFamily,
        Action::CloseCase,
        Action::MarkThreat,
        Action::ClearThreat,
        Action::AcknowledgeGlass,
        Action::AnswerComparison,
        Action::ReadFamilyAccesses,
        Action::ReplayFamily,
    ];
    for action in commands {
        let shown = verdict(Role::CenterManager, action, &facts);
        assert!(!shown.allowed && shown.hidden, "{action:?}");
    }
    assert!(!family_rows(&person(Role::CenterManager), Action::ListFamilies).contains(Some(id(5)), None));
}

#[test]
fn an_address_under_threat_of_a_foreign_family_stays_covered_behind_broken_glass() {
    let fields = verdict(Role::CenterManager, Action::OpenFamily, &opened(5, true, OpenedKind::ForeignFile)).fields;
    assert_eq!((fields.address, fields.area, fields.names), (Sight::Hidden, Sight::Hidden, Sight::Whole));
    // The glass over a threatened address is for a family of the own center.
    assert!(!verdict(Role::CenterManager, Action::OpenFamily, &opened(5, true, OpenedKind::ThreatenedAddress)).allowed);
}

#[test]
fn broken_glass_shows_the_manager_an_own_familys_address_for_its_time() {
    let facts = opened(2, true, OpenedKind::ThreatenedAddress);
    let shown = verdict(Role::CenterManager, Action::OpenFamily, &facts);
    assert_eq!((shown.fields.address, shown.why), (Sight::Whole, BROKEN_GLASS));
    for closed in [later(&facts), of_another(&facts)] {
        let shown = verdict(Role::CenterManager, Action::OpenFamily, &closed);
        assert_eq!((shown.fields.address, shown.why), (Sight::Hidden, "center_family"));
    }
    let replayed = verdict(Role::CenterManager, Action::ReplayFamily, &facts);
    assert_eq!(replayed.fields.address, Sight::Hidden, "in the file alone, not in its replay");
}

#[test]
fn a_reveal_shows_the_address_to_one_member_or_auditor_and_only_as_such() {
    let facts = opened(2, true, OpenedKind::Reveal);
    for role in [Role::CommissionMember, Role::Auditor] {
        let shown = verdict(role, Action::ReadAddress, &facts);
        assert_eq!((shown.allowed, shown.why, shown.fields.address), (true, REVEALED, Sight::Whole), "{role}");
        assert_eq!(shown.fields.names, Sight::Hidden, "the address, not the file");
        for closed in [later(&facts), of_another(&facts)] {
            assert_eq!(verdict(role, Action::ReadAddress, &closed).why, "address_not_revealed");
        }
        assert!(verdict(role, Action::RevealAddress, &facts).allowed);
    }
    let referral = ReferralFacts { commission_id: id(3), alive: true, social: true, enforcement: false };
    let resource = Resource::Referral { family: &facts, referral };
    let packet = decide(&person(Role::CommissionMember), Action::ReadPacket, &resource).fields;
    assert_eq!((packet.address, packet.area), (Sight::Hidden, Sight::Hidden), "never in a packet, even then");
    assert_eq!(verdict(Role::Auditor, Action::OpenFamily, &facts).fields.address, Sight::Hidden);
    assert_eq!(verdict(Role::Auditor, Action::ReplayFamily, &facts).fields.address, Sight::Hidden);
    for role in [Role::Caseworker, Role::CenterManager, Role::AgencyOfficer, Role::Officer, Role::Administrator] {
        assert!(
            !verdict(role, Action::RevealAddress, &facts).allowed
                && !verdict(role, Action::ReadAddress, &facts).allowed
        );
    }
}

/// S058: from referral until the last task is closed.
#[test]
fn a_commission_without_a_living_referral_has_nothing_revealed() {
    let mut facts = opened(2, true, OpenedKind::Reveal);
    facts.commission_ids = vec![id(8)];
    for action in [Action::RevealAddress, Action::ReadAddress] {
        let shown = verdict(Role::CommissionMember, action, &facts);
        assert!(!shown.allowed && shown.hidden, "even with a reveal still open");
    }
}

#[test]
fn the_caseworker_says_when_the_threat_is_over_and_the_manager_only_of_a_family_that_nobody_holds() {
    let held = FamilyFacts { address_under_threat: true, ..family(2, Some(1)) };
    let free = FamilyFacts { caseworker_id: None, ..held.clone() };
    assert!(verdict(Role::Caseworker, Action::ClearThreat, &held).allowed);
    let refused = verdict(Role::CenterManager, Action::ClearThreat, &held);
    assert!(refused.is_stopped() && refused.why == "threat_cleared_by_caseworker");
    assert!(verdict(Role::CenterManager, Action::ClearThreat, &free).allowed);
    assert!(verdict(Role::CenterManager, Action::MarkThreat, &held).allowed);
}

#[test]
fn a_packet_shows_of_the_sensitive_what_its_domain_needs_and_nothing_to_an_enforcement_body() {
    let facts = family(2, Some(1));
    let packet = |social, enforcement| {
        let referral = ReferralFacts { commission_id: id(3), alive: true, social, enforcement };
        decide(&person(Role::CommissionMember), Action::ReadPacket, &Resource::Referral { family: &facts, referral })
    };
    assert_eq!(packet(true, false).fields.sensitive, Sight::Whole);
    assert_eq!(packet(false, false).fields.sensitive, Sight::Hidden);
    let refused = packet(true, true);
    assert!(!refused.allowed && refused.why == "sharing_stopped_enforcement");
}

#[test]
fn an_agencys_officer_sees_of_a_task_what_it_needs_and_nothing_of_the_family() {
    let facts = family(2, Some(1));
    let task = TaskFacts { agency_id: Some(id(4)), ..TaskFacts::default() };
    let fields =
        decide(&person(Role::AgencyOfficer), Action::WorkOnTask, &Resource::Task { family: &facts, task }).fields;
    for class in [Class::Personal, Class::NationalId, Class::Sensitive, Class::Area, Class::Location] {
        assert_eq!(fields.of(class), Sight::Hidden, "{class:?}");
    }
    assert_eq!(fields.of(Class::Work), Sight::Whole);
}
