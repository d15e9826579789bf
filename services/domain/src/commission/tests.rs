use hamyar_events::commission::*;
use hamyar_events::family::{Attendee, Decision};
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use uuid::Uuid;

use super::*;
use crate::testing::*;

fn form(quorum: u8) -> CommissionCommand {
    FormCommission {
        commission: CommissionFormed {
            name: "کمیسیون اقتصادی".to_owned(),
            domain: Domain::Economic,
            center_ids: vec![id(51)],
            quorum,
            formed_on: day("2025-01-01"),
        },
        numbers: ProgramNumbers::default(),
        today: today(),
    }
    .into()
}

fn seat(number: u128, kind: ParticipantKind) -> CommissionCommand {
    SeatParticipant {
        participant: ParticipantSeated {
            participant_id: id(number),
            kind,
            name: Personal::of_person(Uuid::from_u128(number), "عضو".to_owned()),
            agency_id: None,
        },
    }
    .into()
}

fn call(number: u128) -> CommissionCommand {
    let session = SessionCalled { session_id: id(number), held_on: day("2025-05-10"), starts_at: "09:30".to_owned() };
    CallSession { session }.into()
}

fn agenda(session: u128, referral: u128) -> PutCaseOnAgenda {
    PutCaseOnAgenda {
        case: CasePutOnAgenda {
            session_id: id(session),
            referral_id: id(referral),
            family_id: FamilyId(FAMILY),
            caseworker_id: Some(id(CASEWORKER)),
        },
    }
}

fn open(session: u128) -> OpenSession {
    OpenSession {
        session_id: id(session),
        present: decision(221).present,
        opened_on: day("2025-05-10"),
        today: today(),
    }
}

fn decide(change: impl FnOnce(&mut Decision)) -> DecideCase {
    let mut decision = decision(221);
    change(&mut decision);
    DecideCase { family_id: FamilyId(FAMILY), decision, caseworker_id: Some(id(CASEWORKER)), today: today() }
}

fn adjourn(referral: u128) -> AdjournCase {
    let reason = AdjournReason::CaseworkerAbsent;
    AdjournCase { session_id: id(211), referral_id: id(referral), reason }
}

fn close() -> CloseSession {
    CloseSession { session_id: id(211), closed_on: day("2025-05-10"), today: today() }
}

fn void() -> VoidDecision {
    VoidDecision { decision_id: id(221), because: "referral_withdrawn".to_owned() }
}

fn commission(
    before: &[CommissionEvent],
    commands: impl IntoIterator<Item = CommissionCommand>,
) -> Vec<CommissionEvent> {
    history::<Commission>(before, commands)
}

fn seated() -> Vec<CommissionEvent> {
    commission(
        &[],
        [
            form(3),
            seat(301, ParticipantKind::Expert),
            seat(302, ParticipantKind::Official),
            seat(303, ParticipantKind::Activist),
        ],
    )
}

fn in_session() -> Vec<CommissionEvent> {
    commission(&seated(), [call(211), agenda(211, 201).into(), open(211).into()])
}

#[test]
fn a_commission_is_formed_with_the_least_quorum_or_more() {
    given::<Commission>([]).when(form(2)).then_invalid(&["quorum"]);
    given::<Commission>([]).when(form(3)).then_types(&["commission_formed"]);
    given::<Commission>(seated()).when(form(3)).then_refused(CommissionRefusal::AlreadyFormed);
    given::<Commission>([]).when(call(211)).then_refused(CommissionRefusal::NotFormed);
}

/// S052: participants are recorded by kind.
#[test]
fn participants_are_seated_by_kind() {
    given::<Commission>(seated()).when(seat(304, ParticipantKind::Expert)).then_types(&["participant_seated"]);
    given::<Commission>(seated())
        .when(seat(301, ParticipantKind::Expert))
        .then_refused(CommissionRefusal::ParticipantIdTaken);
    given::<Commission>(seated()).when(seat(305, ParticipantKind::Caseworker)).then_invalid(&["kind"]);
    given::<Commission>(seated())
        .when(UnseatParticipant { participant_id: id(399) })
        .then_refused(CommissionRefusal::UnknownParticipant);
}

