//! What one event changed in the file: the differences between two states, by path.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// One value that differs between two states of a file.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Change {
    /// Where, as `/members/<id>/phone`; items of a list that have an id are named by it.
    pub path: String,
    /// Null when it is new.
    pub before: Value,
    /// Null when it is gone.
    pub after: Value,
}

/// The differences between two states, in the order of the file. Lists of things with an id are compared thing by thing.
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    walk(String::new(), before, after, &mut found);
    found
}

fn walk(path: String, before: &Value, after: &Value, found: &mut Vec<Change>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in right {
                walk(format!("{path}/{key}"), left.get(key).unwrap_or(&Value::Null), value, found);
            }
            for (key, value) in left.iter().filter(|(key, _)| !right.contains_key(*key)) {
                walk(format!("{path}/{key}"), value, &Value::Null, found);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.iter().chain(right).all(|item| name(item).is_some()) => {
            for item in right {
                let same = left.iter().find(|other| name(other) == name(item)).unwrap_or(&Value::Null);
                walk(format!("{path}/{}", name(item).unwrap_or_default()), same, item, found);
            }
            for item in left.iter().filter(|item| !right.iter().any(|other| name(other) == name(item))) {
                walk(format!("{path}/{}", name(item).unwrap_or_default()), item, &Value::Null, found);
            }
        }
        _ => found.push(Change { path, before: before.clone(), after: after.clone() }),
    }
}

fn name(item: &Value) -> Option<&str> {
    ["id", "task_id", "assignment_id", "code"].iter().find_map(|key| item.get(key)).and_then(Value::as_str)
}
