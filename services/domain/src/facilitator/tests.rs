use hamyar_events::facilitator::*;
use hamyar_events::*;
use uuid::Uuid;

use super::*;
use crate::testing::*;

fn nominate(education: EducationLevel) -> NominateFacilitator {
    let facts = FacilitatorFacts {
        name: None,
        education,
        degree: Some(Personal::of_person(Uuid::from_u128(501), "روانشناسی".to_owned())),
        organization: Some("موسسه سبز تاک".to_owned()),
        criteria: vec!["active_in_harms".to_owned()],
    };
    let nomination = FacilitatorNominated {
        code: "F05".to_owned(),
        level: FacilitatorLevel::Two,
        place_id: id(81),
        facts,
        nominated_on: day("2018-06-01"),
        source: None,
    };
    NominateFacilitator { nomination, today: today() }
}

fn confirm(exception: Option<&str>) -> ConfirmFacilitator {
    let exception = exception.map(str::to_owned);
    ConfirmFacilitator {
        confirmation: FacilitatorConfirmed { confirmed_on: day("2018-08-01"), exception },
        today: today(),
    }
}

#[test]
fn a_facilitator_is_put_forward_once() {
    given::<Facilitator>([]).when(nominate(EducationLevel::Master)).then_types(&["facilitator_nominated"]);
    let known = history::<Facilitator>(&[], [nominate(EducationLevel::Master).into()]);
    given::<Facilitator>(known)
        .when(nominate(EducationLevel::Master))
        .then_refused(FacilitatorRefusal::AlreadyNominated);
    let mut wrong = nominate(EducationLevel::Master);
    wrong.nomination.code = "ف ۱".to_owned();
    wrong.nomination.facts.criteria = vec!["a".to_owned(), "a".to_owned()];
    given::<Facilitator>([]).when(wrong).then_invalid(&["code", "criteria"]);
}

/// S069: below a bachelor's degree, or not known, needs a recorded exception.
#[test]
fn s069_who_studied_less_is_confirmed_only_with_a_reason() {
    given::<Facilitator>([]).when(confirm(None)).then_refused(FacilitatorRefusal::NotNominated);
    for (education, below) in [
        (EducationLevel::Unknown, true),
        (EducationLevel::Diploma, true),
        (EducationLevel::Student, true),
        (EducationLevel::Bachelor, false),
        (EducationLevel::Doctorate, false),
    ] {
        assert_eq!(is_below_bachelor(education), below);
        let known = history::<Facilitator>(&[], [nominate(education).into()]);
        if below {
            given::<Facilitator>(known.clone()).when(confirm(None)).then_refused(FacilitatorRefusal::BelowBachelor);
        } else {
            given::<Facilitator>(known.clone()).when(confirm(None)).then_types(&["facilitator_confirmed"]);
        }
        given::<Facilitator>(known.clone())
            .when(confirm(Some("تنها نامزد محله")))
            .then_types(&["facilitator_confirmed"]);
        let confirmed = history::<Facilitator>(&known, [confirm(Some("تنها نامزد محله")).into()]);
        given::<Facilitator>(confirmed).when(confirm(None)).then_nothing();
    }
}

#[test]
fn a_plan_is_delivered_and_who_left_delivers_none() {
    let deliver = |on: &str| DeliverPlan {
        plan: PlanDelivered { neighborhood_id: id(61), delivered_on: day(on) },
        today: today(),
    };
    let known = history::<Facilitator>(&[], [nominate(EducationLevel::Master).into()]);
    given::<Facilitator>(known.clone()).when(deliver("2018-08-01")).then_types(&["facilitator_plan_delivered"]);
    let delivered = history::<Facilitator>(&known, [deliver("2018-08-01").into()]);
    given::<Facilitator>(delivered.clone()).when(deliver("2018-08-01")).then_nothing();
    let leave = LeaveFacilitation { leave: FacilitatorLeft { left_on: day("2019-01-01") }, today: today() };
    let left = history::<Facilitator>(&delivered, [leave.clone().into()]);
    given::<Facilitator>(left.clone()).when(leave).then_nothing();
    given::<Facilitator>(left.clone()).when(deliver("2018-08-02")).then_refused(FacilitatorRefusal::Left);
    let change = FacilitatorChanged { facts: nominate(EducationLevel::Master).nomination.facts, changed_on: today() };
    let change = ChangeFacilitator { change, today: today() };
    given::<Facilitator>(left).when(change.clone()).then_refused(FacilitatorRefusal::Left);
    given::<Facilitator>(known).when(change).then_types(&["facilitator_changed"]);
}
