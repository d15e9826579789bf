//! Work written down at the end of a month.

use chrono::NaiveDate;
use hamyar_persian::JalaliDate;
use hamyar_persian::jalali::days_in_month;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use super::{FOUND_MAX, Window};
use crate::audit::query::actor_ref;
use crate::views::{ActorRef, CivilDate};

/// A person who wrote most of a month's work at its end.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Burst {
    pub actor: ActorRef,
    /// First day of the Jalali month.
    pub month: CivilDate,
    /// Days at the end of the month that were counted, from this one on.
    pub end_from: CivilDate,
    pub end_to: CivilDate,
    /// Visits, services and calendar entries recorded on those days.
    pub at_end: i64,
    /// The same in the whole month.
    pub in_month: i64,
}

/// People who recorded at least `min` visits, services and calendar entries in a Jalali month that is over and lies in the window, and at least
/// `percent` of them on its last `days` days.
pub async fn bursts(
    pool: &PgPool,
    window: Window,
    days: u64,
    percent: i64,
    min: i64,
) -> Result<Vec<Burst>, sqlx::Error> {
    let months = months_within(window.from, window.to);
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for (first, last) in months {
        starts.push(first);
        ends.push(last);
    }
    type Row = (String, NaiveDate, NaiveDate, NaiveDate, i64, i64);
    let sql = format!(
        "select t.actor, m.first_day, m.last_day - $3::integer + 1, m.last_day, count(*) filter (where t.recorded_on > m.last_day - $3::integer), count(*)
           from unnest($1::date[], $2::date[]) as m(first_day, last_day)
           join trail_day d on d.recorded_on between m.first_day and m.last_day
           join trail t on t.position between d.first_position and d.last_position
          where t.event_type in ('visit_recorded', 'service_delivered', 'calendar_entry_done') and t.actor like 'user:%'
          group by t.actor, m.first_day, m.last_day
         having count(*) >= $4 and count(*) filter (where t.recorded_on > m.last_day - $3::integer) * 100 >= $5 * count(*)
          order by 5 desc, t.actor limit {FOUND_MAX}"
    );
    let rows: Vec<Row> = sqlx::query_as(&sql)
        .persistent(false)
        .bind(starts)
        .bind(ends)
        .bind(i32::try_from(days).unwrap_or(3))
        .bind(min)
        .bind(percent)
        .fetch_all(pool)
        .await?;
    let found = rows.into_iter().map(|(actor, month, end_from, end_to, at_end, in_month)| Burst {
        actor: actor_ref(&actor),
        month: month.into(),
        end_from: end_from.into(),
        end_to: end_to.into(),
        at_end,
        in_month,
    });
    Ok(found.collect())
}

/// First and last day of each Jalali month whose last day lies in the span.
fn months_within(from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut months = Vec::new();
    let mut at = JalaliDate::from(from);
    loop {
        let last_day = days_in_month(at.year(), at.month());
        let (Ok(first), Ok(last)) =
            (JalaliDate::new(at.year(), at.month(), 1), JalaliDate::new(at.year(), at.month(), last_day))
        else {
            break;
        };
        let (first, last) = (NaiveDate::from(first), NaiveDate::from(last));
        if last > to {
            break;
        }
        months.push((first, last));
        let Some(next) = last.succ_opt() else { break };
        at = JalaliDate::from(next);
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_are_over_are_counted_by_the_jalali_calendar() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        // 1405-08-30 is the last day of Aban 1405; Azar ends on 2026-12-21.
        let months = months_within(day("2026-11-01"), day("2026-12-01"));
        assert_eq!(months, vec![(day("2026-10-23"), day("2026-11-21"))]);
        let year_end = months_within(day("2026-03-10"), day("2026-03-20"));
        assert_eq!(year_end.len(), 1);
        assert_eq!(JalaliDate::from(year_end[0].1).month(), 12);
    }
}
