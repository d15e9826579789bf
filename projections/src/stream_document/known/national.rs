//! Agreements, programs, equipment, organizations, series, and what is said of declared figures.

use serde_json::Value;

use super::{Facts, merge, thing};

pub(super) fn apply(root: &mut Facts, event_type: &str, payload: &Facts) -> bool {
    let reversed = |is: bool| [("reversed", is.into())];
    match event_type {
        "agreement_signed" | "agreement_amended" | "agreement_ended" => merge(root, payload),
        "credit_allocated" => thing(root, "credits", "id", payload, "allocation_id", &reversed(false)),
        "allocation_reversed" => thing(root, "credits", "id", payload, "allocation_id", &reversed(true)),
        "credit_spent" => thing(root, "spendings", "id", payload, "spending_id", &reversed(false)),
        "spending_reversed" => thing(root, "spendings", "id", payload, "spending_id", &reversed(true)),
        "program_registered" | "program_changed" | "program_ended" => merge(root, payload),
        "program_classed" => {
            root.insert("class".to_owned(), Value::Object(payload.clone()));
        }
        "program_unclassed" => {
            root.insert("class".to_owned(), Value::Null);
        }
        "program_share_given" | "program_share_changed" | "program_share_ended" => {
            thing(root, "shares", "id", payload, "share_id", &[]);
        }
        "equipment_line_opened" | "equipment_line_closed" => merge(root, payload),
        "equipment_coverage_declared" => {
            root.insert("declared".to_owned(), Value::Object(payload.clone()));
        }
        "equipment_delivered" => thing(root, "deliveries", "id", payload, "delivery_id", &reversed(false)),
        "delivery_reversed" => thing(root, "deliveries", "id", payload, "delivery_id", &reversed(true)),
        "ngo_registered" => merge(root, payload),
        "licence_applied" => {
            root.insert("application".to_owned(), Value::Object(payload.clone()));
        }
        "licence_refused" => {
            root.insert("application".to_owned(), Value::Null);
            root.insert("refusal".to_owned(), Value::Object(payload.clone()));
        }
        "licence_granted" => {
            root.insert("application".to_owned(), Value::Null);
            thing(root, "licences", "id", payload, "licence_id", &[("revoked", false.into())]);
        }
        "licence_renewed" => thing(root, "licences", "id", payload, "licence_id", &[]),
        "licence_revoked" => thing(root, "licences", "id", payload, "licence_id", &[("revoked", true.into())]),
        "series_opened" => merge(root, payload),
        "series_value_recorded" => thing(root, "values", "code", payload, "year", &[("struck", false.into())]),
        "series_value_struck" => thing(root, "values", "code", payload, "year", &[("struck", true.into())]),
        "series_base_stated" => {
            root.insert("base".to_owned(), Value::Object(payload.clone()));
        }
        "figure_told" => note(root, "figures_told", payload, "section"),
        "figure_related" => note(root, "figures_related", payload, "other"),
        "figure_doubted" => note(root, "figures_doubted", payload, "doubt"),
        _ => return false,
    }
    true
}

/// What is said of a figure is told apart by figure, source and the thing said.
fn note(root: &mut Facts, list: &str, payload: &Facts, said: &str) {
    let part = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
    let code = format!("{} {} {}", part("indicator"), part("source"), part(said));
    super::upsert(root, list, "code", &code, payload.clone());
}
