//! The minutes of a session: read for paper, and signed.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Commission;
use hamyar_domain::commission as domain;
use hamyar_events::{CommissionEvent, Domain, ReferralId, SessionId, SignatureWay, UserId};
use hamyar_identity::policy::{Action, Fields, ReferralFacts, Resource, decide};
use hamyar_projections::commissions;
use hamyar_projections::minutes::{Minutes, MinutesCase, MinutesDocument};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, go_on};
use super::commissions::{own, serves_enforcement};
use super::cover::covered;
use super::families::document;
use super::run::{self, Ids, store_problem};
use crate::auth::Signed;
use crate::input::{Day, InPath, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Events of a commission read at once.
const EVENTS_MAX: i64 = 100_000;

/// The minutes of a session. Who was there, what was decided and how it was voted stays; the words on a family are shown while its referral is
/// before the commission, and reading them is recorded.
#[utoipa::path(get, path = "/commissions/{id}/sessions/{session_id}/minutes", tag = "commissions",
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Minutes), ReadProblems))]
pub(crate) async fn read_minutes(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 2]>,
) -> Result<Json<Value>, Problem> {
    let [commission_id, session_id] = path;
    signed.may_ever(Action::ReadAgenda)?;
    signed.check(Action::ReadAgenda, &Resource::Commission(commission_id))?;
    let events = state.store().stream("commission", commission_id, 1, EVENTS_MAX).await.map_err(store_problem)?;
    let mut document = MinutesDocument::new(commission_id, SessionId(session_id));
    for event in &events {
        document.apply(&event.decode::<CommissionEvent>().map_err(store_problem)?, event.sequence);
    }
    if !document.is_called() {
        return Err(Problem::NotFound);
    }
    let known =
        commissions::minutes_names(state.read(), &document.families(), &document.referrals(), &document.others()).await;
    let minutes = document.minutes(&known.map_err(|error| from_database("minutes", error))?);
    let enforcement = serves_enforcement(&state, &signed).await?;
    let mut cases = Vec::with_capacity(minutes.cases.len());
    for case in &minutes.cases {
        let fields = fields_of(&state, &signed, commission_id, case, enforcement).await?;
        cases.push(covered("MinutesCase", case, fields).value().clone());
    }
    let mut told = serde_json::to_value(&minutes).map_err(|error| Problem::internal("minutes", &error))?;
    told["cases"] = Value::Array(cases);
    Ok(Json(told))
}

/// What the reader sees of the words on a family: what the packet would show, and never what it hides. Recorded where anything is shown.
async fn fields_of(
    state: &AppState,
    signed: &Signed,
    commission_id: Uuid,
    case: &MinutesCase,
    enforcement: bool,
) -> Result<Fields, Problem> {
    let (family, facts) = match run::family(state, case.family.id).await {
        Ok(found) => found,
        Err(Problem::NotFound) => return Ok(Fields::NONE),
        Err(problem) => return Err(problem),
    };
    let Some(stored) = family.referrals.get(&ReferralId(case.referral_id)) else { return Ok(Fields::NONE) };
    let referral = ReferralFacts {
        commission_id,
        alive: run::is_alive(&family, stored),
        social: stored.domain == Domain::Social,
        enforcement,
    };
    let verdict = decide(&signed.principal, Action::ReadPacket, &Resource::Referral { family: &facts, referral });
    if !verdict.allowed {
        return Ok(Fields::NONE);
    }
    document::trace(state, signed, "read_minutes", case.family.id, verdict.why).await?;
    Ok(verdict.fields)
}

command! {
    /// Who signs the minutes, and how.
    pub struct SignMinutesBody {
        /// Who was present: a participant's id, or the caseworker's or manager's.
        person_id: Uuid,
        /// With the own account on the seat, or on paper that the secretary saw.
        way: SignatureWay,
        signed_on: Option<Day>,
    }
}

/// Sign the minutes of a closed session.
#[utoipa::path(post, path = "/commissions/{id}/sessions/{session_id}/signatures", tag = "commissions", request_body = SignMinutesBody,
    params(("id" = Uuid, Path), ("session_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn sign_minutes(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    own(&asked.state, &asked.signed, asked.path[0]).await?;
    let user_id = UserId(asked.signed.principal.user_id);
    let day = |body: &SignMinutesBody| body.signed_on;
    go_on::<Commission, SignMinutesBody>(&asked, "sign_minutes", day, |body, at| {
        let session_id = SessionId(asked.path[1]);
        let SignMinutesBody { person_id, way, .. } = body;
        let command = domain::SignMinutes { session_id, person_id, way, user_id, signed_on: at.day, today: at.today };
        Ok((command.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_minutes)).routes(routes!(sign_minutes))
}
