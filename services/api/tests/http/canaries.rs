//! A value of its own in every field of a family; then every reading of every role, searched for what that role may not see.

use hamyar_identity::Role;
use serde_json::json;

use crate::support::{Client, NEIGHBORHOOD, World, national_id};

/// One canary per class, distinct and unlike anything else.
const NAME: &str = "قناری‌نام";
const GIVEN: &str = "قناری‌کوچک";
const NOTE: &str = "قناری‌یادداشت";
const ADDRESS: &str = "قناری‌کوچه";
const CONTACT: &str = "قناری‌تماس";
const PHONE: &str = "09150011223";
const CAUSE: &str = "قناری‌علت";
const EXPERT: &str = "قناری‌کارشناس";
const QUESTION: &str = "قناری‌پرسش";

struct Seeded {
    world: World,
    number: String,
    before: i64,
}

/// Fills the own family of the world with canaries: members, notes, visit, expert, address, and marks the address as under threat.
async fn seeded() -> Seeded {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let at = format!("/families/{}", world.own.family);
    let number = national_id();
    let member =
        json!({ "given_name": GIVEN, "family_name": NAME, "relation": "child", "national_id": number, "phone": PHONE });
    manager.command(&format!("{at}/members"), member).await.ok();
    manager
        .command(&format!("{at}/address"), json!({ "neighborhood_id": NEIGHBORHOOD, "address": ADDRESS }))
        .await
        .ok();
    manager.command(&format!("{at}/safe-contact"), json!({ "instruction": CONTACT })).await.ok();
    manager.command(&format!("{at}/notes"), json!({ "text": NOTE })).await.ok();
    manager.command(&format!("{at}/visits"), json!({ "place": "home", "note": NOTE })).await.ok();
    let expert = json!({ "specialty": EXPERT, "question": EXPERT });
    manager.command(&format!("{at}/expert-referrals"), expert).await.ok();
    let again = json!({ "neighborhood_id": NEIGHBORHOOD, "entry": "self_referred", "source": "local_setting", "declared": { "headship_cause": CAUSE, "note": NOTE } });
    manager.command(&format!("{at}/join"), again).await.ok();
    let marked = manager.command(&format!("{at}/address-threat"), json!({ "reason": NOTE })).await.ok();
    let before = marked["position"].as_i64().expect("a position");
    let wait = world.role(Role::Auditor).await;
    wait.get(&format!("/audit/families?at_least={before}")).await.is(200);
    Seeded { world, number, before }
}

/// Everything that can be read, by its address.
fn readings(world: &World) -> Vec<String> {
    let (family, place) = (&world.own.family, &world.own);
    let of = |path: &str| format!("/families/{family}{path}");
    let mut all = vec![
        of(""),
        of("/timeline?limit=100"),
        of("/events"),
        of("/replay"),
        of("/replay?at=1"),
        of("/address"),
        of("/openings"),
        of("/tiers/preview?moment=baseline"),
    ];
    let lists = [
        "/families",
        "/audit/families",
        "/audit/events",
        "/audit/access",
        "/today",
        "/tasks",
        "/center/intake",
        "/center/caseloads",
        "/center/open-referrals",
        "/notices",
        "/comparisons",
        "/reports/before-after",
        "/reports/before-after/families?from=harmed",
        "/neighborhoods",
        "/commissions",
        "/centers",
        "/agencies",
        "/users",
        "/session",
    ];
    all.extend(lists.into_iter().map(str::to_owned));
    all.push(format!("/commissions/{}/agenda", place.commission));
    all.push(format!("/commissions/{}/referrals/{}/packet", place.commission, place.referral));
    all.push(format!("/caseworkers/{}", place.caseworker));
    all
}

