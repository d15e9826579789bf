//! A family's year, end to end.

use serde_json::{Value, json};

use crate::support::{Town, text};

/// S015 S016 S018 S021 S022 S031 S050 S053 S054 S059: identified, assessed, tiered, assigned, visited, served, referred, decided, assessed again, re-tiered;
/// the comparison shows it and the auditor replays it.
#[tokio::test]
async fn the_year_of_a_family_from_identification_to_the_comparison() {
    let town = Town::new().await;
    let id = town.identified("نمونهٔ یکم").await;
    let family = format!("/families/{id}");
    let preliminary =
        json!({ "moment": "preliminary", "tier": "harmed", "outside_information": "support_institution" });
    town.manager.post(&format!("{family}/tiers"), preliminary).await.ok();
    town.manager.post(&format!("{family}/consent"), json!({ "basis": "head", "given_on": "1404-01-25" })).await.ok();
    town.tiered(&town.manager, &id, "baseline", 0, "1404-02-01").await;
    let assign = json!({ "caseworker_id": town.caseworker_id, "starts_on": "1404-02-05" });
    let assigned = town.manager.post(&format!("{family}/assign"), assign).await.ok();

    // The caseworker sees what was just done, plans, visits and serves.
    let position = assigned["position"].as_i64().expect("a position");
    let today = town.caseworker.get(&format!("/caseworkers/me/today?at_least={position}")).await.ok();
    assert!(today["items"].as_array().is_some_and(|items| !items.is_empty()), "{today:#}");
    let entry = json!({
        "domain": "economic", "kind": "face_to_face", "capacity": "local", "window_from": "1404-03-01", "window_to": "1404-03-10",
    });
    let kinds = town.caseworker.get("/catalogs/focused_aid_method").await.ok();
    let kind = text(&kinds, "/items/0/code");
    let entry = Value::Object(
        entry.as_object().cloned().into_iter().flatten().chain([("kind".to_owned(), json!(kind))]).collect(),
    );
    let planned = town.caseworker.post(&format!("{family}/calendar"), entry).await.ok();
    let entry_id = text(&planned, "/ids/entry_id");
    let visit = json!({
        "visited_on": "1404-03-05", "place": "home", "present": [], "entries_done": [entry_id], "note": "گفت‌وگو دربارهٔ مدرسه",
    });
    town.caseworker.post(&format!("{family}/visits"), visit).await.ok();
    let service = json!({ "domain": "economic", "kind": kind, "capacity": "own", "member_ids": [], "delivered_on": "1404-03-06" });
    town.caseworker.post(&format!("{family}/services"), service).await.ok();

    // The commission takes it up and divides the work.
    let refer = json!({
        "commission_id": town.commission_id, "question": "چه کسی هزینهٔ درمان را بپردازد؟", "urgency": "normal", "referred_on": "1404-04-01",
    });
    let referred = town.caseworker.post(&format!("{family}/referrals"), refer).await.ok();
    let referral_id = text(&referred, "/ids/referral_id");
    let commission = format!("/commissions/{}", town.commission_id);
    let at = referred["position"].as_i64().expect("a position");
    let agenda = town.member.get(&format!("{commission}/agenda?at_least={at}")).await.ok();
    assert_eq!(agenda["waiting"].as_array().map(Vec::len), Some(1), "{agenda:#}");
    let packet = town.member.get(&format!("{commission}/referrals/{referral_id}/packet")).await.ok();
    assert_eq!(packet["file"]["tier"], "harmed", "{packet:#}");
    let called = town
        .member
        .post(&format!("{commission}/sessions"), json!({ "held_on": "1404-04-10", "starts_at": "10:00" }))
        .await
        .ok();
    let session = format!("{commission}/sessions/{}", text(&called, "/ids/session_id"));
    town.member.post(&format!("{session}/agenda"), json!({ "referral_id": referral_id })).await.ok();
    let mut present: Vec<Value> = ["expert", "official", "activist"]
        .iter()
        .zip(&town.participants)
        .map(|(kind, id)| json!({ "kind": kind, "person_id": id }))
        .collect();
    present.push(json!({ "kind": "caseworker", "person_id": town.caseworker_id }));
    town.member.post(&format!("{session}/open"), json!({ "present": present, "opened_on": "1404-04-10" })).await.ok();
    let decision = json!({
        "referral_id": referral_id, "outcome": "tasks", "reason": "درمان مقدم است", "decided_on": "1404-04-10",
        "tasks": [{ "title": "معرفی به درمانگاه", "domain": "social", "due_on": "1404-05-01",
                    "responsible": { "kind": "agency", "agency_id": town.agency_id } }],
    });
    let decided = town.member.post(&format!("{session}/decide"), decision).await.ok();
    town.member.post(&format!("{session}/close"), json!({ "closed_on": "1404-04-10" })).await.ok();
    let at = decided["position"].as_i64().expect("a position");
    let agenda = town.member.get(&format!("{commission}/agenda?at_least={at}")).await.ok();
    assert_eq!(agenda["waiting"].as_array().map(Vec::len), Some(0), "{agenda:#}");

    // The agency sees a file number and no name, and does its part.
    let tasks = town.agency.get(&format!("/tasks?at_least={at}")).await.ok();
    assert_eq!(tasks["items"].as_array().map(Vec::len), Some(1), "{tasks:#}");
    assert!(!tasks.to_string().contains("نمونهٔ یکم"), "{tasks:#}");
    let task = format!("{family}/tasks/{}", text(&tasks, "/items/0/task_id"));
    town.agency.post(&format!("{task}/accept"), json!({ "accepted_on": "1404-04-12" })).await.ok();
    town.agency.post(&format!("{task}/done"), json!({ "done_on": "1404-04-20" })).await.ok();

    // A year later the family is assessed again.
    let last = town.tiered(&town.caseworker, &id, "final", 3, "1405-02-03").await;
    let at = last["position"].as_i64().expect("a position");
    let report = town.officer.get(&format!("/reports/before-after?year=1404&at_least={at}")).await.ok();
    assert!(report["position"].as_i64() >= Some(at), "{report:#}");
    let open = town.auditor.get(&format!("/reports/before-after?year=1404&at_least={at}")).await.ok();
    assert_eq!(open["matrix"]["harmed"]["stable"], 1, "{open:#}");
    let printed = town.store.run(&["report", "before-after", "--year", "1404", "--format", "json"]).json();
    assert_eq!(printed["matrix"]["harmed"]["stable"], 1, "{printed:#}");
    let behind = town.auditor.get("/reports/before-after/families?year=1404&from=harmed&to=stable").await.ok();
    assert_eq!(text(&behind, "/items/0/id"), id);

    // The auditor replays it all.
    let events = town.auditor.get(&format!("{family}/events")).await.ok();
    let items = events["items"].as_array().expect("items").clone();
    let kinds: Vec<&str> = items.iter().filter_map(|item| item["type"].as_str()).collect();
    for kind in
        ["family_identified", "consent_given", "caseworker_assigned", "visit_recorded", "commission_decision_recorded"]
    {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    assert_eq!(kinds.iter().filter(|kind| **kind == "tier_assigned").count(), 3, "{kinds:?}");
    let baseline = items.iter().find(|item| item["payload"]["moment"] == "baseline" && item["type"] == "tier_assigned");
    let sequence = baseline.expect("a baseline")["sequence"].as_i64().expect("a sequence");
    let before = town.auditor.get(&format!("{family}/replay?at={}", sequence - 1)).await.ok();
    let after = town.auditor.get(&format!("{family}/replay?at={sequence}")).await.ok();
    assert_eq!(after["state"]["tier"], "harmed");
    assert!(before["state"]["tiers"].as_array().map(Vec::len) < after["state"]["tiers"].as_array().map(Vec::len));
    assert!(after["changes"].as_array().is_some_and(|changes| !changes.is_empty()), "{:#}", after["changes"]);

    // And every read model follows from the log.
    let check = town.store.run(&["rebuild", "--all", "--check", "--json"]);
    assert_eq!(check.code, 0, "{}\n{}", check.out, check.err);
    assert!(check.json()["projections"].as_array().is_some_and(|all| all.iter().all(|one| one["equal"] == true)));
}
