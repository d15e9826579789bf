//! Lists and reports as files for a spreadsheet. Each goes through the operation that shows it on a screen: the same policy, the same rows, the
//! same cover over what the reader may not see. Who takes a list of families or tasks away is recorded.

mod table;
mod words;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use hamyar_identity::policy::Action;
use hamyar_identity::{Access, Role, Via};
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::table::{Column, Kind, Shape, Table};
use super::answers::ReadProblems;
use super::centers::{self, CenterQuery};
use super::families::document::traced;
use super::families::list::{self, FamiliesQuery, FindFamiliesBody};
use super::reports::{self, BeforeAfterQuery, ServicesQuery};
use super::tasks::{self, TasksQuery};
use crate::auth::Signed;
use crate::input::{Filters, InPath, Sent};
use crate::problem::Problem;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Rows of one file at most: a center has some hundreds of families, a province some ten thousand.
const ROWS_MAX: usize = 20_000;

const FAMILIES: &[Column] = &[
    Column("شماره پرونده", "File number", "/file_number", Kind::Text),
    Column("نام خانواده", "Family name", "/family_name", Kind::Text),
    Column("سطح", "Tier", "/tier", Kind::Code),
    Column("سطح آغازین", "First tier of the year", "/baseline_tier", Kind::Code),
    Column("نوع خانوار", "Household", "/household_type", Kind::Code),
    Column("اعضا", "Members", "/members_count", Kind::Number),
    Column("محله", "Neighborhood", "/neighborhood/name", Kind::Text),
    Column("مرکز", "Center", "/center/name", Kind::Text),
    Column("همیار", "Caseworker", "/caseworker/name", Kind::Text),
    Column("رضایت", "Consent", "/consent", Kind::Code),
    Column("وضع پرونده", "Case", "/state", Kind::Code),
    Column("آخرین بازدید", "Last visit", "/last_visit", Kind::Day),
    Column("سررسید بعدی", "Next due", "/next_due", Kind::Day),
    Column("کار معوق", "Overdue", "/overdue", Kind::Number),
    Column("ارجاع باز", "Open referrals", "/open_referrals", Kind::Number),
    Column("پایان سال همیاری", "Year ends", "/year_ends", Kind::Day),
];

const TASKS: &[Column] = &[
    Column("شماره پرونده", "File number", "/file_number", Kind::Text),
    Column("وظیفه", "Task", "/title", Kind::Text),
    Column("چه انتظاری هست", "What is expected", "/expected", Kind::Text),
    Column("حوزه", "Domain", "/domain", Kind::Code),
    Column("مسئول", "Responsible", "/responsible/name", Kind::Text),
    Column("همکار", "Handed on to", "/delegated_to/name", Kind::Text),
    Column("کمیسیون", "Commission", "/commission/name", Kind::Text),
    Column("سپرده شده در", "Given on", "/given_on", Kind::Day),
    Column("مهلت", "Due on", "/due_on", Kind::Day),
    Column("سررسید", "When", "/due_state", Kind::Code),
    Column("وضع", "State", "/state", Kind::Code),
];

const CASELOADS: &[Column] = &[
    Column("همیار", "Caseworker", "/caseworker/name", Kind::Text),
    Column("مرحله", "Stage", "/stage", Kind::Code),
    Column("خانواده", "Families", "/families", Kind::Number),
    Column("در انتظار پذیرش", "Reserved", "/reserved", Kind::Number),
    Column("جای خالی", "Free", "/free", Kind::Number),
    Column("کار معوق", "Overdue", "/overdue_items", Kind::Number),
    Column("سال رو به پایان", "Years ending", "/year_ending", Kind::Number),
    Column("ساعت آموزش پیش از کار", "Hours before", "/hours_before", Kind::Number),
    Column("ساعت آموزش در سال", "Hours of the year", "/hours_during", Kind::Number),
    Column("ساعت مانده", "Hours missing", "/hours_missing", Kind::Number),
    Column("مرخصی تا", "On leave until", "/leave_until", Kind::Day),
    Column("پایان دوره", "Term ends", "/term_ends", Kind::Day),
];

const MATRIX: &[Column] = &[
    Column("سال", "Year", "/year", Kind::Number),
    Column("سطح آغازین", "First tier", "/before", Kind::Code),
    Column("پایدار", "Stable", "/stable", Kind::Number),
    Column("در معرض آسیب", "At risk", "/at_risk", Kind::Number),
    Column("آسیب‌دیده", "Harmed", "/harmed", Kind::Number),
    Column("بی سطح پایانی", "Without a second tier", "/without_final", Kind::Number),
];

const SERVICES: &[Column] = &[
    Column("خدمت", "Service", "/title", Kind::Title),
    Column("خانواده", "Families", "/families", Kind::Number),
    Column("نفر", "Persons", "/persons", Kind::Number),
    Column("خدمت داده‌شده", "Services", "/services", Kind::Number),
    Column("مراجعه", "Contacts", "/contacts", Kind::Number),
    Column("ساعت آموزش", "Hours", "/hours", Kind::Number),
    Column("به نتیجه رسیده", "Came to their end", "/successes", Kind::Number),
    Column("مبلغ (ریال)", "Amount (rials)", "/amount_rials", Kind::Number),
];

