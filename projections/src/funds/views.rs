//! Shapes of answers on funds. Amounts are whole rials.

use hamyar_events::{
    CollateralKind, FundEntryMistake, FundLoanPurpose, FundLoanRefusal, FundTrainingTopic, LoanGuarantee,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// A fund in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FundCard {
    pub id: Uuid,
    pub name: String,
    pub center: NamedRef,
    pub neighborhood: Option<NamedRef>,
    pub formed_on: CivilDate,
    pub closed_on: Option<CivilDate>,
    /// Members of now.
    pub members: i64,
    /// What is in the fund: contributions and what came back, less what was lent and withdrawn.
    pub balance_rials: i64,
    /// What is lent and not paid back.
    pub outstanding_rials: i64,
    /// What of it was to be paid before today.
    pub overdue_rials: i64,
    /// Loans asked for and not answered.
    pub loans_waiting: i64,
    /// Loans paid out and not paid back.
    pub loans_open: i64,
    pub trainings: i64,
    pub sequence: i64,
}

/// One fund, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FundView {
    #[serde(flatten)]
    pub card: FundCard,
    /// Who helped to form it.
    pub agency: Option<NamedRef>,
    pub members_list: Vec<FundMemberItem>,
    pub loans: Vec<FundLoanItem>,
    /// The book, newest first, each with the balance after it.
    pub entries: Vec<FundEntryItem>,
    pub trainings_list: Vec<FundTrainingItem>,
    pub position: i64,
}

/// A member, present or gone.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FundMemberItem {
    pub member: NamedRef,
    pub family_id: Uuid,
    pub file_number: Option<String>,
    /// Null for a family that another center keeps now.
    pub family_name: Option<String>,
    pub joined_on: CivilDate,
    pub left_on: Option<CivilDate>,
    /// What the member put in and did not take out.
    pub share_rials: i64,
    pub owes_rials: i64,
    /// Open loans of others that the member answers for.
    pub answers_for: i64,
}

/// How far a loan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundLoanState {
    Requested,
    Refused,
    Lent,
    /// An instalment is past its day.
    Overdue,
    /// Who answers for it pays.
    Default,
    Paid,
}

/// One loan.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FundLoanItem {
    pub id: Uuid,
    pub member: NamedRef,
    pub state: FundLoanState,
    pub asked_rials: i64,
    /// Nothing before it is granted.
    pub lent_rials: i64,
    pub repaid_rials: i64,
    pub outstanding_rials: i64,
    pub overdue_rials: i64,
    pub purpose: Option<FundLoanPurpose>,
    pub guarantee: Option<LoanGuarantee>,
    pub guarantors: Vec<NamedRef>,
    pub collateral: Option<CollateralKind>,
    pub instalments_wanted: i32,
    pub requested_on: CivilDate,
    pub granted_on: Option<CivilDate>,
    pub refused_on: Option<CivilDate>,
    pub refusal: Option<FundLoanRefusal>,
    pub default_on: Option<CivilDate>,
    pub instalments: Vec<InstalmentItem>,
}

/// What became of an instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InstalmentState {
    Paid,
    Overdue,
    Due,
}

/// One instalment; what came back pays them in their order.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct InstalmentItem {
    pub number: i32,
    pub due_on: CivilDate,
    pub amount_rials: i64,
    pub paid_rials: i64,
    pub state: InstalmentState,
}

/// What an entry of the book is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundEntryKind {
    Contribution,
    Withdrawal,
    /// A loan paid out.
    Loan,
    Repayment,
    /// Paid by who answers for a loan, or by what secured it.
    Cover,
}

/// One entry of the book.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FundEntryItem {
    pub id: Uuid,
    pub kind: FundEntryKind,
    pub member: Option<NamedRef>,
    pub loan_id: Option<Uuid>,
    pub amount_rials: i64,
    /// What it does to the balance: nothing when it was reversed.
    pub change_rials: i64,
    pub balance_rials: i64,
    pub on: CivilDate,
    pub reversed_on: Option<CivilDate>,
    pub mistake: Option<FundEntryMistake>,
}

/// One training.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FundTrainingItem {
    pub id: Uuid,
    pub topic: Option<FundTrainingTopic>,
    pub held_on: CivilDate,
    pub hours: i64,
    pub activity_id: Option<Uuid>,
    pub present: Vec<NamedRef>,
    /// Hours times those who were there.
    pub person_hours: i64,
}
