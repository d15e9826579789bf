//! Keys under which descriptions of one person meet, whatever one clerk misheard or mistyped. Each is narrow: the most common name of a million
//! persons stands behind a few thousand of them, all others behind a handful.

use super::words::{Word, run};
use super::{Described, PersonFacts};

/// What a key is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The whole name, joined.
    Whole = 1,
    /// One piece of the given name and one of the family name.
    Pair,
    /// Given name with a letter gone, and how the family name begins.
    GivenTypo,
    /// How the given name begins, and the family name with a letter gone.
    FamilyTypo,
    FamilyAndYear,
    GivenAndYear,
    GivenAndFather,
    Birth,
    Phone,
    /// One word of a name.
    Word,
}

/// The keys under which a person of the register is found.
pub fn stored_keys(facts: &PersonFacts) -> Vec<i32> {
    let person = Described::new(facts);
    let mut keys = Keys::default();
    keys.named(&person, &person.given, &person.family, 0);
    keys.certain(&person);
    keys.words(person.all_words());
    keys.done()
}

/// The keys by which a person is looked for: both orders of the names, and years beside the one that was told.
pub fn sought_keys(person: &Described) -> SoughtKeys {
    let mut keys = Keys::default();
    keys.named(person, &person.given, &person.family, 1);
    keys.named(person, &person.family, &person.given, 1);
    for split in 1..person.loose.len().min(5) {
        let (first, rest) = person.loose.split_at(split);
        keys.named(person, first, rest, 1);
        keys.named(person, rest, first, 1);
    }
    keys.certain(person);
    SoughtKeys(keys.sorted())
}

/// Keys by which a person is looked for, apart by how much it says to share one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtKeys(Vec<(Kind, i32)>);

impl SoughtKeys {
    /// Every one of them.
    pub fn all(&self) -> Vec<i32> {
        self.of(|_| true)
    }
    /// Each with the stable name of what it is made of.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, i32)> {
        self.0.iter().map(|(kind, key)| (kind.name(), *key))
    }
    /// The telephone.
    pub fn phones(&self) -> Vec<i32> {
        self.of(|kind| kind == Kind::Phone)
    }
    /// The day of birth.
    pub fn births(&self) -> Vec<i32> {
        self.of(|kind| kind == Kind::Birth)
    }
    /// The whole name.
    pub fn whole(&self) -> Vec<i32> {
        self.of(|kind| kind == Kind::Whole)
    }
    /// One half of the name with a letter gone, and how the other begins.
    pub fn slips(&self) -> Vec<i32> {
        self.of(|kind| matches!(kind, Kind::GivenTypo | Kind::FamilyTypo))
    }
    /// Something of both halves of the name.
    pub fn names(&self) -> Vec<i32> {
        self.of(Kind::is_name)
    }
    /// One half of the name beside a year of birth or a father's name.
    pub fn beside(&self) -> Vec<i32> {
        self.of(Kind::is_beside)
    }
    /// Those behind which more may stand than can be read.
    pub fn broad(&self) -> Vec<i32> {
        self.of(|kind| kind == Kind::Pair || kind.is_beside())
    }
    /// What there is beside one half of the name, each kind apart: who shares two kinds shares both halves, or all but one.
    pub fn kinds_beside(&self) -> [Vec<i32>; 3] {
        [Kind::FamilyAndYear, Kind::GivenAndYear, Kind::GivenAndFather].map(|kind| self.of(|one| one == kind))
    }

    fn of(&self, wanted: impl Fn(Kind) -> bool) -> Vec<i32> {
        self.0.iter().filter(|(kind, _)| wanted(*kind)).map(|(_, key)| *key).collect()
    }
}

impl Kind {
    /// What it is made of, in a word that does not change.
    const fn name(self) -> &'static str {
        match self {
            Self::Whole => "name",
            Self::Pair => "name_pieces",
            Self::GivenTypo | Self::FamilyTypo => "name_slip",
            Self::FamilyAndYear => "family_name_and_birth_year",
            Self::GivenAndYear => "given_name_and_birth_year",
            Self::GivenAndFather => "given_name_and_father_name",
            Self::Birth => "birth_date",
            Self::Phone => "phone",
            Self::Word => "name_word",
        }
    }
    fn is_name(self) -> bool {
        matches!(self, Self::Whole | Self::Pair | Self::GivenTypo | Self::FamilyTypo)
    }
    fn is_beside(self) -> bool {
        matches!(self, Self::FamilyAndYear | Self::GivenAndYear | Self::GivenAndFather)
    }
}

