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
