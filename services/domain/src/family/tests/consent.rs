use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn service(number: u128, on: &str) -> FamilyCommand {
    super::work::service(number, on).into()
}

#[test]
fn consent_is_given_by_the_head() {
    given::<Family>(identified()).when(consent("2025-04-05")).then_types(&["consent_given"]);
    given::<Family>(consented()).when(consent("2025-04-05")).then_nothing();
}

#[test]
fn somebody_else_does_not_agree_in_place_of_the_head() {
    let by = |basis, member: Option<u128>, ground: Option<&str>| GiveConsent {
        consent: ConsentGiven {
            basis,
            member_id: member.map(id),
            ground: ground.map(shared),
            given_on: day("2025-04-05"),
        },
        today: today(),
    };
    let family = || given::<Family>(identified());
    family().when(by(ConsentBasis::Head, Some(CHILD), None)).then_refused(FamilyRefusal::NotTheHead);
    family().when(by(ConsentBasis::LegalGround, None, None)).then_invalid(&["ground"]);
    family().when(by(ConsentBasis::LegalGround, None, Some("حکم دادگاه"))).then_types(&["consent_given"]);
    family().when(by(ConsentBasis::Guardian, None, None)).then_types(&["consent_given"]);
    let headless = crate::testing::family(&[], [identify("2025-04-01")]);
    given::<Family>(headless).when(by(ConsentBasis::Head, None, None)).then_refused(FamilyRefusal::NoHead);
}

#[test]
fn before_consent_only_intake_and_the_preliminary_tier_are_allowed() {
    let family = || given::<Family>(identified());
    family().when(preliminary(Tier::Harmed, "2025-04-06")).then_types(&["tier_assigned"]);
    family().when(super::work::visit(1, "2025-04-06")).then_types(&["visit_recorded"]);
    let assessment = assess(101, AssessmentMoment::Baseline, 1, "2025-04-20");
    family().when(assessment).then_refused(FamilyRefusal::ConsentNotAsked);
    family().when(service(1, "2025-04-20")).then_refused(FamilyRefusal::ConsentNotAsked);
    family().when(super::work::expert(1)).then_refused(FamilyRefusal::ConsentNotAsked);
    let sorted = crate::testing::family(&identified(), [preliminary(Tier::Harmed, "2025-04-06")]);
    given::<Family>(sorted.clone()).when(assign("2025-04-12")).then_refused(FamilyRefusal::ConsentNotAsked);
    given::<Family>(sorted).when(refer(201, COMMISSION, "2025-05-01")).then_refused(FamilyRefusal::ConsentNotAsked);
}

#[test]
fn a_refusal_of_consent_is_remembered() {
    let refuse = RefuseConsent {
        refusal: hamyar_events::family::ConsentRefused { reason: None, refused_on: day("2025-04-05") },
        today: today(),
    };
    let refused = family(&identified(), [refuse.clone().into()]);
    given::<Family>(refused.clone()).when(refuse.clone()).then_nothing();
    let assessment = assess(101, AssessmentMoment::Baseline, 1, "2025-04-20");
    given::<Family>(refused.clone()).when(assessment).then_refused(FamilyRefusal::ConsentRefused);
    given::<Family>(refused).when(consent("2025-04-08")).then_types(&["consent_given"]);
    given::<Family>(consented()).when(refuse).then_refused(FamilyRefusal::ConsentStands);
}

#[test]
fn withdrawal_stops_assessment_aid_and_referral() {
    let withdrawn_on = day("2025-05-01");
    let withdrawn = family(&baselined(), [withdraw_consent("2025-05-01")]);
    let after = || given::<Family>(withdrawn.clone());
    let refusal = FamilyRefusal::ConsentWithdrawn { withdrawn_on };
    after().when(withdraw_consent("2025-05-02")).then_nothing();
    after().when(assess(102, AssessmentMoment::Interim, 2, "2025-05-02")).then_refused(refusal.clone());
    after().when(service(1, "2025-05-02")).then_refused(refusal.clone());
    after().when(refer(201, COMMISSION, "2025-05-02")).then_refused(refusal.clone());
    after().when(super::calendar::plan(1, "2025-05-03", "2025-05-09")).then_refused(refusal);
    // What was done while consent stood may still be written down.
    after().when(service(1, "2025-04-30")).then_types(&["service_delivered"]);
}

#[test]
fn a_fact_dated_before_consent_is_refused() {
    let given_on = day("2025-04-05");
    given::<Family>(consented())
        .when(assess(101, AssessmentMoment::Baseline, 1, "2025-04-04"))
        .then_refused(FamilyRefusal::ConsentNotYetGiven { given_on });
}

#[test]
fn there_is_nothing_to_withdraw_before_consent() {
    given::<Family>(identified()).when(withdraw_consent("2025-05-01")).then_refused(FamilyRefusal::NoConsentToWithdraw);
}
