//! Registrations, address, safe contact, center, categories, coverages.

use hamyar_domain::family as domain;
use hamyar_events::family::{
    AddressChanged, CategoryAdded, CategoryRemoved, CenterChanged, ContactWindow, CoverageRecorded, Declared,
    Registration, RegistrationJoined, SafeContactSet,
};
use hamyar_events::{
    AgencyId, CenterId, ContactWay, CoverageKind, EntryWay, FamilyId, InformationSource, MemberId, NeighborhoodId,
    Personal,
};

use super::command::family_operation;
use crate::input::{Code, Day, Line, Words, body, command};
use crate::routes::run::Ids;

body! {
    /// What an intake form says about the household before anyone has looked.
    pub struct DeclaredFields {
        /// Persons depending on the head, 0 to 30.
        dependents: Option<u8>,
        /// Tomans a month.
        monthly_income: Option<i64>,
        headship_cause: Option<Line>,
        supported_by: Option<Line>,
        note: Option<Words>,
    }
}

/// The event's shape of what was declared.
pub(crate) fn declared(fields: DeclaredFields, family: FamilyId) -> Declared {
    Declared {
        dependents: fields.dependents,
        monthly_income: fields.monthly_income.map(|tomans| Personal::of_family(family.0, tomans)),
        headship_cause: fields.headship_cause.map(|cause| Personal::of_family(family.0, cause.into_string())),
        supported_by: fields.supported_by.map(|name| Personal::of_family(family.0, name.into_string())),
        note: fields.note.map(|note| Personal::of_family(family.0, note.into_string())),
    }
}

command! {
    /// The same person came a second time.
    pub struct JoinRegistrationBody {
        member_id: Option<MemberId>,
        neighborhood_id: NeighborhoodId,
        entry: EntryWay,
        source: InformationSource,
        referred_by: Option<AgencyId>,
        referred_by_name: Option<Line>,
        declared: Option<DeclaredFields>,
        registered_on: Option<Day>,
    }
}

command! {
    /// Where the family lives now.
    pub struct ChangeAddressBody {
        neighborhood_id: NeighborhoodId,
        address: Option<Words>,
        changed_on: Option<Day>,
    }
}

command! {
    /// The safe way and hour to contact the family.
    pub struct SetSafeContactBody {
        instruction: Words,
        window: Option<ContactWindowFields>,
    }
}

body! {
    /// The safe way and hours.
    pub struct ContactWindowFields {
        way: ContactWay,
        /// Tehran wall-clock time, `HH:MM`; any time when absent.
        from: Option<Line>,
        until: Option<Line>,
        /// Days of the week, Saturday 0 to Friday 6; every day when absent.
        days: Option<Vec<u8>>,
        /// Whether a message may be left with somebody else.
        may_leave_message: bool,
    }
}

command! {
    /// The center that keeps the file from now on.
    pub struct MoveFamilyBody {
        center_id: CenterId,
        changed_on: Option<Day>,
    }
}

command! {
    /// A category of vulnerability, on the family or on one member.
    pub struct CategoryBody {
        /// Code of catalog `vulnerable_group`.
        category: Code,
        member_id: Option<MemberId>,
    }
}

command! {
    /// An agency covers the family.
    pub struct RecordCoverageBody {
        agency_id: AgencyId,
        kind: CoverageKind,
        since: Option<Day>,
    }
}

family_operation! {
    /// Record a second registration of the same family.
    post "/families/{id}/join" join_registration(JoinRegistrationBody) KeepRecord, day registered_on,
    |body, at, family| {
        let registration = Registration {
            entry: body.entry,
            source: body.source,
            referred_by: body.referred_by,
            referred_by_name: body.referred_by_name.map(|name| Personal::of_family(family.0, name.into_string())),
            register: None,
            declared: body.declared.map(|fields| declared(fields, family)),
        };
        let registration = RegistrationJoined {
            member_id: body.member_id,
            neighborhood_id: body.neighborhood_id,
            registration,
            registered_on: at.day,
        };
        Ok((domain::JoinRegistration { registration, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Change the address.
    post "/families/{id}/address" change_address(ChangeAddressBody) KeepRecord, day changed_on,
    |body, at, family| {
        let address = AddressChanged {
            neighborhood_id: body.neighborhood_id,
            address: body.address.map(|text| Personal::of_family(family.0, text.into_string())),
            changed_on: at.day,
        };
        Ok((domain::ChangeAddress { address, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Set the safe way and hour to contact the family.
    post "/families/{id}/safe-contact" set_safe_contact(SetSafeContactBody) KeepRecord, day none,
    |body, _at, family| {
        let hour = |text: Option<Line>| text.map(|text| hamyar_persian::digits::to_ascii(text.as_str()));
        let window = body.window.map(|fields| {
            let window = ContactWindow {
                way: fields.way,
                from: hour(fields.from),
                until: hour(fields.until),
                days: fields.days.unwrap_or_default(),
                may_leave_message: fields.may_leave_message,
            };
            Personal::of_family(family.0, window)
        });
        let instruction = Personal::of_family(family.0, body.instruction.into_string());
        let contact = SafeContactSet { instruction, window };
        Ok((domain::SetSafeContact { contact }.into(), Ids::new()))
    }
}

family_operation! {
    /// Move the file to another center.
    post "/families/{id}/center" move_family(MoveFamilyBody) MoveFamily, day changed_on,
    |body, at, _family| {
        let center = CenterChanged { center_id: body.center_id, changed_on: at.day };
        Ok((domain::MoveToCenter { center, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Put a category on the family or on a member.
    post "/families/{id}/categories" add_category(CategoryBody) KeepRecord, day none,
    |body, _at, _family| {
        let category = CategoryAdded { category: body.category.into_string(), member_id: body.member_id };
        Ok((domain::AddCategory { category }.into(), Ids::new()))
    }
}

family_operation! {
    /// Take a category off again.
    post "/families/{id}/categories/remove" remove_category(CategoryBody) KeepRecord, day none,
    |body, _at, _family| {
        let category = CategoryRemoved { category: body.category.into_string(), member_id: body.member_id };
        Ok((domain::RemoveCategory { category }.into(), Ids::new()))
    }
}

family_operation! {
    /// Record that an agency covers the family.
    post "/families/{id}/coverages" record_coverage(RecordCoverageBody) KeepRecord, day since,
    |body, at, _family| {
        let coverage = CoverageRecorded { agency_id: body.agency_id, kind: body.kind, since: at.day };
        Ok((domain::RecordCoverage { coverage, today: at.today }.into(), Ids::new()))
    }
}
