//! The family's side: what it asks about its own case, answered by somebody other than whoever decided. None of it needs consent.

use std::collections::BTreeSet;

use hamyar_persian::working_days::after_working_days;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::{EntryState, RequestState};

impl Family {
    pub(super) fn make_request(&self, command: &MakeRequest) -> Decided {
        self.open_file()?;
        let entries: BTreeSet<_> = command.entry_ids.iter().collect();
        let refuses = command.kind == FamilyRequestKind::RefuseAid;
        let mut checks = Checks::new();
        checks.personal("words", &command.words, 4000);
        checks.between("made_on", command.made_on, self.earliest(), command.today);
        checks.fault_if(entries.len() != command.entry_ids.len(), "entry_ids", Rule::Duplicate);
        checks.fault_if(!refuses && !entries.is_empty(), "entry_ids", Rule::NotExpected);
        checks.done::<FamilyRefusal>()?;
        if self.requests.contains_key(&command.request_id) {
            return nothing();
        }
        if let Some(member) = command.member_id {
            self.known_member(member)?;
        }
        match command.kind {
            FamilyRequestKind::ContestTier if self.tier.is_none() => return Err(FamilyRefusal::NoTier),
            FamilyRequestKind::AnotherCaseworker if self.holding.is_none() => return Err(FamilyRefusal::NoCaseworker),
            _ => {}
        }
        let waits = |one: &super::super::Request| one.kind == command.kind && one.state == RequestState::Waiting;
        if self.requests.values().any(waits) {
            return Err(FamilyRefusal::RequestWaits);
        }
        let mut events: Vec<FamilyEvent> = vec![
            RequestMade {
                request_id: command.request_id,
                kind: command.kind,
                member_id: command.member_id,
                words: command.words.clone(),
                deciders: command.deciders.clone(),
                made_on: command.made_on,
                answer_by: after_working_days(command.made_on, command.numbers.answer_days(Urgency::Normal).into()),
            }
            .into(),
        ];
        // What the family does not want stops at once; nobody has to agree to it.
        for id in entries {
            match self.calendar.get(id).map(|entry| entry.state) {
                None => return Err(FamilyRefusal::UnknownEntry),
                Some(EntryState::Planned) => {
                    let reason = Some(command.words.clone());
                    events.push(CalendarEntryCancelled { entry_id: *id, reason }.into());
                }
                Some(EntryState::Done) => return Err(FamilyRefusal::EntryIsDone),
                Some(EntryState::Missed) => return Err(FamilyRefusal::EntryIsMissed),
                Some(EntryState::Cancelled) => {}
            }
        }
        Ok(events)
    }

    pub(super) fn answer_request(&self, command: &AnswerRequest) -> Decided {
        let answer = &command.answer;
        let request = self.request(answer.request_id)?;
        let mut checks = Checks::new();
        checks.personal("answer", &answer.answer, 4000);
        checks.between("answered_on", answer.answered_on, request.made_on, command.today);
        checks.done::<FamilyRefusal>()?;
        match request.state {
            RequestState::Answered => return Err(FamilyRefusal::RequestIsAnswered),
            RequestState::Withdrawn => return Err(FamilyRefusal::RequestTakenBack),
            RequestState::Waiting => {}
        }
        if request.deciders.contains(&answer.user_id) {
            return Err(FamilyRefusal::OwnDecision);
        }
        one(answer.clone())
    }

    pub(super) fn withdraw_request(&self, command: &WithdrawRequest) -> Decided {
        let withdrawal = &command.withdrawal;
        let request = self.request(withdrawal.request_id)?;
        Checks::new()
            .between("withdrawn_on", withdrawal.withdrawn_on, request.made_on, command.today)
            .done::<FamilyRefusal>()?;
        match request.state {
            RequestState::Waiting => one(withdrawal.clone()),
            RequestState::Withdrawn => nothing(),
            RequestState::Answered => Err(FamilyRefusal::RequestIsAnswered),
        }
    }

    /// A closed case is shown as well.
    pub(super) fn show_file(&self, command: &ShowFile) -> Decided {
        self.file()?;
        let shown = &command.shown;
        Checks::new().between("shown_on", shown.shown_on, self.earliest(), command.today).done::<FamilyRefusal>()?;
        if let Some(member) = shown.member_id {
            self.known_member(member)?;
        }
        one(shown.clone())
    }

    fn request(&self, id: RequestId) -> Result<&super::super::Request, FamilyRefusal> {
        self.open_file()?;
        self.requests.get(&id).ok_or(FamilyRefusal::UnknownRequest)
    }
}
