//! Saved reports: questions that people keep under a name, for themselves or for those of the same role and place. Numbers are never kept.

use axum::Json;
use axum::extract::State;
use hamyar_domain::SavedReport;
use hamyar_domain::saved_report as domain;
use hamyar_events::saved_report::{
    ReportAudience, ReportDefinition, ReportFilter, ReportSaved, SavedReportChanged, SavedReportRenamed,
    SavedReportShared,
};
use hamyar_events::{PlaceId, ReportChart, Role, UserId};
use hamyar_identity::policy::Action;
use hamyar_projections::saved_reports::{self, SavedReportView};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on, undated};
use super::report_builder;
use super::run::{self, Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Code, Day, InPath, Line, body, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

body! {
    /// Only what has one of these values.
    pub struct ReportFilterFields {
        /// Code of a dimension.
        dimension: Code,
        values: Vec<Line>,
    }
}

body! {
    /// What a report counts.
    pub struct ReportDefinitionFields {
        /// Code of a measure.
        measure: Code,
        /// Code of the dimension whose values are the rows.
        rows: Code,
        /// Code of the dimension whose values are the columns.
        columns: Option<Code>,
        filters: Vec<ReportFilterFields>,
        /// A place, a group or a neighborhood.
        place_id: Option<PlaceId>,
        /// As it was known at the end of this day.
        as_known_on: Option<Day>,
        chart: ReportChart,
    }
}

command! {
    /// A report to keep.
    pub struct SaveReportBody {
        /// Names nobody.
        name: Line,
        definition: ReportDefinitionFields,
        /// The role of the own ones whose others over the same place may open it; nobody's when absent.
        share_role: Option<Role>,
    }
}

command! {
    /// What it is called from now on.
    pub struct RenameReportBody {
        name: Line,
    }
}

command! {
    /// What it counts from now on.
    pub struct ChangeReportBody {
        definition: ReportDefinitionFields,
    }
}

command! {
    /// With whom it is shared from now on.
    pub struct ShareReportBody {
        /// The role of the own ones whose others over the same place may open it; nobody's when absent.
        share_role: Option<Role>,
    }
}

command! {
    /// It is no more.
    pub struct DeleteReportBody {}
}

fn definition(fields: ReportDefinitionFields) -> ReportDefinition {
    let text = |code: Code| code.as_str().to_owned();
    ReportDefinition {
        measure: text(fields.measure),
        rows: text(fields.rows),
        columns: fields.columns.map(text),
        filters: fields
            .filters
            .into_iter()
            .map(|one| ReportFilter {
                dimension: text(one.dimension),
                values: one.values.into_iter().map(Line::into_string).collect(),
            })
            .collect(),
        place_id: fields.place_id,
        as_known_on: fields.as_known_on.map(|day| day.0),
        chart: fields.chart,
    }
}

/// What the person holds: the roles and places by which reports are shared with them.
fn audiences(signed: &Signed) -> Vec<ReportAudience> {
    let grants = signed.principal.grants.iter();
    grants.map(|grant| ReportAudience { role: grant.role, bound_to: grant.bound_to }).collect()
}

/// The audience of a role that the person has; a role that one has not is no audience of one's own.
fn audience(signed: &Signed, role: Option<Role>) -> Result<Option<ReportAudience>, Problem> {
    let Some(role) = role else { return Ok(None) };
    let found = audiences(signed).into_iter().find(|one| one.role == role);
    found.map(Some).ok_or_else(|| Problem::field("share_role", "not_in_set"))
}

/// The own saved reports, then those shared with the person's roles and places.
#[utoipa::path(get, path = "/saved-reports", tag = "reports",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<SavedReportView>), ReadProblems))]
pub(crate) async fn list_saved_reports(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<SavedReportView>>, Problem> {
    signed.may_ever(Action::BuildReports)?;
    let found = saved_reports::saved_reports(state.read(), signed.principal.user_id, &audiences(&signed)).await;
    let items = found.map_err(|error| from_database("saved reports", error))?;
    let position = hamyar_projections::position(state.read(), "saved_reports").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("saved reports", error))?)))
}

