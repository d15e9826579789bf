//! What each known event does to the document.

use serde_json::{Map, Value, json};

mod office;

use super::{merge, upsert};

type Facts = Map<String, Value>;

/// Takes a known event in; false for one that is not known.
pub(super) fn apply(root: &mut Facts, event_type: &str, payload: &Facts, sequence: i64) -> bool {
    match event_type {
        "center_registered"
        | "center_neighborhoods_set"
        | "center_closed"
        | "agency_registered"
        | "enforcement_marked"
        | "place_registered"
        | "place_moved"
        | "neighborhood_registered"
        | "commission_formed"
        | "caseworker_admitted"
        | "caseworker_accredited"
        | "caseworker_renewed"
        | "caseworker_left"
        | "skills_declared" => merge(root, payload),
        "settings_published" => {
            let mut facts = payload.clone();
            if let Some(Value::Object(values)) = facts.remove("values") {
                merge(root, &values);
            }
            merge(root, &facts);
        }
        "indicator_set_published" => {
            merge(root, payload);
            root.remove("draft");
        }
        "indicator_set_drafted" => {
            root.insert("draft".to_owned(), Value::Object(payload.clone()));
        }
        "indicator_set_draft_discarded" => {
            root.insert("draft".to_owned(), Value::Null);
        }
        "catalog_term_defined" | "catalog_term_retired" => term(root, event_type, payload),
        "agency_alias_added" => thing(root, "aliases", "code", payload, "alias", &[]),
        "agency_duty_recorded" => thing(root, "duties", "code", payload, "number", &[]),
        "figure_declared" => figure(root, payload),
        "neighborhood_grouped" => thing(root, "groups", "id", payload, "group_id", &[("until", Value::Null)]),
        "neighborhood_ungrouped" => thing(root, "groups", "id", payload, "group_id", &[]),
        "neighborhood_profile_recorded" => {
            root.insert("profile".to_owned(), Value::Object(payload.clone()));
        }
        "activity_planned" | "activity_announced" | "activity_held" | "activity_cancelled" => merge(root, payload),
        "office_called" | "office_contracted" | "office_opened" | "office_closed" | "office_staff_counted" => {
            merge(root, payload);
        }
        "attendance_recorded" | "attendance_struck" | "test_recorded" => attendance(root, event_type, payload),
        _ if office::apply(root, event_type, payload, sequence) => {}
        _ => return of_caseworker(root, event_type, payload, sequence) || of_commission(root, event_type, payload),
    }
    true
}

fn of_caseworker(root: &mut Facts, event_type: &str, payload: &Facts, sequence: i64) -> bool {
    match event_type {
        "training_recorded" => upsert(root, "training", "code", &sequence.to_string(), payload.clone()),
        "leave_started" => {
            root.insert("leave".to_owned(), Value::Object(payload.clone()));
        }
        "leave_ended" => {
            root.insert("leave".to_owned(), Value::Null);
        }
        "slot_reserved" => holding(root, payload, "reserved"),
        "reservation_released" => holding(root, payload, "freed"),
        "family_taken_on" => holding(root, payload, "held"),
        "family_handed_over" => holding(root, payload, "handed_over"),
        _ => return false,
    }
    true
}

fn of_commission(root: &mut Facts, event_type: &str, payload: &Facts) -> bool {
    let session = |root: &mut Facts, state: &str| {
        thing(root, "sessions", "id", payload, "session_id", &[("state", state.into())]);
    };
    let case = |root: &mut Facts, state: &str| {
        thing(root, "cases", "id", payload, "referral_id", &[("state", state.into())]);
    };
    match event_type {
        "participant_seated" => {
            thing(root, "participants", "id", payload, "participant_id", &[("seated", true.into())]);
        }
        "participant_unseated" => {
            thing(root, "participants", "id", payload, "participant_id", &[("seated", false.into())]);
        }
        "session_called" => session(root, "called"),
        "session_opened" => session(root, "open"),
        "session_closed" => session(root, "closed"),
        "session_cancelled" => session(root, "cancelled"),
        "case_put_on_agenda" => case(root, "waiting"),
        "case_taken_off_agenda" => case(root, "taken_off"),
        "case_decided" => case(root, "decided"),
        "case_adjourned" => case(root, "adjourned"),
        "decision_voided" => case(root, "voided"),
        _ => return false,
    }
    true
}

/// One thing of a list, named by a field of the payload.
fn thing(root: &mut Facts, list: &str, key: &str, payload: &Facts, named_by: &str, more: &[(&str, Value)]) {
    let mut facts = payload.clone();
    let id = match facts.remove(named_by) {
        Some(Value::String(id)) => id,
        Some(other) => other.to_string(),
        None => return,
    };
    for (name, value) in more {
        facts.insert((*name).to_owned(), value.clone());
    }
    upsert(root, list, key, &id, facts);
}

fn holding(root: &mut Facts, payload: &Facts, state: &str) {
    thing(root, "families", "id", payload, "assignment_id", &[("state", state.into())]);
}

/// A declared figure is told apart by what it counts, its period and its source.
fn figure(root: &mut Facts, payload: &Facts) {
    let part = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
    let code = format!("{} {} {}", part("indicator"), part("period"), part("source"));
    upsert(root, "figures", "code", &code, payload.clone());
}

/// Who was there is told apart by family and member; a test by its moment as well.
fn attendance(root: &mut Facts, event_type: &str, payload: &Facts) {
    let part = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
    let mut facts = payload.clone();
    if event_type == "test_recorded" {
        let code = format!("{} {}", part("member_id"), part("moment"));
        return upsert(root, "tests", "code", &code, facts);
    }
    facts.insert("struck".to_owned(), json!(event_type == "attendance_struck"));
    upsert(root, "attendance", "code", &format!("{} {}", part("family_id"), part("member_id")), facts);
}

fn term(root: &mut Facts, event_type: &str, payload: &Facts) {
    let part = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
    let mut facts = payload.clone();
    facts.insert("retired".to_owned(), json!(event_type == "catalog_term_retired"));
    facts.insert("term".to_owned(), part("code").into());
    facts.remove("code");
    upsert(root, "terms", "code", &format!("{}/{}", part("catalog"), part("code")), facts);
}
