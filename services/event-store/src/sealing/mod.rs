//! Sealing: personal values leave for the log as ciphertext under their subject's own key, and come back open to those who hold the keys.
//!
//! A value `{"$open":{"s":subject,"v":value}}` is stored as `{"$sealed":{"v":1,"k":key id,"n":nonce,"c":cipher and tag}}` (AES-256-GCM, base64),
//! bound by its associated data to the place it stands at. Subjects' keys are wrapped by keys derived from a master key outside the database.

mod cipher;
mod keys;
mod master_key;
#[cfg(test)]
mod tests;
mod walk;

pub use master_key::{MasterKey, MasterKeyError};

pub(crate) use keys::KeyRing;

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
    fn associated_data(&self, pointer: &str) -> String {
        format!("{}|{}|{}|{}|{}|{pointer}", self.stream, self.id, self.sequence, self.event_type, self.event_version)
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
        let plain = serde_json::to_vec(&value["$open"]).map_err(StoreError::Json)?;
        let (nonce, cipher) = cipher::encrypt(&key.key, &plain, place.associated_data(pointer).as_bytes());
        Ok(Some(walk::sealed_json(key.key_id, &nonce, &cipher)))
    })
}

impl KeyRing {
    /// Opens the payloads of many events, fetching all missing keys at once.
    pub(crate) async fn open_all(&self, events: &[StoredEvent]) -> Result<Vec<Box<RawValue>>, StoreError> {
        let mut parsed = Vec::with_capacity(events.len());
        let mut key_ids = HashSet::new();
        for event in events {
            // A payload without sealed values is handed on as its bytes stand.
            if !event.payload.contains("\"$sealed\"") {
                parsed.push(None);
                continue;
            }
            let value: Value =
                serde_json::from_str(&event.payload).map_err(|_| event.corrupt("the payload is not JSON"))?;
            walk::visit(&value, &mut |value| {
                if let Some(sealed) = walk::sealed_value(value) {
                    key_ids.insert(sealed.key_id);
                }
            });
            parsed.push(Some(value));
        }
        let keys = self.by_id(&key_ids).await?;
        let mut opened = Vec::with_capacity(events.len());
        for (event, value) in events.iter().zip(parsed) {
            let text = match value {
                None => event.payload.clone(),
                Some(mut value) => {
                    let place = Place {
                        stream: &event.stream,
                        id: event.stream_id,
                        sequence: event.sequence,
                        event_type: &event.event_type,
                        event_version: &event.event_version,
                    };
                    unseal(&mut value, place, &keys)?;
                    serde_json::to_string(&value).map_err(StoreError::Json)?
                }
            };
            opened.push(RawValue::from_string(text).map_err(|_| event.corrupt("the payload is not JSON"))?);
        }
        Ok(opened)
    }
}

fn unseal(payload: &mut Value, place: Place<'_>, keys: &HashMap<Uuid, keys::KnownKey>) -> Result<(), StoreError> {
    walk::replace(payload, &mut String::new(), &mut |value, pointer| {
        let Some(sealed) = walk::sealed_value(value) else { return Ok(None) };
        match keys.get(&sealed.key_id) {
            // A key nobody has a row of belongs to nobody that can be named.
            None => Ok(Some(walk::erased_json(Subject::Person(Uuid::nil())))),
            Some(keys::KnownKey { subject, key: None }) => Ok(Some(walk::erased_json(*subject))),
            Some(keys::KnownKey { key: Some(key), .. }) => {
                let plain = walk::cipher_bytes(&sealed)
                    .and_then(|(nonce, cipher)| {
                        cipher::decrypt(key, &nonce, &cipher, place.associated_data(pointer).as_bytes())
                    })
                    .ok_or_else(|| place.unsealable(pointer))?;
                let open: Value = serde_json::from_slice(&plain).map_err(|_| place.unsealable(pointer))?;
                Ok(Some(walk::single("$open", open)))
            }
        }
    })
}
