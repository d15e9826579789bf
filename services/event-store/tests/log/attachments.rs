//! Bytes beside the log: sealed, proven by a hash, kept for whoever's event comes, destroyed with whom they belong to.

use crate::support::*;
use hamyar_event_store::*;
use sqlx::PgPool;
use uuid::Uuid;

fn place(subject: Subject) -> AttachmentPlace {
    AttachmentPlace { family_id: Uuid::now_v7(), attachment_id: Uuid::now_v7(), subject }
}

fn of_person() -> AttachmentPlace {
    place(Subject::Person(Uuid::now_v7()))
}

/// Three chunks, with the canary at both ends.
fn file() -> Vec<u8> {
    let mut bytes = CANARY.as_bytes().to_vec();
    bytes.extend((0..150_000_u32).map(|n| n as u8));
    bytes.extend(CANARY.as_bytes());
    bytes
}

/// What the log says of an attachment, written by hand: these tests know no family.
async fn says(admin: &PgPool, event_type: &str, place: AttachmentPlace) {
    let payload = format!(r#"{{"type":"{event_type}","attachment_id":"{}"}}"#, place.attachment_id);
    sqlx::query(
        "insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, prev_hash, hash) \
         values ('family', $1, (select coalesce(max(sequence), 0) + 1 from log.events where aggregate_id = $1), $2, '1.0.0', $3::json, '{}', \
                 sha256('a'), sha256('b'))",
    )
    .bind(place.family_id.to_string())
    .bind(event_type)
    .bind(payload)
    .execute(admin)
    .await
    .unwrap();
}

async fn a_day_goes_by(admin: &PgPool) {
    sqlx::query("update attachments.waiting set since = since - interval '25 hours'").execute(admin).await.unwrap();
}

async fn destroy_key(admin: &PgPool, subject: Subject) {
    sqlx::query("update log.subject_key set wrapped = null, destroyed_at = now() where subject = $1")
        .bind(subject.to_string())
        .execute(admin)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_put_is_read_as_it_was_and_stands_nowhere_in_the_clear() {
    let (store, urls) = store().await;
    let place = of_person();
    let kept = store.put_attachment(place, &file()).await.unwrap();
    assert_eq!(kept.size_bytes, file().len() as u64);
    assert_eq!(store.read_attachment(place, &kept.sealed_sha256).await.unwrap()[..], file()[..]);
    let admin = admin(&urls).await;
    let canary = CANARY.as_bytes();
    for (table, column) in [("blob", "bytes"), ("sealed", "header"), ("sealed", "content"), ("sealed", "sha256")] {
        let bytes: Vec<Vec<u8>> =
            sqlx::query_scalar(&format!("select {column} from attachments.{table}")).fetch_all(&admin).await.unwrap();
        let all = bytes.concat();
        assert!(!all.windows(canary.len()).any(|part| part == canary), "{table}.{column}");
    }
    let chunks: i64 = sqlx::query_scalar("select count(*) from attachments.blob").fetch_one(&admin).await.unwrap();
    assert_eq!(chunks, 3);
}

#[tokio::test]
async fn one_upload_sent_twice_at_once_or_again_is_kept_once() {
    let (store, urls) = store().await;
    let place = of_person();
    let bytes = file();
    let (one, two) = tokio::join!(store.put_attachment(place, &bytes), store.put_attachment(place, &bytes));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one, two);
    assert_eq!(store.put_attachment(place, &bytes).await.unwrap(), one);
    assert_eq!(store.read_attachment(place, &one.sealed_sha256).await.unwrap()[..], bytes[..]);
    let files: i64 =
        sqlx::query_scalar("select count(*) from attachments.sealed").fetch_one(&admin(&urls).await).await.unwrap();
    assert_eq!(files, 1);
}

#[tokio::test]
async fn another_file_under_the_same_id_is_refused_and_so_is_an_empty_one() {
    let (store, _) = store().await;
    let place = of_person();
    let kept = store.put_attachment(place, b"first").await.unwrap();
    assert!(matches!(store.put_attachment(place, b"second").await, Err(AttachmentError::Taken)));
    let elsewhere = AttachmentPlace { family_id: Uuid::now_v7(), ..place };
    assert!(matches!(store.put_attachment(elsewhere, b"first").await, Err(AttachmentError::Taken)));
    assert!(matches!(store.put_attachment(of_person(), b"").await, Err(AttachmentError::Empty)));
    assert_eq!(store.read_attachment(place, &kept.sealed_sha256).await.unwrap()[..], b"first"[..]);
    assert!(matches!(store.read_attachment(elsewhere, &kept.sealed_sha256).await, Err(AttachmentError::Gone)));
}

/// Whoever has the database, and even may switch its triggers off, changes nothing unseen.
#[tokio::test]
async fn tampering_with_the_bytes_is_seen_when_they_are_read() {
    let (store, urls) = store().await;
    let admin = admin(&urls).await;
    let ways = [
        "update attachments.blob set bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1) where chunk = 1 and attachment_id = $1",
        "update attachments.blob set chunk = 3 - chunk where chunk > 0 and attachment_id = $1",
        "delete from attachments.blob where chunk = 2 and attachment_id = $1",
        "update attachments.sealed set header = set_byte(header, 5, get_byte(header, 5) # 1) where attachment_id = $1",
        "update attachments.sealed set subject = 'person:00000000-0000-0000-0000-000000000009' where attachment_id = $1",
    ];
    for way in ways {
        let place = of_person();
        let kept = store.put_attachment(place, &file()).await.unwrap();
        let refused = sqlx::query(way).bind(place.attachment_id).execute(&admin).await;
        assert!(refused.is_err() || way.starts_with("delete"), "the triggers refuse: {way}");
        let mut connection = admin.acquire().await.unwrap();
        // Two chunks change places only where their key is checked at the end.
        sqlx::raw_sql(
            "set session_replication_role = replica; alter table attachments.blob drop constraint if exists blob_pkey",
        )
        .execute(&mut *connection)
        .await
        .unwrap();
        sqlx::query(way).bind(place.attachment_id).execute(&mut *connection).await.unwrap();
        sqlx::raw_sql("set session_replication_role = origin").execute(&mut *connection).await.unwrap();
        let read = store.read_attachment(place, &kept.sealed_sha256).await;
        assert!(matches!(read, Err(AttachmentError::Damaged)), "{way}: {read:?}");
    }
    // Whole bytes of another sealing of the same file, with a hash to fit in the table: the log's hash is the one that counts.
    let place = of_person();
    let kept = store.put_attachment(place, &file()).await.unwrap();
    sqlx::query("delete from attachments.sealed where attachment_id = $1")
        .bind(place.attachment_id)
        .execute(&admin)
        .await
        .unwrap();
    store.put_attachment(place, &file()).await.unwrap();
    assert!(matches!(store.read_attachment(place, &kept.sealed_sha256).await, Err(AttachmentError::Damaged)));
}

#[tokio::test]
async fn the_application_reads_the_tables_and_changes_them_by_the_functions_alone() {
    let (store, _) = store().await;
    store.put_attachment(of_person(), &file()).await.unwrap();
    for statement in [
        "delete from attachments.sealed",
        "delete from attachments.blob",
        "update attachments.sealed set chunks = 1",
        "insert into attachments.waiting (attachment_id) select attachment_id from attachments.sealed",
        "truncate attachments.blob",
        "select attachments.happened('attachment_removed', gen_random_uuid(), gen_random_uuid())",
        "select attachments.of_late_work(gen_random_uuid(), gen_random_uuid())",
    ] {
        let error = sqlx::query(statement).execute(store.pool()).await.unwrap_err();
        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
        assert_eq!(code, "42501", "{statement}");
    }
}

#[tokio::test]
async fn bytes_that_no_event_claims_within_a_day_are_swept_and_claimed_ones_stay() {
    let (store, urls) = store().await;
    let admin = admin(&urls).await;
    let (lost, claimed) = (of_person(), of_person());
    let kept = store.put_attachment(claimed, &file()).await.unwrap();
    let gone = store.put_attachment(lost, &file()).await.unwrap();
    says(&admin, "attachment_added", claimed).await;
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept::default(), "not before the day is over");
    a_day_goes_by(&admin).await;
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept { destroyed: 1, kept: 1 });
    assert!(matches!(store.read_attachment(lost, &gone.sealed_sha256).await, Err(AttachmentError::Gone)));
    assert!(store.read_attachment(claimed, &kept.sealed_sha256).await.is_ok());
    let blobs: i64 = sqlx::query_scalar("select count(*) from attachments.blob").fetch_one(&admin).await.unwrap();
    assert_eq!(blobs, 3, "chunks go with their file");
    a_day_goes_by(&admin).await;
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept::default(), "what was claimed is not looked at again");
}

