//! Closed sets of facilitation offices. Source: seed 002.

closed_set! {
    /// Why a facilitation office was closed.
    OfficeCloseReason { WorkDone = "work_done", ContractEnded = "contract_ended", ContractBroken = "contract_broken", Other = "other" }
    /// What somebody of an office does; counted and never named.
    StaffRole { Manager = "manager", Facilitator = "facilitator", Expert = "expert", Clerk = "clerk", Other = "other" }
    /// Whether money came or went.
    MoneyDirection { Received = "received", Spent = "spent" }
    /// With whom a meeting was held.
    MeetingKind {
        Residents = "residents",
        Agencies = "agencies",
        /// نشست نمایندگان دستگاه‌ها با مردم
        Both = "both",
        /// کمیتهٔ ارزیاب
        EvaluationCommittee = "evaluation_committee",
    }
    /// How far a task of the work plan is.
    WorkState { Begun = "begun", Done = "done", LeftOut = "left_out" }
    /// The states of a local group, in their order: each follows the one before.
    GroupStage {
        /// کارگاه
        Workshop = "workshop",
        /// گروه غیررسمی
        Informal = "informal",
        /// گروه با مدیریت ساکنان
        ResidentLed = "resident_led",
        /// آموزش‌دیده
        Trained = "trained",
        /// طبقه‌بندی‌شده
        Classified = "classified",
        /// به رسمیت شناخته‌شده
        Recognised = "recognised",
        /// ثبت‌شده، با مجوز و اساسنامه
        Registered = "registered",
        /// مستقر در محله
        Permanent = "permanent",
    }
    /// Who approves a needs profile.
    ApprovalBody {
        /// کمیتهٔ راهبردی فرمانداری
        Committee = "committee",
        /// ستاد بازآفرینی پایدار استان
        Headquarters = "headquarters",
    }
    ApprovalOutcome { Approved = "approved", Returned = "returned" }
    /// The three domains of action plans; not those of indicators.
    PlanDomain { Social = "social", Economic = "economic", Environmental = "environmental" }
    /// What became of an approved action plan.
    PlanState { Begun = "begun", Done = "done", Dropped = "dropped" }
    /// What a quarterly report counts.
    QuarterFigure {
        TasksBegun = "tasks_begun",
        TasksDone = "tasks_done",
        TasksLeftOut = "tasks_left_out",
        StepsCompleted = "steps_completed",
        Meetings = "meetings",
        MeetingPersons = "meeting_persons",
        Workshops = "workshops",
        GroupsFormed = "groups_formed",
        GroupsAdvanced = "groups_advanced",
        GroupsRegistered = "groups_registered",
        PlansDrafted = "plans_drafted",
        PlanApprovals = "plan_approvals",
        PlansBegun = "plans_begun",
        PlansDone = "plans_done",
        ReceivedRials = "received_rials",
        SpentRials = "spent_rials",
        NeedsDrafted = "needs_drafted",
        /// By the provincial headquarters, the second of the two.
        NeedsApproved = "needs_approved",
        NeedsNotified = "needs_notified",
        Evaluations = "evaluations",
        /// Duties of agencies that something was reported on.
        DutiesReported = "duties_reported",
        /// Of them those whose last report of the quarter says so.
        DutiesDone = "duties_done",
        /// Duties whose last report is no «done» and too old at the end of the quarter.
        DutiesLate = "duties_late",
        /// Requests to utility companies out of turn.
        RequestsRaised = "requests_raised",
        RequestsAnswered = "requests_answered",
        /// Neither connected nor refused at the end of the quarter.
        RequestsOpen = "requests_open",
        /// Neighborhoods of the first priority at the end of the quarter.
        PrioritiesFirst = "priorities_first",
        PrioritiesSecond = "priorities_second",
        PrioritiesThird = "priorities_third",
    }
}
