//! The file of a family, folded from its own stream, with what the reader may see of it.

use hamyar_event_store::Recorded;
use hamyar_events::FamilyEvent;
use hamyar_identity::policy::Fields;
use hamyar_identity::{Access, Role, Via};
use hamyar_projections::views::{ActorRef, FamilyFile};
use hamyar_projections::{EventMeta, FamilyDocument, activities, families};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::routes::cover::{Covered, covered};
use crate::routes::run::store_problem;
use crate::state::AppState;

/// Events of one stream read at once. No family has so many; it keeps one read bounded.
const EVENTS_MAX: i64 = 100_000;

/// A family's events, opened, from the first on.
pub(crate) async fn events(state: &AppState, id: Uuid) -> Result<Vec<Recorded>, Problem> {
    let events = state.store().stream("family", id, 1, EVENTS_MAX).await.map_err(store_problem)?;
    if events.is_empty() { Err(Problem::NotFound) } else { Ok(events) }
}

/// What a fold needs to know of an event beside its payload.
pub(crate) fn meta(event: &Recorded) -> EventMeta {
    EventMeta {
        position: event.position,
        sequence: event.sequence,
        actor: event.actor.parse().unwrap_or_else(|_| hamyar_events::Actor::system("unknown")),
        happened_at: event.happened_at,
        recorded_at: event.recorded_at,
    }
}

/// Folds events up to a sequence, that one included.
pub(crate) fn fold(id: Uuid, events: &[Recorded], until: i64) -> Result<FamilyDocument, Problem> {
    fold_all(id, events.iter().take_while(|event| event.sequence <= until))
}

/// Folds these events.
pub(crate) fn fold_all<'a>(
    id: Uuid,
    events: impl IntoIterator<Item = &'a Recorded>,
) -> Result<FamilyDocument, Problem> {
    let mut document = FamilyDocument::new(id);
    for event in events {
        let decoded: FamilyEvent = event.decode().map_err(store_problem)?;
        document.apply(&decoded, &meta(event));
    }
    if document.is_identified() { Ok(document) } else { Err(Problem::NotFound) }
}

/// The file with names, days and actors, for its own people; [`file`] is what leaves the server.
pub(crate) async fn whole_file(state: &AppState, document: &FamilyDocument) -> Result<FamilyFile, Problem> {
    let mut file = families::file(state.read(), document, state.today())
        .await
        .map_err(|error| from_database("family file", error))?;
    let mut actors: Vec<&mut ActorRef> =
        file.tiers.iter_mut().map(|tier| &mut tier.by).chain(file.notes.iter_mut().map(|note| &mut note.by)).collect();
    actors.extend(file.tasks.iter_mut().filter_map(|task| task.delegated_to.as_mut()));
    actors.extend(file.assessments.iter_mut().map(|assessment| &mut assessment.by));
    for attachment in &mut file.attachments {
        actors.push(&mut attachment.by);
        actors.extend(attachment.removed.as_mut().map(|removed| &mut removed.by));
    }
    actors.extend(file.merges.iter_mut().map(|merge| &mut merge.by));
    actors.extend(file.merged_into.iter_mut().map(|merged| &mut merged.by));
    actors.extend(file.requests.iter_mut().filter_map(|request| request.answered_by.as_mut()));
    for proposal in &mut file.tier_proposals {
        actors.push(&mut proposal.proposed_by);
        actors.extend(proposal.answered_by.as_mut());
    }
    for erasure in &mut file.erasures {
        actors.push(&mut erasure.requested_by);
        actors.extend(&mut erasure.decided_by);
    }
    name_actors(state, &mut actors).await?;
    Ok(file)
}

/// The file without what the reader may not see.
pub(crate) async fn file(state: &AppState, document: &FamilyDocument, fields: Fields) -> Result<Covered, Problem> {
    Ok(covered("FamilyFile", &whole_file(state, document).await?, fields))
}

/// The file as it stands now, with what the family's own stream does not hold: the general aid that its members attended. Of a family that is forgotten
/// it says nothing more.
pub(crate) async fn file_now(state: &AppState, document: &FamilyDocument, fields: Fields) -> Result<Covered, Problem> {
    let mut file = whole_file(state, document).await?;
    if file.erased_on.is_none() {
        let attended = activities::attended(state.read(), document.id()).await;
        file.general_aid = attended.map_err(|error| from_database("general aid", error))?;
    }
    Ok(covered("FamilyFile", &file, fields))
}

/// Fills in the names of users.
pub(crate) async fn name_actors(state: &AppState, actors: &mut [&mut ActorRef]) -> Result<(), Problem> {
    let ids: BTreeSet<Uuid> = actors.iter().filter_map(|actor| actor.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let names: HashMap<Uuid, _> = state.identity().names(&ids).await?;
    for actor in actors {
        if let Some((name, _)) = actor.id.and_then(|id| names.get(&id)) {
            actor.name = Some(name.clone());
        }
    }
    Ok(())
}

/// Leaves the trace of a list, search or cell of a report: what kind of thing was looked at, not whom it showed. A caseworker's own lists show what is
/// the caseworker's to know and leave none; a search reaches beyond them, and does.
pub(crate) async fn trace_list(
    state: &AppState,
    signed: &Signed,
    operation: &'static str,
    subject: &'static str,
) -> Result<(), Problem> {
    let principal = &signed.principal;
    let ground = if principal.is(Role::Auditor) {
        "audit"
    } else if principal.is(Role::CenterManager) {
        "own_center"
    } else if subject == "search" {
        "own_work"
    } else {
        return Ok(());
    };
    let access = Access { user_id: principal.user_id, operation, subject, ground, via: Via::Api };
    state.identity().record_access(access).await?;
    Ok(())
}

/// Reads while the trace is on its way. What was read leaves this place only once the trace is committed, and is dropped when it cannot be.
pub(crate) async fn traced<T>(
    trace: impl Future<Output = Result<(), Problem>>,
    reading: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let ((), read) = futures::try_join!(trace, reading)?;
    Ok(read)
}

/// Leaves the trace that opening a file leaves (S062); data is handed out only after that.
pub(crate) async fn trace(
    state: &AppState,
    signed: &Signed,
    operation: &'static str,
    family: Uuid,
    ground: &'static str,
) -> Result<(), Problem> {
    let subject = format!("family:{family}");
    let access = Access { user_id: signed.principal.user_id, operation, subject: &subject, ground, via: Via::Api };
    state.identity().record_access(access).await?;
    Ok(())
}
