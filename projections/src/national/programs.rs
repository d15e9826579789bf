//! Rows → programs, and the matrix of interventions: three levels by two approaches (S118).

use chrono::NaiveDate;
use hamyar_events::{Horizon, InterventionApproach, InterventionLevel, ProgramField, ProgramKind};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::agreements::{AgreementRef, refs};
use super::division::{ShareItem, shares};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// Which programs.
#[derive(Clone, Debug, Default)]
pub struct ProgramFilter {
    pub level: Option<InterventionLevel>,
    pub approach: Option<InterventionApproach>,
    /// Those in no cell alone, or those in a cell alone.
    pub classed: Option<bool>,
    pub field: Option<ProgramField>,
    pub kind: Option<ProgramKind>,
    pub agreement_id: Option<Uuid>,
    /// Carried out in this province, or in the whole nation.
    pub province: Option<Uuid>,
    /// Led by this agency, or with a part of it.
    pub agency: Option<Uuid>,
    /// Of those that go on: with an agency that has a part, or without any. Together with an agency: those in which it has one, as the division of
    /// labour counts them, and so not where another was given the lead.
    pub divided: Option<bool>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProgramCard {
    pub id: Uuid,
    pub kind: Option<ProgramKind>,
    pub title: String,
    pub title_en: Option<String>,
    pub field: Option<ProgramField>,
    pub lead_agency: Option<NamedRef>,
    pub agreement: Option<AgreementRef>,
    /// The whole nation when empty.
    pub provinces: Vec<NamedRef>,
    pub horizon: Option<Horizon>,
    /// Null where nobody classed it.
    pub level: Option<InterventionLevel>,
    pub approach: Option<InterventionApproach>,
    /// Why that cell.
    pub class_reason: Option<String>,
    pub classed_on: Option<CivilDate>,
    pub registered_on: CivilDate,
    pub ended_on: Option<CivilDate>,
    /// Which agency does what in it, those that do no more last.
    pub shares: Vec<ShareItem>,
    /// The published document and table it comes from.
    pub source: Option<String>,
    pub sequence: i64,
}

#[derive(FromRow)]
struct Row {
    program_id: Uuid,
    kind: String,
    title: String,
    title_en: Option<String>,
    field: Option<String>,
    lead_agency: Option<Uuid>,
    agreement_id: Option<Uuid>,
    provinces: Vec<Uuid>,
    horizon: Option<String>,
    level: Option<String>,
    approach: Option<String>,
    class_reason: Option<String>,
    classed_on: Option<NaiveDate>,
    registered_on: NaiveDate,
    ended_on: Option<NaiveDate>,
    source: Option<String>,
    sequence: i64,
}

const SELECT: &str = "select program_id, kind, title, title_en, field, lead_agency, agreement_id, provinces, horizon, level, approach, class_reason,
       classed_on, registered_on, ended_on, source, sequence from program";

async fn cards(pool: &PgPool, rows: Vec<Row>) -> Result<Vec<ProgramCard>, sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().flat_map(|row| row.provinces.iter().copied().chain(row.lead_agency)).collect();
    let agreements: Vec<Uuid> = rows.iter().filter_map(|row| row.agreement_id).collect();
    let programs: Vec<Uuid> = rows.iter().map(|row| row.program_id).collect();
    let (names, named, mut shares) =
        futures::try_join!(Names::load(pool, &ids), refs(pool, &agreements), shares(pool, &programs))?;
    let card = |row: Row| ProgramCard {
        id: row.program_id,
        shares: shares.remove(&row.program_id).unwrap_or_default(),
        kind: row.kind.parse().ok(),
        title: row.title,
        title_en: row.title_en,
        field: row.field.and_then(|text| text.parse().ok()),
        lead_agency: row.lead_agency.map(|id| names.named(id)),
        agreement: row.agreement_id.map(|id| named.get(&id).cloned().unwrap_or_else(|| AgreementRef::unknown(id))),
        provinces: row.provinces.iter().map(|id| names.named(*id)).collect(),
        horizon: row.horizon.and_then(|text| text.parse().ok()),
        level: row.level.and_then(|text| text.parse().ok()),
        approach: row.approach.and_then(|text| text.parse().ok()),
        class_reason: row.class_reason,
        classed_on: row.classed_on.map(Into::into),
        registered_on: row.registered_on.into(),
        ended_on: row.ended_on.map(Into::into),
        source: row.source,
        sequence: row.sequence,
    };
    Ok(rows.into_iter().map(card).collect())
}

