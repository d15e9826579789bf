//! An event that cannot be read stops its own process and no other.

use hamyar_domain::Caseworker;
use hamyar_domain::caseworker::ReserveSlot;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use hamyar_processes::*;
use std::time::Duration;
use uuid::Uuid;

use crate::support::*;

fn reserve() -> ReserveSlot {
    ReserveSlot {
        assignment_id: AssignmentId(Uuid::from_u128(31)),
        family_id: FamilyId(FAMILY),
        starts_on: today(),
        transfer_from: None,
        note: None,
        reserved_on: today(),
        numbers: ProgramNumbers::default(),
    }
}

/// Alters a stored event as no program may, and gives its position.
async fn spoil(world: &World, set: &str) -> i64 {
    let admin = sqlx::PgPool::connect(&world.urls.admin_url).await.unwrap();
    sqlx::query("alter table log.events disable trigger all").execute(&admin).await.unwrap();
    let sql = format!(
        "update log.events set {set} where event_type = 'training_recorded' and aggregate_id = '{SECOND}' returning position"
    );
    let position = sqlx::query_scalar(&sql).fetch_one(&admin).await.unwrap();
    sqlx::query("alter table log.events enable trigger all").execute(&admin).await.unwrap();
    position
}

#[tokio::test]
async fn an_unreadable_step_is_set_aside_and_the_others_go_on() {
    let world = World::new().await;
    world.finish().await;
    let position = spoil(&world, "event_version = '9.0.0'").await;
    // The errand of a step whose event no version of the program can read.
    sqlx::query(
        "insert into process.errand (kind, id, position, stream, stream_id, sequence, since)
         values ('release', $1, $2, 'caseworker', $3, 2, now())",
    )
    .bind(Uuid::from_u128(77))
    .bind(position)
    .bind(SECOND)
    .execute(world.store.pool())
    .await
    .unwrap();
    world.run::<Caseworker>(FIRST, reserve()).await;
    let runner = world.runner();
    assert_eq!(runner.pass().await.unwrap(), 1, "the other process is done, this one is tried again");
    assert!(world.family().await.holding.is_some());
    assert_eq!(set_aside(world.store.pool()).await.unwrap(), []);
    for _ in 0..5 {
        runner.pass().await.unwrap();
    }
    assert_eq!(runner.pass().await.unwrap(), 0, "it is not tried any more");
    let aside = set_aside(world.store.pool()).await.unwrap();
    assert_eq!((aside.len(), aside[0].errand.position, aside[0].errand.kind), (1, position, ErrandKind::Release));
    assert!(aside[0].error.contains("caseworker"), "{}", aside[0].error);
    assert_eq!(runner.overdue(Duration::ZERO).await.unwrap(), []);

    // A program that starts anew tries it once more.
    let world = world.killed().await;
    assert_eq!(world.runner().pass().await.unwrap(), 1);
    assert_eq!(set_aside(world.store.pool()).await.unwrap(), []);
}

#[tokio::test]
async fn an_event_that_does_not_tell_its_id_does_not_stop_the_folding() {
    let world = World::new().await;
    let position = spoil(&world, "event_type = 'family_taken_on'").await;
    world.run::<Caseworker>(FIRST, reserve()).await;
    let runner = world.runner();
    assert_eq!(runner.pass().await.unwrap(), 0);
    assert!(world.family().await.holding.is_some());
    let aside = set_aside(world.store.pool()).await.unwrap();
    assert_eq!((aside.len(), aside[0].errand.position, aside[0].errand.kind), (1, position, ErrandKind::Unreadable));
}
