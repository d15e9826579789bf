//! What everything else refers to: centers, agencies, catalogs, the program's numbers, indicator sets.

mod apply;
mod query;
mod texts;

pub use query::SettingsView;
pub use query::{
    AgencyCard, AgencyDuty, AgencyView, CatalogTerm, CenterView, IndicatorSetStanding, IndicatorSetVersion,
    IndicatorSetView, agencies, agency, catalog, catalogs, center, centers, current_indicator_set,
    former_indicator_sets, indicator_set, indicator_set_versions, program_numbers, settings,
};
pub use texts::{ApprovedTextCard, ApprovedTextVersion, ApprovedTextView, approved_text, approved_texts};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `directory` projection.
pub struct Directory;

#[async_trait]
impl Projection for Directory {
    fn name(&self) -> &'static str {
        "directory"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["center", "agency", "catalog", "settings", "indicator_set"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["center", "agency", "catalog_term", "settings_version", "approved_text", "indicator_set_version"]
    }
    fn ddl(&self) -> &'static str {
        "create table center (
           center_id uuid primary key, name text not null, host text not null, file_prefix text not null, neighborhood_ids uuid[] not null,
           opened_on date not null, closed_on date, tier_approval boolean not null, sequence bigint not null, position bigint not null);
         create table agency (
           agency_id uuid primary key, name text not null, name_en text, name_key text not null, level text not null, enforcement boolean not null,
           source text not null, aliases text[] not null, alias_keys text[] not null, duties json not null, sequence bigint not null,
           position bigint not null);
         create table catalog_term (
           term_id text primary key, catalog text not null, code text not null, title_fa text not null, title_en text not null, domain text,
           term_group text, term_order integer not null, retired boolean not null);
         create index catalog_term_by_code on catalog_term (code);
         create table settings_version (
           version_id text primary key, settings_id uuid not null, version integer not null, body json not null, effective_from date not null,
           sequence bigint not null, position bigint not null);
         create table approved_text (
           version_id text primary key, text_id uuid not null, version bigint not null, kind text not null, title_fa text not null,
           title_en text not null, body text not null, approved_by text not null, approved_on date not null, withdrawn_on date,
           withdrawn_because text, position bigint not null);
         create index approved_text_by_text on approved_text (text_id, version);
         create table indicator_set_version (
           version_id text primary key, set_id uuid not null, version integer not null, body json not null, effective_from date not null,
           sequence bigint not null, position bigint not null);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
