//! The power map.

use hamyar_events::neighborhood::{LocalActorMapped, LocalContactNamed, ResidentAttitudeRecorded};
use hamyar_events::{ActorPart, Attitude, LocalActorKind, LocalContactKind};

use super::super::*;
use super::registered;
use crate::testing::*;

fn map(attitude: Attitude, influence: u8, again: bool) -> MapActor {
    let actor = LocalActorMapped {
        actor_id: id(71),
        kind: LocalActorKind::Body,
        title: "هیئت امنای مسجد".to_owned(),
        part: ActorPart::Influential,
        agency_id: None,
        attitude,
        reason: "از کتابخانه پشتیبانی می‌کند".to_owned(),
        influence,
        mapped_on: today(),
    };
    MapActor { actor, again, today: today() }
}

#[test]
fn s103_an_actor_stands_in_the_map_with_attitude_reason_and_influence() {
    let known = history::<Neighborhood>(&registered(), [map(Attitude::Supporter, 4, false).into()]);
    given::<Neighborhood>(known.clone()).when(map(Attitude::Supporter, 4, true)).then_nothing();
    given::<Neighborhood>(known.clone()).when(map(Attitude::Opponent, 4, true)).then_types(&["local_actor_mapped"]);
    given::<Neighborhood>(registered())
        .when(map(Attitude::Opponent, 4, true))
        .then_refused(NeighborhoodRefusal::UnknownActor);
    let mut silent = map(Attitude::Indifferent, 6, false);
    silent.actor.reason = " ".to_owned();
    given::<Neighborhood>(registered()).when(silent).then_invalid(&["reason", "influence"]);
    let strike =
        StrikeActor { actor_id: id(71), reason: "منحل شد".to_owned(), struck_on: today(), today: today() };
    given::<Neighborhood>(known).when(strike.clone()).then_types(&["local_actor_struck"]);
    given::<Neighborhood>(registered()).when(strike).then_refused(NeighborhoodRefusal::UnknownActor);
}

fn resident(attitude: &str, again: bool) -> RecordResident {
    let who = id(73);
    let resident = ResidentAttitudeRecorded {
        resident_id: who,
        name: of_resident(who, "زهرا نمونه".to_owned()),
        attitude: of_resident(who, attitude.to_owned()),
        reason: of_resident(who, "از ویرانی خانه‌ها می‌ترسد".to_owned()),
        recorded_on: today(),
    };
    RecordResident { resident, again, today: today() }
}

/// S103: supporter, opponent or indifferent, with reason; sealed with the resident's own key.
#[test]
fn s103_a_resident_is_recorded_with_attitude_and_reason_and_nothing_of_it_is_open() {
    for attitude in Attitude::ALL {
        given::<Neighborhood>(registered())
            .when(resident(attitude.as_str(), false))
            .then_types(&["resident_attitude_recorded"]);
    }
    let mut wrong = resident("angry", false);
    wrong.resident.reason = of_resident(id(73), " ".to_owned());
    given::<Neighborhood>(registered()).when(wrong).then_invalid(&["reason", "attitude"]);
    let known = history::<Neighborhood>(&registered(), [resident("opponent", false).into()]);
    given::<Neighborhood>(known.clone()).when(resident("supporter", true)).then_types(&["resident_attitude_recorded"]);
    let gone = WithdrawResident { resident_id: id(73), withdrawn_on: today(), today: today() };
    let known = history::<Neighborhood>(&known, [gone.clone().into()]);
    given::<Neighborhood>(known.clone()).when(gone).then_refused(NeighborhoodRefusal::UnknownResident);
    given::<Neighborhood>(known).when(resident("supporter", true)).then_refused(NeighborhoodRefusal::UnknownResident);
}

#[test]
fn a_trusted_person_is_named_and_withdrawn() {
    let who = id(74);
    let contact = LocalContactNamed {
        contact_id: who,
        kind: LocalContactKind::Trusted,
        name: of_contact(who, "حسین نمونه".to_owned()),
        standing: of_contact(who, "نانوای محله".to_owned()),
        named_on: today(),
    };
    let name = NameContact { contact, again: false, today: today() };
    let known = history::<Neighborhood>(&registered(), [name.clone().into()]);
    let again = NameContact { again: true, ..name };
    given::<Neighborhood>(registered()).when(again).then_refused(NeighborhoodRefusal::UnknownContact);
    let gone = WithdrawContact { contact_id: who, withdrawn_on: today(), today: today() };
    given::<Neighborhood>(known).when(gone.clone()).then_types(&["local_contact_withdrawn"]);
    given::<Neighborhood>(registered()).when(gone).then_refused(NeighborhoodRefusal::UnknownContact);
}
