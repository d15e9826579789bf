//! Every event of the log: who did what and when, without what was written.

use axum::Json;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::audit::{self, AuditFilter, AuditItem, Density};
use hamyar_projections::views::{ActorRef, Page};

use super::filter::TrailQuery;
use super::trace;
use crate::auth::Signed;
use crate::input::{Filters, cursor_of};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::families::document;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Who did what and when, newest first, without what was written.
#[utoipa::path(get, path = "/audit/events", tag = "audit", params(TrailQuery),
    responses((status = 200, body = Page<AuditItem>), ReadProblems))]
pub(crate) async fn list_audit_events(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TrailQuery>,
) -> Result<Json<Page<AuditItem>>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let asked = query.read()?;
    trace(&state, &signed, "list_audit_events", "log", &verdict).await?;
    let page = audit::events(state.read(), &asked.filter, asked.cursor, asked.limit).await;
    let mut page = page.map_err(|error| from_database("audit trail", error))?;
    page.next = page.next.as_deref().map(cursor_of);
    name(&state, &mut page.items).await?;
    Ok(Json(page))
}

/// Fills in who did what.
pub(super) async fn name(state: &AppState, items: &mut [AuditItem]) -> Result<(), Problem> {
    let mut actors: Vec<&mut ActorRef> = items.iter_mut().map(|item| &mut item.actor).collect();
    document::name_actors(state, &mut actors).await
}

/// Days shown unless others are asked for, and at most.
const DAYS: u64 = 60;
const DAYS_MAX: i64 = 400;

/// How many events of the filter there were on each day, by kind. Without days, the last 60; at most 400.
#[utoipa::path(get, path = "/audit/events/density", tag = "audit", params(TrailQuery),
    responses((status = 200, body = Density), ReadProblems))]
pub(crate) async fn read_audit_density(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TrailQuery>,
) -> Result<Json<Density>, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let asked = query.read()?;
    trace(&state, &signed, "read_audit_density", "log", &verdict).await?;
    let (from, to) = days(&asked.filter, state.today());
    let found = audit::density(state.read(), &asked.filter, from, to).await;
    found.map(Json).map_err(|error| from_database("audit density", error))
}

/// The days a filter asks for by the time it is ordered by, cut to what can be shown.
fn days(filter: &AuditFilter, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (from, to) = match filter.order() {
        audit::Order::Recorded => (filter.from, filter.to),
        audit::Order::Happened => (filter.happened_from, filter.happened_to),
    };
    let to = to.unwrap_or(today).min(today);
    let from = from.unwrap_or_else(|| to.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(to)).min(to);
    if (to - from).num_days() >= DAYS_MAX {
        let days = u64::try_from(DAYS_MAX - 1).unwrap_or(0);
        return (to.checked_sub_days(Days::new(days)).unwrap_or(from), to);
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_chart_are_bounded_and_end_today() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-11-28");
        let filter = |from: Option<&str>, to: Option<&str>| AuditFilter {
            from: from.map(day),
            to: to.map(day),
            ..AuditFilter::default()
        };
        assert_eq!(days(&filter(None, None), today), (day("2026-09-30"), today));
        assert_eq!(
            days(&filter(Some("2026-11-01"), Some("2026-11-05")), today),
            (day("2026-11-01"), day("2026-11-05"))
        );
        assert_eq!(days(&filter(Some("2020-01-01"), None), today), (day("2025-10-25"), today));
        assert_eq!(days(&filter(Some("2030-01-01"), None), today), (today, today));
        let happened = AuditFilter { happened_from: Some(day("2026-01-01")), ..filter(Some("2026-11-27"), None) };
        assert_eq!(days(&happened, today).0, day("2026-01-01"));
    }
}
