//! One way for every view: what is shown of each field, by its class and the verdict. A field that is not classed is shown to nobody.

use hamyar_identity::policy::{self, Class, Fields, Rule, Sight};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A view of which everything that the reader may not see was taken out. Made by [`covered`] alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Covered(Value);

impl Covered {
    pub(crate) fn value(&self) -> &Value {
        &self.0
    }
}

/// A view as the reader may see it.
pub(crate) fn covered(view: &str, value: &impl Serialize, fields: Fields) -> Covered {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    cover(view, &mut value, fields);
    Covered(value)
}

/// A view as whoever has not signed in may see it: values that no rule tells are not there, nor what holds nothing else.
pub(crate) fn unsigned(value: &impl Serialize) -> Covered {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    tell(&mut value, "");
    Covered(value)
}

/// Whether anything of the value may be told.
fn tell(value: &mut Value, way: &str) -> bool {
    match value {
        Value::Object(map) => {
            map.retain(|field, inner| {
                let below = if way.is_empty() { field.clone() } else { format!("{way}.{field}") };
                tell(inner, &below)
            });
            !map.is_empty()
        }
        // An empty list tells that there is nothing, and is told where its items would be.
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.retain_mut(|item| tell(item, way));
            !items.is_empty()
        }
        Value::Array(items) if items.is_empty() => policy::unsigned_list(way),
        _ => policy::unsigned_field(way),
    }
}

fn cover(view: &str, value: &mut Value, fields: Fields) {
    let Value::Object(map) = value else { return };
    for (field, inner) in map.iter_mut() {
        match policy::field_rule(view, field) {
            None => hide(inner),
            Some(Rule::Is(class)) => show(inner, fields.of(class)),
            Some(Rule::In(other)) => each(inner, |item| cover(other, item, fields)),
            Some(Rule::ByDomain(other)) => {
                keep(inner, |item| fields.sensitive == Sight::Whole || item["domain"] != "social");
                each(inner, |item| cover(other, item, fields));
            }
            Some(Rule::ByIndicator(other)) => {
                keep(inner, |item| is_shown(item["indicator"].as_str(), fields));
                each(inner, |item| cover(other, item, fields));
            }
            Some(Rule::Codes) => keep(inner, |code| is_shown(code.as_str(), fields)),
            // Opened and covered event by event, by [`payload`].
            Some(Rule::Payload) => {}
        }
    }
}

fn is_shown(indicator: Option<&str>, fields: Fields) -> bool {
    fields.sensitive == Sight::Whole || indicator.is_some_and(|code| !policy::is_sensitive_indicator(code))
}

fn each(value: &mut Value, mut change: impl FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(change),
        one => change(one),
    }
}

fn keep(value: &mut Value, mut seen: impl FnMut(&Value) -> bool) {
    if let Value::Array(items) = value {
        items.retain(|item| seen(item));
    }
}

fn show(value: &mut Value, sight: Sight) {
    match sight {
        Sight::Whole => {}
        Sight::Masked => mask(value),
        Sight::Hidden => hide(value),
    }
}

/// What stands where a value is hidden: what a reader of this shape takes for nothing.
fn hide(value: &mut Value) {
    *value = match value {
        Value::Array(_) => json!([]),
        // A reference and a title are never null.
        Value::Object(map) if has_only(map, ["id", "name"]) => json!({ "id": uuid::Uuid::nil(), "name": null }),
        Value::Object(map) if has_only(map, ["fa", "en"]) => json!({ "fa": "", "en": "" }),
        _ => Value::Null,
    };
}

fn has_only(map: &Map<String, Value>, keys: [&str; 2]) -> bool {
    map.len() == 2 && keys.iter().all(|key| map.contains_key(*key))
}

/// Leaves the last three digits.
fn mask(value: &mut Value) {
    let Some(digits) = value.as_str() else { return };
    let hidden = digits.chars().count().saturating_sub(3);
    *value =
        digits.chars().enumerate().map(|(n, digit)| if n < hidden { '•' } else { digit }).collect::<String>().into();
}

/// An opened payload of an event with plain values, covered as the file is.
pub(crate) fn payload(text: &str, fields: Fields) -> Value {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    each_field(&mut value, fields);
    value
}

fn each_field(value: &mut Value, fields: Fields) {
    match value {
        Value::Object(map) => {
            for (field, inner) in map.iter_mut() {
                open(inner);
                match policy::payload_class(field) {
                    Some(class) if is_within(inner) && class != Class::Sensitive => each_field(inner, fields),
                    Some(class) => show(inner, fields.of(class)),
                    None => *inner = Value::Null,
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_field(item, fields)),
        _ => {}
    }
}

/// Whether a value has fields of its own.
fn is_within(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(Value::is_object),
        _ => false,
    }
}

/// Takes the value out of its personal wrapping, erased ones as null.
fn open(value: &mut Value) {
    if let Value::Object(map) = value
        && map.len() == 1
        && let Some(Value::Object(opened)) = map.get_mut("$open")
    {
        *value = opened.get_mut("v").map(Value::take).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests;
