use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn assigned(events: Vec<FamilyEvent>) -> TierAssigned {
    match events.as_slice() {
        [FamilyEvent::TierAssigned(event)] => event.clone(),
        other => panic!("{other:?}"),
    }
}

fn with_baseline(change: impl FnOnce(&mut RecordAssessment)) -> Vec<FamilyEvent> {
    let mut assessment = assess(101, AssessmentMoment::Baseline, 4, "2025-04-20");
    change(&mut assessment);
    family(&consented(), [assessment.into()])
}

fn set_value(assessment: &mut RecordAssessment, code: &str, value: u8) {
    assessment.readings.iter_mut().filter(|one| one.indicator == code).for_each(|one| one.value = value);
}

/// S015, S021: the tier is one of three.
#[test]
fn the_tier_is_one_of_three() {
    for (value, tier_then) in [(4, Tier::Stable), (2, Tier::AtRisk), (1, Tier::Harmed)] {
        let before = with_baseline(|one| one.readings.iter_mut().for_each(|reading| reading.value = value));
        let event = assigned(given::<Family>(before).when(tier(AssessmentMoment::Baseline, "2025-04-20")).events());
        assert_eq!(event.tier, tier_then);
    }
}

/// S016: preliminary, baseline and final are separate events.
#[test]
fn preliminary_baseline_and_final_tiers_are_three_events() {
    let year = family(
        &baselined(),
        [
            assess(103, AssessmentMoment::Final, 4, "2026-04-10").into(),
            tier(AssessmentMoment::Final, "2026-04-10").into(),
        ],
    );
    let moments: Vec<_> = year
        .iter()
        .filter_map(|event| match event {
            FamilyEvent::TierAssigned(event) => Some((event.moment, event.tier)),
            _ => None,
        })
        .collect();
    let expected = [
        (TierMoment::Preliminary, Tier::Harmed),
        (TierMoment::Baseline, Tier::Harmed),
        (TierMoment::Final, Tier::Stable),
    ];
    assert_eq!(moments, expected);
}

#[test]
fn the_preliminary_tier_rests_on_outside_information() {
    let event = assigned(given::<Family>(identified()).when(preliminary(Tier::AtRisk, "2025-04-06")).events());
    assert_eq!(event.outside_information, Some(InformationSource::State));
    assert!(event.computed.is_none() && event.explanation.fa.contains("سازمان‌های دولتی"));
    given::<Family>(harmed()).when(preliminary(Tier::Harmed, "2025-04-07")).then_nothing();
    given::<Family>(baselined())
        .when(preliminary(Tier::Stable, "2025-05-01"))
        .then_refused(FamilyRefusal::AlreadyTiered);
}

/// S017: a baseline or final tier needs readings in all three domains.
#[test]
fn a_baseline_tier_without_a_domain_is_refused() {
    let set = published();
    let before = with_baseline(|one| {
        one.readings.retain(|one| set.indicator(&one.indicator).unwrap().domain != Domain::Cultural)
    });
    let domains = vec![DomainLacking { domain: Domain::Cultural, readings: 0, needed: 3 }];
    given::<Family>(before)
        .when(tier(AssessmentMoment::Baseline, "2025-04-20"))
        .then_refused(FamilyRefusal::DomainsLacking { domains });
}

/// S017: the final tier stands on its own readings, not on the baseline's.
#[test]
fn a_final_tier_does_not_rest_on_the_baseline() {
    let mut few = assess(103, AssessmentMoment::Final, 4, "2026-04-10");
    few.readings.truncate(4);
    let before = family(&baselined(), [few.into()]);
    let refusal = given::<Family>(before).when(tier(AssessmentMoment::Final, "2026-04-10")).0.unwrap_err();
    let FamilyRefusal::DomainsLacking { domains } = refusal else { panic!("{refusal:?}") };
    assert_eq!(domains.len(), 2);
    given::<Family>(baselined())
        .when(tier(AssessmentMoment::Final, "2026-04-10"))
        .then_refused(FamilyRefusal::NoReadings);
}

/// S018: readings, set and rule version are in the event.
#[test]
fn the_tier_keeps_its_readings_and_versions() {
    let before = with_baseline(|_| ());
    let event = assigned(given::<Family>(before).when(tier(AssessmentMoment::Baseline, "2025-04-20")).events());
    let computed = event.computed.unwrap();
    assert_eq!((computed.set, computed.rule_version), (published().reference, 1));
    assert_eq!((computed.readings.len(), computed.score), (30, 1000));
    assert_eq!(computed.domains.iter().map(|one| one.domain).collect::<Vec<_>>(), Domain::ALL);
}

