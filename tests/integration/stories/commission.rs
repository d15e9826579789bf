//! What a commission may and may not decide.

use serde_json::{Value, json};

use crate::support::{Town, text};

struct Case {
    town: Town,
    family_id: String,
    referral_id: String,
    session: String,
}

/// A referred family on the agenda of a called session.
async fn case() -> Case {
    let town = Town::new().await;
    let family_id = town.held("نمونه").await;
    let refer = json!({
        "commission_id": town.commission_id, "question": "پرسش", "urgency": "urgent", "referred_on": "1404-04-01",
    });
    let referred = town.caseworker.post(&format!("/families/{family_id}/referrals"), refer).await.ok();
    let referral_id = text(&referred, "/ids/referral_id");
    let commission = format!("/commissions/{}", town.commission_id);
    let called = json!({ "held_on": "1404-04-10", "starts_at": "10:00" });
    let called = town.member.post(&format!("{commission}/sessions"), called).await.ok();
    let session = format!("{commission}/sessions/{}", text(&called, "/ids/session_id"));
    town.member.post(&format!("{session}/agenda"), json!({ "referral_id": referral_id })).await.ok();
    Case { town, family_id, referral_id, session }
}

impl Case {
    async fn open(&self, seats: usize, with_caseworker: bool) {
        let kinds = ["expert", "official", "activist"];
        let seated = kinds.iter().zip(&self.town.participants).take(seats);
        let mut present: Vec<Value> = seated.map(|(kind, id)| json!({ "kind": kind, "person_id": id })).collect();
        if with_caseworker {
            present.push(json!({ "kind": "caseworker", "person_id": self.town.caseworker_id }));
        }
        let body = json!({ "present": present, "opened_on": "1404-04-10" });
        self.town.member.post(&format!("{}/open", self.session), body).await.ok();
    }

    fn decision(&self, outcome: &str, tasks: Value) -> Value {
        json!({ "referral_id": self.referral_id, "outcome": outcome, "reason": "دلیل", "tasks": tasks, "decided_on": "1404-04-10" })
    }
}

/// S052: without its caseworker a case is not decided but put off, and the session closes on the others.
#[tokio::test]
async fn a_case_without_its_caseworker_is_adjourned() {
    let case = case().await;
    case.open(3, false).await;
    let member = &case.town.member;
    let answer = member.post(&format!("{}/decide", case.session), case.decision("no_action", json!([]))).await;
    assert_eq!(answer.status, 409, "{:#}", answer.body);
    let agenda = member.get(&format!("/commissions/{}/agenda", case.town.commission_id)).await.ok();
    if !agenda.to_string().contains("\"adjourned\"") {
        let adjourn = json!({ "referral_id": case.referral_id, "reason": "caseworker_absent" });
        member.post(&format!("{}/adjourn", case.session), adjourn).await.ok();
    }
    member.post(&format!("{}/close", case.session), json!({ "closed_on": "1404-04-10" })).await.ok();
}

#[tokio::test]
async fn two_of_three_are_no_quorum() {
    let case = case().await;
    case.open(2, true).await;
    let answer =
        case.town.member.post(&format!("{}/decide", case.session), case.decision("no_action", json!([]))).await;
    assert_eq!(answer.status, 409, "{:#}", answer.body);
}

/// S053: a decision has a task, or says that nothing is to be done.
#[tokio::test]
async fn a_decision_for_tasks_has_at_least_one() {
    let case = case().await;
    case.open(3, true).await;
    let decide = format!("{}/decide", case.session);
    let answer = case.town.member.post(&decide, case.decision("tasks", json!([]))).await;
    assert!([409, 422].contains(&answer.status.as_u16()), "{:#}", answer.body);
    case.town.member.post(&decide, case.decision("no_action", json!([]))).await.ok();
}

/// S058: members see referred families, and no others.
#[tokio::test]
async fn a_member_reads_the_packet_and_no_other_file() {
    let case = case().await;
    let other = case.town.held("دیگر").await;
    let packet = format!("/commissions/{}/referrals/{}/packet", case.town.commission_id, case.referral_id);
    case.town.member.get(&packet).await.ok();
    // Files are closed to the whole role, whichever family it is.
    for family in [&other, &case.family_id] {
        assert_eq!(case.town.member.get(&format!("/families/{family}")).await.status, 403);
    }
}

/// S051: a stable family is not referred.
#[tokio::test]
async fn a_stable_family_cannot_be_referred() {
    let town = Town::new().await;
    let id = town.consented("نمونه").await;
    town.tiered(&town.manager, &id, "baseline", 4, "1404-02-01").await;
    let refer = json!({ "commission_id": town.commission_id, "question": "؟", "urgency": "normal" });
    town.manager.post(&format!("/families/{id}/referrals"), refer).await.refused(409, "family_not_harmed");
}
