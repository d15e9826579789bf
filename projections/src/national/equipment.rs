//! Equipment: provinces, counties, neighborhoods and units as they follow from deliveries, beside what a document declares (S116, P38).

use std::collections::HashMap;

use chrono::NaiveDate;
use hamyar_events::equipment::{DeclaredCount, EquipmentCoverageDeclared};
use hamyar_events::{DeliveryMistake, Qualifier};
use serde::Serialize;
use sqlx::{FromRow, PgPool, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::agreements::{AgreementRef, refs};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// Where equipment came to, counted from deliveries that were not reversed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coverage {
    pub provinces: i64,
    pub counties: i64,
    pub neighborhoods: i64,
    pub units: i64,
}

/// A printed count and how it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeclaredNumber {
    pub value: u32,
    pub qualifier: Qualifier,
}

impl From<DeclaredCount> for DeclaredNumber {
    fn from(count: DeclaredCount) -> Self {
        Self { value: count.value, qualifier: count.qualifier }
    }
}

/// What a document prints of a line's coverage.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DeclaredCoverage {
    pub provinces: Option<DeclaredNumber>,
    pub counties: Option<DeclaredNumber>,
    pub neighborhoods: Option<DeclaredNumber>,
    pub units: Option<DeclaredNumber>,
    pub source: String,
    pub quote: Option<String>,
}

/// The credit that pays for a line.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CreditBrief {
    pub id: Uuid,
    pub purpose: String,
    pub amount_rials: i64,
    pub agreement: AgreementRef,
}

/// A line of equipment.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EquipmentCard {
    pub id: Uuid,
    pub title: String,
    pub title_en: Option<String>,
    /// Code of catalog `facility_type`.
    pub facility_type: Option<String>,
    pub items: Option<String>,
    /// What is counted.
    pub unit: String,
    pub requested_by: Option<NamedRef>,
    pub credit: Option<CreditBrief>,
    /// The line it is a part of.
    pub part_of: Option<Uuid>,
    /// The nation when absent.
    pub place: Option<NamedRef>,
    pub opened_on: CivilDate,
    pub closed_on: Option<CivilDate>,
    pub source: Option<String>,
    pub deliveries: i64,
    pub counted: Coverage,
    /// As printed; never added to what is counted.
    pub declared: Option<DeclaredCoverage>,
    pub sequence: i64,
}

/// One line, with its deliveries.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EquipmentView {
    #[serde(flatten)]
    pub card: EquipmentCard,
    /// Newest first, mistakes among them; 500 at most.
    pub deliveries_list: Vec<DeliveryItem>,
    pub position: i64,
}

/// One delivery.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DeliveryItem {
    pub id: Uuid,
    pub place: NamedRef,
    pub neighborhood: Option<NamedRef>,
    pub units: i64,
    pub on: CivilDate,
    pub reversed_on: Option<CivilDate>,
    pub mistake: Option<DeliveryMistake>,
}

#[derive(FromRow)]
struct Row {
    line_id: Uuid,
    title: String,
    title_en: Option<String>,
    facility_type: Option<String>,
    items: Option<String>,
    unit: String,
    requested_by: Option<Uuid>,
    agreement_id: Option<Uuid>,
    allocation_id: Option<Uuid>,
    purpose: Option<String>,
    amount_rials: Option<i64>,
    part_of: Option<Uuid>,
    place_id: Option<Uuid>,
    opened_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    source: Option<String>,
    declared: Option<Json<EquipmentCoverageDeclared>>,
    sequence: i64,
    deliveries: i64,
    neighborhoods: i64,
    units: i64,
}

const SELECT: &str = "select l.line_id, l.title, l.title_en, l.facility_type, l.items, l.unit, l.requested_by, l.agreement_id, l.allocation_id, c.purpose,
       c.amount_rials, l.part_of, l.place_id, l.opened_on, l.closed_on, l.source, l.declared, l.sequence, d.deliveries, d.neighborhoods, d.units
  from equipment_line l left join credit c using (allocation_id)
  cross join lateral (select count(*) as deliveries, count(distinct neighborhood_id) as neighborhoods, coalesce(sum(units), 0)::bigint as units
                        from equipment_delivery d where d.line_id = l.line_id and d.reversed_on is null) d";

/// Provinces and counties over the places and neighborhoods of deliveries. `$1`: one line, or all.
const PLACES: &str = "with recursive spot as (
   select s.line_id, s.at from (
     select line_id, place_id as at from equipment_delivery where reversed_on is null and ($1::uuid is null or line_id = $1)
     union select d.line_id, n.place_id from equipment_delivery d join neighborhood n using (neighborhood_id)
            where d.reversed_on is null and ($1::uuid is null or d.line_id = $1)) s
   union select s.line_id, p.parent_id from spot s join place p on p.place_id = s.at where p.parent_id is not null)
 select s.line_id, count(*) filter (where p.level = 'province'), count(*) filter (where p.level = 'county')
   from spot s join place p on p.place_id = s.at group by s.line_id";

