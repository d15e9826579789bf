//! Women → how many stand at each step, how long the way takes, and who left it and why. Persons and contacts are counted apart.

use hamyar_persian::jalali_year;
use serde::Serialize;
use sqlx::PgPool;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::women::{PathwayBy, PathwayFilter, Standing, Step, Woman, groups_of, women};
use crate::Names;
use crate::rounding::{Keyed, rounded};
use crate::views::CivilDate;

/// A median of fewer women says too much of one of them to a reader of counts alone.
const MEDIAN_MIN: usize = 20;
/// To such a reader a median is told in steps of so many days.
const MEDIAN_STEP: i64 = 5;

/// The way from identified to empowered, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pathway {
    /// The Jalali year whose first days are told apart; null for all time.
    pub year: Option<i32>,
    /// As things stood at the end of this day.
    pub until: CivilDate,
    /// Women, each once: those who head an open household, and those who were ever enrolled.
    pub women: Option<i64>,
    /// In the order of the way.
    pub steps: Vec<PathwayStep>,
    /// Women outside since they left.
    pub left: Option<i64>,
    pub left_by_reason: Vec<PathwaySlice>,
    /// Women who came back at least once.
    pub returned: Option<i64>,
    /// From one step to the next, of those who came to both in that order.
    pub between: Vec<PathwayTime>,
    /// By what the groups are told apart: `center`, `neighborhood`, `agency`, `year`.
    pub by: Option<&'static str>,
    pub groups: Vec<PathwayGroup>,
    /// Counts are rounded, and those below five are not written.
    pub rounded: bool,
    pub position: i64,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PathwayStepCount)]
pub struct PathwayStep {
    pub step: Step,
    /// Women who stand here: no step further, and not outside.
    pub standing: Option<i64>,
    /// Women who ever came here.
    pub reached: Option<i64>,
    /// Women who came here first in the year; null without one.
    pub in_year: Option<i64>,
    /// Lessons, services or jobs, each counted; null at steps that are no contact.
    pub contacts: Option<i64>,
    /// Whether contacts are counted here.
    pub has_contacts: bool,
}

/// One part of a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathwaySlice {
    /// Code of a step or reason.
    pub part: String,
    pub women: Option<i64>,
}

/// The time between two steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathwayTime {
    pub from: Step,
    pub to: Step,
    pub women: Option<i64>,
    /// Half of them took at most so many days.
    pub median_days: Option<i64>,
}

/// The women of one center, neighborhood, agency or year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathwayGroup {
    /// Id or year; `none` for those without.
    pub key: String,
    pub name: Option<String>,
    pub women: Option<i64>,
    /// Where they stand, in the order of the way, then `left`.
    pub standing: Vec<PathwaySlice>,
}

fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

fn of(women: &[&Woman], holds: impl Fn(&Woman) -> bool) -> Option<i64> {
    count(women.iter().filter(|woman| holds(woman)).count())
}

fn median(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}

fn step(women: &[&Woman], step: Step, year: Option<i32>) -> PathwayStep {
    let has_contacts = matches!(step, Step::Training | Step::Supported | Step::Employed);
    PathwayStep {
        step,
        standing: of(women, |woman| woman.standing == Standing::At(step)),
        reached: of(women, |woman| woman.reached.contains_key(&step)),
        in_year: year
            .and_then(|year| of(women, |woman| woman.reached.get(&step).is_some_and(|on| jalali_year(*on) == year))),
        contacts: has_contacts.then(|| women.iter().filter_map(|woman| woman.contacts.get(&step)).sum()),
        has_contacts,
    }
}

fn between(women: &[&Woman], from: Step, to: Step) -> (PathwayTime, usize) {
    let days: Vec<i64> = women
        .iter()
        .filter_map(|woman| Some((*woman.reached.get(&to)? - *woman.reached.get(&from)?).num_days()))
        .filter(|days| *days >= 0)
        .collect();
    let size = days.len();
    (PathwayTime { from, to, women: count(size), median_days: median(days) }, size)
}

