//! A line of equipment as rules: deliveries count until they are reversed, and what a document prints stands beside them.

use hamyar_events::equipment::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn open() -> OpenEquipmentLine {
    let line = EquipmentLineOpened {
        title: "تجهیز مدارس".to_owned(),
        title_en: None,
        facility_type: None,
        items: Some("رایانه".to_owned()),
        unit: "school".to_owned(),
        requested_by: None,
        agreement_id: None,
        allocation_id: None,
        part_of: None,
        place_id: None,
        opened_on: day("2025-03-21"),
        source: None,
    };
    OpenEquipmentLine { line, today: today() }
}

fn deliver(number: u128, units: u32) -> DeliverEquipment {
    let delivery = EquipmentDelivered {
        delivery_id: id(number),
        place_id: id(62),
        neighborhood_id: Some(id(61)),
        units,
        delivered_on: day("2025-06-01"),
    };
    DeliverEquipment { delivery, today: today() }
}

fn reverse(number: u128) -> ReverseDelivery {
    let mistake = DeliveryMistake::WrongUnits;
    let reversal = DeliveryReversed { delivery_id: id(number), mistake, reversed_on: today() };
    ReverseDelivery { reversal, today: today() }
}

fn close() -> CloseEquipmentLine {
    CloseEquipmentLine { closing: EquipmentLineClosed { closed_on: today() }, today: today() }
}

fn line(commands: impl IntoIterator<Item = EquipmentCommand>) -> Vec<EquipmentEvent> {
    history::<EquipmentLine>(&[], [vec![open().into()], commands.into_iter().collect()].concat())
}

#[test]
fn a_line_is_opened_once_and_its_credit_has_an_agreement() {
    given::<EquipmentLine>([]).when(open()).then_types(&["equipment_line_opened"]);
    given::<EquipmentLine>(line([])).when(open()).then_refused(EquipmentRefusal::AlreadyOpened);
    let mut wrong = open();
    (wrong.line.allocation_id, wrong.line.unit) = (Some(id(401)), "یک مدرسه".to_owned());
    given::<EquipmentLine>([]).when(wrong).then_invalid(&["unit", "agreement_id"]);
}

/// S116: units follow from deliveries, each of which counts once and until it is reversed.
#[test]
fn s116_deliveries_count_until_they_are_reversed() {
    given::<EquipmentLine>([]).when(deliver(431, 2)).then_refused(EquipmentRefusal::NotOpened);
    given::<EquipmentLine>(line([])).when(deliver(431, 0)).then_invalid(&["units"]);
    let delivered = line([deliver(431, 2).into()]);
    given::<EquipmentLine>(delivered.clone()).when(deliver(431, 2)).then_refused(EquipmentRefusal::IdTaken);
    given::<EquipmentLine>(delivered.clone()).when(reverse(432)).then_refused(EquipmentRefusal::UnknownDelivery);
    let reversed = history::<EquipmentLine>(&delivered, [reverse(431).into()]);
    given::<EquipmentLine>(reversed.clone()).when(reverse(431)).then_nothing();
    given::<EquipmentLine>(reversed).when(deliver(431, 2)).then_refused(EquipmentRefusal::IdTaken);
    let closed = history::<EquipmentLine>(&delivered, [close().into()]);
    given::<EquipmentLine>(closed.clone()).when(close()).then_nothing();
    given::<EquipmentLine>(closed.clone()).when(deliver(433, 1)).then_refused(EquipmentRefusal::IsClosed);
    given::<EquipmentLine>(closed).when(reverse(431)).then_types(&["delivery_reversed"]);
}

#[test]
fn what_a_document_prints_is_kept_with_its_qualifier() {
    let count = |value, qualifier| Some(DeclaredCount { value, qualifier });
    let coverage = EquipmentCoverageDeclared {
        provinces: count(20, Qualifier::Exact),
        counties: None,
        neighborhoods: count(100, Qualifier::MoreThan),
        units: None,
        source: "004/equipment_coverage".to_owned(),
        quote: None,
    };
    let declare = DeclareEquipmentCoverage { coverage, today: today() };
    given::<EquipmentLine>([]).when(declare.clone()).then_refused(EquipmentRefusal::NotOpened);
    let mut empty = declare.clone();
    (empty.coverage.provinces, empty.coverage.neighborhoods) = (None, None);
    given::<EquipmentLine>(line([])).when(empty).then_invalid(&["provinces"]);
    let declared = line([declare.clone().into()]);
    given::<EquipmentLine>(declared).when(declare).then_nothing();
}
