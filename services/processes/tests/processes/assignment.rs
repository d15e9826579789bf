use hamyar_domain::caseworker::{ConfirmSlot, ReserveSlot};
use hamyar_domain::family::{AssignCaseworker, ReleaseCaseworker, WithdrawConsent};
use hamyar_domain::{Caseworker, Family};
use hamyar_event_store::{Actor, ExecuteError};
use hamyar_events::family::ConsentWithdrawn;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use hamyar_processes::*;
use uuid::Uuid;

use crate::support::*;

fn wish(caseworker: Uuid) -> Assign {
    Assign {
        family_id: FamilyId(FAMILY),
        caseworker_id: CaseworkerId(caseworker),
        assignment_id: None,
        starts_on: today(),
    }
}

fn reserve(assignment: u128, transfer_from: Option<AssignmentId>) -> ReserveSlot {
    ReserveSlot {
        assignment_id: AssignmentId(Uuid::from_u128(assignment)),
        family_id: FamilyId(FAMILY),
        starts_on: today(),
        transfer_from,
        note: None,
        reserved_on: today(),
        numbers: ProgramNumbers::default(),
    }
}

fn transfer() -> Transfer {
    Transfer {
        family_id: FamilyId(FAMILY),
        caseworker_id: CaseworkerId(SECOND),
        assignment_id: None,
        note: Some(shared("تغییر محل کار همیار")),
        transferred_on: today(),
    }
}

async fn withdraw_consent(world: &World) {
    let withdrawal = ConsentWithdrawn { reason: None, withdrawn_on: today() };
    world.run::<Family>(FAMILY, WithdrawConsent { withdrawal, today: today() }).await;
}

async fn assert_assigned(world: &World) {
    let (family, caseworker) = (world.family().await, world.caseworker(FIRST).await);
    assert_eq!(family.holding.map(|holding| holding.caseworker_id), Some(CaseworkerId(FIRST)));
    assert_eq!((caseworker.slots.len(), caseworker.slots.values().all(|slot| slot.held)), (1, true));
}

#[tokio::test]
async fn a_request_runs_all_steps_in_the_persons_name() {
    let world = World::new().await;
    let head = world.store.head().await.unwrap();
    let done = assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    assert_assigned(&world).await;
    assert_eq!(world.events_after(head).await, ["slot_reserved", "caseworker_assigned", "family_taken_on"]);
    assert_eq!(done.position, world.store.head().await.unwrap());
    let assigned = world.last("caseworker_assigned").await;
    assert_eq!(assigned.actor, user().to_string());
    assert_eq!(assigned.metadata_map()["correlation_id"], context(1).command_id.to_string());
    // Sent again, it writes nothing and says the same; the runner finds nothing left to do.
    let again = assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (done.sequence, true));
    world.finish().await;
    assert_eq!(world.events_after(head).await.len(), 3);
}

/// Killed after the reservation.
#[tokio::test]
async fn the_runner_asks_the_family_after_a_crash() {
    let world = World::new().await;
    world.run::<Caseworker>(FIRST, reserve(31, None)).await;
    let world = world.killed().await;
    world.finish().await;
    assert_assigned(&world).await;
}

/// Killed after the family's event.
#[tokio::test]
async fn the_runner_confirms_the_slot_after_a_crash() {
    let world = World::new().await;
    world.run::<Caseworker>(FIRST, reserve(31, None)).await;
    let event = world.last("slot_reserved").await;
    let reaction = react_to(&event).unwrap().unwrap();
    assert!(matches!(take(&world.store, &event, reaction, today()).await, Ok(Taken::Stands(_))));
    assert!(!world.caseworker(FIRST).await.slots.values().any(|slot| slot.held));
    let world = world.killed().await;
    world.finish().await;
    assert_assigned(&world).await;
}

