//! Two changes of the same thing, the later of which did not know the earlier.

use hamyar_event_store::Recorded;
use hamyar_events::FamilyEvent;
use hamyar_events::StreamEvent;
use hamyar_projections::views::{ActorRef, Instant};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;
use crate::routes::families::by_name::{Key, Named};
use crate::routes::families::document;
use crate::routes::run::store_problem;
use crate::state::AppState;

/// What somebody else wrote meanwhile. The value itself stands in the family's file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Clash {
    /// The sequence to build on when the own value is to stand.
    pub(super) sequence: i64,
    /// Stored name of the other change.
    pub(super) r#type: String,
    by: ActorRef,
    recorded_at: Instant,
}

/// Events after a sequence, opened.
async fn since(state: &AppState, family: Uuid, sequence: i64) -> Result<Vec<Recorded>, Problem> {
    state.store().stream(FamilyEvent::STREAM, family, sequence + 1, 10_000).await.map_err(store_problem)
}

/// What a piece of work changes, and what of its family its author knew.
pub(super) struct Change<'a> {
    pub(super) family_id: Uuid,
    pub(super) part_id: Option<Uuid>,
    /// The family's sequence that its author saw.
    pub(super) based_on: Option<i64>,
    /// The device it was written on, where that is known.
    pub(super) device: Option<&'a str>,
}

/// The later change of the same thing that did not come from this device, if there is one. A phone's own earlier work is no clash with its later.
pub(super) async fn find(state: &AppState, named: &Named, change: &Change<'_>) -> Result<Option<Clash>, Problem> {
    let Some(based_on) = change.based_on else { return Ok(None) };
    let (types, part) = match named.key {
        Key::Adds => return Ok(None),
        Key::One(types) => (types, None),
        Key::Of(types, field) => (types, change.part_id.map(|id| (field, id.to_string()))),
    };
    let events = since(state, change.family_id, based_on).await?;
    let is_same = |event: &Recorded| match &part {
        None => true,
        Some((field, id)) => {
            let payload: Value = serde_json::from_str(event.payload.get()).unwrap_or_default();
            payload.get(*field).and_then(Value::as_str) == Some(id)
        }
    };
    let own = |event: &Recorded| change.device.is_some() && event.metadata_of("device").as_deref() == change.device;
    let clashing = |event: &&Recorded| types.contains(&event.event_type.as_str()) && is_same(event) && !own(event);
    let Some(found) = events.iter().rev().find(clashing) else { return Ok(None) };
    let mut by = ActorRef::from(&document::meta(found).actor);
    document::name_actors(state, &mut [&mut by]).await?;
    Ok(Some(Clash {
        sequence: events.last().map_or(based_on, |event| event.sequence),
        r#type: found.event_type.clone(),
        by,
        recorded_at: found.recorded_at.into(),
    }))
}
