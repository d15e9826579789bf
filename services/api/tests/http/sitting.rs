//! A session from its agenda to its signed minutes: the order of the cases, attendance by kind, standing aside, discussion, votes and dissent.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::reception::{Referred, caught_up, refer};
use crate::support::{Client, World};

/// An open session of the own commission with two cases on its agenda; its members, and the family's caseworker, are there.
struct Sitting {
    world: World,
    member: Client,
    at: String,
    cases: [Referred; 2],
    members: Vec<(String, String)>,
}

impl Sitting {
    async fn begin() -> Self {
        let world = World::new().await;
        let member = world.role(Role::CommissionMember).await;
        let cases = [refer(&world, "normal").await, refer(&world, "urgent").await];
        let commission = world.own.commission.clone();
        let today = hamyar_persian::tehran_date(chrono::Utc::now()).to_string();
        let session = json!({ "held_on": today, "starts_at": "۱۰:۰۰" });
        let session = member.command(&format!("/commissions/{commission}/sessions"), session).await.ok();
        let at =
            format!("/commissions/{commission}/sessions/{}", session["ids"]["session_id"].as_str().expect("an id"));
        let here = caught_up(&world).await;
        for case in &cases {
            member.command(&format!("{at}/agenda?{here}"), json!({ "referral_id": case.referral })).await.ok();
        }
        let agenda = member.get(&format!("/commissions/{commission}/agenda?{}", caught_up(&world).await)).await.ok();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let seats = agenda["commission"]["participants"].as_array().expect("members");
        let members = seats.iter().map(|one| (text(&one["id"]), text(&one["kind"]))).collect();
        let sitting = Self { world, member, at, cases, members };
        sitting.open(&[], &[]).await;
        sitting
    }

    fn present(&self, without: &[usize]) -> Vec<Value> {
        let caseworker = json!({ "kind": "caseworker", "person_id": self.world.own.caseworker });
        let there = self.members.iter().enumerate().filter(|(n, _)| !without.contains(n));
        let mut present: Vec<Value> = there.map(|(_, (id, kind))| json!({ "kind": kind, "person_id": id })).collect();
        present.push(caseworker);
        present
    }

    async fn open(&self, remote: &[usize], absent: &[usize]) {
        let missing: Vec<Value> = absent
            .iter()
            .map(|n| json!({ "kind": self.members[*n].1, "person_id": self.members[*n].0, "notice": true }))
            .collect();
        let remote: Vec<_> = remote.iter().map(|n| self.members[*n].0.clone()).collect();
        let body = json!({ "present": self.present(absent), "remote": remote, "absent": missing });
        self.member.command(&format!("{}/open", self.at), body).await.ok();
    }

    async fn send(&self, what: &str, body: Value) -> crate::support::Answer {
        self.member.command(&format!("{}/{what}?{}", self.at, caught_up(&self.world).await), body).await
    }

    async fn session(&self) -> Value {
        let agenda = format!("/commissions/{}/agenda?{}", self.world.own.commission, caught_up(&self.world).await);
        let agenda = self.member.get(&agenda).await.ok();
        let sessions = agenda["sessions"].as_array().expect("sessions").clone();
        sessions.into_iter().find(|one| self.at.ends_with(one["id"].as_str().unwrap_or("?"))).expect("the session")
    }

    async fn minutes(&self) -> Value {
        self.member.get(&format!("{}/minutes?{}", self.at, caught_up(&self.world).await)).await.ok()
    }

