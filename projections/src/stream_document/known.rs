//! What each known event does to the document.

use serde_json::{Map, Value, json};

mod national;
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
        "neighborhood_boundary_drawn" => {
            root.insert("boundary".to_owned(), Value::Object(payload.clone()));
        }
        "neighborhood_priority_set" | "neighborhood_reprioritized" => {
            root.insert("priority".to_owned(), Value::Object(payload.clone()));
        }
        "target_place_approved" => {
            root.insert("approval".to_owned(), Value::Object(payload.clone()));
        }
        "local_actor_mapped" | "local_actor_struck" => {
            let struck = event_type == "local_actor_struck";
            thing(root, "actors", "id", payload, "actor_id", &[("struck", struck.into())]);
        }
        "resident_attitude_recorded" | "resident_withdrawn" => {
            let counted = event_type == "resident_attitude_recorded";
            thing(root, "residents", "id", payload, "resident_id", &[("counted", counted.into())]);
        }
        "local_contact_named" | "local_contact_withdrawn" => {
            let named = event_type == "local_contact_named";
            thing(root, "contacts", "id", payload, "contact_id", &[("named", named.into())]);
        }
        "agency_duty_reported" => duty(root, payload),
        "utility_requested" | "utility_answered" => thing(root, "utility_requests", "id", payload, "request_id", &[]),
        "activity_planned" | "activity_announced" | "activity_held" | "activity_cancelled" => merge(root, payload),
        "office_called" | "office_contracted" | "office_opened" | "office_closed" | "office_staff_counted" => {
            merge(root, payload);
        }
        "attendance_recorded" | "attendance_struck" | "test_recorded" => attendance(root, event_type, payload),
        "facilitator_nominated"
        | "facilitator_changed"
        | "facilitator_confirmed"
        | "facilitator_left"
        | "workshop_planned"
        | "report_saved"
        | "saved_report_renamed"
        | "saved_report_changed" => merge(root, payload),
        "saved_report_shared" => {
            root.insert("shared_with".to_owned(), payload.get("with").cloned().unwrap_or_default());
        }
        "saved_report_deleted" => {
            root.insert("deleted".to_owned(), true.into());
        }
        _ if office::apply(root, event_type, payload, sequence) => {}
        _ if national::apply(root, event_type, payload) => {}
        _ if of_roadmap(root, event_type, payload) || of_facilitation(root, event_type, payload, sequence) => {}
        _ => {
            return of_caseworker(root, event_type, payload, sequence)
                || of_commission(root, event_type, payload)
                || of_fund(root, event_type, payload)
                || of_council(root, event_type, payload);
        }
    }
    true
}

fn of_roadmap(root: &mut Facts, event_type: &str, payload: &Facts) -> bool {
    let action = |root: &mut Facts, state: &str| {
        thing(root, "actions", "id", payload, "action_id", &[("state", state.into())]);
    };
    match event_type {
        "risk_identified" | "risk_retitled" | "risk_reassessed" => thing(root, "risks", "id", payload, "risk_id", &[]),
        "roadmap_adopted" => {
            root.insert("roadmap".to_owned(), Value::Object(payload.clone()));
        }
        "action_planned" => action(root, "planned"),
        "action_changed" => thing(root, "actions", "id", payload, "action_id", &[]),
        "action_progressed" => action(root, "in_progress"),
        "action_completed" => action(root, "done"),
        "action_dropped" => action(root, "dropped"),
        "action_matched" | "action_unmatched" => {
            let same = event_type == "action_matched";
            thing(root, "same_actions", "id", payload, "other_action_id", &[("same", same.into())]);
        }
        _ => return false,
    }
    true
}

