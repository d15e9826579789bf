//! Evaluations every six months and reports every three.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::*;

/// The evaluation committee's report on six months, with next year's plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeEvaluated {
    /// 1 for the first six months after the opening.
    pub number: u16,
    /// Who sat in the committee, as bodies and groups.
    pub committee: String,
    pub strengths: Vec<String>,
    pub weaknesses: Vec<String>,
    pub opportunities: Vec<String>,
    pub threats: Vec<String>,
    pub remedies: Vec<String>,
    pub next_year: String,
    pub submitted_on: NaiveDate,
}

/// One number of a quarterly report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedFigure {
    pub figure: QuarterFigure,
    pub value: i64,
}

/// The secretariat reported on a Jalali quarter, from the records up to a position of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeQuarterReported {
    /// Jalali year.
    pub year: u16,
    /// 1 to 4.
    pub quarter: u8,
    pub figures: Vec<ReportedFigure>,
    /// The position of the log up to which the records were counted.
    pub counted_to: i64,
    pub reported_on: NaiveDate,
}
