//! A small town ready for work: seeds, one center, its people, one commission, and families at each stage of their year.

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Person, Server, Store};

pub const PASSWORD: &str = "درخت-و-رود-1405";

/// Heads of one name and birthday are two people by their numbers.
static NEXT: AtomicUsize = AtomicUsize::new(500_000);

/// A well-formed national id for a running number.
pub fn national_id(number: usize) -> String {
    let nine = 120_000_000 + number;
    let sum: usize =
        format!("{nine:09}").bytes().zip((2..=10).rev()).map(|(digit, at)| usize::from(digit - b'0') * at).sum();
    let rest = sum % 11;
    format!("{nine:09}{}", if rest < 2 { rest } else { 11 - rest })
}

/// A served store with a center at work.
pub struct Town {
    pub store: Store,
    pub server: Server,
    pub administrator: Person,
    pub manager: Person,
    pub caseworker: Person,
    pub other_caseworker: Person,
    pub member: Person,
    pub agency: Person,
    pub officer: Person,
    pub auditor: Person,
    pub caseworker_id: String,
    pub other_caseworker_id: String,
    pub commission_id: String,
    pub participants: Vec<String>,
    pub agency_id: String,
    pub neighborhood_id: String,
    pub indicators: Vec<Value>,
}

/// The text under a key, where there must be one.
#[track_caller]
pub fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in {value:#}")).to_owned()
}

