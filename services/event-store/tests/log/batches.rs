//! `log.append_batch` itself, called as the application's role: whole or not at all, also inside one batch.

use crate::support::*;
use sqlx::{PgPool, Row};
use uuid::Uuid;

const ZERO: [u8; 32] = [0; 32];

#[derive(Clone)]
struct Raw {
    id: Uuid,
    stream: Uuid,
    base: i64,
    prev: [u8; 32],
    events: i32,
    claim: Option<(u8, Uuid)>,
}

fn raw(stream: Uuid, base: i64, prev: [u8; 32], events: i32) -> Raw {
    Raw { id: Uuid::now_v7(), stream, base, prev, events, claim: None }
}

/// Hashes are made up here: the function holds the links, not the contents.
fn hash_of(stream: Uuid, sequence: i64) -> [u8; 32] {
    let mut hash = [sequence as u8; 32];
    hash[..16].copy_from_slice(stream.as_bytes());
    hash
}

/// Command, place within it, event id, hash before, hash.
type EventRow = (i32, i32, Uuid, Vec<u8>, Vec<u8>);

async fn append(pool: &PgPool, batch: &[Raw]) -> Vec<(String, i64, i64)> {
    let mut rows: Vec<EventRow> = Vec::new();
    for (command, raw) in (1..).zip(batch) {
        for ord in 0..raw.events {
            let sequence = raw.base + i64::from(ord) + 1;
            let prev = if ord == 0 { raw.prev } else { hash_of(raw.stream, sequence - 1) };
            rows.push((command, ord, Uuid::now_v7(), prev.to_vec(), hash_of(raw.stream, sequence).to_vec()));
        }
    }
    let claims: Vec<(i32, Vec<u8>, Uuid)> = (1..)
        .zip(batch)
        .filter_map(|(command, raw)| raw.claim.map(|(index, family)| (command, vec![index; 32], family)))
        .collect();
    let n = rows.len();
    let answers = sqlx::query(
        "select status, coalesce(sequence, -1), coalesce(position, -1) from log.append_batch($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27) order by ord",
    )
    .bind(batch.iter().map(|raw| raw.id).collect::<Vec<_>>())
    .bind(vec!["user:x"; batch.len()])
    .bind(vec![&ZERO[..]; batch.len()])
    .bind(batch.iter().map(|raw| if raw.events > 0 { "committed" } else { "nothing" }).collect::<Vec<_>>())
    .bind(vec!["raw"; batch.len()])
    .bind(batch.iter().map(|raw| raw.stream.to_string()).collect::<Vec<_>>())
    .bind(batch.iter().map(|raw| raw.base).collect::<Vec<_>>())
    .bind(batch.iter().map(|raw| raw.prev.to_vec()).collect::<Vec<_>>())
    .bind(vec![None::<String>; batch.len()])
    .bind(batch.iter().map(|raw| raw.events).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.0).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.1).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.2).collect::<Vec<_>>())
    .bind(vec!["happened"; n])
    .bind(vec!["1"; n])
    .bind(vec!["{}"; n])
    .bind(vec!["{}"; n])
    .bind(rows.iter().map(|row| row.3.clone()).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.4.clone()).collect::<Vec<_>>())
    .bind(claims.iter().map(|claim| claim.0).collect::<Vec<_>>())
    .bind(claims.iter().map(|claim| claim.1.clone()).collect::<Vec<_>>())
    .bind(claims.iter().map(|claim| claim.2).collect::<Vec<_>>())
    .bind(claims.iter().map(|claim| claim.2).collect::<Vec<_>>())
    .bind(Vec::<i32>::new())
    .bind(Vec::<Uuid>::new())
    .bind(Vec::<Option<Uuid>>::new())
    .bind(Vec::<bool>::new())
    .fetch_all(pool)
    .await
    .unwrap();
    answers.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
}

async fn sequences(pool: &PgPool, stream: Uuid) -> Vec<i64> {
    sqlx::query_scalar("select sequence from log.events where aggregate_id = $1 order by 1")
        .bind(stream.to_string())
        .fetch_all(pool)
        .await
        .unwrap()
}

fn statuses(answers: &[(String, i64, i64)]) -> Vec<&str> {
    answers.iter().map(|answer| answer.0.as_str()).collect()
}

