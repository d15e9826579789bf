//! Rules of the profile (شناسنامه محله) and of the boundary.

use chrono::NaiveDate;
use hamyar_events::NeighborhoodEvent;
use hamyar_events::neighborhood::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::{Neighborhood, NeighborhoodRefusal, profile_indicator};
use crate::Rule;
use crate::checks::{Checks, EARLIEST_DATE};
use hamyar_events::place::FigureDeclared;

/// What a note of a profile may be about. Never `actor`: who acts in a neighborhood is named, and a place has no key under which a name could be
/// sealed and forgotten.
pub const NOTE_KINDS: [&str; 11] =
    ["asset", "need", "location", "risk", "audience", "period", "harm", "value", "gate", "facility", "conflict"];

/// Points of a boundary at most.
pub const BOUNDARY_POINTS_MAX: usize = 5000;
/// Polygons of a boundary at most.
pub const BOUNDARY_POLYGONS_MAX: usize = 50;
/// A figure's thousandths at most: a billion of anything.
const FIGURE_MAX: i64 = 1_000_000_000_000;

/// Record the profile (شناسنامه محله) whole; it becomes the next version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordProfile {
    pub figures: Vec<FigureDeclared>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<FigureCounted>,
    pub notes: Vec<ProfileNote>,
    pub as_of: NaiveDate,
    /// Today in Tehran, for those who write a profile now; a document may be of any day.
    #[serde(skip)]
    pub today: Option<NaiveDate>,
    /// The version that the author saw, where somebody wrote on top of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_version: Option<u32>,
}

/// Draw the boundary, or draw it anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawBoundary {
    #[serde(flatten)]
    pub drawn: NeighborhoodBoundaryDrawn,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

impl Neighborhood {
    pub(super) fn record_profile(
        &self,
        command: &RecordProfile,
    ) -> Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal> {
        self.known()?;
        let mut checks = Checks::new();
        let empty = command.figures.is_empty() && command.counted.is_empty() && command.notes.is_empty();
        checks.fault_if(empty, "figures", Rule::Required);
        for (index, figure) in command.figures.iter().enumerate() {
            checks.text(format!("figures[{index}].indicator"), &figure.indicator, 64);
            checks.text(format!("figures[{index}].source"), &figure.source, 200);
        }
        self.check_counted(&mut checks, command);
        for (index, note) in command.notes.iter().enumerate() {
            let (kind, actor) = (note.kind.as_str(), note.kind == "actor");
            checks.fault_if(actor, format!("notes[{index}].kind"), Rule::NotExpected);
            let unknown = !actor && !NOTE_KINDS.contains(&kind);
            checks.fault_if(unknown, format!("notes[{index}].kind"), Rule::Unknown);
            checks.text(format!("notes[{index}].text"), &note.text, 4000);
        }
        if let Some(today) = command.today {
            checks.past("as_of", command.as_of, today);
        }
        checks.done::<NeighborhoodRefusal>()?;
        let last = self.profile.as_ref();
        let before = last.map_or(0, |last| last.version);
        let recorded = NeighborhoodProfileRecorded {
            version: before.saturating_add(1),
            figures: command.figures.clone(),
            counted: command.counted.clone(),
            notes: command.notes.clone(),
            as_of: command.as_of,
        };
        let same =
            last.is_some_and(|last| *last == NeighborhoodProfileRecorded { version: before, ..recorded.clone() });
        if same {
            return Ok(Vec::new());
        }
        if command.after_version.is_some_and(|seen| seen != before) {
            return Err(NeighborhoodRefusal::ProfileChanged { version: before });
        }
        Ok(vec![recorded.into()])
    }

    /// Counted figures are of the closed set, each once, none negative, no part of a hundred above a hundred.
    fn check_counted(&self, checks: &mut Checks, command: &RecordProfile) {
        let mut seen = BTreeSet::new();
        for (index, figure) in command.counted.iter().enumerate() {
            let at = |field: &str| format!("counted[{index}].{field}");
            let known = profile_indicator(&figure.indicator);
            checks.fault_if(known.is_none(), at("indicator"), Rule::Unknown);
            checks.fault_if(!seen.insert(figure.indicator.as_str()), at("indicator"), Rule::Duplicate);
            let max = match known.map(|known| known.unit) {
                Some("percent") => 100_000,
                Some("per_thousand") => 1_000_000,
                _ => FIGURE_MAX,
            };
            checks.range(at("value"), figure.value_thousandths, 0, max);
            if let Some(today) = command.today {
                let day = figure.counted_on;
                checks.fault_if(day > today, at("counted_on"), Rule::InFuture);
                checks.fault_if(day < EARLIEST_DATE, at("counted_on"), Rule::TooEarly);
            }
        }
    }

    pub(super) fn draw_boundary(&self, command: &DrawBoundary) -> Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal> {
        self.known()?;
        let drawn = &command.drawn;
        let mut checks = Checks::new();
        checks.text("source", &drawn.source, 200);
        checks.past("as_of", drawn.as_of, command.today);
        if let Some(rule) = fault_of(&drawn.boundary) {
            checks.fault("geometry", rule);
        }
        checks.done::<NeighborhoodRefusal>()?;
        if self.case.boundary.as_ref() == Some(drawn) {
            return Ok(Vec::new());
        }
        Ok(vec![drawn.clone().into()])
    }
}

/// What is wrong with a boundary: nothing in it or too much, a ring that is open or encloses nothing, a point outside WGS 84.
fn fault_of(boundary: &Boundary) -> Option<Rule> {
    let rings = || boundary.polygons.iter().flatten();
    let points: usize = rings().map(Vec::len).sum();
    if boundary.polygons.is_empty() || boundary.polygons.iter().any(Vec::is_empty) {
        return Some(Rule::Required);
    }
    if points > BOUNDARY_POINTS_MAX || boundary.polygons.len() > BOUNDARY_POLYGONS_MAX {
        let max = i64::try_from(BOUNDARY_POINTS_MAX).unwrap_or(i64::MAX);
        return Some(Rule::OutOfRange { min: 4, max });
    }
    let inside = |[longitude, latitude]: &[i32; 2]| {
        (-180_000_000..=180_000_000).contains(longitude) && (-90_000_000..=90_000_000).contains(latitude)
    };
    let sound = rings().all(|ring| {
        ring.len() >= 4 && ring.first() == ring.last() && ring.iter().all(inside) && twice_the_area(ring) != 0
    });
    (!sound).then_some(Rule::Malformed)
}

/// Twice the area that a ring encloses, in squares of millionths of a degree; its sign tells the direction.
fn twice_the_area(ring: &[[i32; 2]]) -> i128 {
    ring.windows(2)
        .map(|pair| match pair {
            [[x1, y1], [x2, y2]] => i128::from(*x1) * i128::from(*y2) - i128::from(*x2) * i128::from(*y1),
            _ => 0,
        })
        .sum()
}
