//! Programs, the matrix of interventions, and the division of labour among agencies.

use axum::Json;
use axum::extract::State;
use hamyar_domain::program as domain;
use hamyar_domain::{Agreement, Program};
use hamyar_events::program::*;
use hamyar_events::{AgencyId, AgreementId, PlaceId, ShareId};
use hamyar_projections::national::{self, DivisionOfLabor, InterventionMatrix, ProgramCard, ProgramFilter};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::*;
use super::*;

/// Which programs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProgramQuery {
    /// `structural`, `institutional`, `relational`.
    level: Option<String>,
    /// `preventive`, `curative`.
    approach: Option<String>,
    /// `false`: those that nobody classed; `true`: those in a cell.
    classed: Option<String>,
    field: Option<String>,
    kind: Option<String>,
    /// Carried out in this province, or in the whole nation.
    province_id: Option<String>,
    /// Led by this agency, or with a part of it.
    agency_id: Option<String>,
    /// Of those that go on: `false`: no agency has a part; `true`: one has.
    divided: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Programs, narrowed to a cell of the matrix, a field, a kind, a province or an agency.
#[utoipa::path(get, path = "/programs", tag = "national", params(ProgramQuery),
    responses((status = 200, body = Page<ProgramCard>), ReadProblems))]
pub(crate) async fn list_programs(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ProgramQuery>,
) -> Result<Json<Page<ProgramCard>>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let mut read = PageQuery::default();
    let filter = ProgramFilter {
        level: read.parse("level", &query.level),
        approach: read.parse("approach", &query.approach),
        classed: read.parse("classed", &query.classed),
        field: read.parse("field", &query.field),
        kind: read.parse("kind", &query.kind),
        agreement_id: None,
        province: read.parse("province_id", &query.province_id),
        agency: read.parse("agency_id", &query.agency_id),
        divided: read.parse("divided", &query.divided),
    };
    read.done()?;
    let found = national::programs(state.read(), &filter, LIST_MAX).await;
    let items = found.map_err(|error| from_database("programs", error))?;
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// One program.
#[utoipa::path(get, path = "/programs/{id}", tag = "national",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ProgramCard), ReadProblems))]
pub(crate) async fn read_program(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ProgramCard>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::program(state.read(), path[0]).await;
    found.map_err(|error| from_database("program", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Which programs the matrix counts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MatrixQuery {
    field: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Programs in each of the six cells of the matrix of interventions, and those in none.
#[utoipa::path(get, path = "/reports/interventions", tag = "national", params(MatrixQuery),
    responses((status = 200, body = InterventionMatrix), ReadProblems))]
pub(crate) async fn read_interventions(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<MatrixQuery>,
) -> Result<Json<InterventionMatrix>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let mut read = PageQuery::default();
    let field = read.parse("field", &query.field);
    read.done()?;
    let found = national::matrix(state.read(), field).await;
    found.map(Json).map_err(|error| from_database("interventions", error))
}

/// Which agency has which part in which program, what is expected of it and by when; of the programs that go on.
#[utoipa::path(get, path = "/reports/division-of-labor", tag = "national",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = DivisionOfLabor), ReadProblems))]
pub(crate) async fn read_division_of_labor(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<DivisionOfLabor>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::division(state.read(), state.today()).await;
    found.map(Json).map_err(|error| from_database("division of labour", error))
}

/// What a program names exists, and is the person's to keep: an officer of a place names provinces of that place.
async fn named(
    state: &AppState,
    signed: &Signed,
    provinces: &[PlaceId],
    lead_agency: Option<AgencyId>,
    agreement_id: Option<AgreementId>,
) -> Result<(), Problem> {
    if provinces.is_empty() {
        place_to_keep(state, signed, "provinces", None).await?;
    }
    for (index, place) in provinces.iter().enumerate() {
        place_to_keep(state, signed, &format!("provinces[{index}]"), Some(*place)).await?;
    }
    if let Some(agency) = lead_agency {
        lookups::agency(state, "lead_agency", agency.0).await?;
    }
    if let Some(agreement) = agreement_id {
        let found = state.store().load::<Agreement>(agreement.0).await.map_err(run::store_problem)?;
        if found.sequence == 0 {
            return Err(Problem::field("agreement_id", "unknown"));
        }
    }
    Ok(())
}

/// A program that the person keeps: one of the nation, or one whose provinces are all of the person's place.
async fn keep<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    let program = run::there::<Program>(state, path[0]).await?;
    let provinces = program.facts.map(|facts| facts.provinces).unwrap_or_default();
    if provinces.is_empty() {
        return own_place(state, signed, None).await;
    }
    for place in provinces {
        own_place(state, signed, Some(place.0)).await?;
    }
    Ok(())
}

/// As [`keep`], with what the body names.
async fn keep_named(state: &AppState, signed: &Signed, path: &[Uuid], body: &ChangeProgramBody) -> Result<(), Problem> {
    keep(state, signed, path, body).await?;
    named(state, signed, &body.provinces, body.lead_agency, body.agreement_id).await
}

