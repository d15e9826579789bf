//! The catalog of reports as the signed-in person may read it, and the reports that are one table.

mod operations;

use axum::Json;
use hamyar_domain::office::catalog::{STEPS, WORK_PLAN};
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::offices::OfficeFilter;
use hamyar_projections::report_tables::{self as tables, PeopleFilter, PlannedTask, ReportTable};
use hamyar_projections::rounding::Keyed;
use hamyar_projections::views::Title;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::facilitation::in_charge_below;
use super::{offices, reports};
use crate::auth::Signed;
use crate::input::PageQuery;
use crate::problem::{Problem, from_database};
use crate::report_catalog::{Every, REPORTS, ReportEntry, Theme};
use crate::state::AppState;
use crate::wait::AtLeast;

/// A report in the catalog.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReportCard {
    /// Its number in the program's list of reports.
    number: String,
    /// Its name on the command line and in addresses.
    key: String,
    title: Title,
    theme: Theme,
    every: Every,
    operations: Vec<String>,
    /// Screens it stands on; the first that the reader's roles open.
    screens: Vec<String>,
    /// The document that asks for it.
    source: String,
}

impl From<&ReportEntry> for ReportCard {
    fn from(entry: &ReportEntry) -> Self {
        let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        Self {
            number: entry.number.to_owned(),
            key: entry.key.to_owned(),
            title: Title::new(entry.fa, entry.en),
            theme: entry.theme,
            every: entry.every,
            operations: texts(entry.operations),
            screens: texts(entry.screens),
            source: entry.source.to_owned(),
        }
    }
}

/// The reports that the person may read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReportList {
    reports: Vec<ReportCard>,
}

/// The reports that the signed-in person may read, by number.
#[utoipa::path(get, path = "/reports", tag = "reports", responses((status = 200, body = ReportList), ReadProblems))]
pub(crate) async fn list_reports(signed: Signed) -> Result<Json<ReportList>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let reads = |entry: &&ReportEntry| entry.readers.iter().any(|role| signed.principal.is(*role));
    Ok(Json(ReportList { reports: REPORTS.iter().filter(reads).map(ReportCard::from).collect() }))
}

/// Of which place and center.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableQuery {
    /// Below this place, group or neighborhood; everything in reach when absent.
    pub(super) place_id: Option<String>,
    /// Of this center; for reports on families.
    pub(super) center_id: Option<String>,
    /// Last day that counts, in either calendar; for `pilot-statistics`, today when absent.
    pub(super) until: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    pub(super) at_least: Option<String>,
}

fn work_plan() -> Vec<PlannedTask> {
    let title = |code: &str| {
        let step = STEPS.iter().find(|step| step.code == code);
        step.map_or_else(|| Title::new(code, code), |step| Title::new(step.title_fa, step.title_en))
    };
    let planned = WORK_PLAN.iter().map(|task| PlannedTask {
        step: task.step,
        step_title: title(task.step),
        code: task.code,
        text: task.text,
    });
    planned.collect()
}

/// The neighborhoods whose small counts the person may see; `None` for all of them.
async fn in_charge(state: &AppState, signed: &Signed) -> Result<Option<BTreeSet<Uuid>>, Problem> {
    if signed.principal.is(Role::Auditor) {
        return Ok(None);
    }
    in_charge_below(state, signed).await.map(Some)
}

/// A report that is one table, by its name in the catalog, as the person may read it. What is no such report does not exist.
pub(crate) async fn table(
    state: &AppState,
    signed: &Signed,
    report: &str,
    query: &TableQuery,
) -> Result<ReportTable, Problem> {
    let fault = |error| from_database("report table", error);
    let (pool, today) = (state.read(), state.today());
    let mut read = PageQuery::default();
    let place: Option<Uuid> = read.parse("place_id", &query.place_id);
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let keyed: Keyed<'_> = &keyed;
    let found = match report {
        "settlements" | "zones" => {
            signed.check(Action::ReadLists, &Resource::None)?;
            read.done()?;
            if report == "zones" { tables::zones(pool, place).await } else { tables::settlements(pool, place).await }
        }
        "activity-distribution"
        | "participants-by-sex"
        | "strengths-weaknesses"
        | "test-results"
        | "provincial-summary" => {
            signed.check(Action::ReadFacilitation, &Resource::None)?;
            read.done()?;
            let own = in_charge(state, signed).await?;
            match report {
                "activity-distribution" => tables::activity_distribution(pool, place).await,
                "participants-by-sex" => tables::participants_by_sex(pool, place, own.as_ref()).await,
                "strengths-weaknesses" => tables::findings(pool, place).await,
                "test-results" => tables::workshop_tests(pool, place, own.as_ref()).await,
                _ => tables::provincial_summary(pool, place).await,
            }
        }
        "vulnerable-categories" | "registry" => {
            let (center, place) = (query.center_id.clone(), query.place_id.clone());
            let scope = reports::Scope::ask(state, signed, Action::ReadReports, center, place).await?;
            let rounded = scope.is_rounded.then_some(keyed);
            let filter = PeopleFilter {
                center_id: scope.center_id,
                neighborhoods: scope.neighborhoods,
                place_id: scope.place_id,
            };
            match report {
                "registry" => tables::registry(pool, &filter, rounded).await,
                _ => tables::categories(pool, &filter, rounded).await,
            }
        }
        "pilot-statistics" => {
            signed.may_ever(Action::ReadReports)?;
            // It counts every center, so that a manager's right to one of them does not reach it.
            if !signed.principal.is(Role::Auditor) && !signed.principal.is(Role::Officer) {
                return Err(Problem::NotAllowed);
            }
            let until = read.day("until", &query.until).unwrap_or(today);
            read.done()?;
            let exact = signed.principal.is(Role::Auditor);
            let place = match place {
                // Whoever reads counts of the own place alone names no other.
                Some(_) if !exact => reports::place_of(state, &signed.principal, place).await?,
                place => place,
            };
            tables::pilot_statistics(pool, place, until, (!exact).then_some(keyed)).await
        }
        "office-work-plan" | "needs-profiles" | "office-evaluations" | "local-groups" => {
            signed.may_ever(Action::ReadOffices)?;
            read.done()?;
            let filter = OfficeFilter { within: place, ..offices::in_reach(signed) };
            match report {
                "office-work-plan" => tables::office_work(pool, &filter, &work_plan(), today).await,
                "needs-profiles" => tables::needs_profiles(pool, &filter, today).await,
                "office-evaluations" => tables::office_evaluations(pool, &filter, today).await,
                _ => tables::local_groups(pool, &filter, today).await,
            }
        }
        "obstacles" => {
            signed.check(Action::ReadCouncils, &Resource::None)?;
            read.done()?;
            tables::obstacles(pool, place, today).await
        }
        _ => return Err(Problem::NotFound),
    };
    let mut table = found.map_err(fault)?;
    table.as_of = Some(state.clock().now().into());
    Ok(table)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_reports)).merge(operations::router())
}
