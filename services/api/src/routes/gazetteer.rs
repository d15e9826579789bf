//! The gazetteer as an administrator keeps it: a place in the tree, a neighborhood in its city, the zone it lies in. The seed data enters most of them; what
//! the documents do not name is entered here.

use hamyar_domain::neighborhood::{GroupNeighborhood, RegisterNeighborhood};
use hamyar_domain::place::RegisterPlace;
use hamyar_domain::{Neighborhood, Place};
use hamyar_events::neighborhood::{NeighborhoodGrouped, NeighborhoodRegistered};
use hamyar_events::place::PlaceRegistered;
use hamyar_events::{PlaceId, PlaceLevel};
use hamyar_identity::policy::{Action, Resource};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done};
use super::asked::{Asked, begin, go_on, undated};
use super::lookups;
use super::run::{Ids, derived_id, ids, store_problem};
use crate::input::{Day, Line, command};
use crate::problem::Problem;
use crate::state::AppState;

/// Where a place comes from that no document names.
const BY_HAND: &str = "administrator";

command! {
    /// A neighborhood of a city or village, or of the lowest place known above it. Names are not unique: it is told apart by city and zone.
    pub struct RegisterNeighborhoodBody {
        name: Line,
        name_en: Option<Line>,
        place_id: PlaceId,
        /// Since when it is one.
        valid_from: Option<Day>,
        /// The document that names it.
        source: Option<Line>,
    }
}

command! {
    /// The zone or municipal district in which a neighborhood lies.
    pub struct GroupNeighborhoodBody {
        group_id: PlaceId,
        /// Its rank there, where the document gives one.
        rank: Option<u16>,
        valid_from: Option<Day>,
        source: Option<Line>,
    }
}

command! {
    /// A place above the neighborhood, or a zone of a city.
    pub struct RegisterPlaceBody {
        level: PlaceLevel,
        name: Line,
        name_en: Option<Line>,
        /// The place directly above it.
        parent_id: PlaceId,
        /// Number printed on a zone or municipal district.
        number: Option<u16>,
        valid_from: Option<Day>,
        source: Option<Line>,
    }
}

/// How deep a level lies in the tree; zones and municipal districts overlap it below the city.
const fn depth(level: PlaceLevel) -> u8 {
    match level {
        PlaceLevel::Country => 0,
        PlaceLevel::Province => 1,
        PlaceLevel::County => 2,
        PlaceLevel::District => 3,
        PlaceLevel::City | PlaceLevel::Village => 4,
        PlaceLevel::Zone | PlaceLevel::MunicipalDistrict => 5,
    }
}

/// The level of the place that a field names.
async fn level_of(state: &AppState, field: &str, id: PlaceId) -> Result<PlaceLevel, Problem> {
    let place = state.store().load::<Place>(id.0).await.map_err(store_problem)?;
    place.state.level.ok_or_else(|| Problem::field(field, "unknown"))
}

fn source(given: Option<Line>) -> String {
    given.map_or_else(|| BY_HAND.to_owned(), Line::into_string)
}

/// Enter a neighborhood in the gazetteer.
#[utoipa::path(post, path = "/neighborhoods", tag = "lists", request_body = RegisterNeighborhoodBody, responses(CommandAnswers))]
pub(crate) async fn register_neighborhood(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::KeepGazetteer, &Resource::None)?;
    let body: RegisterNeighborhoodBody = asked.sent.read()?;
    // Neither a province nor a zone is where somebody lives: it lies in a city, or in the county whose city is not known.
    if !(2..=4).contains(&depth(level_of(&asked.state, "place_id", body.place_id).await?)) {
        return Err(Problem::field("place_id", "not_in_set"));
    }
    begin::<Neighborhood, RegisterNeighborhoodBody>(&asked, "register_neighborhood", undated, |body, _| {
        let id = derived_id(body.command_id, "neighborhood");
        let neighborhood = NeighborhoodRegistered {
            name: body.name.into_string(),
            name_en: body.name_en.map(Line::into_string),
            place_id: body.place_id,
            valid_from: body.valid_from.map(|day| day.0),
            source: source(body.source),
        };
        Ok((id, RegisterNeighborhood { neighborhood }.into(), ids("neighborhood_id", id)))
    })
    .await
}

/// Put a neighborhood in a zone or municipal district, or give it another rank there.
#[utoipa::path(post, path = "/neighborhoods/{id}/groups", tag = "lists", request_body = GroupNeighborhoodBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn group_neighborhood(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    asked.signed.check(Action::KeepGazetteer, &Resource::None)?;
    let body: GroupNeighborhoodBody = asked.sent.read()?;
    if depth(level_of(&asked.state, "group_id", body.group_id).await?) != 5 {
        return Err(Problem::field("group_id", "not_in_set"));
    }
    lookups::neighborhood(&asked.state, "id", asked.path[0]).await.map_err(|_| Problem::NotFound)?;
    go_on::<Neighborhood, GroupNeighborhoodBody>(&asked, "group_neighborhood", undated, |body, _| {
        let group = NeighborhoodGrouped {
            group_id: body.group_id,
            rank: body.rank,
            valid_from: body.valid_from.map(|day| day.0),
            source: source(body.source),
        };
        Ok((GroupNeighborhood { group }.into(), Ids::new()))
    })
    .await
}

/// Enter a place in the gazetteer, below the one it lies in.
#[utoipa::path(post, path = "/places", tag = "lists", request_body = RegisterPlaceBody, responses(CommandAnswers))]
pub(crate) async fn register_place(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::KeepGazetteer, &Resource::None)?;
    let body: RegisterPlaceBody = asked.sent.read()?;
    let above = level_of(&asked.state, "parent_id", body.parent_id).await?;
    if depth(above) >= depth(body.level) {
        return Err(Problem::field("parent_id", "not_in_set"));
    }
    begin::<Place, RegisterPlaceBody>(&asked, "register_place", undated, |body, _| {
        let id = derived_id(body.command_id, "place");
        let place = PlaceRegistered {
            level: body.level,
            name: body.name.into_string(),
            name_en: body.name_en.map(Line::into_string),
            parent_id: Some(body.parent_id),
            number: body.number,
            valid_from: body.valid_from.map(|day| day.0),
            source: source(body.source),
        };
        Ok((id, RegisterPlace { place }.into(), ids("place_id", id)))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register_neighborhood))
        .routes(routes!(group_neighborhood))
        .routes(routes!(register_place))
}
