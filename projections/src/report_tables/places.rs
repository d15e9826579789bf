//! The settlements of a place's towns and the zones of its cities, as documents declare them beside what the register holds; shares by a stated rule.

use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::{ColumnKind, ReportCell, ReportTable, level};
use crate::views::Title;

/// Declared figures count from this source; a city's printed total of zones is another one and is not mixed in.
const SETTLEMENTS: &str = "002/informal_settlements_by_city";

#[derive(FromRow)]
struct Town {
    name: String,
    level: String,
    registered: i64,
    neighborhoods: Option<i64>,
    area: Option<i64>,
    population: Option<i64>,
    printed_area_share: Option<String>,
    printed_share: Option<String>,
}

/// A share in hundredths of a percent, rounded half up; none of nothing.
fn share(part: Option<i64>, whole: i64) -> Option<i64> {
    let part = part.filter(|_| whole > 0)?;
    i64::try_from((i128::from(part) * 20_000 / i128::from(whole) + 1) / 2).ok()
}

const BELOW: &str = "with recursive below as (
   select place_id as id from place where ($1::uuid is null and parent_id is null) or place_id = $1
   union select p.place_id from place p join below b on p.parent_id = b.id)";

/// Towns with declared informal settlements below a place, everywhere when none is given (P26, S091). Shares are computed here from the areas and
/// populations of the towns listed; what the document prints stands beside them. Pool: [`read pool`](crate#reading).
pub async fn settlements(pool: &PgPool, place_id: Option<Uuid>) -> Result<ReportTable, sqlx::Error> {
    let sql = format!(
        "{BELOW},
         figure as (select place_id, indicator, value_thousandths, quote from place_figure where source = $2)
         select p.name, p.level, (select count(*) from neighborhoods_of(p.place_id)) as registered,
                (select max(value_thousandths) / 1000 from figure f where f.place_id = p.place_id and indicator = 'informal_neighborhoods') as neighborhoods,
                (select max(value_thousandths) from figure f where f.place_id = p.place_id and indicator = 'informal_area') as area,
                (select max(value_thousandths) / 1000 from figure f where f.place_id = p.place_id and indicator = 'informal_population') as population,
                (select max(quote) from figure f where f.place_id = p.place_id and indicator = 'informal_share_of_city_area') as printed_area_share,
                (select max(quote) from figure f where f.place_id = p.place_id and indicator = 'informal_share_of_national') as printed_share
           from place p
          where p.place_id in (select id from below) and p.level in ('city', 'village')
            and exists (select 1 from figure f where f.place_id = p.place_id)
          order by population desc nulls last, p.name"
    );
    let read = sqlx::query_as::<_, Town>(&sql).bind(place_id).bind(SETTLEMENTS);
    let (towns, position) = futures::try_join!(read.fetch_all(pool), crate::position(pool, "places"))?;
    let sum = |of: fn(&Town) -> Option<i64>| towns.iter().filter_map(of).sum::<i64>();
    let (area, people) = (sum(|town| town.area), sum(|town| town.population));
    let row = |town: &Town| {
        vec![
            ReportCell::text(&town.name),
            ReportCell::title(level(&town.level)),
            ReportCell::count(town.registered),
            ReportCell::known(town.neighborhoods),
            ReportCell::known(town.area),
            ReportCell::known(share(town.area, area)),
            ReportCell::known(town.population),
            ReportCell::known(share(town.population, people)),
            ReportCell::maybe(town.printed_area_share.clone()),
            ReportCell::maybe(town.printed_share.clone()),
        ]
    };
    let columns = [
        ("place", "شهر", "Town", ColumnKind::Text),
        ("level", "سطح", "Level", ColumnKind::Text),
        ("registered", "محله در این برنامه", "Neighborhoods registered", ColumnKind::Count),
        ("neighborhoods", "محلهٔ اعلام‌شده", "Neighborhoods declared", ColumnKind::Count),
        ("area", "مساحت (هکتار)", "Area (hectares)", ColumnKind::Thousandths),
        ("area_share", "سهم از مساحت این شهرها", "Share of these towns' area", ColumnKind::Share),
        ("population", "جمعیت اعلام‌شده", "Population declared", ColumnKind::Count),
        ("population_share", "سهم از جمعیت این شهرها", "Share of these towns' population", ColumnKind::Share),
        (
            "printed_area_share",
            "سهم از مساحت شهر، چنان که چاپ شده",
            "Share of the city's area, as printed",
            ColumnKind::Text,
        ),
        ("printed_share", "سهم از کشور، چنان که چاپ شده", "Share of the nation, as printed", ColumnKind::Text),
    ];
    let mut table = ReportTable::new("settlements", &columns, towns.iter().map(row).collect(), position)
        .note(
            "سهم هر شهر، مساحت یا جمعیت آن بخش بر مجموع شهرهای همین جدول است و همین‌جا حساب می‌شود.",
            "A town's share is its area or population divided by the sum of the towns in this table, computed here.",
        )
        .note(
            "ستون‌های «چنان که چاپ شده» همان است که سند نوشته؛ جمع نمی‌شود و رقم‌های آن گاه وارونه چاپ شده است.",
            "Columns «as printed» are what the document says; they are not added up, and some have their digits printed in reverse.",
        );
    let registered = towns.iter().map(|town| town.registered).sum();
    table.total = (!towns.is_empty()).then(|| {
        vec![
            ReportCell::title(Title::new("جمع", "Sum")),
            ReportCell::default(),
            ReportCell::count(registered),
            ReportCell::count(sum(|town| town.neighborhoods)),
            ReportCell::count(area),
            ReportCell::known(share(Some(area), area)),
            ReportCell::count(people),
            ReportCell::known(share(Some(people), people)),
            ReportCell::default(),
            ReportCell::default(),
        ]
    });
    Ok(table)
}

