//! What is found of people registered before, on a register made for the purpose whose truth is known.

mod clerks;
mod register;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::*;
use clerks::Clerk;
use register::{Chance, Resident, residents};

fn named(given: &str, family: &str) -> PersonFacts {
    PersonFacts { given_name: Some(given.to_owned()), family_name: Some(family.to_owned()), ..PersonFacts::default() }
}

fn meets(one: &PersonFacts, other: &PersonFacts) -> bool {
    let stored = stored_keys(one);
    sought_keys(&Described::new(other)).all().iter().any(|key| stored.contains(key))
}

#[test]
fn letters_that_sound_alike_are_one() {
    for (one, other) in [("صغری", "سغرا"), ("طاهره", "تاهره"), ("معصومه", "مصومه"), ("داوود", "داود"), ("قلی", "غلی")]
    {
        assert!(strsim::osa_distance(&sound(one), &sound(other)) <= 1, "{one} {other}");
    }
    assert_eq!(sound("رضایی"), sound("رظائی"));
    assert_eq!(sound("عع"), "عع", "a word of nothing but silent letters stays");
}

#[test]
fn s008_joined_apart_swapped_and_misspelled_names_meet_under_a_key() {
    let held = named("محمد", "علیخانی");
    let written =
        [named("محمد", "علی خانی"), named("علیخانی", "محمد"), named("سید محمد", "علیخاني"), named("محمّد", "علبخانی")];
    for other in &written {
        assert!(meets(&held, other), "{other:?}");
    }
    let joined = PersonFacts { names: Some("محمدعلی خانی".to_owned()), ..PersonFacts::default() };
    assert!(meets(&held, &joined));
    assert!(!meets(&held, &named("زهرا", "قربانی")));
}

#[test]
fn a_rare_name_says_more_than_a_common_one() {
    let rarity = Rarity::new(100_000, [("ممد", 6_000), ("مهمد", 6_000), ("همدی", 2_000), ("اهمدی", 2_000)].map(owned));
    let score = |given: &str, family: &str| {
        let person = Described::new(&named(given, family));
        compare(&person, &person, &rarity).score
    };
    assert!(score("محمد", "احمدی") < LIKELY, "a namesake among a thousand");
    assert!(score("ژینوس", "ورجاوندفر") >= LIKELY, "hardly two of that name");
}

fn owned((word, count): (&str, u32)) -> (String, u32) {
    (word.to_owned(), count)
}

#[test]
fn brothers_are_two_people_and_one_person_twice_is_one() {
    let rarity = Rarity::new(10_000, []);
    let whole = |given: &str, date: &str, phone: &str| {
        Described::new(&PersonFacts {
            father_name: Some("کریم".to_owned()),
            birth_date: date.parse().ok(),
            phone: Some(phone.to_owned()),
            ..named(given, "ورجاوند")
        })
    };
    let (one, brother) = (whole("بهمن", "1985-04-01", "09120000001"), whole("کیوان", "1989-07-11", "09350000002"));
    assert!(compare(&one, &brother, &rarity).score < LIKELY);
    let again = compare(&one, &whole("بهمن", "1985-04-01", "+989120000001"), &rarity);
    assert_eq!(again.score, 99);
    assert_eq!(again.reasons, [Likeness::Name, Likeness::FatherName, Likeness::BirthDate, Likeness::Phone]);
}

#[test]
fn nothing_in_common_is_no_match_and_nothing_given_asks_nothing() {
    let rarity = Rarity::new(100, []);
    let nobody = Described::new(&PersonFacts::default());
    assert!(!nobody.is_named() && sought_keys(&nobody).all().is_empty());
    assert_eq!(compare(&nobody, &Described::new(&named("مریم", "گلی")), &rarity), Compared::default());
    let (one, other) = (Described::new(&named("مریم", "گلی")), Described::new(&named("پرویز", "چمنی")));
    assert_eq!(compare(&one, &other, &rarity).score, 0);
}

/// A register in memory, asked as the read model is asked.
struct Register {
    residents: Vec<Resident>,
    described: Vec<Described>,
    by_key: HashMap<i32, Vec<usize>>,
    rarity: Rarity,
}

impl Register {
    fn of(residents: Vec<Resident>) -> Self {
        let described: Vec<Described> = residents.iter().map(|one| Described::new(&one.facts)).collect();
        let mut by_key: HashMap<i32, Vec<usize>> = HashMap::new();
        let mut bearers: HashMap<String, u32> = HashMap::new();
        for (place, one) in residents.iter().enumerate() {
            stored_keys(&one.facts).into_iter().for_each(|key| by_key.entry(key).or_default().push(place));
            described[place].borne().into_iter().for_each(|sound| *bearers.entry(sound).or_default() += 1);
        }
        let rarity = Rarity::new(u32::try_from(residents.len()).expect("few"), bearers);
        Self { residents, described, by_key, rarity }
    }

    /// Families at or above [`LIKELY`], surest first, five at most.
    fn top_five(&self, facts: &PersonFacts) -> Vec<(usize, u8)> {
        let sought = Described::new(facts);
        let mut best: BTreeMap<usize, u8> = BTreeMap::new();
        let keys = sought_keys(&sought).all();
        let places: BTreeSet<usize> = keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        for place in places {
            let score = compare(&sought, &self.described[place], &self.rarity).score;
            let known = best.entry(self.residents[place].family).or_default();
            *known = score.max(*known);
        }
        let mut found: Vec<(usize, u8)> = best.into_iter().filter(|(_, score)| *score >= LIKELY).collect();
        found.sort_by_key(|(family, score)| (std::cmp::Reverse(*score), *family));
        found.truncate(5);
        found
    }
}

/// Recall and precision of a set: sought again by clerks, and people who were never registered, sisters and brothers of registered ones among them.
fn measured(seed: u64) -> (f64, f64) {
    let mut chance = Chance::new(seed);
    let all = residents(&mut chance, 4_500);
    let (registered, strangers): (Vec<Resident>, Vec<Resident>) = all.into_iter().partition(|one| one.family < 3_500);
    let register = Register::of(registered);
    let mut clerk = Clerk::new(seed + 1);
    let (mut sought, mut found, mut shown, mut right) = (0_u32, 0_u32, 0_u32, 0_u32);
    for _ in 0..600 {
        let one = &register.residents[chance.below(register.residents.len())];
        let top = register.top_five(&clerk.writes(&one.facts));
        sought += 1;
        shown += u32::try_from(top.len()).expect("five");
        if top.iter().any(|(family, _)| *family == one.family) {
            found += 1;
            right += 1;
        }
    }
    for round in 0..240 {
        let stranger = if round % 4 == 0 {
            let one = &register.residents[chance.below(register.residents.len())];
            register::sibling(&mut chance, one)
        } else {
            strangers[chance.below(strangers.len())].clone()
        };
        shown += u32::try_from(register.top_five(&clerk.writes(&stranger.facts)).len()).expect("five");
    }
    (f64::from(found) / f64::from(sought), f64::from(right) / f64::from(shown))
}

#[test]
fn s007_who_was_registered_before_is_in_the_top_five_and_few_others_are() {
    for seed in [1, 20] {
        let (recall, precision) = measured(seed);
        eprintln!("seed {seed}: recall {recall:.4}, precision {precision:.4}");
        assert!(recall >= 0.95, "recall {recall}");
        assert!(precision >= 0.9, "precision {precision}");
    }
}
