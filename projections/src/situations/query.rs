//! Rows → unemployed members by age, sex, skill and education, and children out of school or back in it.

use chrono::NaiveDate;
use hamyar_persian::{jalali_year, jalali_year_bounds};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rounding::{Keyed, rounded};

/// Skills told one by one; the rest is one slice.
const SKILLS_MAX: usize = 20;
/// Steps of education that forms offer; what a register wrote in other words counts as `other`.
const EDUCATION: &[&str] = &[
    "illiterate",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "diploma",
    "associate",
    "bachelor",
    "master",
    "doctorate",
];

/// Whose members are counted: those present in open files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SituationsFilter {
    /// Jalali year in which children came back to school.
    pub year: i32,
    pub center_id: Option<Uuid>,
    pub caseworker_id: Option<Uuid>,
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
}

/// One part of a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Slice {
    /// Code of the part; of skills, the words of the form.
    pub part: String,
    /// Null where fewer than five are not told.
    pub count: Option<i64>,
}

/// Members by work and schooling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Situations {
    pub year: i32,
    /// Open files.
    pub families: Option<i64>,
    /// Members of open files, each once: a national id stands in one file only (statement 10).
    pub members: Option<i64>,
    /// Girls and women among them.
    pub women: Option<i64>,
    /// Women who head a household.
    pub women_heads: Option<i64>,
    /// Members whose work is known.
    pub work_known: Option<i64>,
    pub unemployed: Option<i64>,
    /// `under_25`, `25_34`, `35_49`, `50_up`, `unknown`.
    pub unemployed_by_age: Vec<Slice>,
    /// `female`, `male`, `unknown`.
    pub unemployed_by_sex: Vec<Slice>,
    /// The most frequent skills, then `other` and `none`; for readers of counts alone `some` and `none`.
    pub unemployed_by_skill: Vec<Slice>,
    /// Steps of education, `other` and `unknown`.
    pub unemployed_by_education: Vec<Slice>,
    /// Children whose schooling is known.
    pub schooling_known: Option<i64>,
    pub out_of_school: Option<i64>,
    /// Children who were out of school and came back in the year.
    pub back_in_school: Option<i64>,
    /// Counts are rounded, and those below five are not written.
    pub rounded: bool,
    pub position: i64,
}

#[derive(FromRow)]
struct Row {
    work: Option<String>,
    schooling: Option<String>,
    age: Option<i32>,
    sex: Option<String>,
    skill: Option<String>,
    education: Option<String>,
    back: bool,
    count: i64,
}

const MEMBERS: &str = "select s.work, s.schooling,
        case when s.work = 'unemployed' then $1 - m.birth_year end as age,
        case when s.work = 'unemployed' then m.sex end as sex, case when s.work = 'unemployed' then s.skill end as skill,
        case when s.work = 'unemployed' then s.education end as education,
        coalesce(s.back_on between $2 and $3, false) as back, count(*) as count
   from member_situation s
   join family_member m on m.member_id = s.member_id and not m.has_left and not m.erased
   join family f on f.family_id = m.family_id and f.state = 'open' and not f.erased
  where ($4::uuid is null or f.center_id = $4) and ($5::uuid is null or f.caseworker_id = $5)
    and ($6::uuid[] is null or f.neighborhood_id = any($6))
  group by 1, 2, 3, 4, 5, 6, 7";

#[derive(FromRow)]
struct Registered {
    families: i64,
    members: i64,
    women: i64,
    women_heads: i64,
}

const REGISTERED: &str = "with f as (select family_id, head_member_id from family
       where state = 'open' and not erased and ($1::uuid is null or center_id = $1) and ($2::uuid is null or caseworker_id = $2)
         and ($3::uuid[] is null or neighborhood_id = any($3)))
 select (select count(*) from f) as families, count(*) as members, count(*) filter (where m.sex = 'female') as women,
        count(*) filter (where m.sex = 'female' and m.member_id = f.head_member_id) as women_heads
   from f join family_member m on m.family_id = f.family_id and not m.has_left and not m.erased";

