//! Council events → rows.

use chrono::NaiveDate;
use hamyar_events::council::CouncilSessionHeld;
use hamyar_events::{AgencyId, CouncilEvent};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One body.
    CouncilRow in "council" {
        council_id: Uuid,
        kind: String,
        name: String,
        by_law: Option<Uuid>,
        place_id: Option<Uuid>,
        formed_on: NaiveDate,
        dissolved_on: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One agency in one body.
    SeatRow in "council_seat" {
        seat_id: String,
        council_id: Uuid,
        agency_id: Uuid,
        role: String,
        given_on: NaiveDate,
    }
}

row! {
    /// One session.
    SessionRow in "council_session" {
        session_id: Uuid,
        council_id: Uuid,
        called_for: Option<NaiveDate>,
        held_on: Option<NaiveDate>,
        hours: i32,
        persons: i64,
        person_hours: i64,
        attendance: serde_json::Value,
        cancelled_on: Option<NaiveDate>,
    }
}

row! {
    /// One approval.
    ApprovalRow in "council_approval" {
        approval_id: Uuid,
        council_id: Uuid,
        session_id: Option<Uuid>,
        number: String,
        subject: String,
        approved_on: NaiveDate,
    }
}

row! {
    /// One letter.
    LetterRow in "council_letter" {
        letter_id: Uuid,
        council_id: Uuid,
        direction: String,
        number: String,
        correspondent: String,
        subject: String,
        dated_on: NaiveDate,
    }
}

row! {
    /// One obstacle.
    ObstacleRow in "obstacle" {
        obstacle_id: Uuid,
        council_id: Uuid,
        text: String,
        owner: Option<Uuid>,
        session_id: Option<Uuid>,
        raised_on: NaiveDate,
        closed_on: Option<NaiveDate>,
    }
}

row! {
    /// What was done about an obstacle.
    StepRow in "obstacle_step" {
        step_id: String,
        obstacle_id: Uuid,
        council_id: Uuid,
        kind: String,
        note: String,
        owner: Option<Uuid>,
        happened_on: NaiveDate,
        sequence: i64,
    }
}

struct Rows {
    councils: Table<CouncilRow>,
    seats: Table<SeatRow>,
    sessions: Table<SessionRow>,
    approvals: Table<ApprovalRow>,
    letters: Table<LetterRow>,
    obstacles: Table<ObstacleRow>,
    steps: Table<StepRow>,
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let events = || {
        batch.iter().filter_map(|projected| match &projected.event {
            StreamEventAny::Council(event) => Some((*projected, event)),
            _ => None,
        })
    };
    let sessions = events().filter_map(|(_, event)| match event {
        CouncilEvent::CouncilSessionHeld(event) => Some(event.session_id.0),
        CouncilEvent::CouncilSessionCancelled(event) => Some(event.session_id.0),
        _ => None,
    });
    let obstacles = events().filter_map(|(_, event)| match event {
        CouncilEvent::ObstacleFollowed(event) => Some(event.obstacle_id.0),
        CouncilEvent::ObstacleClosed(event) => Some(event.obstacle_id.0),
        CouncilEvent::ObstacleReopened(event) => Some(event.obstacle_id.0),
        _ => None,
    });
    let mut rows = Rows {
        councils: Table::load(&mut *connection, batch.iter().map(|projected| projected.stream_id)).await?,
        seats: Table::empty(),
        sessions: Table::load(&mut *connection, sessions).await?,
        approvals: Table::empty(),
        letters: Table::empty(),
        obstacles: Table::load(&mut *connection, obstacles).await?,
        steps: Table::empty(),
    };
    for (projected, event) in events() {
        rows.take(projected, event);
        if let Some(council) = rows.councils.edit(&projected.stream_id) {
            (council.sequence, council.position) = (projected.sequence, projected.position);
        }
    }
    rows.councils.save(&mut *connection).await?;
    rows.seats.save(&mut *connection).await?;
    rows.sessions.save(&mut *connection).await?;
    rows.approvals.save(&mut *connection).await?;
    rows.letters.save(&mut *connection).await?;
    rows.obstacles.save(&mut *connection).await?;
    rows.steps.save(&mut *connection).await
}

