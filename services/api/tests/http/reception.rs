//! A referral before its decision: its term in working days, taken up, returned and completed, declined and referred again, silence shown to the
//! manager.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, NEIGHBORHOOD, World};

/// A harmed family of the own center, held by its caseworker and referred to its commission.
pub struct Referred {
    pub family: String,
    pub referral: String,
    /// Where the commission receives it.
    pub at: String,
}

pub async fn caught_up(world: &World) -> String {
    format!("at_least={}", world.store.head().await.expect("the head"))
}

pub async fn refer(world: &World, urgency: &str) -> Referred {
    let manager = world.role(Role::CenterManager).await;
    let own = &world.own;
    let (family, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    let holding = json!({ "caseworker_id": own.caseworker });
    manager.command(&format!("/families/{family}/assign"), holding).await.ok();
    let question =
        json!({ "commission_id": own.commission, "question": "خانواده جایی برای زندگی ندارد", "urgency": urgency });
    let caseworker = world.role(Role::Caseworker).await;
    let made = caseworker.command(&format!("/families/{family}/referrals"), question).await.ok();
    let referral = made["ids"]["referral_id"].as_str().expect("an id").to_owned();
    let at = format!("/commissions/{}/referrals/{referral}", own.commission);
    Referred { family, referral, at }
}

async fn file(client: &Client, family: &str) -> Value {
    client.get(&format!("/families/{family}")).await.ok()
}

fn referral<'a>(file: &'a Value, id: &str) -> &'a Value {
    file["referrals"].as_array().expect("referrals").iter().find(|one| one["id"] == id).expect("the referral")
}

async fn waiting(world: &World, member: &Client, id: &str) -> Option<Value> {
    let agenda =
        member.get(&format!("/commissions/{}/agenda?{}", world.own.commission, caught_up(world).await)).await.ok();
    agenda["waiting"].as_array().expect("a list").iter().find(|one| one["referral_id"] == id).cloned()
}

