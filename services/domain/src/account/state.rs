//! What later decisions need to know of an account's rights. No note and no name: rules need neither.

use chrono::NaiveDate;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The rights of one account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    pub opened: bool,
    pub disabled: bool,
    /// Grants that were not taken back; some may have ended by their day, or not begun.
    pub grants: BTreeMap<GrantId, Held>,
    /// Grants that were.
    pub withdrawn: BTreeSet<GrantId>,
}

/// One grant, as far as rules go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub role: Role,
    pub bound_to: BoundTo,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Held {
    /// Whether it counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both count.
    pub(super) fn meets(&self, from: NaiveDate, until: Option<NaiveDate>) -> bool {
        until.is_none_or(|until| self.from <= until) && self.until.is_none_or(|own| from <= own)
    }
}

impl Account {
    /// Whether the account administrates the nation today and goes on to: it may not vanish by withdrawal, nor by a day that comes.
    pub fn is_lasting_administrator(&self, today: NaiveDate) -> bool {
        let lasting = |held: &Held| {
            held.role == Role::Administrator
                && held.bound_to == BoundTo::Nation
                && held.until.is_none()
                && held.counts_on(today)
        };
        self.opened && !self.disabled && self.grants.values().any(lasting)
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &AccountEvent) {
        match event {
            AccountEvent::AccountOpened(_) => self.opened = true,
            AccountEvent::RoleGranted(event) => {
                let held = Held { role: event.role, bound_to: event.bound_to, from: event.from, until: event.until };
                self.grants.insert(event.grant_id, held);
            }
            AccountEvent::RoleWithdrawn(event) => {
                self.grants.remove(&event.grant_id);
                self.withdrawn.insert(event.grant_id);
            }
            AccountEvent::AccountDisabled(_) => self.disabled = true,
            AccountEvent::AccountEnabled(_) => self.disabled = false,
        }
    }
}