#[derive(FromRow)]
struct Zone {
    name: String,
    number: Option<i32>,
    city: Option<String>,
    area: Option<i64>,
    population: Option<i64>,
    location: Option<String>,
    districts: Vec<i64>,
    neighborhoods: Vec<String>,
}

/// Zones below a place with area, districts, population, position and their neighborhoods in rank (P27, S092, S096). Pool:
/// [`read pool`](crate#reading).
pub async fn zones(pool: &PgPool, place_id: Option<Uuid>) -> Result<ReportTable, sqlx::Error> {
    let sql = format!(
        "{BELOW}
         select p.name, p.number, (select c.name from place c where c.place_id = p.parent_id) as city,
                (select value_thousandths from place_figure f where f.place_id = p.place_id and indicator = 'informal_area' limit 1) as area,
                (select value_thousandths / 1000 from place_figure f where f.place_id = p.place_id and indicator = 'informal_population' limit 1) as population,
                (select quote from place_figure f where f.place_id = p.place_id and indicator = 'informal_population' limit 1) as location,
                (select coalesce(array_agg(value_thousandths / 1000 order by value_thousandths), '{{}}') from place_figure f
                  where f.place_id = p.place_id and f.unit = 'municipal_district_number') as districts,
                (select coalesce(array_agg(n.name order by g.rank nulls last, n.sort_key), '{{}}') from neighborhood_group g
                   join neighborhood n on n.neighborhood_id = g.neighborhood_id
                  where g.group_id = p.place_id and g.valid_until is null) as neighborhoods
           from place p where p.level = 'zone' and p.place_id in (select id from below) order by city, p.number nulls last, p.name"
    );
    let read = sqlx::query_as::<_, Zone>(&sql).bind(place_id);
    let (zones, position) = futures::try_join!(read.fetch_all(pool), crate::position(pool, "places"))?;
    let sum = |of: fn(&Zone) -> Option<i64>| zones.iter().filter_map(of).sum::<i64>();
    let listed = |many: &[String], between: &str| ReportCell::text(many.join(between));
    let row = |zone: &Zone| {
        let districts: Vec<String> = zone.districts.iter().map(ToString::to_string).collect();
        vec![
            ReportCell::known(zone.number.map(i64::from)),
            ReportCell::text(&zone.name),
            ReportCell::maybe(zone.city.clone()),
            ReportCell::known(zone.area),
            listed(&districts, "، "),
            ReportCell::known(zone.population),
            ReportCell::maybe(zone.location.clone()),
            ReportCell::count(i64::try_from(zone.neighborhoods.len()).unwrap_or(i64::MAX)),
            listed(&zone.neighborhoods, "، "),
        ]
    };
    let columns = [
        ("number", "شماره", "No.", ColumnKind::Count),
        ("zone", "پهنه", "Zone", ColumnKind::Text),
        ("city", "شهر", "City", ColumnKind::Text),
        ("area", "مساحت (هکتار)", "Area (hectares)", ColumnKind::Thousandths),
        ("districts", "منطقه‌های شهرداری", "Municipal districts", ColumnKind::Text),
        ("population", "جمعیت اعلام‌شده", "Population declared", ColumnKind::Count),
        ("location", "جای پهنه", "Where it lies", ColumnKind::Text),
        ("neighborhoods", "محله", "Neighborhoods", ColumnKind::Count),
        ("ranked", "محله‌ها به ترتیب", "Neighborhoods in rank", ColumnKind::Text),
    ];
    let mut table = ReportTable::new("zones", &columns, zones.iter().map(row).collect(), position).note(
        "جمعیت جمع پهنه‌ها با رقمی که برای کل شهر چاپ شده یکی نیست؛ سند می‌گوید اتباع بیگانه به آن افزوده شده است.",
        "The zones' population does not sum to what is printed for the whole city, to which the document says foreign nationals were added.",
    );
    let neighborhoods: usize = zones.iter().map(|zone| zone.neighborhoods.len()).sum();
    table.total = (!zones.is_empty()).then(|| {
        let none = ReportCell::default;
        vec![
            none(),
            ReportCell::title(Title::new("جمع", "Sum")),
            none(),
            ReportCell::count(sum(|zone| zone.area)),
            none(),
            ReportCell::count(sum(|zone| zone.population)),
            none(),
            ReportCell::count(i64::try_from(neighborhoods).unwrap_or(i64::MAX)),
            none(),
        ]
    });
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_rounded_to_hundredths_of_a_percent() {
        assert_eq!(share(Some(1), 3), Some(3333));
        assert_eq!(share(Some(2), 3), Some(6667));
        assert_eq!(share(Some(3_894_000), 5_645_000), Some(6898));
        assert_eq!((share(Some(1), 0), share(None, 5)), (None, None));
    }
}
