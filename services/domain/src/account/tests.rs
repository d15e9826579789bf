use chrono::NaiveDate;
use hamyar_events::*;

use super::*;
use crate::testing::*;

const ACCOUNT: u128 = 1;

fn center(number: u128) -> BoundTo {
    BoundTo::Center { center_id: id(number) }
}

fn grant(number: u128, role: Role, bound_to: BoundTo) -> NewGrant {
    NewGrant {
        grant_id: id(number),
        role,
        bound_to,
        from: today(),
        until: None,
        ground: GrantGround::Appointed,
        note: None,
        by_grant: Some(id(900)),
    }
}

fn until(grant: NewGrant, text: &str) -> NewGrant {
    NewGrant { until: Some(day(text)), ..grant }
}

fn open(grants: Vec<NewGrant>) -> OpenAccount {
    OpenAccount { ground: GrantGround::Appointed, grants, disabled: false, today: today() }
}

fn opened(grants: Vec<NewGrant>) -> Vec<AccountEvent> {
    history::<Account>(&[], [open(grants).into()])
}

fn give(grant: NewGrant) -> GrantRole {
    GrantRole { grant, replaces: None, other_administrators: 0, today: today() }
}

fn withdraw(number: u128) -> WithdrawRole {
    WithdrawRole {
        grant_id: id(number),
        ground: WithdrawalGround::DutyEnded,
        note: None,
        other_administrators: 0,
        today: today(),
    }
}

fn disable() -> DisableAccount {
    DisableAccount { ground: WithdrawalGround::Left, note: None, other_administrators: 0, today: today() }
}

fn administrator(number: u128) -> NewGrant {
    grant(number, Role::Administrator, BoundTo::Nation)
}

fn reason(text: &str) -> Option<Personal<String>> {
    Some(Personal::of_person(uuid::Uuid::from_u128(ACCOUNT), text.to_owned()))
}

#[test]
fn an_account_opens_once_with_what_its_holder_is_given() {
    let both = vec![grant(11, Role::CenterManager, center(2)), grant(12, Role::Officer, BoundTo::Nation)];
    given::<Account>([]).when(open(both)).then_types(&["account_opened", "role_granted", "role_granted"]);
    given::<Account>([]).when(open(vec![])).then_types(&["account_opened"]);
    given::<Account>(opened(vec![])).when(open(vec![])).then_refused(AccountRefusal::AlreadyOpened);
    given::<Account>([]).when(give(administrator(11))).then_refused(AccountRefusal::NotOpened);
}

#[test]
fn a_grant_says_which_grant_of_the_giver_it_rests_on() {
    let events = given::<Account>(opened(vec![])).when(give(grant(11, Role::Auditor, BoundTo::Nation))).events();
    assert!(matches!(&events[..], [AccountEvent::RoleGranted(one)] if one.by_grant == Some(id(900))));
}

#[test]
fn a_role_is_bound_to_what_it_needs_and_to_nothing_else() {
    let place = BoundTo::Place { place_id: id(5) };
    for (role, bound_to) in [
        (Role::Caseworker, BoundTo::Nation),
        (Role::CenterManager, BoundTo::Nation),
        (Role::CommissionMember, center(2)),
        (Role::AgencyOfficer, BoundTo::Nation),
        (Role::Facilitator, BoundTo::Nation),
        (Role::Auditor, place),
        (Role::Administrator, center(2)),
        (Role::Administrator, BoundTo::Neighborhood { neighborhood_id: id(6) }),
    ] {
        given::<Account>(opened(vec![])).when(give(grant(11, role, bound_to))).then_invalid(&["bound_to"]);
    }
    for bound_to in [BoundTo::Nation, place, BoundTo::Neighborhood { neighborhood_id: id(6) }] {
        given::<Account>(opened(vec![])).when(give(grant(11, Role::Officer, bound_to))).then_types(&["role_granted"]);
    }
}

#[test]
fn a_grant_begins_today_or_later_and_ends_after_it_begins() {
    let manager = || grant(11, Role::CenterManager, center(2));
    let from = |text: &str| NewGrant { from: day(text), ..manager() };
    given::<Account>(opened(vec![])).when(give(from("2026-11-21"))).then_invalid(&["from"]);
    given::<Account>(opened(vec![])).when(give(from("2027-01-01"))).then_types(&["role_granted"]);
    given::<Account>(opened(vec![])).when(give(until(from("2027-01-01"), "2026-12-31"))).then_invalid(&["until"]);
    given::<Account>(opened(vec![])).when(give(until(manager(), TODAY))).then_types(&["role_granted"]);
}

