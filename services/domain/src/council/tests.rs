//! A council as rules: who sits in it, what a session counts, how an obstacle is followed until it is closed.

use hamyar_events::council::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn form(kind: CouncilKind) -> FormCouncil {
    let council = CouncilFormed {
        kind,
        name: "شورای راهبردی".to_owned(),
        by_law: None,
        place_id: None,
        formed_on: day("2025-03-21"),
    };
    FormCouncil { council, today: today() }
}

fn there(agency: Option<u128>, persons: u16, hours: u16) -> CouncilAttendance {
    CouncilAttendance { agency_id: agency.map(id), persons, hours }
}

fn hold(session: u128, hours: u16, attendance: &[CouncilAttendance]) -> HoldCouncilSession {
    let session = CouncilSessionHeld {
        session_id: id(session),
        held_on: day("2025-06-01"),
        hours,
        attendance: attendance.to_vec(),
    };
    HoldCouncilSession { session, today: today() }
}

fn raise(obstacle: u128) -> RaiseObstacle {
    let obstacle = ObstacleRaised {
        obstacle_id: id(obstacle),
        text: "کمبود اعتبار برای راه‌اندازی صندوق‌ها".to_owned(),
        owner: None,
        session_id: None,
        raised_on: day("2025-06-01"),
    };
    RaiseObstacle { obstacle, today: today() }
}

fn follow(obstacle: u128, owner: Option<u128>) -> FollowObstacle {
    let follow = ObstacleFollowed {
        obstacle_id: id(obstacle),
        note: "نامه به صندوق مهر".to_owned(),
        owner: owner.map(id),
        followed_on: day("2025-07-01"),
    };
    FollowObstacle { follow, today: today() }
}

fn close(obstacle: u128) -> CloseObstacle {
    let closing =
        ObstacleClosed {
            obstacle_id: id(obstacle), result: "اعتبار رسید".to_owned(), closed_on: day("2025-08-01")
        };
    CloseObstacle { closing, today: today() }
}

fn council(commands: impl IntoIterator<Item = CouncilCommand>) -> Vec<CouncilEvent> {
    let formed = form(CouncilKind::StrategicCouncil).into();
    history::<Council>(&[], [vec![formed], commands.into_iter().collect()].concat())
}

fn state(events: &[CouncilEvent]) -> Council {
    let mut state = Council::default();
    events.iter().for_each(|event| state.evolve(event));
    state
}

#[test]
fn a_body_is_formed_once_and_agencies_sit_in_it_by_their_role() {
    let given_on = day("2025-04-01");
    let seat = |role| GiveCouncilSeat { seat: CouncilSeatGiven { agency_id: id(71), role, given_on }, today: today() };
    let end = EndCouncilSeat { seat: CouncilSeatEnded { agency_id: id(71), ended_on: today() }, today: today() };
    given::<Council>([]).when(seat(CouncilRole::Member)).then_refused(CouncilRefusal::NotFormed);
    given::<Council>(council([])).when(form(CouncilKind::Committee)).then_refused(CouncilRefusal::AlreadyFormed);
    let seated = council([seat(CouncilRole::Member).into()]);
    given::<Council>(seated.clone()).when(seat(CouncilRole::Member)).then_nothing();
    given::<Council>(seated.clone()).when(seat(CouncilRole::Executor)).then_types(&["council_seat_given"]);
    given::<Council>(seated).when(end.clone()).then_types(&["council_seat_ended"]);
    given::<Council>(council([])).when(end).then_refused(CouncilRefusal::NotSeated);
}

/// S112: person-hours of a session come from attendance; nobody types them and nobody is there longer than it lasted.
#[test]
fn s112_person_hours_of_a_session_come_from_attendance() {
    let held = council([hold(801, 3, &[there(Some(71), 2, 3), there(Some(72), 1, 2), there(None, 4, 3)]).into()]);
    let session = state(&held).sessions[&id(801)].held.clone().unwrap();
    assert_eq!(session.person_hours(), 6 + 2 + 12);
    given::<Council>(council([])).when(hold(801, 2, &[there(None, 1, 3)])).then_invalid(&["attendance[0].hours"]);
    given::<Council>(council([])).when(hold(801, 2, &[])).then_invalid(&["attendance"]);
    let twice = [there(Some(71), 1, 1), there(Some(71), 2, 1)];
    given::<Council>(council([])).when(hold(801, 2, &twice)).then_invalid(&["attendance"]);
    let same = hold(801, 3, &[there(Some(71), 2, 3), there(Some(72), 1, 2), there(None, 4, 3)]);
    given::<Council>(held.clone()).when(same).then_nothing();
    given::<Council>(held).when(hold(801, 3, &[there(None, 9, 3)])).then_types(&["council_session_held"]);
}

