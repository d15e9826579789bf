//! Events of a neighborhood's case → rows.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::neighborhood::*;
use hamyar_events::place::FigureDeclared;
use hamyar_events::{NeighborhoodEvent, PriorityLevel};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny, event_type};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

mod ahead;

use ahead::{DutyRow, PageRow, StandingRow, duty_key, is_of_standing};

row! {
    /// One version of a profile.
    ProfileRow in "neighborhood_profile" {
        profile_id: String,
        neighborhood_id: Uuid,
        version: i32,
        as_of: NaiveDate,
        figures: Vec<FigureDeclared>,
        counted: Vec<FigureCounted>,
        notes: Vec<ProfileNote>,
        recorded_at: DateTime<Utc>,
    }
}

row! {
    /// The boundary that holds.
    BoundaryRow in "neighborhood_boundary" {
        neighborhood_id: Uuid,
        polygons: Vec<Vec<Vec<[i32; 2]>>>,
        as_of: NaiveDate,
        source: String,
    }
}

row! {
    /// One giving of a priority.
    PriorityRow in "neighborhood_priority" {
        priority_id: String,
        neighborhood_id: Uuid,
        number: i32,
        level: String,
        before: Option<String>,
        given: PriorityGiven,
        cause: Option<String>,
        set_on: NaiveDate,
        recorded_at: DateTime<Utc>,
    }
}

row! {
    /// A body or role in the power map.
    ActorRow in "local_actor" {
        actor_id: Uuid,
        neighborhood_id: Uuid,
        kind: String,
        title: String,
        part: String,
        agency_id: Option<Uuid>,
        attitude: String,
        reason: String,
        influence: i32,
        mapped_on: NaiveDate,
        struck_on: Option<NaiveDate>,
    }
}

row! {
    /// How a resident stands.
    ResidentRow in "resident_attitude" {
        resident_id: Uuid,
        neighborhood_id: Uuid,
        name: Option<String>,
        attitude: Option<String>,
        reason: Option<String>,
        recorded_on: NaiveDate,
    }
}

row! {
    /// A trusted person or gate.
    ContactRow in "local_contact" {
        contact_id: Uuid,
        neighborhood_id: Uuid,
        kind: String,
        name: Option<String>,
        standing: Option<String>,
        named_on: NaiveDate,
    }
}

row! {
    /// The approval as a target place.
    TargetRow in "target_place" {
        neighborhood_id: Uuid,
        body: String,
        number: Option<String>,
        approved_on: NaiveDate,
    }
}

row! {
    /// One report against a duty.
    ReportRow in "duty_report" {
        report_id: Uuid,
        neighborhood_id: Uuid,
        agency_id: Uuid,
        duty: i32,
        state: String,
        text: String,
        evidence: Option<String>,
        reported_on: NaiveDate,
        position: i64,
    }
}