/// Programs, those that go on first.
pub async fn programs(pool: &PgPool, filter: &ProgramFilter, limit: i64) -> Result<Vec<ProgramCard>, sqlx::Error> {
    let sql = format!(
        "{SELECT} where ($1::text is null or level = $1) and ($2::text is null or approach = $2)
            and ($3::boolean is null or (level is not null) = $3) and ($4::text is null or field = $4) and ($5::text is null or kind = $5)
            and ($6::uuid is null or agreement_id = $6) and ($7::uuid is null or cardinality(provinces) = 0 or $7 = any(provinces))
            and ($8::uuid is null or lead_agency = $8 and ($9::boolean is not true
                     or not exists (select 1 from program_share s where s.program_id = program.program_id and s.part = 'lead' and s.ended_on is null))
                 or exists (select 1 from program_share s where s.program_id = program.program_id and s.agency_id = $8 and s.ended_on is null))
            and ($9::boolean is null or ended_on is null and $9 = (lead_agency is not null
                 or exists (select 1 from program_share s where s.program_id = program.program_id and s.ended_on is null)))
          order by ended_on is not null, kind, registered_on, title, program_id limit $10"
    );
    let rows = sqlx::query_as::<_, Row>(&sql)
        .bind(filter.level.map(|one| one.as_str()))
        .bind(filter.approach.map(|one| one.as_str()))
        .bind(filter.classed)
        .bind(filter.field.map(|one| one.as_str()))
        .bind(filter.kind.map(|one| one.as_str()))
        .bind(filter.agreement_id)
        .bind(filter.province)
        .bind(filter.agency)
        .bind(filter.divided)
        .bind(limit)
        .fetch_all(pool)
        .await?;
    cards(pool, rows).await
}

/// One program.
pub async fn program(pool: &PgPool, id: Uuid) -> Result<Option<ProgramCard>, sqlx::Error> {
    let rows = sqlx::query_as(&format!("{SELECT} where program_id = $1")).bind(id).fetch_all(pool).await?;
    Ok(cards(pool, rows).await?.pop())
}

/// The matrix of interventions.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct InterventionMatrix {
    /// All six, empty ones too.
    pub cells: Vec<InterventionCell>,
    /// Programs that nobody classed.
    pub unclassed: i64,
    pub total: i64,
    pub position: i64,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InterventionCell {
    pub level: InterventionLevel,
    pub approach: InterventionApproach,
    pub programs: i64,
    /// Of them, those that came to their end.
    pub ended: i64,
}

/// Programs in each of the six cells, and those in none.
pub async fn matrix(pool: &PgPool, field: Option<ProgramField>) -> Result<InterventionMatrix, sqlx::Error> {
    let counts = sqlx::query_as::<_, (Option<String>, Option<String>, i64, i64)>(
        "select level, approach, count(*), count(*) filter (where ended_on is not null) from program
          where $1::text is null or field = $1 group by 1, 2",
    );
    let (counts, position) = futures::try_join!(
        counts.bind(field.map(|one| one.as_str())).fetch_all(pool),
        crate::position(pool, "national")
    )?;
    let of = |level: &str, approach: &str| {
        let found = counts.iter().find(|(l, a, ..)| l.as_deref() == Some(level) && a.as_deref() == Some(approach));
        found.map_or((0, 0), |(.., programs, ended)| (*programs, *ended))
    };
    let cell = |level: InterventionLevel, approach: InterventionApproach| {
        let (programs, ended) = of(level.as_str(), approach.as_str());
        InterventionCell { level, approach, programs, ended }
    };
    let cells = InterventionLevel::ALL
        .iter()
        .flat_map(|level| InterventionApproach::ALL.iter().map(move |approach| cell(*level, *approach)));
    Ok(InterventionMatrix {
        cells: cells.collect(),
        unclassed: counts.iter().filter(|(level, ..)| level.is_none()).map(|(.., programs, _)| programs).sum(),
        total: counts.iter().map(|(.., programs, _)| programs).sum(),
        position,
    })
}
