//! The same table in other states: over a family through broken glass, after the glass closed, after a transfer, and after the last task of a
//! referral. Whatever is not named here answers as the table says of a foreign row.

use hamyar_identity::Role;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use crate::support::{Client, Place, World};
use crate::verdicts::{ask, lists, operations, table};

/// What a person may do to a row, by asking for everything: the operations on a single row that answer otherwise than "no such thing".
async fn reached(client: &Client, place: &Place, world: &World) -> BTreeSet<String> {
    let lists = lists(world).await;
    let table = table();
    let mut found = BTreeSet::new();
    for operation in operations() {
        // Of a list or something new there is no single row.
        let is_of_a_row = table[operation.id.as_str()].iter().any(|verdict| verdict.ends_with('h'));
        if is_of_a_row && !matches!(ask(client, &operation, place, &lists).await, 403 | 404) {
            found.insert(operation.id);
        }
    }
    found
}

fn names(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_glass_opens_the_readings_of_one_family_and_closes_again() {
    let world = World::new().await;
    let breaker = world.sign_in("center_manager.B").await;
    // Of the row, the family alone: the rest of the place is asked for under its own ids.
    let family = Place { family: world.own.family.clone(), ..world.foreign.clone() };
    let without = reached(&breaker, &family, &world).await;
    let number = world.role(Role::CenterManager).await.get(&format!("/families/{}", family.family)).await.ok();
    let broken = json!({ "file_number": number["file_number"], "reason": "فوریت" });
    breaker.command("/break-glass", broken).await.ok();
    let with = reached(&breaker, &family, &world).await;
    assert_eq!(&with - &without, names(&["read_family", "list_family_pathways", "list_timeline", "preview_tier"]));
    world.ahead.store(3 * 3600 + 1, Ordering::Relaxed);
    assert_eq!(reached(&breaker, &family, &world).await, without);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_transfer_nothing_of_the_family_is_reached() {
    let world = World::new().await;
    let (manager, former) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let before = reached(&former, &world.own, &world).await;
    assert!(before.contains("read_family") && before.contains("record_visit"));
    let at = format!("/families/{}", world.own.family);
    manager.command(&format!("{at}/release"), json!({ "reason": "other", "note": "پایان" })).await.ok();
    assert_eq!(
        reached(&former, &world.own, &world).await,
        names(&["read_caseworker"]),
        "the own record, and no family"
    );
}

/// S058
#[tokio::test(flavor = "multi_thread")]
async fn after_the_last_task_nothing_of_the_family_is_reached_by_its_commission() {
    let world = World::new().await;
    let (member, officer) = (world.role(Role::CommissionMember).await, world.role(Role::AgencyOfficer).await);
    let before = reached(&member, &world.own, &world).await;
    let of_the_family = names(&["read_packet", "read_address", "reveal_address", "reassign_task", "drop_task"]);
    assert!(of_the_family.is_subset(&before), "{before:?}");
    let at = format!("/families/{}/tasks/{}", world.own.family, world.own.task);
    officer.command(&format!("{at}/accept"), json!({})).await.ok();
    officer.command(&format!("{at}/done"), json!({ "note": "انجام شد" })).await.ok();
    assert_eq!(reached(&member, &world.own, &world).await, &before - &of_the_family);
}
