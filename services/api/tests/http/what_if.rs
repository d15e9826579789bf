//! Trying a rule over history: who would move, under both rules, and nothing stored.

use hamyar_domain::{DEFAULT_INDICATOR_SET_ID, default_indicator_set};
use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, World};

/// The shipped set without critical levels, and bands under which an answer of one everywhere is at risk.
fn milder() -> Value {
    let indicators: Vec<Value> = default_indicator_set()
        .indicators
        .iter()
        .map(|one| json!({ "code": one.code, "domain": one.domain, "weight": one.weight, "critical_at": null }))
        .collect();
    let bands = json!({ "rule_version": 1, "harmed_below": 200, "at_risk_below": 650, "readings_per_domain": 3 });
    json!({ "indicators": indicators, "bands": bands })
}

fn in_force() -> Value {
    json!({ "set": { "set_id": DEFAULT_INDICATOR_SET_ID, "version": 1 } })
}

fn with(mut body: Value, field: &str, value: impl Into<Value>) -> Value {
    body[field] = value.into();
    body
}

async fn ask(client: &Client, world: &World, path: &str, body: Value) -> Value {
    let head = world.store.head().await.expect("the head");
    client.post(&format!("{path}?at_least={head}"), body).await.ok()
}

/// S019: what is tried over history is stored nowhere; the rule in force says again what it said.
#[tokio::test(flavor = "multi_thread")]
async fn the_rule_in_force_moves_nobody_and_nothing_is_stored() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let head = world.store.head().await.expect("the head");
    let told = ask(&auditor, &world, "/what-if", in_force()).await;
    assert_eq!((&told["families"], &told["moved"], &told["rounded"]), (&json!(2), &json!(0), &json!(false)));
    assert_eq!(told["moves"]["harmed"], json!({ "stable": 0, "at_risk": 0, "harmed": 2 }));
    assert_eq!(told["comparison"]["now"], told["comparison"]["tried"]);
    assert_eq!(told["comparison"]["now"]["without_final"]["harmed"], 2);
    ask(&auditor, &world, "/what-if", milder()).await;
    assert_eq!(world.store.head().await.expect("the head"), head);
}

/// Who moves, the year under both, caseloads, decisions on families that would move; a manager sees the own center's alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_milder_rule_shows_who_moves_and_what_hangs_on_it() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let told = ask(&auditor, &world, "/what-if", milder()).await;
    assert_eq!((&told["moved"], &told["moves"]["harmed"]["at_risk"]), (&json!(2), &json!(2)));
    assert_eq!(told["comparison"]["now"]["without_final"], json!({ "stable": 0, "at_risk": 0, "harmed": 2 }));
    assert_eq!(told["comparison"]["tried"]["without_final"], json!({ "stable": 0, "at_risk": 2, "harmed": 0 }));
    let all = &told["caseloads"];
    assert_eq!((&all["harmed_now"], &all["harmed_tried"], &all["held_not_harmed"]), (&json!(2), &json!(0), &json!(2)));
    assert_eq!((&all["caseworkers"], &all["places"]), (&json!(2), &json!(30)));
    assert_eq!(told["centers"].as_array().map(Vec::len), Some(2));
    assert_eq!(told["caseworkers"], json!([]), "one center at a time");
    assert_eq!((&told["decisions"]["decisions"], &told["decisions"]["families"]), (&json!(2), &json!(2)));
    assert_eq!(told["decisions"]["commissions"].as_array().map(Vec::len), Some(2));

    let manager = world.role(Role::CenterManager).await;
    let own = ask(&manager, &world, "/what-if", milder()).await;
    assert_eq!((&own["moved"], &own["decisions"]["decisions"]), (&json!(1), &json!(1)));
    assert_eq!(own["caseworkers"][0]["caseworker"]["id"], world.own.caseworker.as_str());
    assert_eq!((&own["caseworkers"][0]["harmed_now"], &own["caseworkers"][0]["harmed_tried"]), (&json!(1), &json!(0)));
    let foreign = with(milder(), "center_id", world.foreign.center.as_str());
    manager.post("/what-if", foreign).await.is(404);

    let behind = with(with(milder(), "from", "harmed"), "to", "at_risk");
    let families = ask(&manager, &world, "/what-if/families", behind.clone()).await;
    assert_eq!(families["total"], 1);
    assert_eq!(families["items"][0]["family"]["id"], world.own.family.as_str());
    assert_eq!((&families["items"][0]["from"], &families["items"][0]["to"]), (&json!("harmed"), &json!("at_risk")));
    let nobody = ask(&manager, &world, "/what-if/families", with(milder(), "to", "stable")).await;
    assert_eq!(nobody["items"], json!([]));
    let decisions = ask(&auditor, &world, "/what-if/decisions", behind).await;
    assert_eq!(decisions["items"].as_array().map(Vec::len), Some(2));
    let of = |one: &Value| one["referral_id"] == world.own.referral.as_str() && one["file_number"].is_string();
    assert!(decisions["items"].as_array().is_some_and(|items| items.iter().any(of)));
}

/// S024: a tier given by hand is a person's; a rule that is tried leaves it and says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_tier_given_by_hand_stays_and_is_counted() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let by_hand =
        json!({ "moment": "baseline", "override": { "tier": "stable", "reason": "خانواده دوباره روی پای خود است" } });
    manager.command(&format!("/families/{}/tiers", world.own.family), by_hand).await.ok();
    let told = ask(&manager, &world, "/what-if", milder()).await;
    assert_eq!((&told["moved"], &told["by_hand"], &told["by_hand_otherwise"]), (&json!(0), &json!(1), &json!(1)));
    assert_eq!(told["comparison"]["tried"]["without_final"]["stable"], 1);
}

