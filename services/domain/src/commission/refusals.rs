//! Why a commission's stream turns a command down.

use chrono::NaiveDate;

refusals! {
    /// Why a commission's stream turns a command down.
    CommissionRefusal {
        NotFormed = "commission_not_formed", "the commission has not been formed";
        AlreadyFormed = "commission_already_formed", "the commission is formed already";
        ParticipantIdTaken = "participant_already_seated", "a participant of that id is seated already";
        UnknownParticipant = "unknown_participant", "no such participant is seated";
        UnknownSession = "unknown_session", "no such session";
        SessionIdTaken = "session_id_taken", "another session has that id";
        SessionNotOpen = "session_not_open", "the session has not been opened";
        SessionIsOpen = "session_open", "the session has been opened";
        SessionClosed = "session_closed", "the session is closed";
        SessionCancelled = "session_cancelled", "the session was cancelled";
        AlreadyOnAgenda = "case_already_on_agenda", "the case is on the agenda of a session";
        NotOnAgenda = "case_not_on_agenda", "the case is not on the agenda of that session";
        AlreadyDecided = "case_already_decided", "the case is decided";
        Adjourned = "case_adjourned", "the case was put off to the next session";
        WrongFamily = "wrong_family", "the referral is of another family";
        NoQuorum { present: u32, quorum: u32 } = "no_quorum", "too few of the seated participants are present";
        CaseworkerAbsent = "caseworker_absent", "a case is not decided without its caseworker";
        CenterManagerAbsent = "center_manager_absent", "the center manager presents a family that has no caseworker";
        NotSeated = "attendee_not_seated", "somebody named as present is not seated in this commission";
        NotInSession = "attendee_not_in_session", "somebody named as present does not attend the session";
        NoTasks = "decision_without_tasks", "a decision has at least one task, or states that there is no action or that more must be known";
        TasksWithoutAction = "tasks_without_action", "a decision of no action has no tasks";
        BeforeSession { opened_on: NaiveDate } = "before_session", "that day lies before the session was opened";
        DecisionIdTaken = "decision_id_taken", "another decision has that id";
        UnknownDecision = "unknown_decision", "no such decision";
        CasesUnsettled { cases: u32 } = "cases_unsettled", "each case on the agenda is decided or put off before the session closes";
    }
}
