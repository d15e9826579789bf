//! Lost replies, killed backends, bad rows.

use crate::support::*;
use hamyar_event_store::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use uuid::Uuid;

const CUT_HERE: &str = "cut-here";

/// Stands between the store and PostgreSQL, and loses the server's answer to whatever names `CUT_HERE`, `times` times.
async fn lossy_proxy(socket: PathBuf, folder: &Path, times: usize) -> Arc<AtomicUsize> {
    let left = Arc::new(AtomicUsize::new(times));
    let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).unwrap();
    let counted = left.clone();
    tokio::spawn(async move {
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            let (socket, left) = (socket.clone(), counted.clone());
            tokio::spawn(async move {
                let mut server = UnixStream::connect(socket).await.unwrap();
                let (mut up, mut down) = (vec![0; 65_536], vec![0; 65_536]);
                let mut cut = false;
                loop {
                    tokio::select! {
                        n = client.read(&mut up) => match n {
                            Ok(n) if n > 0 => {
                                let named = up[..n].windows(CUT_HERE.len()).any(|window| window == CUT_HERE.as_bytes());
                                cut |= named && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
                                server.write_all(&up[..n]).await.unwrap();
                            }
                            _ => return,
                        },
                        n = server.read(&mut down) => match n {
                            // The server answers after its commit: what is lost here was committed.
                            Ok(n) if n > 0 && !cut => client.write_all(&down[..n]).await.unwrap(),
                            _ => return,
                        },
                    }
                }
            });
        }
    });
    left
}

#[tokio::test]
async fn a_batch_whose_answer_was_lost_is_sent_again_and_written_once() {
    let urls = database().await;
    let folder = tempfile::tempdir().unwrap();
    let socket = urls.app_url.split_once("host=").unwrap().1;
    let left = lossy_proxy(Path::new(socket).join(".s.PGSQL.5432"), folder.path(), 3).await;
    let url = format!("postgres://{APP_ROLE}@localhost/{}?host={}", urls.name, folder.path().display());
    let store = EventStore::open(StoreOptions::new(url, master_key())).await.unwrap();
    let id = Uuid::now_v7();
    store.execute::<File>(id, notes(1), context()).await.unwrap();
    let ctx = CommandContext { device: Some(CUT_HERE.into()), ..context() };
    let answer = store.execute::<File>(id, notes(2), ctx).await.unwrap();
    assert_eq!(left.load(Ordering::SeqCst), 0, "the answer was lost three times");
    assert_eq!((answer.sequence, answer.position, answer.events), (3, 3, 2));
    assert_eq!(store.head().await.unwrap(), 3);
    assert_eq!(store.execute::<File>(id, notes(1), context()).await.unwrap().sequence, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_appenders_backend_loses_nothing_that_was_acknowledged() {
    let (store, urls) = store().await;
    let owner = admin(&urls).await;
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let id = Uuid::now_v7();
                let mut acknowledged = 0;
                for _ in 0..40 {
                    acknowledged += store.execute::<File>(id, notes(1), context()).await.unwrap().events;
                }
                (id, acknowledged)
            })
        })
        .collect();
    for _ in 0..10 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hamyar-appender' and datname = current_database()")
            .execute(&owner)
            .await
            .unwrap();
    }
    let mut all = 0;
    for writer in writers {
        let (id, acknowledged) = writer.await.unwrap();
        store.forget_caches();
        assert_eq!(store.load::<File>(id).await.unwrap().state.notes, acknowledged as i64);
        all += acknowledged as i64;
    }
    assert_eq!((all, store.head().await.unwrap()), (320, 320));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_the_database_refuses_spoils_only_its_own_command() {
    let (store, urls) = store().await;
    sqlx::raw_sql("alter table log.events add constraint no_thirteen check (command_ord <> 13)")
        .execute(&admin(&urls).await)
        .await
        .unwrap();
    let all =
        (0..20).map(|turn| store.execute::<File>(Uuid::now_v7(), notes(if turn == 7 { 14 } else { 1 }), context()));
    let answers = futures::future::join_all(all).await;
    assert!(matches!(answers[7], Err(ExecuteError::Store(StoreError::Database(_)))), "{:?}", answers[7]);
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 19);
    assert_eq!(store.head().await.unwrap(), 19);
}

#[tokio::test]
async fn a_database_that_stays_away_is_told_as_unavailable() {
    let (store, urls) = store().await;
    let options = StoreOptions {
        patience: std::time::Duration::from_millis(300),
        ..StoreOptions::new(&urls.app_url, master_key())
    };
    let short = EventStore::open(options).await.unwrap();
    drop(store);
    let id = Uuid::now_v7();
    short.execute::<File>(id, notes(1), context()).await.unwrap();
    let server = sqlx::PgPool::connect(&urls.admin_url.replace(&format!("/{}", urls.name), "/postgres")).await.unwrap();
    sqlx::query(&format!("alter database {} with allow_connections false", urls.name)).execute(&server).await.unwrap();
    sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1")
        .bind(&urls.name)
        .execute(&server)
        .await
        .unwrap();
    let away = short.execute::<File>(id, notes(1), context()).await;
    assert!(matches!(away, Err(ExecuteError::Unavailable)), "{away:?}");
    sqlx::query(&format!("alter database {} with allow_connections true", urls.name)).execute(&server).await.unwrap();
    assert_eq!(short.execute::<File>(id, notes(1), context()).await.unwrap().sequence, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_of_the_whole_server_under_load_loses_nothing_that_was_acknowledged() {
    let cluster = hamyar_event_store::testing::TestCluster::private(&[]).await;
    let urls = cluster.new_database().await;
    let store = open(&urls).await;
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let id = Uuid::now_v7();
                let mut acknowledged = 0;
                for _ in 0..60 {
                    let ctx = context();
                    loop {
                        match store.execute::<File>(id, notes(1), ctx.clone()).await {
                            Ok(committed) => break acknowledged += committed.events,
                            Err(ExecuteError::Unavailable | ExecuteError::Busy) => {}
                            Err(other) => panic!("{other:?}"),
                        }
                    }
                }
                (id, acknowledged)
            })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    let crashed = cluster;
    let cluster = tokio::task::spawn_blocking(move || {
        crashed.crash_and_restart();
        crashed
    })
    .await
    .unwrap();
    for writer in writers {
        let (id, acknowledged) = writer.await.unwrap();
        assert_eq!(acknowledged, 60);
        store.forget_caches();
        assert_eq!(store.load::<File>(id).await.unwrap().state.notes, 60);
    }
    assert_eq!(store.head().await.unwrap(), 480);
    drop(store);
    tokio::task::spawn_blocking(move || drop(cluster)).await.unwrap();
}
