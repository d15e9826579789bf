//! What passes between a phone and the server: families carried away, work brought back, and what waits for a person.

use axum::http::header;
use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Client, LETTER, NEIGHBORHOOD, PASSWORD, World};

const PHONE: &str =
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36";

/// A phone on which somebody has signed in.
struct Phone {
    client: Client,
    store: Uuid,
}

impl Phone {
    async fn of(world: &World, username: &str) -> Self {
        let request = world.nobody().request("POST", "/session").header(header::USER_AGENT, PHONE);
        let body = json!({ "username": username, "password": PASSWORD }).to_string();
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body.into()).expect("a request");
        let answer = world.nobody().send(request).await.is(200);
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
        let cookies: Vec<&str> = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next()).collect();
        assert_eq!(cookies.len(), 2, "a session and a device: {cookies:?}");
        let mut client = world.nobody();
        client.cookie = Some(cookies.join("; "));
        Self { client, store: Uuid::now_v7() }
    }

    async fn carry(&self, have: Value, unsent: i64) -> Value {
        let body = json!({ "protocol": 1, "store_id": self.store, "unsent": unsent, "have": have });
        self.client.post("/sync/bundle", body).await.ok()
    }

    async fn carries(&self, family: &str) -> i64 {
        let bundle = self.carry(json!([]), 0).await;
        let found = bundle["families"].as_array().expect("families").iter().find(|one| one["id"] == family);
        found.expect("the family")["sequence"].as_i64().expect("a sequence")
    }

    async fn send(&self, work: &Value) -> Answer {
        self.client.post("/sync/commands", work.clone()).await
    }

    async fn outcome(&self, work: &Value) -> Value {
        self.send(work).await.ok()
    }

    async fn send_file(&self, path: &str, work: &Value, file: &[u8]) -> Answer {
        let work = ("work", "application/json", work.to_string().into_bytes());
        self.client.form(path, &[work, ("file", "application/octet-stream", file.to_vec())]).await
    }

    async fn file_outcome(&self, work: &Value, file: &[u8]) -> Value {
        self.send_file("/sync/files", work, file).await.ok()
    }
}

fn work(family: &str, operation: &str, mut command: Value) -> Value {
    command["command_id"] = Uuid::now_v7().to_string().into();
    json!({ "protocol": 1, "family_id": family, "operation": operation, "command": command })
}

fn with(mut work: Value, field: &str, value: impl Into<Value>) -> Value {
    work[field] = value.into();
    work
}

fn days_ago(days: i64) -> String {
    (hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::TimeDelta::days(days)).to_string()
}

fn visit(on: &str) -> Value {
    json!({ "visited_on": on, "place": "home", "present": [], "note": "حال مادر بهتر است", "entries_done": [] })
}

async fn head(world: &World) -> i64 {
    world.store.head().await.expect("the head")
}

async fn file(client: &Client, family: &str) -> Value {
    client.get(&format!("/families/{family}")).await.ok()
}

