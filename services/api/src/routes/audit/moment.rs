//! A stream's history as an auditor reads it: its opened events, what the reader may see of them, and the state they fold to.

use hamyar_event_store::Recorded;
use hamyar_identity::policy::{Action, Fields, Resource, Verdict};
use hamyar_projections::StreamDocument;
use serde_json::Value;
use uuid::Uuid;

use crate::auth::Signed;
use crate::problem::Problem;
use crate::routes::families::document;
use crate::routes::families::timeline::{self, TimelineItem};
use crate::routes::run::{self, store_problem};
use crate::state::AppState;

/// A stream that an auditor may read.
pub(super) struct History {
    pub(super) stream: String,
    pub(super) id: Uuid,
    pub(super) events: Vec<Recorded>,
    pub(super) verdict: Verdict,
}

/// Events of one stream read at once; no stream has so many.
const EVENTS_MAX: i64 = 100_000;

/// Looks whether the stream may be read. A family is judged as a family, every other stream as a part of the log.
pub(super) async fn check(state: &AppState, signed: &Signed, stream: &str, id: Uuid) -> Result<Verdict, Problem> {
    signed.may_ever(Action::ReadFamilyEvents)?;
    if stream == "family" {
        let (_, facts) = run::family(state, id).await?;
        return signed.check(Action::ReadFamilyEvents, &Resource::Family(&facts));
    }
    signed.check(Action::ReadAudit, &Resource::None)
}

/// The subject of an opening: `family:<id>`, `commission:<id>`.
pub(super) fn subject(stream: &str, id: Uuid) -> String {
    format!("{stream}:{id}")
}

impl History {
    /// Opens a stream. The reading is recorded under the operation's name before anything is handed out.
    pub(super) async fn open(
        state: &AppState,
        signed: &Signed,
        operation: &'static str,
        stream: &str,
        id: Uuid,
    ) -> Result<Self, Problem> {
        let verdict = check(state, signed, stream, id).await?;
        let events = state.store().stream(stream, id, 1, EVENTS_MAX).await.map_err(store_problem)?;
        if events.is_empty() {
            return Err(Problem::NotFound);
        }
        super::trace(state, signed, operation, &subject(stream, id), &verdict).await?;
        Ok(Self { stream: stream.to_owned(), id, events, verdict })
    }

    pub(super) fn fields(&self) -> Fields {
        self.verdict.fields
    }

    /// An event as the reader may see it; names of users are filled in by the caller.
    pub(super) fn item(&self, event: &Recorded) -> TimelineItem {
        if self.stream == "family" { timeline::item(event, self.fields()) } else { house_item(event, self.fields()) }
    }

    pub(super) fn last_sequence(&self) -> i64 {
        self.events.last().map_or(0, |event| event.sequence)
    }

    /// The state that these events fold to, null when they make none; for a family its file.
    pub(super) async fn state_of<'a>(
        &self,
        state: &AppState,
        events: impl IntoIterator<Item = &'a Recorded>,
    ) -> Result<Value, Problem> {
        if self.stream == "family" {
            return match document::fold_all(self.id, events) {
                Ok(folded) => Ok(document::file(state, &folded, self.fields()).await?.value().clone()),
                // Before its first event there is no file.
                Err(Problem::NotFound) => Ok(Value::Null),
                Err(problem) => Err(problem),
            };
        }
        let mut folded = StreamDocument::default();
        for event in events {
            folded.apply(&event.event_type, &house_payload(event), event.sequence);
        }
        Ok(folded.state())
    }
}

/// An event of a stream of the house. Its fields are not those of a family's events and are not classed as they are.
pub(super) fn house_item(event: &Recorded, fields: Fields) -> TimelineItem {
    TimelineItem { payload: house_payload(event), ..timeline::item(event, fields) }
}

/// What an event of the house says, opened. An audit does not need a caseworker's telephone.
fn house_payload(event: &Recorded) -> Value {
    let mut value: Value = serde_json::from_str(event.payload.get()).unwrap_or_default();
    if BY_NAME_FOR_THE_OFFICE.contains(&event.event_type.as_str()) {
        veil(&mut value);
    }
    open(&mut value);
    value
}

/// Events whose people are known by name to those who keep the neighborhood, and to nobody else.
const BY_NAME_FOR_THE_OFFICE: [&str; 2] = ["resident_attitude_recorded", "local_contact_named"];

/// Takes every personal value out: that something was recorded is told, of whom it is and what it says is not.
fn veil(value: &mut Value) {
    if let Value::Object(map) = value {
        map.values_mut().filter(|inner| inner.get("$open").is_some()).for_each(|inner| *inner = Value::Null);
    }
}

fn open(value: &mut Value) {
    match value {
        Value::Object(map) if map.len() == 1 && map.contains_key("$open") => {
            let inner = map.get_mut("$open").and_then(|opened| opened.get_mut("v")).map(Value::take);
            *value = inner.unwrap_or_default();
        }
        Value::Object(map) => map.iter_mut().for_each(|(name, inner)| match name.as_str() {
            "phone" | "national_id" => *inner = Value::Null,
            _ => open(inner),
        }),
        Value::Array(items) => items.iter_mut().for_each(open),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_payload_of_the_house_is_opened_without_the_telephone() {
        let mut value = json!({
            "name": { "$open": { "s": "person:1", "v": "همیار" } }, "phone": { "$open": { "s": "person:1", "v": "0915" } },
            "note": { "$open": { "s": "family:1" } }, "tasks": [{ "title": { "$open": { "s": "family:1", "v": "بیمه" } } }],
        });
        open(&mut value);
        assert_eq!(value, json!({ "name": "همیار", "phone": null, "note": null, "tasks": [{ "title": "بیمه" }] }));
    }
}
