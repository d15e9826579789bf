//! Why a center's stream turns a command down.

use chrono::NaiveDate;

refusals! {
    /// Why a center's stream turns a command down.
    CenterRefusal {
        NotRegistered = "center_not_registered", "the center is not registered";
        AlreadyRegistered = "center_already_registered", "the center is registered already";
        Closed { closed_on: NaiveDate } = "center_closed", "the center is closed";
        NotEmpty { families: u32, caseworkers: u32 } = "center_not_empty", "families or caseworkers still belong to the center";
    }
}
