use chrono::{DateTime, TimeDelta, Utc};
use hamyar_events::family::*;

use crate::family::*;
use crate::testing::*;

fn now() -> DateTime<Utc> {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

fn mark() -> FamilyCommand {
    let marking = AddressThreatMarked { reason: shared("تهدید"), marked_on: today() };
    MarkAddressThreat { marking, today: today() }.into()
}

fn clear() -> FamilyCommand {
    let clearing = AddressThreatCleared { reason: shared("گذشت"), cleared_on: today() };
    ClearAddressThreat { clearing, today: today() }.into()
}

fn marked() -> FamilyEvent {
    AddressThreatMarked { reason: shared("تهدید"), marked_on: today() }.into()
}

fn category(code: &str) -> FamilyEvent {
    CategoryAdded { category: code.to_owned(), member_id: None }.into()
}

fn after(events: impl IntoIterator<Item = FamilyEvent>) -> Vec<FamilyEvent> {
    identified().into_iter().chain(events).collect()
}

fn reveal(user: u128, now: DateTime<Utc>) -> FamilyCommand {
    RevealAddress { reveal_id: id(700), user_id: id(user), reason: shared("خانهٔ امن"), now }.into()
}

fn glass(user: u128, purpose: GlassPurpose, now: DateTime<Utc>) -> FamilyCommand {
    BreakGlass {
        glass_id: id(800), user_id: id(user), center_id: Some(id(52)), purpose, reason: shared("فوریت"), now
    }
    .into()
}

#[test]
fn an_address_is_marked_once_with_a_reason() {
    given::<Family>(identified()).when(mark()).then_types(&["address_threat_marked"]);
    given::<Family>(after([marked()])).when(mark()).then_types(&[]);
    let marking = AddressThreatMarked { reason: shared(" "), marked_on: today() };
    given::<Family>(identified()).when(MarkAddressThreat { marking, today: today() }).then_invalid(&["reason"]);
}

/// Taking the category off shows the address to nobody: the threat is cleared by its own word.
#[test]
fn a_category_of_violence_marks_the_address_and_its_removal_does_not_clear_it() {
    let violence = "woman_with_abusive_or_unfit_guardian";
    let removed: FamilyEvent = CategoryRemoved { category: violence.to_owned(), member_id: None }.into();
    given::<Family>(after([category(violence)])).when(mark()).then_types(&[]);
    given::<Family>(after([category(violence)])).when(clear()).then_refused(FamilyRefusal::ThreatByCategory);
    given::<Family>(after([category(violence), removed])).when(clear()).then_types(&["address_threat_cleared"]);
    given::<Family>(after([category("single_mother")]))
        .when(clear())
        .then_refused(FamilyRefusal::AddressNotUnderThreat);
}

#[test]
fn an_address_is_revealed_to_one_person_for_an_hour() {
    let events = given::<Family>(after([marked()])).when(reveal(5, now())).events();
    let FamilyEvent::AddressRevealed(event) = &events[0] else { panic!("{events:?}") };
    assert_eq!((event.user_id, event.until), (id(5), now() + TimeDelta::hours(1)));
    given::<Family>(identified()).when(reveal(5, now())).then_refused(FamilyRefusal::AddressNotUnderThreat);
    let history = after([marked(), events[0].clone()]);
    given::<Family>(history.clone())
        .when(reveal(5, now() + TimeDelta::minutes(59)))
        .then_refused(FamilyRefusal::AddressIsRevealed { until: event.until });
    given::<Family>(history.clone()).when(reveal(6, now())).then_types(&["address_revealed"]);
    given::<Family>(history).when(reveal(5, now() + TimeDelta::hours(1))).then_types(&["address_revealed"]);
}

#[test]
fn the_glass_is_broken_for_three_hours_with_a_reason() {
    let events = given::<Family>(identified()).when(glass(5, GlassPurpose::ForeignFile, now())).events();
    let FamilyEvent::GlassBroken(event) = &events[0] else { panic!("{events:?}") };
    assert_eq!(event.until, now() + TimeDelta::hours(3));
    let history = after([events[0].clone()]);
    given::<Family>(history.clone())
        .when(glass(5, GlassPurpose::ForeignFile, now() + TimeDelta::minutes(179)))
        .then_refused(FamilyRefusal::GlassIsBroken { until: event.until });
    given::<Family>(history)
        .when(glass(5, GlassPurpose::ForeignFile, now() + TimeDelta::hours(3)))
        .then_types(&["glass_broken"]);
    given::<Family>(identified())
        .when(glass(5, GlassPurpose::ThreatenedAddress, now()))
        .then_refused(FamilyRefusal::AddressNotUnderThreat);
    given::<Family>(after([marked()]))
        .when(glass(5, GlassPurpose::ThreatenedAddress, now()))
        .then_types(&["glass_broken"]);
    given::<Family>([]).when(glass(5, GlassPurpose::ForeignFile, now())).then_refused(FamilyRefusal::NotIdentified);
}

#[test]
fn a_broken_glass_is_acknowledged_by_each_once() {
    let broken = given::<Family>(identified()).when(glass(5, GlassPurpose::ForeignFile, now())).events();
    let acknowledge = |glass: u128, user: u128| AcknowledgeGlass {
        acknowledgement: GlassAcknowledged { glass_id: id(glass), user_id: id(user) },
    };
    let history = after([broken[0].clone(), GlassAcknowledged { glass_id: id(800), user_id: id(6) }.into()]);
    given::<Family>(history.clone()).when(acknowledge(800, 6)).then_types(&[]);
    given::<Family>(history.clone()).when(acknowledge(800, 7)).then_types(&["glass_acknowledged"]);
    given::<Family>(history).when(acknowledge(801, 7)).then_refused(FamilyRefusal::UnknownGlass);
}

#[test]
fn a_question_to_compare_is_answered_once() {
    let asked = ComparisonAsked {
        comparison_id: id(900),
        user_id: id(5),
        center_id: Some(id(52)),
        names: Some(shared("زینب نمونه")),
        birth_year: None,
        phone: None,
        national_id_matches: true,
        asked_on: today(),
    };
    let answer = |comparison: u128, same| AnswerComparison {
        answer: ComparisonAnswered { comparison_id: id(comparison), same, answered_on: today() },
    };
    given::<Family>(identified()).when(AskComparison { asked: asked.clone() }).then_types(&["comparison_asked"]);
    given::<Family>(after([asked.clone().into()])).when(AskComparison { asked: asked.clone() }).then_types(&[]);
    given::<Family>(after([asked.clone().into()])).when(answer(900, true)).then_types(&["comparison_answered"]);
    given::<Family>(after([asked.clone().into()]))
        .when(answer(901, true))
        .then_refused(FamilyRefusal::UnknownComparison);
    let answered = ComparisonAnswered { comparison_id: id(900), same: true, answered_on: today() };
    let history = after([asked.into(), answered.into()]);
    given::<Family>(history.clone()).when(answer(900, true)).then_types(&[]);
    given::<Family>(history).when(answer(900, false)).then_refused(FamilyRefusal::ComparisonAnswered);
}
