//! What an agency's officer reads of national programs: the parts of the own agency, a program as far as they go, and that one was given or is late.

use hamyar_identity::{Role, Scope};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt;
use uuid::Uuid;

use crate::reception::caught_up;
use crate::support::{Client, World};

async fn seen(world: &World, client: &Client, path: &str) -> Value {
    client.get(&format!("{path}?{}", caught_up(world).await)).await.ok()
}

async fn officer_of(world: &World, name: &str, agency: &str) -> Client {
    let scope = Scope { agency_id: agency.parse().ok(), ..Scope::default() };
    world.person(name, Role::AgencyOfficer, scope).await
}

async fn program(nation: &Client, title: &str, lead: Option<&str>) -> String {
    let body = json!({ "kind": "scheme", "title": title, "lead_agency": lead, "provinces": [], "registered_on": "1404-01-01" });
    let answer = nation.command("/programs", body).await.ok();
    answer["ids"]["program_id"].as_str().expect("an id").to_owned()
}

async fn give(nation: &Client, program: &str, agency: &str, expected: &str, due: Value) -> String {
    let share = json!({ "agency_id": agency, "part": "partner", "expected": expected, "due_on": due, "given_on": "1404-02-01" });
    let answer = nation.command(&format!("/programs/{program}/shares"), share).await.ok();
    answer["ids"]["share_id"].as_str().expect("an id").to_owned()
}

/// How many parts are new and how many late, as the person is told.
async fn told(world: &World, client: &Client) -> [i64; 2] {
    let notices = seen(world, client, "/notices").await;
    ["program_part_new", "program_part_late"].map(|kind| {
        let all = notices["waiting"].as_array().into_iter().flatten();
        all.filter(|one| one["kind"] == kind).filter_map(|one| one["count"].as_i64()).sum()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_reads_its_own_parts_and_no_other() {
    let world = World::empty().await;
    let nation = world.person("nation", Role::Officer, Scope::default()).await;
    let (own, other) = (world.agency(false).await, world.agency(false).await);
    let (officer, foreigner) = (officer_of(&world, "own", &own).await, officer_of(&world, "other", &other).await);
    let shared = program(&nation, "طرح نماد", Some(&other)).await;
    let foreign = program(&nation, "طرح سامان", None).await;
    let late = give(&nation, &shared, &own, "مشاوره در مراکز", json!("1404-03-01")).await;
    give(&nation, &shared, &other, "کار دستگاه دیگر", Value::Null).await;
    give(&nation, &foreign, &other, "کار دیگر", json!("1404-03-01")).await;

    let parts = format!("/agencies/{own}/program-parts");
    let list = seen(&world, &officer, &parts).await;
    assert_eq!(list["total"], 1, "{list}");
    let one = &list["items"][0];
    assert_eq!((&one["program_id"], &one["expected"]), (&json!(shared), &json!("مشاوره در مراکز")));
    assert_eq!(
        (&one["state"], &one["is_late"], &one["due_on"]["jalali"]),
        (&json!("going"), &json!(true), &json!("1404-03-01"))
    );

    let page = format!("/agencies/{own}/programs/{shared}");
    let view = seen(&world, &officer, &page).await;
    assert_eq!((&view["title"], &view["lead"]["id"]), (&json!("طرح نماد"), &json!(other)));
    assert_eq!(view["parts"].as_array().map(Vec::len), Some(1));
    assert!(!view.to_string().contains("کار دستگاه دیگر"), "{view}");
    let fields: Vec<&String> = view.as_object().expect("an object").keys().collect();
    assert!(
        !fields.iter().any(|name| ["agreement", "shares", "level", "approach"].contains(&name.as_str())),
        "{fields:?}"
    );

    // Another agency's parts, a program without an own part and one that is not there are answered alike.
    foreigner.get(&parts).await.is(404);
    foreigner.get(&page).await.is(404);
    officer.get(&format!("/agencies/{own}/programs/{foreign}")).await.is(404);
    officer.get(&format!("/agencies/{own}/programs/{}", Uuid::now_v7())).await.is(404);
    officer.get(&format!("/agencies/{other}/programs/{shared}")).await.is(404);
    // The rest of the national work stays shut, and nobody else reads by this door.
    officer.get(&format!("/programs/{shared}")).await.is(403);
    officer.get("/reports/division-of-labor").await.is(403);
    officer.command(&format!("/programs/{shared}/shares/{late}/end"), json!({ "reason": "دلیل" })).await.is(403);
    for reader in [&nation, &world.administrator] {
        reader.get(&parts).await.is(403);
        reader.get(&page).await.is(403);
    }
}

/// Kinds and counts, without a name: a part that was given, and one whose day has passed; nothing of what ended, or of another agency.
#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_told_of_a_part_given_and_of_one_that_is_late() {
    let world = World::empty().await;
    let nation = world.person("nation", Role::Officer, Scope::default()).await;
    let (own, other) = (world.agency(false).await, world.agency(false).await);
    let (officer, foreigner) = (officer_of(&world, "own", &own).await, officer_of(&world, "other", &other).await);
    let (first, second) = (program(&nation, "طرح نماد", None).await, program(&nation, "طرح سامان", None).await);
    assert_eq!(told(&world, &officer).await, [0, 0]);
    let late = give(&nation, &first, &own, "مشاوره در مراکز", json!("1404-03-01")).await;
    give(&nation, &second, &own, "آموزش", json!("1410-01-01")).await;
    assert_eq!(told(&world, &officer).await, [1, 1]);
    assert_eq!(told(&world, &foreigner).await, [0, 0]);
    let notices = seen(&world, &officer, "/notices").await.to_string();
    assert!(!notices.contains("طرح نماد") && !notices.contains("مشاوره"), "{notices}");
    nation.command(&format!("/programs/{first}/shares/{late}/end"), json!({ "reason": "انجام شد" })).await.ok();
    assert_eq!(told(&world, &officer).await, [1, 0]);
    nation.command(&format!("/programs/{second}/end"), json!({})).await.ok();
    assert_eq!(told(&world, &officer).await, [0, 0]);
}

/// An open screen is told of a program in which the own agency has a part, and of no other.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_screen_learns_of_a_part_and_of_no_program_of_others() {
    let world = World::empty().await;
    let nation = world.person("nation", Role::Officer, Scope::default()).await;
    let (own, other) = (world.agency(false).await, world.agency(false).await);
    let officer = officer_of(&world, "own", &own).await;
    let (shared, foreign) = (program(&nation, "طرح نماد", None).await, program(&nation, "طرح سامان", None).await);
    let request = officer.request("GET", "/live").body(axum::body::Body::empty()).expect("a request");
    let mut live = world.router.clone().oneshot(request).await.expect("an answer").into_body();
    let frame = async |body: &mut axum::body::Body| {
        let next = tokio::time::timeout(Duration::from_secs(2), body.frame()).await.ok()??;
        String::from_utf8(next.ok()?.into_data().ok()?.to_vec()).ok()
    };
    tokio::time::sleep(Duration::from_millis(100)).await;
    give(&nation, &foreign, &other, "کار دیگر", Value::Null).await;
    assert_eq!(frame(&mut live).await, None);
    give(&nation, &shared, &own, "آموزش", Value::Null).await;
    let told = frame(&mut live).await.expect("the part");
    assert!(told.contains(&format!("program:{shared}")) && !told.contains(&foreign), "{told}");
}
