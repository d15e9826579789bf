//! Events of a neighborhood's roadmap → rows.

use chrono::NaiveDate;
use hamyar_events::neighborhood::{ActionFacts, NeighborhoodEvent, RiskFacts};
use hamyar_events::{ActionId, AgencyId, RiskId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

/// What a risk was called, and from when on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TitleKept {
    pub title: String,
    pub on: NaiveDate,
    pub reason: Option<String>,
}

/// What was said of an action, by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct WordKept {
    /// `progressed`, `completed` or `dropped`.
    pub kind: String,
    pub agency_id: Option<Uuid>,
    pub evidence: String,
    pub on: NaiveDate,
}

row! {
    /// One risk.
    RiskRow in "risk" {
        risk_id: Uuid,
        neighborhood_id: Uuid,
        title: String,
        titles: Vec<TitleKept>,
        kind: String,
        extent: String,
        duration: Option<String>,
        social_level: String,
        priority: i32,
        maps_to: Vec<String>,
        identified_on: NaiveDate,
    }
}

row! {
    /// One version of a roadmap.
    VersionRow in "roadmap_version" {
        version_id: String,
        neighborhood_id: Uuid,
        version: i32,
        risk_id: Uuid,
        short_months: Option<i32>,
        medium_months: Option<i32>,
        long_months: Option<i32>,
        audience: Option<String>,
        period: Option<String>,
        actions: i32,
        adopted_on: NaiveDate,
        source: Option<String>,
    }
}