fn of_facilitation(root: &mut Facts, event_type: &str, payload: &Facts, sequence: i64) -> bool {
    match event_type {
        "facilitator_plan_delivered" => thing(root, "plans", "id", payload, "neighborhood_id", &[]),
        "workshop_lead_set" => merge(root, payload),
        "workshop_trainee_registered" => thing(root, "trainees", "id", payload, "trainee_id", &[]),
        "workshop_sitting_held" => thing(root, "sittings", "id", payload, "sitting_id", &[("struck", false.into())]),
        "workshop_sitting_struck" => thing(root, "sittings", "id", payload, "sitting_id", &[("struck", true.into())]),
        "workshop_trainee_tested" => {
            let part = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
            let code = format!("{} {}", part("trainee_id"), part("moment"));
            upsert(root, "tests", "code", &code, payload.clone());
        }
        "workshop_material_listed" => {
            thing(root, "materials", "id", payload, "material_id", &[("state", "needed".into())]);
        }
        "workshop_material_marked" => thing(root, "materials", "id", payload, "material_id", &[]),
        "workshop_finding_recorded" => upsert(root, "findings", "code", &sequence.to_string(), payload.clone()),
        _ => return false,
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

fn of_council(root: &mut Facts, event_type: &str, payload: &Facts) -> bool {
    let session = |root: &mut Facts, state: &str| {
        thing(root, "sessions", "id", payload, "session_id", &[("state", state.into())]);
    };
    let obstacle = |root: &mut Facts, state: &str| {
        thing(root, "obstacles", "id", payload, "obstacle_id", &[("state", state.into())]);
    };
    match event_type {
        "council_formed" | "council_dissolved" => merge(root, payload),
        "council_seat_given" => thing(root, "seats", "id", payload, "agency_id", &[("ended_on", Value::Null)]),
        "council_seat_ended" => thing(root, "seats", "id", payload, "agency_id", &[]),
        "council_session_called" => session(root, "called"),
        "council_session_held" => session(root, "held"),
        "council_session_cancelled" => session(root, "cancelled"),
        "approval_recorded" => thing(root, "approvals", "id", payload, "approval_id", &[]),
        "letter_recorded" => thing(root, "letters", "id", payload, "letter_id", &[]),
        "obstacle_raised" => obstacle(root, "open"),
        "obstacle_followed" => obstacle(root, "followed"),
        "obstacle_closed" => obstacle(root, "closed"),
        "obstacle_reopened" => obstacle(root, "open"),
        _ => return false,
    }
    true
}

/// The balance is not among these facts: it follows from the entries, and stands on the fund's own page.
fn of_fund(root: &mut Facts, event_type: &str, payload: &Facts) -> bool {
    let entry = |root: &mut Facts, kind: &str| {
        thing(root, "entries", "id", payload, "entry_id", &[("kind", kind.into()), ("reversed", false.into())]);
    };
    let loan = |root: &mut Facts, state: &str| {
        thing(root, "loans", "id", payload, "loan_id", &[("state", state.into())]);
    };
    match event_type {
        "fund_formed" | "fund_closed" => merge(root, payload),
        "fund_member_joined" => thing(root, "members", "id", payload, "member_id", &[("left_on", Value::Null)]),
        "fund_member_left" => thing(root, "members", "id", payload, "member_id", &[]),
        "contribution_recorded" => entry(root, "contribution"),
        "share_withdrawn" => entry(root, "withdrawal"),
        "instalment_paid" => entry(root, "repayment"),
        "default_covered" => entry(root, "cover"),
        "fund_entry_reversed" => thing(root, "entries", "id", payload, "entry_id", &[("reversed", true.into())]),
        "fund_loan_requested" => loan(root, "requested"),
        "fund_loan_granted" => loan(root, "granted"),
        "fund_loan_refused" => loan(root, "refused"),
        "default_declared" => loan(root, "in_default"),
        "fund_training_held" => thing(root, "trainings", "id", payload, "training_id", &[]),
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

/// A report against a duty is told apart by agency and duty; the last one holds.
fn duty(root: &mut Facts, payload: &Facts) {
    let part = |name: &str| payload.get(name).map(|value| value.to_string().replace('"', "")).unwrap_or_default();
    let code = format!("{} {}", part("agency_id"), part("duty"));
    upsert(root, "duty_reports", "code", &code, payload.clone());
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
