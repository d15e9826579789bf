//! Rows → what a tried rule is put to, one family at a time, and what surrounds the families that would move.

use chrono::NaiveDate;
use futures::TryStreamExt;
use hamyar_events::HouseholdType;
use sqlx::{FromRow, PgConnection, PgPool};
use uuid::Uuid;

use super::readings::Places;

/// Which families are gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Of this center; of all, when absent.
    pub center_id: Option<Uuid>,
    /// The first so many in the order of their ids; all, when absent.
    pub first: Option<i64>,
}

/// A family whose tier now stands on readings.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TieredNow {
    pub family_id: Uuid,
    pub moment: String,
    pub tier: String,
    pub by_hand: bool,
    pub set_id: Uuid,
    pub set_version: i32,
    pub readings: String,
    pub center_id: Option<Uuid>,
    pub caseworker_id: Option<Uuid>,
}

/// A cycle of a year with the tiers it is compared by.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct TieredTwice {
    pub family_id: Uuid,
    pub household_type: String,
    pub before: String,
    pub before_by_hand: Option<bool>,
    /// Absent where the baseline tier stood on no computation.
    pub before_readings: Option<String>,
    pub after: Option<String>,
    pub after_by_hand: Option<bool>,
    pub after_readings: Option<String>,
}

impl TieredTwice {
    /// The kind of household, as the comparison divides.
    pub fn household(&self) -> HouseholdType {
        self.household_type.parse().unwrap_or(HouseholdType::Unknown)
    }
}

/// Where the readings of each code stand.
pub async fn codes(pool: &PgPool) -> Result<Places, sqlx::Error> {
    codes_of(&mut *pool.acquire().await?).await
}

pub(super) async fn codes_of(connection: &mut PgConnection) -> Result<Places, sqlx::Error> {
    let rows: Vec<(String, i32)> = sqlx::query_as("select code, place from tiering_code").fetch_all(connection).await?;
    Ok(Places::from_rows(rows))
}

/// Every open family whose tier stands on readings, one by one.
pub async fn each_now(pool: &PgPool, scope: Scope, mut take: impl FnMut(TieredNow)) -> Result<(), sqlx::Error> {
    let mut rows = sqlx::query_as::<_, TieredNow>(
        "select t.family_id, t.moment, t.tier, t.by_hand, t.set_id, t.set_version, t.readings, f.center_id, f.caseworker_id
           from tiering t join family f using (family_id)
          where t.is_now and f.state = 'open' and ($1::uuid is null or f.center_id = $1) order by t.family_id limit $2",
    )
    .bind(scope.center_id)
    .bind(scope.first)
    .fetch(pool);
    while let Some(row) = rows.try_next().await? {
        take(row);
    }
    Ok(())
}

/// Every cycle of a Jalali year, one by one.
pub async fn each_of_year(
    pool: &PgPool,
    year: i32,
    scope: Scope,
    mut take: impl FnMut(TieredTwice),
) -> Result<(), sqlx::Error> {
    let mut rows = sqlx::query_as::<_, TieredTwice>(
        "select c.family_id, c.household_type, c.baseline_tier as before, b.by_hand as before_by_hand, b.readings as before_readings,
                c.final_tier as after, l.by_hand as after_by_hand, l.readings as after_readings
           from family_cycle c
           left join tiering b on b.family_id = c.family_id and b.cycle = c.cycle and b.moment = 'baseline' and not b.is_now
           left join tiering l on l.family_id = c.family_id and l.cycle = c.cycle and l.moment = 'final' and not l.is_now
          where c.year = $1 and c.to_position is null and ($2::uuid is null or c.center_id = $2) order by c.family_id limit $3",
    )
    .bind(year)
    .bind(scope.center_id)
    .bind(scope.first)
    .fetch(pool);
    while let Some(row) = rows.try_next().await? {
        take(row);
    }
    Ok(())
}

/// What a center has to hold families with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct CenterWork {
    pub center_id: Uuid,
    /// Accredited caseworkers who are in the program.
    pub caseworkers: i64,
}

/// Caseworkers of each center, or of one.
pub async fn center_work(pool: &PgPool, center_id: Option<Uuid>) -> Result<Vec<CenterWork>, sqlx::Error> {
    sqlx::query_as(
        "select center_id, count(*) as caseworkers from caseworker
          where accredited_on is not null and left_on is null and ($1::uuid is null or center_id = $1) group by center_id",
    )
    .bind(center_id)
    .fetch_all(pool)
    .await
}

/// A commission's decision on a family.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Decided {
    pub family_id: Uuid,
    pub referral_id: Uuid,
    pub commission_id: Uuid,
    pub decided_on: NaiveDate,
}

/// Decisions of commissions on any of these families, the latest first.
pub async fn decisions(pool: &PgPool, family_ids: &[Uuid]) -> Result<Vec<Decided>, sqlx::Error> {
    sqlx::query_as(
        "select a.family_id, a.referral_id, a.commission_id, s.held_on as decided_on
           from agenda_case a join commission_session s using (session_id)
          where a.state = 'decided' and a.family_id = any($1) order by s.held_on desc, a.case_id",
    )
    .bind(family_ids)
    .fetch_all(pool)
    .await
}
