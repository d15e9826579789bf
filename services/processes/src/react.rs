//! The step that follows an event.

use hamyar_event_store::{Recorded, StoreError, StreamEvent};
use hamyar_events::caseworker::SlotReserved;
use hamyar_events::commission::CaseDecided;
use hamyar_events::family::{CaseworkerAssigned, CaseworkerReleased, FamilyUnmerged, MembersMovedOut, MergedAway};
use hamyar_events::{CaseworkerEvent, CaseworkerId, CommissionEvent, FamilyEvent};
use uuid::Uuid;

/// Names this crate's steps among all UUIDv5.
const NAMESPACE: Uuid = Uuid::from_u128(0x0f1d_6b1e_5c6a_4b0e_9d3a_77c2_54e8_a1b9);

/// What an event calls for.
#[derive(Clone, Debug, PartialEq)]
pub enum Reaction {
    /// The caseworker's slot is set aside: ask the family.
    AskFamily {
        /// Whose slot it is.
        caseworker_id: CaseworkerId,
        /// The reservation.
        slot: Box<SlotReserved>,
    },
    /// The family has its caseworker: the slot is held.
    ConfirmSlot(CaseworkerAssigned),
    /// The family was released: the slot is free.
    FreeSlot(CaseworkerReleased),
    /// The commission decided: record it in the family's stream.
    RecordDecision(Box<CaseDecided>),
    /// The one file has given its members up: the other takes them in.
    TakeIn(Box<MergedAway>),
    /// A merge was a mistake: the file that had gone takes its members back.
    TakeBack(Box<FamilyUnmerged>),
    /// Members left for another family: it takes them in.
    Receive(Box<MembersMovedOut>),
}

impl Reaction {
    /// Name of the step, part of its command id; never changes.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AskFamily { .. } => "ask_family",
            Self::ConfirmSlot(_) => "confirm_slot",
            Self::FreeSlot(_) => "free_slot",
            Self::RecordDecision(_) => "record_decision",
            Self::TakeIn(_) => "take_in",
            Self::TakeBack(_) => "take_back",
            Self::Receive(_) => "receive_members",
        }
    }
}

/// An event of any stream that processes follow.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// Of a caseworker's stream.
    Caseworker(CaseworkerId, CaseworkerEvent),
    /// Of a family's stream.
    Family(Box<FamilyEvent>),
    /// Of a commission's stream.
    Commission(CommissionEvent),
}

/// What an event calls for; most call for nothing.
pub fn react(event: Happened) -> Option<Reaction> {
    match event {
        Happened::Caseworker(caseworker_id, CaseworkerEvent::SlotReserved(slot)) => {
            Some(Reaction::AskFamily { caseworker_id, slot: Box::new(slot) })
        }
        Happened::Family(event) => match *event {
            FamilyEvent::CaseworkerAssigned(event) => Some(Reaction::ConfirmSlot(event)),
            FamilyEvent::CaseworkerReleased(event) => Some(Reaction::FreeSlot(event)),
            FamilyEvent::MergedAway(event) => Some(Reaction::TakeIn(Box::new(event))),
            FamilyEvent::FamilyUnmerged(event) => Some(Reaction::TakeBack(Box::new(event))),
            FamilyEvent::MembersMovedOut(event) => Some(Reaction::Receive(Box::new(event))),
            _ => None,
        },
        Happened::Commission(CommissionEvent::CaseDecided(event)) => Some(Reaction::RecordDecision(Box::new(event))),
        _ => None,
    }
}

/// The same of an event as the log recorded it.
pub fn react_to(event: &Recorded) -> Result<Option<Reaction>, StoreError> {
    let happened = match event.stream.as_str() {
        CaseworkerEvent::STREAM => Happened::Caseworker(CaseworkerId(event.stream_id), event.decode()?),
        FamilyEvent::STREAM => Happened::Family(Box::new(event.decode()?)),
        CommissionEvent::STREAM => Happened::Commission(event.decode()?),
        _ => return Ok(None),
    };
    Ok(react(happened))
}

/// The command id of a step that an event calls for. Event ids are random, so nothing of it derives from personal data.
pub fn step_id(event_id: Uuid, step: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{event_id}/{step}").as_bytes())
}
