//! The gazetteer: the dated tree of places, groups that overlap it, neighborhoods with figures and profiles.

mod apply;
mod holders;
mod query;

pub use holders::holders;
pub use query::{
    FigureView, GroupRef, NeighborhoodCard, NeighborhoodFilter, NeighborhoodNote, NeighborhoodView, PlaceCard,
    PlaceView, neighborhood, neighborhoods, neighborhoods_page, place, places,
};
pub(crate) use query::{above, figures};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// Function of the schema that lists the neighborhoods of a place: those below it in the tree, those grouped into it, or itself.
pub(crate) const NEIGHBORHOODS_OF: &str = "select n from neighborhoods_of";

/// The `places` projection.
pub struct Places;

#[async_trait]
impl Projection for Places {
    fn name(&self) -> &'static str {
        "places"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["place", "neighborhood"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &[
            "place",
            "place_figure",
            "figure_telling",
            "figure_relation",
            "figure_doubt",
            "neighborhood",
            "neighborhood_group",
        ]
    }
    fn ddl(&self) -> &'static str {
        "create table place (
           place_id uuid primary key, level text not null, name text not null, name_en text, name_key text not null, parent_id uuid,
           number integer, valid_from date, source text not null, sequence bigint not null, position bigint not null);
         create index place_by_parent on place (parent_id);
         create table place_figure (
           figure_id text primary key, place_id uuid not null, indicator text not null, value_thousandths bigint not null,
           qualifier text not null, unit text not null, period text, source text not null, quote text);
         create index place_figure_by_place on place_figure (place_id);
         create table figure_telling (
           telling_id text primary key, place_id uuid not null, indicator text not null, source text not null, section text not null,
           declared_as text, quote text, sequence bigint not null);
         create index figure_telling_by_place on figure_telling (place_id);
         create table figure_relation (
           relation_id text primary key, place_id uuid not null, indicator text not null, source text not null, relation text not null,
           other text not null, quote text, sequence bigint not null);
         create index figure_relation_by_place on figure_relation (place_id);
         create table figure_doubt (
           doubt_id text primary key, place_id uuid not null, indicator text not null, source text not null, doubt text not null,
           sequence bigint not null);
         create index figure_doubt_by_place on figure_doubt (place_id);
         create table neighborhood (
           neighborhood_id uuid primary key, name text not null, name_en text, name_key text not null, sort_key text not null,
           place_id uuid not null, valid_from date, source text not null, profile json, sequence bigint not null, position bigint not null);
         create index neighborhood_by_place on neighborhood (place_id);
         create table neighborhood_group (
           membership_id text primary key, neighborhood_id uuid not null, group_id uuid not null, rank integer, valid_from date, valid_until date,
           source text not null);
         create index neighborhood_group_by_group on neighborhood_group (group_id);
         create index neighborhood_group_by_neighborhood on neighborhood_group (neighborhood_id);
         create function neighborhoods_of(wanted uuid) returns table (n uuid) language sql stable as $$
           with recursive below as (
             select wanted as id union select p.place_id from place p join below b on p.parent_id = b.id)
           select h.neighborhood_id from neighborhood h where h.place_id in (select id from below) or h.neighborhood_id = wanted
           union select g.neighborhood_id from neighborhood_group g where g.group_id in (select id from below) and g.valid_until is null
         $$;"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
