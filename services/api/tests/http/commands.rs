//! Commands: once, whatever is sent; answered with where the stream stands; read back by whoever sent them.

use axum::body::Body;
use axum::http::header;
use hamyar_identity::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{NEIGHBORHOOD, World, family_body, identify};

/// S039: sent twice, received once, answered the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_sent_again_gets_its_first_answer() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let path = format!("/families/{}/visits", world.own.family);
    let visit =
        json!({ "command_id": Uuid::now_v7(), "place": "home", "present": [world.own.head], "note": "آرام بود" });
    let first = caseworker.post(&path, visit.clone()).await.ok();
    assert_eq!(first["repeated"], false);
    let together = futures::future::join_all((0..4).map(|_| caseworker.post(&path, visit.clone()))).await;
    for again in together {
        let again = again.ok();
        assert_eq!((&again["sequence"], &again["ids"]), (&first["sequence"], &first["ids"]));
        assert_eq!(again["repeated"], true);
    }
    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    assert_eq!(file["visits"].as_array().map(Vec::len), Some(1));

    let mut other = visit.clone();
    other["place"] = "center".into();
    assert_eq!(caseworker.post(&path, other).await.is(409).code(), "command_id_reused");
    let manager = world.role(Role::CenterManager).await;
    assert_eq!(manager.post(&path, visit.clone()).await.is(409).code(), "command_id_reused", "another actor");
    let note = json!({ "command_id": visit["command_id"], "text": "یادداشت" });
    let notes = format!("/families/{}/notes", world.own.family);
    assert_eq!(caseworker.post(&notes, note).await.is(409).code(), "command_id_reused", "another operation");
}

/// A family and its head, sent again, are still one family with one number.
#[tokio::test(flavor = "multi_thread")]
async fn an_intake_sent_again_opens_one_file() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let mut body = crate::support::family_body(NEIGHBORHOOD);
    body["command_id"] = Uuid::now_v7().to_string().into();
    let first = manager.post("/families", body.clone()).await.ok();
    let again = manager.post("/families", body).await.ok();
    assert_eq!((&first["id"], &first["file_number"]), (&again["id"], &again["file_number"]));
    assert!(first["file_number"].as_str().is_some_and(|number| number.starts_with("A-1")), "{first}");
    let file = manager.get(&format!("/families/{}", first["id"].as_str().expect("an id"))).await.ok();
    assert_eq!(file["members"].as_array().map(Vec::len), Some(1));
    assert_eq!(file["head_member_id"], first["ids"]["member_id"]);
}