async fn queue(world: &World, caseworker: &Client) -> Vec<(String, String)> {
    let today = caseworker.get(&format!("/caseworkers/me/today?{}", caught_up(world).await)).await.ok();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    today["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| (text(&one["kind"]), text(&one["family"]["id"])))
        .collect()
}

/// A case of two domains is put before both commissions at once, each by its own referral; a commission is named once, and serves the center.
#[tokio::test(flavor = "multi_thread")]
async fn one_question_is_put_to_several_commissions() {
    let world = World::new().await;
    let first = refer(&world, "normal").await;
    let (admin, caseworker) = (&world.administrator, world.role(Role::Caseworker).await);
    let center = json!([world.own.center]);
    let [economic, cultural] = ["economic", "cultural"]
        .map(|domain| (domain, json!({ "name": domain, "domain": domain, "center_ids": center.clone(), "quorum": 3 })));
    let mut made = Vec::new();
    for (_, body) in [economic, cultural] {
        let commission = admin.command("/commissions", body).await.ok();
        made.push(commission["ids"]["commission_id"].as_str().expect("an id").to_owned());
    }
    let at = format!("/families/{}/referrals", first.family);
    let ask = |further: Value| json!({ "commission_id": made[0], "further_commission_ids": further, "question": "کار و درس فرزندان", "urgency": "normal" });
    let twice = caseworker.command(&at, ask(json!([made[1], made[0]]))).await.is(422);
    assert_eq!(twice.faults(), [("further_commission_ids[1]".to_owned(), "duplicate".to_owned())]);
    let foreign = caseworker.command(&at, ask(json!([world.foreign.commission]))).await.is(422);
    assert_eq!(foreign.faults(), [("further_commission_ids[0]".to_owned(), "unknown".to_owned())]);
    let done = caseworker.command(&at, ask(json!([made[1]]))).await.ok();
    let file = file(&caseworker, &first.family).await;
    let new =
        file["referrals"].as_array().expect("referrals").iter().filter(|one| one["question"] == "کار و درس فرزندان");
    let mut domains: Vec<_> = new.map(|one| one["domain"].as_str().unwrap_or_default()).collect();
    domains.sort_unstable();
    assert_eq!(domains, ["cultural", "economic"]);
    assert_eq!(
        referral(&file, done["ids"]["referral_id"].as_str().expect("an id"))["commission"]["id"],
        made[0].as_str()
    );
}

/// S050, S057: the commission's term stands still while the sender completes what is missing, and the packet is then taken anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_referral_is_taken_up_returned_and_completed() {
    let world = World::new().await;
    let made = refer(&world, "normal").await;
    let (member, caseworker) = (world.role(Role::CommissionMember).await, world.role(Role::Caseworker).await);
    let here = caught_up(&world).await;
    let before = file(&caseworker, &made.family).await;
    let own = referral(&before, &made.referral);
    assert_eq!(own["reception"], "waiting");
    assert!(
        own["answer_by"]["iso"].is_string() && own["overdue"] == false && own["holidays_known"].is_boolean(),
        "{own}"
    );
    member.command(&format!("{}/accept?{here}", made.at), json!({})).await.ok();
    assert_eq!(waiting(&world, &member, &made.referral).await.expect("it waits")["reception"], "accepted");

    let blank = member.command(&format!("{}/return", made.at), json!({ "missing": " ", "why": "lost" })).await.is(422);
    assert_eq!(
        blank.faults(),
        [("missing".to_owned(), "required".to_owned()), ("why".to_owned(), "not_in_set".to_owned())]
    );
    let missing = json!({ "missing": "قرارداد اجاره", "why": "document_missing" });
    member.command(&format!("{}/return", made.at), missing.clone()).await.ok();
    member.command(&format!("{}/return", made.at), missing).await.ok();
    let returned = waiting(&world, &member, &made.referral).await.expect("it waits");
    assert_eq!(
        (&returned["reception"], &returned["missing"], &returned["answer_by"]),
        (&json!("returned"), &json!("قرارداد اجاره"), &Value::Null)
    );
    // It goes on no agenda, and stands in its sender's queue.
    let on = json!({ "referral_id": made.referral });
    let session = format!("/commissions/{}/sessions/{}/agenda", world.own.commission, world.own.session);
    assert_eq!(member.command(&session, on).await.is(409).code(), "referral_returned");
    assert!(queue(&world, &caseworker).await.contains(&("referral_returned".to_owned(), made.family.clone())));

    let at = format!("/families/{}/referrals/{}/resume", made.family, made.referral);
    member.command(&at, json!({ "added": "قرارداد آمد" })).await.is(403);
    caseworker.command(&format!("/families/{}/notes", made.family), json!({ "text": "قرارداد دیده شد" })).await.ok();
    caseworker.command(&at, json!({ "added": "قرارداد آمد" })).await.ok();
    assert_eq!(caseworker.command(&at, json!({ "added": "باز هم" })).await.is(409).code(), "referral_not_returned");
    let packet = member.get(&format!("{}/packet?{}", made.at, caught_up(&world).await)).await.ok();
    assert_eq!((&packet["now_differs"], &packet["referral"]["reception"]), (&json!(false), &json!("accepted")));
    assert_eq!(packet["file"]["notes"].as_array().map(Vec::len), Some(1), "the file as it came back");
    let file = file(&caseworker, &made.family).await;
    let words: Vec<_> = referral(&file, &made.referral)["words"]
        .as_array()
        .expect("words")
        .iter()
        .map(|one| one["kind"].clone())
        .collect();
    assert_eq!(words, [json!("returned"), json!("resumed")]);
    assert!(!queue(&world, &caseworker).await.iter().any(|(kind, _)| kind == "referral_returned"));
}

