//! Rows → bodies, and one of them whole.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::views::*;
use crate::names::Names;

#[derive(FromRow)]
struct Card {
    council_id: Uuid,
    kind: String,
    name: String,
    by_law: Option<Uuid>,
    place_id: Option<Uuid>,
    formed_on: NaiveDate,
    dissolved_on: Option<NaiveDate>,
    sequence: i64,
    seats: i64,
    sessions: i64,
    person_hours: i64,
    approvals: i64,
    obstacles_open: i64,
    next_session: Option<NaiveDate>,
}

/// `$1` is today.
const SELECT: &str = "select c.council_id, c.kind, c.name, c.by_law, c.place_id, c.formed_on, c.dissolved_on, c.sequence,
       (select count(*) from council_seat s where s.council_id = c.council_id) as seats,
       (select count(*) from council_session s where s.council_id = c.council_id and s.held_on is not null) as sessions,
       (select coalesce(sum(s.person_hours), 0)::bigint from council_session s where s.council_id = c.council_id and s.held_on is not null) as person_hours,
       (select count(*) from council_approval a where a.council_id = c.council_id) as approvals,
       (select count(*) from obstacle o where o.council_id = c.council_id and o.closed_on is null) as obstacles_open,
       (select min(s.called_for) from council_session s
         where s.council_id = c.council_id and s.held_on is null and s.cancelled_on is null and s.called_for >= $1) as next_session
  from council c";

/// All bodies, those that go on first.
pub async fn councils(pool: &PgPool, today: NaiveDate, limit: i64) -> Result<Vec<CouncilCard>, sqlx::Error> {
    let sql = format!("{SELECT} order by c.dissolved_on is not null, c.formed_on, c.council_id limit $2");
    let rows: Vec<Card> = sqlx::query_as(&sql).bind(today).bind(limit).fetch_all(pool).await?;
    let places: Vec<Uuid> = rows.iter().filter_map(|row| row.place_id).collect();
    let names = Names::load(pool, &places).await?;
    Ok(rows.iter().map(|row| card(row, &names)).collect())
}

fn card(row: &Card, names: &Names) -> CouncilCard {
    CouncilCard {
        id: row.council_id,
        kind: row.kind.parse().ok(),
        name: row.name.clone(),
        place: row.place_id.map(|id| names.named(id)),
        formed_on: row.formed_on.into(),
        dissolved_on: row.dissolved_on.map(Into::into),
        seats: row.seats,
        sessions: row.sessions,
        person_hours: row.person_hours,
        approvals: row.approvals,
        obstacles_open: row.obstacles_open,
        next_session: row.next_session.map(Into::into),
        sequence: row.sequence,
    }
}

