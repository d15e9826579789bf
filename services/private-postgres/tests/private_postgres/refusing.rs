//! What is refused, and in which words.

use hamyar_private_postgres::{Error, PrivatePostgres, ProgramSearch};

use crate::support::{self, DataFolder, execute, hold_in_another_process, text};

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
