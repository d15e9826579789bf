//! Who may give which right, and to whom: nobody gives more than they hold, and nobody gives anything to themselves.

use std::collections::BTreeSet;
use uuid::Uuid;

use crate::principal::{Principal, Role};

/// How far a grant reaches, as the registers of places, centers and commissions tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// What may be done by it.
    pub role: Role,
    /// The center of the caseworker whom it is bound to.
    pub caseworker_center_id: Option<Uuid>,
    /// Every place, neighborhood or group that holds the whole of what it is bound to; none for the nation and for what has no place.
    pub within: BTreeSet<Uuid>,
}

impl Reach {
    /// A grant without a place: the nation, or an agency.
    pub fn everywhere(role: Role) -> Self {
        Self { role, caseworker_center_id: None, within: BTreeSet::new() }
    }
}

/// Why a right may not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotGiven {
    /// Nobody changes the own rights.
    Own,
    /// It is more than the giver holds.
    NotHeld,
}

/// The giver's grant on which a right over `wanted` may rest. `held` is what the account holds already; empty for a new one.
///
/// - An administrator of the nation gives every right.
/// - An administrator of a place gives those rights that lie inside it, but no auditor's and no agency's, which have no place; and only to
///   accounts of which all rights lie inside it.
/// - A center manager makes new accounts for the caseworkers of the own center, and nothing else.
pub fn may_give(giver: &Principal, holder: Uuid, held: &[Reach], wanted: &Reach) -> Result<Uuid, NotGiven> {
    if giver.user_id == holder {
        return Err(NotGiven::Own);
    }
    let fitting = giver.grants.iter().find(|grant| match (grant.role, grant.scope.place_id) {
        (Role::Administrator, None) => true,
        (Role::Administrator, Some(place)) => {
            has_place(wanted.role) && inside(wanted, place) && held.iter().all(|held| inside(held, place))
        }
        (Role::CenterManager, _) => {
            let own = grant.scope.center_id.is_some() && grant.scope.center_id == wanted.caseworker_center_id;
            wanted.role == Role::Caseworker && own && held.is_empty()
        }
        _ => false,
    });
    fitting.map(|grant| grant.grant_id).ok_or(NotGiven::NotHeld)
}

/// Whether an administrator keeps an account: sees it in the list, takes rights back, disables it, makes links for it. All its rights lie inside
/// the administrator's place, so that nobody takes over an account that reaches further; one without any right is kept by those of the nation.
pub fn may_keep(keeper: &Principal, held: &[Reach]) -> bool {
    keeper.scopes(Role::Administrator).any(|scope| match scope.place_id {
        None => true,
        Some(place) => !held.is_empty() && held.iter().all(|held| inside(held, place)),
    })
}

/// Whether the person administrates the nation, so that no reach need be looked up.
pub fn administrates_all(principal: &Principal) -> bool {
    principal.scopes(Role::Administrator).any(|scope| scope.place_id.is_none())
}

fn inside(reach: &Reach, place: Uuid) -> bool {
    reach.within.contains(&place)
}