/// One saved report: the question, which each reader reads with the own rights.
#[utoipa::path(get, path = "/saved-reports/{id}", tag = "reports",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = SavedReportView), ReadProblems))]
pub(crate) async fn read_saved_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<SavedReportView>, Problem> {
    signed.may_ever(Action::BuildReports)?;
    let found = saved_reports::saved_report(state.read(), signed.principal.user_id, &audiences(&signed), path[0]).await;
    found.map_err(|error| from_database("saved report", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Keep a report under a name.
#[utoipa::path(post, path = "/saved-reports", tag = "reports", request_body = SaveReportBody, responses(CommandAnswers))]
pub(crate) async fn save_report(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::BuildReports)?;
    let body: SaveReportBody = asked.sent.read()?;
    report_builder::check(&asked.signed, &definition(body.definition), "definition.")?;
    let shared_with = audience(&asked.signed, body.share_role)?;
    let owner = UserId(asked.signed.principal.user_id);
    begin::<SavedReport, SaveReportBody>(&asked, "save_report", undated, |body, _| {
        let id = derived_id(body.command_id, "saved_report");
        let report =
            ReportSaved { owner, name: body.name.into_string(), definition: definition(body.definition), shared_with };
        Ok((id, domain::SaveReport { report }.into(), ids("saved_report_id", id)))
    })
    .await
}

/// Whose report it is: it is the person's own, or does not exist for them.
async fn own(asked: &Asked<[Uuid; 1]>) -> Result<UserId, Problem> {
    let Asked { state, signed, path, .. } = asked;
    signed.may_ever(Action::BuildReports)?;
    let by = UserId(signed.principal.user_id);
    let loaded = state.store().load::<SavedReport>(path[0]).await.map_err(run::store_problem)?;
    if loaded.state.owner == Some(by) { Ok(by) } else { Err(Problem::NotFound) }
}

/// Call a saved report otherwise.
#[utoipa::path(post, path = "/saved-reports/{id}/rename", tag = "reports", request_body = RenameReportBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn rename_report(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let by = own(&asked).await?;
    go_on::<SavedReport, RenameReportBody>(&asked, "rename_report", undated, |body, _| {
        Ok((
            domain::RenameReport { renaming: SavedReportRenamed { name: body.name.into_string() }, by }.into(),
            Ids::new(),
        ))
    })
    .await
}

/// Let a saved report count something else.
#[utoipa::path(post, path = "/saved-reports/{id}/change", tag = "reports", request_body = ChangeReportBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn change_report(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    // Whether it is theirs is told before what is wrong with it.
    let by = own(&asked).await?;
    let body: ChangeReportBody = asked.sent.read()?;
    report_builder::check(&asked.signed, &definition(body.definition), "definition.")?;
    go_on::<SavedReport, ChangeReportBody>(&asked, "change_report", undated, |body, _| {
        Ok((
            domain::ChangeReport { change: SavedReportChanged { definition: definition(body.definition) }, by }.into(),
            Ids::new(),
        ))
    })
    .await
}

/// Share a saved report with those of a role and place of one's own, or with nobody any more.
#[utoipa::path(post, path = "/saved-reports/{id}/share", tag = "reports", request_body = ShareReportBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn share_report(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let by = own(&asked).await?;
    let body: ShareReportBody = asked.sent.read()?;
    let with = audience(&asked.signed, body.share_role)?;
    go_on::<SavedReport, ShareReportBody>(&asked, "share_report", undated, |_, _| {
        Ok((domain::ShareReport { sharing: SavedReportShared { with }, by }.into(), Ids::new()))
    })
    .await
}

/// Delete a saved report.
#[utoipa::path(post, path = "/saved-reports/{id}/delete", tag = "reports", request_body = DeleteReportBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn delete_report(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let by = own(&asked).await?;
    go_on::<SavedReport, DeleteReportBody>(&asked, "delete_report", undated, |_, _| {
        Ok((domain::DeleteReport { by }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_saved_reports, save_report))
        .routes(routes!(read_saved_report))
        .routes(routes!(rename_report))
        .routes(routes!(change_report))
        .routes(routes!(share_report))
        .routes(routes!(delete_report))
}
