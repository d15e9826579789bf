//! Rows of the projection.

use chrono::NaiveDate;
use hamyar_persian::person::{Described, PersonFacts, stored_keys};
use uuid::Uuid;

use crate::rows::row;

row! {
    /// One person; or, under its own id, a family, which is found by its name as well.
    PersonRow in "person" {
        person_id: Uuid,
        family_id: Uuid,
        given_name: Option<String>,
        family_name: Option<String>,
        father_name: Option<String>,
        birth_date: Option<NaiveDate>,
        birth_year: Option<i32>,
        phone: Option<String>,
        keys: Vec<i32>,
        members: Vec<Uuid>,
    }
}

row! {
    /// How many persons bear a word in their names; the blank word counts all persons.
    WordRow in "person_word" {
        word: String,
        persons: i32,
    }
}

impl PersonRow {
    /// A row of what is known, found under its keys.
    pub fn new(person_id: Uuid, family_id: Uuid, facts: PersonFacts) -> Self {
        Self {
            person_id,
            family_id,
            keys: stored_keys(&facts),
            given_name: facts.given_name,
            family_name: facts.family_name,
            father_name: facts.father_name,
            birth_date: facts.birth_date,
            birth_year: facts.birth_year,
            phone: facts.phone,
            members: Vec::new(),
        }
    }

    pub fn facts(&self) -> PersonFacts {
        PersonFacts {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            names: None,
            father_name: self.father_name.clone(),
            birth_date: self.birth_date,
            birth_year: self.birth_year,
            phone: self.phone.clone(),
        }
    }

    /// The words that count as borne by this person, the blank one among them. A family is no person.
    pub fn borne(&self) -> Vec<String> {
        if self.person_id == self.family_id {
            return Vec::new();
        }
        let mut borne = Described::new(&self.facts()).borne();
        borne.push(String::new());
        borne
    }
}
