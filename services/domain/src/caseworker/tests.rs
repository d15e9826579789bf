use hamyar_events::caseworker::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn admit() -> CaseworkerCommand {
    AdmitCaseworker {
        candidate: CaseworkerAdmitted {
            center_id: id(51),
            name: Personal::of_person(uuid::Uuid::from_u128(CASEWORKER), "همیار".to_owned()),
            phone: None,
            background: CaseworkerBackground::Graduate,
            neighborhood_id: None,
            admitted_on: day("2025-01-10"),
        },
        today: today(),
    }
    .into()
}

fn train(phase: TrainingPhase, hours: u16) -> CaseworkerCommand {
    train_on(phase, hours, "2025-01-20")
}

fn train_on(phase: TrainingPhase, hours: u16, held_on: &str) -> CaseworkerCommand {
    let training = TrainingRecorded {
        phase,
        mode: TrainingMode::InPerson,
        hours,
        title: Personal::of_person(uuid::Uuid::from_u128(CASEWORKER), "مهارت‌های همیاری".to_owned()),
        held_on: day(held_on),
    };
    RecordTraining { training, today: today() }.into()
}

fn accredit() -> CaseworkerCommand {
    let numbers = ProgramNumbers::default();
    AccreditCaseworker { accredited_on: day("2025-02-01"), numbers, today: today() }.into()
}

fn reserve(number: u128) -> ReserveSlot {
    ReserveSlot {
        assignment_id: id(1000 + number),
        family_id: id(2000 + number),
        starts_on: day("2025-04-12"),
        transfer_from: None,
        note: None,
        reserved_on: day("2025-04-12"),
        numbers: ProgramNumbers::default(),
    }
}

fn confirm(number: u128) -> CaseworkerCommand {
    ConfirmSlot { assignment_id: id(1000 + number) }.into()
}

fn free(number: u128) -> CaseworkerCommand {
    FreeSlot { assignment_id: id(1000 + number) }.into()
}

fn release(number: u128) -> CaseworkerCommand {
    ReleaseReservation { assignment_id: id(1000 + number), because: "family_not_harmed".to_owned() }.into()
}

fn caseworker(
    before: &[CaseworkerEvent],
    commands: impl IntoIterator<Item = CaseworkerCommand>,
) -> Vec<CaseworkerEvent> {
    history::<Caseworker>(before, commands)
}

fn accredited() -> Vec<CaseworkerEvent> {
    caseworker(&[], [admit(), train(TrainingPhase::Before, 40), accredit()])
}

fn holding(families: u128) -> Vec<CaseworkerEvent> {
    let steps = (1..=families).flat_map(|number| [reserve(number).into(), confirm(number)]);
    caseworker(&accredited(), steps)
}

fn state(events: &[CaseworkerEvent]) -> Caseworker {
    let mut state = Caseworker::default();
    events.iter().for_each(|event| state.evolve(event));
    state
}

/// S026: no family before 40 hours of training and accreditation.
#[test]
fn no_family_before_the_training_and_accreditation() {
    let short = caseworker(&[], [admit(), train(TrainingPhase::Before, 39)]);
    let lacking = CaseworkerRefusal::TrainingLacking { hours: 39, needed: 40 };
    given::<Caseworker>(short.clone()).when(reserve(1)).then_refused(lacking.clone());
    given::<Caseworker>(short.clone()).when(accredit()).then_refused(lacking);
    let trained = caseworker(&short, [train(TrainingPhase::Before, 1)]);
    given::<Caseworker>(trained).when(reserve(1)).then_refused(CaseworkerRefusal::NotAccredited);
    given::<Caseworker>(accredited()).when(reserve(1)).then_types(&["slot_reserved"]);
    given::<Caseworker>(accredited()).when(accredit()).then_nothing();
}

/// S027, S028: hours before and during are counted apart.
#[test]
fn hours_during_the_year_do_not_stand_for_hours_before() {
    let events = caseworker(&[], [admit(), train(TrainingPhase::During, 40), train(TrainingPhase::Before, 10)]);
    given::<Caseworker>(events.clone())
        .when(accredit())
        .then_refused(CaseworkerRefusal::TrainingLacking { hours: 10, needed: 40 });
    assert_eq!(state(&events).hours_lacking(&ProgramNumbers::default()), (30, 0));
    given::<Caseworker>(events).when(train(TrainingPhase::Before, 81)).then_invalid(&["hours"]);
}

