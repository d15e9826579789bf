use hamyar_events::neighborhood::*;
use hamyar_events::*;

use super::*;
use crate::neighborhood::{Neighborhood, NeighborhoodCommand, NeighborhoodRefusal, RegisterNeighborhood};
use crate::testing::*;

const RISK: u128 = 301;
const PUPILS: u128 = 311;
const LAWS: u128 = 312;
const WELFARE: u128 = 71;
const SCHOOLS: u128 = 72;
const PARLIAMENT: u128 = 73;

fn register() -> NeighborhoodCommand {
    let neighborhood = NeighborhoodRegistered {
        name: "اقبالیه".to_owned(),
        name_en: None,
        place_id: id(81),
        valid_from: None,
        source: "000".to_owned(),
    };
    RegisterNeighborhood { neighborhood }.into()
}

fn risk_facts() -> RiskFacts {
    RiskFacts {
        kind: RiskKind::Risk,
        extent: RiskExtent::Widespread,
        duration: Some(RiskDuration::Long),
        social_level: SocialLevel::Local,
        priority: 1,
        maps_to: vec!["addiction".to_owned()],
    }
}

fn identify_risk() -> IdentifyRisk {
    let risk = RiskIdentified {
        risk_id: id(RISK),
        title: "اعتیاد و فروش مواد مخدر".to_owned(),
        facts: risk_facts(),
        identified_on: day("2018-08-01"),
        source: None,
    };
    IdentifyRisk { risk, today: today() }
}

fn facts(text: &str, horizon: Horizon, agencies: &[u128]) -> ActionFacts {
    let agency_ids = agencies.iter().map(|agency| id(*agency)).collect();
    ActionFacts { text: text.to_owned(), horizon, agency_ids, capacity: None, capitals: vec![], due_on: None }
}

fn plan(action: u128, text: &str, horizon: Horizon, agencies: &[u128]) -> PlanAction {
    PlanAction {
        action_id: id(action),
        facts: facts(text, horizon, agencies),
        planned_on: day("2018-08-10"),
        source: None,
        today: today(),
    }
}

fn pupils() -> PlanAction {
    plan(PUPILS, "آموزش مهارت‌های زندگی به دانش‌آموزان", Horizon::Short, &[SCHOOLS, WELFARE])
}

fn adopt(short: Option<u16>, long: Option<u16>) -> AdoptRoadmap {
    AdoptRoadmap {
        risk_id: id(RISK),
        short_months: short,
        medium_months: None,
        long_months: long,
        audience: Some("زنان ساکن محله".to_owned()),
        period: Some("تابستان ۱۳۹۷".to_owned()),
        adopted_on: day("2018-09-01"),
        source: None,
        today: today(),
    }
}

fn progress(action: u128, agency: u128, words: &str) -> ProgressAction {
    let progress = ActionProgressed {
        action_id: id(action),
        agency_id: id(agency),
        evidence: words.to_owned(),
        progressed_on: day("2018-10-01"),
    };
    ProgressAction { progress, today: today() }
}

fn complete(action: u128, agency: u128) -> CompleteAction {
    let completion = ActionCompleted {
        action_id: id(action),
        agency_id: id(agency),
        evidence: "نامهٔ ۱۲".to_owned(),
        completed_on: day("2018-11-01"),
    };
    CompleteAction { completion, today: today() }
}

fn drop_it(action: u128, agency: Option<u128>) -> DropAction {
    let drop = ActionDropped {
        action_id: id(action),
        agency_id: agency.map(id),
        evidence: "اعتباری نبود".to_owned(),
        dropped_on: day("2018-11-01"),
    };
    DropAction { drop, today: today() }
}

fn given_after(commands: impl IntoIterator<Item = NeighborhoodCommand>) -> Vec<NeighborhoodEvent> {
    history::<Neighborhood>(&[], [vec![register()], commands.into_iter().collect()].concat())
}

fn adopted() -> Vec<NeighborhoodEvent> {
    let laws = plan(LAWS, "تصویب قوانین", Horizon::Long, &[PARLIAMENT]);
    given_after([identify_risk().into(), pupils().into(), laws.into(), adopt(Some(2), Some(36)).into()])
}

