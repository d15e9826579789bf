//! Forgetting: rows let go of whatever was derived from a person, and are those that a rebuild makes without the keys.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::TimeZone;
use hamyar_event_store::{ErasureRegister, EventStore, MasterKey, StoreOptions};
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::{ProjectedEvent, StreamEventAny};
use hamyar_projector::{Waited, check};
use proptest::prelude::*;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::story::*;
use crate::support::{Database, Running, append};

/// Values that must be found nowhere: each in a field of its own.
const SECRETS: [&str; 11] = [
    "قناری‌نام",
    "قناریپدر",
    "قناریخانواده",
    "قناریعنوان",
    "قناریپرسش",
    "قناریکار",
    "قناریپیشرفت",
    "9123456780",
    "قناریدرخواست",
    "قناریشکستن",
    "قناریجست",
];

fn person(member: u128, text: &str) -> Personal<String> {
    Personal::of_person(id(member), text.to_owned())
}

fn shared(family: u128, text: &str) -> Personal<String> {
    Personal::of_family(id(family), text.to_owned())
}

/// A family with a secret in every field that a read model keeps something of, beside the family of the year.
fn story() -> Story {
    let mut story = one_year();
    let mut file = identified(500, "M1-0500", SECRETS[2]);
    file.address = Some(shared(500, "قناری‌نشانی"));
    let mut head = member(501, SECRETS[0]);
    head.member.father_name = Some(person(501, SECRETS[1]));
    head.member.phone = Some(person(501, "09123456780"));
    let mut child = member(502, "آرزو");
    child.member.relation = Relation::Child;
    let mut entry = planned(510, "2025-05-01", "2025-05-10");
    entry.title = Some(shared(500, SECRETS[3]));
    let mut question = referred(500, 571, "2025-06-01", Urgency::Normal);
    question.question = shared(500, SECRETS[4]);
    let mut decided = decision(500, 571);
    for (number, task) in (580..).zip(&mut decided.tasks) {
        task.task_id = id(number).into();
        task.title = shared(500, SECRETS[5]);
    }
    story
        .family(500, file)
        .family(500, head)
        .family(500, child)
        .family(500, consent())
        .family(500, tier(TierMoment::Baseline, 1, Tier::Harmed, "2025-04-05"))
        .family(500, assigned(950, SECOND_CASEWORKER, "2025-04-10", "2026-04-10"))
        .family(500, entry)
        .family(500, question)
        .family(500, CommissionDecisionRecorded { decision: decided })
        .family(
            500,
            GlassBroken {
                glass_id: id(595).into(),
                user_id: id(901).into(),
                center_id: None,
                purpose: GlassPurpose::ForeignFile,
                reason: shared(500, SECRETS[9]),
                until: chrono::Utc.timestamp_opt(1_790_000_000, 0).unwrap(),
            },
        )
        .family(
            500,
            ComparisonAsked {
                comparison_id: id(596).into(),
                user_id: id(901).into(),
                center_id: None,
                names: Some(shared(500, SECRETS[10])),
                birth_year: Some(Personal::of_family(id(500), 1362)),
                phone: None,
                national_id_matches: false,
                asked_on: day("2025-07-01"),
            },
        )
        .family(
            500,
            LateWorkParked {
                late_id: id(597).into(),
                command_id: id(598),
                operation: "add_note".to_owned(),
                part_id: None,
                body: shared(500, SECRETS[10]),
                why: LateReason::HandedOver,
                refusal: None,
                user_id: id(901).into(),
                caseworker_id: None,
                based_on: None,
                parked_on: day("2025-07-02"),
                file: None,
            },
        )
        .family(
            500,
            TaskProgressed { task_id: id(580).into(), note: shared(500, SECRETS[6]), progressed_on: day("2025-06-12") },
        );
    story
}

/// The events that a legal order writes: what runs is ended, then the family is forgotten.
fn erased(family: u128, member: Option<u128>) -> PersonalDataErased {
    let subjects = match member {
        Some(member) => vec![Subject::Person(id(member))],
        None => [501, 502]
            .map(|member| Subject::Person(id(member)))
            .into_iter()
            .chain([Subject::Family(id(family))])
            .collect(),
    };
    PersonalDataErased {
        erasure_id: id(family + 90 + member.unwrap_or(0)).into(),
        member_id: member.map(|member| id(member).into()),
        ground: ErasureGround::LegalOrder,
        subjects,
        requested_by: id(901),
        requested_on: day("2026-05-01"),
        approved_by: id(902),
        erased_on: day("2026-05-02"),
    }
}

