//! Neighborhoods as cases: who keeps one, and who gives it its priority.
//!
//! The facilitation office (دفتر تسهیلگری) in charge writes the profile and knows the people by name. An officer of a place above it, of a group that holds
//! it or of the nation gives the priority and knows counts.

use std::collections::BTreeSet;
use uuid::Uuid;

use super::{Action, Fields, Verdict};
use crate::principal::{Role, Scope};

/// The ground on which the people of a neighborhood are known by name.
pub const KEEPS_NEIGHBORHOOD: &str = "own_neighborhood";

pub(super) fn judge(role: Role, scope: &Scope, action: Action, id: Uuid, within: &BTreeSet<Uuid>) -> Verdict {
    let keeps = role == Role::Facilitator && scope.place_id.is_some_and(|place| within.contains(&place));
    let above = role == Role::Officer && scope.place_id.is_none_or(|place| place != id && within.contains(&place));
    match action {
        Action::KeepNeighborhood | Action::ReadPowerMap if keeps => Verdict::allowed(KEEPS_NEIGHBORHOOD, Fields::WHOLE),
        Action::PublishResidentsPage if keeps => Verdict::allowed(KEEPS_NEIGHBORHOOD, Fields::NONE),
        Action::SetPriority | Action::ReadPowerMap | Action::PublishResidentsPage if above => {
            Verdict::allowed("own_place", Fields::NONE)
        }
        // The neighborhood itself is no secret.
        _ => Verdict::forbidden(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Resource, decide};
    use crate::principal::{Grant, Principal};
    use chrono::NaiveDate;
    use hamyar_events::BoundTo;

    const HERE: u128 = 1;
    const ZONE: u128 = 2;
    const COUNTY: u128 = 3;
    const ELSEWHERE: u128 = 4;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn may(role: Role, bound_to: BoundTo, action: Action) -> Option<&'static str> {
        let grants = vec![Grant::new(id(70), role, bound_to, NaiveDate::default(), None)];
        let person = Principal { user_id: id(9), username: String::new(), display_name: String::new(), grants };
        let within = [HERE, ZONE, COUNTY].map(id).into();
        let verdict = decide(&person, action, &Resource::Neighborhood { id: id(HERE), within: &within });
        verdict.allowed.then_some(verdict.why)
    }

    fn officer(bound_to: BoundTo, action: Action) -> Option<&'static str> {
        may(Role::Officer, bound_to, action)
    }

    fn of(place: u128) -> BoundTo {
        BoundTo::Place { place_id: id(place).into() }
    }

    #[test]
    fn the_office_keeps_its_own_neighborhood_and_gives_it_no_priority() {
        let own = BoundTo::Neighborhood { neighborhood_id: id(HERE).into() };
        let other = BoundTo::Neighborhood { neighborhood_id: id(ELSEWHERE).into() };
        let office = |bound_to, action| may(Role::Facilitator, bound_to, action);
        for bound_to in [own, of(COUNTY)] {
            assert_eq!(office(bound_to, Action::KeepNeighborhood), Some(KEEPS_NEIGHBORHOOD));
            assert_eq!(office(bound_to, Action::PublishResidentsPage), Some(KEEPS_NEIGHBORHOOD));
            assert_eq!(office(bound_to, Action::ReadPowerMap), Some(KEEPS_NEIGHBORHOOD));
            assert_eq!(office(bound_to, Action::SetPriority), None);
        }
        for action in [Action::KeepNeighborhood, Action::ReadPowerMap, Action::SetPriority] {
            assert_eq!(office(other, action), None, "{action:?}");
            assert_eq!(officer(own, action), None, "an officer keeps no neighborhood: {action:?}");
        }
    }

    #[test]
    fn officers_above_it_give_the_priority_and_know_nobody_by_name() {
        for bound_to in [BoundTo::Nation, of(COUNTY), of(ZONE)] {
            assert_eq!(officer(bound_to, Action::PublishResidentsPage), Some("own_place"));
            assert_eq!(officer(bound_to, Action::SetPriority), Some("own_place"));
            assert_eq!(officer(bound_to, Action::ReadPowerMap), Some("own_place"));
            assert_eq!(officer(bound_to, Action::KeepNeighborhood), None);
        }
        for action in
            [Action::SetPriority, Action::ReadPowerMap, Action::KeepNeighborhood, Action::PublishResidentsPage]
        {
            assert_eq!(officer(of(ELSEWHERE), action), None, "{action:?}");
        }
    }

    #[test]
    fn an_auditor_reads_and_nobody_else_does() {
        assert_eq!(may(Role::Auditor, BoundTo::Nation, Action::ReadPowerMap), Some("audit"));
        assert_eq!(may(Role::Auditor, BoundTo::Nation, Action::SetPriority), None);
        assert_eq!(may(Role::Administrator, BoundTo::Nation, Action::ReadPowerMap), None);
    }

    #[test]
    fn an_agency_reports_for_itself_and_reads_its_own_parts() {
        let bound_to = BoundTo::Agency { agency_id: id(5).into() };
        let grants = vec![Grant::new(id(70), Role::AgencyOfficer, bound_to, NaiveDate::default(), None)];
        let person = Principal { user_id: id(9), username: String::new(), display_name: String::new(), grants };
        for action in [Action::ReportDuties, Action::ReadOwnParts] {
            assert!(decide(&person, action, &Resource::Agency(id(5))).allowed);
            let foreign = decide(&person, action, &Resource::Agency(id(6)));
            assert!(!foreign.allowed && foreign.hidden);
        }
    }
}