/// Another caseworker of the own center, with an account, who may take families.
async fn colleague(world: &World, manager: &Client) -> String {
    let admitted = manager.command("/caseworkers", json!({ "name": "همیار دوم", "background": "graduate" })).await.ok();
    let id = admitted["ids"]["caseworker_id"].as_str().expect("an id").to_owned();
    let training = json!({ "phase": "before", "mode": "virtual", "hours": 40, "title": "دوره" });
    manager.command(&format!("/caseworkers/{id}/training"), training).await.ok();
    manager.command(&format!("/caseworkers/{id}/accredit"), json!({})).await.ok();
    let scope = Scope { caseworker_id: id.parse().ok(), center_id: world.own.center.parse().ok(), ..Scope::default() };
    world.person("digar.A", Role::Caseworker, scope).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_carries_its_own_families_and_then_only_what_changed() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let family = world.own.family.clone();
    let first = phone.carry(json!([]), 0).await;
    assert_eq!(first["own"], json!([family]));
    let carried = &first["families"][0];
    assert_eq!((&carried["id"], &carried["file"]["id"]), (&json!(family), &json!(family)));
    assert!(carried["file"]["address"].is_string() || carried["file"]["address"].is_object(), "{}", carried["file"]);
    assert!(carried["timeline"]["items"].as_array().is_some_and(|items| !items.is_empty()));
    assert_eq!(first["cards"]["items"][0]["id"], json!(family));
    assert!(first["lists"]["indicator_set"].is_object() && first["lists"]["tag"].is_string());
    let auditor = world.role(Role::Auditor).await;
    let trail = auditor.get(&format!("/audit/access?family_id={family}")).await.ok();
    assert!(
        trail["items"].as_array().is_some_and(|all| all.iter().any(|one| one["operation"] == "carry_family")),
        "{trail}"
    );

    let have = json!([{ "id": family, "sequence": carried["sequence"] }]);
    let body =
        json!({ "protocol": 1, "store_id": phone.store, "unsent": 0, "have": have, "lists": first["lists"]["tag"] });
    let again = phone.client.post("/sync/bundle", body.clone()).await.ok();
    assert_eq!((&again["families"], &again["lists"], &again["own"]), (&json!([]), &Value::Null, &json!([family])));
    let manager = world.role(Role::CenterManager).await;
    manager.command(&format!("/families/{family}/notes"), json!({ "text": "تلفن شد" })).await.ok();
    let changed = phone.client.post("/sync/bundle", body).await.ok();
    assert_eq!(changed["families"].as_array().map(Vec::len), Some(1), "only what changed");
    // A family that is another's, or nobody's, is to be forgotten, and nothing of it is told.
    let foreign = json!([{ "id": world.foreign.family, "sequence": 3 }, { "id": Uuid::now_v7(), "sequence": 1 }]);
    let told = phone.carry(foreign, 0).await;
    assert_eq!(told["gone"].as_array().map(Vec::len), Some(2));
    assert!(!told["families"].to_string().contains(&world.foreign.family));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_known_device_that_speaks_the_protocol_carries_anything() {
    let world = World::new().await;
    let program = world.role(Role::Caseworker).await;
    let ask = |protocol: i64| json!({ "protocol": protocol, "store_id": Uuid::now_v7(), "unsent": 0, "have": [] });
    assert_eq!(program.post("/sync/bundle", ask(1)).await.is(409).code(), "device_needed");
    let phone = Phone::of(&world, "caseworker.A").await;
    assert_eq!(phone.client.post("/sync/bundle", ask(2)).await.is(409).code(), "server_older");
    assert_eq!(phone.client.post("/sync/bundle", ask(0)).await.is(409).code(), "app_older");
    let mut body = ask(1);
    body["unsent"] = (-1).into();
    assert_eq!(phone.client.post("/sync/bundle", body).await.is(422).fields(), ["unsent"]);
    let note = work(&world.own.family, "add_note", json!({ "text": "یادداشت" }));
    assert_eq!(phone.send(&with(note.clone(), "protocol", 9)).await.is(409).code(), "server_older");
    assert_eq!(
        phone.send(&with(note.clone(), "command", json!({ "text": "بی شناسه" }))).await.is(422).fields(),
        ["command.command_id"]
    );
    assert_eq!(phone.send(&with(note.clone(), "wish", "whatever")).await.is(422).fields(), ["wish"]);
    let newer = work(&world.own.family, "sing_a_song", json!({}));
    assert_eq!(phone.send(&newer).await.is(409).code(), "unknown_operation");
}

/// S039, S040: received once though sent twice; when it was done and when it was entered are both kept.
#[tokio::test(flavor = "multi_thread")]
async fn work_brought_back_is_added_once_with_its_own_day() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let visited = work(&family, "record_visit", visit(&days_ago(0)));
    let done = phone.outcome(&visited).await;
    assert_eq!(done["outcome"], "done");
    assert!(done["ids"]["visit_id"].is_string());
    let repeated = phone.outcome(&visited).await;
    assert_eq!((&repeated["outcome"], &repeated["sequence"]), (&done["outcome"], &done["sequence"]));
    // The same wish by the other door is the same wish.
    let direct = phone.client.post(&format!("/families/{family}/visits"), visited["command"].clone()).await.ok();
    assert_eq!((&direct["repeated"], &direct["sequence"]), (&json!(true), &done["sequence"]));
    assert_eq!(file(&phone.client, &family).await["visits"].as_array().map(Vec::len), Some(1));

    // A note of three days ago, from a phone whose clock is a year ahead.
    let ahead = chrono::Utc::now() + chrono::TimeDelta::days(365);
    let note = work(&family, "add_note", json!({ "text": "سه روز پیش زنگ زدند" }));
    let note = with(note, "typed_at", (ahead - chrono::TimeDelta::hours(80)).to_rfc3339());
    let note = with(note, "sent_at", ahead.to_rfc3339());
    assert_eq!(phone.outcome(&note).await["outcome"], "done");
    let timeline = phone.client.get(&format!("/families/{family}/timeline")).await.ok();
    let newest = &timeline["items"][0];
    assert_eq!((&newest["type"], &newest["late"]), (&json!("note_added"), &json!(true)), "{newest}");
    assert!(newest["device"].is_string());
    let again = with(note, "sent_at", (ahead + chrono::TimeDelta::hours(5)).to_rfc3339());
    assert_eq!(phone.outcome(&again).await["outcome"], "done", "sent later it is still the same wish");
    // A day that has not come is refused at its field, and mended under the same id.
    let wrong = work(&family, "record_visit", visit(&days_ago(-2)));
    let refused = phone.outcome(&wrong).await;
    assert_eq!((&refused["outcome"], &refused["problem"]["code"]), (&json!("refused"), &json!("invalid")));
    let mut mended = wrong;
    mended["command"]["visited_on"] = days_ago(0).into();
    assert_eq!(phone.outcome(&mended).await["outcome"], "done");
}

