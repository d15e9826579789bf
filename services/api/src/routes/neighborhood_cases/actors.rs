//! The power map: bodies and roles for officers, residents and trusted persons by name for the office alone.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Neighborhood;
use hamyar_domain::neighborhood as domain;
use hamyar_events::neighborhood::{LocalActorMapped, LocalContactNamed, ResidentAttitudeRecorded};
use hamyar_events::{
    ActorPart, AgencyId, Attitude, LocalActorId, LocalActorKind, LocalContactId, LocalContactKind, ResidentId,
};
use hamyar_identity::policy::{Action, KEEPS_NEIGHBORHOOD};
use hamyar_identity::{Access, Role, Via};
use hamyar_projections::neighborhood_cases::{PowerMap, power_map};
use uuid::Uuid;

use super::super::answers::{CommandAnswers, Done, ReadProblems};
use super::super::asked::{Asked, go_on};
use super::super::lookups;
use super::super::run::{Ids, derived_id, ids};
use super::allowed;
use crate::auth::Signed;
use crate::input::{Day, InPath, Line, Name, Words, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// A body or public role; no person is named.
    pub struct MapActorBody {
        /// The actor that is put right; a new one when absent.
        actor_id: Option<LocalActorId>,
        kind: LocalActorKind,
        /// The body's name or the role's title.
        title: Line,
        part: ActorPart,
        agency_id: Option<AgencyId>,
        attitude: Attitude,
        reason: Words,
        /// 1 to 5.
        influence: u8,
        mapped_on: Option<Day>,
    }
}

command! {
    /// Why an actor is off the map.
    pub struct StrikeActorBody {
        reason: Words,
        struck_on: Option<Day>,
    }
}

command! {
    /// How a resident stands. Sealed with the resident's own key.
    pub struct RecordResidentBody {
        /// The resident that is put right; a new one when absent.
        resident_id: Option<ResidentId>,
        name: Name,
        attitude: Attitude,
        reason: Words,
        recorded_on: Option<Day>,
    }
}

command! {
    /// Since when the resident is counted no more.
    pub struct WithdrawResidentBody {
        withdrawn_on: Option<Day>,
    }
}

command! {
    /// A trusted person or gate. Sealed with the person's own key.
    pub struct NameContactBody {
        /// The person that is put right; a new one when absent.
        contact_id: Option<LocalContactId>,
        kind: LocalContactKind,
        name: Name,
        /// Who the person is in the neighborhood, and how to reach them.
        standing: Words,
        named_on: Option<Day>,
    }
}

command! {
    /// Since when the person is a contact no more.
    pub struct WithdrawContactBody {
        withdrawn_on: Option<Day>,
    }
}

/// Who acts in the neighborhood. Residents are counted; those who keep the neighborhood read names.
#[utoipa::path(get, path = "/neighborhoods/{id}/actors", tag = "neighborhoods",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = PowerMap), ReadProblems))]
pub(crate) async fn read_power_map(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<PowerMap>, Problem> {
    let [id] = path;
    let (_, verdict) = allowed(&state, &signed, Action::ReadPowerMap, id).await?;
    let found = power_map(state.read(), id).await;
    let mut map = found.map_err(|error| from_database("power map", error))?;
    if verdict.why == KEEPS_NEIGHBORHOOD {
        let subject = format!("neighborhood:{id}");
        let access = Access {
            user_id: signed.principal.user_id,
            operation: "read_power_map",
            subject: &subject,
            ground: verdict.why,
            via: Via::Api,
        };
        state.identity().record_access(access).await?;
        return Ok(Json(map));
    }
    (map.residents, map.contacts) = (None, None);
    if !signed.principal.is(Role::Auditor) {
        let keyed = |what: &str| state.store().keyed_number("rounding", what);
        map.attitudes = map.attitudes.rounded(id, &keyed);
        map.rounded = true;
    }
    Ok(Json(map))
}

/// Put a body or public role in the power map, or put right what is said of it.
#[utoipa::path(post, path = "/neighborhoods/{id}/actors", tag = "neighborhoods", request_body = MapActorBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn map_actor(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let body: MapActorBody = asked.sent.read()?;
    if let Some(agency) = body.agency_id {
        lookups::agency(&asked.state, "agency_id", agency.0).await?;
    }
    let day = |body: &MapActorBody| body.mapped_on;
    go_on::<Neighborhood, MapActorBody>(&asked, "map_actor", day, |body, at| {
        let id = body.actor_id.map_or_else(|| derived_id(body.command_id, "local_actor"), |id| id.0);
        let actor = LocalActorMapped {
            actor_id: LocalActorId(id),
            kind: body.kind,
            title: body.title.into_string(),
            part: body.part,
            agency_id: body.agency_id,
            attitude: body.attitude,
            reason: body.reason.into_string(),
            influence: body.influence,
            mapped_on: at.day,
        };
        let command = domain::MapActor { actor, again: body.actor_id.is_some(), today: at.today };
        Ok((command.into(), ids("actor_id", id)))
    })
    .await
}

