//! Rebuilding: live equals rebuilt, and a row altered by hand does not.

use std::time::Duration;

use hamyar_projector::{Waited, check, rebuild};
use sqlx::Executor;

use crate::story::*;
use crate::support::{Database, Running, append};

const LONG: Duration = Duration::from_secs(30);

async fn filled() -> (Database, hamyar_event_store::EventStore, i64) {
    let database = Database::new().await;
    let store = database.store().await;
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    let head = append(&store, &one_year()).await;
    assert_eq!(running.projector.checkpoints().wait_for(head, LONG).await.unwrap(), Waited::Reached);
    running.stop().await;
    (database, store, head)
}

#[tokio::test]
async fn s060_what_is_rebuilt_from_the_log_equals_what_lives() {
    let (database, store, head) = filled().await;
    let mut seen = Vec::new();
    let report = check(&store, &database.urls.app_url, &hamyar_projections::all(), &mut |progress| seen.push(progress))
        .await
        .unwrap();
    assert!(report.all_equal(), "{report:?}");
    assert_eq!(report.projections.len(), hamyar_projections::all().len());
    assert!(report.projections.iter().map(|one| one.rows).sum::<i64>() > 15);
    assert!(report.projections.iter().all(|one| one.events_per_second > 0));
    assert_eq!(seen.last().map(|progress| progress.position), Some(head));
    let left: i64 = sqlx::query_scalar("select count(*) from pg_namespace where nspname like 'rb\\_%'")
        .fetch_one(&database.pool)
        .await
        .unwrap();
    assert_eq!(left, 0, "nothing is left behind");
}

#[tokio::test]
async fn s060_one_live_row_altered_by_hand_is_seen_and_rebuilding_mends_it() {
    let (database, store, _) = filled().await;
    let before = database.rows().await;
    let mut connection = database.connection("rm_cycles_v3").await;
    connection.execute("update family_cycle set final_tier = 'stable' where to_position is null").await.unwrap();
    let all = hamyar_projections::all();
    let report = check(&store, &database.urls.app_url, &all, &mut |_| {}).await.unwrap();
    let different: Vec<&str> =
        report.projections.iter().filter(|one| !one.equal).map(|one| one.name.as_str()).collect();
    assert_eq!(different, ["cycles"]);
    assert_ne!(database.rows().await, before, "a check leaves the live rows as they are");
    let report = rebuild(&store, &database.urls.app_url, &all, &mut |_| {}).await.unwrap();
    assert!(!report.all_equal());
    assert_eq!(database.rows().await, before);
    assert!(check(&store, &database.urls.app_url, &all, &mut |_| {}).await.unwrap().all_equal());
}

#[tokio::test]
async fn a_deleted_row_and_a_row_too_many_are_seen_as_well() {
    let (database, store, _) = filled().await;
    let families: Vec<_> = hamyar_projections::all().into_iter().filter(|one| one.name() == "families").collect();
    let mut connection = database.connection(&families[0].schema()).await;
    connection.execute("delete from family_member").await.unwrap();
    assert!(!check(&store, &database.urls.app_url, &families, &mut |_| {}).await.unwrap().all_equal());
    rebuild(&store, &database.urls.app_url, &families, &mut |_| {}).await.unwrap();
    connection
        .execute(
            "insert into family_member (member_id, family_id, name_key, relation, has_left, erased)
             values (gen_random_uuid(), gen_random_uuid(), '', 'other', false, false)",
        )
        .await
        .unwrap();
    assert!(!check(&store, &database.urls.app_url, &families, &mut |_| {}).await.unwrap().all_equal());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_check_and_a_rebuild_are_right_while_the_projections_go_on() {
    let database = Database::new().await;
    let store = database.store().await;
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    append(&store, &one_year()).await;
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            let mut head = 0;
            for number in 1_000..1_150 {
                let mut story = Story::default();
                story
                    .family(number, identified(number, &format!("M1-{number}"), "خانواده"))
                    .family(number, member(number + 10_000, "نرگس"))
                    .family(number, consent());
                head = append(&store, &story).await;
            }
            head
        }
    });
    let all = hamyar_projections::all();
    while !writing.is_finished() {
        let report = check(&store, &database.urls.app_url, &all, &mut |_| {}).await.unwrap();
        assert!(report.all_equal(), "{report:?}");
        let report = rebuild(&store, &database.urls.app_url, &all, &mut |_| {}).await.unwrap();
        assert!(report.all_equal(), "{report:?}");
    }
    let head = writing.await.unwrap();
    assert_eq!(running.projector.checkpoints().wait_for(head, LONG).await.unwrap(), Waited::Reached);
    running.stop().await;
    assert!(check(&store, &database.urls.app_url, &all, &mut |_| {}).await.unwrap().all_equal());
    let families: i64 = sqlx::query_scalar("select count(*) from family").fetch_one(&database.pool).await.unwrap();
    assert_eq!(families, 151);
}