#[test]
fn a_case_is_on_one_agenda_at_a_time() {
    let called = commission(&seated(), [call(211), call(212), agenda(211, 201).into()]);
    given::<Commission>(called.clone()).when(agenda(211, 201)).then_nothing();
    given::<Commission>(called.clone()).when(agenda(212, 201)).then_refused(CommissionRefusal::AlreadyOnAgenda);
    given::<Commission>(called.clone()).when(agenda(219, 201)).then_refused(CommissionRefusal::UnknownSession);
    let off = TakeCaseOffAgenda { session_id: id(211), referral_id: id(201) };
    let taken_off = commission(&called, [off.clone().into()]);
    given::<Commission>(taken_off.clone()).when(off).then_nothing();
    given::<Commission>(taken_off).when(agenda(212, 201)).then_types(&["case_put_on_agenda"]);
}

/// S053: a decision gives tasks.
#[test]
fn a_case_is_decided_with_quorum_and_its_caseworker() {
    given::<Commission>(in_session()).when(decide(|_| ())).then_types(&["case_decided"]);
    let decided = commission(&in_session(), [decide(|_| ()).into()]);
    given::<Commission>(decided.clone()).when(decide(|_| ())).then_nothing();
    given::<Commission>(decided.clone())
        .when(decide(|one| one.decision_id = id(222)))
        .then_refused(CommissionRefusal::AlreadyDecided);
    given::<Commission>(decided).when(agenda(211, 201)).then_refused(CommissionRefusal::AlreadyDecided);
    given::<Commission>(in_session()).when(decide(|one| one.tasks.clear())).then_refused(CommissionRefusal::NoTasks);
}

/// S052: the caseworker does not count for the quorum.
#[test]
fn no_decision_without_quorum() {
    let two = decide(|one| one.present.retain(|one| one.kind != ParticipantKind::Activist));
    given::<Commission>(in_session()).when(two).then_refused(CommissionRefusal::NoQuorum { present: 2, quorum: 3 });
}

/// S052: a case is not decided without its caseworker; another family's caseworker does not help.
#[test]
fn no_decision_without_the_caseworker_of_the_case() {
    let absent = decide(|one| one.present.retain(|one| one.kind != ParticipantKind::Caseworker));
    given::<Commission>(in_session()).when(absent).then_refused(CommissionRefusal::CaseworkerAbsent);
    let mut another = open(211);
    another.present[0].person_id = Uuid::from_u128(22);
    let session = commission(&seated(), [call(211), agenda(211, 201).into(), another.into()]);
    let another = decide(|one| one.present[0].person_id = Uuid::from_u128(22));
    given::<Commission>(session).when(another).then_refused(CommissionRefusal::CaseworkerAbsent);
}

#[test]
fn the_center_manager_presents_a_family_without_a_caseworker() {
    let mut alone = decide(|one| one.present.retain(|one| one.kind != ParticipantKind::Caseworker));
    alone.caseworker_id = None;
    given::<Commission>(in_session()).when(alone.clone()).then_refused(CommissionRefusal::CenterManagerAbsent);
    let manager = Attendee { kind: ParticipantKind::CenterManager, person_id: Uuid::from_u128(MANAGER) };
    alone.decision.present.push(manager.clone());
    given::<Commission>(in_session()).when(alone.clone()).then_refused(CommissionRefusal::NotInSession);
    let mut joined = open(211);
    joined.present.push(manager);
    let joined = commission(&in_session(), [joined.into()]);
    given::<Commission>(joined).when(alone).then_types(&["case_decided"]);
}

/// S052: who decides was there when the session was opened, or came later and was written down.
#[test]
fn a_decision_names_nobody_who_does_not_attend_the_session() {
    let seated = commission(&in_session(), [seat(304, ParticipantKind::Expert)]);
    let expert = Attendee { kind: ParticipantKind::Expert, person_id: Uuid::from_u128(304) };
    let late = decide(|one| one.present.push(expert.clone()));
    given::<Commission>(seated.clone()).when(late.clone()).then_refused(CommissionRefusal::NotInSession);
    let mut again = open(211);
    again.present.push(expert);
    given::<Commission>(commission(&seated, [again.into()])).when(late).then_types(&["case_decided"]);
}

#[test]
fn who_has_a_seat_attends_only_as_what_it_is() {
    for kind in [ParticipantKind::CenterManager, ParticipantKind::Caseworker, ParticipantKind::Official] {
        let mut session = open(211);
        session.present[1].kind = kind;
        given::<Commission>(in_session()).when(session).then_refused(CommissionRefusal::NotSeated);
        let decision = decide(|one| one.present[1].kind = kind);
        given::<Commission>(in_session()).when(decision).then_refused(CommissionRefusal::NotSeated);
    }
}

