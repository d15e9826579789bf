//! Reveals, broken glass and comparisons → rows.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::family::{AddressRevealed, ComparisonAsked, FamilyEvent, GlassBroken, GlassPurpose};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One reveal or one breaking of the glass.
    OpeningRow in "opening" {
        opening_id: Uuid,
        family_id: Uuid,
        kind: String,
        purpose: Option<GlassPurpose>,
        user_id: Uuid,
        center_id: Option<Uuid>,
        reason: Option<String>,
        opened_at: DateTime<Utc>,
        until: DateTime<Utc>,
        acknowledged_by: Vec<Uuid>,
        position: i64,
    }
}

row! {
    /// One question to one family's center.
    ComparisonRow in "comparison" {
        case_id: String,
        comparison_id: Uuid,
        family_id: Uuid,
        user_id: Uuid,
        center_id: Option<Uuid>,
        names: Option<String>,
        birth_year: Option<i32>,
        phone: Option<String>,
        national_id_matches: bool,
        asked_on: NaiveDate,
        same: Option<bool>,
        answered_on: Option<NaiveDate>,
        position: i64,
    }
}

fn case_id(comparison: Uuid, family: Uuid) -> String {
    format!("{comparison}:{family}")
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let glasses = batch.iter().filter_map(|event| match event.family()? {
        FamilyEvent::GlassAcknowledged(said) => Some(said.glass_id.0),
        _ => None,
    });
    let mut glasses: Vec<Uuid> = glasses.collect();
    // Reasons, and what was searched for, are sealed with the family's key.
    let forgets =
        |event: &FamilyEvent| matches!(event, FamilyEvent::PersonalDataErased(said) if said.member_id.is_none());
    let forgotten: Vec<Uuid> =
        batch.iter().filter(|event| event.family().is_some_and(forgets)).map(|event| event.stream_id).collect();
    let mut compared: Vec<String> = Vec::new();
    if !forgotten.is_empty() {
        let sql = "select opening_id from opening where family_id = any($1)";
        glasses.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
        let sql = "select case_id from comparison where family_id = any($1)";
        compared = sqlx::query_scalar(sql).bind(&forgotten).fetch_all(&mut *connection).await?;
    }
    let mut openings = Table::<OpeningRow>::load(&mut *connection, glasses).await?;
    let answers = batch.iter().filter_map(|event| match event.family()? {
        FamilyEvent::ComparisonAnswered(answer) => Some(case_id(answer.comparison_id.0, event.stream_id)),
        _ => None,
    });
    compared.extend(answers);
    let mut comparisons = Table::<ComparisonRow>::load(&mut *connection, compared).await?;
    for projected in batch {
        let family = projected.stream_id;
        match projected.family() {
            Some(FamilyEvent::AddressRevealed(event)) => openings.put(revealed(event, projected)),
            Some(FamilyEvent::GlassBroken(event)) => openings.put(broken(event, projected)),
            Some(FamilyEvent::GlassAcknowledged(event)) => {
                if let Some(row) = openings.edit(&event.glass_id.0) {
                    row.acknowledged_by.push(event.user_id.0);
                    row.position = projected.position;
                }
            }
            Some(event) if forgets(event) => {
                openings.edit_where(|row| row.family_id == family, |row| row.reason = None);
                comparisons.edit_where(
                    |row| row.family_id == family,
                    |row| (row.names, row.birth_year, row.phone) = (None, None, None),
                );
            }
            Some(FamilyEvent::ComparisonAsked(event)) => comparisons.put(asked(event, projected)),
            Some(FamilyEvent::ComparisonAnswered(event)) => {
                if let Some(row) = comparisons.edit(&case_id(event.comparison_id.0, family)) {
                    row.same = Some(event.same);
                    row.answered_on = Some(event.answered_on);
                    row.position = projected.position;
                }
            }
            _ => {}
        }
    }
    openings.save(&mut *connection).await?;
    comparisons.save(connection).await
}

fn revealed(event: &AddressRevealed, projected: &ProjectedEvent) -> OpeningRow {
    OpeningRow {
        opening_id: event.reveal_id.0,
        family_id: projected.stream_id,
        kind: "reveal".to_owned(),
        purpose: None,
        user_id: event.user_id.0,
        center_id: None,
        reason: event.reason.value.clone(),
        opened_at: projected.recorded_at,
        until: event.until,
        acknowledged_by: Vec::new(),
        position: projected.position,
    }
}

fn broken(event: &GlassBroken, projected: &ProjectedEvent) -> OpeningRow {
    OpeningRow {
        opening_id: event.glass_id.0,
        family_id: projected.stream_id,
        kind: "glass".to_owned(),
        purpose: Some(event.purpose),
        user_id: event.user_id.0,
        center_id: event.center_id.map(|center| center.0),
        reason: event.reason.value.clone(),
        opened_at: projected.recorded_at,
        until: event.until,
        acknowledged_by: Vec::new(),
        position: projected.position,
    }
}

fn asked(event: &ComparisonAsked, projected: &ProjectedEvent) -> ComparisonRow {
    ComparisonRow {
        case_id: case_id(event.comparison_id.0, projected.stream_id),
        comparison_id: event.comparison_id.0,
        family_id: projected.stream_id,
        user_id: event.user_id.0,
        center_id: event.center_id.map(|center| center.0),
        names: event.names.as_ref().and_then(|names| names.value.clone()),
        birth_year: event.birth_year.as_ref().and_then(|year| year.value),
        phone: event.phone.as_ref().and_then(|phone| phone.value.clone()),
        national_id_matches: event.national_id_matches,
        asked_on: event.asked_on,
        same: None,
        answered_on: None,
        position: projected.position,
    }
}
