//! What holds now, written with the event that changes it: lists and roll-ups read no history. And the versions of the residents' page.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::neighborhood::*;
use hamyar_events::{Actor, NeighborhoodEvent};
use uuid::Uuid;

use super::Rows;
use crate::event::ProjectedEvent;
use crate::rows::row;

row! {
    /// What holds in a neighborhood now, counted ahead: lists and roll-ups read no history.
    StandingRow in "neighborhood_standing" {
        neighborhood_id: Uuid,
        profile_id: Option<String>,
        profile_version: Option<i32>,
        profile_as_of: Option<NaiveDate>,
        priority_id: Option<String>,
        level: Option<String>,
        score: Option<i32>,
        set_on: Option<NaiveDate>,
        approved_on: Option<NaiveDate>,
        boundary: bool,
        position: i64,
    }
}

row! {
    /// The last report against a duty in a neighborhood.
    DutyRow in "duty_standing" {
        standing_id: String,
        neighborhood_id: Uuid,
        agency_id: Uuid,
        duty: i32,
        report_id: Uuid,
        state: String,
        reported_on: NaiveDate,
        reports: i32,
    }
}

row! {
    /// One version of the residents' page.
    PageRow in "residents_page" {
        page_id: String,
        neighborhood_id: Uuid,
        version: i32,
        page: ResidentsPage,
        published_on: NaiveDate,
        published_by: Option<Uuid>,
        withdrawn_on: Option<NaiveDate>,
        withdrawn_because: Option<String>,
        recorded_at: DateTime<Utc>,
    }
}

pub(super) fn is_of_standing(event: &NeighborhoodEvent) -> bool {
    matches!(
        event,
        NeighborhoodEvent::NeighborhoodProfileRecorded(_)
            | NeighborhoodEvent::NeighborhoodBoundaryDrawn(_)
            | NeighborhoodEvent::NeighborhoodPrioritySet(_)
            | NeighborhoodEvent::NeighborhoodReprioritized(_)
            | NeighborhoodEvent::TargetPlaceApproved(_)
    )
}

pub(super) fn duty_key(neighborhood: Uuid, agency: Uuid, duty: i32) -> String {
    format!("{neighborhood}/{agency}/{duty}")
}

impl Rows {
    pub(super) fn page(&mut self, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
        let id = projected.stream_id;
        match event {
            NeighborhoodEvent::ResidentsPagePublished(event) => self.pages.put(PageRow {
                page_id: format!("{id}/{}", event.version),
                neighborhood_id: id,
                version: i32::try_from(event.version).unwrap_or(i32::MAX),
                page: event.page.clone(),
                published_on: event.published_on,
                published_by: match projected.actor {
                    Actor::User(user) => Some(user),
                    _ => None,
                },
                withdrawn_on: None,
                withdrawn_because: None,
                recorded_at: projected.recorded_at,
            }),
            NeighborhoodEvent::ResidentsPageWithdrawn(event) => {
                // Versions before the last one were replaced, and are withdrawn with it: none of them comes back.
                let of_place = self.pages.ids_where(|row| row.neighborhood_id == id && row.withdrawn_on.is_none());
                for page in of_place {
                    if let Some(row) = self.pages.edit(&page) {
                        row.withdrawn_on = Some(event.withdrawn_on);
                        row.withdrawn_because = Some(event.reason.clone());
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn standing(&mut self, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
        if !is_of_standing(event) {
            return;
        }
        let id = projected.stream_id;
        let row = self.standings.edit_or(id, || StandingRow {
            neighborhood_id: id,
            profile_id: None,
            profile_version: None,
            profile_as_of: None,
            priority_id: None,
            level: None,
            score: None,
            set_on: None,
            approved_on: None,
            boundary: false,
            position: 0,
        });
        row.position = projected.position;
        let mut given = |priority: &PriorityGiven, set_on: NaiveDate| {
            row.priority_id = Some(format!("{id}/{}", projected.sequence));
            row.level = Some(priority.level.as_str().to_owned());
            row.score = Some(priority.computed.score.into());
            row.set_on = Some(set_on);
        };
        match event {
            NeighborhoodEvent::NeighborhoodProfileRecorded(event) => {
                row.profile_id = Some(format!("{id}/{}", event.version));
                row.profile_version = i32::try_from(event.version).ok();
                row.profile_as_of = Some(event.as_of);
            }
            NeighborhoodEvent::NeighborhoodBoundaryDrawn(_) => row.boundary = true,
            NeighborhoodEvent::NeighborhoodPrioritySet(event) => given(&event.priority, event.set_on),
            NeighborhoodEvent::NeighborhoodReprioritized(event) => given(&event.priority, event.set_on),
            NeighborhoodEvent::TargetPlaceApproved(event) => row.approved_on = Some(event.approved_on),
            _ => {}
        }
    }

    /// The report that was recorded last speaks for the duty, as on the board.
    pub(super) fn duty(&mut self, id: Uuid, event: &AgencyDutyReported) {
        let key = duty_key(id, event.agency_id.0, event.duty.into());
        let row = self.duties.edit_or(key.clone(), || DutyRow {
            standing_id: key,
            neighborhood_id: id,
            agency_id: event.agency_id.0,
            duty: event.duty.into(),
            report_id: event.report_id.0,
            state: String::new(),
            reported_on: event.reported_on,
            reports: 0,
        });
        row.report_id = event.report_id.0;
        event.state.as_str().clone_into(&mut row.state);
        row.reported_on = event.reported_on;
        row.reports = row.reports.saturating_add(1);
    }
}
