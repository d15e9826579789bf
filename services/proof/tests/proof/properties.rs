//! Random histories and random deeds.

use proptest::prelude::*;

use crate::support::*;

/// A change of one event, its stream's hashes computed again, everything made to look right.
#[derive(Clone, Debug)]
enum Deed {
    Payload,
    Metadata,
    Type,
    Version,
    Time(i64),
    Delete,
    CutStream,
    CutLog,
    Move,
    SwapPositions,
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        Just(Deed::Payload),
        Just(Deed::Metadata),
        Just(Deed::Type),
        Just(Deed::Version),
        (1i64..1_000_000).prop_map(Deed::Time),
        Just(Deed::Delete),
        Just(Deed::CutStream),
        Just(Deed::CutLog),
        Just(Deed::Move),
        Just(Deed::SwapPositions),
    ]
}

async fn commit(log: &Log, deed: &Deed, position: i64, careful: bool) {
    let here = format!("position = {position}");
    let statement = match deed {
        Deed::Payload => format!("update log.events set payload = (payload::text || ' ')::json where {here}"),
        Deed::Metadata => format!("update log.events set metadata = (metadata::text || ' ')::json where {here}"),
        Deed::Type => format!("update log.events set event_type = event_type || 'x' where {here}"),
        Deed::Version => format!("update log.events set event_version = '9' where {here}"),
        Deed::Time(by) => format!("update log.events set recorded_at = recorded_at - {by} * interval '1 microsecond' where {here}"),
        Deed::Delete => format!("delete from log.events where {here}"),
        Deed::CutStream => format!(
            "delete from log.events e using log.events h where h.{here} and e.aggregate_id = h.aggregate_id and e.sequence >= h.sequence"
        ),
        Deed::CutLog => format!("delete from log.events where position >= {position}"),
        Deed::Move => format!("update log.events set aggregate_id = '00000000-0000-0000-0000-0000000000ff', sequence = 1 where {here}"),
        Deed::SwapPositions => format!(
            "update log.events set position = 1000000 where {here}; update log.events set position = {position} where position = {other};
             update log.events set position = {other} where position = 1000000",
            other = if position == 1 { 2 } else { position - 1 }
        ),
    };
    log.tamper(&statement).await;
    if careful {
        // Sequences without a gap again.
        log.tamper(
            "update log.events e set sequence = -n.place from (select event_id, row_number() over (partition by aggregate_id order by sequence) as place
               from log.events) n where n.event_id = e.event_id;
             update log.events set sequence = -sequence",
        )
        .await;
        for number in [1, 2, 3, 255] {
            log.rechain(number).await;
        }
        log.cover_tracks().await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Untouched, a log with checkpoints anywhere verifies; after any deed on what they cover it does not, however careful the deed was.
    #[test]
    fn untouched_logs_verify_and_touched_ones_never_do(
        commands in prop::collection::vec((1u128..=3, 1i64..=3, any::<bool>()), 2..10),
        deed in deeds(),
        place in any::<prop::sample::Index>(),
        careful in any::<bool>(),
        keeps_ledger in prop::bool::weighted(0.8),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let log = Log::new().await;
            let keeper = log.keeper();
            for (family, count, checkpoint) in &commands {
                log.notes(*family, *count).await;
                if *checkpoint {
                    keeper.make(chrono::Utc::now()).await.unwrap();
                }
            }
            keeper.make(chrono::Utc::now()).await.unwrap();
            let untouched = log.verify().await;
            assert!(untouched.intact, "{untouched:#?}");
            let position = place.index(usize::try_from(untouched.head).unwrap()) as i64 + 1;
            commit(&log, &deed, position, careful).await;
            if !keeps_ledger {
                std::fs::remove_file(log.folder().path().join("ledger")).unwrap();
            }
            let touched = log.verify().await;
            let about_events = touched.findings.iter().any(|finding| finding.position.is_some());
            assert!(about_events, "{deed:?} at {position}, careful: {careful}: {touched:#?}");
        });
    }
}
