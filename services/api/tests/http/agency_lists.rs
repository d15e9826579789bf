//! An agency's list against the register: read without a trace, decided difference by difference, sent again without doubling.

use hamyar_identity::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::reception::caught_up;
use crate::support::{Answer, Client, NEIGHBORHOOD, World};

async fn read(client: &Client, agency: &str, list: &str, more: Value) -> Answer {
    let mut facts = json!({ "agency_id": agency, "lines": [] });
    for (name, value) in more.as_object().expect("fields") {
        facts[name] = value.clone();
    }
    send(client, "/agency-lists/read", facts, list).await
}

async fn send(client: &Client, path: &str, facts: Value, list: &str) -> Answer {
    let facts = ("facts", "application/json", facts.to_string().into_bytes());
    client.form(path, &[facts, ("file", "text/csv", list.as_bytes().to_vec())]).await
}

/// The neighborhood of every test store, as a list prints it, and its people.
struct Register {
    place: String,
    agency: String,
    family: String,
    member: String,
}

async fn register(world: &World, manager: &Client) -> Register {
    let agency = world.agency(false).await;
    let (family, _) = world.harmed_family(manager, NEIGHBORHOOD).await;
    let woman = json!({ "given_name": "مهرانگیز", "family_name": "ورجاوند", "father_name": "یزدان", "birth_date": "1360-02-03",
        "sex": "female", "relation": "other", "phone": "09120000001", "despite_elsewhere": true });
    let joined = manager.command(&format!("/families/{family}/members"), woman).await.ok();
    let member = joined["ids"]["member_id"].as_str().expect("an id").to_owned();
    let place = manager.get(&format!("/neighborhoods/{NEIGHBORHOOD}")).await.ok();
    let place = place["name"].as_str().or(place["card"]["name"].as_str()).expect("a name").to_owned();
    Register { place, agency, family, member }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_decided_and_sent_again_without_doubling() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let Register { place, agency, family, member } = register(&world, &manager).await;
    let list = format!(
        "اسم,شهرت,پدر,زادروز,تلفن,محله\nمهرانگیز,ورجاوند,یزدان,1360/02/03,09120000002,{place}\nمهرانگیز,ورجاوند,یزدان,1360/02/03,09120000002,{place}\nناهید,نوآمده,بهمن,1365/05/05,,{place}\nبی‌نشان,,,1399/13/01,,{place}\n"
    );
    // Two columns that are needed are called as nobody else calls them: nothing is judged before they are named.
    let head =
        read(&manager, &agency, &list.replace("شهرت", "ستون ۲").replace("زادروز", "ستون ۴"), json!({})).await.ok();
    assert_eq!((&head["missing"], &head["found"]), (&json!(["family_name", "birth_date"]), &json!([])), "{head}");
    let columns = json!({ "columns": [{ "header": "اسم", "column": "given_name" }, { "header": "شهرت", "column": "family_name" },
        { "header": "پدر", "column": "father_name" }, { "header": "زادروز", "column": "birth_date" }] });
    manager.command(&format!("/agencies/{agency}/list-columns"), columns).await.ok();

    let found = read(&manager, &agency, &list, json!({})).await.ok();
    assert_eq!((&found["rows"], found["wrong"].as_array().map(Vec::len)), (&json!(4), Some(2)), "{found}");
    assert!(found["wrong_rows_csv"].as_str().is_some_and(|csv| csv.contains("بی‌نشان") && !csv.contains("ناهید")));
    assert_eq!((&found["repeated"][0]["line"], &found["repeated"][0]["same_as"]), (&json!(2), &json!(1)));
    assert_eq!((&found["new"][0]["line"], found["new"].as_array().map(Vec::len)), (&json!(3), Some(1)));
    let row = &found["found"][0];
    assert_eq!(
        (&row["member"]["id"], &row["how"]),
        (&json!(member), &json!("likely")),
        "another telephone is told: {found}"
    );
    assert_eq!(row["differences"], json!([{ "field": "phone", "ours": "09120000001", "theirs": "09120000002" }]));
    let file = manager.get(&format!("/families/{family}")).await.ok();
    assert_eq!(file["coverages"], json!([]), "only read");

    // Kept as it is, and not asked again; then the agency says something new, and that is taken.
    let decide = |taken: Value, kept: Value| json!({ "agency_id": agency, "rows": [{ "family_id": family, "member_id": member, "taken": taken, "kept": kept }] });
    let keep = decide(json!([]), json!([{ "field": "phone", "value": "09120000002" }]));
    assert_eq!(manager.command("/agency-lists/decide", keep).await.ok()["done"], 1);
    let again = read(&manager, &agency, &list, json!({})).await.ok();
    assert_eq!(
        (&again["found"][0]["differences"], &again["found"][0]["recorded"]),
        (&json!([]), &json!(true)),
        "{again}"
    );
    assert_eq!(
        [&again["counts"]["records"], &again["counts"]["agencies"], &again["counts"]["women"]],
        [&json!(1), &json!(1), &json!(1)]
    );
    let newer = list.replace("09120000002", "09120000003");
    let third = read(&manager, &agency, &newer, json!({})).await.ok();
    assert_eq!(third["found"][0]["differences"][0]["theirs"], "09120000003");
    let take = decide(json!([{ "field": "phone", "value": "09120000003" }]), json!([]));
    let body = {
        let mut body = take;
        body["command_id"] = Uuid::now_v7().to_string().into();
        body
    };
    let first = manager.post("/agency-lists/decide", body.clone()).await.ok();
    assert_eq!((&first["done"], &first["refused"]), (&json!(1), &json!(0)), "{first}");
    let head = world.store.head().await.expect("the head");
    manager.post("/agency-lists/decide", body).await.ok();
    assert_eq!(world.store.head().await.expect("the head"), head, "sent again nothing is written");
    let file = manager.get(&format!("/families/{family}?{}", caught_up(&world).await)).await.ok();
    let woman = file["members"]
        .as_array()
        .expect("members")
        .iter()
        .find(|one| one["id"] == json!(member))
        .expect("her")
        .clone();
    assert_eq!((&woman["phone"], &woman["father_name"]), (&json!("09120000003"), &json!("یزدان")), "all else stays");
    assert_eq!(file["coverages"][0]["agency"]["id"], json!(agency));

    // Whom nobody knows is registered once.
    let facts = || json!({ "agency_id": agency, "lines": [3] });
    let added = send(&manager, "/agency-lists/register", facts(), &newer).await.ok();
    assert_eq!(added["added"], 1, "{added}");
    let twice = send(&manager, "/agency-lists/register", facts(), &newer).await.ok();
    assert_eq!(twice["added"], 0);
    let last = read(&manager, &agency, &newer, json!({})).await.ok();
    assert_eq!((&last["new"], last["found"].as_array().map(Vec::len)), (&json!([]), Some(2)), "{last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_covered_and_not_listed_is_told_and_another_centers_woman_is_not() {
    let world = World::new().await;
    let (manager, foreign) = (world.role(Role::CenterManager).await, world.sign_in("center_manager.B").await);
    let Register { place, agency, family, .. } = register(&world, &manager).await;
    manager
        .command(&format!("/families/{family}/coverages"), json!({ "agency_id": agency, "kind": "support" }))
        .await
        .ok();
    let list = format!("نام,نام خانوادگی,نام پدر,تاریخ تولد,محله\nناهید,نوآمده,بهمن,1365/05/05,{place}\n");
    let found = read(&manager, &agency, &list, json!({})).await.ok();
    assert_eq!(
        (&found["unlisted"][0]["family_id"], found["unlisted"].as_array().map(Vec::len)),
        (&json!(family), Some(1))
    );
    let hers = format!("نام,نام خانوادگی,نام پدر,تاریخ تولد,محله\nمهرانگیز,ورجاوند,یزدان,1360/02/03,{place}\n");
    let told = read(&foreign, &agency, &hers, json!({})).await.ok();
    assert_eq!((&told["elsewhere"], &told["found"], &told["unlisted"]), (&json!([1]), &json!([]), &json!([])));
    // Neither a caseworker nor an officer reads lists; what is no list says so by its field.
    world.role(Role::Caseworker).await.form("/agency-lists/read", &[]).await.is(403);
    assert_eq!(read(&manager, &agency, "", json!({})).await.is(422).fields(), ["file"]);
    let wrong =
        read(&manager, &agency, &hers, json!({ "columns": [{ "header": "نام", "column": "nickname" }] })).await.is(422);
    assert_eq!(wrong.fields(), ["columns[0].column"]);
    let unknown = read(&manager, &Uuid::now_v7().to_string(), &hers, json!({})).await.is(422);
    assert_eq!(unknown.fields(), ["agency_id"]);
}
