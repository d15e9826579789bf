//! Households in lists that go to a body outside (S012).

use hamyar_events::family::*;

use crate::family::*;
use crate::testing::*;

const SUBSIDIES: u128 = 31;
const OTHER: u128 = 32;

fn send(number: u128, agency: u128) -> SendToAgency {
    let sending = SentToAgency { sending_id: id(number), agency_id: id(agency), sent_on: day("2025-05-01") };
    SendToAgency { sending, today: today() }
}

fn withdraw(number: u128) -> WithdrawSending {
    WithdrawSending { withdrawal: SendingWithdrawn { sending_id: id(number), reason: shared("اشتباه بود") } }
}

#[test]
fn s012_a_household_that_agreed_is_sent_to_a_body_once_until_it_is_taken_back() {
    given::<Family>(baselined()).when(send(1, SUBSIDIES)).then_types(&["sent_to_agency"]);
    let sent = family(&baselined(), [send(1, SUBSIDIES).into()]);
    given::<Family>(sent.clone()).when(send(2, SUBSIDIES)).then_refused(FamilyRefusal::SentAlready);
    given::<Family>(sent.clone()).when(send(2, OTHER)).then_types(&["sent_to_agency"]);
    given::<Family>(sent.clone()).when(send(1, SUBSIDIES)).then_nothing();
    given::<Family>(sent.clone()).when(withdraw(1)).then_types(&["sending_withdrawn"]);
    given::<Family>(sent.clone()).when(withdraw(2)).then_refused(FamilyRefusal::UnknownSending);
    let back = family(&sent, [withdraw(1).into()]);
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
