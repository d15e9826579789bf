//! Whoever may do anything to the database, and does. Each deed is found and called by its name.
//!
//! Events of `Log::mixed`: family 1 has positions 1, 2, 5, 6, 9, 10 (sequences 1 to 6), family 2 has 3, 4, 7, 8, 11, 12. Each pair is one command.

use hamyar_proof::verify::{Kind, Since, Wanted};
use hamyar_proof::{Begins, Checkpoint, Signed, SigningKey};

use crate::support::*;

const A: &str = "aggregate_id = '00000000-0000-0000-0000-000000000001'";
const B: &str = "aggregate_id = '00000000-0000-0000-0000-000000000002'";

/// A deed, done without a thought for hashes; what is found where no checkpoint covers it, and where one does.
struct Deed {
    sql: String,
    kind: Kind,
    at: (u128, i64),
    bare_at: (u128, i64),
    bare: &'static str,
    signed: &'static str,
}

fn deed(sql: impl Into<String>, kind: Kind, at: (u128, i64), bare: &'static str, signed: &'static str) -> Deed {
    Deed { sql: sql.into(), kind, at, bare_at: at, bare, signed }
}

fn deeds() -> Vec<Deed> {
    let content = |columns: &str, other: &str| {
        let one = format!("{A} and sequence = 3");
        let sets: Vec<String> = columns.split(' ').map(|column| format!("{column} = o.{column}")).collect();
        format!(
            "create temp table two as select * from log.events where ({one}) or ({other});
             update log.events e set {} from two m, two o where m.position = e.position and o.position <> m.position;
             drop table two",
            sets.join(", ")
        )
    };
    // Exchanging what must be unique takes a step aside.
    let keys = |columns: &str, other: &str| {
        let one = format!("{A} and sequence = 3");
        let sets: Vec<String> = columns.split(' ').map(|column| format!("{column} = o.{column}")).collect();
        format!(
            "create temp table two as select * from log.events where ({one}) or ({other});
             delete from log.events e using two m where m.event_id = e.event_id;
             create temp table changed as select * from two;
             update changed e set {} from two m, two o where m.event_id = e.event_id and o.event_id <> m.event_id;
             insert into log.events select * from changed;
             drop table two, changed",
            sets.join(", ")
        )
    };
    let same = format!("{A} and sequence = 5");
    let other = format!("{B} and sequence = 3");
    vec![
        deed(
            format!(
                "update log.events set payload = '{{\"type\":\"note_taken\",\"number\":9}}' where {A} and sequence = 3"
            ),
            Kind::Edited,
            (1, 3),
            "content",
            "content",
        ),
        deed(
            format!("update log.events set payload = (payload::text || ' ')::json where {B} and sequence = 6"),
            Kind::Edited,
            (2, 6),
            "content",
            "content",
        ),
        deed(
            format!(
                "update log.events set metadata = replace(metadata::text, '000000000063', '000000000062')::json where {A} and sequence = 3"
            ),
            Kind::Edited,
            (1, 3),
            "content",
            "content",
        ),
        deed(
            format!("update log.events set event_type = 'note_lost' where {A} and sequence = 3"),
            Kind::Edited,
            (1, 3),
            "content",
            "content",
        ),
        deed(
            format!("update log.events set recorded_at = recorded_at - interval '1 year' where {A} and sequence = 3"),
            Kind::Edited,
            (1, 3),
            "recorded_at",
            "recorded_at",
        ),
        deed(
            format!("update log.events set command_id = gen_random_uuid() where {A} and sequence = 3"),
            Kind::Edited,
            (1, 3),
            "ids",
            "ids",
        ),
        deed(format!("delete from log.events where {A} and sequence = 3"), Kind::Deleted, (1, 3), "event", "event"),
        deed(
            format!("delete from log.events where {A} and sequence >= 5"),
            Kind::Truncated,
            (1, 5),
            "stream",
            "stream",
        ),
        deed("delete from log.events where position >= 11", Kind::Truncated, (2, 6), "log", "log"),
        deed(keys("position recorded_at", &same), Kind::Reordered, (1, 5), "position", "position"),
        // Without a checkpoint an exchanged event is named as it stands.
        Deed { bare_at: (1, 5), ..deed(keys("sequence", &same), Kind::Reordered, (1, 3), "sequence", "sequence") },
        deed(content("payload metadata", &same), Kind::Reordered, (1, 3), "sequence", "content"),
        deed(content("payload metadata", &other), Kind::Swapped, (1, 3), "stream", "content"),
        deed(content("payload", &other), Kind::Swapped, (1, 3), "stream", "content"),
        Deed { bare_at: (2, 3), ..deed(keys("aggregate_id", &other), Kind::Swapped, (1, 3), "stream", "stream") },
    ]
}