/// Whether a right of the role lies in a place at all.
const fn has_place(role: Role) -> bool {
    match role {
        Role::Caseworker
        | Role::CenterManager
        | Role::CommissionMember
        | Role::Facilitator
        | Role::Officer
        | Role::Administrator => true,
        Role::AgencyOfficer | Role::Auditor => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::principal::Grant;
    use chrono::NaiveDate;
    use hamyar_events::BoundTo;

    const NATION: u128 = 1;
    const PROVINCE: u128 = 2;
    const COUNTY: u128 = 3;
    const OTHER: u128 = 4;
    const CENTER: u128 = 5;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn person(role: Role, bound_to: BoundTo) -> Principal {
        let grant = Grant::new(id(70), role, bound_to, NaiveDate::default(), None);
        Principal { user_id: id(9), username: String::new(), display_name: String::new(), grants: vec![grant] }
    }

    fn administrator(place: Option<u128>) -> Principal {
        let bound_to = place.map_or(BoundTo::Nation, |place| BoundTo::Place { place_id: id(place).into() });
        person(Role::Administrator, bound_to)
    }

    fn reach(role: Role, within: &[u128]) -> Reach {
        Reach { within: within.iter().map(|place| id(*place)).collect(), ..Reach::everywhere(role) }
    }

    fn gives(giver: &Principal, held: &[Reach], wanted: &Reach) -> bool {
        may_give(giver, id(8), held, wanted).is_ok()
    }

    #[test]
    fn nobody_gives_anything_to_themselves() {
        let own = may_give(&administrator(None), id(9), &[], &Reach::everywhere(Role::Officer));
        assert_eq!(own, Err(NotGiven::Own));
    }

    #[test]
    fn an_administrator_of_the_nation_gives_every_right() {
        for &role in Role::ALL {
            assert_eq!(may_give(&administrator(None), id(8), &[], &Reach::everywhere(role)), Ok(id(70)), "{role}");
        }
    }

    #[test]
    fn an_administrator_of_a_place_gives_only_inside_it() {
        let giver = administrator(Some(PROVINCE));
        let own = [PROVINCE, NATION];
        let below = [COUNTY, PROVINCE, NATION];
        for role in [Role::Caseworker, Role::CenterManager, Role::CommissionMember, Role::Officer, Role::Administrator]
        {
            assert!(gives(&giver, &[], &reach(role, &below)), "{role} below");
            assert!(gives(&giver, &[], &reach(role, &own)), "{role} of the same place");
            assert!(!gives(&giver, &[], &reach(role, &[NATION])), "{role} of a wider place");
            assert!(!gives(&giver, &[], &reach(role, &[OTHER, NATION])), "{role} elsewhere");
            assert!(!gives(&giver, &[], &Reach::everywhere(role)), "{role} of the nation");
        }
        for role in [Role::Auditor, Role::AgencyOfficer] {
            assert!(!gives(&giver, &[], &reach(role, &below)), "{role} has no place");
        }
    }

    #[test]
    fn an_administrator_of_a_place_touches_no_account_that_reaches_further() {
        let giver = administrator(Some(PROVINCE));
        let here = || reach(Role::CenterManager, &[COUNTY, PROVINCE]);
        assert!(gives(&giver, &[here()], &here()) && may_keep(&giver, &[here()]));
        for further in
            [Reach::everywhere(Role::Administrator), reach(Role::Officer, &[OTHER]), Reach::everywhere(Role::Auditor)]
        {
            assert!(!gives(&giver, &[here(), further.clone()], &here()));
            assert!(!may_keep(&giver, &[here(), further]));
        }
        assert!(!may_keep(&giver, &[]), "an account without rights is the nation's");
        assert!(may_keep(&administrator(None), &[]));
    }

    #[test]
    fn a_manager_makes_accounts_for_the_own_caseworkers_and_nothing_else() {
        let giver = person(Role::CenterManager, BoundTo::Center { center_id: id(CENTER).into() });
        let of = |role, center| Reach { caseworker_center_id: Some(id(center)), ..reach(role, &[COUNTY]) };
        assert_eq!(may_give(&giver, id(8), &[], &of(Role::Caseworker, CENTER)), Ok(id(70)));
        assert!(!gives(&giver, &[], &of(Role::Caseworker, OTHER)), "of another center");
        assert!(!gives(&giver, &[], &reach(Role::Caseworker, &[COUNTY])), "of no center");
        assert!(
            !gives(&giver, &[of(Role::Officer, CENTER)], &of(Role::Caseworker, CENTER)),
            "an account that holds something"
        );
        for &role in Role::ALL.iter().filter(|role| **role != Role::Caseworker) {
            assert!(!gives(&giver, &[], &of(role, CENTER)), "{role}");
        }
        assert!(!may_keep(&giver, &[of(Role::Caseworker, CENTER)]));
    }

    #[test]
    fn nobody_else_gives_or_keeps_anything() {
        for role in [Role::Caseworker, Role::CommissionMember, Role::AgencyOfficer, Role::Auditor, Role::Officer] {
            let someone = person(role, BoundTo::Nation);
            assert!(!gives(&someone, &[], &reach(Role::Caseworker, &[COUNTY])), "{role}");
            assert!(!may_keep(&someone, &[]), "{role}");
        }
    }
}
