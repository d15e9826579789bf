//! The profile's counted figures and the boundary.

use hamyar_events::CountMethod;
use hamyar_events::neighborhood::{Boundary, FigureCounted, NeighborhoodBoundaryDrawn};

use super::super::*;
use super::registered;
use crate::testing::*;

fn counted(indicator: &str, value: i64) -> FigureCounted {
    FigureCounted {
        indicator: indicator.to_owned(),
        value_thousandths: value * 1000,
        method: CountMethod::FieldCount,
        counted_on: day("2026-11-01"),
    }
}

fn profile(counted: Vec<FigureCounted>) -> RecordProfile {
    RecordProfile {
        figures: vec![],
        counted,
        notes: vec![],
        as_of: day("2026-11-01"),
        today: Some(today()),
        after_version: None,
    }
}

#[test]
fn counted_figures_stand_apart_from_declared_ones() {
    let known = history::<Neighborhood>(&registered(), [profile(vec![counted("population", 4000)]).into()]);
    given::<Neighborhood>(known.clone()).when(profile(vec![counted("population", 4000)])).then_nothing();
    let mut state = Neighborhood::default();
    known.iter().for_each(|event| state.evolve(event));
    let kept = state.profile.expect("a profile");
    assert_eq!((kept.figures.len(), kept.counted.len(), kept.version), (0, 1, 1));
}

#[test]
fn a_counted_figure_is_of_the_closed_set_once_and_possible() {
    let twice = profile(vec![counted("population", 1), counted("population", 2)]);
    given::<Neighborhood>(registered()).when(twice).then_invalid(&["counted[1].indicator"]);
    let odd = profile(vec![counted("population", -1), counted("piped_water", 101), counted("mood", 3)]);
    given::<Neighborhood>(registered()).when(odd).then_invalid(&[
        "counted[0].value",
        "counted[1].value",
        "counted[2].indicator",
    ]);
    let mut early = profile(vec![counted("population", 1)]);
    (early.as_of, early.counted[0].counted_on) = (day("2027-01-01"), day("2027-01-01"));
    given::<Neighborhood>(registered()).when(early).then_invalid(&["counted[0].counted_on", "as_of"]);
}

#[test]
fn who_writes_on_top_of_a_version_has_seen_it() {
    let known = history::<Neighborhood>(&registered(), [profile(vec![counted("population", 4000)]).into()]);
    let mut next = profile(vec![counted("population", 4100)]);
    next.after_version = Some(0);
    given::<Neighborhood>(known.clone())
        .when(next.clone())
        .then_refused(NeighborhoodRefusal::ProfileChanged { version: 1 });
    next.after_version = Some(1);
    given::<Neighborhood>(known).when(next).then_types(&["neighborhood_profile_recorded"]);
}

fn boundary(ring: &[[i32; 2]]) -> DrawBoundary {
    let drawn = NeighborhoodBoundaryDrawn {
        boundary: Boundary { polygons: vec![vec![ring.to_vec()]] },
        as_of: day("2026-11-01"),
        source: "طرح بازآفرینی".to_owned(),
    };
    DrawBoundary { drawn, today: today() }
}

const SQUARE: [[i32; 2]; 5] = [
    [59_600_000, 36_300_000],
    [59_610_000, 36_300_000],
    [59_610_000, 36_310_000],
    [59_600_000, 36_310_000],
    [59_600_000, 36_300_000],
];

#[test]
fn a_boundary_is_of_closed_rings_on_the_globe() {
    given::<Neighborhood>(registered()).when(boundary(&SQUARE)).then_types(&["neighborhood_boundary_drawn"]);
    let known = history::<Neighborhood>(&registered(), [boundary(&SQUARE).into()]);
    given::<Neighborhood>(known).when(boundary(&SQUARE)).then_nothing();
    let beyond = [[181_000_000, 0], [0, 10], [10, 10], [181_000_000, 0]];
    let line = [[0, 0], [10, 10], [20, 20], [0, 0]];
    for wrong in [&SQUARE[..4], &[], &beyond, &line] {
        given::<Neighborhood>(registered()).when(boundary(wrong)).then_invalid(&["geometry"]);
    }
    let mut many = vec![SQUARE[0]; BOUNDARY_POINTS_MAX];
    many.extend(SQUARE);
    given::<Neighborhood>(registered()).when(boundary(&many)).then_invalid(&["geometry"]);
    given::<Neighborhood>([]).when(boundary(&SQUARE)).then_refused(NeighborhoodRefusal::NotRegistered);
}
