//! A neighborhood's roadmap through the interface: kept by its facilitators, carried on by agencies, read by everybody, replayed by auditors.

use hamyar_domain::{Facilitator, Workshop};
use hamyar_events::facilitator::{FacilitatorFacts, FacilitatorNominated};
use hamyar_events::workshop::WorkshopPlanned;
use hamyar_events::{EducationLevel, FacilitatorLevel, NeighborhoodId, PlaceId, WorkshopKind};
use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, World};

/// A neighborhood that nobody else's test speaks of, with a facilitator and a class.
pub struct Facilitated {
    pub neighborhood: String,
    pub facilitator: String,
    pub workshop: String,
}

pub async fn facilitated(world: &World, neighborhood: Uuid) -> Facilitated {
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let facilitator = Uuid::now_v7();
    let facts = FacilitatorFacts {
        name: None,
        education: EducationLevel::Bachelor,
        degree: None,
        organization: None,
        criteria: vec![],
    };
    let nomination = FacilitatorNominated {
        code: "F01".to_owned(),
        level: FacilitatorLevel::Two,
        place_id: PlaceId(neighborhood),
        facts,
        nominated_on: today,
        source: None,
    };
    let nominate = hamyar_domain::facilitator::NominateFacilitator { nomination, today };
    world.run::<Facilitator>(facilitator, nominate).await;
    let workshop = Uuid::now_v7();
    let plan = WorkshopPlanned {
        kind: WorkshopKind::NeighborhoodClass,
        title: "کلاس اقبالیه".to_owned(),
        place_id: PlaceId(neighborhood),
        neighborhood_id: Some(NeighborhoodId(neighborhood)),
        audience: None,
        risk_title: None,
        planned_hours: 60,
        planned_persons: None,
        starts_on: today,
        source: None,
    };
    world.run::<Workshop>(workshop, hamyar_domain::workshop::PlanWorkshop { plan, today }).await;
    let [neighborhood, facilitator, workshop] = [neighborhood, facilitator, workshop].map(|id| id.to_string());
    Facilitated { neighborhood, facilitator, workshop }
}

fn made(answer: &Value, kind: &str) -> String {
    answer["ids"][kind].as_str().expect("an id").to_owned()
}

pub async fn seen(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    client.get(&format!("{path}?at_least={head}")).await.ok()
}

fn risk() -> Value {
    json!({ "title": "اعتیاد", "kind": "risk", "extent": "widespread", "duration": "long", "social_level": "local", "priority": 1, "maps_to": [] })
}

struct Kept {
    at: String,
    agency: String,
    pupils: String,
    laws: String,
}

/// A roadmap of two actions; the long horizon has no length.
async fn keep(world: &World, place: &crate::support::Place, keeper: &Client) -> Kept {
    let at = format!("/neighborhoods/{}", place.neighborhood);
    let agency = world.agency(false).await;
    let risk_id = made(&keeper.command(&format!("{at}/risks"), risk()).await.ok(), "risk_id");
    let plan = async |text: &str, horizon: &str| {
        let body = json!({ "text": text, "horizon": horizon, "agency_ids": [agency], "capitals": [] });
        made(&keeper.command(&format!("{at}/actions"), body).await.ok(), "action_id")
    };
    let pupils = plan("آموزش مهارت‌های زندگی به دانش‌آموزان", "short").await;
    let laws = plan("تصویب قوانین", "long").await;
    let adopt = json!({ "risk_id": risk_id, "short_months": 2, "audience": "زنان ساکن محله" });
    keeper.command(&format!("{at}/roadmap/adopt"), adopt).await.ok();
    Kept { at, agency, pupils, laws }
}