/// What the log says of late work with a file, written by hand.
async fn late(admin: &PgPool, event_type: &str, place: AttachmentPlace, late_id: Uuid) {
    let payload = format!(
        r#"{{"type":"{event_type}","late_id":"{late_id}","file":{{"attachment_id":"{}"}}}}"#,
        place.attachment_id
    );
    sqlx::query(
        "insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, prev_hash, hash) \
         values ('family', $1, (select coalesce(max(sequence), 0) + 1 from log.events where aggregate_id = $1), $2, '1.0.0', $3::json, '{}', \
                 sha256('a'), sha256('b'))",
    )
    .bind(place.family_id.to_string())
    .bind(event_type)
    .bind(payload)
    .execute(admin)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_file_of_late_work_waits_until_it_is_settled_and_goes_then() {
    let (store, urls) = store().await;
    let admin = admin(&urls).await;
    let (place, swept) = (of_person(), of_person());
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let kept = store.put_attachment(place, &file()).await.unwrap();
    store.put_attachment(swept, &file()).await.unwrap();
    late(&admin, "late_work_parked", place, one).await;
    late(&admin, "late_work_parked", swept, other).await;
    a_day_goes_by(&admin).await;
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept { destroyed: 0, kept: 2 }, "it waits for a person");
    assert!(!store.destroy_settled_attachment(place.family_id, place.attachment_id).await.unwrap());
    store.read_attachment(place, &kept.sealed_sha256).await.unwrap();
    late(&admin, "late_work_settled", place, one).await;
    assert!(!store.destroy_settled_attachment(Uuid::now_v7(), place.attachment_id).await.unwrap());
    assert!(store.destroy_settled_attachment(place.family_id, place.attachment_id).await.unwrap());
    assert!(matches!(store.read_attachment(place, &kept.sealed_sha256).await, Err(AttachmentError::Gone)));
    // The node died between the settling and the destroying.
    store.look_again_at_attachment(swept.attachment_id).await.unwrap();
    late(&admin, "late_work_settled", swept, other).await;
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept { destroyed: 1, kept: 0 });
}

