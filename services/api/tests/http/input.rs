//! What cannot be accepted is told all at once, field by field, in both languages; and nothing of it is repeated.

use axum::body::Body;
use axum::http::header;
use hamyar_identity::Role;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

use crate::support::{Client, World};

/// Every command of a family with the role that may give it, and the schema of its body.
fn commands(world: &World, user: &str, council: &str) -> Vec<(String, String, Value, &'static str)> {
    let document = serde_json::to_value(hamyar_api::openapi()).expect("a document");
    let schemas = document["components"]["schemas"].clone();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            let reference = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let Some(name) = reference.as_str().and_then(|reference| reference.rsplit('/').next()) else { continue };
            if !schemas[name]["properties"].get("command_id").is_some_and(Value::is_object) {
                continue;
            }
            // What many families are to get is judged by its own operation, family by family: `bulk.rs` shows how it is told.
            if path.ends_with("/families/bulk") {
                continue;
            }
            let who = match path.split('/').nth(3).unwrap_or_default() {
                "families" if path.contains("/tasks/") => "agency_officer.A",
                "families" if path.ends_with("/address/reveal") => "auditor.A",
                "families" if path.ends_with("/address-threat/clear") => "caseworker.A",
                "families" if path.contains("/tier-proposals") && !path.ends_with("/answer") => "caseworker.A",
                "centers" if path.contains("{id}") => "center_manager.A",
                "agencies" | "agency-lists" => "center_manager.A",
                "families" | "break-glass" | "comparisons" => "center_manager.A",
                "caseworkers" | "activities" | "funds" | "saved-reports" => "center_manager.A",
                "offices" if path.ends_with("/plans/judge") => "agency_officer.A",
                "offices" if crate::offices::OF_OFFICERS.iter().any(|end| path.ends_with(end)) => "officer.A",
                "offices" => "facilitator.A",
                "commissions" if path.contains("{id}") => "commission_member.A",
                "neighborhoods" if path.ends_with("/neighborhoods") || path.ends_with("/groups") => "administrator.A",
                "neighborhoods" if path.ends_with("/priority") || path.ends_with("/approval") => "officer.A",
                "neighborhoods" if path.ends_with("/duty-reports") || path.ends_with("/answer") => "agency_officer.A",
                "neighborhoods" | "facilitators" | "workshops" => "facilitator.A",
                _ => "administrator.A",
            };
            let own = &world.own;
            let id = match path.split('/').nth(3).unwrap_or_default() {
                "families" => own.family.clone(),
                "centers" => own.center.clone(),
                "caseworkers" => own.caseworker.clone(),
                "activities" => own.activity.clone(),
                "neighborhoods" => own.neighborhood.clone(),
                "facilitators" => own.facilitator.clone(),
                "workshops" => own.workshop.clone(),
                "funds" => own.fund.clone(),
                "saved-reports" => own.saved_report.clone(),
                "councils" => council.to_owned(),
                "offices" => own.office.clone(),
                "commissions" => own.commission.clone(),
                "indicator-sets" => hamyar_domain::DEFAULT_INDICATOR_SET_ID.to_string(),
                "users" => user.to_owned(),
                _ => Uuid::now_v7().to_string(),
            };
            let mut path =
                path.replace("{id}", &id).replace("{task_id}", &own.task).replace("{session_id}", &own.session);
            path = path.replace("{member_id}", &own.head).replace("{referral_id}", &own.referral);
            path = path.replace("{attachment_id}", &own.attachment).replace("{erasure_id}", &own.erasure);
            path = crate::verdicts::with_unknown(&path);
            found.push((method.to_uppercase(), path, schemas[name].clone(), who));
        }
    }
    assert!(found.len() > 55, "{}", found.len());
    found
}

