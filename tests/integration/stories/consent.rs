//! What may be done before a family has agreed, and after it no longer does.

use serde_json::json;

use crate::support::Town;

#[tokio::test]
async fn before_consent_only_intake_a_preliminary_tier_and_contact_are_allowed() {
    let town = Town::new().await;
    let id = town.identified("نمونه").await;
    let family = format!("/families/{id}");
    let preliminary = json!({ "moment": "preliminary", "tier": "harmed", "outside_information": "state" });
    town.manager.post(&format!("{family}/tiers"), preliminary).await.ok();
    let visit = json!({ "visited_on": "1404-02-02", "place": "home", "present": [], "entries_done": [] });
    town.manager.post(&format!("{family}/visits"), visit).await.ok();

    let assessment = json!({ "moment": "baseline", "readings": town.readings(0), "assessed_on": "1404-02-02" });
    town.manager.post(&format!("{family}/assessments"), assessment).await.refused(409, "consent_not_asked");
    let kinds = town.manager.get("/catalogs/focused_aid_method").await.ok();
    let service = json!({
        "domain": "social", "kind": kinds["items"][0]["code"], "capacity": "own", "member_ids": [], "delivered_on": "1404-02-02",
    });
    town.manager.post(&format!("{family}/services"), service).await.refused(409, "consent_not_asked");
    let refer = json!({ "commission_id": town.commission_id, "question": "؟", "urgency": "normal" });
    town.manager.post(&format!("{family}/referrals"), refer).await.refused(409, "consent_not_asked");
}

#[tokio::test]
async fn a_withdrawal_stops_aid_and_referral() {
    let town = Town::new().await;
    let id = town.held("نمونه").await;
    let family = format!("/families/{id}");
    town.caseworker.post(&format!("{family}/consent/withdraw"), json!({ "reason": "خانواده نخواست" })).await.ok();
    let refer = json!({ "commission_id": town.commission_id, "question": "؟", "urgency": "normal" });
    town.caseworker.post(&format!("{family}/referrals"), refer).await.refused(409, "consent_withdrawn");
}
