//! Rows → every woman with where she stands on a day and when she came to each step.

use chrono::NaiveDate;
use hamyar_events::DropOutReason;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{CLASSES, JOB, TEACHING};

/// A step of the way, in its order (source 001: identified, enrolled after eligibility, needs read, trained by need, supported, given work, empowered).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
// Another step, that of a sign-in, has this name too.
#[schema(as = PathwayStep)]
pub enum Step {
    Identified,
    Enrolled,
    Assessed,
    Training,
    Supported,
    Employed,
    Empowered,
}

impl Step {
    pub const ALL: [Self; 7] = [
        Self::Identified,
        Self::Enrolled,
        Self::Assessed,
        Self::Training,
        Self::Supported,
        Self::Employed,
        Self::Empowered,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identified => "identified",
            Self::Enrolled => "enrolled",
            Self::Assessed => "assessed",
            Self::Training => "training",
            Self::Supported => "supported",
            Self::Employed => "employed",
            Self::Empowered => "empowered",
        }
    }
}

/// Where a woman stands: at the furthest step she came to, or outside since she left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    At(Step),
    Left(DropOutReason),
}

impl Standing {
    /// The step's code, or `left`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::At(step) => step.as_str(),
            Self::Left(_) => "left",
        }
    }
}

/// By what the women are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathwayBy {
    Center,
    Neighborhood,
    /// Agencies that cover the household; one that several cover stands under each.
    Agency,
    /// Jalali year in which she was enrolled.
    Year,
}

/// Which women are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathwayFilter {
    /// As things stood at the end of this day.
    pub until: NaiveDate,
    /// The Jalali year whose first days of a step are counted apart.
    pub year: Option<i32>,
    pub center_id: Option<Uuid>,
    pub caseworker_id: Option<Uuid>,
    /// Households covered by this agency.
    pub agency_id: Option<Uuid>,
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
    /// The women of one family alone.
    pub family_id: Option<Uuid>,
    pub by: Option<PathwayBy>,
}

/// One woman.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Woman {
    pub(super) member_id: Uuid,
    pub(super) family_id: Uuid,
    pub(super) center_id: Option<Uuid>,
    pub(super) neighborhood_id: Uuid,
    pub(super) coverages: Vec<Uuid>,
    pub(super) standing: Standing,
    pub(super) enrolled_on: Option<NaiveDate>,
    /// First day of each step she came to.
    pub(super) reached: BTreeMap<Step, NaiveDate>,
    /// Lessons, services and jobs: each contact, however many to one woman.
    pub(super) contacts: BTreeMap<Step, i64>,
    /// Day since which she stands where she stands.
    pub(super) since: NaiveDate,
    /// How often she came back.
    pub(super) returns: i64,
}

#[derive(FromRow)]
struct Row {
    member_id: Uuid,
    family_id: Uuid,
    center_id: Option<Uuid>,
    neighborhood_id: Uuid,
    coverages: Vec<Uuid>,
    identified_on: NaiveDate,
    enrolled_on: Option<NaiveDate>,
    last_kind: Option<String>,
    last_reason: Option<String>,
    last_on: Option<NaiveDate>,
    returns: i64,
    assessed_on: Option<NaiveDate>,
    trained_on: Option<NaiveDate>,
    trainings: i64,
    supported_on: Option<NaiveDate>,
    supports: i64,
    employed_on: Option<NaiveDate>,
    jobs: i64,
}

/// What women were taught, given and found, each contact a row: `member_id`, `step`, `happened_on`, `basis`, `code`, `title`. `$1` is the last day that
/// counts, `$2` the kinds that teach, `$3` the kind that is a job, `$4` the forms that teach; of the families of a parameter alone, where one is named, so
/// that the page of one family reads by their index.
pub(super) fn facts(families: Option<&str>) -> String {
    let of = |alias: &str| families.map(|ids| format!(" and {alias}.family_id = any({ids})")).unwrap_or_default();
    let (services, attended) = (of("s"), of("a"));
    format!(
        "select person as member_id, case when s.kind = any($2) then 'training' when s.kind = $3 then 'employed' else 'supported' end as step,
        s.delivered_on as happened_on, 'service' as basis, s.kind as code, null::text as title
   from service_fact s cross join lateral unnest(s.persons) person where not s.struck and s.delivered_on <= $1{services}
 union all
 select a.member_id, 'training', c.held_on, 'activity', c.form, c.title from activity_attendance a join activity c using (activity_id)
  where a.member_id is not null and c.form = any($4) and c.cancelled_on is null and c.held_on <= $1{attended}
 union all
 select person, 'training', t.held_on, 'fund_training', t.topic, f.name
   from fund_training t join fund f using (fund_id) cross join lateral unnest(t.present) person where t.held_on <= $1
 union all
 select n.member_id, 'supported', n.granted_on, 'fund_loan', n.purpose, f.name from fund_loan n join fund f using (fund_id)
  where n.granted_on <= $1"
    )
}

