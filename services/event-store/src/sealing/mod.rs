//! Sealing: personal values leave for the log as ciphertext under their subject's own key, and come back open to those who hold the keys.
//!
//! A value `{"$open":{"s":subject,"v":value}}` is stored as `{"$sealed":{"v":2,"k":key id,"c":nonce, cipher and tag}}` (AES-256-GCM, base64), bound
//! by its associated data to the place it stands at. What sealing costs is above all its length in the database, so the form is short: whose a
//! value is, the key says. The first form, `{"v":1,"k":…,"n":nonce,"c":…}` around the value with its subject, is read as before. Subjects' keys are wrapped by keys derived from a master key outside the database.

mod backup;
mod cipher;
mod keys;
mod master_key;
mod masters;
mod rotation;
mod scan;
mod secrets;
mod source;
#[cfg(test)]
mod tests;
mod walk;

pub use master_key::{MasterKey, MasterKeyError};
pub use rotation::{KeyStatus, WrappedBy, change_master_key, key_status, prepare_master_key, wrap_anew};
pub use source::KeySource;

pub(crate) use cipher::Secret;
#[cfg(test)]
pub(crate) use cipher::random_secret;
pub(crate) use keys::KeyRing;
pub(crate) use master_key::{keyed_hash, sync_folder};

use crate::{StoreError, StoredEvent};
use hamyar_events::Subject;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Where a payload stands; part of every sealed value's associated data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub stream: &'a str,
    pub id: Uuid,
    pub sequence: i64,
    pub event_type: &'a str,
    pub event_version: &'a str,
}

impl Place<'_> {
    /// The second form begins with its number, so that neither is ever taken for the other.
    fn associated_data(&self, form: scan::Form, pointer: &str) -> String {
        let Self { stream, id, sequence, event_type, event_version } = self;
        let form = match form {
            scan::Form::WithSubject => "",
            scan::Form::ValueAlone => "2|",
        };
        format!("{form}{stream}|{id}|{sequence}|{event_type}|{event_version}|{pointer}")
    }

    fn corrupt(&self, what: &str) -> StoreError {
        StoreError::Corrupt {
            stream: self.stream.to_owned(),
            id: self.id.to_string(),
            sequence: self.sequence,
            what: what.to_owned(),
        }
    }

    fn key_lost(&self, pointer: &str) -> StoreError {
        StoreError::KeyLost {
            stream: self.stream.to_owned(),
            id: self.id.to_string(),
            sequence: self.sequence,
            pointer: pointer.to_owned(),
        }
    }

    fn unsealable(&self, pointer: &str) -> StoreError {
        StoreError::Unsealable {
            stream: self.stream.to_owned(),
            id: self.id.to_string(),
            sequence: self.sequence,
            pointer: pointer.to_owned(),
        }
    }
}

/// The subjects whose keys a payload needs, and the check that PostgreSQL's readers can read all its texts.
pub(crate) fn subjects(payload: &Value, into: &mut HashSet<Subject>) -> Result<(), StoreError> {
    walk::refuse_nul(payload, &mut String::new())?;
    walk::visit(payload, &mut |value| {
        if let Some(open) = walk::open_value(value)
            && !open.erased
        {
            into.insert(open.subject);
        }
    });
    Ok(())
}

/// Replaces every open value by its sealed form.
pub(crate) fn seal(
    payload: &mut Value,
    place: Place<'_>,
    keys: &HashMap<Subject, keys::SubjectKey>,
) -> Result<(), StoreError> {
    walk::replace(payload, &mut String::new(), &mut |value, pointer| {
        let Some(open) = walk::open_value(value) else { return Ok(None) };
        if open.erased {
            return Ok(None); // Says only that there was something, which the subject's own history says too.
        }
        let key = keys.get(&open.subject).ok_or(StoreError::SubjectErased(open.subject))?;
        let plain = serde_json::to_vec(&value["$open"]["v"]).map_err(StoreError::Json)?;
        let associated = place.associated_data(scan::Form::ValueAlone, pointer);
        let (nonce, cipher) = cipher::encrypt(&key.key, &plain, associated.as_bytes());
        Ok(Some(walk::sealed_json(key.key_id, &nonce, &cipher)))
    })
}

impl KeyRing {
    /// Opens the payloads of many events, fetching all missing keys at once.
    pub(crate) async fn open_all(&self, events: &[StoredEvent]) -> Result<Vec<Box<RawValue>>, StoreError> {
        let mut sealed = Vec::with_capacity(events.len());
        let mut key_ids = HashSet::new();
        for event in events {
            let found = found_in(&event.payload, place_of(event))?;
            key_ids.extend(found.iter().map(|found| found.key_id));
            sealed.push(found);
        }
        let keys = self.by_id(&key_ids).await?;
        let mut opened = Vec::with_capacity(events.len());
        for (event, found) in events.iter().zip(sealed) {
            let text = unseal(&event.payload, &found, place_of(event), &keys)?;
            opened.push(RawValue::from_string(text).map_err(|_| event.corrupt("the payload is not JSON"))?);
        }
        Ok(opened)
    }
}

fn place_of(event: &StoredEvent) -> Place<'_> {
    Place {
        stream: &event.stream,
        id: event.stream_id,
        sequence: event.sequence,
        event_type: &event.event_type,
        event_version: &event.event_version,
    }
}

/// The sealed values of a payload as stored.
fn found_in(payload: &str, place: Place<'_>) -> Result<Vec<scan::Found>, StoreError> {
    if !payload.contains("\"$sealed\"") {
        return Ok(Vec::new());
    }
    scan::sealed_values(payload).map_err(|fault| match fault {
        scan::Unreadable::Payload => place.corrupt("the payload is not JSON"),
        scan::Unreadable::Sealed(pointer) => place.unsealable(&pointer),
    })
}

/// The payload with every sealed value opened, or marked as erased where its key was destroyed.
fn unseal(
    payload: &str,
    found: &[scan::Found],
    place: Place<'_>,
    keys: &HashMap<Uuid, keys::KnownKey>,
) -> Result<String, StoreError> {
    let mut text = String::with_capacity(payload.len());
    let mut copied = 0;
    for sealed in found {
        text.push_str(&payload[copied..sealed.range.start]);
        copied = sealed.range.end;
        // A destroyed key keeps its row: no row at all means that keys were lost, which must never pass for an erasure.
        let known = keys.get(&sealed.key_id).ok_or_else(|| place.key_lost(&sealed.pointer))?;
        match &known.key {
            None => text.push_str(&walk::erased_json(known.subject).to_string()),
            Some(key) => {
                let associated = place.associated_data(sealed.form, &sealed.pointer);
                let plain = cipher::decrypt(key, &sealed.nonce, &sealed.cipher, associated.as_bytes())
                    .ok_or_else(|| place.unsealable(&sealed.pointer))?;
                let open = std::str::from_utf8(&plain).map_err(|_| place.unsealable(&sealed.pointer))?;
                match sealed.form {
                    scan::Form::WithSubject => text.push_str(&format!("{{\"$open\":{open}}}")),
                    scan::Form::ValueAlone => {
                        text.push_str(&format!("{{\"$open\":{{\"s\":\"{}\",\"v\":{open}}}}}", known.subject));
                    }
                }
            }
        }
    }
    text.push_str(&payload[copied..]);
    Ok(text)
}

/// Where the sealed values of a payload stand.
pub(crate) fn scan_for_sealed(payload: &str) -> Result<Vec<std::ops::Range<usize>>, ()> {
    scan::sealed_values(payload).map(|found| found.into_iter().map(|found| found.range).collect()).map_err(|_| ())
}
