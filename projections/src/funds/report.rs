//! Rows → what the funds of a center, a place or the country did (S110): funds, members taught, trainings, loans and those who got one.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rounding::{Keyed, rounded};
use crate::views::CivilDate;

/// Whose funds, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundFilter {
    pub center_id: Option<Uuid>,
    pub neighborhoods: Option<Vec<Uuid>>,
    /// Names the neighborhoods in the error of rounded counts.
    pub place_id: Option<Uuid>,
    /// First day of what is counted; from the beginning when absent.
    pub from: Option<NaiveDate>,
    /// Last day of it.
    pub until: NaiveDate,
}

/// What funds did in a time. Money and members are as they stand at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FundReport {
    pub from: Option<CivilDate>,
    pub until: CivilDate,
    /// Funds formed by its end.
    pub funds: i64,
    /// Of them closed.
    pub funds_closed: i64,
    /// Trainings held in it.
    pub trainings: i64,
    pub training_hours: i64,
    /// Persons who are members at its end, each once.
    pub members: Option<i64>,
    /// Persons who were taught in it, each once however many trainings.
    pub members_trained: Option<i64>,
    /// Loans paid out in it.
    pub loans: Option<i64>,
    /// Persons who got one, each once.
    pub borrowers: Option<i64>,
    /// Loans for which a group of members answers.
    pub loans_by_group: Option<i64>,
    /// Loans secured on a thing.
    pub loans_on_things: Option<i64>,
    /// Loans in default at its end.
    pub loans_in_default: Option<i64>,
    /// Money is told to nobody who reads counts alone.
    pub contributions_rials: Option<i64>,
    pub lent_rials: Option<i64>,
    pub repaid_rials: Option<i64>,
    pub outstanding_rials: Option<i64>,
    pub balance_rials: Option<i64>,
    /// Counts of persons and loans are rounded, and those below five are not written.
    pub rounded: bool,
    pub position: i64,
}

#[derive(FromRow)]
struct Row {
    funds: i64,
    closed: i64,
    trainings: i64,
    hours: i64,
    members: i64,
    trained: i64,
    loans: i64,
    borrowers: i64,
    by_group: i64,
    in_default: i64,
    contributions: i64,
    lent: i64,
    repaid: i64,
    outstanding: i64,
    balance: i64,
}

/// `$1` center, `$2` neighborhoods, `$3` and `$4` the time.
const SUMS: &str = "with f as (select fund_id, closed_on from fund
       where formed_on <= $4 and ($1::uuid is null or center_id = $1) and ($2::uuid[] is null or neighborhood_id = any($2))),
     t as (select t.* from fund_training t join f using (fund_id) where t.held_on <= $4 and ($3::date is null or t.held_on >= $3)),
     l as (select n.* from fund_loan n join f using (fund_id) where n.granted_on <= $4 and ($3::date is null or n.granted_on >= $3)),
     e as (select e.* from fund_entry e join f using (fund_id) where e.happened_on <= $4),
     d as (select n.lent_rials - (select coalesce(sum(e.change_rials), 0) from e where e.loan_id = n.loan_id and e.kind <> 'loan') as outstanding
             from fund_loan n join f using (fund_id) where n.default_on <= $4)
 select (select count(*) from f) as funds, (select count(*) from f where closed_on <= $4) as closed,
        (select count(*) from t) as trainings, (select coalesce(sum(hours), 0)::bigint from t) as hours,
        (select count(distinct m.member_id) from fund_member m join f using (fund_id)
          where m.joined_on <= $4 and (m.left_on is null or m.left_on > $4)) as members,
        (select count(distinct p) from t, unnest(t.present) p) as trained,
        (select count(*) from l) as loans, (select count(distinct member_id) from l) as borrowers,
        (select count(*) from l where guarantee = 'group') as by_group, (select count(*) from d where outstanding > 0) as in_default,
        (select coalesce(sum(change_rials), 0)::bigint from e where kind = 'contribution' and ($3::date is null or happened_on >= $3)) as contributions,
        (select coalesce(sum(lent_rials), 0)::bigint from l) as lent,
        (select coalesce(sum(change_rials), 0)::bigint from e where kind in ('repayment', 'cover') and ($3::date is null or happened_on >= $3)) as repaid,
        (select coalesce(-sum(change_rials), 0)::bigint from e where kind in ('loan', 'repayment', 'cover')) as outstanding,
        (select coalesce(sum(change_rials), 0)::bigint from e) as balance";

/// The sums; with `keyed`, as a reader of counts alone is told them.
pub async fn fund_report(
    pool: &PgPool,
    filter: &FundFilter,
    keyed: Option<Keyed<'_>>,
) -> Result<FundReport, sqlx::Error> {
    let rows = sqlx::query_as::<_, Row>(SUMS)
        .bind(filter.center_id)
        .bind(&filter.neighborhoods)
        .bind(filter.from)
        .bind(filter.until)
        .fetch_one(pool);
    let (row, position) = futures::try_join!(rows, crate::position(pool, "funds"))?;
    let what = |name: &str| {
        // The end of a time that runs on is not part of what is counted, or every day would have an error of its own to average.
        let from = filter.from.map(|day| day.to_string()).unwrap_or_default();
        let place = filter.place_id.map(|id| id.to_string()).unwrap_or_default();
        format!("funds/{name}/{from}/{place}")
    };
    let persons = |count: i64, name: &str| match keyed {
        Some(keyed) => rounded(count, &what(name), keyed),
        None => Some(count),
    };
    let money = |rials: i64| keyed.is_none().then_some(rials);
    Ok(FundReport {
        from: filter.from.map(Into::into),
        until: filter.until.into(),
        funds: row.funds,
        funds_closed: row.closed,
        trainings: row.trainings,
        training_hours: row.hours,
        members: persons(row.members, "members"),
        members_trained: persons(row.trained, "trained"),
        loans: persons(row.loans, "loans"),
        borrowers: persons(row.borrowers, "borrowers"),
        loans_by_group: persons(row.by_group, "by_group"),
        loans_on_things: persons(row.loans - row.by_group, "on_things"),
        loans_in_default: persons(row.in_default, "in_default"),
        contributions_rials: money(row.contributions),
        lent_rials: money(row.lent),
        repaid_rials: money(row.repaid),
        outstanding_rials: money(row.outstanding),
        balance_rials: money(row.balance),
        rounded: keyed.is_some(),
        position,
    })
}
