use hamyar_events::family::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn release(reason: ReleaseReason, on: &str) -> ReleaseCaseworker {
    ReleaseCaseworker { assignment_id: id(ASSIGNMENT), reason, note: None, released_on: day(on), today: today() }
}

fn transfer(to: u128, on: &str) -> TransferCaseworker {
    TransferCaseworker {
        from_assignment_id: id(ASSIGNMENT),
        assignment_id: id(32),
        caseworker_id: id(to),
        note: None,
        transferred_on: day(on),
        today: today(),
    }
}

fn renew(on: &str) -> RenewAssignment {
    RenewAssignment {
        assignment_id: id(ASSIGNMENT),
        reason: shared("برنامه نیمه‌تمام است"),
        renewed_on: day(on),
        numbers: ProgramNumbers::default(),
        today: today(),
    }
}

fn year_ended() -> Vec<FamilyEvent> {
    family(
        &baselined(),
        [
            assess(103, AssessmentMoment::Final, 4, "2026-04-10").into(),
            tier(AssessmentMoment::Final, "2026-04-10").into(),
        ],
    )
}

/// S031: only a family that is harmed at the moment of assignment.
#[test]
fn only_a_harmed_family_is_assigned() {
    given::<Family>(consented()).when(assign("2025-04-12")).then_refused(FamilyRefusal::NotHarmed { tier: None });
    for other in [Tier::Stable, Tier::AtRisk] {
        let before = family(&consented(), [preliminary(other, "2025-04-06")]);
        given::<Family>(before).when(assign("2025-04-12")).then_refused(FamilyRefusal::NotHarmed { tier: Some(other) });
    }
    given::<Family>(harmed())
        .when(assign("2025-04-05"))
        .then_refused(FamilyRefusal::NotHarmedThen { harmed_since: day("2025-04-06") });
    given::<Family>(harmed()).when(assign("2025-04-12")).then_types(&["caseworker_assigned"]);
}