/// S029: the sixteenth family is refused; reservations count.
#[test]
fn the_sixteenth_family_is_refused() {
    let full = CaseworkerRefusal::CaseloadFull { limit: 15, held: 15 };
    given::<Caseworker>(holding(15)).when(reserve(16)).then_refused(full.clone());
    let mostly_reserved = caseworker(&accredited(), (1..=15).map(|number| reserve(number).into()));
    given::<Caseworker>(mostly_reserved.clone()).when(reserve(16)).then_refused(full.clone());
    let told = serde_json::to_string(&full).unwrap();
    assert_eq!(told, r#"{"code":"caseload_full","limit":15,"held":15}"#);
    let one_less = caseworker(&mostly_reserved, [release(3)]);
    given::<Caseworker>(one_less).when(reserve(16)).then_types(&["slot_reserved"]);
    let handed_over = caseworker(&holding(15), [free(1)]);
    given::<Caseworker>(handed_over).when(reserve(16)).then_types(&["slot_reserved"]);
}

/// S030: fewer than five families show, and stop nobody.
#[test]
fn fewer_than_five_families_are_flagged_and_not_stopped() {
    let numbers = ProgramNumbers::default();
    assert!(state(&holding(4)).is_below_minimum(&numbers));
    assert!(!state(&holding(5)).is_below_minimum(&numbers));
    given::<Caseworker>(holding(4)).when(reserve(5)).then_types(&["slot_reserved"]);
}

/// S035: the background is one of two kinds.
#[test]
fn the_background_is_recorded() {
    for background in CaseworkerBackground::ALL {
        let CaseworkerCommand::AdmitCaseworker(mut command) = admit() else { unreachable!() };
        command.candidate.background = *background;
        given::<Caseworker>([]).when(command.clone()).then([command.candidate.into()]);
    }
    given::<Caseworker>(accredited()).when(admit()).then_refused(CaseworkerRefusal::AlreadyAdmitted);
    given::<Caseworker>([]).when(reserve(1)).then_refused(CaseworkerRefusal::NotAdmitted);
}

#[test]
fn a_slot_is_reserved_confirmed_and_freed_once() {
    let reserved = caseworker(&accredited(), [reserve(1).into()]);
    given::<Caseworker>(reserved.clone()).when(reserve(1)).then_nothing();
    given::<Caseworker>(reserved.clone()).when(confirm(1)).then_types(&["family_taken_on"]);
    given::<Caseworker>(holding(1)).when(confirm(1)).then_nothing();
    given::<Caseworker>(holding(1)).when(release(1)).then_refused(CaseworkerRefusal::SlotIsHeld);
    given::<Caseworker>(holding(1)).when(free(1)).then_types(&["family_handed_over"]);
    given::<Caseworker>(accredited()).when(free(1)).then_nothing();
    given::<Caseworker>(accredited()).when(confirm(1)).then_refused(CaseworkerRefusal::NotReserved);
    let released = caseworker(&reserved, [release(1)]);
    given::<Caseworker>(released.clone()).when(release(1)).then_nothing();
    given::<Caseworker>(released.clone()).when(confirm(1)).then_nothing();
    given::<Caseworker>(released).when(reserve(1)).then_refused(CaseworkerRefusal::AssignmentEnded);
}

#[test]
fn a_family_takes_one_slot() {
    let mut twice = reserve(1);
    twice.assignment_id = id(3000);
    given::<Caseworker>(holding(1)).when(twice).then_refused(CaseworkerRefusal::HoldsFamily);
    let mut other = reserve(1);
    other.family_id = id(2999);
    given::<Caseworker>(holding(1)).when(other).then_refused(CaseworkerRefusal::AssignmentIdTaken);
}

#[test]
fn a_caseworker_on_leave_takes_no_new_family() {
    let leave =
        |from: &str, until: Option<&str>| StartLeave { leave: LeaveStarted { from: day(from), until: until.map(day) } };
    let away = caseworker(&holding(1), [leave("2025-04-01", Some("2025-04-30")).into()]);
    let (from, until) = (day("2025-04-01"), Some(day("2025-04-30")));
    given::<Caseworker>(away.clone()).when(reserve(2)).then_refused(CaseworkerRefusal::OnLeave { from, until });
    given::<Caseworker>(away.clone()).when(leave("2025-04-01", Some("2025-04-30"))).then_nothing();
    given::<Caseworker>(away.clone())
        .when(leave("2025-04-20", None))
        .then_refused(CaseworkerRefusal::LeaveRuns { from });
    let back = caseworker(&away, [EndLeave { on: day("2025-04-10") }.into()]);
    given::<Caseworker>(back.clone()).when(reserve(2)).then_types(&["slot_reserved"]);
    given::<Caseworker>(back).when(EndLeave { on: day("2025-04-11") }).then_refused(CaseworkerRefusal::NotOnLeave);
    let mut later = reserve(2);
    (later.starts_on, later.reserved_on) = (day("2025-05-01"), day("2025-05-01"));
    given::<Caseworker>(away).when(later).then_types(&["slot_reserved"]);
}

#[test]
fn whoever_leaves_has_handed_over_every_family() {
    let leave = LeaveProgram { left_on: day("2025-06-01"), today: today() };
    given::<Caseworker>(holding(2)).when(leave.clone()).then_refused(CaseworkerRefusal::StillHolds { families: 2 });
    let left = caseworker(&holding(1), [free(1), leave.clone().into()]);
    given::<Caseworker>(left.clone()).when(leave).then_nothing();
    given::<Caseworker>(left).when(reserve(2)).then_refused(CaseworkerRefusal::HasLeft { left_on: day("2025-06-01") });
}

#[test]
fn skills_are_declared_whole_and_once() {
    let skills = |codes: &[&str]| DeclareSkills { skills: codes.iter().map(|&code| code.to_owned()).collect() };
    let declared = caseworker(&accredited(), [skills(&["sewing", "law"]).into()]);
    given::<Caseworker>(declared).when(skills(&["law", "sewing", "law"])).then_nothing();
    given::<Caseworker>(accredited()).when(skills(&["خیاطی"])).then_invalid(&["skills[0]"]);
}

#[test]
fn a_reservation_that_nobody_confirmed_is_visible() {
    let events = caseworker(&holding(1), [reserve(2).into()]);
    let seen = state(&events);
    let waiting: Vec<_> = seen.reservations_since_before(day("2025-04-12")).map(|(id, _)| *id).collect();
    assert_eq!(waiting, [id(1002)]);
    assert_eq!(seen.reservations_since_before(day("2025-04-11")).count(), 0);
}

/// S028: hours count from the day on which they were held, so that no date makes a caseworker ready before the training.
#[test]
fn an_accreditation_is_not_dated_before_the_training_it_stands_on() {
    let known = history::<Caseworker>(
        &[],
        [
            admit(),
            train_on(TrainingPhase::Before, 30, "2025-01-20"),
            train_on(TrainingPhase::Before, 10, "2025-03-01"),
            train_on(TrainingPhase::Before, 8, "2025-06-01"),
        ],
    );
    let on = |date: &str| AccreditCaseworker {
        accredited_on: day(date),
        numbers: ProgramNumbers::default(),
        today: today(),
    };
    given::<Caseworker>(known.clone())
        .when(on("2025-02-28"))
        .then_refused(CaseworkerRefusal::TrainingLacking { hours: 30, needed: 40 });
    // What came after the fortieth hour does not put the day off.
    given::<Caseworker>(known.clone()).when(on("2025-03-01")).then_types(&["caseworker_accredited"]);
    let accredited = history::<Caseworker>(&known, [on("2025-03-01").into()]);
    let starts = |date: &str| ReserveSlot { starts_on: day(date), ..reserve(1) };
    given::<Caseworker>(accredited.clone())
        .when(starts("2025-02-28"))
        .then_refused(CaseworkerRefusal::TrainingLacking { hours: 30, needed: 40 });
    given::<Caseworker>(accredited).when(starts("2025-03-01")).then_types(&["slot_reserved"]);
    let late = history::<Caseworker>(&known, [on("2025-04-01").into()]);
    given::<Caseworker>(late).when(starts("2025-03-15")).then_refused(CaseworkerRefusal::NotAccredited);
}

/// S028: the remaining hours are complete before the next year begins; each year wants its own.
#[test]
fn a_year_is_renewed_when_it_nears_its_end_and_its_hours_are_complete() {
    let renew = |on: &str| RenewCaseworker { renewed_on: day(on), numbers: ProgramNumbers::default(), today: today() };
    given::<Caseworker>([]).when(renew("2026-01-20")).then_refused(CaseworkerRefusal::NotAdmitted);
    let trained = caseworker(&[], [admit(), train(TrainingPhase::Before, 40)]);
    given::<Caseworker>(trained).when(renew("2026-01-20")).then_refused(CaseworkerRefusal::NotAccredited);
    // Accredited on 1 February 2025, so that the year ends on the same Jalali day, 2 February 2026, and is renewed from thirty days before.
    let short = caseworker(&accredited(), [train_on(TrainingPhase::During, 30, "2025-08-01")]);
    given::<Caseworker>(short.clone())
        .when(renew("2026-01-02"))
        .then_refused(CaseworkerRefusal::TermRuns { from: day("2026-01-03") });
    given::<Caseworker>(short.clone())
        .when(renew("2026-01-03"))
        .then_refused(CaseworkerRefusal::YearTrainingLacking { hours: 30, needed: 40 });
    let late = caseworker(&short, [train_on(TrainingPhase::During, 10, "2026-01-25")]);
    given::<Caseworker>(late.clone())
        .when(renew("2026-01-20"))
        .then_refused(CaseworkerRefusal::YearTrainingLacking { hours: 30, needed: 40 });
    given::<Caseworker>(late.clone()).when(renew("2026-01-26")).then([CaseworkerRenewed {
        renewed_on: day("2026-01-26"),
        hours: 40,
    }
    .into()]);
    given::<Caseworker>(late.clone()).when(renew("2026-11-23")).then_invalid(&["renewed_on"]);
    let renewed = caseworker(&late, [renew("2026-01-26").into()]);
    given::<Caseworker>(renewed.clone()).when(renew("2026-01-26")).then_nothing();
    given::<Caseworker>(renewed.clone())
        .when(renew("2026-11-20"))
        .then_refused(CaseworkerRefusal::TermRuns { from: day("2026-12-27") });
    let seen = state(&renewed);
    assert_eq!((seen.term_from(), seen.hours_of_term_by(today())), (Some(day("2026-01-26")), 0));
}
