//! Services delivered, by kind: families, persons, services and contacts counted apart, and successes that may be called so.

mod apply;
mod behind;
mod query;
mod years;

pub use behind::{Among, Behind, GivenService, Listed, ServedPerson, served_families, served_persons, services_given};
pub use query::{ServiceCounts, ServiceFilter, ServiceReport, service_report, service_report_rounded};

use async_trait::async_trait;
use hamyar_events::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `services` projection.
pub struct Services;

/// Whether an event changes a service, or what is counted with it.
fn wants(event: &FamilyEvent) -> bool {
    use FamilyEvent as E;
    matches!(
        event,
        E::FamilyIdentified(_)
            | E::CenterChanged(_)
            | E::AddressChanged(_)
            | E::MemberJoined(_)
            | E::MemberLeft(_)
            | E::CategoryAdded(_)
            | E::AddressThreatMarked(_)
            | E::AssessmentRecorded(_)
            | E::ServiceDelivered(_)
            | E::ServiceCorrected(_)
    )
}

#[async_trait]
impl Projection for Services {
    fn name(&self) -> &'static str {
        "services"
    }
    fn version(&self) -> i32 {
        4
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event) if wants(event))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["service_family", "service_fact", "service_year"]
    }
    fn ddl(&self) -> &'static str {
        // A family's services are counted by year at every batch: a rebuild, which makes indexes last, needs that way to them from the beginning.
        "create table service_family (
           family_id uuid primary key, center_id uuid, neighborhood_id uuid not null, members uuid[] not null, violence boolean not null);
         create table service_fact (
           service_id uuid primary key, family_id uuid not null, center_id uuid, neighborhood_id uuid not null, caseworker_id uuid,
           domain text not null, kind text not null, capacity text not null, delivered_on date not null, persons uuid[] not null,
           contacts integer not null, hours integer not null, amount_rials bigint, success boolean not null, struck boolean not null,
           unique (family_id, delivered_on, service_id));
         create index service_fact_by_day on service_fact (delivered_on);
         create index service_fact_by_center on service_fact (center_id, delivered_on);
         create index service_fact_by_kind on service_fact (kind, delivered_on) include (family_id) where not struck;
         create index service_fact_by_neighborhood on service_fact (neighborhood_id, delivered_on) include (family_id) where not struck;
         create table service_year (
           family_id uuid not null, neighborhood_id uuid not null, year integer not null, services integer not null, last_on date not null,
           primary key (family_id, neighborhood_id, year));
         create index service_year_by_year on service_year (year, neighborhood_id) include (family_id, services, last_on);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
