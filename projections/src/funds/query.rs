//! Rows → the funds of a center, and one of them with its members, book, loans and trainings.

use chrono::NaiveDate;
use sqlx::{FromRow, PgPool};
use std::collections::HashMap;
use uuid::Uuid;

use super::book::{self, Course, Planned};
use super::views::*;
use crate::names::Names;
use crate::views::NamedRef;

#[derive(FromRow)]
struct Card {
    fund_id: Uuid,
    center_id: Uuid,
    name: String,
    neighborhood_id: Option<Uuid>,
    agency_id: Option<Uuid>,
    formed_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    sequence: i64,
    members: i64,
    balance: i64,
    lent: i64,
    repaid: i64,
    overdue: i64,
    waiting: i64,
    open: i64,
    trainings: i64,
}

/// `$2` is today.
const SELECT: &str = "select f.fund_id, f.center_id, f.name, f.neighborhood_id, f.agency_id, f.formed_on, f.closed_on, f.sequence,
       (select count(*) from fund_member m where m.fund_id = f.fund_id and m.left_on is null) as members,
       (select coalesce(sum(e.change_rials), 0)::bigint from fund_entry e where e.fund_id = f.fund_id) as balance,
       l.lent, l.repaid, l.overdue, l.waiting, l.open,
       (select count(*) from fund_training t where t.fund_id = f.fund_id) as trainings
  from fund f
  left join lateral (
    select coalesce(sum(lent_rials), 0)::bigint as lent, coalesce(sum(repaid), 0)::bigint as repaid,
           coalesce(sum(greatest(due - repaid, 0)), 0)::bigint as overdue,
           count(*) filter (where granted_on is null and refused_on is null) as waiting,
           count(*) filter (where granted_on is not null and repaid < lent_rials) as open
      from (select n.lent_rials, n.granted_on, n.refused_on,
                   (select coalesce(sum(e.change_rials), 0) from fund_entry e where e.loan_id = n.loan_id and e.kind <> 'loan') as repaid,
                   (select coalesce(sum(i.amount_rials), 0) from fund_instalment i where i.loan_id = n.loan_id and i.due_on < $2) as due
              from fund_loan n where n.fund_id = f.fund_id) n) l on true";

