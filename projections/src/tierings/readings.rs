//! Readings as text: a digit at the place of its code, `-` where nothing was read.

use std::collections::HashMap;

use hamyar_events::family::UsedReading;

/// Which code has which place. A code gets the next place when it is first seen, and keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(HashMap<String, usize>);

impl Places {
    pub(super) fn from_rows(rows: impl IntoIterator<Item = (String, i32)>) -> Self {
        Self(rows.into_iter().filter_map(|(code, place)| Some((code, usize::try_from(place).ok()?))).collect())
    }

    /// The place of a code; none when nobody was ever read on it.
    pub fn of(&self, code: &str) -> Option<usize> {
        self.0.get(code).copied()
    }

    /// Every code with its place.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(code, place)| (code.as_str(), *place))
    }

    /// The place of a code, a new one when it has none; and whether it is new.
    pub(super) fn given(&mut self, code: &str) -> (usize, bool) {
        if let Some(place) = self.of(code) {
            return (place, false);
        }
        let place = self.0.len();
        self.0.insert(code.to_owned(), place);
        (place, true)
    }
}

/// The readings of a computation, every code of which has its place.
pub(super) fn text(readings: &[UsedReading], places: &Places) -> String {
    let mut text: Vec<u8> = Vec::new();
    for reading in readings {
        let Some(place) = places.of(&reading.indicator) else { continue };
        if text.len() <= place {
            text.resize(place + 1, b'-');
        }
        text[place] = b'0' + reading.value.min(9);
    }
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use hamyar_events::AssessmentId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_code_keeps_its_place_and_gaps_are_said() {
        let reading = |indicator: &str, value| UsedReading {
            indicator: indicator.to_owned(),
            value,
            assessment_id: AssessmentId(Uuid::nil()),
        };
        let mut places = Places::default();
        assert_eq!(
            (places.given("income"), places.given("debt"), places.given("income")),
            ((0, true), (1, true), (0, false))
        );
        assert_eq!(text(&[reading("debt", 3)], &places), "-3");
        assert_eq!(text(&[reading("debt", 3), reading("income", 0)], &places), "03");
        assert_eq!(text(&[], &places), "");
    }
}
