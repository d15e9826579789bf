//! A woman's way through the empowerment program (R31, source 001).

use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn enroll(number: u128, member: u128, criteria: &[&str]) -> EnrollWoman {
    let enrollment = ProgramEnrolled {
        enrollment_id: id(number),
        member_id: id(member),
        criteria_version: CRITERIA_VERSION,
        criteria: criteria.iter().map(|code| (*code).to_owned()).collect(),
        enrolled_on: day("2025-05-01"),
    };
    EnrollWoman { enrollment, today: today() }
}

const MET: &[&str] = &["heads_household", "wishes_to_take_part", "low_income"];

fn words(text: &str) -> Personal<String> {
    Personal::of_person(uuid::Uuid::from_u128(MOTHER), text.to_owned())
}

fn complete(on: &str) -> CompleteProgram {
    CompleteProgram {
        member_id: id(MOTHER), reason: words("کار ثابت دارد"), completed_on: day(on), today: today()
    }
}

fn leave(reason: DropOutReason, on: &str) -> LeaveProgram {
    LeaveProgram { member_id: id(MOTHER), reason, note: None, left_on: day(on), today: today() }
}

fn resume(on: &str) -> ResumeProgram {
    ResumeProgram { member_id: id(MOTHER), note: None, resumed_on: day(on), today: today() }
}

fn enrolled() -> Vec<FamilyEvent> {
    family(&baselined(), [enroll(1, MOTHER, MET).into()])
}

#[test]
fn a_woman_who_heads_the_household_is_enrolled_once_by_the_criteria_she_meets() {
    given::<Family>(baselined()).when(enroll(1, MOTHER, MET)).then_types(&["program_enrolled"]);
    given::<Family>(enrolled()).when(enroll(1, MOTHER, MET)).then_nothing();
    given::<Family>(enrolled()).when(enroll(2, MOTHER, MET)).then_refused(FamilyRefusal::AlreadyEnrolled);
    given::<Family>(identified()).when(enroll(1, MOTHER, MET)).then_refused(FamilyRefusal::ConsentNotAsked);
    given::<Family>(baselined()).when(enroll(1, 99, MET)).then_refused(FamilyRefusal::UnknownMember);
}

#[test]
fn who_is_not_eligible_is_not_enrolled_and_told_what_stands_in_the_way() {
    let refused = |member: u128, criteria: &[&str], lacking: &[&str]| {
        let criteria_lacking = lacking.iter().map(|code| (*code).to_owned()).collect();
        given::<Family>(baselined())
            .when(enroll(1, member, criteria))
            .then_refused(FamilyRefusal::NotEligible { criteria: criteria_lacking });
    };
    refused(MOTHER, &["heads_household", "low_income"], &["wishes_to_take_part"]);
    refused(CHILD, MET, &["heads_household"]);
    // Nobody covers the family, so that saying so helps nothing.
    refused(MOTHER, &["heads_household", "wishes_to_take_part", "covered_by_agency"], &["covered_by_agency"]);
    refused(
        MOTHER,
        &["heads_household", "wishes_to_take_part"],
        &["low_income", "without_steady_work", "has_dependents", "covered_by_agency"],
    );
    given::<Family>(baselined())
        .when(enroll(1, MOTHER, &["heads_household", "rich", "low_income", "low_income"]))
        .then_invalid(&["criteria[1]", "criteria[3]"]);
    let mut old = enroll(1, MOTHER, MET);
    old.enrollment.criteria_version = 0;
    given::<Family>(baselined()).when(old).then_invalid(&["criteria_version"]);
}

#[test]
fn the_program_ends_for_her_after_her_needs_were_read_and_not_before() {
    given::<Family>(enrolled()).when(complete("2026-01-10")).then_types(&["program_completed"]);
    let ended = family(&enrolled(), [complete("2026-01-10").into()]);
    given::<Family>(ended.clone()).when(complete("2026-01-11")).then_nothing();
    given::<Family>(ended)
        .when(leave(DropOutReason::NoTime, "2026-02-01"))
        .then_refused(FamilyRefusal::ProgramIsCompleted);
    given::<Family>(baselined()).when(complete("2026-01-10")).then_refused(FamilyRefusal::NotEnrolled);
    given::<Family>(enrolled()).when(complete("2025-04-30")).then_invalid(&["completed_on"]);
    let unread = family(&consented(), [enroll(1, MOTHER, MET).into()]);
    given::<Family>(unread).when(complete("2026-01-10")).then_refused(FamilyRefusal::NotAssessed);
}

#[test]
fn who_left_with_a_reason_is_taken_up_again_and_not_enrolled_anew() {
    let left = family(&enrolled(), [leave(DropOutReason::CareDuties, "2025-08-01").into()]);
    given::<Family>(left.clone()).when(leave(DropOutReason::NoTime, "2025-09-01")).then_nothing();
    given::<Family>(left.clone()).when(complete("2025-09-01")).then_refused(FamilyRefusal::ProgramWasLeft);
    given::<Family>(left.clone()).when(enroll(2, MOTHER, MET)).then_refused(FamilyRefusal::AlreadyEnrolled);
    given::<Family>(left.clone()).when(resume("2025-07-01")).then_invalid(&["resumed_on"]);
    given::<Family>(left.clone()).when(resume("2025-09-01")).then_types(&["program_resumed"]);
    let back = family(&left, [resume("2025-09-01").into()]);
    given::<Family>(back.clone()).when(resume("2025-09-02")).then_nothing();
    given::<Family>(back).when(complete("2025-10-01")).then_types(&["program_completed"]);
    given::<Family>(enrolled()).when(leave(DropOutReason::Other, "2025-08-01")).then_invalid(&["note"]);
    given::<Family>(baselined()).when(resume("2025-09-01")).then_refused(FamilyRefusal::NotEnrolled);
}

#[test]
fn an_enrollment_by_mistake_is_as_if_it_had_not_been() {
    let mistaken = family(&enrolled(), [leave(DropOutReason::EnteredByMistake, "2025-05-02").into()]);
    given::<Family>(mistaken.clone()).when(resume("2025-06-01")).then_refused(FamilyRefusal::NotEnrolled);
    given::<Family>(mistaken.clone()).when(enroll(2, MOTHER, MET)).then_types(&["program_enrolled"]);
    let ended = family(&enrolled(), [complete("2026-01-10").into()]);
    given::<Family>(ended).when(leave(DropOutReason::EnteredByMistake, "2026-01-10")).then_types(&["program_left"]);
}
