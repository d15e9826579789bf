//! Why a facilitation office turns a command down.

refusals! {
    /// Why a facilitation office turns a command down.
    OfficeRefusal {
        NotCalled = "office_not_called", "no call was made for this office";
        AlreadyCalled = "office_already_called", "the call was made already";
        NotContracted = "office_not_contracted", "the office has no contract yet";
        AlreadyOpen = "office_already_open", "the office is open already";
        NotOpen = "office_not_open", "the office is not open yet";
        IsClosed = "office_closed", "the office is closed";
        AlreadyServed = "neighborhood_already_served", "the office serves this neighborhood already";
        LastNeighborhood = "last_neighborhood", "an office serves one neighborhood at least; it is closed instead";
        UnknownMoney = "unknown_money", "no such amount is recorded, or it was struck";
        /// The step before has not begun.
        StepTooEarly { step: String, before: String } = "step_too_early", "the step before has not begun";
        TaskDone = "task_done", "the task is done";
        UnknownGroup = "unknown_group", "no such group is recorded";
        GroupKnown = "group_known", "the group is recorded already";
        /// A group goes through its states one after the other.
        GroupOutOfOrder { next: String } = "group_out_of_order", "a group reaches its states in their order, each once";
        NoProfile = "no_needs_profile", "no needs profile was drafted for this neighborhood";
        ProfileNotWaiting = "needs_profile_not_waiting", "this needs profile does not wait for this body";
        CommitteeFirst = "committee_first", "the strategic committee approves before the headquarters";
        OwnProfile = "own_needs_profile", "whoever drafted or approved it before does not approve it";
        ProfileNotApproved = "needs_profile_not_approved", "both the committee and the headquarters approve before agencies are told";
        ProfileUnderWay = "needs_profile_under_way", "the needs profile is before a body; it is given back before it is drafted anew";
        UnknownPlan = "unknown_plan", "no such action plan is recorded";
        PlanKnown = "plan_known", "the action plan is recorded already";
        NotItsPlan = "not_its_plan", "this agency has no say in this action plan";
        PlanNotApproved = "plan_not_approved", "every agency named approves before the plan begins";
        PlanNotBegun = "plan_not_begun", "a plan is done after it has begun";
        PlanOver = "plan_over", "the action plan is done or dropped";
        PlanUnderWay = "plan_under_way", "the action plan has begun and is not written anew";
        EvaluationTooEarly = "evaluation_too_early", "these six months have not begun";
        QuarterNotOver = "quarter_not_over", "the quarter is not over";
        QuarterBeforeOpening = "quarter_before_opening", "the office was not open in this quarter";
        QuarterReported = "quarter_reported", "this quarter was reported on already";
    }
}
