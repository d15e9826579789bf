//! The rules of an account's rights.

use chrono::NaiveDate;
use hamyar_events::account::{AccountDisabled, AccountEnabled, AccountOpened, RoleGranted, RoleWithdrawn};
use hamyar_events::{AccountEvent, BoundTo, GrantGround, GrantId, Personal, Role, WithdrawalGround};

use super::{Account, AccountCommand, AccountRefusal, NOTE_MAX, NewGrant};
use crate::Rule;
use crate::checks::Checks;

impl Account {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &AccountCommand) -> Result<Vec<AccountEvent>, AccountRefusal> {
        match command {
            AccountCommand::OpenAccount(command) => {
                if self.opened {
                    return Err(AccountRefusal::AlreadyOpened);
                }
                let mut after = Self { opened: true, ..Self::default() };
                let mut events = vec![AccountOpened { ground: command.ground }.into()];
                for grant in &command.grants {
                    let granted = after.grant(grant, command.today)?;
                    after.evolve(&granted);
                    events.push(granted);
                }
                if command.disabled {
                    events.push(AccountDisabled { ground: WithdrawalGround::ExistedBefore, note: None }.into());
                }
                Ok(events)
            }
            AccountCommand::GrantRole(command) => {
                self.usable()?;
                let mut after = self.clone();
                let mut events = Vec::new();
                if let Some(old) = command.replaces {
                    let withdrawn = self.take_back(old, WithdrawalGround::Replaced, &None)?;
                    for event in &withdrawn {
                        after.evolve(event);
                    }
                    events.extend(withdrawn);
                }
                let granted = after.grant(&command.grant, command.today)?;
                after.evolve(&granted);
                events.push(granted);
                self.keep_an_administrator(&after, command.other_administrators, command.today)?;
                Ok(events)
            }
            AccountCommand::WithdrawRole(command) => {
                self.known()?;
                explained(command.ground == WithdrawalGround::Other, &command.note)?;
                let events = self.take_back(command.grant_id, command.ground, &command.note)?;
                self.keep_an_administrator(&self.after(&events), command.other_administrators, command.today)?;
                Ok(events)
            }
            AccountCommand::DisableAccount(command) => {
                self.known()?;
                if self.disabled {
                    return Ok(Vec::new());
                }
                explained(command.ground == WithdrawalGround::Other, &command.note)?;
                let events = vec![AccountDisabled { ground: command.ground, note: command.note.clone() }.into()];
                self.keep_an_administrator(&self.after(&events), command.other_administrators, command.today)?;
                Ok(events)
            }
            AccountCommand::EnableAccount(command) => {
                self.known()?;
                if !self.disabled {
                    return Ok(Vec::new());
                }
                Checks::new().optional_personal("note", &command.note, NOTE_MAX).done::<AccountRefusal>()?;
                Ok(vec![AccountEnabled { note: command.note.clone() }.into()])
            }
        }
    }

    fn known(&self) -> Result<(), AccountRefusal> {
        if self.opened { Ok(()) } else { Err(AccountRefusal::NotOpened) }
    }

    fn usable(&self) -> Result<(), AccountRefusal> {
        self.known()?;
        if self.disabled { Err(AccountRefusal::Disabled) } else { Ok(()) }
    }

    fn after(&self, events: &[AccountEvent]) -> Self {
        let mut after = self.clone();
        events.iter().for_each(|event| after.evolve(event));
        after
    }

    /// The event that gives a right. What stood before grants were events is taken as it stood, whatever the rules say now.
    fn grant(&self, new: &NewGrant, today: NaiveDate) -> Result<AccountEvent, AccountRefusal> {
        if self.withdrawn.contains(&new.grant_id) || self.grants.contains_key(&new.grant_id) {
            return Err(AccountRefusal::AlreadyGranted);
        }
        let existed = new.ground == GrantGround::ExistedBefore;
        let mut checks = Checks::new();
        if !fits(new.role, new.bound_to) {
            let rule = if new.bound_to == BoundTo::Nation { Rule::Required } else { Rule::NotExpected };
            checks.fault("bound_to", rule);
        }
        checks.fault_if(new.from < today && !existed, "from", Rule::TooEarly);
        checks.fault_if(new.until.is_some_and(|until| until < new.from), "until", Rule::BeforeStart);
        checks.optional_personal("note", &new.note, NOTE_MAX);
        checks.fault_if(new.ground == GrantGround::Other && new.note.is_none(), "note", Rule::Required);
        checks.done::<AccountRefusal>()?;
        if !existed {
            self.beside(new)?;
        }
        Ok(RoleGranted {
            grant_id: new.grant_id,
            role: new.role,
            bound_to: new.bound_to,
            from: new.from,
            until: new.until,
            ground: new.ground,
            by_grant: new.by_grant,
            note: new.note.clone(),
        }
        .into())
    }

    /// What may not be held in the same days by one account.
    fn beside(&self, new: &NewGrant) -> Result<(), AccountRefusal> {
        let at_once = || self.grants.values().filter(|held| held.meets(new.from, new.until));
        if at_once().any(|held| held.role == new.role && held.bound_to == new.bound_to) {
            return Err(AccountRefusal::AlreadyGranted);
        }
        let one_at_a_time = matches!(new.role, Role::Caseworker | Role::AgencyOfficer);
        if one_at_a_time && at_once().any(|held| held.role == new.role) {
            return Err(AccountRefusal::BoundElsewhere { role: new.role });
        }
        match at_once().find(|held| conflict(held.role, new.role)) {
            Some(held) => Err(AccountRefusal::DutiesConflict { role: new.role, with: held.role }),
            None => Ok(()),
        }
    }

    fn take_back(
        &self,
        grant_id: GrantId,
        ground: WithdrawalGround,
        note: &Option<Personal<String>>,
    ) -> Result<Vec<AccountEvent>, AccountRefusal> {
        if self.withdrawn.contains(&grant_id) {
            return Ok(Vec::new());
        }
        if !self.grants.contains_key(&grant_id) {
            return Err(AccountRefusal::UnknownGrant);
        }
        Ok(vec![RoleWithdrawn { grant_id, ground, note: note.clone() }.into()])
    }

    /// One lasting administrator of the nation remains, here or elsewhere.
    fn keep_an_administrator(&self, after: &Self, elsewhere: u32, today: NaiveDate) -> Result<(), AccountRefusal> {
        let lost = self.is_lasting_administrator(today) && !after.is_lasting_administrator(today);
        if lost && elsewhere == 0 { Err(AccountRefusal::LastAdministrator) } else { Ok(()) }
    }
}

