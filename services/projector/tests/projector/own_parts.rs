//! What an agency reads of the national programs from given events, and what it is told of its parts.

use chrono::Days;
use hamyar_events::program::*;
use hamyar_events::*;
use hamyar_projections::national::{PartState, parts_of_agency, program_of_agency};
use hamyar_projections::waiting::{WaitingFor, WaitingKind, waiting};

use crate::story::*;
use crate::support::Database;

const OWN: u128 = 31;
const OTHER: u128 = 32;
/// A program that goes on, one that ended, one that the agency leads by name, and one of the other agency alone.
const PROGRAMS: [u128; 4] = [601, 602, 603, 604];
const SHARE: u128 = 700;

fn registered(title: &str, lead: Option<u128>) -> ProgramRegistered {
    let facts = ProgramFacts {
        title: title.to_owned(),
        title_en: None,
        field: None,
        lead_agency: lead.map(|agency| id(agency).into()),
        agreement_id: None,
        provinces: Vec::new(),
        horizon: None,
    };
    ProgramRegistered { kind: ProgramKind::Scheme, facts, registered_on: day("2025-03-21"), source: None }
}

fn given(share: u128, agency: u128, part: SharePart, due: Option<&str>) -> ShareGiven {
    ShareGiven {
        share_id: id(SHARE + share).into(),
        agency_id: id(agency).into(),
        facts: ShareFacts { part, expected: format!("انتظار {share}"), due_on: due.map(day) },
        given_on: day("2025-04-01"),
        source: None,
    }
}

fn story() -> Story {
    use SharePart::{Executor, Funder, Lead, Partner};
    let [going, ended, led, foreign] = PROGRAMS;
    let end = ShareEnded {
        share_id: id(SHARE + 3).into(), reason: "سپرده شد".to_owned(), ended_on: day("2025-06-01")
    };
    let mut story = Story::default();
    story
        .program(going, registered("طرح نماد", None))
        .program(going, given(1, OWN, Partner, Some("2025-05-01")))
        .program(going, given(2, OWN, Funder, None))
        .program(going, given(3, OWN, Executor, Some("2025-05-01")))
        .program(going, end)
        .program(going, given(4, OTHER, Lead, None))
        .program(ended, registered("طرح سامان", None))
        .program(ended, given(5, OWN, Partner, Some("2025-05-01")))
        .program(ended, ProgramEnded { ended_on: day("2025-07-01") })
        .program(led, registered("سامانه", Some(OWN)))
        .program(foreign, registered("طرح دیگر", Some(OTHER)))
        .program(foreign, given(6, OTHER, Partner, Some("2025-05-01")));
    story
}

#[tokio::test]
async fn an_agency_reads_its_own_parts_and_the_programs_that_have_them() {
    let database = Database::with_some(&story(), &["places", "directory", "national"]).await;
    let today = day("2025-08-01");
    let found = parts_of_agency(&database.pool, id(OWN), today, 100).await.unwrap();
    let told: Vec<_> = found.iter().map(|one| (one.part.part, one.state, one.part.is_late)).collect();
    let going = (PartState::Going, false);
    assert_eq!(
        told,
        [
            (Some(SharePart::Partner), PartState::Going, true),
            (Some(SharePart::Lead), going.0, going.1),
            (Some(SharePart::Funder), going.0, going.1),
            // What ended is late no more.
            (Some(SharePart::Partner), PartState::ProgramEnded, false),
            (Some(SharePart::Executor), PartState::Ended, false),
        ]
    );
    assert_eq!(found[4].end_reason.as_deref(), Some("سپرده شد"));
    assert_eq!((found[1].part.expected.clone(), found[1].given_on.clone()), (None, None), "led by name alone");

    let [going, ended, led, foreign] = PROGRAMS;
    let read = async |program: u128| program_of_agency(&database.pool, id(OWN), id(program), today).await.unwrap();
    let whole = read(going).await.unwrap();
    assert_eq!((whole.parts.len(), whole.lead.as_ref().map(|lead| lead.id)), (3, Some(id(OTHER))));
    let expected: Vec<_> = whole.parts.iter().filter_map(|one| one.part.expected.as_deref()).collect();
    assert_eq!(expected, ["انتظار 1", "انتظار 2", "انتظار 3"], "nothing of another agency's part");
    assert_eq!(read(ended).await.unwrap().parts[0].state, PartState::ProgramEnded);
    assert_eq!(read(led).await.unwrap().lead.map(|lead| lead.id), Some(id(OWN)));
    assert_eq!(read(foreign).await, None);
    assert_eq!(read(699).await, None);
}

/// Told new for two weeks from the day it was written down, and late while its day is past; not once it or its program ended.
#[tokio::test]
async fn an_agency_is_told_of_a_new_part_and_of_a_late_one() {
    let mut story = story();
    let [going, ..] = PROGRAMS;
    let recorded = hamyar_persian::tehran_date(story.projected().last().unwrap().recorded_at);
    let later = recorded + Days::new(20);
    let change = |due| ShareChanged {
        share_id: id(SHARE + 2).into(),
        facts: ShareFacts { part: SharePart::Funder, expected: "انتظار".to_owned(), due_on: Some(due) },
        changed_on: day("2025-06-01"),
    };
    story.program(going, change(later));
    let database = Database::with(&story).await;
    let whom = WaitingFor { agency_id: Some(id(OWN)), ..WaitingFor::default() };
    let told = async |today| {
        let found = waiting(&database.pool, &whom, today).await.unwrap();
        found.into_iter().map(|one| (one.kind, one.key, one.since)).collect::<Vec<_>>()
    };
    let late = |share: u128, due| (WaitingKind::ProgramPartLate, format!("{}:{due}", id(SHARE + share)), due);
    let new = (WaitingKind::ProgramPartNew, id(SHARE + 2).to_string(), recorded);
    assert_eq!(told(recorded).await, [new.clone(), late(1, day("2025-05-01"))]);
    assert_eq!(told(recorded + Days::new(13)).await, [new, late(1, day("2025-05-01"))]);
    assert_eq!(told(recorded + Days::new(14)).await, [late(1, day("2025-05-01"))]);
    let both = told(later + Days::new(1)).await;
    assert_eq!(both, [late(1, day("2025-05-01")), late(2, later)]);
    let nobody = WaitingFor::default();
    assert_eq!(waiting(&database.pool, &nobody, later).await.unwrap(), []);
}
