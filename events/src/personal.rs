//! Personal values: a value, and the subject under whose key the event store seals it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::SerializeMap};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Whose key seals a value: a person (member, caseworker, participant, named actor) or a family (what the household shares).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// One person. Written `person:<uuid>`.
    Person(Uuid),
    /// One family, for what it shares: address, narrative. Written `family:<uuid>`.
    Family(Uuid),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Family(id) => write!(f, "family:{id}"),
        }
    }
}

/// A text that names no subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a subject is written person:<uuid> or family:<uuid>")]
pub struct NotASubject;

impl FromStr for Subject {
    type Err = NotASubject;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, id) = text.split_once(':').ok_or(NotASubject)?;
        let id = id.parse().map_err(|_| NotASubject)?;
        match kind {
            "person" => Ok(Self::Person(id)),
            "family" => Ok(Self::Family(id)),
            _ => Err(NotASubject),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A personal value. `None` means that the subject's key was destroyed: the value is erased for ever.
///
/// In an open payload it reads `{"$open":{"s":"person:<uuid>","v":<value>}}`; the event store replaces that object by
/// `{"$sealed":{…}}` before it is stored. `Debug` never prints the value, so that no log or panic text can carry it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Personal<T> {
    /// Whose key seals the value.
    pub subject: Subject,
    /// The value, or `None` when erased.
    pub value: Option<T>,
}

impl<T> Personal<T> {
    /// A value of a person.
    pub fn of_person(id: impl Into<Uuid>, value: T) -> Self {
        Self { subject: Subject::Person(id.into()), value: Some(value) }
    }
    /// A value a family shares.
    pub fn of_family(id: impl Into<Uuid>, value: T) -> Self {
        Self { subject: Subject::Family(id.into()), value: Some(value) }
    }
    /// What is left after the subject's key was destroyed.
    pub fn erased(subject: Subject) -> Self {
        Self { subject, value: None }
    }
    /// The value, unless erased.
    pub fn known(&self) -> Option<&T> {
        self.value.as_ref()
    }
    /// Whether the value is gone.
    pub fn is_erased(&self) -> bool {
        self.value.is_none()
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Personal({}, {})", self.subject, if self.value.is_some() { "known" } else { "erased" })
    }
}

#[derive(Serialize)]
struct OpenRef<'a, T> {
    s: Subject,
    v: Option<&'a T>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
}

impl<T: Serialize> Serialize for Personal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        let open = OpenRef { s: self.subject, v: self.value.as_ref(), erased: self.value.is_none() };
        map.serialize_entry("$open", &open)?;
        map.end()
    }
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Wrapped<T> {
    #[serde(rename = "$open")]
    open: Open<T>,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Open<T> {
    s: Subject,
    #[serde(default)]
    v: Option<T>,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Personal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let open = Wrapped::<T>::deserialize(deserializer)?.open;
        Ok(Self { subject: open.s, value: open.v })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_value_is_written_open_with_its_subject() {
        let id = Uuid::from_u128(7);
        let name = Personal::of_person(id, "canary".to_owned());
        let text = serde_json::to_string(&name).unwrap();
        assert_eq!(text, format!(r#"{{"$open":{{"s":"person:{id}","v":"canary"}}}}"#));
        assert_eq!(serde_json::from_str::<Personal<String>>(&text).unwrap(), name);
    }

    #[test]
    fn an_erased_value_says_so_and_reads_back_as_erased() {
        let gone = Personal::<String>::erased(Subject::Family(Uuid::from_u128(9)));
        let text = serde_json::to_string(&gone).unwrap();
        assert!(text.ends_with(r#""v":null,"erased":true}}"#), "{text}");
        assert!(serde_json::from_str::<Personal<String>>(&text).unwrap().is_erased());
    }

    #[test]
    fn debug_never_prints_the_value() {
        assert!(!format!("{:?}", Personal::of_person(Uuid::from_u128(7), "canary")).contains("canary"));
    }

    #[test]
    fn a_subject_that_names_no_kind_is_refused() {
        assert!("house:00000000-0000-0000-0000-000000000007".parse::<Subject>().is_err());
    }
}
