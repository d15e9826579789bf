//! What agencies do in a neighborhood.

use hamyar_events::neighborhood::{AgencyDutyReported, TargetPlaceApproved, UtilityAnswered};
use hamyar_events::{DutyState, NeighborhoodEvent, Utility, UtilityAnswer};

use super::super::*;
use super::registered;
use crate::testing::*;

fn report(number: u128, state: DutyState) -> ReportDuty {
    let report = AgencyDutyReported {
        report_id: id(number),
        agency_id: id(72),
        duty: 2,
        state,
        text: "دو کلاس ساخته شد".to_owned(),
        evidence: None,
        reported_on: today(),
    };
    ReportDuty { report, duties: [1, 2].into(), today: today() }
}

/// S101: an agency reports against its duties, neighborhood by neighborhood.
#[test]
fn s101_an_agency_reports_against_its_own_duties() {
    let known = history::<Neighborhood>(&registered(), [report(1, DutyState::Underway).into()]);
    given::<Neighborhood>(known.clone()).when(report(2, DutyState::Underway)).then_nothing();
    given::<Neighborhood>(known).when(report(2, DutyState::Done)).then_types(&["agency_duty_reported"]);
    let mut foreign = report(1, DutyState::Done);
    foreign.report.duty = 9;
    given::<Neighborhood>(registered()).when(foreign).then_refused(NeighborhoodRefusal::UnknownDuty { duty: 9 });
    let mut silent = report(1, DutyState::Hindered);
    silent.report.text = String::new();
    given::<Neighborhood>(registered()).when(silent).then_invalid(&["text"]);
}

fn request(on: &str) -> RequestUtility {
    RequestUtility {
        request_id: id(76),
        agency_id: id(72),
        utility: Utility::Water,
        text: "انشعاب آب برای چهل خانه".to_owned(),
        municipality_agreed_on: None,
        requested_on: day(on),
        today: today(),
    }
}

fn approve() -> ApprovePlace {
    let approval = TargetPlaceApproved {
        body: "ستاد بازآفرینی استان".to_owned(),
        number: Some("۱۲/۴۵".to_owned()),
        approved_on: day("2026-11-10"),
    };
    ApprovePlace { approval, today: today() }
}

/// S102: out of turn from the day of the approval on, and not because somebody says so.
#[test]
fn s102_a_request_from_an_approved_place_goes_out_of_turn() {
    let turn = |events: Vec<NeighborhoodEvent>| match events.as_slice() {
        [NeighborhoodEvent::UtilityRequested(request)] => request.out_of_turn,
        other => panic!("{other:?}"),
    };
    assert!(!turn(given::<Neighborhood>(registered()).when(request("2026-11-20")).events()));
    let approved = history::<Neighborhood>(&registered(), [approve().into()]);
    given::<Neighborhood>(approved.clone()).when(approve()).then_nothing();
    assert!(turn(given::<Neighborhood>(approved.clone()).when(request("2026-11-20")).events()));
    assert!(!turn(given::<Neighborhood>(approved).when(request("2026-11-01")).events()));
    given::<Neighborhood>(registered()).when(request("2027-01-01")).then_invalid(&["requested_on"]);
}

#[test]
fn s102_a_company_answers_what_it_was_asked() {
    let answered = UtilityAnswered {
        request_id: id(76),
        answer: UtilityAnswer::Accepted,
        text: "تا پایان دی".to_owned(),
        answered_on: day("2026-11-21"),
    };
    let answer = AnswerUtility { answer: answered.clone(), today: today() };
    given::<Neighborhood>(registered()).when(answer.clone()).then_refused(NeighborhoodRefusal::UnknownRequest);
    let known = history::<Neighborhood>(&registered(), [request("2026-11-20").into(), answer.clone().into()]);
    given::<Neighborhood>(known.clone()).when(answer).then_nothing();
    let early = UtilityAnswered { answered_on: day("2026-11-19"), ..answered };
    given::<Neighborhood>(known).when(AnswerUtility { answer: early, today: today() }).then_invalid(&["answered_on"]);
}
