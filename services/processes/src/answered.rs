//! Whether a wish has its answer already. What the edge finds out for a wish is found out once; sent again, it must get the first answer, and
//! not be judged, or filled in, by what became true since.

use hamyar_event_store::{EventStore, StoreError};
use hamyar_events::{AssignmentId, FamilyEvent, FamilyId, StreamEvent};
use uuid::Uuid;

/// Whether the store keeps an answer, be it a refusal, for this command id. Whoever sends it now gets that answer or is told that the id was
/// used before; nothing is written under it any more.
pub async fn is_answered(store: &EventStore, command_id: Uuid) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar("select exists (select 1 from log.command_outcome where command_id = $1)")
        .bind(command_id)
        .fetch_one(store.pool())
        .await?)
}

/// The kept answer of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// A rule refused it.
    pub refused: bool,
    /// The stream's sequence after it.
    pub sequence: i64,
    /// Its log position.
    pub position: i64,
    /// Who issued it.
    pub actor: String,
}

/// The kept answer of a command id, whoever asks.
pub async fn kept_answer(store: &EventStore, command_id: Uuid) -> Result<Option<Kept>, StoreError> {
    let row: Option<(String, i64, i64, String)> =
        sqlx::query_as("select kind, sequence, position, actor from log.command_outcome where command_id = $1")
            .bind(command_id)
            .fetch_optional(store.pool())
            .await?;
    Ok(row.map(|(kind, sequence, position, actor)| Kept { refused: kind == "refused", sequence, position, actor }))
}

/// The holding that a release ended when it was first sent; none when it was never sent, or refused. A release says "the present holding"; sent
/// again it must not mean a newer one.
pub async fn released_before(
    store: &EventStore,
    family_id: FamilyId,
    command_id: Uuid,
) -> Result<Option<AssignmentId>, StoreError> {
    let kept: Option<(i64, i32)> =
        sqlx::query_as("select sequence, events from log.command_outcome where command_id = $1 and kind <> 'refused'")
            .bind(command_id)
            .fetch_optional(store.pool())
            .await?;
    let Some((sequence, events)) = kept.filter(|(_, events)| *events > 0) else { return Ok(None) };
    let count = i64::from(events);
    for event in store.stream(FamilyEvent::STREAM, family_id.0, sequence - count + 1, count).await? {
        // The id may belong to a command on another stream: only what it wrote here counts.
        if event.command_id == command_id
            && let FamilyEvent::CaseworkerReleased(released) = event.decode()?
        {
            return Ok(Some(released.assignment_id));
        }
    }
    Ok(None)
}