/// A ground that says nothing needs a note; a note is short enough.
fn explained(says_nothing: bool, note: &Option<Personal<String>>) -> Result<(), AccountRefusal> {
    let mut checks = Checks::new();
    checks.optional_personal("note", note, NOTE_MAX);
    checks.fault_if(says_nothing && note.is_none(), "note", Rule::Required);
    checks.done()
}

/// Whether a role can be bound to this. A role without its place would see nothing or, worse, everything.
pub const fn fits(role: Role, bound_to: BoundTo) -> bool {
    match role {
        Role::Caseworker => matches!(bound_to, BoundTo::Caseworker { .. }),
        Role::CenterManager => matches!(bound_to, BoundTo::Center { .. }),
        Role::CommissionMember => matches!(bound_to, BoundTo::Commission { .. }),
        Role::AgencyOfficer => matches!(bound_to, BoundTo::Agency { .. }),
        Role::Auditor => matches!(bound_to, BoundTo::Nation),
        Role::Facilitator => matches!(bound_to, BoundTo::Place { .. } | BoundTo::Neighborhood { .. }),
        Role::Officer => matches!(bound_to, BoundTo::Nation | BoundTo::Place { .. } | BoundTo::Neighborhood { .. }),
        Role::Administrator => matches!(bound_to, BoundTo::Nation | BoundTo::Place { .. }),
    }
}

/// Duties that are kept apart: an administrator gives rights and sees no family, an auditor watches and takes part in nothing. Both may read
/// counts beside it.
pub fn conflict(one: Role, other: Role) -> bool {
    let apart = |role: Role| matches!(role, Role::Administrator | Role::Auditor);
    let free = |role: Role| role == Role::Officer;
    one != other && (apart(one) || apart(other)) && !free(one) && !free(other)
}
