//! Texts as people type them: cleaned of what no reader sees, bounded, and never with characters the database cannot keep.

use hamyar_persian::{clean_name, clean_text};
use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::{At, Faults, Read};

/// The characters of a text field, or a noted fault. U+0000 cannot be kept by the database and is never meant.
fn text<'a>(value: Option<&'a Value>, at: &At, faults: &mut Faults) -> Option<&'a str> {
    match value {
        None | Some(Value::Null) => {
            faults.add(at, "required");
            None
        }
        Some(Value::String(text)) if text.contains('\0') => {
            faults.add(at, "bad_characters");
            None
        }
        Some(Value::String(text)) => Some(text),
        Some(_) => {
            faults.add(at, "not_a_text");
            None
        }
    }
}

fn bounded(cleaned: String, max: usize, at: &At, faults: &mut Faults) -> Option<String> {
    if cleaned.is_empty() {
        faults.add(at, "required");
        None
    } else if cleaned.chars().count() > max {
        faults.add_with(at, "too_long", &[("max", max.into())]);
        None
    } else {
        Some(cleaned)
    }
}

macro_rules! text_type {
    ($($(#[$doc:meta])* $name:ident, $max:literal, $clean:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The cleaned text.
            #[allow(dead_code, reason = "not every kind of text is looked at before it is kept")]
            pub fn as_str(&self) -> &str { &self.0 }
            /// The cleaned text.
            #[allow(dead_code, reason = "not every kind of text is kept as it is")]
            pub fn into_string(self) -> String { self.0 }
        }

        impl Read for $name {
            fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
                let clean: fn(&str) -> String = $clean;
                let text = text(value, at, faults)?;
                bounded(clean(text), $max, at, faults).map(Self)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).max_length(Some($max)).into()
            }
        }
        impl ToSchema for $name {}
    )+};
}

text_type! {
    /// A name on one line, at most 100 characters, with Persian ی and ک.
    Name, 100, clean_name;
    /// One line, at most 200 characters.
    Line, 200, |text| clean_text(text).replace('\n', " ");
    /// Some sentences, at most 4000 characters.
    Words, 4000, clean_text;
    /// A whole text for everybody to read, at most 50,000 characters.
    Document, 50_000, clean_text;
    /// A code of a catalog or set, at most 64 characters.
    Code, 64, |text| clean_text(text).replace('\n', " ");
    /// A password, as typed.
    Secret, 1000, str::to_owned;
}

/// The code of a device. It is kept beside the event, in the clear and for ever, so it has no room for a person's name or number in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Device(String);

/// What a device's code looks like.
const DEVICE_PATTERN: &str = "^[A-Za-z0-9._-]{1,64}$";

impl Device {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Read for Device {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let code = bounded(text(value, at, faults)?.trim().to_owned(), 64, at, faults)?;
        if code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')) {
            Some(Self(code))
        } else {
            faults.add(at, "bad_characters");
            None
        }
    }
}

impl PartialSchema for Device {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(DEVICE_PATTERN))
            .description(Some("The code of a device: ASCII letters, digits, `.`, `_` and `-`, at most 64."))
            .into()
    }
}
impl ToSchema for Device {}

/// A national identity number: digits of any kind, with a right check digit; kept as ten ASCII digits.
#[derive(Clone, PartialEq, Eq)]
pub struct NationalNumber(String);

impl NationalNumber {
    /// The ten ASCII digits.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Read for NationalNumber {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let text = text(value, at, faults)?;
        let read = hamyar_persian::NationalId::parse(text);
        read.map(|id| Self(id.as_str().to_owned())).map_err(|_| faults.add(at, "not_a_national_id")).ok()
    }
}

impl PartialSchema for NationalNumber {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).description(Some("Ten digits with a right check digit.")).into()
    }
}
impl ToSchema for NationalNumber {}
