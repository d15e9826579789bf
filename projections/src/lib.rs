//! Read models: one folder each, events → rows (`apply`) and rows → answers (`query`), disposable and rebuilt from the log alone.
//!
//! The whole file of one family is not stored: [`FamilyDocument`] folds the family's own stream whenever somebody opens it, and
//! [`families::file`] fills in names and days. Replay, as-of and packets fold a part of the same stream.
//!
//! # Reading
//!
//! Queries take a pool whose search path holds every live schema (`hamyar_projector::read_pool`), so table names are unqualified.

pub mod activities;
pub mod agency_records;
pub mod aid_calendar;
pub mod atlas;
pub mod audit;
pub mod caseworkers;
pub mod changes;
pub mod commissions;
pub mod councils;
pub mod cycles;
pub mod directory;
pub mod due_items;
pub mod erasures;
mod event;
pub mod facilitation;
pub mod families;
pub mod family_document;
pub mod funds;
pub mod late_work;
pub mod measures;
pub mod minutes;
pub mod names;
pub mod national;
pub mod neighborhood_cases;
pub mod offices;
pub mod pathway;
pub mod persons;
pub mod pilot;
pub mod places;
mod projection;
pub mod refusals;
pub mod report_tables;
pub mod requests;
pub mod roadmaps;
pub mod rollup;
pub mod rounding;
mod rows;
pub mod saved_reports;
pub mod services;
pub mod services_given;
pub mod situations;
mod sort_key;
pub mod stream_document;
pub mod tasks;
pub mod tierings;
pub mod transfers;
pub mod trust;
pub mod views;
pub mod waiting;
#[cfg(test)]
mod wanted_tests;

pub use event::{EventMeta, ProjectedEvent, StreamEventAny};
pub use family_document::FamilyDocument;
pub use names::Names;
pub use projection::{Projection, ProjectionError};
pub use sort_key::sort_key;
pub use stream_document::StreamDocument;

use std::sync::Arc;

/// Every projection, in the order in which a reader would want them first.
pub fn all() -> Vec<Arc<dyn Projection>> {
    vec![
        Arc::new(directory::Directory),
        Arc::new(places::Places),
        Arc::new(neighborhood_cases::NeighborhoodCases),
        Arc::new(families::Families),
        Arc::new(due_items::DueItems),
        Arc::new(aid_calendar::AidCalendar),
        Arc::new(caseworkers::Caseworkers),
        Arc::new(commissions::Commissions),
        Arc::new(tasks::Tasks),
        Arc::new(cycles::Cycles),
        Arc::new(services::Services),
        Arc::new(activities::Activities),
        Arc::new(funds::Funds),
        Arc::new(councils::Councils),
        Arc::new(national::National),
        Arc::new(tierings::Tierings),
        Arc::new(services_given::ServicesGiven),
        Arc::new(trust::Trust),
        Arc::new(audit::AuditTrail),
        Arc::new(erasures::Erasures),
        Arc::new(persons::Persons),
        Arc::new(late_work::LateWork),
        Arc::new(requests::Requests),
        Arc::new(situations::MemberSituations),
        Arc::new(roadmaps::Roadmaps),
        Arc::new(facilitation::Facilitation),
        Arc::new(refusals::Refusals),
        Arc::new(offices::Offices),
        Arc::new(saved_reports::SavedReports),
        Arc::new(atlas::AtlasFacts),
        Arc::new(pathway::PathwayOfWomen),
        Arc::new(transfers::Transfers),
        Arc::new(agency_records::AgencyRecords),
    ]
}

/// The log position up to which a projection's rows stand; 0 before its first start.
pub async fn position(pool: &sqlx::PgPool, name: &str) -> Result<i64, sqlx::Error> {
    let found: Option<i64> =
        sqlx::query_scalar("select position from projection.checkpoint where name = $1 order by version desc limit 1")
            .bind(name)
            .fetch_optional(pool)
            .await?;
    Ok(found.unwrap_or(0))
}

/// The log position up to which the rows of all of these projections stand: the lowest of theirs.
pub async fn position_of_all(pool: &sqlx::PgPool, names: &[&str]) -> Result<i64, sqlx::Error> {
    let mut lowest = None;
    for name in names {
        let found = position(pool, name).await?;
        lowest = Some(lowest.map_or(found, |lowest: i64| lowest.min(found)));
    }
    Ok(lowest.unwrap_or(0))
}

/// The log position that every projection has reached.
pub async fn lowest_position(pool: &sqlx::PgPool) -> Result<i64, sqlx::Error> {
    let names: Vec<&str> = all().iter().map(|projection| projection.name()).collect();
    let (found, lowest): (i64, Option<i64>) =
        sqlx::query_as("select count(*), min(position) from (select distinct on (name) position from projection.checkpoint where name = any($1)
                order by name, version desc) c")
            .bind(&names)
            .fetch_one(pool)
            .await?;
    // A projection that has not begun stands at 0.
    let all_begun = usize::try_from(found).is_ok_and(|found| found >= names.len());
    Ok(lowest.filter(|_| all_begun).unwrap_or(0))
}

/// Whether a projection is paused before a position, so that waiting for it would not help.
pub async fn is_paused_before(pool: &sqlx::PgPool, position: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select exists (select 1 from projection.checkpoint where state = 'paused' and position < $1)")
        .bind(position)
        .fetch_one(pool)
        .await
}
