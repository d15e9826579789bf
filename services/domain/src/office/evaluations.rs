//! What is due: an evaluation every six months after the opening (S105, R39), a report on every Jalali quarter (S106, R40).

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_persian::{add_jalali_months, quarter_bounds};

use super::decide::{Decided, lines, one};
use super::*;
use crate::Rule;
use crate::checks::Checks;

/// The last day for the evaluation of a half year, the first being number 1.
pub fn evaluation_due(opened_on: NaiveDate, number: u16) -> NaiveDate {
    add_jalali_months(opened_on, number.saturating_mul(6))
}

/// The last day for the report on a quarter: a month after its end.
pub fn report_due(last: NaiveDate) -> NaiveDate {
    add_jalali_months(last, 1)
}

impl Office {
    /// S105: strengths, weaknesses, opportunities and threats, remedies and the plan of the next year, each of them.
    pub(super) fn evaluate(&self, command: &Evaluate) -> Decided {
        let opened_on = self.opened_on.ok_or(OfficeRefusal::NotOpen)?;
        let mut checks = Checks::new();
        checks.text("committee", &command.committee, 400);
        let parts = [
            ("strengths", &command.strengths),
            ("weaknesses", &command.weaknesses),
            ("opportunities", &command.opportunities),
            ("threats", &command.threats),
            ("remedies", &command.remedies),
        ];
        for (field, part) in parts {
            lines(&mut checks, field, part);
        }
        checks.text("next_year", &command.next_year, 4000);
        checks.between("submitted_on", command.submitted_on, opened_on, command.today);
        checks.done::<OfficeRefusal>()?;
        // Of months that have begun, and before the office closed.
        let begins = evaluation_due(opened_on, self.evaluated);
        if command.submitted_on < begins || self.closed_on.is_some_and(|closed_on| closed_on < begins) {
            return Err(OfficeRefusal::EvaluationTooEarly);
        }
        one(OfficeEvaluated {
            number: self.evaluated.saturating_add(1),
            committee: command.committee.clone(),
            strengths: command.strengths.clone(),
            weaknesses: command.weaknesses.clone(),
            opportunities: command.opportunities.clone(),
            threats: command.threats.clone(),
            remedies: command.remedies.clone(),
            next_year: command.next_year.clone(),
            submitted_on: command.submitted_on,
        })
    }

    /// S106: on a quarter that is over, once, with the position up to which the records were counted.
    pub(super) fn report_quarter(&self, report: &OfficeQuarterReported, today: NaiveDate) -> Decided {
        let opened_on = self.opened_on.ok_or(OfficeRefusal::NotOpen)?;
        let mut checks = Checks::new();
        checks.past("reported_on", report.reported_on, today);
        let bounds = quarter_bounds(report.year, report.quarter);
        checks.fault_if(bounds.is_none(), "quarter", Rule::OutOfRange { min: 1, max: 4 });
        checks.done::<OfficeRefusal>()?;
        let Some((_, last)) = bounds else { return Ok(Vec::new()) };
        if report.reported_on <= last {
            return Err(OfficeRefusal::QuarterNotOver);
        }
        if last < opened_on {
            return Err(OfficeRefusal::QuarterBeforeOpening);
        }
        if self.reported.contains(&(report.year, report.quarter)) {
            return Err(OfficeRefusal::QuarterReported);
        }
        one(report.clone())
    }
}
