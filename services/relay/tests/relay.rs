//! The relay against a real nats-server: order, repeats, absence, and what must never be told.

mod support;

use std::time::Duration;

use hamyar_domain::Family;
use hamyar_domain::family::{AddNote, IdentifyFamily};
use hamyar_event_store::{Actor, CommandContext, EventStore, HappenedAt, MasterKey, StoreOptions};
use hamyar_events::family::{FamilyIdentified, NoteAdded, Registration};
use hamyar_events::{EntryWay, InformationSource, NeighborhoodId, NoteId, Personal};
use hamyar_relay::{Relay, RelayOptions, RelayState, SUBJECTS, listen};
use support::{Database, Memory, Nats, until};
use uuid::Uuid;

fn options(nats: &Nats) -> RelayOptions {
    RelayOptions { batch: 50, longest_pause: Duration::from_millis(400), ..RelayOptions::new(nats.url()) }
}

async fn assert_told_once_in_order(nats: &Nats, log: &Memory) {
    let told = nats.messages().await;
    let positions: Vec<i64> = told.iter().map(|message| message.position).collect();
    assert_eq!(
        positions,
        (1..=log.ids().len() as i64).collect::<Vec<_>>(),
        "log order, nothing twice, nothing missing"
    );
    let ids: Vec<_> = told.iter().map(|message| message.event_id).collect();
    assert_eq!(ids, log.ids());
}

