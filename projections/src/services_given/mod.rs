//! Which family was given which kind of service on which day; corrected ones as they were put right. For comparing those who were given something with
//! those who were not.

use async_trait::async_trait;
use chrono::NaiveDate;
use hamyar_events::FamilyEvent;
use hamyar_events::family::ServiceFacts;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};
use crate::rows::{Table, row};

row! {
    /// One service.
    GivenRow in "service_given" {
        service_id: Uuid,
        family_id: Uuid,
        domain: String,
        kind: String,
        delivered_on: NaiveDate,
    }
}

fn row_of(service_id: Uuid, family_id: Uuid, service: &ServiceFacts) -> GivenRow {
    GivenRow {
        service_id,
        family_id,
        domain: service.domain.as_str().to_owned(),
        kind: service.kind.clone(),
        delivered_on: service.delivered_on,
    }
}

/// The `services_given` projection.
pub struct ServicesGiven;

#[async_trait]
impl Projection for ServicesGiven {
    fn name(&self) -> &'static str {
        "services_given"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event)
            if matches!(event.as_ref(), FamilyEvent::ServiceDelivered(_) | FamilyEvent::ServiceCorrected(_)))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["service_given"]
    }
    fn ddl(&self) -> &'static str {
        "create table service_given (
           service_id uuid primary key, family_id uuid not null, domain text not null, kind text not null, delivered_on date not null);
         create index service_given_by_family on service_given (family_id, delivered_on);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        let mut rows = Table::<GivenRow>::empty();
        for projected in batch {
            match projected.family() {
                Some(FamilyEvent::ServiceDelivered(event)) => {
                    rows.put(row_of(event.service_id.0, projected.stream_id, &event.service));
                }
                Some(FamilyEvent::ServiceCorrected(event)) => match &event.replacement {
                    Some(service) => rows.put(row_of(event.service_id.0, projected.stream_id, service)),
                    None => rows.remove(event.service_id.0),
                },
                _ => {}
            }
        }
        rows.save(connection).await
    }
}
