//! Why an agency's stream turns a command down.

refusals! {
    /// Why an agency's stream turns a command down.
    AgencyRefusal {
        NotRegistered = "agency_not_registered", "the agency is not registered";
        AlreadyRegistered = "agency_already_registered", "the agency is registered already";
    }
}
