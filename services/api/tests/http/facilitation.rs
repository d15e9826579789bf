//! Facilitators and classes through the interface: hours follow from attendance, and nobody who came is named.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::roadmaps::seen;
use crate::support::{Client, World};

/// Registers so many women and a man, and holds a sitting of four hours at which all but the last were.
async fn hold(world: &World, keeper: &Client) -> Vec<String> {
    let at = format!("/workshops/{}", world.own.workshop);
    let mut trainees: Vec<Value> = (0..5).map(|_| json!({ "sex": "female" })).collect();
    trainees.push(json!({ "sex": "male" }));
    keeper.command(&format!("{at}/trainees"), json!({ "trainees": trainees })).await.ok();
    let view = seen(world, keeper, &at).await;
    let ids: Vec<String> = view["trainees"]
        .as_array()
        .expect("trainees")
        .iter()
        .filter_map(|one| one["id"].as_str().map(str::to_owned))
        .collect();
    let present: Vec<Value> = ids.iter().map(|id| json!({ "trainee_id": id })).collect();
    keeper.command(&format!("{at}/sittings"), json!({ "hours": 4, "present": present })).await.ok();
    ids
}

/// S068, S074: hours and people of a class come from attendance; who reads numbers sees no small count by sex and no list.
#[tokio::test(flavor = "multi_thread")]
async fn s068_s074_a_class_counts_those_who_came_and_officers_see_no_small_count() {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let ids = hold(&world, &keeper).await;
    let at = format!("/workshops/{}", world.own.workshop);
    let view = seen(&world, &keeper, &at).await;
    let counts = ["hours", "registered", "participants", "person_hours"].map(|name| view[name].as_i64());
    assert_eq!(counts, [Some(4), Some(6), Some(6), Some(24)]);
    assert_eq!(view["by_sex"], json!({ "female": 5, "male": 1, "unknown": 0 }));
    let sitting = view["held"][0]["id"].clone();
    let fewer = json!({ "sitting_id": sitting, "hours": 4, "present": [{ "trainee_id": ids[0], "hours": 2 }] });
    keeper.command(&format!("{at}/sittings"), fewer).await.ok();
    assert_eq!(seen(&world, &keeper, &at).await["person_hours"], 2, "recorded again, it says what is right");
    let longer = json!({ "hours": 4, "present": [{ "trainee_id": ids[0], "hours": 5 }] });
    assert_eq!(keeper.command(&format!("{at}/sittings"), longer).await.is(422).fields(), ["present[0].hours"]);

    let officer = world.role(Role::Officer).await;
    let shown = seen(&world, &officer, &at).await;
    assert_eq!((&shown["by_sex"]["female"], &shown["trainees"]), (&Value::Null, &json!([])));
    world.role(Role::CenterManager).await.get(&at).await.is(403);
    world.role(Role::Auditor).await.get(&at).await.ok();
    let foreign = world.sign_in("facilitator.B").await;
    foreign.command(&format!("{at}/trainees"), json!({ "trainees": [{}] })).await.is(404);
}

/// S071: tests are per person; S075: who was at no training and leads a class is flagged; S069: below a bachelor's degree, too.
#[tokio::test(flavor = "multi_thread")]
async fn s071_s075_tests_are_per_person_and_an_untrained_lead_is_flagged() {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let ids = hold(&world, &keeper).await;
    let at = format!("/workshops/{}", world.own.workshop);
    for (moment, score) in [("before", 40), ("after", 70)] {
        let test = json!({ "trainee_id": ids[0], "moment": moment, "score": score });
        keeper.command(&format!("{at}/tests"), test).await.ok();
    }
    keeper.command(&format!("{at}/lead"), json!({ "facilitator_id": world.own.facilitator })).await.ok();
    let finding = json!({ "phase": 2, "assessors": ["facilitator_level_2"], "kind": "strength", "text": "اجتماع‌محور" });
    keeper.command(&format!("{at}/findings"), finding).await.ok();
    let view = seen(&world, &keeper, &at).await;
    assert_eq!(view["tests"], json!({ "both": 1, "improved": 1 }));
    assert_eq!((&view["flags"], &view["lead"]["untrained"]), (&json!(["untrained_lead"]), &json!(true)));
    assert_eq!(view["findings"][0]["text"], "اجتماع‌محور");

    let change = json!({ "education": "student", "criteria": [], "name": "نمونه", "degree": "دانشجو" });
    keeper.command(&format!("/facilitators/{}/change", world.own.facilitator), change).await.ok();
    let mine = |list: &Value| {
        let items = list["items"].as_array().cloned().unwrap_or_default();
        items.into_iter().find(|one| one["id"] == world.own.facilitator.as_str()).expect("listed")
    };
    let own = mine(&seen(&world, &keeper, "/facilitators").await);
    assert_eq!((&own["name"], &own["flags"]), (&json!("نمونه"), &json!(["below_bachelor", "untrained"])));
    let officer = mine(&seen(&world, &world.role(Role::Officer).await, "/facilitators").await);
    assert_eq!((&officer["name"], &officer["degree"]), (&Value::Null, &Value::Null), "a code to everybody else");
    let confirm = format!("/facilitators/{}/confirm", world.own.facilitator);
    assert_eq!(keeper.command(&confirm, json!({})).await.is(409).code(), "facilitator_below_bachelor");
    keeper.command(&confirm, json!({ "exception": "تنها نامزد محله" })).await.ok();
}

