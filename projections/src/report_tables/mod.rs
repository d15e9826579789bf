//! Reports that are one table: columns with titles, rows of cells, and what a reader has to know of them. One shape, so that a screen, a sheet of paper, a
//! file and the command line show each of them in the same way. Nobody is named here.

mod facilitation;
mod offices;
mod people;
mod places;
mod quarter;
mod words;

pub use facilitation::{activity_distribution, findings, participants_by_sex, provincial_summary, workshop_tests};
pub use offices::{
    OBSTACLES_MAX, PlannedTask, local_groups, needs_profiles, obstacles, office_evaluations, office_work,
};
pub use people::{PeopleFilter, categories, pilot_statistics, registry};
pub use places::{settlements, zones};
pub use quarter::{quarter_table, quarters_table};
use words::{level, work_state};

use serde::Serialize;
use utoipa::ToSchema;

use crate::views::{CivilDate, Instant, Title};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words; `label` of the cell.
    Text,
    /// A whole number; `number` of the cell.
    Count,
    /// `number` in thousandths of the column's unit.
    Thousandths,
    /// `number` in hundredths of a percent.
    Share,
    /// A day; `day` of the cell.
    Day,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReportColumn {
    pub key: String,
    pub title: Title,
    pub kind: ColumnKind,
}

/// One cell. Of label, number and day at most one is filled; none where nothing is known, or where a count is too small for the reader.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct ReportCell {
    /// Words in both languages; a name or a text of somebody's is the same in both.
    pub label: Option<Title>,
    pub number: Option<i64>,
    pub day: Option<CivilDate>,
    /// The code that a filter of the builder names the value by.
    pub code: Option<String>,
    /// A count below five, which the reader is not told.
    pub few: bool,
}

impl ReportCell {
    /// Words as somebody wrote them.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { label: Some(Title::new(text.clone(), text)), ..Self::default() }
    }
    /// Words where there are any.
    pub(crate) fn maybe(text: Option<String>) -> Self {
        text.map_or_else(Self::default, Self::text)
    }
    pub(crate) fn title(title: Title) -> Self {
        Self { label: Some(title), ..Self::default() }
    }
    pub(crate) fn count(number: i64) -> Self {
        Self { number: Some(number), ..Self::default() }
    }
    pub(crate) fn known(number: Option<i64>) -> Self {
        Self { number, ..Self::default() }
    }
    /// A count that may have been too small to be told.
    pub(crate) fn told(number: Option<i64>) -> Self {
        Self { number, few: number.is_none(), ..Self::default() }
    }
    pub(crate) fn day(day: impl Into<CivilDate>) -> Self {
        Self { day: Some(day.into()), ..Self::default() }
    }
}

/// A report that is one table.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReportTable {
    /// Its name in the catalog of reports.
    pub report: String,
    pub columns: Vec<ReportColumn>,
    pub rows: Vec<Vec<ReportCell>>,
    /// The sums, where the columns have any: one cell a column.
    pub total: Option<Vec<ReportCell>>,
    /// What has to be known of it: the rule of a share, what does not add up and why.
    pub notes: Vec<Title>,
    /// Counts are rounded, and those below five are not written.
    pub rounded: bool,
    /// The log position up to which it is right.
    pub position: i64,
    /// When it was read.
    pub as_of: Option<Instant>,
}

impl ReportTable {
    fn new(
        report: &str,
        columns: &[(&str, &str, &str, ColumnKind)],
        rows: Vec<Vec<ReportCell>>,
        position: i64,
    ) -> Self {
        let columns = columns.iter().map(|(key, fa, en, kind)| ReportColumn {
            key: (*key).to_owned(),
            title: Title::new(*fa, *en),
            kind: *kind,
        });
        Self {
            report: report.to_owned(),
            columns: columns.collect(),
            rows,
            total: None,
            notes: Vec::new(),
            rounded: false,
            position,
            as_of: None,
        }
    }

    fn note(mut self, fa: &str, en: &str) -> Self {
        self.notes.push(Title::new(fa, en));
        self
    }
}
