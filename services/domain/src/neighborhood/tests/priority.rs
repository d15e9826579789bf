//! Priority: what the rule computes, what is stored of it, and who may say otherwise.

use hamyar_events::neighborhood::*;
use hamyar_events::place::FigureDeclared;
use hamyar_events::{CountMethod, NeighborhoodEvent, PriorityGroup, PriorityLevel, Qualifier};

use super::super::*;
use super::registered;
use crate::testing::*;

/// A profile in which every indicator of the shipped rule stands so many hundredths of the way from its best end to its worst.
fn profile(access: i64, disorder: i64) -> RecordProfile {
    let rule = default_priority_rule();
    let counted = rule.groups.iter().flat_map(|group| {
        let way = if group.group == PriorityGroup::FacilityAccess { access } else { disorder };
        group.indicators.iter().map(move |one| FigureCounted {
            indicator: one.indicator.clone(),
            value_thousandths: one.best_thousandths + (one.worst_thousandths - one.best_thousandths) * way / 100,
            method: CountMethod::FieldCount,
            counted_on: day("2026-11-01"),
        })
    });
    RecordProfile {
        figures: vec![],
        counted: counted.collect(),
        notes: vec![],
        as_of: day("2026-11-01"),
        today: Some(today()),
        after_version: None,
    }
}

fn set(given: Option<(PriorityLevel, &str)>, cause: Option<&str>) -> SetPriority {
    SetPriority {
        given: given.map(|(level, reason)| PriorityOverride { level, reason: reason.to_owned() }),
        cause: cause.map(str::to_owned),
        set_on: today(),
        rule: PriorityRuleInForce::default(),
        today: today(),
    }
}

fn with_profile(access: i64, disorder: i64) -> Vec<NeighborhoodEvent> {
    history::<Neighborhood>(&registered(), [profile(access, disorder).into()])
}

fn priority(events: &[NeighborhoodEvent]) -> PriorityGiven {
    let mut state = Neighborhood::default();
    events.iter().for_each(|event| state.evolve(event));
    state.case.priority.expect("a priority")
}

/// S095: 1, 2 or 3 from two index groups, by a stated rule; and what it was computed from is kept.
#[test]
fn s095_a_neighborhood_gets_its_priority_from_two_groups_by_a_stated_rule() {
    for (access, disorder, level) in [
        (100, 100, PriorityLevel::First),
        (70, 50, PriorityLevel::First),
        (40, 40, PriorityLevel::Second),
        (60, 10, PriorityLevel::Second),
        (0, 0, PriorityLevel::Third),
        (30, 30, PriorityLevel::Third),
    ] {
        let known = history::<Neighborhood>(&with_profile(access, disorder), [set(None, None).into()]);
        let given = priority(&known);
        assert_eq!((given.level, given.computed.level), (level, level), "{access} {disorder}");
        let scores: Vec<i64> = given.computed.groups.iter().map(|group| i64::from(group.score)).collect();
        assert!(scores.iter().zip([access, disorder]).all(|(score, way)| (score - way * 10).abs() <= 1), "{scores:?}");
        assert_eq!((given.computed.rule_version, given.computed.profile_version), (1, 1));
        assert!(given.computed.groups.iter().all(|group| group.missing.is_empty() && group.inputs.len() > 7));
        assert!(given.computed.explanation.fa.starts_with("اولویت"), "{}", given.computed.explanation.fa);
    }
}

#[test]
fn s095_what_is_counted_speaks_before_what_is_declared() {
    let mut both = profile(0, 0);
    let declared = FigureDeclared {
        indicator: "piped_water".to_owned(),
        value_thousandths: 0,
        qualifier: Qualifier::About,
        unit: "percent".to_owned(),
        period: None,
        source: "002".to_owned(),
        quote: None,
    };
    both.figures.push(declared);
    let known = history::<Neighborhood>(&registered(), [both.clone().into(), set(None, None).into()]);
    let water = |events: &[NeighborhoodEvent]| priority(events).computed.groups[0].inputs[0].clone();
    assert_eq!((water(&known).counted, water(&known).need), (true, 0));
    both.counted.retain(|one| one.indicator != "piped_water");
    let known = history::<Neighborhood>(&registered(), [both.into(), set(None, None).into()]);
    assert_eq!((water(&known).counted, water(&known).need), (false, 1000));
}

