//! A program as rules: it is put in one of six cells with a reason, or in none.

use hamyar_events::program::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn facts() -> ProgramFacts {
    ProgramFacts {
        title: "طرح نماد".to_owned(),
        title_en: None,
        field: Some(ProgramField::Addiction),
        lead_agency: None,
        agreement_id: None,
        provinces: vec![id(62)],
        horizon: Some(Horizon::Medium),
    }
}

fn register() -> RegisterProgram {
    let (kind, registered_on) = (ProgramKind::Scheme, day("2025-03-21"));
    let program = ProgramRegistered { kind, facts: facts(), registered_on, source: None };
    RegisterProgram { program, today: today() }
}

fn class(level: InterventionLevel, approach: InterventionApproach) -> ClassProgram {
    let class = ProgramClassed { level, approach, reason: "در مدرسه".to_owned(), classed_on: today() };
    ClassProgram { class, today: today() }
}

fn unclass() -> UnclassProgram {
    let withdrawal = ProgramUnclassed { reason: "اشتباه".to_owned(), unclassed_on: today() };
    UnclassProgram { withdrawal, today: today() }
}

fn end() -> EndProgram {
    EndProgram { end: ProgramEnded { ended_on: today() }, today: today() }
}

fn program(commands: impl IntoIterator<Item = ProgramCommand>) -> Vec<ProgramEvent> {
    history::<Program>(&[], [vec![register().into()], commands.into_iter().collect()].concat())
}

#[test]
fn a_program_is_written_down_once_changed_and_ended() {
    given::<Program>([]).when(register()).then_types(&["program_registered"]);
    given::<Program>(program([])).when(register()).then_refused(ProgramRefusal::AlreadyRegistered);
    let change = |title: &str, provinces: Vec<PlaceId>| ChangeProgram {
        change: ProgramChanged {
            facts: ProgramFacts { title: title.to_owned(), provinces, ..facts() },
            changed_on: today(),
        },
        today: today(),
    };
    given::<Program>([]).when(change("طرح", vec![])).then_refused(ProgramRefusal::NotRegistered);
    given::<Program>(program([])).when(change(" ", vec![id(62), id(62)])).then_invalid(&["title", "provinces"]);
    given::<Program>(program([])).when(change("طرح نماد", vec![id(62)])).then_nothing();
    given::<Program>(program([])).when(change("طرح نماد", vec![])).then_types(&["program_changed"]);
    let ended = program([end().into()]);
    given::<Program>(ended.clone()).when(end()).then_nothing();
    given::<Program>(ended).when(change("طرح", vec![])).then_refused(ProgramRefusal::HasEnded);
}

/// S118: three levels by two approaches; a class has a reason and can be taken back.
#[test]
fn s118_a_program_belongs_to_one_of_six_cells_or_to_none() {
    for level in InterventionLevel::ALL {
        for approach in InterventionApproach::ALL {
            given::<Program>(program([])).when(class(*level, *approach)).then_types(&["program_classed"]);
        }
    }
    let (level, approach) = (InterventionLevel::Structural, InterventionApproach::Preventive);
    given::<Program>([]).when(class(level, approach)).then_refused(ProgramRefusal::NotRegistered);
    given::<Program>([]).when(unclass()).then_refused(ProgramRefusal::NotRegistered);
    given::<Program>(program([])).when(unclass()).then_refused(ProgramRefusal::NotClassed);
    let mut bare = class(level, approach);
    bare.class.reason = " ".to_owned();
    given::<Program>(program([])).when(bare).then_invalid(&["reason"]);
    let classed = program([class(level, approach).into()]);
    given::<Program>(classed.clone()).when(class(level, approach)).then_nothing();
    given::<Program>(classed.clone())
        .when(class(level, InterventionApproach::Curative))
        .then_types(&["program_classed"]);
    given::<Program>(classed).when(unclass()).then_types(&["program_unclassed"]);
}

fn share(number: u128, agency: u128, part: SharePart) -> GiveShare {
    let facts = ShareFacts { part, expected: "ارائهٔ مشاوره".to_owned(), due_on: None };
    let (share_id, agency_id) = (id(number), id(agency));
    let share = ShareGiven { share_id, agency_id, facts, given_on: day("2025-04-01"), source: None };
    GiveShare { share, today: today() }
}

fn put_share(number: u128, part: SharePart, expected: &str) -> ChangeShare {
    let facts = ShareFacts { part, expected: expected.to_owned(), due_on: None };
    ChangeShare { change: ShareChanged { share_id: id(number), facts, changed_on: today() }, today: today() }
}

fn end_share(number: u128) -> EndShare {
    let end = ShareEnded { share_id: id(number), reason: "کار انجام شد".to_owned(), ended_on: today() };
    EndShare { end, today: today() }
}