/// One family per national id: the second desk is told, and shown the family only when it is in its scope.
#[tokio::test(flavor = "multi_thread")]
async fn a_national_id_belongs_to_one_family() {
    let world = World::new().await;
    let number = crate::support::national_id();
    let mut body = crate::support::family_body(NEIGHBORHOOD);
    body["head"]["national_id"] = number.clone().into();
    let manager = world.role(Role::CenterManager).await;
    let first = manager.command("/families", body.clone()).await.ok();
    let own = manager.command("/families", body.clone()).await.is(409);
    assert_eq!((own.code(), &own.body["params"]["family_id"]), ("national_id_taken", &first["id"]));
    let elsewhere = world.sign_in("center_manager.B").await;
    let foreign = elsewhere.command("/families", body).await.is(409);
    assert_eq!(
        (foreign.code(), &foreign.body["params"]),
        ("possible_match", &json!({})),
        "no more than a search would tell"
    );
    assert!(!foreign.text.contains(&number), "and the number is not repeated");
    let search = elsewhere.post("/families/search", json!({ "national_id": number })).await.ok();
    assert_eq!((&search["items"], &search["elsewhere"]), (&json!([]), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_if_match_is_answered_412_and_a_fresh_one_goes_through() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}", world.own.family);
    let read = manager.get(&at).await.is(200);
    let etag = read.headers[header::ETAG].to_str().expect("an etag").to_owned();
    assert_eq!(etag, format!("\"{}\"", read.body["sequence"]));
    let change = |text: &str| json!({ "command_id": Uuid::now_v7(), "instruction": text }).to_string();
    let send = |tag: String, body: String| {
        let request =
            manager.request("POST", &format!("{at}/safe-contact")).header(header::CONTENT_TYPE, "application/json");
        manager.send(request.header(header::IF_MATCH, tag).body(Body::from(body)).expect("a request"))
    };
    let done = send(etag.clone(), change("فقط صبح‌ها")).await.is(200);
    assert_ne!(done.headers[header::ETAG].to_str().ok(), Some(etag.as_str()), "the answer carries the new one");
    let stale = send(etag, change("فقط عصرها")).await.is(412);
    assert_eq!(stale.code(), "stale");
    assert!(stale.body["params"]["actual"].as_i64() > stale.body["params"]["expected"].as_i64());
    send("nonsense".to_owned(), change("هیچ‌گاه")).await.is(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_own_write_is_read_at_once() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    for n in 0..5 {
        let family = identify(&manager, NEIGHBORHOOD).await;
        let list = manager.get(&format!("/families?limit=100&at_least={}", family["position"])).await.ok();
        let ids: Vec<&Value> = list["items"].as_array().expect("items").iter().map(|card| &card["id"]).collect();
        assert!(ids.contains(&&family["id"]), "family {n} is listed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_come_in_pages_without_gap_or_repetition() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let mut last = Value::Null;
    for _ in 0..7 {
        last = identify(&manager, NEIGHBORHOOD).await;
    }
    let mut seen = Vec::new();
    let mut path = format!("/families?limit=3&at_least={}", last["position"]);
    loop {
        let page = manager.get(&path).await.ok();
        seen.extend(page["items"].as_array().expect("items").iter().map(|card| card["id"].to_string()));
        match page["next"].as_str() {
            Some(cursor) => path = format!("/families?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (8, 8), "the seven and the first");
    manager.get("/families?limit=0").await.is(422);
    manager.get("/families?cursor=%21%21").await.is(422);

    let mut sequences = Vec::new();
    let mut path = format!("/families/{}/timeline?limit=2", world.own.family);
    loop {
        let page = manager.get(&path).await.ok();
        sequences.extend(page["items"].as_array().expect("items").iter().filter_map(|item| item["sequence"].as_i64()));
        match page["next"].as_str() {
            Some(cursor) => path = format!("/families/{}/timeline?limit=2&cursor={cursor}", world.own.family),
            None => break,
        }
    }
    let all: Vec<i64> = (1..=sequences.len() as i64).rev().collect();
    assert_eq!(sequences, all, "newest first, every one once");
}

/// Rules refuse with their code and numbers, in both languages.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_names_its_rule_and_its_numbers() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let family = identify(&manager, NEIGHBORHOOD).await;
    let at = format!("/families/{}", family["id"].as_str().expect("an id"));
    let service = json!({ "domain": "social", "kind": "counselling", "capacity": "own" });
    assert_eq!(manager.command(&format!("{at}/services"), service).await.is(409).code(), "consent_not_asked");
    let consent = json!({ "basis": "head", "member_id": family["ids"]["member_id"] });
    manager.command(&format!("{at}/consent"), consent).await.is(200);
    let assign =
        manager.command(&format!("{at}/assign"), json!({ "caseworker_id": world.own.caseworker })).await.is(409);
    assert_eq!(assign.code(), "family_not_harmed");
    assert_eq!(assign.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(assign.body["type"], "https://hamyar.invalid/problems/family_not_harmed");
    assert!(assign.body["title"].as_str().is_some_and(|title| title.contains("آسیب")), "{}", assign.text);
    let close =
        manager.command(&format!("/families/{}/close", world.own.family), json!({ "reason": "goals_reached" })).await;
    let close = close.is(409);
    assert_eq!((close.code(), &close.body["params"]["caseworker"]), ("case_has_open_work", &json!(true)));
}

/// S040: when it happened and when it was recorded are both kept, and late entries are marked.
#[tokio::test(flavor = "multi_thread")]
async fn a_visit_entered_later_keeps_both_times() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let day = (chrono::Utc::now() - chrono::TimeDelta::days(9)).date_naive();
    let visit = json!({ "place": "home", "visited_on": day.to_string() });
    manager.command(&format!("/families/{}/visits", world.own.family), visit).await.ok();
    let timeline = manager.get(&format!("/families/{}/timeline?limit=1", world.own.family)).await.ok();
    let item = &timeline["items"][0];
    assert_eq!(item["type"], "visit_recorded");
    assert_eq!(
        (&item["happened_at"]["iso"], &item["happened_at"]["precision"]),
        (&json!(day.to_string()), &json!("day"))
    );
    assert_eq!(item["late"], true);
    assert!(item["recorded_at"]["iso"].as_str().is_some_and(|at| at > day.to_string().as_str()));
    assert!(item["actor"]["name"].as_str().is_some_and(|name| name.contains("center_manager")));
}

/// A release means the holding of its first sending: sent again after the family has a new caseworker, it gets its first answer and takes nobody
/// away.
#[tokio::test(flavor = "multi_thread")]
async fn a_release_sent_again_leaves_the_next_holding() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}", world.own.family);
    let release = json!({ "command_id": Uuid::now_v7(), "reason": "other", "note": "جابه‌جایی" });
    let first = manager.post(&format!("{at}/release"), release.clone()).await.ok();
    let assign = json!({ "command_id": Uuid::now_v7(), "caseworker_id": world.own.caseworker });
    let assigned = manager.post(&format!("{at}/assign"), assign.clone()).await.ok();
    let again = manager.post(&format!("{at}/release"), release).await.ok();
    assert_eq!((&again["repeated"], &again["id"]), (&json!(true), &first["id"]));
    let file = manager.get(&at).await.ok();
    assert_eq!(file["assignment"]["caseworker"]["id"], world.own.caseworker.as_str(), "the new holding stands");
    let again = manager.post(&format!("{at}/assign"), assign).await.ok();
    assert_eq!((&again["sequence"], &again["ids"]), (&assigned["sequence"], &assigned["ids"]));
}

/// A decision sent again gets its first answer though the family's caseworker, who answers for a task, gave the family away since, and though
/// the session was opened again with others.
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_sent_again_is_not_judged_by_what_became_true_since() {
    let world = World::new().await;
    let (manager, member) = (world.role(Role::CenterManager).await, world.role(Role::CommissionMember).await);
    let own = &world.own;
    let (family, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    manager.command(&format!("/families/{family}/assign"), json!({ "caseworker_id": own.caseworker })).await.ok();
    let question = json!({ "commission_id": own.commission, "question": "پرسش", "urgency": "normal" });
    let referred = manager.command(&format!("/families/{family}/referrals"), question).await.ok();
    let referral = referred["ids"]["referral_id"].clone();
    let at = format!("/commissions/{}/sessions/{}", own.commission, own.session);
    let agenda = format!("{at}/agenda?at_least={}", referred["position"]);
    member.command(&agenda, json!({ "referral_id": referral })).await.ok();
    let due = (chrono::Utc::now() + chrono::TimeDelta::days(20)).date_naive().to_string();
    let responsible = json!({ "kind": "caseworker", "caseworker_id": own.caseworker });
    let decision = json!({
        "command_id": Uuid::now_v7(), "referral_id": referral, "outcome": "tasks", "reason": "نیاز به کار",
        "tasks": [{ "title": "کار", "domain": "economic", "due_on": due, "responsible": responsible }],
    });
    let first = member.post(&format!("{at}/decide"), decision.clone()).await.ok();
    let release = json!({ "reason": "other", "note": "جابه‌جایی" });
    manager.command(&format!("/families/{family}/release"), release).await.ok();
    let again = member.post(&format!("{at}/decide"), decision).await.ok();
    assert_eq!((&again["repeated"], &again["ids"]), (&json!(true), &first["ids"]));
    assert_eq!(again["sequence"], first["sequence"]);
}

/// A note written in the field keeps its day, and says when it was recorded.
#[tokio::test(flavor = "multi_thread")]
async fn a_note_entered_later_keeps_both_times() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}", world.own.family);
    let day = (hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::TimeDelta::days(3)).to_string();
    caseworker.command(&format!("{at}/notes"), json!({ "text": "در راه", "happened_at": day })).await.ok();
    let note = caseworker.get(&at).await.ok()["notes"][0].clone();
    assert_eq!((&note["at"]["iso"], &note["at"]["precision"]), (&json!(day), &json!("day")));
    assert!(note["recorded_at"]["iso"].as_str().is_some_and(|iso| iso > day.as_str()));
    let file = caseworker.get(&at).await.ok();
    assert!(file["members"].is_array() && file["members_count"] == 1, "the count has a name of its own");
}

/// A family's name stands in no address: a list takes parts of file numbers there, and names in a body.
#[tokio::test(flavor = "multi_thread")]
async fn searches_go_in_the_body() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let mut body = family_body(NEIGHBORHOOD);
    body["family_name"] = "بی‌همتای".into();
    let made = manager.command("/families", body).await.ok();
    let (id, position) = (made["id"].clone(), made["position"].clone());
    let found =
        manager.post(&format!("/families/find?at_least={position}"), json!({ "q": "بی همتا", "limit": 5 })).await.ok();
    let items = found["items"].as_array().expect("items");
    assert!(items.len() == 1 && items[0]["id"] == id, "{found}");
    assert_eq!(
        manager.post("/families/find", json!({ "q": "بی همتا", "state": "closed" })).await.ok()["items"],
        json!([])
    );
    let refused = manager.post("/families/find", json!({ "limit": 0, "tier": "broken", "place": 1 })).await.is(422);
    assert_eq!(refused.fields(), ["place", "tier"]);
    let number = items[0]["file_number"].as_str().expect("a number");
    let listed = manager.get(&format!("/families?q={number}")).await.ok();
    assert_eq!(listed["items"][0]["id"], id);
    for path in ["/families?q=%D9%82", "/families?q=a%25"] {
        assert_eq!(manager.get(path).await.is(422).fields(), ["q"]);
    }
    world.role(Role::Auditor).await.get("/audit/families?q=%D9%82").await.is(422);
}

/// Whoever could choose the id of a person could bind somebody else's key to a family of the own.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_chooses_the_id_of_what_a_command_makes() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}", world.own.family);
    let stranger = json!({ "given_name": "نام", "relation": "child", "member_id": world.foreign.head });
    assert_eq!(manager.command(&format!("{at}/members"), stranger).await.is(422).fields(), ["member_id"]);
    let mut body = family_body(NEIGHBORHOOD);
    body["head"]["member_id"] = world.foreign.head.clone().into();
    assert_eq!(manager.command("/families", body).await.is(422).fields(), ["head.member_id"]);
    // The same command sent to another family is another wish under a used id.
    let child = json!({ "command_id": uuid::Uuid::now_v7(), "given_name": "نام", "relation": "child" });
    let made = manager.post(&format!("{at}/members"), child.clone()).await.ok();
    let other = manager.command("/families", family_body(NEIGHBORHOOD)).await.ok();
    let elsewhere = format!("/families/{}/members", other["id"].as_str().expect("an id"));
    let refused = manager.post(&elsewhere, child).await;
    assert!(refused.status.is_client_error(), "{}", refused.text);
    assert!(made["ids"]["member_id"].is_string());
}
