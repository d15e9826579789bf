//! What the family asked about its own case.

use hamyar_events::Actor;
use hamyar_events::family::{FamilyEvent, RequestMade};

use super::FamilyDocument;
use crate::views::{FileRequest, NamedRef};

impl FamilyDocument {
    pub(super) fn request_made(&mut self, event: &RequestMade) {
        self.file.requests.push(FileRequest {
            id: event.request_id.0,
            kind: event.kind,
            state: "waiting".to_owned(),
            member: event.member_id.map(|member| NamedRef::unnamed(member.0)),
            words: event.words.value.clone(),
            made_on: event.made_on.into(),
            answer_by: event.answer_by.into(),
            outcome: None,
            answer: None,
            answered_on: None,
            answered_by: None,
        });
    }

    pub(super) fn request_moved(&mut self, event: &FamilyEvent) {
        let (id, state) = match event {
            FamilyEvent::RequestAnswered(event) => (event.request_id.0, "answered"),
            FamilyEvent::RequestWithdrawn(event) => (event.request_id.0, "withdrawn"),
            _ => return,
        };
        let Some(request) = self.file.requests.iter_mut().find(|one| one.id == id) else { return };
        request.state = state.to_owned();
        if let FamilyEvent::RequestAnswered(event) = event {
            request.outcome = Some(event.outcome);
            request.answer.clone_from(&event.answer.value);
            request.answered_on = Some(event.answered_on.into());
            request.answered_by = Some((&Actor::User(event.user_id.0)).into());
        }
    }
}
