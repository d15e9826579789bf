use hamyar_events::family::*;
use uuid::Uuid;

use crate::family::*;
use crate::testing::*;

fn parked(n: u128) -> LateWorkParked {
    LateWorkParked {
        late_id: id(n),
        command_id: Uuid::from_u128(n + 1),
        operation: "record_visit".to_owned(),
        part_id: None,
        body: shared(r#"{"note":"سر زدم"}"#),
        why: LateReason::HandedOver,
        refusal: None,
        user_id: id(301),
        caseworker_id: Some(id(61)),
        based_on: Some(5),
        parked_on: today(),
        file: None,
    }
}

fn park(n: u128) -> FamilyCommand {
    ParkLateWork { parked: parked(n) }.into()
}

fn settle(n: u128, outcome: LateOutcome) -> FamilyCommand {
    let settled = LateWorkSettled { late_id: id(n), outcome, reason: None, settled_on: today() };
    SettleLateWork { settled, today: today() }.into()
}

fn after(events: impl IntoIterator<Item = FamilyEvent>) -> Vec<FamilyEvent> {
    identified().into_iter().chain(events).collect()
}

fn settled(n: u128, outcome: LateOutcome) -> FamilyEvent {
    LateWorkSettled { late_id: id(n), outcome, reason: None, settled_on: today() }.into()
}

#[test]
fn late_work_is_kept_once_though_it_is_sent_again() {
    given::<Family>(identified()).when(park(900)).then_types(&["late_work_parked"]);
    given::<Family>(after([parked(900).into()])).when(park(900)).then_types(&[]);
    // The same command under another id of its own is still the same work.
    let again = LateWorkParked { late_id: id(950), ..parked(900) };
    given::<Family>(after([parked(900).into()])).when(ParkLateWork { parked: again }).then_types(&[]);
}

#[test]
fn late_work_needs_a_file_and_something_written() {
    given::<Family>(vec![]).when(park(900)).then_refused(FamilyRefusal::NotIdentified);
    let empty = LateWorkParked { body: shared(" "), ..parked(900) };
    given::<Family>(identified()).when(ParkLateWork { parked: empty }).then_invalid(&["body"]);
}

/// What is done does not depend on whether the case was closed meanwhile.
#[test]
fn late_work_is_kept_on_a_closed_case() {
    let closed = CaseClosed { reason: hamyar_events::CloseReason::ALL[0], note: None, closed_on: today() };
    given::<Family>(after([closed.into()])).when(park(900)).then_types(&["late_work_parked"]);
}

#[test]
fn late_work_is_decided_on_once() {
    given::<Family>(identified()).when(settle(900, LateOutcome::SetAside)).then_refused(FamilyRefusal::UnknownLateWork);
    let waiting = || after([parked(900).into()]);
    given::<Family>(waiting()).when(settle(900, LateOutcome::Recorded)).then_types(&["late_work_settled"]);
    let done = || after([parked(900).into(), settled(900, LateOutcome::Recorded)]);
    given::<Family>(done()).when(settle(900, LateOutcome::Recorded)).then_types(&[]);
    given::<Family>(done()).when(settle(900, LateOutcome::SetAside)).then_refused(FamilyRefusal::LateWorkIsSettled);
}
