//! The tables of the program of social resilience that no list of its own tells: where it was active, who came by sex, strengths and weaknesses, and tests.

use hamyar_events::{Assessor, FindingKind, WorkshopKind};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::words::word;
use super::{ColumnKind, ReportCell, ReportTable};
use crate::facilitation::{self, WorkshopCard, WorkshopFilter};
use crate::views::Title;

async fn cards(pool: &PgPool, place_id: Option<Uuid>) -> Result<Vec<WorkshopCard>, sqlx::Error> {
    facilitation::workshops(pool, &WorkshopFilter { place_id, ..WorkshopFilter::default() }).await
}

#[derive(FromRow)]
struct Active {
    neighborhood: String,
    county: Option<String>,
    city: Option<String>,
    classes: i64,
    hours: i64,
    roadmap: bool,
}

/// Where the program was active (P12, S079): every neighborhood with a class or an adopted roadmap, and the county it lies in. Pool:
/// [`read pool`](crate#reading).
pub async fn activity_distribution(pool: &PgPool, place_id: Option<Uuid>) -> Result<ReportTable, sqlx::Error> {
    let read = sqlx::query_as::<_, Active>(
        "with recursive taking_part as (
           select neighborhood_id as id from workshop where neighborhood_id is not null union select neighborhood_id from roadmap_version),
         above as (
           select h.neighborhood_id, p.place_id, p.level, p.name, p.parent_id from taking_part t join neighborhood h on h.neighborhood_id = t.id
             join place p on p.place_id = h.place_id
           union select a.neighborhood_id, p.place_id, p.level, p.name, p.parent_id from above a join place p on p.place_id = a.parent_id)
         select n.name as neighborhood, (select name from above a where a.neighborhood_id = n.neighborhood_id and a.level = 'county' limit 1) as county,
                (select name from above a where a.neighborhood_id = n.neighborhood_id and a.level in ('city', 'village') limit 1) as city,
                (select count(*) from workshop w where w.neighborhood_id = n.neighborhood_id) as classes,
                (select coalesce(sum(s.hours), 0)::bigint from workshop w join workshop_sitting s on s.workshop_id = w.workshop_id
                  where w.neighborhood_id = n.neighborhood_id) as hours,
                exists (select 1 from roadmap_version v where v.neighborhood_id = n.neighborhood_id) as roadmap
           from taking_part t join neighborhood n on n.neighborhood_id = t.id
          where $1::uuid is null or n.neighborhood_id in (select n from neighborhoods_of($1))
          order by county nulls last, n.sort_key, n.neighborhood_id",
    )
    .bind(place_id);
    let (found, position) = futures::try_join!(read.fetch_all(pool), crate::position(pool, "facilitation"))?;
    let said =
        |yes: bool| ReportCell::title(if yes { Title::new("دارد", "yes") } else { Title::new("ندارد", "no") });
    let row = |one: &Active| {
        vec![
            ReportCell::text(&one.neighborhood),
            ReportCell::maybe(one.city.clone()),
            ReportCell::maybe(one.county.clone()),
            ReportCell::count(one.classes),
            ReportCell::count(one.hours),
            said(one.roadmap),
        ]
    };
    let columns = [
        ("neighborhood", "محله", "Neighborhood", ColumnKind::Text),
        ("city", "شهر یا روستا", "City or village", ColumnKind::Text),
        ("county", "شهرستان", "County", ColumnKind::Text),
        ("classes", "کلاس", "Classes", ColumnKind::Count),
        ("hours", "ساعت", "Hours", ColumnKind::Count),
        ("roadmap", "نقشه راه", "Roadmap", ColumnKind::Text),
    ];
    let mut table = ReportTable::new("activity-distribution", &columns, found.iter().map(row).collect(), position);
    let sum = |of: fn(&Active) -> i64| ReportCell::count(found.iter().map(of).sum());
    table.total = (!found.is_empty()).then(|| {
        vec![
            ReportCell::title(Title::new("جمع", "Sum")),
            ReportCell::default(),
            ReportCell::default(),
            sum(|one| one.classes),
            sum(|one| one.hours),
            ReportCell::default(),
        ]
    });
    Ok(table)
}

/// Counts by sex of one class, or of all: a small one could tell who somebody is, and where one is hidden all are.
fn by_sex(counts: [i64; 3], covers: bool) -> [ReportCell; 3] {
    let hides = covers && counts.iter().any(|count| (1..5).contains(count));
    counts.map(|count| if hides { ReportCell { few: true, ..ReportCell::default() } } else { ReportCell::count(count) })
}