fn age_group(age: Option<i32>) -> &'static str {
    match age {
        None => "unknown",
        Some(..25) => "under_25",
        Some(25..35) => "25_34",
        Some(35..50) => "35_49",
        Some(_) => "50_up",
    }
}

fn education(text: Option<&str>) -> String {
    match text {
        None => "unknown".to_owned(),
        Some(step) if EDUCATION.contains(&step) => step.to_owned(),
        Some(_) => "other".to_owned(),
    }
}

/// Parts in the order in which they are known, the others by their code.
fn slices(counts: BTreeMap<String, i64>, order: &[&str]) -> Vec<Slice> {
    let place = |part: &str| order.iter().position(|known| *known == part).unwrap_or(order.len());
    let mut parts: Vec<(String, i64)> = counts.into_iter().collect();
    parts.sort_by(|left, right| (place(&left.0), &left.0).cmp(&(place(&right.0), &right.0)));
    parts.into_iter().map(|(part, count)| Slice { part, count: Some(count) }).collect()
}

/// The most frequent skills; one that was written in another way of spelling is the same.
fn skills(rows: &[(Option<String>, i64)]) -> Vec<Slice> {
    let mut counts: BTreeMap<String, (String, i64)> = BTreeMap::new();
    let mut none = 0;
    for (skill, count) in rows {
        match skill.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            None => none += count,
            Some(text) => counts.entry(hamyar_persian::fold(text)).or_insert_with(|| (text.to_owned(), 0)).1 += count,
        }
    }
    let mut found: Vec<(String, i64)> = counts.into_values().collect();
    found.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    let rest: i64 = found.iter().skip(SKILLS_MAX).map(|(_, count)| count).sum();
    found.truncate(SKILLS_MAX);
    let ends = [("other", rest), ("none", none)].map(|(part, count)| (part.to_owned(), count));
    let parts = found.into_iter().chain(ends.into_iter().filter(|(_, count)| *count > 0));
    parts.map(|(part, count)| Slice { part, count: Some(count) }).collect()
}

/// The report, exact.
pub async fn situations(pool: &PgPool, filter: &SituationsFilter, today: NaiveDate) -> Result<Situations, sqlx::Error> {
    let (first, last) = jalali_year_bounds(filter.year).unwrap_or((NaiveDate::MAX, NaiveDate::MIN));
    let rows = sqlx::query_as::<_, Row>(MEMBERS)
        .bind(jalali_year(today))
        .bind(first)
        .bind(last)
        .bind(filter.center_id)
        .bind(filter.caseworker_id)
        .bind(filter.neighborhoods.as_deref())
        .fetch_all(pool);
    let registered = sqlx::query_as::<_, Registered>(REGISTERED)
        .bind(filter.center_id)
        .bind(filter.caseworker_id)
        .bind(filter.neighborhoods.as_deref())
        .fetch_one(pool);
    let (rows, registered, position) = futures::try_join!(rows, registered, crate::position(pool, "situations"))?;
    let sum = |holds: &dyn Fn(&Row) -> bool| Some(rows.iter().filter(|row| holds(row)).map(|row| row.count).sum());
    let is_unemployed = |row: &&Row| row.work.as_deref() == Some("unemployed");
    let by = |part: &dyn Fn(&Row) -> String| {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for row in rows.iter().filter(is_unemployed) {
            *counts.entry(part(row)).or_default() += row.count;
        }
        counts
    };
    let with_skill: Vec<(Option<String>, i64)> =
        rows.iter().filter(is_unemployed).map(|row| (row.skill.clone(), row.count)).collect();
    Ok(Situations {
        year: filter.year,
        families: Some(registered.families),
        members: Some(registered.members),
        women: Some(registered.women),
        women_heads: Some(registered.women_heads),
        work_known: sum(&|row| row.work.is_some()),
        unemployed: sum(&|row| is_unemployed(&row)),
        unemployed_by_age: slices(
            by(&|row| age_group(row.age).to_owned()),
            &["under_25", "25_34", "35_49", "50_up", "unknown"],
        ),
        unemployed_by_sex: slices(
            by(&|row| row.sex.clone().unwrap_or_else(|| "unknown".to_owned())),
            &["female", "male", "unknown"],
        ),
        unemployed_by_skill: skills(&with_skill),
        unemployed_by_education: slices(by(&|row| education(row.education.as_deref())), EDUCATION),
        schooling_known: sum(&|row| row.schooling.is_some()),
        out_of_school: sum(&|row| row.schooling.as_deref() == Some("out_of_school")),
        back_in_school: sum(&|row| row.back),
        rounded: false,
        position,
    })
}

