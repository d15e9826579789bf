//! The rows of funds. Ids of members and families only; names are joined when somebody reads.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::rows::row;

row! {
    /// One fund.
    FundRow in "fund" {
        fund_id: Uuid,
        center_id: Uuid,
        name: String,
        neighborhood_id: Option<Uuid>,
        agency_id: Option<Uuid>,
        formed_on: NaiveDate,
        closed_on: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// One person in one fund, present or gone; who comes back is the same row.
    MembershipRow in "fund_member" {
        membership_id: String,
        fund_id: Uuid,
        member_id: Uuid,
        family_id: Uuid,
        joined_on: NaiveDate,
        left_on: Option<NaiveDate>,
    }
}

row! {
    /// One entry of a fund's book; a loan that was paid out has the loan's id.
    EntryRow in "fund_entry" {
        entry_id: Uuid,
        fund_id: Uuid,
        kind: String,
        member_id: Option<Uuid>,
        loan_id: Option<Uuid>,
        amount_rials: i64,
        change_rials: i64,
        happened_on: NaiveDate,
        mistake: Option<String>,
        reversed_on: Option<NaiveDate>,
        sequence: i64,
    }
}

row! {
    /// One loan.
    LoanRow in "fund_loan" {
        loan_id: Uuid,
        fund_id: Uuid,
        member_id: Uuid,
        asked_rials: i64,
        lent_rials: i64,
        purpose: String,
        guarantee: String,
        guarantors: Vec<Uuid>,
        collateral: Option<String>,
        instalments: i32,
        requested_on: NaiveDate,
        granted_on: Option<NaiveDate>,
        refused_on: Option<NaiveDate>,
        refusal: Option<String>,
        default_on: Option<NaiveDate>,
        sequence: i64,
    }
}

row! {
    /// One instalment as planned.
    InstalmentRow in "fund_instalment" {
        instalment_id: String,
        loan_id: Uuid,
        number: i32,
        due_on: NaiveDate,
        amount_rials: i64,
    }
}

row! {
    /// One training of members.
    TrainingRow in "fund_training" {
        training_id: Uuid,
        fund_id: Uuid,
        topic: String,
        held_on: NaiveDate,
        hours: i32,
        activity_id: Option<Uuid>,
        present: Vec<Uuid>,
    }
}
