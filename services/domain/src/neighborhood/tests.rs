use hamyar_events::neighborhood::{NeighborhoodGrouped, NeighborhoodRegistered, ProfileNote};

mod actors;
mod duties;
mod priority;
mod profile;
mod residents_page;

use super::*;
use crate::testing::*;

fn register() -> RegisterNeighborhood {
    RegisterNeighborhood {
        neighborhood: NeighborhoodRegistered {
            name: "قائم".to_owned(),
            name_en: None,
            place_id: id(81),
            valid_from: None,
            source: "002/mashhad_neighbourhoods".to_owned(),
        },
    }
}

fn group(group: u128, rank: u16) -> GroupNeighborhood {
    let group =
        NeighborhoodGrouped { group_id: id(group), rank: Some(rank), valid_from: None, source: "002".to_owned() };
    GroupNeighborhood { group }
}

fn profile(text: &str) -> RecordProfile {
    let note = ProfileNote { kind: "need".to_owned(), text: text.to_owned(), source: "002".to_owned() };
    RecordProfile {
        figures: vec![],
        counted: vec![],
        notes: vec![note],
        as_of: day("2025-01-01"),
        today: None,
        after_version: None,
    }
}

/// S094: names are not unique; each stream is a neighborhood of its own.
#[test]
fn a_neighborhood_is_registered_once_under_its_id() {
    given::<Neighborhood>([]).when(register()).then_types(&["neighborhood_registered"]);
    let known = history::<Neighborhood>(&[], [register().into()]);
    given::<Neighborhood>(known).when(register()).then_refused(NeighborhoodRefusal::AlreadyRegistered);
    given::<Neighborhood>([]).when(group(82, 1)).then_refused(NeighborhoodRefusal::NotRegistered);
}

/// S096: its rank in a zone.
#[test]
fn a_neighborhood_has_a_rank_in_each_of_its_groups() {
    let known = history::<Neighborhood>(&[], [register().into(), group(82, 1).into(), group(83, 4).into()]);
    given::<Neighborhood>(known.clone()).when(group(82, 1)).then_nothing();
    given::<Neighborhood>(known.clone()).when(group(82, 2)).then_types(&["neighborhood_grouped"]);
    let out = UngroupNeighborhood { group_id: id(84), until: day("2025-01-01") };
    given::<Neighborhood>(known).when(out).then_refused(NeighborhoodRefusal::NotInGroup);
}

#[test]
fn a_profile_has_versions() {
    let known = history::<Neighborhood>(&[], [register().into(), profile("درمانگاه").into()]);
    given::<Neighborhood>(known.clone()).when(profile("درمانگاه")).then_nothing();
    let next = history::<Neighborhood>(&known, [profile("کتابخانه").into()]);
    let mut state = Neighborhood::default();
    next.iter().for_each(|event| state.evolve(event));
    assert_eq!(state.profile.map(|profile| profile.version), Some(2));
}

#[test]
fn a_note_of_a_profile_speaks_of_the_place_and_never_of_an_actor() {
    let known = history::<Neighborhood>(&[], [register().into()]);
    let of_kind = |kind: &str| {
        let note = ProfileNote { kind: kind.to_owned(), text: "کتابخانه".to_owned(), source: "002".to_owned() };
        RecordProfile {
            figures: vec![],
            counted: vec![],
            notes: vec![note],
            as_of: day("2025-01-01"),
            today: None,
            after_version: None,
        }
    };
    for kind in NOTE_KINDS {
        given::<Neighborhood>(known.clone()).when(of_kind(kind)).then_types(&["neighborhood_profile_recorded"]);
    }
    for kind in ["actor", "person", ""] {
        given::<Neighborhood>(known.clone()).when(of_kind(kind)).then_invalid(&["notes[0].kind"]);
    }
}

/// The history of a neighborhood that is registered and nothing more.
fn registered() -> Vec<hamyar_events::NeighborhoodEvent> {
    history::<Neighborhood>(&[], [register().into()])
}
