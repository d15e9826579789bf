//! The page that residents read.

use hamyar_events::neighborhood::{PageAction, PageOffice, ResidentsPage, ResidentsPagePublished};
use hamyar_events::{DutyState, Horizon, NeighborhoodEvent};

use super::super::*;
use super::registered;
use crate::testing::*;

fn page(text: &str) -> ResidentsPage {
    let action = PageAction {
        text: text.to_owned(),
        horizon: Horizon::Short,
        agencies: vec!["شهرداری".to_owned()],
        state: DutyState::Underway,
    };
    ResidentsPage { actions: vec![action], ..ResidentsPage::default() }
}

fn publish(text: &str) -> PublishResidentsPage {
    PublishResidentsPage { page: page(text), published_on: today(), after_version: None, today: today() }
}

fn withdraw() -> WithdrawResidentsPage {
    WithdrawResidentsPage { reason: "تازه می‌شود".to_owned(), withdrawn_on: today(), today: today() }
}

fn version_of(events: &[NeighborhoodEvent]) -> u32 {
    match events {
        [NeighborhoodEvent::ResidentsPagePublished(ResidentsPagePublished { version, .. })] => *version,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_publication_is_the_next_version_and_the_same_page_is_published_once() {
    let first = publish("روشنایی کوچه‌ها");
    assert_eq!(version_of(&given::<Neighborhood>(registered()).when(first.clone()).events()), 1);
    let known = history::<Neighborhood>(&registered(), [first.clone().into()]);
    given::<Neighborhood>(known.clone()).when(first.clone()).then_nothing();
    assert_eq!(version_of(&given::<Neighborhood>(known.clone()).when(publish("جمع کردن پسماند")).events()), 2);
    let stale = PublishResidentsPage { after_version: Some(0), ..publish("جمع کردن پسماند") };
    given::<Neighborhood>(known.clone())
        .when(stale)
        .then_refused(NeighborhoodRefusal::ResidentsPageChanged { version: 1 });
    // Taken back, the same page is published anew as the next version.
    let gone = history::<Neighborhood>(&known, [withdraw().into()]);
    assert_eq!(version_of(&given::<Neighborhood>(gone).when(first).events()), 2);
}

#[test]
fn a_page_without_a_line_or_with_too_many_is_refused() {
    let empty = PublishResidentsPage { page: ResidentsPage::default(), ..publish("x") };
    given::<Neighborhood>(registered()).when(empty).then_refused(NeighborhoodRefusal::ResidentsPageEmpty);
    let mut long = publish("کار");
    long.page.actions = vec![long.page.actions[0].clone(); PAGE_LINES_MAX + 1];
    given::<Neighborhood>(registered())
        .when(long)
        .then_refused(NeighborhoodRefusal::ResidentsPageTooLong { lines: 61 });
    given::<Neighborhood>(Vec::new()).when(publish("کار")).then_refused(NeighborhoodRefusal::NotRegistered);
    let late = PublishResidentsPage { published_on: day("2027-01-01"), ..publish("کار") };
    given::<Neighborhood>(registered()).when(late).then_invalid(&["published_on"]);
    given::<Neighborhood>(registered()).when(publish(" ")).then_invalid(&["page.actions[0].text"]);
}

#[test]
fn no_page_labels_a_place_or_its_people_in_any_spelling() {
    for (text, word) in [
        ("ساماندهی حاشیه نشینی", "حاشیه نشین"),
        ("ساماندهی حاشيه‌نشینان", "حاشیه نشین"),
        ("آموزش معتادان محله", "معتاد"),
        ("Work with addicts", "addict"),
    ] {
        let refused = NeighborhoodRefusal::LabellingWord { word: word.to_owned() };
        given::<Neighborhood>(registered()).when(publish(text)).then_refused(refused);
    }
    let mut office = publish("روشنایی");
    office.page.office =
        Some(PageOffice {
            name: Some("دفتر".to_owned()), address: Some("پشت زاغه‌ها".to_owned()), hours: None
        });
    let refused = NeighborhoodRefusal::LabellingWord { word: "زاغه".to_owned() };
    given::<Neighborhood>(registered()).when(office).then_refused(refused);
    for plain in ["کتابخانهٔ محله", "آنچه از او باشد", "سبزه کاری در حاشیه ایستگاه"]
    {
        assert_eq!(labelling_word(plain), None, "{plain}");
    }
}

#[test]
fn what_is_published_can_be_taken_back_once() {
    given::<Neighborhood>(registered()).when(withdraw()).then_refused(NeighborhoodRefusal::NoResidentsPage);
    let known = history::<Neighborhood>(&registered(), [publish("روشنایی").into()]);
    given::<Neighborhood>(known.clone()).when(withdraw()).then_types(&["residents_page_withdrawn"]);
    let early = WithdrawResidentsPage { withdrawn_on: day("2020-01-01"), ..withdraw() };
    given::<Neighborhood>(known.clone()).when(early).then_invalid(&["withdrawn_on"]);
    let silent = WithdrawResidentsPage { reason: String::new(), ..withdraw() };
    given::<Neighborhood>(known.clone()).when(silent).then_invalid(&["reason"]);
    let gone = history::<Neighborhood>(&known, [withdraw().into()]);
    given::<Neighborhood>(gone).when(withdraw()).then_refused(NeighborhoodRefusal::NoResidentsPage);
}
