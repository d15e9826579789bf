//! A count over the years, written down where it changes.

use serde::{Deserialize, Serialize};

/// From each named year on the count is the named one, until the next; before the first it is nothing. A year without a change has no step, so that
/// the same counts are always written in the same way, in whatever order they came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Steps(Vec<(i32, i64)>);

impl Steps {
    pub(super) fn at(&self, year: i32) -> i64 {
        let after = self.0.partition_point(|(from, _)| *from <= year);
        after.checked_sub(1).and_then(|step| self.0.get(step)).map_or(0, |(_, count)| *count)
    }

    /// Counts so many more in each year from one on to before another, or for ever.
    pub(super) fn add(&mut self, from: i32, until: Option<i32>, by: i64) {
        if until.is_some_and(|until| until <= from) {
            return;
        }
        let first = self.begin(from);
        let end = until.map_or(self.0.len() + 1, |until| self.begin(until));
        for (_, count) in self.0.iter_mut().take(end).skip(first) {
            *count += by;
        }
        let mut before = 0;
        self.0.retain(|(_, count)| {
            let changes = *count != before;
            before = *count;
            changes
        });
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the step of the year is, made where there is none.
    fn begin(&mut self, year: i32) -> usize {
        let place = self.0.partition_point(|(from, _)| *from < year);
        if self.0.get(place).is_none_or(|(from, _)| *from != year) {
            self.0.insert(place, (year, self.at(year)));
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Span = (i32, Option<i32>);

    /// Every span that begins in one of four years.
    fn spans() -> Vec<Span> {
        let until = || std::iter::once(None).chain((1399..1406).map(Some));
        (1400..1404).flat_map(|from| until().map(move |until| (from, until))).collect()
    }

    fn of(spans: &[Span]) -> Steps {
        let mut steps = Steps::default();
        for (from, until) in spans {
            steps.add(*from, *until, 1);
        }
        steps
    }

    #[test]
    fn a_year_counts_the_spans_that_hold_it_in_whatever_order_they_came() {
        for first in spans() {
            for second in spans() {
                for third in spans() {
                    let steps = of(&[first, second, third]);
                    for year in 1398..1408 {
                        let holds = |(from, until): &Span| *from <= year && until.is_none_or(|until| year < until);
                        let holding = [first, second, third].iter().filter(|span| holds(span)).count();
                        assert_eq!(steps.at(year), i64::try_from(holding).unwrap());
                    }
                    assert_eq!(steps, of(&[third, first, second]));
                }
            }
        }
    }

    #[test]
    fn what_is_taken_back_leaves_nothing_behind() {
        for first in spans() {
            for second in spans() {
                let mut steps = of(&[first, second]);
                steps.add(first.0, first.1, -1);
                assert_eq!(steps, of(&[second]));
                steps.add(second.0, second.1, -1);
                assert!(steps.is_empty());
            }
        }
    }
}
