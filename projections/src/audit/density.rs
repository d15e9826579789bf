//! How many events of each kind there were on each day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;

use super::query::{AuditFilter, Order, Resolved};
use crate::views::CivilDate;

/// Kinds of events, in the order in which they are stacked.
pub const KINDS: [&str; 6] = ["record", "assessment", "holding", "work", "commission", "register"];

/// Which of [`KINDS`] an event type belongs to.
pub fn kind_of(event_type: &str) -> &'static str {
    match event_type {
        "assessment_recorded" | "tier_assigned" => "assessment",
        "slot_reserved" | "reservation_released" | "family_taken_on" | "family_handed_over" => "holding",
        "referred_to_expert" | "expert_answered" | "note_added" => "work",
        "case_closed" | "case_reopened" => "record",
        _ => {
            let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| event_type.starts_with(prefix));
            if begins(&["visit_", "service_", "calendar_"]) {
                "work"
            } else if begins(&["caseworker_", "assignment_", "training_", "skills_", "leave_"]) {
                "holding"
            } else if begins(&[
                "referred_to",
                "referral_",
                "commission_",
                "task_",
                "session_",
                "case_",
                "decision_",
                "participant_",
            ]) {
                "commission"
            } else if begins(&[
                "family_",
                "registration_",
                "consent_",
                "member_",
                "head_",
                "address_",
                "safe_",
                "category_",
                "coverage_",
                "attachment_",
                "center_changed",
            ]) {
                "record"
            } else {
                "register"
            }
        }
    }
}

/// One day's events.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DensityDay {
    pub day: CivilDate,
    /// By kind: `record`, `assessment`, `holding`, `work`, `commission`, `register`; kinds without an event are left out.
    pub counts: BTreeMap<String, i64>,
}

/// Events by day; days without an event are left out.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Density {
    pub from: CivilDate,
    pub to: CivilDate,
    /// Whether the days are those on which events happened; otherwise those on which they were recorded.
    pub happened: bool,
    pub days: Vec<DensityDay>,
}

/// Counts the filter's events in a span of days, which replaces that of the filter.
pub async fn density(
    pool: &PgPool,
    filter: &AuditFilter,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Density, sqlx::Error> {
    let happened = filter.order() == Order::Happened;
    let mut filter = filter.clone();
    if happened {
        (filter.happened_from, filter.happened_to) = (Some(from), Some(to));
    } else {
        (filter.from, filter.to) = (Some(from), Some(to));
    }
    let resolved = Resolved::of(pool, &filter).await?;
    let day = if happened { "t.happened_on" } else { "t.recorded_on" };
    let mut query =
        QueryBuilder::<Postgres>::new(format!("select {day}, t.event_type, count(*) from trail t where true"));
    resolved.push(&mut query, &filter, None);
    query.push(" group by 1, 2 order by 1");
    let rows: Vec<(NaiveDate, String, i64)> = query.build_query_as().persistent(false).fetch_all(pool).await?;
    let mut days: Vec<DensityDay> = Vec::new();
    for (day, event_type, count) in rows {
        if days.last().is_none_or(|last| last.day.iso != day) {
            days.push(DensityDay { day: day.into(), counts: BTreeMap::new() });
        }
        if let Some(last) = days.last_mut() {
            *last.counts.entry(kind_of(&event_type).to_owned()).or_default() += count;
        }
    }
    Ok(Density { from: from.into(), to: to.into(), happened, days })
}
