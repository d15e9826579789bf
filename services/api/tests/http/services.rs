//! Services: what each kind says, reconciliation where violence is recorded, and persons and contacts as two counts.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, NEIGHBORHOOD, World};

fn service(kind: &str, domain: &str, more: Value) -> Value {
    let mut body = json!({ "domain": domain, "kind": kind, "capacity": "own", "member_ids": [] });
    for (name, value) in more.as_object().expect("fields") {
        body[name] = value.clone();
    }
    body
}

async fn report(world: &World, client: &Client, more: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&format!("/reports/services?at_least={head}{more}")).await.ok()
}

fn of<'a>(report: &'a Value, kind: &str) -> &'a Value {
    report["kinds"].as_array().and_then(|kinds| kinds.iter().find(|one| one["kind"] == kind)).unwrap_or(&Value::Null)
}

/// S047: persons counselled and sessions are two counts; a correction counts as it says, and what never was counts nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn persons_and_contacts_are_counted_apart() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}/services", world.own.family);
    let head = &world.own.head;
    let counselled = |sessions: u32| {
        let said = json!({ "of": "counselling", "sessions": sessions });
        service("counselling", "social", json!({ "member_ids": [head], "outcome": "completed", "particulars": said }))
    };
    manager.command(&at, counselled(3)).await.ok();
    let wrong = manager.command(&at, counselled(4)).await.ok()["ids"]["service_id"].clone();
    let said = json!({ "of": "loan", "instalments": 20, "guarantee": "group" });
    let loan = service("loan", "economic", json!({ "amount_rials": 200_000_000, "particulars": said }));
    manager.command(&at, loan).await.ok();
    let found = report(&world, &manager, "").await;
    let counted = |one: &Value| ["persons", "services", "contacts", "successes"].map(|name| one[name].as_i64());
    assert_eq!(counted(of(&found, "counselling")), [Some(1), Some(2), Some(7), Some(2)], "{found}");
    assert_eq!(of(&found, "loan")["amount_rials"], 200_000_000);
    assert_eq!(counted(&found["total"]), [Some(1), Some(3), Some(8), Some(2)], "a person counts once");
    let correct = format!("{at}/{}/correct", wrong.as_str().expect("an id"));
    manager.command(&correct, json!({ "reason": "دو بار نوشته شد" })).await.ok();
    assert_eq!(counted(of(&report(&world, &manager, "").await, "counselling"))[..3], [Some(1), Some(1), Some(3)]);
    assert_eq!(report(&world, &manager, "&domain=economic").await["kinds"].as_array().map(Vec::len), Some(1));
    // An officer is told nothing of so few, and another center's manager nothing of this one.
    let officer = report(&world, &world.role(Role::Officer).await, "").await;
    assert_eq!((officer["kinds"].as_array().map(Vec::len), &officer["rounded"]), (Some(0), &json!(true)));
    assert_eq!(officer["total"]["persons"], Value::Null);
    let foreign = world.sign_in("center_manager.B").await;
    assert_eq!(report(&world, &foreign, "").await["kinds"], json!([]));
    foreign.get(&format!("/reports/services?center_id={}", world.own.center)).await.is(404);
    assert_eq!(manager.get("/reports/services?year=12").await.is(422).fields(), ["year"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn particulars_are_read_by_their_kind() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}/services", world.own.family);
    let faults = async |more: Value| manager.command(&at, service("loan", "economic", more)).await.is(422).faults();
    let fault = |field: &str, rule: &str| vec![(field.to_owned(), rule.to_owned())];
    assert_eq!(faults(json!({ "particulars": { "of": "gift" } })).await, fault("particulars.of", "not_in_set"));
    assert_eq!(faults(json!({ "particulars": { "of": "loan" } })).await, fault("particulars.instalments", "required"));
    let other = json!({ "of": "insurance", "months": 12 });
    assert_eq!(faults(json!({ "particulars": other })).await, fault("particulars", "not_expected"));
    let free = json!({ "of": "loan", "instalments": 5 });
    assert_eq!(faults(json!({ "particulars": free })).await, fault("amount_rials", "required"));
    let goods = json!({ "of": "goods", "phase": "livelihood", "quantity": 2, "unit": "package" });
    let body = service("goods", "economic", json!({ "particulars": goods, "amount": 500_000 }));
    manager.command(&at, body).await.ok();
    let file = manager.get(&format!("/families/{}", world.own.family)).await.ok();
    // Programs that still send tomans are understood; what is answered is rials.
    assert_eq!(
        (&file["services"][0]["amount_rials"], &file["services"][0]["particulars"]),
        (&json!(5_000_000), &goods)
    );
}