fn requested(family: u128, member: Option<u128>) -> ErasureRequested {
    let said = erased(family, member);
    ErasureRequested {
        erasure_id: said.erasure_id,
        member_id: said.member_id,
        ground: said.ground,
        note: Some(shared(family, SECRETS[8])),
        requested_by: said.requested_by,
        requested_on: said.requested_on,
    }
}

async fn store(database: &Database, folder: &std::path::Path) -> EventStore {
    let key = MasterKey::from_bytes([7; 32]);
    let mut options = StoreOptions::new(&database.urls.app_url, key.clone());
    options.register = Some(ErasureRegister::new(folder.join("store.erasures"), &key));
    EventStore::open(options).await.unwrap()
}

/// Every place of the whole database where a text stands, in any schema and column of text, JSON or bytes.
async fn found_in(database: &Database, text: &str) -> Vec<String> {
    let admin = sqlx::PgPool::connect(&database.urls.admin_url).await.unwrap();
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select table_schema, table_name, column_name from information_schema.columns
          where table_schema not in ('pg_catalog', 'information_schema')",
    )
    .fetch_all(&admin)
    .await
    .unwrap();
    let mut found = Vec::new();
    for (schema, table, column) in columns {
        let sql = format!(
            "select exists (select 1 from {schema}.\"{table}\" where \"{column}\"::text like '%' || $1 || '%')"
        );
        match sqlx::query_scalar(&sql).bind(text).fetch_one(&admin).await {
            Ok(true) => found.push(format!("{schema}.{table}.{column}")),
            Ok(false) => {}
            // Dropped since the list was made.
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42P01") => {}
            Err(error) => panic!("{error}"),
        }
    }
    found
}