/// Who runs the program in a place, and not in one neighborhood of it, puts facilitators forward there and plans their training.
#[tokio::test(flavor = "multi_thread")]
async fn s070_a_place_puts_facilitators_forward_trains_them_and_waits_for_their_plan() {
    let world = World::new().await;
    let lists = crate::verdicts::lists(&world).await;
    let place = lists.place.to_string();
    let head = world.store.head().await.expect("the head");
    world.administrator.get(&format!("/places?at_least={head}")).await.ok();
    let scope = Scope { place_id: place.parse().ok(), ..Scope::default() };
    let office = world.person("office", Role::Facilitator, scope).await;
    let person = json!({ "code": "F02", "level": "level_2", "place_id": place, "education": "master", "criteria": [] });
    world.role(Role::Facilitator).await.command("/facilitators", person.clone()).await.is(422);
    let person = office.command("/facilitators", person).await.ok();
    let person = person["ids"]["facilitator_id"].clone();
    let training = json!({ "kind": "facilitator_training", "title": "کارگاه تسهیلگران", "place_id": place, "planned_hours": 36, "starts_on": "1404-04-25" });
    let training = office.command("/workshops", training).await.ok();
    let at = format!("/workshops/{}", training["ids"]["workshop_id"].as_str().expect("an id"));
    let there = json!({ "trainees": [{ "facilitator_id": person }], "registered_on": "1404-04-25" });
    office.command(&format!("{at}/trainees"), there).await.ok();
    let view = seen(&world, &office, &at).await;
    let trainee = view["trainees"][0]["id"].clone();
    let sitting = json!({ "held_on": "1404-04-25", "hours": 6, "present": [{ "trainee_id": trainee }] });
    office.command(&format!("{at}/sittings"), sitting).await.ok();
    office.command(&format!("/facilitators/{}/confirm", person.as_str().expect("an id")), json!({})).await.ok();
    let listed = seen(&world, &office, "/facilitators").await;
    let mine =
        listed["items"].as_array().expect("items").iter().find(|one| one["id"] == person).expect("listed").clone();
    assert_eq!((&mine["hours"], &mine["plan_due"]["jalali"]), (&json!(6), &json!("1404-05-04")));
    assert_eq!(mine["flags"], json!(["plan_late"]), "ten days have passed");
    // Of a neighborhood elsewhere they record no plan.
    let plans = format!("/facilitators/{}/plans", person.as_str().expect("an id"));
    let elsewhere = json!({ "neighborhood_id": world.own.neighborhood, "delivered_on": "1404-05-01" });
    assert_eq!(office.command(&plans, elsewhere).await.is(422).fields(), ["neighborhood_id"]);
    let head = world.store.head().await.expect("the head");
    let here = office.get(&format!("/neighborhoods?place_id={place}&at_least={head}")).await.ok();
    let within = here["items"][0]["id"].clone();
    let plan = json!({ "neighborhood_id": within, "delivered_on": "1404-05-01" });
    office.command(&format!("/facilitators/{}/plans", person.as_str().expect("an id")), plan).await.ok();
    let listed = seen(&world, &office, "/facilitators").await;
    let mine =
        listed["items"].as_array().expect("items").iter().find(|one| one["id"] == person).expect("listed").clone();
    assert_eq!(mine["flags"], json!([]), "it came in time");
}

