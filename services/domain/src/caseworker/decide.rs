//! The rules of training and caseload.

use std::collections::BTreeSet;

use hamyar_events::caseworker::*;

use super::*;
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<CaseworkerEvent>, CaseworkerRefusal>;

fn one(event: impl Into<CaseworkerEvent>) -> Decided {
    Ok(vec![event.into()])
}

fn nothing() -> Decided {
    Ok(Vec::new())
}

impl Caseworker {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CaseworkerCommand) -> Decided {
        use CaseworkerCommand as C;
        match command {
            C::AdmitCaseworker(command) => self.admit(command),
            C::RecordTraining(command) => self.record_training(command),
            C::AccreditCaseworker(command) => self.accredit(command),
            C::DeclareSkills(command) => self.declare_skills(command),
            C::ReserveSlot(command) => self.reserve_slot(command),
            C::ReleaseReservation(command) => self.release_reservation(command),
            C::ConfirmSlot(command) => self.confirm_slot(command),
            C::FreeSlot(command) => self.free_slot(command),
            C::StartLeave(command) => self.start_leave(command),
            C::EndLeave(command) => self.end_leave(command),
            C::RenewCaseworker(command) => self.renew(command),
            C::LeaveProgram(command) => self.leave_program(command),
        }
    }

    fn admit(&self, command: &AdmitCaseworker) -> Decided {
        let candidate = &command.candidate;
        let mut checks = Checks::new();
        checks.personal("name", &candidate.name, 120);
        checks.optional_personal("phone", &candidate.phone, 40);
        checks.past("admitted_on", candidate.admitted_on, command.today);
        checks.done::<CaseworkerRefusal>()?;
        if self.admitted_on.is_some() {
            return Err(CaseworkerRefusal::AlreadyAdmitted);
        }
        one(candidate.clone())
    }

    /// Two trainings of one title on one day are two trainings: a repetition is known by its command id, not by its content.
    fn record_training(&self, command: &RecordTraining) -> Decided {
        self.working()?;
        let training = &command.training;
        let mut checks = Checks::new();
        checks.range("hours", i64::from(training.hours), 1, 80);
        checks.personal("title", &training.title, 200);
        checks.past("held_on", training.held_on, command.today);
        checks.done::<CaseworkerRefusal>()?;
        one(training.clone())
    }

    fn accredit(&self, command: &AccreditCaseworker) -> Decided {
        let admitted_on = self.working()?;
        Checks::new()
            .between("accredited_on", command.accredited_on, admitted_on, command.today)
            .done::<CaseworkerRefusal>()?;
        if self.accredited_on.is_some() {
            return nothing();
        }
        self.trained(command.accredited_on, &command.numbers)?;
        one(CaseworkerAccredited { accredited_on: command.accredited_on })
    }

    fn declare_skills(&self, command: &DeclareSkills) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        for (index, skill) in command.skills.iter().enumerate() {
            checks.code(format!("skills[{index}]"), skill);
        }
        checks.done::<CaseworkerRefusal>()?;
        let skills: BTreeSet<String> = command.skills.iter().cloned().collect();
        if skills == self.skills {
            return nothing();
        }
        one(SkillsDeclared { skills: skills.into_iter().collect() })
    }

    fn reserve_slot(&self, command: &ReserveSlot) -> Decided {
        self.working()?;
        if let Some(slot) = self.slots.get(&command.assignment_id) {
            let same = slot.family_id == command.family_id;
            return if same { nothing() } else { Err(CaseworkerRefusal::AssignmentIdTaken) };
        }
        if self.ended.contains_key(&command.assignment_id) {
            return Err(CaseworkerRefusal::AssignmentEnded);
        }
        Checks::new().optional_personal("note", &command.note, 2000).done::<CaseworkerRefusal>()?;
        self.trained(command.starts_on, &command.numbers)?;
        let accredited_on = self.accredited_on.ok_or(CaseworkerRefusal::NotAccredited)?;
        if command.starts_on < accredited_on {
            return Err(CaseworkerRefusal::NotAccredited);
        }
        let absent = |leave: &Leave| leave.covers(command.starts_on) || leave.covers(command.reserved_on);
        if let Some(leave) = self.leave.filter(absent) {
            return Err(CaseworkerRefusal::OnLeave { from: leave.from, until: leave.until });
        }
        if self.slots.values().any(|slot| slot.family_id == command.family_id) {
            return Err(CaseworkerRefusal::HoldsFamily);
        }
        let (limit, held) = (u32::from(command.numbers.caseload_max), self.caseload());
        if held >= limit {
            return Err(CaseworkerRefusal::CaseloadFull { limit, held });
        }
        one(SlotReserved {
            assignment_id: command.assignment_id,
            family_id: command.family_id,
            starts_on: command.starts_on,
            transfer_from: command.transfer_from,
            note: command.note.clone(),
            reserved_on: command.reserved_on,
        })
    }

    fn release_reservation(&self, command: &ReleaseReservation) -> Decided {
        Checks::new().code("because", &command.because).done::<CaseworkerRefusal>()?;
        match self.slots.get(&command.assignment_id) {
            None => nothing(),
            Some(slot) if slot.held => Err(CaseworkerRefusal::SlotIsHeld),
            Some(slot) => one(ReservationReleased {
                assignment_id: command.assignment_id,
                family_id: slot.family_id,
                because: command.because.clone(),
            }),
        }
    }

    /// A holding that has ended by now stays ended: the confirmation came late.
    fn confirm_slot(&self, command: &ConfirmSlot) -> Decided {
        match self.slots.get(&command.assignment_id) {
            Some(slot) if slot.held => nothing(),
            Some(slot) => one(FamilyTakenOn { assignment_id: command.assignment_id, family_id: slot.family_id }),
            None if self.ended.contains_key(&command.assignment_id) => nothing(),
            None => Err(CaseworkerRefusal::NotReserved),
        }
    }

    /// Also frees a slot that was never confirmed: the family's event stands before the confirmation, and its release may overtake it.
    fn free_slot(&self, command: &FreeSlot) -> Decided {
        match self.slots.get(&command.assignment_id) {
            Some(slot) => one(FamilyHandedOver { assignment_id: command.assignment_id, family_id: slot.family_id }),
            None => nothing(),
        }
    }

    fn start_leave(&self, command: &StartLeave) -> Decided {
        self.working()?;
        let leave = &command.leave;
        let backwards = leave.until.is_some_and(|until| until < leave.from);
        Checks::new().fault_if(backwards, "until", Rule::BeforeStart).done::<CaseworkerRefusal>()?;
        match self.leave {
            Some(known) if (known.from, known.until) == (leave.from, leave.until) => nothing(),
            Some(known) if known.until.is_none_or(|until| until >= leave.from) => {
                Err(CaseworkerRefusal::LeaveRuns { from: known.from })
            }
            _ => one(leave.clone()),
        }
    }

    fn end_leave(&self, command: &EndLeave) -> Decided {
        self.working()?;
        let leave = self.leave.ok_or(CaseworkerRefusal::NotOnLeave)?;
        Checks::new().fault_if(command.on < leave.from, "on", Rule::BeforeStart).done::<CaseworkerRefusal>()?;
        one(LeaveEnded { on: command.on })
    }

    fn renew(&self, command: &RenewCaseworker) -> Decided {
        self.working()?;
        let term_from = self.term_from().ok_or(CaseworkerRefusal::NotAccredited)?;
        let on = command.renewed_on;
        Checks::new().between("renewed_on", on, term_from, command.today).done::<CaseworkerRefusal>()?;
        if self.renewed_on == Some(on) {
            return nothing();
        }
        let notice = chrono::Days::new(u64::from(command.numbers.year_end_notice_days));
        let ends_on = hamyar_persian::add_jalali_year(term_from);
        let from = ends_on.checked_sub_days(notice).unwrap_or(ends_on);
        if on < from {
            return Err(CaseworkerRefusal::TermRuns { from });
        }
        let (hours, needed) = (self.hours_of_term_by(on), u32::from(command.numbers.hours_during));
        if hours < needed {
            return Err(CaseworkerRefusal::YearTrainingLacking { hours, needed });
        }
        one(CaseworkerRenewed { renewed_on: on, hours: u16::try_from(hours).unwrap_or(u16::MAX) })
    }

    fn leave_program(&self, command: &LeaveProgram) -> Decided {
        let admitted_on = self.admitted_on.ok_or(CaseworkerRefusal::NotAdmitted)?;
        if self.left_on.is_some() {
            return nothing();
        }
        Checks::new().between("left_on", command.left_on, admitted_on, command.today).done::<CaseworkerRefusal>()?;
        if !self.slots.is_empty() {
            return Err(CaseworkerRefusal::StillHolds { families: self.caseload() });
        }
        one(CaseworkerLeft { left_on: command.left_on })
    }

    /// Admitted and not left; the day of admission.
    fn working(&self) -> Result<chrono::NaiveDate, CaseworkerRefusal> {
        match (self.admitted_on, self.left_on) {
            (None, _) => Err(CaseworkerRefusal::NotAdmitted),
            (_, Some(left_on)) => Err(CaseworkerRefusal::HasLeft { left_on }),
            (Some(admitted_on), None) => Ok(admitted_on),
        }
    }

    /// Hours count from the day on which they were held: neither an accreditation nor a holding is dated before the training it stands on.
    fn trained(
        &self,
        day: chrono::NaiveDate,
        numbers: &hamyar_events::settings::ProgramNumbers,
    ) -> Result<(), CaseworkerRefusal> {
        let (hours, needed) = (self.hours_before_by(day), u32::from(numbers.hours_before));
        if hours < needed { Err(CaseworkerRefusal::TrainingLacking { hours, needed }) } else { Ok(()) }
    }
}
