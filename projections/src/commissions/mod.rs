//! Commissions: participants, sessions and their agendas, and the referrals that wait (S054).

mod apply;
mod query;

pub use query::{
    Agenda, AgendaCase, AgendaCommission, AgendaFamily, AgendaSession, CommissionCard, MinutesNames, OpenReferral,
    Participant, ReferralDetail, WaitingReferral, agenda, commission, commissions, minutes_names, open_referrals,
    referral, referrals_on_agenda,
};

use async_trait::async_trait;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `commissions` projection.
pub struct Commissions;

#[async_trait]
impl Projection for Commissions {
    fn name(&self) -> &'static str {
        "commissions"
    }
    fn version(&self) -> i32 {
        3
    }
    fn streams(&self) -> &'static [&'static str] {
        &["commission", "family"]
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        match event {
            StreamEventAny::Family(event) => apply::wants(event),
            _ => true,
        }
    }
    fn tables(&self) -> &'static [&'static str] {
        &["commission", "commission_participant", "commission_session", "agenda_case", "referral"]
    }
    fn ddl(&self) -> &'static str {
        "create table commission (
           commission_id uuid primary key, name text not null, domain text not null, quorum integer not null, center_ids uuid[] not null,
           formed_on date not null, sequence bigint not null, position bigint not null);
         create table commission_participant (
           participant_id uuid primary key, commission_id uuid not null, kind text not null, name text, agency_id uuid, seated boolean not null, account_id uuid);
         create index commission_participant_by_commission on commission_participant (commission_id);
         create table commission_session (
           session_id uuid primary key, commission_id uuid not null, held_on date not null, starts_at text not null, state text not null,
           present json not null, remote uuid[] not null, absent json not null);
         create index commission_session_by_commission on commission_session (commission_id, held_on);
         create table agenda_case (
           case_id text primary key, session_id uuid not null, referral_id uuid not null, family_id uuid not null, commission_id uuid not null,
           caseworker_id uuid, state text not null, reason text, decision_id uuid, place integer, conflicts uuid[] not null);
         create index agenda_case_by_session on agenda_case (session_id);
         create index agenda_case_by_referral on agenda_case (referral_id);
         create index agenda_case_by_decision on agenda_case (decision_id) where decision_id is not null;
         create index agenda_case_by_family on agenda_case (family_id);
         create table referral (
           referral_id uuid primary key, family_id uuid not null, commission_id uuid not null, domain text not null, question text,
           urgency text not null, packet_sequence bigint not null, referred_on date not null, state text not null, closed_on date,
           position bigint not null, reception text not null, answer_by date, accepted_on date, missing text, continues uuid);
         create index referral_declined on referral (family_id) where state = 'declined';
         create index referral_continues on referral (continues) where continues is not null;
         create index referral_open on referral (commission_id, referred_on) where state = 'open';
         create index referral_by_family on referral (family_id);"
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