#[test]
fn a_session_is_called_held_or_cancelled() {
    let session = CouncilSessionCalled { session_id: id(801), called_for: day("2026-12-01") };
    let call = CallCouncilSession { session, today: today() };
    let session = CouncilSessionCancelled { session_id: id(801), cancelled_on: today() };
    let cancel = CancelCouncilSession { session, today: today() };
    given::<Council>(council([])).when(cancel.clone()).then_refused(CouncilRefusal::UnknownSession);
    let called = council([call.clone().into()]);
    given::<Council>(called.clone()).when(call).then_refused(CouncilRefusal::IdTaken);
    let cancelled = history::<Council>(&called, [cancel.clone().into()]);
    given::<Council>(cancelled.clone()).when(cancel.clone()).then_nothing();
    given::<Council>(cancelled).when(hold(801, 1, &[there(None, 1, 1)])).then_refused(CouncilRefusal::SessionCancelled);
    let held = history::<Council>(&called, [hold(801, 1, &[there(None, 1, 1)]).into()]);
    given::<Council>(held).when(cancel).then_refused(CouncilRefusal::SessionHeld);
}

#[test]
fn approvals_and_letters_are_numbered_and_dated() {
    let approve = |number: &str, session: Option<u128>| RecordApproval {
        approval: ApprovalRecorded {
            approval_id: id(811),
            session_id: session.map(id),
            number: number.to_owned(),
            subject: "تصویب فرایند اجرا".to_owned(),
            approved_on: day("2025-06-01"),
        },
        today: today(),
    };
    given::<Council>(council([])).when(approve("12", Some(801))).then_refused(CouncilRefusal::UnknownSession);
    let held = council([hold(801, 1, &[there(None, 1, 1)]).into(), approve("12", Some(801)).into()]);
    given::<Council>(held.clone()).when(approve("12", None)).then_refused(CouncilRefusal::NumberTaken);
    given::<Council>(held).when(approve(" ", None)).then_invalid(&["number"]);
    let letter = |direction| RecordLetter {
        letter: LetterRecorded {
            letter_id: id(821),
            direction,
            number: "۶۰/۸۴۹۹۳".to_owned(),
            correspondent: "معاونت امور زنان".to_owned(),
            subject: "تشکیل ستاد".to_owned(),
            // Before the body was there.
            dated_on: day("2014-07-02"),
        },
        today: today(),
    };
    let written = council([letter(LetterDirection::Incoming).into()]);
    given::<Council>(written.clone()).when(letter(LetterDirection::Incoming)).then_refused(CouncilRefusal::LetterTaken);
    given::<Council>(written).when(letter(LetterDirection::Outgoing)).then_types(&["letter_recorded"]);
}

/// S113: an obstacle is recorded and followed until closed.
#[test]
fn s113_an_obstacle_is_followed_until_it_is_closed() {
    given::<Council>(council([])).when(follow(831, None)).then_refused(CouncilRefusal::UnknownObstacle);
    let open = council([raise(831).into(), follow(831, Some(71)).into()]);
    assert_eq!(state(&open).obstacles[&id(831)].owner, Some(id(71)));
    let kept = history::<Council>(&open, [follow(831, None).into()]);
    assert_eq!(state(&kept).obstacles[&id(831)].owner, Some(id(71)), "who is to see to it stays");
    let dissolution = CouncilDissolved { dissolved_on: today() };
    let dissolve = DissolveCouncil { dissolution, today: today() };
    given::<Council>(open.clone()).when(dissolve.clone()).then_refused(CouncilRefusal::ObstaclesOpen { obstacles: 1 });
    let closed = history::<Council>(&open, [close(831).into()]);
    given::<Council>(closed.clone()).when(close(831)).then_refused(CouncilRefusal::ObstacleIsClosed);
    given::<Council>(closed.clone()).when(follow(831, None)).then_invalid(&["followed_on"]);
    let reopening =
        ObstacleReopened { obstacle_id: id(831), note: "اعتبار نرسید".to_owned(), reopened_on: today() };
    let reopen = ReopenObstacle { reopening, today: today() };
    given::<Council>(open).when(reopen.clone()).then_refused(CouncilRefusal::ObstacleIsOpen);
    given::<Council>(closed.clone()).when(reopen).then_types(&["obstacle_reopened"]);
    let gone = history::<Council>(&closed, [dissolve.clone().into()]);
    given::<Council>(gone.clone()).when(dissolve).then_nothing();
    given::<Council>(gone).when(raise(832)).then_refused(CouncilRefusal::IsDissolved);
}
