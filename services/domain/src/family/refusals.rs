//! Why a family's stream turns a command down.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::{Domain, Tier};

refusals! {
    /// Why a family's stream turns a command down.
    FamilyRefusal {
        NotIdentified = "family_not_identified", "the family has no file yet";
        AlreadyIdentified = "family_already_identified", "the family has a file already";
        CaseIsClosed { closed_on: NaiveDate } = "case_closed", "the case is closed; reopen it first";
        CaseIsOpen = "case_not_closed", "the case is open";
        ClosedAsMistake = "closed_as_mistake", "the case was closed as entered by mistake and gave its national ids up; open a new file for the family";
        CannotClose { caseworker: bool, open_referrals: u32, open_tasks: u32 } = "case_has_open_work",
            "a case is closed when no caseworker holds it and no referral or task is open";

        ConsentNotAsked = "consent_not_asked", "the family has not been asked for consent";
        ConsentRefused = "consent_refused", "the family refused consent";
        ConsentWithdrawn { withdrawn_on: NaiveDate } = "consent_withdrawn", "the family withdrew its consent";
        ConsentNotYetGiven { given_on: NaiveDate } = "consent_not_yet_given", "the family had not agreed on that day";
        ConsentStands = "consent_stands", "consent is given; it can only be withdrawn";
        NoConsentToWithdraw = "no_consent_to_withdraw", "there is no consent to withdraw";

        UnknownMember = "unknown_member", "no such member is in the family";
        MemberHasLeft = "member_has_left", "the member is no longer in the family";
        MemberIdTaken = "member_already_joined", "a member of that id joined already";
        HeadExists = "head_exists", "the family has a head; name the new one with a change of head";
        NoHead = "no_head", "the family has no head yet";
        NotTheHead = "not_the_head", "the person who agreed is not the head of the family";
        HeadMustBeNamed = "head_must_be_named", "name another head before this";

        NoBaseline = "no_baseline", "there is no baseline in this cycle";
        BeforeBaseline { baseline_on: NaiveDate } = "before_baseline", "that day lies before the baseline of this cycle";
        BaselineTooEarly { after: NaiveDate } = "baseline_not_after_last_cycle", "a new cycle begins after the last one";
        CycleRuns { ends_on: NaiveDate } = "cycle_runs", "the year of focused aid runs; it ends with a final assessment before a new baseline";
        AlreadyTiered = "already_tiered", "the family has a baseline; a preliminary tier comes before it";
        FinalTierGiven { final_on: NaiveDate } = "final_tier_given", "the final tier of this cycle is given; its baseline tier stands";
        SetMismatch { expected_version: u32, given_version: u32 } = "indicator_set_mismatch",
            "the readings stand on another version of the indicator set";
        NoReadings = "no_readings", "there are no readings to compute a tier from";
        DomainsLacking { domains: Vec<DomainLacking> } = "readings_lacking", "a baseline or final tier needs readings in all three domains";

        NotHarmed { tier: Option<Tier> } = "family_not_harmed", "only a harmed family";
        NotHarmedThen { harmed_since: NaiveDate } = "family_not_harmed_then", "the family was not known as harmed on that day";
        HasCaseworker = "family_has_caseworker", "a caseworker holds the family already";
        NoCaseworker = "family_has_no_caseworker", "no caseworker holds the family";
        AssignmentEnded = "assignment_ended", "that holding has ended";
        UnknownAssignment = "unknown_assignment", "the family is not held under that assignment";
        SameCaseworker = "same_caseworker", "the family is already with that caseworker";
        BeforeAssignment { starts_on: NaiveDate } = "before_assignment", "that day lies before the holding began";
        NoFinalTier = "no_final_tier", "the year ends with a final tier, which the family does not have";
        TooEarlyToRenew { from: NaiveDate } = "too_early_to_renew", "the year is renewed when it nears its end";
        NotTheCaseworker = "not_the_caseworker", "that caseworker did not hold the family on that day";

        UnknownEntry = "unknown_entry", "no such calendar entry";
        EntryIsDone = "entry_done", "the entry is done";
        EntryIsMissed = "entry_missed", "the entry was missed";
        EntryIsCancelled = "entry_cancelled", "the entry is cancelled";
        EntryIdTaken = "entry_id_taken", "another entry has that id";
        WindowNotBegun { window_from: NaiveDate } = "window_not_begun", "an entry is missed when its window has begun, not before";

        NoSeries = "entry_without_series", "the entry was not planned with repetitions";
        SentAlready = "sent_already", "the household stands in a list of that body already";
        UnknownSending = "unknown_sending", "no such sending";
        SendingTakenBack = "sending_taken_back", "the sending was taken back";
        SendingRefused = "sending_refused", "the body did not take the household in";
        HandingOnNotAgreed = "handing_on_not_agreed", "the household has not agreed that this body is told of it";
        HandingOnRefused = "handing_on_refused", "the household does not want this body to be told of it";

        AlreadyEnrolled = "already_enrolled", "she is or was in the program; she is taken up again, not enrolled anew";
        NotEnrolled = "not_enrolled", "she is not in the program";
        NotEligible { criteria: Vec<String> } = "not_eligible", "she does not meet the criteria of the program";
        NotAssessed = "not_assessed", "the program ends for her after her needs were read, not before";
        ProgramIsCompleted = "program_completed", "the program has ended for her; take her up again first";
        ProgramWasLeft = "program_left", "she left the program; take her up again first";
        UnknownGoal = "unknown_goal", "no such goal";
        GoalIdTaken = "goal_id_taken", "another goal has that id";
        GoalExists = "goal_exists", "an open goal on that indicator stands already";
        GoalIsClosed = "goal_closed", "the goal is closed";
        GoalNotReached { target: u8, value: Option<u8> } = "goal_not_reached", "a goal is reached when its indicator has been read at the target";
        IndicatorNotRead = "indicator_not_read", "the indicator has not been read; assess it first";
        IndicatorIsGood { value: u8 } = "indicator_is_good", "a goal is set on an indicator that is not good";

        UnknownVisit = "unknown_visit", "no such visit";
        VisitIdTaken = "visit_id_taken", "another visit has that id";
        UnknownService = "unknown_service", "no such service";
        ServiceIdTaken = "service_id_taken", "another service has that id";
        ReconciliationWhereViolence = "reconciliation_where_violence",
            "where violence is recorded, reconciliation is neither planned nor counted as a success";
        NoteIdTaken = "note_id_taken", "another note has that id";
        UnknownAttachment = "unknown_attachment", "no such attachment is in the file";
        AttachmentIdTaken = "attachment_id_taken", "another attachment has that id";
        AttachmentsFull { limit_mebibytes: u32, held_mebibytes: u32, limit_files: u32, held_files: u32 } = "attachments_full",
            "the attachments of a family have at most 200 MiB and 500 files; remove one that is not needed";
        AssessmentIdTaken = "assessment_id_taken", "another assessment has that id";

        AlreadyReferred { domain: Domain } = "already_referred", "the family is already before that commission";
        ReferralIdTaken = "referral_id_taken", "another referral has that id";
        UnknownReferral = "unknown_referral", "no such referral";
        ReferralDecided = "referral_decided", "the referral is decided";
        ReferralWithdrawn = "referral_withdrawn", "the referral was withdrawn";
        ReferralDeclined = "referral_declined", "the commission did not take the referral";
        ReferralReturned = "referral_returned", "the referral waits for what is missing; it is decided when it comes back";
        ReferralNotReturned = "referral_not_returned", "the referral was not returned";
        ReferralIsOpen = "referral_open", "the earlier referral is still open";
        WrongCommission = "wrong_commission", "the referral is before another commission";
        CaseworkerAbsent = "caseworker_absent", "a case is not decided without its caseworker";
        CenterManagerAbsent = "center_manager_absent", "the center manager presents a family that has no caseworker";
        NoTasks = "decision_without_tasks", "a decision has at least one task, or states that there is no action or that more must be known";
        TasksWithoutAction = "tasks_without_action", "a decision of no action has no tasks";

        UnknownTask = "unknown_task", "no such task";
        TaskIdTaken = "task_id_taken", "another task has that id";
        TaskNotAccepted = "task_not_accepted", "the task has not been accepted yet";
        TaskIsDone = "task_done", "the task is done";
        TaskIsDeclined = "task_declined", "the task was declined";
        TaskIsDropped = "task_dropped", "the commission let the task go";
        TaskUnderWay = "task_under_way", "somebody works on the task; it is not given to another party";
        TaskOfCaseworker = "task_of_caseworker", "a caseworker's task is not handed on within an agency";

        UnknownExpertReferral = "unknown_expert_referral", "no such referral to an expert";
        ExpertReferralIdTaken = "expert_referral_id_taken", "another referral to an expert has that id";
        AlreadyAnswered = "expert_already_answered", "the expert has answered";

        TierStands = "tier_stands", "the family is in that tier already";
        TierProposalWaits = "tier_proposal_waits", "another tier is proposed already, and the answer is awaited";
        UnknownTierProposal = "unknown_tier_proposal", "no such proposal of a tier";
        TierProposalIsAnswered = "tier_proposal_answered", "the proposal is answered";
        TierProposalTakenBack = "tier_proposal_withdrawn", "the proposal was taken back";
        TierProposalOutdated = "tier_proposal_outdated", "readings or a later tier say something else since; the proposal is declined, or made anew";
        OwnTierProposal = "own_tier_proposal", "whoever proposed a tier does not answer the proposal";
        NoTier = "no_tier", "the family has no tier yet";
        RequestWaits = "request_waits", "the family asked the same already, and the answer is awaited";
        UnknownRequest = "unknown_request", "the family made no such request";
        RequestIsAnswered = "request_answered", "the request is answered";
        RequestTakenBack = "request_withdrawn", "the family took the request back";
        OwnDecision = "own_decision", "whoever decided does not answer the family about it; somebody else does";
        AddressNotUnderThreat = "address_not_under_threat", "the address is not under threat";
        ThreatByCategory = "threat_by_category", "a category of violence stands in the file; the threat is over when it is taken off";
        GlassIsBroken { until: DateTime<Utc> } = "glass_is_broken", "you broke the glass already, and it is still open";
        UnknownGlass = "unknown_glass", "no such breaking of the glass";
        AddressIsRevealed { until: DateTime<Utc> } = "address_is_revealed", "the address is shown to you already";
        UnknownComparison = "unknown_comparison", "no such question to compare";
        UnknownLateWork = "unknown_late_work", "no such work waits for a decision";
        LateWorkIsSettled = "late_work_settled", "what becomes of that work is decided already";
        ComparisonAnswered = "comparison_is_answered", "the question is answered";
        FamilyErased = "family_erased", "the family was forgotten; its file takes nothing more in";
        MemberErased = "member_erased", "the member was forgotten; nothing more is recorded of them";
        ErasureWaits = "erasure_waits", "a request to forget waits in this file already";
        UnknownErasure = "unknown_erasure", "no such request to forget";
        ErasureIdTaken = "erasure_id_taken", "another request has that id";
        ErasureDecided = "erasure_decided", "the request is decided";
        ErasureTakenBack = "erasure_withdrawn", "the request was taken back";
        OwnErasure = "own_erasure", "whoever asked for an erasure in this file does not decide on one in it";
        MergedAway { merged_on: NaiveDate } = "merged_away", "the file was merged into another one; record it there, or undo the merge";
        CannotMerge { caseworker: bool, open_referrals: u32, open_tasks: u32 } = "merge_has_open_work",
            "the file that goes has no caseworker and no open referral or task";
        MembersChanged = "merge_members_changed", "somebody joined or left the file meanwhile; compare again";
        SamePersonTwice = "merge_same_person_twice", "two members cannot be one and the same member of the other file";
        UnknownMerge = "unknown_merge", "no such merge";
        RetentionRuns { until: NaiveDate } = "retention_runs", "the time for which the closed file is kept is not over";
    }
}

/// A domain in which readings lack: how many there are, and how many are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DomainLacking {
    pub domain: Domain,
    pub readings: u32,
    pub needed: u32,
}
