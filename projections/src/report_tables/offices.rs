//! What the offices in reach do, one table over all of them: the work plan, needs profiles, evaluations, groups; and the obstacles of councils.

use chrono::NaiveDate;
use hamyar_events::{ApprovalBody, ApprovalOutcome, GroupStage};
use sqlx::{FromRow, PgPool};
use std::collections::BTreeSet;
use uuid::Uuid;

use super::words::word;
use super::{ColumnKind, ReportCell, ReportTable, work_state};
use crate::offices::{self, NeedsProfileState, OfficeFilter, OfficeView};
use crate::views::Title;

/// Offices read at once.
const OFFICES_MAX: i64 = 500;

/// Obstacles at most.
pub const OBSTACLES_MAX: i64 = 2000;

/// The offices of a filter, whole, and the neighborhoods that a row may speak of.
struct Views {
    offices: Vec<OfficeView>,
    /// Where the filter names a place: an office may serve neighborhoods on both sides of its border.
    within: Option<BTreeSet<Uuid>>,
    position: i64,
}

impl Views {
    async fn read(pool: &PgPool, filter: &OfficeFilter, today: NaiveDate) -> Result<Self, sqlx::Error> {
        let position = crate::position(pool, "offices").await?;
        let mut cards = Vec::new();
        loop {
            let offset = i64::try_from(cards.len()).unwrap_or(i64::MAX);
            let (more, _) = offices::offices(pool, filter, today, offset, OFFICES_MAX).await?;
            if more.is_empty() {
                break;
            }
            cards.extend(more);
        }
        let within = match filter.within {
            Some(place) => {
                let inside = sqlx::query_scalar::<_, Uuid>("select n from neighborhoods_of($1)").bind(place);
                Some(inside.fetch_all(pool).await?.into_iter().collect())
            }
            None => None,
        };
        let mut offices = Vec::new();
        for card in cards {
            offices.extend(offices::office(pool, card.id, today).await?);
        }
        Ok(Self { offices, within, position })
    }

    fn holds(&self, neighborhood: Uuid) -> bool {
        self.within.as_ref().is_none_or(|within| within.contains(&neighborhood))
    }
}

/// A phase, step and task of the work plan, as `read_office_program` prints it.
#[derive(Clone, Debug)]
pub struct PlannedTask {
    /// `1`, `2.1`, … `3`.
    pub step: &'static str,
    pub step_title: Title,
    pub code: &'static str,
    pub text: &'static str,
}

/// The tasks of the work plan in every neighborhood that an office serves now, with their state (P29, S099). Those not begun are told as such. Pool:
/// [`read pool`](crate#reading).
pub async fn office_work(
    pool: &PgPool,
    filter: &OfficeFilter,
    plan: &[PlannedTask],
    today: NaiveDate,
) -> Result<ReportTable, sqlx::Error> {
    let views = Views::read(pool, filter, today).await?;
    let mut rows = Vec::new();
    for office in &views.offices {
        let now = office.file.served.iter().filter(|one| one.until.is_none());
        for served in now.filter(|one| views.holds(one.neighborhood.id)) {
            for task in plan {
                let found = office
                    .file
                    .tasks
                    .iter()
                    .find(|one| one.task == task.code && one.neighborhood_id == served.neighborhood.id);
                rows.push(vec![
                    ReportCell::text(&office.card.name),
                    ReportCell::maybe(served.neighborhood.name.clone()),
                    ReportCell::text(task.step.split('.').next().unwrap_or(task.step)),
                    ReportCell::title(task.step_title.clone()),
                    ReportCell::text(task.text),
                    ReportCell::title(work_state(found.map_or("not_begun", |one| one.state.as_str()))),
                    found.map_or_else(ReportCell::default, |one| ReportCell::day(one.on.clone())),
                ]);
            }
        }
    }
    let columns = [
        ("office", "دفتر", "Office", ColumnKind::Text),
        ("neighborhood", "محله", "Neighborhood", ColumnKind::Text),
        ("phase", "گام", "Phase", ColumnKind::Text),
        ("step", "مرحله", "Step", ColumnKind::Text),
        ("task", "کار", "Task", ColumnKind::Text),
        ("state", "وضع", "State", ColumnKind::Text),
        ("on", "روز", "Day", ColumnKind::Day),
    ];
    Ok(ReportTable::new("office-work-plan", &columns, rows, views.position))
}

fn profile_state(state: NeedsProfileState) -> Title {
    match state {
        NeedsProfileState::Drafted => Title::new("پیش کمیتهٔ راهبردی", "before the strategic committee"),
        NeedsProfileState::Returned => Title::new("برگشت‌خورده", "returned"),
        NeedsProfileState::InHeadquarters => Title::new("پیش ستاد استان", "before the provincial headquarters"),
        NeedsProfileState::Approved => Title::new("تأیید‌شده", "approved"),
        NeedsProfileState::Notified => Title::new("ابلاغ‌شده", "notified"),
    }
}

