//! Micro-finance funds: members of registered families, a book that explains its balance, loans on each other's word; what the family's caseworker
//! and an officer see of it.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, NEIGHBORHOOD, World};

const MILLION: i64 = 1_000_000;

/// A fund with three members of the own center, the first of them the own family's head.
struct Fund {
    at: String,
    members: Vec<(String, String)>,
}

async fn fund(world: &World, manager: &Client) -> Fund {
    let at = format!("/funds/{}", world.own.fund);
    let mut members = vec![(world.own.family.clone(), world.own.head.clone())];
    for _ in 0..2 {
        members.push(world.harmed_family(manager, NEIGHBORHOOD).await);
    }
    for (family, member) in &members {
        manager.command(&format!("{at}/members"), json!({ "family_id": family, "member_id": member })).await.ok();
    }
    Fund { at, members }
}

async fn seen(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    let joint = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{joint}at_least={head}")).await.ok()
}

fn loan_of(fund: &Fund, borrower: usize) -> Value {
    let others: Vec<&str> = (0..3).filter(|one| *one != borrower).map(|one| fund.members[one].1.as_str()).collect();
    json!({ "member_id": fund.members[borrower].1, "amount_rials": 60 * MILLION, "purpose": "work", "instalments": 6,
            "guarantee": "group", "guarantors": others })
}

/// The balance and every sum follow from the entries; a mistake counts no more and stays readable.
#[tokio::test(flavor = "multi_thread")]
async fn a_fund_is_formed_where_its_center_works() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let foreign = uuid::Uuid::now_v7();
    world.another_neighborhood(foreign).await;
    let head = world.store.head().await.expect("the head");
    manager.get(&format!("/centers?at_least={head}")).await.ok();
    let elsewhere = json!({ "name": "صندوق همسایه", "neighborhood_id": foreign });
    let refused = manager.command("/funds", elsewhere).await.is(422);
    assert_eq!(refused.faults(), [("neighborhood_id".to_owned(), "not_in_set".to_owned())]);
    manager.command("/funds", json!({ "name": "صندوق محله", "neighborhood_id": NEIGHBORHOOD })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_balance_of_a_fund_is_explained_by_its_book() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let fund = fund(&world, &manager).await;
    let put = async |member: usize, millions: i64| {
        let body = json!({ "member_id": fund.members[member].1, "amount_rials": millions * MILLION });
        manager.command(&format!("{}/contributions", fund.at), body).await.ok()
    };
    put(0, 40).await;
    put(1, 50).await;
    let twice = put(1, 50).await["ids"]["entry_id"].as_str().expect("an id").to_owned();
    let reverse = format!("{}/entries/{twice}/reverse", fund.at);
    manager.command(&reverse, json!({ "mistake": "entered_twice" })).await.ok();
    let asked = manager.command(&format!("{}/loans", fund.at), loan_of(&fund, 0)).await.ok();
    let loan = format!("{}/loans/{}", fund.at, asked["ids"]["loan_id"].as_str().expect("an id"));
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    manager.command(&format!("{loan}/grant"), json!({})).await.ok();
    manager.command(&format!("{loan}/pay"), json!({ "amount_rials": 15 * MILLION })).await.ok();

    let found = seen(&world, &manager, &fund.at).await;
    let sums = ["balance_rials", "outstanding_rials", "overdue_rials"].map(|name| found[name].as_i64());
    assert_eq!(sums, [Some(45 * MILLION), Some(45 * MILLION), Some(0)], "{found}");
    let book = found["entries"].as_array().expect("a book");
    let changes: i64 = book.iter().filter_map(|entry| entry["change_rials"].as_i64()).sum();
    assert_eq!((changes, book[0]["balance_rials"].as_i64()), (45 * MILLION, Some(45 * MILLION)));
    let reversed = book.iter().find(|entry| entry["id"] == twice.as_str()).expect("stays readable");
    assert_eq!((&reversed["change_rials"], &reversed["mistake"]), (&json!(0), &json!("entered_twice")));
    let plan = found["loans"][0]["instalments"].as_array().expect("instalments");
    let paid: Vec<_> = plan.iter().map(|one| one["paid_rials"].as_i64().unwrap_or(-1) / MILLION).collect();
    assert_eq!(paid, [10, 5, 0, 0, 0, 0], "what comes back pays in order");
    assert_eq!(plan[0]["due_on"]["iso"], hamyar_persian::jalali::add_jalali_months(today, 1).to_string());
    let named = found["members_list"].as_array().expect("members").iter().all(|one| one["member"]["name"].is_string());
    assert!(named, "the center reads the names of its own");

    let leave = format!("{}/members/{}/leave", fund.at, fund.members[0].1);
    assert_eq!(manager.command(&leave, json!({})).await.is(409).code(), "fund_member_owes");
    let leave = format!("{}/members/{}/leave", fund.at, fund.members[1].1);
    assert_eq!(manager.command(&leave, json!({})).await.is(409).code(), "fund_member_guarantees");
    assert_eq!(manager.command(&format!("{}/close", fund.at), json!({})).await.is(409).code(), "fund_loans_open");
    let early = manager.command(&format!("{loan}/default"), json!({})).await.is(409);
    assert_eq!(early.code(), "no_instalment_overdue");
    world.sign_in("center_manager.B").await.get(&fund.at).await.is(404);
}

