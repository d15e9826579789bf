//! Addresses under threat, reveals, broken glass, comparisons, and the record of who opened what.

use hamyar_identity::Role;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

use crate::support::{Client, NEIGHBORHOOD, PASSWORD, World, family_body, national_id};

const ADDRESS: &str = "کوچهٔ سوم";
const REASON: &str = "دلیل پنهان";

async fn threatened() -> World {
    let world = World::new().await;
    let at = format!("/families/{}", world.own.family);
    world.role(Role::Caseworker).await.command(&format!("{at}/address-threat"), json!({ "reason": REASON })).await.ok();
    world
}

fn own(world: &World, path: &str) -> String {
    format!("/families/{}{path}", world.own.family)
}

/// The openings of a family as the auditor sees them: operation and ground.
async fn openings(world: &World, family: &str) -> Vec<(String, String)> {
    let found = world.role(Role::Auditor).await.get(&format!("/audit/access?family_id={family}&limit=100")).await.ok();
    let text = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
    let items = found["items"].as_array().expect("items");
    items.iter().map(|item| (text(item, "operation"), text(item, "ground"))).collect()
}

async fn wait_for(client: &Client, position: &Value) {
    client.get(&format!("/notices?at_least={position}")).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_revealed_to_who_asks_with_a_reason_for_an_hour_and_nowhere_else() {
    let world = threatened().await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    for role in [Role::CommissionMember, Role::Auditor] {
        let reader = world.role(role).await;
        assert_eq!(reader.get(&own(&world, "/address")).await.is(409).code(), "address_not_revealed");
        assert_eq!(reader.command(&own(&world, "/address/reveal"), json!({})).await.is(422).faults()[0].0, "reason");
        let revealed = reader.command(&own(&world, "/address/reveal"), json!({ "reason": REASON })).await.ok();
        let shown = reader.get(&own(&world, "/address")).await.ok();
        assert_eq!(shown["address"], ADDRESS, "{role}");
        wait_for(&reader, &revealed["position"]).await;
        let notices = reader.get("/notices").await.ok();
        assert_eq!(notices["open"][0]["kind"], "reveal");
        let again = reader.command(&own(&world, "/address/reveal"), json!({ "reason": REASON })).await.is(409);
        assert_eq!(again.code(), "address_is_revealed");
    }
    let member = world.role(Role::CommissionMember).await;
    assert!(!member.get(&packet).await.is(200).text.contains(ADDRESS), "never in a packet, even now");
    let auditor = world.role(Role::Auditor).await;
    for path in ["", "/replay", "/events", "/timeline?limit=100"] {
        let answer = auditor.get(&own(&world, path)).await.is(200);
        assert!(!answer.text.contains(ADDRESS), "{path}");
        assert!(path != "/events" || answer.text.contains("address_revealed"), "in the family's history");
    }
    let seen = openings(&world, &world.own.family).await;
    assert!(seen.contains(&("read_address".to_owned(), "revealed".to_owned())));
    assert!(seen.contains(&("reveal_address".to_owned(), "revealed".to_owned())));
    world.ahead.store(3601, Ordering::Relaxed);
    assert_eq!(member.get(&own(&world, "/address")).await.is(409).code(), "address_not_revealed");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_revealed_of_an_address_that_is_not_under_threat() {
    let world = World::new().await;
    let asked =
        world.role(Role::Auditor).await.command(&own(&world, "/address/reveal"), json!({ "reason": REASON })).await;
    assert_eq!(asked.is(409).code(), "address_not_under_threat");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_threat_is_over_when_the_caseworker_says_so() {
    let world = threatened().await;
    let manager = world.role(Role::CenterManager).await;
    let refused = manager.command(&own(&world, "/address-threat/clear"), json!({ "reason": REASON })).await.is(409);
    assert_eq!(refused.code(), "threat_cleared_by_caseworker");
    assert_eq!(manager.get(&own(&world, "")).await.ok()["address"], Value::Null);
    let caseworker = world.role(Role::Caseworker).await;
    caseworker.command(&own(&world, "/address-threat/clear"), json!({ "reason": REASON })).await.ok();
    assert_eq!(manager.get(&own(&world, "")).await.ok()["address"], ADDRESS);
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_glass_opens_a_foreign_file_to_read_and_is_told_to_its_center() {
    let world = threatened().await;
    let number = world.role(Role::CenterManager).await.get(&own(&world, "")).await.ok()["file_number"].clone();
    let breaker = world.sign_in("center_manager.B").await;
    breaker.get(&own(&world, "")).await.is(404);
    assert_eq!(breaker.command("/break-glass", json!({ "file_number": number })).await.is(422).faults()[0].0, "reason");
    let unknown = json!({ "file_number": "ZZ-1-1", "reason": REASON });
    assert_eq!(breaker.command("/break-glass", unknown).await.is(422).faults()[0].0, "file_number");
    let broken = breaker.command("/break-glass", json!({ "file_number": number, "reason": REASON })).await.ok();
    assert_eq!(broken["id"], json!(world.own.family));

    let file = breaker.get(&own(&world, "")).await.is(200);
    assert!(file.text.contains("نمونه") && !file.text.contains(ADDRESS), "the file, without the address under threat");
    breaker.get(&own(&world, "/timeline")).await.is(200);
    for path in ["/replay", "/openings"] {
        breaker.get(&own(&world, path)).await.is(404);
    }
    for (path, body) in [("/notes", json!({ "text": "x" })), ("/close", json!({ "reason": "moved_away" }))] {
        breaker.command(&own(&world, path), body).await.is(404);
    }
    let listed = breaker.get(&format!("/families?at_least={}", broken["position"])).await.is(200);
    assert!(!listed.text.contains(&world.own.family), "in no list");
    let open = breaker.get("/notices").await.ok();
    assert_eq!((&open["open"][0]["purpose"], &open["told"]), (&json!("foreign_file"), &json!([])));

    for role in [Role::CenterManager, Role::Caseworker] {
        let told = world.role(role).await;
        let notices = told.get("/notices").await.ok();
        let notice = &notices["told"][0];
        assert_eq!((&notice["reason"], &notice["family_id"]), (&json!(REASON), &json!(world.own.family)), "{role}");
        let at = own(&world, &format!("/glass/{}/acknowledge", notice["id"].as_str().expect("an id")));
        let done = told.command(&at, json!({})).await.ok();
        wait_for(&told, &done["position"]).await;
        assert_eq!(told.get("/notices").await.ok()["told"], json!([]), "{role}");
    }
    let manager = world.role(Role::CenterManager).await;
    let unusual = manager.get(&own(&world, "/openings?unusual=true")).await.ok();
    let grounds: Vec<&Value> = unusual["items"].as_array().expect("items").iter().map(|item| &item["ground"]).collect();
    assert!(!grounds.is_empty() && grounds.iter().all(|ground| **ground == "broken_glass"), "{grounds:?}");
    assert!(unusual["items"].as_array().expect("items").iter().all(|item| item["unusual"] == true));

    world.ahead.store(3 * 3600 + 1, Ordering::Relaxed);
    breaker.get(&own(&world, "")).await.is(404);
    assert_eq!(breaker.get("/notices").await.ok()["open"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_glass_shows_the_manager_an_own_address_under_threat() {
    let world = threatened().await;
    let manager = world.role(Role::CenterManager).await;
    let number = manager.get(&own(&world, "")).await.ok()["file_number"].clone();
    manager.command("/break-glass", json!({ "file_number": number, "reason": REASON })).await.ok();
    assert_eq!(manager.get(&own(&world, "")).await.ok()["address"], ADDRESS);
    assert!(!manager.get(&own(&world, "/replay")).await.is(200).text.contains(ADDRESS));
    let other = manager.get("/families?limit=100").await.is(200);
    assert!(!other.text.contains(ADDRESS));
    world.ahead.store(3 * 3600 + 1, Ordering::Relaxed);
    assert_eq!(manager.get(&own(&world, "")).await.ok()["address"], Value::Null);
    let calm = manager.command("/families", family_body(NEIGHBORHOOD)).await.ok();
    let head = world.store.head().await.expect("the head");
    manager.get(&format!("/families?at_least={head}")).await.is(200);
    let refused = json!({ "file_number": calm["file_number"], "reason": REASON });
    manager.post("/session/confirm", json!({ "password": PASSWORD })).await.is(204);
    assert_eq!(manager.command("/break-glass", refused).await.is(409).code(), "address_not_under_threat");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_under_threat_is_confirmed_to_nobody_but_who_holds_the_family() {
    let world = threatened().await;
    let member = json!({ "given_name": "زینب", "relation": "child", "phone": "09150011223" });
    world.role(Role::CenterManager).await.command(&own(&world, "/members"), member).await.ok();
    let head = world.store.head().await.expect("the head");
    world.role(Role::Auditor).await.get(&format!("/audit/families?at_least={head}")).await.is(200);
    let sought = || json!({ "phone": "0915 001 1223" });
    let found = world.role(Role::Caseworker).await.post("/families/search", sought()).await.ok();
    assert_eq!(found["items"][0]["reasons"], json!(["phone"]));
    for reader in [
        world.role(Role::CenterManager).await,
        world.role(Role::Auditor).await,
        world.sign_in("center_manager.B").await,
    ] {
        let found = reader.post("/families/search", sought()).await.ok();
        assert_eq!((&found["items"], &found["elsewhere"]), (&json!([]), &json!(false)));
    }
}

/// Outside the scope: a possible match, the center compares, and the answer is all that comes back.
#[tokio::test(flavor = "multi_thread")]
async fn a_possible_match_elsewhere_is_compared_by_the_center_that_keeps_it() {
    let world = World::new().await;
    let keeper = world.role(Role::CenterManager).await;
    let number = national_id();
    let mut body = family_body(NEIGHBORHOOD);
    body["head"]["national_id"] = number.clone().into();
    body["family_name"] = "همانندی".into();
    let kept = keeper.command("/families", body.clone()).await.ok();
    let head = world.store.head().await.expect("the head");
    keeper.get(&format!("/families?at_least={head}")).await.is(200);

    let asker = world.sign_in("center_manager.B").await;
    let sought = json!({ "family_name": "همانندی", "given_name": "نمونه", "national_id": number });
    let taken = asker.command("/families", body).await.is(409);
    assert_eq!((taken.code(), &taken.body["params"]), ("possible_match", &json!({})));
    let found = asker.post("/families/search", sought.clone()).await.ok();
    assert_eq!(found, json!({ "items": [], "elsewhere": true }), "no name, place, tier, score or count");
    let asked = asker.command("/comparisons", json!({ "search": sought })).await.ok();
    assert!(!asked.to_string().contains(kept["id"].as_str().expect("an id")), "not even the id");
    let at = format!("/comparisons?at_least={}", asked["position"]);
    let waiting = asker.get(&at).await.ok();
    assert_eq!((&waiting["asked"][0]["answer"], &waiting["to_answer"]), (&json!("waiting"), &json!([])));

    let to_answer = keeper.get(&at).await.ok()["to_answer"].clone();
    assert_eq!(to_answer.as_array().map(Vec::len), Some(1));
    let question = &to_answer[0];
    assert_eq!((&question["family_id"], &question["national_id_matches"]), (&kept["id"], &json!(true)));
    let id = question["id"].as_str().expect("an id");
    let answer = format!("/families/{}/comparisons/{id}/answer", kept["id"].as_str().expect("an id"));
    asker.command(&answer, json!({ "same": true })).await.is(404);
    let done = keeper.command(&answer, json!({ "same": true })).await.ok();
    let answered = asker.get(&format!("/comparisons?at_least={}", done["position"])).await.ok();
    assert_eq!(answered["asked"][0]["answer"], "same");
    assert!(!answered.to_string().contains(kept["id"].as_str().expect("an id")));
    assert_eq!(keeper.get("/comparisons").await.ok()["to_answer"], json!([]));
    assert_eq!(keeper.command(&answer, json!({ "same": false })).await.is(409).code(), "comparison_is_answered");
    let nobody = asker.command("/comparisons", json!({ "search": { "family_name": "بی‌همانند" } })).await.is(409);
    assert_eq!(nobody.code(), "no_possible_match");
}

/// An enforcement body's officer who also sits in a commission receives no packet.
#[tokio::test(flavor = "multi_thread")]
async fn who_serves_an_enforcement_body_receives_no_packet() {
    let world = World::new().await;
    let agency = world.agency(true).await;
    let scope = hamyar_identity::Scope {
        commission_ids: vec![world.own.commission.parse().expect("an id")],
        agency_id: Some(agency.parse().expect("an id")),
        ..Default::default()
    };
    world.person_of("both", &[Role::CommissionMember, Role::AgencyOfficer], scope).await;
    let both = world.sign_in("both").await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    let refused = both.get(&packet).await.is(409);
    assert_eq!(refused.code(), "sharing_stopped_enforcement");
    let agenda = format!("/commissions/{}/agenda", world.own.commission);
    let member = world.role(Role::CommissionMember).await.get(&agenda).await.ok();
    let seen = both.get(&agenda).await.ok();
    let questions = |agenda: &Value| agenda.to_string().matches("\"question\":\"").count();
    assert_eq!((questions(&seen), seen.to_string().len() < member.to_string().len()), (0, questions(&member) > 0));
}

/// Many readers at once: each opening is in the record before its answer goes out, once each.
#[tokio::test(flavor = "multi_thread")]
async fn every_one_of_many_readers_is_recorded() {
    let world = World::new().await;
    let caseworker = std::sync::Arc::new(world.role(Role::Caseworker).await);
    let before = openings(&world, &world.own.family).await.len();
    let at = own(&world, "");
    let reads = (0..40).map(|_| {
        let (caseworker, at) = (caseworker.clone(), at.clone());
        tokio::spawn(async move { caseworker.get(&at).await.status.as_u16() })
    });
    for read in futures::future::join_all(reads).await {
        assert_eq!(read.expect("a reader"), 200);
    }
    assert_eq!(openings(&world, &world.own.family).await.len(), before + 40);
}

/// When the record cannot be written, nothing is handed out.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_record_nothing_is_read() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    caseworker.get(&own(&world, "")).await.is(200);
    sqlx::query("ALTER TABLE identity.access_log RENAME TO access_log_away")
        .execute(world.store.pool())
        .await
        .expect("away");
    let refused = caseworker.get(&own(&world, "")).await;
    assert!(refused.status.is_server_error(), "{}", refused.status);
    assert!(!refused.text.contains("نمونه"));
    sqlx::query("ALTER TABLE identity.access_log_away RENAME TO access_log")
        .execute(world.store.pool())
        .await
        .expect("back");
    caseworker.get(&own(&world, "")).await.is(200);
}

/// A threat that came after the referral: the packet stays as the file stood, and its cover is today's, so that the commission is told that the place
/// is kept back and may ask for it. The auditor's review says the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_threat_that_came_after_the_referral_covers_its_packet() {
    let world = World::new().await;
    let (manager, member) = (world.role(Role::CenterManager).await, world.role(Role::CommissionMember).await);
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    assert_eq!(member.get(&packet).await.ok()["file"]["address_under_threat"], false);
    let at = format!("/families/{}/address-threat", world.own.family);
    manager.command(&at, json!({ "reason": "تهدید شده است" })).await.ok();
    let file = member.get(&packet).await.ok()["file"].clone();
    assert_eq!((&file["address_under_threat"], &file["address"]), (&json!(true), &serde_json::Value::Null));
    let auditor = world.role(Role::Auditor).await;
    let review = auditor.get(&format!("/audit/referrals/{}", world.own.referral)).await.ok();
    assert_eq!(review["packet"]["address_under_threat"], true);
}
