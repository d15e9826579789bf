//! The demo is always the same, always accepted by the rules, and never ahead of today.

use super::*;
use crate::act::Step;
use chrono::Days;
use hamyar_domain::FamilyCommand;
use hamyar_events::{AssessmentMoment, FamilyId};
use hamyar_import::seeds::{SeedSource, plan as plan_seeds};
use hamyar_persian::jalali_year;
use std::collections::BTreeMap;

pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn lived(families: usize, seed: u64) -> plan::Planner {
    let seeds = plan_seeds(&SeedSource::BuiltIn).unwrap();
    let options = DemoOptions { families, caseworkers: 60, seed, today: today() };
    live(&seeds, published(), &options).unwrap().planner
}

/// The usual demo, with the seed data it stands on.
pub(crate) fn lived_whole() -> (Seeds, plan::Planner) {
    let seeds = plan_seeds(&SeedSource::BuiltIn).unwrap();
    let planner = live(&seeds, published(), &DemoOptions::new(today())).unwrap().planner;
    (seeds, planner)
}

/// The shipped indicator set as its first version.
fn published() -> Arc<PublishedSet> {
    let set = hamyar_domain::default_indicator_set();
    Arc::new(PublishedSet {
        reference: hamyar_events::family::SetReference { set_id: Default::default(), version: 1 },
        indicators: set.indicators,
        bands: set.bands,
    })
}

fn counts(planner: &plan::Planner) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for act in &planner.acts {
        let name = match &act.step {
            Step::Family(_, command) => command.name(),
            Step::Caseworker(_, command) => command.name(),
            Step::Commission(_, command) => command.name(),
            Step::Center(_, command) => command.name(),
            Step::Activity(_, command) => command.name(),
            Step::Council(_, command) => command.name(),
            Step::Fund(_, command) => command.name(),
            Step::Neighborhood(_, command) => command.name(),
            Step::Office(_, command) => command.name(),
            Step::Assign { .. } => "assign",
            Step::Release { .. } => "release",
            Step::Transfer { .. } => "transfer",
            Step::Decide { .. } => "decide",
        };
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn the_rules_accept_every_history() {
    let planner = lived(600, 1405);
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for (command, code) in &planner.refused {
        *codes.entry(format!("{command}: {code}")).or_default() += 1;
    }
    assert!(codes.is_empty(), "{codes:#?}");
}

#[test]
fn the_same_seed_gives_the_same_years() {
    let (one, other) = (lived(60, 7), lived(60, 7));
    assert_eq!(counts(&one), counts(&other));
    let ids = |planner: &plan::Planner| planner.acts.iter().map(|act| act.command_id).collect::<Vec<_>>();
    assert_eq!(ids(&one), ids(&other));
    assert_ne!(ids(&one), ids(&lived(60, 8)));
}

#[test]
fn the_years_are_rich_and_full_of_life() {
    let planner = lived(600, 1405);
    let counts = counts(&planner);
    for command in [
        "ConsentRefused",
        "WithdrawConsent",
        "MissEntry",
        "MoveEntry",
        "CancelEntry",
        "CorrectVisit",
        "CompleteTask",
        "DeclineTask",
        "AdjournCase",
        "CloseCase",
        "transfer",
        "release",
        "decide",
        "RenewAssignment",
        "AnswerAsExpert",
        "LeaveProgram",
        "StartLeave",
    ] {
        let command = if command == "ConsentRefused" { "RefuseConsent" } else { command };
        assert!(counts.contains_key(command), "no {command} in {counts:?}");
    }
    let total: usize = planner.families.iter().map(|family| family.state.sequence as usize).sum();
    assert!((20_000..60_000).contains(&total), "{total} events of families");
}

#[test]
fn nothing_but_plans_lies_ahead() {
    let planner = lived(200, 3);
    for act in &planner.acts {
        assert!(act.day <= today());
    }
    let horizon = today().checked_add_days(Days::new(400)).unwrap();
    let planned = planner.acts.iter().filter_map(|act| match &act.step {
        Step::Family(_, command) => match command.as_ref() {
            FamilyCommand::PlanEntry(plan) => Some(plan.entry.window_to),
            _ => None,
        },
        _ => None,
    });
    assert!(planned.clone().any(|day| day > today()));
    assert!(planned.clone().all(|day| day < horizon));
}

#[test]
fn every_commission_has_cases_to_hear_today_or_soon() {
    let planner = lived(600, 1405);
    for board in &planner.world.boards {
        assert!(!board.agenda.is_empty(), "{} has an empty agenda", board.name);
    }
}

#[test]
fn caseloads_show_spare_room_and_one_that_is_full() {
    let planner = lived(600, 1405);
    let held: Vec<usize> = planner
        .world
        .staff
        .iter()
        .filter(|staff| staff.accredited && !staff.left)
        .map(|staff| staff.held.len())
        .collect();
    assert!(held.iter().all(|held| *held <= 15));
    assert!(held.iter().any(|held| *held < 5));
    assert!(held.iter().filter(|held| **held >= 5).count() >= 15);
    assert!(planner.world.staff.iter().any(|staff| !staff.accredited), "candidates are still being trained");
}

/// Baselines of both finished years have final tiers, and of both some have none: the comparison has something to show (S023).
#[test]
fn the_years_that_are_over_can_be_compared() {
    let planner = lived(600, 1405);
    let mut cycles: BTreeMap<(i32, bool), usize> = BTreeMap::new();
    let mut open: BTreeMap<FamilyId, i32> = BTreeMap::new();
    for act in &planner.acts {
        let Step::Family(id, command) = &act.step else { continue };
        let FamilyCommand::AssignTier(tier) = command.as_ref() else { continue };
        match tier.moment {
            AssessmentMoment::Baseline => {
                let before = open.insert(*id, jalali_year(act.day));
                before.into_iter().for_each(|year| *cycles.entry((year, false)).or_default() += 1);
            }
            AssessmentMoment::Final => {
                open.remove(id).into_iter().for_each(|year| *cycles.entry((year, true)).or_default() += 1);
            }
            AssessmentMoment::Interim => {}
        }
    }
    open.into_values().for_each(|year| *cycles.entry((year, false)).or_default() += 1);
    for year in [1403, 1404] {
        assert!(cycles[&(year, true)] > 60, "{cycles:?}");
        assert!(cycles[&(year, false)] > 10, "{cycles:?}");
    }
    assert!(cycles[&(1405, false)] > 60, "{cycles:?}");
}
