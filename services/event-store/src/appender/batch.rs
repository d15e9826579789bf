//! A batch as the arrays of `log.append_batch`.

use super::Submission;
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use uuid::Uuid;

/// The statement.
pub(super) const STATEMENT: &str = "select ord, status, kind, sequence, position, events, actor, fingerprint, refusal, family_id, member_id, recorded_at \
     from log.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)";

/// Binds the batch. Identical batches give identical statements, so that one sent again is answered by its ids.
pub(super) fn query<'a>(batch: &'a [&'a Submission]) -> Query<'a, Postgres, PgArguments> {
    let commands = batch.len();
    let mut c_id = Vec::with_capacity(commands);
    let mut c_actor = Vec::with_capacity(commands);
    let mut c_fingerprint: Vec<&[u8]> = Vec::with_capacity(commands);
    let mut c_kind = Vec::with_capacity(commands);
    let mut c_type = Vec::with_capacity(commands);
    let mut c_aggregate = Vec::with_capacity(commands);
    let mut c_base = Vec::with_capacity(commands);
    let mut c_prev: Vec<&[u8]> = Vec::with_capacity(commands);
    let mut c_refusal: Vec<Option<&str>> = Vec::with_capacity(commands);
    let mut c_events = Vec::with_capacity(commands);
    let mut e_command = Vec::with_capacity(commands);
    let mut e_ord = Vec::with_capacity(commands);
    let mut e_id = Vec::with_capacity(commands);
    let mut e_type = Vec::with_capacity(commands);
    let mut e_version = Vec::with_capacity(commands);
    let mut e_payload = Vec::with_capacity(commands);
    let mut e_metadata = Vec::with_capacity(commands);
    let mut e_prev: Vec<&[u8]> = Vec::with_capacity(commands);
    let mut e_hash: Vec<&[u8]> = Vec::with_capacity(commands);
    let mut k_command = Vec::new();
    let mut k_index: Vec<&[u8]> = Vec::new();
    let mut k_family: Vec<Uuid> = Vec::new();
    let mut k_member: Vec<Uuid> = Vec::new();
    let mut r_command = Vec::new();
    let mut r_family: Vec<Uuid> = Vec::new();
    let mut r_member: Vec<Option<Uuid>> = Vec::new();
    let mut r_left = Vec::new();
    for (command, submission) in (1i32..).zip(batch) {
        c_id.push(submission.command_id);
        c_actor.push(submission.actor.as_str());
        c_fingerprint.push(&submission.fingerprint);
        c_kind.push(match (&submission.refusal, submission.events.is_empty()) {
            (Some(_), _) => "refused",
            (None, true) => "nothing",
            (None, false) => "committed",
        });
        c_type.push(submission.stream);
        c_aggregate.push(submission.id.to_string());
        c_base.push(submission.base);
        c_prev.push(&submission.prev_hash);
        c_refusal.push(submission.refusal.as_deref());
        c_events.push(submission.events.len() as i32);
        for (ord, event) in (0i32..).zip(&submission.events) {
            e_command.push(command);
            e_ord.push(ord);
            e_id.push(event.event_id);
            e_type.push(event.event_type.as_str());
            e_version.push(event.event_version.as_str());
            e_payload.push(event.payload.as_str());
            e_metadata.push(event.metadata.as_str());
            e_prev.push(&event.prev_hash);
            e_hash.push(&event.hash);
        }
        for claim in &submission.claims {
            k_command.push(command);
            k_index.push(&claim.blind_index);
            k_family.push(claim.family_id);
            k_member.push(claim.member_id);
        }
        for release in &submission.releases {
            r_command.push(command);
            r_family.push(release.family_id);
            r_member.push(release.member_id);
            r_left.push(release.left);
        }
    }
    sqlx::query(STATEMENT)
        .bind(c_id)
        .bind(c_actor)
        .bind(c_fingerprint)
        .bind(c_kind)
        .bind(c_type)
        .bind(c_aggregate)
        .bind(c_base)
        .bind(c_prev)
        .bind(c_refusal)
        .bind(c_events)
        .bind(e_command)
        .bind(e_ord)
        .bind(e_id)
        .bind(e_type)
        .bind(e_version)
        .bind(e_payload)
        .bind(e_metadata)
        .bind(e_prev)
        .bind(e_hash)
        .bind(k_command)
        .bind(k_index)
        .bind(k_family)
        .bind(k_member)
        .bind(r_command)
        .bind(r_family)
        .bind(r_member)
        .bind(r_left)
}
