//! The families, persons and services behind the numbers of the report.

use chrono::NaiveDate;
use hamyar_events::Domain;
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use super::query::{RECONCILING, ServiceFilter, counted};
use crate::views::CivilDate;

/// Which of the counted services a list speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Among {
    #[default]
    All,
    /// Those that came to their end.
    Successes,
    /// Those with hours of training.
    Hours,
}

/// The part of the report that was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Code of a kind; of all kinds, when absent.
    pub kind: Option<String>,
    pub among: Among,
    /// Only what families of these caseworkers or (the second) of these centers received: the rows of a person who is both.
    pub within: Option<(Vec<Uuid>, Vec<Uuid>)>,
}

/// A list and the number of which it is the part that its reader may open.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// As the report counts.
    pub total: i64,
}

/// A person whom services reached, once, under the family where the person is now.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ServedPerson {
    pub member_id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    /// Null once forgotten.
    pub given_name: Option<String>,
    pub services: i64,
    /// Contacts of those services.
    pub contacts: i64,
    /// Day of the last of them.
    pub last_on: CivilDate,
}

/// One service that was given.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GivenService {
    pub service_id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    pub domain: Option<Domain>,
    /// Code of catalog `service_kind` or `focused_aid_method`.
    pub kind: String,
    pub delivered_on: CivilDate,
    /// How many it reached.
    pub persons: i32,
    pub contacts: i32,
    /// Hours of training.
    pub hours: i32,
}

#[derive(FromRow)]
struct PersonRow {
    member_id: Uuid,
    family_id: Uuid,
    file_number: String,
    family_name: Option<String>,
    given_name: Option<String>,
    services: i64,
    contacts: i64,
    last_on: NaiveDate,
}

#[derive(FromRow)]
struct GivenRow {
    service_id: Uuid,
    family_id: Uuid,
    file_number: String,
    family_name: Option<String>,
    domain: String,
    kind: String,
    delivered_on: NaiveDate,
    persons: i32,
    contacts: i32,
    hours: i32,
}

impl Behind {
    /// Which rows `v` of services the number counts.
    fn counted(&self, query: &mut QueryBuilder<'_, Postgres>, filter: &ServiceFilter) {
        counted(query, filter);
        if let Some(kind) = &self.kind {
            query.push(" and v.kind = ").push_bind(kind.clone());
        }
    }

    /// Which families `f` the reader may open.
    fn opened(&self, query: &mut QueryBuilder<'_, Postgres>) {
        if let Some((caseworker_ids, center_ids)) = &self.within {
            query.push(" and (f.caseworker_id = any(").push_bind(caseworker_ids.clone());
            query.push(") or f.center_id = any(").push_bind(center_ids.clone()).push("))");
        }
    }
}

/// The families that received anything, at most `limit`, in the order of their names; their ids alone.
pub async fn served_families(
    pool: &PgPool,
    filter: &ServiceFilter,
    behind: &Behind,
    limit: i64,
) -> Result<Listed<Uuid>, sqlx::Error> {
    let mut whole = QueryBuilder::new("select count(distinct v.family_id) from service_fact v where");
    behind.counted(&mut whole, filter);
    let mut rows = QueryBuilder::new(
        "select f.family_id from family f where exists (select 1 from service_fact v where v.family_id = f.family_id and",
    );
    behind.counted(&mut rows, filter);
    rows.push(")");
    behind.opened(&mut rows);
    rows.push(" order by f.sort_key, f.family_id limit ").push_bind(limit);
    let (whole, rows) = (whole.build_query_scalar(), rows.build_query_scalar());
    let (total, items) = futures::try_join!(whole.fetch_one(pool), rows.fetch_all(pool))?;
    Ok(Listed { items, total })
}

/// The persons whom services reached, each once, at most `limit`, in the order of their families' names.
pub async fn served_persons(
    pool: &PgPool,
    filter: &ServiceFilter,
    behind: &Behind,
    limit: i64,
) -> Result<Listed<ServedPerson>, sqlx::Error> {
    let mut whole =
        QueryBuilder::new("select count(distinct person) from service_fact v, unnest(v.persons) person where");
    behind.counted(&mut whole, filter);
    let mut rows = QueryBuilder::new(
        "with p as (select person, count(*) as services, sum(v.contacts)::bigint as contacts, max(v.delivered_on) as last_on,
                (array_agg(v.family_id order by v.delivered_on desc, v.family_id))[1] as family_id
           from service_fact v, unnest(v.persons) person where",
    );
    behind.counted(&mut rows, filter);
    rows.push(
        " group by person)
         select p.person as member_id, f.family_id, f.file_number, f.family_name, m.given_name, p.services, p.contacts, p.last_on
           from p left join family_member m on m.member_id = p.person join family f on f.family_id = coalesce(m.family_id, p.family_id)
          where true",
    );
    behind.opened(&mut rows);
    rows.push(" order by f.sort_key, f.family_id, m.given_name, p.person limit ").push_bind(limit);
    let (whole, rows) = (whole.build_query_scalar(), rows.build_query_as::<PersonRow>());
    let (total, rows) = futures::try_join!(whole.fetch_one(pool), rows.fetch_all(pool))?;
    let items = rows.into_iter().map(|row| ServedPerson {
        member_id: row.member_id,
        family_id: row.family_id,
        file_number: row.file_number,
        family_name: row.family_name,
        given_name: row.given_name,
        services: row.services,
        contacts: row.contacts,
        last_on: row.last_on.into(),
    });
    Ok(Listed { items: items.collect(), total })
}

/// The services that were given, at most `limit`, the latest first.
pub async fn services_given(
    pool: &PgPool,
    filter: &ServiceFilter,
    behind: &Behind,
    limit: i64,
) -> Result<Listed<GivenService>, sqlx::Error> {
    let among = |query: &mut QueryBuilder<'_, Postgres>| {
        behind.counted(query, filter);
        match behind.among {
            Among::All => {}
            Among::Successes => {
                query.push(" and v.success and not (h.violence and v.kind = any(").push_bind(RECONCILING).push("))");
            }
            Among::Hours => {
                query.push(" and v.hours > 0");
            }
        }
    };
    let mut whole = QueryBuilder::new(
        "select count(*) from service_fact v join service_family h on h.family_id = v.family_id where",
    );
    among(&mut whole);
    let mut rows = QueryBuilder::new(
        "select v.service_id, v.family_id, f.file_number, f.family_name, v.domain, v.kind, v.delivered_on, cardinality(v.persons) as persons,
                v.contacts, v.hours
           from service_fact v join service_family h on h.family_id = v.family_id join family f on f.family_id = v.family_id where",
    );
    among(&mut rows);
    behind.opened(&mut rows);
    rows.push(" order by v.delivered_on desc, v.service_id limit ").push_bind(limit);
    let (whole, rows) = (whole.build_query_scalar(), rows.build_query_as::<GivenRow>());
    let (total, rows) = futures::try_join!(whole.fetch_one(pool), rows.fetch_all(pool))?;
    let items = rows.into_iter().map(|row| GivenService {
        service_id: row.service_id,
        family_id: row.family_id,
        file_number: row.file_number,
        family_name: row.family_name,
        domain: row.domain.parse().ok(),
        kind: row.kind,
        delivered_on: row.delivered_on.into(),
        persons: row.persons,
        contacts: row.contacts,
        hours: row.hours,
    });
    Ok(Listed { items: items.collect(), total })
}
