//! After a crash of the server, of Hamyar, or of both.

use hamyar_private_postgres::{PrivatePostgres, State};

use crate::support::{self, DataFolder, count, execute, hold_in_another_process, kill, text, wait_until_gone};

#[tokio::test]
async fn a_killed_server_is_restarted_at_the_same_address_with_every_commit() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let url = server.admin_url();
    execute(&url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)").await;
    let mut state = server.state();
    let first = server.pid().unwrap();
    kill(first);
    state.wait_for(|state| matches!(state, State::Restarting { .. })).await.unwrap();
    state.wait_for(|state| matches!(state, State::Ready { pid } if *pid != first)).await.unwrap();
    assert_eq!(server.admin_url(), url);
    assert_eq!(count(&url, "kept").await, 1);

    // And again: one rescue is not all there is.
    let second = server.pid().unwrap();
    kill(second);
    state.wait_for(|state| matches!(state, State::Ready { pid } if *pid != second)).await.unwrap();
    assert_eq!(count(&url, "kept").await, 1);
    server.stop().await;
}

#[tokio::test]
async fn a_server_stopped_behind_our_back_is_restarted_and_ours_stays_stopped() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let mut state = server.state();
    let first = server.pid().unwrap();
    support::interrupt(first);
    state.wait_for(|state| matches!(state, State::Ready { pid } if *pid != first)).await.unwrap();
    let second = server.pid().unwrap();
    server.stop().await;
    assert_eq!(*state.borrow_and_update(), State::Stopped);
    assert!(support::is_gone(second));
}

#[tokio::test]
async fn a_server_that_outlived_its_hamyar_is_adopted() {
    let folder = DataFolder::new();
    let (mut holder, pid) = hold_in_another_process(&folder, None);
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert!(!support::is_gone(pid), "the server outlives a killed Hamyar");

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(server.was_adopted());
    assert_eq!(server.pid(), Some(pid));
    execute(&server.admin_url(), "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)").await;

    // An adopted server is watched as well as a child.
    let mut state = server.state();
    kill(pid);
    state.wait_for(|state| matches!(state, State::Ready { pid: now } if *now != pid)).await.unwrap();
    assert_eq!(count(&server.admin_url(), "kept").await, 1);
    server.stop().await;
}

#[tokio::test]
async fn an_adopted_server_is_stopped_like_any_other() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let pid = server.pid().unwrap();
    server.leave_running().await;
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(server.was_adopted());
    server.stop().await;
    assert!(support::is_gone(pid));
}

#[tokio::test]
async fn a_living_server_whose_socket_was_cleaned_away_is_replaced() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let pid = server.pid().unwrap();
    let socket_dir = server.socket_dir().to_owned();
    server.leave_running().await;
    std::fs::remove_dir_all(&socket_dir).unwrap();

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!server.was_adopted());
    assert!(support::is_gone(pid));
    assert_eq!(text(&server.admin_url(), "SELECT 'here'").await, "here");
    server.stop().await;
}

#[tokio::test]
async fn a_pid_file_of_a_killed_server_is_seen_through() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let (pid, pid_file) = (server.pid().unwrap(), server.cluster_dir().join("postmaster.pid"));
    server.leave_running().await;
    kill(pid);
    wait_until_gone(pid).await;
    assert!(pid_file.exists());

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!server.was_adopted());
    server.stop().await;
}

#[tokio::test]
async fn a_pid_file_whose_number_another_program_now_has_is_seen_through() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let pid_file = server.cluster_dir().join("postmaster.pid");
    let socket_dir = server.socket_dir().to_owned();
    server.stop().await;
    let ours = std::process::id();
    let text = format!("{ours}\n{}\n1\n5432\n{}\n\n  1  1\nready\n", pid_file.display(), socket_dir.display());
    std::fs::write(&pid_file, text).unwrap();

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!server.was_adopted());
    assert_ne!(server.pid(), Some(ours.cast_signed()));
    server.stop().await;
}

#[tokio::test]
async fn a_pid_file_of_a_killed_server_that_nobody_reaped_is_seen_through() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let pid_file = server.cluster_dir().join("postmaster.pid");
    let text = std::fs::read_to_string(&pid_file).unwrap();
    let socket_dir = server.socket_dir().to_owned();
    let user = support::owner(server.cluster_dir());
    server.stop().await;
    let mut dead = support::killed_but_not_reaped(user);
    let text = text.replacen(text.lines().next().unwrap(), &dead.id().to_string(), 1);
    std::fs::write(&pid_file, &text).unwrap();
    support::make_private(&socket_dir, user);
    std::fs::write(socket_dir.join(".s.PGSQL.5432.lock"), &text).unwrap();

    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!server.was_adopted());
    server.stop().await;
    dead.wait().unwrap();
}

#[tokio::test]
async fn an_interrupted_initdb_leaves_nothing_that_hinders_the_next_start() {
    let folder = DataFolder::new();
    let unfinished = folder.path().join("postgres.new");
    std::fs::create_dir_all(unfinished.join("base")).unwrap();
    std::fs::write(unfinished.join("PG_VERSION"), "15\n").unwrap();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!unfinished.exists());
    server.stop().await;
}
