//! Who lives in a family. Names are combined at random; national ids begin with 99, which names no place of issue, so they are nobody's.

use chrono::{Days, NaiveDate};
use hamyar_events::family::MemberFacts;
use hamyar_events::*;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use crate::ids::make;
use crate::words;

/// A member before the family's file is opened.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: MemberId,
    pub(crate) facts: MemberFacts,
}

/// The people of a family and what sets it apart.
#[derive(Clone, Debug)]
pub(crate) struct Household {
    pub(crate) people: Vec<Person>,
    pub(crate) female_headed: bool,
}

fn national_id(rng: &mut StdRng) -> String {
    let digits: Vec<u32> = [9, 9].into_iter().chain((0..7).map(|_| rng.random_range(0..10))).collect();
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = match sum % 11 {
        rest @ 0..=1 => rest,
        rest => 11 - rest,
    };
    digits.into_iter().chain([check]).filter_map(|digit| char::from_digit(digit, 10)).collect()
}

struct Traits<'a> {
    relation: Relation,
    woman: bool,
    age: u64,
    family_name: &'a str,
    on: NaiveDate,
}

fn person(rng: &mut StdRng, traits: &Traits<'_>) -> Person {
    let id = MemberId(make(rng));
    let own = |text: &str| Personal::of_person(id.0, text.to_owned());
    let adult = traits.age >= 18;
    let names = match (traits.woman, adult) {
        (true, true) => words::WOMEN,
        (false, true) => words::MEN,
        (true, false) => words::GIRLS,
        (false, false) => words::BOYS,
    };
    let given = names.choose(rng).unwrap_or(&"");
    let born = traits.on.checked_sub_days(Days::new(traits.age * 365 + rng.random_range(10..350))).unwrap_or(traits.on);
    let some = |rng: &mut StdRng, percent: u32| rng.random_range(0..100) < percent;
    let facts = MemberFacts {
        given_name: own(given),
        family_name: Some(own(traits.family_name)),
        father_name: if some(rng, 60) { words::MEN.choose(rng).map(|name| own(name)) } else { None },
        national_id: if some(rng, 85) { Some(own(&national_id(rng))) } else { None },
        birth_date: if some(rng, 93) { Some(Personal::of_person(id.0, born)) } else { None },
        sex: Some(if traits.woman { Sex::Female } else { Sex::Male }),
        relation: traits.relation,
        phone: if adult && some(rng, 70) {
            Some(own(&format!("0999000{:04}", rng.random_range(0..10_000))))
        } else {
            None
        },
        education: if traits.age >= 7 { words::EDUCATION.choose(rng).map(|code| own(code)) } else { None },
        occupation: if adult && some(rng, 45) { words::OCCUPATIONS.choose(rng).map(|text| own(text)) } else { None },
        skill: if adult && some(rng, 30) { words::SKILLS.choose(rng).map(|text| own(text)) } else { None },
        work: None,
        schooling: None,
    };
    let facts = situated(id, facts, traits.age);
    Person { id, facts }
}

/// How somebody of an age earns a living or goes to school. Drawn from what is known already, so that a demo of an older program has the same
/// people.
fn situated(id: MemberId, facts: MemberFacts, age: u64) -> MemberFacts {
    let draw = id.0.as_u128() % 100;
    let work = match (age, facts.occupation.is_some()) {
        (0..18, _) => None,
        (_, true) => Some(WorkSituation::Working),
        (18..60, false) if draw < 45 => Some(WorkSituation::Unemployed),
        (18..60, false) if draw < 55 => Some(WorkSituation::Unable),
        (18..60, false) if draw < 85 => Some(WorkSituation::Homemaker),
        (60.., false) if draw < 60 => Some(WorkSituation::Retired),
        _ => None,
    };
    let schooling = match age {
        7..18 if draw < 12 => Some(Schooling::OutOfSchool),
        7..18 if draw < 90 => Some(Schooling::InSchool),
        _ => None,
    };
    MemberFacts {
        work: work.map(|work| Personal::of_person(id.0, work)),
        schooling: schooling.map(|schooling| Personal::of_person(id.0, schooling)),
        ..facts
    }
}

/// Draws the people of a family as they are when it is identified.
pub(crate) fn household(rng: &mut StdRng, family_name: &str, on: NaiveDate) -> Household {
    let female_headed = rng.random_bool(0.52);
    let child_headed = rng.random_bool(0.01);
    let head_age = if child_headed { 16 } else { rng.random_range(24..72) };
    let head = Traits { relation: Relation::Head, woman: female_headed, age: head_age, family_name, on };
    let mut people = vec![person(rng, &head)];
    if !female_headed && !child_headed && rng.random_bool(0.85) {
        let wife = words::FAMILY_NAMES.choose(rng).copied().unwrap_or(family_name);
        let age = head_age.saturating_sub(rng.random_range(0..6)).max(18);
        people.push(person(rng, &Traits { relation: Relation::Spouse, woman: true, age, family_name: wife, on }));
    }
    for _ in 0..[0, 1, 1, 2, 2, 2, 3, 3, 4, 5].choose(rng).copied().unwrap_or(1) {
        let (relation, age) = if child_headed {
            (Relation::Sibling, rng.random_range(3..15))
        } else {
            (Relation::Child, rng.random_range(1..head_age.saturating_sub(17).clamp(2, 24)))
        };
        let woman = rng.random_bool(0.5);
        people.push(person(rng, &Traits { relation, woman, age, family_name, on }));
    }
    if rng.random_bool(0.1) && head_age < 60 {
        let age = head_age + rng.random_range(20..30);
        people.push(person(rng, &Traits { relation: Relation::Parent, woman: true, age, family_name, on }));
    }
    Household { people, female_headed }
}
