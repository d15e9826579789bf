//! Who presents a family that no caseworker holds: a center manager, who has a seat in the commission or manages the family's center.

use hamyar_domain::{Commission, Family};
use hamyar_events::family::Attendee;
use hamyar_events::{CenterId, ParticipantId, ParticipantKind};
use hamyar_identity::Role;

use crate::problem::Problem;
use crate::state::AppState;

/// Everyone who attends a session as a center manager is one: by a seat, which the commission's own rules judge, or by the account of a center
/// manager of one of the commission's centers.
pub(crate) async fn check_session(
    state: &AppState,
    commission: &Commission,
    present: &[Attendee],
) -> Result<(), Problem> {
    for (n, one) in present.iter().enumerate() {
        let manages = one.kind != ParticipantKind::CenterManager
            || is_seated(commission, one)
            || center_of(state, one).await?.is_some_and(|center| commission.center_ids.contains(&center));
        if !manages {
            return Err(Problem::field(&format!("present[{n}].person_id"), "unknown"));
        }
    }
    Ok(())
}

/// A family without a caseworker is presented by the manager of its own center, or by one who has a seat. Where no manager attends at all, the
/// commission's own rules put the case off.
pub(crate) async fn check_case(
    state: &AppState,
    commission: &Commission,
    family: &Family,
    present: &[Attendee],
) -> Result<(), Problem> {
    if family.holding.is_some() {
        return Ok(());
    }
    let center = family.file.as_ref().and_then(|file| file.center_id);
    let mut attends = false;
    for one in present {
        if one.kind == ParticipantKind::CenterManager {
            attends = true;
            if is_seated(commission, one) || (center.is_some() && center_of(state, one).await? == center) {
                return Ok(());
            }
        }
    }
    if attends { Err(Problem::refused("center_manager_absent")) } else { Ok(()) }
}

fn is_seated(commission: &Commission, one: &Attendee) -> bool {
    commission.seats.contains_key(&ParticipantId(one.person_id))
}

/// The center that somebody's account manages now.
async fn center_of(state: &AppState, one: &Attendee) -> Result<Option<CenterId>, Problem> {
    let account = state.identity().user(one.person_id).await?;
    let manager = account.filter(|account| !account.disabled && account.principal.is(Role::CenterManager));
    Ok(manager.and_then(|account| account.principal.scope.center_id).map(CenterId))
}
