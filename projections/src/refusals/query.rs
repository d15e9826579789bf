//! Rows → how referrals were answered: how many are late and silent now, and why others came back.

use chrono::NaiveDate;
use hamyar_persian::jalali_year_bounds;
use hamyar_persian::working_days::working_days_between;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rounding::{Keyed, rounded};
use crate::situations::Slice;

/// Working days after its term after which a silence is told further up, as a number.
pub const LONG_SILENT_DAYS: u32 = 10;

/// Whether a commission has been silent so long after its term that it is told further up.
pub fn long_silent(answer_by: NaiveDate, today: NaiveDate) -> bool {
    working_days_between(answer_by, today) > LONG_SILENT_DAYS
}

/// Whose referrals are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswersFilter {
    /// Jalali year in which they were sent, came back, or were declined.
    pub year: i32,
    pub center_id: Option<Uuid>,
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
}

/// How referrals were answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Answers {
    pub year: i32,
    /// Referrals sent in the year.
    pub referrals: Option<i64>,
    /// Referrals that wait for an answer now.
    pub waiting: Option<i64>,
    /// Those of them whose term is over.
    pub late: Option<i64>,
    /// Those of which the commission has not said a word although the term is over.
    pub silent: Option<i64>,
    /// Those that have been silent for more than ten working days after the term.
    pub long_silent: Option<i64>,
    /// Why referrals came back in the year, by code; `unsaid` from before codes were asked for.
    pub returned: Vec<Slice>,
    pub declined: Vec<Slice>,
    /// Why tasks were not taken in the year.
    pub tasks_declined: Vec<Slice>,
    /// Counts are rounded, and those below five are not written.
    pub rounded: bool,
    pub position: i64,
}

#[derive(FromRow)]
struct Open {
    answer_by: Option<NaiveDate>,
    reception: String,
}

const OF: &str = "($1::uuid is null or f.center_id = $1) and ($2::uuid[] is null or f.neighborhood_id = any($2))";

/// The report, exact.
pub async fn answers(pool: &PgPool, filter: &AnswersFilter, today: NaiveDate) -> Result<Answers, sqlx::Error> {
    let (first, last) = jalali_year_bounds(filter.year).unwrap_or((NaiveDate::MAX, NaiveDate::MIN));
    let sent = format!(
        "select count(*) from referral r join family f using (family_id) where {OF} and r.referred_on between $3 and $4"
    );
    let sent = sqlx::query_scalar::<_, i64>(&sent)
        .bind(filter.center_id)
        .bind(filter.neighborhoods.as_deref())
        .bind(first)
        .bind(last)
        .fetch_one(pool);
    let open = format!(
        "select r.answer_by, r.reception from referral r join family f using (family_id) where {OF} and r.state = 'open'"
    );
    let open =
        sqlx::query_as::<_, Open>(&open).bind(filter.center_id).bind(filter.neighborhoods.as_deref()).fetch_all(pool);
    let refused = format!(
        "select r.kind, coalesce(r.code, 'unsaid'), count(*) from refused r join family f using (family_id)
          where {OF} and r.refused_on between $3 and $4 group by 1, 2 order by 3 desc, 2"
    );
    let refused = sqlx::query_as::<_, (String, String, i64)>(&refused)
        .bind(filter.center_id)
        .bind(filter.neighborhoods.as_deref())
        .bind(first)
        .bind(last)
        .fetch_all(pool);
    let (sent, open, refused, position) = futures::try_join!(sent, open, refused, crate::position(pool, "refusals"))?;
    let of = |kind: &str| {
        let parts = refused.iter().filter(|(found, ..)| found == kind);
        parts.map(|(_, part, count)| Slice { part: part.clone(), count: Some(*count) }).collect()
    };
    let count = |holds: &dyn Fn(&Open) -> bool| {
        Some(i64::try_from(open.iter().filter(|one| holds(one)).count()).unwrap_or(i64::MAX))
    };
    let is_late = |one: &Open| one.answer_by.is_some_and(|by| by < today);
    let is_silent = |one: &Open| is_late(one) && one.reception == "waiting";
    Ok(Answers {
        year: filter.year,
        referrals: Some(sent),
        waiting: count(&|_| true),
        late: count(&is_late),
        silent: count(&is_silent),
        long_silent: count(&|one| is_silent(one) && one.answer_by.is_some_and(|by| long_silent(by, today))),
        returned: of("referral_returned"),
        declined: of("referral_declined"),
        tasks_declined: of("task_declined"),
        rounded: false,
        position,
    })
}

/// The report as a reader of counts alone is shown it.
pub async fn answers_rounded(
    pool: &PgPool,
    filter: &AnswersFilter,
    today: NaiveDate,
    keyed: Keyed<'_>,
) -> Result<Answers, sqlx::Error> {
    let mut report = answers(pool, filter, today).await?;
    let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
    let show = |count: &mut Option<i64>, what: &str| {
        *count = count.and_then(|count| rounded(count, &format!("answers {place} {what}"), keyed));
    };
    show(&mut report.referrals, &format!("referrals {}", filter.year));
    show(&mut report.waiting, "waiting");
    show(&mut report.late, "late");
    show(&mut report.silent, "silent");
    show(&mut report.long_silent, "long_silent");
    let kinds = [
        ("returned", &mut report.returned),
        ("declined", &mut report.declined),
        ("tasks_declined", &mut report.tasks_declined),
    ];
    for (kind, slices) in kinds {
        for slice in slices.iter_mut() {
            let what = format!("{kind} {} {}", slice.part, filter.year);
            show(&mut slice.count, &what);
        }
        slices.retain(|slice| slice.count.is_some());
        // The order of exact counts would tell more than rounded ones do.
        slices.sort_by(|left, right| left.part.cmp(&right.part));
    }
    report.rounded = true;
    Ok(report)
}