/// Killed after the reservation, and the family is no longer willing.
#[tokio::test]
async fn the_runner_releases_the_slot_when_the_family_refuses() {
    let world = World::new().await;
    world.run::<Caseworker>(FIRST, reserve(31, None)).await;
    withdraw_consent(&world).await;
    let world = world.killed().await;
    world.finish().await;
    assert!(world.caseworker(FIRST).await.slots.is_empty());
    assert!(world.family().await.holding.is_none());
    let released = world.last("reservation_released").await;
    assert!(released.payload.get().contains("consent_withdrawn"), "{}", released.payload);
}

/// Killed after the family's refusal, before the slot was released.
#[tokio::test]
async fn the_runner_releases_the_slot_when_the_refusal_stands_already() {
    let world = World::new().await;
    world.run::<Caseworker>(FIRST, reserve(31, None)).await;
    withdraw_consent(&world).await;
    let event = world.last("slot_reserved").await;
    let mut context = context(1);
    context.command_id = step_id(event.event_id, "ask_family");
    let command = AssignCaseworker {
        assignment_id: AssignmentId(Uuid::from_u128(31)),
        caseworker_id: CaseworkerId(FIRST),
        starts_on: today(),
        numbers: ProgramNumbers::default(),
        today: today(),
    };
    let refused = world.store.execute::<Family>(FAMILY, command.into(), context).await;
    assert!(matches!(refused, Err(ExecuteError::Refused { .. })));
    let world = world.killed().await;
    world.finish().await;
    assert!(world.caseworker(FIRST).await.slots.is_empty());
}

#[tokio::test]
async fn a_refused_family_frees_the_slot_at_once_and_the_answer_is_kept() {
    let world = World::new().await;
    world.set_tier(Tier::AtRisk).await;
    for repeated in [false, true] {
        let answer = assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await;
        let Err(ExecuteError::Refused { refusal, error, repeated: told }) = answer else { panic!("{answer:?}") };
        assert_eq!((refusal["code"].as_str(), told), (Some("family_not_harmed"), repeated));
        assert!(matches!(error, Some(ProcessRefusal::Family(_))));
    }
    assert!(world.caseworker(FIRST).await.slots.is_empty());
    world.finish().await;
    assert!(world.family().await.holding.is_none());
}

#[tokio::test]
async fn a_date_that_can_never_be_accepted_reserves_nothing() {
    let world = World::new().await;
    let head = world.store.head().await.unwrap();
    let tomorrow = Assign { starts_on: today().succ_opt().unwrap(), ..wish(FIRST) };
    let answer = assign_caseworker(&world.store, context(1), tomorrow, edge()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal["fields"][0]["field"], "starts_on");
    assert_eq!(world.store.head().await.unwrap(), head);
}

#[tokio::test]
async fn what_the_person_saw_is_the_family() {
    let world = World::new().await;
    let mut stale = context(1);
    stale.expected_sequence = Some(1);
    let answer = assign_caseworker(&world.store, stale, wish(FIRST), edge()).await;
    assert!(matches!(answer, Err(ExecuteError::Stale { expected: 1, actual: 3 })), "{answer:?}");
    let mut fresh = context(2);
    fresh.expected_sequence = Some(3);
    assign_caseworker(&world.store, fresh.clone(), wish(FIRST), edge()).await.unwrap();
    assign_caseworker(&world.store, fresh, wish(FIRST), edge()).await.unwrap();
}

/// S029: sixteen at the same time, and the sixteenth is refused.
#[tokio::test]
async fn the_sixteenth_reservation_is_refused() {
    let world = World::new().await;
    for number in 0..15 {
        let mut other = reserve(1_000 + number, None);
        other.family_id = FamilyId(Uuid::from_u128(2_000 + number));
        world.run::<Caseworker>(FIRST, other).await;
        world
            .run::<Caseworker>(FIRST, ConfirmSlot { assignment_id: AssignmentId(Uuid::from_u128(1_000 + number)) })
            .await;
    }
    let answer = assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal, serde_json::json!({"code": "caseload_full", "limit": 15, "held": 15}));
}

