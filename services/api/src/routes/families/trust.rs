//! Addresses under threat: marking, clearing, revealing. Who opened a family's file. Acknowledging broken glass.

use axum::Json;
use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_events::family::{AddressThreatCleared, AddressThreatMarked, ComparisonAnswered, GlassAcknowledged};
use hamyar_events::{ComparisonId, GlassId, Personal, RevealId, UserId};
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::views::{FamilyFile, Instant, NamedRef, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::command::{Operation, family_command, family_operation};
use super::document;
use crate::auth::Signed;
use crate::input::{Day, Filters, IfMatch, InPath, PageQuery, Sent, Words, command, cursor_of, read_cursor};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done, ReadProblems};
use crate::routes::audit::{AccessItem, AccessPage, access_items};
use crate::routes::cover::{Covered, covered};
use crate::routes::run::{self, Ids, derived_id, ids};
use crate::state::AppState;
use crate::wait::AtLeast;

command! {
    /// Why the address is under threat.
    pub struct MarkThreatBody {
        reason: Words,
        marked_on: Option<Day>,
    }
}

command! {
    /// Why the threat is over.
    pub struct ClearThreatBody {
        reason: Words,
        cleared_on: Option<Day>,
    }
}

command! {
    /// Why the address is needed.
    pub struct RevealAddressBody {
        reason: Words,
    }
}

command! {
    /// Read and noted.
    pub struct AcknowledgeGlassBody {}
}

command! {
    /// Whether the family here and the person searched for elsewhere are one.
    pub struct AnswerComparisonBody {
        same: bool,
    }
}

family_operation! {
    /// Mark the address as under threat: shown to the caseworker, and to others by recorded reveal alone.
    post "/families/{id}/address-threat" mark_address_threat(MarkThreatBody) MarkThreat, day marked_on,
    |body, at, family| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        let marking = AddressThreatMarked { reason, marked_on: at.day };
        Ok((domain::MarkAddressThreat { marking, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Say that the threat is over. The caseworker does; the manager only for a family that nobody holds.
    post "/families/{id}/address-threat/clear" clear_address_threat(ClearThreatBody) ClearThreat, day cleared_on,
    |body, at, family| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        let clearing = AddressThreatCleared { reason, cleared_on: at.day };
        Ok((domain::ClearAddressThreat { clearing, today: at.today }.into(), Ids::new()))
    }
}

/// Have the address under threat of one family shown to oneself for an hour. Recorded in the family's history.
#[utoipa::path(post, path = "/families/{id}/address/reveal", tag = "families", request_body = RevealAddressBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn reveal_address(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let (user_id, now) = (UserId(signed.principal.user_id), state.clock().now());
    let operation = Operation { name: "reveal_address", action: Action::RevealAddress, path: &path };
    let done = family_command::<RevealAddressBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |_| None,
        |body, _, family, _| {
            let reveal_id = RevealId(derived_id(body.command_id, "reveal"));
            let reason = Personal::of_family(family.0, body.reason.into_string());
            Ok((domain::RevealAddress { reveal_id, user_id, reason, now }.into(), ids("reveal_id", reveal_id.0)))
        },
    )
    .await?;
    document::trace(&state, &signed, "reveal_address", path[0], policy::REVEALED).await?;
    Ok(done)
}

/// An address under threat, for who had it revealed.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevealedAddress {
    family_id: Uuid,
    file_number: String,
    neighborhood: NamedRef,
    address: Option<String>,
    /// The safe way and hour to contact the family.
    safe_contact: Option<String>,
    phones: Vec<RevealedPhone>,
    /// Shown before this instant.
    until: Option<Instant>,
}

/// The telephone of one member.
#[derive(Serialize, ToSchema)]
pub(crate) struct RevealedPhone {
    name: Option<String>,
    phone: String,
}

