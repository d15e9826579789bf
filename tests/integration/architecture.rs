//! The arrows between crates, read from `cargo metadata`. A new dependency against an arrow fails here, not in review.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// What each crate may name among ours, development dependencies apart.
const ARROWS: &[(&str, &[&str])] = &[
    ("hamyar-events", &[]),
    ("hamyar-persian", &[]),
    ("hamyar-private-postgres", &[]),
    ("hamyar-identity", &["hamyar-persian"]),
    ("hamyar-domain", &["hamyar-events", "hamyar-persian"]),
    ("hamyar-event-store", &["hamyar-events"]),
    ("hamyar-projections", &["hamyar-events", "hamyar-persian"]),
    ("hamyar-projector", &["hamyar-events", "hamyar-event-store", "hamyar-projections"]),
    ("hamyar-processes", &["hamyar-events", "hamyar-persian", "hamyar-domain", "hamyar-event-store"]),
    ("hamyar-relay", &["hamyar-events", "hamyar-event-store"]),
    (
        "hamyar-import",
        &["hamyar-events", "hamyar-persian", "hamyar-domain", "hamyar-event-store", "hamyar-projections"],
    ),
    (
        "hamyar-demo",
        &[
            "hamyar-events",
            "hamyar-persian",
            "hamyar-domain",
            "hamyar-event-store",
            "hamyar-identity",
            "hamyar-projections",
            "hamyar-processes",
            "hamyar-import",
        ],
    ),
    (
        "hamyar-api",
        &[
            "hamyar-events",
            "hamyar-persian",
            "hamyar-domain",
            "hamyar-event-store",
            "hamyar-identity",
            "hamyar-projections",
            "hamyar-projector",
            "hamyar-processes",
            "hamyar-import",
        ],
    ),
    (
        "hamyar-bench",
        &[
            "hamyar-events",
            "hamyar-persian",
            "hamyar-domain",
            "hamyar-event-store",
            "hamyar-identity",
            "hamyar-projections",
            "hamyar-projector",
            "hamyar-import",
            "hamyar-api",
            "hamyar-private-postgres",
        ],
    ),
];

/// Crates that stay free of I/O: what they may never name, directly or not among their normal dependencies.
const PURE: &[&str] = &["hamyar-events", "hamyar-domain", "hamyar-persian"];
const IMPURE: &[&str] = &["sqlx", "axum", "async-nats", "reqwest", "rand"];

struct Workspace {
    /// Normal dependencies of each of our crates, by name.
    normal: BTreeMap<String, BTreeSet<String>>,
}

fn workspace() -> Workspace {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .expect("cargo metadata runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let mut normal = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let names = package["dependencies"].as_array().expect("dependencies").iter();
        let names = names.filter(|dependency| dependency["kind"].is_null());
        let names = names.filter_map(|dependency| dependency["name"].as_str().map(str::to_owned)).collect();
        normal.insert(package["name"].as_str().expect("name").to_owned(), names);
    }
    Workspace { normal }
}

#[test]
fn dependencies_point_one_way() {
    let workspace = workspace();
    for (name, dependencies) in &workspace.normal {
        let ours: BTreeSet<&str> =
            dependencies.iter().map(String::as_str).filter(|d| d.starts_with("hamyar")).collect();
        if name == "hamyar" || name == "hamyar-tests" {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| crate_name == name) else {
            panic!("{name} has no arrows: add it to ARROWS and to ARCHITECTURE.md");
        };
        for dependency in ours {
            assert!(allowed.contains(&dependency), "{name} may not depend on {dependency}");
        }
    }
}

#[test]
fn events_and_domain_do_no_input_or_output() {
    let workspace = workspace();
    for name in PURE {
        let dependencies = &workspace.normal[*name];
        for impure in IMPURE.iter().chain(&["tokio"]) {
            assert!(!dependencies.contains(*impure), "{name} may not name {impure}");
        }
    }
}

#[test]
fn only_the_store_the_read_side_and_the_binary_speak_sql() {
    let speaks_sql: BTreeSet<&str> = BTreeSet::from([
        "hamyar",
        "hamyar-api",
        "hamyar-bench",
        "hamyar-demo",
        "hamyar-event-store",
        "hamyar-identity",
        "hamyar-import",
        "hamyar-private-postgres",
        "hamyar-processes",
        "hamyar-projections",
        "hamyar-projector",
        "hamyar-relay",
        "hamyar-tests",
    ]);
    for (name, dependencies) in workspace().normal {
        assert!(!dependencies.contains("sqlx") || speaks_sql.contains(name.as_str()), "{name} may not name sqlx");
    }
}