/// S018: one indicator at its critical level makes the family harmed.
#[test]
fn a_critical_reading_alone_makes_the_family_harmed() {
    let before = with_baseline(|one| set_value(one, "violence", 0));
    let event = assigned(given::<Family>(before).when(tier(AssessmentMoment::Baseline, "2025-04-20")).events());
    assert_eq!(event.tier, Tier::Harmed);
    assert!(event.explanation.fa.contains("در حد بحرانی: خشونت در خانواده"), "{}", event.explanation.fa);
    assert!(event.explanation.en.contains("At a critical level: Violence at home"), "{}", event.explanation.en);
}

/// S019: another version of the set does not change what was recorded, and is refused for a tier on old readings.
#[test]
fn a_tier_uses_the_version_its_readings_stand_on() {
    let mut command = tier(AssessmentMoment::Baseline, "2025-04-20");
    let mut newer = (*published()).clone();
    newer.reference.version = 2;
    command.set = std::sync::Arc::new(newer);
    given::<Family>(with_baseline(|_| ()))
        .when(command)
        .then_refused(FamilyRefusal::SetMismatch { expected_version: 1, given_version: 2 });
}

/// S020: strengths and harms are listed with the tier.
#[test]
fn strengths_and_harms_are_listed() {
    let before = with_baseline(|one| {
        set_value(one, "income", 1);
        set_value(one, "debt", 2);
    });
    let event = assigned(given::<Family>(before).when(tier(AssessmentMoment::Baseline, "2025-04-20")).events());
    let computed = event.computed.unwrap();
    assert_eq!(computed.harms, ["income"]);
    assert_eq!(computed.strengths.len(), 28);
    assert!(event.explanation.fa.contains("آسیب‌ها: درآمد."), "{}", event.explanation.fa);
    assert!(event.explanation.fa.contains("ظرفیت‌ها: "), "{}", event.explanation.fa);
}

