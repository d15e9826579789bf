//! Events of facilitators and workshops → rows.

use chrono::NaiveDate;
use hamyar_events::facilitator::FacilitatorFacts;
use hamyar_events::workshop::{FindingRecorded, SittingHeld};
use hamyar_events::{FacilitatorEvent, MaterialState, Personal, TestMoment, WorkshopEvent};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PlanKept {
    pub neighborhood_id: Uuid,
    pub delivered_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LeadKept {
    pub facilitator_id: Uuid,
    pub on: NaiveDate,
    pub reason: Option<String>,
    pub source: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct FindingKept {
    pub phase: u8,
    pub assessors: Vec<String>,
    pub kind: String,
    pub text: String,
    pub on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct MaterialKept {
    pub material_id: Uuid,
    pub kind: String,
    pub title: Option<String>,
    pub state: String,
    pub note: Option<String>,
    pub marked_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PresentKept {
    pub trainee_id: Uuid,
    pub hours: i32,
}

row! {
    /// One facilitator.
    FacilitatorRow in "facilitator" {
        facilitator_id: Uuid,
        code: String,
        level: String,
        place_id: Uuid,
        name: Option<String>,
        education: String,
        degree: Option<String>,
        organization: Option<String>,
        criteria: Vec<String>,
        nominated_on: NaiveDate,
        confirmed_on: Option<NaiveDate>,
        exception: Option<String>,
        plans: Vec<PlanKept>,
        left_on: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One workshop.
    WorkshopRow in "workshop" {
        workshop_id: Uuid,
        kind: String,
        title: String,
        place_id: Uuid,
        neighborhood_id: Option<Uuid>,
        audience: Option<String>,
        risk_title: Option<String>,
        planned_hours: i32,
        planned_persons: Option<i32>,
        starts_on: NaiveDate,
        lead_id: Option<Uuid>,
        leads: Vec<LeadKept>,
        findings: Vec<FindingKept>,
        materials: Vec<MaterialKept>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// Somebody registered for a workshop.
    TraineeRow in "workshop_trainee" {
        trainee_id: Uuid,
        workshop_id: Uuid,
        number: i32,
        facilitator_id: Option<Uuid>,
        sex: Option<String>,
        before: Option<i32>,
        after: Option<i32>,
    }
}

row! {
    /// One sitting, with who was there.
    SittingRow in "workshop_sitting" {
        sitting_key: String,
        sitting_id: Uuid,
        workshop_id: Uuid,
        held_on: NaiveDate,
        hours: i32,
        topic: Option<String>,
        present: Vec<PresentKept>,
    }
}

fn sitting_key(workshop: Uuid, sitting: Uuid) -> String {
    format!("{workshop}/{sitting}")
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let of =
        |stream: &'static str| batch.iter().filter(move |event| event.stream == stream).map(|event| event.stream_id);
    let tested = batch.iter().filter_map(|projected| match &projected.event {
        StreamEventAny::Workshop(WorkshopEvent::TraineeTested(event)) => Some(event.trainee_id.0),
        _ => None,
    });
    let mut facilitators =
        Table::<FacilitatorRow>::load(&mut *connection, of("facilitator").collect::<Vec<_>>()).await?;
    let mut workshops = Table::<WorkshopRow>::load(&mut *connection, of("workshop").collect::<Vec<_>>()).await?;
    let mut trainees = Table::<TraineeRow>::load(&mut *connection, tested.collect::<Vec<_>>()).await?;
    let mut sittings = Table::<SittingRow>::empty();
    for projected in batch {
        match &projected.event {
            StreamEventAny::Facilitator(event) => facilitator(&mut facilitators, projected, event),
            StreamEventAny::Workshop(event) => {
                workshop(&mut workshops, projected, event);
                of_workshop(&mut trainees, &mut sittings, projected.stream_id, event);
            }
            _ => {}
        }
    }
    facilitators.save(&mut *connection).await?;
    workshops.save(&mut *connection).await?;
    trainees.save(&mut *connection).await?;
    sittings.save(&mut *connection).await
}

fn known(value: &Option<Personal<String>>) -> Option<String> {
    value.as_ref().and_then(|value| value.known().cloned())
}

fn learn(row: &mut FacilitatorRow, facts: &FacilitatorFacts) {
    row.name = known(&facts.name);
    facts.education.as_str().clone_into(&mut row.education);
    row.degree = known(&facts.degree);
    row.organization.clone_from(&facts.organization);
    row.criteria.clone_from(&facts.criteria);
}

fn facilitator(rows: &mut Table<FacilitatorRow>, projected: &ProjectedEvent, event: &FacilitatorEvent) {
    let id = projected.stream_id;
    if let FacilitatorEvent::FacilitatorNominated(event) = event {
        rows.put(FacilitatorRow {
            facilitator_id: id,
            code: event.code.clone(),
            level: event.level.as_str().to_owned(),
            place_id: event.place_id.0,
            name: None,
            education: String::new(),
            degree: None,
            organization: None,
            criteria: Vec::new(),
            nominated_on: event.nominated_on,
            confirmed_on: None,
            exception: None,
            plans: Vec::new(),
            left_on: None,
            sequence: 0,
            position: 0,
        });
    }
    let Some(row) = rows.edit(&id) else { return };
    (row.sequence, row.position) = (projected.sequence, projected.position);
    match event {
        FacilitatorEvent::FacilitatorNominated(event) => learn(row, &event.facts),
        FacilitatorEvent::FacilitatorChanged(event) => learn(row, &event.facts),
        FacilitatorEvent::FacilitatorConfirmed(event) => {
            row.confirmed_on = Some(event.confirmed_on);
            row.exception.clone_from(&event.exception);
        }
        FacilitatorEvent::PlanDelivered(event) => {
            let id = event.neighborhood_id.0;
            row.plans.retain(|plan| plan.neighborhood_id != id);
            row.plans.push(PlanKept { neighborhood_id: id, delivered_on: event.delivered_on });
        }
        FacilitatorEvent::FacilitatorLeft(event) => row.left_on = Some(event.left_on),
    }
}

fn finding(event: &FindingRecorded) -> FindingKept {
    FindingKept {
        phase: event.phase,
        assessors: event.assessors.iter().map(|one| one.as_str().to_owned()).collect(),
        kind: event.kind.as_str().to_owned(),
        text: event.text.clone(),
        on: event.recorded_on,
    }
}

fn workshop(rows: &mut Table<WorkshopRow>, projected: &ProjectedEvent, event: &WorkshopEvent) {
    let id = projected.stream_id;
    if let WorkshopEvent::WorkshopPlanned(event) = event {
        rows.put(WorkshopRow {
            workshop_id: id,
            kind: event.kind.as_str().to_owned(),
            title: event.title.clone(),
            place_id: event.place_id.0,
            neighborhood_id: event.neighborhood_id.map(|id| id.0),
            audience: event.audience.clone(),
            risk_title: event.risk_title.clone(),
            planned_hours: event.planned_hours.into(),
            planned_persons: event.planned_persons.map(i32::from),
            starts_on: event.starts_on,
            lead_id: None,
            leads: Vec::new(),
            findings: Vec::new(),
            materials: Vec::new(),
            sequence: 0,
            position: 0,
        });
    }
    let Some(row) = rows.edit(&id) else { return };
    (row.sequence, row.position) = (projected.sequence, projected.position);
    match event {
        WorkshopEvent::LeadSet(event) => {
            row.lead_id = Some(event.facilitator_id.0);
            row.leads.push(LeadKept {
                facilitator_id: event.facilitator_id.0,
                on: event.set_on,
                reason: event.reason.clone(),
                source: event.source.clone(),
            });
        }
        WorkshopEvent::FindingRecorded(event) => row.findings.push(finding(event)),
        WorkshopEvent::MaterialListed(event) => {
            // Applied again, an event leaves one row of a thing.
            row.materials.retain(|one| one.material_id != event.material_id.0);
            row.materials.push(MaterialKept {
                material_id: event.material_id.0,
                kind: event.kind.as_str().to_owned(),
                title: event.title.clone(),
                state: MaterialState::Needed.as_str().to_owned(),
                note: None,
                marked_on: None,
            });
        }
        WorkshopEvent::MaterialMarked(event) => {
            if let Some(one) = row.materials.iter_mut().find(|one| one.material_id == event.material_id.0) {
                event.state.as_str().clone_into(&mut one.state);
                one.note.clone_from(&event.note);
                one.marked_on = Some(event.marked_on);
            }
        }
        _ => {}
    }
}

fn of_workshop(
    trainees: &mut Table<TraineeRow>,
    sittings: &mut Table<SittingRow>,
    workshop_id: Uuid,
    event: &WorkshopEvent,
) {
    match event {
        WorkshopEvent::TraineeRegistered(event) => trainees.put(TraineeRow {
            trainee_id: event.trainee_id.0,
            workshop_id,
            number: event.number.into(),
            facilitator_id: event.facilitator_id.map(|id| id.0),
            sex: event.sex.map(|sex| sex.as_str().to_owned()),
            before: None,
            after: None,
        }),
        WorkshopEvent::TraineeTested(event) => {
            if let Some(row) = trainees.edit(&event.trainee_id.0) {
                match event.moment {
                    TestMoment::Before => row.before = Some(event.score.into()),
                    TestMoment::After => row.after = Some(event.score.into()),
                }
            }
        }
        WorkshopEvent::SittingHeld(event) => sittings.put(sitting(workshop_id, event)),
        WorkshopEvent::SittingStruck(event) => sittings.remove(sitting_key(workshop_id, event.sitting_id.0)),
        WorkshopEvent::WorkshopPlanned(_)
        | WorkshopEvent::LeadSet(_)
        | WorkshopEvent::FindingRecorded(_)
        | WorkshopEvent::MaterialListed(_)
        | WorkshopEvent::MaterialMarked(_) => {}
    }
}

fn sitting(workshop_id: Uuid, event: &SittingHeld) -> SittingRow {
    let present = event
        .present
        .iter()
        .map(|who| PresentKept { trainee_id: who.trainee_id.0, hours: who.hours.unwrap_or(event.hours).into() });
    SittingRow {
        sitting_key: sitting_key(workshop_id, event.sitting_id.0),
        sitting_id: event.sitting_id.0,
        workshop_id,
        held_on: event.held_on,
        hours: event.hours.into(),
        topic: event.topic.clone(),
        present: present.collect(),
    }
}
