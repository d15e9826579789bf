//! Caseworkers: the queue of the day, admission, training, leave.

use axum::Json;
use axum::extract::State;
use hamyar_domain::caseworker as domain;
use hamyar_domain::{Caseworker, Center};
use hamyar_events::caseworker::{CaseworkerAdmitted, LeaveStarted, TrainingRecorded};
use hamyar_events::{CaseworkerBackground, CenterId, NeighborhoodId, Personal, TrainingMode, TrainingPhase};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::caseworkers::{self, CaseworkerView};
use hamyar_projections::due_items::{self, Today};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on, undated};
use super::run::{self, Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Code, Day, InPath, Line, Name, command};
use crate::problem::{Problem, from_database};
use crate::routes::lookups;
use crate::state::AppState;
use crate::wait::AtLeast;

/// The caseworker's own queue, overdue first.
#[utoipa::path(get, path = "/caseworkers/me/today", tag = "caseworkers",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Today), ReadProblems))]
pub(crate) async fn read_today(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Today>, Problem> {
    signed.may_ever(Action::ReadOwnQueue)?;
    signed.check(Action::ReadOwnQueue, &Resource::None)?;
    let id = signed.principal.caseworker_id().ok_or(Problem::NotFound)?;
    let today = due_items::today(state.read(), id, state.today()).await;
    today.map(Json).map_err(|error| from_database("today", error))
}

/// One caseworker with training and caseload.
#[utoipa::path(get, path = "/caseworkers/{id}", tag = "caseworkers",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = CaseworkerView), ReadProblems))]
pub(crate) async fn read_caseworker(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<CaseworkerView>, Problem> {
    let [id] = path;
    allowed(&state, &signed, Action::ReadCaseworker, id).await?;
    let found = caseworkers::caseworker(state.read(), id, state.today()).await;
    found.map_err(|error| from_database("caseworker", error))?.map(Json).ok_or(Problem::NotFound)
}

async fn allowed(state: &AppState, signed: &Signed, action: Action, id: Uuid) -> Result<Caseworker, Problem> {
    signed.may_ever(action)?;
    let (caseworker, _) = run::caseworker(state, id).await?;
    let center_id = caseworker.center_id.map(|center| center.0);
    signed.check(action, &Resource::Caseworker { id, center_id })?;
    Ok(caseworker)
}

command! {
    /// A candidate.
    pub struct AdmitCaseworkerBody {
        /// The manager's own center when absent.
        center_id: Option<CenterId>,
        name: Name,
        phone: Option<Line>,
        background: CaseworkerBackground,
        neighborhood_id: Option<NeighborhoodId>,
        admitted_on: Option<Day>,
    }
}

command! {
    /// Hours of training.
    pub struct RecordTrainingBody {
        phase: TrainingPhase,
        mode: TrainingMode,
        hours: u16,
        title: Line,
        held_on: Option<Day>,
    }
}

command! {
    /// The candidate is accepted.
    pub struct AccreditBody {
        accredited_on: Option<Day>,
    }
}

command! {
    /// Own skills, whole.
    pub struct DeclareSkillsBody {
        /// Codes of catalog `caseworker_skill`.
        skills: Vec<Code>,
    }
}

command! {
    /// No new families for a while.
    pub struct StartLeaveBody {
        from: Option<Day>,
        until: Option<Day>,
    }
}

command! {
    /// Back from leave.
    pub struct EndLeaveBody {
        on: Option<Day>,
    }
}

command! {
    /// Another year.
    pub struct RenewCaseworkerBody {
        renewed_on: Option<Day>,
    }
}

command! {
    /// The caseworker leaves the program.
    pub struct LeaveProgramBody {
        left_on: Option<Day>,
    }
}

/// Admit a candidate to the own center.
#[utoipa::path(post, path = "/caseworkers", tag = "caseworkers", request_body = AdmitCaseworkerBody, responses(CommandAnswers))]
pub(crate) async fn admit_caseworker(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::ManageCaseworkers)?;
    let named = asked.sent.read::<AdmitCaseworkerBody>()?.center_id;
    let center_id = named.or(run::only(asked.signed.principal.center_ids()).map(CenterId));
    let center_id = center_id.ok_or_else(|| Problem::field("center_id", "required"))?;
    asked.signed.check(Action::ManageCaseworkers, &Resource::Center(Some(center_id.0)))?;
    run::there::<Center>(&asked.state, center_id.0).await.map_err(|_| Problem::field("center_id", "unknown"))?;
    let day = |body: &AdmitCaseworkerBody| body.admitted_on;
    begin::<Caseworker, AdmitCaseworkerBody>(&asked, "admit_caseworker", day, |body, at| {
        let id = derived_id(body.command_id, "caseworker");
        let candidate = CaseworkerAdmitted {
            center_id,
            name: Personal::of_person(id, body.name.into_string()),
            phone: body.phone.map(|phone| Personal::of_person(id, phone.into_string())),
            background: body.background,
            neighborhood_id: body.neighborhood_id,
            admitted_on: at.day,
        };
        Ok((id, domain::AdmitCaseworker { candidate, today: at.today }.into(), ids("caseworker_id", id)))
    })
    .await
}

macro_rules! caseworker_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) day $day:ident, |$b:ident, $at:ident, $id:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "caseworkers", request_body = $body,
            params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
            allowed(&asked.state, &asked.signed, Action::ManageCaseworkers, asked.path[0]).await?;
            let [$id] = asked.path;
            go_on::<Caseworker, $body>(&asked, stringify!($name), caseworker_operation!(@day $day), |$b, $at| {
                Ok(($make, Ids::new()))
            })
            .await
        }
    };
    (@day none) => { undated };
    (@day $field:ident) => { |body| body.$field };
}

