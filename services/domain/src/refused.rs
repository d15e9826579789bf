//! What every refusal can say about itself.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A refusal with a stable code. It serializes as `{"code": …, …numbers}`; values that cannot be accepted serialize as
/// `{"code": "invalid", "fields": [{"field", "rule", …}]}`.
pub trait Refused: std::error::Error + Serialize {
    /// Stable name of the refusal, which the web translates. Never changes.
    fn code(&self) -> &'static str;
    /// The fields whose values cannot be accepted; empty when a rule of the program refused.
    fn fields(&self) -> &[InvalidField];
    /// True when values were wrong (HTTP 422), false when a rule refused (HTTP 409).
    fn is_invalid_input(&self) -> bool {
        !self.fields().is_empty()
    }
}

/// A field whose value cannot be accepted. Carries no value, since that may be personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvalidField {
    /// Path of the field in the command, as `member.national_id` or `readings[2].value`.
    pub field: Cow<'static, str>,
    /// The rule it breaks.
    #[serde(flatten)]
    pub rule: Rule,
}

/// Rules that a single value can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// A value is needed.
    Required,
    /// A value is not wanted here.
    NotExpected,
    /// The text is longer than so many characters.
    TooLong { max: u32 },
    /// The number lies outside the range, both ends allowed.
    OutOfRange { min: i64, max: i64 },
    /// The date lies after today.
    InFuture,
    /// The date lies before anything the program can know of.
    TooEarly,
    /// A date lies before the one it must follow.
    BeforeStart,
    /// The same thing is named twice.
    Duplicate,
    /// Nothing of that name is known.
    Unknown,
    /// Not ten digits with a right check digit.
    NotANationalId,
    /// The text is or contains what could be a national id.
    LooksLikeANationalId,
    /// The text does not have the expected shape.
    Malformed,
    /// The subject touches belief, ethnicity or politics, which no indicator records.
    ForbiddenSubject,
}
