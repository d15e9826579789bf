//! One operation for each report that is one table: each has its place in the document, and its own row among the rights.

use axum::Json;
use axum::extract::State;
use hamyar_projections::report_tables::ReportTable;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{AtLeast, Problem, ReadProblems, Signed, TableQuery, table};
use crate::input::Filters;
use crate::state::AppState;

macro_rules! table_operation {
    ($(#[$doc:meta])* $name:ident $path:literal $report:literal) => {
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "reports", params(TableQuery), responses((status = 200, body = ReportTable), ReadProblems))]
        pub(crate) async fn $name(
            State(state): State<AppState>,
            signed: Signed,
            _at_least: AtLeast,
            Filters(query): Filters<TableQuery>,
        ) -> Result<Json<ReportTable>, Problem> {
            table(&state, &signed, $report, &query).await.map(Json)
        }
    };
}

table_operation! {
    /// Where the program of social resilience was active: neighborhoods with a class or a roadmap, and their counties.
    read_activity_distribution "/reports/tables/activity-distribution" "activity-distribution"
}

table_operation! {
    /// Who came to the classes of neighborhoods by sex; small counts are told to those in charge alone.
    read_participants_by_sex "/reports/tables/participants-by-sex" "participants-by-sex"
}

table_operation! {
    /// What a place counts of the program of social resilience, as a table.
    read_provincial_summary "/reports/tables/provincial-summary" "provincial-summary"
}

table_operation! {
    /// Strengths and weaknesses of workshops by phase and assessor.
    read_findings "/reports/tables/strengths-weaknesses" "strengths-weaknesses"
}

table_operation! {
    /// What tests before and after say of each workshop.
    read_test_results "/reports/tables/test-results" "test-results"
}

table_operation! {
    /// Towns with informal settlements: declared figures, and shares by a stated rule beside the printed ones.
    read_settlements "/reports/tables/settlements" "settlements"
}

table_operation! {
    /// Zones with area, districts, population, position and their neighborhoods in rank.
    read_zones "/reports/tables/zones" "zones"
}

table_operation! {
    /// The figures of the empowerment pilot, counted again beside the printed ones; persons are rounded for officers.
    read_pilot_statistics "/reports/tables/pilot-statistics" "pilot-statistics"
}

table_operation! {
    /// The women of the register by covering agency, place and need, and duplicate files; rounded for officers.
    read_registry "/reports/tables/registry" "registry"
}

table_operation! {
    /// Families and persons of every vulnerable category; rounded for officers, and left out below five.
    read_vulnerable_categories "/reports/tables/vulnerable-categories" "vulnerable-categories"
}

table_operation! {
    /// The obstacles of all councils with owner and state, the open and oldest first.
    read_obstacles "/reports/tables/obstacles" "obstacles"
}

table_operation! {
    /// The tasks of the work plan in every neighborhood of the offices in reach, with their state.
    read_office_work "/reports/tables/office-work-plan" "office-work-plan"
}

table_operation! {
    /// Needs profiles of the offices in reach, with the days of both approvals and of notifying.
    read_needs_profiles "/reports/tables/needs-profiles" "needs-profiles"
}

table_operation! {
    /// The half-yearly evaluations of the offices in reach.
    read_office_evaluations "/reports/tables/office-evaluations" "office-evaluations"
}

table_operation! {
    /// Groups and institutions of the offices in reach: state, members, permit.
    read_local_groups "/reports/tables/local-groups" "local-groups"
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_activity_distribution))
        .routes(routes!(read_participants_by_sex))
        .routes(routes!(read_provincial_summary))
        .routes(routes!(read_findings))
        .routes(routes!(read_test_results))
        .routes(routes!(read_settlements))
        .routes(routes!(read_zones))
        .routes(routes!(read_pilot_statistics))
        .routes(routes!(read_registry))
        .routes(routes!(read_vulnerable_categories))
        .routes(routes!(read_obstacles))
        .routes(routes!(read_office_work))
        .routes(routes!(read_needs_profiles))
        .routes(routes!(read_office_evaluations))
        .routes(routes!(read_local_groups))
}