/// Take a body or role out of the power map.
#[utoipa::path(post, path = "/neighborhoods/{id}/actors/{actor_id}/strike", tag = "neighborhoods",
    request_body = StrikeActorBody,
    params(("id" = Uuid, Path), ("actor_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn strike_actor(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let actor_id = LocalActorId(asked.path[1]);
    let day = |body: &StrikeActorBody| body.struck_on;
    go_on::<Neighborhood, StrikeActorBody>(&asked, "strike_actor", day, |body, at| {
        let reason = body.reason.into_string();
        Ok((domain::StrikeActor { actor_id, reason, struck_on: at.day, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Record how a resident stands, or put it right.
#[utoipa::path(post, path = "/neighborhoods/{id}/residents", tag = "neighborhoods", request_body = RecordResidentBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn record_resident(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let day = |body: &RecordResidentBody| body.recorded_on;
    go_on::<Neighborhood, RecordResidentBody>(&asked, "record_resident", day, |body, at| {
        let id = body.resident_id.unwrap_or_else(|| ResidentId(derived_id(body.command_id, "resident")));
        let resident = ResidentAttitudeRecorded {
            resident_id: id,
            name: domain::of_resident(id, body.name.into_string()),
            attitude: domain::of_resident(id, body.attitude.as_str().to_owned()),
            reason: domain::of_resident(id, body.reason.into_string()),
            recorded_on: at.day,
        };
        let command = domain::RecordResident { resident, again: body.resident_id.is_some(), today: at.today };
        Ok((command.into(), ids("resident_id", id.0)))
    })
    .await
}

/// Count a resident no more.
#[utoipa::path(post, path = "/neighborhoods/{id}/residents/{resident_id}/withdraw", tag = "neighborhoods",
    request_body = WithdrawResidentBody,
    params(("id" = Uuid, Path), ("resident_id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses(CommandAnswers))]
pub(crate) async fn withdraw_resident(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let resident_id = ResidentId(asked.path[1]);
    let day = |body: &WithdrawResidentBody| body.withdrawn_on;
    go_on::<Neighborhood, WithdrawResidentBody>(&asked, "withdraw_resident", day, |_, at| {
        Ok((domain::WithdrawResident { resident_id, withdrawn_on: at.day, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Name a trusted person or gate, or put it right.
#[utoipa::path(post, path = "/neighborhoods/{id}/contacts", tag = "neighborhoods", request_body = NameContactBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn name_contact(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let day = |body: &NameContactBody| body.named_on;
    go_on::<Neighborhood, NameContactBody>(&asked, "name_contact", day, |body, at| {
        let id = body.contact_id.unwrap_or_else(|| LocalContactId(derived_id(body.command_id, "local_contact")));
        let contact = LocalContactNamed {
            contact_id: id,
            kind: body.kind,
            name: domain::of_contact(id, body.name.into_string()),
            standing: domain::of_contact(id, body.standing.into_string()),
            named_on: at.day,
        };
        let command = domain::NameContact { contact, again: body.contact_id.is_some(), today: at.today };
        Ok((command.into(), ids("contact_id", id.0)))
    })
    .await
}

/// A trusted person or gate is one no more.
#[utoipa::path(post, path = "/neighborhoods/{id}/contacts/{contact_id}/withdraw", tag = "neighborhoods",
    request_body = WithdrawContactBody,
    params(("id" = Uuid, Path), ("contact_id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses(CommandAnswers))]
pub(crate) async fn withdraw_contact(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let contact_id = LocalContactId(asked.path[1]);
    let day = |body: &WithdrawContactBody| body.withdrawn_on;
    go_on::<Neighborhood, WithdrawContactBody>(&asked, "withdraw_contact", day, |_, at| {
        Ok((domain::WithdrawContact { contact_id, withdrawn_on: at.day, today: at.today }.into(), Ids::new()))
    })
    .await
}