/// S041: a clash is shown and not lost.
#[tokio::test(flavor = "multi_thread")]
async fn two_changes_of_the_same_thing_are_put_to_a_person_and_both_stay() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    let based_on = phone.carries(&family).await;
    let address = |text: &str| json!({ "address": text, "neighborhood_id": NEIGHBORHOOD, "changed_on": days_ago(0) });
    // Something else changed meanwhile: no clash.
    manager.command(&format!("/families/{family}/notes"), json!({ "text": "تلفن شد" })).await.ok();
    let first = with(work(&family, "change_address", address("کوچهٔ گوشی")), "based_on", based_on);
    assert_eq!(phone.outcome(&first).await["outcome"], "done");
    // The phone's own earlier work is no clash with its later.
    let second = with(work(&family, "change_address", address("کوچهٔ گوشی، پلاک ۲")), "based_on", based_on);
    assert_eq!(phone.outcome(&second).await["outcome"], "done");

    manager.command(&format!("/families/{family}/address"), address("کوچهٔ دفتر")).await.ok();
    let third = with(work(&family, "change_address", address("کوچهٔ سوم گوشی")), "based_on", based_on);
    let clash = phone.outcome(&third).await;
    assert_eq!((&clash["outcome"], &clash["clash"]["type"]), (&json!("clash"), &json!("address_changed")));
    assert_eq!(clash["clash"]["by"]["kind"], "user");
    assert!(clash["clash"]["by"]["name"].is_string());
    let in_file = |file: Value| file["address"].to_string();
    assert!(in_file(file(&phone.client, &family).await).contains("دفتر"), "theirs stands until a person chooses");
    // Theirs stays, and mine stays in the history.
    assert_eq!(phone.outcome(&with(third.clone(), "wish", "keep_theirs")).await["outcome"], "parked");
    assert_eq!(phone.outcome(&third).await["outcome"], "parked", "sent again it is not added after all");
    assert!(in_file(file(&phone.client, &family).await).contains("دفتر"));
    let timeline = phone.client.get(&format!("/families/{family}/timeline")).await.ok();
    let types: Vec<&str> =
        timeline["items"].as_array().expect("items").iter().filter_map(|one| one["type"].as_str()).collect();
    assert_eq!(types[..2], ["late_work_settled", "late_work_parked"]);
    assert!(timeline["items"][1]["payload"].to_string().contains("کوچهٔ سوم گوشی"));
    // Mine, chosen by its person: a new wish on what is known now.
    let sequence = clash["clash"]["sequence"].as_i64().expect("a sequence");
    let mine = with(work(&family, "change_address", address("کوچهٔ چهارم گوشی")), "based_on", sequence);
    assert_eq!(phone.outcome(&mine).await["outcome"], "done");
    assert!(in_file(file(&phone.client, &family).await).contains("چهارم"));
    // What was decided at once waits for nobody.
    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    assert_eq!(waiting["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_on_a_family_handed_over_meanwhile_is_reviewed_and_never_dropped() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    let sequence = phone.carries(&family).await;
    // One whose answer was lost, one that was never sent.
    let answered = work(&family, "add_note", json!({ "text": "پیش از سپردن" }));
    phone.outcome(&answered).await;
    let late = work(&family, "record_visit", visit(&days_ago(0)));
    let other = work(&family, "add_note", json!({ "text": "پس از سپردن" }));
    let to = colleague(&world, &manager).await;
    manager.command(&format!("/families/{family}/transfer"), json!({ "caseworker_id": to })).await.ok();

    assert_eq!(phone.outcome(&answered).await["outcome"], "done", "it was added before");
    assert_eq!(phone.outcome(&late).await["outcome"], "parked");
    assert_eq!(phone.outcome(&late).await["outcome"], "parked", "once");
    assert_eq!(phone.outcome(&other).await["outcome"], "parked");
    // A clash tells nothing to whoever may not read the family.
    let address = json!({ "address": "کوچه", "neighborhood_id": NEIGHBORHOOD, "changed_on": days_ago(0) });
    manager.command(&format!("/families/{family}/address"), address.clone()).await.ok();
    let address = with(work(&family, "change_address", address), "based_on", sequence);
    assert_eq!(phone.outcome(&address).await["outcome"], "parked");
    let bundle = phone.carry(json!([{ "id": family, "sequence": sequence }]), 0).await;
    assert_eq!((&bundle["gone"], &bundle["families"]), (&json!([family]), &json!([])));
    // The former caseworker is told that it is gone, and of nobody.
    let told = phone.client.get(&format!("/notices?at_least={}", head(&world).await)).await.ok();
    let gone: Vec<&Value> =
        told["waiting"].as_array().expect("kinds").iter().filter(|one| one["kind"] == "family_handed_over").collect();
    assert_eq!((gone.len(), &gone[0]["count"], &gone[0]["since"]["iso"]), (1, &json!(1), &json!(days_ago(0))));
    // Whoever never carried a family has nothing of theirs on it.
    let stranger = work(&world.foreign.family, "add_note", json!({ "text": "؟" }));
    phone.send(&stranger).await.is(404);
    phone.send(&with(stranger, "wish", "review")).await.is(404);

    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    let items = waiting["items"].as_array().expect("items").clone();
    assert_eq!(items.len(), 3, "{waiting}");
    assert!(items.iter().all(|one| one["why"] == "handed_over" && one["by"]["name"].is_string()));
    assert!(!waiting.to_string().contains("پس از سپردن"), "words are read one by one");
    let id = |operation: &str| {
        let found = items.iter().find(|one| one["operation"] == operation).expect("the piece");
        format!("/families/{family}/late-work/{}", found["id"].as_str().expect("an id"))
    };
    let read = manager.get(&id("record_visit")).await.ok();
    assert_eq!(read["body"]["note"], "حال مادر بهتر است");
    let place = manager.get(&id("change_address")).await.ok();
    assert!(place["body"].is_null() && place["address_body"]["address"] == "کوچه");
    world.role(Role::Auditor).await.get(&id("record_visit")).await.is(403);
    world.sign_in("center_manager.B").await.get(&id("record_visit")).await.is(404);

    let settle = |operation: &str| format!("{}/settle", id(operation));
    manager.command(&settle("record_visit"), json!({ "outcome": "record" })).await.ok();
    let now = file(&manager, &family).await;
    let visits = now["visits"].as_array().expect("visits").clone();
    assert_eq!(visits.len(), 1, "{visits:?}");
    assert_eq!(visits[0]["caseworker"]["id"], json!(world.own.caseworker), "in the name of whoever visited");
    // The phone brings it once more, and nothing is added twice.
    assert_eq!(phone.outcome(&late).await["outcome"], "parked");
    assert_eq!(file(&manager, &family).await["visits"].as_array().map(Vec::len), Some(1));
    let aside = manager.command(&settle("add_note"), json!({ "outcome": "set_aside" })).await;
    assert_eq!(aside.is(422).fields(), ["reason"]);
    let reason = json!({ "outcome": "set_aside", "reason": "همیار تازه هم نوشته است" });
    manager.command(&settle("add_note"), reason).await.ok();
    let twice = manager.command(&settle("add_note"), json!({ "outcome": "record" })).await;
    assert_eq!(twice.is(409).code(), "late_work_settled");
    let wrong = manager.command(&settle("change_address"), json!({ "outcome": "perhaps" })).await;
    assert_eq!(wrong.is(422).fields(), ["outcome"]);
    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(1));

    // What the desk wrote after the phone had looked is replaced by nobody who was not told of it.
    let desk = json!({ "address": "کوچهٔ دفتر", "neighborhood_id": NEIGHBORHOOD, "changed_on": days_ago(0) });
    manager.command(&format!("/families/{family}/address"), desk).await.ok();
    let unseen = manager.command(&settle("change_address"), json!({ "outcome": "record" })).await.is(409);
    assert_eq!((unseen.code(), &unseen.body["params"]["type"]), ("changed_meanwhile", &json!("address_changed")));
    assert!(file(&manager, &family).await["address"].to_string().contains("دفتر"), "nothing is changed");
    let seen = unseen.body["params"]["sequence"].as_i64().expect("a sequence");
    let older = json!({ "outcome": "record", "over_sequence": sequence });
    assert_eq!(manager.command(&settle("change_address"), older).await.is(409).code(), "changed_meanwhile");
    let over = json!({ "outcome": "record", "over_sequence": seen });
    manager.command(&settle("change_address"), over).await.ok();
    assert!(!file(&manager, &family).await["address"].to_string().contains("دفتر"), "knowingly replaced");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_refused_can_be_left_to_the_center() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let planned = json!({ "domain": "social", "kind": "counselling", "capacity": "own", "window_from": days_ago(3), "window_to": days_ago(-3) });
    let planned = phone.outcome(&work(&family, "plan_entry", planned)).await;
    let entry = planned["ids"]["entry_id"].as_str().expect("an id").to_owned();
    manager.command(&format!("/families/{family}/calendar/{entry}/cancel"), json!({ "reason": "لازم نیست" })).await.ok();
    let done = with(work(&family, "complete_entry", json!({ "done_on": days_ago(1) })), "part_id", entry);
    let refused = phone.outcome(&done).await;
    assert_eq!((&refused["outcome"], &refused["problem"]["code"]), (&json!("refused"), &json!("entry_cancelled")));
    assert_eq!(phone.outcome(&done).await["outcome"], "refused", "the first answer");
    assert_eq!(phone.outcome(&with(done.clone(), "wish", "review")).await["outcome"], "parked");
    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    let one = &waiting["items"][0];
    assert_eq!((&one["why"], &one["operation"]), (&json!("refused"), &json!("complete_entry")));
    let at = format!("/families/{family}/late-work/{}/settle", one["id"].as_str().expect("an id"));
    assert_eq!(manager.command(&at, json!({ "outcome": "record" })).await.is(409).code(), "entry_cancelled");
    manager.command(&at, json!({ "outcome": "set_aside", "reason": "برنامه لغو شده بود" })).await.ok();
    // A part that the path needs and nobody named.
    let partless = work(&family, "complete_entry", json!({ "done_on": days_ago(1) }));
    assert_eq!(phone.outcome(&partless).await["problem"]["errors"][0]["field"], "part_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_of_phones_says_which_synced_when_and_what_waits_on_it() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    assert_eq!(
        manager.get("/center/phones").await.ok()["items"],
        json!([]),
        "a browser that carries nothing is no phone"
    );
    let phone = Phone::of(&world, "caseworker.A").await;
    phone.carry(json!([]), 3).await;
    let found = manager.get("/center/phones").await.ok();
    let one = &found["items"][0];
    assert_eq!((&one["caseworker"]["id"], &one["unsent"]), (&json!(world.own.caseworker), &json!(3)));
    assert_eq!((&one["days"], &one["browser"]), (&json!(0), &json!("Chrome, Android")));
    world.ahead.store(9 * 24 * 3600, std::sync::atomic::Ordering::Relaxed);
    let later = world.role(Role::CenterManager).await.get("/center/phones").await.ok();
    assert_eq!(later["items"][0]["days"], 9);
    assert_eq!(world.sign_in("center_manager.B").await.get("/center/phones").await.ok()["items"], json!([]));
    world.role(Role::Auditor).await.get("/center/phones").await.is(403);
}

