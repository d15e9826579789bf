//! The program's years are accepted by the rules, never ahead of today, always the same, and show every state.

use super::*;
use crate::DemoOptions;
use crate::tests::{lived_whole, today};
use hamyar_domain::office::OfficeCommand;

fn program(check: impl FnOnce(&mut Program<'_>)) {
    let (seeds, planner) = lived_whole();
    let staffing = Staffing { officers: [1, 2].map(Uuid::from_u128), facilitators: [3, 4].map(Uuid::from_u128) };
    check(&mut Program::live(&seeds, &planner, &staffing, DemoOptions::new(today()).seed));
}

#[test]
fn the_rules_accept_the_program() {
    program(|program| {
        assert!(program.refused.is_empty(), "{:#?}", program.refused);
        assert!(program.acts.iter().all(|act| act.day <= program.today));
        assert!(program.acts.windows(2).all(|two| two[0].day <= two[1].day));
    });
}

#[test]
fn every_part_of_the_program_has_something_to_show() {
    program(|program| {
        let is = |wanted: fn(&Step) -> bool| program.acts.iter().filter(|act| wanted(&act.step)).count();
        assert!(is(|step| matches!(step, Step::Fund(..))) > 200);
        assert!(is(|step| matches!(step, Step::Council(..))) > 60);
        assert!(is(|step| matches!(step, Step::Activity(..))) > 200);
        assert!(is(|step| matches!(step, Step::Neighborhood(..))) > 300);
        let open = program.offices.iter().filter(|office| office.stream.state.opened_on.is_some());
        assert_eq!((program.offices.len(), open.count()), (5, 3), "in every state");
        let judged = |step: &Step| match step {
            Step::Office(_, command) => matches!(**command, OfficeCommand::NotifyNeedsProfile(_)),
            _ => false,
        };
        assert!(program.acts.iter().any(|act| judged(&act.step)));
    });
}

#[test]
fn a_quarter_that_is_over_is_reported_with_what_was_counted() {
    program(|program| {
        let acts = reports(&mut program.offices, 7, program.today, &mut StdRng::seed_from_u64(1));
        let facts = acts.iter().filter_map(|act| match &act.step {
            Step::Office(_, command) => match &**command {
                OfficeCommand::ReportQuarter(report) => Some(&report.fact),
                _ => None,
            },
            _ => None,
        });
        let sum: i64 = facts.clone().flat_map(|fact| &fact.figures).map(|figure| figure.value).sum();
        assert!(facts.clone().count() >= 3 && sum > 0);
        assert!(facts.clone().all(|fact| fact.counted_to == 7));
    });
}
