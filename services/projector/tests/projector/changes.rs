//! Changes between baseline and final assessment: only beyond the margin, by group, with small cells kept.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::changes::{self, Changes, ChangesFilter, GroupBy, MARGIN};
use hamyar_projections::cycles::BeforeAfterFilter;

use crate::story::*;
use crate::support::Database;

/// A tier with its scores (whole, social, economic, cultural) and one indicator's step.
fn scored(moment: TierMoment, on: &str, given: Tier, scores: [u16; 4], debt: u8) -> TierAssigned {
    let mut event = tier(moment, 1, given, on);
    if let Some(computed) = &mut event.computed {
        computed.score = scores[0];
        for (domain, score) in computed.domains.iter_mut().zip(&scores[1..]) {
            domain.score = *score;
        }
        computed.readings =
            vec![UsedReading { indicator: "debt".to_owned(), value: debt, assessment_id: id(900).into() }];
    }
    event
}

fn family(story: &mut Story, number: u128, before: (Tier, u16, u8), after: Option<(Tier, u16, u8)>) {
    let scores = |score: u16| [score, score, 500, 500];
    story
        .family(number, identified(number, &format!("M1-{number}"), "خانواده"))
        .family(number, scored(TierMoment::Baseline, "2025-04-05", before.0, scores(before.1), before.2));
    if let Some((given, score, debt)) = after {
        story.family(number, scored(TierMoment::Final, "2026-04-01", given, scores(score), debt));
    }
}

fn of_year(by: Option<GroupBy>, margin: u16) -> ChangesFilter {
    ChangesFilter { cycles: BeforeAfterFilter { year: 1404, ..BeforeAfterFilter::default() }, margin, by }
}

async fn asked(database: &Database, filter: &ChangesFilter) -> Changes {
    changes::changes(&database.pool, filter, None).await.unwrap()
}

#[tokio::test]
async fn a_change_counts_beyond_the_margin_alone() {
    let mut story = world();
    family(&mut story, 100, (Tier::Harmed, 380, 1), Some((Tier::AtRisk, 410, 1)));
    family(&mut story, 101, (Tier::Harmed, 300, 1), Some((Tier::AtRisk, 500, 3)));
    family(&mut story, 102, (Tier::AtRisk, 500, 2), Some((Tier::Harmed, 380, 0)));
    family(&mut story, 103, (Tier::Harmed, 300, 1), None);
    let database = Database::with(&story).await;
    let told = asked(&database, &of_year(None, MARGIN)).await;
    let counts = |part: &changes::Part| (part.better.families, part.same.families, part.worse.families);
    assert_eq!(told.whole.families, Some(3), "who was tiered once stands apart");
    assert_eq!(
        counts(&told.whole),
        (Some(1), Some(1), Some(1)),
        "thirty thousandths are no change, though the tier is another"
    );
    assert_eq!(counts(&asked(&database, &of_year(None, 20)).await.whole), (Some(2), Some(0), Some(1)));
    assert_eq!(counts(&asked(&database, &of_year(None, 300)).await.whole), (Some(0), Some(3), Some(0)));
    let share = told.whole.better.share.unwrap();
    assert!((share.share - 1.0 / 3.0).abs() < 1e-9 && share.low < share.share && share.share < share.high);
    assert_eq!(told.whole.tests.map(|tests| tests.changed), Some(3));
    let social = told.domains.iter().find(|one| one.domain == Domain::Social).unwrap();
    let economic = told.domains.iter().find(|one| one.domain == Domain::Economic).unwrap();
    assert_eq!((counts(&social.part), counts(&economic.part)), (counts(&told.whole), (Some(0), Some(3), Some(0))));
    let [debt] = told.indicators.as_slice() else { panic!("{:?}", told.indicators) };
    assert_eq!(
        (debt.indicator.as_str(), counts(&debt.part)),
        ("debt", (Some(1), Some(1), Some(1))),
        "a step is a step"
    );
}

#[tokio::test]
async fn two_versions_of_the_set_are_not_compared() {
    let mut story = world();
    family(&mut story, 100, (Tier::Harmed, 300, 1), Some((Tier::AtRisk, 500, 3)));
    story.family(101, identified(101, "M1-0101", "خانواده"));
    story.family(101, scored(TierMoment::Baseline, "2025-04-05", Tier::Harmed, [300; 4], 1));
    let mut newer = scored(TierMoment::Final, "2026-04-01", Tier::Stable, [900; 4], 4);
    if let Some(computed) = &mut newer.computed {
        computed.set.version = 2;
    }
    story.family(101, newer);
    let told = asked(&Database::with(&story).await, &of_year(None, MARGIN)).await;
    assert_eq!((told.whole.families, told.two_versions, told.without_readings), (Some(1), Some(1), Some(0)));
}