/// S090: a change of the risk's title is an event, and the former one stays in the history.
#[test]
fn s090_a_risk_is_retitled_by_an_event_and_the_former_title_stays() {
    given::<Neighborhood>([]).when(identify_risk()).then_refused(NeighborhoodRefusal::NotRegistered);
    let known = given_after([identify_risk().into()]);
    given::<Neighborhood>(known.clone()).when(identify_risk()).then_nothing();
    let retitle = |risk: u128, title: &str| {
        let title = RiskRetitled {
            risk_id: id(risk),
            title: title.to_owned(),
            retitled_on: day("2018-09-01"),
            reason: None,
            source: None,
        };
        RetitleRisk { title, today: today() }
    };
    given::<Neighborhood>(known.clone()).when(retitle(999, "اعتیاد")).then_refused(NeighborhoodRefusal::UnknownRisk);
    given::<Neighborhood>(known.clone()).when(retitle(RISK, " ")).then_invalid(&["title"]);
    given::<Neighborhood>(known.clone()).when(retitle(RISK, "اعتیاد و فروش مواد مخدر")).then_nothing();
    let after = history::<Neighborhood>(&known, [retitle(RISK, "اعتیاد").into()]);
    let titles: Vec<&str> = after
        .iter()
        .filter_map(|event| match event {
            NeighborhoodEvent::RiskIdentified(event) => Some(event.title.as_str()),
            NeighborhoodEvent::RiskRetitled(event) => Some(event.title.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(titles, ["اعتیاد و فروش مواد مخدر", "اعتیاد"]);
}

#[test]
fn a_risk_is_judged_again_and_says_nothing_twice() {
    let known = given_after([identify_risk().into()]);
    let reassess = |change: fn(&mut RiskFacts)| {
        let mut facts = risk_facts();
        change(&mut facts);
        let facts = RiskReassessed { risk_id: id(RISK), facts, reassessed_on: day("2018-09-01") };
        ReassessRisk { facts, today: today() }
    };
    given::<Neighborhood>(known.clone()).when(reassess(|_| {})).then_nothing();
    given::<Neighborhood>(known.clone()).when(reassess(|facts| facts.priority = 2)).then_types(&["risk_reassessed"]);
    given::<Neighborhood>(known.clone()).when(reassess(|facts| facts.priority = 0)).then_invalid(&["priority"]);
    let twice = reassess(|facts| facts.maps_to.push("addiction".to_owned()));
    given::<Neighborhood>(known).when(twice).then_invalid(&["maps_to"]);
}

/// R24: one horizon and at least one responsible agency.
#[test]
fn an_action_has_one_horizon_and_somebody_who_answers_for_it() {
    let known = given_after([]);
    given::<Neighborhood>(known.clone()).when(pupils()).then_types(&["action_planned"]);
    let wrong = |agencies: &[u128], text: &str| plan(PUPILS, text, Horizon::Short, agencies);
    given::<Neighborhood>(known.clone()).when(wrong(&[], "کلاس")).then_invalid(&["agency_ids"]);
    given::<Neighborhood>(known.clone()).when(wrong(&[SCHOOLS, SCHOOLS], "کلاس")).then_invalid(&["agency_ids"]);
    given::<Neighborhood>(known.clone()).when(wrong(&[SCHOOLS], "")).then_invalid(&["text"]);
    let mut overdue = pupils();
    overdue.facts.due_on = Some(day("2018-01-01"));
    given::<Neighborhood>(known.clone()).when(overdue).then_invalid(&["due_on"]);
    let planned = history::<Neighborhood>(&known, [pupils().into()]);
    given::<Neighborhood>(planned.clone()).when(pupils()).then_nothing();
    given::<Neighborhood>(planned.clone())
        .when(wrong(&[SCHOOLS], "چیز دیگر"))
        .then_refused(NeighborhoodRefusal::ActionKnown);
    let second = plan(LAWS, "تصویب قوانین", Horizon::Long, &[PARLIAMENT]);
    let NeighborhoodEvent::ActionPlanned(second) = &given::<Neighborhood>(planned).when(second).events()[0] else {
        panic!("planned")
    };
    assert_eq!(second.number, 2);
}

#[test]
fn a_roadmap_is_adopted_in_versions_with_the_actions_there_are() {
    let known = given_after([identify_risk().into()]);
    given::<Neighborhood>(known.clone())
        .when(adopt(Some(2), Some(36)))
        .then_refused(NeighborhoodRefusal::RoadmapWithoutActions);
    given::<Neighborhood>(given_after([pupils().into()]))
        .when(adopt(Some(2), None))
        .then_refused(NeighborhoodRefusal::UnknownRisk);
    let planned = history::<Neighborhood>(&known, [pupils().into()]);
    given::<Neighborhood>(planned.clone()).when(adopt(Some(0), Some(36))).then_invalid(&["short_months"]);
    given::<Neighborhood>(planned.clone()).when(adopt(Some(24), Some(12))).then_invalid(&["long_months"]);
    let first = history::<Neighborhood>(&planned, [adopt(Some(2), None).into()]);
    given::<Neighborhood>(first.clone()).when(adopt(Some(2), None)).then_nothing();
    let more = plan(LAWS, "تصویب قوانین", Horizon::Long, &[PARLIAMENT]);
    let second =
        history::<Neighborhood>(&first, [more.into(), drop_it(PUPILS, None).into(), adopt(Some(2), None).into()]);
    let Some(NeighborhoodEvent::RoadmapAdopted(adopted)) = second.last() else { panic!("adopted") };
    assert_eq!((adopted.version, &adopted.action_ids), (2, &vec![id(LAWS)]), "what was dropped is not taken in");
}

/// S089: an action's progress is recorded by its agency.
#[test]
fn s089_an_action_is_progressed_by_an_agency_that_answers_for_it() {
    let known = adopted();
    given::<Neighborhood>(known.clone()).when(progress(PUPILS, WELFARE, "دو کلاس")).then_types(&["action_progressed"]);
    given::<Neighborhood>(known.clone()).when(progress(PUPILS, WELFARE, "")).then_invalid(&["evidence"]);
    given::<Neighborhood>(known.clone())
        .when(progress(PUPILS, PARLIAMENT, "دو کلاس"))
        .then_refused(NeighborhoodRefusal::NotItsAction);
    given::<Neighborhood>(known.clone())
        .when(progress(999, WELFARE, "دو کلاس"))
        .then_refused(NeighborhoodRefusal::UnknownAction);
    let early = given_after([identify_risk().into(), pupils().into()]);
    given::<Neighborhood>(early)
        .when(progress(PUPILS, WELFARE, "دو کلاس"))
        .then_refused(NeighborhoodRefusal::ActionNotAdopted);
    let begun = history::<Neighborhood>(&known, [progress(PUPILS, WELFARE, "دو کلاس").into()]);
    given::<Neighborhood>(begun.clone()).when(progress(PUPILS, WELFARE, "دو کلاس")).then_nothing();
    given::<Neighborhood>(begun.clone()).when(complete(PUPILS, SCHOOLS)).then_types(&["action_completed"]);
    given::<Neighborhood>(begun.clone())
        .when(complete(PUPILS, PARLIAMENT))
        .then_refused(NeighborhoodRefusal::NotItsAction);
    let done = history::<Neighborhood>(&begun, [complete(PUPILS, SCHOOLS).into()]);
    given::<Neighborhood>(done.clone())
        .when(progress(PUPILS, WELFARE, "باز هم"))
        .then_refused(NeighborhoodRefusal::ActionOver);
    given::<Neighborhood>(done).when(drop_it(PUPILS, Some(WELFARE))).then_refused(NeighborhoodRefusal::ActionOver);
    given::<Neighborhood>(known.clone()).when(drop_it(LAWS, Some(PARLIAMENT))).then_types(&["action_dropped"]);
    given::<Neighborhood>(known).when(drop_it(LAWS, Some(WELFARE))).then_refused(NeighborhoodRefusal::NotItsAction);
}

#[test]
fn an_action_changes_until_it_is_over() {
    let known = adopted();
    let change = |text: &str| {
        let facts = facts(text, Horizon::Medium, &[SCHOOLS]);
        let action = ActionChanged { action_id: id(PUPILS), facts, changed_on: day("2018-10-01") };
        ChangeAction { action, today: today() }
    };
    given::<Neighborhood>(known.clone()).when(change("آموزش")).then_types(&["action_changed"]);
    let changed = history::<Neighborhood>(&known, [change("آموزش").into()]);
    given::<Neighborhood>(changed.clone()).when(change("آموزش")).then_nothing();
    given::<Neighborhood>(changed.clone())
        .when(progress(PUPILS, WELFARE, "دو کلاس"))
        .then_refused(NeighborhoodRefusal::NotItsAction);
    let dropped = history::<Neighborhood>(&changed, [drop_it(PUPILS, None).into()]);
    given::<Neighborhood>(dropped).when(change("دیگر")).then_refused(NeighborhoodRefusal::ActionOver);
}

#[test]
fn the_same_action_of_another_neighborhood_is_matched_and_taken_apart() {
    let known = adopted();
    let same = |other: u128| MatchAction {
        same: ActionMatched {
            action_id: id(PUPILS),
            other_neighborhood_id: id(62),
            other_action_id: id(other),
            matched_on: day("2018-10-01"),
        },
        today: today(),
    };
    let apart = UnmatchAction {
        apart: ActionUnmatched { action_id: id(PUPILS), other_action_id: id(400), unmatched_on: day("2018-10-01") },
        today: today(),
    };
    given::<Neighborhood>(known.clone()).when(same(LAWS)).then_refused(NeighborhoodRefusal::SameNeighborhood);
    given::<Neighborhood>(known.clone()).when(apart.clone()).then_refused(NeighborhoodRefusal::ActionsNotMatched);
    let matched = history::<Neighborhood>(&known, [same(400).into()]);
    given::<Neighborhood>(matched.clone()).when(same(400)).then_nothing();
    given::<Neighborhood>(matched).when(apart).then_types(&["action_unmatched"]);
}