/// The funds of a center (of all, when none is given), those that go on first.
pub async fn funds(
    pool: &PgPool,
    center_id: Option<Uuid>,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<FundCard>, sqlx::Error> {
    let sql = format!(
        "{SELECT} where ($1::uuid is null or f.center_id = $1) order by f.closed_on is not null, f.formed_on desc, f.fund_id limit $3"
    );
    let rows: Vec<Card> = sqlx::query_as(&sql).bind(center_id).bind(today).bind(limit).fetch_all(pool).await?;
    let refs: Vec<Uuid> = rows.iter().flat_map(|row| row.neighborhood_id.into_iter().chain([row.center_id])).collect();
    let names = Names::load(pool, &refs).await?;
    Ok(rows.iter().map(|row| card(row, &names)).collect())
}

fn card(row: &Card, names: &Names) -> FundCard {
    FundCard {
        id: row.fund_id,
        name: row.name.clone(),
        center: names.named(row.center_id),
        neighborhood: row.neighborhood_id.map(|id| names.named(id)),
        formed_on: row.formed_on.into(),
        closed_on: row.closed_on.map(Into::into),
        members: row.members,
        balance_rials: row.balance,
        outstanding_rials: row.lent - row.repaid,
        overdue_rials: row.overdue,
        loans_waiting: row.waiting,
        loans_open: row.open,
        trainings: row.trainings,
        sequence: row.sequence,
    }
}

/// One fund, whole. Members of families that another center keeps now are not named.
pub async fn fund(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<FundView>, sqlx::Error> {
    let sql = format!("{SELECT} where f.fund_id = $1");
    let Some(row) = sqlx::query_as::<_, Card>(&sql).bind(id).bind(today).fetch_optional(pool).await? else {
        return Ok(None);
    };
    let refs: Vec<Uuid> = row.neighborhood_id.into_iter().chain(row.agency_id).chain([row.center_id]).collect();
    let (names, members, loans, plans, entries, trainings, position) = futures::try_join!(
        Names::load(pool, &refs),
        members(pool, id, row.center_id),
        loans(pool, id),
        plans(pool, id),
        entries(pool, id),
        trainings(pool, id),
        crate::position(pool, "funds"),
    )?;
    let people: HashMap<Uuid, Option<String>> =
        members.iter().map(|one| (one.member_id, one.given_name.clone())).collect();
    let person = |id: Uuid| NamedRef { id, name: people.get(&id).cloned().flatten() };
    let loans: Vec<FundLoanItem> = loans.iter().map(|loan| loan_item(loan, &plans, today, &person)).collect();
    let is_open = |loan: &&FundLoanItem| !matches!(loan.state, FundLoanState::Paid | FundLoanState::Refused);
    let member_item = |one: MemberRow| {
        let open = || loans.iter().filter(is_open);
        let answers = |loan: &&FundLoanItem| loan.guarantors.iter().any(|other| other.id == one.member_id);
        FundMemberItem {
            member: person(one.member_id),
            family_id: one.family_id,
            file_number: one.file_number.clone(),
            family_name: one.family_name.clone(),
            joined_on: one.joined_on.into(),
            left_on: one.left_on.map(Into::into),
            share_rials: one.share,
            owes_rials: open().filter(|loan| loan.member.id == one.member_id).map(|loan| loan.outstanding_rials).sum(),
            answers_for: i64::try_from(open().filter(answers).count()).unwrap_or(i64::MAX),
        }
    };
    let members_list = members.into_iter().map(member_item).collect();
    Ok(Some(FundView {
        card: card(&row, &names),
        agency: row.agency_id.map(|id| names.named(id)),
        members_list,
        entries: entries.into_iter().filter_map(|entry| entry_item(entry, &person)).collect(),
        trainings_list: trainings.into_iter().map(|one| training_item(one, &person)).collect(),
        loans,
        position,
    }))
}

#[derive(FromRow)]
struct MemberRow {
    member_id: Uuid,
    family_id: Uuid,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    share: i64,
    file_number: Option<String>,
    family_name: Option<String>,
    given_name: Option<String>,
}

async fn members(pool: &PgPool, id: Uuid, center_id: Uuid) -> Result<Vec<MemberRow>, sqlx::Error> {
    // A member who moved is found in the family of now.
    sqlx::query_as(
        "select m.member_id, coalesce(p.family_id, m.family_id) as family_id, m.joined_on, m.left_on, f.file_number, v.family_name,
                case when v.family_id is not null then p.given_name end as given_name,
                (select coalesce(sum(e.change_rials), 0)::bigint from fund_entry e
                  where e.fund_id = m.fund_id and e.member_id = m.member_id and e.kind in ('contribution', 'withdrawal')) as share
           from fund_member m
           left join family_member p on p.member_id = m.member_id
           left join family f on f.family_id = coalesce(p.family_id, m.family_id)
           left join family v on v.family_id = f.family_id and v.center_id = $2
          where m.fund_id = $1
          order by m.left_on is not null, v.family_name, p.given_name, m.member_id",
    )
    .bind(id)
    .bind(center_id)
    .fetch_all(pool)
    .await
}

#[derive(FromRow)]
pub(super) struct LoanRow {
    pub loan_id: Uuid,
    pub fund_id: Uuid,
    pub member_id: Uuid,
    pub asked_rials: i64,
    pub lent_rials: i64,
    pub repaid: i64,
    pub purpose: String,
    pub guarantee: String,
    pub guarantors: Vec<Uuid>,
    pub collateral: Option<String>,
    pub instalments: i32,
    pub requested_on: NaiveDate,
    pub granted_on: Option<NaiveDate>,
    pub refused_on: Option<NaiveDate>,
    pub refusal: Option<String>,
    pub default_on: Option<NaiveDate>,
}

pub(super) const LOANS: &str = "select n.*, (select coalesce(sum(e.change_rials), 0)::bigint from fund_entry e
         where e.loan_id = n.loan_id and e.kind <> 'loan') as repaid from fund_loan n";

async fn loans(pool: &PgPool, id: Uuid) -> Result<Vec<LoanRow>, sqlx::Error> {
    let sql = format!("{LOANS} where n.fund_id = $1 order by n.sequence desc");
    sqlx::query_as(&sql).bind(id).fetch_all(pool).await
}

pub(super) type Plans = HashMap<Uuid, Vec<Planned>>;

async fn plans(pool: &PgPool, id: Uuid) -> Result<Plans, sqlx::Error> {
    let rows: Vec<(Uuid, i32, NaiveDate, i64)> = sqlx::query_as(
        "select i.loan_id, i.number, i.due_on, i.amount_rials from fund_instalment i
           join fund_loan n on n.loan_id = i.loan_id where n.fund_id = $1 order by i.loan_id, i.number",
    )
    .bind(id)
    .fetch_all(pool)
    .await?;
    Ok(by_loan(rows))
}

pub(super) fn by_loan(rows: Vec<(Uuid, i32, NaiveDate, i64)>) -> Plans {
    let mut plans = Plans::new();
    for (loan, number, due_on, amount_rials) in rows {
        plans.entry(loan).or_default().push(Planned { number, due_on, amount_rials });
    }
    plans
}

pub(super) fn loan_item(
    row: &LoanRow,
    plans: &Plans,
    today: NaiveDate,
    person: &impl Fn(Uuid) -> NamedRef,
) -> FundLoanItem {
    let plan = plans.get(&row.loan_id).map(Vec::as_slice).unwrap_or_default();
    let instalments = book::instalments(plan, row.repaid, today);
    let (outstanding, overdue) = (row.lent_rials - row.repaid, book::overdue(&instalments));
    let state = book::state(Course {
        granted: row.granted_on.is_some(),
        refused: row.refused_on.is_some(),
        default: row.default_on.is_some(),
        outstanding,
        overdue,
    });
    FundLoanItem {
        id: row.loan_id,
        member: person(row.member_id),
        state,
        asked_rials: row.asked_rials,
        lent_rials: row.lent_rials,
        repaid_rials: row.repaid,
        outstanding_rials: outstanding,
        overdue_rials: overdue,
        purpose: row.purpose.parse().ok(),
        guarantee: row.guarantee.parse().ok(),
        guarantors: row.guarantors.iter().map(|id| person(*id)).collect(),
        collateral: row.collateral.as_deref().and_then(|kind| kind.parse().ok()),
        instalments_wanted: row.instalments,
        requested_on: row.requested_on.into(),
        granted_on: row.granted_on.map(Into::into),
        refused_on: row.refused_on.map(Into::into),
        refusal: row.refusal.as_deref().and_then(|reason| reason.parse().ok()),
        default_on: row.default_on.map(Into::into),
        instalments,
    }
}

#[derive(FromRow)]
struct EntryRow {
    entry_id: Uuid,
    kind: String,
    member_id: Option<Uuid>,
    loan_id: Option<Uuid>,
    amount_rials: i64,
    change_rials: i64,
    balance: i64,
    happened_on: NaiveDate,
    reversed_on: Option<NaiveDate>,
    mistake: Option<String>,
}

async fn entries(pool: &PgPool, id: Uuid) -> Result<Vec<EntryRow>, sqlx::Error> {
    sqlx::query_as(
        "select entry_id, kind, member_id, loan_id, amount_rials, change_rials, happened_on, reversed_on, mistake,
                (sum(change_rials) over (order by sequence))::bigint as balance
           from fund_entry where fund_id = $1 order by sequence desc",
    )
    .bind(id)
    .fetch_all(pool)
    .await
}

fn entry_item(row: EntryRow, person: &impl Fn(Uuid) -> NamedRef) -> Option<FundEntryItem> {
    let kind = match row.kind.as_str() {
        "contribution" => FundEntryKind::Contribution,
        "withdrawal" => FundEntryKind::Withdrawal,
        "loan" => FundEntryKind::Loan,
        "repayment" => FundEntryKind::Repayment,
        "cover" => FundEntryKind::Cover,
        _ => return None,
    };
    Some(FundEntryItem {
        id: row.entry_id,
        kind,
        member: row.member_id.map(person),
        loan_id: row.loan_id,
        amount_rials: row.amount_rials,
        change_rials: row.change_rials,
        balance_rials: row.balance,
        on: row.happened_on.into(),
        reversed_on: row.reversed_on.map(Into::into),
        mistake: row.mistake.as_deref().and_then(|mistake| mistake.parse().ok()),
    })
}

#[derive(FromRow)]
struct TrainingRow {
    training_id: Uuid,
    topic: String,
    held_on: NaiveDate,
    hours: i32,
    activity_id: Option<Uuid>,
    present: Vec<Uuid>,
}

async fn trainings(pool: &PgPool, id: Uuid) -> Result<Vec<TrainingRow>, sqlx::Error> {
    sqlx::query_as(
        "select training_id, topic, held_on, hours, activity_id, present from fund_training
          where fund_id = $1 order by held_on desc, training_id",
    )
    .bind(id)
    .fetch_all(pool)
    .await
}

fn training_item(row: TrainingRow, person: &impl Fn(Uuid) -> NamedRef) -> FundTrainingItem {
    let hours = i64::from(row.hours);
    FundTrainingItem {
        id: row.training_id,
        topic: row.topic.parse().ok(),
        held_on: row.held_on.into(),
        hours,
        activity_id: row.activity_id,
        person_hours: hours.saturating_mul(i64::try_from(row.present.len()).unwrap_or(i64::MAX)),
        present: row.present.into_iter().map(person).collect(),
    }
}
