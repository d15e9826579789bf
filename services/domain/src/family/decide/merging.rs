//! Two files of one family: the one merged into the other, and apart again.
//!
//! What each stream alone can judge stands here; that the one asks the other, and what is undone when it says no, is the process's affair.

use std::collections::BTreeSet;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::EntryState;

impl Family {
    /// The side that goes: nothing may still run in it, since nobody could end it there.
    pub(super) fn merge_away(&self, command: &MergeAway) -> Decided {
        let file = self.file()?;
        let merge = &command.merge;
        if self.merged.as_ref().is_some_and(|merged| merged.merge_id == merge.merge_id) {
            return nothing();
        }
        let mut checks = Checks::new();
        checks.between("merged_on", merge.merged_on, file.identified_on, command.today);
        checks.personal("reason", &merge.reason, 2000);
        checks.fault_if(merge.from == merge.into, "other", Rule::Duplicate);
        checks.done::<FamilyRefusal>()?;
        self.not_merged()?;
        if self.closed_because == Some(CloseReason::EnteredByMistake) {
            return Err(FamilyRefusal::ClosedAsMistake);
        }
        if self.waiting_erasure().is_some() {
            return Err(FamilyRefusal::ErasureWaits);
        }
        let (caseworker, open_referrals, open_tasks) =
            (self.holding.is_some(), self.open_referrals(), self.open_tasks());
        if caseworker || open_referrals > 0 || open_tasks > 0 {
            return Err(FamilyRefusal::CannotMerge { caseworker, open_referrals, open_tasks });
        }
        // The members were looked up before this; somebody may have joined or left since.
        let named: BTreeSet<MemberId> = merge.members.iter().map(|one| one.member_id).collect();
        let present: BTreeSet<MemberId> =
            self.present_members().filter(|(_, member)| !member.erased).map(|(id, _)| *id).collect();
        if named != present || merge.same.iter().any(|one| !named.contains(&one.member_id)) {
            return Err(FamilyRefusal::MembersChanged);
        }
        let mut events = self.cancelled(|_| true);
        events.push(merge.clone().into());
        Ok(events)
    }

    /// The side that stays: takes in who is not there yet, learns what it did not know, and is warned of what the other was warned of.
    pub(super) fn take_in(&self, command: &TakeIn) -> Decided {
        self.open_file()?;
        let merged = &command.merged;
        if self.merges.get(&merged.merge_id).is_some_and(|known| !known.undone) {
            return nothing();
        }
        if self.waiting_erasure().is_some() {
            return Err(FamilyRefusal::ErasureWaits);
        }
        let mut persons = BTreeSet::new();
        for one in &merged.same {
            self.known_member(one.same_as)?;
            if !persons.insert(one.same_as) {
                return Err(FamilyRefusal::SamePersonTwice);
            }
        }
        if merged.members.iter().any(|one| self.members.get(&one.member_id).is_some_and(|known| !known.left)) {
            return Err(FamilyRefusal::MemberIdTaken);
        }
        let mut event = merged.clone();
        for one in &mut event.members {
            one.member.relation = self.relation_of_newcomer(one.member.relation);
        }
        let mut events = vec![event.into()];
        for learned in &command.learned {
            let mut learned = learned.clone();
            let known = self.members.get(&learned.member_id).ok_or(FamilyRefusal::UnknownMember)?;
            learned.member.relation = known.relation;
            events.push(learned.into());
        }
        let new = |one: &&CategoryAdded| !self.categories.contains(&(one.category.clone(), one.member_id));
        events.extend(command.categories.iter().filter(new).cloned().map(FamilyEvent::from));
        if let Some(reason) = command.threat.as_ref().filter(|_| !self.trust.address_threat) {
            events.push(AddressThreatMarked { reason: reason.clone(), marked_on: merged.merged_on }.into());
        }
        Ok(events)
    }

    /// A family keeps its head: whoever headed the other file is one of its members here.
    fn relation_of_newcomer(&self, relation: Relation) -> Relation {
        if relation == Relation::Head && self.head.is_some() { Relation::Other } else { relation }
    }

    /// The side that stayed gives back who came with the merge. What was recorded meanwhile stays, and so does every warning.
    pub(super) fn undo_merge(&self, command: &UndoMerge) -> Decided {
        let file = self.file()?;
        let undo = &command.undo;
        let mut checks = Checks::new();
        checks.between("unmerged_on", undo.unmerged_on, file.identified_on, command.today);
        checks.personal("reason", &undo.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        let merge = self.merges.get(&undo.merge_id).ok_or(FamilyRefusal::UnknownMerge)?;
        if merge.undone {
            return nothing();
        }
        if self.waiting_erasure().is_some() {
            return Err(FamilyRefusal::ErasureWaits);
        }
        if self.head.is_some_and(|head| merge.joined.contains(&head)) {
            return Err(FamilyRefusal::HeadMustBeNamed);
        }
        let mut events = self.cancelled(|entry| entry.member_id.is_some_and(|member| merge.joined.contains(&member)));
        let stay = |one: &&MemberChanged| !merge.joined.contains(&one.member_id);
        for corrected in command.corrected.iter().filter(stay) {
            let mut corrected = corrected.clone();
            let known = self.members.get(&corrected.member_id).ok_or(FamilyRefusal::UnknownMember)?;
            corrected.member.relation = known.relation;
            events.push(corrected.into());
        }
        let mut undo = undo.clone();
        undo.from = merge.from;
        events.push(undo.into());
        Ok(events)
    }

    /// The side that had gone is a file of its own again, as it was.
    pub(super) fn take_back(&self, command: &TakeBack) -> Decided {
        self.file()?;
        let back = &command.back;
        if self.merged.as_ref().is_none_or(|merged| merged.merge_id != back.merge_id) {
            return nothing();
        }
        let mut back = back.clone();
        back.members.retain(|one| self.members.contains_key(&one.member_id));
        for one in &mut back.members {
            if let Some(known) = self.members.get(&one.member_id) {
                one.member.relation = known.relation;
            }
        }
        one(back)
    }

    pub(super) fn not_merged(&self) -> Result<(), FamilyRefusal> {
        match &self.merged {
            Some(merged) => Err(FamilyRefusal::MergedAway { merged_on: merged.merged_on }),
            None => Ok(()),
        }
    }

    /// Planned entries that nobody will keep any more.
    pub(super) fn cancelled(&self, which: impl Fn(&super::super::state::Entry) -> bool) -> Vec<FamilyEvent> {
        let planned = self.calendar.iter().filter(|(_, entry)| entry.state == EntryState::Planned && which(entry));
        planned.map(|(id, _)| CalendarEntryCancelled { entry_id: *id, reason: None }.into()).collect()
    }
}
