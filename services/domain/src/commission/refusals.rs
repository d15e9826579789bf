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
        ConflictedMember = "member_stands_aside", "a member who stands aside from the case does not vote on it";
        VoterNotCounted = "vote_not_counted", "only seated members who are present vote, each once";
        NotCarried { in_favour: u32, against: u32 } = "decision_not_carried", "the decision has no majority of the votes";
        SessionNotClosed = "session_not_closed", "minutes are signed when the session is closed";
        DidNotAttend = "did_not_attend", "only who attended the session signs its minutes";
        SeatNotClaimed = "seat_not_claimed", "the seat is not this account's";
        SeatClaimedElsewhere = "seat_claimed", "another account is the person on that seat";
        OneSeatEach = "one_seat_each", "the account has another seat in this commission";
        CasesUnsettled { cases: u32 } = "cases_unsettled", "each case on the agenda is decided or put off before the session closes";
    }
}