/// The family and those in which its members were enrolled before they came: where what was done for them stands.
pub(super) async fn families_of(pool: &PgPool, family_id: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    let sql = "select $1::uuid union select s.family_id from family_member m join pathway_step s using (member_id) where m.family_id = $1";
    sqlx::query_scalar(sql).bind(family_id).fetch_all(pool).await
}

/// Women: those who head an open household, and those who were ever enrolled. A fact counts from the day of her enrollment on; needs may have been read
/// before.
fn sql(is_of_families: bool) -> String {
    let facts = facts(is_of_families.then_some("$10"));
    format!(
        "with said as (
           select distinct on (member_id) member_id, kind as last_kind, reason as last_reason, happened_on as last_on
             from pathway_step where happened_on <= $1 order by member_id, happened_on desc, position desc),
         begun as (
           select member_id, min(happened_on) filter (where kind = 'enrolled') as enrolled_on, count(*) filter (where kind = 'resumed') as returns
             from pathway_step where happened_on <= $1 group by member_id),
         woman as (
           select m.member_id, m.family_id, f.center_id, f.neighborhood_id, f.coverages, f.identified_on, b.enrolled_on, s.last_kind,
                  s.last_reason, s.last_on, coalesce(b.returns, 0) as returns
             from family_member m join family f on f.family_id = m.family_id
             left join begun b on b.member_id = m.member_id left join said s on s.member_id = m.member_id
            where not m.erased and not f.erased and f.merged_into is null and f.identified_on <= $1
              and (b.enrolled_on is not null
                   or (f.state = 'open' and not m.has_left and m.sex = 'female' and m.member_id = f.head_member_id))
              and ($5::uuid is null or f.center_id = $5) and ($6::uuid is null or f.caseworker_id = $6)
              and ($7::uuid is null or f.coverages @> array[$7::uuid]) and ($8::uuid[] is null or f.neighborhood_id = any($8))
              and ($9::uuid is null or f.family_id = $9)),
         fact as ({facts}),
         came as (
           select w.member_id,
                  min(x.happened_on) filter (where x.step = 'training') as trained_on, count(*) filter (where x.step = 'training') as trainings,
                  min(x.happened_on) filter (where x.step = 'supported') as supported_on, count(*) filter (where x.step = 'supported') as supports,
                  min(x.happened_on) filter (where x.step = 'employed') as employed_on, count(*) filter (where x.step = 'employed') as jobs
             from woman w join fact x on x.member_id = w.member_id and x.happened_on >= w.enrolled_on group by w.member_id)
         select w.*, case when a.first_on <= $1 then a.first_on end as assessed_on, c.trained_on, coalesce(c.trainings, 0) as trainings,
                c.supported_on, coalesce(c.supports, 0) as supports, c.employed_on, coalesce(c.jobs, 0) as jobs
           from woman w left join came c using (member_id) left join pathway_assessment a on a.family_id = w.family_id
          order by w.member_id"
    )
}

/// Every woman whom the filter counts.
pub(super) async fn women(pool: &PgPool, filter: &PathwayFilter) -> Result<Vec<Woman>, sqlx::Error> {
    let families = match filter.family_id {
        None => None,
        Some(id) => Some(families_of(pool, id).await?),
    };
    let sql = sql(families.is_some());
    let query = sqlx::query_as::<_, Row>(&sql)
        .bind(filter.until)
        .bind(TEACHING)
        .bind(JOB)
        .bind(CLASSES)
        .bind(filter.center_id)
        .bind(filter.caseworker_id)
        .bind(filter.agency_id)
        .bind(filter.neighborhoods.as_deref())
        .bind(filter.family_id);
    let rows = match &families {
        None => query.fetch_all(pool).await?,
        Some(ids) => query.bind(ids).fetch_all(pool).await?,
    };
    Ok(rows.into_iter().map(woman).collect())
}

