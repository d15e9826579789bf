//! The arrows between crates, read from `cargo metadata`. A new dependency against an arrow fails here, not in review.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// What each crate may name among ours, development dependencies apart.
const ARROWS: &[(&str, &[&str])] = &[
    ("hamyar-events", &[]),
    ("hamyar-persian", &[]),
    ("hamyar-private-postgres", &[]),
    ("hamyar-media", &["hamyar-events"]),
    ("hamyar-oidc", &[]),
    ("hamyar-notify", &["hamyar-persian", "hamyar-event-store", "hamyar-identity", "hamyar-projections"]),
    ("hamyar-identity", &["hamyar-events", "hamyar-persian", "hamyar-domain", "hamyar-event-store"]),
    ("hamyar-domain", &["hamyar-events", "hamyar-persian"]),
    ("hamyar-event-store", &["hamyar-events"]),
    ("hamyar-projections", &["hamyar-events", "hamyar-persian"]),
    ("hamyar-projector", &["hamyar-events", "hamyar-event-store", "hamyar-projections"]),
    ("hamyar-processes", &["hamyar-events", "hamyar-persian", "hamyar-domain", "hamyar-event-store"]),
    ("hamyar-relay", &["hamyar-events", "hamyar-event-store"]),
    ("hamyar-backup", &["hamyar-event-store"]),
    ("hamyar-proof", &["hamyar-event-store"]),
    (
        "hamyar-import",
        &[
            "hamyar-events",
            "hamyar-persian",
            "hamyar-domain",
            "hamyar-event-store",
            "hamyar-identity",
            "hamyar-projections",
        ],
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
            "hamyar-media",
            "hamyar-proof",
            "hamyar-oidc",
            "hamyar-notify",
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
            "hamyar-proof",
            "hamyar-api",
            "hamyar-private-postgres",
        ],
    ),
];

/// Crates that stay free of I/O: what they may never name, directly or not among their normal dependencies.
const PURE: &[&str] = &["hamyar-events", "hamyar-domain", "hamyar-persian", "hamyar-media"];
const IMPURE: &[&str] = &["sqlx", "axum", "async-nats", "reqwest", "rand"];

struct Workspace {
    /// Normal dependencies of each of our crates, by name.
    normal: BTreeMap<String, BTreeSet<String>>,
    /// The same with everything these bring along on this platform.
    reached: BTreeMap<String, BTreeSet<String>>,
}

/// The platform this runs on.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host").to_owned()
}

/// The names of packages.
fn named<'a>(names: &BTreeMap<String, String>, ids: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    ids.into_iter().map(|id| names[id].clone()).collect()
}

fn workspace() -> Workspace {
    let output = Command::new(env!("CARGO"))
        // Crates of other platforms need not have been fetched.
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", &host()])
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    let names: BTreeMap<String, String> =
        packages.iter().map(|package| (text(&package["id"]), text(&package["name"]))).collect();
    // The resolved graph, by id: two versions of one crate stay two.
    let nodes = metadata["resolve"]["nodes"].as_array().expect("the resolved graph");
    let is_normal = |edge: &&Value| {
        edge["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
    };
    let edges: BTreeMap<String, Vec<String>> = nodes
        .iter()
        .map(|node| {
            let edges = node["deps"].as_array().expect("edges").iter().filter(is_normal);
            (text(&node["id"]), edges.map(|edge| text(&edge["pkg"])).collect())
        })
        .collect();
    let (mut normal, mut reached) = (BTreeMap::new(), BTreeMap::new());
    for member in metadata["workspace_members"].as_array().expect("members") {
        let member = text(member);
        normal.insert(names[&member].clone(), named(&names, &edges[&member]));
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut open = edges[&member].clone();
        while let Some(id) = open.pop() {
            if found.insert(id.clone()) {
                open.extend(edges[&id].iter().cloned());
            }
        }
        reached.insert(names[&member].clone(), named(&names, &found));
    }
    Workspace { normal, reached }
}

#[test]
fn dependencies_point_one_way() {
    let workspace = workspace();
    for (name, dependencies) in &workspace.normal {
        let ours: BTreeSet<&str> =
            dependencies.iter().map(String::as_str).filter(|d| d.starts_with("hamyar")).collect();
        if name == "hamyar" || name == "hamyar-tests" || name == "hamyar-fuzz" {
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
        for impure in IMPURE {
            assert!(!workspace.reached[*name].contains(*impure), "{name} may not come to {impure}, directly or not");
        }
        // The trait crate of aggregates brings tokio along for its own stores; none of ours names it.
        assert!(!workspace.normal[*name].contains("tokio"), "{name} may not name tokio");
    }
}

#[test]
fn only_the_store_the_read_side_and_the_binary_speak_sql() {
    let speaks_sql: BTreeSet<&str> = BTreeSet::from([
        "hamyar",
        "hamyar-api",
        "hamyar-backup",
        "hamyar-bench",
        "hamyar-demo",
        "hamyar-event-store",
        "hamyar-identity",
        "hamyar-import",
        "hamyar-notify",
        "hamyar-private-postgres",
        "hamyar-processes",
        "hamyar-projections",
        "hamyar-projector",
        "hamyar-proof",
        "hamyar-relay",
        "hamyar-tests",
    ]);
    for (name, dependencies) in workspace().normal {
        assert!(!dependencies.contains("sqlx") || speaks_sql.contains(name.as_str()), "{name} may not name sqlx");
    }
}
