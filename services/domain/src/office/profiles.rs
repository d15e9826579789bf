//! The needs profile: the office drafts, the strategic committee approves, then the provincial headquarters, then agencies are told (S100, R38).

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_events::*;

use super::decide::{Decided, has_twice, lines, one};
use super::*;
use crate::Rule;
use crate::checks::Checks;

impl Office {
    pub(super) fn draft_profile(&self, draft: &DraftNeedsProfile) -> Decided {
        let opened_on = self.working()?;
        let mut checks = Checks::new();
        checks.text("facilities", &draft.facilities, 4000);
        checks.text("abnormalities", &draft.abnormalities, 4000);
        lines(&mut checks, "needs", &draft.needs);
        checks.between("drafted_on", draft.drafted_on, opened_on, draft.today);
        checks.fault_if(!self.serves(draft.neighborhood_id), "neighborhood_id", Rule::Unknown);
        checks.done::<OfficeRefusal>()?;
        let before = self.profiles.get(&draft.neighborhood_id);
        if before.is_some_and(|profile| matches!(profile.state, ProfileState::InHeadquarters { .. })) {
            return Err(OfficeRefusal::ProfileUnderWay);
        }
        one(NeedsProfileDrafted {
            neighborhood_id: draft.neighborhood_id,
            version: before.map_or(0, |profile| profile.version).saturating_add(1),
            facilities: draft.facilities.clone(),
            abnormalities: draft.abnormalities.clone(),
            needs: draft.needs.clone(),
            drafted_by: draft.drafted_by,
            drafted_on: draft.drafted_on,
        })
    }

    /// Two approvals by two persons, neither of whom wrote it; given back, it says why and is drafted anew.
    pub(super) fn judge_profile(&self, judged: &JudgeNeedsProfile) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        match &judged.reason {
            Some(reason) => checks.text("reason", reason, 1000),
            None => checks.fault_if(judged.outcome == ApprovalOutcome::Returned, "reason", Rule::Required),
        };
        checks.past("judged_on", judged.judged_on, judged.today);
        checks.done::<OfficeRefusal>()?;
        let profile = self.profiles.get(&judged.neighborhood_id).copied().ok_or(OfficeRefusal::NoProfile)?;
        Checks::new()
            .between("judged_on", judged.judged_on, profile.drafted_on, judged.today)
            .done::<OfficeRefusal>()?;
        let before = match (judged.body, profile.state) {
            (ApprovalBody::Committee, ProfileState::Drafted) => None,
            (ApprovalBody::Headquarters, ProfileState::InHeadquarters { approved_by }) => Some(approved_by),
            (ApprovalBody::Headquarters, ProfileState::Drafted | ProfileState::Returned) => {
                return Err(OfficeRefusal::CommitteeFirst);
            }
            _ => return Err(OfficeRefusal::ProfileNotWaiting),
        };
        if judged.judged_by == profile.drafted_by || before == Some(judged.judged_by) {
            return Err(OfficeRefusal::OwnProfile);
        }
        one(NeedsProfileJudged {
            neighborhood_id: judged.neighborhood_id,
            version: profile.version,
            body: judged.body,
            outcome: judged.outcome,
            reason: judged.reason.clone(),
            judged_by: judged.judged_by,
            judged_on: judged.judged_on,
        })
    }

    /// S100: refused before both approvals.
    pub(super) fn notify_profile(&self, told: &NotifyFact, today: NaiveDate) -> Decided {
        self.working()?;
        let mut checks = Checks::new();
        checks.past("notified_on", told.notified_on, today);
        checks.fault_if(told.agency_ids.is_empty(), "agency_ids", Rule::Required);
        checks.fault_if(has_twice(&told.agency_ids), "agency_ids", Rule::Duplicate);
        checks.done::<OfficeRefusal>()?;
        let profile = self.profiles.get(&told.neighborhood_id).copied().ok_or(OfficeRefusal::NoProfile)?;
        if profile.state != ProfileState::Approved {
            return Err(OfficeRefusal::ProfileNotApproved);
        }
        one(NeedsProfileNotified {
            neighborhood_id: told.neighborhood_id,
            version: profile.version,
            agency_ids: told.agency_ids.clone(),
            notified_on: told.notified_on,
        })
    }
}