fn slices(women: &[&Woman]) -> Vec<PathwaySlice> {
    let mut parts: Vec<PathwaySlice> = Step::ALL
        .iter()
        .map(|step| PathwaySlice {
            part: step.as_str().to_owned(),
            women: of(women, |woman| woman.standing == Standing::At(*step)),
        })
        .collect();
    let left = of(women, |woman| matches!(woman.standing, Standing::Left(_)));
    parts.push(PathwaySlice { part: "left".to_owned(), women: left });
    parts
}

const fn by_code(by: PathwayBy) -> &'static str {
    match by {
        PathwayBy::Center => "center",
        PathwayBy::Neighborhood => "neighborhood",
        PathwayBy::Agency => "agency",
        PathwayBy::Year => "year",
    }
}

async fn groups(pool: &PgPool, all: &[&Woman], by: PathwayBy) -> Result<Vec<PathwayGroup>, sqlx::Error> {
    let mut parts: BTreeMap<String, Vec<&Woman>> = BTreeMap::new();
    for woman in all {
        for key in groups_of(woman, Some(by)) {
            parts.entry(key).or_default().push(woman);
        }
    }
    let ids: Vec<Uuid> = parts.keys().filter_map(|key| key.parse().ok()).collect();
    let names = Names::load(pool, &ids).await?;
    let mut found: Vec<PathwayGroup> = parts
        .into_iter()
        .map(|(key, women)| PathwayGroup {
            name: key.parse().ok().and_then(|id| names.get(id)).map(str::to_owned),
            women: count(women.len()),
            standing: slices(&women),
            key,
        })
        .collect();
    match by {
        PathwayBy::Year => found.sort_by(|left, right| right.key.cmp(&left.key)),
        _ => found.sort_by(|left, right| (right.women, &left.name).cmp(&(left.women, &right.name))),
    }
    // Those without one stand last, whatever their number.
    found.sort_by_key(|group| group.key == "none");
    Ok(found)
}

/// The report, exact, with how many women each median rests on.
async fn counted(pool: &PgPool, filter: &PathwayFilter) -> Result<(Pathway, Vec<usize>), sqlx::Error> {
    let (all, position) = futures::try_join!(women(pool, filter), crate::position(pool, "pathway"))?;
    let all: Vec<&Woman> = all.iter().collect();
    let mut reasons: BTreeMap<&'static str, usize> = BTreeMap::new();
    for woman in &all {
        if let Standing::Left(reason) = woman.standing {
            *reasons.entry(reason.as_str()).or_default() += 1;
        }
    }
    let times = Step::ALL.windows(2).map(|pair| between(&all, pair[0], pair[1]));
    let (between, sizes) = times.unzip();
    let groups = match filter.by {
        None => Vec::new(),
        Some(by) => groups(pool, &all, by).await?,
    };
    let report = Pathway {
        year: filter.year,
        until: filter.until.into(),
        women: count(all.len()),
        steps: Step::ALL.iter().map(|one| step(&all, *one, filter.year)).collect(),
        left: of(&all, |woman| matches!(woman.standing, Standing::Left(_))),
        left_by_reason: reasons
            .into_iter()
            .map(|(part, number)| PathwaySlice { part: part.to_owned(), women: count(number) })
            .collect(),
        returned: of(&all, |woman| woman.returns > 0),
        between,
        by: filter.by.map(by_code),
        groups,
        rounded: false,
        position,
    };
    Ok((report, sizes))
}

/// The report, exact.
pub async fn pathway(pool: &PgPool, filter: &PathwayFilter) -> Result<Pathway, sqlx::Error> {
    Ok(counted(pool, filter).await?.0)
}

