//! The OpenAPI document and its committed copy, from which the web app's types are generated.

use std::collections::BTreeSet;

const COPY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

fn document() -> String {
    let mut text = serde_json::to_string_pretty(&hamyar_api::openapi()).expect("a document");
    text.push('\n');
    text
}

/// `UPDATE_OPENAPI=1` writes the copy anew.
#[test]
fn the_committed_copy_is_the_document() {
    let now = document();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(COPY, &now).expect("the copy is written");
    }
    let copy = std::fs::read_to_string(COPY).unwrap_or_default();
    assert!(copy == now, "services/api/openapi.json is not today's document: run with UPDATE_OPENAPI=1");
}

#[test]
fn the_document_is_openapi_3_1_and_every_operation_has_its_own_id() {
    let document: serde_json::Value = serde_json::from_str(&document()).expect("json");
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().expect("an item") {
            let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no id"));
            assert!(id.contains('_') && id.is_ascii(), "{id} reads verb_resource");
            assert!(ids.insert(id.to_owned()), "{id} is used twice");
            assert!(operation["summary"].is_string(), "{id} says what it does");
        }
    }
    assert!(ids.len() > 40);
}

/// Every reference of the document leads to a schema.
#[test]
fn no_reference_is_broken() {
    let text = document();
    let value: serde_json::Value = serde_json::from_str(&text).expect("json");
    let schemas = value["components"]["schemas"].as_object().expect("schemas");
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().expect("a name");
        assert!(schemas.contains_key(name), "{name}");
    }
}
