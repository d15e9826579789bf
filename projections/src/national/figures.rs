//! Figures that documents declare of the nation, each once, with the parts of the document that tell it (S119, P36); beside them what the program
//! counts itself, where it does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use hamyar_events::{FigureDoubt, FigureRelation, Qualifier};
use hamyar_persian::JalaliDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::Title;

/// A declared figure: one record, however often it is told.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NationalFigure {
    pub indicator: String,
    /// Thousandths of the unit.
    pub value_thousandths: i64,
    pub qualifier: Qualifier,
    pub unit: String,
    /// As the document states it; null where it states none.
    pub period: Option<String>,
    pub source: String,
    pub quote: Option<String>,
    /// The parts of the document that tell it, in its order.
    pub told_in: Vec<Telling>,
    /// Second records that were made of the same fact and count no more.
    pub also_recorded_as: Vec<String>,
    pub relations: Vec<FigureRelationItem>,
    /// Why it cannot be taken at its word; nothing is computed from it then.
    pub doubts: Vec<FigureDoubt>,
    /// What the program counts of the same thing; never corrects the printed one, nor the other way.
    pub counted: Option<CountedFigure>,
}

/// One part of a document that tells a figure.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Telling {
    pub section: String,
    pub quote: Option<String>,
}

/// How a figure stands to another.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FigureRelationItem {
    pub relation: FigureRelation,
    pub other: String,
    pub quote: Option<String>,
}

/// What the program counts of a printed figure.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CountedFigure {
    /// Thousandths of the figure's unit.
    pub value_thousandths: i64,
    /// First day; null: from the beginning.
    pub from: Option<crate::views::CivilDate>,
    pub until: crate::views::CivilDate,
    /// What exactly is counted, where the printed name could mean more than one thing.
    pub meaning: Option<Title>,
}

#[derive(FromRow)]
struct Figure {
    indicator: String,
    value_thousandths: i64,
    qualifier: String,
    unit: String,
    period: Option<String>,
    source: String,
    quote: Option<String>,
}

type Told = (String, String, String, Option<String>, Option<String>);
type Related = (String, String, String, String, Option<String>);

/// A rial's thousandths of a milliard toman: money that is counted stands in the unit in which it is printed.
const RIALS_OF_A_THOUSANDTH: i64 = 10_000_000;

/// The root of the tree of places.
pub async fn country(pool: &PgPool) -> Result<Option<Uuid>, sqlx::Error> {
    let root = "select place_id from place where parent_id is null and level = 'country' order by place_id limit 1";
    sqlx::query_scalar(root).fetch_optional(pool).await
}

