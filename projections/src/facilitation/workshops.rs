//! Rows → trainings and classes, in lists and one whole.

use chrono::NaiveDate;
use hamyar_events::{Assessor, FindingKind, MaterialKind, MaterialState, Sex, WorkshopKind};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::{FindingKept, LeadKept, MaterialKept, PresentKept};
use super::{BELOW, TRAINED};
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};

/// What a reader should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkshopFlag {
    /// Nobody answers for it.
    NoLead,
    /// Who answers for it was at no training of level 2 (S075).
    UntrainedLead,
    /// It has not begun, and not everything it needs is there.
    MaterialsLacking,
}

/// Who answers or answered for a workshop.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LeadView {
    pub facilitator_id: Uuid,
    pub code: String,
    /// Was at no training of level 2; a facilitator of level 1 needs none.
    pub untrained: bool,
    pub on: CivilDate,
    pub reason: Option<String>,
    pub source: Option<String>,
}

/// Women and men among those who came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct SexCounts {
    /// Null where the count is too small for the reader.
    pub female: Option<i64>,
    pub male: Option<i64>,
    pub unknown: Option<i64>,
}

/// One thing on the checklist of what a workshop needs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MaterialView {
    pub id: Uuid,
    pub kind: Option<MaterialKind>,
    /// What it is, where the kind does not say it; a detail otherwise.
    pub title: Option<String>,
    pub state: Option<MaterialState>,
    /// What is missing of it, or why it is not needed.
    pub note: Option<String>,
    pub marked_on: Option<CivilDate>,
}

/// A workshop in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WorkshopCard {
    pub id: Uuid,
    pub kind: Option<WorkshopKind>,
    pub title: String,
    pub place: NamedRef,
    pub neighborhood: Option<NamedRef>,
    /// Who answers for it now.
    pub lead: Option<LeadView>,
    pub audience: Option<String>,
    pub risk_title: Option<String>,
    pub starts_on: CivilDate,
    pub ended_on: Option<CivilDate>,
    pub planned_hours: i32,
    pub planned_persons: Option<i32>,
    pub sittings: i64,
    /// Hours that sittings lasted.
    pub hours: i64,
    pub registered: i64,
    /// Those who were at a sitting at least.
    pub participants: i64,
    pub person_hours: i64,
    pub by_sex: SexCounts,
    /// Things that it needs: those of its checklist, without what turned out to be not needed.
    pub materials: i64,
    /// Of them, what is not there yet; empty once it has begun.
    pub lacking: Vec<MaterialView>,
    pub flags: Vec<WorkshopFlag>,
    pub sequence: i64,
}

/// Somebody registered, by number.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TraineeView {
    pub id: Uuid,
    pub number: i32,
    /// In a training of facilitators: which one, by code.
    pub facilitator: Option<NamedRef>,
    pub sex: Option<Sex>,
    pub hours: i64,
    pub before: Option<i32>,
    pub after: Option<i32>,
}

/// One sitting.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SittingView {
    pub id: Uuid,
    pub held_on: CivilDate,
    pub hours: i32,
    pub topic: Option<String>,
    /// Ids of those who were there.
    pub present: Vec<Uuid>,
    /// The same with the hours each was there.
    pub attendance: Vec<Attended>,
    pub persons: i64,
    pub person_hours: i64,
}

/// Somebody who was at a sitting.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Attended {
    pub trainee_id: Uuid,
    pub hours: i32,
}

/// A strength or a weakness.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Finding {
    pub phase: u8,
    pub assessors: Vec<Assessor>,
    pub kind: Option<FindingKind>,
    pub text: String,
    pub on: CivilDate,
}

/// What the tests say of those who made both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkshopTests {
    pub both: i64,
    pub improved: i64,
}

/// One workshop, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WorkshopView {
    #[serde(flatten)]
    pub card: WorkshopCard,
    /// Everybody who answered for it, the first first.
    pub leads: Vec<LeadView>,
    pub trainees: Vec<TraineeView>,
    pub held: Vec<SittingView>,
    pub tests: WorkshopTests,
    pub findings: Vec<Finding>,
    /// Everything on its checklist.
    pub checklist: Vec<MaterialView>,
    pub position: i64,
}

