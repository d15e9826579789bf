use hamyar_domain::commission::{CaseState, CloseSession, DecideCase};
use hamyar_domain::family::{ReferralState, WithdrawReferral};
use hamyar_domain::{Commission, Family};
use hamyar_event_store::ExecuteError;
use hamyar_events::family::ReferralWithdrawn;
use hamyar_events::*;
use hamyar_processes::*;

use crate::support::*;

fn wish() -> Decide {
    Decide { family_id: FamilyId(FAMILY), decision: decision(), votes: Vec::new() }
}

fn first_step() -> DecideCase {
    DecideCase {
        family_id: FamilyId(FAMILY),
        decision: decision(),
        votes: Vec::new(),
        caseworker_id: None,
        today: today(),
    }
}

async fn withdraw(world: &World) {
    let withdrawal =
        ReferralWithdrawn {
            referral_id: ReferralId(REFERRAL), reason: shared("نیاز برطرف شد"), withdrawn_on: today()
        };
    world.run::<Family>(FAMILY, WithdrawReferral { withdrawal, today: today() }).await;
}

async fn case_state(world: &World) -> CaseState {
    world.commission().await.sessions[&SessionId(SESSION)].agenda[&ReferralId(REFERRAL)].state
}

async fn referral_state(world: &World) -> ReferralState {
    world.family().await.referrals[&ReferralId(REFERRAL)].state
}

#[tokio::test]
async fn a_decision_stands_in_both_streams() {
    let world = World::new().await;
    world.in_session().await;
    let head = world.store.head().await.unwrap();
    let done = decide_case(&world.store, context(1), wish(), edge()).await.unwrap();
    assert_eq!(world.events_after(head).await, ["case_decided", "commission_decision_recorded"]);
    assert_eq!(done.position, world.store.head().await.unwrap());
    assert!(matches!(referral_state(&world).await, ReferralState::Decided { .. }));
    assert_eq!(world.family().await.tasks.len(), 1);
    let again = decide_case(&world.store, context(1), wish(), edge()).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (done.sequence, true));
    world.finish().await;
    assert_eq!(world.events_after(head).await.len(), 2);
}

/// Killed between the commission's event and the family's.
#[tokio::test]
async fn the_runner_records_a_decision_after_a_crash() {
    let world = World::new().await;
    world.in_session().await;
    world.run::<Commission>(COMMISSION, first_step()).await;
    let world = world.killed().await;
    assert_eq!(referral_state(&world).await, ReferralState::Open);
    world.finish().await;
    assert!(matches!(referral_state(&world).await, ReferralState::Decided { .. }));
    assert_eq!(case_state(&world).await, CaseState::Decided);
}

/// Killed after the commission's event, and the referral is withdrawn meanwhile.
#[tokio::test]
async fn the_runner_voids_a_decision_that_the_family_refuses() {
    let world = World::new().await;
    world.in_session().await;
    world.run::<Commission>(COMMISSION, first_step()).await;
    withdraw(&world).await;
    let world = world.killed().await;
    world.finish().await;
    assert_eq!(case_state(&world).await, CaseState::Waiting);
    assert_eq!(referral_state(&world).await, ReferralState::Withdrawn);
    assert!(world.last("decision_voided").await.payload.get().contains("referral_withdrawn"));
}

#[tokio::test]
async fn a_decision_that_the_family_refuses_is_voided_at_once() {
    let world = World::new().await;
    world.in_session().await;
    withdraw(&world).await;
    let answer = decide_case(&world.store, context(1), wish(), edge()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal["code"], "referral_withdrawn");
    assert_eq!(case_state(&world).await, CaseState::Waiting);
}

/// S052: without its caseworker a case is put off, and the session closes on the others.
#[tokio::test]
async fn a_case_without_its_caseworker_is_put_off() {
    let world = World::new().await;
    world.in_session().await;
    let assign = Assign {
        family_id: FamilyId(FAMILY),
        caseworker_id: CaseworkerId(FIRST),
        assignment_id: None,
        starts_on: today(),
    };
    assign_caseworker(&world.store, context(1), assign, edge()).await.unwrap();
    let answer = decide_case(&world.store, context(2), wish(), edge()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal["code"], "caseworker_absent");
    assert_eq!(case_state(&world).await, CaseState::Adjourned);
    let close = CloseSession { session_id: SessionId(SESSION), closed_on: today(), today: today() };
    world.run::<Commission>(COMMISSION, close).await;
}

#[tokio::test]
async fn a_case_without_quorum_is_put_off() {
    let world = World::new().await;
    world.in_session().await;
    let mut few = wish();
    few.decision.present.remove(0);
    let answer = decide_case(&world.store, context(1), few, edge()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal, serde_json::json!({"code": "no_quorum", "present": 2, "quorum": 3}));
    assert_eq!(case_state(&world).await, CaseState::Adjourned);
}