/// Who came to the classes of neighborhoods by sex (P14, S074). `in_charge` are the neighborhoods whose small counts the reader may see; none hides all of
/// them, where `None` hides nothing. Pool: [`read pool`](crate#reading).
pub async fn participants_by_sex(
    pool: &PgPool,
    place_id: Option<Uuid>,
    in_charge: Option<&std::collections::BTreeSet<Uuid>>,
) -> Result<ReportTable, sqlx::Error> {
    let (all, position) = futures::try_join!(cards(pool, place_id), crate::position(pool, "facilitation"))?;
    let classes: Vec<&WorkshopCard> =
        all.iter().filter(|one| one.kind == Some(WorkshopKind::NeighborhoodClass)).collect();
    let counts =
        |one: &WorkshopCard| [one.by_sex.female, one.by_sex.male, one.by_sex.unknown].map(Option::unwrap_or_default);
    let sees = |one: &WorkshopCard| {
        let at = one.neighborhood.as_ref().map_or(one.place.id, |at| at.id);
        in_charge.is_none_or(|own| own.contains(&at))
    };
    let mut sums = [0; 3];
    let mut hidden = false;
    let mut rows = Vec::new();
    for one in &classes {
        let counted = counts(one);
        for (sum, count) in sums.iter_mut().zip(counted) {
            *sum += count;
        }
        let cells = by_sex(counted, !sees(one));
        hidden |= cells.iter().any(|cell| cell.few);
        let mut row = vec![
            ReportCell::maybe(one.neighborhood.as_ref().and_then(|at| at.name.clone())),
            ReportCell::text(&one.title),
        ];
        row.extend(cells);
        row.push(ReportCell::count(one.participants));
        rows.push(row);
    }
    let columns = [
        ("neighborhood", "محله", "Neighborhood", ColumnKind::Text),
        ("class", "کلاس", "Class", ColumnKind::Text),
        ("female", "زن", "Women", ColumnKind::Count),
        ("male", "مرد", "Men", ColumnKind::Count),
        ("unknown", "نامعلوم", "Not known", ColumnKind::Count),
        ("participants", "شرکت‌کننده", "Participants", ColumnKind::Count),
    ];
    let mut table = ReportTable::new("participants-by-sex", &columns, rows, position);
    // With one class hidden, the sums less the others would tell it.
    let cells = if hidden {
        sums.map(|_| ReportCell { few: true, ..ReportCell::default() })
    } else {
        by_sex(sums, in_charge.is_some())
    };
    table.total = (!classes.is_empty()).then(|| {
        let mut total = vec![ReportCell::title(Title::new("جمع", "Sum")), ReportCell::default()];
        total.extend(cells);
        total.push(ReportCell::count(classes.iter().map(|one| one.participants).sum()));
        total
    });
    if hidden {
        table = table.note(
            "جایی که شمار زنان، مردان یا نامعلوم‌ها کمتر از پنج است هیچ‌یک نوشته نمی‌شود، و جمع هم.",
            "Where women, men or those not known are fewer than five none of the three is written, and neither are the sums.",
        );
    }
    Ok(table)
}

fn assessor(one: Assessor) -> Title {
    let words = [
        ("facilitator_level_1", "تسهیلگران سطح یک", "facilitators of level 1"),
        ("facilitator_level_2", "تسهیلگران سطح دو", "facilitators of level 2"),
        ("office_project_expert", "کارشناس طرح", "the office's expert"),
        ("participants_survey", "نظرسنجی شرکت‌کنندگان", "survey of participants"),
    ];
    word(&words, one.as_str())
}

/// Strengths and weaknesses by phase and assessor (P20, S076). Pool: [`read pool`](crate#reading).
pub async fn findings(pool: &PgPool, place_id: Option<Uuid>) -> Result<ReportTable, sqlx::Error> {
    let (all, position) = futures::try_join!(cards(pool, place_id), crate::position(pool, "facilitation"))?;
    let mut rows = Vec::new();
    for card in &all {
        let Some(view) = facilitation::workshop(pool, card.id).await? else { continue };
        for one in view.findings {
            let who: Vec<Title> = one.assessors.iter().map(|one| assessor(*one)).collect();
            let join = |of: fn(&Title) -> &str, by: &str| who.iter().map(of).collect::<Vec<_>>().join(by);
            let who = Title::new(join(|one| &one.fa, "، "), join(|one| &one.en, ", "));
            let kind = match one.kind {
                Some(FindingKind::Strength) => Title::new("قوت", "strength"),
                Some(FindingKind::Weakness) => Title::new("ضعف", "weakness"),
                None => Title::new("نامعلوم", "unknown"),
            };
            rows.push(vec![
                ReportCell::count(one.phase.into()),
                ReportCell::title(who),
                ReportCell::title(kind),
                ReportCell::text(one.text),
                ReportCell::text(&card.title),
                ReportCell::day(one.on),
            ]);
        }
    }
    let columns = [
        ("phase", "گام", "Phase", ColumnKind::Count),
        ("assessors", "ارزیاب", "Assessor", ColumnKind::Text),
        ("kind", "قوت یا ضعف", "Strength or weakness", ColumnKind::Text),
        ("text", "متن", "Text", ColumnKind::Text),
        ("workshop", "کارگاه", "Workshop", ColumnKind::Text),
        ("on", "روز", "Day", ColumnKind::Day),
    ];
    Ok(ReportTable::new("strengths-weaknesses", &columns, rows, position))
}

#[derive(FromRow)]
struct Tested {
    workshop_id: Uuid,
    before: i64,
    after: i64,
    mean_before: Option<i64>,
    mean_after: Option<i64>,
}

