//! Rows → what an agency reads of the national programs: its own parts, and a program in which it has one, without what others do in it.

use chrono::NaiveDate;
use hamyar_events::{Horizon, ProgramField, ProgramKind};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::division::{AgencyPart, Found, PARTS};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    Going,
    /// The agency has it no more.
    Ended,
    /// Its program came to its end.
    ProgramEnded,
}

/// A part of the agency that reads it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PartOfAgency {
    #[serde(flatten)]
    pub part: AgencyPart,
    pub state: PartState,
    /// Null where the program names the agency as its lead and says no more.
    pub given_on: Option<CivilDate>,
    pub ended_on: Option<CivilDate>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The published document and table it comes from.
    pub source: Option<String>,
}

/// A program as an agency that has a part in it reads it: what it is, who leads it, and the agency's own parts. Nothing of other agencies' parts, the
/// agreement, its credits or the matrix.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProgramOfAgency {
    pub id: Uuid,
    pub kind: Option<ProgramKind>,
    pub title: String,
    pub title_en: Option<String>,
    pub field: Option<ProgramField>,
    pub horizon: Option<Horizon>,
    /// The agency that leads it, whichever way that was said.
    pub lead: Option<NamedRef>,
    /// The whole nation when empty.
    pub provinces: Vec<NamedRef>,
    pub registered_on: CivilDate,
    pub ended_on: Option<CivilDate>,
    /// Those that go on first.
    pub parts: Vec<PartOfAgency>,
    pub position: i64,
}

impl PartOfAgency {
    fn of(mut found: Found, today: NaiveDate) -> Self {
        let state = match (found.ended_on, found.program_ended_on) {
            (Some(_), _) => PartState::Ended,
            (None, Some(_)) => PartState::ProgramEnded,
            (None, None) => PartState::Going,
        };
        Self {
            state,
            given_on: found.given_on.map(Into::into),
            ended_on: found.ended_on.or(found.program_ended_on).map(Into::into),
            end_reason: found.end_reason.take(),
            source: found.source.take(),
            part: found.part(today),
        }
    }
}

async fn own(
    pool: &PgPool,
    agency: Uuid,
    program: Option<Uuid>,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<PartOfAgency>, sqlx::Error> {
    let sql = format!(
        "select * from ({PARTS}) one where agency_id = $1 and ($2::uuid is null or program_id = $2)
          order by ended_on is not null or program_ended_on is not null, due_on, title, program_id, part, ended_on limit $3"
    );
    let found = sqlx::query_as::<_, Found>(&sql).bind(agency).bind(program).bind(limit).fetch_all(pool).await?;
    Ok(found.into_iter().map(|one| PartOfAgency::of(one, today)).collect())
}

/// The parts of an agency: those that go on first, by the day on which they are expected; those without a day after them.
pub async fn parts_of_agency(
    pool: &PgPool,
    agency: Uuid,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<PartOfAgency>, sqlx::Error> {
    own(pool, agency, None, today, limit).await
}

#[derive(FromRow)]
struct Row {
    program_id: Uuid,
    kind: String,
    title: String,
    title_en: Option<String>,
    field: Option<String>,
    horizon: Option<String>,
    lead: Option<Uuid>,
    provinces: Vec<Uuid>,
    registered_on: NaiveDate,
    ended_on: Option<NaiveDate>,
}

/// A program as this agency reads it; none where it has, and had, no part in it.
pub async fn program_of_agency(
    pool: &PgPool,
    agency: Uuid,
    program: Uuid,
    today: NaiveDate,
) -> Result<Option<ProgramOfAgency>, sqlx::Error> {
    // Before the rows: what is written meanwhile is newer than what is said of them, never older.
    let position = crate::position(pool, "national").await?;
    let parts = own(pool, agency, Some(program), today, i64::MAX).await?;
    if parts.is_empty() {
        return Ok(None);
    }
    let row = sqlx::query_as::<_, Row>(
        "select program_id, kind, title, title_en, field, horizon, provinces, registered_on, ended_on,
                coalesce(lead_agency, (select s.agency_id from program_share s
                                        where s.program_id = p.program_id and s.part = 'lead' and s.ended_on is null limit 1)) as lead
           from program p where program_id = $1",
    );
    let Some(row) = row.bind(program).fetch_optional(pool).await? else { return Ok(None) };
    let ids: Vec<Uuid> = row.provinces.iter().copied().chain(row.lead).collect();
    let names = Names::load(pool, &ids).await?;
    Ok(Some(ProgramOfAgency {
        id: row.program_id,
        kind: row.kind.parse().ok(),
        title: row.title,
        title_en: row.title_en,
        field: row.field.and_then(|text| text.parse().ok()),
        horizon: row.horizon.and_then(|text| text.parse().ok()),
        lead: row.lead.map(|id| names.named(id)),
        provinces: row.provinces.iter().map(|id| names.named(*id)).collect(),
        registered_on: row.registered_on.into(),
        ended_on: row.ended_on.map(Into::into),
        parts,
        position,
    }))
}
