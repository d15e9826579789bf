//! Why an activity turns a command down.

refusals! {
    /// Why an activity turns a command down.
    ActivityRefusal {
        NotPlanned = "activity_not_planned", "the activity has not been planned";
        AlreadyPlanned = "activity_already_planned", "the activity is planned already";
        IsCancelled = "activity_cancelled", "the activity was cancelled";
        IsHeld = "activity_held", "the activity was held";
        NotHeld = "activity_not_held", "attendance is recorded once the activity was held";
        UnknownAttendance = "unknown_attendance", "no such attendance is recorded";
        AttendsByMember = "family_attends_by_member", "members of that family are recorded by name; they are not counted a second time";
    }
}