fn given(number: u128, domain: Domain, kind: &str, on: &str) -> ServiceDelivered {
    let service = service(domain, kind, day(on));
    ServiceDelivered { service_id: id(number).into(), caseworker_id: None, visit_id: None, entry_id: None, service }
}

#[tokio::test]
async fn groups_are_by_who_where_and_what_was_given_between_the_two() {
    let mut story = world();
    for number in 100..104 {
        family(&mut story, number, (Tier::Harmed, 300, 1), Some((Tier::AtRisk, 500, 3)));
    }
    let struck = ServiceCorrected {
        service_id: id(703).into(),
        replacement: None,
        reason: Personal::of_family(id(102), "اشتباه".to_owned()),
    };
    story
        .family(100, given(700, Domain::Economic, "loan", "2025-06-01"))
        .family(100, given(701, Domain::Economic, "loan", "2025-07-01"))
        .family(101, given(702, Domain::Social, "counselling", "2025-06-01"))
        .family(102, given(703, Domain::Social, "counselling", "2025-06-01"))
        .family(102, struck)
        .family(103, given(704, Domain::Social, "counselling", "2026-08-01"));
    let database = Database::with(&story).await;
    let groups = async |by| {
        let told = asked(&database, &of_year(Some(by), MARGIN)).await;
        let named =
            told.groups.into_iter().map(|one| (one.code.unwrap_or_default(), one.part.families.unwrap_or_default()));
        let mut named: Vec<_> = named.collect();
        named.sort();
        named
    };
    let text = |found: &[(&str, i64)]| -> Vec<(String, i64)> {
        found.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect()
    };
    assert_eq!(groups(GroupBy::ServiceKind).await, text(&[("counselling", 1), ("loan", 1), ("none", 2)]));
    assert_eq!(groups(GroupBy::ServiceDomain).await, text(&[("economic", 1), ("none", 2), ("social", 1)]));
    assert_eq!(groups(GroupBy::HouseholdType).await, text(&[("female_headed", 4)]));
    let told = asked(&database, &of_year(Some(GroupBy::Center), MARGIN)).await;
    assert_eq!(told.groups.len(), 1);
    assert_eq!(told.groups[0].named.as_ref().map(|center| center.id), Some(id(CENTER)));
}

/// S064: a reader of counts alone is shown no small count, nor what would give one back.
#[tokio::test]
async fn small_counts_are_kept_in_every_figure() {
    let mut story = world();
    for number in 100..130 {
        let after = if number % 10 == 0 { (Tier::Harmed, 200, 0) } else { (Tier::AtRisk, 500, 3) };
        family(&mut story, number, (Tier::Harmed, 300, 1), Some(after));
    }
    let database = Database::with(&story).await;
    let keyed = |text: &str| {
        text.bytes()
            .fold(14_695_981_039_346_656_037_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(1_099_511_628_211))
    };
    let filter = of_year(Some(GroupBy::Neighborhood), MARGIN);
    let told = changes::changes(&database.pool, &filter, Some(&keyed)).await.unwrap();
    assert!(told.rounded);
    let groups = told.groups.iter().map(|one| &one.part);
    let parts: Vec<_> = [&told.whole]
        .into_iter()
        .chain(told.domains.iter().map(|one| &one.part))
        .chain(told.indicators.iter().map(|one| &one.part))
        .chain(groups)
        .collect();
    for part in parts {
        for count in
            [part.families, part.better.families, part.same.families, part.worse.families].into_iter().flatten()
        {
            assert!(count >= 5 && count % 5 == 0, "{count}");
        }
        assert!(part.mean.is_none() && part.tests.is_none(), "a test of a table with a hidden cell would tell it");
        assert!(part.worse.families.is_some() == part.worse.share.is_some(), "no share of a hidden count");
    }
    assert_eq!(told.whole.worse.families, None, "three families");
    let again = changes::changes(&database.pool, &filter, Some(&keyed)).await.unwrap();
    assert_eq!(told, again, "asking again draws no other error");
}
