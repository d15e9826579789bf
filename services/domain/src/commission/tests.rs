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
        remote: vec![],
        absent: vec![],
        opened_on: day("2025-05-10"),
        today: today(),
    }
}

fn decide(change: impl FnOnce(&mut Decision)) -> DecideCase {
    let mut decision = decision(221);
    change(&mut decision);
    DecideCase {
        family_id: FamilyId(FAMILY),
        decision,
        votes: vec![],
        caseworker_id: Some(id(CASEWORKER)),
        today: today(),
    }
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

fn vote(number: u128, vote: VoteKind) -> Vote {
    Vote { person_id: id(number), vote, dissent: None }
}

fn aside(number: u128) -> DeclareConflict {
    let conflict = ConflictDeclared {
        session_id: id(211),
        referral_id: id(201),
        person_id: id(number),
        reason: Some(Personal::of_person(Uuid::from_u128(number), "خویشاوند".to_owned())),
    };
    DeclareConflict { conflict }
}

fn sign(person: u128, way: SignatureWay, user: u128) -> SignMinutes {
    SignMinutes {
        session_id: id(211),
        person_id: Uuid::from_u128(person),
        way,
        user_id: id(user),
        signed_on: day("2025-05-11"),
        today: today(),
    }
}

fn claim(seat: u128, user: u128) -> ClaimSeat {
    ClaimSeat { claim: SeatClaimed { participant_id: id(seat), user_id: id(user) } }
}

/// Every case, each once.
#[test]
fn an_agenda_is_put_in_order() {
    let two = commission(&in_session(), [agenda(211, 202).into()]);
    let order = |ids: &[u128]| OrderAgenda {
        order: AgendaOrdered { session_id: id(211), referral_ids: ids.iter().map(|one| id(*one)).collect() },
    };
    given::<Commission>(two.clone()).when(order(&[202, 201])).then_types(&["agenda_ordered"]);
    let ordered = commission(&two, [order(&[202, 201]).into()]);
    given::<Commission>(ordered).when(order(&[202, 201])).then_nothing();
    for wrong in [&[202][..], &[201, 202, 203], &[201, 201]] {
        let refusal = given::<Commission>(two.clone()).when(order(wrong)).0.expect_err("a refusal");
        assert!(crate::Refused::is_invalid_input(&refusal), "{refusal:?}");
    }
}

/// S052: present, remote and absent with or without notice are written apart; who is remote counts.
#[test]
fn attendance_says_who_is_there_how_and_who_is_not() {
    let seated = commission(&seated(), [seat(304, ParticipantKind::Expert), call(211), agenda(211, 201).into()]);
    let mut wish = open(211);
    wish.remote = vec![Uuid::from_u128(301)];
    wish.absent = vec![Absence { kind: ParticipantKind::Expert, person_id: Uuid::from_u128(304), notice: true }];
    given::<Commission>(seated.clone()).when(wish.clone()).then_types(&["session_opened", "attendance_recorded"]);
    let opened = commission(&seated, [wish.clone().into()]);
    given::<Commission>(opened.clone()).when(wish.clone()).then_nothing();
    given::<Commission>(opened.clone()).when(decide(|_| ())).then_types(&["case_decided"]);
    let mut without_notice = wish.clone();
    without_notice.absent[0].notice = false;
    given::<Commission>(opened).when(without_notice).then_types(&["attendance_recorded"]);
    let mut far = wish.clone();
    far.remote = vec![Uuid::from_u128(304)];
    given::<Commission>(seated.clone()).when(far).then_invalid(&["remote"]);
    let mut both = wish.clone();
    both.absent[0].person_id = Uuid::from_u128(301);
    given::<Commission>(seated.clone()).when(both).then_invalid(&["absent"]);
    wish.absent[0].person_id = Uuid::from_u128(399);
    given::<Commission>(seated).when(wish).then_refused(CommissionRefusal::NotSeated);
}

/// Who stands aside neither counts nor votes.
#[test]
fn a_member_with_a_conflict_does_not_count_nor_vote() {
    let conflicted = commission(&in_session(), [aside(301).into()]);
    given::<Commission>(conflicted.clone()).when(aside(301)).then_nothing();
    given::<Commission>(conflicted.clone()).when(aside(399)).then_refused(CommissionRefusal::UnknownParticipant);
    given::<Commission>(conflicted.clone())
        .when(decide(|_| ()))
        .then_refused(CommissionRefusal::NoQuorum { present: 2, quorum: 3 });
    let back = WithdrawConflict {
        withdrawal: ConflictWithdrawn { session_id: id(211), referral_id: id(201), person_id: id(301) },
    };
    let withdrawn = commission(&conflicted, [back.clone().into()]);
    given::<Commission>(withdrawn.clone()).when(back).then_nothing();
    given::<Commission>(withdrawn).when(decide(|_| ())).then_types(&["case_decided"]);
    // Four seats: three still count, and the fourth may not vote.
    let more = commission(&conflicted, [seat(304, ParticipantKind::Expert)]);
    let expert = Attendee { kind: ParticipantKind::Expert, person_id: Uuid::from_u128(304) };
    let mut joined = open(211);
    joined.present.push(expert.clone());
    let more = commission(&more, [joined.into()]);
    let mut wish = decide(|one| one.present.push(expert));
    wish.votes = vec![vote(302, VoteKind::For), vote(301, VoteKind::For)];
    given::<Commission>(more.clone()).when(wish.clone()).then_refused(CommissionRefusal::ConflictedMember);
    wish.votes = vec![vote(302, VoteKind::For), vote(303, VoteKind::For), vote(304, VoteKind::Abstained)];
    given::<Commission>(more).when(wish).then_types(&["votes_cast", "case_decided"]);
    given::<Commission>(commission(&in_session(), [decide(|_| ()).into()]))
        .when(aside(301))
        .then_refused(CommissionRefusal::AlreadyDecided);
}

#[test]
fn a_decision_that_is_voted_on_has_a_majority() {
    let voted = |votes: Vec<Vote>| DecideCase { votes, ..decide(|_| ()) };
    let tie = voted(vec![vote(301, VoteKind::For), vote(302, VoteKind::Against), vote(303, VoteKind::Abstained)]);
    given::<Commission>(in_session())
        .when(tie)
        .then_refused(CommissionRefusal::NotCarried { in_favour: 1, against: 1 });
    let mut against = vote(303, VoteKind::Against);
    against.dissent = Some(shared("دستگاه دیگری باید پاسخ دهد"));
    let most = voted(vec![vote(301, VoteKind::For), vote(302, VoteKind::For), against.clone()]);
    given::<Commission>(in_session()).when(most).then_types(&["votes_cast", "case_decided"]);
    against.vote = VoteKind::For;
    given::<Commission>(in_session()).when(voted(vec![against])).then_invalid(&["votes[0].dissent"]);
    for odd in [
        vec![vote(399, VoteKind::For)],
        vec![vote(CASEWORKER, VoteKind::For)],
        vec![vote(301, VoteKind::For), vote(301, VoteKind::For)],
    ] {
        given::<Commission>(in_session()).when(voted(odd)).then_refused(CommissionRefusal::VoterNotCounted);
    }
}

#[test]
fn what_was_said_is_noted_while_the_session_is_open() {
    let say = |session: u128| NoteDiscussion {
        discussion: DiscussionNoted {
            session_id: id(session),
            referral_id: id(201),
            family_id: FamilyId(FAMILY),
            note: shared("دربارهٔ اجاره گفت‌وگو شد"),
        },
    };
    given::<Commission>(in_session()).when(say(211)).then_types(&["discussion_noted"]);
    let called = commission(&seated(), [call(211), agenda(211, 201).into()]);
    given::<Commission>(called).when(say(211)).then_refused(CommissionRefusal::SessionNotOpen);
    let mut other = say(211);
    other.discussion.family_id = id(2);
    given::<Commission>(in_session()).when(other).then_refused(CommissionRefusal::WrongFamily);
}

/// The minutes of a closed session are signed by those who attended: with the account on the seat, or on paper.
#[test]
fn minutes_are_signed_by_those_who_attended() {
    let claimed = commission(&in_session(), [claim(301, 901).into()]);
    given::<Commission>(claimed.clone()).when(claim(301, 901)).then_nothing();
    given::<Commission>(claimed.clone()).when(claim(301, 902)).then_refused(CommissionRefusal::SeatClaimedElsewhere);
    given::<Commission>(claimed.clone()).when(claim(302, 901)).then_refused(CommissionRefusal::OneSeatEach);
    given::<Commission>(claimed.clone()).when(claim(399, 902)).then_refused(CommissionRefusal::UnknownParticipant);
    given::<Commission>(claimed.clone())
        .when(sign(301, SignatureWay::Account, 901))
        .then_refused(CommissionRefusal::SessionNotClosed);
    let closed = commission(&claimed, [decide(|_| ()).into(), close().into()]);
    let sequence = closed.len() as u64;
    let events = given::<Commission>(closed.clone()).when(sign(301, SignatureWay::Account, 901)).events();
    let [CommissionEvent::MinutesSigned(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.as_of_sequence, sequence);
    given::<Commission>(closed.clone())
        .when(sign(302, SignatureWay::Account, 901))
        .then_refused(CommissionRefusal::SeatNotClaimed);
    given::<Commission>(closed.clone())
        .when(sign(399, SignatureWay::Paper, 901))
        .then_refused(CommissionRefusal::DidNotAttend);
    let signed = commission(&closed, [sign(302, SignatureWay::Paper, 901).into()]);
    given::<Commission>(signed).when(sign(302, SignatureWay::Paper, 901)).then_nothing();
    given::<Commission>(closed)
        .when(SignMinutes { signed_on: day("2025-05-09"), ..sign(302, SignatureWay::Paper, 901) })
        .then_invalid(&["signed_on"]);
}
