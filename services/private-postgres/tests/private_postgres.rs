//! The private PostgreSQL, with PostgreSQL's real programs.

mod support;

use std::time::Duration;

use hamyar_private_postgres::{Error, PrivatePostgres, ProgramSearch, State};
use support::{DataFolder, count, execute, hold_in_another_process, kill, text, wait_until_gone};

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
async fn an_interrupted_initdb_leaves_nothing_that_hinders_the_next_start() {
    let folder = DataFolder::new();
    let unfinished = folder.path().join("postgres.new");
    std::fs::create_dir_all(unfinished.join("base")).unwrap();
    std::fs::write(unfinished.join("PG_VERSION"), "15\n").unwrap();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!unfinished.exists());
    server.stop().await;
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
async fn two_starts_on_one_folder_are_refused_with_the_holders_number() {
    let folder = DataFolder::new();
    let (mut holder, pid) = hold_in_another_process(&folder, None);
    let refused = PrivatePostgres::start(folder.options()).await.unwrap_err();
    assert!(matches!(refused, Error::InUse { .. }), "{refused}");
    assert!(refused.to_string().contains(&format!("process {}", holder.id())), "{refused}");
    assert!(!support::is_gone(pid), "the refused start must not hurt the server");
    holder.kill().unwrap();
    holder.wait().unwrap();
    PrivatePostgres::start(folder.options()).await.unwrap().stop().await;
}

#[tokio::test]
async fn two_starts_in_one_process_are_refused_too_and_a_stop_frees_the_folder() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(matches!(PrivatePostgres::start(folder.options()).await, Err(Error::InUse { .. })));
    server.stop().await;
    PrivatePostgres::start(folder.options()).await.unwrap().stop().await;
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

#[tokio::test]
async fn without_programs_the_message_says_how_to_get_them() {
    let folder = DataFolder::new();
    let mut options = folder.options();
    options.search = ProgramSearch { named: None, folders: vec!["/nowhere".into()] };
    let message = PrivatePostgres::start(options.clone()).await.unwrap_err().to_string();
    for way_out in ["apt-get install postgresql", "HAMYAR_PG_BIN", "DATABASE_URL"] {
        assert!(message.contains(way_out), "{message}");
    }
    options.search.named = Some("/nowhere/bin".into());
    let message = PrivatePostgres::start(options).await.unwrap_err().to_string();
    assert!(message.contains("HAMYAR_PG_BIN=/nowhere/bin"), "{message}");
}

#[tokio::test]
async fn a_cluster_of_another_major_version_is_left_alone() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let version = server.cluster_dir().join("PG_VERSION");
    server.stop().await;
    let right = std::fs::read_to_string(&version).unwrap();
    std::fs::write(&version, "11\n").unwrap();
    let refused = PrivatePostgres::start(folder.options()).await.unwrap_err();
    assert!(matches!(refused, Error::NoMatchingPrograms { wanted: 11, .. }), "{refused}");
    assert!(refused.to_string().contains("postgresql-11"), "{refused}");
    std::fs::write(&version, right).unwrap();
    PrivatePostgres::start(folder.options()).await.unwrap().stop().await;
}

#[tokio::test]
async fn somebody_elses_cluster_is_never_touched() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let mark = server.cluster_dir().join("hamyar.cluster");
    let cluster = server.cluster_dir().to_owned();
    server.stop().await;

    let ours = std::fs::read(&mark).unwrap();
    std::fs::remove_file(&mark).unwrap();
    let refused = PrivatePostgres::start(folder.options()).await.unwrap_err();
    assert!(matches!(refused, Error::ForeignCluster { .. }), "{refused}");
    std::fs::write(&mark, "12345\n").unwrap();
    let refused = PrivatePostgres::start(folder.options()).await.unwrap_err();
    assert!(refused.to_string().contains("belongs to another cluster"), "{refused}");
    std::fs::write(&mark, ours).unwrap();

    // A data folder that is a cluster itself, as of a system's own server, is not ours to use either.
    let mut options = folder.options();
    options.data_dir = cluster;
    assert!(matches!(PrivatePostgres::start(options).await, Err(Error::ForeignCluster { .. })));
    // Nor is a folder with files of which nothing is known.
    let other = DataFolder::new();
    std::fs::create_dir(other.path().join("postgres")).unwrap();
    std::fs::write(other.path().join("postgres/thesis.txt"), "years of work").unwrap();
    assert!(matches!(PrivatePostgres::start(other.options()).await, Err(Error::ForeignCluster { .. })));
    assert!(other.path().join("postgres/thesis.txt").exists());
}

#[tokio::test]
async fn a_database_that_cannot_search_persian_is_refused() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert_ne!(text(&server.admin_url(), "SELECT show_trgm('سلام')::text").await, "{}");
    execute(&server.admin_url(), "CREATE DATABASE deaf TEMPLATE template0 LC_CTYPE 'C'").await;
    server.stop().await;

    let mut options = folder.options();
    options.database = "deaf".to_owned();
    let refused = PrivatePostgres::start(options).await.unwrap_err();
    assert!(matches!(refused, Error::PersianTrigramsEmpty { .. }), "{refused}");
    // The refused start left no server behind that the next would find.
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    assert!(!server.was_adopted());
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why() {
    let folder = DataFolder::new();
    let mut options = folder.options();
    options.settings.push(("shared_buffers".to_owned(), "many".to_owned()));
    let refused = PrivatePostgres::start(options).await.unwrap_err();
    assert!(refused.to_string().contains("shared_buffers"), "{refused}");
}

#[tokio::test]
async fn the_servers_log_holds_no_value_of_a_failed_statement() {
    let folder = DataFolder::new();
    let server = PrivatePostgres::start(folder.options()).await.unwrap();
    let url = server.admin_url();
    execute(&url, "CREATE TABLE names (name text UNIQUE); INSERT INTO names VALUES ('canary')").await;
    let mut connection = support::connect(&url).await;
    sqlx::query("INSERT INTO names VALUES ($1)").bind("canary").execute(&mut connection).await.unwrap_err();
    sqlx::query("INSERT INTO names VALUES ('canary')").execute(&mut connection).await.unwrap_err();
    server.stop().await;
    let log = std::fs::read_to_string(folder.path().join("postgres.log")).unwrap();
    assert!(log.contains("duplicate key"), "{log}");
    assert!(!log.contains("canary"), "{log}");
}

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

/// Not a test of its own: the other Hamyar, in a process that the tests above can kill.
#[tokio::test]
async fn hold_a_server_for_another_process() {
    let Some(folder) = std::env::var_os("HAMYAR_TEST_HOLD") else { return };
    let server = PrivatePostgres::start(support::options(folder.as_ref())).await.unwrap();
    println!("\nholding {}", server.pid().unwrap());
    std::future::pending::<()>().await;
}