/// Read the address under threat that was revealed to oneself, while the reveal lasts. Each reading is recorded.
#[utoipa::path(get, path = "/families/{id}/address", tag = "families", params(("id" = Uuid, Path)),
    responses((status = 200, body = RevealedAddress),
        (status = 409, description = "under no threat, or not revealed to this person", content_type = "application/problem+json", body = crate::problem::ProblemBody),
        ReadProblems))]
pub(crate) async fn read_address(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Covered>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadAddress)?;
    let (family, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::ReadAddress, &Resource::Family(&facts))?;
    document::trace(&state, &signed, "read_address", id, verdict.why).await?;
    let events = document::events(&state, id).await?;
    let file: FamilyFile = document::whole_file(&state, &document::fold(id, &events, i64::MAX)?).await?;
    let own = |one: &&hamyar_domain::family::Opened| one.user_id.0 == signed.principal.user_id;
    let until = family.trust.reveals.values().filter(own).map(|one| one.until).max();
    let phones = file.members.iter().filter(|member| !member.left).filter_map(|member| {
        let phone = member.phone.clone()?;
        Some(RevealedPhone { name: member.given_name.clone(), phone })
    });
    let view = RevealedAddress {
        family_id: id,
        file_number: file.card.file_number.clone(),
        neighborhood: file.card.neighborhood.clone(),
        address: file.address.clone(),
        safe_contact: file.safe_contact.clone(),
        phones: phones.collect(),
        until: until.map(Into::into),
    };
    Ok(Json(covered("RevealedAddress", &view, verdict.fields)))
}

/// Acknowledge that the glass was broken over a family one answers for.
#[utoipa::path(post, path = "/families/{id}/glass/{glass_id}/acknowledge", tag = "families", request_body = AcknowledgeGlassBody,
    params(("id" = Uuid, Path), ("glass_id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(CommandAnswers))]
pub(crate) async fn acknowledge_glass(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let (user_id, glass_id) = (UserId(signed.principal.user_id), GlassId(path[1]));
    let operation = Operation { name: "acknowledge_glass", action: Action::AcknowledgeGlass, path: &path };
    family_command::<AcknowledgeGlassBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |_| None,
        |_, _, _, _| {
            let acknowledgement = GlassAcknowledged { glass_id, user_id };
            Ok((domain::AcknowledgeGlass { acknowledgement }.into(), Ids::new()))
        },
    )
    .await
}

family_operation! {
    /// Answer another center's question whether this family and the person searched for there are one.
    post "/families/{id}/comparisons/{comparison_id}/answer" [comparison_id = "comparison_id"]
    answer_comparison(AnswerComparisonBody) AnswerComparison, day none,
    |body, at, _family| {
        let comparison_id = ComparisonId(comparison_id);
        let answer = ComparisonAnswered { comparison_id, same: body.same, answered_on: at.today };
        Ok((domain::AnswerComparison { answer }.into(), Ids::new()))
    }
}

/// Who opened this family's file, newest first, for the center that keeps it and for the auditor.
#[utoipa::path(get, path = "/families/{id}/openings", tag = "families", params(("id" = Uuid, Path), AccessPage),
    responses((status = 200, body = Page<AccessItem>), ReadProblems))]
pub(crate) async fn list_family_openings(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<AccessPage>,
) -> Result<Json<Page<AccessItem>>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadFamilyAccesses)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::ReadFamilyAccesses, &Resource::Family(&facts))?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let unusual = read.parse::<bool>("unusual", &query.unusual).unwrap_or(false);
    read.done()?;
    let before = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    document::trace(&state, &signed, "list_family_openings", id, verdict.why).await?;
    let (items, next) = access_items(&state, &format!("family:{id}"), unusual, before, limit).await?;
    let position = state.store().head().await.map_err(run::store_problem)?;
    Ok(Json(Page { items, next: next.map(|id| cursor_of(&id.to_string())), total: None, position }))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(mark_address_threat))
        .routes(routes!(clear_address_threat))
        .routes(routes!(reveal_address))
        .routes(routes!(read_address))
        .routes(routes!(acknowledge_glass))
        .routes(routes!(answer_comparison))
        .routes(routes!(list_family_openings))
}
