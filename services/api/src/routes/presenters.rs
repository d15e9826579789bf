//! Who presents a family that no caseworker holds: a center manager, who has a seat in the commission or manages the family's center.

use hamyar_domain::{Commission, Family};
use hamyar_events::family::Attendee;
use hamyar_events::{CenterId, ParticipantId, ParticipantKind};

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
            || centers_of(state, one).await?.iter().any(|center| commission.center_ids.contains(center));
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
            let centers = centers_of(state, one).await?;
            if is_seated(commission, one) || center.is_some_and(|center| centers.contains(&center)) {
                return Ok(());
            }
        }
    }
    if attends { Err(Problem::refused("center_manager_absent")) } else { Ok(()) }
}

fn is_seated(commission: &Commission, one: &Attendee) -> bool {
    commission.seats.contains_key(&ParticipantId(one.person_id))
}

/// The centers that somebody's account manages now.
async fn centers_of(state: &AppState, one: &Attendee) -> Result<Vec<CenterId>, Problem> {
    let account = state.identity().user(one.person_id, state.clock().now()).await?.filter(|account| !account.disabled);
    let centers = account.map(|account| account.principal.center_ids()).unwrap_or_default();
    Ok(centers.into_iter().map(CenterId).collect())
}
