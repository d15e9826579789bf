//! Who may hold which family, and how many.

use serde_json::json;

use crate::support::{Town, text};

/// S029 S030: fifteen are held, the sixteenth is refused with the number in the answer, and fewer than five only show.
#[tokio::test]
async fn the_sixteenth_family_is_refused_and_fewer_than_five_are_flagged() {
    let town = Town::new().await;
    let mut families = Vec::new();
    for number in 1..=16 {
        families.push(town.harmed(&format!("نمونهٔ {number}")).await);
    }
    let assign = json!({ "caseworker_id": town.caseworker_id, "starts_on": "1404-02-05" });
    for (number, id) in families[..15].iter().enumerate() {
        let done = town.manager.post(&format!("/families/{id}/assign"), assign.clone()).await.ok();
        if number == 0 {
            let at = done["position"].as_i64().expect("a position");
            let loads = town.manager.get(&format!("/center/caseloads?at_least={at}")).await.ok();
            assert!(loads.to_string().contains("\"spare\""), "{loads:#}");
        }
    }
    let problem =
        town.manager.post(&format!("/families/{}/assign", families[15]), assign).await.refused(409, "caseload_full");
    assert_eq!(problem["params"]["limit"], 15, "{problem:#}");
}

/// S026 S028: nobody takes a family before 40 hours and accreditation.
#[tokio::test]
async fn a_candidate_without_forty_hours_takes_no_family() {
    let town = Town::new().await;
    let made = town.manager.post("/caseworkers", json!({ "name": "داوطلب", "background": "graduate" })).await.ok();
    let candidate = text(&made, "/ids/caseworker_id");
    let training = json!({ "phase": "before", "mode": "virtual", "hours": 39, "title": "دوره" });
    town.manager.post(&format!("/caseworkers/{candidate}/training"), training).await.ok();
    let refused = town.manager.post(&format!("/caseworkers/{candidate}/accredit"), json!({})).await;
    assert_eq!(refused.status, 409, "{:#}", refused.body);
    let id = town.harmed("نمونه").await;
    let assign = json!({ "caseworker_id": candidate, "starts_on": "1404-02-05" });
    let refused = town.manager.post(&format!("/families/{id}/assign"), assign).await;
    assert_eq!(refused.status, 409, "{:#}", refused.body);
}

/// S031: only a family that is harmed at that moment gets a caseworker.
#[tokio::test]
async fn a_stable_family_gets_no_caseworker() {
    let town = Town::new().await;
    let id = town.consented("نمونه").await;
    town.tiered(&town.manager, &id, "baseline", 4, "1404-02-01").await;
    let assign = json!({ "caseworker_id": town.caseworker_id, "starts_on": "1404-02-05" });
    town.manager.post(&format!("/families/{id}/assign"), assign).await.refused(409, "family_not_harmed");
}

/// S033 S034: after a transfer the history is one, and the earlier caseworker no longer reads it.
#[tokio::test]
async fn a_transferred_family_is_read_by_its_new_caseworker_only() {
    let town = Town::new().await;
    let id = town.held("نمونه").await;
    let family = format!("/families/{id}");
    town.caseworker.get(&family).await.ok();
    assert_eq!(town.other_caseworker.get(&family).await.status, 404);
    let moved = town
        .manager
        .post(&format!("{family}/transfer"), json!({ "caseworker_id": town.other_caseworker_id }))
        .await
        .ok();
    let at = moved["position"].as_i64().expect("a position");
    assert_eq!(town.caseworker.get(&format!("{family}?at_least={at}")).await.status, 404);
    let file = town.other_caseworker.get(&format!("{family}?at_least={at}")).await.ok();
    assert_eq!(text(&file, "/assignment/caseworker/id"), town.other_caseworker_id);
}

/// S039: a command sent twice, even at once, is done once and answered alike.
#[tokio::test]
async fn a_visit_sent_twice_is_recorded_once() {
    let town = Town::new().await;
    let id = town.held("نمونه").await;
    let path = format!("/families/{id}/visits");
    let visit = json!({ "visited_on": "1404-03-05", "place": "home", "present": [], "entries_done": [] });
    let command = uuid::Uuid::now_v7();
    let sent = (0..6).map(|_| town.caseworker.post_as(command, &path, visit.clone()));
    let answers = futures::future::join_all(sent).await;
    let sequences: Vec<_> = answers.into_iter().map(|answer| answer.ok()["sequence"].clone()).collect();
    assert!(sequences.windows(2).all(|pair| pair[0] == pair[1]), "{sequences:?}");
    let other = json!({ "visited_on": "1404-03-06", "place": "home", "present": [], "entries_done": [] });
    town.caseworker.post_as(command, &path, other).await.refused(409, "command_id_reused");
    let events = town.auditor.get(&format!("/families/{id}/events")).await.ok();
    let visits =
        events["items"].as_array().expect("items").iter().filter(|item| item["type"] == "visit_recorded").count();
    assert_eq!(visits, 1);
}