/// Reconciliation is neither offered nor counted as a success where violence is recorded, whenever it was found out.
#[tokio::test(flavor = "multi_thread")]
async fn reconciliation_is_no_success_where_violence_is_recorded() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let family = crate::support::identify(&manager, NEIGHBORHOOD).await;
    let (id, head) = (family["id"].as_str().expect("an id"), &family["ids"]["member_id"]);
    let at = format!("/families/{id}");
    manager.command(&format!("{at}/consent"), json!({ "basis": "head", "member_id": head })).await.ok();
    let said = json!({ "of": "counselling", "sessions": 2 });
    let reconciled = service("reconciliation", "social", json!({ "outcome": "completed", "particulars": said }));
    manager.command(&format!("{at}/services"), reconciled.clone()).await.ok();
    let successes = async || of(&report(&world, &manager, "").await, "reconciliation")["successes"].clone();
    assert_eq!(successes().await, 1);
    manager
        .command(&format!("{at}/categories"), json!({ "category": "woman_with_abusive_or_unfit_guardian" }))
        .await
        .ok();
    assert_eq!(successes().await, 0, "what was called a success no longer counts");
    let refused = manager.command(&format!("{at}/services"), reconciled).await.is(409);
    assert_eq!(refused.code(), "reconciliation_where_violence");
    assert_eq!(manager.get(&at).await.ok()["violence_recorded"], true);
}

/// Every number of the report opens what it counts, and is as long as it says; only for those who may open families.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_services_open_families_persons_and_services() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}/services", world.own.family);
    let said = json!({ "of": "counselling", "sessions": 3 });
    let more = json!({ "member_ids": [world.own.head], "outcome": "completed", "particulars": said });
    manager.command(&at, service("counselling", "social", more)).await.ok();
    let hours = json!({ "of": "training", "hours": 12, "certificate": false });
    manager.command(&at, service("skills_training", "economic", json!({ "particulars": hours }))).await.ok();
    let told = report(&world, &manager, "").await;
    let auditor = world.role(Role::Auditor).await;
    for reader in [&manager, &auditor] {
        let persons = reader.get("/reports/services/persons").await.ok();
        assert_eq!(
            (&persons["total"], persons["items"].as_array().map(Vec::len)),
            (&told["total"]["persons"], Some(1))
        );
        let person = &persons["items"][0];
        assert_eq!((&person["member_id"], &person["family_id"]), (&json!(world.own.head), &json!(world.own.family)));
        assert_eq!((&person["contacts"], &person["services"]), (&told["total"]["contacts"], &json!(2)));
        assert!(person["given_name"].is_string());
        let families = reader.get("/reports/services/families?kind=counselling").await.ok();
        assert_eq!((&families["total"], &families["items"][0]["id"]), (&json!(1), &json!(world.own.family)));
        let given = reader.get("/reports/services/given").await.ok();
        assert_eq!(given["total"], told["total"]["services"]);
        let contacts: i64 =
            given["items"].as_array().expect("services").iter().filter_map(|one| one["contacts"].as_i64()).sum();
        assert_eq!(json!(contacts), told["total"]["contacts"]);
        let trained = reader.get("/reports/services/given?among=hours").await.ok();
        assert_eq!((&trained["total"], &trained["items"][0]["hours"]), (&json!(1), &told["total"]["hours"]));
        let ended = reader.get("/reports/services/given?among=successes&domain=social").await.ok();
        assert_eq!((&ended["total"], &ended["items"][0]["kind"]), (&told["total"]["successes"], &json!("counselling")));
        assert_eq!(reader.get("/reports/services/given?among=tears").await.is(422).fields(), ["among"]);
        assert_eq!(reader.get("/reports/services/persons?among=hours").await.is(422).fields(), ["among"]);
    }
    let nobody = world.sign_in("center_manager.B").await.get("/reports/services/persons").await.ok();
    assert_eq!((&nobody["items"], &nobody["total"]), (&json!([]), &json!(0)));
    let officer = world.role(Role::Officer).await;
    for list in ["families", "persons", "given"] {
        officer.get(&format!("/reports/services/{list}")).await.is(403);
    }
}
