//! Households that go to a body outside: asked before, marked, answered, supported in phases (S012, P40).

use hamyar_identity::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::reception::caught_up;
use crate::support::{NEIGHBORHOOD, World};

#[tokio::test(flavor = "multi_thread")]
async fn p40_a_household_is_asked_sent_answered_and_supported_in_phases() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (second, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    let own = world.own.family.clone();
    let agency = world.agency(false).await;
    let counts = async || {
        let found =
            manager.get(&format!("/reports/transfers?agency_id={agency}&{}", caught_up(&world).await)).await.ok();
        ["sent", "accepted", "refused", "unanswered", "agreed", "not_agreed"]
            .map(|name| found[name].as_i64().unwrap_or(-1))
    };
    let list = async |list: &str| {
        let here = caught_up(&world).await;
        let found =
            manager.get(&format!("/reports/transfers/households?agency_id={agency}&list={list}&{here}")).await.ok();
        found["items"].as_array().cloned().unwrap_or_default()
    };
    assert_eq!(counts().await, [0, 0, 0, 0, 0, 2]);
    let unasked =
        manager.command(&format!("/families/{second}/sendings"), json!({ "agency_id": agency })).await.is(409);
    assert_eq!(unasked.code(), "handing_on_not_agreed");
    for family in [&own, &second] {
        manager.command(&format!("/families/{family}/handing-on"), json!({ "agency_id": agency })).await.ok();
    }
    assert_eq!(counts().await, [0, 0, 0, 0, 2, 0]);
    let mut sendings = Vec::new();
    for family in [&own, &second] {
        let sent = manager.command(&format!("/families/{family}/sendings"), json!({ "agency_id": agency })).await.ok();
        sendings.push(sent["ids"]["sending_id"].as_str().expect("an id").to_owned());
    }
    assert_eq!(counts().await, [2, 0, 0, 2, 0, 0]);

    // What the body said of a list is written for many at once; a refusal needs its reason.
    let many = |operation: &str, sending: &str, family: &str, command: Value| json!({ "command_id": Uuid::now_v7(), "operation": operation, "families": [{ "family_id": family, "part_id": sending }], "command": command, "try_only": false });
    let without = manager
        .post("/families/bulk", many("answer_sending", &sendings[1], &second, json!({ "answer": "refused" })))
        .await
        .ok();
    assert_eq!(without["items"][0]["problem"]["errors"][0]["field"], "reason", "{without}");
    let refused = json!({ "answer": "refused", "reason": "یارانه می‌گیرد" });
    assert_eq!(
        manager.post("/families/bulk", many("answer_sending", &sendings[1], &second, refused)).await.ok()["done"],
        1
    );
    assert_eq!(
        manager
            .post("/families/bulk", many("answer_sending", &sendings[0], &own, json!({ "answer": "accepted" })))
            .await
            .ok()["done"],
        1
    );
    let phase = json!({ "phase": "hygiene", "state": "delivered" });
    assert_eq!(
        manager.post("/families/bulk", many("record_support_phase", &sendings[0], &own, phase.clone())).await.ok()["done"],
        1
    );
    let turned = manager.post("/families/bulk", many("record_support_phase", &sendings[1], &second, phase)).await.ok();
    assert_eq!(turned["items"][0]["problem"]["code"], "sending_refused");
    assert_eq!(counts().await, [2, 1, 1, 0, 0, 0]);
    let sent = list("sent").await;
    let one = sent.iter().find(|one| one["family_id"] == json!(own)).expect("listed");
    assert_eq!(
        [&one["answer"], &one["phase"], &one["state"]],
        [&json!("accepted"), &json!("hygiene"), &json!("delivered")]
    );
    assert!(!json!(sent).to_string().contains("نمونه"), "nobody is named");

    let export =
        manager.get(&format!("/exports/transfers/csv/fa?agency_id={agency}&{}", caught_up(&world).await)).await.is(200);
    let lines: Vec<&str> = export.text.lines().collect();
    assert_eq!(lines[0].trim_start_matches('\u{feff}'), "شماره پرونده,فرستاده شده در,مرحله,وضع,پاسخ دستگاه");
    let households: Vec<&&str> = lines.iter().filter(|line| line.starts_with("A-")).collect();
    assert_eq!(households.len(), 2, "{}", export.text);
    assert!(households.iter().any(|line| line.contains("اقلام بهداشتی,رسیده,پذیرفته")), "{}", export.text);
    assert!(lines.contains(&"خانوارهای معرفی‌شده به دستگاه بیرونی"), "{}", export.text);
    let file = manager.get(&format!("/families/{own}")).await.ok();
    assert_eq!(
        [&file["handing_on"][0]["agreed"], &file["sendings"][0]["support"][0]["phase"]],
        [&json!(true), &json!("hygiene")]
    );

    // An officer reads no list and no number below five; a body of enforcement has no list at all.
    let officer = world.role(Role::Officer).await;
    let told = officer.get(&format!("/reports/transfers?agency_id={agency}")).await.ok();
    assert_eq!((&told["sent"], &told["rounded"]), (&Value::Null, &json!(true)));
    officer.get(&format!("/reports/transfers/households?agency_id={agency}")).await.is(403);
    let police = world.agency(true).await;
    manager.get(&format!("/reports/transfers?agency_id={police}")).await.is(409);
    assert_eq!(manager.get("/reports/transfers?list=all").await.is(422).fields(), ["agency_id", "list"]);
}

/// With all consent every agreement to be handed on ends, in the file and in the lists.
#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_ends_with_all_consent() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (family, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    let agency = world.agency(false).await;
    manager.command(&format!("/families/{family}/handing-on"), json!({ "agency_id": agency })).await.ok();
    manager.command(&format!("/families/{family}/consent/withdraw"), json!({})).await.ok();
    let file = manager.get(&format!("/families/{family}")).await.ok();
    assert_eq!(file["handing_on"], json!([]));
    let found = manager.get(&format!("/reports/transfers?agency_id={agency}&{}", caught_up(&world).await)).await.ok();
    assert_eq!((&found["agreed"], &found["not_agreed"]), (&json!(0), &json!(2)));
    let police = world.agency(true).await;
    let never =
        manager.command(&format!("/families/{family}/handing-on"), json!({ "agency_id": police })).await.is(409);
    assert_eq!(never.code(), "enforcement_agency");
}