#[test]
fn a_ground_that_says_nothing_needs_a_note() {
    let other = |note| NewGrant { ground: GrantGround::Other, note, ..grant(11, Role::Auditor, BoundTo::Nation) };
    given::<Account>(opened(vec![])).when(give(other(None))).then_invalid(&["note"]);
    given::<Account>(opened(vec![])).when(give(other(reason("به درخواست استان")))).then_types(&["role_granted"]);
    let long = reason(&"ا".repeat(501));
    given::<Account>(opened(vec![])).when(give(other(long))).then_invalid(&["note"]);
    let held = opened(vec![grant(11, Role::Auditor, BoundTo::Nation)]);
    let unexplained = WithdrawRole { ground: WithdrawalGround::Other, ..withdraw(11) };
    given::<Account>(held.clone()).when(unexplained).then_invalid(&["note"]);
    let unexplained = DisableAccount { ground: WithdrawalGround::Other, ..disable() };
    given::<Account>(held).when(unexplained).then_invalid(&["note"]);
}

#[test]
fn the_same_right_is_not_given_twice_in_the_same_days() {
    let first = until(grant(11, Role::CenterManager, center(2)), "2026-12-31");
    let held = opened(vec![first]);
    let again = |from: &str| NewGrant { from: day(from), ..grant(12, Role::CenterManager, center(2)) };
    given::<Account>(held.clone()).when(give(again("2026-12-31"))).then_refused(AccountRefusal::AlreadyGranted);
    given::<Account>(held.clone()).when(give(again("2027-01-01"))).then_types(&["role_granted"]);
    let elsewhere = grant(12, Role::CenterManager, center(3));
    given::<Account>(held).when(give(elsewhere)).then_types(&["role_granted"]);
}

#[test]
fn one_account_is_one_caseworker_and_serves_one_agency_at_a_time() {
    let worker = |number, who| grant(number, Role::Caseworker, BoundTo::Caseworker { caseworker_id: id(who) });
    let agency = |number, who| grant(number, Role::AgencyOfficer, BoundTo::Agency { agency_id: id(who) });
    for (one, other) in [(worker(11, 21), worker(12, 22)), (agency(11, 41), agency(12, 42))] {
        let role = one.role;
        given::<Account>(opened(vec![one])).when(give(other)).then_refused(AccountRefusal::BoundElsewhere { role });
    }
    let ended = opened(vec![until(worker(11, 21), TODAY)]);
    let tomorrow = NewGrant { from: day("2026-11-23"), ..worker(12, 22) };
    given::<Account>(ended).when(give(tomorrow)).then_types(&["role_granted"]);
}

#[test]
fn who_administrates_or_audits_has_no_other_duty_than_reading_counts() {
    let of = |role: Role| {
        let bound_to = match role {
            Role::Caseworker => BoundTo::Caseworker { caseworker_id: id(21) },
            Role::CenterManager => center(2),
            Role::CommissionMember => BoundTo::Commission { commission_id: id(3) },
            Role::AgencyOfficer => BoundTo::Agency { agency_id: id(4) },
            Role::Facilitator => BoundTo::Neighborhood { neighborhood_id: id(6) },
            Role::Auditor | Role::Officer | Role::Administrator => BoundTo::Nation,
        };
        grant(10 + role as u128, role, bound_to)
    };
    for &apart in &[Role::Administrator, Role::Auditor] {
        for &role in Role::ALL.iter().filter(|role| **role != apart) {
            // Both ways round.
            for (first, second) in [(apart, role), (role, apart)] {
                let outcome = given::<Account>(opened(vec![of(first)])).when(give(of(second)));
                if role == Role::Officer {
                    outcome.then_types(&["role_granted"]);
                } else {
                    outcome.then_refused(AccountRefusal::DutiesConflict { role: second, with: first });
                }
            }
        }
    }
    given::<Account>(opened(vec![of(Role::Caseworker)]))
        .when(give(of(Role::CenterManager)))
        .then_types(&["role_granted"]);
    // One after the other is no conflict.
    let former = opened(vec![until(of(Role::Auditor), TODAY)]);
    let next = NewGrant { from: day("2026-11-23"), ..administrator(30) };
    given::<Account>(former).when(give(next)).then_types(&["role_granted"]);
}

