//! Preparing a database.

use crate::support::*;
use hamyar_event_store::testing::TestCluster;
use hamyar_event_store::*;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn databases_can_be_prepared_at_once_and_again() {
    let cluster = TestCluster::shared().await;
    let (a, b) = (cluster.new_empty_database().await, cluster.new_empty_database().await);
    let runs = [&a, &a, &b, &b, &a].map(|urls| setup(&urls.admin_url));
    for run in futures::future::join_all(runs).await {
        run.unwrap();
    }
    let store = open(&a).await;
    store.execute::<File>(Uuid::now_v7(), notes(1), context()).await.unwrap();
    setup(&a.admin_url).await.unwrap();
    assert_eq!(store.head().await.unwrap(), 1);
}

#[tokio::test]
async fn a_url_of_another_user_acts_as_the_application_all_the_same() {
    let urls = database().await;
    let store = EventStore::open(StoreOptions::new(&urls.admin_url, master_key())).await.unwrap();
    store.execute::<File>(Uuid::now_v7(), notes(1), context()).await.unwrap();
    let user: String = sqlx::query_scalar("select current_user::text").fetch_one(store.pool()).await.unwrap();
    assert_eq!(user, APP_ROLE);
}

#[tokio::test]
async fn an_administrator_who_is_no_superuser_can_prepare_a_database_and_serve_from_it() {
    let cluster = TestCluster::private(&[]).await;
    let empty = cluster.new_empty_database().await;
    let server = admin(&empty).await;
    let template: String =
        sqlx::query_scalar("select datname from pg_database where datistemplate and datname like 'template\\__%' and datname not in ('template0', 'template1')")
            .fetch_one(&server)
            .await
            .unwrap();
    for statement in [
        format!("alter database {template} is_template false"),
        format!("drop database {template}"),
        "drop role hamyar_owner".into(),
        "drop role hamyar_app".into(),
        "create role administrator login createrole".into(),
        format!("alter database {} owner to administrator", empty.name),
    ] {
        sqlx::query(&statement).execute(&server).await.unwrap();
    }
    let url = empty.admin_url.replace("postgres://postgres@", "postgres://administrator@");
    setup(&url).await.unwrap();
    setup(&url).await.unwrap();
    let store = EventStore::open(StoreOptions::new(&url, master_key())).await.unwrap();
    store.execute::<File>(Uuid::now_v7(), notes(1), context()).await.unwrap();
    assert!(sqlx::query("delete from log.events").execute(store.pool()).await.is_err());
    drop((store, server));
    tokio::task::spawn_blocking(move || drop(cluster)).await.unwrap();
}
