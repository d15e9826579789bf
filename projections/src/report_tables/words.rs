//! Codes of closed sets as people read them, in both languages.

use crate::views::Title;

/// The word of a code in a list of `(code, fa, en)`; the code itself where there is none.
pub(super) fn word(words: &[(&str, &str, &str)], code: &str) -> Title {
    words
        .iter()
        .find(|(known, _, _)| *known == code)
        .map_or_else(|| Title::new(code, code), |(_, fa, en)| Title::new(*fa, *en))
}

const LEVELS: &[(&str, &str, &str)] = &[
    ("country", "کشور", "country"),
    ("province", "استان", "province"),
    ("county", "شهرستان", "county"),
    ("district", "بخش", "district"),
    ("city", "شهر", "city"),
    ("village", "روستا", "village"),
    ("zone", "پهنه", "zone"),
    ("municipal_district", "منطقهٔ شهرداری", "municipal district"),
];

/// A level of the tree of places.
pub(super) fn level(code: &str) -> Title {
    word(LEVELS, code)
}

/// How far a task of an office is.
pub(super) fn work_state(code: &str) -> Title {
    let words = [
        ("not_begun", "آغاز نشده", "not begun"),
        ("begun", "در کار", "begun"),
        ("done", "انجام‌شده", "done"),
        ("left_out", "کنار گذاشته", "left out"),
    ];
    word(&words, code)
}