/// The report as a reader of counts alone is shown it.
pub async fn pathway_rounded(pool: &PgPool, filter: &PathwayFilter, keyed: Keyed<'_>) -> Result<Pathway, sqlx::Error> {
    let (mut report, sizes) = counted(pool, filter).await?;
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    let agency = filter.agency_id.map(|id| id.to_string()).unwrap_or_default();
    let about = format!("pathway {} {place} {agency}", filter.until);
    let show = |number: &mut Option<i64>, what: &str| {
        *number = number.and_then(|number| rounded(number, &format!("{about} {what}"), keyed));
    };
    show(&mut report.women, "women");
    show(&mut report.left, "left");
    show(&mut report.returned, "returned");
    for one in &mut report.steps {
        let step = one.step.as_str();
        show(&mut one.standing, &format!("{step} standing"));
        show(&mut one.reached, &format!("{step} reached"));
        show(&mut one.in_year, &format!("{step} in {}", report.year.unwrap_or_default()));
        show(&mut one.contacts, &format!("{step} contacts"));
    }
    for one in &mut report.left_by_reason {
        show(&mut one.women, &format!("left {}", one.part));
    }
    // A reason that fewer than five had is not named at all.
    report.left_by_reason.retain(|one| one.women.is_some());
    for (one, size) in report.between.iter_mut().zip(sizes) {
        show(&mut one.women, &format!("{} to {}", one.from.as_str(), one.to.as_str()));
        let told = one.median_days.filter(|_| size >= MEDIAN_MIN && one.women.is_some());
        one.median_days = told.map(|days| (days + MEDIAN_STEP / 2).div_euclid(MEDIAN_STEP) * MEDIAN_STEP);
    }
    for group in &mut report.groups {
        let key = format!("{} {}", report.by.unwrap_or_default(), group.key);
        show(&mut group.women, &key);
        for one in &mut group.standing {
            show(&mut one.women, &format!("{key} {}", one.part));
        }
    }
    report.groups.retain(|group| group.women.is_some());
    report.rounded = true;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Days, NaiveDate};
    use hamyar_events::DropOutReason;

    fn day(after: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default() + Days::new(after)
    }

    fn woman(standing: Standing, reached: &[(Step, u64)]) -> Woman {
        Woman {
            member_id: Uuid::nil(),
            family_id: Uuid::nil(),
            center_id: None,
            neighborhood_id: Uuid::nil(),
            coverages: vec![Uuid::from_u128(1), Uuid::from_u128(2)],
            standing,
            enrolled_on: reached.iter().find(|(step, _)| *step == Step::Enrolled).map(|(_, after)| day(*after)),
            reached: reached.iter().map(|(step, after)| (*step, day(*after))).collect(),
            contacts: BTreeMap::new(),
            since: day(0),
            returns: 0,
        }
    }

    #[test]
    fn the_time_between_two_steps_is_of_those_who_came_to_both_in_that_order() {
        let at = Standing::At(Step::Assessed);
        let women = [
            woman(at, &[(Step::Enrolled, 0), (Step::Assessed, 10)]),
            woman(at, &[(Step::Enrolled, 0), (Step::Assessed, 30)]),
            woman(at, &[(Step::Enrolled, 0), (Step::Assessed, 90)]),
            // Her needs were read before she was enrolled: no time passed between the two.
            woman(at, &[(Step::Enrolled, 20), (Step::Assessed, 5)]),
            woman(Standing::At(Step::Enrolled), &[(Step::Enrolled, 0)]),
        ];
        let (time, size) = between(&women.iter().collect::<Vec<_>>(), Step::Enrolled, Step::Assessed);
        assert_eq!((time.women, time.median_days, size), (Some(3), Some(30), 3));
        assert_eq!(between(&[], Step::Enrolled, Step::Assessed).0.median_days, None);
    }

    #[test]
    fn a_woman_stands_at_one_step_and_was_at_all_before_it() {
        let women = [
            woman(Standing::At(Step::Training), &[(Step::Identified, 0), (Step::Enrolled, 1), (Step::Training, 2)]),
            woman(Standing::Left(DropOutReason::NoTime), &[(Step::Identified, 0), (Step::Enrolled, 1)]),
        ];
        let women: Vec<&Woman> = women.iter().collect();
        let enrolled = step(&women, Step::Enrolled, Some(1404));
        assert_eq!(
            (enrolled.standing, enrolled.reached, enrolled.in_year, enrolled.contacts),
            (Some(0), Some(2), Some(2), None)
        );
        let parts = slices(&women);
        let told: Vec<(&str, Option<i64>)> =
            parts.iter().filter(|one| one.women != Some(0)).map(|one| (one.part.as_str(), one.women)).collect();
        assert_eq!(told, [("training", Some(1)), ("left", Some(1))]);
        assert_eq!(groups_of(women[0], Some(PathwayBy::Agency)).len(), 2);
        assert_eq!(groups_of(women[1], Some(PathwayBy::Year)), ["1404"]);
    }
}