/// What a role's readings hold, all in one.
async fn everything(client: &Client, world: &World) -> String {
    let mut text = String::new();
    for path in readings(world) {
        text.push('\n');
        text.push_str(&client.get(&path).await.text);
    }
    let searches =
        [json!({ "q": NAME }), json!({ "phone": PHONE }), json!({ "given_name": GIVEN }), json!({ "q": ADDRESS })];
    for search in searches {
        text.push_str(&client.post("/families/search", search).await.text);
    }
    text.push_str(&client.post("/families/find", json!({ "q": "قناری" })).await.text);
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reading_of_any_role_holds_what_the_role_may_not_see() {
    let Seeded { world, number, .. } = seeded().await;
    let location = [ADDRESS, CONTACT, PHONE];
    let all = [NAME, GIVEN, NOTE, ADDRESS, CONTACT, PHONE, CAUSE, EXPERT, number.as_str()];
    let cases: Vec<(Role, Vec<&str>, Vec<&str>)> = vec![
        (Role::Caseworker, all.to_vec(), vec![]),
        (Role::CenterManager, vec![NAME, GIVEN, NOTE, CAUSE, EXPERT, &number], location.to_vec()),
        (Role::Auditor, vec![NAME, GIVEN, NOTE, CAUSE, EXPERT], [&location[..], &[number.as_str()]].concat()),
        // The packet shows the file as it stood at referral, which was before all this, and what happened since: ids masked, no whereabouts.
        (Role::CommissionMember, vec![NAME], [&location[..], &[number.as_str()]].concat()),
        (Role::AgencyOfficer, vec![], all.to_vec()),
        (Role::Officer, vec![], all.to_vec()),
        (Role::Administrator, vec![], all.to_vec()),
    ];
    for (role, sees, hidden) in cases {
        let text = everything(&world.role(role).await, &world).await;
        for canary in sees {
            assert!(text.contains(canary), "{role} should see {canary}: the search is blind otherwise");
        }
        for canary in hidden {
            let line = text.lines().find(|line| line.contains(canary));
            assert!(line.is_none(), "{role} sees {canary}: {line:?}");
        }
    }
    for other in ["caseworker.B", "center_manager.B", "commission_member.B", "agency_officer.B"] {
        let text = everything(&world.sign_in(other).await, &world).await;
        for canary in all {
            assert!(!text.contains(canary), "{other} sees {canary}");
        }
        assert!(!text.contains(&world.own.family), "{other} learns of the family");
    }
}

/// A packet made after all that: the social commission's holds the narrative, no location; another domain's holds no narrative either.
#[tokio::test(flavor = "multi_thread")]
async fn a_packet_holds_what_its_domain_needs_and_never_the_address() {
    let Seeded { world, number, .. } = seeded().await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}", world.own.family);
    let reason = json!({ "reason": "تازه شد" });
    caseworker.command(&format!("{at}/referrals/{}/withdraw", world.own.referral), reason).await;
    for (domain, sees, hidden) in
        [("social", vec![NOTE, EXPERT, CAUSE], vec![]), ("economic", vec![], vec![NOTE, EXPERT, CAUSE])]
    {
        let form = json!({ "name": format!("کمیسیون {domain}"), "domain": domain, "center_ids": [world.own.center] });
        let formed = world.administrator.command("/commissions", form).await.ok();
        let commission = formed["ids"]["commission_id"].as_str().expect("an id").to_owned();
        let scope =
            hamyar_identity::Scope { commission_ids: vec![commission.parse().expect("an id")], ..Default::default() };
        world.person(&format!("member.{domain}"), Role::CommissionMember, scope).await;
        let asked = json!({ "commission_id": commission, "question": QUESTION, "urgency": "normal" });
        let referred = caseworker.command(&format!("{at}/referrals"), asked).await.ok();
        let referral = referred["ids"]["referral_id"].as_str().expect("an id");
        let member = world.sign_in(&format!("member.{domain}")).await;
        let packet = format!("/commissions/{commission}/referrals/{referral}/packet?at_least={}", referred["position"]);
        let text = member.get(&packet).await.is(200).text;
        assert!(text.contains(NAME) && text.contains(QUESTION), "{domain}");
        for canary in sees {
            assert!(text.contains(canary), "the {domain} commission needs {canary}");
        }
        for canary in hidden.into_iter().chain([ADDRESS, CONTACT, PHONE, number.as_str()]) {
            assert!(!text.contains(canary), "the {domain} commission sees {canary}");
        }
    }
}

/// Nothing of it stands open in the log, in what is exported or told on NATS, which are the stored lines, nor in the state that is cached.
#[tokio::test(flavor = "multi_thread")]
async fn the_stored_lines_of_export_and_news_hold_no_canary() {
    let Seeded { world, number, before } = seeded().await;
    let stored = world.store.read_feed_stored(0, 100_000).await.expect("the log");
    assert!(stored.last().is_some_and(|event| event.position >= before));
    for event in &stored {
        let line = format!("{event:?}");
        for canary in [NAME, GIVEN, NOTE, ADDRESS, CONTACT, PHONE, CAUSE, EXPERT, number.as_str()] {
            assert!(!line.contains(canary), "{} holds {canary}", event.event_type);
        }
    }
    let family =
        world.store.load::<hamyar_domain::Family>(world.own.family.parse().expect("an id")).await.expect("a family");
    let state = serde_json::to_string(&family.state).expect("a state");
    for canary in [NAME, GIVEN, NOTE, ADDRESS, CONTACT, PHONE, CAUSE, EXPERT, number.as_str()] {
        assert!(!state.contains(canary), "the snapshot holds {canary}");
    }
}
