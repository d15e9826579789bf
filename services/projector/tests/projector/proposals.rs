//! Notices of proposed tiers.

use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::waiting::{WaitingFor, WaitingKind, waiting};

use crate::story::*;
use crate::support::Database;

/// Told for two weeks from the day on which it was written down: a no that names a day long past is news all the same.
#[tokio::test]
async fn a_no_is_told_by_the_day_on_which_it_was_written_down() {
    let proposer = id(777);
    let mut story = world();
    story
        .family(100, identified(100, "M1-0100", "خانواده"))
        .family(100, assigned(600, FIRST_CASEWORKER, "2025-04-10", "2026-04-10"))
        .family(
            100,
            TierProposed {
                proposal_id: id(800).into(),
                moment: AssessmentMoment::Baseline,
                cycle: 1,
                tier: Tier::Harmed,
                computed: Tier::AtRisk,
                reason: Personal::of_family(id(100), "دلیل".to_owned()),
                user_id: proposer.into(),
                proposed_on: day("2025-04-21"),
            },
        )
        .family(
            100,
            TierProposalAnswered {
                proposal_id: id(800).into(),
                outcome: ProposalOutcome::Declined,
                answer: None,
                user_id: id(999).into(),
                answered_on: day("2025-04-22"),
            },
        );
    let database = Database::with(&story).await;
    let whom = WaitingFor { user_id: proposer, caseworker_id: Some(id(FIRST_CASEWORKER)), ..WaitingFor::default() };
    let recorded = hamyar_persian::tehran_date(story.projected().last().unwrap().recorded_at);
    let told = async |today| {
        let found = waiting(&database.pool, &whom, today).await.unwrap();
        found.into_iter().find(|one| one.kind == WaitingKind::TierProposalDeclined).map(|one| one.since)
    };
    assert_eq!(told(recorded).await, Some(recorded));
    assert_eq!(told(recorded + chrono::Days::new(13)).await, Some(recorded));
    assert_eq!(told(recorded + chrono::Days::new(14)).await, None);
}
