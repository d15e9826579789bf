//! How the same person is written down a second time, at another desk, from hearing or from a bad copy. Nothing here knows how search folds or
//! hears: the slips are those of keyboards, ears, copies and memory.

use chrono::{Datelike, Days};

use super::super::PersonFacts;
use super::register::Chance;
use crate::jalali::jalali_year;

/// Rows of the usual Persian keyboard: fingers slip to a neighbor.
const KEYBOARD: &[&str] = &["ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"];
/// Letters that a clerk who hears a name may choose between.
const HEARD: &[&[char]] =
    &[&['ز', 'ذ', 'ض', 'ظ'], &['س', 'ص', 'ث'], &['ت', 'ط'], &['ه', 'ح'], &['ق', 'غ'], &['ا', 'ع']];
/// Dots that a bad copy loses.
const DOTS: &[(char, char)] =
    &[('پ', 'ب'), ('چ', 'ج'), ('ژ', 'ز'), ('گ', 'ک'), ('ش', 'س'), ('خ', 'ح'), ('ق', 'ف'), ('ذ', 'د'), ('ض', 'ص')];
/// What is said with a name without being one.
const SAID: &[&str] = &["سید", "سیده", "حاج", "حاجیه", "خانم", "کربلایی"];

pub(super) struct Clerk(Chance);

impl Clerk {
    pub(super) fn new(seed: u64) -> Self {
        Self(Chance::new(seed))
    }

    /// The person, as written this time.
    pub(super) fn writes(&mut self, of: &PersonFacts) -> PersonFacts {
        let mut given = of.given_name.clone().unwrap_or_default();
        let mut family = of.family_name.clone().unwrap_or_default();
        // Every other time one slip, sometimes two, sometimes none.
        for _ in 0..[0, 1, 1, 1, 2, 2][self.0.below(6)] {
            if self.0.percent(40) {
                given = self.slip(&given);
            } else {
                family = self.slip(&family);
            }
        }
        if self.0.percent(8) {
            given = format!("{} {given}", self.0.one(SAID));
        }
        if self.0.percent(50) {
            (given, family) = (other_keyboard(&given), other_keyboard(&family));
        }
        let (given, family) = if self.0.percent(6) { (family, given) } else { (given, family) };
        let mut written = PersonFacts { given_name: Some(given), family_name: Some(family), ..PersonFacts::default() };
        if self.0.percent(10) {
            let names = [written.given_name.take(), written.family_name.take()];
            written.names = Some(names.into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
        written.father_name = self.father(of);
        self.birth(of, &mut written);
        written.phone = self.phone(of);
        written
    }

    fn slip(&mut self, name: &str) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        if letters.len() < 3 {
            return name.to_owned();
        }
        let place = self.0.below(letters.len());
        match self.0.below(9) {
            0 => {
                if let Some(same) = HEARD.iter().find(|same| same.contains(&letters[place])) {
                    letters[place] = same[self.0.below(same.len())];
                }
            }
            1 => {
                let keys: Vec<Vec<char>> = KEYBOARD.iter().map(|row| row.chars().collect()).collect();
                for row in &keys {
                    if let Some(key) = row.iter().position(|key| *key == letters[place]) {
                        let beside =
                            if key + 1 < row.len() && self.0.percent(50) { key + 1 } else { key.saturating_sub(1) };
                        letters[place] = row[beside];
                        break;
                    }
                }
            }
            2 if place + 1 < letters.len() => letters.swap(place, place + 1),
            3 => {
                letters.remove(place);
            }
            4 => letters.insert(place, letters[place]),
            5 => {
                if let Some((_, bare)) = DOTS.iter().find(|(dotted, _)| *dotted == letters[place]) {
                    letters[place] = *bare;
                }
            }
            // Joined or apart, with a blank or a half blank.
            6 => {
                if let Some(blank) = letters.iter().position(|letter| *letter == ' ') {
                    letters.remove(blank);
                } else if letters.len() > 6 {
                    let middle = letters.len() / 2;
                    letters.insert(middle, if self.0.percent(50) { ' ' } else { '\u{200C}' });
                }
            }
            // The second word is left out.
            7 => return name.split(' ').next().unwrap_or(name).to_owned(),
            // Of a double name one half is used.
            _ => {
                for first in ["محمد", "غلام", "امیر", "علی"] {
                    if let Some(rest) = name.strip_prefix(first).filter(|rest| rest.chars().count() > 2) {
                        return rest.trim().to_owned();
                    }
                }
            }
        }
        letters.into_iter().collect()
    }

    fn father(&mut self, of: &PersonFacts) -> Option<String> {
        let father = of.father_name.as_ref().filter(|_| self.0.percent(75))?;
        Some(if self.0.percent(10) { self.slip(father) } else { father.clone() })
    }

    fn birth(&mut self, of: &PersonFacts, written: &mut PersonFacts) {
        let Some(date) = of.birth_date else { return };
        let year = jalali_year(date);
        match self.0.below(100) {
            0..60 => written.birth_date = Some(date),
            // The first of the month, for who does not remember.
            60..65 => written.birth_date = date.with_day(1),
            65..70 => written.birth_date = Some(date + Days::new(365)),
            70..84 => written.birth_year = Some(year),
            84..88 => written.birth_year = Some(year - 1),
            // 1362 and 1326.
            88..91 => written.birth_year = Some(year / 100 * 100 + year % 10 * 10 + year / 10 % 10),
            _ => {}
        }
    }

    fn phone(&mut self, of: &PersonFacts) -> Option<String> {
        let phone = of.phone.clone()?;
        match self.0.below(100) {
            0..50 => Some(phone),
            50..60 => Some(format!("+98{}", &phone[1..])),
            60..66 => {
                let mut digits = phone.into_bytes();
                let place = 4 + self.0.below(6);
                digits[place] = b'0' + (digits[place] - b'0' + 1) % 10;
                String::from_utf8(digits).ok()
            }
            66..72 => Some(format!("09{:09}", self.0.below(1_000_000_000))),
            _ => None,
        }
    }
}

fn other_keyboard(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'ی' => 'ي',
            'ک' => 'ك',
            other => other,
        })
        .collect()
}
