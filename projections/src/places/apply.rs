//! Events of places and neighborhoods → rows.

use chrono::NaiveDate;
use hamyar_events::neighborhood::{NeighborhoodEvent, ProfileNote};
use hamyar_events::place::{FigureDeclared, PlaceEvent};
use hamyar_persian::fold_joined;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};
use crate::sort_key::sort_key;

/// The latest profile of a neighborhood, as the row keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProfileKept {
    pub version: u32,
    pub as_of: NaiveDate,
    pub figures: Vec<FigureDeclared>,
    pub notes: Vec<ProfileNote>,
}

row! {
    /// One place.
    PlaceRow in "place" {
        place_id: Uuid,
        level: String,
        name: String,
        name_en: Option<String>,
        name_key: String,
        parent_id: Option<Uuid>,
        number: Option<i32>,
        valid_from: Option<NaiveDate>,
        source: String,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One declared figure of a place.
    FigureRow in "place_figure" {
        figure_id: String,
        place_id: Uuid,
        indicator: String,
        value_thousandths: i64,
        qualifier: String,
        unit: String,
        period: Option<String>,
        source: String,
        quote: Option<String>,
    }
}

row! {
    /// A part of a document that tells a declared figure.
    TellingRow in "figure_telling" {
        telling_id: String,
        place_id: Uuid,
        indicator: String,
        source: String,
        section: String,
        declared_as: Option<String>,
        quote: Option<String>,
        sequence: i64,
    }
}

row! {
    /// How one declared figure stands to another.
    RelationRow in "figure_relation" {
        relation_id: String,
        place_id: Uuid,
        indicator: String,
        source: String,
        relation: String,
        other: String,
        quote: Option<String>,
        sequence: i64,
    }
}

row! {
    /// Why a declared figure cannot be taken at its word.
    DoubtRow in "figure_doubt" {
        doubt_id: String,
        place_id: Uuid,
        indicator: String,
        source: String,
        doubt: String,
        sequence: i64,
    }
}

/// What is said of declared figures.
struct Notes {
    tellings: Table<TellingRow>,
    relations: Table<RelationRow>,
    doubts: Table<DoubtRow>,
}

impl Notes {
    fn take(&mut self, projected: &ProjectedEvent, event: &PlaceEvent) {
        let (place_id, sequence) = (projected.stream_id, projected.sequence);
        let id = format!("{place_id}/{sequence}");
        match event {
            PlaceEvent::FigureTold(event) => self.tellings.put(TellingRow {
                telling_id: id,
                place_id,
                indicator: event.indicator.clone(),
                source: event.source.clone(),
                section: event.section.clone(),
                declared_as: event.declared_as.clone(),
                quote: event.quote.clone(),
                sequence,
            }),
            PlaceEvent::FigureRelated(event) => self.relations.put(RelationRow {
                relation_id: id,
                place_id,
                indicator: event.indicator.clone(),
                source: event.source.clone(),
                relation: event.relation.as_str().to_owned(),
                other: event.other.clone(),
                quote: event.quote.clone(),
                sequence,
            }),
            PlaceEvent::FigureDoubted(event) => self.doubts.put(DoubtRow {
                doubt_id: id,
                place_id,
                indicator: event.indicator.clone(),
                source: event.source.clone(),
                doubt: event.doubt.as_str().to_owned(),
                sequence,
            }),
            PlaceEvent::PlaceRegistered(_) | PlaceEvent::PlaceMoved(_) | PlaceEvent::FigureDeclared(_) => {}
        }
    }
}

row! {
    /// One neighborhood.
    NeighborhoodRow in "neighborhood" {
        neighborhood_id: Uuid,
        name: String,
        name_en: Option<String>,
        name_key: String,
        sort_key: String,
        place_id: Uuid,
        valid_from: Option<NaiveDate>,
        source: String,
        profile: Option<ProfileKept>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// A neighborhood's membership of a zone or municipal district.
    GroupRow in "neighborhood_group" {
        membership_id: String,
        neighborhood_id: Uuid,
        group_id: Uuid,
        rank: Option<i32>,
        valid_from: Option<NaiveDate>,
        valid_until: Option<NaiveDate>,
        source: String,
    }
}

fn membership_id(neighborhood: Uuid, group: Uuid) -> String {
    format!("{neighborhood}/{group}")
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let of =
        |stream: &'static str| batch.iter().filter(move |event| event.stream == stream).map(|event| event.stream_id);
    let ungrouped = batch.iter().filter_map(|event| match &event.event {
        StreamEventAny::Neighborhood(NeighborhoodEvent::NeighborhoodUngrouped(left)) => {
            Some(membership_id(event.stream_id, left.group_id.0))
        }
        _ => None,
    });
    let mut places = Table::<PlaceRow>::load(&mut *connection, of("place").collect::<Vec<_>>()).await?;
    let mut neighborhoods =
        Table::<NeighborhoodRow>::load(&mut *connection, of("neighborhood").collect::<Vec<_>>()).await?;
    let mut groups = Table::<GroupRow>::load(&mut *connection, ungrouped.collect::<Vec<_>>()).await?;
    let mut figures = Table::<FigureRow>::empty();
    let mut notes = Notes { tellings: Table::empty(), relations: Table::empty(), doubts: Table::empty() };
    for projected in batch {
        match &projected.event {
            StreamEventAny::Place(event) => {
                place(&mut places, &mut figures, projected, event);
                notes.take(projected, event);
            }
            StreamEventAny::Neighborhood(event) => neighborhood(&mut neighborhoods, &mut groups, projected, event),
            _ => {}
        }
    }
    places.save(&mut *connection).await?;
    figures.save(&mut *connection).await?;
    notes.tellings.save(&mut *connection).await?;
    notes.relations.save(&mut *connection).await?;
    notes.doubts.save(&mut *connection).await?;
    neighborhoods.save(&mut *connection).await?;
    groups.save(&mut *connection).await
}

fn place(places: &mut Table<PlaceRow>, figures: &mut Table<FigureRow>, projected: &ProjectedEvent, event: &PlaceEvent) {
    let id = projected.stream_id;
    match event {
        PlaceEvent::PlaceRegistered(event) => places.put(PlaceRow {
            place_id: id,
            level: event.level.as_str().to_owned(),
            name: event.name.clone(),
            name_en: event.name_en.clone(),
            name_key: fold_joined(&event.name),
            parent_id: event.parent_id.map(|parent| parent.0),
            number: event.number.map(i32::from),
            valid_from: event.valid_from,
            source: event.source.clone(),
            sequence: projected.sequence,
            position: projected.position,
        }),
        PlaceEvent::PlaceMoved(event) => {
            if let Some(row) = places.edit(&id) {
                row.parent_id = Some(event.parent_id.0);
                (row.sequence, row.position) = (projected.sequence, projected.position);
            }
        }
        PlaceEvent::FigureDeclared(event) => {
            figures.put(FigureRow {
                figure_id: format!("{id}/{}", projected.sequence),
                place_id: id,
                indicator: event.indicator.clone(),
                value_thousandths: event.value_thousandths,
                qualifier: event.qualifier.as_str().to_owned(),
                unit: event.unit.clone(),
                period: event.period.clone(),
                source: event.source.clone(),
                quote: event.quote.clone(),
            });
            if let Some(row) = places.edit(&id) {
                (row.sequence, row.position) = (projected.sequence, projected.position);
            }
        }
        PlaceEvent::FigureTold(_) | PlaceEvent::FigureRelated(_) | PlaceEvent::FigureDoubted(_) => {
            if let Some(row) = places.edit(&id) {
                (row.sequence, row.position) = (projected.sequence, projected.position);
            }
        }
    }
}

fn neighborhood(
    neighborhoods: &mut Table<NeighborhoodRow>,
    groups: &mut Table<GroupRow>,
    projected: &ProjectedEvent,
    event: &NeighborhoodEvent,
) {
    let id = projected.stream_id;
    if let NeighborhoodEvent::NeighborhoodRegistered(event) = event {
        neighborhoods.put(NeighborhoodRow {
            neighborhood_id: id,
            name: event.name.clone(),
            name_en: event.name_en.clone(),
            name_key: fold_joined(&event.name),
            sort_key: sort_key(&event.name),
            place_id: event.place_id.0,
            valid_from: event.valid_from,
            source: event.source.clone(),
            profile: None,
            sequence: projected.sequence,
            position: projected.position,
        });
        return;
    }
    let Some(row) = neighborhoods.edit(&id) else { return };
    (row.sequence, row.position) = (projected.sequence, projected.position);
    match event {
        NeighborhoodEvent::NeighborhoodRegistered(_) => {}
        NeighborhoodEvent::NeighborhoodGrouped(event) => groups.put(GroupRow {
            membership_id: membership_id(id, event.group_id.0),
            neighborhood_id: id,
            group_id: event.group_id.0,
            rank: event.rank.map(i32::from),
            valid_from: event.valid_from,
            valid_until: None,
            source: event.source.clone(),
        }),
        NeighborhoodEvent::NeighborhoodUngrouped(event) => {
            if let Some(membership) = groups.edit(&membership_id(id, event.group_id.0)) {
                membership.valid_until = Some(event.until);
            }
        }
        NeighborhoodEvent::NeighborhoodProfileRecorded(event) => {
            row.profile = Some(ProfileKept {
                version: event.version,
                as_of: event.as_of,
                figures: event.figures.clone(),
                notes: event.notes.clone(),
            });
        }
        // The rest of the case stands in rows of its own.
        _ => {}
    }
}