/// Seed 000, checklist of materials: what a workshop needs is listed, ticked, missing or not needed with a word; the list of workshops tells what still
/// lacks until it begins.
#[tokio::test(flavor = "multi_thread")]
async fn a_workshop_has_a_checklist_and_the_list_tells_what_lacks_before_it_begins() {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let at = format!("/workshops/{}", world.own.workshop);
    let card = async || {
        let list = seen(&world, &keeper, "/workshops").await;
        let items = list["items"].as_array().cloned().expect("items");
        items.into_iter().find(|one| one["id"] == world.own.workshop.as_str()).expect("listed")
    };
    let before = card().await;
    assert_eq!((&before["materials"], &before["lacking"]), (&json!(0), &json!([])));
    let materials = format!("{at}/materials");
    assert_eq!(keeper.command(&materials, json!({ "materials": [] })).await.is(422).fields(), ["materials"]);
    let wordless = json!({ "materials": [{ "kind": "venue" }, { "kind": "other" }] });
    assert_eq!(keeper.command(&materials, wordless).await.is(422).fields(), ["materials[1].title"]);
    let strange = json!({ "materials": [{ "kind": "elephant" }] });
    assert_eq!(keeper.command(&materials, strange).await.is(422).fields(), ["materials[0].kind"]);
    let three = json!({ "materials": [{ "kind": "venue" }, { "kind": "projector" }, { "kind": "other", "title": "پردهٔ نمایش" }] });
    keeper.command(&materials, three).await.ok();
    let again = json!({ "materials": [{ "kind": "venue" }] });
    assert_eq!(keeper.command(&materials, again).await.is(409).code(), "material_listed");

    let view = seen(&world, &keeper, &at).await;
    let ids: Vec<String> = view["checklist"]
        .as_array()
        .expect("a checklist")
        .iter()
        .filter_map(|one| one["id"].as_str().map(str::to_owned))
        .collect();
    let mark = |index: usize| format!("{materials}/{}/mark", ids[index]);
    keeper.command(&mark(0), json!({ "state": "ready" })).await.ok();
    for state in ["missing", "not_needed"] {
        assert_eq!(keeper.command(&mark(1), json!({ "state": state })).await.is(422).fields(), ["note"]);
    }
    keeper.command(&mark(1), json!({ "state": "missing", "note": "لامپ ندارد" })).await.ok();
    keeper.command(&mark(2), json!({ "state": "not_needed", "note": "دیوار سفید است" })).await.ok();
    let unknown = format!("{materials}/{}/mark", uuid::Uuid::now_v7());
    assert_eq!(keeper.command(&unknown, json!({ "state": "ready" })).await.is(409).code(), "unknown_material");
    let lacks = card().await;
    assert_eq!((&lacks["materials"], lacks["lacking"].as_array().map(Vec::len)), (&json!(2), Some(1)));
    assert_eq!(
        (&lacks["lacking"][0]["kind"], &lacks["lacking"][0]["note"]),
        (&json!("projector"), &json!("لامپ ندارد"))
    );
    assert!(lacks["flags"].as_array().expect("flags").contains(&json!("materials_lacking")));
    // A tick that was wrong is taken back, and given again.
    keeper.command(&mark(0), json!({ "state": "needed" })).await.ok();
    assert_eq!(card().await["lacking"].as_array().map(Vec::len), Some(2));
    keeper.command(&mark(0), json!({ "state": "ready" })).await.ok();

    // Officers and auditors read it; only those in charge of the place write it.
    let officer = world.role(Role::Officer).await;
    assert_eq!(seen(&world, &officer, &at).await["checklist"].as_array().map(Vec::len), Some(3));
    officer.command(&mark(0), json!({ "state": "ready" })).await.is(403);
    world.sign_in("facilitator.B").await.command(&mark(0), json!({ "state": "ready" })).await.is(404);
    let head = world.store.head().await.expect("the head");
    let auditor = world.role(Role::Auditor).await;
    let replay =
        auditor.get(&format!("/audit/streams/workshop/{}/replay?at_least={head}", world.own.workshop)).await.ok();
    assert_eq!(replay["state"]["materials"].as_array().map(Vec::len), Some(3), "{replay}");

    // Once it has begun, nothing is told to lack: the page keeps the checklist.
    hold(&world, &keeper).await;
    let begun = card().await;
    assert_eq!((&begun["materials"], &begun["lacking"]), (&json!(2), &json!([])));
    assert!(!begun["flags"].as_array().expect("flags").contains(&json!("materials_lacking")));
}
