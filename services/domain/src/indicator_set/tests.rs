use hamyar_events::*;

use super::*;
use crate::testing::*;

fn publish(change: impl FnOnce(&mut PublishIndicatorSet)) -> PublishIndicatorSet {
    let mut wish = default_indicator_set();
    change(&mut wish);
    wish
}

/// The shipped set: ten indicators a domain, five steps each, in both languages.
#[test]
fn the_shipped_set_is_accepted() {
    given::<IndicatorSet>([]).when(default_indicator_set()).then_types(&["indicator_set_published"]);
    for domain in Domain::ALL {
        let of_domain = default_indicator_set().indicators.into_iter().filter(|one| one.domain == *domain);
        assert_eq!(of_domain.count(), 10, "{domain}");
    }
}

/// S019: a new version stands beside the old one.
#[test]
fn versions_follow_each_other_and_stay() {
    let first = history::<IndicatorSet>(&[], [default_indicator_set().into()]);
    given::<IndicatorSet>(first.clone()).when(default_indicator_set()).then_nothing();
    let second = history::<IndicatorSet>(&first, [publish(|wish| wish.indicators[0].weight = 3).into()]);
    let mut set = IndicatorSet::default();
    second.iter().for_each(|event| set.evolve(event));
    let weight = |version| set.published(id(91), version).map(|one| one.indicators[0].weight);
    assert_eq!((weight(1), weight(2), weight(3)), (Some(8), Some(3), None));
    let earlier = publish(|wish| wish.effective_from = day("2000-01-01"));
    let earlier = PublishIndicatorSet {
        bands: hamyar_events::indicator_set::TierBands { harmed_below: 350, ..earlier.bands },
        ..earlier
    };
    let last = day("2011-03-21");
    given::<IndicatorSet>(first).when(earlier).then_refused(IndicatorSetRefusal::EffectiveBeforeLast { last });
}

#[test]
fn each_domain_has_an_indicator() {
    let without = publish(|wish| wish.indicators.retain(|one| one.domain != Domain::Cultural));
    let domains = vec![Domain::Cultural];
    given::<IndicatorSet>([]).when(without).then_refused(IndicatorSetRefusal::DomainEmpty { domains });
    let few = publish(|wish| wish.bands.readings_per_domain = 11);
    let refusal = IndicatorSetRefusal::TooFewForRule { domain: Domain::Social, indicators: 10, needed: 11 };
    given::<IndicatorSet>([]).when(few).then_refused(refusal);
}

#[test]
fn bands_are_in_order() {
    for (harmed, at_risk) in [(0, 600), (600, 600), (700, 600), (400, 1001)] {
        let odd = publish(|wish| (wish.bands.harmed_below, wish.bands.at_risk_below) = (harmed, at_risk));
        given::<IndicatorSet>([]).when(odd).then_refused(IndicatorSetRefusal::BandsUnordered);
    }
}

#[test]
fn indicators_have_unique_codes_five_steps_and_weights() {
    let odd = publish(|wish| {
        wish.indicators[1].code = wish.indicators[0].code.clone();
        wish.indicators[2].steps.pop();
        wish.indicators[3].weight = 11;
        wish.indicators[4].critical_at = Some(4);
        wish.indicators[5].title.en.clear();
    });
    given::<IndicatorSet>([]).when(odd).then_invalid(&[
        "indicators[1].code",
        "indicators[2].steps",
        "indicators[3].weight",
        "indicators[4].critical_at",
        "indicators[5].title.en",
    ]);
}

#[test]
fn no_indicator_is_about_belief_ethnicity_or_politics() {
    for (code, fa, en) in [
        ("religion", "پایبندی", "Observance"),
        ("x", "قومیت خانواده", "Origin"),
        ("y", "گرایش سیاسی", "Leaning"),
        ("z", "نماگر", "Ethnic group"),
    ] {
        let odd = publish(|wish| {
            let one = &mut wish.indicators[0];
            (one.code, one.title.fa, one.title.en) = (code.to_owned(), fa.to_owned(), en.to_owned());
        });
        given::<IndicatorSet>([]).when(odd).then_invalid(&["indicators[0].title"]);
    }
}

