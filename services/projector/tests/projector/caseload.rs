//! Caseworker events → caseloads.

use hamyar_events::caseworker::*;
use hamyar_events::*;
use hamyar_projections::caseworkers::{self, CaseloadFlag};

use crate::story::*;
use crate::support::Database;

#[tokio::test]
async fn s028_s030_a_caseload_shows_missing_hours_and_spare_capacity() {
    let mut story = one_year();
    story.caseworker(FIRST_CASEWORKER, trained(TrainingPhase::During, 15));
    let database = Database::with(&story).await;
    let caseloads = caseworkers::caseloads(&database.pool, Some(id(CENTER)), day("2025-06-20")).await.unwrap();
    let first = caseloads.iter().find(|one| one.caseworker.id == id(FIRST_CASEWORKER)).unwrap();
    assert_eq!((first.families, first.reserved, first.flag), (1, 0, CaseloadFlag::Spare));
    assert_eq!((first.hours_before, first.hours_during, first.hours_missing), (40, 15, 25));
    assert!(first.accredited);
    assert!(first.overdue_items > 0);
    let second = caseloads.iter().find(|one| one.caseworker.id == id(SECOND_CASEWORKER)).unwrap();
    assert!(!second.accredited);
    assert_eq!(second.hours_missing, 80);
}

#[tokio::test]
async fn a_reserved_slot_counts_until_it_is_held_freed_or_handed_over() {
    let mut story = one_year();
    for number in 0..14 {
        story.caseworker(FIRST_CASEWORKER, reserved(910 + number, 200 + number));
    }
    let flag = async |story: &Story| {
        let database = Database::with(story).await;
        let one =
            caseworkers::caseload_of(&database.pool, id(FIRST_CASEWORKER), day("2025-06-20")).await.unwrap().unwrap();
        (one.families, one.reserved, one.flag)
    };
    assert_eq!(flag(&story).await, (1, 14, CaseloadFlag::Full));
    story.caseworker(
        FIRST_CASEWORKER,
        ReservationReleased {
            assignment_id: id(910).into(),
            family_id: id(200).into(),
            because: "not_harmed".to_owned(),
        },
    );
    assert_eq!(flag(&story).await, (1, 13, CaseloadFlag::Ok));
    story.caseworker(FIRST_CASEWORKER, FamilyHandedOver { assignment_id: id(900).into(), family_id: id(100).into() });
    assert_eq!(flag(&story).await, (0, 13, CaseloadFlag::Ok));
}

#[tokio::test]
async fn leave_shows_and_ends() {
    let mut story = world();
    story.caseworker(FIRST_CASEWORKER, LeaveStarted { from: day("2025-05-01"), until: None });
    let database = Database::with(&story).await;
    let view = caseworkers::caseworker(&database.pool, id(FIRST_CASEWORKER), day("2025-05-02")).await.unwrap().unwrap();
    assert!(view.caseload.on_leave);
    assert_eq!(view.trainings.len(), 1);
    assert_eq!(view.center.name.as_deref(), Some("مرکز نور"));
    story.caseworker(FIRST_CASEWORKER, LeaveEnded { on: day("2025-05-09") });
    let database = Database::with(&story).await;
    let view = caseworkers::caseworker(&database.pool, id(FIRST_CASEWORKER), day("2025-05-10")).await.unwrap().unwrap();
    assert!(!view.caseload.on_leave);
}