/// The request and several runners take the same steps at the same time: each happens once.
#[tokio::test]
async fn request_and_runners_do_not_double_a_step() {
    let world = World::new().await;
    let head = world.store.head().await.unwrap();
    let runners: Vec<_> = (0..3)
        .map(|_| {
            let runner = world.runner();
            tokio::spawn(async move {
                for _ in 0..30 {
                    runner.pass().await.unwrap();
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                }
            })
        })
        .collect();
    assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    for runner in runners {
        runner.await.unwrap();
    }
    world.finish().await;
    assert_eq!(world.events_after(head).await, ["slot_reserved", "caseworker_assigned", "family_taken_on"]);
}

#[tokio::test]
async fn a_running_runner_finishes_what_appears_and_stops_when_told() {
    let world = World::new().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(world.runner().run(async move {
        stopped.await.ok();
    }));
    world.run::<Caseworker>(FIRST, reserve(31, None)).await;
    let waiting = async {
        while !world.caseworker(FIRST).await.slots.values().any(|slot| slot.held) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("the runner's work");
    stop.send(()).unwrap();
    running.await.unwrap();
}

/// A reservation that nobody finished is visible.
#[tokio::test]
async fn an_unfinished_errand_is_visible() {
    let world = World::new().await;
    world.run::<Caseworker>(FIRST, reserve(31, None)).await;
    let waiting = Runner::new(world.store.clone()).with_grace(std::time::Duration::from_secs(3_600));
    assert_eq!(waiting.pass().await.unwrap(), 1);
    let overdue = waiting.overdue(std::time::Duration::ZERO).await.unwrap();
    assert_eq!((overdue.len(), overdue[0].kind, overdue[0].id), (1, ErrandKind::Assignment, Uuid::from_u128(31)));
}

fn release(assignment_id: AssignmentId) -> ReleaseCaseworker {
    let reason = ReleaseReason::FamilyAsked;
    ReleaseCaseworker { assignment_id, reason, note: None, released_on: today(), today: today() }
}

#[tokio::test]
async fn a_release_frees_the_slot() {
    let world = World::new().await;
    assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    let assignment_id = world.family().await.holding.unwrap().assignment_id;
    let command = release(assignment_id);
    let done = release_caseworker(&world.store, context(2), FamilyId(FAMILY), command.clone(), edge()).await.unwrap();
    assert_eq!(done.position, world.store.head().await.unwrap());
    assert!(world.caseworker(FIRST).await.slots.is_empty());
    let again = release_caseworker(&world.store, context(2), FamilyId(FAMILY), command, edge()).await.unwrap();
    assert!(again.repeated);
}

/// Killed between the family's release and the freed slot.
#[tokio::test]
async fn the_runner_frees_the_slot_after_a_crash() {
    let world = World::new().await;
    assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    let assignment_id = world.family().await.holding.unwrap().assignment_id;
    world.run::<Family>(FAMILY, release(assignment_id)).await;
    let world = world.killed().await;
    assert_eq!(world.caseworker(FIRST).await.slots.len(), 1);
    world.finish().await;
    assert!(world.caseworker(FIRST).await.slots.is_empty());
}

async fn assert_transferred(world: &World) {
    assert_eq!(world.family().await.holding.map(|holding| holding.caseworker_id), Some(CaseworkerId(SECOND)));
    assert!(world.caseworker(FIRST).await.slots.is_empty());
    assert!(world.caseworker(SECOND).await.slots.values().all(|slot| slot.held));
    assert_eq!(world.caseworker(SECOND).await.slots.len(), 1);
}

/// S033: one history, released and assigned at once; the reason travels with the reservation.
#[tokio::test]
async fn a_transfer_moves_the_family_in_one_step() {
    let world = World::new().await;
    assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    let head = world.store.head().await.unwrap();
    let done = transfer_family(&world.store, context(2), transfer(), edge()).await.unwrap();
    assert_transferred(&world).await;
    assert_eq!(done.position, world.store.head().await.unwrap());
    let types = world.events_after(head).await;
    assert_eq!(types[..3], ["slot_reserved", "caseworker_released", "caseworker_assigned"]);
    assert_eq!(types.len(), 5);
    assert!(world.last("caseworker_released").await.payload.get().contains("تغییر محل کار همیار"));
    let again = transfer_family(&world.store, context(2), transfer(), edge()).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (done.sequence, true));
}

