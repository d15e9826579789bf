//! Computed tiers → rows. A tier given again for the same moment of a cycle takes the place of the earlier one, as in the comparison of the year.

use chrono::NaiveDate;
use hamyar_events::family::{TierAssigned, TierComputation};
use hamyar_events::{Domain, FamilyEvent};
use sqlx::PgConnection;
use uuid::Uuid;

use super::readings::{Places, text};
use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One computed tier and what it stood on.
    TieringRow in "tiering" {
        tiering_id: String,
        family_id: Uuid,
        cycle: i64,
        moment: String,
        is_now: bool,
        assigned_on: NaiveDate,
        tier: String,
        computed: String,
        by_hand: bool,
        set_id: Uuid,
        set_version: i64,
        rule_version: i64,
        score: i32,
        social: Option<i32>,
        economic: Option<i32>,
        cultural: Option<i32>,
        readings: String,
    }
}

row! {
    /// The place of a code.
    CodeRow in "tiering_code" { code: String, place: i32 }
}

/// Whether an event changes a row.
pub(super) fn wants(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::TierAssigned(event) if event.computed.is_some())
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut rows = Table::<TieringRow>::empty();
    let mut codes = Table::<CodeRow>::empty();
    let mut places: Option<Places> = None;
    for projected in batch {
        let Some(FamilyEvent::TierAssigned(event)) = projected.family() else { continue };
        let Some(computed) = &event.computed else { continue };
        let places = match &mut places {
            Some(places) => places,
            none => none.insert(super::codes_of(&mut *connection).await?),
        };
        for reading in &computed.readings {
            let (place, is_new) = places.given(&reading.indicator);
            if is_new {
                let place = i32::try_from(place).unwrap_or(i32::MAX);
                codes.put(CodeRow { code: reading.indicator.clone(), place });
            }
        }
        let readings = text(&computed.readings, places);
        rows.put(row_of(projected.stream_id, event, computed, readings.clone(), false));
        rows.put(row_of(projected.stream_id, event, computed, readings, true));
    }
    codes.save(&mut *connection).await?;
    rows.save(connection).await
}

fn row_of(
    family_id: Uuid,
    event: &TierAssigned,
    computed: &TierComputation,
    readings: String,
    is_now: bool,
) -> TieringRow {
    let score =
        |domain: Domain| computed.domains.iter().find(|one| one.domain == domain).map(|one| i32::from(one.score));
    TieringRow {
        tiering_id: if is_now {
            format!("{family_id}/now")
        } else {
            format!("{family_id}/{}/{}", event.cycle, event.moment)
        },
        family_id,
        cycle: event.cycle.into(),
        moment: event.moment.as_str().to_owned(),
        is_now,
        assigned_on: event.assigned_on,
        tier: event.tier.as_str().to_owned(),
        computed: computed.tier.as_str().to_owned(),
        by_hand: event.r#override.is_some(),
        set_id: computed.set.set_id.0,
        set_version: computed.set.version.into(),
        rule_version: computed.rule_version.into(),
        score: computed.score.into(),
        social: score(Domain::Social),
        economic: score(Domain::Economic),
        cultural: score(Domain::Cultural),
        readings,
    }
}
