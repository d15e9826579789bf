//! Whether two descriptions speak of one person: for finding who is registered already before anybody is registered again.
//!
//! A description is looked up by a few [keys](stored_keys) that survive misspelling, so that a register of a million persons is never read
//! through; what the keys find is [compared](compare) field by field. Evidence is counted in bits: a name that many bear says little, one that
//! few bear says much, and how many bear it is learned from the register itself ([`Rarity`]). Nothing is decided here: a person looks.

mod evidence;
mod keys;
#[cfg(test)]
mod tests;
mod words;

pub use evidence::{Compared, LIKELY, Likeness, Rarity, compare, compare_twice};
pub use keys::{SoughtKeys, loose_keys, sought_keys, stored_keys};
pub use words::{name_words, sound};

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::fold::fold;
use crate::jalali::jalali_year;
use words::Word;

/// What is known of a person, as it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonFacts {
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    /// Names of which nobody said which is the given one.
    pub names: Option<String>,
    pub father_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    /// Jalali year of birth, where no more is known.
    pub birth_year: Option<i32>,
    pub phone: Option<String>,
}

/// A description, folded once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Described {
    given: Vec<Word>,
    family: Vec<Word>,
    loose: Vec<Word>,
    father: Vec<Word>,
    birth_date: Option<NaiveDate>,
    birth_year: Option<i32>,
    phone: Option<String>,
    /// Given and family name as one run of sounds.
    whole: String,
}

impl Described {
    /// Folds what is known of a person.
    pub fn new(facts: &PersonFacts) -> Self {
        Describer::default().describe(facts)
    }

    /// Whether a name is part of the description.
    pub fn is_named(&self) -> bool {
        self.all_words().next().is_some()
    }

    /// The sounds of every word of the name, for [`Rarity`].
    pub fn sounds(&self) -> impl Iterator<Item = &str> {
        self.all_words().chain(&self.father).map(|word| word.sound.as_str())
    }

    /// The sounds that count as borne by this person: the words of the name, each once.
    pub fn borne(&self) -> Vec<String> {
        let mut borne: Vec<String> = self.all_words().map(|word| word.sound.clone()).collect();
        borne.sort_unstable();
        borne.dedup();
        borne
    }

    fn all_words(&self) -> impl Iterator<Item = &Word> {
        self.given.iter().chain(&self.family).chain(&self.loose)
    }
}

/// Describes many persons: most bear names that others bear as well, and each name is folded once.
#[derive(Debug, Default)]
pub struct Describer {
    known: HashMap<String, Vec<Word>>,
}

impl Describer {
    /// Folds what is known of a person.
    pub fn describe(&mut self, facts: &PersonFacts) -> Described {
        let (given, family) = (self.words(&facts.given_name), self.words(&facts.family_name));
        Described {
            whole: words::run(given.iter().chain(&family)),
            given,
            family,
            loose: self.words(&facts.names),
            father: self.words(&facts.father_name),
            birth_date: facts.birth_date,
            birth_year: facts.birth_date.map(jalali_year).or(facts.birth_year),
            phone: facts.phone.as_deref().and_then(phone_key),
        }
    }

    fn words(&mut self, name: &Option<String>) -> Vec<Word> {
        let Some(name) = name else { return Vec::new() };
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let words = words::words_of(name);
        self.known.insert(name.clone(), words.clone());
        words
    }
}

/// The last ten digits of a telephone, so that `0912…`, `+98912…` and Persian digits find one another.
pub fn phone_key(phone: &str) -> Option<String> {
    let digits: String = fold(phone).chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 7).then(|| digits[digits.len().saturating_sub(10)..].to_owned())
}
