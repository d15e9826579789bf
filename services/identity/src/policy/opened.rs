//! What is opened beyond the everyday: a reveal of an address under threat, and the glass that a manager breaks. The clock comes with the facts.

use super::{Action, FamilyFacts, Fields, OpenedKind, Resource, Sight, Verdict};
use crate::principal::{Principal, Role, Scope};

/// The ground of whatever is read through broken glass; stands out in every record of openings.
pub const BROKEN_GLASS: &str = "broken_glass";
/// The ground of an address read by a reveal.
pub const REVEALED: &str = "revealed";

/// Who may have an address under threat revealed: an auditor, and a member of a commission that has the family before it.
pub(super) fn may_ask(role: Role, scope: &Scope, resource: &Resource<'_>) -> Verdict {
    let Resource::Family(family) = resource else { return Verdict::out_of_scope() };
    let referred = family.commission_ids.iter().any(|id| scope.commission_ids.contains(id));
    match role {
        Role::Auditor => Verdict::allowed("audit", Fields::audit(family)),
        Role::CommissionMember if referred => Verdict::allowed("referred_family", Fields::audit(family)),
        _ => Verdict::out_of_scope(),
    }
}

/// An allowed verdict with what is open for the person: the address by a reveal, and an own family's address through broken glass.
pub(super) fn widened(principal: &Principal, action: Action, resource: &Resource<'_>, verdict: Verdict) -> Verdict {
    let Resource::Family(family) = resource else { return verdict };
    match action {
        Action::ReadAddress if family.is_open(OpenedKind::Reveal, principal.user_id) => {
            Verdict::allowed(REVEALED, Fields { area: Sight::Whole, address: Sight::Whole, ..Fields::NONE })
        }
        Action::ReadAddress => Verdict::stopped("address_not_revealed"),
        Action::OpenFamily | Action::OpenAttachment
            if manages(principal, family)
                && verdict.fields.address != Sight::Whole
                && family.is_open(OpenedKind::ThreatenedAddress, principal.user_id) =>
        {
            Verdict::allowed(BROKEN_GLASS, Fields { address: Sight::Whole, ..verdict.fields })
        }
        _ => verdict,
    }
}

/// What no role allows and broken glass does: reading the file of a family that another center keeps, its address under threat excepted.
pub(super) fn instead(principal: &Principal, action: Action, resource: &Resource<'_>) -> Option<Verdict> {
    let Resource::Family(family) = resource else { return None };
    let open = action == Action::OpenFamily
        && principal.is(Role::CenterManager)
        && family.is_open(OpenedKind::ForeignFile, principal.user_id);
    open.then(|| Verdict::allowed(BROKEN_GLASS, Fields::audit(family)))
}

fn manages(principal: &Principal, family: &FamilyFacts) -> bool {
    principal.scopes(Role::CenterManager).any(|scope| scope.center_id.is_some() && scope.center_id == family.center_id)
}

/// Grounds of openings that stand out: broken glass, a reveal, and a reading that is not the family's own people's.
pub const UNUSUAL_GROUNDS: &[&str] = &[BROKEN_GLASS, REVEALED, "audit"];

/// Whether a ground of an opening stands out.
pub fn is_unusual(ground: &str) -> bool {
    UNUSUAL_GROUNDS.contains(&ground)
}
