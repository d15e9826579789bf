//! Which women stand in the lists of which agencies, and what of it was decided (source 001, R35, P23): each record once, however often it was sent.

use async_trait::async_trait;
use chrono::NaiveDate;
use hamyar_events::family::FamilyEvent;
use serde::Serialize;
use sqlx::{FromRow, PgConnection, PgPool};
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};
use crate::rows::{Table, row};

row! {
    /// One agency's record of one woman; `kept` holds values that stayed ours, by field, each with what the agency says.
    RecordRow in "agency_record" {
        record_key: String,
        agency_id: Uuid,
        member_id: Uuid,
        family_id: Uuid,
        listed_on: NaiveDate,
        kept: BTreeMap<String, String>,
    }
}

/// The `agency_records` projection.
pub struct AgencyRecords;

#[async_trait]
impl Projection for AgencyRecords {
    fn name(&self) -> &'static str {
        "agency_records"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        matches!(event, StreamEventAny::Family(event)
            if matches!(event.as_ref(), FamilyEvent::AgencyRecordReconciled(_) | FamilyEvent::PersonalDataErased(_)))
    }
    fn tables(&self) -> &'static [&'static str] {
        &["agency_record"]
    }
    fn ddl(&self) -> &'static str {
        "create table agency_record (
           record_key text primary key, agency_id uuid not null, member_id uuid not null, family_id uuid not null, listed_on date not null,
           kept jsonb not null);
         create index agency_record_by_agency on agency_record (agency_id);
         create index agency_record_by_member on agency_record (member_id);
         create index agency_record_by_family on agency_record (family_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        let mut keys: Vec<String> = Vec::new();
        let mut forgotten: Vec<Uuid> = Vec::new();
        for projected in batch {
            match projected.family() {
                Some(FamilyEvent::AgencyRecordReconciled(event)) => {
                    keys.push(key(event.agency_id.0, event.member_id.0))
                }
                Some(FamilyEvent::PersonalDataErased(event)) => {
                    forgotten.push(event.member_id.map_or(projected.stream_id, |member| member.0));
                }
                _ => {}
            }
        }
        if !forgotten.is_empty() {
            let sql = "select record_key from agency_record where member_id = any($1) or family_id = any($1)";
            keys.extend(sqlx::query_scalar::<_, String>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
        }
        let mut records = Table::<RecordRow>::load(&mut *connection, keys).await?;
        for projected in batch {
            match projected.family() {
                Some(FamilyEvent::AgencyRecordReconciled(event)) => {
                    let record_key = key(event.agency_id.0, event.member_id.0);
                    let mut kept = records.get(&record_key).map(|row| row.kept.clone()).unwrap_or_default();
                    for field in &event.taken {
                        kept.remove(field.as_str());
                    }
                    for one in &event.kept {
                        if let Some(theirs) = one.theirs.known() {
                            kept.insert(one.field.as_str().to_owned(), theirs.clone());
                        }
                    }
                    records.put(RecordRow {
                        record_key,
                        agency_id: event.agency_id.0,
                        member_id: event.member_id.0,
                        family_id: projected.stream_id,
                        listed_on: event.listed_on,
                        kept,
                    });
                }
                Some(FamilyEvent::PersonalDataErased(event)) => {
                    let (member, family) = (event.member_id.map(|id| id.0), projected.stream_id);
                    let gone = records
                        .ids_where(|row| member.map_or(row.family_id == family, |member| row.member_id == member));
                    gone.into_iter().for_each(|key| records.remove(key));
                }
                _ => {}
            }
        }
        records.save(connection).await
    }
}

fn key(agency: Uuid, member: Uuid) -> String {
    format!("{agency}/{member}")
}

/// So many records of so many agencies are so many women.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema, FromRow)]
pub struct RecordCounts {
    pub records: i64,
    pub agencies: i64,
    pub women: i64,
    /// Women in the lists of two agencies or more.
    pub in_several: i64,
}

/// Of a center's families as they are now, or of all.
pub async fn record_counts(pool: &PgPool, center_id: Option<Uuid>) -> Result<RecordCounts, sqlx::Error> {
    sqlx::query_as(
        "with r as (select a.agency_id, a.member_id from agency_record a join family_member m on m.member_id = a.member_id
                     join family f on f.family_id = m.family_id where not m.erased and not f.erased and ($1::uuid is null or f.center_id = $1)),
              of as (select member_id, count(*) as lists from r group by member_id)
         select (select count(*) from r) as records, (select count(distinct agency_id) from r) as agencies,
                (select count(*) from of) as women, (select count(*) from of where lists > 1) as in_several",
    )
    .bind(center_id)
    .fetch_one(pool)
    .await
}

/// What is known of an agency's records of these women: the values that stayed ours, by woman.
pub async fn kept_of(
    pool: &PgPool,
    agency_id: Uuid,
    members: &[Uuid],
) -> Result<HashMap<Uuid, BTreeMap<String, String>>, sqlx::Error> {
    let sql = "select member_id, kept from agency_record where agency_id = $1 and member_id = any($2)";
    let rows: Vec<(Uuid, sqlx::types::Json<BTreeMap<String, String>>)> =
        sqlx::query_as(sql).bind(agency_id).bind(members).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(member, kept)| (member, kept.0)).collect())
}

/// Other agencies in whose lists these women stand, by woman.
pub async fn also_listed(
    pool: &PgPool,
    agency_id: Uuid,
    members: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Uuid>>, sqlx::Error> {
    let sql = "select member_id, array_agg(agency_id order by agency_id) from agency_record
                where agency_id <> $1 and member_id = any($2) group by member_id";
    let rows: Vec<(Uuid, Vec<Uuid>)> = sqlx::query_as(sql).bind(agency_id).bind(members).fetch_all(pool).await?;
    Ok(rows.into_iter().collect())
}

/// A household of the register.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CoveredFamily {
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
}

/// Open households of a center that the agency is said to cover, those of a list left out: at most `limit`, by file number.
pub async fn covered_and_not_listed(
    pool: &PgPool,
    agency_id: Uuid,
    center_id: Uuid,
    listed: &[Uuid],
    limit: i64,
) -> Result<Vec<CoveredFamily>, sqlx::Error> {
    sqlx::query_as(
        "select family_id, file_number, family_name from family
          where center_id = $2 and state = 'open' and not erased and coverages @> array[$1::uuid] and family_id <> all($3)
          order by file_number_folded limit $4",
    )
    .bind(agency_id)
    .bind(center_id)
    .bind(listed)
    .bind(limit)
    .fetch_all(pool)
    .await
}
