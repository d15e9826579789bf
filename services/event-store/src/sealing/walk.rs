//! Walking a payload for open or sealed values.

use crate::StoreError;
use base64::{Engine, engine::general_purpose::STANDARD};
use hamyar_events::Subject;
use serde_json::{Map, Value};
use std::fmt::Write;
use uuid::Uuid;

/// An open value: whose it is, and whether it was erased already.
pub(super) struct Open {
    pub subject: Subject,
    pub erased: bool,
}

/// The value as an open one, if it is.
pub(super) fn open_value(value: &Value) -> Option<Open> {
    let inner = only_member(value, "$open")?;
    let subject = inner.get("s")?.as_str()?.parse().ok()?;
    Some(Open { subject, erased: inner.get("erased") == Some(&Value::Bool(true)) })
}

fn only_member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let map = value.as_object()?;
    if map.len() == 1 { map.get(name) } else { None }
}

/// Nonce and cipher text of a sealed value: apart, as the first form has them, or one after the other.
pub(super) fn cipher_bytes(nonce: Option<&str>, cipher: &str) -> Option<([u8; 12], Vec<u8>)> {
    let cipher = STANDARD.decode(cipher).ok()?;
    match nonce {
        Some(nonce) => Some((STANDARD.decode(nonce).ok()?.try_into().ok()?, cipher)),
        None => cipher.split_first_chunk::<12>().map(|(nonce, cipher)| (*nonce, cipher.to_vec())),
    }
}

/// `{name: value}`.
pub(super) fn single(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

/// The stored form, the second: nonce and cipher text as one, and nothing inside but the value, for whose it is the key says.
pub(super) fn sealed_json(key_id: Uuid, nonce: &[u8], cipher: &[u8]) -> Value {
    let inner = Map::from_iter([
        ("v".to_owned(), Value::from(2)),
        ("k".to_owned(), Value::from(key_id.to_string())),
        ("c".to_owned(), Value::from(STANDARD.encode([nonce, cipher].concat()))),
    ]);
    single("$sealed", Value::Object(inner))
}

/// What is left of a value whose key is gone.
pub(super) fn erased_json(subject: Subject) -> Value {
    let inner = Map::from_iter([
        ("s".to_owned(), Value::from(subject.to_string())),
        ("v".to_owned(), Value::Null),
        ("erased".to_owned(), Value::Bool(true)),
    ]);
    single("$open", Value::Object(inner))
}

/// Shows every value to `look`, from the outside in.
pub(super) fn visit(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, look)),
        Value::Object(map) => map.values().for_each(|item| visit(item, look)),
        _ => {}
    }
}

/// Replaces every value for which `with` gives another; what was replaced or given is not walked into.
pub(super) fn replace(
    value: &mut Value,
    pointer: &mut String,
    with: &mut impl FnMut(&Value, &str) -> Result<Option<Value>, StoreError>,
) -> Result<(), StoreError> {
    if value.is_object()
        && let Some(other) = with(value, pointer)?
    {
        *value = other;
        return Ok(());
    }
    let depth = pointer.len();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let _ = write!(pointer, "/{index}");
                replace(item, pointer, with)?;
                pointer.truncate(depth);
            }
        }
        Value::Object(map) => {
            for (name, item) in map {
                push_name(pointer, name);
                replace(item, pointer, with)?;
                pointer.truncate(depth);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Refuses U+0000 in any text: `json` stores it, and `->>` and `jsonb` then fail on it, which would stop a reader. Lone surrogates cannot reach
/// this place, for a Rust string cannot hold them.
pub(super) fn refuse_nul(value: &Value, pointer: &mut String) -> Result<(), StoreError> {
    let depth = pointer.len();
    match value {
        Value::String(text) if text.contains('\0') => {
            return Err(StoreError::ForbiddenCharacter { pointer: pointer.clone() });
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let _ = write!(pointer, "/{index}");
                refuse_nul(item, pointer)?;
                pointer.truncate(depth);
            }
        }
        Value::Object(map) => {
            for (name, item) in map {
                if name.contains('\0') {
                    return Err(StoreError::ForbiddenCharacter { pointer: pointer.clone() });
                }
                push_name(pointer, name);
                refuse_nul(item, pointer)?;
                pointer.truncate(depth);
            }
        }
        _ => {}
    }
    Ok(())
}

pub(super) fn push_name(pointer: &mut String, name: &str) {
    pointer.push('/');
    if !name.contains(['~', '/']) {
        return pointer.push_str(name);
    }
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