/// S108, S109: a loan goes to members alone and says on what it is secured.
#[tokio::test(flavor = "multi_thread")]
async fn s108_s109_a_loan_goes_to_members_and_says_on_what_it_is_secured() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let fund = fund(&world, &manager).await;
    let loans = format!("{}/loans", fund.at);
    let (family, stranger) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    let mut wish = loan_of(&fund, 0);
    wish["member_id"] = stranger.clone().into();
    assert_eq!(manager.command(&loans, wish).await.is(409).code(), "not_a_fund_member");
    let mut alone = loan_of(&fund, 0);
    alone["guarantors"] = json!([]);
    assert_eq!(manager.command(&loans, alone).await.is(422).fields(), ["guarantors"]);
    let mut gold = loan_of(&fund, 0);
    (gold["guarantee"], gold["guarantors"]) = ("physical".into(), json!([]));
    assert_eq!(manager.command(&loans, gold.clone()).await.is(422).fields(), ["collateral"]);
    gold["collateral"] = "gold".into();
    manager.command(&loans, gold).await.ok();
    manager.command(&loans, loan_of(&fund, 1)).await.ok();
    let found = seen(&world, &manager, &fund.at).await;
    let secured: Vec<_> =
        found["loans"].as_array().expect("loans").iter().map(|loan| loan["guarantee"].clone()).collect();
    assert_eq!(secured, ["group", "physical"]);

    let foreign = json!({ "family_id": world.foreign.family, "member_id": world.foreign.head });
    let fault = |field: &str| vec![(field.to_owned(), "unknown".to_owned())];
    let members = format!("{}/members", fund.at);
    assert_eq!(manager.command(&members, foreign).await.is(422).faults(), fault("family_id"));
    let nobody = json!({ "family_id": family, "member_id": uuid::Uuid::now_v7() });
    assert_eq!(manager.command(&members, nobody).await.is(422).faults(), fault("member_id"));
}

/// S110: funds, members trained, sessions and loans are reported; an officer is told rounded counts and no money; the family's caseworker sees the
/// loan of the own family, and who else is in the fund only as a number.
#[tokio::test(flavor = "multi_thread")]
async fn s110_funds_members_trained_sessions_and_loans_are_reported() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let fund = fund(&world, &manager).await;
    let put = json!({ "member_id": fund.members[1].1, "amount_rials": 90 * MILLION });
    manager.command(&format!("{}/contributions", fund.at), put).await.ok();
    let asked = manager.command(&format!("{}/loans", fund.at), loan_of(&fund, 0)).await.ok();
    let loan = asked["ids"]["loan_id"].as_str().expect("an id").to_owned();
    manager.command(&format!("{}/loans/{loan}/grant", fund.at), json!({ "amount_rials": 30 * MILLION })).await.ok();
    let present: Vec<&str> = fund.members.iter().map(|(_, member)| member.as_str()).collect();
    let trainings = format!("{}/trainings", fund.at);
    for present in [&present[..], &present[..2]] {
        let training = json!({ "topic": "bookkeeping", "hours": 2, "present": present });
        manager.command(&trainings, training).await.ok();
    }
    let unknown = json!({ "topic": "rules", "hours": 2, "present": present, "activity_id": world.foreign.activity });
    assert_eq!(manager.command(&trainings, unknown).await.is(422).fields(), ["activity_id"]);

    let report = seen(&world, &manager, "/reports/funds").await;
    let told = ["funds", "trainings", "training_hours", "members_trained", "loans", "borrowers", "loans_by_group"]
        .map(|name| report[name].as_i64());
    assert_eq!(told, [1, 2, 4, 3, 1, 1, 1].map(Some), "{report}");
    assert_eq!((&report["lent_rials"], &report["balance_rials"]), (&json!(30 * MILLION), &json!(60 * MILLION)));
    let officer = world.role(Role::Officer).await;
    let rounded = seen(&world, &officer, "/reports/funds").await;
    assert_eq!((&rounded["borrowers"], &rounded["lent_rials"]), (&Value::Null, &Value::Null));
    assert_eq!((rounded["funds"].as_i64(), &rounded["rounded"]), (Some(2), &json!(true)));
    officer.get(&format!("/reports/funds?center_id={}", world.own.center)).await.is(403);
    let past = seen(&world, &manager, "/reports/funds?year=1399").await;
    assert_eq!((past["loans"].as_i64(), past["funds"].as_i64()), (Some(0), Some(0)));
    manager.get("/reports/funds?year=5").await.is(422);

    let caseworker = world.role(Role::Caseworker).await;
    let path = format!("/families/{}/funds", world.own.family);
    let family = seen(&world, &caseworker, &path).await;
    let own = &family["items"][0];
    assert_eq!(own["loans"][0]["outstanding_rials"], 30 * MILLION);
    assert_eq!((own["loans"][0]["guarantors"].as_i64(), &own["share_rials"]), (Some(2), &json!(0)));
    assert!(!family.to_string().contains(&fund.members[1].1), "others of the fund are not named");
    caseworker.get(&fund.at).await.is(403);
    let answers = seen(&world, &manager, &format!("/families/{}/funds", fund.members[1].0)).await;
    assert_eq!(answers["items"][0]["answers_for"], 1);
}

/// An auditor replays a fund with the words of its events.
#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_replays_a_fund() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let fund = fund(&world, &manager).await;
    let put = json!({ "member_id": fund.members[0].1, "amount_rials": 5 * MILLION });
    let entry = manager.command(&format!("{}/contributions", fund.at), put).await.ok()["ids"]["entry_id"].clone();
    let auditor = world.role(Role::Auditor).await;
    let head = world.store.head().await.expect("the head");
    let replay = auditor.get(&format!("/audit/streams/fund/{}/replay?at_least={head}", world.own.fund)).await.ok();
    assert_eq!(replay["state"]["members"].as_array().map(Vec::len), Some(3), "{replay}");
    assert_eq!(replay["state"]["entries"][0]["id"], entry);
    assert_eq!(replay["event"]["type"], "contribution_recorded");
}