async fn cards(pool: &PgPool, rows: Vec<Row>, line: Option<Uuid>) -> Result<Vec<EquipmentCard>, sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.requested_by, row.place_id]).flatten().collect();
    let agreements: Vec<Uuid> = rows.iter().filter_map(|row| row.agreement_id).collect();
    let (names, named, places) = futures::try_join!(
        Names::load(pool, &ids),
        refs(pool, &agreements),
        sqlx::query_as::<_, (Uuid, i64, i64)>(PLACES).bind(line).fetch_all(pool)
    )?;
    let places: HashMap<Uuid, (i64, i64)> = places.into_iter().map(|(id, p, c)| (id, (p, c))).collect();
    let card = |row: Row| {
        let (provinces, counties) = places.get(&row.line_id).copied().unwrap_or_default();
        let agreement = row.agreement_id.map(|id| named.get(&id).cloned().unwrap_or_else(|| AgreementRef::unknown(id)));
        let credit = match (row.allocation_id, row.purpose, row.amount_rials, agreement) {
            (Some(id), Some(purpose), Some(amount_rials), Some(agreement)) => {
                Some(CreditBrief { id, purpose, amount_rials, agreement })
            }
            _ => None,
        };
        EquipmentCard {
            id: row.line_id,
            title: row.title,
            title_en: row.title_en,
            facility_type: row.facility_type,
            items: row.items,
            unit: row.unit,
            requested_by: row.requested_by.map(|id| names.named(id)),
            credit,
            part_of: row.part_of,
            place: row.place_id.map(|id| names.named(id)),
            opened_on: row.opened_on.into(),
            closed_on: row.closed_on.map(Into::into),
            source: row.source,
            deliveries: row.deliveries,
            counted: Coverage { provinces, counties, neighborhoods: row.neighborhoods, units: row.units },
            declared: row.declared.map(|Json(one)| DeclaredCoverage {
                provinces: one.provinces.map(Into::into),
                counties: one.counties.map(Into::into),
                neighborhoods: one.neighborhoods.map(Into::into),
                units: one.units.map(Into::into),
                source: one.source,
                quote: one.quote,
            }),
            sequence: row.sequence,
        }
    };
    Ok(rows.into_iter().map(card).collect())
}

/// Lines of equipment with their coverage, open ones first.
pub async fn equipment(pool: &PgPool, limit: i64) -> Result<Vec<EquipmentCard>, sqlx::Error> {
    let sql = format!("{SELECT} order by l.closed_on is not null, l.position, l.line_id limit $1");
    let rows = sqlx::query_as(&sql).bind(limit).fetch_all(pool).await?;
    cards(pool, rows, None).await
}

type Delivered = (Uuid, Uuid, Option<Uuid>, i64, NaiveDate, Option<NaiveDate>, Option<String>);

/// One line with its deliveries.
pub async fn equipment_line(pool: &PgPool, id: Uuid) -> Result<Option<EquipmentView>, sqlx::Error> {
    let rows = sqlx::query_as(&format!("{SELECT} where l.line_id = $1")).bind(id).fetch_all(pool).await?;
    let deliveries = sqlx::query_as::<_, Delivered>(
        "select delivery_id, place_id, neighborhood_id, units, delivered_on, reversed_on, mistake from equipment_delivery
          where line_id = $1 order by sequence desc limit 500",
    );
    let (mut found, deliveries, position) = futures::try_join!(
        cards(pool, rows, Some(id)),
        deliveries.bind(id).fetch_all(pool),
        crate::position(pool, "national")
    )?;
    let Some(card) = found.pop() else { return Ok(None) };
    let ids: Vec<Uuid> = deliveries.iter().flat_map(|one| [Some(one.1), one.2]).flatten().collect();
    let names = Names::load(pool, &ids).await?;
    let item = |(id, place, neighborhood, units, on, reversed_on, mistake): Delivered| DeliveryItem {
        id,
        place: names.named(place),
        neighborhood: neighborhood.map(|id| names.named(id)),
        units,
        on: on.into(),
        reversed_on: reversed_on.map(Into::into),
        mistake: mistake.and_then(|text| text.parse().ok()),
    };
    Ok(Some(EquipmentView { card, deliveries_list: deliveries.into_iter().map(item).collect(), position }))
}