fn woman(row: Row) -> Woman {
    let mut reached = BTreeMap::from([(Step::Identified, row.identified_on)]);
    let mut contacts = BTreeMap::new();
    if let Some(enrolled_on) = row.enrolled_on {
        reached.insert(Step::Enrolled, enrolled_on);
        let came = [
            (Step::Assessed, row.assessed_on),
            (Step::Training, row.trained_on),
            (Step::Supported, row.supported_on),
            (Step::Employed, row.employed_on),
        ];
        reached.extend(came.into_iter().filter_map(|(step, on)| Some((step, on?))));
        contacts = BTreeMap::from([
            (Step::Training, row.trainings),
            (Step::Supported, row.supports),
            (Step::Employed, row.jobs),
        ]);
    }
    let last_on = row.last_on.unwrap_or(row.identified_on);
    if row.last_kind.as_deref() == Some("completed") {
        reached.insert(Step::Empowered, last_on);
    }
    let furthest = reached.last_key_value().map_or((Step::Identified, row.identified_on), |(step, on)| (*step, *on));
    let (standing, since) = match row.last_kind.as_deref() {
        Some("left") => {
            let reason = row.last_reason.as_deref().and_then(|reason| reason.parse().ok());
            (Standing::Left(reason.unwrap_or(DropOutReason::Other)), last_on)
        }
        _ => (Standing::At(furthest.0), furthest.1),
    };
    Woman {
        member_id: row.member_id,
        family_id: row.family_id,
        center_id: row.center_id,
        neighborhood_id: row.neighborhood_id,
        coverages: row.coverages,
        standing,
        enrolled_on: row.enrolled_on,
        reached,
        contacts,
        since,
        returns: row.returns,
    }
}

/// Which number of the report was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Who stands at the step now.
    Standing,
    /// Who ever came to it.
    Reached,
    /// Who came to it in the year of the filter.
    InYear,
}

/// A number of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathwayBehind {
    Step(Step, Of),
    /// Who left, for one reason or any.
    Left(Option<DropOutReason>),
    /// Who came back at least once.
    Returned,
    Everybody,
}

/// A woman behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WomanBehind {
    pub member_id: Uuid,
    pub family_id: Uuid,
    /// A step's code, or `left`.
    pub standing: &'static str,
    pub reason: Option<DropOutReason>,
    pub since: NaiveDate,
}

impl PathwayBehind {
    fn counts(&self, woman: &Woman, filter: &PathwayFilter) -> bool {
        match self {
            Self::Everybody => true,
            Self::Step(step, Of::Standing) => woman.standing == Standing::At(*step),
            Self::Step(step, Of::Reached) => woman.reached.contains_key(step),
            Self::Step(step, Of::InYear) => {
                woman.reached.get(step).is_some_and(|on| Some(hamyar_persian::jalali_year(*on)) == filter.year)
            }
            Self::Left(asked) => {
                matches!(woman.standing, Standing::Left(reason) if asked.is_none_or(|asked| asked == reason))
            }
            Self::Returned => woman.returns > 0,
        }
    }
}

/// The women whom a number counts, of one group where the report was split. In the order of their families' ids.
pub async fn women_behind(
    pool: &PgPool,
    filter: &PathwayFilter,
    behind: &PathwayBehind,
    group: Option<&str>,
) -> Result<Vec<WomanBehind>, sqlx::Error> {
    let mut found: Vec<WomanBehind> = women(pool, filter)
        .await?
        .into_iter()
        .filter(|woman| behind.counts(woman, filter))
        .filter(|woman| group.is_none_or(|group| groups_of(woman, filter.by).iter().any(|key| key == group)))
        .map(|woman| WomanBehind {
            member_id: woman.member_id,
            family_id: woman.family_id,
            standing: woman.standing.as_str(),
            reason: match woman.standing {
                Standing::Left(reason) => Some(reason),
                Standing::At(_) => None,
            },
            since: woman.since,
        })
        .collect();
    found.sort_by_key(|woman| (woman.family_id, woman.member_id));
    Ok(found)
}

/// The keys of the groups in which she stands: ids, or the year of her enrollment; `none` where there is none.
pub(super) fn groups_of(woman: &Woman, by: Option<PathwayBy>) -> Vec<String> {
    let none = || vec!["none".to_owned()];
    match by {
        None => Vec::new(),
        Some(PathwayBy::Center) => woman.center_id.map_or_else(none, |id| vec![id.to_string()]),
        Some(PathwayBy::Neighborhood) => vec![woman.neighborhood_id.to_string()],
        Some(PathwayBy::Agency) if woman.coverages.is_empty() => none(),
        Some(PathwayBy::Agency) => woman.coverages.iter().map(Uuid::to_string).collect(),
        Some(PathwayBy::Year) => {
            woman.enrolled_on.map_or_else(none, |on| vec![hamyar_persian::jalali_year(on).to_string()])
        }
    }
}
