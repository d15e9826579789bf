//! A part of a body that is read elsewhere.

use serde_json::{Map, Value};

use super::{At, Faults, Read, Sent};

/// An object, whatever is in it; it is read by the operation it belongs to.
#[derive(Clone)]
pub struct Whole(Value);

impl Whole {
    /// As a body of its own.
    pub(crate) fn into_sent(self) -> Sent {
        Sent::of(self.0)
    }

    /// Its fields.
    pub(crate) fn into_map(self) -> Map<String, Value> {
        if let Value::Object(map) = self.0 { map } else { Map::new() }
    }
}

impl Read for Whole {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        if let Some(object) = value.filter(|value| value.is_object()) {
            return Some(Self(object.clone()));
        }
        faults.add(at, "required");
        None
    }
}
