//! Why a caseworker's stream turns a command down.

use chrono::NaiveDate;

refusals! {
    /// Why a caseworker's stream turns a command down.
    CaseworkerRefusal {
        NotAdmitted = "caseworker_not_admitted", "the caseworker has not been admitted";
        AlreadyAdmitted = "caseworker_already_admitted", "the caseworker is admitted already";
        HasLeft { left_on: NaiveDate } = "caseworker_left", "the caseworker has left the program";
        TrainingLacking { hours: u32, needed: u32 } = "training_lacking", "the hours of training before the first family are lacking";
        NotAccredited = "caseworker_not_accredited", "the caseworker has not been accredited";
        OnLeave { from: NaiveDate, until: Option<NaiveDate> } = "caseworker_on_leave", "the caseworker is on leave";
        CaseloadFull { limit: u32, held: u32 } = "caseload_full", "the caseload is full";
        HoldsFamily = "caseworker_holds_family", "the caseworker holds that family already";
        AssignmentEnded = "assignment_ended", "that holding has ended";
        AssignmentIdTaken = "assignment_id_taken", "another holding has that id";
        NotReserved = "slot_not_reserved", "no slot was reserved for that assignment";
        SlotIsHeld = "slot_held", "the slot is held, not only reserved";
        YearTrainingLacking { hours: u32, needed: u32 } = "year_training_lacking", "hours of training during the year are lacking";
        TermRuns { from: NaiveDate } = "caseworker_term_runs", "the caseworker's year is renewed when it nears its end";
        NotOnLeave = "caseworker_not_on_leave", "the caseworker is not on leave";
        LeaveRuns { from: NaiveDate } = "leave_runs", "a leave is recorded already; end it first";
        StillHolds { families: u32 } = "caseworker_holds_families", "the caseworker still holds families";
    }
}