/// Killed after the reservation at the new caseworker, and after the family's events.
#[tokio::test]
async fn the_runner_finishes_a_transfer_after_a_crash() {
    for steps in [1, 2] {
        let world = World::new().await;
        assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
        let from = world.family().await.holding.unwrap().assignment_id;
        world.run::<Caseworker>(SECOND, reserve(32, Some(from))).await;
        if steps == 2 {
            let event = world.last("slot_reserved").await;
            let reaction = react_to(&event).unwrap().unwrap();
            take(&world.store, &event, reaction, today()).await.unwrap();
        }
        let world = world.killed().await;
        world.finish().await;
        assert_transferred(&world).await;
    }
}

#[tokio::test]
async fn a_family_without_a_caseworker_is_not_transferred() {
    let world = World::new().await;
    let answer = transfer_family(&world.store, context(1), transfer(), edge()).await;
    let Err(ExecuteError::Refused { refusal, .. }) = answer else { panic!("{answer:?}") };
    assert_eq!(refusal["code"], "family_has_no_caseworker");
    assert_ne!(user(), Actor::system("processes"));
}

fn sent(body: &str) -> Sent {
    Sent { body: Some(body.as_bytes().to_vec()) }
}

/// The day that the edge fills in is not part of the wish: sent again after midnight, it gets its first answer.
#[tokio::test]
async fn a_wish_sent_again_after_midnight_gets_its_first_answer() {
    let world = World::new().await;
    let first = assign_caseworker_as(&world.store, context(1), wish(FIRST), edge(), sent("assign")).await.unwrap();
    let tomorrow = today() + chrono::Days::new(1);
    let late = Assign { starts_on: tomorrow, ..wish(FIRST) };
    let edge_then = Edge { today: tomorrow };
    let again = assign_caseworker_as(&world.store, context(1), late, edge_then, sent("assign")).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (first.sequence, true));
    let other = assign_caseworker_as(&world.store, context(1), wish(FIRST), edge(), sent("another")).await;
    assert!(matches!(other, Err(ExecuteError::CommandIdReused)), "{other:?}");

    let moved = transfer_family_as(&world.store, context(2), transfer(), edge(), sent("transfer")).await.unwrap();
    let late = Transfer { transferred_on: tomorrow, ..transfer() };
    let again = transfer_family_as(&world.store, context(2), late, edge_then, sent("transfer")).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (moved.sequence, true));
}

/// "The present holding" of a release is the one of its first sending, whoever holds the family since.
#[tokio::test]
async fn a_release_sent_again_names_the_holding_it_ended() {
    let world = World::new().await;
    assign_caseworker(&world.store, context(1), wish(FIRST), edge()).await.unwrap();
    let held = world.family().await.holding.map(|holding| holding.assignment_id).unwrap();
    let release = ReleaseCaseworker {
        assignment_id: held,
        reason: ReleaseReason::Other,
        note: Some(shared("دلیل")),
        released_on: today(),
        today: today(),
    };
    let (store, family) = (&world.store, FamilyId(FAMILY));
    let command_id = context(2).command_id;
    assert_eq!(released_before(store, family, command_id).await.unwrap(), None, "never sent");
    release_caseworker_as(store, context(2), family, release, edge(), sent("release")).await.unwrap();
    assign_caseworker(store, context(3), wish(SECOND), edge()).await.unwrap();
    assert_eq!(released_before(store, family, command_id).await.unwrap(), Some(held));
    assert_eq!(released_before(store, family, context(3).command_id).await.unwrap(), None, "not a release");
}
