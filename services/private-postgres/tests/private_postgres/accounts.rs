//! Under root, and under an ordinary user.

use hamyar_private_postgres::{Error, PrivatePostgres};

use crate::support::{self, DataFolder, count, execute, hold_in_another_process};

#[tokio::test]
async fn root_keeps_the_cluster_elsewhere_when_the_unprivileged_account_cannot_reach_the_folder() {
    if !support::am_root() {
        return;
    }
    let folder = DataFolder::closed();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let cluster = server.cluster_dir().to_owned();
    assert!(cluster.starts_with("/var/lib/hamyar"), "{}", cluster.display());
    assert_ne!(support::owner(&cluster), 0);
    execute(&server.admin_url(), "CREATE TABLE kept (n int)").await;
    server.stop().await;

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert_eq!(count(&server.admin_url(), "kept").await, 0);
    assert!(PrivatePostgres::attach(&folder.options()).await.is_ok());
    server.stop().await;

    // A copy of the data folder must not open the original's cluster.
    let copy = DataFolder::closed();
    std::fs::copy(folder.path().join("postgres.location"), copy.path().join("postgres.location")).unwrap();
    let refused = PrivatePostgres::start(copy.options()).await.unwrap_err();
    assert!(matches!(refused, Error::ForeignCluster { .. }), "{refused}");
    std::fs::remove_dir_all(cluster.parent().unwrap()).unwrap();
}

#[tokio::test]
async fn root_lends_the_server_an_unprivileged_account() {
    if !support::am_root() {
        return;
    }
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let process = format!("/proc/{}", server.pid().unwrap());
    assert_ne!(support::owner(process.as_ref()), 0);
    assert_ne!(support::owner(server.socket_dir()), 0);
    server.stop().await;
}

#[tokio::test]
async fn an_ordinary_user_needs_no_root() {
    if !support::am_root() {
        // Then every test here shows it.
        return;
    }
    let nobody = 65534;
    let folder = DataFolder::of(nobody);
    let (mut holder, pid) = hold_in_another_process(&folder, Some(nobody));
    assert_eq!(support::owner(format!("/proc/{pid}").as_ref()), nobody);
    holder.kill().unwrap();
    holder.wait().unwrap();

    // Root coming after an ordinary user runs the server as that user, and the folder stays the user's.
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(server.was_adopted());
    server.stop().await;
    assert_eq!(support::owner(&folder.path().join("postgres")), nobody);
}
