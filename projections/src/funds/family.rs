//! Rows → the funds of one family's members, with what each of them owes. Others of the fund are counted and not named.

use chrono::NaiveDate;
use hamyar_events::LoanGuarantee;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::query::{LOANS, LoanRow, by_loan, loan_item};
use super::views::{FundLoanState, InstalmentItem};
use crate::views::{CivilDate, NamedRef};

/// A fund of which a member of the family is or was a member.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FamilyFund {
    pub fund_id: Uuid,
    pub fund: String,
    pub member: NamedRef,
    pub joined_on: CivilDate,
    pub left_on: Option<CivilDate>,
    pub share_rials: i64,
    /// Open loans of others that the member answers for.
    pub answers_for: i64,
    pub loans: Vec<FamilyFundLoan>,
}

/// A loan of that member.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FamilyFundLoan {
    pub id: Uuid,
    pub state: FundLoanState,
    pub asked_rials: i64,
    pub lent_rials: i64,
    pub outstanding_rials: i64,
    pub overdue_rials: i64,
    pub guarantee: Option<LoanGuarantee>,
    /// How many members answer for it.
    pub guarantors: i64,
    pub requested_on: CivilDate,
    pub granted_on: Option<CivilDate>,
    pub instalments: Vec<InstalmentItem>,
}

#[derive(FromRow)]
struct Row {
    fund_id: Uuid,
    fund: String,
    member_id: Uuid,
    given_name: Option<String>,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    share: i64,
    answers: i64,
}

/// The funds of a family's members of now.
pub async fn family_funds(pool: &PgPool, family_id: Uuid, today: NaiveDate) -> Result<Vec<FamilyFund>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select m.fund_id, f.name as fund, m.member_id, p.given_name, m.joined_on, m.left_on,
                (select coalesce(sum(e.change_rials), 0)::bigint from fund_entry e
                  where e.fund_id = m.fund_id and e.member_id = m.member_id and e.kind in ('contribution', 'withdrawal')) as share,
                (select count(*) from fund_loan n
                  where n.fund_id = m.fund_id and m.member_id = any(n.guarantors) and n.refused_on is null
                    and (n.granted_on is null or n.lent_rials > (select coalesce(sum(e.change_rials), 0) from fund_entry e
                                                                  where e.loan_id = n.loan_id and e.kind <> 'loan'))) as answers
           from family_member p join fund_member m on m.member_id = p.member_id join fund f on f.fund_id = m.fund_id
          where p.family_id = $1 order by m.left_on is not null, f.name, p.given_name, m.member_id",
    )
    .bind(family_id)
    .fetch_all(pool)
    .await?;
    let members: Vec<Uuid> = rows.iter().map(|row| row.member_id).collect();
    let sql = format!("{LOANS} where n.member_id = any($1) order by n.requested_on desc, n.loan_id");
    let loans: Vec<LoanRow> = sqlx::query_as(&sql).bind(&members).fetch_all(pool).await?;
    let ids: Vec<Uuid> = loans.iter().map(|loan| loan.loan_id).collect();
    let plans = sqlx::query_as(
        "select loan_id, number, due_on, amount_rials from fund_instalment where loan_id = any($1) order by loan_id, number",
    );
    let plans = by_loan(plans.bind(&ids).fetch_all(pool).await?);
    let item = |loan: &LoanRow| {
        let whole = loan_item(loan, &plans, today, &|id| NamedRef::unnamed(id));
        FamilyFundLoan {
            id: whole.id,
            state: whole.state,
            asked_rials: whole.asked_rials,
            lent_rials: whole.lent_rials,
            outstanding_rials: whole.outstanding_rials,
            overdue_rials: whole.overdue_rials,
            guarantee: whole.guarantee,
            guarantors: i64::try_from(whole.guarantors.len()).unwrap_or(i64::MAX),
            requested_on: whole.requested_on,
            granted_on: whole.granted_on,
            instalments: whole.instalments,
        }
    };
    let found = |row: Row| FamilyFund {
        fund_id: row.fund_id,
        fund: row.fund,
        loans: loans
            .iter()
            .filter(|loan| (loan.fund_id, loan.member_id) == (row.fund_id, row.member_id))
            .map(item)
            .collect(),
        member: NamedRef { id: row.member_id, name: row.given_name },
        joined_on: row.joined_on.into(),
        left_on: row.left_on.map(Into::into),
        share_rials: row.share,
        answers_for: row.answers,
    };
    Ok(rows.into_iter().map(found).collect())
}
