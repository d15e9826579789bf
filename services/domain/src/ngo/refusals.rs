//! Why an organization's stream turns a command down.

refusals! {
    /// Why an organization's stream turns a command down.
    NgoRefusal {
        NotRegistered = "ngo_not_registered", "the organization has not been written down";
        AlreadyRegistered = "ngo_already_registered", "the organization is written down already";
        ApplicationOpen = "licence_application_open", "the organization waits for the answer to another application";
        NoApplication = "no_licence_application", "the organization has asked for no licence";
        LicenceHolds = "licence_holds", "a licence of this level holds; it is renewed";
        UnknownLicence = "unknown_licence", "the organization has no such licence";
        LicenceIsRevoked = "licence_revoked", "the licence is revoked";
        LicenceIdTaken = "licence_id_taken", "the organization has another licence of this id";
    }
}
