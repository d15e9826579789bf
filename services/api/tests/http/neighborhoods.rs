//! A neighborhood as a case, from the office's profile to the officer's priority, the power map, duties, requests and the map.

use hamyar_domain::Agency;
use hamyar_domain::agency::RecordDuty;
use hamyar_domain::neighborhood::default_priority_rule;
use hamyar_events::agency::AgencyDutyRecorded;
use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, NEIGHBORHOOD, World};

fn at(path: &str) -> String {
    format!("/neighborhoods/{NEIGHBORHOOD}{path}")
}

/// Every indicator of the shipped rule so many hundredths of the way to its worst end.
fn counted(way: i64) -> Vec<Value> {
    let rule = default_priority_rule();
    let all = rule.groups.iter().flat_map(|group| &group.indicators).map(|one| {
        let value = one.best_thousandths + (one.worst_thousandths - one.best_thousandths) * way / 100;
        json!({ "indicator": one.indicator, "value": value as f64 / 1000.0, "method": "field_count" })
    });
    all.collect()
}

async fn office(world: &World) -> Client {
    world.sign_in("office.A").await
}

async fn case(world: &World, client: &Client) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&at(&format!("/case?at_least={head}"))).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn s095_the_office_writes_the_profile_and_the_officer_gives_the_priority() {
    let world = World::new().await;
    let office = office(&world).await;
    let officer = world.role(Role::Officer).await;
    officer.command(&at("/priority"), json!({})).await.is(409);
    let declared =
        json!([{ "indicator": "population", "value": "۲۱۰۰۶۶", "qualifier": "about", "source": "002/mashhad_zones" }]);
    let profile = json!({
        "declared": declared, "counted": counted(90), "as_of": "۱۴۰۴/۶/۱",
        "notes": [{ "kind": "gate", "text": "مسجد محله" }, { "kind": "value", "text": "همسایه‌داری" }],
    });
    officer.command(&at("/profile"), profile.clone()).await.is(403);
    office.command(&at("/profile"), profile).await.ok();
    let seen = case(&world, &office).await;
    let first = &seen["profiles"][0];
    assert_eq!((&first["version"], &first["as_of"]["jalali"]), (&json!(1), &json!("1404-06-01")));
    assert_eq!((&first["figures"][0]["unit"], &first["figures"][0]["value"]), (&json!("person"), &json!(210066.0)));
    assert_eq!(first["counted"].as_array().map(Vec::len), Some(17));
    assert_eq!((&seen["may"]["keep"], &seen["may"]["prioritize"]), (&json!(true), &json!(false)));
    assert_eq!((&seen["computed"]["level"], &seen["priorities"]), (&json!("first"), &json!([])));

    office.command(&at("/priority"), json!({})).await.is(403);
    officer.command(&at("/priority"), json!({})).await.ok();
    let seen = case(&world, &officer).await;
    let given = &seen["priorities"][0];
    assert_eq!((&given["level"], &given["computed"]["rule_version"]), (&json!("first"), &json!(1)));
    assert!(given["computed"]["explanation"]["fa"].as_str().is_some_and(|text| text.starts_with("اولویت یک")));
    assert_eq!(given["computed"]["groups"][0]["inputs"].as_array().map(Vec::len), Some(9));

    // Another version of the profile, written over the one that was seen.
    let next = json!({ "counted": counted(10), "after_version": 0 });
    assert_eq!(office.command(&at("/profile"), next).await.is(409).code(), "neighborhood_profile_changed");
    office.command(&at("/profile"), json!({ "counted": counted(10), "after_version": 1 })).await.ok();
    let missing = officer.command(&at("/priority"), json!({})).await.is(422);
    assert_eq!(missing.faults(), [("cause".to_owned(), "required".to_owned())]);
    let over = json!({ "cause": "شناسنامهٔ تازه", "override": { "level": "second", "reason": "خانه‌ها در گسل است" } });
    officer.command(&at("/priority"), over).await.ok();
    let seen = case(&world, &officer).await;
    let (now, before) = (&seen["priorities"][0], &seen["priorities"][1]);
    assert_eq!(
        (&now["level"], &now["computed"]["level"], &now["before"]),
        (&json!("second"), &json!("third"), &json!("first"))
    );
    assert_eq!((&now["override_reason"], &before["level"]), (&json!("خانه‌ها در گسل است"), &json!("first")));
    let list = officer.get("/priorities").await.ok();
    let row = list["items"].as_array().and_then(|items| items.iter().find(|row| row["id"] == NEIGHBORHOOD)).cloned();
    let row = row.expect("the neighborhood");
    assert_eq!(
        (&row["level"], &row["computed"], &row["overridden"]),
        (&json!("second"), &json!("third"), &json!(true))
    );
}

