//! Rows → facilitators of a place, with their hours and what a reader should look at.

use chrono::{Days, NaiveDate};
use hamyar_events::{EducationLevel, FacilitatorLevel};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::PlanKept;
use super::{BELOW, TRAINED};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// Days from the end of the training until the plan is due (R21, S070).
const PLAN_DAYS: u64 = 10;

/// What a reader should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FacilitatorFlag {
    /// Below a bachelor's degree, or not known to have one (S069).
    BelowBachelor,
    /// Confirmed, and no plan within ten days of the training (S070).
    PlanLate,
    /// Leads or led a class and was at no training of level 2 (S075).
    Untrained,
}

/// A plan handed over.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlanDelivered {
    pub neighborhood: NamedRef,
    pub delivered_on: CivilDate,
}

/// A facilitator.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FacilitatorView {
    pub id: Uuid,
    /// As lists name them.
    pub code: String,
    pub level: Option<FacilitatorLevel>,
    pub place: NamedRef,
    /// Null for who does not see it, and where none was written.
    pub name: Option<String>,
    pub education: Option<EducationLevel>,
    /// Degree and field in words; null for who does not see it.
    pub degree: Option<String>,
    pub organization: Option<String>,
    /// Codes of catalog `facilitator_criterion`.
    pub criteria: Vec<String>,
    pub nominated_on: CivilDate,
    pub confirmed_on: Option<CivilDate>,
    pub exception: Option<String>,
    /// Hours at trainings of facilitators, from attendance (S068).
    pub hours: i64,
    pub trained_until: Option<CivilDate>,
    pub plan_due: Option<CivilDate>,
    pub plans: Vec<PlanDelivered>,
    /// Classes led now; the names are those of the neighborhoods.
    pub classes: Vec<NamedRef>,
    pub flags: Vec<FacilitatorFlag>,
    pub left_on: Option<CivilDate>,
    pub sequence: i64,
}

#[derive(FromRow)]
struct Found {
    facilitator_id: Uuid,
    code: String,
    level: String,
    place_id: Uuid,
    name: Option<String>,
    education: String,
    degree: Option<String>,
    organization: Option<String>,
    criteria: Vec<String>,
    nominated_on: NaiveDate,
    confirmed_on: Option<NaiveDate>,
    exception: Option<String>,
    plans: Json<Vec<PlanKept>>,
    left_on: Option<NaiveDate>,
    sequence: i64,
    hours: i64,
    ended_on: Option<NaiveDate>,
    classes: Vec<Uuid>,
    class_places: Vec<Uuid>,
    ever_led: bool,
}

/// Facilitators for a place and those below it, by level and code; of every place when none is given. Pool: [`read pool`](crate#reading).
pub async fn facilitators(
    pool: &PgPool,
    place_id: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<FacilitatorView>, sqlx::Error> {
    let sql = format!(
        "{BELOW} select f.*, coalesce(t.hours, 0)::bigint as hours, t.ended_on,
                coalesce(c.classes, '{{}}') as classes, coalesce(c.class_places, '{{}}') as class_places,
                e.facilitator_id is not null as ever_led
           from facilitator f
           left join ({TRAINED}) t on t.facilitator_id = f.facilitator_id
           left join (select lead_id, array_agg(workshop_id order by starts_on, workshop_id) as classes,
                             array_agg(neighborhood_id order by starts_on, workshop_id) as class_places
                        from workshop where kind = 'neighborhood_class' group by lead_id) c on c.lead_id = f.facilitator_id
           left join (select distinct l.facilitator_id from workshop w cross join lateral json_to_recordset(w.leads) as l(facilitator_id uuid)
                       where w.kind = 'neighborhood_class') e on e.facilitator_id = f.facilitator_id
          where $1 is null or f.place_id in (select id from below)
          order by f.level, f.code, f.facilitator_id"
    );
    let rows: Vec<Found> = sqlx::query_as(&sql).bind(place_id).fetch_all(pool).await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.place_id).collect();
    ids.extend(rows.iter().flat_map(|row| row.class_places.iter().copied()));
    ids.extend(rows.iter().flat_map(|row| row.plans.iter().map(|plan| plan.neighborhood_id)));
    ids.sort_unstable();
    ids.dedup();
    let names = Names::load(pool, &ids).await?;
    Ok(rows.into_iter().map(|row| view(row, &names, today)).collect())
}

fn view(row: Found, names: &Names, today: NaiveDate) -> FacilitatorView {
    let level: Option<FacilitatorLevel> = row.level.parse().ok();
    let education: Option<EducationLevel> = row.education.parse().ok();
    let is_second = level == Some(FacilitatorLevel::Two);
    let below =
        matches!(education, None | Some(EducationLevel::Unknown | EducationLevel::Diploma | EducationLevel::Student));
    let due = row.ended_on.and_then(|ended| ended.checked_add_days(Days::new(PLAN_DAYS)));
    let first = row.plans.iter().map(|plan| plan.delivered_on).min();
    let late = row.confirmed_on.is_some() && due.is_some_and(|due| first.map_or(today > due, |first| first > due));
    let untrained = is_second && row.hours == 0 && row.ever_led;
    let raised = [
        (is_second && below, FacilitatorFlag::BelowBachelor),
        (is_second && late, FacilitatorFlag::PlanLate),
        (untrained, FacilitatorFlag::Untrained),
    ];
    let classes = row.classes.iter().zip(&row.class_places);
    let plans = row.plans.0.iter().map(|plan| PlanDelivered {
        neighborhood: names.named(plan.neighborhood_id),
        delivered_on: plan.delivered_on.into(),
    });
    FacilitatorView {
        id: row.facilitator_id,
        code: row.code,
        level,
        place: names.named(row.place_id),
        name: row.name,
        education,
        degree: row.degree,
        organization: row.organization,
        criteria: row.criteria,
        nominated_on: row.nominated_on.into(),
        confirmed_on: row.confirmed_on.map(Into::into),
        exception: row.exception,
        hours: row.hours,
        trained_until: row.ended_on.map(Into::into),
        plan_due: due.filter(|_| is_second).map(Into::into),
        plans: plans.collect(),
        classes: classes.map(|(id, place)| NamedRef { id: *id, name: names.named(*place).name }).collect(),
        flags: raised.into_iter().filter(|(raised, _)| *raised).map(|(_, flag)| flag).collect(),
        left_on: row.left_on.map(Into::into),
        sequence: row.sequence,
    }
}