/// S089: an action's progress is recorded by its agency and is visible on the neighborhood; S084: the agency finds its actions everywhere.
#[tokio::test(flavor = "multi_thread")]
async fn s089_s084_an_agency_carries_its_action_on_and_the_neighborhood_shows_it() {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let kept = keep(&world, &world.own, &keeper).await;
    let other = world.sign_in("facilitator.B").await;
    let elsewhere = keep(&world, &world.foreign, &other).await;
    let scope = Scope { agency_id: kept.agency.parse().ok(), ..Scope::default() };
    let officer = world.person("officer.roadmap", Role::AgencyOfficer, scope).await;
    let action = format!("{}/actions/{}", kept.at, kept.pupils);
    let word = json!({ "evidence": "دو کلاس برگزار شد" });
    let stranger = world.role(Role::AgencyOfficer).await;
    assert_eq!(stranger.command(&format!("{action}/progress"), word.clone()).await.is(409).code(), "not_its_action");
    let named = json!({ "evidence": "دو کلاس", "agency_id": elsewhere.agency });
    officer.command(&format!("{action}/progress"), named).await.is(404);
    officer.command(&format!("{action}/progress"), word).await.ok();
    officer.command(&format!("{action}/progress"), json!({ "evidence": " " })).await.is(422);

    let roadmap = seen(&world, &officer, &format!("{}/roadmap", kept.at)).await;
    let pupils = &roadmap["actions"][0];
    assert_eq!(
        (&pupils["state"], &pupils["words"][0]["evidence"]),
        (&json!("in_progress"), &json!("دو کلاس برگزار شد"))
    );
    assert_eq!(pupils["words"][0]["agency"]["id"], kept.agency);
    // S086: a long action and no long horizon.
    assert_eq!(roadmap["flags"], json!(["long_without_length"]));

    let own = seen(&world, &officer, &format!("/agencies/{}/actions", kept.agency)).await;
    let ids: Vec<&str> = own["items"].as_array().expect("items").iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, [kept.pupils.as_str(), kept.laws.as_str()]);
    officer.command(&format!("{action}/done"), json!({ "evidence": "نامهٔ ۱۲" })).await.ok();
    let head = world.store.head().await.expect("the head");
    let open = officer.get(&format!("/agencies/{}/actions?state=open&at_least={head}", kept.agency)).await.ok();
    assert_eq!(open["items"].as_array().map(Vec::len), Some(1));
    officer.get(&format!("/agencies/{}/actions?state=odd", kept.agency)).await.is(422);

    // An enforcement body has no account: who keeps the roadmap writes down what it says, and says which agency said it.
    let laws = format!("{}/actions/{}", kept.at, kept.laws);
    let unnamed = keeper.command(&format!("{laws}/progress"), json!({ "evidence": "لایحه" })).await.is(422);
    assert_eq!(unnamed.faults(), [("agency_id".to_owned(), "required".to_owned())]);
    let named = json!({ "evidence": "لایحه", "agency_id": kept.agency });
    keeper.command(&format!("{laws}/progress"), named.clone()).await.ok();
    other.command(&format!("{laws}/progress"), named).await.is(404);
}

/// S090: a retitled risk keeps its former title; an auditor replays the neighborhood with words for each of its events.
#[tokio::test(flavor = "multi_thread")]
async fn s090_the_former_title_stays_and_an_auditor_replays_the_neighborhood() {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let kept = keep(&world, &world.own, &keeper).await;
    let roadmap = seen(&world, &keeper, &format!("{}/roadmap", kept.at)).await;
    let risk_id = roadmap["risks"][0]["id"].as_str().expect("a risk");
    let title = json!({ "title": "اعتیاد و فروش مواد مخدر", "reason": "نام سند" });
    keeper.command(&format!("{}/risks/{risk_id}/title", kept.at), title).await.ok();
    let after = seen(&world, &keeper, &format!("{}/roadmap", kept.at)).await;
    let titles: Vec<&str> = after["risks"][0]["titles"]
        .as_array()
        .expect("titles")
        .iter()
        .filter_map(|one| one["title"].as_str())
        .collect();
    assert_eq!(titles, ["اعتیاد", "اعتیاد و فروش مواد مخدر"]);

    let auditor = world.role(Role::Auditor).await;
    let at = format!("/audit/streams/neighborhood/{}", world.own.neighborhood);
    let events = seen(&world, &auditor, &format!("{at}/events")).await;
    let types: Vec<&str> =
        events["items"].as_array().expect("items").iter().filter_map(|one| one["type"].as_str()).collect();
    assert_eq!(
        types,
        [
            "neighborhood_registered",
            "risk_identified",
            "action_planned",
            "action_planned",
            "roadmap_adopted",
            "risk_retitled"
        ]
    );
    let before = auditor.get(&format!("{at}/replay?at=5")).await.ok();
    assert_eq!(before["state"]["risks"][0]["title"], "اعتیاد", "as it was then");
    assert_eq!(before["state"]["actions"].as_array().map(Vec::len), Some(2));
    assert_eq!(before["state"]["roadmap"]["version"], 1);
}

/// S087: the same action of two neighborhoods stands once in the province, by its folded text or because somebody said so.
#[tokio::test(flavor = "multi_thread")]
async fn s087_two_actions_are_matched_by_who_keeps_one_and_taken_apart() {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let kept = keep(&world, &world.own, &keeper).await;
    let elsewhere = keep(&world, &world.foreign, &world.sign_in("facilitator.B").await).await;
    let at = format!("{}/actions/{}", kept.at, kept.laws);
    let same = json!({ "neighborhood_id": world.foreign.neighborhood, "action_id": elsewhere.pupils });
    keeper.command(&format!("{at}/same"), same).await.ok();
    let unknown = json!({ "neighborhood_id": world.foreign.neighborhood, "action_id": Uuid::now_v7() });
    let answer = keeper.command(&format!("{at}/same"), unknown).await.is(422);
    assert_eq!(answer.faults(), [("action_id".to_owned(), "unknown".to_owned())]);
    let roadmap = seen(&world, &keeper, &format!("{}/roadmap", kept.at)).await;
    assert_eq!(roadmap["actions"][1]["same_as"], json!([elsewhere.pupils]));
    keeper.command(&format!("{at}/apart"), json!({ "action_id": elsewhere.pupils })).await.ok();
    let again = keeper.command(&format!("{at}/apart"), json!({ "action_id": elsewhere.pupils })).await.is(409);
    assert_eq!(again.code(), "actions_not_matched");
}
