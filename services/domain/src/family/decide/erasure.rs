//! Forgetting: asked for by the center, decided by a second person. What an approval says is carried out by the event store.

use hamyar_persian::jalali::add_jalali_year;

use super::*;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::{EntryState, ErasureState};

/// The day from which a file that was closed on the given day is no longer kept.
pub fn retention_until(closed_on: NaiveDate, years: u8) -> NaiveDate {
    (0..years).fold(closed_on, |day, _| add_jalali_year(day))
}

impl Family {
    pub(super) fn request_erasure(&self, command: &RequestErasure) -> Decided {
        let file = self.file()?;
        let request = &command.request;
        let mut checks = Checks::new();
        checks.between("requested_on", request.requested_on, file.identified_on.min(command.today), command.today);
        checks.optional_personal("note", &request.note, 2000);
        checks.done::<FamilyRefusal>()?;
        if let Some(known) = self.erasures.get(&request.erasure_id) {
            let same = (known.member_id, known.ground, known.requested_by)
                == (request.member_id, request.ground, request.requested_by);
            return if same { nothing() } else { Err(FamilyRefusal::ErasureIdTaken) };
        }
        if self.waiting_erasure().is_some() {
            return Err(FamilyRefusal::ErasureWaits);
        }
        self.may_be_erased(request.member_id, request.ground, command.retention_years, command.today)?;
        one(request.clone())
    }

    /// Whoever keeps the file may take the request back, also when somebody else made it.
    pub(super) fn withdraw_erasure(&self, command: &WithdrawErasure) -> Decided {
        let state = self.erasures.get(&command.erasure_id).ok_or(FamilyRefusal::UnknownErasure)?.state;
        match state {
            ErasureState::Waiting => {
                one(ErasureWithdrawn { erasure_id: command.erasure_id, withdrawn_on: command.today })
            }
            ErasureState::Withdrawn => nothing(),
            ErasureState::Refused | ErasureState::Erased => Err(FamilyRefusal::ErasureDecided),
        }
    }

    pub(super) fn refuse_erasure(&self, command: &RefuseErasure) -> Decided {
        Checks::new().personal("reason", &command.reason, 2000).done::<FamilyRefusal>()?;
        if self.decided_erasure(command.erasure_id, command.refused_by, ErasureState::Refused)? {
            return nothing();
        }
        one(ErasureRefused {
            erasure_id: command.erasure_id,
            reason: command.reason.clone(),
            refused_by: command.refused_by,
            refused_on: command.today,
        })
    }

    /// The rules are looked at again: much may have changed since the request. Under a legal order what still runs is ended with it, since
    /// nobody can work with a file that names nobody.
    pub(super) fn approve_erasure(&self, command: &ApproveErasure) -> Decided {
        if self.decided_erasure(command.erasure_id, command.approved_by, ErasureState::Erased)? {
            return nothing();
        }
        let request = self.erasures.get(&command.erasure_id).ok_or(FamilyRefusal::UnknownErasure)?;
        self.may_be_erased(request.member_id, request.ground, command.retention_years, command.today)?;
        let mut events = Vec::new();
        let subjects = match request.member_id {
            Some(member) => vec![Subject::Person(member.0)],
            None => {
                if self.closed_on.is_none() {
                    self.wind_down(command.family_id, command.today, &mut events);
                }
                let members = self.members.keys().map(|member| Subject::Person(member.0));
                std::iter::once(Subject::Family(command.family_id.0)).chain(members).collect()
            }
        };
        let erased = PersonalDataErased {
            erasure_id: command.erasure_id,
            member_id: request.member_id,
            ground: request.ground,
            subjects,
            requested_by: request.requested_by,
            requested_on: request.requested_on,
            approved_by: command.approved_by,
            erased_on: command.today,
        };
        events.push(erased.into());
        Ok(events)
    }

    /// Whether a request was decided this way already; an error where it cannot be decided by this account any more. Who ever asked for an
    /// erasure in this file decides none in it, whatever role the account has by now.
    fn decided_erasure(&self, id: ErasureId, by: uuid::Uuid, wanted: ErasureState) -> Result<bool, FamilyRefusal> {
        let erasure = self.erasures.get(&id).ok_or(FamilyRefusal::UnknownErasure)?;
        if self.erasures.values().any(|one| one.requested_by == by) {
            return Err(FamilyRefusal::OwnErasure);
        }
        match erasure.state {
            ErasureState::Waiting => Ok(false),
            state if state == wanted => Ok(true),
            ErasureState::Withdrawn => Err(FamilyRefusal::ErasureTakenBack),
            ErasureState::Refused | ErasureState::Erased => Err(FamilyRefusal::ErasureDecided),
        }
    }

    /// Who may be forgotten: a whole family when its case is closed, or a court says so; a member of an open case when somebody else is its head.
    fn may_be_erased(
        &self,
        member: Option<MemberId>,
        ground: ErasureGround,
        retention_years: u8,
        today: NaiveDate,
    ) -> Result<(), FamilyRefusal> {
        if let Some(member) = member {
            let known = self.members.get(&member).ok_or(FamilyRefusal::UnknownMember)?;
            if known.erased {
                return Err(FamilyRefusal::MemberErased);
            }
            if self.closed_on.is_none() && self.head == Some(member) {
                return Err(FamilyRefusal::HeadMustBeNamed);
            }
        } else if self.closed_on.is_none() && self.merged.is_none() && ground != ErasureGround::LegalOrder {
            return Err(FamilyRefusal::CaseIsOpen);
        }
        if ground == ErasureGround::RetentionEnded {
            let closed_on = self.closed_on.ok_or(FamilyRefusal::CaseIsOpen)?;
            let until = retention_until(closed_on, retention_years);
            if today < until {
                return Err(FamilyRefusal::RetentionRuns { until });
            }
        }
        Ok(())
    }

    /// Ends what runs. The reasons that such events carry are written as erased: there is nothing to say that would not be forgotten at once.
    fn wind_down(&self, family: FamilyId, today: NaiveDate, events: &mut Vec<FamilyEvent>) {
        let reason = || Personal::erased(Subject::Family(family.0));
        for (id, _) in self.referrals.iter().filter(|(_, one)| one.state == ReferralState::Open) {
            events.push(ReferralWithdrawn { referral_id: *id, reason: reason(), withdrawn_on: today }.into());
        }
        for (id, _) in self.tasks.iter().filter(|(_, task)| task.state.is_open()) {
            events.push(TaskDeclined { task_id: *id, reason: reason(), why: None, declined_on: today }.into());
        }
        for (id, _) in self.calendar.iter().filter(|(_, entry)| entry.state == EntryState::Planned) {
            events.push(CalendarEntryCancelled { entry_id: *id, reason: None }.into());
        }
        if let Some(holding) = &self.holding {
            let released = CaseworkerReleased {
                assignment_id: holding.assignment_id,
                caseworker_id: holding.caseworker_id,
                reason: ReleaseReason::CaseClosed,
                note: None,
                released_on: today,
            };
            events.push(released.into());
        }
    }

    pub(super) fn waiting_erasure(&self) -> Option<ErasureId> {
        self.erasures.iter().find(|(_, one)| one.state == ErasureState::Waiting).map(|(id, _)| *id)
    }
}
