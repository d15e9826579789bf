//! The empowerment pilot of Shahr-e Rey (document 001): its strategic council with the obstacles that the report lists, the letter and the decree by which it
//! began, and what it set out to do as a catalog.
//!
//! Nothing is counted here. The report prints how many classes, sessions and loans there were and no record of any of them: printed figures stay declared
//! (`figures`), and counted ones begin with what somebody records. The conference of Shahrivar 1393 is the last of the activities; a conference without a
//! center is no event of its own.

use super::ids::{catalog_id, document_day, stream_id};
use super::places::place_id;
use super::plan::{Plan, SeedCommand};
use super::source::{Row, SeedError, SeedSource};
use chrono::NaiveDate;
use hamyar_domain::catalog::{CatalogCommand, DefineTerm};
use hamyar_domain::council::{FormCouncil, RaiseObstacle, RecordLetter};
use hamyar_events::catalog::CatalogTermDefined;
use hamyar_events::council::{CouncilFormed, LetterRecorded, ObstacleRaised};
use hamyar_events::family::Sentence;
use hamyar_events::{CouncilKind, LetterId, ObstacleId};
use hamyar_persian::JalaliDate;
use uuid::Uuid;

const OBSTACLES: &str = "001/obstacles";
const DOCUMENTS: &str = "001/dated_documents";
const ACTIVITIES: &str = "001/activities";
/// What the report calls its body, with the county that it is for.
const COUNCIL: &str = "شورای راهبردی توانمندسازی زنان سرپرست خانوار شهرستان ری";
/// The catalog of what the pilot set out to do.
const CATALOG: &str = "pilot_activity";

/// Id of the pilot's council.
pub fn pilot_council_id() -> Uuid {
    stream_id("council", "pilot")
}

/// A day of the Jalali calendar, as `1393-04-31`.
fn day(text: &str) -> Option<NaiveDate> {
    text.parse::<JalaliDate>().ok().map(JalaliDate::to_gregorian)
}

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    let documents = source.sheet("001_dated_documents.csv")?.rows;
    let days = documents.iter().map(|row| row.read("jalali_date", day)).collect::<Result<Vec<_>, _>>()?;
    let dated = || documents.iter().zip(days.iter().copied());
    let today = document_day("001");
    let id = pilot_council_id();
    // It began with the decree that gave the program to somebody.
    let formed_on = dated().find(|(row, _)| row.text("kind") == "decree").map_or(today, |(_, on)| on);
    let council = CouncilFormed {
        kind: CouncilKind::StrategicCouncil,
        name: COUNCIL.to_owned(),
        by_law: None,
        place_id: Some(place_id("rey_county")),
        formed_on,
    };
    let mut add = |key: &str, source: &str, command: hamyar_domain::CouncilCommand| {
        plan.add(id, key, source, SeedCommand::Council(command));
    };
    add("form", DOCUMENTS, FormCouncil { council, today }.into());
    for (row, dated_on) in dated().filter(|(row, _)| row.some("number_as_printed").is_some()) {
        let number = row.text("number_as_printed");
        let letter = LetterRecorded {
            letter_id: LetterId(Uuid::new_v5(&id, format!("letter/{number}").as_bytes())),
            direction: row.read("direction", |text| text.parse().ok())?,
            number: number.to_owned(),
            correspondent: row.text("correspondent_fa").to_owned(),
            subject: row.text("subject_fa").to_owned(),
            dated_on,
        };
        add(&format!("letter/{number}"), DOCUMENTS, RecordLetter { letter, today }.into());
    }
    for row in source.sheet("001_obstacles.csv")?.rows {
        let number = row.text("row_no");
        let obstacle = ObstacleRaised {
            obstacle_id: ObstacleId(Uuid::new_v5(&id, format!("obstacle/{number}").as_bytes())),
            text: row.text("obstacle_fa").to_owned(),
            owner: None,
            session_id: None,
            // The report lists them without a day: around when it was written.
            raised_on: today,
        };
        add(&format!("obstacle/{number}"), OBSTACLES, RaiseObstacle { obstacle, today }.into());
    }
    for row in source.sheet("001_activities.csv")?.rows {
        activity(plan, &row)?;
    }
    Ok(())
}

/// What the report says was to be done, as a term: one row, one term, in its order.
fn activity(plan: &mut Plan, row: &Row) -> Result<(), SeedError> {
    let code = format!("{}_{}", row.text("activity_key"), row.text("row_no"));
    let term = CatalogTermDefined {
        catalog: CATALOG.to_owned(),
        code: code.clone(),
        title: Sentence { fa: row.text("activity_fa").to_owned(), en: row.text("activity_en").to_owned() },
        domain: None,
        group: row.some("activity_key"),
        order: row.read("row_no", |number| number.parse().ok())?,
        source: ACTIVITIES.to_owned(),
    };
    let command = SeedCommand::Catalog(CatalogCommand::from(DefineTerm { term }));
    plan.add(catalog_id(CATALOG), &format!("term/{code}"), ACTIVITIES, command);
    Ok(())
}
