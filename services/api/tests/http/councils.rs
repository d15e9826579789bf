//! Councils and working groups: sessions counted apart, person-hours from attendance, approvals and letters by number, obstacles until closed.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::support::{Client, World};

async fn seen(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&format!("{path}?at_least={head}")).await.ok()
}

async fn formed(officer: &Client, kind: &str) -> String {
    let body = json!({ "kind": kind, "name": "شورا", "formed_on": "1404-01-05" });
    let answer = officer.command("/councils", body).await.ok();
    format!("/councils/{}", answer["ids"]["council_id"].as_str().expect("an id"))
}

/// S111, S112: sessions of the council, of working groups and of empowerment groups are counted apart; nobody types person-hours.
#[tokio::test(flavor = "multi_thread")]
async fn s111_s112_sessions_are_counted_apart_and_person_hours_come_from_attendance() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let agency = world.agency(false).await;
    for (kind, sessions) in [("strategic_council", 3), ("working_group", 2), ("empowerment_group", 1)] {
        let at = formed(&officer, kind).await;
        officer.command(&format!("{at}/seats"), json!({ "agency_id": agency, "role": "member" })).await.ok();
        for _ in 0..sessions {
            let there = json!([{ "agency_id": agency, "persons": 2 }, { "persons": 3, "hours": 1 }]);
            let held = json!({ "held_on": "1404-03-01", "hours": 2, "attendance": there });
            officer.command(&format!("{at}/held-sessions"), held).await.ok();
        }
    }
    let report = seen(&world, &officer, "/reports/councils").await;
    let counts: Vec<_> = report["kinds"]
        .as_array()
        .expect("kinds")
        .iter()
        .map(|one| {
            let number = |name: &str| one[name].as_i64().unwrap_or(-1);
            (one["kind"].as_str().unwrap_or_default().to_owned(), number("sessions"), number("person_hours"))
        })
        .collect();
    let expected =
        [("strategic_council", 3, 21), ("working_group", 2, 14), ("committee", 0, 0), ("empowerment_group", 1, 7)];
    assert_eq!(counts, expected.map(|(kind, sessions, hours)| (kind.to_owned(), sessions, hours)));
    let head = world.store.head().await.expect("the head");
    let past = officer.get(&format!("/reports/councils?year=1403&at_least={head}")).await.ok();
    assert_eq!(past["kinds"][0]["sessions"], 0);

    let at = formed(&officer, "committee").await;
    let nobody = json!([{ "agency_id": uuid::Uuid::now_v7(), "persons": 2 }]);
    let answer = officer.command(&format!("{at}/held-sessions"), json!({ "hours": 2, "attendance": nobody })).await;
    assert_eq!(answer.is(422).fields(), ["attendance[0].agency_id"]);
    let longer = json!([{ "persons": 2, "hours": 3 }]);
    let answer = officer.command(&format!("{at}/held-sessions"), json!({ "hours": 2, "attendance": longer })).await;
    assert_eq!(answer.is(422).fields(), ["attendance[0].hours"]);
    let called = officer.command(&format!("{at}/sessions"), json!({ "called_for": "1404-06-01" })).await.ok();
    let session = called["ids"]["session_id"].clone();
    let held = json!({ "session_id": session, "hours": 1, "attendance": [{ "persons": 4 }] });
    officer.command(&format!("{at}/held-sessions"), held).await.ok();
    let whole = seen(&world, &officer, &at).await;
    assert_eq!((whole["sessions"].as_i64(), &whole["sessions_list"][0]["person_hours"]), (Some(1), &json!(4)));
}