/// S095: another rule tried tells who would move, and nothing of it is stored; published, it is the next version.
#[tokio::test(flavor = "multi_thread")]
async fn s095_a_tried_rule_tells_who_would_move_and_leaves_the_history_alone() {
    let world = World::new().await;
    let (office, officer) = (office(&world).await, world.role(Role::Officer).await);
    office.command(&at("/profile"), json!({ "counted": counted(40) })).await.ok();
    let head = world.store.head().await.expect("the head");
    let rule = officer.get(&format!("/priority-rule?at_least={head}")).await.ok();
    assert_eq!(rule["version"], 1);
    assert!(rule["indicators"].as_array().is_some_and(|all| all.len() > 30));
    let groups = |rule: &Value| -> Vec<Value> {
        let group = |group: &Value| {
            let one = |one: &Value| {
                json!({ "indicator": one["indicator"], "weight": one["weight"],
                        "best": one["best_thousandths"].as_f64().map(|best| best / 1000.0),
                        "worst": one["worst_thousandths"].as_f64().map(|worst| worst / 1000.0) })
            };
            let indicators: Vec<Value> = group["indicators"].as_array().into_iter().flatten().map(one).collect();
            json!({ "group": group["group"], "weight": group["weight"], "indicators": indicators })
        };
        rule["rule"]["groups"].as_array().into_iter().flatten().map(group).collect()
    };
    let tried = json!({ "groups": groups(&rule), "first_from": 380, "second_from": 200 });
    let path = format!("/priorities/try?at_least={head}");
    let answer = officer.post(&path, tried.clone()).await.ok();
    let row = answer["items"].as_array().and_then(|items| items.iter().find(|row| row["id"] == NEIGHBORHOOD)).cloned();
    let row = row.expect("the neighborhood");
    assert_eq!((&row["now"], &row["tried"], &row["moved"]), (&json!("second"), &json!("first"), &json!(true)));
    assert_eq!((&answer["moved"], &row["held"]), (&json!(1), &Value::Null));
    assert_eq!(world.store.head().await.expect("the head"), head, "nothing is stored");
    let wrong = json!({ "groups": [], "first_from": 300, "second_from": 300 });
    assert_eq!(officer.post(&path, wrong).await.is(422).fields(), ["groups", "second_from"]);

    let mut published = tried;
    published["cause"] = "بازنگری کمیتهٔ راهبردی".into();
    officer.command("/priority-rule", published.clone()).await.is(403);
    world.administrator.command("/priority-rule", published).await.ok();
    officer.command(&at("/priority"), json!({})).await.ok();
    let seen = case(&world, &officer).await;
    assert_eq!(seen["priorities"][0]["computed"]["rule_version"], 2);
    assert_eq!(seen["priorities"][0]["level"], "first");
}

