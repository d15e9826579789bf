//! Rows → what was delivered in a year, by kind.

use chrono::NaiveDate;
use hamyar_events::Domain;
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rounding::{Keyed, rounded};
use crate::views::Title;

/// Kinds whose success is no success where violence is recorded.
pub(super) const RECONCILING: &[&str] = &["reconciliation"];

/// Which services are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceFilter {
    /// Jalali year of the day on which they were delivered.
    pub year: i32,
    pub center_id: Option<Uuid>,
    pub caseworker_id: Option<Uuid>,
    pub domain: Option<Domain>,
    /// Only of these neighborhoods.
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
}

/// Services of a year, by kind.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ServiceReport {
    pub year: i32,
    pub kinds: Vec<ServiceCounts>,
    /// Every family and person once, whatever they received.
    pub total: ServiceCounts,
    /// Counts are rounded, and those below five are not written.
    pub rounded: bool,
    pub position: i64,
}

/// How much of one kind. Persons and contacts are two counts: a person counselled in three sessions is one person and three contacts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ServiceCounts {
    /// Code of catalog `service_kind` or `focused_aid_method`; empty for the total.
    pub kind: String,
    pub title: Option<Title>,
    pub families: Option<i64>,
    pub persons: Option<i64>,
    pub services: Option<i64>,
    pub contacts: Option<i64>,
    /// Hours of training.
    pub hours: Option<i64>,
    /// Services that came to their end. A reconciliation is none where violence is recorded, whenever it was found out.
    pub successes: Option<i64>,
    /// Whole rials; not told to readers of counts alone.
    pub amount_rials: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    title_fa: Option<String>,
    title_en: Option<String>,
    families: i64,
    persons: i64,
    services: i64,
    contacts: i64,
    hours: i64,
    successes: i64,
    amount_rials: i64,
}

/// The report, exact.
pub async fn service_report(pool: &PgPool, filter: &ServiceFilter) -> Result<ServiceReport, sqlx::Error> {
    let (rows, position) = futures::try_join!(rows(pool, filter), crate::position(pool, "services"))?;
    let mut kinds: Vec<ServiceCounts> = rows.into_iter().map(counts).collect();
    let total = kinds.iter().position(|one| one.kind.is_empty()).map(|at| kinds.remove(at));
    Ok(ServiceReport {
        year: filter.year,
        kinds,
        total: total.unwrap_or_else(|| nothing(String::new())),
        rounded: false,
        position,
    })
}

/// The report as a reader of counts alone is shown it.
pub async fn service_report_rounded(
    pool: &PgPool,
    filter: &ServiceFilter,
    keyed: Keyed<'_>,
) -> Result<ServiceReport, sqlx::Error> {
    let mut report = service_report(pool, filter).await?;
    let domain = filter.domain.map_or("all", Domain::as_str);
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    for one in report.kinds.iter_mut().chain([&mut report.total]) {
        let about = format!("services {} {domain} {place} {}", filter.year, one.kind);
        let show = |count: &mut Option<i64>, what: &str| {
            *count = count.and_then(|count| rounded(count, &format!("{about} {what}"), keyed));
        };
        show(&mut one.families, "families");
        show(&mut one.persons, "persons");
        show(&mut one.services, "services");
        show(&mut one.contacts, "contacts");
        show(&mut one.hours, "hours");
        show(&mut one.successes, "successes");
        one.amount_rials = None;
    }
    // A kind of which fewer than five families received anything is not named at all.
    report.kinds.retain(|one| one.families.is_some());
    report.rounded = true;
    Ok(report)
}

/// Which rows `v` of services count.
pub(super) fn counted(query: &mut QueryBuilder<'_, Postgres>, filter: &ServiceFilter) {
    let (first, last) = hamyar_persian::jalali_year_bounds(filter.year).unwrap_or((NaiveDate::MAX, NaiveDate::MIN));
    query.push(" not v.struck and v.delivered_on between ").push_bind(first).push(" and ").push_bind(last);
    if let Some(id) = filter.center_id {
        query.push(" and v.center_id = ").push_bind(id);
    }
    if let Some(id) = filter.caseworker_id {
        query.push(" and v.caseworker_id = ").push_bind(id);
    }
    if let Some(domain) = filter.domain {
        query.push(" and v.domain = ").push_bind(domain.as_str());
    }
    if let Some(ids) = &filter.neighborhoods {
        query.push(" and v.neighborhood_id = any(").push_bind(ids.clone()).push(")");
    }
}

async fn rows(pool: &PgPool, filter: &ServiceFilter) -> Result<Vec<Row>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "with s as (
           select v.*, f.violence from service_fact v join service_family f on f.family_id = v.family_id where ",
    );
    counted(&mut query, filter);
    query.push(
        "),
         p as (select case when grouping(kind) = 1 then '' else kind end as kind, count(distinct person) as persons
                 from s, unnest(s.persons) person group by grouping sets ((kind), ())),
         c as (select case when grouping(kind) = 1 then '' else kind end as kind, count(distinct family_id) as families, count(*) as services,
                      coalesce(sum(contacts), 0)::bigint as contacts, coalesce(sum(hours), 0)::bigint as hours,
                      count(*) filter (where success and not (violence and kind = any(",
    );
    query.push_bind(RECONCILING);
    query.push(
        "))) as successes,
                      coalesce(sum(amount_rials), 0)::bigint as amount_rials
                 from s group by grouping sets ((kind), ()))
         select c.kind, t.title_fa, t.title_en, c.families, coalesce(p.persons, 0) as persons, c.services, c.contacts, c.hours, c.successes, c.amount_rials
           from c left join p on p.kind = c.kind
           left join lateral (select t.title_fa, t.title_en from catalog_term t
                               where t.code = c.kind and t.catalog in ('service_kind', 'focused_aid_method') order by t.catalog desc limit 1) t on true
          order by c.services desc, c.kind",
    );
    query.build_query_as().fetch_all(pool).await
}

fn counts(row: Row) -> ServiceCounts {
    ServiceCounts {
        kind: row.kind,
        title: row.title_fa.zip(row.title_en).map(|(fa, en)| Title { fa, en }),
        families: Some(row.families),
        persons: Some(row.persons),
        services: Some(row.services),
        contacts: Some(row.contacts),
        hours: Some(row.hours),
        successes: Some(row.successes),
        amount_rials: Some(row.amount_rials),
    }
}

fn nothing(kind: String) -> ServiceCounts {
    let none = Some(0);
    ServiceCounts {
        kind,
        title: None,
        families: none,
        persons: none,
        services: none,
        contacts: none,
        hours: none,
        successes: none,
        amount_rials: none,
    }
}
