//! kill -9 under load, of the server, of its PostgreSQL, of both.

use crate::support::{Load, Store, Town, assert_nothing_lost_or_doubled};

/// A town on a PostgreSQL of its own, which flushes to disk, and some families for its people to work on.
async fn town() -> (Town, Vec<String>) {
    let town = Town::on(Store::private(), &[]).await;
    let mut families = Vec::new();
    for name in ["نمونهٔ یکم", "نمونهٔ دوم", "نمونهٔ سوم"] {
        families.push(town.held(name).await);
    }
    (town, families)
}

/// The server is killed in the middle of its work and started again; its PostgreSQL, which outlived it, is taken over.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_loses_no_acknowledged_command_and_does_none_twice() {
    let (Town { store, server, manager, caseworker, .. }, families) = town().await;
    let people = [&manager, &caseworker];
    let load = Load::new(&people, &families);
    let (posted, ()) = tokio::join!(load.run(), async {
        load.until_more(120).await;
        server.kill();
    });
    assert!(posted.iter().any(|one| one.answer.is_none()), "some were under way when it died");
    let outlived = store.postmaster();
    let server = store.serve();
    assert_eq!(store.postmaster(), outlived, "the PostgreSQL that ran on was taken over");
    let people = people.map(|person| person.moved_to(&server.url));
    assert_nothing_lost_or_doubled(&store, &people.each_ref(), &posted).await;
}

/// The database is killed under a server that lives: it starts it again and goes on; meanwhile it says 503 and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_postgresql_is_started_again_and_nothing_acknowledged_is_lost() {
    let (Town { store, server, manager, caseworker, .. }, families) = town().await;
    let people = [&manager, &caseworker];
    let load = Load::new(&people, &families);
    let first = store.postmaster();
    let (posted, ()) = tokio::join!(load.run(), async {
        for _ in 0..2 {
            load.until_more(60).await;
            store.kill_postgres();
        }
        load.until_more(60).await;
        load.stop();
    });
    assert!(load.refused() > 0, "while the database was away, it was told");
    assert_ne!(store.postmaster(), first);
    assert_nothing_lost_or_doubled(&store, &people, &posted).await;
    drop(server);
}

/// The machine dies: both are gone at once. The stale pid file does not hinder the next start.
#[tokio::test(flavor = "multi_thread")]
async fn server_and_postgresql_killed_together_lose_no_acknowledged_command() {
    let (Town { store, server, manager, caseworker, .. }, families) = town().await;
    let people = [&manager, &caseworker];
    let load = Load::new(&people, &families);
    let (posted, ()) = tokio::join!(load.run(), async {
        load.until_more(120).await;
        store.kill_postgres();
        server.kill();
    });
    let server = store.serve();
    let people = people.map(|person| person.moved_to(&server.url));
    assert_nothing_lost_or_doubled(&store, &people.each_ref(), &posted).await;
}