caseworker_operation! {
    /// Record hours of training.
    post "/caseworkers/{id}/training" record_training(RecordTrainingBody) day held_on, |body, at, id| {
        let training = TrainingRecorded {
            phase: body.phase,
            mode: body.mode,
            hours: body.hours,
            title: Personal::of_person(id, body.title.into_string()),
            held_on: at.day,
        };
        domain::RecordTraining { training, today: at.today }.into()
    }
}

caseworker_operation! {
    /// Declare the caseworker's skills.
    post "/caseworkers/{id}/skills" declare_skills(DeclareSkillsBody) day none, |body, _at, _id| {
        domain::DeclareSkills { skills: body.skills.into_iter().map(Code::into_string).collect() }.into()
    }
}

caseworker_operation! {
    /// Begin a leave.
    post "/caseworkers/{id}/leave/start" start_leave(StartLeaveBody) day none, |body, at, _id| {
        let from = body.from.map_or(at.day, |day| day.0);
        domain::StartLeave { leave: LeaveStarted { from, until: body.until.map(|day| day.0) } }.into()
    }
}

caseworker_operation! {
    /// End a leave.
    post "/caseworkers/{id}/leave/end" end_leave(EndLeaveBody) day on, |_body, at, _id| domain::EndLeave { on: at.day }.into()
}

caseworker_operation! {
    /// Record that the caseworker left the program.
    post "/caseworkers/{id}/left" leave_program(LeaveProgramBody) day left_on, |_body, at, _id| {
        domain::LeaveProgram { left_on: at.day, today: at.today }.into()
    }
}

/// Accredit the candidate, after the hours of training before the first family.
#[utoipa::path(post, path = "/caseworkers/{id}/accredit", tag = "caseworkers", request_body = AccreditBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn accredit_caseworker(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::ManageCaseworkers, asked.path[0]).await?;
    let numbers = lookups::numbers(&asked.state, asked.state.today()).await?;
    let day = |body: &AccreditBody| body.accredited_on;
    go_on::<Caseworker, AccreditBody>(&asked, "accredit_caseworker", day, |_, at| {
        Ok((domain::AccreditCaseworker { accredited_on: at.day, numbers, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Let the caseworker go on for another year, the hours of the year that ends being complete.
#[utoipa::path(post, path = "/caseworkers/{id}/renew", tag = "caseworkers", request_body = RenewCaseworkerBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn renew_caseworker(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::ManageCaseworkers, asked.path[0]).await?;
    let numbers = lookups::numbers(&asked.state, asked.state.today()).await?;
    let day = |body: &RenewCaseworkerBody| body.renewed_on;
    go_on::<Caseworker, RenewCaseworkerBody>(&asked, "renew_caseworker", day, |_, at| {
        Ok((domain::RenewCaseworker { renewed_on: at.day, numbers, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_today))
        .routes(routes!(admit_caseworker))
        .routes(routes!(read_caseworker))
        .routes(routes!(record_training))
        .routes(routes!(accredit_caseworker))
        .routes(routes!(declare_skills))
        .routes(routes!(start_leave))
        .routes(routes!(end_leave))
        .routes(routes!(renew_caseworker))
        .routes(routes!(leave_program))
}