/// S103: residents are known by name to the office alone; others read counts.
#[tokio::test(flavor = "multi_thread")]
async fn s103_attitudes_of_residents_are_the_offices_and_otherwise_counted() {
    let world = World::new().await;
    let (office, officer, auditor) =
        (office(&world).await, world.role(Role::Officer).await, world.role(Role::Auditor).await);
    let actor = json!({
        "kind": "body", "title": "هیئت امنای مسجد", "part": "influential", "attitude": "supporter", "reason": "از کتابخانه پشتیبانی می‌کند", "influence": 4,
    });
    let actor = office.command(&at("/actors"), actor).await.ok()["ids"]["actor_id"].clone();
    for (number, attitude) in ["opponent", "opponent", "supporter"].into_iter().enumerate() {
        let resident = json!({ "name": format!("قناری ساکن {number}"), "attitude": attitude, "reason": "قناری دلیل" });
        office.command(&at("/residents"), resident).await.ok();
    }
    let contact = json!({ "kind": "trusted", "name": "قناری معتمد", "standing": "نانوای محله" });
    office.command(&at("/contacts"), contact).await.ok();
    let head = world.store.head().await.expect("the head");
    let path = at(&format!("/actors?at_least={head}"));
    let own = office.get(&path).await.ok();
    assert_eq!((own["residents"].as_array().map(Vec::len), &own["attitudes"]["opponents"]), (Some(3), &json!(2)));
    assert_eq!((&own["contacts"][0]["name"], &own["actors"][0]["id"]), (&json!("قناری معتمد"), &actor));
    let counts = auditor.get(&path).await.ok();
    assert_eq!((&counts["attitudes"]["opponents"], &counts["residents"]), (&json!(2), &Value::Null));
    let rounded = officer.get(&path).await.ok();
    assert_eq!((&rounded["attitudes"]["opponents"], &rounded["rounded"]), (&Value::Null, &json!(true)));
    for shown in [&counts, &rounded] {
        assert!(!shown.to_string().contains("قناری"), "{shown}");
        assert_eq!(shown["contact_count"], 1);
    }
    world.role(Role::CenterManager).await.get(&path).await.is(403);
    // An auditor replays the stream and reads that somebody was recorded, not who.
    let replay = auditor.get(&format!("/audit/streams/neighborhood/{NEIGHBORHOOD}/events")).await;
    assert!(replay.status.is_success() && !replay.text.contains("قناری"), "{}", replay.text);
    let events = replay.text;
    assert!(events.contains("resident_attitude_recorded") && events.contains("local_actor_mapped"), "{events}");

    let resident = own["residents"][0]["id"].as_str().expect("an id").to_owned();
    office.command(&at(&format!("/residents/{resident}/withdraw")), json!({})).await.ok();
    let strike = at(&format!("/actors/{}/strike", actor.as_str().expect("an id")));
    office.command(&strike, json!({ "reason": "منحل شد" })).await.ok();
    let head = world.store.head().await.expect("the head");
    let own = office.get(&at(&format!("/actors?at_least={head}"))).await.ok();
    assert_eq!((own["residents"].as_array().map(Vec::len), &own["actors"]), (Some(2), &json!([])));
    let unknown = at(&format!("/contacts/{}/withdraw", Uuid::now_v7()));
    assert_eq!(office.command(&unknown, json!({})).await.is(409).code(), "unknown_local_contact");
}

