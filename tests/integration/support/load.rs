//! Work under way: several people who write notes and visits without pause, each command under an id that is remembered, and the
//! account that is asked for afterwards.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Person, Store};

/// One command as it was sent, and its answer if one came.
pub struct Posted {
    /// Which of the people sent it.
    pub who: usize,
    pub command_id: Uuid,
    pub path: String,
    pub body: Value,
    /// Body of a success; nothing where the server died, or said that it cannot now.
    pub answer: Option<Value>,
}

/// People at work on some families until they are told to stop.
pub struct Load<'a> {
    people: &'a [&'a Person],
    families: &'a [String],
    stopped: AtomicBool,
    acknowledged: AtomicU32,
    refused: AtomicU32,
}

impl<'a> Load<'a> {
    pub fn new(people: &'a [&'a Person], families: &'a [String]) -> Self {
        Self {
            people,
            families,
            stopped: AtomicBool::new(false),
            acknowledged: AtomicU32::new(0),
            refused: AtomicU32::new(0),
        }
    }

    /// Three desks per person write at once. Ends when told to, or when nobody listens any more.
    pub async fn run(&self) -> Vec<Posted> {
        let desks =
            self.people.iter().enumerate().flat_map(|(who, person)| (0..3).map(move |desk| (who, *person, desk)));
        join_all(desks.map(|(who, person, desk)| self.desk(who, person, desk))).await.into_iter().flatten().collect()
    }

    async fn desk(&self, who: usize, person: &Person, desk: usize) -> Vec<Posted> {
        let mut all = Vec::new();
        while !self.stopped.load(Ordering::Relaxed) {
            let family = &self.families[(desk + all.len()) % self.families.len()];
            let (path, mut body) = if all.len() % 2 == 0 {
                (format!("/families/{family}/notes"), json!({ "text": format!("یادداشت {}", all.len()) }))
            } else {
                let visit = json!({ "visited_on": "1404-03-01", "place": "home", "present": [], "note": "گفت‌وگو شد." });
                (format!("/families/{family}/visits"), visit)
            };
            let command_id = Uuid::now_v7();
            body["command_id"] = json!(command_id);
            let answer = person.try_send(Method::POST, &path, &[], Some(body.clone())).await;
            let answer = match answer {
                Ok(answer) if answer.status.is_success() => {
                    self.acknowledged.fetch_add(1, Ordering::Relaxed);
                    Some(answer.body)
                }
                // The only other thing a server may say while its database is away.
                Ok(answer) => {
                    assert_eq!(answer.status.as_u16(), 503, "{:#}", answer.body);
                    self.refused.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    None
                }
                Err(_) => {
                    all.push(Posted { who, command_id, path, body, answer: None });
                    break;
                }
            };
            all.push(Posted { who, command_id, path, body, answer });
        }
        all
    }

    /// Commands acknowledged so far.
    pub fn acknowledged(&self) -> u32 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Commands to which 503 was answered.
    pub fn refused(&self) -> u32 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Waits until so many more have been acknowledged.
    pub async fn until_more(&self, more: u32) {
        let wanted = self.acknowledged() + more;
        let enough = async {
            while self.acknowledged() < wanted {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), enough).await.expect("the server takes commands");
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Proves of everything that was posted by these people: each acknowledged command is in the log exactly once, where its answer says; sent again, all of
/// them are answered as before, the unanswered ones are carried out once, and a third sending adds nothing; every read model equals its
/// rebuild.
pub async fn assert_nothing_lost_or_doubled(store: &Store, people: &[&Person], posted: &[Posted]) {
    let found = log(store);
    for one in posted {
        let Some(answer) = &one.answer else { continue };
        let events = found.get(&one.command_id).unwrap_or_else(|| panic!("acknowledged, but not in the log: {answer}"));
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0]["sequence"], answer["sequence"], "{events:?}");
        assert_eq!(events[0]["position"], answer["position"], "{events:?}");
    }
    let mut answers = Vec::new();
    for one in posted {
        let again = people[one.who].send(Method::POST, &one.path, &[], Some(one.body.clone())).await.ok();
        if let Some(first) = &one.answer {
            assert_eq!(told(&again), told(first));
            assert_eq!(again["repeated"], true, "{again}");
        }
        answers.push(told(&again));
    }
    let once = log(store);
    for one in posted {
        assert_eq!(once.get(&one.command_id).map(Vec::len), Some(1), "sent until it was answered, and there once");
    }
    let lines = once.values().map(Vec::len).sum::<usize>();
    for (one, answer) in posted.iter().zip(answers).take(50) {
        let third = people[one.who].send(Method::POST, &one.path, &[], Some(one.body.clone())).await.ok();
        assert_eq!(told(&third), answer);
    }
    assert_eq!(log(store).values().map(Vec::len).sum::<usize>(), lines);
    let check = store.run(&["rebuild", "--all", "--check", "--json"]);
    assert_eq!(check.code, 0, "{}\n{}", check.out, check.err);
    let projections = check.json()["projections"].as_array().expect("projections").clone();
    assert!(!projections.is_empty() && projections.iter().all(|one| one["equal"] == true), "{}", check.out);
}

/// What an answer tells that must never change.
fn told(answer: &Value) -> Value {
    json!([answer["id"], answer["sequence"], answer["position"], answer["ids"]])
}

/// The exported log by command, whose positions and sequences are proven to be without gap on the way.
fn log(store: &Store) -> HashMap<Uuid, Vec<Value>> {
    let export = store.run(&["export", "events"]);
    assert_eq!(export.code, 0, "{}", export.err);
    let mut sequences: HashMap<String, i64> = HashMap::new();
    let mut by_command: HashMap<Uuid, Vec<Value>> = HashMap::new();
    for (number, line) in export.out.lines().enumerate() {
        let event: Value = serde_json::from_str(line).expect("a line is JSON");
        assert_eq!(event["position"].as_u64(), Some(number as u64 + 1), "positions have no gap");
        let sequence = sequences.entry(format!("{}/{}", event["stream"], event["stream_id"])).or_default();
        *sequence += 1;
        assert_eq!(event["sequence"].as_i64(), Some(*sequence), "sequences have no gap");
        let command_id = event["command_id"].as_str().and_then(|id| id.parse().ok()).expect("a command id");
        by_command.entry(command_id).or_default().push(event);
    }
    by_command
}
