//! Two files of one family: merged, and apart again. A file that was merged shows what it was; its members stay in it for its history.

use hamyar_events::family::{
    FamilyMerged, FamilyUnmerged, MembersMovedIn, MembersMovedOut, MembersReturned, MergedAway,
};
use hamyar_events::{MemberLeftReason, MemberMoveReason};

use super::FamilyDocument;
use crate::event::EventMeta;
use crate::views::{FamilyState, FileMerge, FileMergedInto};

impl FamilyDocument {
    pub(super) fn merged_away(&mut self, event: &MergedAway, meta: &EventMeta) {
        self.file.card.state = FamilyState::Closed;
        self.file.merged_into = Some(FileMergedInto {
            merge_id: event.merge_id.0,
            family_id: event.into.0,
            file_number: event.into_file_number.clone(),
            merged_on: event.merged_on.into(),
            by: (&meta.actor).into(),
            reason: event.reason.value.clone(),
        });
    }

    pub(super) fn merge_undone(&mut self) {
        self.file.merged_into = None;
        self.file.card.state = if self.file.closed.is_some() { FamilyState::Closed } else { FamilyState::Open };
    }

    pub(super) fn family_merged(&mut self, event: &FamilyMerged, meta: &EventMeta) {
        for one in &event.members {
            self.newcomer(one.member_id.0, &one.member, event.merged_on);
        }
        self.file.merges.push(FileMerge {
            merge_id: event.merge_id.0,
            family_id: event.from.0,
            file_number: event.from_file_number.clone(),
            merged_on: event.merged_on.into(),
            by: (&meta.actor).into(),
            joined: event.members.iter().map(|one| one.member_id.0).collect(),
            same: event.same.iter().map(|one| one.same_as.0).collect(),
            undone_on: None,
            undone_reason: None,
        });
    }

    pub(super) fn moved_out(&mut self, event: &MembersMovedOut) {
        let reason = match event.reason {
            MemberMoveReason::Marriage => MemberLeftReason::Married,
            MemberMoveReason::HouseholdSplit | MemberMoveReason::Other => MemberLeftReason::Moved,
        };
        event.members.iter().for_each(|one| self.gone(one.member_id.0, reason));
    }

    pub(super) fn moved_in(&mut self, event: &MembersMovedIn) {
        event.members.iter().for_each(|one| self.newcomer(one.member_id.0, &one.member, event.moved_on));
    }

    pub(super) fn returned(&mut self, event: &MembersReturned) {
        event.members.iter().for_each(|one| self.newcomer(one.member_id.0, &one.member, event.returned_on));
    }

    pub(super) fn family_unmerged(&mut self, event: &FamilyUnmerged) {
        let Some(merge) = self.file.merges.iter_mut().find(|one| one.merge_id == event.merge_id.0) else { return };
        merge.undone_on = Some(event.unmerged_on.into());
        merge.undone_reason.clone_from(&event.reason.value);
        for id in merge.joined.clone() {
            self.gone(id, MemberLeftReason::Other);
        }
    }
}
