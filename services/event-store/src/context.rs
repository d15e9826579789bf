//! What comes with a command, and what it is answered.

use chrono::{DateTime, SecondsFormat, Utc};
use hamyar_events::{Actor, HappenedAt};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What comes with a command beside its content.
#[derive(Clone, Debug)]
pub struct CommandContext {
    /// Made by the client, one per wish; the same when sent again.
    pub command_id: Uuid,
    /// Who issues it.
    pub actor: Actor,
    /// The device it was written on.
    pub device: Option<String>,
    /// When the fact happened in the field.
    pub happened_at: HappenedAt,
    /// What the device's clock said when the command was written.
    pub client_clock: Option<DateTime<Utc>>,
    /// `If-Match`: the sequence the stream must have.
    pub expected_sequence: Option<i64>,
    /// The sequence the author saw, recorded with the events.
    pub based_on: Option<i64>,
    /// The wider errand this belongs to.
    pub correlation_id: Option<Uuid>,
    /// The event or command that caused it.
    pub causation_id: Option<Uuid>,
}

impl CommandContext {
    /// The least a command comes with.
    pub fn new(command_id: Uuid, actor: Actor, happened_at: HappenedAt) -> Self {
        Self {
            command_id,
            actor,
            device: None,
            happened_at,
            client_clock: None,
            expected_sequence: None,
            based_on: None,
            correlation_id: None,
            causation_id: None,
        }
    }

    /// The metadata stored with an event: text to text, so that postgres-es can read it.
    pub(crate) fn metadata(&self, event_id: Uuid) -> BTreeMap<&'static str, String> {
        let mut map = BTreeMap::from([
            ("event_id", event_id.to_string()),
            ("command_id", self.command_id.to_string()),
            ("correlation_id", self.correlation_id.unwrap_or(self.command_id).to_string()),
            ("causation_id", self.causation_id.unwrap_or(self.command_id).to_string()),
            ("actor", self.actor.to_string()),
            ("happened_at", self.happened_at.to_string()),
            ("precision", self.happened_at.precision().as_str().to_owned()),
        ]);
        if let Some(device) = &self.device {
            map.insert("device", device.clone());
        }
        if let Some(clock) = self.client_clock {
            map.insert("client_clock", clock.to_rfc3339_opts(SecondsFormat::Millis, true));
        }
        if let Some(based_on) = self.based_on.or(self.expected_sequence) {
            map.insert("based_on", based_on.to_string());
        }
        map
    }
}

/// How a command is run, where it differs from the rule.
#[derive(Clone, Debug, Default)]
pub struct Execution {
    /// The content that identifies the wish when it is sent again (say, the request's body). Without it the serialized command serves, from
    /// which the edge's look-ups are left out.
    pub body: Option<Vec<u8>>,
}

/// A committed command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The stream's sequence after it. The next `If-Match`.
    pub sequence: i64,
    /// Position of its last event; for a command that found nothing new, the head of the log. A query that has seen it shows the result.
    pub position: i64,
    /// How many events it wrote. Zero when what it asked for held already.
    pub events: usize,
    /// Whether this is the kept answer of an earlier sending.
    pub repeated: bool,
}