#[tokio::test]
async fn an_upload_that_goes_on_after_a_day_has_another_day() {
    let (store, urls) = store().await;
    let place = of_person();
    let first = store.put_attachment(place, &file()).await.unwrap();
    a_day_goes_by(&admin(&urls).await).await;
    assert_eq!(store.put_attachment(place, &file()).await.unwrap(), first);
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept::default());
}

#[tokio::test]
async fn only_what_the_history_says_was_taken_out_is_destroyed() {
    let (store, urls) = store().await;
    let admin = admin(&urls).await;
    let place = of_person();
    let kept = store.put_attachment(place, &file()).await.unwrap();
    says(&admin, "attachment_added", place).await;
    assert!(!store.destroy_removed_attachment(place.family_id, place.attachment_id).await.unwrap());
    store.read_attachment(place, &kept.sealed_sha256).await.unwrap();
    says(&admin, "attachment_removed", place).await;
    assert!(store.destroy_removed_attachment(place.family_id, place.attachment_id).await.unwrap());
    assert!(matches!(store.read_attachment(place, &kept.sealed_sha256).await, Err(AttachmentError::Gone)));
}

/// The node died between the removal and the destroying.
#[tokio::test]
async fn a_removal_that_nobody_finished_is_finished_by_the_sweep_at_once() {
    let (store, urls) = store().await;
    let admin = admin(&urls).await;
    let place = of_person();
    store.put_attachment(place, &file()).await.unwrap();
    says(&admin, "attachment_added", place).await;
    a_day_goes_by(&admin).await;
    store.sweep_attachments().await.unwrap();
    store.look_again_at_attachment(place.attachment_id).await.unwrap();
    says(&admin, "attachment_removed", place).await;
    assert_eq!(store.sweep_attachments().await.unwrap(), Swept { destroyed: 1, kept: 0 });
}