/// The keys of single words: for who gives one word, and for names that nothing narrower finds.
pub fn loose_keys(person: &Described) -> Vec<i32> {
    let mut keys = Keys::default();
    keys.words(person.all_words());
    keys.done()
}

#[derive(Default)]
struct Keys(Vec<(Kind, i32)>);

impl Keys {
    fn add(&mut self, kind: Kind, parts: &[&str]) {
        self.0.push((kind, digest(kind, parts)));
    }

    /// The keys of a name whose two halves are known, and of what else is known beside it.
    fn named(&mut self, person: &Described, given: &[Word], family: &[Word], years_beside: i32) {
        let (given_joined, family_joined) = (joined(given), joined(family));
        let (givens, families) = (parts(given), parts(family));
        if !given.is_empty() && !family.is_empty() {
            self.add(Kind::Whole, &[&run(given.iter().chain(family))]);
            for one in &givens {
                for other in &families {
                    let (first, second) = if one <= other { (one, other) } else { (other, one) };
                    self.add(Kind::Pair, &[first, second]);
                }
            }
            for typo in without_a_letter(&given_joined) {
                self.add(Kind::GivenTypo, &[&typo, beginning(&family_joined)]);
            }
            for typo in without_a_letter(&family_joined) {
                self.add(Kind::FamilyTypo, &[beginning(&given_joined), &typo]);
            }
        }
        if let Some(year) = person.birth_year {
            for year in year - years_beside..=year + years_beside {
                let year = year.to_string();
                families.iter().for_each(|family| self.add(Kind::FamilyAndYear, &[family, &year]));
                givens.iter().for_each(|given| self.add(Kind::GivenAndYear, &[given, &year]));
            }
        }
        if !person.father.is_empty() {
            let father = joined(&person.father);
            givens.iter().for_each(|given| self.add(Kind::GivenAndFather, &[given, &father]));
        }
    }

    fn certain(&mut self, person: &Described) {
        if let Some(date) = person.birth_date {
            self.add(Kind::Birth, &[&date.to_string()]);
        }
        if let Some(phone) = &person.phone {
            self.add(Kind::Phone, &[phone]);
        }
    }

    fn words<'a>(&mut self, words: impl Iterator<Item = &'a Word>) {
        for word in words {
            self.add(Kind::Word, &[&word.sound]);
            word.pieces.iter().for_each(|piece| self.add(Kind::Word, &[piece]));
        }
    }

    fn done(self) -> Vec<i32> {
        let mut keys: Vec<i32> = self.0.into_iter().map(|(_, key)| key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn sorted(mut self) -> Vec<(Kind, i32)> {
        self.0.sort_unstable();
        self.0.dedup();
        self.0
    }
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.sound.as_str()).collect()
}

/// The words of one half of a name, its pieces, and the whole half.
fn parts(words: &[Word]) -> Vec<String> {
    let mut parts: Vec<String> =
        words.iter().flat_map(|word| std::iter::once(&word.sound).chain(&word.pieces)).cloned().collect();
    if words.len() > 1 {
        parts.push(joined(words));
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn beginning(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

/// The word, and the word with each one of its letters gone: two words that one slip of the finger sets apart have one of these in common.
fn without_a_letter(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = vec![word.to_owned()];
    if letters.len() > 2 {
        for gone in 0..letters.len() {
            all.push(
                letters.iter().enumerate().filter(|(place, _)| *place != gone).map(|(_, letter)| letter).collect(),
            );
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// FNV-1a, folded to 32 bits. Keys of different persons may collide; what they find is compared anyway.
fn digest(kind: Kind, parts: &[&str]) -> i32 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    take(kind as u8);
    for part in parts {
        part.bytes().for_each(&mut take);
        take(0);
    }
    let folded = (hash >> 32) ^ (hash & 0xffff_ffff);
    let bytes = folded.to_le_bytes();
    i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}
