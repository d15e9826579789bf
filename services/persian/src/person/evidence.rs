//! Weighing what two descriptions have in common against what sets them apart.

use std::collections::HashMap;

use serde::Serialize;

use super::Described;
use super::words::{Word, run};

/// From this score on two descriptions are more likely of one person than not.
pub const LIKELY: u8 = 70;

/// Why two descriptions seem to speak of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same words, in whatever order and spelling.
    Name,
    /// Words that a slip of the ear or of the finger sets apart.
    SimilarName,
    FatherName,
    BirthDate,
    BirthYear,
    Phone,
}

impl Likeness {
    /// The name in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::SimilarName => "similar_name",
            Self::FatherName => "father_name",
            Self::BirthDate => "birth_date",
            Self::BirthYear => "birth_year",
            Self::Phone => "phone",
        }
    }
}

/// How common each word is among the persons of a register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rarity {
    persons: u32,
    bearers: HashMap<String, u32>,
}

impl Rarity {
    /// So many persons in all, and how many of them bear each sound.
    pub fn new(persons: u32, bearers: impl IntoIterator<Item = (String, u32)>) -> Self {
        Self { persons, bearers: bearers.into_iter().collect() }
    }

    /// What it says that two share words of these sounds, in bits. A misspelled word is as common as the word that was meant.
    fn bits(&self, one: &str, other: &str) -> f64 {
        let of = |sound: &str| self.bearers.get(sound).copied().unwrap_or(0);
        let bearers = of(one).max(of(other));
        ((f64::from(self.persons) + 10.0) / (f64::from(bearers) + 1.0)).log2().clamp(1.0, 14.0)
    }

    /// What must be overcome: any of all these persons could be meant.
    fn prior(&self) -> f64 {
        (f64::from(self.persons) + 10.0).log2()
    }
}

/// How surely two descriptions are of one person, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// 0 to 99; [`LIKELY`] and above is more likely than not.
    pub score: u8,
    pub reasons: Vec<Likeness>,
}

/// Compares who is sought with who is held. What either does not tell counts neither way.
pub fn compare(sought: &Described, held: &Described, rarity: &Rarity) -> Compared {
    compare_twice(sought, held, rarity).0
}

/// The same with the telephone and without it.
pub fn compare_twice(sought: &Described, held: &Described, rarity: &Rarity) -> (Compared, Compared) {
    let mut weighed = Weighed::default();
    weighed.names(sought, held, rarity);
    weighed.father(sought, held, rarity);
    weighed.birth(sought, held);
    let unphoned = weighed.clone();
    weighed.phone(sought, held);
    (weighed.compared(rarity), unphoned.compared(rarity))
}

#[derive(Clone, Default)]
struct Weighed {
    bits: f64,
    reasons: Vec<Likeness>,
}

/// A word of one description that nothing in the other answers to.
const WORD_MISSING: f64 = 2.5;
/// The same of who is held: people are sought by part of their names.
const WORD_NOT_GIVEN: f64 = 0.5;
/// A word in place of another: brothers, sisters and namesakes.
const OTHER_WORD: f64 = 9.0;

impl Weighed {
    fn compared(mut self, rarity: &Rarity) -> Compared {
        if self.reasons.is_empty() {
            return Compared::default();
        }
        // Four points a bit; even odds are `LIKELY`.
        let score = f64::from(LIKELY) + 4.0 * (self.bits - rarity.prior());
        self.reasons.sort_unstable();
        // Between 1 and 99.
        Compared { score: score.round().clamp(1.0, 99.0) as u8, reasons: self.reasons }
    }

    fn names(&mut self, sought: &Described, held: &Described, rarity: &Rarity) {
        let (left, right): (Vec<&Word>, Vec<&Word>) = (sought.all_words().collect(), held.all_words().collect());
        if left.is_empty() || right.is_empty() {
            return;
        }
        let by_words = by_words(&left, &right, rarity);
        let by_whole = by_whole(sought, held, rarity);
        let (bits, likeness) = match by_whole {
            Some(whole) if whole.0 > by_words.0 => whole,
            _ => by_words,
        };
        self.bits += bits;
        self.reasons.extend(likeness);
    }

    fn father(&mut self, sought: &Described, held: &Described, rarity: &Rarity) {
        if sought.father.is_empty() || held.father.is_empty() {
            return;
        }
        let mut best: (f64, f64) = (0.0, 0.0);
        for one in &sought.father {
            for other in &held.father {
                let alike = likeness(one, other);
                best = if alike > best.0 { (alike, rarity.bits(&one.sound, &other.sound)) } else { best };
            }
        }
        let whole = |words: &[Word]| words.iter().map(|word| word.sound.as_str()).collect::<String>();
        if whole(&sought.father) == whole(&held.father) {
            best.0 = 1.0;
        }
        if best.0 > 0.0 {
            // Few names are so rare among fathers as among all.
            self.bits += best.0 * best.1.clamp(2.0, 7.0);
            self.reasons.push(Likeness::FatherName);
        } else {
            self.bits -= 5.0;
        }
    }