/// As [`keep`], with the agency that the body names.
async fn keep_share(state: &AppState, signed: &Signed, path: &[Uuid], body: &GiveShareBody) -> Result<(), Problem> {
    keep(state, signed, path, body).await?;
    lookups::agency(state, "agency_id", body.agency_id.0).await.map(|_| ())
}

/// Write a program down.
#[utoipa::path(post, path = "/programs", tag = "national", request_body = RegisterProgramBody, responses(CommandAnswers))]
pub(crate) async fn register_program(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageNational, &Resource::None)?;
    let body: RegisterProgramBody = asked.sent.read()?;
    named(&asked.state, &asked.signed, &body.provinces, body.lead_agency, body.agreement_id).await?;
    let day = |body: &RegisterProgramBody| body.registered_on;
    begin::<Program, RegisterProgramBody>(&asked, "register_program", day, |body, at| {
        let id = derived_id(body.command_id, "program");
        let facts = ProgramFacts {
            title: body.title.into_string(),
            title_en: body.title_en.map(crate::input::Line::into_string),
            field: body.field,
            lead_agency: body.lead_agency,
            agreement_id: body.agreement_id,
            provinces: body.provinces,
            horizon: body.horizon,
        };
        let program = ProgramRegistered { kind: body.kind, facts, registered_on: at.day, source: None };
        Ok((id, domain::RegisterProgram { program, today: at.today }.into(), ids("program_id", id)))
    })
    .await
}

national_operation! {
    /// Put a program otherwise.
    post "/programs/{id}/change" ["id"] change_program(ChangeProgramBody) on Program, day changed_on, keep keep_named, |body, at, _path| {
        let facts = ProgramFacts {
            title: body.title.into_string(),
            title_en: body.title_en.map(crate::input::Line::into_string),
            field: body.field,
            lead_agency: body.lead_agency,
            agreement_id: body.agreement_id,
            provinces: body.provinces,
            horizon: body.horizon,
        };
        let change = ProgramChanged { facts, changed_on: at.day };
        (domain::ChangeProgram { change, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// Say which cell of the matrix a program belongs to, and why.
    post "/programs/{id}/class" ["id"] class_program(ClassProgramBody) on Program, day classed_on, keep keep, |body, at, _path| {
        let class = ProgramClassed { level: body.level, approach: body.approach, reason: body.reason.into_string(), classed_on: at.day };
        (domain::ClassProgram { class, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// The class was a mistake: the program stands in no cell again.
    post "/programs/{id}/unclass" ["id"] unclass_program(UnclassProgramBody) on Program, day unclassed_on, keep keep, |body, at, _path| {
        let withdrawal = ProgramUnclassed { reason: body.reason.into_string(), unclassed_on: at.day };
        (domain::UnclassProgram { withdrawal, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// A program came to its end.
    post "/programs/{id}/end" ["id"] end_program(EndProgramBody) on Program, day ended_on, keep keep, |_body, at, _path| {
        (domain::EndProgram { end: ProgramEnded { ended_on: at.day }, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// Let an agency have a part in a program.
    post "/programs/{id}/shares" ["id"] give_program_share(GiveShareBody) on Program, day given_on, keep keep_share, |body, at, _path| {
        let share_id = derived_id(body.command_id, "program_share");
        let due_on = body.due_on.map(|day| day.0);
        let facts = ShareFacts { part: body.part, expected: body.expected.into_string(), due_on };
        let share = ShareGiven { share_id: ShareId(share_id), agency_id: body.agency_id, facts, given_on: at.day, source: None };
        (domain::GiveShare { share, today: at.today }.into(), ids("share_id", share_id))
    }
}

national_operation! {
    /// Put the part of an agency otherwise.
    post "/programs/{id}/shares/{share_id}/change" ["id", "share_id"] change_program_share(ChangeShareBody) on Program, day changed_on, keep keep, |body, at, path| {
        let due_on = body.due_on.map(|day| day.0);
        let facts = ShareFacts { part: body.part, expected: body.expected.into_string(), due_on };
        let change = ShareChanged { share_id: ShareId(path[1]), facts, changed_on: at.day };
        (domain::ChangeShare { change, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// An agency has a part in a program no more.
    post "/programs/{id}/shares/{share_id}/end" ["id", "share_id"] end_program_share(EndShareBody) on Program, day ended_on, keep keep, |body, at, path| {
        let end = ShareEnded { share_id: ShareId(path[1]), reason: body.reason.into_string(), ended_on: at.day };
        (domain::EndShare { end, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_programs, register_program))
        .routes(routes!(read_program))
        .routes(routes!(read_interventions))
        .routes(routes!(change_program))
        .routes(routes!(class_program))
        .routes(routes!(unclass_program))
        .routes(routes!(end_program))
        .routes(routes!(read_division_of_labor))
        .routes(routes!(give_program_share))
        .routes(routes!(change_program_share))
        .routes(routes!(end_program_share))
}
