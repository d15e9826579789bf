//! What every stored event says about itself beside its payload: who, and when in the field.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// How exactly the field time of a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the second.
    Instant,
    /// The civil day is known, the hour is not.
    Day,
    /// Around that civil day.
    About,
}

impl Precision {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Day => "day",
            Self::About => "about",
        }
    }
}

/// When a fact happened in the field. A civil date stays a civil date; it is never turned into a midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HappenedAt {
    /// Known to the second.
    Instant(DateTime<Utc>),
    /// Known to the day.
    Day(NaiveDate),
    /// Around that day.
    About(NaiveDate),
}

/// A stored field time that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a field time: an RFC 3339 instant or a civil date is expected")]
pub struct NotAFieldTime;

impl HappenedAt {
    /// How exactly the time is known.
    pub const fn precision(self) -> Precision {
        match self {
            Self::Instant(_) => Precision::Instant,
            Self::Day(_) => Precision::Day,
            Self::About(_) => Precision::About,
        }
    }

    /// Reads the stored pair.
    pub fn parse(at: &str, precision: Precision) -> Result<Self, NotAFieldTime> {
        match precision {
            Precision::Instant => DateTime::parse_from_rfc3339(at)
                .map(|instant| Self::Instant(instant.with_timezone(&Utc)))
                .map_err(|_| NotAFieldTime),
            Precision::Day => at.parse().map(Self::Day).map_err(|_| NotAFieldTime),
            Precision::About => at.parse().map(Self::About).map_err(|_| NotAFieldTime),
        }
    }

    /// The civil day where the offset holds. A civil date is that day anywhere.
    pub fn day_at(self, offset: FixedOffset) -> NaiveDate {
        match self {
            Self::Instant(instant) => instant.with_timezone(&offset).date_naive(),
            Self::Day(day) | Self::About(day) => day,
        }
    }
}

/// The stored text: an RFC 3339 instant in UTC, or an ISO civil date.
impl fmt::Display for HappenedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => f.write_str(&instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            Self::Day(day) | Self::About(day) => write!(f, "{day}"),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    at: String,
    precision: Precision,
}

impl Serialize for HappenedAt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored { at: self.to_string(), precision: self.precision() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for HappenedAt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(deserializer)?;
        Self::parse(&stored.at, stored.precision).map_err(serde::de::Error::custom)
    }
}

/// Who issued a command: a signed-in user or a named part of the system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A user. Written `user:<uuid>`.
    User(Uuid),
    /// A part of the system (import, process manager). Written `system:<name>`.
    System(String),
}

impl Actor {
    /// A part of the system.
    pub fn system(name: impl Into<String>) -> Self {
        Self::System(name.into())
    }
    /// The user, when it is one.
    pub const fn user(&self) -> Option<Uuid> {
        match self {
            Self::User(id) => Some(*id),
            Self::System(_) => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

/// A text that names no actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an actor is written user:<uuid> or system:<name>")]
pub struct NotAnActor;

impl FromStr for Actor {
    type Err = NotAnActor;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':').ok_or(NotAnActor)? {
            ("user", id) => id.parse().map(Self::User).map_err(|_| NotAnActor),
            ("system", name) if !name.is_empty() => Ok(Self::System(name.to_owned())),
            _ => Err(NotAnActor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_civil_date_stays_a_civil_date() {
        let day = HappenedAt::parse("2026-11-22", Precision::Day).unwrap();
        assert_eq!(day.to_string(), "2026-11-22");
        assert_eq!(day.precision(), Precision::Day);
        assert!(HappenedAt::parse("2026-11-22T00:00:00Z", Precision::Day).is_err());
    }

    #[test]
    fn an_instant_near_midnight_belongs_to_the_day_of_its_place() {
        let instant = HappenedAt::parse("2026-11-22T21:00:00Z", Precision::Instant).unwrap();
        let tehran = FixedOffset::east_opt(12_600).unwrap();
        assert_eq!(instant.day_at(tehran).to_string(), "2026-11-23");
        let json = serde_json::to_string(&instant).unwrap();
        assert_eq!(serde_json::from_str::<HappenedAt>(&json).unwrap(), instant);
    }

    #[test]
    fn an_actor_reads_back_as_written() {
        for actor in [Actor::User(Uuid::from_u128(3)), Actor::system("import")] {
            assert_eq!(actor.to_string().parse::<Actor>().unwrap(), actor);
        }
        assert!("somebody".parse::<Actor>().is_err());
    }
}
