//! An attacker who reads every table with every filter, every day, and subtracts. Worlds are generated; nothing here is timed.

use super::*;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A keyed hash for tests.
fn keyed(key: u64) -> impl Fn(&str) -> u64 + Sync {
    move |what| {
        let mut hasher = DefaultHasher::new();
        (key, what, "rounding").hash(&mut hasher);
        let once = hasher.finish();
        once.hash(&mut hasher);
        hasher.finish()
    }
}

/// Small deterministic worlds.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % bound).unwrap_or(0)
    }
}

#[test]
fn a_small_count_is_never_shown_and_a_shown_one_is_a_multiple_of_five() {
    for key in 0..2_000 {
        let keyed = keyed(key);
        for count in 0..60 {
            let shown = rounded(count, "cell", &keyed);
            assert!(count >= SMALL || shown.is_none(), "{count} is shown as {shown:?}");
            assert!(shown.is_none_or(|shown| shown >= SMALL && shown % BASE == 0), "{count} is shown as {shown:?}");
        }
    }
}

#[test]
fn the_same_question_is_answered_alike_and_the_error_is_small_and_fair() {
    let (mut sum, mut squares, worlds) = (0_i64, 0_i64, 20_000);
    for key in 0..worlds {
        let keyed = keyed(key);
        let shown = rounded(1_000, "total", &keyed);
        assert_eq!(shown, rounded(1_000, "total", &keyed));
        let off = shown.unwrap_or(0) - 1_000;
        sum += off;
        squares += off * off;
    }
    let worlds = f64::from(u32::try_from(worlds).unwrap_or(1));
    let (mean, spread) = (sum as f64 / worlds, (squares as f64 / worlds).sqrt());
    assert!(mean.abs() < 0.1, "no direction: {mean}");
    assert!((2.0..4.5).contains(&spread), "useful, and not exact: {spread}");
}

/// How likely a shown value is for a count, over all keys.
fn likelihoods() -> HashMap<(i64, Option<i64>), f64> {
    let mut found = HashMap::new();
    let draws = 4_000_u64;
    for count in 0..40 {
        for key in 0..draws {
            *found.entry((count, rounded(count, "any", &keyed(key)))).or_insert(0.0) += 1.0 / draws as f64;
        }
    }
    found
}

/// Weighs every value of every cell of a row against all that is shown: the cells, their total, and the total of each part, as one question each.
/// Returns the largest weight that any single value of the first cell reaches.
fn certainty(cells: &[i64], key: u64, likely: &HashMap<(i64, Option<i64>), f64>) -> f64 {
    let keyed = keyed(key);
    let shown: Vec<_> =
        cells.iter().enumerate().map(|(n, count)| rounded(*count, &format!("cell {n}"), &keyed)).collect();
    let total = rounded(cells.iter().sum(), "total", &keyed);
    let part = rounded(cells[0] + cells[1], "part", &keyed);
    let weight = |count: i64, shown: Option<i64>| likely.get(&(count, shown)).copied().unwrap_or(0.0);
    let mut by_value: HashMap<i64, f64> = HashMap::new();
    let range = 0..13;
    for first in range.clone() {
        for second in range.clone() {
            for third in range.clone() {
                let values = [first, second, third];
                let cells: f64 = values.iter().zip(&shown).map(|(value, shown)| weight(*value, *shown)).product();
                let all = cells * weight(values.iter().sum(), total) * weight(first + second, part);
                *by_value.entry(first).or_default() += all;
            }
        }
    }
    let all: f64 = by_value.values().sum();
    by_value.values().fold(0.0, |best, one| f64::max(best, *one / all))
}

/// Of no hidden cell does everything that is shown leave one value alone, and none is even nearly certain.
#[test]
fn everything_shown_leaves_more_than_one_value_of_every_hidden_cell() {
    let likely = likelihoods();
    let mut dice = Dice(7);
    for world in 0..60 {
        let cells = [dice.below(5), dice.below(10), dice.below(10)];
        let certain = certainty(&cells, world, &likely);
        assert!(certain < 0.75, "{cells:?} in world {world}: one value weighs {certain}");
    }
}

/// A cell that stays, beside siblings that change every day: the attacker subtracts the siblings from the total each day and takes the mean.
#[test]
fn no_number_of_days_gives_a_hidden_cell_back() {
    let mut dice = Dice(11);
    let (mut right, worlds) = (0, 400);
    for world in 0..worlds {
        let keyed = keyed(world);
        let hidden = dice.below(5);
        let mut siblings: Vec<i64> = (0..3).map(|_| 20 + dice.below(60)).collect();
        let (mut sum, mut days) = (0_i64, 0_i64);
        for _ in 0..365 {
            siblings.iter_mut().for_each(|count| *count += dice.below(3));
            let total = rounded(hidden + siblings.iter().sum::<i64>(), "total", &keyed);
            let others: Option<i64> =
                siblings.iter().enumerate().map(|(n, count)| rounded(*count, &format!("sibling {n}"), &keyed)).sum();
            if let (Some(total), Some(others)) = (total, others) {
                sum += total - others;
                days += 1;
            }
        }
        let guess = (sum as f64 / days as f64).round() as i64;
        right += i64::from(guess == hidden);
    }
    let share = right as f64 / worlds as f64;
    assert!(share < 0.25, "{share} of the hidden cells were told: a guess among five is right as often");
}

/// The same families asked for in other words have an error of their own, but words are few: the mean of all of them is no answer either.
#[test]
fn asking_in_other_words_gives_no_hidden_cell_back() {
    let (mut right, mut asked) = (0, 0);
    for world in 0..2_000 {
        let keyed = keyed(world);
        let count = 5 + i64::try_from(world % 5).unwrap_or(0);
        let words = ["neighborhood", "city", "total of the row", "all types"];
        let shown: Vec<i64> = words.iter().filter_map(|what| rounded(count, what, &keyed)).collect();
        if shown.len() == words.len() {
            asked += 1;
            let mean = shown.iter().sum::<i64>() as f64 / shown.len() as f64;
            right += i64::from(mean.round() as i64 == count);
        }
    }
    assert!(asked > 200 && (right as f64) < 0.45 * asked as f64, "{right} of {asked}");
}
