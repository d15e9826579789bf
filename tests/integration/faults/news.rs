//! NATS away and back, with the whole product.

use std::time::Duration;

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::support::{Nats, Store, Town};

const CANARY: &str = "قناریِ‌پیام‌رسان";

/// Work goes on while NATS is away; when it is back, every event arrives in the order of the log, once, and none tells a name.
#[tokio::test(flavor = "multi_thread")]
async fn nats_away_for_a_while_loses_nothing_and_is_told_no_name() {
    let mut nats = Nats::start();
    let mut town = Town::on(Store::new().await, &[("NATS_URL", &nats.url())]).await;
    let id = town.held(CANARY).await;
    nats.until_holds(events(&town.store).len()).await;
    nats.kill();
    for number in 0..20 {
        let note = json!({ "text": format!("{CANARY} {number}") });
        town.caseworker.post(&format!("/families/{id}/notes"), note).await.ok();
    }
    let file = town.caseworker.get(&format!("/families/{id}")).await.ok();
    assert_eq!(file["notes"].as_array().map(Vec::len), Some(20), "the screens do not need NATS");
    nats.launch();
    let note = json!({ "text": CANARY });
    town.caseworker.post(&format!("/families/{id}/notes"), note).await.ok();

    let log = events(&town.store);
    let told = nats.until_holds(log.len()).await;
    let told_ids: Vec<(i64, String)> =
        told.iter().map(|message| (message.position, message.event_id.to_string())).collect();
    let log_ids: Vec<(i64, String)> = log
        .iter()
        .map(|event| (event["position"].as_i64().unwrap_or(0), event["event_id"].as_str().unwrap_or("").to_owned()))
        .collect();
    assert_eq!(told_ids, log_ids, "every event, in the order of the log, once");
    for message in told {
        let text = message.text.to_lowercase();
        assert!(!text.contains("قناری") && !text.contains("\\u0642\\u0646\\u0627"), "{}", message.subject);
        assert!(!message.subject.contains('-'), "no id in a subject: {}", message.subject);
    }
    assert!(!town.server.said().contains("قناری"));
}

/// Takes away what else wakes a node: the database's notices, and the look at the log that is there in case one was missed. The look has a
/// connection of its own, to which the log from now on seems empty.
async fn mute(store: &Store) {
    let mut connection = PgConnection::connect(store.database_url()).await.expect("the database");
    let append: String = sqlx::query_scalar("select pg_get_functiondef('log.append_batch'::regproc)")
        .fetch_one(&mut connection)
        .await
        .expect("the function");
    assert!(append.contains("perform pg_notify('hamyar_log'"), "the log is told of in another way: {append}");
    let silent = append.replace("perform pg_notify('hamyar_log'", "perform concat('hamyar_log'");
    let statements = format!(
        "{silent};
         alter table log.events enable row level security;
         create policy unseen on log.events using (current_setting('application_name') <> 'hamyar-wake');"
    );
    sqlx::raw_sql(&statements).execute(&mut connection).await.expect("an administrator may");
    connection.close().await.ok();
}

/// Open screens on any node learn of a change on another over NATS. Nothing else can tell them here, as the node without NATS shows.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_screen_on_another_node_learns_of_a_change_over_nats() {
    let nats = Nats::start();
    let town = Town::on(Store::new().await, &[("NATS_URL", &nats.url())]).await;
    let id = town.held("خانوادهٔ دو گره").await;
    nats.until_holds(events(&town.store).len()).await;
    mute(&town.store).await;
    let node = ["serve", "--role", "api", "--listen", "127.0.0.1:0"];
    let hearing = town.store.start(&node, &[("NATS_URL", &nats.url())]);
    let deaf = town.store.start(&node, &[]);
    let mut told = town.caseworker.moved_to(&hearing.url).live().await;
    let mut untold = town.caseworker.moved_to(&deaf.url).live().await;
    // A node subscribes while it starts, and nothing says when it has.
    tokio::time::sleep(Duration::from_secs(2)).await;

    town.caseworker.post(&format!("/families/{id}/notes"), json!({ "text": "یادداشتی از گره نخست" })).await.ok();
    let stream = format!("family:{id}");
    assert!(told.tells(&stream, Duration::from_secs(15)).await, "the news came over NATS");
    assert!(!untold.tells(&stream, Duration::from_secs(3)).await, "without NATS nothing told it");
}

fn events(store: &Store) -> Vec<Value> {
    let export = store.run(&["export", "events"]);
    assert_eq!(export.code, 0, "{}", export.err);
    export.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}