/// Which workshops a list holds; what is given is joined by *and*.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkshopFilter {
    /// Below or in one of these places or neighborhoods; everywhere when none.
    pub own: Option<Vec<Uuid>>,
    pub place_id: Option<Uuid>,
    pub neighborhood_id: Option<Uuid>,
    pub id: Option<Uuid>,
}

#[derive(FromRow)]
struct Found {
    workshop_id: Uuid,
    kind: String,
    title: String,
    place_id: Uuid,
    neighborhood_id: Option<Uuid>,
    audience: Option<String>,
    risk_title: Option<String>,
    planned_hours: i32,
    planned_persons: Option<i32>,
    starts_on: NaiveDate,
    leads: Json<Vec<LeadKept>>,
    findings: Json<Vec<FindingKept>>,
    materials: Json<Vec<MaterialKept>>,
    sequence: i64,
    sittings: i64,
    hours: i64,
    ended_on: Option<NaiveDate>,
    registered: i64,
    participants: i64,
    person_hours: i64,
    female: i64,
    male: i64,
    unknown: i64,
    total: i64,
}

struct Known {
    code: String,
    needs_training: bool,
}

async fn found(
    pool: &PgPool,
    filter: &WorkshopFilter,
    (offset, limit): (i64, Option<i64>),
) -> Result<(Vec<Found>, Names, HashMap<Uuid, Known>), sqlx::Error> {
    let sql = format!(
        "{BELOW}, own as materialized (
           select o.id from unnest($6::uuid[]) as o(id) union select p.place_id from place p join own o on p.parent_id = o.id),
         own_neighborhood as materialized (select n from unnest($6::uuid[]) as o(id) cross join lateral neighborhoods_of(o.id) as f(n)),
         picked as materialized (
           select w.*, count(*) over () as total from workshop w
            where ($1 is null or w.place_id in (select id from below))
              and ($2::uuid is null or w.neighborhood_id = $2) and ($3::uuid is null or w.workshop_id = $3)
              and ($6 is null or w.place_id in (select id from own) or w.neighborhood_id in (select n from own_neighborhood))
            order by w.kind, w.starts_on, w.title, w.workshop_id offset $4 limit $5),
         sitting as materialized (select s.* from workshop_sitting s where s.workshop_id in (select workshop_id from picked)),
         trainee as materialized (select t.* from workshop_trainee t where t.workshop_id in (select workshop_id from picked))
         select w.*, coalesce(s.sittings, 0) as sittings, coalesce(s.hours, 0)::bigint as hours, s.ended_on,
                coalesce(t.registered, 0) as registered, coalesce(p.participants, 0) as participants,
                coalesce(p.person_hours, 0)::bigint as person_hours, coalesce(p.female, 0) as female, coalesce(p.male, 0) as male,
                coalesce(p.unknown, 0) as unknown
           from picked w
           left join (select workshop_id, count(*) as sittings, sum(hours) as hours, max(held_on) as ended_on
                        from sitting group by workshop_id) s on s.workshop_id = w.workshop_id
           left join (select workshop_id, count(*) as registered from trainee group by workshop_id) t on t.workshop_id = w.workshop_id
           left join (select workshop_id, count(*) as participants, sum(hours) as person_hours, count(*) filter (where sex = 'female') as female,
                             count(*) filter (where sex = 'male') as male, count(*) filter (where sex is null) as unknown
                        from (select s.workshop_id, p.trainee_id, t.sex, sum(p.hours) as hours
                                from sitting s cross join lateral json_to_recordset(s.present) as p(trainee_id uuid, hours integer)
                                left join trainee t on t.trainee_id = p.trainee_id
                               group by s.workshop_id, p.trainee_id, t.sex) each
                       group by workshop_id) p on p.workshop_id = w.workshop_id
          order by w.kind, w.starts_on, w.title, w.workshop_id"
    );
    let rows: Vec<Found> = sqlx::query_as(&sql)
        .bind(filter.place_id)
        .bind(filter.neighborhood_id)
        .bind(filter.id)
        .bind(offset)
        .bind(limit)
        .bind(&filter.own)
        .fetch_all(pool)
        .await?;
    let leads: Vec<Uuid> = rows.iter().flat_map(|row| row.leads.iter().map(|lead| lead.facilitator_id)).collect();
    let known = codes(pool, &leads).await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.place_id).collect();
    ids.extend(rows.iter().filter_map(|row| row.neighborhood_id));
    let names = Names::load(pool, &ids).await?;
    Ok((rows, names, known))
}