#[derive(FromRow)]
struct SessionRow {
    session_id: Uuid,
    called_for: Option<NaiveDate>,
    held_on: Option<NaiveDate>,
    hours: i32,
    persons: i64,
    person_hours: i64,
    attendance: sqlx::types::Json<Vec<Attended>>,
    cancelled_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Attended {
    agency_id: Option<Uuid>,
    persons: i64,
    hours: i64,
}

#[derive(FromRow)]
struct ObstacleRow {
    obstacle_id: Uuid,
    text: String,
    owner: Option<Uuid>,
    session_id: Option<Uuid>,
    raised_on: NaiveDate,
    closed_on: Option<NaiveDate>,
}

#[derive(FromRow)]
struct StepRow {
    obstacle_id: Uuid,
    kind: String,
    note: String,
    owner: Option<Uuid>,
    happened_on: NaiveDate,
}

type Approval = (Uuid, String, String, NaiveDate, Option<Uuid>);
type Letter = (Uuid, String, String, String, String, NaiveDate);
type Seat = (Uuid, String, NaiveDate);

/// One body, whole.
pub async fn council(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<CouncilView>, sqlx::Error> {
    let sql = format!("{SELECT} where c.council_id = $2");
    let Some(row) = sqlx::query_as::<_, Card>(&sql).bind(today).bind(id).fetch_optional(pool).await? else {
        return Ok(None);
    };
    let seats = sqlx::query_as::<_, Seat>("select agency_id, role, given_on from council_seat where council_id = $1");
    let sessions = sqlx::query_as::<_, SessionRow>(
        "select session_id, called_for, held_on, hours, persons, person_hours, attendance, cancelled_on from council_session
          where council_id = $1 order by coalesce(held_on, called_for) desc, session_id",
    );
    let approvals = sqlx::query_as::<_, Approval>(
        "select approval_id, number, subject, approved_on, session_id from council_approval
          where council_id = $1 order by approved_on desc, number desc, approval_id",
    );
    let letters = sqlx::query_as::<_, Letter>(
        "select letter_id, direction, number, correspondent, subject, dated_on from council_letter
          where council_id = $1 order by dated_on desc, letter_id",
    );
    let obstacles = sqlx::query_as::<_, ObstacleRow>(
        "select obstacle_id, text, owner, session_id, raised_on, closed_on from obstacle
          where council_id = $1 order by closed_on is not null, raised_on, obstacle_id",
    );
    let steps = sqlx::query_as::<_, StepRow>(
        "select obstacle_id, kind, note, owner, happened_on from obstacle_step where council_id = $1 order by sequence",
    );
    let (seats, sessions, approvals, letters, obstacles, steps, position) = futures::try_join!(
        seats.bind(id).fetch_all(pool),
        sessions.bind(id).fetch_all(pool),
        approvals.bind(id).fetch_all(pool),
        letters.bind(id).fetch_all(pool),
        obstacles.bind(id).fetch_all(pool),
        steps.bind(id).fetch_all(pool),
        crate::position(pool, "councils"),
    )?;
    let attended = sessions.iter().flat_map(|one| one.attendance.iter().filter_map(|part| part.agency_id));
    let owners = obstacles.iter().filter_map(|one| one.owner).chain(steps.iter().filter_map(|one| one.owner));
    let refs: Vec<Uuid> = seats.iter().map(|one| one.0).chain(attended).chain(owners).chain(row.place_id).collect();
    let names = Names::load(pool, &refs).await?;
    let mut seats_list: Vec<CouncilSeatItem> = seats
        .into_iter()
        .map(|(agency, role, given_on)| CouncilSeatItem {
            agency: names.named(agency),
            role: role.parse().ok(),
            given_on: given_on.into(),
        })
        .collect();
    seats_list.sort_by(|one, other| (one.role, &one.agency).cmp(&(other.role, &other.agency)));
    Ok(Some(CouncilView {
        card: card(&row, &names),
        by_law: row.by_law,
        seats_list,
        sessions_list: sessions.into_iter().map(|one| session_item(one, &names)).collect(),
        approvals_list: approvals.into_iter().map(approval_item).collect(),
        letters: letters.into_iter().map(letter_item).collect(),
        obstacles: obstacles.into_iter().map(|one| obstacle_item(one, &steps, &names, today)).collect(),
        position,
    }))
}

fn session_item(row: SessionRow, names: &Names) -> CouncilSessionItem {
    let state = match (row.cancelled_on, row.held_on) {
        (Some(_), _) => CouncilSessionState::Cancelled,
        (None, Some(_)) => CouncilSessionState::Held,
        (None, None) => CouncilSessionState::Called,
    };
    CouncilSessionItem {
        id: row.session_id,
        state,
        called_for: row.called_for.map(Into::into),
        held_on: row.held_on.map(Into::into),
        hours: row.hours,
        persons: row.persons,
        person_hours: row.person_hours,
        attendance: row
            .attendance
            .0
            .into_iter()
            .map(|one| CouncilAttendanceItem {
                agency: one.agency_id.map(|id| names.named(id)),
                persons: one.persons,
                hours: one.hours,
            })
            .collect(),
    }
}

fn approval_item((id, number, subject, approved_on, session_id): Approval) -> ApprovalItem {
    ApprovalItem { id, number, subject, approved_on: approved_on.into(), session_id }
}

fn letter_item((id, direction, number, correspondent, subject, dated_on): Letter) -> LetterItem {
    LetterItem { id, direction: direction.parse().ok(), number, correspondent, subject, dated_on: dated_on.into() }
}

fn obstacle_item(row: ObstacleRow, steps: &[StepRow], names: &Names, today: NaiveDate) -> ObstacleItem {
    let steps = steps.iter().filter(|step| step.obstacle_id == row.obstacle_id);
    ObstacleItem {
        id: row.obstacle_id,
        text: row.text,
        owner: row.owner.map(|id| names.named(id)),
        session_id: row.session_id,
        raised_on: row.raised_on.into(),
        closed_on: row.closed_on.map(Into::into),
        days: (row.closed_on.unwrap_or(today) - row.raised_on).num_days(),
        steps: steps
            .map(|step| ObstacleStep {
                kind: step.kind.clone(),
                note: step.note.clone(),
                owner: step.owner.map(|id| names.named(id)),
                on: step.happened_on.into(),
            })
            .collect(),
    }
}