/// Below so many, what tests say could be of somebody.
const FEW: i64 = 5;

/// What tests before and after say of each workshop (P21, S071): how many made them, their means, and how many did better among those who made both. Means of
/// fewer than five are told to those in charge of the place alone. Pool: [`read pool`](crate#reading).
pub async fn workshop_tests(
    pool: &PgPool,
    place_id: Option<Uuid>,
    in_charge: Option<&std::collections::BTreeSet<Uuid>>,
) -> Result<ReportTable, sqlx::Error> {
    let read = sqlx::query_as::<_, Tested>(
        "select workshop_id, count(before) as before, count(after) as after, round(avg(before) * 1000)::bigint as mean_before,
                round(avg(after) * 1000)::bigint as mean_after
           from workshop_trainee group by workshop_id",
    );
    let (all, tested, position) =
        futures::try_join!(cards(pool, place_id), read.fetch_all(pool), crate::position(pool, "facilitation"))?;
    let mut rows = Vec::new();
    for card in &all {
        let Some(tests) = tested.iter().find(|one| one.workshop_id == card.id) else { continue };
        if tests.before == 0 && tests.after == 0 {
            continue;
        }
        let at = card.neighborhood.as_ref().map_or(card.place.id, |at| at.id);
        let sees = in_charge.is_none_or(|own| own.contains(&at));
        let both = match facilitation::workshop(pool, card.id).await? {
            Some(view) => view.tests,
            None => continue,
        };
        let told = |number: Option<i64>, of: i64| {
            if sees || of >= FEW {
                ReportCell::known(number)
            } else {
                ReportCell { few: true, ..ReportCell::default() }
            }
        };
        rows.push(vec![
            ReportCell::maybe(card.neighborhood.as_ref().or(Some(&card.place)).and_then(|at| at.name.clone())),
            ReportCell::text(&card.title),
            told(Some(tests.before), tests.before),
            told(tests.mean_before, tests.before),
            told(Some(tests.after), tests.after),
            told(tests.mean_after, tests.after),
            told(Some(both.both), both.both),
            told(Some(both.improved), both.both),
        ]);
    }
    let columns = [
        ("place", "محله یا مکان", "Neighborhood or place", ColumnKind::Text),
        ("workshop", "کارگاه", "Workshop", ColumnKind::Text),
        ("before", "پیش‌آزمون", "Tested before", ColumnKind::Count),
        ("mean_before", "میانگین پیش", "Mean before", ColumnKind::Thousandths),
        ("after", "پس‌آزمون", "Tested after", ColumnKind::Count),
        ("mean_after", "میانگین پس", "Mean after", ColumnKind::Thousandths),
        ("both", "هر دو", "Both", ColumnKind::Count),
        ("improved", "بهتر شده", "Improved", ColumnKind::Count),
    ];
    Ok(ReportTable::new("test-results", &columns, rows, position))
}

/// What a place counts of the program (P18, S088), the country where none is named. Pool: [`read pool`](crate#reading).
pub async fn provincial_summary(pool: &PgPool, place_id: Option<Uuid>) -> Result<ReportTable, sqlx::Error> {
    let place = match place_id {
        Some(place) => Some(place),
        None => {
            sqlx::query_scalar("select place_id from place where parent_id is null order by name limit 1")
                .fetch_optional(pool)
                .await?
        }
    };
    let found = facilitation::summary(pool, place.unwrap_or_default()).await?;
    let counts = [
        ("اجتماع محلی", "local communities", found.communities),
        ("شهرستان", "counties", found.counties),
        ("خطر یا شوک شناسایی‌شده", "risks or shocks identified", i64::try_from(found.risks.len()).unwrap_or(i64::MAX)),
        ("نفر زیر پوشش", "people covered", found.people),
        ("ساعت کلاس", "hours of classes", found.hours),
        ("نفر-ساعت", "person-hours", found.person_hours),
        ("تسهیلگر در برنامه", "facilitators planned", found.facilitators_planned),
        ("تسهیلگر آموزش‌دیده", "facilitators trained", found.facilitators_trained),
        ("تسهیلگر در کار", "facilitators deployed", found.facilitators_deployed),
        ("اقدام", "actions", found.actions),
        ("اقدام انجام‌شده", "actions done", found.actions_done),
    ];
    let mut rows: Vec<Vec<ReportCell>> = counts
        .into_iter()
        .map(|(fa, en, count)| {
            vec![ReportCell::title(Title::new(fa, en)), ReportCell::count(count), ReportCell::default()]
        })
        .collect();
    rows.push(vec![
        ReportCell::title(Title::new("عنوان خطرها", "titles of risks")),
        ReportCell::default(),
        ReportCell::text(found.risk_titles.join("، ")),
    ]);
    let columns = [
        ("what", "چه", "What", ColumnKind::Text),
        ("count", "شمار", "Count", ColumnKind::Count),
        ("words", "شرح", "Words", ColumnKind::Text),
    ];
    Ok(ReportTable::new("provincial-summary", &columns, rows, found.position))
}