row! {
    /// One action.
    ActionRow in "roadmap_action" {
        action_id: Uuid,
        neighborhood_id: Uuid,
        number: i32,
        text: String,
        horizon: String,
        agency_ids: Vec<Uuid>,
        capacity: Option<String>,
        capitals: Vec<String>,
        due_on: Option<NaiveDate>,
        state: String,
        since_version: Option<i32>,
        words: Vec<WordKept>,
        same_as: Vec<Uuid>,
        sequence: i64,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let (mut risk_ids, mut action_ids) = (Vec::new(), Vec::new());
    for projected in batch {
        if let StreamEventAny::Neighborhood(event) = &projected.event {
            risk_ids.extend(risk_of(event).map(|id| id.0));
            action_ids.extend(actions_of(event).into_iter().map(|id| id.0));
        }
    }
    let mut risks = Table::<RiskRow>::load(&mut *connection, risk_ids).await?;
    let mut actions = Table::<ActionRow>::load(&mut *connection, action_ids).await?;
    let mut versions = Table::<VersionRow>::empty();
    for projected in batch {
        let StreamEventAny::Neighborhood(event) = &projected.event else { continue };
        risk(&mut risks, projected.stream_id, event);
        version(&mut versions, projected.stream_id, event);
        action(&mut actions, projected, event);
    }
    risks.save(&mut *connection).await?;
    versions.save(&mut *connection).await?;
    actions.save(&mut *connection).await
}

/// The risk whose row an event changes.
fn risk_of(event: &NeighborhoodEvent) -> Option<RiskId> {
    match event {
        NeighborhoodEvent::RiskRetitled(event) => Some(event.risk_id),
        NeighborhoodEvent::RiskReassessed(event) => Some(event.risk_id),
        _ => None,
    }
}

/// The actions whose rows an event changes.
fn actions_of(event: &NeighborhoodEvent) -> Vec<ActionId> {
    match event {
        NeighborhoodEvent::RoadmapAdopted(event) => event.action_ids.clone(),
        NeighborhoodEvent::ActionChanged(event) => vec![event.action_id],
        NeighborhoodEvent::ActionProgressed(event) => vec![event.action_id],
        NeighborhoodEvent::ActionCompleted(event) => vec![event.action_id],
        NeighborhoodEvent::ActionDropped(event) => vec![event.action_id],
        NeighborhoodEvent::ActionMatched(event) => vec![event.action_id],
        NeighborhoodEvent::ActionUnmatched(event) => vec![event.action_id],
        _ => Vec::new(),
    }
}

fn judge(row: &mut RiskRow, facts: &RiskFacts) {
    facts.kind.as_str().clone_into(&mut row.kind);
    facts.extent.as_str().clone_into(&mut row.extent);
    row.duration = facts.duration.map(|duration| duration.as_str().to_owned());
    facts.social_level.as_str().clone_into(&mut row.social_level);
    row.priority = facts.priority.into();
    row.maps_to.clone_from(&facts.maps_to);
}

fn risk(risks: &mut Table<RiskRow>, neighborhood_id: Uuid, event: &NeighborhoodEvent) {
    match event {
        NeighborhoodEvent::RiskIdentified(event) => {
            let mut row = RiskRow {
                risk_id: event.risk_id.0,
                neighborhood_id,
                title: event.title.clone(),
                titles: vec![TitleKept { title: event.title.clone(), on: event.identified_on, reason: None }],
                kind: String::new(),
                extent: String::new(),
                duration: None,
                social_level: String::new(),
                priority: 0,
                maps_to: Vec::new(),
                identified_on: event.identified_on,
            };
            judge(&mut row, &event.facts);
            risks.put(row);
        }
        NeighborhoodEvent::RiskRetitled(event) => {
            if let Some(row) = risks.edit(&event.risk_id.0) {
                row.title.clone_from(&event.title);
                let kept =
                    TitleKept { title: event.title.clone(), on: event.retitled_on, reason: event.reason.clone() };
                row.titles.push(kept);
            }
        }
        NeighborhoodEvent::RiskReassessed(event) => {
            if let Some(row) = risks.edit(&event.risk_id.0) {
                judge(row, &event.facts);
            }
        }
        _ => {}
    }
}

fn version(versions: &mut Table<VersionRow>, neighborhood_id: Uuid, event: &NeighborhoodEvent) {
    let NeighborhoodEvent::RoadmapAdopted(event) = event else { return };
    versions.put(VersionRow {
        version_id: format!("{neighborhood_id}/{}", event.version),
        neighborhood_id,
        version: i32::try_from(event.version).unwrap_or(i32::MAX),
        risk_id: event.risk_id.0,
        short_months: event.short_months.map(i32::from),
        medium_months: event.medium_months.map(i32::from),
        long_months: event.long_months.map(i32::from),
        audience: event.audience.clone(),
        period: event.period.clone(),
        actions: i32::try_from(event.action_ids.len()).unwrap_or(i32::MAX),
        adopted_on: event.adopted_on,
        source: event.source.clone(),
    });
}

fn state(row: &mut ActionRow, facts: &ActionFacts) {
    row.text.clone_from(&facts.text);
    facts.horizon.as_str().clone_into(&mut row.horizon);
    row.agency_ids = facts.agency_ids.iter().map(|agency| agency.0).collect();
    row.capacity = facts.capacity.map(|capacity| capacity.as_str().to_owned());
    row.capitals = facts.capitals.iter().map(|capital| capital.as_str().to_owned()).collect();
    row.due_on = facts.due_on;
}

fn action(actions: &mut Table<ActionRow>, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
    if let NeighborhoodEvent::ActionPlanned(event) = event {
        let mut row = ActionRow {
            action_id: event.action_id.0,
            neighborhood_id: projected.stream_id,
            number: event.number.into(),
            text: String::new(),
            horizon: String::new(),
            agency_ids: Vec::new(),
            capacity: None,
            capitals: Vec::new(),
            due_on: None,
            state: "planned".to_owned(),
            since_version: None,
            words: Vec::new(),
            same_as: Vec::new(),
            sequence: projected.sequence,
        };
        state(&mut row, &event.facts);
        actions.put(row);
        return;
    }
    for id in actions_of(event) {
        let Some(row) = actions.edit(&id.0) else { continue };
        row.sequence = projected.sequence;
        let mut said = |state: &str, kind: &str, agency: Option<AgencyId>, evidence: &str, on: NaiveDate| {
            state.clone_into(&mut row.state);
            let agency_id = agency.map(|agency| agency.0);
            row.words.push(WordKept { kind: kind.to_owned(), agency_id, evidence: evidence.to_owned(), on });
        };
        match event {
            NeighborhoodEvent::RoadmapAdopted(event) => {
                let version = i32::try_from(event.version).unwrap_or(i32::MAX);
                row.since_version.get_or_insert(version);
            }
            NeighborhoodEvent::ActionChanged(event) => state(row, &event.facts),
            NeighborhoodEvent::ActionProgressed(event) => {
                said("in_progress", "progressed", Some(event.agency_id), &event.evidence, event.progressed_on);
            }
            NeighborhoodEvent::ActionCompleted(event) => {
                said("done", "completed", Some(event.agency_id), &event.evidence, event.completed_on);
            }
            NeighborhoodEvent::ActionDropped(event) => {
                said("dropped", "dropped", event.agency_id, &event.evidence, event.dropped_on);
            }
            NeighborhoodEvent::ActionMatched(event) => row.same_as.push(event.other_action_id.0),
            NeighborhoodEvent::ActionUnmatched(event) => row.same_as.retain(|id| *id != event.other_action_id.0),
            _ => {}
        }
    }
}