/// The figures of the country, or of the place named, in the order in which they were declared.
pub async fn national_figures(
    pool: &PgPool,
    place: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<NationalFigure>, sqlx::Error> {
    let place = match place {
        Some(place) => place,
        None => match country(pool).await? {
            Some(root) => root,
            None => return Ok(Vec::new()),
        },
    };
    let figures = sqlx::query_as::<_, Figure>(
        "select indicator, value_thousandths, qualifier, unit, period, source, quote from place_figure where place_id = $1
          order by split_part(figure_id, '/', 2)::bigint",
    );
    let told = sqlx::query_as::<_, Told>(
        "select indicator, source, section, declared_as, quote from figure_telling where place_id = $1 order by sequence",
    );
    let related = sqlx::query_as::<_, Related>(
        "select indicator, source, relation, other, quote from figure_relation where place_id = $1 order by sequence",
    );
    let doubted = sqlx::query_as::<_, (String, String, String)>(
        "select indicator, source, doubt from figure_doubt where place_id = $1 order by sequence",
    );
    let (figures, told, related, doubted, counted) = futures::try_join!(
        figures.bind(place).fetch_all(pool),
        told.bind(place).fetch_all(pool),
        related.bind(place).fetch_all(pool),
        doubted.bind(place).fetch_all(pool),
        counted(pool, today)
    )?;
    let again: BTreeSet<(&str, &str)> =
        told.iter().filter_map(|one| Some((one.3.as_deref()?, one.1.as_str()))).collect();
    let of = |figure: Figure| {
        let same = |indicator: &str, source: &str| indicator == figure.indicator && source == figure.source;
        let tellings = told.iter().filter(|one| same(&one.0, &one.1));
        NationalFigure {
            told_in: tellings.clone().map(|one| Telling { section: one.2.clone(), quote: one.4.clone() }).collect(),
            also_recorded_as: tellings.filter_map(|one| one.3.clone()).collect(),
            relations: related
                .iter()
                .filter(|one| same(&one.0, &one.1))
                .filter_map(|one| {
                    let relation = one.2.parse().ok()?;
                    Some(FigureRelationItem { relation, other: one.3.clone(), quote: one.4.clone() })
                })
                .collect(),
            doubts: doubted.iter().filter(|one| same(&one.0, &one.1)).filter_map(|one| one.2.parse().ok()).collect(),
            counted: counted.get(figure.indicator.as_str()).cloned(),
            value_thousandths: figure.value_thousandths,
            qualifier: figure.qualifier.parse().unwrap_or(Qualifier::About),
            indicator: figure.indicator,
            unit: figure.unit,
            period: figure.period,
            source: figure.source,
            quote: figure.quote,
        }
    };
    // A second record of the same fact is no figure of its own.
    let once = figures.into_iter().filter(|one| !again.contains(&(one.indicator.as_str(), one.source.as_str())));
    Ok(once.map(of).collect())
}

#[derive(FromRow)]
struct Counts {
    agreements: i64,
    operating: i64,
    offices: i64,
    office_neighborhoods: i64,
    licences_national: i64,
    licences_country: i64,
}

/// `$1` is today; `$2` to `$5` the periods that the document states of licences. An office counts while it is open, as it does in the roll-up of the
/// nation ([`crate::rollup`]): one that closed is no figure of what there is.
const COUNTS: &str = "select (select count(*) from agreement where signed_on <= $1) as agreements,
        (select coalesce(sum(amount_rials), 0)::bigint from credit
          where drawn_from is null and reversed_on is null and kind = 'operating' and allocated_on <= $1) as operating,
        (select count(*) from office where opened_on <= $1 and closed_on is null) as offices,
        (select count(distinct n) from office o, unnest(o.neighborhood_ids) n
          where o.opened_on <= $1 and o.closed_on is null) as office_neighborhoods,
        (select count(*) from licence where level = 'national' and granted_on between $2 and $3) as licences_national,
        (select count(*) from licence where granted_on between $4 and $5) as licences_country";

fn jalali(year: i32, month: u8, day: u8) -> NaiveDate {
    JalaliDate::new(year, month, day).map(JalaliDate::to_gregorian).unwrap_or_default()
}

/// What the program records of the same things, within the period and scope that the document states (M56).
async fn counted(pool: &PgPool, today: NaiveDate) -> Result<BTreeMap<&'static str, CountedFigure>, sqlx::Error> {
    let national = (jalali(1392, 1, 1), jalali(1398, 12, 29));
    let country = (jalali(1392, 5, 1), jalali(1399, 3, 20));
    let counts: Counts = sqlx::query_as(COUNTS)
        .bind(today)
        .bind(national.0)
        .bind(national.1)
        .bind(country.0)
        .bind(country.1)
        .fetch_one(pool)
        .await?;
    let until_today =
        |value: i64| CountedFigure { value_thousandths: value, from: None, until: today.into(), meaning: None };
    let meaning =
        |fa: &str, en: &str, figure: CountedFigure| CountedFigure { meaning: Some(Title::new(fa, en)), ..figure };
    let within = |value: i64, (from, until): (NaiveDate, NaiveDate)| CountedFigure {
        value_thousandths: value,
        from: Some(from.into()),
        until: until.into(),
        meaning: None,
    };
    Ok(BTreeMap::from([
        ("mous_signed", until_today(counts.agreements * 1000)),
        ("mou_budget", until_today(counts.operating / RIALS_OF_A_THOUSANDTH)),
        (
            "facilitation_offices",
            meaning("دفترهایی که امروز باز است", "offices that are open today", until_today(counts.offices * 1000)),
        ),
        (
            "target_neighbourhoods",
            meaning(
                "محله‌هایی که دفتری باز در آن‌ها کار می‌کند",
                "neighborhoods that an open office serves",
                until_today(counts.office_neighborhoods * 1000),
            ),
        ),
        ("ngo_licences_national", within(counts.licences_national * 1000, national)),
        ("ngo_licences_country", within(counts.licences_country * 1000, country)),
    ]))
}