#[tokio::test]
async fn a_command_of_several_events_is_taken_whole_or_not_at_all() {
    let (store, _urls) = store().await;
    let (pool, stream) = (store.pool(), Uuid::now_v7());
    assert_eq!(append(pool, &[raw(stream, 0, ZERO, 1)]).await, [("committed".into(), 1, 1)]);
    // Decided on the empty stream: its second event would have a free sequence, and is not stored all the same.
    assert_eq!(append(pool, &[raw(stream, 0, ZERO, 2)]).await[0].0, "conflict");
    assert_eq!(sequences(pool, stream).await, [1]);
    // Ahead of the log.
    assert_eq!(append(pool, &[raw(stream, 9, hash_of(stream, 9), 1)]).await, [("conflict".into(), 1, -1)]);
    // At the right sequence, on another history.
    assert_eq!(append(pool, &[raw(stream, 1, [9; 32], 1)]).await[0].0, "conflict");
    assert_eq!(append(pool, &[raw(stream, 1, hash_of(stream, 1), 2)]).await, [("committed".into(), 3, 3)]);
    assert_eq!(sequences(pool, stream).await, [1, 2, 3]);
}

#[tokio::test]
async fn a_repeated_id_stores_none_of_its_events_and_gets_the_first_answer() {
    let (store, _urls) = store().await;
    let (pool, stream) = (store.pool(), Uuid::now_v7());
    let first = raw(stream, 0, ZERO, 2);
    append(pool, std::slice::from_ref(&first)).await;
    let again = Raw { base: 2, prev: hash_of(stream, 2), events: 2, ..first };
    assert_eq!(append(pool, &[again]).await, [("repeated".into(), 2, 2)]);
    assert_eq!(sequences(pool, stream).await, [1, 2]);
}

#[tokio::test]
async fn two_commands_of_one_stream_id_or_national_id_in_one_batch_take_turns() {
    let (store, _urls) = store().await;
    let pool = store.pool();
    let (a, b, c, d) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let batch = [
        raw(a, 0, ZERO, 1),
        raw(a, 0, ZERO, 2),
        Raw { claim: Some((5, b)), ..raw(b, 0, ZERO, 1) },
        Raw { claim: Some((5, c)), ..raw(c, 0, ZERO, 1) },
    ];
    assert_eq!(statuses(&append(pool, &batch).await), ["committed", "again", "committed", "again"]);
    assert_eq!(statuses(&append(pool, &[batch[1].clone(), batch[3].clone()]).await), ["conflict", "claimed"]);
    let twice = raw(d, 0, ZERO, 1);
    assert_eq!(statuses(&append(pool, &[twice.clone(), twice.clone()]).await), ["committed", "again"]);
    assert_eq!(statuses(&append(pool, &[twice]).await), ["repeated"]);
    let positions: Vec<i64> =
        sqlx::query_scalar("select position from log.events order by 1").fetch_all(pool).await.unwrap();
    assert_eq!(positions, [1, 2, 3]);
}

#[tokio::test]
async fn commands_that_lose_leave_no_hole_in_the_positions_of_those_that_win() {
    let (store, _urls) = store().await;
    let pool = store.pool();
    let streams: Vec<Uuid> = (0..5).map(|_| Uuid::now_v7()).collect();
    let mut batch: Vec<Raw> = streams.iter().map(|stream| raw(*stream, 0, ZERO, 3)).collect();
    batch[1].base = 4;
    batch[3].events = 0;
    let answers = append(pool, &batch).await;
    assert_eq!(statuses(&answers), ["committed", "conflict", "committed", "nothing", "committed"]);
    assert_eq!([answers[0].2, answers[2].2, answers[3].2, answers[4].2], [3, 6, 6, 9]);
    let positions: Vec<i64> =
        sqlx::query_scalar("select position from log.events order by 1").fetch_all(pool).await.unwrap();
    assert_eq!(positions, (1..=9).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_older_snapshot_than_the_lock_is_refused() {
    let (store, _urls) = store().await;
    let mut transaction = store.pool().begin().await.unwrap();
    sqlx::query("set transaction isolation level repeatable read").execute(&mut *transaction).await.unwrap();
    let refused = sqlx::query(
        "select * from log.append_batch('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')",
    )
    .fetch_all(&mut *transaction)
    .await;
    assert!(refused.unwrap_err().to_string().contains("read committed"));
}
