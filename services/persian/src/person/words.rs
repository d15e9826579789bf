//! The words of a name, and how each sounds.

use crate::fold::tokens;

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As search folds it.
    pub(super) folded: String,
    /// As it sounds.
    pub(super) sound: String,
    /// Sounds of the pieces that people leave out or write apart: «محمد» and «رضا» of «محمدرضا», «احمد» of «احمدپور».
    pub(super) pieces: Vec<String>,
    /// How many letters it has as it sounds and as it is folded.
    pub(super) letters: (usize, usize),
}

/// Forms of address and signs of descent, which one clerk writes and the next leaves out.
const TITLES: &[&str] = &[
    "سید",
    "سیده",
    "سادات",
    "حاج",
    "حاجی",
    "حاجیه",
    "میرزا",
    "کربلایی",
    "شیخ",
    "ملا",
    "خانم",
    "بانو",
    "اقا",
    "اقای",
    "دکتر",
    "مهندس",
    "استاد",
];

/// First halves of given names that are written joined or apart, or left out.
const BEFORE: &[&str] =
    &["محمد", "علی", "امیر", "غلام", "عبدال", "عبد", "فاطمه", "زهرا", "ابو", "گل", "حبیب", "نور", "ملا"];

/// Ends of family names that are written joined or apart, or left out.
const AFTER: &[&str] = &[
    "زاده", "پور", "نژاد", "نیا", "خواه", "منش", "دوست", "تبار", "وند", "راد", "اصل", "فر", "یان", "مقدم", "خانی",
    "رضا", "علی", "حسین",
];

/// The fewest letters that a piece is worth looking at.
const PIECE_MIN: usize = 3;

/// The folded words of a name without forms of address; a name that is nothing else keeps them.
pub fn name_words(name: &str) -> Vec<String> {
    let all = tokens(name);
    let names: Vec<String> = all.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect();
    if names.is_empty() { all } else { names }
}

pub(super) fn words_of(name: &str) -> Vec<Word> {
    name_words(name).into_iter().map(Word::new).collect()
}

impl Word {
    pub(super) fn new(folded: String) -> Self {
        let sound = sound(&folded);
        let mut pieces: Vec<String> = Vec::new();
        let mut add = |piece: &str| {
            if piece.chars().count() >= PIECE_MIN {
                pieces.push(super::sound(piece));
            }
        };
        for half in BEFORE {
            if let Some(rest) = folded.strip_prefix(half).filter(|rest| rest.chars().count() >= PIECE_MIN) {
                add(half);
                add(rest);
                break;
            }
        }
        for half in AFTER {
            if let Some(rest) = folded.strip_suffix(half).filter(|rest| rest.chars().count() >= PIECE_MIN) {
                add(rest);
                break;
            }
        }
        pieces.retain(|piece| *piece != sound);
        pieces.sort_unstable();
        pieces.dedup();
        let letters = (sound.chars().count(), folded.chars().count());
        Self { folded, sound, pieces, letters }
    }
}

/// Words as one run of sounds, whatever stands where one ends and the next begins.
pub(super) fn run<'a>(words: impl Iterator<Item = &'a Word>) -> String {
    let mut run = String::new();
    for letter in words.flat_map(|word| word.sound.chars()) {
        if !run.ends_with(letter) {
            run.push(letter);
        }
    }
    run
}

/// How a word sounds: letters that Persian speaks alike are one, a letter written twice is one, and what is not spoken is gone.
pub fn sound(word: &str) -> String {
    let mut heard = String::with_capacity(word.len());
    let folded = crate::fold::fold_joined(word).replace("خوا", "خا");
    for letter in folded.chars() {
        let spoken = match letter {
            'ث' | 'ص' => 'س',
            'ذ' | 'ض' | 'ظ' => 'ز',
            'ط' => 'ت',
            'ح' => 'ه',
            'غ' => 'ق',
            'ع' => continue,
            other => other,
        };
        if !heard.ends_with(spoken) {
            heard.push(spoken);
        }
    }
    // «ع» alone, or a word of nothing but it.
    if heard.is_empty() { folded } else { heard }
}