/// S113: an obstacle is recorded and followed until closed, and each step stays readable.
#[tokio::test(flavor = "multi_thread")]
async fn s113_an_obstacle_is_followed_until_closed() {
    let world = World::empty().await;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let at = formed(&officer, "strategic_council").await;
    let agency = world.agency(false).await;
    let raised = json!({ "text": "نبود مکان ثابت برای اجرای طرح" });
    let raised = officer.command(&format!("{at}/obstacles"), raised).await.ok();
    let obstacle = format!("{at}/obstacles/{}", raised["ids"]["obstacle_id"].as_str().expect("an id"));
    let follow = json!({ "note": "نامه به فرمانداری", "owner": agency });
    officer.command(&format!("{obstacle}/follow"), follow).await.ok();
    officer.command(&format!("{obstacle}/close"), json!({ "result": "ساختمانی داده شد" })).await.ok();
    let again = officer.command(&format!("{obstacle}/follow"), json!({ "note": "یادآوری" })).await;
    assert_eq!(again.is(409).code(), "obstacle_closed");
    officer.command(&format!("{obstacle}/reopen"), json!({ "note": "ساختمان پس گرفته شد" })).await.ok();
    assert_eq!(officer.command(&format!("{at}/dissolve"), json!({})).await.is(409).code(), "council_obstacles_open");
    let whole = seen(&world, &officer, &at).await;
    let found = &whole["obstacles"][0];
    let steps: Vec<_> = found["steps"].as_array().expect("steps").iter().map(|step| step["kind"].clone()).collect();
    assert_eq!(steps, ["followed", "closed", "reopened"]);
    assert_eq!((&found["owner"]["id"], &found["closed_on"]), (&json!(agency), &Value::Null));

    let letter = json!({ "direction": "incoming", "number": "۶۰/۸۴۹۹۳", "correspondent": "معاونت", "subject": "ستاد", "dated_on": "1393-04-11" });
    officer.command(&format!("{at}/letters"), letter.clone()).await.ok();
    assert_eq!(officer.command(&format!("{at}/letters"), letter).await.is(409).code(), "letter_number_taken");
    let approval = json!({ "number": "۱", "subject": "فرایند اجرا", "approved_on": "1404-02-01" });
    officer.command(&format!("{at}/approvals"), approval).await.ok();
    let head = world.store.head().await.expect("the head");
    let auditor = world.person("auditor", Role::Auditor, Scope::default()).await;
    let id = at.trim_start_matches("/councils/");
    let replay = auditor.get(&format!("/audit/streams/council/{id}/replay?at_least={head}")).await.ok();
    assert_eq!(replay["state"]["letters"][0]["number"], "۶۰/۸۴۹۹۳", "{replay}");
    assert_eq!(replay["event"]["type"], "approval_recorded");
}

/// An officer bound to a place keeps the bodies of that place alone.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_a_place_keeps_the_bodies_of_that_place() {
    let world = World::empty().await;
    let place = |name: &str| hamyar_events::place::PlaceRegistered {
        level: hamyar_events::PlaceLevel::County,
        name: name.to_owned(),
        name_en: None,
        parent_id: None,
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    };
    let (own, other) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    for (id, name) in [(own, "ری"), (other, "ورامین")] {
        let wish = hamyar_domain::place::RegisterPlace { place: place(name) };
        world.run::<hamyar_domain::Place>(id, wish).await;
    }
    let scope = Scope { place_id: Some(own), ..Scope::default() };
    let officer = world.person("officer.ray", Role::Officer, scope).await;
    let head = world.store.head().await.expect("the head");
    officer.get(&format!("/places/{own}?at_least={head}")).await.ok();
    let body = |place: Value| json!({ "kind": "committee", "name": "کمیته", "place_id": place });
    officer.command("/councils", body(json!(own))).await.ok();
    for place in [json!(other), Value::Null] {
        let answer = officer.command("/councils", body(place)).await.is(422);
        assert_eq!(answer.fields(), ["place_id"]);
    }
    let nation = world.administrator.command("/councils", body(Value::Null)).await.ok();
    let at = format!("/councils/{}", nation["ids"]["council_id"].as_str().expect("an id"));
    seen(&world, &officer, &at).await;
    officer.command(&format!("{at}/dissolve"), json!({})).await.is(404);
}