/// S101, S102: an agency's officer reports against its own duties; a request from an approved place goes out of turn.
#[tokio::test(flavor = "multi_thread")]
async fn s101_s102_agencies_report_duties_and_answer_requests() {
    let world = World::new().await;
    let (office, officer) = (office(&world).await, world.role(Role::Officer).await);
    let agency = world.agency(false).await;
    let id: Uuid = agency.parse().expect("an id");
    let duty =
        AgencyDutyRecorded { number: 1, text: "تأمین انشعاب آب".to_owned(), source: "002".to_owned() };
    world.run::<Agency>(id, RecordDuty { duty }).await;
    let scope = Scope { agency_id: Some(id), ..Scope::default() };
    let company = world.person("company", Role::AgencyOfficer, scope).await;

    let report = json!({ "duty": 1, "state": "underway", "text": "چهل انشعاب در دست کار است", "evidence": "نامهٔ ۴۵۱" });
    company.command(&at("/duty-reports"), report.clone()).await.ok();
    let other = json!({ "duty": 9, "state": "done", "text": "انجام شد" });
    assert_eq!(company.command(&at("/duty-reports"), other).await.is(409).code(), "unknown_duty");
    office.command(&at("/duty-reports"), report).await.is(403);
    let head = world.store.head().await.expect("the head");
    let board = office.get(&format!("/duties?neighborhood_id={NEIGHBORHOOD}&at_least={head}")).await.ok();
    let row = &board["items"][0];
    assert_eq!((&row["state"], &row["reports"], &row["number"]), (&json!("underway"), &json!(1), &json!(1)));

    // Where one neighborhood has a report, the others still lack theirs.
    let board = office.get(&format!("/duties?agency_id={agency}&rows=unreported&limit=1")).await.ok();
    assert!(board["total"].as_i64().is_some_and(|total| total > 0), "{board}");
    assert_ne!(board["items"][0]["neighborhood"]["id"], NEIGHBORHOOD);
    assert_eq!((&board["agencies"][0]["underway"], &board["agencies"][0]["unreported"]), (&json!(1), &board["total"]));
    office.get("/duties?rows=anything").await.is(422);

    let request = json!({ "agency_id": agency, "utility": "water", "text": "انشعاب آب برای چهل خانه" });
    office.command(&at("/utility-requests"), request.clone()).await.ok();
    let approval = json!({ "body": "ستاد بازآفرینی استان", "number": "۱۲/۴۵" });
    office.command(&at("/approval"), approval.clone()).await.is(403);
    officer.command(&at("/approval"), approval).await.ok();
    let second = office.command(&at("/utility-requests"), request).await.ok()["ids"]["request_id"].clone();
    let second = second.as_str().expect("an id");
    let head = world.store.head().await.expect("the head");
    let board = company.get(&format!("/duties?agency_id={agency}&at_least={head}")).await.ok();
    let turns: Vec<&Value> =
        board["requests"].as_array().into_iter().flatten().map(|one| &one["out_of_turn"]).collect();
    assert_eq!(turns, [true, false], "out of turn before the rest");
    let answer = at(&format!("/utility-requests/{second}/answer"));
    world
        .role(Role::AgencyOfficer)
        .await
        .command(&answer, json!({ "answer": "accepted", "text": "پذیرفته شد" }))
        .await
        .is(404);
    company.command(&answer, json!({ "answer": "accepted", "text": "تا پایان دی" })).await.ok();
    let none = json!({ "agency_id": Uuid::now_v7(), "utility": "gas", "text": "گاز" });
    assert_eq!(office.command(&at("/utility-requests"), none).await.is(422).fields(), ["agency_id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boundary_is_validated_and_stands_on_the_map() {
    let world = World::new().await;
    let office = office(&world).await;
    let ring = json!([[59.6, 36.3], [59.61, 36.3], [59.61, 36.31], [59.6, 36.31], [59.6, 36.3]]);
    let draw = |geometry: Value| json!({ "geometry": geometry, "source": "طرح بازآفرینی" });
    let open =
        json!({ "type": "Polygon", "coordinates": [[[59.6, 36.3], [59.61, 36.3], [59.61, 36.31], [59.6, 36.31]]] });
    let faults = office.command(&at("/boundary"), draw(open)).await.is(422).faults();
    assert_eq!(faults, [("geometry".to_owned(), "ring_open".to_owned())]);
    let line =
        json!({ "type": "Polygon", "coordinates": [[[59.6, 36.3], [59.61, 36.3], [59.62, 36.3], [59.6, 36.3]]] });
    assert_eq!(office.command(&at("/boundary"), draw(line)).await.is(422).fields(), ["geometry"]);
    office.command(&at("/boundary"), draw(json!({ "type": "Polygon", "coordinates": [ring] }))).await.ok();
    let head = world.store.head().await.expect("the head");
    let map = office.get(&format!("/map?at_least={head}")).await.ok();
    let found = map["items"].as_array().and_then(|items| items.iter().find(|one| one["id"] == NEIGHBORHOOD)).cloned();
    let found = found.expect("the neighborhood");
    assert_eq!(found["boundary"]["type"], "MultiPolygon");
    assert_eq!(found["boundary"]["coordinates"][0][0][0], json!([59.6, 36.3]));
    // Two families of harm stand here: too few to be told.
    assert_eq!((&found["families"]["total"], &found["served"]), (&Value::Null, &Value::Null));
}
