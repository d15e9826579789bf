//! The counts of rows and years before anything is rounded or left out.

use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

use crate::rollup::PriorityCounts;

/// Families by `kind/code`; what nobody is in is left out.
pub(super) type Codes = BTreeMap<String, i64>;

/// By row and year; the whole is no row.
#[derive(Default)]
pub(super) struct Counts {
    pub families: HashMap<(Option<Uuid>, i32), Codes>,
    pub priorities: HashMap<(Option<Uuid>, i32), PriorityCounts>,
}

impl Counts {
    pub(super) fn add(&mut self, row: Option<Uuid>, year: i32, key: &str, families: i64) {
        if families == 0 {
            return;
        }
        let codes = self.families.entry((row, year)).or_default();
        match codes.get_mut(key) {
            Some(count) => *count += families,
            None => {
                codes.insert(key.to_owned(), families);
            }
        }
    }

    pub(super) fn families(&self, row: Option<Uuid>, year: i32) -> Option<&Codes> {
        self.families.get(&(row, year))
    }

    pub(super) fn priorities(&self, row: Option<Uuid>, year: i32) -> PriorityCounts {
        self.priorities.get(&(row, year)).copied().unwrap_or_default()
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.families.extend(other.families);
        self.priorities.extend(other.priorities);
    }
}
