//! Addresses under threat, reveals, broken glass, comparisons: what is remembered of them, and what can be asked.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use hamyar_events::family::*;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Family;

/// How long a reveal shows an address.
pub const REVEAL: TimeDelta = TimeDelta::hours(1);
/// How long the glass stays open.
pub const GLASS: TimeDelta = TimeDelta::hours(3);

/// Who came to see more than is theirs, and what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trust {
    /// Whether the address is under threat: marked, or implied by a category, and not cleared since.
    pub address_threat: bool,
    pub reveals: BTreeMap<RevealId, Opened>,
    pub glasses: BTreeMap<GlassId, Glass>,
    /// Comparisons asked for, and their answers.
    pub comparisons: BTreeMap<ComparisonId, Option<bool>>,
}

/// What was opened, to whom and until when.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub user_id: UserId,
    pub until: DateTime<Utc>,
}

/// One breaking of the glass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Glass {
    #[serde(flatten)]
    pub opened: Opened,
    pub purpose: GlassPurpose,
    pub acknowledged_by: Vec<UserId>,
}

impl Trust {
    /// Remembers an event of its own kind.
    pub(super) fn evolve(&mut self, event: &FamilyEvent) {
        match event {
            FamilyEvent::AddressThreatMarked(_) => self.address_threat = true,
            FamilyEvent::AddressThreatCleared(_) => self.address_threat = false,
            FamilyEvent::CategoryAdded(event) => self.address_threat |= implies_address_threat(&event.category),
            FamilyEvent::AddressRevealed(event) => {
                self.reveals.insert(event.reveal_id, Opened { user_id: event.user_id, until: event.until });
            }
            FamilyEvent::GlassBroken(event) => {
                let opened = Opened { user_id: event.user_id, until: event.until };
                self.glasses
                    .insert(event.glass_id, Glass { opened, purpose: event.purpose, acknowledged_by: Vec::new() });
            }
            FamilyEvent::GlassAcknowledged(event) => {
                if let Some(glass) = self.glasses.get_mut(&event.glass_id) {
                    glass.acknowledged_by.push(event.user_id);
                }
            }
            FamilyEvent::ComparisonAsked(event) => {
                self.comparisons.entry(event.comparison_id).or_default();
            }
            FamilyEvent::ComparisonAnswered(event) => {
                self.comparisons.insert(event.comparison_id, Some(event.same));
            }
            _ => {}
        }
    }
}

impl Family {
    /// Whether a category that now stands puts the address under threat.
    pub(super) fn threat_by_category(&self) -> bool {
        self.categories.iter().any(|(code, _)| implies_address_threat(code))
    }
}

/// The address is to be shown to nobody but the caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkAddressThreat {
    #[serde(flatten)]
    pub marking: AddressThreatMarked,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The threat is over. Refused while a category of violence stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClearAddressThreat {
    #[serde(flatten)]
    pub clearing: AddressThreatCleared,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Show one person the address under threat, for [`REVEAL`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevealAddress {
    pub reveal_id: RevealId,
    pub user_id: UserId,
    pub reason: Personal<String>,
    #[serde(skip)]
    pub now: DateTime<Utc>,
}

/// Let a manager see for [`GLASS`] what only an emergency opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakGlass {
    pub glass_id: GlassId,
    pub user_id: UserId,
    pub center_id: Option<CenterId>,
    pub purpose: GlassPurpose,
    pub reason: Personal<String>,
    #[serde(skip)]
    pub now: DateTime<Utc>,
}

/// Somebody who answers for the family read that the glass was broken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcknowledgeGlass {
    #[serde(flatten)]
    pub acknowledgement: GlassAcknowledged,
}

/// Ask the center that keeps the file whether a person searched for elsewhere is of this family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskComparison {
    #[serde(flatten)]
    pub asked: ComparisonAsked,
}

/// Say whether it is the same family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerComparison {
    #[serde(flatten)]
    pub answer: ComparisonAnswered,
}
