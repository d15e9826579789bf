//! Rows → what bodies did, each kind apart (S111): sessions, person-hours, approvals, obstacles. They count no persons of families.

use chrono::NaiveDate;
use hamyar_events::CouncilKind;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use crate::views::CivilDate;

/// What the bodies of one kind did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CouncilCounts {
    pub kind: CouncilKind,
    /// Bodies formed by the end of the time.
    pub bodies: i64,
    /// Sessions held in it.
    pub sessions: i64,
    pub hours: i64,
    /// Persons times hours, from attendance.
    pub person_hours: i64,
    pub approvals: i64,
    /// Obstacles raised in it.
    pub obstacles_raised: i64,
    /// Obstacles closed in it.
    pub obstacles_closed: i64,
    /// Obstacles open at its end.
    pub obstacles_open: i64,
}

/// What bodies did in a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CouncilReport {
    pub from: Option<CivilDate>,
    pub until: CivilDate,
    /// Every kind, also one of which there is none.
    pub kinds: Vec<CouncilCounts>,
    pub position: i64,
}

type Counts = (String, i64, i64, i64, i64, i64, i64, i64, i64);

/// The counts of a time, from the beginning when no first day is given.
pub async fn council_report(
    pool: &PgPool,
    from: Option<NaiveDate>,
    until: NaiveDate,
) -> Result<CouncilReport, sqlx::Error> {
    let rows: Vec<Counts> = sqlx::query_as(
        "select c.kind, count(*), sum(s.sessions)::bigint, sum(s.hours)::bigint, sum(s.person_hours)::bigint, sum(a.approvals)::bigint,
                sum(o.raised)::bigint, sum(o.closed)::bigint, sum(o.open)::bigint
           from council c
           left join lateral (select count(*) as sessions, coalesce(sum(hours), 0) as hours, coalesce(sum(person_hours), 0) as person_hours
                                from council_session s where s.council_id = c.council_id and s.cancelled_on is null
                                 and s.held_on <= $2 and ($1::date is null or s.held_on >= $1)) s on true
           left join lateral (select count(*) as approvals from council_approval a where a.council_id = c.council_id
                                 and a.approved_on <= $2 and ($1::date is null or a.approved_on >= $1)) a on true
           left join lateral (select count(*) filter (where $1::date is null or raised_on >= $1) as raised,
                                     count(*) filter (where closed_on <= $2 and ($1::date is null or closed_on >= $1)) as closed,
                                     count(*) filter (where closed_on is null or closed_on > $2) as open
                                from obstacle o where o.council_id = c.council_id and o.raised_on <= $2) o on true
          where c.formed_on <= $2 group by c.kind",
    )
    .bind(from)
    .bind(until)
    .fetch_all(pool)
    .await?;
    let kinds = CouncilKind::ALL.iter().map(|&kind| {
        let none = (String::new(), 0, 0, 0, 0, 0, 0, 0, 0);
        let row = rows.iter().find(|row| row.0 == kind.as_str()).unwrap_or(&none);
        CouncilCounts {
            kind,
            bodies: row.1,
            sessions: row.2,
            hours: row.3,
            person_hours: row.4,
            approvals: row.5,
            obstacles_raised: row.6,
            obstacles_closed: row.7,
            obstacles_open: row.8,
        }
    });
    let kinds = kinds.collect();
    let position = crate::position(pool, "councils").await?;
    Ok(CouncilReport { from: from.map(Into::into), until: until.into(), kinds, position })
}