#[tokio::test(flavor = "multi_thread")]
async fn news_go_out_in_log_order_with_the_event_id_and_no_id_in_a_subject() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    log.append(130);
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    let mut status = relay.status();
    until(&mut status, |status| status.state == RelayState::CaughtUp && status.position == 130).await;
    log.append(20);
    let status = until(&mut status, |status| status.state == RelayState::CaughtUp && status.position == 150).await;
    assert_eq!(status.lag, 0);
    relay.stop().await;
    assert_told_once_in_order(&nats, &log).await;
    for message in nats.messages().await {
        let kinds = ["family", "caseworker", "commission"].map(|kind| format!("hamyar.v1.events.{kind}"));
        assert!(kinds.contains(&message.subject), "{}", message.subject);
        assert_eq!(message.epoch, "1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_repeats_nothing_even_when_its_own_checkpoint_was_lost() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    log.append(80);
    for round in 0..3 {
        let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
        let all = 80 + round * 30;
        until(&mut relay.status(), |status| status.state == RelayState::CaughtUp && status.position == all).await;
        relay.stop().await;
        log.append(30);
        sqlx::query("update relay.checkpoint set position = 7").execute(&database.pool).await.unwrap();
    }
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    until(&mut relay.status(), |status| status.position == 170).await;
    relay.stop().await;
    assert_told_once_in_order(&nats, &log).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_killed_for_a_while_loses_nothing_and_repeats_nothing() {
    let (mut nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    let mut status = relay.status();
    let writer = {
        let log = log.clone();
        tokio::spawn(async move {
            for _ in 0..150 {
                log.append(7);
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
        })
    };
    until(&mut status, |status| status.position > 100).await;
    nats.kill();
    let away = until(&mut status, |status| status.state == RelayState::Away).await;
    assert!(away.error.is_some(), "the operator reads why");
    tokio::time::sleep(Duration::from_millis(600)).await;
    nats.launch();
    writer.await.unwrap();
    until(&mut status, |status| status.state == RelayState::CaughtUp && status.position == 1050).await;
    relay.stop().await;
    assert_told_once_in_order(&nats, &log).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_was_lost_is_told_again_from_the_start() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    log.append(60);
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    until(&mut relay.status(), |status| status.position == 60).await;
    relay.stop().await;
    nats.context().await.delete_stream(hamyar_relay::STREAM_NAME).await.unwrap();
    log.append(1);
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    until(&mut relay.status(), |status| status.state == RelayState::CaughtUp && status.position == 61).await;
    relay.stop().await;
    assert_told_once_in_order(&nats, &log).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_nodes_one_publishes_and_another_takes_over() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    log.append(40);
    let first = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    until(&mut first.status(), |status| status.position == 40).await;
    let second = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    until(&mut second.status(), |status| status.state == RelayState::Standby).await;
    first.stop().await;
    log.append(40);
    until(&mut second.status(), |status| status.state == RelayState::CaughtUp && status.position == 80).await;
    second.stop().await;
    assert_told_once_in_order(&nats, &log).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_node_hears_the_news() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    let (sender, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let listening = listen(nats.url(), move |position| {
        let _ = sender.send(position);
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    log.append(3);
    for position in 1..=3 {
        let told = tokio::time::timeout(Duration::from_secs(10), heard.recv()).await.unwrap();
        assert_eq!(told, Some(position));
    }
    listening.abort();
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_with_other_settings_is_refused_with_the_reason() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    let other = async_nats::jetstream::stream::Config {
        name: hamyar_relay::STREAM_NAME.to_owned(),
        subjects: vec![SUBJECTS.to_owned()],
        storage: async_nats::jetstream::stream::StorageType::Memory,
        ..Default::default()
    };
    nats.context().await.create_stream(other).await.unwrap();
    log.append(1);
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    let status = until(&mut relay.status(), |status| status.state == RelayState::Refused).await;
    assert!(status.error.unwrap().contains("storage: file"));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_news_of_another_store_are_not_mixed_with_ours() {
    let (nats, database, log) = (Nats::start(), Database::start().await, Memory::new());
    log.append(5);
    let relay = Relay::start(database.pool.clone(), log.clone(), options(&nats));
    until(&mut relay.status(), |status| status.position == 5).await;
    relay.stop().await;
    let other = Memory::new();
    other.append(9);
    let relay = Relay::start(database.pool.clone(), other, options(&nats));
    let status = until(&mut relay.status(), |status| status.state == RelayState::Refused).await;
    assert!(status.error.unwrap().contains("another store"));
    relay.stop().await;
    assert_told_once_in_order(&nats, &log).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_jetstream_is_named_as_such() {
    let (nats, database, log) = (Nats::with_jetstream(false), Database::start().await, Memory::new());
    let relay = Relay::start(database.pool.clone(), log, options(&nats));
    let status = until(&mut relay.status(), |status| status.error.is_some()).await;
    assert!(status.error.unwrap().contains("JetStream"));
    relay.stop().await;
}

/// S062: what is sealed in the log is sealed in the news, and the line is the export's.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_typed_in_a_form_is_in_no_message() {
    const CANARY: &str = "قناری‌زاده-canary-7731";
    let (nats, database) = (Nats::start(), Database::start().await);
    let store = EventStore::open(StoreOptions::new(&database.app_url, MasterKey::generate())).await.unwrap();
    let (id, today) = (Uuid::now_v7(), "2026-11-22".parse().unwrap());
    let family = FamilyIdentified {
        file_number: "M1-00001".to_owned(),
        center_id: None,
        neighborhood_id: NeighborhoodId(Uuid::now_v7()),
        family_name: Personal::of_family(id, CANARY.to_owned()),
        address: Some(Personal::of_family(id, CANARY.to_owned())),
        registration: Registration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::LocalSetting,
            referred_by: None,
            referred_by_name: None,
            register: None,
            declared: None,
        },
        identified_on: today,
    };
    let context = || CommandContext::new(Uuid::now_v7(), Actor::system("test"), HappenedAt::Day(today));
    store.execute::<Family>(id, IdentifyFamily { family, today }.into(), context()).await.unwrap();
    let relay = Relay::start(database.pool.clone(), store.clone(), options(&nats));
    until(&mut relay.status(), |status| status.state == RelayState::CaughtUp && status.position == 1).await;
    let note = NoteAdded { note_id: NoteId(Uuid::now_v7()), text: Personal::of_family(id, CANARY.to_owned()) };
    store.execute::<Family>(id, AddNote { note }.into(), context()).await.unwrap();
    until(&mut relay.status(), |status| status.state == RelayState::CaughtUp && status.position == 2).await;
    relay.stop().await;
    let told = nats.messages().await;
    assert_eq!(told.len(), 2);
    let stored = store.read_feed_stored(0, 10).await.unwrap();
    for (message, event) in told.iter().zip(&stored) {
        assert!(!message.text.contains("canary") && !message.text.contains("قناری"), "sealed");
        assert!(message.text.contains("$sealed"));
        assert_eq!(message.text.as_bytes(), hamyar_relay::export_line(event).unwrap());
        assert_eq!(message.subject, "hamyar.v1.events.family");
        assert_eq!(message.event_id, event.event_id);
    }
}

/// Checkpoints reach NATS once each, in order, in a stream from which nothing can be deleted; one that was changed is not published over.
#[tokio::test(flavor = "multi_thread")]
async fn checkpoints_are_published_once_and_stay() {
    use hamyar_relay::{CHECKPOINT_STREAM, publish_checkpoints};
    let (nats, database) = (Nats::start(), Database::start().await);
    let keep = async |number: i64| {
        let note = format!("checkpoint {number}");
        sqlx::query("select log.keep_checkpoint($1, $1, $2)")
            .bind(number)
            .bind(note)
            .execute(&database.pool)
            .await
            .unwrap();
    };
    keep(1).await;
    keep(2).await;
    let published = async |count: u64| {
        let context = nats.context().await;
        for _ in 0..300 {
            if let Ok(mut stream) = context.get_stream(CHECKPOINT_STREAM).await
                && stream.info().await.unwrap().state.messages >= count
            {
                let mut texts = Vec::new();
                for sequence in 1..=stream.cached_info().state.last_sequence {
                    let message = stream.get_raw_message(sequence).await.unwrap();
                    assert_eq!(message.subject.as_str(), "hamyar.v1.checkpoints");
                    texts.push(String::from_utf8(message.payload.to_vec()).unwrap());
                }
                return (stream, texts);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the checkpoints do not come");
    };
    let stop = tokio_util::sync::CancellationToken::new();
    let running = tokio::spawn(publish_checkpoints(database.pool.clone(), nats.url(), stop.clone()));
    let (stream, texts) = published(2).await;
    assert_eq!(texts, ["checkpoint 1", "checkpoint 2"]);
    assert!(stream.delete_message(1).await.is_err() && stream.purge().await.is_err(), "nobody deletes a witness");
    stop.cancel();
    running.await.unwrap();
    // Two nodes at once, after a restart.
    keep(3).await;
    let stop = tokio_util::sync::CancellationToken::new();
    let nodes = [0, 1].map(|_| tokio::spawn(publish_checkpoints(database.pool.clone(), nats.url(), stop.clone())));
    assert_eq!(published(3).await.1, ["checkpoint 1", "checkpoint 2", "checkpoint 3"]);
    stop.cancel();
    for node in nodes {
        node.await.unwrap();
    }
    // The database's copies were made anew: what NATS has contradicts them, and stays.
    sqlx::raw_sql("set session_replication_role = replica; update log.checkpoint set note = 'forged'; reset session_replication_role")
        .execute(&database.pool)
        .await
        .unwrap();
    keep(4).await;
    let stop = tokio_util::sync::CancellationToken::new();
    let running = tokio::spawn(publish_checkpoints(database.pool.clone(), nats.url(), stop.clone()));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    stop.cancel();
    running.await.unwrap();
    assert_eq!(published(3).await.1.len(), 3);
}
