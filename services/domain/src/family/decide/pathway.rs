//! The way of a woman through the empowerment program: not enrolled before she is eligible, not empowered before her needs were read (source 001).

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::eligibility::{CRITERIA, CRITERIA_VERSION};
use crate::family::state::{Enrollment, EnrollmentState};

impl Family {
    pub(super) fn enroll_woman(&self, command: &EnrollWoman) -> Decided {
        let enrollment = &command.enrollment;
        self.open_file()?;
        let mut checks = Checks::new();
        checks.between("enrolled_on", enrollment.enrolled_on, self.earliest(), command.today);
        checks.fault_if(enrollment.criteria_version != CRITERIA_VERSION, "criteria_version", Rule::Unknown);
        for (place, code) in enrollment.criteria.iter().enumerate() {
            let field = format!("criteria[{place}]");
            let is_known = CRITERIA.iter().any(|one| one.code == code);
            let is_twice = enrollment.criteria.iter().take(place).any(|other| other == code);
            checks.fault_if(!is_known, field.clone(), Rule::Unknown);
            checks.fault_if(is_known && is_twice, field, Rule::Duplicate);
        }
        checks.done::<FamilyRefusal>()?;
        self.known_member(enrollment.member_id)?;
        if let Some(known) = self.enrollments.get(&enrollment.member_id) {
            if known.enrollment_id == enrollment.enrollment_id {
                return nothing();
            }
            if known.state != EnrollmentState::Mistaken {
                return Err(FamilyRefusal::AlreadyEnrolled);
            }
        }
        self.consent_now_and_on(enrollment.enrolled_on)?;
        let criteria = self.lacking_for(enrollment.member_id, &enrollment.criteria);
        if !criteria.is_empty() {
            return Err(FamilyRefusal::NotEligible { criteria });
        }
        one(enrollment.clone())
    }

    pub(super) fn complete_program(&self, command: &CompleteProgram) -> Decided {
        let CompleteProgram { member_id, reason, completed_on, today } = command;
        self.file()?;
        let mut checks = Checks::new();
        checks.past("completed_on", *completed_on, *today);
        checks.personal("reason", reason, 2000);
        checks.done::<FamilyRefusal>()?;
        let known = self.enrolled(*member_id)?;
        if known.state == EnrollmentState::Completed {
            return nothing();
        }
        Self::in_program(known)?;
        not_before(known, "completed_on", *completed_on)?;
        if !self.assessments.values().any(|one| one.assessed_on <= *completed_on) {
            return Err(FamilyRefusal::NotAssessed);
        }
        one(ProgramCompleted {
            enrollment_id: known.enrollment_id,
            member_id: *member_id,
            reason: reason.clone(),
            completed_on: *completed_on,
        })
    }

    pub(super) fn leave_program(&self, command: &LeaveProgram) -> Decided {
        let LeaveProgram { member_id, reason, note, left_on, today } = command;
        self.file()?;
        let mut checks = Checks::new();
        checks.past("left_on", *left_on, *today);
        checks.optional_personal("note", note, 2000);
        checks.fault_if(*reason == DropOutReason::Other && note.is_none(), "note", Rule::Required);
        checks.done::<FamilyRefusal>()?;
        let known = self.enrolled(*member_id)?;
        if known.state == EnrollmentState::Left {
            return nothing();
        }
        // What was entered by mistake is taken out wherever it stands.
        if *reason != DropOutReason::EnteredByMistake {
            Self::in_program(known)?;
        }
        not_before(known, "left_on", *left_on)?;
        one(ProgramLeft {
            enrollment_id: known.enrollment_id,
            member_id: *member_id,
            reason: *reason,
            note: note.clone(),
            left_on: *left_on,
        })
    }

    pub(super) fn resume_program(&self, command: &ResumeProgram) -> Decided {
        let ResumeProgram { member_id, note, resumed_on, today } = command;
        self.open_file()?;
        let mut checks = Checks::new();
        checks.past("resumed_on", *resumed_on, *today);
        checks.optional_personal("note", note, 2000);
        checks.done::<FamilyRefusal>()?;
        self.known_member(*member_id)?;
        let known = self.enrolled(*member_id)?;
        if known.state == EnrollmentState::Running {
            return nothing();
        }
        self.consent_now()?;
        not_before(known, "resumed_on", *resumed_on)?;
        one(ProgramResumed {
            enrollment_id: known.enrollment_id,
            member_id: *member_id,
            note: note.clone(),
            resumed_on: *resumed_on,
        })
    }

    /// The enrollment of a woman who was ever in this family.
    fn enrolled(&self, member_id: MemberId) -> Result<&Enrollment, FamilyRefusal> {
        self.members_ever(&[member_id])?;
        let known = self.enrollments.get(&member_id).filter(|one| one.state != EnrollmentState::Mistaken);
        known.ok_or(FamilyRefusal::NotEnrolled)
    }

    fn in_program(known: &Enrollment) -> Result<(), FamilyRefusal> {
        match known.state {
            EnrollmentState::Running => Ok(()),
            EnrollmentState::Completed => Err(FamilyRefusal::ProgramIsCompleted),
            EnrollmentState::Left | EnrollmentState::Mistaken => Err(FamilyRefusal::ProgramWasLeft),
        }
    }
}

/// A step lies on or after the last one that was said.
fn not_before(known: &Enrollment, field: &'static str, day: NaiveDate) -> Result<(), FamilyRefusal> {
    Checks::new().fault_if(day < known.last_on, field, Rule::BeforeStart).done::<FamilyRefusal>()
}
