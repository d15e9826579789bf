//! Equipment: lines, deliveries, and the coverage that follows from them.

use axum::Json;
use axum::extract::State;
use hamyar_domain::equipment as domain;
use hamyar_domain::{Agreement, EquipmentLine};
use hamyar_events::DeliveryId;
use hamyar_events::equipment::*;
use hamyar_projections::national::{self, EquipmentCard, EquipmentView};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::*;
use super::*;
use crate::routes::reports;

/// Lines of equipment: provinces, counties, neighborhoods and units from deliveries, beside what documents declare.
#[utoipa::path(get, path = "/equipment", tag = "national",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<EquipmentCard>), ReadProblems))]
pub(crate) async fn list_equipment(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<EquipmentCard>>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::equipment(state.read(), LIST_MAX).await;
    let items = found.map_err(|error| from_database("equipment", error))?;
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// One line, with its deliveries.
#[utoipa::path(get, path = "/equipment/{id}", tag = "national",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = EquipmentView), ReadProblems))]
pub(crate) async fn read_equipment(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<EquipmentView>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::equipment_line(state.read(), path[0]).await;
    found.map_err(|error| from_database("equipment line", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Open a line of equipment.
#[utoipa::path(post, path = "/equipment", tag = "national", request_body = OpenEquipmentLineBody, responses(CommandAnswers))]
pub(crate) async fn open_equipment_line(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageNational, &Resource::None)?;
    let body: OpenEquipmentLineBody = asked.sent.read()?;
    place_to_keep(&asked.state, &asked.signed, "place_id", body.place_id).await?;
    if let Some(agency) = body.requested_by {
        lookups::agency(&asked.state, "requested_by", agency.0).await?;
    }
    if let Some(code) = &body.facility_type {
        lookups::terms(&asked.state, "facility_type", &["facility_type"], &[code.as_str().to_owned()])
            .await
            .map_err(|_| Problem::field("facility_type", "unknown"))?;
    }
    if let Some(agreement) = body.agreement_id {
        let found = asked.state.store().load::<Agreement>(agreement.0).await.map_err(run::store_problem)?;
        if found.sequence == 0 {
            return Err(Problem::field("agreement_id", "unknown"));
        }
        if body.allocation_id.is_some_and(|credit| !found.state.allocations.contains_key(&credit)) {
            return Err(Problem::field("allocation_id", "unknown"));
        }
    }
    if let Some(other) = body.part_of {
        let found = asked.state.store().load::<EquipmentLine>(other.0).await.map_err(run::store_problem)?;
        if found.sequence == 0 {
            return Err(Problem::field("part_of", "unknown"));
        }
    }
    let day = |body: &OpenEquipmentLineBody| body.opened_on;
    begin::<EquipmentLine, OpenEquipmentLineBody>(&asked, "open_equipment_line", day, |body, at| {
        let id = derived_id(body.command_id, "equipment");
        let line = EquipmentLineOpened {
            title: body.title.into_string(),
            title_en: body.title_en.map(crate::input::Line::into_string),
            facility_type: body.facility_type.map(crate::input::Code::into_string),
            items: body.items.map(crate::input::Words::into_string),
            unit: body.unit.into_string(),
            requested_by: body.requested_by,
            agreement_id: body.agreement_id,
            allocation_id: body.allocation_id,
            part_of: body.part_of,
            place_id: body.place_id,
            opened_on: at.day,
            source: None,
        };
        Ok((id, domain::OpenEquipmentLine { line, today: at.today }.into(), ids("line_id", id)))
    })
    .await
}

/// A line that the person keeps.
async fn keep<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    let line = run::there::<EquipmentLine>(state, path[0]).await?;
    own_place(state, signed, line.place_id.map(|place| place.0)).await
}

/// A delivery to a place of the person; its neighborhood lies in that place.
async fn keep_delivery(
    state: &AppState,
    signed: &Signed,
    path: &[Uuid],
    body: &DeliverEquipmentBody,
) -> Result<(), Problem> {
    let line = run::there::<EquipmentLine>(state, path[0]).await?;
    place_to_keep(state, signed, "place_id", Some(body.place_id)).await?;
    if let Some(place) = line.place_id
        && !reports::within(state, place.0, body.place_id.0).await?
    {
        return Err(Problem::field("place_id", "unknown"));
    }
    if let Some(neighborhood) = body.neighborhood_id {
        lookups::neighborhood(state, "neighborhood_id", neighborhood.0).await?;
        if !reports::within(state, body.place_id.0, neighborhood.0).await? {
            return Err(Problem::field("neighborhood_id", "unknown"));
        }
    }
    Ok(())
}

national_operation! {
    /// Record a delivery.
    post "/equipment/{id}/deliveries" ["id"] deliver_equipment(DeliverEquipmentBody) on EquipmentLine, day delivered_on, keep keep_delivery, |body, at, _path| {
        let id = derived_id(body.command_id, "delivery");
        let delivery = EquipmentDelivered {
            delivery_id: DeliveryId(id),
            place_id: body.place_id,
            neighborhood_id: body.neighborhood_id,
            units: body.units,
            delivered_on: at.day,
        };
        (domain::DeliverEquipment { delivery, today: at.today }.into(), ids("delivery_id", id))
    }
}

national_operation! {
    /// A delivery was a mistake: it stays readable and counts no more.
    post "/equipment/{id}/deliveries/{delivery_id}/reverse" ["id", "delivery_id"] reverse_delivery(ReverseDeliveryBody) on EquipmentLine, day reversed_on, keep keep, |body, at, path| {
        let reversal = DeliveryReversed { delivery_id: DeliveryId(path[1]), mistake: body.mistake, reversed_on: at.day };
        (domain::ReverseDelivery { reversal, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// Close a line on which nothing more is delivered.
    post "/equipment/{id}/close" ["id"] close_equipment_line(CloseEquipmentLineBody) on EquipmentLine, day closed_on, keep keep, |_body, at, _path| {
        let closing = EquipmentLineClosed { closed_on: at.day };
        (domain::CloseEquipmentLine { closing, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_equipment, open_equipment_line))
        .routes(routes!(read_equipment))
        .routes(routes!(deliver_equipment))
        .routes(routes!(reverse_delivery))
        .routes(routes!(close_equipment_line))
}
