//! NATS away and back, with the whole product.

use serde_json::{Value, json};

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

fn events(store: &Store) -> Vec<Value> {
    let export = store.run(&["export", "events"]);
    assert_eq!(export.code, 0, "{}", export.err);
    export.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}
