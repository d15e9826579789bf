//! Another tier than the computed one: proposed by the caseworker, answered by the manager where the center asks for that.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::reception::caught_up;
use crate::support::World;

const REASON: &str = "درآمد خانواده از سه ماه پیش برگشته است";

fn proposal(answer: &Value) -> String {
    answer["ids"]["proposal_id"].as_str().expect("an id").to_owned()
}

async fn waiting_kinds(world: &World, role: Role) -> Vec<String> {
    let answer = world.role(role).await.get(&format!("/notices?{}", caught_up(world).await)).await.ok();
    let kinds = answer["waiting"].as_array().expect("a list").iter();
    kinds.map(|one| one["kind"].as_str().unwrap_or_default().to_owned()).collect()
}

/// S024: the computed tier holds until the manager agrees; both values and the caseworker's reason are kept.
#[tokio::test(flavor = "multi_thread")]
async fn the_manager_agrees_to_a_proposed_tier() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let at = format!("/families/{}", world.own.family);
    let wanted = json!({ "moment": "baseline", "tier": "at_risk", "reason": REASON });
    let faulty = json!({ "moment": "yesterday", "tier": "fine", "reason": " " });
    let faults = caseworker.command(&format!("{at}/tier-proposals"), faulty).await.is(422);
    assert_eq!(faults.fields(), ["moment", "tier", "reason"]);
    let made = proposal(&caseworker.command(&format!("{at}/tier-proposals"), wanted.clone()).await.ok());
    let again = caseworker.command(&format!("{at}/tier-proposals"), wanted).await.is(409);
    assert_eq!(again.code(), "tier_proposal_waits");
    assert!(waiting_kinds(&world, Role::CenterManager).await.contains(&"tier_proposal".to_owned()));
    assert!(!waiting_kinds(&world, Role::Caseworker).await.contains(&"tier_proposal".to_owned()));

    let file = caseworker.get(&at).await.ok();
    assert_eq!((&file["tier"], &file["tier_proposals"][0]["state"]), (&json!("harmed"), &json!("waiting")));
    assert!(file["tier_proposals"][0]["proposed_by"]["name"].is_string());
    let list = manager.get(&format!("/tier-proposals?{}", caught_up(&world).await)).await.ok();
    let listed = &list["items"][0];
    assert_eq!(
        (&listed["reason"], &listed["computed"], &listed["tier"]),
        (&json!(REASON), &json!("harmed"), &json!("at_risk"))
    );
    let own = caseworker.get(&format!("/tier-proposals?{}", caught_up(&world).await)).await.ok();
    assert_eq!(own["items"][0]["own_proposal"], json!(true));
    let foreign = world.sign_in("center_manager.B").await;
    let elsewhere = foreign.get(&format!("/tier-proposals?{}", caught_up(&world).await)).await.ok();
    assert_eq!(elsewhere["items"], json!([]));

    manager.command(&format!("{at}/tier-proposals/{made}/answer"), json!({ "outcome": "accepted" })).await.ok();
    let file = manager.get(&at).await.ok();
    assert_eq!((&file["tier"], &file["tier_proposals"][0]["state"]), (&json!("at_risk"), &json!("accepted")));
    let tier = file["tiers"].as_array().and_then(|tiers| tiers.last()).expect("a tier");
    assert_eq!((&tier["computed_tier"], &tier["override_reason"]), (&json!("harmed"), &json!(REASON)));
    // It is between the caseworker and the center.
    let member = world.role(Role::CommissionMember).await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    let packet = member.get(&packet).await.ok();
    assert_eq!(packet["file"]["tier_proposals"], json!([]));
    let told: Vec<&str> =
        packet["since"].as_array().expect("events").iter().filter_map(|one| one["type"].as_str()).collect();
    assert!(told.contains(&"tier_assigned") && !told.iter().any(|kind| kind.starts_with("tier_propos")), "{told:?}");
    assert!(!packet["since"].to_string().contains("request_made"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_has_words_and_the_caseworker_is_told() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let at = format!("/families/{}/tier-proposals", world.own.family);
    let wanted = json!({ "moment": "baseline", "tier": "stable", "reason": REASON });
    let made = proposal(&caseworker.command(&at, wanted.clone()).await.ok());
    let silent = manager.command(&format!("{at}/{made}/answer"), json!({ "outcome": "declined" })).await.is(422);
    assert_eq!(silent.faults(), [("answer".to_owned(), "required".to_owned())]);
    let no = json!({ "outcome": "declined", "answer": "یک بازدید دیگر لازم است" });
    manager.command(&format!("{at}/{made}/answer"), no.clone()).await.ok();
    assert_eq!(manager.command(&format!("{at}/{made}/answer"), no).await.is(409).code(), "tier_proposal_answered");
    assert!(waiting_kinds(&world, Role::Caseworker).await.contains(&"tier_proposal_declined".to_owned()));
    let made = proposal(&caseworker.command(&at, wanted).await.ok());
    caseworker.command(&format!("{at}/{made}/withdraw"), json!({})).await.ok();
    let late = manager.command(&format!("{at}/{made}/answer"), json!({ "outcome": "accepted" })).await.is(409);
    assert_eq!(late.code(), "tier_proposal_withdrawn");
}

/// Whoever is both proposes as a caseworker, and somebody else answers.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_proposed_does_not_answer() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let user = caseworker.get("/session").await.ok();
    let scope = Scope {
        center_id: world.own.center.parse().ok(),
        caseworker_id: user["scope"]["caseworker_id"].as_str().and_then(|id| id.parse().ok()),
        ..Scope::default()
    };
    let both = world.person_of("both.roles", &[Role::Caseworker, Role::CenterManager], scope).await;
    let at = format!("/families/{}/tier-proposals", world.own.family);
    let wanted = json!({ "moment": "baseline", "tier": "stable", "reason": REASON });
    let made = proposal(&both.command(&at, wanted).await.ok());
    let own = both.command(&format!("{at}/{made}/answer"), json!({ "outcome": "accepted" })).await.is(409);
    assert_eq!(own.code(), "own_tier_proposal");
}

/// The center leaves it to its caseworkers: no proposal, the tier holds, both values are kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_center_leaves_it_to_its_caseworkers() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let center = format!("/centers/{}", world.own.center);
    let waived = manager.put_command(&format!("{center}/tier-approval"), json!({ "needed": false })).await.ok();
    let read = format!("{center}?at_least={}", waived["position"]);
    assert_eq!(caseworker.get(&read).await.ok()["tier_approval"], json!(false));
    let at = format!("/families/{}", world.own.family);
    let wanted = json!({ "moment": "baseline", "tier": "stable", "reason": REASON });
    let given = caseworker.command(&format!("{at}/tier-proposals"), wanted).await.ok();
    assert!(given["ids"].get("proposal_id").is_none(), "{given}");
    let file = caseworker.get(&at).await.ok();
    assert_eq!((&file["tier"], &file["tier_proposals"]), (&json!("stable"), &json!([])));
    let tier = file["tiers"].as_array().and_then(|tiers| tiers.last()).expect("a tier");
    assert_eq!((&tier["computed_tier"], &tier["override_reason"]), (&json!("harmed"), &json!(REASON)));
}
