//! Devices are named by their people; a lost one is wiped when it next comes by.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use super::support::{DESK, House, PHONE};
use crate::support::World;

const CLEAR: &str = "\"cache\", \"cookies\", \"storage\"";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_names_the_own_devices_and_nobody_elses() {
    let house = House::new().await;
    for name in ["hamyar", "digar"] {
        house.caseworker(name).await;
    }
    let mut phone = house.phone();
    phone.sign_in("hamyar").await.is(200);
    let devices = phone.get("/devices").await.ok();
    let device = devices["items"][0].clone();
    assert_eq!(
        (&device["browser"], &device["current"], &device["name"]),
        (&json!("Chrome, Android"), &json!(true), &Value::Null)
    );
    let name = format!("/devices/{}/name", device["id"].as_str().expect("an id"));
    phone.post(&name, json!({ "name": "  گوشي من " })).await.is(204);
    assert_eq!(phone.get("/devices").await.ok()["items"][0]["name"], "گوشی من");
    assert_eq!(phone.get("/sessions").await.ok()["items"][0]["device"], "گوشی من");
    assert_eq!(
        phone.post(&name, json!({ "name": "م".repeat(61) })).await.is(422).faults(),
        [("name".to_owned(), "too_long".to_owned())]
    );
    // Signing in again on it makes no second one; another person at it has one of the own.
    phone.sign_in("hamyar").await.is(200);
    assert_eq!(phone.get("/devices").await.ok()["items"].as_array().map(Vec::len), Some(1));
    phone.sign_in("digar").await.is(200);
    let others = phone.get("/devices").await.ok();
    assert_eq!((others["items"].as_array().map(Vec::len), &others["items"][0]["name"]), (Some(1), &Value::Null));
    phone.post(&name, json!({ "name": "از آنِ من" })).await.is(404);
    phone.post(&name.replace("/name", "/wipe"), json!({})).await.is(404);
    // A program is no device.
    let mut program = house.browser("curl/8.5", "203.0.113.7");
    program.sign_in("hamyar").await.is(200);
    assert!(!program.cookies.contains_key("hamyar_device"));
    assert_eq!(program.get("/devices").await.ok()["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_is_out_at_once_and_forgets_everything_when_it_comes_by() {
    let house = House::new().await;
    let id = house.caseworker("hamyar").await;
    let (mut phone, mut desk) = (house.phone(), house.desk());
    phone.sign_in("hamyar").await.is(200);
    desk.sign_in("hamyar").await.is(200);
    let found = phone.clone();
    let devices = desk.get("/devices").await.ok();
    let lost = devices["items"].as_array().expect("items").iter().find(|device| device["browser"] == "Chrome, Android");
    let lost = lost.and_then(|device| device["id"].as_str()).expect("the phone").to_owned();
    let wiped = desk.post(&format!("/devices/{lost}/wipe"), json!({})).await.ok();
    assert!(wiped["wipe_asked_at"].is_object() && wiped["wiped_at"].is_null(), "{wiped}");

    // Whoever holds the phone and knows to delete the device cookie is out as well.
    let mut clever = found.clone();
    clever.cookies.remove("hamyar_device");
    assert_eq!(clever.get("/session").await.is(401).code(), "not_signed_in");

    let answer = phone.get("/meta").await.is(401);
    assert_eq!((answer.code(), answer.headers["clear-site-data"].to_str().ok()), ("device_wiped", Some(CLEAR)));
    assert!(phone.cookies.is_empty(), "both cookies are taken away");
    phone.get("/meta").await.is(200);
    // A browser that ignores the order is told again, whatever it asks for: a page, a command, a sign-in.
    let mut stubborn = found.clone();
    let page = stubborn.send("PAGE", "/families", None).await.is(401);
    assert!(
        page.text.contains("این دستگاه پاک شد")
            && page.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/html"))
    );
    assert_eq!(page.headers["clear-site-data"].to_str().ok(), Some(CLEAR));
    let mut stubborn = found.clone();
    assert_eq!(stubborn.sign_in("hamyar").await.is(401).code(), "device_wiped");
    let mut stubborn = found;
    assert_eq!(stubborn.post("/families/search", json!({ "q": "x" })).await.is(401).code(), "device_wiped");

    desk.get("/session").await.is(200);
    let devices = desk.get("/devices").await.ok();
    let lost = devices["items"].as_array().expect("items").iter().find(|device| device["id"] == lost.as_str());
    assert!(lost.is_some_and(|device| device["wiped_at"].is_object()), "when it happened is on record");
    let told = house.told(Some(id)).await;
    assert_eq!(told[told.len() - 2..], ["wipe_asked", "device_wiped"], "once");
    // The person signs in on it again: as a new device.
    phone.sign_in("hamyar").await.is(200);
    assert_eq!(phone.get("/devices").await.ok()["items"].as_array().map(Vec::len), Some(3));
}

/// Everybody's session in that browser ends: a browser is in somebody's hands.
#[tokio::test(flavor = "multi_thread")]
async fn a_shared_browser_is_wiped_for_all_who_used_it() {
    let house = House::new().await;
    for name in ["hamyar", "digar"] {
        house.caseworker(name).await;
    }
    let mut shared = house.desk();
    shared.sign_in("digar").await.is(200);
    let mut of_other = shared.clone();
    shared.sign_in("hamyar").await.is(200);
    let mut phone = house.phone();
    phone.sign_in("hamyar").await.is(200);
    let devices = phone.get("/devices").await.ok();
    let desk =
        devices["items"].as_array().expect("items").iter().find(|device| device["current"] == false).expect("the desk");
    phone.post(&format!("/devices/{}/wipe", desk["id"].as_str().expect("an id")), json!({})).await.is(200);
    assert_eq!(of_other.get("/session").await.is(401).code(), "device_wiped");
    let mut elsewhere = house.browser(PHONE, "192.0.2.9");
    elsewhere.sign_in("digar").await.is(200);
    assert!(
        elsewhere.get("/devices").await.ok()["items"]
            .as_array()
            .expect("items")
            .iter()
            .any(|device| device["wiped_at"].is_object())
    );
}

/// The manager wipes the phone of a caseworker of the own center, the administrator any, others none.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_wipes_the_own_caseworkers_phone() {
    let world = World::new().await;
    let sign_in = async |username: &str| {
        let request = world
            .nobody()
            .request("POST", "/session")
            .header("content-type", "application/json")
            .header("user-agent", DESK)
            .body(json!({ "username": username, "password": crate::support::PASSWORD }).to_string().into())
            .expect("a request");
        world.nobody().send(request).await.is(200)
    };
    for name in ["caseworker.A", "caseworker.B", "auditor.A"] {
        sign_in(name).await;
    }
    let manager = world.role(Role::CenterManager).await;
    let devices = manager.get(&format!("/caseworkers/{}/devices", world.own.caseworker)).await.ok();
    let own = devices["items"][0]["id"].as_str().expect("a device").to_owned();
    manager.get(&format!("/caseworkers/{}/devices", world.foreign.caseworker)).await.is(404);
    let of = async |username: &str| {
        let users = world.administrator.get("/users").await.ok();
        let user = users["items"].as_array().expect("items").iter().find(|user| user["username"] == username).cloned();
        let id = user.expect("a user")["id"].as_str().expect("an id").to_owned();
        let devices = world.administrator.get(&format!("/users/{id}/devices")).await.ok();
        devices["items"][0]["id"].as_str().expect("a device").to_owned()
    };
    let (foreign, auditors) = (of("caseworker.B").await, of("auditor.A").await);
    manager.post(&format!("/devices/{foreign}/wipe"), json!({})).await.is(404);
    manager.post(&format!("/devices/{auditors}/wipe"), json!({})).await.is(404);
    for role in [Role::Auditor, Role::Officer, Role::CommissionMember, Role::AgencyOfficer] {
        world.role(role).await.post(&format!("/devices/{own}/wipe"), json!({})).await.is(404);
    }
    manager.post(&format!("/devices/{own}/wipe"), json!({})).await.is(200);
    world.administrator.post(&format!("/devices/{foreign}/wipe"), json!({})).await.is(200);
    let record = world.administrator.get("/sign-ins?kind=wipe_asked").await.ok();
    let by: Vec<&str> =
        record["items"].as_array().expect("items").iter().filter_map(|item| item["by"]["name"].as_str()).collect();
    assert_eq!(by, ["administrator admin", "center_manager center_manager.A"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wipe_is_asked_once() {
    let house = House::new().await;
    let id = house
        .account("rahbar", &[Role::Caseworker], Scope { caseworker_id: Some(uuid::Uuid::now_v7()), ..Scope::default() })
        .await;
    let (mut phone, mut desk) = (house.phone(), house.desk());
    phone.sign_in("rahbar").await.is(200);
    desk.sign_in("rahbar").await.is(200);
    let devices = desk.get("/devices").await.ok();
    let phone = devices["items"]
        .as_array()
        .expect("items")
        .iter()
        .find(|device| device["current"] == false)
        .expect("the phone");
    let wipe = format!("/devices/{}/wipe", phone["id"].as_str().expect("an id"));
    let first = desk.post(&wipe, json!({})).await.ok();
    house.later(chrono::Duration::minutes(3));
    assert_eq!(desk.post(&wipe, json!({})).await.ok()["wipe_asked_at"], first["wipe_asked_at"]);
    assert_eq!(house.told(Some(id)).await.iter().filter(|kind| *kind == "wipe_asked").count(), 1);
}
