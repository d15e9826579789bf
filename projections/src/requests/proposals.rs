//! Proposed tiers and their answers → rows.

use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;
use uuid::Uuid;

use super::apply::forgets;
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One proposal.
    ProposalRow in "tier_proposal" {
        proposal_id: Uuid,
        family_id: Uuid,
        moment: String,
        tier: String,
        computed: String,
        reason: Option<String>,
        user_id: Uuid,
        proposed_on: NaiveDate,
        state: String,
        answered_on: Option<NaiveDate>,
        answer_recorded_on: Option<NaiveDate>,
        position: i64,
    }
}

/// Events that make a proposal or change one.
pub(super) fn wants(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::TierProposed(_)) || moved(event).is_some() || forgets(event)
}

fn moved(event: &FamilyEvent) -> Option<Uuid> {
    match event {
        FamilyEvent::TierProposalAnswered(event) => Some(event.proposal_id.0),
        FamilyEvent::TierProposalWithdrawn(event) => Some(event.proposal_id.0),
        _ => None,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut ids: Vec<Uuid> = batch.iter().filter_map(|event| moved(event.family()?)).collect();
    let forgotten: Vec<Uuid> =
        batch.iter().filter(|event| event.family().is_some_and(forgets)).map(|event| event.stream_id).collect();
    if !forgotten.is_empty() {
        let sql = "select proposal_id from tier_proposal where family_id = any($1)";
        ids.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut rows = Table::<ProposalRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::TierProposed(event)) => rows.put(ProposalRow {
                proposal_id: event.proposal_id.0,
                family_id: projected.stream_id,
                moment: event.moment.as_str().to_owned(),
                tier: event.tier.as_str().to_owned(),
                computed: event.computed.as_str().to_owned(),
                reason: event.reason.value.clone(),
                user_id: event.user_id.0,
                proposed_on: event.proposed_on,
                state: "waiting".to_owned(),
                answered_on: None,
                answer_recorded_on: None,
                position: projected.position,
            }),
            Some(event) if forgets(event) => {
                rows.edit_where(|row| row.family_id == projected.stream_id, |row| row.reason = None);
            }
            Some(event) => {
                if let Some(row) = moved(event).and_then(|id| rows.edit(&id)) {
                    row.position = projected.position;
                    match event {
                        FamilyEvent::TierProposalAnswered(event) => {
                            row.state = event.outcome.as_str().to_owned();
                            row.answered_on = Some(event.answered_on);
                            // Notices go by the day on which it was written down: the other may lie far back.
                            row.answer_recorded_on = Some(hamyar_persian::tehran_date(projected.recorded_at));
                        }
                        _ => row.state = "withdrawn".to_owned(),
                    }
                }
            }
            None => {}
        }
    }
    rows.save(connection).await
}