/// Codes of facilitators, and whether each leads without the training that level 2 needs.
async fn codes(pool: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, Known>, sqlx::Error> {
    let sql = format!(
        "select f.facilitator_id, f.code, f.level = 'level_2' and coalesce(t.hours, 0) = 0 as untrained
           from facilitator f
           left join (select * from ({TRAINED}) all_of_them where all_of_them.facilitator_id = any($1)) t on t.facilitator_id = f.facilitator_id
          where f.facilitator_id = any($1)"
    );
    let rows: Vec<(Uuid, String, bool)> = sqlx::query_as(&sql).bind(ids).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(id, code, needs_training)| (id, Known { code, needs_training })).collect())
}

fn lead(kept: &LeadKept, known: &HashMap<Uuid, Known>) -> LeadView {
    let known = known.get(&kept.facilitator_id);
    LeadView {
        facilitator_id: kept.facilitator_id,
        code: known.map_or_else(String::new, |one| one.code.clone()),
        untrained: known.is_none_or(|one| one.needs_training),
        on: kept.on.into(),
        reason: kept.reason.clone(),
        source: kept.source.clone(),
    }
}

fn material(kept: &MaterialKept) -> MaterialView {
    MaterialView {
        id: kept.material_id,
        kind: kept.kind.parse().ok(),
        title: kept.title.clone(),
        state: kept.state.parse().ok(),
        note: kept.note.clone(),
        marked_on: kept.marked_on.map(Into::into),
    }
}

fn card(row: &Found, names: &Names, known: &HashMap<Uuid, Known>) -> WorkshopCard {
    let kind: Option<WorkshopKind> = row.kind.parse().ok();
    let now = row.leads.last().map(|kept| lead(kept, known));
    let is_class = kind == Some(WorkshopKind::NeighborhoodClass);
    let checklist: Vec<MaterialView> = row.materials.iter().map(material).collect();
    let of = |states: &[MaterialState]| {
        let found = checklist.iter().filter(|one| one.state.is_some_and(|state| states.contains(&state)));
        found.cloned().collect::<Vec<_>>()
    };
    let lacking = if row.sittings == 0 { of(&[MaterialState::Needed, MaterialState::Missing]) } else { Vec::new() };
    let needed = of(&[MaterialState::Needed, MaterialState::Missing, MaterialState::Ready]).len();
    let raised = [
        (!lacking.is_empty(), WorkshopFlag::MaterialsLacking),
        (now.is_none(), WorkshopFlag::NoLead),
        (is_class && now.as_ref().is_some_and(|lead| lead.untrained), WorkshopFlag::UntrainedLead),
    ];
    WorkshopCard {
        id: row.workshop_id,
        kind,
        title: row.title.clone(),
        place: names.named(row.place_id),
        neighborhood: row.neighborhood_id.map(|id| names.named(id)),
        lead: now,
        audience: row.audience.clone(),
        risk_title: row.risk_title.clone(),
        starts_on: row.starts_on.into(),
        ended_on: row.ended_on.map(Into::into),
        planned_hours: row.planned_hours,
        planned_persons: row.planned_persons,
        sittings: row.sittings,
        hours: row.hours,
        registered: row.registered,
        participants: row.participants,
        person_hours: row.person_hours,
        by_sex: SexCounts { female: Some(row.female), male: Some(row.male), unknown: Some(row.unknown) },
        materials: i64::try_from(needed).unwrap_or(i64::MAX),
        lacking,
        flags: raised.into_iter().filter(|(raised, _)| *raised).map(|(_, flag)| flag).collect(),
        sequence: row.sequence,
    }
}

