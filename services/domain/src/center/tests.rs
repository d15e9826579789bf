use hamyar_events::CenterHost;
use hamyar_events::center::CenterRegistered;

use super::*;
use crate::testing::*;

fn register(prefix: &str) -> RegisterCenter {
    let center = CenterRegistered {
        name: "مرکز همیاری سپیده".to_owned(),
        host: CenterHost::Mosque,
        file_prefix: prefix.to_owned(),
        neighborhood_ids: vec![id(61)],
        opened_on: day("2024-01-01"),
    };
    RegisterCenter { center, today: today() }
}

fn close(families_left: u32) -> CloseCenter {
    CloseCenter { closed_on: day("2026-01-01"), families_left, caseworkers_left: 0, today: today() }
}

#[test]
fn a_center_is_opened_with_its_own_file_prefix() {
    given::<Center>([]).when(register("M12")).then_types(&["center_registered"]);
    for odd in ["", "M1234", "م۱"] {
        given::<Center>([]).when(register(odd)).then_invalid(&["file_prefix"]);
    }
    let opened = history::<Center>(&[], [register("M12").into()]);
    given::<Center>(opened).when(register("M12")).then_refused(CenterRefusal::AlreadyRegistered);
}

#[test]
fn the_neighborhoods_of_a_center_are_set_whole() {
    let set = |ids: &[u128]| SetNeighborhoods { neighborhood_ids: ids.iter().map(|one| id(*one)).collect() };
    let opened = history::<Center>(&[], [register("M12").into()]);
    given::<Center>(opened.clone()).when(set(&[61])).then_nothing();
    given::<Center>(opened).when(set(&[61, 62])).then_types(&["center_neighborhoods_set"]);
    given::<Center>([]).when(set(&[61])).then_refused(CenterRefusal::NotRegistered);
}

#[test]
fn a_center_with_families_is_not_closed() {
    let opened = history::<Center>(&[], [register("M12").into()]);
    let refusal = CenterRefusal::NotEmpty { families: 3, caseworkers: 0 };
    given::<Center>(opened.clone()).when(close(3)).then_refused(refusal);
    let closed = history::<Center>(&opened, [close(0).into()]);
    given::<Center>(closed.clone()).when(close(0)).then_nothing();
    let closed_on = day("2026-01-01");
    given::<Center>(closed)
        .when(SetNeighborhoods { neighborhood_ids: vec![] })
        .then_refused(CenterRefusal::Closed { closed_on });
}

/// The manager decides on another tier until the center says otherwise.
#[test]
fn the_center_says_who_decides_on_another_tier() {
    let opened = history::<Center>(&[], [register("M12").into()]);
    given::<Center>(opened.clone()).when(SetTierApproval { needed: true }).then_nothing();
    given::<Center>(opened.clone()).when(SetTierApproval { needed: false }).then_types(&["tier_approval_set"]);
    let waived = history::<Center>(&opened, [SetTierApproval { needed: false }.into()]);
    given::<Center>(waived.clone()).when(SetTierApproval { needed: false }).then_nothing();
    given::<Center>(waived).when(SetTierApproval { needed: true }).then_types(&["tier_approval_set"]);
    given::<Center>([]).when(SetTierApproval { needed: false }).then_refused(CenterRefusal::NotRegistered);
}
