//! What the events of a facilitation office do to its document.

use serde_json::{Value, json};

use super::{Facts, thing, upsert};

pub(super) fn apply(root: &mut Facts, event_type: &str, payload: &Facts, sequence: i64) -> bool {
    let part = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
    let numbered = |root: &mut Facts, list: &str| upsert(root, list, "code", &sequence.to_string(), payload.clone());
    match event_type {
        "office_neighborhood_added" => {
            thing(root, "neighborhoods", "id", payload, "neighborhood_id", &[("served", true.into())]);
        }
        "office_neighborhood_left" => {
            thing(root, "neighborhoods", "id", payload, "neighborhood_id", &[("served", false.into())]);
        }
        "office_money_recorded" => thing(root, "money", "id", payload, "entry_id", &[("struck", false.into())]),
        "office_money_struck" => thing(root, "money", "id", payload, "entry_id", &[("struck", true.into())]),
        "office_meeting_held" => numbered(root, "meetings"),
        "office_task_progressed" => {
            for id in payload.get("neighborhood_ids").and_then(Value::as_array).into_iter().flatten() {
                let mut facts = payload.clone();
                facts.remove("neighborhood_ids");
                facts.insert("neighborhood_id".to_owned(), id.clone());
                let code = format!("{} {}", part("task"), id.as_str().unwrap_or("-"));
                upsert(root, "work", "code", &code, facts);
            }
        }
        "office_step_begun" | "office_step_completed" => {
            let code = format!("{} {}", part("step"), part("neighborhood_id"));
            upsert(root, "steps", "code", &code, payload.clone());
        }
        "local_group_workshop_held" => {
            thing(root, "groups", "id", payload, "group_id", &[("stage", json!("workshop"))])
        }
        "local_group_formed" => thing(root, "groups", "id", payload, "group_id", &[("stage", json!("informal"))]),
        "local_group_advanced" => thing(root, "groups", "id", payload, "group_id", &[]),
        "needs_profile_drafted" | "needs_profile_notified" => {
            thing(root, "needs_profiles", "id", payload, "neighborhood_id", &[]);
        }
        "needs_profile_judged" => {
            let code = format!(
                "{} {} {}",
                part("neighborhood_id"),
                payload.get("version").unwrap_or(&Value::Null),
                part("body")
            );
            upsert(root, "approvals", "code", &code, payload.clone());
        }
        "action_plan_drafted" | "action_plan_changed" | "action_plan_progressed" => {
            thing(root, "action_plans", "id", payload, "plan_id", &[]);
        }
        "action_plan_judged" => {
            let code = format!("{} {}", part("plan_id"), part("agency_id"));
            upsert(root, "agency_approvals", "code", &code, payload.clone());
        }
        "office_evaluated" => thing(root, "evaluations", "code", payload, "number", &[]),
        "office_quarter_reported" => numbered(root, "quarterly_reports"),
        _ => return false,
    }
    true
}
