//! What the report builder counts: a fixed list of measures, each with the dimensions it can be divided by (ADR 0034). A report names them by their codes, and
//! every statement is put together from the texts written here. What a person chooses is bound, and never becomes part of a statement.

mod labels;
mod list;
mod query;

pub use list::{DIMENSIONS, MEASURES};
pub use query::{BuiltScope, built_report};

use hamyar_events::saved_report::ReportDefinition;

use crate::views::Title;

/// Which right a measure is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// As the reports on families.
    Reports,
    /// As the activities of general aid.
    Activities,
    /// As the classes of neighborhoods.
    Facilitation,
    /// As facilitation offices.
    Offices,
    /// As the lists that everybody signed in reads.
    Lists,
}

/// How a measure adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Rows.
    Count,
    /// Different `id`s.
    Distinct,
    /// The sum of `n`.
    Sum,
}

/// What a measure can say of a past day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// As it was known at the end of the day.
    Known,
    /// Not: the words say why.
    Unknown(&'static str, &'static str),
}

/// Where the words of a dimension's values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Names of places, centers, neighborhoods and agencies.
    Name,
    /// Names of offices.
    Office,
    /// A catalog's titles; the first catalog that knows the code.
    Catalog(&'static [&'static str]),
    /// A closed set, in its order.
    Words(&'static [(&'static str, &'static str, &'static str)]),
    /// A Jalali year, quarter or month.
    Time,
}

/// One dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dimension {
    pub key: &'static str,
    pub fa: &'static str,
    pub en: &'static str,
    /// An expression over `x`, `level` or `period`.
    pub(crate) sql: &'static str,
    pub(crate) label: Label,
    /// One center's counts are not for a reader of counts alone.
    pub exact_only: bool,
    /// A level of places: a report has one of these at most, or a cell would lie in two places.
    pub is_place: bool,
}

impl Dimension {
    pub fn title(&self) -> Title {
        Title::new(self.fa, self.en)
    }
    pub(crate) fn is_time(&self) -> bool {
        self.label == Label::Time && self.sql.starts_with("period.")
    }
}

/// One measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    pub key: &'static str,
    pub fa: &'static str,
    pub en: &'static str,
    /// What one of its numbers counts.
    pub unit_fa: &'static str,
    pub unit_en: &'static str,
    /// How it counts, in a sentence.
    pub note_fa: &'static str,
    pub note_en: &'static str,
    pub access: Access,
    pub(crate) value: Value,
    /// Whether the rows are families or persons, so that a reader of counts alone sees them rounded.
    pub rounded: bool,
    pub past: Past,
    /// A select that gives `nb`, `center`, `day`, `id` (of what a rounded measure counts), `n`, and what the dimensions name. `{position}` and `{before}` stand for the moment asked for.
    pub(crate) rows: &'static str,
    /// The projection whose position it stands at.
    pub(crate) projection: &'static str,
    /// Codes of its dimensions.
    pub dimensions: &'static [&'static str],
}

impl Measure {
    pub fn title(&self) -> Title {
        Title::new(self.fa, self.en)
    }
    /// Its dimension of that code.
    pub fn dimension(&self, key: &str) -> Option<&'static Dimension> {
        self.dimensions.iter().find(|known| **known == key)?;
        DIMENSIONS.iter().find(|one| one.key == key)
    }
}

/// The measure of a code.
pub fn measure(key: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|one| one.key == key)
}

/// Values of one filter at most.
const VALUES_MAX: usize = 60;

/// What cannot be asked: the field of the definition, and the rule it breaks. `counts_alone`: the reader is told counts alone.
pub fn faults(definition: &ReportDefinition, counts_alone: bool) -> Vec<(String, &'static str)> {
    let Some(measure) = measure(&definition.measure) else { return vec![("measure".to_owned(), "not_in_set")] };
    let mut found = Vec::new();
    let mut check = |field: String, key: &str| match measure.dimension(key) {
        None => found.push((field, "not_in_set")),
        Some(one) if counts_alone && measure.rounded && one.exact_only => found.push((field, "not_for_counts")),
        Some(_) => {}
    };
    check("rows".to_owned(), &definition.rows);
    if let Some(columns) = &definition.columns {
        check("columns".to_owned(), columns);
    }
    for (n, filter) in definition.filters.iter().enumerate() {
        check(format!("filters[{n}].dimension"), &filter.dimension);
    }
    let is_place = |key: &str| measure.dimension(key).is_some_and(|one| one.is_place);
    if let Some(columns) = &definition.columns {
        if *columns == definition.rows {
            found.push(("columns".to_owned(), "duplicate"));
        } else if is_place(columns) && is_place(&definition.rows) {
            found.push(("columns".to_owned(), "one_level_of_places"));
        }
    }
    for (n, filter) in definition.filters.iter().enumerate() {
        if filter.values.is_empty() {
            found.push((format!("filters[{n}].values"), "required"));
        } else if filter.values.len() > VALUES_MAX
            || filter.values.iter().any(|value| value.len() > 80 || value.contains('\0'))
        {
            found.push((format!("filters[{n}].values"), "malformed"));
        }
        if definition.filters[..n].iter().any(|before| before.dimension == filter.dimension) {
            found.push((format!("filters[{n}].dimension"), "duplicate"));
        }
    }
    if definition.as_known_on.is_some() {
        let refused = measure.past != Past::Known || (counts_alone && measure.rounded);
        if refused {
            found.push(("as_known_on".to_owned(), "not_known_then"));
        }
    }
    found
}

#[cfg(test)]
mod tests;