#[tokio::test]
async fn bytes_are_given_up_only_when_their_command_was_refused_for_good() {
    let (store, urls) = store().await;
    let place = of_person();
    store.put_attachment(place, &file()).await.unwrap();
    let command = Uuid::now_v7();
    assert!(!store.give_up_attachment(place.attachment_id, command).await.unwrap());
    sqlx::query(
        "insert into log.command_outcome (command_id, actor, fingerprint, kind, aggregate_type, aggregate_id, sequence, position, events, \
         refusal, recorded_at) values ($1, 'user:x', sha256('a'), 'refused', 'family', $2, 1, 1, 0, '{}', now())",
    )
    .bind(command)
    .bind(place.family_id.to_string())
    .execute(&admin(&urls).await)
    .await
    .unwrap();
    assert!(store.give_up_attachment(place.attachment_id, command).await.unwrap());
}

#[tokio::test]
async fn with_a_person_every_byte_of_the_person_goes_and_nothing_new_comes() {
    let (store, urls) = store().await;
    let admin = admin(&urls).await;
    let (person, other) = (of_person(), of_person());
    let second = AttachmentPlace { attachment_id: Uuid::now_v7(), ..person };
    let kept = store.put_attachment(person, &file()).await.unwrap();
    store.put_attachment(second, &file()).await.unwrap();
    let others = store.put_attachment(other, &file()).await.unwrap();
    says(&admin, "attachment_added", person).await;
    assert_eq!(store.purge_attachments_of(&[person.subject]).await.unwrap(), 0, "who is not forgotten loses nothing");
    destroy_key(&admin, person.subject).await;
    store.forget_caches();
    assert!(matches!(store.read_attachment(person, &kept.sealed_sha256).await, Err(AttachmentError::Erased)));
    assert_eq!(store.purge_attachments_of(&[person.subject]).await.unwrap(), 2);
    assert_eq!(store.purge_attachments_of(&[person.subject]).await.unwrap(), 0, "again is harmless");
    assert!(matches!(store.read_attachment(person, &kept.sealed_sha256).await, Err(AttachmentError::Erased)));
    assert!(matches!(store.put_attachment(person, &file()).await, Err(AttachmentError::Erased)));
    assert!(store.read_attachment(other, &others.sealed_sha256).await.is_ok());
    let left: Vec<Uuid> =
        sqlx::query_scalar("select distinct attachment_id from attachments.blob").fetch_all(&admin).await.unwrap();
    assert_eq!(left, [other.attachment_id]);
}

/// A key that is unwrapped in memory while somebody destroys it takes no bytes any more.
#[tokio::test]
async fn a_key_destroyed_while_it_is_in_memory_takes_no_new_bytes() {
    let (store, urls) = store().await;
    let place = of_person();
    store.put_attachment(place, &file()).await.unwrap();
    destroy_key(&admin(&urls).await, place.subject).await;
    let late = AttachmentPlace { attachment_id: Uuid::now_v7(), ..place };
    assert!(matches!(store.put_attachment(late, &file()).await, Err(AttachmentError::Erased)));
}
