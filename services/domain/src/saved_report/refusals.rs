//! Why a saved report's stream turns a command down.

refusals! {
    /// Why a saved report's stream turns a command down.
    SavedReportRefusal {
        NotSaved = "report_not_saved", "there is no such report";
        AlreadySaved = "report_already_saved", "another report was saved under this id";
        Deleted = "report_deleted", "the report was deleted";
        NotOwner = "not_the_reports_owner", "only whoever saved a report changes it";
    }
}
