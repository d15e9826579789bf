//! What families asked about their own cases, and the tiers that caseworkers proposed, for those who answer.

mod apply;
mod proposals;
mod query;

pub use query::{FamilyRequest, ProposalReader, TierProposal, requests, tier_proposals};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `requests` projection.
pub struct Requests;

#[async_trait]
impl Projection for Requests {
    fn name(&self) -> &'static str {
        "requests"
    }
    fn version(&self) -> i32 {
        3
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if apply::wants(event) || proposals::wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["family_request", "tier_proposal"]
    }
    fn ddl(&self) -> &'static str {
        "create table family_request (
           request_id uuid primary key, family_id uuid not null, kind text not null, words text, deciders uuid[] not null, made_on date not null,
           answer_by date not null, state text not null, outcome text, answered_on date, position bigint not null);
         create index family_request_by_family on family_request (family_id);
         create index family_request_waiting on family_request (answer_by, request_id) where state = 'waiting';
         create table tier_proposal (
           proposal_id uuid primary key, family_id uuid not null, moment text not null, tier text not null, computed text not null, reason text,
           user_id uuid not null, proposed_on date not null, state text not null, answered_on date,
           answer_recorded_on date, position bigint not null);
         create index tier_proposal_by_family on tier_proposal (family_id, position);
         create index tier_proposal_waiting on tier_proposal (proposed_on, proposal_id) where state = 'waiting';"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await?;
        proposals::apply(connection, batch).await
    }
}
