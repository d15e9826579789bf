//! One row per family for lists, and the search for families and members. Names are opened values in the database's own trust zone; national ids
//! are not kept here: an exact search goes through the store's blind index.

mod apply;
mod query;
mod search;
mod state;

pub use query::{
    FamilyAccess, FamilyFilter, Intake, IntakeCounts, Served, TierCounts, access, by_file_number, card, cards,
    cards_by_ids, cards_page, due_numbers, family_name, file, file_numbers, given_names, intake, openable_cards,
    own_files, tier_counts,
};
pub use search::{FamilyLite, LikelyPerson, SearchHit, SearchQuery, SearchScope, likely, likely_outside, search};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `families` projection.
pub struct Families;

#[async_trait]
impl Projection for Families {
    fn name(&self) -> &'static str {
        "families"
    }
    fn version(&self) -> i32 {
        5
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["family", "family_member"]
    }
    fn ddl(&self) -> &'static str {
        "create table family (
           family_id uuid primary key, file_number text not null, file_number_folded text not null,
           family_name text, name_key text not null, sort_key text not null,
           neighborhood_id uuid not null, center_id uuid, caseworker_id uuid, assignment_id uuid, assigned_on date, year_ends date,
           tier text, tier_on date, baseline_tier text, baseline_on date, cycle integer not null,
           consent text not null, consent_on date, state text not null, closed_on date, household_type text not null,
           head_member_id uuid, members integer not null, last_visit date, open_referrals integer not null,
           identified_on date not null, entry text not null, source text not null, register text,
           referred_by uuid[] not null, categories text[] not null,
           address_under_threat boolean not null, coverages uuid[] not null, sent_to uuid[] not null,
           erased boolean not null, merged_into uuid, sequence bigint not null, position bigint not null, fold json not null);
         create index family_kept on family (center_id, closed_on) where state = 'closed' and not erased;
         create unique index family_by_file_number on family (file_number_folded);
         create index family_by_center on family (center_id, sort_key, family_id);
         create index family_by_caseworker on family (caseworker_id) where caseworker_id is not null;
         create index family_by_name on family (sort_key, family_id);
         create index family_by_neighborhood on family (neighborhood_id, tier);
         create index family_harmed_alone on family (center_id) where tier = 'harmed' and caseworker_id is null and state = 'open';
         create index family_before_baseline on family (center_id) where baseline_tier is null and state = 'open';
         create index family_name_trigrams on family using gin (name_key public.gin_trgm_ops);
         create table family_member (
           member_id uuid primary key, family_id uuid not null, given_name text, family_name text, name_key text not null,
           birth_year integer, phone_digits text, sex text, relation text not null, has_left boolean not null, erased boolean not null);
         create index family_member_by_family on family_member (family_id);
         create index family_member_by_phone on family_member (phone_digits) where phone_digits is not null;
         create index family_member_name_trigrams on family_member using gin (name_key public.gin_trgm_ops);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
