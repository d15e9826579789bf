//! What a person typed is in the file and nowhere else: not in a log line, not in an error; and opening the file leaves a trace.

use hamyar_identity::Role;
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{LETTER, NEIGHBORHOOD, PASSWORD, World, family_body};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const CANARY: &str = "قناری‌زاده";

#[tokio::test(flavor = "multi_thread")]
async fn a_canary_name_is_in_no_log_line_and_no_error() {
    let lines = Lines::default();
    let subscriber =
        tracing_subscriber::fmt().with_writer(lines.clone()).with_max_level(tracing::Level::TRACE).finish();
    tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    let world = World::made_here().await;
    let manager = world.role(Role::CenterManager).await;
    let mut body = family_body(NEIGHBORHOOD);
    body["family_name"] = CANARY.into();
    body["head"]["given_name"] = CANARY.into();
    body["head"]["phone"] = "09150000000".into();
    let number = body["head"]["national_id"].as_str().expect("a number").to_owned();
    let family = manager.command("/families", body.clone()).await.ok();
    let at = format!("/families/{}", family["id"].as_str().expect("an id"));
    let mut answers = vec![manager.command("/families", body.clone()).await.is(409)];
    body["entry"] = CANARY.into();
    body["head"]["national_id"] = "1234567890".into();
    body["head"]["birth_date"] = CANARY.into();
    answers.push(manager.command("/families", body).await.is(422));
    answers.push(manager.get(&format!("/families?q={}&tier=x", "%D9%82")).await.is(422));
    answers.push(world.nobody().post("/session", json!({ "username": CANARY, "password": CANARY })).await.is(401));
    manager.post("/families/search", json!({ "q": CANARY })).await.ok();
    manager.command(&format!("{at}/notes"), json!({ "text": CANARY })).await.ok();
    let head = family["ids"]["member_id"].clone();
    let file = json!({ "kind": "consent_form", "title": CANARY, "member_id": head });
    let attached = manager.attach(&format!("{at}/attachments"), file.clone(), LETTER).await.ok();
    let attachment = format!("{at}/attachments/{}", attached["ids"]["attachment_id"].as_str().expect("an id"));
    manager.get(&attachment).await.is(200);
    answers.push(manager.attach(&format!("{at}/attachments"), file, CANARY.as_bytes()).await.is(422));
    manager.command(&format!("{attachment}/remove"), json!({ "reason": CANARY })).await.ok();
    answers
        .push(manager.command(&format!("{at}/assign"), json!({ "caseworker_id": world.own.caseworker })).await.is(409));
    for answer in answers {
        for secret in [CANARY, "1234567890", number.as_str(), "09150000000"] {
            assert!(!answer.text.contains(secret), "{}", answer.text);
        }
    }
    let file = manager.get(&at).await.is(200);
    assert!(file.text.contains(CANARY), "the manager reads it");
    let log = String::from_utf8_lossy(&lines.0.lock().expect("lines")).into_owned();
    assert!(log.contains("/api/v1/families/{id}/notes"), "requests are logged by their template");
    for secret in [CANARY, number.as_str(), "09150000000", PASSWORD, "%D9%82"] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
    let family_id = family["id"].as_str().expect("an id");
    let request_lines = log.lines().filter(|line| line.contains("answered"));
    assert!(request_lines.clone().count() > 20);
    assert!(!request_lines.clone().any(|line| line.contains(family_id)), "no line says which file was opened");
}

/// S062: each reading of a family file is logged with reader and time.
#[tokio::test(flavor = "multi_thread")]
async fn each_reading_of_a_file_is_recorded() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}", world.own.family);
    caseworker.get(&at).await.is(200);
    auditor.get(&format!("{at}/replay")).await.is(200);
    world.role(Role::CommissionMember).await.get(&at).await.is(403);
    let trail = auditor.get(&format!("/audit/access?family_id={}", world.own.family)).await.ok();
    let items = trail["items"].as_array().expect("items");
    assert_eq!((&items[0]["operation"], &items[0]["ground"]), (&json!("replay_family"), &json!("audit")));
    assert_eq!((&items[1]["operation"], &items[1]["ground"]), (&json!("read_family"), &json!("own_family")));
    assert!(items[1]["actor"]["name"].as_str().is_some_and(|name| name.contains("caseworker")));
    assert!(items[0]["accessed_at"]["jalali"].as_str().is_some_and(|at| at.starts_with("14")));
}

/// S063, S065: who reads without need sees neither the whole national id nor an address under threat.
#[tokio::test(flavor = "multi_thread")]
async fn fields_are_shown_by_need() {
    let world = World::new().await;
    let at = format!("/families/{}", world.own.family);
    let category = json!({ "category": "woman_with_abusive_or_unfit_guardian" });
    world.role(Role::CenterManager).await.command(&format!("{at}/categories"), category).await.ok();
    let whole = world.role(Role::Caseworker).await.get(&at).await.ok();
    assert_eq!(whole["address"], "کوچهٔ سوم");
    let number = whole["members"][0]["national_id"].as_str().expect("a number").to_owned();
    assert!(number.chars().all(|digit| digit.is_ascii_digit()));
    let auditor = world.role(Role::Auditor).await;
    // The manager may replace the address and not read it.
    let manager = world.role(Role::CenterManager).await;
    for path in [at.clone(), format!("{at}/timeline?limit=100"), format!("{at}/replay?at=1")] {
        let answer = manager.get(&path).await.is(200);
        assert!(path.ends_with("at=1") || answer.text.contains(&number), "{path}");
        assert!(!answer.text.contains("کوچهٔ سوم"), "{path}");
    }
    let moved = json!({ "neighborhood_id": NEIGHBORHOOD, "address": "کوچهٔ پنجم" });
    manager.command(&format!("{at}/address"), moved).await.ok();
    assert!(!manager.get(&at).await.is(200).text.contains("کوچهٔ پنجم"));
    assert_eq!(world.role(Role::Caseworker).await.get(&at).await.ok()["address"], "کوچهٔ پنجم");
    for path in [at.clone(), format!("{at}/events"), format!("{at}/replay?at=1"), format!("{at}/timeline?limit=100")] {
        let answer = auditor.get(&path).await.is(200);
        assert!(!answer.text.contains(&number) && !answer.text.contains("کوچهٔ سوم"), "{path}");
    }
    let member = world.role(Role::CommissionMember).await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    let packet = member.get(&packet).await.is(200);
    assert!(!packet.text.contains(&number) && !packet.text.contains("کوچهٔ سوم"));
}

/// S064: an officer's counts hide small cells.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_sees_no_small_number() {
    let world = World::new().await;
    let head = world.store.head().await.expect("the head");
    let officer = world.role(Role::Officer).await.get(&format!("/reports/before-after?at_least={head}")).await.ok();
    let auditor = world.role(Role::Auditor).await.get("/reports/before-after").await.ok();
    assert_eq!(auditor["without_final"]["harmed"], 2);
    assert_eq!((&officer["without_final"]["harmed"], &officer["rounded"]), (&json!(null), &json!(true)));
    assert_eq!(auditor["rounded"], false);
}
