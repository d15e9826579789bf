use hamyar_events::ApprovedTextKind;
use hamyar_events::family::Sentence;
use hamyar_events::settings::{ApprovedTextPublished, ApprovedTextWithdrawn, ProgramNumbers};

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

fn charter(body: &str, on: &str) -> PublishApprovedText {
    let text = ApprovedTextPublished {
        text_id: id(701),
        version: 0,
        kind: ApprovedTextKind::EthicalCharter,
        title: Sentence { fa: "منشور اخلاقی".to_owned(), en: "Ethical charter".to_owned() },
        body: body.to_owned(),
        approved_by: "شورای راهبردی".to_owned(),
        approved_on: day(on),
    };
    PublishApprovedText { text, again: false, after_version: None, today: today() }
}

fn withdraw(reason: &str) -> WithdrawApprovedText {
    let withdrawal = ApprovedTextWithdrawn {
        text_id: id(701),
        version: 0,
        reason: reason.to_owned(),
        withdrawn_on: day("2025-08-01"),
    };
    WithdrawApprovedText { withdrawal, today: today() }
}

/// S066: an approved text is kept with the day of its approval, version by version, and says when it is no longer in force.
#[test]
fn an_approved_text_is_kept_with_its_day() {
    let first = history::<Settings>(&[], [charter("راز خانواده امانت است.", "2025-01-01").into()]);
    given::<Settings>(first.clone()).when(charter("راز خانواده امانت است.", "2025-01-01")).then_nothing();
    let mut next = charter("راز خانواده امانت است و می‌ماند.", "2025-06-01");
    next.again = true;
    given::<Settings>([]).when(next.clone()).then_refused(SettingsRefusal::UnknownText);
    given::<Settings>(first.clone()).when(next.clone()).then_types(&["approved_text_published"]);
    let second = history::<Settings>(&first, [next.into()]);
    let mut late = charter("متن دیگر", "2025-07-01");
    (late.again, late.after_version) = (true, Some(1));
    given::<Settings>(second.clone()).when(late).then_refused(SettingsRefusal::TextChanged { version: 2 });
    given::<Settings>(second.clone()).when(charter("متن", "2025-05-01")).then_invalid(&["approved_on"]);
    given::<Settings>(second.clone()).when(withdraw(" ")).then_invalid(&["reason"]);
    given::<Settings>(first.clone()).when(charter(" ", "2030-01-01")).then_invalid(&["body", "approved_on"]);
    let withdrawn = history::<Settings>(&second, [withdraw("متن تازه‌ای جای آن آمد").into()]);
    given::<Settings>(withdrawn.clone()).when(withdraw("باز")).then_nothing();
    given::<Settings>(withdrawn).when(charter("متن", "2025-09-01")).then_refused(SettingsRefusal::TextWithdrawn);
    given::<Settings>([]).when(withdraw("چرا")).then_refused(SettingsRefusal::UnknownText);
}

/// S095: the rule is data with versions; the program ships with the first.
#[test]
fn s095_the_rule_of_priority_is_versioned() {
    let publish = |first_from: u16, from: &str| {
        let mut rule = crate::neighborhood::default_priority_rule();
        rule.first_from = first_from;
        PublishPriorityRule {
            rule, cause: "بازنگری کمیتهٔ راهبردی".to_owned(), effective_from: day(from)
        }
    };
    let first = history::<Settings>(&[], [publish(700, "2025-06-01").into()]);
    given::<Settings>(first.clone()).when(publish(700, "2025-07-01")).then_nothing();
    let last = day("2025-06-01");
    given::<Settings>(first.clone())
        .when(publish(650, "2025-05-01"))
        .then_refused(SettingsRefusal::EffectiveBeforeLast { last });
    given::<Settings>([]).when(publish(1, "2025-06-01")).then_invalid(&["first_from", "second_from"]);
    let mut settings = Settings::default();
    first.iter().for_each(|event| settings.evolve(event));
    let on = |day_text: &str| settings.priority_rule(day(day_text));
    assert_eq!((on("2025-05-31").version, on("2025-05-31").rule.first_from), (1, 600));
    assert_eq!((on("2025-06-01").version, on("2025-06-01").rule.first_from), (2, 700));
}
