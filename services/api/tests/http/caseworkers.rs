//! The caseworker's life: suggestions with reasons, a prepared handover, a whole caseload handed over, another year.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, NEIGHBORHOOD, World};

/// A caseworker of the own center who may take families.
async fn ready(manager: &Client, skills: &[&str]) -> String {
    let body = json!({ "name": "همیار دوم", "background": "local_activist", "neighborhood_id": NEIGHBORHOOD });
    let id = manager.command("/caseworkers", body).await.ok()["ids"]["caseworker_id"].clone();
    let id = id.as_str().expect("an id").to_owned();
    let training = json!({ "phase": "before", "mode": "virtual", "hours": 40, "title": "دوره" });
    manager.command(&format!("/caseworkers/{id}/training"), training).await.ok();
    manager.command(&format!("/caseworkers/{id}/accredit"), json!({})).await.ok();
    manager.command(&format!("/caseworkers/{id}/skills"), json!({ "skills": skills })).await.ok();
    id
}

async fn at_head(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&format!("{path}?at_least={head}")).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_suit_are_suggested_with_reasons_and_nobody_is_assigned() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let other = ready(&manager, &["job_placement", "household_budget"]).await;
    let path = format!("/families/{}/caseworker-suggestions", world.own.family);
    let found = at_head(&world, &manager, &path).await;
    let items = found["items"].as_array().expect("suggestions");
    assert_eq!(items[0]["caseworker"]["id"].as_str(), Some(other.as_str()), "{found}");
    assert_eq!(
        (&items[0]["nearness"], &items[0]["free"], &items[0]["cannot"]),
        (&json!("neighbor"), &json!(15), &Value::Null)
    );
    assert!(items[0]["skills"].as_array().is_some_and(|skills| skills.contains(&json!("job_placement"))));
    assert_eq!(items[1]["cannot"], "same_caseworker");
    let file = manager.get(&format!("/families/{}", world.own.family)).await.ok();
    assert_eq!(
        file["assignment"]["caseworker"]["id"].as_str(),
        Some(world.own.caseworker.as_str()),
        "nobody was moved"
    );
}

/// One family or all of them: what is prepared shows, each family is a transfer of its own, and a refusal does not hold the others up.
#[tokio::test(flavor = "multi_thread")]
async fn a_caseload_is_handed_over_with_a_checklist() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let caseworker = world.role(Role::Caseworker).await;
    let (second, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    manager.command(&format!("/families/{second}/assign"), json!({ "caseworker_id": world.own.caseworker })).await.ok();
    let own = &world.own.family;
    let ready_for = json!({ "done": ["file_current", "family_told"], "note": "شنبه‌ها در خانه‌اند" });
    caseworker.command(&format!("/families/{own}/handover"), ready_for).await.ok();
    let wrong = json!({ "done": ["file_current", "file_current"] });
    assert_eq!(caseworker.command(&format!("/families/{own}/handover"), wrong).await.is(422).fields(), ["done"]);
    let file = caseworker.get(&format!("/families/{own}")).await.ok();
    assert_eq!(file["assignment"]["handover"]["note"], "شنبه‌ها در خانه‌اند");

    let path = format!("/caseworkers/{}/handover", world.own.caseworker);
    let plan = at_head(&world, &manager, &path).await;
    let of = |id: &str| plan["families"].as_array().and_then(|all| all.iter().find(|one| one["id"] == id)).cloned();
    assert_eq!(of(own).expect("it")["done"], json!(["file_current", "family_told"]));
    assert_eq!(of(&second).expect("it")["done"], json!([]));

    let next = ready(&manager, &[]).await;
    let stranger = world.foreign.family.clone();
    let moves: Vec<Value> =
        [own, &second, &stranger].iter().map(|family| json!({ "family_id": family, "caseworker_id": next })).collect();
    let twice = json!({ "moves": [moves[0], moves[0]] });
    assert_eq!(manager.command(&path, twice).await.is(422).fields(), ["moves[1].family_id"]);
    assert_eq!(manager.command(&path, json!({ "moves": [] })).await.is(422).fields(), ["moves"]);
    let wish = json!({ "command_id": uuid::Uuid::now_v7(), "moves": moves, "note": "پایان همکاری" });
    let first = manager.post(&path, wish.clone()).await.ok();
    let codes = |answer: &Value| {
        let all = answer["families"].as_array().cloned().unwrap_or_default();
        all.iter().map(|one| (one["moved"] == true, one["code"].as_str().map(str::to_owned))).collect::<Vec<_>>()
    };
    assert_eq!(codes(&first), [(true, None), (true, None), (false, Some("not_found".to_owned()))]);
    assert_eq!(codes(&manager.post(&path, wish).await.ok()), codes(&first), "sent again");
    for family in [own, &second] {
        let file = manager.get(&format!("/families/{family}")).await.ok();
        assert_eq!(file["assignment"]["caseworker"]["id"].as_str(), Some(next.as_str()));
        assert_eq!(file["assignment"]["handover"], Value::Null);
        assert_eq!(file["past_assignments"][0]["release_reason"], "transferred");
    }
    caseworker.get(&format!("/families/{own}")).await.is(404);
    let left = manager.command(&format!("/caseworkers/{}/left", world.own.caseworker), json!({})).await;
    left.is(200);
}

/// S028: another year wants the hours of the one that ends.
#[tokio::test(flavor = "multi_thread")]
async fn another_year_wants_its_hours_and_its_time() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/caseworkers/{}", world.own.caseworker);
    let seen = at_head(&world, &manager, &at).await;
    assert_eq!((&seen["caseload"]["stage"], &seen["caseload"]["free"]), (&json!("active"), &json!(14)));
    assert!(seen["caseload"]["term_ends"].is_object());
    let refused = manager.command(&format!("{at}/renew"), json!({})).await.is(409);
    assert_eq!(refused.code(), "caseworker_term_runs");
    let candidate = json!({ "name": "نامزد", "background": "graduate" });
    let candidate = manager.command("/caseworkers", candidate).await.ok()["ids"]["caseworker_id"].clone();
    let at = format!("/caseworkers/{}", candidate.as_str().expect("an id"));
    assert_eq!(at_head(&world, &manager, &at).await["caseload"]["stage"], "candidate");
    assert_eq!(manager.command(&format!("{at}/renew"), json!({})).await.is(409).code(), "caseworker_not_accredited");
    let training = json!({ "phase": "before", "mode": "virtual", "hours": 40, "title": "دوره" });
    manager.command(&format!("{at}/training"), training).await.ok();
    assert_eq!(at_head(&world, &manager, &at).await["caseload"]["stage"], "trained");
    manager.command(&format!("{at}/accredit"), json!({})).await.ok();
    assert_eq!(at_head(&world, &manager, &at).await["caseload"]["stage"], "accredited");
}