    fn birth(&mut self, sought: &Described, held: &Described) {
        if let (Some(left), Some(right)) = (sought.birth_date, held.birth_date)
            && left == right
        {
            self.bits += 13.0;
            self.reasons.push(Likeness::BirthDate);
            return;
        }
        let (Some(left), Some(right)) = (sought.birth_year, held.birth_year) else { return };
        let whole = sought.birth_date.is_some() && held.birth_date.is_some();
        match (left - right).abs() {
            0 => {
                self.bits += if whole { 3.0 } else { 5.5 };
                self.reasons.push(Likeness::BirthYear);
            }
            1 => self.bits += if whole { 0.0 } else { 2.0 },
            // Two digits in each other's place, or one mistyped: 1362 and 1326, 1345 and 1375.
            _ if one_slip(&left.to_string(), &right.to_string()) => self.bits -= 3.0,
            2..=4 => self.bits -= 4.0,
            _ => self.bits -= 9.0,
        }
    }

    fn phone(&mut self, sought: &Described, held: &Described) {
        let (Some(left), Some(right)) = (&sought.phone, &held.phone) else { return };
        if left == right {
            self.bits += 20.0;
            self.reasons.push(Likeness::Phone);
        } else if left.len() == right.len() && one_slip(left, right) {
            self.bits += 8.0;
            self.reasons.push(Likeness::Phone);
        } else {
            self.bits -= 1.0;
        }
    }
}

fn one_slip(left: &str, right: &str) -> bool {
    strsim::osa_distance(left, right) == 1
}

/// Each word with the one it is most like, in any order.
fn by_words(left: &[&Word], right: &[&Word], rarity: &Rarity) -> (f64, Option<Likeness>) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (here, one) in left.iter().enumerate() {
        for (there, other) in right.iter().enumerate() {
            let alike = likeness(one, other);
            if alike > 0.0 {
                pairs.push((alike, here, there));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut used_left, mut used_right) = (vec![false; left.len()], vec![false; right.len()]);
    let (mut bits, mut matched, mut least) = (0.0, 0_usize, 1.0_f64);
    for (alike, here, there) in pairs {
        if used_left[here] || used_right[there] {
            continue;
        }
        (used_left[here], used_right[there]) = (true, true);
        bits += alike * rarity.bits(&left[here].sound, &right[there].sound);
        matched += 1;
        least = least.min(alike);
    }
    let (missing, extra) = (left.len() - matched, right.len() - matched);
    let replaced = missing.min(extra);
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    bits -= count(replaced) * OTHER_WORD;
    bits -= count(missing - replaced) * WORD_MISSING;
    bits -= count(extra - replaced) * WORD_NOT_GIVEN;
    let likeness = match matched {
        0 => None,
        _ if missing == 0 && least > 0.9 => Some(Likeness::Name),
        _ => Some(Likeness::SimilarName),
    };
    (bits, likeness)
}

/// The names as one run of letters: «محمدعلی خانی» and «محمد علیخانی».
fn by_whole(sought: &Described, held: &Described, rarity: &Rarity) -> Option<(f64, Option<Likeness>)> {
    let target = &held.whole;
    let ways = if sought.loose.is_empty() {
        vec![sought.whole.clone(), run(sought.family.iter().chain(&sought.given))]
    } else {
        vec![run(sought.loose.iter())]
    };
    let long = target.chars().count();
    let apart = ways.iter().map(|way| apart(way, way.chars().count(), target, long)).min()?;
    let alike = match apart {
        0 => 1.0,
        1 if long >= 7 => 0.85,
        _ => return None,
    };
    // The two were cut differently: take the cut that says less.
    let of = |person: &Described| -> f64 { person.all_words().map(|word| rarity.bits(&word.sound, &word.sound)).sum() };
    let bits = alike * of(sought).min(of(held));
    Some((bits, Some(if apart == 0 { Likeness::Name } else { Likeness::SimilarName })))
}

/// How many slips set two words apart, as far as it matters: words of very different length are not looked at letter by letter.
fn apart(one: &str, letters: usize, other: &str, others: usize) -> usize {
    match letters.abs_diff(others) {
        0..=2 => strsim::osa_distance(one, other),
        more => more,
    }
}

/// 0 (another word) to 1 (the same).
fn likeness(one: &Word, other: &Word) -> f64 {
    if one.folded == other.folded {
        return 1.0;
    }
    if one.sound == other.sound {
        return 0.95;
    }
    let length = one.letters.0.max(other.letters.0);
    let apart = apart(&one.sound, one.letters.0, &other.sound, other.letters.0).min(apart(
        &one.folded,
        one.letters.1,
        &other.folded,
        other.letters.1,
    ));
    match (apart, length) {
        (1, 5..) => 0.8,
        (1, 4) => 0.65,
        (2, 7..) => 0.55,
        _ if one.pieces.contains(&other.sound) || other.pieces.contains(&one.sound) => 0.7,
        (1, 3) => 0.35,
        _ if one.pieces.iter().any(|piece| other.pieces.contains(piece)) => 0.3,
        _ => 0.0,
    }
}
