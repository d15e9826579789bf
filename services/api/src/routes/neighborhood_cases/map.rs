//! The map: where neighborhoods lie, with what they are coloured by. Counts of families are rounded for everybody but the auditor.

use axum::Json;
use axum::extract::State;
use chrono::Days;
use hamyar_events::PriorityLevel;
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::families::{self, TierCounts};
use hamyar_projections::neighborhood_cases::{self as cases, Geometry};
use hamyar_projections::places::GroupRef;
use hamyar_projections::rounding::rounded;
use hamyar_projections::views::{NamedRef, Page};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::super::answers::ReadProblems;
use super::priorities::cards;
use super::ranking::zone;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Services of so many days colour the map.
const SERVICE_DAYS: u64 = 365;

/// Which neighborhoods.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MapQuery {
    /// Below this place or in this group.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// A neighborhood on the map, or in the list beside it where it has no boundary.
#[derive(Serialize, ToSchema)]
pub(crate) struct MapItem {
    id: Uuid,
    name: String,
    city: Option<NamedRef>,
    zone: Option<GroupRef>,
    boundary: Option<Geometry>,
    level: Option<PriorityLevel>,
    /// Open families by tier; null where a count is too small for this reader.
    families: TierCounts,
    /// Families that received a service in the last year; null where too few for this reader.
    served: Option<i64>,
}

/// The neighborhoods of a place as a map.
#[utoipa::path(get, path = "/map", tag = "neighborhoods", params(MapQuery),
    responses((status = 200, body = Page<MapItem>), ReadProblems))]
pub(crate) async fn read_map(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<MapQuery>,
) -> Result<Json<Page<MapItem>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let place_id: Option<Uuid> = read.parse("place_id", &query.place_id);
    read.done()?;
    let cards = cards(&state, place_id).await?;
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id).collect();
    let since = state.today().checked_sub_days(Days::new(SERVICE_DAYS)).unwrap_or_default();
    let (mut boundaries, levels, counts, served) = futures::try_join!(
        cases::boundaries(state.read(), &ids),
        cases::levels(state.read(), &ids),
        families::tier_counts(state.read(), &ids),
        cases::services_in(state.read(), &ids, since)
    )
    .map_err(|error| from_database("map", error))?;
    let exact = signed.principal.is(Role::Auditor);
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let items = cards.into_iter().map(|card| {
        let families = counts.get(&card.id).copied().unwrap_or(TierCounts::NONE);
        let helped = served.get(&card.id).copied().unwrap_or(0);
        MapItem {
            zone: zone(&card).cloned(),
            boundary: boundaries.remove(&card.id).map(|boundary| boundary.geometry),
            level: levels.get(&card.id).copied(),
            families: if exact { families } else { families.rounded(card.id, &keyed) },
            served: if exact { Some(helped) } else { rounded(helped, &format!("served/{}", card.id), &keyed) },
            id: card.id,
            name: card.name,
            city: card.city,
        }
    });
    let items = items.collect();
    let position = super::super::centers::position(&state).await?;
    Ok(Json(Page::whole(items, position)))
}
