//! Micro-finance funds: members with their shares, the book entry by entry, loans with their instalments, trainings; and what they add up to.

mod apply;
mod book;
mod family;
mod query;
mod report;
mod rows;
mod views;

pub use family::{FamilyFund, FamilyFundLoan, family_funds};
pub use query::{fund, funds};
pub use report::{FundFilter, FundReport, fund_report};
pub use views::*;

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::ProjectedEvent;
use crate::projection::{Projection, ProjectionError};

/// The `funds` projection.
pub struct Funds;

#[async_trait]
impl Projection for Funds {
    fn name(&self) -> &'static str {
        "funds"
    }
    fn version(&self) -> i32 {
        1
    }
    fn streams(&self) -> &'static [&'static str] {
        &["fund"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["fund", "fund_member", "fund_entry", "fund_loan", "fund_instalment", "fund_training"]
    }
    fn ddl(&self) -> &'static str {
        // `change_rials` is what an entry does to the balance: nothing once it is reversed.
        "create table fund (
           fund_id uuid primary key, center_id uuid not null, name text not null, neighborhood_id uuid, agency_id uuid, formed_on date not null,
           closed_on date, sequence bigint not null, position bigint not null);
         create index fund_by_center on fund (center_id);
         create table fund_member (
           membership_id text primary key, fund_id uuid not null, member_id uuid not null, family_id uuid not null, joined_on date not null, left_on date);
         create index fund_member_by_fund on fund_member (fund_id);
         create index fund_member_by_member on fund_member (member_id);
         create table fund_entry (
           entry_id uuid primary key, fund_id uuid not null, kind text not null, member_id uuid, loan_id uuid, amount_rials bigint not null,
           change_rials bigint not null, happened_on date not null, mistake text, reversed_on date, sequence bigint not null);
         create index fund_entry_by_fund on fund_entry (fund_id, sequence);
         create index fund_entry_by_loan on fund_entry (loan_id) where loan_id is not null;
         create table fund_loan (
           loan_id uuid primary key, fund_id uuid not null, member_id uuid not null, asked_rials bigint not null, lent_rials bigint not null,
           purpose text not null, guarantee text not null, guarantors uuid[] not null, collateral text, instalments integer not null,
           requested_on date not null, granted_on date, refused_on date, refusal text, default_on date, sequence bigint not null);
         create index fund_loan_by_fund on fund_loan (fund_id, sequence);
         create index fund_loan_by_member on fund_loan (member_id);
         create table fund_instalment (
           instalment_id text primary key, loan_id uuid not null, number integer not null, due_on date not null, amount_rials bigint not null);
         create index fund_instalment_by_loan on fund_instalment (loan_id, number);
         create table fund_training (
           training_id uuid primary key, fund_id uuid not null, topic text not null, held_on date not null, hours integer not null, activity_id uuid,
           present uuid[] not null);
         create index fund_training_by_fund on fund_training (fund_id, held_on);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
