//! However the feed is cut, the rows are the same.

use hamyar_projections::ProjectedEvent;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::story::*;
use crate::support::Database;

fn cut(events: &[ProjectedEvent], cuts: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % events.len()).chain([events.len()]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut from = 0;
    ends.into_iter()
        .map(|end| {
            let range = from..end;
            from = end;
            range
        })
        .filter(|range| !range.is_empty())
        .collect()
}

/// Two families whose events interleave, corrections and a second cycle among them.
fn long_story() -> Story {
    use hamyar_events::family::*;
    use hamyar_events::*;
    let mut story = one_year();
    story
        .family(400, identified(400, "M1-0400", "دوم"))
        .family(400, member(401, "مریم"))
        .family(100, released(900, FIRST_CASEWORKER, "2026-04-10"))
        .family(
            400,
            MemberLeft { member_id: id(401).into(), reason: MemberLeftReason::Moved, left_on: day("2025-05-01") },
        )
        .family(100, tier(TierMoment::Baseline, 2, Tier::AtRisk, "2026-04-20"))
        .family(400, CategoryAdded { category: "widow".to_owned(), member_id: None })
        .family(100, assigned(901, SECOND_CASEWORKER, "2026-04-25", "2027-04-25"))
        .family(400, CategoryRemoved { category: "widow".to_owned(), member_id: None })
        .family(100, visited(302, "2026-05-01", Some("2026-05-10")))
        .family(
            100,
            VisitCorrected {
                visit_id: id(302).into(),
                replacement: None,
                reason: Personal::of_family(id(100), "x".to_owned()),
            },
        )
        .family(100, TaskDone { task_id: id(OWN_TASK).into(), note: None, done_on: day("2025-06-30"), evidence: None })
        .family(100, tier(TierMoment::Final, 2, Tier::Stable, "2027-04-01"));
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_cut_of_the_feed_leaves_the_same_rows(cuts in prop::collection::vec(0usize..1_000, 0..40)) {
        Runtime::new().unwrap().block_on(async {
            let events = long_story().projected();
            let whole = Database::new().await;
            whole.apply(&[&events]).await;
            let parts = Database::new().await;
            let ranges = cut(&events, &cuts);
            let batches: Vec<&[ProjectedEvent]> = ranges.iter().map(|range| &events[range.clone()]).collect();
            parts.apply(&batches).await;
            assert_eq!(whole.rows().await, parts.rows().await);
        });
    }
}

#[tokio::test]
async fn event_by_event_leaves_the_same_rows() {
    let events = long_story().projected();
    let whole = Database::new().await;
    whole.apply(&[&events]).await;
    let one_by_one = Database::new().await;
    one_by_one.apply(&events.chunks(1).collect::<Vec<_>>()).await;
    let rows = whole.rows().await;
    assert!(rows.len() > 25, "{}", rows.len());
    assert_eq!(rows, one_by_one.rows().await);
}