#[test]
fn whoever_is_named_as_present_has_a_seat() {
    let stranger = decide(|one| one.present[1].person_id = Uuid::from_u128(399));
    given::<Commission>(in_session()).when(stranger).then_refused(CommissionRefusal::NotSeated);
    let mut twice = open(211);
    twice.present.push(twice.present[0].clone());
    given::<Commission>(in_session()).when(twice).then_invalid(&["present"]);
    given::<Commission>(in_session()).when(open(211)).then_nothing();
}

#[test]
fn a_case_is_decided_only_in_an_open_session_that_has_it() {
    let called = commission(&seated(), [call(211), agenda(211, 201).into()]);
    given::<Commission>(called).when(decide(|_| ())).then_refused(CommissionRefusal::SessionNotOpen);
    given::<Commission>(in_session())
        .when(decide(|one| one.referral_id = id(209)))
        .then_refused(CommissionRefusal::NotOnAgenda);
    given::<Commission>(in_session())
        .when(decide(|one| one.decided_on = day("2025-05-09")))
        .then_refused(CommissionRefusal::BeforeSession { opened_on: day("2025-05-10") });
    let mut other = decide(|_| ());
    other.family_id = id(2);
    given::<Commission>(in_session()).when(other).then_refused(CommissionRefusal::WrongFamily);
}

/// S052: the session closes on the others when a case is put off.
#[test]
fn a_session_closes_when_every_case_is_decided_or_put_off() {
    let two = commission(&in_session(), [agenda(211, 202).into(), decide(|_| ()).into()]);
    given::<Commission>(two.clone()).when(close()).then_refused(CommissionRefusal::CasesUnsettled { cases: 1 });
    let put_off = commission(&two, [adjourn(202).into()]);
    given::<Commission>(put_off.clone()).when(adjourn(202)).then_nothing();
    given::<Commission>(put_off.clone()).when(adjourn(201)).then_refused(CommissionRefusal::AlreadyDecided);
    given::<Commission>(put_off.clone()).when(close()).then_types(&["session_closed"]);
    let closed = commission(&put_off, [close().into(), call(212)]);
    given::<Commission>(closed.clone()).when(close()).then_nothing();
    given::<Commission>(closed.clone()).when(agenda(212, 202)).then_types(&["case_put_on_agenda"]);
    given::<Commission>(closed).when(agenda(211, 203)).then_refused(CommissionRefusal::SessionClosed);
}

#[test]
fn a_case_put_off_comes_back_in_the_same_session_when_the_caseworker_does() {
    let put_off = commission(&in_session(), [adjourn(201).into()]);
    given::<Commission>(put_off.clone()).when(decide(|_| ())).then_refused(CommissionRefusal::Adjourned);
    let back = commission(&put_off, [agenda(211, 201).into()]);
    given::<Commission>(back).when(decide(|_| ())).then_types(&["case_decided"]);
}

#[test]
fn a_voided_decision_leaves_the_case_waiting() {
    let decided = commission(&in_session(), [decide(|_| ()).into()]);
    let voided = commission(&decided, [void().into()]);
    given::<Commission>(voided.clone()).when(void()).then_nothing();
    given::<Commission>(voided.clone()).when(close()).then_refused(CommissionRefusal::CasesUnsettled { cases: 1 });
    given::<Commission>(voided.clone()).when(decide(|_| ())).then_refused(CommissionRefusal::DecisionIdTaken);
    given::<Commission>(voided).when(decide(|one| one.decision_id = id(222))).then_types(&["case_decided"]);
    given::<Commission>(in_session()).when(void()).then_refused(CommissionRefusal::UnknownDecision);
}

#[test]
fn a_called_session_is_cancelled_and_an_open_one_is_not() {
    let cancel = CancelSession { session_id: id(211), cancelled_on: day("2025-05-09") };
    let called = commission(&seated(), [call(211)]);
    let cancelled = commission(&called, [cancel.clone().into()]);
    given::<Commission>(cancelled.clone()).when(cancel.clone()).then_nothing();
    given::<Commission>(cancelled).when(open(211)).then_refused(CommissionRefusal::SessionCancelled);
    given::<Commission>(in_session()).when(cancel).then_refused(CommissionRefusal::SessionIsOpen);
    let mut odd = call(213);
    if let CommissionCommand::CallSession(command) = &mut odd {
        command.session.starts_at = "9:5".to_owned();
    }
    given::<Commission>(seated()).when(odd).then_invalid(&["starts_at"]);
}