/// The first of a list once it is there: another process wrote it, so that this one knows no position to wait for.
async fn imported(person: &Person, path: &str) -> String {
    for _ in 0..300 {
        let found = person.get(path).await.ok();
        if let Some(id) = found.pointer("/items/0/id").and_then(Value::as_str) {
            return id.to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{path} stayed empty")
}

async fn user(administrator: &Person, url: &str, name: &str, role: &str, scope: Value) -> Person {
    let mut body = json!({
        "username": name, "display_name": name, "roles": [role], "commission_ids": [],
    });
    for (key, value) in scope.as_object().expect("an object") {
        body[key] = value.clone();
    }
    // Accounts are no events of the log, so there is no command id.
    let made = administrator.send(Method::POST, "/users", &[], Some(body)).await.ok();
    Person::join(url, &text(&made, "/link/token"), PASSWORD).await
}

/// Admits a caseworker with 40 hours and accredits the candidate.
pub async fn accredited(manager: &Person, name: &str) -> String {
    let made = manager
        .post("/caseworkers", json!({ "name": name, "background": "local_activist", "admitted_on": "1402-02-01" }))
        .await
        .ok();
    let id = text(&made, "/ids/caseworker_id");
    let training =
        json!({ "phase": "before", "mode": "in_person", "hours": 40, "title": "دورهٔ آغازین", "held_on": "1402-03-01" });
    manager.post(&format!("/caseworkers/{id}/training"), training).await.ok();
    manager.post(&format!("/caseworkers/{id}/accredit"), json!({ "accredited_on": "1402-04-01" })).await.ok();
    id
}

impl Town {
    /// On a database of the tests' cluster.
    pub async fn new() -> Self {
        Self::on(Store::new().await, &[]).await
    }

    /// On the given store, served with these settings of the environment.
    pub async fn on(store: Store, environment: &[(&str, &str)]) -> Self {
        let mut server = store.serve_with(environment);
        let password = server.administrator_password();
        let administrator = Person::sign_in(&server.url, "rahbar", &password).await;
        let seeds = store.run(&["import", "seeds"]);
        assert_eq!(seeds.code, 0, "{}", seeds.err);
        let url = server.url.clone();

        let neighborhood_id = imported(&administrator, "/neighborhoods?q=التیمور").await;
        let agency_id = imported(&administrator, "/agencies?q=بهزیستی").await;
        let center = json!({
            "name": "مرکز همیاری گلشهر", "host": "mosque", "file_prefix": "G1", "neighborhood_ids": [neighborhood_id],
            "opened_on": "1402-01-15",
        });
        let made = administrator.post("/centers", center).await.ok();
        let center_id = text(&made, "/ids/center_id");
        let manager = user(&administrator, &url, "modir", "center_manager", json!({ "center_id": center_id })).await;
        let caseworker_id = accredited(&manager, "همیار یکم").await;
        let other_caseworker_id = accredited(&manager, "همیار دوم").await;
        let commission = json!({
            "name": "کمیسیون اجتماعی", "domain": "social", "center_ids": [center_id], "quorum": 3, "formed_on": "1402-02-01",
        });
        let commission_id = text(&administrator.post("/commissions", commission).await.ok(), "/ids/commission_id");
        let member =
            user(&administrator, &url, "komision", "commission_member", json!({ "commission_ids": [commission_id] }))
                .await;
        let mut participants = Vec::new();
        for (name, kind) in [("کارشناس یکم", "expert"), ("مسئول یکم", "official"), ("کنشگر یکم", "activist")]
        {
            let seat = json!({ "name": name, "kind": kind });
            let seated = member.post(&format!("/commissions/{commission_id}/participants"), seat).await.ok();
            participants.push(text(&seated, "/ids/participant_id"));
        }
        let caseworker =
            user(&administrator, &url, "hamyar", "caseworker", json!({ "caseworker_id": caseworker_id })).await;
        let other = json!({ "caseworker_id": other_caseworker_id });
        let other_caseworker = user(&administrator, &url, "hamyar2", "caseworker", other).await;
        let agency = user(&administrator, &url, "dastgah", "agency_officer", json!({ "agency_id": agency_id })).await;
        let officer = user(&administrator, &url, "karshenas", "officer", json!({})).await;
        let auditor = user(&administrator, &url, "momayez", "auditor", json!({})).await;
        let set = manager.get("/indicator-sets/current").await.ok();
        let indicators = set["indicators"].as_array().expect("indicators").clone();
        Self {
            store,
            server,
            administrator,
            manager,
            caseworker,
            other_caseworker,
            member,
            agency,
            officer,
            auditor,
            caseworker_id,
            other_caseworker_id,
            commission_id,
            participants,
            agency_id,
            neighborhood_id,
            indicators,
        }
    }

    /// A family that has only been identified.
    pub async fn identified(&self, family_name: &str) -> String {
        let body = json!({
            "neighborhood_id": self.neighborhood_id, "family_name": family_name, "entry": "self_referred",
            "source": "local_setting", "identified_on": "1404-01-20", "address": "کوچهٔ نمونه، پلاک ۷",
            "head": {
                "given_name": "نمونه", "relation": "head", "sex": "female", "birth_date": "1362-04-31",
                "national_id": national_id(NEXT.fetch_add(1, Ordering::Relaxed)),
            },
        });
        text(&self.manager.post("/families", body).await.ok(), "/id")
    }

    /// A family that has agreed.
    pub async fn consented(&self, family_name: &str) -> String {
        let id = self.identified(family_name).await;
        let consent = json!({ "basis": "head", "given_on": "1404-01-25" });
        self.manager.post(&format!("/families/{id}/consent"), consent).await.ok();
        id
    }

    /// Readings of every indicator at one value.
    pub fn readings(&self, value: u8) -> Value {
        let reading =
            |indicator: &Value| json!({ "indicator": indicator["code"], "value": value, "how_known": "seen" });
        self.indicators.iter().map(reading).collect()
    }

    /// Assesses the family at one value throughout and gives the tier that follows.
    pub async fn tiered(&self, by: &Person, id: &str, moment: &str, value: u8, on: &str) -> Value {
        let assessment = json!({ "moment": moment, "readings": self.readings(value), "assessed_on": on });
        let made = by.post(&format!("/families/{id}/assessments"), assessment).await.ok();
        let tier = json!({ "moment": moment, "assessment_id": text(&made, "/ids/assessment_id"), "assigned_on": on });
        by.post(&format!("/families/{id}/tiers"), tier).await.ok()
    }

    /// A family tiered as harmed.
    pub async fn harmed(&self, family_name: &str) -> String {
        let id = self.consented(family_name).await;
        self.tiered(&self.manager, &id, "baseline", 0, "1404-02-01").await;
        id
    }

    /// A harmed family that the caseworker holds.
    pub async fn held(&self, family_name: &str) -> String {
        let id = self.harmed(family_name).await;
        let assign = json!({ "caseworker_id": self.caseworker_id, "starts_on": "1404-02-05" });
        self.manager.post(&format!("/families/{id}/assign"), assign).await.ok();
        id
    }
}