#[test]
fn a_withdrawn_right_stays_withdrawn() {
    let held = opened(vec![grant(11, Role::CenterManager, center(2))]);
    let gone = history::<Account>(&held, [withdraw(11).into()]);
    given::<Account>(gone.clone()).when(withdraw(11)).then_nothing();
    given::<Account>(gone)
        .when(give(grant(11, Role::CenterManager, center(2))))
        .then_refused(AccountRefusal::AlreadyGranted);
    given::<Account>(held).when(withdraw(12)).then_refused(AccountRefusal::UnknownGrant);
}

#[test]
fn a_right_is_given_anew_with_other_days_in_one_step() {
    let held = opened(vec![grant(11, Role::CenterManager, center(2))]);
    let shorter = until(grant(12, Role::CenterManager, center(2)), "2027-03-20");
    let replace = GrantRole { replaces: Some(id(11)), ..give(shorter) };
    given::<Account>(held).when(replace).then_types(&["role_withdrawn", "role_granted"]);
}

#[test]
fn the_last_administrator_does_not_vanish_by_any_way() {
    let held = opened(vec![administrator(11)]);
    let last = AccountRefusal::LastAdministrator;
    given::<Account>(held.clone()).when(withdraw(11)).then_refused(last.clone());
    given::<Account>(held.clone()).when(disable()).then_refused(last.clone());
    let place = BoundTo::Place { place_id: id(5) };
    for smaller in [grant(12, Role::Administrator, place), until(administrator(12), "2030-01-01")] {
        let replace = GrantRole { replaces: Some(id(11)), ..give(smaller) };
        given::<Account>(held.clone()).when(replace).then_refused(last.clone());
    }
    let later = NewGrant { from: day("2026-11-23"), ..administrator(12) };
    let replace = GrantRole { replaces: Some(id(11)), ..give(later) };
    given::<Account>(held.clone()).when(replace).then_refused(last);
    // With another one who lasts, or where this one did not last anyway, it may go.
    let one_more = WithdrawRole { other_administrators: 1, ..withdraw(11) };
    given::<Account>(held).when(one_more).then_types(&["role_withdrawn"]);
    let ending = opened(vec![until(administrator(11), "2027-01-01")]);
    given::<Account>(ending).when(withdraw(11)).then_types(&["role_withdrawn"]);
}

#[test]
fn only_an_open_ended_grant_over_the_nation_that_counts_today_makes_a_lasting_administrator() {
    let lasts = |grants: Vec<NewGrant>| {
        let mut account = Account::default();
        opened(grants).iter().for_each(|event| account.evolve(event));
        account.is_lasting_administrator(today())
    };
    assert!(lasts(vec![administrator(11)]));
    assert!(!lasts(vec![until(administrator(11), "2030-01-01")]), "it ends by itself one day");
    assert!(!lasts(vec![NewGrant { from: day("2027-01-01"), ..administrator(11) }]), "it has not begun");
    assert!(!lasts(vec![grant(11, Role::Administrator, BoundTo::Place { place_id: id(5) })]));
    assert!(!lasts(vec![grant(11, Role::Auditor, BoundTo::Nation)]));
}

#[test]
fn a_disabled_account_is_given_nothing_and_keeps_what_it_had() {
    let held = opened(vec![grant(11, Role::CenterManager, center(2))]);
    let off = history::<Account>(&held, [disable().into()]);
    given::<Account>(off.clone()).when(disable()).then_nothing();
    given::<Account>(off.clone())
        .when(give(grant(12, Role::Officer, BoundTo::Nation)))
        .then_refused(AccountRefusal::Disabled);
    let enable = || EnableAccount { note: None };
    let on = history::<Account>(&off, [enable().into()]);
    given::<Account>(on.clone()).when(enable()).then_nothing();
    given::<Account>(on).when(give(grant(12, Role::Officer, BoundTo::Nation))).then_types(&["role_granted"]);
}

/// A store of an earlier version may hold what is refused today; its history is told as it was.
#[test]
fn what_stood_before_is_taken_as_it_stood() {
    let before = |number, role, bound_to| NewGrant {
        ground: GrantGround::ExistedBefore,
        from: NaiveDate::from_ymd_opt(2026, 1, 2).unwrap(),
        ..grant(number, role, bound_to)
    };
    let grants = vec![
        before(11, Role::Administrator, BoundTo::Nation),
        before(12, Role::CenterManager, center(2)),
        before(13, Role::Auditor, BoundTo::Nation),
    ];
    let command = OpenAccount { ground: GrantGround::ExistedBefore, disabled: true, ..open(grants) };
    given::<Account>([]).when(command).then_types(&[
        "account_opened",
        "role_granted",
        "role_granted",
        "role_granted",
        "account_disabled",
    ]);
}
