//! A private server from start to stop.

use std::time::Duration;

use hamyar_private_postgres::{Error, PrivatePostgres};

use crate::support::{self, DataFolder, count, execute, text, wait_until_gone};

#[tokio::test]
async fn a_new_folder_gets_a_cluster_that_answers_on_a_socket_only() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let url = server.admin_url();
    assert_eq!(text(&url, "SHOW listen_addresses").await, "");
    assert_eq!(text(&url, "SHOW server_encoding").await, "UTF8");
    assert_eq!(text(&url, "SHOW data_checksums").await, "on");
    assert_eq!(text(&url, "SHOW synchronous_commit").await, "on");
    assert_eq!(text(&url, "SHOW jit").await, "off");
    assert_eq!(text(&url, "SELECT datcollate FROM pg_database WHERE datname = 'hamyar'").await, "C");
    assert_eq!(text(&url, "SELECT current_user || '@' || current_database()").await, "postgres@hamyar");
    assert!(!server.was_adopted());
    assert!(server.socket_dir().as_os_str().len() < 80);
    support::assert_private(server.socket_dir());
    server.stop().await;
}

#[tokio::test]
async fn the_server_is_in_a_process_group_of_its_own_so_that_ctrl_c_does_not_reach_it() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let pid = server.pid().unwrap();
    assert_eq!(support::process_group(pid), pid);
    assert_ne!(support::process_group(std::process::id().cast_signed()), pid);
    server.stop().await;
}

#[tokio::test]
async fn a_second_start_keeps_the_data() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    execute(&server.admin_url(), "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1), (2)").await;
    let pid = server.pid().unwrap();
    server.stop().await;
    assert!(support::is_gone(pid));

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert_eq!(count(&server.admin_url(), "kept").await, 2);
    server.stop().await;
}

#[tokio::test]
async fn a_stop_disconnects_who_is_still_there_and_does_not_wait_for_them() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let mut idler = support::connect(&server.admin_url()).await;
    sqlx::Executor::execute(&mut idler, "BEGIN; CREATE TABLE never (n int)").await.unwrap();
    tokio::time::timeout(Duration::from_secs(20), server.stop()).await.expect("a fast shutdown");
}

#[tokio::test]
async fn a_long_data_path_is_no_problem() {
    let folder = DataFolder::new();
    let mut options = folder.options();
    for _ in 0..4 {
        options.data_dir.push("a-rather-long-name-for-a-folder-of-a-family-center-somewhere");
    }
    assert!(options.data_dir.as_os_str().len() > 200);
    let server = PrivatePostgres::start(options.clone()).await.unwrap();
    assert_eq!(text(&server.admin_url(), "SELECT 'here'").await, "here");
    assert!(server.cluster_dir().starts_with(&options.data_dir));
    server.stop().await;
}

#[tokio::test]
async fn a_command_beside_a_running_hamyar_attaches_to_its_server() {
    let folder = DataFolder::new();
    let refused = PrivatePostgres::attach(&folder.options()).await.unwrap_err();
    assert!(matches!(refused, Error::NotRunning { .. }), "{refused}");

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let attached = PrivatePostgres::attach(&folder.options()).await.unwrap();
    assert_eq!(attached.admin_url(), server.admin_url());
    assert_eq!(text(&attached.admin_url(), "SELECT 'here'").await, "here");
    let pid = server.pid().unwrap();
    drop(attached);
    assert!(!support::is_gone(pid), "who attached does not take the server along");
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_is_dropped_stops_too() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let pid = server.pid().unwrap();
    drop(server);
    tokio::time::timeout(Duration::from_secs(20), wait_until_gone(pid)).await.expect("a fast shutdown");
}

#[tokio::test]
async fn two_clusters_run_side_by_side() {
    let (one, other) = (DataFolder::new(), DataFolder::new());
    let first = PrivatePostgres::start(one.options()).await.unwrap();
    let second = PrivatePostgres::start(other.options()).await.unwrap();
    assert_ne!(first.socket_dir(), second.socket_dir());
    execute(&first.admin_url(), "CREATE TABLE only_here (n int)").await;
    first.stop().await;
    assert_eq!(text(&second.admin_url(), "SELECT coalesce(to_regclass('only_here')::text, 'no')").await, "no");
    second.stop().await;
}
