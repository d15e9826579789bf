//! Why an account's stream turns a command down.

use hamyar_events::Role;

refusals! {
    /// Why an account's stream turns a command down.
    AccountRefusal {
        NotOpened = "account_not_opened", "there is no such account";
        AlreadyOpened = "account_already_opened", "the account is open already";
        Disabled = "account_disabled", "the account is disabled; enable it first";
        UnknownGrant = "unknown_grant", "the account has no such grant";
        AlreadyGranted = "already_granted", "the account holds this role over this place in those days already";
        BoundElsewhere { role: Role } = "bound_elsewhere", "one account is one caseworker, and serves one agency, at a time";
        DutiesConflict { role: Role, with: Role } = "duties_conflict", "these two duties are not one person's";
        LastAdministrator = "last_administrator", "one administrator of the nation, without an end date, always remains";
    }
}