/// S024: an override needs a reason and keeps both values.
#[test]
fn an_override_keeps_the_computed_tier_and_its_reason() {
    let mut command = tier(AssessmentMoment::Baseline, "2025-04-20");
    command.override_with = Some(OverrideWith { tier: Tier::Harmed, reason: shared(" ") });
    given::<Family>(with_baseline(|_| ())).when(command.clone()).then_invalid(&["override_with.reason"]);
    command.override_with = Some(OverrideWith { tier: Tier::Harmed, reason: shared("خطر پنهان") });
    let event = assigned(given::<Family>(with_baseline(|_| ())).when(command).events());
    assert_eq!((event.tier, event.computed.unwrap().tier), (Tier::Harmed, Tier::Stable));
    assert_eq!(event.r#override.unwrap().reason, shared("خطر پنهان"));
    assert!(!event.explanation.fa.contains("خطر پنهان"), "the reason is personal and sealed");
}

/// S017: a final tier is compared with the baseline tier of its own cycle; a baseline's readings alone are none.
#[test]
fn a_final_tier_follows_a_baseline_tier_of_its_cycle() {
    let before = family(&with_baseline(|_| ()), [assess(103, AssessmentMoment::Final, 4, "2026-04-10").into()]);
    given::<Family>(before.clone())
        .when(tier(AssessmentMoment::Final, "2026-04-10"))
        .then_refused(FamilyRefusal::NoBaseline);
    let tiered = family(&before, [tier(AssessmentMoment::Baseline, "2025-04-20").into()]);
    given::<Family>(tiered).when(tier(AssessmentMoment::Final, "2026-04-10")).then_types(&["tier_assigned"]);
}

/// S016: once the final tier is given, the baseline tier it is compared with stands.
#[test]
fn a_baseline_tier_is_not_given_after_the_final_one() {
    let ended = family(
        &baselined(),
        [
            assess(103, AssessmentMoment::Final, 4, "2026-04-10").into(),
            tier(AssessmentMoment::Final, "2026-04-10").into(),
        ],
    );
    given::<Family>(ended.clone())
        .when(tier(AssessmentMoment::Baseline, "2026-04-11"))
        .then_refused(FamilyRefusal::FinalTierGiven { final_on: day("2026-04-10") });
    let next = family(&ended, [assess(104, AssessmentMoment::Baseline, 2, "2026-05-01").into()]);
    given::<Family>(next).when(tier(AssessmentMoment::Baseline, "2026-05-01")).then_types(&["tier_assigned"]);
}

#[test]
fn the_same_tier_twice_is_no_news() {
    given::<Family>(baselined()).when(tier(AssessmentMoment::Baseline, "2025-04-21")).then_nothing();
}

#[test]
fn a_baseline_in_two_parts_is_one_cycle() {
    let mut first = assess(101, AssessmentMoment::Baseline, 3, "2025-04-20");
    let mut second = assess(102, AssessmentMoment::Baseline, 3, "2025-04-22");
    second.readings = first.readings.split_off(15);
    let before = family(&consented(), [first.into(), second.into()]);
    let event = assigned(given::<Family>(before).when(tier(AssessmentMoment::Baseline, "2025-04-22")).events());
    assert_eq!((event.cycle, event.computed.unwrap().readings.len()), (1, 30));
}

#[test]
fn an_interim_tier_is_the_baseline_as_later_readings_changed_it() {
    let mut later = assess(102, AssessmentMoment::Interim, 4, "2025-08-01");
    later.readings.retain(|one| one.indicator == "income");
    let before = family(&baselined(), [later.into()]);
    let event = assigned(given::<Family>(before).when(tier(AssessmentMoment::Interim, "2025-08-01")).events());
    let computed = event.computed.unwrap();
    assert_eq!(computed.readings.iter().find(|one| one.indicator == "income").unwrap().value, 4);
    assert_eq!(computed.readings.len(), 30);
}

#[test]
fn interim_and_final_assessments_follow_a_baseline() {
    let assessment = |moment| assess(101, moment, 1, "2025-04-20");
    for moment in [AssessmentMoment::Interim, AssessmentMoment::Final] {
        given::<Family>(consented()).when(assessment(moment)).then_refused(FamilyRefusal::NoBaseline);
    }
    given::<Family>(baselined())
        .when(assess(102, AssessmentMoment::Final, 1, "2025-04-19"))
        .then_refused(FamilyRefusal::BeforeBaseline { baseline_on: day("2025-04-20") });
}

#[test]
fn a_new_baseline_begins_a_cycle_after_the_last_one_ended() {
    let again = |on| assess(104, AssessmentMoment::Baseline, 2, on);
    let ends_on = day("2026-04-12");
    given::<Family>(baselined()).when(again("2025-06-01")).then_refused(FamilyRefusal::CycleRuns { ends_on });
    let ended = family(
        &baselined(),
        [
            assess(103, AssessmentMoment::Final, 4, "2026-04-10").into(),
            tier(AssessmentMoment::Final, "2026-04-10").into(),
        ],
    );
    let after = day("2026-04-10");
    given::<Family>(ended.clone()).when(again("2026-04-10")).then_refused(FamilyRefusal::BaselineTooEarly { after });
    let events = given::<Family>(ended).when(again("2026-05-01")).events();
    let [FamilyEvent::AssessmentRecorded(event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event.cycle, 2);
}

#[test]
fn readings_are_known_once_and_between_0_and_4() {
    let mut assessment = assess(101, AssessmentMoment::Baseline, 1, "2025-04-20");
    assessment.readings = vec![reading("income", 5), reading("income", 1), reading("shoe_size", 1)];
    given::<Family>(consented()).when(assessment).then_invalid(&[
        "readings[0].value",
        "readings[1].indicator",
        "readings[2].indicator",
    ]);
    let mut none = assess(101, AssessmentMoment::Baseline, 1, "2025-04-20");
    none.readings.clear();
    given::<Family>(consented()).when(none).then_invalid(&["readings"]);
}

#[test]
fn an_assessment_lies_in_the_past_and_is_recorded_once() {
    given::<Family>(consented())
        .when(assess(101, AssessmentMoment::Baseline, 1, "2026-11-23"))
        .then_invalid(&["assessed_on"]);
    given::<Family>(baselined()).when(assess(101, AssessmentMoment::Baseline, 1, "2025-04-20")).then_nothing();
    given::<Family>(baselined())
        .when(assess(101, AssessmentMoment::Interim, 1, "2025-05-20"))
        .then_refused(FamilyRefusal::AssessmentIdTaken);
}
