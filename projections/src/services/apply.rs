//! Family events → rows of services. A service keeps the center and the neighborhood of its day, and those whom it reached.

use chrono::NaiveDate;
use hamyar_events::ServiceOutcome;
use hamyar_events::family::{FamilyEvent, ServiceFacts, ServiceParticulars, implies_address_threat};
use sqlx::PgConnection;
use uuid::Uuid;

use super::years::Touched;
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// What is remembered of a family for its services.
    FamilyRow in "service_family" {
        family_id: Uuid,
        center_id: Option<Uuid>,
        neighborhood_id: Uuid,
        members: Vec<Uuid>,
        violence: bool,
    }
}

row! {
    /// One service.
    ServiceRow in "service_fact" {
        service_id: Uuid,
        family_id: Uuid,
        center_id: Option<Uuid>,
        neighborhood_id: Uuid,
        caseworker_id: Option<Uuid>,
        domain: String,
        kind: String,
        capacity: String,
        delivered_on: NaiveDate,
        persons: Vec<Uuid>,
        contacts: i32,
        hours: i32,
        amount_rials: Option<i64>,
        success: bool,
        struck: bool,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut families = Table::<FamilyRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let corrected = batch.iter().filter_map(|event| match event.family()? {
        FamilyEvent::ServiceCorrected(event) => Some(event.service_id.0),
        _ => None,
    });
    let mut services = Table::<ServiceRow>::load(&mut *connection, corrected).await?;
    let mut years = Touched::default();
    for projected in batch {
        let id = projected.stream_id;
        let Some(event) = projected.family() else { continue };
        match event {
            FamilyEvent::FamilyIdentified(event) => families.put(FamilyRow {
                family_id: id,
                center_id: event.center_id.map(|center| center.0),
                neighborhood_id: event.neighborhood_id.0,
                members: Vec::new(),
                violence: false,
            }),
            FamilyEvent::ServiceDelivered(event) => {
                let Some(family) = families.get(&id) else { continue };
                let mut service = service_of(event.service_id.0, family, &event.service);
                service.caseworker_id = event.caseworker_id.map(|id| id.0);
                years.add(&service);
                services.put(service);
            }
            FamilyEvent::ServiceCorrected(event) => {
                let Some(service) = services.edit(&event.service_id.0) else { continue };
                years.add(service);
                match (&event.replacement, families.get(&id)) {
                    (Some(facts), Some(family)) => {
                        let was = service.clone();
                        *service = ServiceRow {
                            center_id: was.center_id,
                            neighborhood_id: was.neighborhood_id,
                            caseworker_id: was.caseworker_id,
                            ..service_of(was.service_id, family, facts)
                        };
                    }
                    _ => service.struck = true,
                }
                years.add(service);
            }
            other => {
                if let Some(family) = families.edit(&id) {
                    change(family, other);
                }
            }
        }
    }
    families.save(&mut *connection).await?;
    services.save(&mut *connection).await?;
    years.count(connection).await
}

fn change(family: &mut FamilyRow, event: &FamilyEvent) {
    match event {
        FamilyEvent::CenterChanged(event) => family.center_id = Some(event.center_id.0),
        FamilyEvent::AddressChanged(event) => family.neighborhood_id = event.neighborhood_id.0,
        FamilyEvent::MemberJoined(event) => family.members.push(event.member_id.0),
        FamilyEvent::MemberLeft(event) => family.members.retain(|member| *member != event.member_id.0),
        FamilyEvent::CategoryAdded(event) => family.violence |= implies_address_threat(&event.category),
        FamilyEvent::AddressThreatMarked(_) => family.violence = true,
        FamilyEvent::AssessmentRecorded(event) => {
            family.violence |= event.readings.iter().any(|one| one.indicator == "violence" && one.value < 4);
        }
        _ => {}
    }
}

fn service_of(service_id: Uuid, family: &FamilyRow, facts: &ServiceFacts) -> ServiceRow {
    let (contacts, hours) = match facts.particulars {
        Some(ServiceParticulars::Counselling { sessions } | ServiceParticulars::Treatment { sessions }) => {
            (sessions, 0)
        }
        Some(ServiceParticulars::Training { hours, .. }) => (1, hours),
        _ => (1, 0),
    };
    let named: Vec<Uuid> = facts.member_ids.iter().map(|member| member.0).collect();
    ServiceRow {
        service_id,
        family_id: family.family_id,
        center_id: family.center_id,
        neighborhood_id: family.neighborhood_id,
        caseworker_id: None,
        domain: facts.domain.as_str().to_owned(),
        kind: facts.kind.clone(),
        capacity: facts.capacity.as_str().to_owned(),
        delivered_on: facts.delivered_on,
        // A service for the whole family reached those who were in it.
        persons: if named.is_empty() { family.members.clone() } else { named },
        contacts: contacts.into(),
        hours: hours.into(),
        amount_rials: facts.amount_rials.or(facts.amount.map(|tomans| tomans.saturating_mul(10))),
        success: facts.outcome == Some(ServiceOutcome::Completed),
        struck: false,
    }
}
