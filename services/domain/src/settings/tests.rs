use hamyar_events::settings::ProgramNumbers;

use super::*;
use crate::testing::*;

fn publish(max: u16, from: &str) -> PublishSettings {
    let values = ProgramNumbers { caseload_max: max, ..ProgramNumbers::default() };
    PublishSettings { values, effective_from: day(from) }
}

/// The numbers of the program are data with versions: 40 and 40 hours, 5 to 15 families, one year.
#[test]
fn the_numbers_are_versioned() {
    let first = history::<Settings>(&[], [publish(15, "2025-01-01").into()]);
    given::<Settings>(first.clone()).when(publish(15, "2025-06-01")).then_nothing();
    let second = history::<Settings>(&first, [publish(12, "2025-06-01").into()]);
    let mut settings = Settings::default();
    second.iter().for_each(|event| settings.evolve(event));
    assert_eq!(settings.in_effect(day("2025-05-31")).caseload_max, 15);
    assert_eq!(settings.in_effect(day("2025-06-01")).caseload_max, 12);
    assert_eq!(Settings::default().in_effect(today()), ProgramNumbers::default());
    let last = day("2025-06-01");
    given::<Settings>(second)
        .when(publish(14, "2025-05-01"))
        .then_refused(SettingsRefusal::EffectiveBeforeLast { last });
}

#[test]
fn numbers_that_contradict_each_other_are_refused() {
    given::<Settings>([]).when(publish(4, "2025-01-01")).then_invalid(&["caseload_min"]);
    let mut odd = publish(15, "2025-01-01");
    odd.values.assignment_years = 0;
    given::<Settings>([]).when(odd).then_invalid(&["assignment_years"]);
}