/// Nobody is at the screen when a phone sends; the center looks whether the member is registered already.
#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_may_be_registered_already_waits_for_the_center() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let person =
        json!({ "given_name": "صغرا", "family_name": "ذوالفقاری", "relation": "other", "birth_date": "1360/5/31" });
    let mut known = crate::support::family_body(NEIGHBORHOOD);
    known["family_name"] = "ذوالفقاری".into();
    known["head"]["given_name"] = "صغری".into();
    known["head"]["national_id"] = Value::Null;
    let known = manager.command("/families", known).await.ok();

    let joined = work(&family, "join_member", person.clone());
    assert_eq!(phone.outcome(&joined).await["outcome"], "parked");
    assert_eq!(phone.outcome(&joined).await["outcome"], "parked", "once");
    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    let one = &waiting["items"][0];
    assert_eq!((&one["why"], &one["refusal"]), (&json!("refused"), &json!("likely_registered")));
    let at = format!("/families/{family}/late-work/{}/settle", one["id"].as_str().expect("an id"));
    let asked = manager.command(&at, json!({ "outcome": "record" })).await.is(409);
    assert_eq!((asked.code(), &asked.body["params"]["families"]), ("likely_registered", &json!([known["id"]])));
    manager.command(&at, json!({ "outcome": "record", "different_from": [known["id"]] })).await.ok();
    assert_eq!(file(&manager, &family).await["members"].as_array().map(Vec::len), Some(2));
    assert_eq!(phone.outcome(&joined).await["outcome"], "parked", "and is not added again");

    // Whoever looked before saving has said so.
    let mut looked = work(&family, "join_member", person);
    looked["command"]["despite_elsewhere"] = true.into();
    assert_eq!(phone.outcome(&looked).await["outcome"], "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_phone_leaves_its_work_for_review_and_is_wiped() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let added = work(&family, "add_note", json!({ "text": "پیش از گم شدن" }));
    phone.outcome(&added).await;
    let unsent = work(&family, "record_visit", visit(&days_ago(0)));
    let me = phone.client.get("/session").await.ok()["user_id"].clone();
    let leave = |work: &Value| json!({ "user_id": me, "work": work });
    // Whoever may sign in signs in.
    phone.client.post("/sync/quarantine", leave(&unsent)).await.is(401);

    let desk = Phone::of(&world, "caseworker.A").await;
    let devices = desk.client.get("/devices").await.ok();
    let lost = devices["items"].as_array().expect("items").iter().find(|one| one["current"] == false).expect("it");
    assert_eq!((&lost["unsent"], &lost["lost"]), (&json!(0), &json!(0)));
    desk.client.post(&format!("/devices/{}/wipe", lost["id"].as_str().expect("an id")), json!({})).await.ok();
    let mut with_work = phone.client.clone();
    with_work.cookie = phone.client.cookie.as_ref().map(|cookie| format!("{cookie}; hamyar_unsent=2"));
    let told = with_work.get("/session").await.is(401);
    assert_eq!(told.code(), "device_wiped");
    assert!(!told.headers.contains_key("clear-site-data"), "its work comes first");
    let left = with_work.post("/sync/quarantine", leave(&unsent)).await.ok();
    assert_eq!(left["outcome"], "parked");
    assert_eq!(with_work.post("/sync/quarantine", leave(&unsent)).await.ok()["outcome"], "parked");
    assert_eq!(with_work.post("/sync/quarantine", leave(&added)).await.ok()["outcome"], "done");
    let foreign = work(&world.foreign.family, "add_note", json!({ "text": "؟" }));
    with_work.post("/sync/quarantine", leave(&foreign)).await.is(404);
    let other = json!({ "user_id": Uuid::now_v7(), "work": unsent });
    with_work.post("/sync/quarantine", other).await.is(401);
    // With nothing left to send it hears the whole order.
    let wiped = phone.client.get("/session").await.is(401);
    assert!(wiped.headers.contains_key("clear-site-data"));
    let manager = world.role(Role::CenterManager).await;
    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(waiting["items"][0]["why"], "device_revoked");
    assert_eq!(file(&manager, &family).await["visits"], json!([]), "nothing is added that nobody looked at");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_the_browser_emptied_is_noticed() {
    let world = World::new().await;
    let mut phone = Phone::of(&world, "caseworker.A").await;
    phone.carry(json!([]), 3).await;
    let note = work(&world.own.family, "add_note", json!({ "text": "رسید" }));
    phone.outcome(&note).await;
    phone.store = Uuid::now_v7();
    phone.carry(json!([]), 0).await;
    let devices = phone.client.get("/devices").await.ok();
    let this = devices["items"].as_array().expect("items").iter().find(|one| one["current"] == true).expect("it");
    assert_eq!((&this["lost"], &this["unsent"]), (&json!(2), &json!(0)), "two of three never came");
    assert!(this["synced_at"].is_object());
}

/// The server's half of the way back is given to whoever has just shown who sits there, always the same for a device and never for two.
#[tokio::test(flavor = "multi_thread")]
async fn the_key_to_a_store_is_halved_between_phone_and_server() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let share = phone.client.get("/sync/key").await.ok()["share"].clone();
    assert_eq!(phone.client.get("/sync/key").await.ok()["share"], share);
    let other = Phone::of(&world, "caseworker.A").await;
    assert_ne!(other.client.get("/sync/key").await.ok()["share"], share);
    world.ahead.store(3_600, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(phone.client.get("/sync/key").await.is(403).code(), "confirm_again");
}

const PHOTO: &[u8] = include_bytes!("../../../media/tests/samples/photo.jpg");

fn photo(family: &str, title: &str) -> Value {
    work(family, "add_attachment", json!({ "kind": "photo", "title": title, "received_on": days_ago(0) }))
}

async fn titles(client: &Client, family: &str) -> Vec<String> {
    let file = file(client, family).await;
    let all = file["attachments"].as_array().expect("attachments").clone();
    all.iter().filter_map(|one| one["title"].as_str().map(str::to_owned)).collect()
}

async fn bytes_kept(world: &World) -> i64 {
    let admin = sqlx::PgPool::connect(&world.admin_url).await.expect("the database");
    let family = world.own.family.parse::<Uuid>().expect("an id");
    let sql = "select count(*) from attachments.sealed where family_id = $1";
    sqlx::query_scalar(sql).bind(family).fetch_one(&admin).await.expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_taken_without_a_network_comes_in_once_with_its_own_day() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let before = bytes_kept(&world).await;
    let taken = photo(&family, "عکس آشپزخانه");
    let done = phone.file_outcome(&taken, PHOTO).await;
    assert_eq!(done["outcome"], "done");
    assert!(done["ids"]["attachment_id"].is_string(), "{done}");
    let again = phone.file_outcome(&taken, PHOTO).await;
    assert_eq!((&again["outcome"], &again["sequence"]), (&done["outcome"], &done["sequence"]));
    // The same wish by the other door is the same wish: what was sent directly and whose answer was lost goes through the outbox.
    let facts = taken["command"].clone();
    let direct = phone.client.attach(&format!("/families/{family}/attachments"), facts.clone(), PHOTO).await.ok();
    assert_eq!((&direct["repeated"], &direct["sequence"]), (&json!(true), &done["sequence"]));
    let first = work(&family, "add_attachment", json!({ "kind": "letter", "title": "نامه" }));
    let sent =
        phone.client.attach(&format!("/families/{family}/attachments"), first["command"].clone(), LETTER).await.ok();
    assert_eq!(phone.file_outcome(&first, LETTER).await["sequence"], sent["sequence"]);
    let all = titles(&phone.client, &family).await;
    assert_eq!(all.iter().filter(|title| title.as_str() == "عکس آشپزخانه").count(), 1, "{all:?}");
    assert_eq!(bytes_kept(&world).await, before + 2);
    let timeline = phone.client.get(&format!("/families/{family}/timeline")).await.ok();
    let items = timeline["items"].as_array().expect("items");
    let added = items.iter().find(|one| one["payload"]["title"] == "عکس آشپزخانه").expect("the event");
    assert!(added["device"].is_string() && added["payload"]["received_on"] == json!(days_ago(0)), "{added}");

    // Another file under the same id is another wish, and is told so.
    let other = phone.file_outcome(&taken, LETTER).await;
    assert_eq!((&other["outcome"], &other["problem"]["code"]), (&json!("refused"), &json!("command_id_reused")));
    // What no file may be waits for its person; words without their file are no attachment.
    let broken = phone.file_outcome(&photo(&family, "شکسته"), b"<svg/>").await;
    assert_eq!(broken["problem"]["errors"][0]["rule"], "file_not_allowed");
    let large = phone.file_outcome(&photo(&family, "بزرگ"), &vec![0; 5 * 1024 * 1024 + 1]).await;
    assert_eq!(large["problem"]["errors"][0]["rule"], "file_too_large");
    assert_eq!(phone.outcome(&photo(&family, "بی فایل")).await["problem"]["errors"][0]["field"], "file");
    // Whoever never carried a family puts nothing in it, and no device brings nothing.
    phone.send_file("/sync/files", &photo(&world.foreign.family, "؟"), PHOTO).await.is(404);
    let program = world.role(Role::Caseworker).await;
    let body = photo(&family, "از برنامه").to_string().into_bytes();
    let form = [("work", "application/json", body), ("file", "image/jpeg", PHOTO.to_vec())];
    assert_eq!(program.form("/sync/files", &form).await.is(409).code(), "device_needed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_family_handed_over_meanwhile_waits_for_the_center_with_its_bytes() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let before = bytes_kept(&world).await;
    let to = colleague(&world, &manager).await;
    manager.command(&format!("/families/{family}/transfer"), json!({ "caseworker_id": to })).await.ok();
    let (wanted, unwanted) = (photo(&family, "عکس بام خانه"), photo(&family, "عکس تار"));
    assert_eq!(phone.file_outcome(&wanted, PHOTO).await["outcome"], "parked");
    assert_eq!(phone.file_outcome(&wanted, PHOTO).await["outcome"], "parked", "once");
    assert_eq!(phone.file_outcome(&unwanted, PHOTO).await["outcome"], "parked");
    assert_eq!(bytes_kept(&world).await, before + 2);
    assert!(!titles(&manager, &family).await.contains(&"عکس بام خانه".to_owned()));
    // It waits longer than the day in which the event of an upload has to come.
    let admin = sqlx::PgPool::connect(&world.admin_url).await.expect("the database");
    sqlx::query("update attachments.waiting set since = since - interval '3 days'")
        .execute(&admin)
        .await
        .expect("days");
    world.store.sweep_attachments().await.expect("a sweep");
    assert_eq!(bytes_kept(&world).await, before + 2);

    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    let mut at = Vec::new();
    for one in waiting["items"].as_array().expect("items") {
        assert_eq!((&one["operation"], &one["why"]), (&json!("add_attachment"), &json!("handed_over")));
        at.push(format!("/families/{family}/late-work/{}", one["id"].as_str().expect("an id")));
    }
    let mut of = std::collections::BTreeMap::new();
    for path in &at {
        let read = manager.get(path).await.ok();
        assert_eq!(read["file"]["media_type"], "image/jpeg");
        of.insert(read["body"]["title"].as_str().expect("a title").to_owned(), path.clone());
    }
    let (wanted_at, unwanted_at) = (of["عکس بام خانه"].clone(), of["عکس تار"].clone());
    let clean = hamyar_media::accept(PHOTO).expect("a picture").bytes;
    let shown = manager.get(&format!("{wanted_at}/file")).await.is(200);
    assert_eq!(shown.bytes[..], clean[..], "without what the telephone wrote into it");
    phone.client.get(&format!("{wanted_at}/file")).await.is(403);
    world.sign_in("center_manager.B").await.get(&format!("{wanted_at}/file")).await.is(404);
    let trail = world.role(Role::Auditor).await.get(&format!("/audit/access?family_id={family}")).await.ok();
    assert!(trail.to_string().contains("read_late_file"), "looking at it is recorded");

    manager.command(&format!("{wanted_at}/settle"), json!({ "outcome": "record" })).await.ok();
    let reason = json!({ "outcome": "set_aside", "reason": "چیزی دیده نمی‌شود" });
    manager.command(&format!("{unwanted_at}/settle"), reason).await.ok();
    assert_eq!(bytes_kept(&world).await, before + 1, "what was recorded stays, what waited is gone");
    manager.get(&format!("{unwanted_at}/file")).await.is(404);
    let now = file(&manager, &family).await;
    let recorded = now["attachments"].as_array().expect("attachments").iter();
    let recorded: Vec<&Value> = recorded.filter(|one| one["title"] == "عکس بام خانه").collect();
    assert_eq!(recorded.len(), 1, "{now}");
    assert_eq!(recorded[0]["received_on"]["iso"], days_ago(0), "on its own day");
    let id = recorded[0]["id"].as_str().expect("an id");
    let saved = manager.get(&format!("/families/{family}/attachments/{id}")).await.is(200);
    assert_eq!(saved.bytes[..], clean[..]);
    // The phone brings them once more: nothing comes twice, and no bytes come back.
    assert_eq!(phone.file_outcome(&wanted, PHOTO).await["outcome"], "parked");
    assert_eq!(phone.file_outcome(&unwanted, PHOTO).await["outcome"], "parked");
    assert_eq!(bytes_kept(&world).await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_file_is_left_to_the_center_and_a_revoked_phone_leaves_its_files() {
    let world = World::new().await;
    let phone = Phone::of(&world, "caseworker.A").await;
    let manager = world.role(Role::CenterManager).await;
    let family = world.own.family.clone();
    phone.carries(&family).await;
    let early = work(
        &family,
        "add_attachment",
        json!({ "kind": "photo", "title": "پیش از رضایت", "received_on": "1400/01/05" }),
    );
    let refused = phone.file_outcome(&early, PHOTO).await;
    assert_eq!(refused["outcome"], "refused", "{refused}");
    assert_eq!(phone.file_outcome(&with(early.clone(), "wish", "review"), PHOTO).await["outcome"], "parked");

    let me = phone.client.get("/session").await.ok()["user_id"].clone();
    let leave = |work: &Value| json!({ "user_id": me, "work": work });
    let unsent = photo(&family, "از گوشی گم‌شده");
    phone.send_file("/sync/quarantine/files", &leave(&unsent), PHOTO).await.is(401);
    let desk = Phone::of(&world, "caseworker.A").await;
    let devices = desk.client.get("/devices").await.ok();
    let lost = devices["items"].as_array().expect("items").iter().find(|one| one["current"] == false).expect("it");
    desk.client.post(&format!("/devices/{}/wipe", lost["id"].as_str().expect("an id")), json!({})).await.ok();
    for _ in 0..2 {
        let left = phone.send_file("/sync/quarantine/files", &leave(&unsent), PHOTO).await.ok();
        assert_eq!(left["outcome"], "parked");
    }
    // Where the file itself cannot be kept its words are.
    let broken = photo(&family, "فایل شکسته");
    assert_eq!(phone.send_file("/sync/quarantine/files", &leave(&broken), b"GIF89a").await.ok()["outcome"], "parked");
    phone.send_file("/sync/quarantine/files", &leave(&photo(&world.foreign.family, "؟")), PHOTO).await.is(404);

    let waiting = manager.get(&format!("/late-work?at_least={}", head(&world).await)).await.ok();
    let mut seen = Vec::new();
    for one in waiting["items"].as_array().expect("items") {
        let at = format!("/families/{family}/late-work/{}", one["id"].as_str().expect("an id"));
        let read = manager.get(&at).await.ok();
        seen.push((one["why"].clone(), one["refusal"].clone(), read["body"]["title"].clone(), read["file"].is_null()));
        if read["file"].is_null() {
            let settle = manager.command(&format!("{at}/settle"), json!({ "outcome": "record" })).await;
            assert_eq!(settle.is(422).fields(), ["file"]);
        }
    }
    assert_eq!(
        seen,
        [
            (json!("refused"), Value::Null, json!("پیش از رضایت"), false),
            (json!("device_revoked"), Value::Null, json!("از گوشی گم‌شده"), false),
            (json!("device_revoked"), json!("file_unusable"), json!("فایل شکسته"), true),
        ]
    );
}