    fn decision(&self, case: usize) -> Value {
        json!({ "referral_id": self.cases[case].referral, "outcome": "no_action", "reason": "خانواده جایی یافته است", "tasks": [] })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agenda_is_heard_in_the_order_that_was_set() {
    let sitting = Sitting::begin().await;
    let order = |session: &Value| {
        let cases = session["cases"].as_array().expect("cases");
        cases.iter().map(|one| one["referral_id"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let [normal, urgent] = [&sitting.cases[0].referral, &sitting.cases[1].referral];
    assert_eq!(order(&sitting.session().await), [urgent.clone(), normal.clone()], "urgent ones first");
    sitting.send("order", json!({ "referral_ids": [normal, urgent] })).await.ok();
    assert_eq!(order(&sitting.session().await), [normal.clone(), urgent.clone()]);
    let lacking = sitting.send("order", json!({ "referral_ids": [normal] })).await.is(422);
    assert_eq!(lacking.faults(), [("referral_ids".to_owned(), "required".to_owned())]);
    let minutes = sitting.minutes().await;
    assert_eq!(minutes["cases"][0]["referral_id"], normal.as_str());
}

/// S052: attendance by kind and manner; who stands aside from a case is not counted for it, and it is put off.
#[tokio::test(flavor = "multi_thread")]
async fn who_stands_aside_is_not_counted() {
    let sitting = Sitting::begin().await;
    sitting.open(&[0], &[]).await;
    let session = sitting.session().await;
    assert_eq!(session["remote"], json!([sitting.members[0].0]));
    let aside =
        json!({ "referral_id": sitting.cases[0].referral, "person_id": sitting.members[1].0, "reason": "خویشاوندی" });
    sitting.send("conflicts", aside).await.ok();
    let refused = sitting.send("decide", sitting.decision(0)).await.is(409);
    assert_eq!(
        (refused.code(), &refused.body["params"]["present"], &refused.body["params"]["quorum"]),
        ("no_quorum", &json!(2), &json!(3))
    );
    // The other case goes on.
    sitting.send("decide", sitting.decision(1)).await.ok();
    let minutes = sitting.minutes().await;
    let of = |n: usize| {
        let cases = minutes["cases"].as_array().expect("cases");
        cases.iter().find(|one| one["referral_id"] == sitting.cases[n].referral.as_str()).expect("the case").clone()
    };
    assert_eq!((&of(0)["state"], &of(0)["adjourned_because"]), (&json!("adjourned"), &json!("no_quorum")));
    assert_eq!((of(0)["aside"].as_array().map(Vec::len), &of(1)["state"]), (Some(1), &json!("decided")));
    // Put on again and taken back, the member counts.
    sitting.send("agenda", json!({ "referral_id": sitting.cases[0].referral })).await.ok();
    let back = json!({ "referral_id": sitting.cases[0].referral, "person_id": sitting.members[1].0 });
    sitting.send("conflicts/withdraw", back).await.ok();
    sitting.send("decide", sitting.decision(0)).await.ok();
    let unknown = json!({ "referral_id": sitting.cases[1].referral, "person_id": uuid::Uuid::now_v7() });
    assert_eq!(sitting.send("conflicts", unknown).await.is(409).code(), "case_already_decided");
}

/// S053: votes, dissent, what is expected of a task, and the discussion stand in the minutes, which those present sign.
#[tokio::test(flavor = "multi_thread")]
async fn minutes_tell_what_was_said_and_voted_and_are_signed() {
    let sitting = Sitting::begin().await;
    let referral = &sitting.cases[0].referral;
    sitting
        .send("discussion", json!({ "referral_id": referral, "note": "صاحب‌خانه تا اسفند مهلت داده است" }))
        .await
        .ok();
    let due = (chrono::Utc::now() + chrono::TimeDelta::days(20)).date_naive().to_string();
    let agency = sitting.world.agency(false).await;
    let votes = |kinds: [&str; 3]| -> Value {
        let cast = sitting.members.iter().zip(kinds).map(|((id, _), vote)| json!({ "person_id": id, "vote": vote }));
        cast.collect::<Vec<_>>().into()
    };
    let mut decision = json!({
        "referral_id": referral, "outcome": "tasks", "reason": "نیاز به سرپناه",
        "tasks": [{ "title": "جای موقت", "domain": "social", "due_on": due, "expected": "نامهٔ تحویل",
                    "responsible": { "kind": "agency", "agency_id": agency } }],
        "votes": votes(["for", "against", "abstained"]),
    });
    let refused = sitting.send("decide", decision.clone()).await.is(409);
    assert_eq!((refused.code(), &refused.body["params"]["in_favour"]), ("decision_not_carried", &json!(1)));
    decision["votes"] = votes(["for", "against", "for"]);
    decision["votes"][0]["dissent"] = "نباید باشد".into();
    let odd = sitting.send("decide", decision.clone()).await.is(422);
    assert_eq!(odd.faults(), [("votes[0].dissent".to_owned(), "not_expected".to_owned())]);
    decision["votes"][0] = json!({ "person_id": sitting.members[0].0, "vote": "for" });
    decision["votes"][1]["dissent"] = "شهرداری باید پاسخ دهد".into();
    sitting.send("decide", decision).await.ok();
    let paper = json!({ "person_id": sitting.members[0].0, "way": "paper" });
    assert_eq!(sitting.send("signatures", paper.clone()).await.is(409).code(), "session_not_closed");
    sitting.send("adjourn", json!({ "referral_id": sitting.cases[1].referral, "reason": "out_of_time" })).await.ok();
    sitting.send("close", json!({})).await.ok();

    let minutes = sitting.minutes().await;
    let case = minutes["cases"].as_array().expect("cases").iter().find(|one| one["referral_id"] == referral.as_str());
    let case = case.expect("the case").clone();
    assert_eq!(case["discussion"], "صاحب‌خانه تا اسفند مهلت داده است");
    assert_eq!(case["decision"]["votes"][1]["dissent"], "شهرداری باید پاسخ دهد");
    assert_eq!(case["decision"]["tasks"][0]["expected"], "نامهٔ تحویل");
    assert!(!minutes.to_string().contains("نمونه"), "a case is named by its file number alone");

    sitting.send("signatures", paper).await.ok();
    let own = json!({ "person_id": sitting.members[1].0, "way": "account" });
    assert_eq!(sitting.send("signatures", own.clone()).await.is(409).code(), "seat_not_claimed");
    let seat = format!("/commissions/{}/participants/{}/claim", sitting.world.own.commission, sitting.members[1].0);
    sitting.member.command(&seat, json!({})).await.ok();
    sitting.send("signatures", own).await.ok();
    let stranger = json!({ "person_id": uuid::Uuid::now_v7(), "way": "paper" });
    assert_eq!(sitting.send("signatures", stranger).await.is(409).code(), "did_not_attend");
    let signed = sitting.minutes().await;
    let ways: Vec<_> = signed["signatures"]
        .as_array()
        .expect("signatures")
        .iter()
        .map(|one| (&one["way"], &one["changed_since"]))
        .collect();
    assert_eq!(ways, [(&json!("paper"), &json!(false)), (&json!("account"), &json!(false))]);

    // The reading is recorded, and the words go with the last task (S058); that it was decided stays.
    let openings = sitting.world.role(Role::CenterManager).await;
    let openings = openings.get(&format!("/families/{}/openings", sitting.cases[0].family)).await.ok();
    assert!(openings.to_string().contains("read_minutes"));
    let family = &sitting.cases[0].family;
    let file = sitting.world.role(Role::CenterManager).await.get(&format!("/families/{family}")).await.ok();
    let task = file["tasks"][0]["task_id"].as_str().expect("a task").to_owned();
    assert_eq!(file["tasks"][0]["expected"], "نامهٔ تحویل");
    let scope = hamyar_identity::Scope { agency_id: agency.parse().ok(), ..Default::default() };
    let officer = sitting.world.person("officer.other", Role::AgencyOfficer, scope).await;
    officer.command(&format!("/families/{family}/tasks/{task}/accept"), json!({})).await.ok();
    officer.command(&format!("/families/{family}/tasks/{task}/done"), json!({})).await.ok();
    let later = sitting.minutes().await;
    let case = later["cases"].as_array().expect("cases").iter().find(|one| one["referral_id"] == referral.as_str());
    let case = case.expect("the case");
    assert_eq!(
        (&case["discussion"], &case["decision"]["reason"], &case["decision"]["outcome"]),
        (&Value::Null, &Value::Null, &json!("tasks"))
    );
}

/// What changed since the packet was taken stands beside it, without files and without who looked.
#[tokio::test(flavor = "multi_thread")]
async fn a_packet_says_what_changed_since() {
    let world = World::new().await;
    let made = refer(&world, "normal").await;
    let caseworker = world.role(Role::Caseworker).await;
    let member = world.role(Role::CommissionMember).await;
    let at = format!("/families/{}", made.family);
    caseworker.command(&format!("{at}/notes"), json!({ "text": "صاحب‌خانه جواب کرد" })).await.ok();
    let letter = json!({ "kind": "letter", "title": "نامه" });
    caseworker.attach(&format!("{at}/attachments"), letter, crate::support::LETTER).await.ok();
    let packet = member.get(&format!("{}/packet?{}", made.at, caught_up(&world).await)).await.ok();
    let kinds: Vec<_> = packet["since"].as_array().expect("events").iter().map(|one| one["type"].clone()).collect();
    assert_eq!((kinds, &packet["now_differs"]), (vec![json!("note_added")], &json!(true)));
}