/// Readings are matched by code: too few of the tried rule's own, and the family is left as it is, and said.
#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_asks_what_was_not_read_leaves_families_as_they_are() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let mut other = milder();
    for one in other["indicators"].as_array_mut().expect("indicators") {
        if one["domain"] == "social" {
            one["code"] = format!("new_{}", one["code"].as_str().unwrap_or_default()).into();
        }
    }
    let told = ask(&auditor, &world, "/what-if", other).await;
    assert_eq!((&told["not_enough"], &told["moved"]), (&json!(2), &json!(0)));
    assert_eq!(
        (&told["comparison"]["left_out"], &told["comparison"]["now"]["without_final"]["harmed"]),
        (&json!(2), &json!(0))
    );
    let first = ask(&auditor, &world, "/what-if", with(milder(), "first", 1)).await;
    assert_eq!((&first["families"], &first["moved"]), (&json!(1), &json!(1)));
}

/// S064: who administrates the store sees no family: rounded numbers of all centers together, of no one center.
#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_reads_rounded_numbers_alone() {
    let world = World::new().await;
    let administrator = world.role(Role::Administrator).await;
    let told = ask(&administrator, &world, "/what-if", milder()).await;
    assert_eq!((&told["rounded"], &told["families"], &told["moved"]), (&json!(true), &Value::Null, &Value::Null));
    assert_eq!((&told["centers"], &told["decisions"]["commissions"]), (&json!([]), &json!([])));
    let answer = administrator.post("/what-if", with(milder(), "center_id", world.own.center.as_str())).await.is(403);
    assert_eq!(answer.code(), "filter_not_allowed");
    administrator.post("/what-if/families", milder()).await.is(403);
    let accesses = world.role(Role::Auditor).await.get("/audit/access").await.ok();
    let tried =
        accesses["items"].as_array().is_some_and(|items| items.iter().any(|one| one["operation"] == "try_rule"));
    assert!(tried, "asking is recorded: {accesses}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_could_not_be_published_is_refused_with_its_fields() {
    let world = World::empty().await;
    let administrator = &world.administrator;
    let answer = administrator.post("/what-if", json!({})).await.is(422);
    assert_eq!(answer.fields(), ["indicators"]);
    let mut unordered = milder();
    unordered["bands"]["harmed_below"] = 700.into();
    assert_eq!(administrator.post("/what-if", unordered).await.is(409).code(), "bands_unordered");
    let mut heavy = milder();
    heavy["indicators"][0]["weight"] = 11.into();
    heavy["indicators"][1]["code"] = heavy["indicators"][2]["code"].clone();
    let answer = administrator.post("/what-if", heavy).await.is(422);
    assert_eq!(answer.fields(), ["indicators[0].weight", "indicators[2].code"]);
    let answer = administrator.post("/what-if", with(in_force(), "year", 99)).await.is(422);
    assert_eq!(answer.fields(), ["year"]);
    let unknown = json!({ "set": { "set_id": DEFAULT_INDICATOR_SET_ID, "version": 9 } });
    assert_eq!(administrator.post("/what-if", unknown).await.is(409).code(), "no_indicator_set");
    assert_eq!(
        administrator.post("/what-if", with(in_force(), "unheard_of", 1)).await.is(422).fields(),
        ["unheard_of"]
    );
}

/// Every number of a trial opens the families it counts: caseloads, tiers by hand, too few readings, the year under both rules.
#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_a_trial_opens_its_families() {
    let world = World::new().await;
    let (manager, auditor) = (world.role(Role::CenterManager).await, world.role(Role::Auditor).await);
    let list = async |reader: &Client, behind: &str| {
        ask(reader, &world, "/what-if/families", with(milder(), "behind", behind)).await
    };
    let told = ask(&auditor, &world, "/what-if", milder()).await;
    for number in ["harmed_now", "harmed_tried", "waiting_now", "waiting_tried", "held", "held_not_harmed"] {
        assert_eq!(list(&auditor, number).await["total"], told["caseloads"][number], "{number}");
    }
    for number in ["families", "moved", "not_enough", "by_hand", "by_hand_otherwise"] {
        assert_eq!(list(&auditor, number).await["total"], told[number], "{number}");
    }
    let own = list(&manager, "harmed_now").await;
    assert_eq!((&own["total"], &own["items"][0]["family"]["id"]), (&json!(1), &json!(world.own.family)));
    let held = with(with(milder(), "behind", "held"), "caseworker_id", world.own.caseworker.as_str());
    assert_eq!(ask(&auditor, &world, "/what-if/families", held).await["total"], 1);
    let year = with(with(milder(), "behind", "year_tried"), "without_final", true);
    let year = ask(&auditor, &world, "/what-if/families", with(year, "from", "at_risk")).await;
    assert_eq!((&year["total"], &year["items"][0]["to"]), (&json!(2), &Value::Null));
    assert_eq!(list(&auditor, "left_out").await["total"], told["comparison"]["left_out"]);

    let by_hand =
        json!({ "moment": "baseline", "override": { "tier": "stable", "reason": "خانواده دوباره روی پای خود است" } });
    manager.command(&format!("/families/{}/tiers", world.own.family), by_hand).await.ok();
    let given = list(&manager, "by_hand").await;
    let one = &given["items"][0];
    assert_eq!((&given["total"], &one["from"], &one["to"]), (&json!(1), &json!("stable"), &json!("at_risk")));
    let odd = manager.post("/what-if/families", with(milder(), "behind", "rain")).await.is(422);
    assert_eq!(odd.fields(), ["behind"]);
    let administrator = world.role(Role::Administrator).await;
    administrator.post("/what-if/families", with(milder(), "behind", "by_hand")).await.is(403);
}
