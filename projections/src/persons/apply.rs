//! Family events → rows.

use std::collections::BTreeSet;

use hamyar_events::family::{FamilyEvent, MemberFacts, MembersMovedIn, MembersReturned, MergeUndone};
use hamyar_events::{CloseReason, MemberLeftReason, Subject};
use hamyar_persian::person::{PersonFacts, name_words, sound, stored_keys};
use sqlx::PgConnection;
use uuid::Uuid;

use super::state::{PersonRow, WordRow};
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::Table;

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let families: BTreeSet<Uuid> = batch.iter().map(|event| event.stream_id).collect();
    let mut ids = families.clone();
    let members = "select unnest(members) from person where person_id = any($1)
        union select person_id from person where family_id = any($1)";
    let members: Vec<Uuid> = sqlx::query_scalar(members)
        .bind(families.iter().copied().collect::<Vec<_>>())
        .fetch_all(&mut *connection)
        .await?;
    ids.extend(members);
    // A person who moved is in another family under the same id.
    for event in batch.iter().filter_map(|event| event.family()) {
        match event {
            FamilyEvent::MemberJoined(event) => ids.extend([event.member_id.0]),
            FamilyEvent::MemberChanged(event) => ids.extend([event.member_id.0]),
            FamilyEvent::MergedAway(event) => ids.extend(event.members.iter().map(|one| one.member_id.0)),
            FamilyEvent::MergeUndone(MergeUndone { members, .. })
            | FamilyEvent::MembersMovedIn(MembersMovedIn { members, .. })
            | FamilyEvent::MembersReturned(MembersReturned { members, .. }) => {
                ids.extend(members.iter().map(|one| one.member_id.0));
            }
            FamilyEvent::PersonalDataErased(event) => ids.extend(event.subjects.iter().map(|subject| match subject {
                Subject::Person(id) | Subject::Family(id) => *id,
            })),
            _ => {}
        }
    }
    let mut persons = Table::<PersonRow>::load(&mut *connection, ids.iter().copied()).await?;
    let words = touched_words(&persons, &ids, batch);
    let mut register = Register { words: Table::<WordRow>::load(&mut *connection, words).await? };
    for projected in batch {
        if let Some(event) = projected.family() {
            register.take(&mut persons, projected.stream_id, event);
        }
    }
    persons.save(&mut *connection).await?;
    register.words.save(&mut *connection).await
}

/// Every word whose count the batch may change.
fn touched_words(persons: &Table<PersonRow>, ids: &BTreeSet<Uuid>, batch: &[&ProjectedEvent]) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = BTreeSet::from([String::new()]);
    let mut add =
        |name: Option<&String>| words.extend(name.iter().flat_map(|name| name_words(name)).map(|word| sound(&word)));
    for row in ids.iter().filter_map(|id| persons.get(id)) {
        add(row.given_name.as_ref());
        add(row.family_name.as_ref());
    }
    for event in batch.iter().filter_map(|event| event.family()) {
        match event {
            FamilyEvent::FamilyIdentified(event) => add(event.family_name.value.as_ref()),
            FamilyEvent::MemberJoined(event) => names(&event.member).into_iter().for_each(&mut add),
            FamilyEvent::MemberChanged(event) => names(&event.member).into_iter().for_each(&mut add),
            FamilyEvent::MergeUndone(MergeUndone { members, .. })
            | FamilyEvent::MembersMovedIn(MembersMovedIn { members, .. })
            | FamilyEvent::MembersReturned(MembersReturned { members, .. }) => {
                members.iter().flat_map(|one| names(&one.member)).for_each(&mut add);
            }
            _ => {}
        }
    }
    words
}

fn names(facts: &MemberFacts) -> [Option<&String>; 2] {
    [facts.given_name.value.as_ref(), facts.family_name.as_ref().and_then(|name| name.value.as_ref())]
}

/// How many bear each word, kept in step with the persons.
struct Register {
    words: Table<WordRow>,
}

impl Register {
    fn take(&mut self, persons: &mut Table<PersonRow>, family_id: Uuid, event: &FamilyEvent) {
        match event {
            FamilyEvent::FamilyIdentified(event) => {
                let facts = PersonFacts { family_name: event.family_name.value.clone(), ..PersonFacts::default() };
                persons.put(PersonRow::new(family_id, family_id, facts));
            }
            FamilyEvent::MemberJoined(event) => {
                let facts = facts_of(persons, family_id, &event.member);
                self.put(persons, PersonRow::new(event.member_id.0, family_id, facts));
                if let Some(family) = persons.edit(&family_id)
                    && !family.members.contains(&event.member_id.0)
                {
                    family.members.push(event.member_id.0);
                }
            }
            FamilyEvent::MemberChanged(event) if persons.get(&event.member_id.0).is_some() => {
                let facts = facts_of(persons, family_id, &event.member);
                self.put(persons, PersonRow::new(event.member_id.0, family_id, facts));
            }
            // Who was never there is found by nobody. All others who left are still registered.
            FamilyEvent::MemberLeft(event) if event.reason == MemberLeftReason::EnteredByMistake => {
                self.remove(persons, family_id, event.member_id.0);
            }
            FamilyEvent::CaseClosed(event) if event.reason == CloseReason::EnteredByMistake => {
                self.remove_family(persons, family_id);
            }
            FamilyEvent::PersonalDataErased(event) => {
                for subject in &event.subjects {
                    match subject {
                        Subject::Person(id) => self.forget(persons, *id),
                        Subject::Family(id) => self.remove_family(persons, *id),
                    }
                }
            }
            // Whoever moves is found in the family that took the person in last.
            FamilyEvent::MembersMovedIn(MembersMovedIn { members, .. })
            | FamilyEvent::MembersReturned(MembersReturned { members, .. }) => {
                for one in members {
                    let facts = facts_of(persons, family_id, &one.member);
                    self.put(persons, PersonRow::new(one.member_id.0, family_id, facts));
                    if let Some(family) = persons.edit(&family_id)
                        && !family.members.contains(&one.member_id.0)
                    {
                        family.members.push(one.member_id.0);
                    }
                }
            }
            // Who is in a file that was merged is found in the one that stays, under the other spelling as well; the file itself is not.
            FamilyEvent::MergedAway(event) => {
                let Some(family) = persons.edit(&family_id) else { return };
                family.keys.clear();
                let into = event.into.0;
                persons.edit_where(
                    |row| row.family_id == family_id && row.person_id != family_id,
                    |row| row.family_id = into,
                );
            }
            FamilyEvent::MergeUndone(event) => {
                let Some(family) = persons.edit(&family_id) else { return };
                family.keys = stored_keys(&family.facts());
                for id in family.members.clone() {
                    if let Some(row) = persons.edit(&id) {
                        row.family_id = family_id;
                    }
                }
                for one in &event.members {
                    let facts = facts_of(persons, family_id, &one.member);
                    self.put(persons, PersonRow::new(one.member_id.0, family_id, facts));
                }
            }
            _ => {}
        }
    }