/// Needs profiles with the days of both approvals and of notifying agencies (P30, S100). Pool: [`read pool`](crate#reading).
pub async fn needs_profiles(
    pool: &PgPool,
    filter: &OfficeFilter,
    today: NaiveDate,
) -> Result<ReportTable, sqlx::Error> {
    let views = Views::read(pool, filter, today).await?;
    let mut rows = Vec::new();
    for office in &views.offices {
        for profile in office.file.profiles.iter().filter(|one| views.holds(one.neighborhood.id)) {
            let approved = |body: ApprovalBody| {
                let said = profile.judgements.iter().rev().find(|one| {
                    one.version == profile.version && one.body == body && one.outcome == ApprovalOutcome::Approved
                });
                said.map_or_else(ReportCell::default, |one| ReportCell::day(one.on.clone()))
            };
            let agencies: Vec<&str> = profile.notified.iter().filter_map(|one| one.name.as_deref()).collect();
            rows.push(vec![
                ReportCell::maybe(profile.neighborhood.name.clone()),
                ReportCell::text(&office.card.name),
                ReportCell::count(profile.version.into()),
                ReportCell::title(profile_state(profile.state)),
                ReportCell::day(profile.drafted_on.clone()),
                approved(ApprovalBody::Committee),
                approved(ApprovalBody::Headquarters),
                profile.notified_on.clone().map_or_else(ReportCell::default, ReportCell::day),
                ReportCell::text(agencies.join("، ")),
            ]);
        }
    }
    let columns = [
        ("neighborhood", "محله", "Neighborhood", ColumnKind::Text),
        ("office", "دفتر", "Office", ColumnKind::Text),
        ("version", "نسخه", "Version", ColumnKind::Count),
        ("state", "وضع", "State", ColumnKind::Text),
        ("drafted_on", "نوشته شد", "Submitted", ColumnKind::Day),
        ("committee_on", "تأیید کمیته", "Approved by the committee", ColumnKind::Day),
        ("headquarters_on", "تأیید ستاد", "Approved by the headquarters", ColumnKind::Day),
        ("notified_on", "ابلاغ", "Notified", ColumnKind::Day),
        ("agencies", "دستگاه‌ها", "Agencies", ColumnKind::Text),
    ];
    Ok(ReportTable::new("needs-profiles", &columns, rows, views.position))
}

/// Every evaluation of six months: strengths, weaknesses, opportunities, threats, remedies and the next year's plan (P33, S105). Pool:
/// [`read pool`](crate#reading).
pub async fn office_evaluations(
    pool: &PgPool,
    filter: &OfficeFilter,
    today: NaiveDate,
) -> Result<ReportTable, sqlx::Error> {
    let views = Views::read(pool, filter, today).await?;
    let listed = |texts: &[String]| ReportCell::text(texts.join("؛ "));
    let mut rows = Vec::new();
    for office in &views.offices {
        for one in &office.file.evaluations {
            rows.push(vec![
                ReportCell::text(&office.card.name),
                ReportCell::count(one.number.into()),
                ReportCell::day(one.submitted_on.clone()),
                ReportCell::text(&one.committee),
                listed(&one.strengths),
                listed(&one.weaknesses),
                listed(&one.opportunities),
                listed(&one.threats),
                listed(&one.remedies),
                ReportCell::text(&one.next_year),
            ]);
        }
    }
    let columns = [
        ("office", "دفتر", "Office", ColumnKind::Text),
        ("number", "شماره", "No.", ColumnKind::Count),
        ("submitted_on", "روز", "Day", ColumnKind::Day),
        ("committee", "کمیته", "Committee", ColumnKind::Text),
        ("strengths", "قوت‌ها", "Strengths", ColumnKind::Text),
        ("weaknesses", "ضعف‌ها", "Weaknesses", ColumnKind::Text),
        ("opportunities", "فرصت‌ها", "Opportunities", ColumnKind::Text),
        ("threats", "تهدیدها", "Threats", ColumnKind::Text),
        ("remedies", "راه‌حل‌ها", "Remedies", ColumnKind::Text),
        ("next_year", "برنامهٔ سال آینده", "The next year's plan", ColumnKind::Text),
    ];
    Ok(ReportTable::new("office-evaluations", &columns, rows, views.position))
}

fn stage(stage: GroupStage) -> Title {
    let words = [
        ("workshop", "کارگاه", "workshop"),
        ("informal", "گروه غیررسمی", "informal group"),
        ("resident_led", "با مدیریت ساکنان", "led by residents"),
        ("trained", "آموزش‌دیده", "trained"),
        ("classified", "طبقه‌بندی‌شده", "classified"),
        ("recognised", "به رسمیت شناخته‌شده", "recognised"),
        ("registered", "ثبت‌شده", "registered"),
        ("permanent", "مستقر در محله", "settled in the neighborhood"),
    ];
    word(&words, stage.as_str())
}

