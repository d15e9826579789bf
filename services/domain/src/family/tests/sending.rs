//! Households in lists that go to a body outside (S012).

use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

const SUBSIDIES: u128 = 31;
const OTHER: u128 = 32;

fn agree(agency: u128) -> AgreeToHandingOn {
    let agreement =
        HandingOnAgreed { agency_id: id(agency), member_id: Some(id(MOTHER)), agreed_on: day("2025-05-01") };
    AgreeToHandingOn { agreement, today: today() }
}

fn refuse(agency: u128) -> RefuseHandingOn {
    let refusal =
        HandingOnRefused {
            agency_id: id(agency), reason: Some(shared("نمی‌خواهد")), refused_on: day("2025-06-01")
        };
    RefuseHandingOn { refusal, today: today() }
}

fn send(number: u128, agency: u128) -> SendToAgency {
    let sending = SentToAgency { sending_id: id(number), agency_id: id(agency), sent_on: day("2025-05-01") };
    SendToAgency { sending, today: today() }
}

fn withdraw(number: u128) -> WithdrawSending {
    WithdrawSending { withdrawal: SendingWithdrawn { sending_id: id(number), reason: shared("اشتباه بود") } }
}

fn answer(number: u128, answer: SendingAnswer, reason: Option<&str>) -> AnswerSending {
    let answer =
        SendingAnswered { sending_id: id(number), answer, reason: reason.map(shared), answered_on: day("2025-05-20") };
    AnswerSending { answer, today: today() }
}

fn support(phase: AidPhase, state: SupportState, on: &str) -> RecordSupportPhase {
    let support = SupportPhaseRecorded { sending_id: id(1), phase, state, reached_on: day(on) };
    RecordSupportPhase { support, today: today() }
}

fn agreed() -> Vec<FamilyEvent> {
    family(&baselined(), [agree(SUBSIDIES).into(), agree(OTHER).into()])
}

fn sent() -> Vec<FamilyEvent> {
    family(&agreed(), [send(1, SUBSIDIES).into()])
}

#[test]
fn s012_a_household_that_agreed_is_sent_to_a_body_once_until_it_is_taken_back() {
    given::<Family>(agreed()).when(send(1, SUBSIDIES)).then_types(&["sent_to_agency"]);
    given::<Family>(sent()).when(send(2, SUBSIDIES)).then_refused(FamilyRefusal::SentAlready);
    given::<Family>(sent()).when(send(2, OTHER)).then_types(&["sent_to_agency"]);
    given::<Family>(sent()).when(send(1, SUBSIDIES)).then_nothing();
    given::<Family>(sent()).when(withdraw(1)).then_types(&["sending_withdrawn"]);
    given::<Family>(sent()).when(withdraw(2)).then_refused(FamilyRefusal::UnknownSending);
    let back = family(&sent(), [withdraw(1).into()]);
    given::<Family>(back.clone()).when(withdraw(1)).then_nothing();
    given::<Family>(back).when(send(3, SUBSIDIES)).then_types(&["sent_to_agency"]);
}

#[test]
fn without_consent_nothing_is_sent_and_nothing_is_sent_tomorrow() {
    given::<Family>(identified()).when(send(1, SUBSIDIES)).then_refused(FamilyRefusal::ConsentNotAsked);
    let mut late = send(1, SUBSIDIES);
    late.sending.sent_on = today() + chrono::Days::new(1);
    given::<Family>(baselined()).when(late).then_invalid(&["sent_on"]);
}

#[test]
fn a_household_is_handed_on_to_that_body_alone_to_which_it_agreed() {
    given::<Family>(baselined()).when(send(1, SUBSIDIES)).then_refused(FamilyRefusal::HandingOnNotAgreed);
    let one = family(&baselined(), [agree(OTHER).into()]);
    given::<Family>(one).when(send(1, SUBSIDIES)).then_refused(FamilyRefusal::HandingOnNotAgreed);
    let mut before = send(1, SUBSIDIES);
    before.sending.sent_on = day("2025-04-30");
    given::<Family>(agreed()).when(before).then_refused(FamilyRefusal::HandingOnNotAgreed);
    let refused = family(&agreed(), [refuse(SUBSIDIES).into()]);
    given::<Family>(refused.clone()).when(send(1, SUBSIDIES)).then_refused(FamilyRefusal::HandingOnRefused);
    given::<Family>(refused.clone()).when(refuse(SUBSIDIES)).then_nothing();
    given::<Family>(refused).when(agree(SUBSIDIES)).then_types(&["handing_on_agreed"]);
    given::<Family>(agreed()).when(agree(SUBSIDIES)).then_nothing();
    given::<Family>(identified()).when(agree(SUBSIDIES)).then_refused(FamilyRefusal::ConsentNotAsked);
}

#[test]
fn who_takes_all_consent_back_is_asked_anew_before_anybody_outside_is_told() {
    let back = family(&agreed(), [withdraw_consent("2025-07-01"), consent("2025-08-01")]);
    given::<Family>(back).when(send(1, SUBSIDIES)).then_refused(FamilyRefusal::HandingOnNotAgreed);
}

#[test]
fn the_body_answers_and_the_latest_answer_stands() {
    use SendingAnswer::{Accepted, Refused};
    given::<Family>(sent()).when(answer(1, Accepted, None)).then_types(&["sending_answered"]);
    given::<Family>(sent()).when(answer(1, Refused, None)).then_invalid(&["reason"]);
    given::<Family>(sent()).when(answer(2, Accepted, None)).then_refused(FamilyRefusal::UnknownSending);
    let accepted = family(&sent(), [answer(1, Accepted, None).into()]);
    given::<Family>(accepted.clone()).when(answer(1, Accepted, None)).then_nothing();
    given::<Family>(accepted).when(answer(1, Refused, Some("یارانه دارد"))).then_types(&["sending_answered"]);
    let back = family(&sent(), [withdraw(1).into()]);
    given::<Family>(back).when(answer(1, Accepted, None)).then_refused(FamilyRefusal::SendingTakenBack);
    let mut early = answer(1, Accepted, None);
    early.answer.answered_on = day("2025-04-30");
    given::<Family>(sent()).when(early).then_invalid(&["answered_on"]);
}

#[test]
fn support_comes_in_phases_to_a_household_that_the_body_did_not_refuse() {
    use AidPhase::{Hygiene, Information};
    use SupportState::{Delivered, UnderWay};
    given::<Family>(sent()).when(support(Information, Delivered, "2025-05-10")).then_types(&["support_phase_recorded"]);
    let told = family(&sent(), [support(Information, Delivered, "2025-05-10").into()]);
    given::<Family>(told.clone()).when(support(Information, Delivered, "2025-05-11")).then_nothing();
    given::<Family>(told.clone())
        .when(support(Information, UnderWay, "2025-05-11"))
        .then_types(&["support_phase_recorded"]);
    given::<Family>(told).when(support(Hygiene, UnderWay, "2025-05-11")).then_types(&["support_phase_recorded"]);
    given::<Family>(sent()).when(support(Information, Delivered, "2025-04-01")).then_invalid(&["reached_on"]);
    let refused = family(&sent(), [answer(1, SendingAnswer::Refused, Some("یارانه دارد")).into()]);
    given::<Family>(refused)
        .when(support(Information, Delivered, "2025-06-01"))
        .then_refused(FamilyRefusal::SendingRefused);
}
