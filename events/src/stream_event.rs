//! What the event store asks of a stream's events.

use uuid::Uuid;

/// The events of one stream type: the stored name of the stream, and how a stored event is read.
pub trait StreamEvent: cqrs_es::DomainEvent {
    /// Stored name of the stream type, as `family`. Equals the aggregate's `TYPE`.
    const STREAM: &'static str;

    /// Reads an opened payload of the given stored type and version; older versions are brought up to today's shape here.
    fn decode(event_type: &str, event_version: &str, payload: &str) -> Result<Self, DecodeError>;

    /// National ids this event claims for the family whose stream it is in. They are claimed in the transaction that appends the event,
    /// one family per id.
    fn national_id_claims(&self, stream_id: Uuid) -> Vec<NationalIdClaim> {
        let _ = stream_id;
        Vec::new()
    }

    /// Claims on national ids that end with this event, in the transaction that appends it. What the same command claims is not given up.
    fn national_id_releases(&self, stream_id: Uuid) -> Vec<NationalIdRelease> {
        let _ = stream_id;
        Vec::new()
    }
}

/// What a stream's events claim; by default nothing. Apart from [`StreamEvent`], so that the macro can write that one.
pub(crate) trait ClaimsNationalId {
    /// See [`StreamEvent::national_id_claims`].
    fn claims(&self, stream_id: Uuid) -> Vec<NationalIdClaim> {
        let _ = stream_id;
        Vec::new()
    }
    /// See [`StreamEvent::national_id_releases`].
    fn releases(&self, stream_id: Uuid) -> Vec<NationalIdRelease> {
        let _ = stream_id;
        Vec::new()
    }
}

/// Claims that a family gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalIdRelease {
    /// The family that holds them.
    pub family_id: Uuid,
    /// Whose; of every member when absent.
    pub member_id: Option<Uuid>,
    /// True when the family keeps the claim though its member is gone (she died): another member of this family, entered anew, may take it over,
    /// another family may not. Otherwise the number is free for whoever bears it.
    pub left: bool,
}

/// A national id that an event claims for a member of a family.
#[derive(Clone, PartialEq, Eq)]
pub struct NationalIdClaim {
    /// The ten digits, in ASCII. Only their keyed hash is stored.
    pub digits: String,
    /// The family that claims them.
    pub family_id: Uuid,
    /// The member who bears them.
    pub member_id: Uuid,
}

/// Prints everything but the digits.
impl std::fmt::Debug for NationalIdClaim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NationalIdClaim(family {}, member {})", self.family_id, self.member_id)
    }
}

/// A stored event that cannot be read. Carries no value of the payload, since that may be personal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The stream has no event of that name and version. Readers stop here; they never skip.
    #[error("{stream} has no event {event_type} {event_version}")]
    Unknown {
        /// Stream type.
        stream: &'static str,
        /// Stored event type.
        event_type: String,
        /// Stored event version.
        event_version: String,
    },
    /// The payload does not have the shape of its version.
    #[error("payload is not readable: {class} at line {line} column {column}")]
    Payload {
        /// Kind of fault: `syntax`, `data` or `end of text`.
        class: &'static str,
        /// Line of the payload, from 1.
        line: usize,
        /// Column of the payload, from 1; 0 when unknown.
        column: usize,
    },
}

impl DecodeError {
    /// An event name or version the stream does not have.
    pub fn unknown(stream: &'static str, event_type: &str, event_version: &str) -> Self {
        Self::Unknown { stream, event_type: event_type.to_owned(), event_version: event_version.to_owned() }
    }
}

/// Keeps the place and kind of the fault and drops serde's text, which may quote the value.
impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let class = match error.classify() {
            serde_json::error::Category::Io | serde_json::error::Category::Eof => "end of text",
            serde_json::error::Category::Syntax => "syntax",
            serde_json::error::Category::Data => "data",
        };
        Self::Payload { class, line: error.line(), column: error.column() }
    }
}
