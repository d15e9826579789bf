//! Requests to forget, and what is forgotten. The values themselves are gone from every event already: the store opens none of them.

use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use uuid::Uuid;

use super::FamilyDocument;
use crate::event::EventMeta;
use crate::views::{ActorRef, ErasureState, FamilyState, FileErasure};

impl FamilyDocument {
    pub(super) fn erasure(&mut self, event: &FamilyEvent, meta: &EventMeta) {
        match event {
            FamilyEvent::ErasureRequested(event) => self.file.erasures.push(FileErasure {
                id: event.erasure_id.0,
                member_id: event.member_id.map(|member| member.0),
                ground: event.ground,
                note: event.note.as_ref().and_then(|note| note.value.clone()),
                state: ErasureState::Waiting,
                requested_on: event.requested_on.into(),
                requested_by: (&meta.actor).into(),
                decided_on: None,
                decided_by: None,
                reason: None,
            }),
            FamilyEvent::ErasureWithdrawn(event) => {
                self.erasure_to(event.erasure_id.0, ErasureState::Withdrawn, event.withdrawn_on, None);
            }
            FamilyEvent::ErasureRefused(event) => {
                self.erasure_to(event.erasure_id.0, ErasureState::Refused, event.refused_on, Some(meta));
                if let Some(erasure) = self.file.erasures.iter_mut().find(|one| one.id == event.erasure_id.0) {
                    erasure.reason.clone_from(&event.reason.value);
                }
            }
            FamilyEvent::PersonalDataErased(event) => {
                self.erasure_to(event.erasure_id.0, ErasureState::Erased, event.erased_on, Some(meta));
                if event.member_id.is_none() {
                    self.file.card.state = FamilyState::Closed;
                    self.file.erased_on = Some(event.erased_on.into());
                }
            }
            _ => {}
        }
    }

    fn erasure_to(&mut self, id: Uuid, state: ErasureState, on: NaiveDate, by: Option<&EventMeta>) {
        if let Some(erasure) = self.file.erasures.iter_mut().find(|one| one.id == id) {
            erasure.state = state;
            erasure.decided_on = Some(on.into());
            erasure.decided_by = by.map(|meta| (&meta.actor).into()).or(None::<ActorRef>);
        }
    }
}
