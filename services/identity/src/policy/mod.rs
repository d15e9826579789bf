//! The one policy: who may do what to which row, which fields they see, and why.
//!
//! Pure: no clock, no database. Every operation of the HTTP interface asks [`decide`] before it touches a row; every list, search, count
//! and live stream takes its row filter from [`family_rows`]; the command line goes through the same two doors. A role that may never do
//! something is answered `403` before anything is looked up; a row outside the person's scope is answered `404`, so that its existence is
//! not told.

mod action;
mod classes;
mod grants;
mod opened;
mod places;
mod resource;
mod rows;
#[cfg(test)]
mod tests;
mod unsigned;
mod verdict;

pub use action::Action;
pub use classes::{Class, Rule, field_rule, is_sensitive_indicator, payload_class, views};
pub use grants::{NotGiven, Reach, administrates_all, may_give, may_keep};
pub use opened::{BROKEN_GLASS, REVEALED, UNUSUAL_GROUNDS, is_unusual};
pub use places::KEEPS_NEIGHBORHOOD;
pub use resource::{FamilyFacts, Opened, OpenedKind, ReferralFacts, Resource, SharingStopped, TaskFacts};
pub use rows::{FamilyRows, TaskRows, family_rows, list_fields, task_rows};
pub use unsigned::{may_unsigned, unsigned_field, unsigned_list};
pub use verdict::{Fields, Sight, Verdict};

use crate::principal::{Principal, Role, Scope};

/// Whether the person may do this to this row, why, and which fields they see. Several roles add up: the first that allows, in the order of
/// what it shows, decides. Each grant is judged with what it is bound to itself: what one role is bound to never widens another.
pub fn decide(principal: &Principal, action: Action, resource: &Resource<'_>) -> Verdict {
    let mut denied = Verdict::forbidden();
    let in_order = Role::ALL.iter().flat_map(|&role| principal.scopes(role).map(move |scope| (role, scope)));
    for (role, scope) in in_order {
        let verdict = judge(role, scope, action, resource);
        if verdict.allowed {
            return opened::widened(principal, action, resource, verdict);
        }
        if verdict.is_stopped() || (verdict.hidden && !denied.is_stopped()) {
            denied = verdict;
        }
    }
    if let Some(verdict) = opened::instead(principal, action, resource) {
        return verdict;
    }
    if action.is_for_everyone() { Verdict::allowed("signed_in", Fields::NONE) } else { denied }
}

/// Whether any role of the person may ever do this, before any row is looked up.
pub fn may_ever(principal: &Principal, action: Action) -> bool {
    action.is_for_everyone() || action.roles().iter().any(|role| principal.is(*role))
}