/// Groups and institutions by office: state, members, permit (P35, S104). Pool: [`read pool`](crate#reading).
pub async fn local_groups(pool: &PgPool, filter: &OfficeFilter, today: NaiveDate) -> Result<ReportTable, sqlx::Error> {
    let views = Views::read(pool, filter, today).await?;
    let mut rows = Vec::new();
    let (mut groups, mut members) = (0, 0);
    for office in &views.offices {
        for group in office.file.groups.iter().filter(|one| views.holds(one.neighborhood.id)) {
            groups += 1;
            members += group.persons;
            rows.push(vec![
                ReportCell::text(&office.card.name),
                ReportCell::maybe(group.neighborhood.name.clone()),
                ReportCell::text(&group.topic),
                ReportCell::title(stage(group.stage)),
                ReportCell::count(group.persons),
                ReportCell::maybe(group.permit.clone()),
                group.course.last().map_or_else(ReportCell::default, |moment| ReportCell::day(moment.on.clone())),
            ]);
        }
    }
    let columns = [
        ("office", "دفتر", "Office", ColumnKind::Text),
        ("neighborhood", "محله", "Neighborhood", ColumnKind::Text),
        ("group", "گروه", "Group", ColumnKind::Text),
        ("stage", "وضع", "State", ColumnKind::Text),
        ("members", "عضو", "Members", ColumnKind::Count),
        ("permit", "مجوز", "Permit", ColumnKind::Text),
        ("since", "از روز", "Since", ColumnKind::Day),
    ];
    let mut table = ReportTable::new("local-groups", &columns, rows, views.position);
    table.total = (groups > 0).then(|| {
        let none = ReportCell::default;
        vec![
            ReportCell::title(Title::new("جمع", "Sum")),
            none(),
            ReportCell::count(groups),
            none(),
            ReportCell::count(members),
            none(),
            none(),
        ]
    });
    Ok(table)
}

#[derive(FromRow)]
struct Standing {
    text: String,
    council: String,
    owner: Option<String>,
    place: Option<String>,
    raised_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    last: Option<String>,
    last_on: Option<NaiveDate>,
}

/// The obstacles of the councils of a place and those below it, of all where none is named, with who sees to them and how they stand: those open first,
/// the oldest on top (P25, S113). Pool: [`read pool`](crate#reading).
pub async fn obstacles(pool: &PgPool, place_id: Option<Uuid>, today: NaiveDate) -> Result<ReportTable, sqlx::Error> {
    let read = sqlx::query_as::<_, Standing>(
        "with recursive below as (
           select $1::uuid as id union select p.place_id from place p join below b on p.parent_id = b.id)
         select o.text, c.name as council, a.name as owner, p.name as place, o.raised_on, o.closed_on, s.note as last, s.happened_on as last_on
           from obstacle o join council c on c.council_id = o.council_id left join agency a on a.agency_id = o.owner
           left join place p on p.place_id = c.place_id
           left join lateral (select note, happened_on from obstacle_step s where s.obstacle_id = o.obstacle_id order by sequence desc limit 1) s on true
          where $1 is null or c.place_id in (select id from below)
          order by o.closed_on is not null, o.raised_on, o.obstacle_id limit $2",
    )
    .bind(place_id)
    .bind(OBSTACLES_MAX);
    let (found, position) = futures::try_join!(read.fetch_all(pool), crate::position(pool, "councils"))?;
    let row = |one: &Standing| {
        let state =
            if one.closed_on.is_some() { Title::new("بسته", "closed") } else { Title::new("باز", "open") };
        vec![
            ReportCell::text(&one.text),
            ReportCell::text(&one.council),
            ReportCell::maybe(one.place.clone()),
            ReportCell::maybe(one.owner.clone()),
            ReportCell::title(state),
            ReportCell::day(one.raised_on),
            ReportCell::count((one.closed_on.unwrap_or(today) - one.raised_on).num_days()),
            ReportCell::maybe(one.last.clone()),
            one.last_on.map_or_else(ReportCell::default, ReportCell::day),
        ]
    };
    let columns = [
        ("obstacle", "مانع", "Obstacle", ColumnKind::Text),
        ("council", "شورا یا کارگروه", "Body", ColumnKind::Text),
        ("place", "جا", "Place", ColumnKind::Text),
        ("owner", "پیگیر", "Owner", ColumnKind::Text),
        ("state", "وضع", "State", ColumnKind::Text),
        ("raised_on", "نوشته شد", "Raised", ColumnKind::Day),
        ("days", "روز", "Days", ColumnKind::Count),
        ("last", "آخرین گام", "Last step", ColumnKind::Text),
        ("last_on", "روز آن", "On", ColumnKind::Day),
    ];
    Ok(ReportTable::new("obstacles", &columns, found.iter().map(row).collect(), position))
}