/// Seed 004, division of labour: an agency has a part once, in words, on a program that goes on.
#[test]
fn an_agency_has_a_part_in_a_program_once_and_in_words() {
    use SharePart::{Funder, Partner};
    given::<Program>([]).when(share(1, 31, Partner)).then_refused(ProgramRefusal::NotRegistered);
    given::<Program>(program([])).when(share(1, 31, Partner)).then_types(&["program_share_given"]);
    let shared = program([share(1, 31, Partner).into()]);
    given::<Program>(shared.clone()).when(share(2, 31, Partner)).then_refused(ProgramRefusal::ShareGiven);
    given::<Program>(shared.clone()).when(share(2, 31, Funder)).then_types(&["program_share_given"]);
    given::<Program>(shared.clone()).when(share(2, 32, Partner)).then_types(&["program_share_given"]);
    let mut wrong = share(2, 32, Partner);
    wrong.share.facts = ShareFacts { part: Partner, expected: "آ".repeat(1001), due_on: Some(day("2025-03-31")) };
    wrong.share.given_on = day("2025-03-20");
    given::<Program>(shared.clone()).when(wrong.clone()).then_invalid(&["expected", "given_on"]);
    wrong.share.facts.expected = " ".to_owned();
    wrong.share.given_on = day("2025-04-01");
    given::<Program>(shared.clone()).when(wrong).then_invalid(&["expected", "due_on"]);
    let ended = history::<Program>(&shared, [end().into()]);
    given::<Program>(ended.clone()).when(share(2, 32, Partner)).then_refused(ProgramRefusal::HasEnded);
    given::<Program>(ended.clone()).when(put_share(1, Partner, "دیگر")).then_refused(ProgramRefusal::HasEnded);
    given::<Program>(ended).when(end_share(1)).then_refused(ProgramRefusal::HasEnded);
}

#[test]
fn a_part_is_put_otherwise_or_ends_with_a_reason_and_may_be_given_again() {
    use SharePart::{Executor, Partner};
    let shared = program([share(1, 31, Partner).into(), share(2, 31, Executor).into()]);
    given::<Program>(shared.clone()).when(put_share(1, Partner, "ارائهٔ مشاوره")).then_nothing();
    given::<Program>(shared.clone()).when(put_share(1, Partner, "آموزش")).then_types(&["program_share_changed"]);
    given::<Program>(shared.clone()).when(put_share(1, Executor, "آموزش")).then_refused(ProgramRefusal::ShareGiven);
    given::<Program>(shared.clone()).when(put_share(9, Partner, "آموزش")).then_refused(ProgramRefusal::UnknownShare);
    given::<Program>(shared.clone()).when(put_share(1, Partner, " ")).then_invalid(&["expected"]);
    given::<Program>(shared.clone()).when(end_share(9)).then_refused(ProgramRefusal::UnknownShare);
    let mut bare = end_share(1);
    bare.end.reason = String::new();
    given::<Program>(shared.clone()).when(bare).then_invalid(&["reason"]);
    let ended = history::<Program>(&shared, [end_share(1).into()]);
    given::<Program>(ended.clone()).when(end_share(1)).then_nothing();
    given::<Program>(ended.clone()).when(put_share(1, Partner, "دیگر")).then_refused(ProgramRefusal::ShareEnded);
    given::<Program>(ended).when(share(3, 31, Partner)).then_types(&["program_share_given"]);
}

/// One agency leads: the one that the program names, or the one that has the part.
#[test]
fn one_agency_leads_a_program() {
    use SharePart::{Lead, Partner};
    let led = program([share(1, 31, Lead).into()]);
    given::<Program>(led.clone()).when(share(2, 32, Lead)).then_refused(ProgramRefusal::LedByAnother);
    given::<Program>(led.clone()).when(share(2, 31, Lead)).then_refused(ProgramRefusal::ShareGiven);
    let lead = |agency: u128| ChangeProgram {
        change: ProgramChanged {
            facts: ProgramFacts { lead_agency: Some(id(agency)), ..facts() },
            changed_on: today(),
        },
        today: today(),
    };
    given::<Program>(led.clone()).when(lead(32)).then_refused(ProgramRefusal::LedByAnother);
    given::<Program>(led.clone()).when(lead(31)).then_types(&["program_changed"]);
    let named = program([lead(31).into(), share(2, 32, Partner).into()]);
    given::<Program>(named.clone()).when(share(1, 32, Lead)).then_refused(ProgramRefusal::LedByAnother);
    given::<Program>(named.clone()).when(put_share(2, Lead, "رهبری")).then_refused(ProgramRefusal::LedByAnother);
    given::<Program>(named).when(share(1, 31, Lead)).then_types(&["program_share_given"]);
    given::<Program>(history::<Program>(&led, [end_share(1).into()])).when(lead(32)).then_types(&["program_changed"]);
}