fn full() -> Problem {
    Problem::field("rows", "too_many_rows")
}

fn rows<T: serde::Serialize>(items: &[T]) -> Result<Vec<Value>, Problem> {
    let rows = items.iter().map(serde_json::to_value).collect::<Result<_, _>>();
    rows.map_err(|error| Problem::internal("rows of a table", &error))
}

/// Leaves the trace that a list was taken away, by anybody: unlike one on the screen it stays where nobody can call it back.
async fn trace(
    state: &AppState,
    signed: &Signed,
    operation: &'static str,
    subject: &'static str,
) -> Result<(), Problem> {
    let principal = &signed.principal;
    let grounds = [
        (Role::Auditor, "audit"),
        (Role::CenterManager, "own_center"),
        (Role::AgencyOfficer, "own_agency"),
        (Role::Caseworker, "own_work"),
    ];
    let ground = grounds.iter().find(|(role, _)| principal.is(*role)).map_or("aggregates", |(_, ground)| ground);
    let access = Access { user_id: principal.user_id, operation, subject, ground, via: Via::Api };
    Ok(state.identity().record_access(access).await?)
}

/// Every page of the list, one after the other.
async fn all_families(state: &AppState, signed: &Signed, body: FindFamiliesBody) -> Result<(Vec<Value>, i64), Problem> {
    let mut query: FamiliesQuery = body.into();
    let mut found = Vec::new();
    loop {
        query.limit = Some("100".to_owned());
        let Json(page) = list::page(state, signed, Action::ListFamilies, query.clone()).await?;
        found.extend(page.items.iter().map(|card| card.value().clone()));
        if found.len() > ROWS_MAX {
            return Err(full());
        }
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => return Ok((found, page.position)),
        }
    }
}

/// The families of a list as a file: the filters of `find_families`, every row. Recorded.
#[utoipa::path(post, path = "/exports/families/{format}/{language}", tag = "exports", request_body = FindFamiliesBody,
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"),
        ("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ListFamilies)?;
    let shape = Shape::read(&format, &language)?;
    let body: FindFamiliesBody = sent.read()?;
    let recorded = trace(&state, &signed, "export_families", "families");
    let (rows, position) = traced(recorded, all_families(&state, &signed, body)).await?;
    Table::new("families", FAMILIES, &rows, shape, position).answer()
}

/// The tasks of the own agency, or the caseworker's own, as a file: every row, by file number and never by name. Recorded.
#[utoipa::path(get, path = "/exports/tasks/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), TasksQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_tasks(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    Filters(mut query): Filters<TasksQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ListTasks)?;
    let shape = Shape::read(&format, &language)?;
    trace(&state, &signed, "export_tasks", "tasks").await?;
    let mut found = Vec::new();
    let position = loop {
        query.limit = Some("100".to_owned());
        let Json(page) = tasks::page(&state, &signed, query.clone()).await?;
        found.extend(page.items.iter().map(|task| task.value().clone()));
        if found.len() > ROWS_MAX {
            return Err(full());
        }
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break page.position,
        }
    };
    Table::new("tasks", TASKS, &found, shape, position).answer()
}

/// The caseloads of the own center as a file.
#[utoipa::path(get, path = "/exports/caseloads/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), CenterQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_caseloads(
    State(state): State<AppState>,
    signed: Signed,
    at_least: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    query: Filters<CenterQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadCenterWork)?;
    let shape = Shape::read(&format, &language)?;
    let Json(page) = centers::list_caseloads(State(state), signed, at_least, query).await?;
    Table::new("caseloads", CASELOADS, &rows(&page.items)?, shape, page.position).answer()
}

/// The yearly comparison as a file: rounded for officers as on the screen.
#[utoipa::path(get, path = "/exports/before-after/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), BeforeAfterQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_before_after(
    State(state): State<AppState>,
    signed: Signed,
    at_least: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    query: Filters<BeforeAfterQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadReports)?;
    let shape = Shape::read(&format, &language)?;
    let Json(found) = reports::read_before_after(State(state), signed, at_least, query).await?;
    let row = |before: &str, row: &reports::TierRow, without: Option<i64>| json!({ "year": found.year, "before": before, "stable": row.stable, "at_risk": row.at_risk, "harmed": row.harmed, "without_final": without });
    let lacking = &found.without_final;
    let rows = [
        row("stable", &found.matrix.stable, lacking.stable),
        row("at_risk", &found.matrix.at_risk, lacking.at_risk),
        row("harmed", &found.matrix.harmed, lacking.harmed),
    ];
    Table::new("before-after", MATRIX, &rows, shape, found.position).answer()
}

/// Services of a year by kind as a file: rounded for officers as on the screen.
#[utoipa::path(get, path = "/exports/services/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), ServicesQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_services(
    State(state): State<AppState>,
    signed: Signed,
    at_least: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    query: Filters<ServicesQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadReports)?;
    let shape = Shape::read(&format, &language)?;
    let Json(found) = reports::read_service_report(State(state), signed, at_least, query).await?;
    Table::new("services", SERVICES, &rows(&found.kinds)?, shape, found.position).answer()
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(export_families))
        .routes(routes!(export_tasks))
        .routes(routes!(export_caseloads))
        .routes(routes!(export_before_after))
        .routes(routes!(export_services))
}
