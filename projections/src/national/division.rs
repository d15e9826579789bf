//! Rows → the division of labour: which agency has which part in which program, what is expected of it and by when.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use hamyar_events::SharePart;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rows::ShareRow;
use crate::names::Names;
use crate::sort_key::sort_key;
use crate::views::{CivilDate, NamedRef};

/// The part of one agency in a program.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ShareItem {
    pub id: Uuid,
    pub agency: NamedRef,
    pub part: Option<SharePart>,
    /// What is expected of the agency.
    pub expected: String,
    /// By when.
    pub due_on: Option<CivilDate>,
    pub given_on: CivilDate,
    pub ended_on: Option<CivilDate>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The published document and table it comes from.
    pub source: Option<String>,
}

/// Parts in each of these programs, those that go on first, in the order in which they were given.
pub(super) async fn shares(pool: &PgPool, programs: &[Uuid]) -> Result<HashMap<Uuid, Vec<ShareItem>>, sqlx::Error> {
    let rows: Vec<ShareRow> = sqlx::query_as(
        "select * from program_share where program_id = any($1) order by ended_on is not null, sequence, share_id",
    )
    .bind(programs)
    .fetch_all(pool)
    .await?;
    let agencies: Vec<Uuid> = rows.iter().map(|row| row.agency_id).collect();
    let names = Names::load(pool, &agencies).await?;
    let mut found: HashMap<Uuid, Vec<ShareItem>> = HashMap::new();
    for row in rows {
        found.entry(row.program_id).or_default().push(ShareItem {
            id: row.share_id,
            agency: names.named(row.agency_id),
            part: row.part.parse().ok(),
            expected: row.expected,
            due_on: row.due_on.map(Into::into),
            given_on: row.given_on.into(),
            ended_on: row.ended_on.map(Into::into),
            end_reason: row.end_reason,
            source: row.source,
        });
    }
    Ok(found)
}

/// The division of labour in the programs that go on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DivisionOfLabor {
    /// Agencies that have a part, by name.
    pub agencies: Vec<LaborOfAgency>,
    /// Programs that go on in which no agency has a part.
    pub undivided: i64,
    /// Programs that go on.
    pub programs: i64,
    pub position: i64,
}

/// What one agency has to do.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LaborOfAgency {
    pub agency: NamedRef,
    /// Programs in which it has a part, each once.
    pub programs: i64,
    /// Of its parts, those whose day has passed.
    pub late: i64,
    pub parts: Vec<AgencyPart>,
}

/// One part of an agency.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgencyPart {
    pub program_id: Uuid,
    pub title: String,
    pub title_en: Option<String>,
    pub part: Option<SharePart>,
    /// Null where the program names the agency as its lead and says no more.
    pub expected: Option<String>,
    pub due_on: Option<CivilDate>,
    /// Its day has passed.
    pub is_late: bool,
}

/// A part with its program, as rows of [`PARTS`] have it.
#[derive(FromRow)]
pub(super) struct Found {
    agency_id: Uuid,
    program_id: Uuid,
    title: String,
    title_en: Option<String>,
    part: String,
    expected: Option<String>,
    due_on: Option<NaiveDate>,
    pub(super) given_on: Option<NaiveDate>,
    pub(super) ended_on: Option<NaiveDate>,
    pub(super) end_reason: Option<String>,
    pub(super) source: Option<String>,
    pub(super) program_ended_on: Option<NaiveDate>,
}

impl Found {
    /// What is past its day is late while it goes on.
    pub(super) fn part(self, today: NaiveDate) -> AgencyPart {
        let goes_on = self.ended_on.is_none() && self.program_ended_on.is_none();
        AgencyPart {
            program_id: self.program_id,
            title: self.title,
            title_en: self.title_en,
            part: self.part.parse().ok(),
            expected: self.expected,
            due_on: self.due_on.map(Into::into),
            is_late: goes_on && self.due_on.is_some_and(|day| day < today),
        }
    }
}

/// Every part of every agency. Who leads a program has the part of the lead, whether or not it is said what is expected of it.
pub(super) const PARTS: &str = "select s.agency_id, p.program_id, p.title, p.title_en, s.part, s.expected, s.due_on, s.given_on, s.ended_on, s.end_reason,
         s.source, p.ended_on as program_ended_on
    from program_share s join program p on p.program_id = s.program_id
  union all
  select p.lead_agency, p.program_id, p.title, p.title_en, 'lead', null, null, null, null, null, null, p.ended_on from program p
   where p.lead_agency is not null
     and not exists (select 1 from program_share s where s.program_id = p.program_id and s.part = 'lead' and s.ended_on is null)";

/// Which agency has which programs, of those that go on.
pub async fn division(pool: &PgPool, today: NaiveDate) -> Result<DivisionOfLabor, sqlx::Error> {
    let sql = format!(
        "select * from ({PARTS}) one where ended_on is null and program_ended_on is null order by title, program_id, part"
    );
    let found = sqlx::query_as::<_, Found>(&sql);
    let counted = sqlx::query_as::<_, (i64, i64)>(
        "select count(*), count(*) filter (where lead_agency is null and not exists (
                  select 1 from program_share s where s.program_id = p.program_id and s.ended_on is null))
           from program p where ended_on is null",
    );
    let (found, (programs, undivided), position) =
        futures::try_join!(found.fetch_all(pool), counted.fetch_one(pool), crate::position(pool, "national"))?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.agency_id).collect();
    let names = Names::load(pool, &ids).await?;
    let mut by_agency: BTreeMap<(String, Uuid), Vec<AgencyPart>> = BTreeMap::new();
    for row in found {
        let key = (sort_key(names.get(row.agency_id).unwrap_or_default()), row.agency_id);
        by_agency.entry(key).or_default().push(row.part(today));
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let agencies = by_agency.into_iter().map(|((_, agency), parts)| {
        let mut own: Vec<Uuid> = parts.iter().map(|part| part.program_id).collect();
        own.dedup();
        LaborOfAgency {
            agency: names.named(agency),
            programs: count(own.len()),
            late: count(parts.iter().filter(|part| part.is_late).count()),
            parts,
        }
    });
    Ok(DivisionOfLabor { agencies: agencies.collect(), undivided, programs, position })
}