/// What a commission declines is out of its sight at once and its sender's again, on the same thread when referred anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_declined_referral_comes_back_and_keeps_its_thread() {
    let world = World::new().await;
    let made = refer(&world, "urgent").await;
    let (member, caseworker) = (world.role(Role::CommissionMember).await, world.role(Role::Caseworker).await);
    let here = caught_up(&world).await;
    let foreign = world.sign_in("commission_member.B").await;
    foreign.command(&format!("{}/decline?{here}", made.at), json!({ "reason": "نه", "why": "other" })).await.is(404);
    let elsewhere = format!("/commissions/{}/referrals/{}/decline", world.foreign.commission, made.referral);
    foreign.command(&elsewhere, json!({ "reason": "نه" })).await.is(404);
    let id = uuid::Uuid::now_v7().to_string();
    let reason = json!({ "command_id": id, "reason": "کار کمیسیون اقتصادی است", "why": "outside_competence" });
    member.post(&format!("{}/decline?{here}", made.at), reason.clone()).await.is(200);
    // The same word, sent again, has its answer; another finds nothing any more.
    assert_eq!(member.post(&format!("{}/decline", made.at), reason).await.ok()["repeated"], true);
    member.command(&format!("{}/accept", made.at), json!({})).await.is(404);
    member.get(&format!("{}/packet", made.at)).await.is(404);
    assert!(waiting(&world, &member, &made.referral).await.is_none());
    assert!(queue(&world, &caseworker).await.contains(&("referral_declined".to_owned(), made.family.clone())));

    let manager = world.role(Role::CenterManager).await;
    let open = manager.get(&format!("/center/open-referrals?{}", caught_up(&world).await)).await.ok();
    let found =
        open["items"].as_array().expect("a list").iter().find(|one| one["referral_id"] == made.referral.as_str());
    assert_eq!(found.expect("the manager sees it")["state"], "declined");

    let at = format!("/families/{}/referrals", made.family);
    let again = json!({ "commission_id": world.own.commission, "question": "با مدرک تازه", "urgency": "normal", "continues": made.referral });
    let unknown = json!({ "continues": uuid::Uuid::now_v7() , "commission_id": world.own.commission, "question": "با مدرک تازه", "urgency": "normal" });
    assert_eq!(caseworker.command(&at, unknown).await.is(409).code(), "unknown_referral");
    let again = caseworker.command(&at, again).await.ok();
    let file = file(&caseworker, &made.family).await;
    assert_eq!(
        referral(&file, again["ids"]["referral_id"].as_str().expect("an id"))["continues"],
        made.referral.as_str()
    );
    assert!(
        !queue(&world, &caseworker)
            .await
            .iter()
            .any(|(kind, family)| kind == "referral_declined" && *family == made.family)
    );
    let open = manager.get(&format!("/center/open-referrals?{}", caught_up(&world).await)).await.ok();
    assert!(!open["items"].as_array().expect("a list").iter().any(|one| one["referral_id"] == made.referral.as_str()));
}

/// A commission that says nothing until its term is over is shown to the manager, before everything else.
#[tokio::test(flavor = "multi_thread")]
async fn silence_is_shown_to_the_manager() {
    let world = World::new().await;
    let patient = refer(&world, "normal").await;
    let silent = refer(&world, "urgent").await;
    let month = 31 * 24 * 3600;
    world.ahead.store(14 * 24 * 3600, std::sync::atomic::Ordering::Relaxed);
    let manager = world.role(Role::CenterManager).await;
    let open = manager.get(&format!("/center/open-referrals?{}", caught_up(&world).await)).await.ok();
    let items = open["items"].as_array().expect("a list");
    let of = |id: &str| items.iter().find(|one| one["referral_id"] == id).expect("an open referral");
    assert_eq!(
        (&of(&silent.referral)["silent"], of(&silent.referral)["days_late"].as_u64() > Some(0)),
        (&json!(true), true)
    );
    // And it is among what waits for the manager; for the commission it is a late referral.
    let of_kind = async |client: &Client, kind: &str| {
        let notices = client.get(&format!("/notices?{}", caught_up(&world).await)).await.ok();
        let waiting = notices["waiting"].as_array().expect("a list");
        waiting.iter().find(|one| one["kind"] == kind).and_then(|one| one["count"].as_u64()).unwrap_or_default()
    };
    assert!(of_kind(&manager, "commission_silent").await > 0);
    assert_eq!(of_kind(&manager, "referral_late").await, 0);
    assert!(of_kind(&world.role(Role::CommissionMember).await, "referral_late").await > 0);
    world.ahead.store(month, std::sync::atomic::Ordering::Relaxed);
    let member = world.role(Role::CommissionMember).await;
    member.command(&format!("{}/accept", silent.at), json!({})).await.ok();
    let manager = world.role(Role::CenterManager).await;
    let open = manager.get(&format!("/center/open-referrals?{}", caught_up(&world).await)).await.ok();
    let items = open["items"].as_array().expect("a list");
    let of = |id: &str| items.iter().find(|one| one["referral_id"] == id).expect("an open referral");
    assert_eq!(
        (&of(&silent.referral)["silent"], &of(&patient.referral)["silent"]),
        (&json!(false), &json!(true)),
        "taken up, and still late"
    );
    assert!(of(&silent.referral)["days_late"].as_u64() > of(&patient.referral)["days_late"].as_u64());
    // A silence that goes on is told further up, as a number.
    world.ahead.store(3 * month, std::sync::atomic::Ordering::Relaxed);
    let manager = world.role(Role::CenterManager).await;
    let open = manager.get(&format!("/center/open-referrals?{}", caught_up(&world).await)).await.ok();
    let items = open["items"].as_array().expect("a list");
    let long = |id: &str| items.iter().any(|one| one["referral_id"] == id && one["long_silent"] == true);
    assert_eq!((long(&patient.referral), long(&silent.referral)), (true, false));
    let report = manager.get("/reports/answers").await.ok();
    assert!(report["long_silent"].as_i64() >= Some(1), "{report}");
}
