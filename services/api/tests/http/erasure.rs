//! Forgetting through the interface: asked, decided by a second person, carried out, certified; and what is left to see.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::support::{Answer, Client, World};

const NAME: &str = "قناری‌کودک";

struct Asked {
    world: World,
    manager: Client,
    family: String,
    child: String,
}

/// A family with a child, whose manager is at the screen.
async fn asked() -> Asked {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    let child = json!({ "given_name": NAME, "relation": "child", "national_id": "0012345679", "phone": "09123456780" });
    let child = manager.command(&format!("/families/{family}/members"), child).await.ok();
    let child = child["ids"]["member_id"].as_str().expect("an id").to_owned();
    Asked { world, manager, family, child }
}

impl Asked {
    async fn request(&self, wish: Value) -> Answer {
        self.manager.command(&format!("/families/{}/erasures", self.family), wish).await
    }

    /// A waiting request to forget the child, readable in lists.
    async fn waiting(&self) -> String {
        let wish = json!({ "member_id": self.child, "ground": "person_request", "note": "قناری‌درخواست" });
        let done = self.request(wish).await.ok();
        self.caught_up().await;
        done["ids"]["erasure_id"].as_str().expect("an id").to_owned()
    }

    async fn caught_up(&self) {
        let head = self.world.store.head().await.expect("the head");
        self.world.administrator.get(&format!("/erasures?at_least={head}")).await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_forgotten_on_a_second_persons_word() {
    let asked = asked().await;
    let id = asked.waiting().await;
    // The second person sees a number and no name, no word, not even which family.
    let list = asked.world.administrator.get("/erasures?state=waiting").await.ok();
    let one = &list["items"][0];
    assert_eq!(
        (one["id"].as_str(), one["one_member"].as_bool(), &one["family_id"]),
        (Some(id.as_str()), Some(true), &Value::Null)
    );
    assert!(one["file_number"].as_str().is_some_and(|number| number.starts_with('A')));
    assert!(!list.to_string().contains("قناری"), "{list}");
    let administrator = &asked.world.administrator;
    administrator.get(&format!("/families/{}", asked.family)).await.is(403);
    // The center reads its own note.
    let file = asked.manager.get(&format!("/families/{}", asked.family)).await.ok();
    assert_eq!(
        (file["erasures"][0]["state"].as_str(), file["erasures"][0]["note"].as_str()),
        (Some("waiting"), Some("قناری‌درخواست"))
    );

    administrator.command(&format!("/erasures/{id}/approve"), json!({})).await.ok();
    let file = asked.manager.get(&format!("/families/{}", asked.family)).await.ok();
    assert!(!file.to_string().contains("قناری") && !file.to_string().contains("912345"), "{file}");
    let child = file["members"].as_array().and_then(|all| all.iter().find(|one| one["id"] == asked.child.as_str()));
    let child = child.expect("the member still counts");
    assert_eq!((&child["given_name"], child["erased"].as_bool()), (&Value::Null, Some(true)));
    assert_eq!((file["members_count"].as_u64(), file["erased"].as_bool()), (Some(2), Some(false)));
    assert_eq!(file["erasures"][0]["state"], "erased");
    assert_eq!(file["erasures"][0]["note"], Value::Null, "the note went with the member");
    // History is whole, and says nothing of the member.
    let auditor = asked.world.role(Role::Auditor).await;
    for path in ["timeline", "events", "replay?at=1", "replay"] {
        if path == "timeline" {
            let seen = asked.manager.get(&format!("/families/{}/{path}", asked.family)).await.ok();
            assert!(!seen.to_string().contains("قناری"), "{path}");
        }
        let seen = auditor.get(&format!("/families/{}/{path}", asked.family)).await;
        if path != "timeline" {
            assert!(!seen.ok().to_string().contains("قناری"), "{path}");
        }
    }
    let head = asked.world.store.head().await.expect("the head");
    let search = asked.manager.get(&format!("/families/search?q={NAME}&at_least={head}")).await;
    assert!(!search.text.contains("قناری"), "{}", search.text);
    // The number is free for whoever bears it.
    let again = json!({ "given_name": "دیگری", "relation": "child", "national_id": "0012345679" });
    asked.manager.command(&format!("/families/{}/members", asked.family), again).await.ok();
    let change = json!({ "given_name": "نام", "relation": "child" });
    let refused = asked
        .manager
        .with_body("PUT", &format!("/families/{}/members/{}", asked.family, asked.child), {
            let mut body = change;
            body["command_id"] = uuid::Uuid::now_v7().to_string().into();
            body.to_string()
        })
        .await;
    assert!(refused.status.is_client_error(), "{}", refused.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_certificate_says_what_was_done_and_holds_no_name() {
    let asked = asked().await;
    let id = asked.waiting().await;
    let path = format!("/erasures/{id}");
    let before = asked.world.administrator.get(&path).await.ok();
    assert_eq!((before["carried_out"].as_bool(), before["read_models_purged"].as_bool()), (Some(false), Some(false)));
    let done = asked.world.administrator.command(&format!("{path}/approve"), json!({})).await.ok();
    let position = &done["position"];
    let auditor = asked.world.role(Role::Auditor).await;
    for reader in [&asked.manager, &asked.world.administrator, &auditor] {
        let said = reader.get(&format!("{path}?at_least={position}")).await.ok();
        let erasure = &said["erasure"];
        assert_eq!(said["carried_out"], true);
        assert_eq!((erasure["state"].as_str(), erasure["persons"].as_u64()), (Some("erased"), Some(1)));
        assert_eq!(&erasure["event_position"], position);
        assert!(erasure["event_id"].is_string() && erasure["requested_by"]["name"].is_string());
        assert_ne!(erasure["requested_by"]["id"], erasure["decided_by"]["id"]);
        assert!(!said.to_string().contains("قناری"));
    }
    let mut purged = false;
    for _ in 0..100 {
        purged = asked.manager.get(&path).await.ok()["read_models_purged"] == true;
        if purged {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(purged, "every read model comes past the event");
    // Of another center, it does not exist.
    let other = asked.world.sign_in("center_manager.B").await;
    other.get(&path).await.is(404);
    asked.world.role(Role::Caseworker).await.get(&path).await.is(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asked_does_not_agree_whatever_the_account_has_become() {
    let asked = asked().await;
    let id = asked.waiting().await;
    let center: uuid::Uuid = asked.world.own.center.parse().expect("an id");
    let scope = Scope { center_id: Some(center), ..Scope::default() };
    let moved = asked.world.person("moved", Role::CenterManager, scope).await;
    // Another account asked: this one may decide. It asks itself: it may not.
    asked.manager.command(&format!("/families/{}/erasures/{id}/withdraw", asked.family), json!({})).await.ok();
    let wish = json!({ "member_id": asked.child, "ground": "legal_order" });
    let own = moved.command(&format!("/families/{}/erasures", asked.family), wish).await.ok();
    asked.caught_up().await;
    let own = own["ids"]["erasure_id"].as_str().expect("an id").to_owned();
    // The two duties are never one person's at a time: the account gives up the first before it has the second.
    let session = moved.get("/session").await.ok();
    let account = format!("/users/{}/grants", session["user_id"].as_str().expect("an id"));
    let first = session["grants"][0]["grant_id"].as_str().expect("a grant");
    let ended = json!({ "ground": "duty_changed" });
    asked.world.administrator.command(&format!("{account}/{first}/withdraw"), ended).await.ok();
    let given = json!({ "role": "administrator", "ground": "appointed" });
    asked.world.administrator.command(&account, given).await.ok();
    for (word, body) in [("approve", json!({})), ("refuse", json!({ "reason": "نه" }))] {
        let refused = moved.command(&format!("/erasures/{own}/{word}"), body).await.is(409);
        assert_eq!(refused.code(), "own_erasure");
    }
    asked.world.administrator.command(&format!("/erasures/{own}/approve"), json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_has_a_reason_that_the_center_reads() {
    let asked = asked().await;
    let id = asked.waiting().await;
    let administrator = &asked.world.administrator;
    let blank = administrator.command(&format!("/erasures/{id}/refuse"), json!({ "reason": "  " })).await.is(422);
    assert_eq!(blank.faults(), [("reason".to_owned(), "required".to_owned())]);
    administrator.command(&format!("/erasures/{id}/refuse"), json!({ "reason": "پرونده هنوز لازم است" })).await.ok();
    let file = asked.manager.get(&format!("/families/{}", asked.family)).await.ok();
    assert_eq!(file["erasures"][0]["reason"], "پرونده هنوز لازم است");
    assert!(file.to_string().contains(NAME), "nobody was forgotten");
    let late = administrator.command(&format!("/erasures/{id}/approve"), json!({})).await.is(409);
    assert_eq!(late.code(), "erasure_decided");
    let list = administrator.get("/erasures?state=refused").await.ok();
    assert!(!list.to_string().contains("پرونده هنوز"), "lists hold no words");
    administrator.get("/erasures?state=perhaps").await.is(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_family_is_forgotten_when_a_court_says_so_and_its_work_ends() {
    let asked = asked().await;
    let open = asked.request(json!({ "ground": "person_request" })).await.is(409);
    assert_eq!(open.code(), "case_not_closed");
    let wish = asked.request(json!({ "ground": "legal_order" })).await.ok();
    let id = wish["ids"]["erasure_id"].as_str().expect("an id").to_owned();
    asked.caught_up().await;
    asked.world.administrator.command(&format!("/erasures/{id}/approve"), json!({})).await.ok();
    asked.caught_up().await;
    let file = asked.manager.get(&format!("/families/{}", asked.family)).await.ok();
    assert_eq!(
        (file["erased"].as_bool(), file["state"].as_str(), &file["family_name"]),
        (Some(true), Some("closed"), &Value::Null)
    );
    assert!(file["erased_on"]["iso"].is_string() && file["assignment"].is_null());
    assert_eq!(file["tiers"].as_array().map(Vec::is_empty), Some(false), "tiers stay");
    let note = asked.manager.command(&format!("/families/{}/notes", asked.family), json!({ "text": "یادداشت" })).await;
    assert_eq!(note.is(409).code(), "family_erased");
    let again = asked.request(json!({ "ground": "legal_order" })).await.is(409);
    assert_eq!(again.code(), "family_erased");
    // What a commission had before it reads as erased, never as an error.
    let auditor = asked.world.role(Role::Auditor).await;
    let packet = format!("/commissions/{}/referrals/{}/packet", asked.world.own.commission, asked.world.own.referral);
    let seen = auditor.get(&packet).await.ok();
    assert_eq!((seen["file"]["erased"].as_bool(), &seen["file"]["family_name"]), (Some(true), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_files_whose_time_is_over_are_proposed_and_nothing_more() {
    let asked = asked().await;
    let empty = asked.manager.get("/retention").await.ok();
    assert_eq!(empty["items"], json!([]));
    let early = asked.request(json!({ "ground": "retention_ended", "member_id": asked.child })).await.is(409);
    assert_eq!(early.code(), "case_not_closed");
    let numbers = asked.manager.get("/settings").await.ok();
    assert_eq!(numbers["values"]["retention_years"], 10, "where it is not said");
}