/// Trainings and classes, by kind and day. Pool: [`read pool`](crate#reading).
pub async fn workshops(pool: &PgPool, filter: &WorkshopFilter) -> Result<Vec<WorkshopCard>, sqlx::Error> {
    let (rows, names, known) = found(pool, filter, (0, None)).await?;
    Ok(rows.iter().map(|row| card(row, &names, &known)).collect())
}

/// A page of them, and how many there are. Pool: [`read pool`](crate#reading).
pub async fn workshops_page(
    pool: &PgPool,
    filter: &WorkshopFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<WorkshopCard>, i64), sqlx::Error> {
    let (rows, names, known) = found(pool, filter, (offset, Some(limit))).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows.iter().map(|row| card(row, &names, &known)).collect(), total))
}

#[derive(FromRow)]
struct TraineeFound {
    trainee_id: Uuid,
    number: i32,
    facilitator_id: Option<Uuid>,
    code: Option<String>,
    sex: Option<String>,
    before: Option<i32>,
    after: Option<i32>,
}

#[derive(FromRow)]
struct SittingFound {
    sitting_id: Uuid,
    held_on: NaiveDate,
    hours: i32,
    topic: Option<String>,
    present: Json<Vec<PresentKept>>,
}

/// One workshop.
pub async fn workshop(pool: &PgPool, id: Uuid) -> Result<Option<WorkshopView>, sqlx::Error> {
    let filter = WorkshopFilter { id: Some(id), ..WorkshopFilter::default() };
    let (rows, names, known) = found(pool, &filter, (0, None)).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let trainees = sqlx::query_as::<_, TraineeFound>(
        "select t.trainee_id, t.number, t.facilitator_id, f.code, t.sex, t.before, t.after from workshop_trainee t
           left join facilitator f on f.facilitator_id = t.facilitator_id where t.workshop_id = $1 order by t.number",
    )
    .bind(id);
    let sittings = sqlx::query_as::<_, SittingFound>(
        "select sitting_id, held_on, hours, topic, present from workshop_sitting where workshop_id = $1 order by held_on, sitting_id",
    )
    .bind(id);
    let (trainees, sittings, position) =
        futures::try_join!(trainees.fetch_all(pool), sittings.fetch_all(pool), crate::position(pool, "facilitation"))?;
    let mut hours: HashMap<Uuid, i64> = HashMap::new();
    for who in sittings.iter().flat_map(|sitting| sitting.present.iter()) {
        *hours.entry(who.trainee_id).or_default() += i64::from(who.hours);
    }
    let both = || trainees.iter().filter_map(|one| one.before.zip(one.after));
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let tests = WorkshopTests {
        both: count(both().count()),
        improved: count(both().filter(|(before, after)| after > before).count()),
    };
    let trainees = trainees.iter().map(|one| TraineeView {
        id: one.trainee_id,
        number: one.number,
        facilitator: one.facilitator_id.map(|id| NamedRef { id, name: one.code.clone() }),
        sex: one.sex.as_deref().and_then(|word| word.parse().ok()),
        hours: hours.get(&one.trainee_id).copied().unwrap_or(0),
        before: one.before,
        after: one.after,
    });
    let held = sittings.into_iter().map(|one| SittingView {
        id: one.sitting_id,
        held_on: one.held_on.into(),
        hours: one.hours,
        topic: one.topic,
        present: one.present.iter().map(|who| who.trainee_id).collect(),
        attendance: one.present.iter().map(|who| Attended { trainee_id: who.trainee_id, hours: who.hours }).collect(),
        persons: count(one.present.len()),
        person_hours: one.present.iter().map(|who| i64::from(who.hours)).sum(),
    });
    let findings = row.findings.iter().map(|one| Finding {
        phase: one.phase,
        assessors: one.assessors.iter().filter_map(|word| word.parse().ok()).collect(),
        kind: one.kind.parse().ok(),
        text: one.text.clone(),
        on: one.on.into(),
    });
    Ok(Some(WorkshopView {
        card: card(&row, &names, &known),
        leads: row.leads.iter().map(|kept| lead(kept, &known)).collect(),
        trainees: trainees.collect(),
        held: held.collect(),
        tests,
        findings: findings.collect(),
        checklist: row.materials.iter().map(material).collect(),
        position,
    }))
}