#[test]
fn the_score_is_a_weighted_share_in_whole_thousandths() {
    let set = published();
    let read = |code: &str, value| hamyar_events::family::UsedReading {
        indicator: code.to_owned(),
        value,
        assessment_id: id(1),
    };
    // Weights 9 and 6: (9×1 + 6×3) × 1000 / (15×4) = 450.
    let computed = compute_tier(&set, vec![read("income", 1), read("debt", 3)]).unwrap();
    assert_eq!((computed.score, computed.domains.len(), computed.tier), (450, 1, Tier::AtRisk));
    assert_eq!((computed.harms, computed.strengths), (vec!["income".to_owned()], vec!["debt".to_owned()]));
    assert_eq!(compute_tier(&set, vec![read("unknown", 1)]), None);
}

fn drafted(change: impl FnOnce(&mut DraftIndicatorSet)) -> DraftIndicatorSet {
    let PublishIndicatorSet { title, indicators, bands, .. } = default_indicator_set();
    let mut draft = DraftIndicatorSet { based_on: Some(1), title, indicators, bands };
    change(&mut draft);
    draft
}

fn state(events: &[IndicatorSetEvent]) -> IndicatorSet {
    let mut set = IndicatorSet::default();
    events.iter().for_each(|event| set.evolve(event));
    set
}

/// A draft may lack words; it is no version and changes none.
#[test]
fn a_draft_may_be_unfinished_and_is_no_version() {
    let published = history::<IndicatorSet>(&[], [default_indicator_set().into()]);
    let unfinished = drafted(|draft| {
        draft.indicators[0].steps[2].en.clear();
        draft.title.fa.clear();
        draft.bands.harmed_below = 900;
    });
    given::<IndicatorSet>(published.clone()).when(unfinished.clone()).then_types(&["indicator_set_drafted"]);
    let events = history::<IndicatorSet>(&published, [unfinished.clone().into()]);
    given::<IndicatorSet>(events.clone()).when(unfinished).then_nothing();
    let set = state(&events);
    assert_eq!((set.versions.len(), set.draft.is_some()), (1, true));
    assert_eq!(set.in_effect(id(91), day("2026-11-23")), state(&published).in_effect(id(91), day("2026-11-23")));
}

#[test]
fn a_draft_that_no_version_could_hold_is_refused_with_its_fields() {
    let wrong = drafted(|draft| {
        draft.indicators[0].weight = 11;
        draft.indicators[1].critical_at = Some(4);
        draft.indicators[2].code = draft.indicators[3].code.clone();
        draft.indicators[4].title.en = "Religious belief".to_owned();
        draft.indicators[5].steps.pop();
    });
    given::<IndicatorSet>([]).when(wrong).then_invalid(&[
        "indicators[0].weight",
        "indicators[1].critical_at",
        "indicators[3].code",
        "indicators[4].title",
        "indicators[5].steps",
    ]);
}

#[test]
fn publishing_ends_the_draft_and_it_can_be_given_up() {
    let published = history::<IndicatorSet>(&[], [default_indicator_set().into()]);
    let events = history::<IndicatorSet>(&published, [drafted(|draft| draft.indicators[0].weight = 2).into()]);
    given::<IndicatorSet>(events.clone())
        .when(DiscardIndicatorSetDraft {})
        .then_types(&["indicator_set_draft_discarded"]);
    given::<IndicatorSet>(published).when(DiscardIndicatorSetDraft {}).then_nothing();
    let given_up = history::<IndicatorSet>(&events, [DiscardIndicatorSetDraft {}.into()]);
    assert_eq!(state(&given_up).draft, None);
    let next = history::<IndicatorSet>(&events, [publish(|wish| wish.indicators[0].weight = 2).into()]);
    assert_eq!((state(&next).versions.len(), state(&next).draft), (2, None));
}
