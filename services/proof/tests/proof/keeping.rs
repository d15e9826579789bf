//! How checkpoints come to be, and what is never signed.

use chrono::Utc;
use hamyar_proof::verify::Wanted;
use hamyar_proof::{Begins, Disagreement, NewSeries, ProofError, Signed, copies};

use crate::support::*;

fn disagrees(outcome: Result<Option<Signed>, ProofError>) -> Disagreement {
    match outcome {
        Err(ProofError::Disagrees(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_is_made_when_the_log_has_grown_and_names_the_one_before() {
    let log = Log::new().await;
    let keeper = log.keeper();
    assert_eq!(keeper.make(Utc::now()).await.unwrap(), None, "an empty log has nothing to sign");
    log.notes(1, 3).await;
    let first = keeper.make(Utc::now()).await.unwrap().unwrap();
    assert_eq!(
        (first.number, first.size, first.streams, first.begins, first.previous),
        (1, 3, 1, Some(Begins::New), None)
    );
    assert_eq!(keeper.make(Utc::now()).await.unwrap(), Some(first.clone()), "nothing new, nothing signed");
    log.notes(2, 1).await;
    let second = keeper.make(Utc::now()).await.unwrap().unwrap();
    assert_eq!((second.number, second.size, second.streams, second.previous), (2, 4, 2, Some(first.digest())));
    assert_eq!(second.begins, None);
    // A keeper that knows nothing yet goes on from the files.
    log.notes(1, 1).await;
    let third = log.checkpoint().await;
    assert_eq!((third.number, third.size, third.previous), (3, 5, Some(second.digest())));
    let report = log.verify().await;
    assert!(report.intact && report.checkpoints == 3 && report.covered_to == 5, "{report:#?}");
    assert_eq!(copies::all(log.store.pool()).await.unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_over_a_log_that_is_not_what_was_signed() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.tamper("delete from log.events where position = 12").await;
    assert!(matches!(disagrees(log.keeper().make(Utc::now()).await), Disagreement::CutOff { head: 11, size: 12, .. }));
    log.notes(1, 2).await;
    assert_eq!(disagrees(log.keeper().make(Utc::now()).await), Disagreement::Event(12));
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.notes(1, 2).await;
    log.tamper("update log.events set payload = '{}' where position = 14").await;
    assert_eq!(disagrees(log.keeper().make(Utc::now()).await), Disagreement::Event(14));
    assert_eq!(log.folder().texts().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tree_grows_from_what_was_signed_and_not_from_what_the_database_says_of_it_now() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.tamper("update log.events set payload = '{\"type\":\"note_taken\",\"number\":9}' where position = 5").await;
    log.notes(2, 1).await;
    log.checkpoint().await;
    let report = log.verify().await;
    assert_first(&report, hamyar_proof::verify::Kind::Edited, "content", Some((1, 3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_stops_the_signing_until_a_person_says_so_and_the_chain_says_it_for_ever() {
    let log = Log::mixed().await;
    let first = log.checkpoint().await;
    std::fs::remove_file(log.key_file()).unwrap();
    log.notes(1, 1).await;
    assert_eq!(disagrees(log.keeper().make(Utc::now()).await), Disagreement::KeyMissing(1));
    assert!(!log.key_file().exists(), "no key is made in silence");
    let second = log.keeper().begin_series(Utc::now(), NewSeries::KeyLost).await.unwrap().unwrap();
    assert_eq!((second.number, second.series, second.begins), (2, 2, Some(Begins::KeyLost)));
    assert_ne!(second.key, first.key);
    log.notes(1, 1).await;
    assert_eq!(log.checkpoint().await.begins, None);
    let report = log.verify().await;
    assert!(report.intact, "{:#?}", report.findings);
    assert!(report.notices.iter().any(|notice| notice.contains("the key before it was lost")), "{:?}", report.notices);
    // Somebody who noted the first key is told.
    let wanted = Wanted { key: Some(first.key), ..log.wanted() };
    assert_first(
        &log.verify_with(&wanted).await.unwrap(),
        hamyar_proof::verify::Kind::CheckpointForged,
        "other_key",
        None,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_store_goes_on_in_a_new_series_that_says_what_was_given_up() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.notes(1, 2).await;
    log.checkpoint().await;
    // What an older backup looks like.
    log.tamper("delete from log.events where position > 12; delete from log.command_outcome where position > 12; truncate log.checkpoint").await;
    log.store.forget_caches();
    assert!(matches!(disagrees(log.keeper().make(Utc::now()).await), Disagreement::CutOff { head: 12, size: 14, .. }));
    let begun = log.keeper().begin_series(Utc::now(), NewSeries::Restored).await.unwrap().unwrap();
    assert_eq!((begun.number, begun.series, begun.size, begun.begins), (3, 2, 12, Some(Begins::Restored { kept: 12 })));
    log.notes(2, 2).await;
    let next = log.checkpoint().await;
    assert_eq!((next.number, next.size), (4, 14));
    let report = log.verify().await;
    // The copies that the backup did not have were made again.
    assert!(report.intact, "{:#?}", report.findings);
    assert!(report.notices.iter().any(|notice| notice.contains("given up")), "{:?}", report.notices);
    assert!(log.folder().path().join("ledger.series-1").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_folder_is_brought_back_from_the_copies_and_the_log_that_still_has_the_root() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.notes(1, 2).await;
    let second = log.checkpoint().await;
    std::fs::remove_dir_all(log.folder().path()).unwrap();
    assert_eq!(log.checkpoint().await, second);
    let report = log.verify().await;
    assert!(report.intact && report.checkpoints == 2 && report.covered_to == 14, "{report:#?}");
    // But not over a log that was changed meanwhile.
    std::fs::remove_dir_all(log.folder().path()).unwrap();
    log.tamper("update log.events set payload = '{\"type\":\"note_taken\",\"number\":9}' where position = 5").await;
    log.rechain(1).await;
    assert_eq!(disagrees(log.keeper().make(Utc::now()).await), Disagreement::Ledger(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_the_crash_prevented_is_made_later() {
    let log = Log::mixed().await;
    let first = log.checkpoint().await;
    log.tamper("truncate log.checkpoint").await;
    log.checkpoint().await;
    assert_eq!(copies::one(log.store.pool(), 1).await.unwrap().unwrap().note, first.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_stores_folder_is_left_alone() {
    let (log, other) = (Log::mixed().await, Log::mixed().await);
    log.checkpoint().await;
    other.tamper("update log.store set store_id = gen_random_uuid()").await;
    let keeper = hamyar_proof::Keeper::new(other.store.pool().clone(), log.folder(), log.key_file());
    assert!(matches!(disagrees(keeper.make(Utc::now()).await), Disagreement::OtherStore(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_keepers_at_once_sign_one_chain() {
    let log = Log::mixed().await;
    let (here, there) = (log.keeper(), log.keeper());
    for _ in 0..5 {
        log.notes(1, 1).await;
        let (one, other) = tokio::join!(here.make(Utc::now()), there.make(Utc::now()));
        assert_eq!(one.unwrap(), other.unwrap());
    }
    let report = log.verify().await;
    assert!(report.intact && report.checkpoints == 5, "{report:#?}");
}

/// A node that does not keep the checkpoints asks, and the one that does answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_is_made_when_asked_for_and_at_the_end() {
    let log = Log::mixed().await;
    let stop = tokio_util::sync::CancellationToken::new();
    let hour = std::time::Duration::from_secs(3_600);
    let running = tokio::spawn(hamyar_proof::schedule::run(log.keeper(), hour, stop.clone()));
    let patience = std::time::Duration::from_secs(20);
    let first = copies::ask(log.store.pool(), patience).await.unwrap().expect("an answer");
    assert_eq!(first.size, 12);
    log.notes(1, 2).await;
    assert_eq!(copies::ask(log.store.pool(), patience).await.unwrap().expect("an answer").size, 14);
    assert_eq!(copies::keeper(log.store.pool()).await.unwrap().expect("a keeper").fault, None);
    log.notes(1, 2).await;
    stop.cancel();
    running.await.unwrap();
    assert_eq!(copies::newest(log.store.pool(), i64::MAX, 1).await.unwrap()[0].number, 3);
    assert_eq!(
        copies::ask(log.store.pool(), std::time::Duration::from_millis(200)).await.unwrap().map(|s| s.size),
        Some(16)
    );
    log.notes(1, 1).await;
    assert_eq!(
        copies::ask(log.store.pool(), std::time::Duration::from_millis(200)).await.unwrap(),
        None,
        "nobody keeps them now"
    );
}

/// A key of a person that is destroyed leaves history provable: only sealed bytes are covered.
#[tokio::test(flavor = "multi_thread")]
async fn a_destroyed_key_disturbs_nothing() {
    let log = Log::mixed().await;
    log.checkpoint().await;
    log.tamper("update log.subject_key set wrapped = null, destroyed_at = now()").await;
    assert!(log.verify().await.intact);
}