#[tokio::test]
async fn a_forgotten_family_is_in_no_column_of_the_database_and_live_equals_rebuilt() {
    let (database, folder) = (Database::new().await, tempfile::tempdir().unwrap());
    let store = store(&database, folder.path()).await;
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    // Rows of an earlier version that no node runs, and of a rebuild that was killed.
    let admin = sqlx::PgPool::connect(&database.urls.admin_url).await.unwrap();
    let families = hamyar_projections::all().into_iter().find(|one| one.name() == "families").unwrap();
    for schema in ["rm_families_v1".to_owned(), families.rebuild_schema()] {
        sqlx::raw_sql(&format!(
            "create schema {schema} authorization hamyar_app; create table {schema}.old (name text); alter table {schema}.old owner to hamyar_app; insert into {schema}.old values ('{}')",
            SECRETS[0]
        ))
        .execute(&admin)
        .await
        .unwrap();
    }
    sqlx::query("insert into projection.checkpoint (name, version) values ('families', 1)")
        .execute(&admin)
        .await
        .unwrap();
    let head = append(&store, &story()).await;
    let wait = async |head| {
        assert_eq!(
            running.projector.checkpoints().wait_for(head, Duration::from_secs(30)).await.unwrap(),
            Waited::Reached
        );
    };
    wait(head).await;
    for kept in SECRETS.iter().filter(|one| **one != SECRETS[8]) {
        let at = found_in(&database, kept).await;
        assert!(!at.is_empty(), "{kept}");
        assert!(at.iter().all(|column| column.starts_with("rm_") || column.starts_with("rb_")), "{kept}: {at:?}");
    }
    let counts = "select count(*), sum(families)::bigint from cycle_count";
    let before: (i64, Option<i64>) = sqlx::query_as(counts).fetch_one(&database.pool).await.unwrap();
    let mut decided = Story::default();
    decided.family(500, requested(500, None)).family(500, erased(500, None));
    wait(append(&store, &decided).await).await;
    assert_eq!(store.carry_out_erasures().await.unwrap(), 1);
    for _ in 0..100 {
        if found_in(&database, SECRETS[0]).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for gone in SECRETS {
        assert_eq!(found_in(&database, gone).await, Vec::<String>::new(), "{gone}");
    }
    let after: (i64, Option<i64>) = sqlx::query_as(counts).fetch_one(&database.pool).await.unwrap();
    assert_eq!(before, after, "the comparison counts the family as before");
    let family: (bool, String, i32, Option<String>) =
        sqlx::query_as("select erased, state, members, tier from family where family_id = $1")
            .bind(id(500))
            .fetch_one(&database.pool)
            .await
            .unwrap();
    assert_eq!(family, (true, "closed".to_owned(), 2, Some("harmed".to_owned())));
    // Nobody else was touched.
    let other: Option<String> = sqlx::query_scalar("select family_name from family where family_id = $1")
        .bind(id(100))
        .fetch_one(&database.pool)
        .await
        .unwrap();
    assert_eq!(other.as_deref(), Some("محمد علیخانی"));
    running.stop().await;
    let report = check(&store, &database.urls.app_url, &hamyar_projections::all(), &mut |_| {}).await.unwrap();
    assert!(report.all_equal(), "{report:?}");
}

#[tokio::test]
async fn a_read_model_that_reads_the_log_only_after_the_keys_are_gone_says_the_same() {
    let (database, folder) = (Database::new().await, tempfile::tempdir().unwrap());
    let store = store(&database, folder.path()).await;
    let mut whole = story();
    whole.family(500, requested(500, Some(502))).family(500, erased(500, Some(502)));
    let head = append(&store, &whole).await;
    store.carry_out_erasures().await.unwrap();
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    let reached = running.projector.checkpoints().wait_for(head, Duration::from_secs(30)).await.unwrap();
    assert_eq!(reached, Waited::Reached);
    running.stop().await;
    let member: (Option<String>, String, bool) =
        sqlx::query_as("select given_name, name_key, erased from family_member where member_id = $1")
            .bind(id(502))
            .fetch_one(&database.pool)
            .await
            .unwrap();
    assert_eq!(member, (None, String::new(), true));
    let report = check(&store, &database.urls.app_url, &hamyar_projections::all(), &mut |_| {}).await.unwrap();
    assert!(report.all_equal(), "{report:?}");
}

/// Every text in every personal field of every stored event of a family, each with the canary in it.
fn with_canaries(canary: &str) -> Story {
    fn plant(value: &mut Value, canary: &str, planted: &mut usize) {
        match value {
            Value::Object(map) => {
                if let Some(Value::Object(open)) = map.get_mut("$open") {
                    let date = |text: &str| text.parse::<chrono::NaiveDate>().is_ok();
                    if open["v"].as_str().is_some_and(|text| !date(text)) {
                        *planted += 1;
                        open["v"] = format!("{canary}{planted}").into();
                    }
                } else {
                    map.values_mut().for_each(|inner| plant(inner, canary, planted));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|inner| plant(inner, canary, planted)),
            _ => {}
        }
    }
    let history = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/tests/history/family");
    let mut story = world();
    let mut planted = 0;
    // The first event of a stream comes first; what is forgotten comes last and is told apart.
    let mut stored: Vec<_> = FamilyEvent::STORED.to_vec();
    stored.retain(|(kind, _)| !["personal_data_erased", "erasure_withdrawn", "erasure_refused"].contains(kind));
    for (kind, version) in stored {
        let text = std::fs::read_to_string(history.join(format!("{kind}-{version}-full.json"))).unwrap();
        let mut payload: Value = serde_json::from_str(&text).unwrap();
        plant(&mut payload, canary, &mut planted);
        let event = FamilyEvent::decode(kind, version, &payload.to_string()).unwrap();
        story.told.push((FAMILY, StreamEventAny::Family(Box::new(event))));
    }
    assert!(planted > 50, "{planted} fields");
    story
}

/// The family of the stored examples, and everybody they speak of.
const FAMILY: uuid::Uuid = uuid::Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0001);

#[tokio::test]
async fn a_canary_in_every_personal_field_is_in_no_byte_outside_read_models_and_in_none_at_all_once_forgotten() {
    const CANARY: &str = "قناریکاشته";
    let (database, folder) = (Database::new().await, tempfile::tempdir().unwrap());
    let store = store(&database, folder.path()).await;
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    let head = append(&store, &with_canaries(CANARY)).await;
    let wait = async |head| {
        let reached = running.projector.checkpoints().wait_for(head, Duration::from_secs(60)).await.unwrap();
        assert_eq!(reached, Waited::Reached, "{:?}", running.projector.status().await);
    };
    wait(head).await;
    let at = found_in(&database, CANARY).await;
    assert!(at.len() > 8 && at.iter().all(|column| column.starts_with("rm_")), "{at:?}");
    // What is exported and told on NATS are these very bytes.
    let stored = store.read_feed_stored(0, 1_000).await.unwrap();
    assert!(stored.iter().all(|event| !event.payload.contains(CANARY) && !event.payload.contains("$open")));
    let subjects: BTreeSet<Subject> = sqlx::query_scalar::<_, String>("select subject from log.subject_key")
        .fetch_all(&database.pool)
        .await
        .unwrap()
        .iter()
        .map(|subject| subject.parse().unwrap())
        .collect();
    let mut said = erased(500, None);
    said.subjects = subjects.into_iter().collect();
    let mut forgetting = Story::default();
    forgetting.told.push((FAMILY, StreamEventAny::Family(Box::new(said.into()))));
    // The caseworkers of the story are forgotten by nobody, and the canary is in none of their names.
    wait(append(&store, &forgetting).await).await;
    store.carry_out_erasures().await.unwrap();
    assert_eq!(found_in(&database, CANARY).await, Vec::<String>::new());
    running.stop().await;
}

/// The event as it reads when the keys of these subjects are gone.
fn without(event: &ProjectedEvent, gone: &BTreeSet<String>) -> ProjectedEvent {
    fn blank(value: &mut Value, gone: &BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::Object(open)) = map.get_mut("$open") {
                    if open["s"].as_str().is_some_and(|subject| gone.contains(subject)) {
                        open.insert("v".to_owned(), Value::Null);
                        open.insert("erased".to_owned(), true.into());
                    }
                } else {
                    map.values_mut().for_each(|inner| blank(inner, gone));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|inner| blank(inner, gone)),
            _ => {}
        }
    }
    let mut blanked = event.clone();
    if let StreamEventAny::Family(event) = &mut blanked.event {
        let mut value = serde_json::to_value(&**event).unwrap();
        blank(&mut value, gone);
        **event = serde_json::from_value(value).unwrap();
    }
    blanked
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    /// Hazard: a rebuild after an erasure has other values to read. Whoever is forgotten, whenever, however far each read model had come
    /// when the keys went, and however the feed is cut: live equals rebuilt.
    #[test]
    fn live_equals_rebuilt_whoever_is_forgotten_and_whenever(
        back in 0usize..10,
        member in proptest::option::of(prop_oneof![Just(501u128), Just(502)]),
        had_read in 0usize..50,
        cuts in prop::collection::vec(1usize..50, 0..6),
        end_with_whole in any::<bool>(),
    ) {
        Runtime::new().unwrap().block_on(async {
            let mut told = story();
            let at = told.told.len() - back;
            let mut rest = told.told.split_off(at);
            told.family(500, requested(500, member)).family(500, erased(500, member));
            let mut last_erasure = told.told.len();
            told.told.append(&mut rest);
            let mut gone: BTreeSet<String> = erased(500, member).subjects.iter().map(ToString::to_string).collect();
            if end_with_whole {
                told.family(500, erased(500, None));
                last_erasure = told.told.len();
                gone.extend(erased(500, None).subjects.iter().map(ToString::to_string));
            }
            let open = told.projected();
            let erased: Vec<ProjectedEvent> = open.iter().map(|event| without(event, &gone)).collect();
            // What was read before the keys went, it had opened; and nobody reads past the erasure before it is written.
            let had_read = had_read.min(at).min(last_erasure);
            let live_events: Vec<ProjectedEvent> =
                open[..had_read].iter().chain(&erased[had_read..]).cloned().collect();
            let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % live_events.len()).chain([live_events.len()]).collect();
            ends.sort_unstable();
            ends.dedup();
            let mut from = 0;
            let batches: Vec<&[ProjectedEvent]> = ends.into_iter().map(|end| {
                let batch = &live_events[from..end];
                from = end;
                batch
            }).filter(|batch| !batch.is_empty()).collect();
            let (live, rebuilt) = (Database::new().await, Database::new().await);
            live.apply(&batches).await;
            rebuilt.apply(&[&erased]).await;
            assert_eq!(live.rows().await, rebuilt.rows().await);
        });
    }
}
