//! What later decisions need to know of an agreement.

use chrono::NaiveDate;
use hamyar_events::agreement::AgreementAmended;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An agreement and its tree of credits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    pub place_id: Option<PlaceId>,
    pub signed_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub parties: Vec<AgencyId>,
    pub last_amendment: Option<AgreementAmended>,
    /// Credits that count.
    pub allocations: BTreeMap<AllocationId, Allocation>,
    /// Credits that were mistakes.
    pub reversed: BTreeSet<AllocationId>,
    /// Spendings that count.
    pub spendings: BTreeMap<SpendingId, Spending>,
    /// Spendings that were mistakes.
    pub reversed_spendings: BTreeSet<SpendingId>,
}

/// One credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    pub amount_rials: i64,
    /// Absent of one that a budget line feeds.
    pub drawn_from: Option<AllocationId>,
    pub place_id: Option<PlaceId>,
    pub allocated_on: NaiveDate,
}

/// Money that was spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    pub allocation_id: AllocationId,
    pub amount_rials: i64,
    pub spent_on: NaiveDate,
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}

impl Agreement {
    /// What other credits draw from this one.
    pub fn drawn(&self, id: AllocationId) -> i64 {
        sum(self.allocations.values().filter(|one| one.drawn_from == Some(id)).map(|one| one.amount_rials))
    }

    /// What was spent of a credit itself.
    pub fn spent(&self, id: AllocationId) -> i64 {
        sum(self.spendings.values().filter(|one| one.allocation_id == id).map(|one| one.amount_rials))
    }

    /// What is left of a credit: its amount, less what is drawn from it and spent of it. Nothing of an unknown one.
    pub fn left(&self, id: AllocationId) -> i64 {
        let amount = self.allocations.get(&id).map_or(0, |one| one.amount_rials);
        amount.saturating_sub(self.drawn(id)).saturating_sub(self.spent(id))
    }

    /// What budget lines gave. A drawn credit is part of its source and never added to it (S114).
    pub fn total(&self) -> i64 {
        sum(self.allocations.values().filter(|one| one.drawn_from.is_none()).map(|one| one.amount_rials))
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &AgreementEvent) {
        match event {
            AgreementEvent::AgreementSigned(event) => {
                (self.place_id, self.signed_on, self.ends_on) = (event.place_id, Some(event.signed_on), event.ends_on);
                self.parties.clone_from(&event.parties);
            }
            AgreementEvent::AgreementAmended(event) => {
                self.ends_on = event.ends_on;
                self.parties.clone_from(&event.parties);
                self.last_amendment = Some(event.clone());
            }
            AgreementEvent::AgreementEnded(event) => self.ended_on = Some(event.ended_on),
            AgreementEvent::CreditAllocated(event) => {
                let allocation = Allocation {
                    amount_rials: event.amount_rials,
                    drawn_from: event.drawn_from,
                    place_id: event.place_id,
                    allocated_on: event.allocated_on,
                };
                self.allocations.insert(event.allocation_id, allocation);
            }
            AgreementEvent::CreditSpent(event) => {
                let (allocation_id, amount_rials, spent_on) = (event.allocation_id, event.amount_rials, event.spent_on);
                self.spendings.insert(event.spending_id, Spending { allocation_id, amount_rials, spent_on });
            }
            AgreementEvent::AllocationReversed(event) => {
                self.allocations.remove(&event.allocation_id);
                self.reversed.insert(event.allocation_id);
            }
            AgreementEvent::SpendingReversed(event) => {
                self.spendings.remove(&event.spending_id);
                self.reversed_spendings.insert(event.spending_id);
            }
        }
    }
}
