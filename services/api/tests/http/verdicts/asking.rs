//! Every operation asked for on the row of a place: its address, and a body that reaches the row's check.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Lists, Operation};
use crate::support::{Client, NEIGHBORHOOD, Place, family_body};

/// The address of an operation on a row of a place.
fn address(operation: &Operation, place: &Place, lists: &Lists) -> String {
    let id = match operation.path.split('/').nth(3).unwrap_or_default() {
        "families" | "audit" => place.family.clone(),
        "caseworkers" => place.caseworker.clone(),
        "centers" => place.center.clone(),
        "activities" => place.activity.clone(),
        "funds" => place.fund.clone(),
        "saved-reports" => place.saved_report.clone(),
        "councils" => lists.council.to_string(),
        "offices" => place.office.clone(),
        "commissions" => place.commission.clone(),
        "agencies" => lists.agency.to_string(),
        "places" => lists.place.to_string(),
        "neighborhoods" => place.neighborhood.clone(),
        "facilitators" => place.facilitator.clone(),
        "workshops" => place.workshop.clone(),
        "approved-texts" => lists.text.to_string(),
        "indicator-sets" => hamyar_domain::DEFAULT_INDICATOR_SET_ID.to_string(),
        _ => Uuid::now_v7().to_string(),
    };
    let mut path = operation.path.replace("{id}", &id).replace("{referral_id}", &place.referral);
    path = path.replace("{session_id}", &place.session).replace("{task_id}", &place.task);
    path = path.replace("{attachment_id}", &place.attachment);
    path = path.replace("{erasure_id}", &place.erasure);
    path = path.replace("{member_id}", &place.head).replace("{catalog}", "service_kind").replace("{version}", "1");
    path = path.replace("{report}", "settlements").replace("{format}", "csv").replace("{language}", "fa");
    // The first checkpoint.
    path = path.replace("{number}", "1");
    // The auditor's room: any stream, here the family's; `harmed_family` gives its tier with the fifth event.
    path = path.replace("{stream}", "family").replace("{sequence}", "5");
    path = with_unknown(&path);
    if operation.id.contains("before_after")
        || matches!(
            operation.id.as_str(),
            "read_service_report"
                | "read_situations"
                | "read_registry"
                | "read_vulnerable_categories"
                | "read_fund_report"
                | "read_answers"
                | "read_changes"
                | "export_services"
                | "list_changed_families"
                | "list_served_families"
                | "list_served_persons"
                | "list_given_services"
                | "read_pathway"
                | "list_pathway_women"
        )
    {
        path = format!("{path}?center_id={}", place.center);
    } else if matches!(operation.id.as_str(), "read_built_report" | "export_built_report") {
        path = format!("{path}?measure=services&rows=year");
    } else if operation.id.ends_with("_transfers") {
        path = format!("{path}?center_id={}&agency_id={}", place.center, lists.agency);
    } else if matches!(operation.id.as_str(), "export_audit_events" | "export_stream_history") {
        path = format!("{path}?format=csv");
    } else if operation.id == "compare_stream" {
        path = format!("{path}?at={}", hamyar_persian::tehran_date(chrono::Utc::now()));
    }
    path
}

/// The address with an id that nothing has wherever it names a thing that the world has none of.
pub(crate) fn with_unknown(path: &str) -> String {
    let mut parts = path.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        whole = format!("{whole}{}{rest}", Uuid::now_v7());
    }
    whole
}

/// A body that reaches the row's check where the row stands in the body; an empty one otherwise, which an allowed person is told about (422).
fn body(operation: &Operation, place: &Place) -> Value {
    let mut body = match operation.id.as_str() {
        "identify_family" => family_body(NEIGHBORHOOD),
        "admit_caseworker" => json!({ "name": "همیار", "background": "graduate" }),
        "plan_activity" => json!({
            "form": "film", "title": "فیلم", "domain": "cultural", "audience": ["stable"], "planned_for": "1405-09-01", "hours": 2,
        }),
        "form_fund" => json!({ "name": "صندوق" }),
        "try_rule" | "list_moved_families" | "list_moved_decisions" => {
            return json!({ "center_id": place.center, "set": { "set_id": hamyar_domain::DEFAULT_INDICATOR_SET_ID, "version": 1 } });
        }
        _ => return json!({}),
    };
    body["command_id"] = Uuid::now_v7().to_string().into();
    body["center_id"] = place.center.clone().into();
    body
}

pub(crate) async fn ask(client: &Client, operation: &Operation, place: &Place, lists: &Lists) -> u16 {
    let path = address(operation, place, lists);
    let answer = match operation.method.as_str() {
        "GET" => client.get(&path).await,
        "DELETE" => client.with_body("DELETE", &path, "").await,
        method => client.with_body(method, &path, body(operation, place).to_string()).await,
    };
    answer.status.as_u16()
}