    /// Takes out whoever is forgotten, wherever the person is registered.
    fn forget(&mut self, persons: &mut Table<PersonRow>, id: Uuid) {
        let family = persons.get(&id).map(|row| row.family_id);
        if let Some(family) = family {
            self.remove(persons, family, id);
        }
    }

    fn put(&mut self, persons: &mut Table<PersonRow>, row: PersonRow) {
        let former = persons.get(&row.person_id).cloned();
        self.count(former.as_ref(), -1);
        self.count(Some(&row), 1);
        persons.put(row);
    }

    /// Takes out who belongs to the family; who has moved on belongs to another.
    fn remove(&mut self, persons: &mut Table<PersonRow>, family_id: Uuid, id: Uuid) {
        let Some(row) = persons.get(&id).filter(|row| row.family_id == family_id) else { return };
        self.count(Some(&row.clone()), -1);
        persons.remove(id);
    }

    fn remove_family(&mut self, persons: &mut Table<PersonRow>, family_id: Uuid) {
        let members = persons.get(&family_id).map(|family| family.members.clone()).unwrap_or_default();
        members.into_iter().chain([family_id]).for_each(|id| self.remove(persons, family_id, id));
    }

    fn count(&mut self, row: Option<&PersonRow>, by: i32) {
        for word in row.map(PersonRow::borne).unwrap_or_default() {
            let known = self.words.edit_or(word.clone(), || WordRow { word: word.clone(), persons: 0 });
            known.persons += by;
            if known.persons <= 0 {
                self.words.remove(word);
            }
        }
    }
}

/// A member without a surname of the own is registered under the family's.
fn facts_of(persons: &Table<PersonRow>, family_id: Uuid, facts: &MemberFacts) -> PersonFacts {
    let text = |text: &Option<hamyar_events::Personal<String>>| text.as_ref().and_then(|text| text.value.clone());
    let family = persons.get(&family_id).and_then(|family| family.family_name.clone());
    let birth_date = facts.birth_date.as_ref().and_then(|date| date.value);
    PersonFacts {
        given_name: facts.given_name.value.clone(),
        family_name: text(&facts.family_name).or(family),
        names: None,
        father_name: text(&facts.father_name),
        birth_date,
        birth_year: birth_date.map(hamyar_persian::jalali_year),
        phone: text(&facts.phone).as_deref().and_then(hamyar_persian::person::phone_key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hamyar_events::family::{MemberJoined, PersonalDataErased};
    use hamyar_events::{ErasureGround, ErasureId, MemberId, Personal, Relation};

    fn joined(member: Uuid, given: &str) -> FamilyEvent {
        let facts = MemberFacts {
            given_name: Personal::of_person(member, given.to_owned()),
            family_name: Some(Personal::of_person(member, "ورجاوند".to_owned())),
            father_name: None,
            national_id: None,
            birth_date: None,
            sex: None,
            relation: Relation::Child,
            phone: None,
            education: None,
            occupation: None,
            skill: None,
            work: None,
            schooling: None,
        };
        MemberJoined { member_id: MemberId(member), member: facts, joined_on: day() }.into()
    }

    fn day() -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default()
    }

    #[test]
    fn names_are_counted_and_a_forgotten_one_leaves_no_trace() {
        let (family, one, other) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut persons = Table::<PersonRow>::empty();
        let mut register = Register { words: Table::empty() };
        persons.put(PersonRow::new(family, family, PersonFacts::default()));
        register.take(&mut persons, family, &joined(one, "ژینوس"));
        register.take(&mut persons, family, &joined(other, "بهمن"));
        let count = |register: &Register, word: &str| register.words.get(&sound(word)).map(|row| row.persons);
        assert_eq!(count(&register, "ورجاوند"), Some(2));
        assert_eq!(register.words.get(&String::new()).map(|row| row.persons), Some(2));
        let erased = PersonalDataErased {
            erasure_id: ErasureId(Uuid::nil()),
            member_id: Some(MemberId(one)),
            ground: ErasureGround::PersonRequest,
            subjects: vec![Subject::Person(one)],
            requested_by: Uuid::nil(),
            requested_on: day(),
            approved_by: Uuid::nil(),
            erased_on: day(),
        };
        register.take(&mut persons, family, &erased.into());
        assert_eq!((count(&register, "ژینوس"), count(&register, "ورجاوند")), (None, Some(1)));
        assert!(persons.get(&one).is_none() && persons.get(&other).is_some());
    }
}
