//! A right row as events' facts.

use super::ImportOptions;
use crate::register::RegisterRow;
use crate::seeds::{Plan, agency_id};
use hamyar_events::family::{Declared, MemberFacts, Registration};
use hamyar_events::{EntryWay, InformationSource, MemberId, Personal, Relation};
use uuid::Uuid;

/// How and from where the row's family came. Shared facts are sealed with the key of the family they are written to.
pub(super) fn registration(row: &RegisterRow, family_id: Uuid, seeds: &Plan, options: &ImportOptions) -> Registration {
    let shared = |text: String| Personal::of_family(family_id, text);
    let agency = row.referred_by.as_deref().and_then(|name| seeds.agency(name));
    Registration {
        entry: row.entry,
        source: match (row.entry, &row.referred_by) {
            (EntryWay::Referred, Some(name)) => source_of_agency(seeds, name),
            _ => options.information_source,
        },
        referred_by: agency,
        referred_by_name: row.referred_by.clone().filter(|_| agency.is_none()).map(shared),
        register: options.register.clone(),
        declared: Some(Declared {
            dependents: Some(row.dependents),
            monthly_income: row.monthly_income.map(|tomans| Personal::of_family(family_id, tomans)),
            headship_cause: row.headship_cause.clone().map(shared),
            supported_by: row.supported_by.clone().map(shared),
            note: note(row, seeds).map(shared),
        }),
    }
}

/// The row's person as head of the family. Every personal value is sealed with her own key.
pub(super) fn head(row: &RegisterRow, member_id: MemberId) -> MemberFacts {
    let own = |text: String| Personal::of_person(member_id.0, text);
    MemberFacts {
        given_name: own(row.given_name.clone().unwrap_or_default()),
        family_name: Some(own(row.family_name.clone())),
        father_name: row.father_name.clone().map(own),
        national_id: row.national_id.as_ref().map(|id| own(id.as_str().to_owned())),
        birth_date: Some(Personal::of_person(member_id.0, row.birth_date)),
        sex: row.sex,
        relation: Relation::Head,
        phone: row.phone.clone().map(own),
        education: row.education.clone().map(own),
        occupation: row.occupation.clone().map(own),
        skill: row.skill.clone().map(own),
        work: None,
        schooling: None,
    }
}

/// Support institutions and people's groups are told apart from the state by what they are; any other body is of the state.
fn source_of_agency(seeds: &Plan, name: &str) -> InformationSource {
    let Some(id) = seeds.agency(name) else { return InformationSource::State };
    let is_any = |names: &[&str]| names.iter().any(|name| seeds.agency(name).unwrap_or(agency_id(name)) == id);
    if is_any(&["بهزیستی", "کمیته امداد", "صندوق مهر امام رضا", "سازمان تأمین اجتماعی"])
    {
        InformationSource::SupportInstitution
    } else if is_any(&["سازمان‌های مردم‌نهاد", "خیریه‌ها", "بسیج", "همیاران سلامت روان", "شبکه کمک"])
    {
        InformationSource::PeoplesGroup
    } else {
        InformationSource::State
    }
}

/// The register's remark, and a word where the name of the neighborhood does not tell which one is meant.
fn note(row: &RegisterRow, seeds: &Plan) -> Option<String> {
    let places: Vec<&str> = row
        .neighborhood
        .several
        .iter()
        .filter_map(|id| seeds.neighborhoods.iter().find(|known| known.id == *id))
        .filter_map(|known| known.lies_in.first().map(String::as_str))
        .collect();
    let unclear = (!row.neighborhood.several.is_empty())
        .then(|| format!("نام محله «{}» یکتا نیست ({})؛ محله را روشن کنید.", row.neighborhood.name, places.join("، ")));
    match (row.note.clone(), unclear) {
        (Some(note), Some(unclear)) => Some(format!("{note}\n{unclear}")),
        (note, unclear) => note.or(unclear),
    }
}