/// One grant's verdict. A role that is not named for the action never allows it.
fn judge(role: Role, scope: &Scope, action: Action, resource: &Resource<'_>) -> Verdict {
    if !action.roles().contains(&role) {
        return Verdict::forbidden();
    }
    if matches!(action, Action::RevealAddress | Action::ReadAddress) {
        return opened::may_ask(role, scope, resource);
    }
    match (role, resource) {
        (
            Role::Auditor,
            Resource::Family(family) | Resource::Referral { family, .. } | Resource::Task { family, .. },
        ) => Verdict::allowed("audit", Fields::audit(family)),
        (Role::Auditor, _) => Verdict::allowed("audit", Fields::WHOLE),
        (Role::Administrator, Resource::Family(_) | Resource::Referral { .. } | Resource::Task { .. }) => {
            Verdict::forbidden()
        }
        // Of the store as a whole decides who administrates the nation.
        (Role::Administrator, _) if scope.place_id.is_some() && !action.is_of_a_place() => Verdict::forbidden(),
        (Role::Administrator, _) => Verdict::allowed("administration", Fields::NONE),
        (Role::Officer, Resource::None | Resource::Report { .. } | Resource::Place(_)) => {
            Verdict::allowed("aggregates", Fields::NONE)
        }
        (Role::Officer | Role::Facilitator, Resource::Neighborhood { id, within }) => {
            places::judge(role, scope, action, *id, within)
        }

        (Role::Caseworker, Resource::None) => in_scope(scope.caseworker_id.is_some(), "own_work", Fields::WHOLE),
        (Role::Caseworker, Resource::Caseworker { id, .. }) => {
            in_scope(scope.caseworker_id == Some(*id), "own_record", Fields::WHOLE)
        }
        (Role::Caseworker, Resource::Family(family)) => {
            let own = family.caseworker_id.is_some() && family.caseworker_id == scope.caseworker_id;
            in_scope(own, "own_family", Fields::WHOLE)
        }
        (Role::Caseworker, Resource::Task { family, task }) => {
            // Whoever holds the family now goes on with the tasks of whoever held it before, or they would stay open for ever.
            let own = family.caseworker_id.is_some() && family.caseworker_id == scope.caseworker_id;
            in_scope(own && task.caseworker_id.is_some(), "own_task", Fields::WHOLE)
        }

        (Role::CenterManager, Resource::None) => in_scope(scope.center_id.is_some(), "own_center", Fields::WHOLE),
        (Role::CenterManager, Resource::Center(id) | Resource::Caseworker { center_id: id, .. }) => {
            in_scope(id.is_some() && *id == scope.center_id, "own_center", Fields::WHOLE)
        }
        (Role::CenterManager, Resource::Family(family)) => {
            let own = family.center_id.is_some() && family.center_id == scope.center_id;
            // Whoever holds the family knows whether the threat is over; a manager who could clear it could read the address.
            if own && action == Action::ClearThreat && family.caseworker_id.is_some() {
                return Verdict::stopped("threat_cleared_by_caseworker");
            }
            in_scope(own, "center_family", Fields::center(family))
        }
        (Role::CenterManager, Resource::Task { family, task }) => {
            // Where the task's caseworker no longer holds the family: the center settles what was left behind.
            let own = family.center_id.is_some() && family.center_id == scope.center_id;
            let left = task.caseworker_id.is_some() && task.caseworker_id != family.caseworker_id;
            // And what an agency may not go on with, or the case could never be closed.
            let stopped = task.stopped(family).is_some();
            in_scope(own && (left || stopped), "center_task", Fields::WHOLE)
        }
        (Role::CenterManager, Resource::Report { center_id }) => {
            let own = center_id.is_none() || *center_id == scope.center_id;
            in_scope(own && scope.center_id.is_some(), "own_center", Fields::WHOLE)
        }

        (Role::CommissionMember, Resource::None) => {
            in_scope(!scope.commission_ids.is_empty(), "own_commission", Fields::NONE)
        }
        (Role::CommissionMember, Resource::Commission(id)) => {
            in_scope(scope.commission_ids.contains(id), "own_commission", Fields::AGENDA)
        }
        (Role::CommissionMember, Resource::Referral { family, referral }) => {
            let mine = scope.commission_ids.contains(&referral.commission_id);
            if mine && referral.enforcement {
                return Verdict::stopped(SharingStopped::EnforcementAgency.as_str());
            }
            in_scope(mine && referral.alive, "referred_family", Fields::packet(family, referral.social))
        }

        (Role::Facilitator, Resource::None) => in_scope(scope.place_id.is_some(), "own_neighborhoods", Fields::NONE),
        (Role::Facilitator, Resource::Office { within, .. }) => {
            let own = scope.place_id.is_some_and(|place| within.contains(&place));
            in_scope(own, "own_neighborhoods", Fields::NONE)
        }
        // Whoever serves the nation serves every place in it.
        (Role::Officer, Resource::Office { within, .. }) => {
            in_scope(scope.place_id.is_none_or(|place| within.contains(&place)), "own_place", Fields::NONE)
        }
        (Role::AgencyOfficer, Resource::Office { agency_ids, .. }) => {
            in_scope(scope.agency_id.is_some_and(|id| agency_ids.contains(&id)), "own_plan", Fields::NONE)
        }
        (Role::Facilitator, Resource::Place(within) | Resource::RoadmapAction { within, .. }) => {
            let own = scope.place_id.is_some_and(|place| within.contains(&place));
            in_scope(own, "own_neighborhoods", Fields::NONE)
        }

        (Role::AgencyOfficer, Resource::RoadmapAction { agency_id, .. }) => {
            in_scope(agency_id.is_some() && *agency_id == scope.agency_id, "own_action", Fields::NONE)
        }
        (Role::AgencyOfficer, Resource::Agency(id)) => {
            in_scope(scope.agency_id == Some(*id), "own_agency", Fields::NONE)
        }
        (Role::AgencyOfficer, Resource::None) => in_scope(scope.agency_id.is_some(), "own_agency", Fields::TASK),
        (Role::AgencyOfficer, Resource::Task { family, task }) => {
            let mine = task.agency_id.is_some() && task.agency_id == scope.agency_id;
            match task.stopped(family) {
                Some(stopped) if mine => Verdict::stopped(stopped.as_str()),
                _ => in_scope(mine, "own_task", Fields::TASK),
            }
        }
        _ => Verdict::out_of_scope(),
    }
}

fn in_scope(inside: bool, why: &'static str, fields: Fields) -> Verdict {
    if inside { Verdict::allowed(why, fields) } else { Verdict::out_of_scope() }
}