row! {
    /// An event that a quarterly report of the neighborhood's office counts, or that a state at its end follows from.
    FactRow in "neighborhood_fact" {
        fact_id: String,
        neighborhood_id: Uuid,
        kind: String,
        agency_id: Option<Uuid>,
        duty: Option<i32>,
        request_id: Option<Uuid>,
        code: String,
        happened_on: NaiveDate,
        event_type: String,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// What was asked of a utility company.
    RequestRow in "utility_request" {
        request_id: Uuid,
        neighborhood_id: Uuid,
        agency_id: Uuid,
        utility: String,
        text: String,
        out_of_turn: bool,
        municipality_agreed_on: Option<NaiveDate>,
        requested_on: NaiveDate,
        answer: Option<String>,
        answer_text: Option<String>,
        answered_on: Option<NaiveDate>,
    }
}

/// The tables while a batch is folded.
struct Rows {
    profiles: Table<ProfileRow>,
    boundaries: Table<BoundaryRow>,
    priorities: Table<PriorityRow>,
    actors: Table<ActorRow>,
    residents: Table<ResidentRow>,
    contacts: Table<ContactRow>,
    targets: Table<TargetRow>,
    reports: Table<ReportRow>,
    requests: Table<RequestRow>,
    standings: Table<StandingRow>,
    duties: Table<DutyRow>,
    pages: Table<PageRow>,
    facts: Table<FactRow>,
    /// Priorities given so far, by neighborhood.
    given: BTreeMap<Uuid, i32>,
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let events = || {
        batch.iter().filter_map(|projected| match &projected.event {
            StreamEventAny::Neighborhood(event) => Some((*projected, event)),
            _ => None,
        })
    };
    let struck = events().filter_map(|(_, event)| match event {
        NeighborhoodEvent::LocalActorStruck(event) => Some(event.actor_id.0),
        _ => None,
    });
    let answered = events().filter_map(|(_, event)| match event {
        NeighborhoodEvent::UtilityAnswered(event) => Some(event.request_id.0),
        _ => None,
    });
    let prioritized: Vec<Uuid> = events()
        .filter(|(_, event)| {
            matches!(
                event,
                NeighborhoodEvent::NeighborhoodPrioritySet(_) | NeighborhoodEvent::NeighborhoodReprioritized(_)
            )
        })
        .map(|(projected, _)| projected.stream_id)
        .collect();
    let given: Vec<(Uuid, i32)> = if prioritized.is_empty() {
        Vec::new()
    } else {
        sqlx::query_as(
            "select neighborhood_id, max(number) from neighborhood_priority where neighborhood_id = any($1) group by 1",
        )
        .bind(&prioritized)
        .fetch_all(&mut *connection)
        .await?
    };
    let standing: Vec<Uuid> =
        events().filter(|(_, event)| is_of_standing(event)).map(|(projected, _)| projected.stream_id).collect();
    let duties: Vec<String> = events()
        .filter_map(|(projected, event)| match event {
            NeighborhoodEvent::AgencyDutyReported(event) => {
                Some(duty_key(projected.stream_id, event.agency_id.0, event.duty.into()))
            }
            _ => None,
        })
        .collect();
    let withdrawn: Vec<Uuid> = events()
        .filter(|(_, event)| matches!(event, NeighborhoodEvent::ResidentsPageWithdrawn(_)))
        .map(|(projected, _)| projected.stream_id)
        .collect();
    let pages: Vec<String> = if withdrawn.is_empty() {
        Vec::new()
    } else {
        sqlx::query_scalar("select page_id from residents_page where neighborhood_id = any($1)")
            .bind(&withdrawn)
            .fetch_all(&mut *connection)
            .await?
    };
    let mut rows = Rows {
        profiles: Table::empty(),
        boundaries: Table::empty(),
        priorities: Table::empty(),
        actors: Table::load(&mut *connection, struck.collect::<Vec<_>>()).await?,
        residents: Table::empty(),
        contacts: Table::empty(),
        targets: Table::empty(),
        reports: Table::empty(),
        requests: Table::load(&mut *connection, answered.collect::<Vec<_>>()).await?,
        standings: Table::load(&mut *connection, standing).await?,
        duties: Table::load(&mut *connection, duties).await?,
        pages: Table::load(&mut *connection, pages).await?,
        facts: Table::empty(),
        given: given.into_iter().collect(),
    };
    for (projected, event) in events() {
        rows.place(projected, event);
        rows.people(projected.stream_id, event);
        rows.agencies(projected, event);
        rows.standing(projected, event);
        rows.page(projected, event);
        rows.fact(projected, event);
    }
    rows.profiles.save(&mut *connection).await?;
    rows.boundaries.save(&mut *connection).await?;
    rows.priorities.save(&mut *connection).await?;
    rows.actors.save(&mut *connection).await?;
    rows.residents.save(&mut *connection).await?;
    rows.contacts.save(&mut *connection).await?;
    rows.targets.save(&mut *connection).await?;
    rows.reports.save(&mut *connection).await?;
    rows.standings.save(&mut *connection).await?;
    rows.duties.save(&mut *connection).await?;
    rows.pages.save(&mut *connection).await?;
    rows.facts.save(&mut *connection).await?;
    rows.requests.save(&mut *connection).await
}

impl Rows {
    fn place(&mut self, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
        let id = projected.stream_id;
        match event {
            NeighborhoodEvent::NeighborhoodProfileRecorded(event) => self.profiles.put(ProfileRow {
                profile_id: format!("{id}/{}", event.version),
                neighborhood_id: id,
                version: i32::try_from(event.version).unwrap_or(i32::MAX),
                as_of: event.as_of,
                figures: event.figures.clone(),
                counted: event.counted.clone(),
                notes: event.notes.clone(),
                recorded_at: projected.recorded_at,
            }),
            NeighborhoodEvent::NeighborhoodBoundaryDrawn(event) => self.boundaries.put(BoundaryRow {
                neighborhood_id: id,
                polygons: event.boundary.polygons.clone(),
                as_of: event.as_of,
                source: event.source.clone(),
            }),
            NeighborhoodEvent::NeighborhoodPrioritySet(event) => {
                self.priority(projected, None, &event.priority, None, event.set_on);
            }
            NeighborhoodEvent::NeighborhoodReprioritized(event) => {
                self.priority(projected, Some(event.before), &event.priority, Some(&event.cause), event.set_on);
            }
            NeighborhoodEvent::TargetPlaceApproved(event) => self.targets.put(TargetRow {
                neighborhood_id: id,
                body: event.body.clone(),
                number: event.number.clone(),
                approved_on: event.approved_on,
            }),
            _ => {}
        }
    }

    fn priority(
        &mut self,
        projected: &ProjectedEvent,
        before: Option<PriorityLevel>,
        given: &PriorityGiven,
        cause: Option<&String>,
        set_on: NaiveDate,
    ) {
        let id = projected.stream_id;
        let number = self.given.entry(id).or_insert(0);
        *number = number.saturating_add(1);
        self.priorities.put(PriorityRow {
            priority_id: format!("{id}/{}", projected.sequence),
            neighborhood_id: id,
            number: *number,
            level: given.level.as_str().to_owned(),
            before: before.map(|level| level.as_str().to_owned()),
            given: given.clone(),
            cause: cause.cloned(),
            set_on,
            recorded_at: projected.recorded_at,
        });
    }

    /// Of requests to utility companies those out of turn alone: the report speaks of no others.
    fn fact(&mut self, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
        let of_request = |rows: &Self, id: Uuid| {
            rows.requests.get(&id).filter(|request| request.out_of_turn).map(|request| Some(request.agency_id))
        };
        let (kind, agency_id, duty, request_id, code, happened_on) = match event {
            NeighborhoodEvent::AgencyDutyReported(event) => {
                let duty = Some(event.duty.into());
                ("duty", Some(event.agency_id.0), duty, None, event.state.as_str(), event.reported_on)
            }
            NeighborhoodEvent::UtilityRequested(event) => {
                let id = event.request_id.0;
                let Some(agency_id) = of_request(self, id) else { return };
                ("request", agency_id, None, Some(id), event.utility.as_str(), event.requested_on)
            }
            NeighborhoodEvent::UtilityAnswered(event) => {
                let id = event.request_id.0;
                let Some(agency_id) = of_request(self, id) else { return };
                ("answer", agency_id, None, Some(id), event.answer.as_str(), event.answered_on)
            }
            NeighborhoodEvent::NeighborhoodPrioritySet(event) => {
                ("priority", None, None, None, event.priority.level.as_str(), event.set_on)
            }
            NeighborhoodEvent::NeighborhoodReprioritized(event) => {
                ("priority", None, None, None, event.priority.level.as_str(), event.set_on)
            }
            _ => return,
        };
        self.facts.put(FactRow {
            fact_id: projected.position.to_string(),
            neighborhood_id: projected.stream_id,
            kind: kind.to_owned(),
            agency_id,
            duty,
            request_id,
            code: code.to_owned(),
            happened_on,
            event_type: event_type(event),
            sequence: projected.sequence,
            position: projected.position,
        });
    }

    fn people(&mut self, id: Uuid, event: &NeighborhoodEvent) {
        match event {
            NeighborhoodEvent::LocalActorMapped(event) => self.actors.put(ActorRow {
                actor_id: event.actor_id.0,
                neighborhood_id: id,
                kind: event.kind.as_str().to_owned(),
                title: event.title.clone(),
                part: event.part.as_str().to_owned(),
                agency_id: event.agency_id.map(|agency| agency.0),
                attitude: event.attitude.as_str().to_owned(),
                reason: event.reason.clone(),
                influence: event.influence.into(),
                mapped_on: event.mapped_on,
                struck_on: None,
            }),
            NeighborhoodEvent::LocalActorStruck(event) => {
                if let Some(row) = self.actors.edit(&event.actor_id.0) {
                    row.struck_on = Some(event.struck_on);
                }
            }
            NeighborhoodEvent::ResidentAttitudeRecorded(event) => self.residents.put(ResidentRow {
                resident_id: event.resident_id.0,
                neighborhood_id: id,
                name: event.name.known().cloned(),
                attitude: event.attitude.known().cloned(),
                reason: event.reason.known().cloned(),
                recorded_on: event.recorded_on,
            }),
            NeighborhoodEvent::ResidentWithdrawn(event) => self.residents.remove(event.resident_id.0),
            NeighborhoodEvent::LocalContactNamed(event) => self.contacts.put(ContactRow {
                contact_id: event.contact_id.0,
                neighborhood_id: id,
                kind: event.kind.as_str().to_owned(),
                name: event.name.known().cloned(),
                standing: event.standing.known().cloned(),
                named_on: event.named_on,
            }),
            NeighborhoodEvent::LocalContactWithdrawn(event) => self.contacts.remove(event.contact_id.0),
            _ => {}
        }
    }

    fn agencies(&mut self, projected: &ProjectedEvent, event: &NeighborhoodEvent) {
        let id = projected.stream_id;
        match event {
            NeighborhoodEvent::AgencyDutyReported(event) => {
                self.duty(id, event);
                self.reports.put(ReportRow {
                    report_id: event.report_id.0,
                    neighborhood_id: id,
                    agency_id: event.agency_id.0,
                    duty: event.duty.into(),
                    state: event.state.as_str().to_owned(),
                    text: event.text.clone(),
                    evidence: event.evidence.clone(),
                    reported_on: event.reported_on,
                    position: projected.position,
                });
            }
            NeighborhoodEvent::UtilityRequested(event) => self.requests.put(RequestRow {
                request_id: event.request_id.0,
                neighborhood_id: id,
                agency_id: event.agency_id.0,
                utility: event.utility.as_str().to_owned(),
                text: event.text.clone(),
                out_of_turn: event.out_of_turn,
                municipality_agreed_on: event.municipality_agreed_on,
                requested_on: event.requested_on,
                answer: None,
                answer_text: None,
                answered_on: None,
            }),
            NeighborhoodEvent::UtilityAnswered(event) => {
                if let Some(row) = self.requests.edit(&event.request_id.0) {
                    row.answer = Some(event.answer.as_str().to_owned());
                    row.answer_text = Some(event.text.clone());
                    row.answered_on = Some(event.answered_on);
                }
            }
            _ => {}
        }
    }
}