/// What no checkpoint covers is held to the chain and to the answers of commands.
#[tokio::test(flavor = "multi_thread")]
async fn each_careless_deed_is_named_where_no_checkpoint_covers_it() {
    for deed in deeds() {
        let log = Log::mixed().await;
        assert!(log.verify().await.intact);
        log.tamper(&deed.sql).await;
        let at = if deed.what_log() { None } else { Some(deed.bare_at) };
        eprintln!("{}", deed.sql);
        assert_first(&log.verify().await, deed.kind, deed.bare, at);
    }
}

impl Deed {
    /// Where the end of the whole log is gone, which event is named first depends on who tells it.
    fn what_log(&self) -> bool {
        self.bare == "log" || self.bare == "position"
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_careless_deed_is_named_where_a_checkpoint_covers_it() {
    for deed in deeds() {
        let log = Log::mixed().await;
        log.checkpoint().await;
        log.notes(1, 2).await;
        assert!(log.verify().await.intact);
        // The end of the log is what was signed.
        log.tamper("delete from log.events where position > 12; delete from log.command_outcome where position > 12")
            .await;
        log.tamper(&deed.sql).await;
        let at = if deed.what_log() { None } else { Some(deed.at) };
        eprintln!("{}", deed.sql);
        assert_first(&log.verify().await, deed.kind, deed.signed, at);
        // Found in the family's own history too.
        let family = log.verify_family(deed.at.0).await;
        assert!(!family.intact, "{}", deed.sql);
    }
}

/// Every hash computed again, positions made gapless, the answers to commands made to agree: the database tells nothing any more.
#[tokio::test(flavor = "multi_thread")]
async fn each_careful_deed_is_named_by_the_checkpoint_alone() {
    let inserted = format!(
        "update log.events set sequence = sequence + 1000 where {A} and sequence >= 3;
         update log.events set sequence = sequence - 999 where {A} and sequence > 1000;
         insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, position, recorded_at, event_id,
                                 command_id, prev_hash, hash)
         select aggregate_type, aggregate_id, 3, event_type, event_version, payload,
                replace(replace(metadata::text, event_id::text, '00000000-0000-7000-8000-0000000000e1'), command_id::text,
                        '00000000-0000-7000-8000-0000000000c1')::json,
                100, recorded_at, '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000c1', prev_hash, hash
           from log.events where {A} and sequence = 2;
         create temp table late as select event_id from log.events where position >= 3 and position < 100;
         update log.events set position = position + 200 where event_id in (select event_id from late);
         drop table late"
    );
    let deleted = format!(
        "delete from log.events where {A} and sequence = 3;
         update log.events set sequence = sequence - 1, command_ord = 0 where {A} and sequence = 4;
         update log.events set sequence = sequence - 1 where {A} and sequence = 5;
         update log.events set sequence = sequence - 1 where {A} and sequence = 6"
    );
    let moved = format!(
        "update log.events set aggregate_id = '00000000-0000-0000-0000-000000000002', sequence = 7 where {A} and sequence = 6"
    );
    let edit = format!(
        "update log.events set payload = '{{\"type\":\"note_taken\",\"number\":9}}' where {A} and sequence = 3"
    );
    let all = deeds();
    let of = |kind: Kind, signed: &str| all.iter().find(|d| d.kind == kind && d.signed == signed).unwrap().sql.clone();
    for (sql, kind, what, at) in [
        (edit, Kind::Edited, "content", Some((1, 3))),
        (of(Kind::Edited, "recorded_at"), Kind::Edited, "recorded_at", Some((1, 3))),
        (deleted, Kind::Deleted, "event", Some((1, 3))),
        (format!("delete from log.events where {A}"), Kind::Deleted, "stream", Some((1, 1))),
        (of(Kind::Truncated, "stream"), Kind::Truncated, "stream", Some((1, 5))),
        (of(Kind::Truncated, "log"), Kind::Truncated, "log", Some((2, 5))),
        (inserted, Kind::Inserted, "event", Some((1, 3))),
        (of(Kind::Reordered, "sequence"), Kind::Reordered, "sequence", Some((1, 3))),
        (of(Kind::Reordered, "content"), Kind::Reordered, "content", Some((1, 3))),
        (of(Kind::Swapped, "content"), Kind::Swapped, "content", Some((1, 3))),
        (of(Kind::Swapped, "stream"), Kind::Swapped, "stream", Some((1, 3))),
        (moved, Kind::Swapped, "stream", Some((1, 6))),
    ] {
        let log = Log::mixed().await;
        let bare = Log::mixed().await;
        log.checkpoint().await;
        for log in [&log, &bare] {
            log.tamper(&sql).await;
            log.rechain(1).await;
            log.rechain(2).await;
            log.cover_tracks().await;
        }
        eprintln!("{sql}");
        let report = log.verify().await;
        assert_first(&report, kind, what, at);
        assert_eq!(
            report.findings.len(),
            if sql.contains("two") && what != "position" { 2 } else { 1 },
            "{:#?}",
            report.findings.iter().map(|f| f.in_words()).collect::<Vec<_>>()
        );
        // The same deed without a checkpoint: nothing of it is left to see, except times or sequences that run
        // backwards along positions, as they do in a stream that took in another one's event, and ids in the metadata.
        let unseen = bare.verify().await;
        assert!(
            unseen.intact
                || ["recorded_at", "sequence"].contains(&what)
                || kind == Kind::Swapped
                || sql.contains("metadata")
                || sql.contains("aggregate_id = o.aggregate_id")
                || sql.contains("sequence = 7"),
            "{sql}: {:#?}",
            unseen.findings.iter().map(|f| f.in_words()).collect::<Vec<_>>()
        );
    }
}

/// The ledger is gone too: the root alone still tells that, and between which positions.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_ledger_a_careful_deed_is_found_and_placed_between_two_checkpoints() {
    let log = Log::new().await;
    log.notes(1, 3).await;
    log.checkpoint().await;
    log.notes(1, 3).await;
    log.checkpoint().await;
    std::fs::remove_file(log.folder().path().join("ledger")).unwrap();
    log.tamper("update log.events set payload = '{\"type\":\"note_taken\",\"number\":9}' where sequence = 5").await;
    log.rechain(1).await;
    let report = log.verify().await;
    let kinds: Vec<_> = report.findings.iter().map(|f| (f.kind, f.what, f.position, f.checkpoint)).collect();
    assert_eq!(kinds, [(Kind::LedgerAltered, "missing", None, Some(2)), (Kind::Rewritten, "root", Some(4), Some(2))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_altered_to_fit_the_log_is_not_believed() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.tamper(&format!(
        "update log.events set recorded_at = recorded_at - interval '1 microsecond' where {A} and sequence = 1"
    ))
    .await;
    let path = log.folder().path().join("ledger");
    let mut bytes = std::fs::read(&path).unwrap();
    // The first record's time: after the header (32), the kind (1 + 6) and the epoch (4).
    bytes[32 + 7 + 4 + 7] = bytes[32 + 7 + 4 + 7].wrapping_sub(1);
    std::fs::write(&path, bytes).unwrap();
    let report = log.verify().await;
    assert_eq!(report.findings[0].kind, Kind::LedgerAltered);
    assert!(
        report.findings.iter().any(|f| f.kind == Kind::Rewritten || f.what == "recorded_at"),
        "{:#?}",
        report.findings
    );
    assert_eq!(report.covered_to, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_edited_forged_renamed_or_gone_is_named() {
    let log = Log::new().await;
    for _ in 0..4 {
        log.notes(1, 2).await;
        log.checkpoint().await;
    }
    assert!(log.verify().await.intact);
    let folder = log.folder();
    let file = |number| folder.file(number);
    let original = std::fs::read_to_string(file(2)).unwrap();

    std::fs::write(file(2), original.replace("\n4\n", "\n5\n")).unwrap();
    let report = log.verify().await;
    assert_first(&report, Kind::CheckpointForged, "altered", None);
    assert_eq!(report.findings[0].checkpoint, Some(2));

    let forger = SigningKey::from_seed(&[66; 32]);
    let forged = Signed::read(&original).unwrap().checkpoint().clone();
    let forged = Checkpoint { root: [0; 32], ..forged }.sign(&forger);
    std::fs::write(file(2), forged.text()).unwrap();
    assert_first(&log.verify().await, Kind::CheckpointForged, "other_key", None);

    std::fs::write(file(2), "nothing").unwrap();
    assert_first(&log.verify().await, Kind::CheckpointForged, "unreadable", None);

    std::fs::copy(file(3), file(2)).unwrap();
    assert_first(&log.verify().await, Kind::CheckpointForged, "renamed", None);

    std::fs::remove_file(file(2)).unwrap();
    let report = log.verify().await;
    assert_first(&report, Kind::CheckpointMissing, "file", None);
    assert_eq!(report.findings[0].checkpoint, Some(2));

    std::fs::write(file(2), &original).unwrap();
    assert!(log.verify().await.intact);

    // The newest is the one that nothing after it names: its copy tells.
    let newest = std::fs::read(file(4)).unwrap();
    std::fs::remove_file(file(4)).unwrap();
    let report = log.verify().await;
    assert_first(&report, Kind::CheckpointMissing, "file", None);
    assert_eq!(report.findings[0].checkpoint, Some(4));
    std::fs::write(file(4), newest).unwrap();

    log.tamper("update log.checkpoint set note = replace(note, 'number 3', 'number 5') where number = 3").await;
    assert_first(&log.verify().await, Kind::CheckpointForged, "copy", None);
    log.tamper("delete from log.checkpoint where number = 3").await;
    assert_first(&log.verify().await, Kind::CheckpointMissing, "copy", None);
}

/// Database, folder and key are all in the hands of one: everything was made anew. A checkpoint on paper contradicts it.
#[tokio::test(flavor = "multi_thread")]
async fn paper_contradicts_whoever_rewrote_everything() {
    let log = Log::mixed().await;
    let paper = log.checkpoint().await.text().to_owned();
    log.tamper("update log.events set payload = '{\"type\":\"note_taken\",\"number\":9}' where position = 5; truncate log.checkpoint").await;
    log.rechain(1).await;
    std::fs::remove_dir_all(log.folder().path()).unwrap();
    log.checkpoint().await;
    assert!(log.verify().await.intact, "whoever has everything deceives whoever has only that");
    let wanted = Wanted { witnesses: vec![paper.clone()], ..log.wanted() };
    let report = log.verify_with(&wanted).await.unwrap();
    let kinds: Vec<_> = report.findings.iter().map(|f| (f.kind, f.what)).collect();
    assert!(kinds.contains(&(Kind::CheckpointForged, "fork")), "{kinds:?}");
    // With another key as well.
    std::fs::remove_file(log.key_file()).unwrap();
    std::fs::remove_dir_all(log.folder().path()).unwrap();
    log.tamper("truncate log.checkpoint").await;
    log.checkpoint().await;
    let wanted = Wanted { witnesses: vec![paper], ..log.wanted() };
    assert_first(&log.verify_with(&wanted).await.unwrap(), Kind::CheckpointForged, "other_key", None);
}

#[tokio::test(flavor = "multi_thread")]
async fn since_a_checkpoint_only_what_is_newer_is_read_and_what_is_wrong_there_is_found() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.notes(2, 2).await;
    log.checkpoint().await;
    log.notes(1, 2).await;
    let wanted = Wanted { since: Some(Since::Number(1)), ..log.wanted() };
    let report = log.verify_with(&wanted).await.unwrap();
    assert!(report.intact, "{:#?}", report.findings);
    assert_eq!((report.events, report.after, report.head, report.covered_to), (4, 12, 16, 14));
    log.tamper("update log.events set payload = '{}' where position in (14, 16)").await;
    assert_first(&log.verify_with(&wanted).await.unwrap(), Kind::Edited, "content", Some((2, 8)));
    let unknown = Wanted { since: Some(Since::Number(9)), ..log.wanted() };
    assert!(log.verify_with(&unknown).await.is_err());
}

/// A series may begin for a stated reason, and says so for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_forged_beginning_of_a_series_is_loud() {
    let log = Log::mixed().await;
    let honest = log.checkpoint().await;
    let forger = SigningKey::from_seed(&[66; 32]);
    let forged = Checkpoint {
        number: 2,
        series: 2,
        begins: Some(Begins::KeyLost),
        previous: Some(honest.digest()),
        ..honest.checkpoint().clone()
    };
    log.folder().write(&forged.sign(&forger)).unwrap();
    let report = log.verify().await;
    assert_first(&report, Kind::CheckpointForged, "other_key", None);
    let trusting = Wanted { key: None, ..log.wanted() };
    let notices = log.verify_with(&trusting).await.unwrap().notices.join("\n");
    assert!(notices.contains("the key before it was lost") && notices.contains("on their own word"), "{notices}");
}
