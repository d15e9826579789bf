//! Households that went to bodies outside in lists: who agreed to it, what the body answered, how far its support came (source 004, P40).

mod apply;
mod query;

pub use query::{
    Transfer, TransferAsk, TransferFilter, TransferList, TransferPhase, TransferReport, transfer_households, transfers,
    transfers_rounded,
};

use async_trait::async_trait;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `transfers` projection.
pub struct Transfers;

#[async_trait]
impl Projection for Transfers {
    fn name(&self) -> &'static str {
        "transfers"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        let StreamEventAny::Family(event) = event else { return true };
        matches!(
            **event,
            FamilyEvent::HandingOnAgreed(_)
                | FamilyEvent::HandingOnRefused(_)
                | FamilyEvent::ConsentWithdrawn(_)
                | FamilyEvent::SentToAgency(_)
                | FamilyEvent::SendingWithdrawn(_)
                | FamilyEvent::SendingAnswered(_)
                | FamilyEvent::SupportPhaseRecorded(_)
                | FamilyEvent::PersonalDataErased(_)
        )
    }
    fn tables(&self) -> &'static [&'static str] {
        &["handing_on", "transfer"]
    }
    fn ddl(&self) -> &'static str {
        "create table handing_on (
           handing_on_id text primary key, family_id uuid not null, agency_id uuid not null, agreed boolean not null, said_on date not null);
         create index handing_on_by_agency on handing_on (agency_id);
         create index handing_on_by_family on handing_on (family_id);
         create table transfer (
           sending_id uuid primary key, family_id uuid not null, agency_id uuid not null, sent_on date not null, withdrawn boolean not null,
           answer text, answered_on date, reason text, information text, information_on date, hygiene text, hygiene_on date,
           livelihood text, livelihood_on date);
         create index transfer_by_agency on transfer (agency_id, sent_on);
         create index transfer_by_family on transfer (family_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
