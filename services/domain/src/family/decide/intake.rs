//! Identification, registrations, address, contact, center, categories, coverage: allowed before consent.

use hamyar_persian::NationalId;

use super::*;
use crate::Rule;
use crate::checks::{Checks, is_wall_clock};
use crate::family::commands::*;

impl Family {
    pub(super) fn identify(&self, command: &IdentifyFamily) -> Decided {
        let family = &command.family;
        let mut checks = Checks::new();
        checks.text("file_number", &family.file_number, 32);
        checks.fault_if(looks_like_national_id(&family.file_number), "file_number", Rule::LooksLikeANationalId);
        let odd = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '/'));
        checks.fault_if(family.file_number.contains(odd), "file_number", Rule::Malformed);
        checks.personal("family_name", &family.family_name, 120);
        checks.optional_personal("address", &family.address, 500);
        check_registration(&mut checks, &family.registration);
        checks.past("identified_on", family.identified_on, command.today);
        checks.done::<FamilyRefusal>()?;
        if self.file.is_some() {
            return Err(FamilyRefusal::AlreadyIdentified);
        }
        one(family.clone())
    }

    pub(super) fn join_registration(&self, command: &JoinRegistration) -> Decided {
        let joined = &command.registration;
        self.file()?;
        let mut checks = Checks::new();
        check_registration(&mut checks, &joined.registration);
        checks.past("registered_on", joined.registered_on, command.today);
        checks.done::<FamilyRefusal>()?;
        if joined.member_id.is_some_and(|id| !self.members.contains_key(&id)) {
            return Err(FamilyRefusal::UnknownMember);
        }
        one(joined.clone())
    }

    pub(super) fn change_address(&self, command: &ChangeAddress) -> Decided {
        let file = self.open_file()?;
        let address = &command.address;
        let mut checks = Checks::new();
        checks.optional_personal("address", &address.address, 500);
        checks.past("changed_on", address.changed_on, command.today);
        checks.done::<FamilyRefusal>()?;
        if address.address.is_none() && address.neighborhood_id == file.neighborhood_id {
            return nothing();
        }
        one(address.clone())
    }

    pub(super) fn set_safe_contact(&self, command: &SetSafeContact) -> Decided {
        self.open_file()?;
        let mut checks = Checks::new();
        checks.personal("instruction", &command.contact.instruction, 500);
        if let Some(window) = command.contact.window.as_ref().and_then(|window| window.known()) {
            check_window(&mut checks, window);
        }
        checks.done::<FamilyRefusal>()?;
        one(command.contact.clone())
    }

    pub(super) fn move_to_center(&self, command: &MoveToCenter) -> Decided {
        let file = self.open_file()?;
        Checks::new().past("changed_on", command.center.changed_on, command.today).done::<FamilyRefusal>()?;
        if file.center_id == Some(command.center.center_id) {
            return nothing();
        }
        if self.holding.is_some() {
            return Err(FamilyRefusal::HasCaseworker);
        }
        one(command.center.clone())
    }

    pub(super) fn add_category(&self, command: &AddCategory) -> Decided {
        self.open_file()?;
        let category = &command.category;
        Checks::new().code("category", &category.category).done::<FamilyRefusal>()?;
        if let Some(member) = category.member_id {
            self.known_member(member)?;
        }
        if self.categories.contains(&(category.category.clone(), category.member_id)) {
            return nothing();
        }
        one(category.clone())
    }

    pub(super) fn remove_category(&self, command: &RemoveCategory) -> Decided {
        self.open_file()?;
        let category = &command.category;
        if !self.categories.contains(&(category.category.clone(), category.member_id)) {
            return nothing();
        }
        one(category.clone())
    }

    pub(super) fn record_coverage(&self, command: &RecordCoverage) -> Decided {
        self.open_file()?;
        let coverage = &command.coverage;
        Checks::new().past("since", coverage.since, command.today).done::<FamilyRefusal>()?;
        if self.coverage.contains(&(coverage.agency_id, coverage.kind)) {
            return nothing();
        }
        one(coverage.clone())
    }
}

/// A referred family names who referred it; an imported row may be as poor as its register.
fn check_registration(checks: &mut Checks, registration: &Registration) {
    let nameless = registration.referred_by.is_none() && registration.referred_by_name.is_none();
    let referred = registration.entry == EntryWay::Referred;
    checks.fault_if(referred && nameless && registration.register.is_none(), "referred_by", Rule::Required);
    checks.optional_personal("referred_by_name", &registration.referred_by_name, 200);
    if let Some(register) = &registration.register {
        checks.fault_if(register.is_empty(), "register", Rule::Required);
        checks.at_most("register", register, REGISTER_LABEL_MAX);
        checks.fault_if(!is_label(register), "register", Rule::Malformed);
        checks.fault_if(looks_like_national_id(register), "register", Rule::LooksLikeANationalId);
    }
    let Some(declared) = &registration.declared else { return };
    if let Some(dependents) = declared.dependents {
        checks.range("declared.dependents", i64::from(dependents), 0, 30);
    }
    if let Some(income) = declared.monthly_income.as_ref().and_then(Personal::known) {
        checks.range("declared.monthly_income", *income, 0, 1_000_000_000_000);
    }
    for (field, text) in [("declared.headship_cause", &declared.headship_cause), ("declared.note", &declared.note)] {
        if let Some(text) = text.as_ref().and_then(Personal::known) {
            checks.at_most(field, text, 2000);
        }
    }
    if let Some(name) = declared.supported_by.as_ref().and_then(Personal::known) {
        checks.at_most("declared.supported_by", name, 200);
    }
}

/// The longest label of a register, in characters.
const REGISTER_LABEL_MAX: u32 = 40;

/// Whether a register may be called that: letters of any script, digits, `-` and `_`, at most 40. It stands in clear for ever, so it has no room for
/// a sentence.
pub fn is_register_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().nth(REGISTER_LABEL_MAX as usize).is_none()
        && is_label(label)
        && !looks_like_national_id(label)
}

fn is_label(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Ten digits in a row with a right check digit.
fn looks_like_national_id(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 10 && NationalId::parse(run).is_ok())
}

/// Hours are of the wall clock and come in pairs, the first before the second; days are those of the week.
fn check_window(checks: &mut Checks, window: &ContactWindow) {
    let hour = |text: &Option<String>| text.as_ref().is_none_or(|text| is_wall_clock(text));
    checks.fault_if(!hour(&window.from), "window.from", Rule::Malformed);
    checks.fault_if(!hour(&window.until), "window.until", Rule::Malformed);
    checks.fault_if(window.from.is_some() && window.until.is_none(), "window.until", Rule::Required);
    checks.fault_if(window.until.is_some() && window.from.is_none(), "window.from", Rule::Required);
    let clear = hour(&window.from) && hour(&window.until);
    let backwards = clear && matches!((&window.from, &window.until), (Some(from), Some(until)) if from >= until);
    checks.fault_if(backwards, "window.until", Rule::BeforeStart);
    checks.fault_if(window.days.iter().any(|day| *day > 6), "window.days", Rule::OutOfRange { min: 0, max: 6 });
}