#[test]
fn s095_a_profile_that_knows_too_little_gives_no_priority() {
    given::<Neighborhood>(registered()).when(set(None, None)).then_refused(NeighborhoodRefusal::NoProfile);
    let mut poor = profile(50, 50);
    poor.counted.retain(|one| one.indicator != "out_of_school" && one.indicator != "unemployed");
    let known = history::<Neighborhood>(&registered(), [poor.clone().into(), set(None, None).into()]);
    assert_eq!(priority(&known).computed.groups[1].missing, ["out_of_school", "unemployed"]);
    poor.counted.retain(|one| one.indicator == "piped_water" || one.indicator == "addiction");
    let known = history::<Neighborhood>(&registered(), [poor.into()]);
    let refused = given::<Neighborhood>(known).when(set(None, None)).0.expect_err("a refusal");
    let NeighborhoodRefusal::ProfileLacksFigures { missing } = refused else { panic!("{refused:?}") };
    assert_eq!(missing.first().map(String::as_str), Some("sewage"), "the heaviest first");
}

#[test]
fn s095_another_level_needs_a_reason_and_keeps_the_computed_one() {
    let known = with_profile(100, 100);
    given::<Neighborhood>(known.clone())
        .when(set(Some((PriorityLevel::Third, " ")), None))
        .then_invalid(&["override.reason"]);
    let reason = "زمین محله در طرح تخلیه است";
    let known = history::<Neighborhood>(&known, [set(Some((PriorityLevel::Third, reason)), None).into()]);
    let given_now = priority(&known);
    assert_eq!((given_now.level, given_now.computed.level), (PriorityLevel::Third, PriorityLevel::First));
    assert_eq!(given_now.override_reason.as_deref(), Some(reason));
    // Said of the level that the rule gives anyway, it is no override.
    let same =
        history::<Neighborhood>(&with_profile(100, 100), [set(Some((PriorityLevel::First, reason)), None).into()]);
    assert_eq!(priority(&same).override_reason, None);
}

#[test]
fn s095_who_prioritizes_again_says_why_and_the_level_before_stays_in_the_history() {
    let known = history::<Neighborhood>(&with_profile(100, 100), [set(None, None).into()]);
    given::<Neighborhood>(known.clone()).when(set(None, None)).then_nothing();
    let known = history::<Neighborhood>(&known, [profile(0, 0).into()]);
    given::<Neighborhood>(known.clone()).when(set(None, None)).then_invalid(&["cause"]);
    let again = given::<Neighborhood>(known).when(set(None, Some("شناسنامهٔ تازه"))).events();
    let [NeighborhoodEvent::NeighborhoodReprioritized(again)] = again.as_slice() else { panic!("{again:?}") };
    assert_eq!((again.before, again.priority.level), (PriorityLevel::First, PriorityLevel::Third));
    assert_eq!(again.priority.computed.profile_version, 2);
}

#[test]
fn the_shipped_rule_is_sound_and_a_wrong_one_is_told_field_by_field() {
    assert_eq!(faults_of(&default_priority_rule()), Ok(()));
    let mut wrong = default_priority_rule();
    wrong.groups[1].group = PriorityGroup::FacilityAccess;
    wrong.groups[0].weight = 0;
    wrong.groups[0].indicators[0].indicator = "mood".to_owned();
    wrong.groups[0].indicators[1].worst_thousandths = wrong.groups[0].indicators[1].best_thousandths;
    (wrong.first_from, wrong.second_from, wrong.known_percent) = (300, 300, 0);
    let faults: Vec<String> =
        faults_of(&wrong).expect_err("faults").into_iter().map(|fault| fault.field.into_owned()).collect();
    assert_eq!(
        faults,
        [
            "groups",
            "groups",
            "groups[0].weight",
            "groups[0].indicators[0].indicator",
            "groups[0].indicators[1].worst",
            "second_from",
            "known_percent"
        ]
    );
}
