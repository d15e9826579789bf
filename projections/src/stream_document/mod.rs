//! The state of any stream but the family's as a plain document, event by event: what a replay shows of a neighborhood, a commission, a
//! caseworker, a center, a register. Families have a fold of their own, [`crate::FamilyDocument`].
//!
//! Works on opened, covered payloads and knows the events by name, so that it is total: an event it does not know adds what it says.
//! Things in lists have an `id` or a `code`, by which [`crate::family_document::changes`] tells them apart.

mod known;

use serde_json::{Map, Value};

/// A stream's state while its events are folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreamDocument {
    root: Map<String, Value>,
}

impl StreamDocument {
    /// Takes one more event in.
    pub fn apply(&mut self, event_type: &str, payload: &Value, sequence: i64) {
        let Value::Object(payload) = payload else { return };
        if !known::apply(&mut self.root, event_type, payload, sequence) {
            self.apply_unknown(event_type, payload, sequence);
        }
    }

    /// The state, null before the first event.
    pub fn state(&self) -> Value {
        if self.root.is_empty() { Value::Null } else { Value::Object(self.root.clone()) }
    }

    /// An event of a later version: about a thing with an id it is the thing's latest word, otherwise the stream's.
    fn apply_unknown(&mut self, event_type: &str, payload: &Map<String, Value>, sequence: i64) {
        match payload.iter().find(|(name, value)| name.ends_with("_id") && value.is_string()) {
            Some((name, Value::String(id))) => {
                let list = format!("{}s", name.trim_end_matches("_id"));
                let mut facts = payload.clone();
                facts.remove(name);
                facts.insert("last_event".to_owned(), event_type.into());
                let id = id.clone();
                upsert(&mut self.root, &list, "id", &id, facts);
            }
            _ if payload.is_empty() => {
                self.root.insert(event_type.to_owned(), sequence.into());
            }
            _ => merge(&mut self.root, payload),
        }
    }
}

/// Facts about the whole stream, the latest word of each.
fn merge(root: &mut Map<String, Value>, facts: &Map<String, Value>) {
    for (name, value) in facts {
        root.insert(name.clone(), value.clone());
    }
}

/// Facts about one thing of a list, merged into what is known of it.
fn upsert(root: &mut Map<String, Value>, list: &str, key: &str, id: &str, facts: Map<String, Value>) {
    let items = root.entry(list).or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(items) = items else { return };
    let place = items.iter().position(|item| item.get(key).and_then(Value::as_str) == Some(id));
    let place = place.unwrap_or_else(|| {
        let mut item = Map::new();
        item.insert(key.to_owned(), id.into());
        items.push(Value::Object(item));
        items.len() - 1
    });
    if let Some(Value::Object(item)) = items.get_mut(place) {
        merge(item, &facts);
    }
}

#[cfg(test)]
mod tests;
