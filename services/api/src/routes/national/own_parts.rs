//! What an agency's officer reads of the national work: the parts of the own agency, and a program in which it has one.

use axum::Json;
use axum::extract::State;
use hamyar_projections::national::{self, PartOfAgency, ProgramOfAgency};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::*;

/// The parts of the own agency in national programs: those that go on, by their day, then those that ended.
#[utoipa::path(get, path = "/agencies/{id}/program-parts", tag = "national",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<PartOfAgency>), ReadProblems))]
pub(crate) async fn list_program_parts(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<PartOfAgency>>, Problem> {
    signed.check(Action::ReadOwnParts, &Resource::Agency(path[0]))?;
    let failed = |error| from_database("parts of an agency", error);
    // Before the rows: what is written meanwhile is newer than what is said of them, never older.
    let position = hamyar_projections::position(state.read(), "national").await.map_err(failed)?;
    let found = national::parts_of_agency(state.read(), path[0], state.today(), LIST_MAX).await;
    Ok(Json(Page::whole(found.map_err(failed)?, position)))
}

/// A program in which the own agency has, or had, a part: what it is, who leads it, and the own parts; any other is not found.
#[utoipa::path(get, path = "/agencies/{id}/programs/{program_id}", tag = "national",
    params(("id" = Uuid, Path), ("program_id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ProgramOfAgency), ReadProblems))]
pub(crate) async fn read_agency_program(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 2]>,
) -> Result<Json<ProgramOfAgency>, Problem> {
    signed.check(Action::ReadOwnParts, &Resource::Agency(path[0]))?;
    let found = national::program_of_agency(state.read(), path[0], path[1], state.today()).await;
    found.map_err(|error| from_database("program of an agency", error))?.map(Json).ok_or(Problem::NotFound)
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_program_parts)).routes(routes!(read_agency_program))
}