impl Rows {
    fn take(&mut self, projected: &ProjectedEvent, event: &CouncilEvent) {
        let council_id = projected.stream_id;
        match event {
            CouncilEvent::CouncilFormed(event) => self.councils.put(CouncilRow {
                council_id,
                kind: event.kind.as_str().to_owned(),
                name: event.name.clone(),
                by_law: event.by_law.map(|id| id.0),
                place_id: event.place_id.map(|id| id.0),
                formed_on: event.formed_on,
                dissolved_on: None,
                sequence: projected.sequence,
                position: projected.position,
            }),
            CouncilEvent::CouncilDissolved(event) => {
                if let Some(row) = self.councils.edit(&council_id) {
                    row.dissolved_on = Some(event.dissolved_on);
                }
            }
            CouncilEvent::CouncilSeatGiven(event) => self.seats.put(SeatRow {
                seat_id: seat_id(council_id, event.agency_id),
                council_id,
                agency_id: event.agency_id.0,
                role: event.role.as_str().to_owned(),
                given_on: event.given_on,
            }),
            CouncilEvent::CouncilSeatEnded(event) => self.seats.remove(seat_id(council_id, event.agency_id)),
            CouncilEvent::CouncilSessionCalled(event) => {
                let row = SessionRow { called_for: Some(event.called_for), ..session(council_id, event.session_id.0) };
                self.sessions.put(row);
            }
            CouncilEvent::CouncilSessionHeld(event) => self.hold(council_id, event),
            CouncilEvent::CouncilSessionCancelled(event) => {
                if let Some(row) = self.sessions.edit(&event.session_id.0) {
                    row.cancelled_on = Some(event.cancelled_on);
                }
            }
            CouncilEvent::ApprovalRecorded(event) => self.approvals.put(ApprovalRow {
                approval_id: event.approval_id.0,
                council_id,
                session_id: event.session_id.map(|id| id.0),
                number: event.number.clone(),
                subject: event.subject.clone(),
                approved_on: event.approved_on,
            }),
            CouncilEvent::LetterRecorded(event) => self.letters.put(LetterRow {
                letter_id: event.letter_id.0,
                council_id,
                direction: event.direction.as_str().to_owned(),
                number: event.number.clone(),
                correspondent: event.correspondent.clone(),
                subject: event.subject.clone(),
                dated_on: event.dated_on,
            }),
            CouncilEvent::ObstacleRaised(event) => self.obstacles.put(ObstacleRow {
                obstacle_id: event.obstacle_id.0,
                council_id,
                text: event.text.clone(),
                owner: event.owner.map(|id| id.0),
                session_id: event.session_id.map(|id| id.0),
                raised_on: event.raised_on,
                closed_on: None,
            }),
            CouncilEvent::ObstacleFollowed(event) => {
                let owner = event.owner.map(|id| id.0);
                self.step(projected, event.obstacle_id.0, "followed", &event.note, owner, event.followed_on);
                if let Some(row) = self.obstacles.edit(&event.obstacle_id.0) {
                    row.owner = owner.or(row.owner);
                }
            }
            CouncilEvent::ObstacleClosed(event) => {
                self.step(projected, event.obstacle_id.0, "closed", &event.result, None, event.closed_on);
                if let Some(row) = self.obstacles.edit(&event.obstacle_id.0) {
                    row.closed_on = Some(event.closed_on);
                }
            }
            CouncilEvent::ObstacleReopened(event) => {
                self.step(projected, event.obstacle_id.0, "reopened", &event.note, None, event.reopened_on);
                if let Some(row) = self.obstacles.edit(&event.obstacle_id.0) {
                    row.closed_on = None;
                }
            }
        }
    }

    fn hold(&mut self, council_id: Uuid, event: &CouncilSessionHeld) {
        let id = event.session_id.0;
        let row = self.sessions.edit_or(id, || session(council_id, id));
        row.held_on = Some(event.held_on);
        row.hours = event.hours.into();
        row.persons = event.attendance.iter().map(|one| i64::from(one.persons)).sum();
        row.person_hours = event.attendance.iter().map(|one| i64::from(one.persons) * i64::from(one.hours)).sum();
        row.attendance = event
            .attendance
            .iter()
            .map(|one| serde_json::json!({ "agency_id": one.agency_id, "persons": one.persons, "hours": one.hours }))
            .collect();
    }

    fn step(
        &mut self,
        projected: &ProjectedEvent,
        obstacle_id: Uuid,
        kind: &str,
        note: &str,
        owner: Option<Uuid>,
        happened_on: NaiveDate,
    ) {
        self.steps.put(StepRow {
            step_id: format!("{obstacle_id}/{}", projected.sequence),
            obstacle_id,
            council_id: projected.stream_id,
            kind: kind.to_owned(),
            note: note.to_owned(),
            owner,
            happened_on,
            sequence: projected.sequence,
        });
    }
}

fn session(council_id: Uuid, session_id: Uuid) -> SessionRow {
    SessionRow {
        session_id,
        council_id,
        called_for: None,
        held_on: None,
        hours: 0,
        persons: 0,
        person_hours: 0,
        attendance: serde_json::json!([]),
        cancelled_on: None,
    }
}

fn seat_id(council: Uuid, agency: AgencyId) -> String {
    format!("{council}/{agency}")
}
