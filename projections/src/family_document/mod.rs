//! The file of one family as a pure fold of its stream: the same code shows the file now, at any moment of its history (replay, as-of) and as it
//! stood at a referral (packet). Folding on demand keeps names and narratives out of stored read models and always shows the newest event.
//!
//! ```text
//! let mut document = FamilyDocument::new(family_id);
//! for event in events { document.apply(&event, &meta); }
//! let file = document.file(&names, today);
//! ```

mod aid;
mod apply;
mod attachments;
mod commission;
mod difference;
mod erasure;
mod file;
mod goals;
mod household;
mod merging;
mod proposals;
mod voice;

pub(crate) use commission::{responsible, shown};
pub use difference::{Change, changes};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::due_items::{DueCase, DueNumbers};
use crate::views::{ConsentState, FamilyCard, FamilyFile, FamilyState, FileRegistration, NamedRef};
use hamyar_events::{EntryWay, HouseholdType, InformationSource};

/// A family's file while its events are folded. Names of centers, caseworkers, places and agencies are filled in by [`FamilyDocument::file`].
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyDocument {
    file: FamilyFile,
    due: DueCase,
    identified: bool,
}

impl FamilyDocument {
    /// The file before its first event.
    pub fn new(family_id: Uuid) -> Self {
        let registration = FileRegistration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::State,
            referred_by: None,
            referred_by_name: None,
            register: None,
            registered_on: NaiveDate::default().into(),
            declared: None,
        };
        let card = FamilyCard {
            id: family_id,
            file_number: String::new(),
            family_name: None,
            tier: None,
            baseline_tier: None,
            neighborhood: NamedRef::unnamed(Uuid::nil()),
            center: None,
            caseworker: None,
            members_count: 0,
            last_visit: None,
            next_due: None,
            overdue: 0,
            open_referrals: 0,
            consent: ConsentState::NotAsked,
            state: FamilyState::Open,
            year_ends: None,
            days_left: None,
            household_type: HouseholdType::Unknown,
            address_under_threat: false,
            erased: false,
        };
        let file = FamilyFile {
            card,
            sequence: 0,
            cycle: 0,
            address: None,
            safe_contact: None,
            contact_window: None,
            identified_on: NaiveDate::default().into(),
            registration,
            registrations: Vec::new(),
            consent_detail: None,
            head_member_id: None,
            members: Vec::new(),
            categories: Vec::new(),
            violence_recorded: None,
            coverages: Vec::new(),
            sendings: Vec::new(),
            handing_on: Vec::new(),
            tiers: Vec::new(),
            assessments: Vec::new(),
            assignment: None,
            past_assignments: Vec::new(),
            goals: Vec::new(),
            calendar: Vec::new(),
            visits: Vec::new(),
            services: Vec::new(),
            general_aid: Vec::new(),
            referrals: Vec::new(),
            tasks: Vec::new(),
            expert_referrals: Vec::new(),
            notes: Vec::new(),
            attachments: Vec::new(),
            closed: None,
            kept_until: None,
            erased_on: None,
            erasures: Vec::new(),
            merged_into: None,
            merges: Vec::new(),
            requests: Vec::new(),
            tier_proposals: Vec::new(),
            shown_on: None,
        };
        Self { file, due: DueCase::default(), identified: false }
    }

    /// Whether the stream has its first event; a document that has not shows nothing.
    pub fn is_identified(&self) -> bool {
        self.identified
    }

    /// The family's id.
    pub fn id(&self) -> Uuid {
        self.file.card.id
    }

    /// Sequence of the last event taken in.
    pub fn sequence(&self) -> i64 {
        self.file.sequence
    }

    /// The file as a caller may read it to decide on access: center, caseworker and referrals hold ids, names are not filled in.
    pub fn raw(&self) -> &FamilyFile {
        &self.file
    }

    /// What is open, with the days it is due on under `numbers`.
    pub fn due(&self) -> &DueCase {
        &self.due
    }

    /// The file as it reads on `today`, with names, with the settings' default numbers of days.
    pub fn file(&self, names: &crate::Names, today: NaiveDate) -> FamilyFile {
        self.file_with(names, today, &DueNumbers::default())
    }
}

#[cfg(test)]
mod tests;