/// S032: the year ends on the same Jalali day a year later; 30 Esfand becomes 29.
#[test]
fn the_year_ends_on_the_same_jalali_day() {
    // 30 Esfand 1403 and 29 Esfand 1404.
    for (starts_on, ends_on) in [("2025-04-12", "2026-04-12"), ("2025-03-20", "2026-03-20")] {
        let before = family(
            &[],
            [
                identify("2025-03-01"),
                join(MOTHER, Relation::Head, Sex::Female),
                consent("2025-03-01"),
                preliminary(Tier::Harmed, "2025-03-02"),
            ],
        );
        let events = given::<Family>(before).when(assign(starts_on)).events();
        let [FamilyEvent::CaseworkerAssigned(event)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!(event.ends_on, day(ends_on));
    }
}

#[test]
fn a_family_has_one_caseworker() {
    given::<Family>(held()).when(assign("2025-04-12")).then_nothing();
    let mut other = assign("2025-04-13");
    other.assignment_id = id(32);
    given::<Family>(held()).when(other).then_refused(FamilyRefusal::HasCaseworker);
}

/// S031: later improvement does not end focused aid.
#[test]
fn an_improved_family_keeps_its_caseworker() {
    let mut improved = Family::default();
    year_ended().iter().for_each(|event| improved.evolve(event));
    assert_eq!(improved.tier.as_ref().map(|held| held.tier), Some(Tier::Stable));
    assert!(improved.holding.is_some());
}

/// S032: the year ends with a final tier, or is renewed by the manager with a reason.
#[test]
fn the_year_does_not_end_without_a_final_tier() {
    given::<Family>(baselined())
        .when(release(ReleaseReason::YearEnded, "2026-04-12"))
        .then_refused(FamilyRefusal::NoFinalTier);
    given::<Family>(year_ended())
        .when(release(ReleaseReason::YearEnded, "2026-04-12"))
        .then_types(&["caseworker_released"]);
    given::<Family>(baselined())
        .when(release(ReleaseReason::FamilyAsked, "2025-07-01"))
        .then_types(&["caseworker_released"]);
}

/// S032: the year is the family's, not the hand's: a final tier before a transfer counts, one before a renewal does not.
#[test]
fn the_final_tier_counts_for_the_year_it_was_given_in() {
    let ended = |assignment: u128, on: &str| ReleaseCaseworker {
        assignment_id: id(assignment),
        ..release(ReleaseReason::YearEnded, on)
    };
    let transferred = family(&year_ended(), [transfer(22, "2026-04-11").into()]);
    given::<Family>(transferred).when(ended(32, "2026-04-12")).then_types(&["caseworker_released"]);
    let renewed = family(&year_ended(), [renew("2026-04-12").into()]);
    given::<Family>(renewed.clone()).when(ended(ASSIGNMENT, "2026-11-01")).then_refused(FamilyRefusal::NoFinalTier);
    let again = family(
        &renewed,
        [
            assess(105, AssessmentMoment::Final, 4, "2026-10-20").into(),
            tier(AssessmentMoment::Final, "2026-10-20").into(),
        ],
    );
    given::<Family>(again).when(ended(ASSIGNMENT, "2026-11-01")).then_types(&["caseworker_released"]);
}

/// S032: the next cycle's baseline does not take away the final tier of the year.
#[test]
fn a_next_baseline_leaves_the_year_its_final_tier() {
    let next = family(
        &year_ended(),
        [
            assess(106, AssessmentMoment::Baseline, 2, "2026-04-11").into(),
            tier(AssessmentMoment::Baseline, "2026-04-11").into(),
        ],
    );
    given::<Family>(next).when(release(ReleaseReason::YearEnded, "2026-04-12")).then_types(&["caseworker_released"]);
}

#[test]
fn a_release_is_repeated_quietly_and_needs_a_holding() {
    let released = family(&held(), [release(ReleaseReason::FamilyAsked, "2025-07-01").into()]);
    given::<Family>(released.clone()).when(release(ReleaseReason::FamilyAsked, "2025-07-01")).then_nothing();
    given::<Family>(released).when(assign("2025-07-02")).then_refused(FamilyRefusal::AssignmentEnded);
    given::<Family>(harmed())
        .when(release(ReleaseReason::FamilyAsked, "2025-07-01"))
        .then_refused(FamilyRefusal::NoCaseworker);
    given::<Family>(held())
        .when(release(ReleaseReason::FamilyAsked, "2025-04-11"))
        .then_refused(FamilyRefusal::BeforeAssignment { starts_on: day("2025-04-12") });
    given::<Family>(held()).when(release(ReleaseReason::Transferred, "2025-07-01")).then_invalid(&["reason"]);
}

#[test]
fn a_year_is_renewed_when_it_nears_its_end() {
    given::<Family>(held())
        .when(renew("2025-06-01"))
        .then_refused(FamilyRefusal::TooEarlyToRenew { from: day("2026-03-13") });
    let events = given::<Family>(held()).when(renew("2026-04-20")).events();
    let [FamilyEvent::AssignmentRenewed(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.ends_on, day("2027-04-12"));
}

/// S033: a transfer is one command, one history, and the year goes on.
#[test]
fn a_transfer_releases_and_assigns_at_once() {
    let events = given::<Family>(held()).when(transfer(22, "2025-09-01")).events();
    let [FamilyEvent::CaseworkerReleased(released), FamilyEvent::CaseworkerAssigned(assigned)] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert_eq!((released.caseworker_id, released.reason), (id(CASEWORKER), ReleaseReason::Transferred));
    assert_eq!((assigned.caseworker_id, assigned.continues), (id(22), Some(id(ASSIGNMENT))));
    assert_eq!((assigned.starts_on, assigned.ends_on), (day("2025-09-01"), day("2026-04-12")));
    given::<Family>(family(&held(), [transfer(22, "2025-09-01").into()]))
        .when(transfer(22, "2025-09-01"))
        .then_nothing();
}

/// S033: an improved family is transferred too; its year goes on under another hand.
#[test]
fn improvement_does_not_prevent_a_transfer() {
    given::<Family>(year_ended())
        .when(transfer(22, "2026-04-11"))
        .then_types(&["caseworker_released", "caseworker_assigned"]);
}

#[test]
fn a_transfer_needs_a_holding_and_another_caseworker() {
    given::<Family>(harmed()).when(transfer(22, "2025-09-01")).then_refused(FamilyRefusal::NoCaseworker);
    given::<Family>(held()).when(transfer(CASEWORKER, "2025-09-01")).then_refused(FamilyRefusal::SameCaseworker);
    let withdrawn = family(&held(), [withdraw_consent("2025-08-01")]);
    let withdrawn_on = day("2025-08-01");
    given::<Family>(withdrawn)
        .when(transfer(22, "2025-09-01"))
        .then_refused(FamilyRefusal::ConsentWithdrawn { withdrawn_on });
}

#[test]
fn a_handover_is_prepared_by_a_checklist() {
    let prepare = |assignment: u128, done: &[HandoverItem], note: Option<&str>| PrepareHandover {
        handover: HandoverPrepared {
            assignment_id: id(assignment),
            done: done.to_vec(),
            note: note.map(shared),
            prepared_on: day("2025-06-01"),
        },
        today: today(),
    };
    use HandoverItem::{FamilyTold, FileCurrent};
    let command = prepare(ASSIGNMENT, &[FileCurrent, FamilyTold], Some("شنبه‌ها در خانه‌اند"));
    given::<Family>(held()).when(command.clone()).then([command.handover.clone().into()]);
    given::<Family>(harmed()).when(command.clone()).then_refused(FamilyRefusal::NoCaseworker);
    given::<Family>(held()).when(prepare(99, &[], None)).then_refused(FamilyRefusal::UnknownAssignment);
    given::<Family>(held()).when(prepare(ASSIGNMENT, &[FileCurrent, FileCurrent], None)).then_invalid(&["done"]);
    let prepared = family(&held(), [command.into()]);
    given::<Family>(prepared.clone()).when(prepare(ASSIGNMENT, &[FamilyTold, FileCurrent], None)).then_nothing();
    given::<Family>(prepared.clone()).when(prepare(ASSIGNMENT, &[FamilyTold], None)).then_types(&["handover_prepared"]);
    // The next caseworker begins with nothing prepared.
    let moved = family(&prepared, [transfer(22, "2025-06-02").into()]);
    let mut state = Family::default();
    moved.iter().for_each(|event| state.evolve(event));
    assert!(state.holding.is_some_and(|holding| holding.handover.is_empty()));
}
