//! Licences of organizations as rules: an application, an answer, a term.

use hamyar_events::ngo::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn register() -> RegisterNgo {
    let ngo =
        NgoRegistered { name: "انجمن یاری".to_owned(), place_id: None, registered_on: day("2025-03-21") };
    RegisterNgo { ngo, today: today() }
}

fn apply_for(level: LicenceLevel, on: &str) -> ApplyForLicence {
    ApplyForLicence { application: LicenceApplied { level, applied_on: day(on) }, today: today() }
}

fn grant(number: u128, level: LicenceLevel) -> GrantLicence {
    let licence = LicenceGranted {
        licence_id: id(number),
        level,
        number: "۴۴۰".to_owned(),
        granted_on: day("2025-06-01"),
        valid_until: day("2026-06-01"),
    };
    GrantLicence { licence, today: today() }
}

fn refuse() -> RefuseLicence {
    let refusal = LicenceRefused { reason: LicenceRefusalReason::PapersMissing, refused_on: day("2025-06-01") };
    RefuseLicence { refusal, today: today() }
}

fn renew(number: u128, until: &str) -> RenewLicence {
    let renewal = LicenceRenewed { licence_id: id(number), renewed_on: day("2026-05-01"), valid_until: day(until) };
    RenewLicence { renewal, today: today() }
}

fn revoke(number: u128) -> RevokeLicence {
    let reason = RevocationReason::RulesBroken;
    RevokeLicence { revocation: LicenceRevoked { licence_id: id(number), reason, revoked_on: today() }, today: today() }
}

fn ngo(commands: impl IntoIterator<Item = NgoCommand>) -> Vec<NgoEvent> {
    history::<Ngo>(&[], [vec![register().into()], commands.into_iter().collect()].concat())
}

/// S117: a licence answers an application and holds until its day.
#[test]
fn s117_a_licence_answers_an_application() {
    use LicenceLevel::{National, Provincial};
    given::<Ngo>([]).when(apply_for(National, "2025-05-01")).then_refused(NgoRefusal::NotRegistered);
    given::<Ngo>(ngo([])).when(register()).then_refused(NgoRefusal::AlreadyRegistered);
    given::<Ngo>(ngo([])).when(grant(441, National)).then_refused(NgoRefusal::NoApplication);
    given::<Ngo>(ngo([])).when(refuse()).then_refused(NgoRefusal::NoApplication);
    let asked = ngo([apply_for(National, "2025-05-01").into()]);
    given::<Ngo>(asked.clone()).when(apply_for(National, "2025-05-01")).then_nothing();
    given::<Ngo>(asked.clone()).when(apply_for(Provincial, "2025-05-02")).then_refused(NgoRefusal::ApplicationOpen);
    given::<Ngo>(asked.clone()).when(grant(441, Provincial)).then_invalid(&["level"]);
    let mut short = grant(441, National);
    (short.licence.valid_until, short.licence.number) = (day("2025-06-01"), String::new());
    given::<Ngo>(asked.clone()).when(short).then_invalid(&["number", "valid_until"]);
    let given_one = history::<Ngo>(&asked, [grant(441, National).into()]);
    given::<Ngo>(given_one.clone()).when(apply_for(National, "2026-06-01")).then_refused(NgoRefusal::LicenceHolds);
    given::<Ngo>(given_one.clone()).when(apply_for(National, "2026-06-02")).then_types(&["licence_applied"]);
    given::<Ngo>(given_one.clone()).when(apply_for(Provincial, "2025-07-01")).then_types(&["licence_applied"]);
    let again = history::<Ngo>(&given_one, [apply_for(Provincial, "2025-05-01").into()]);
    given::<Ngo>(again).when(grant(441, Provincial)).then_refused(NgoRefusal::LicenceIdTaken);
    let refused = history::<Ngo>(&asked, [refuse().into()]);
    given::<Ngo>(refused).when(apply_for(National, "2025-07-01")).then_types(&["licence_applied"]);
}

#[test]
fn a_licence_is_renewed_until_it_is_revoked() {
    let held = ngo([apply_for(LicenceLevel::County, "2025-05-01").into(), grant(441, LicenceLevel::County).into()]);
    given::<Ngo>([]).when(renew(441, "2027-06-01")).then_refused(NgoRefusal::NotRegistered);
    given::<Ngo>(held.clone()).when(renew(442, "2027-06-01")).then_refused(NgoRefusal::UnknownLicence);
    given::<Ngo>(held.clone()).when(renew(441, "2026-05-31")).then_invalid(&["valid_until"]);
    given::<Ngo>(held.clone()).when(renew(441, "2026-06-01")).then_nothing();
    given::<Ngo>(held.clone()).when(renew(441, "2027-06-01")).then_types(&["licence_renewed"]);
    given::<Ngo>(held.clone()).when(revoke(442)).then_refused(NgoRefusal::UnknownLicence);
    let gone = history::<Ngo>(&held, [revoke(441).into()]);
    given::<Ngo>(gone.clone()).when(revoke(441)).then_nothing();
    given::<Ngo>(gone).when(renew(441, "2027-06-01")).then_refused(NgoRefusal::LicenceIsRevoked);
}
