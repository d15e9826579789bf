//! What can be asked of a non-governmental organization.

use hamyar_events::ngo::*;

commands! {
    /// Everything that can be asked of an organization.
    NgoCommand {
        RegisterNgo,
        ApplyForLicence,
        GrantLicence,
        RefuseLicence,
        RenewLicence,
        RevokeLicence,
    }
}

wishes! {
    /// Write an organization down.
    RegisterNgo { ngo: NgoRegistered },
    /// It asks for a licence.
    ApplyForLicence { application: LicenceApplied },
    /// The supervisory board gives it.
    GrantLicence { licence: LicenceGranted },
    /// The supervisory board refuses it.
    RefuseLicence { refusal: LicenceRefused },
    /// A licence holds longer.
    RenewLicence { renewal: LicenceRenewed },
    /// A licence holds no more.
    RevokeLicence { revocation: LicenceRevoked },
}
