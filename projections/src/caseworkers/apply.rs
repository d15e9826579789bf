//! Caseworker events → rows. A slot is a row from its reservation until the family is handed over.

use chrono::NaiveDate;
use hamyar_events::caseworker::{CaseworkerAdmitted, CaseworkerEvent, TrainingRecorded};
use hamyar_events::{TrainingMode, TrainingPhase};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};
use crate::sort_key::sort_key;

/// One training, as the row keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct TrainingKept {
    pub phase: TrainingPhase,
    pub mode: TrainingMode,
    pub hours: u16,
    pub title: String,
    pub held_on: NaiveDate,
}

row! {
    /// One caseworker.
    CaseworkerRow in "caseworker" {
        caseworker_id: Uuid,
        center_id: Uuid,
        name: Option<String>,
        sort_key: String,
        phone: Option<String>,
        background: String,
        neighborhood_id: Option<Uuid>,
        admitted_on: NaiveDate,
        accredited_on: Option<NaiveDate>,
        renewed_on: Option<NaiveDate>,
        hours_before: i32,
        hours_during: i32,
        trainings: Vec<TrainingKept>,
        skills: Vec<String>,
        leave_from: Option<NaiveDate>,
        leave_until: Option<NaiveDate>,
        on_leave: bool,
        left_on: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One place of a caseload: reserved, or held.
    SlotRow in "caseload_slot" {
        assignment_id: Uuid,
        caseworker_id: Uuid,
        family_id: Uuid,
        state: String,
        starts_on: NaiveDate,
        reserved_on: NaiveDate,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut caseworkers =
        Table::<CaseworkerRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let taken_on = batch.iter().filter_map(|event| match &event.event {
        StreamEventAny::Caseworker(CaseworkerEvent::FamilyTakenOn(event)) => Some(event.assignment_id.0),
        _ => None,
    });
    let mut slots = Table::<SlotRow>::load(&mut *connection, taken_on.collect::<Vec<_>>()).await?;
    for projected in batch {
        let StreamEventAny::Caseworker(event) = &projected.event else { continue };
        let id = projected.stream_id;
        match event {
            CaseworkerEvent::CaseworkerAdmitted(event) => {
                caseworkers.put(admitted(id, event, projected));
                continue;
            }
            CaseworkerEvent::SlotReserved(event) => slots.put(SlotRow {
                assignment_id: event.assignment_id.0,
                caseworker_id: id,
                family_id: event.family_id.0,
                state: "reserved".to_owned(),
                starts_on: event.starts_on,
                reserved_on: event.reserved_on,
            }),
            CaseworkerEvent::FamilyTakenOn(event) => {
                if let Some(slot) = slots.edit(&event.assignment_id.0) {
                    slot.state = "held".to_owned();
                }
            }
            CaseworkerEvent::ReservationReleased(event) => slots.remove(event.assignment_id.0),
            CaseworkerEvent::FamilyHandedOver(event) => slots.remove(event.assignment_id.0),
            _ => {}
        }
        let row = caseworkers
            .edit(&id)
            .ok_or(ProjectionError::Contradiction("a caseworker's first event is not caseworker_admitted"))?;
        row.sequence = projected.sequence;
        row.position = projected.position;
        change(row, event);
    }
    caseworkers.save(&mut *connection).await?;
    slots.save(&mut *connection).await
}

fn admitted(id: Uuid, event: &CaseworkerAdmitted, projected: &ProjectedEvent) -> CaseworkerRow {
    let name = event.name.value.clone();
    CaseworkerRow {
        caseworker_id: id,
        center_id: event.center_id.0,
        sort_key: name.as_deref().map(sort_key).unwrap_or_default(),
        name,
        phone: event.phone.as_ref().and_then(|phone| phone.value.clone()),
        background: event.background.as_str().to_owned(),
        neighborhood_id: event.neighborhood_id.map(|id| id.0),
        admitted_on: event.admitted_on,
        accredited_on: None,
        renewed_on: None,
        hours_before: 0,
        hours_during: 0,
        trainings: Vec::new(),
        skills: Vec::new(),
        leave_from: None,
        leave_until: None,
        on_leave: false,
        left_on: None,
        sequence: projected.sequence,
        position: projected.position,
    }
}

fn change(row: &mut CaseworkerRow, event: &CaseworkerEvent) {
    match event {
        CaseworkerEvent::TrainingRecorded(event) => trained(row, event),
        CaseworkerEvent::CaseworkerAccredited(event) => row.accredited_on = Some(event.accredited_on),
        CaseworkerEvent::SkillsDeclared(event) => row.skills.clone_from(&event.skills),
        CaseworkerEvent::LeaveStarted(event) => {
            row.on_leave = true;
            (row.leave_from, row.leave_until) = (Some(event.from), event.until);
        }
        CaseworkerEvent::LeaveEnded(_) => {
            row.on_leave = false;
            (row.leave_from, row.leave_until) = (None, None);
        }
        CaseworkerEvent::CaseworkerRenewed(event) => row.renewed_on = Some(event.renewed_on),
        CaseworkerEvent::CaseworkerLeft(event) => row.left_on = Some(event.left_on),
        _ => {}
    }
}

fn trained(row: &mut CaseworkerRow, event: &TrainingRecorded) {
    match event.phase {
        TrainingPhase::Before => row.hours_before += i32::from(event.hours),
        TrainingPhase::During => row.hours_during += i32::from(event.hours),
    }
    row.trainings.push(TrainingKept {
        phase: event.phase,
        mode: event.mode,
        hours: event.hours,
        title: event.title.value.clone().unwrap_or_default(),
        held_on: event.held_on,
    });
}