/// The report as a reader of counts alone is shown it: skills in people's own words are not told.
pub async fn situations_rounded(
    pool: &PgPool,
    filter: &SituationsFilter,
    today: NaiveDate,
    keyed: Keyed<'_>,
) -> Result<Situations, sqlx::Error> {
    let mut report = situations(pool, filter, today).await?;
    let none = |slice: &Slice| slice.part == "none";
    let total = |holds: &dyn Fn(&Slice) -> bool| -> i64 {
        report.unemployed_by_skill.iter().filter(|slice| holds(slice)).filter_map(|slice| slice.count).sum()
    };
    let counts = [("some", total(&|slice| !none(slice))), ("none", total(&none))];
    report.unemployed_by_skill =
        counts.into_iter().map(|(part, count)| Slice { part: part.to_owned(), count: Some(count) }).collect();
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    let show = |count: &mut Option<i64>, what: &str| {
        *count = count.and_then(|count| rounded(count, &format!("situations {place} {what}"), keyed));
    };
    show(&mut report.families, "families");
    show(&mut report.members, "members");
    show(&mut report.women, "women");
    show(&mut report.women_heads, "women_heads");
    show(&mut report.work_known, "work_known");
    show(&mut report.unemployed, "unemployed");
    show(&mut report.schooling_known, "schooling_known");
    show(&mut report.out_of_school, "out_of_school");
    show(&mut report.back_in_school, &format!("back_in_school {}", filter.year));
    let parts = [
        ("age", &mut report.unemployed_by_age),
        ("sex", &mut report.unemployed_by_sex),
        ("skill", &mut report.unemployed_by_skill),
        ("education", &mut report.unemployed_by_education),
    ];
    for (axis, slices) in parts {
        for slice in slices.iter_mut() {
            let what = format!("unemployed {axis} {}", slice.part);
            show(&mut slice.count, &what);
        }
        slices.retain(|slice| slice.count.is_some());
    }
    report.rounded = true;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_steps_have_their_groups() {
        let groups = [None, Some(17), Some(24), Some(25), Some(34), Some(35), Some(49), Some(50)].map(age_group);
        assert_eq!(groups, ["unknown", "under_25", "under_25", "25_34", "25_34", "35_49", "35_49", "50_up"]);
        assert_eq!([Some("diploma"), Some("سیکل"), None].map(education), ["diploma", "other", "unknown"]);
    }

    #[test]
    fn a_skill_is_one_however_it_is_spelled_and_rare_ones_are_told_together() {
        let mut rows =
            vec![(Some("خياطي".to_owned()), 3), (Some("خیاطی ".to_owned()), 2), (Some(" ".to_owned()), 1), (None, 4)];
        rows.extend((0..21).map(|n| (Some(format!("مهارت {n:02}")), 1)));
        let found = skills(&rows);
        assert_eq!((found[0].count, found.len()), (Some(5), SKILLS_MAX + 2));
        let ends: Vec<(&str, Option<i64>)> =
            found[SKILLS_MAX..].iter().map(|one| (one.part.as_str(), one.count)).collect();
        assert_eq!(ends, [("other", Some(2)), ("none", Some(5))]);
    }
}
