//! Members who go to another family: a household that splits, a marriage. What each stream alone can judge; the process asks the other.

use std::collections::BTreeSet;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;

impl Family {
    /// The side they leave. Whoever heads the family goes last, or after another head is named.
    pub(super) fn move_out(&self, command: &MoveOut) -> Decided {
        let file = self.open_file()?;
        let moving = &command.moving;
        let mut checks = Checks::new();
        checks.fault_if(moving.members.is_empty(), "members", Rule::Required);
        let ids: BTreeSet<MemberId> = moving.members.iter().map(|one| one.member_id).collect();
        checks.fault_if(ids.len() != moving.members.len(), "members", Rule::Duplicate);
        checks.between("moved_on", moving.moved_on, file.identified_on, command.today);
        checks.optional_personal("note", &moving.note, 2000);
        checks.fault_if(moving.from == moving.to, "to", Rule::Duplicate);
        checks.done::<FamilyRefusal>()?;
        if self.moves.contains_key(&moving.move_id) {
            return nothing();
        }
        if self.waiting_erasure().is_some() {
            return Err(FamilyRefusal::ErasureWaits);
        }
        for id in &ids {
            self.known_member(*id)?;
        }
        let stay = self.present_members().filter(|(id, _)| !ids.contains(id)).count();
        if stay > 0 && self.head.is_some_and(|head| ids.contains(&head)) {
            return Err(FamilyRefusal::HeadMustBeNamed);
        }
        let mut events = self.cancelled(|entry| entry.member_id.is_some_and(|member| ids.contains(&member)));
        let theirs = self.categories.iter().filter(|(_, member)| member.is_some_and(|member| ids.contains(&member)));
        events.extend(theirs.map(|(category, member)| {
            FamilyEvent::from(CategoryRemoved { category: category.clone(), member_id: *member })
        }));
        events.push(moving.clone().into());
        Ok(events)
    }

    /// The side they come to.
    pub(super) fn receive(&self, command: &ReceiveMembers) -> Decided {
        self.open_file()?;
        let moved = &command.moved;
        if self.received.contains(&moved.move_id) {
            return nothing();
        }
        if self.waiting_erasure().is_some() {
            return Err(FamilyRefusal::ErasureWaits);
        }
        let heads = moved.members.iter().filter(|one| one.member.relation == Relation::Head).count();
        if heads > usize::from(self.head.is_none()) {
            return Err(FamilyRefusal::HeadExists);
        }
        if moved.members.iter().any(|one| self.members.get(&one.member_id).is_some_and(|known| !known.left)) {
            return Err(FamilyRefusal::MemberIdTaken);
        }
        let mut events = vec![FamilyEvent::from(moved.clone())];
        let new = |one: &&CategoryAdded| !self.categories.contains(&(one.category.clone(), one.member_id));
        events.extend(command.categories.iter().filter(new).cloned().map(FamilyEvent::from));
        if let Some(reason) = command.threat.as_ref().filter(|_| !self.trust.address_threat) {
            events.push(AddressThreatMarked { reason: reason.clone(), marked_on: moved.moved_on }.into());
        }
        Ok(events)
    }

    /// The other family refused: they stay, as they were.
    pub(super) fn keep_members(&self, command: &KeepMembers) -> Decided {
        let mut returned = command.returned.clone();
        if self.moves.get(&returned.move_id).is_none_or(|returned| *returned) {
            return nothing();
        }
        for one in &mut returned.members {
            if let Some(known) = self.members.get(&one.member_id) {
                one.member.relation = known.relation;
            }
        }
        one(returned)
    }
}
