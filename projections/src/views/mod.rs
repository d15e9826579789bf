//! Shapes of answers that several screens share. Snake case, every date in both calendars.

mod due;
mod family_card;
mod family_file;

pub use due::{DueCounts, DueState};
pub use family_card::{ConsentState, FamilyCard, FamilyState};
pub use family_file::*;

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::{Actor, family::Sentence};
use hamyar_persian::jalali::JalaliDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A civil date in both calendars.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct CivilDate {
    /// Gregorian, `2026-11-22`.
    pub iso: NaiveDate,
    /// Jalali, `1405-09-01`.
    pub jalali: String,
}

impl From<NaiveDate> for CivilDate {
    fn from(iso: NaiveDate) -> Self {
        Self { iso, jalali: JalaliDate::from(iso).to_string() }
    }
}

/// An instant, in UTC and as Tehran's clocks showed it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Instant {
    /// RFC 3339, UTC.
    pub iso: DateTime<Utc>,
    /// `1405-09-01 14:05`, Tehran.
    pub jalali: String,
}

impl From<DateTime<Utc>> for Instant {
    fn from(iso: DateTime<Utc>) -> Self {
        Self { iso, jalali: hamyar_persian::tehran_datetime_text(iso) }
    }
}

/// Something with an id and a name; the name is null when it was erased or is not known here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct NamedRef {
    pub id: Uuid,
    pub name: Option<String>,
}

impl NamedRef {
    /// A reference whose name is filled in later by [`crate::Names`].
    pub fn unnamed(id: impl Into<Uuid>) -> Self {
        Self { id: id.into(), name: None }
    }
}

/// Text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Title {
    pub fa: String,
    pub en: String,
}

impl Title {
    /// A title from two fixed texts.
    pub fn new(fa: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fa: fa.into(), en: en.into() }
    }
}

impl From<Sentence> for Title {
    fn from(sentence: Sentence) -> Self {
        Self { fa: sentence.fa, en: sentence.en }
    }
}

/// Who did something: a user (the name is filled in by whoever knows the accounts) or a part of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActorRef {
    /// The account, for a user.
    pub id: Option<Uuid>,
    /// Name to show; the part's name for the system.
    pub name: Option<String>,
    /// `user` or `system`.
    pub kind: String,
}

impl From<&Actor> for ActorRef {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::User(id) => Self { id: Some(*id), name: None, kind: "user".to_owned() },
            Actor::System(name) => Self { id: None, name: Some(name.clone()), kind: "system".to_owned() },
        }
    }
}

/// A page of a list, with where the next one begins and the log position it was computed at.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Opaque cursor of the next page; null at the end.
    pub next: Option<String>,
    /// Length of the whole list, where it is cheap to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// Log position of the read model.
    pub position: i64,
}

impl<T> Page<T> {
    /// A list that fits one page.
    pub fn whole(items: Vec<T>, position: i64) -> Self {
        let total = i64::try_from(items.len()).ok();
        Self { items, next: None, total, position }
    }
}
