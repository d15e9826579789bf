//! A woman's way from identified to empowered: what the center says, what follows from other work, and the report of it.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::reception::caught_up;
use crate::support::{Client, NEIGHBORHOOD, World};

const MET: [&str; 3] = ["heads_household", "wishes_to_take_part", "low_income"];

fn enroll(head: &str, criteria: &[&str]) -> Value {
    json!({ "member_id": head, "criteria_version": 1, "criteria": criteria })
}

async fn report(world: &World, client: &Client, more: &str) -> Value {
    client.get(&format!("/reports/pathway?{}{more}", caught_up(world).await)).await.ok()
}

fn step<'a>(report: &'a Value, code: &str) -> &'a Value {
    report["steps"].as_array().and_then(|steps| steps.iter().find(|one| one["step"] == code)).unwrap_or(&Value::Null)
}

async fn way(world: &World, client: &Client, family: &str) -> Value {
    let found = client.get(&format!("/families/{family}/pathways?{}", caught_up(world).await)).await.ok();
    found["items"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_woman_comes_from_identified_to_empowered_and_every_step_says_what_it_rests_on() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let (family, head) = (world.own.family.clone(), world.own.head.clone());
    let at = format!("/families/{family}");
    let before = way(&world, &manager, &family).await;
    assert_eq!((&before["standing"], &before["runs"]), (&json!("identified"), &json!(false)), "{before}");
    let met: Vec<(&str, Option<bool>)> = before["eligibility"]
        .as_array()
        .expect("criteria")
        .iter()
        .map(|one| (one["code"].as_str().unwrap_or_default(), one["met"].as_bool()))
        .collect();
    assert_eq!(met[..2], [("heads_household", Some(true)), ("wishes_to_take_part", None)]);

    let lacking = caseworker.command(&format!("{at}/pathways"), enroll(&head, &["heads_household"])).await.is(409);
    assert_eq!(
        (lacking.code(), &lacking.body["params"]["criteria"][0]),
        ("not_eligible", &json!("wishes_to_take_part")),
        "{}",
        lacking.text
    );
    let own = format!("{at}/pathways/{head}");
    let early = json!({ "reason": "کار ثابت دارد" });
    assert_eq!(caseworker.command(&format!("{own}/complete"), early.clone()).await.is(409).code(), "not_enrolled");
    caseworker.command(&format!("{at}/pathways"), enroll(&head, &MET)).await.ok();
    let twice = caseworker.command(&format!("{at}/pathways"), enroll(&head, &MET)).await.is(409);
    assert_eq!(twice.code(), "already_enrolled");

    let service = |kind: &str, particulars: Value| json!({ "domain": "economic", "kind": kind, "capacity": "own", "member_ids": [head], "particulars": particulars });
    let lesson = || service("skills_training", json!({ "of": "training", "hours": 10, "certificate": false }));
    for _ in 0..2 {
        manager.command(&format!("{at}/services"), lesson()).await.ok();
    }
    let job = service("job_placement", json!({ "of": "job", "origin": "workshop" }));
    manager.command(&format!("{at}/services"), job).await.ok();
    let now = way(&world, &caseworker, &family).await;
    assert_eq!(now["standing"], "employed", "{now}");
    let training =
        now["steps"].as_array().expect("steps").iter().find(|one| one["step"] == "training").expect("a step");
    assert_eq!(training["rests_on"].as_array().map(Vec::len), Some(2), "{training}");
    assert_eq!(
        (&training["rests_on"][0]["kind"], &training["rests_on"][0]["code"]),
        (&json!("service"), &json!("skills_training"))
    );

    let counted = report(&world, &manager, "").await;
    // Persons and contacts are two counts; she stands at the furthest step alone.
    let training = step(&counted, "training");
    assert_eq!(
        [&training["standing"], &training["reached"], &training["contacts"]],
        [&json!(0), &json!(1), &json!(2)],
        "{counted}"
    );
    assert_eq!(step(&counted, "employed")["standing"], 1);
    let behind = manager
        .get(&format!("/reports/pathway/women?number=step&step=training&of=reached&{}", caught_up(&world).await))
        .await
        .ok();
    assert_eq!((&behind["total"], &behind["items"][0]["family"]["id"]), (&json!(1), &json!(family)), "{behind}");
    assert_eq!(behind["items"][0]["standing"], "employed");

    caseworker.command(&format!("{own}/complete"), early).await.ok();
    assert_eq!(step(&report(&world, &manager, "").await, "empowered")["standing"], 1);
    let ended = way(&world, &manager, &family).await;
    assert_eq!((&ended["standing"], &ended["words"][1]["words"]), (&json!("empowered"), &json!("کار ثابت دارد")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_is_counted_by_reason_and_taken_up_again() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (family, head) = (world.own.family.clone(), world.own.head.clone());
    let at = format!("/families/{family}/pathways");
    manager.command(&at, enroll(&head, &MET)).await.ok();
    let leave = format!("{at}/{head}/leave");
    let without = manager.command(&leave, json!({ "reason": "other" })).await.is(422);
    assert_eq!(without.fields(), ["note"]);
    manager.command(&leave, json!({ "reason": "care_duties", "note": "از مادر نگهداری می‌کند" })).await.ok();
    let told = report(&world, &manager, "&by=center").await;
    assert_eq!((&told["left"], &told["left_by_reason"][0]["part"]), (&json!(1), &json!("care_duties")), "{told}");
    assert_eq!(told["groups"][0]["key"], json!(world.own.center));
    let here = caught_up(&world).await;
    let list = manager.get(&format!("/reports/pathway/women?number=left&reason=care_duties&{here}")).await.ok();
    assert_eq!((&list["total"], &list["items"][0]["reason"]), (&json!(1), &json!("care_duties")));
    manager.command(&format!("{at}/{head}/resume"), json!({})).await.ok();
    let back = report(&world, &manager, "").await;
    assert_eq!((&back["left"], &back["returned"]), (&json!(0), &json!(1)));
    // What was entered by mistake leaves no trace in the counts.
    manager.command(&leave, json!({ "reason": "entered_by_mistake" })).await.ok();
    let gone = report(&world, &manager, "").await;
    assert_eq!((&gone["returned"], &step(&gone, "enrolled")["reached"]), (&json!(0), &json!(0)));
}

/// S011: the register is filtered by the agency that covers the household; officers are told no small counts and no single center.
#[tokio::test(flavor = "multi_thread")]
async fn s011_the_way_is_told_by_agency_and_to_officers_in_round_numbers() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let agency = world.agency(false).await;
    let (second, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    manager
        .command(&format!("/families/{second}/coverages"), json!({ "agency_id": agency, "kind": "stipend" }))
        .await
        .ok();
    let all = report(&world, &manager, "&by=agency").await;
    let covered = report(&world, &manager, &format!("&agency_id={agency}")).await;
    assert_eq!((all["women"].as_i64(), covered["women"].as_i64()), (Some(2), Some(1)), "{all}");
    let keys: Vec<&str> =
        all["groups"].as_array().expect("groups").iter().filter_map(|one| one["key"].as_str()).collect();
    assert_eq!(keys, [agency.as_str(), "none"]);
    let officer = world.role(Role::Officer).await;
    let told = report(&world, &officer, "").await;
    assert_eq!((&told["women"], &told["rounded"]), (&Value::Null, &json!(true)));
    officer.get("/reports/pathway?by=center").await.is(403);
    officer.get("/reports/pathway/women").await.is(403);
    assert_eq!(manager.get("/reports/pathway?by=name&year=12").await.is(422).fields(), ["by", "year"]);
    let wrong = manager.get("/reports/pathway/women?number=step&step=nowhere").await.is(422);
    assert_eq!(wrong.fields(), ["step"]);
}