async fn client<'a>(world: &World, known: &'a mut Vec<(&'static str, Client)>, who: &'static str) -> &'a Client {
    if !known.iter().any(|(name, _)| *name == who) {
        known.push((who, world.sign_in(who).await));
    }
    known.iter().find(|(name, _)| *name == who).map(|(_, client)| client).expect("just signed in")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_names_every_missing_and_every_wrong_field_at_once() {
    let mut world = World::new().await;
    world.own.erasure = crate::verdicts::waiting_erasure(&world, "A", &world.own).await;
    let mut known = Vec::new();
    let users = world.administrator.get("/users").await.ok();
    let user = users["items"][1]["id"].as_str().expect("an account").to_owned();
    let council = crate::verdicts::council(&world).await.to_string();
    for (method, path, schema, who) in commands(&world, &user, &council) {
        let client = client(&world, &mut known, who).await;
        let properties = schema["properties"].as_object().expect("properties");
        // Lists may be left out: nothing listed is an empty list.
        let is_list = |name: &str| properties[name]["type"] == "array";
        let required: BTreeSet<String> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|name| !is_list(name))
            .map(str::to_owned)
            .collect();
        let empty = client.with_body(&method, &path, "{}").await;
        assert_eq!(empty.status, 422, "{method} {path}: {}", empty.text);
        let missing: BTreeSet<String> = empty.faults().into_iter().map(|(field, _)| field).collect();
        assert_eq!(missing, required, "{method} {path}");
        let top = |field: &str| field.split(['.', '[']).next().unwrap_or_default().to_owned();

        let wrong: Map<String, Value> = properties.keys().map(|name| (name.clone(), json!({ "wrong": 1 }))).collect();
        let answer = client.with_body(&method, &path, Value::Object(wrong).to_string()).await.is(422);
        let named: BTreeSet<String> = answer.faults().iter().map(|(field, _)| top(field)).collect();
        let all: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(named, all, "{method} {path}");
        for error in answer.body["errors"].as_array().expect("errors") {
            assert!(error["message"].as_str().is_some_and(|text| !text.is_ascii()), "Persian: {error}");
            assert!(error["message_en"].as_str().is_some_and(str::is_ascii), "English: {error}");
        }
        let unknown = client.with_body(&method, &path, json!({ "no_such_field": 1 }).to_string()).await.is(422);
        assert!(unknown.faults().contains(&("no_such_field".to_owned(), "not_expected".to_owned())), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_that_cannot_be_kept_are_refused_at_the_edge() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let path = format!("/families/{}/notes", world.own.family);
    let id = Uuid::now_v7();
    let note = |text: &str| format!(r#"{{"command_id":"{id}","text":"{text}"}}"#);
    let fault = |rule: &str| vec![("text".to_owned(), rule.to_owned())];
    let nul = manager.with_body("POST", &path, note("پیش\\u0000پس")).await.is(422);
    assert_eq!(nul.faults(), fault("bad_characters"));
    let lone = manager.with_body("POST", &path, note("\\ud83d")).await.is(422);
    assert_eq!(lone.faults(), [("body".to_owned(), "bad_characters".to_owned())]);
    manager.with_body("POST", &path, note("\\ud83d\\ude00 و ‌")).await.is(200);
    let long = manager.with_body("POST", &path, note(&"ا".repeat(4001))).await.is(422);
    assert_eq!(long.faults(), fault("too_long"));
    assert_eq!(long.body["errors"][0]["params"]["max"], 4000);
    let blank = manager.with_body("POST", &path, note(" \u{200c}\u{200f} ")).await.is(422);
    assert_eq!(blank.faults(), fault("required"), "what no reader sees is nothing");
    let huge = manager.with_body("POST", &path, note(&"x".repeat(1024 * 1024))).await;
    assert_eq!(huge.status.as_u16(), 413);
    assert_eq!(manager.with_body("POST", &path, "{").await.is(400).code(), "unreadable_request");
    assert_eq!(manager.with_body("POST", &path, vec![0x7b, 0xff, 0x7d]).await.is(400).code(), "unreadable_request");
    let typed = manager.request("POST", &path).header(header::CONTENT_TYPE, "text/plain");
    let typed = manager.send(typed.body(Body::from(note("متن"))).expect("a request")).await;
    assert_eq!(typed.is(400).code(), "not_json");
}

/// S120: dates are understood in both calendars and answered in both; 31 Tir 1393 is a day, 30 Esfand 1404 is not.
#[tokio::test(flavor = "multi_thread")]
async fn dates_are_understood_and_answered_in_both_calendars() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let head = &world.own.head;
    let path = format!("/families/{}/members/{head}", world.own.family);
    let put = async |birth_date: &str| {
        let body = json!({ "command_id": Uuid::now_v7(), "given_name": "نمونه", "relation": "head", "sex": "female", "birth_date": birth_date });
        manager.with_body("PUT", &path, body.to_string()).await
    };
    for same in ["1393-04-31", "۱۳۹۳/۴/۳۱", "2014-07-22", " ٢٠١٤/٧/٢٢ "] {
        put(same).await.is(200);
        let file = manager.get(&format!("/families/{}", world.own.family)).await.ok();
        let born = &file["members"][0]["birth_date"];
        assert_eq!(born, &json!({ "iso": "2014-07-22", "jalali": "1393-04-31" }), "{same}");
    }
    for (wrong, rule) in [
        ("1404-12-30", "no_such_day"),
        ("1393-07-31", "no_such_day"),
        ("2014-02-30", "no_such_day"),
        ("فردا", "not_a_date"),
        ("93/4/31", "not_a_date"),
    ] {
        let answer = put(wrong).await.is(422);
        assert_eq!(answer.faults(), [("birth_date".to_owned(), rule.to_owned())], "{wrong}");
        assert!(!answer.text.contains(wrong), "what was typed is not repeated");
    }
    let visits = format!("/families/{}/visits", world.own.family);
    let tomorrow = (chrono::Utc::now() + chrono::TimeDelta::days(2)).date_naive().to_string();
    let future = manager.command(&visits, json!({ "place": "home", "happened_at": tomorrow })).await.is(422);
    assert_eq!(future.faults(), [("happened_at".to_owned(), "in_future".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_reach_nothing() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let path = format!("/families/{}/notes", world.own.family);
    let body = json!({ "command_id": Uuid::now_v7(), "text": "متن" }).to_string();
    let send = |name: &'static str, value: &'static str| {
        let request =
            manager.request("POST", &path).header(header::CONTENT_TYPE, "application/json").header(name, value);
        manager.send(request.body(Body::from(body.clone())).expect("a request"))
    };
    assert_eq!(send("origin", "https://elsewhere.example").await.is(403).code(), "cross_site");
    assert_eq!(send("origin", "null").await.is(403).code(), "cross_site");
    assert_eq!(send("sec-fetch-site", "cross-site").await.is(403).code(), "cross_site");
    // A page that keeps its origin back is known by where it led from.
    assert_eq!(send("referer", "https://elsewhere.example/form").await.is(403).code(), "cross_site");
    send("referer", "http://localhost/families").await.is(200);
    send("origin", "http://localhost").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_filters_are_named() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let answer = manager.get("/families?tier=broken&caseworker_id=1&limit=1000").await.is(422);
    let fields: Vec<String> = answer.faults().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["limit", "tier", "caseworker_id"]);
    manager.get("/families/not-an-id").await.is(404);
    manager.get(&format!("/families/{}", Uuid::now_v7())).await.is(404);
    manager.get("/nothing-here").await.is(404);
    manager.with_body("PATCH", "/families", "{}").await.is(404);
    let auditor = world.role(Role::Auditor).await;
    auditor.get("/reports/before-after?year=5").await.is(422);
    let answer = auditor.get(&format!("/families/{}/replay?at=999", world.own.family)).await.is(422);
    assert_eq!(answer.faults(), [("at".to_owned(), "unknown".to_owned())]);
}
