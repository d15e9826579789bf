//! Commands that cost what a usual command costs: one event with one sealed field, on a stream chosen at random.

use std::marker::PhantomData;
use std::time::{Duration, Instant};

use cqrs_es::event_sink::EventSink;
use futures::{StreamExt, TryStreamExt};
use hamyar_event_store::{Actor, CommandContext, Decider, Dependence, EventStore, HappenedAt, Personal, StreamEvent};
use hamyar_events::DecodeError;
use rand::Rng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Fault;
use crate::times::Times;

/// The one text of a measured event: sealed, as in the product, or in clear, to tell what sealing costs.
pub(crate) trait Note:
    Clone + std::fmt::Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + Unpin + 'static
{
    /// Its own stream type, so that the two kinds never share a stream.
    const STREAM: &'static str;
    fn of(family: Uuid, text: String) -> Self;
}

pub(crate) type Sealed = Personal<String>;
pub(crate) type Plain = String;

impl Note for Sealed {
    const STREAM: &'static str = "load";
    fn of(family: Uuid, text: String) -> Self {
        Personal::of_family(family, text)
    }
}

impl Note for Plain {
    const STREAM: &'static str = "plain";
    fn of(_: Uuid, text: String) -> Self {
        text
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "visit_recorded", bound(deserialize = "N: DeserializeOwned"))]
pub(crate) struct VisitRecorded<N = Sealed> {
    visit_id: Uuid,
    place: String,
    minutes: i64,
    note: N,
}

impl<N: Note> cqrs_es::DomainEvent for VisitRecorded<N> {
    fn event_type(&self) -> String {
        "visit_recorded".into()
    }
    fn event_version(&self) -> String {
        "1".into()
    }
}

impl<N: Note> StreamEvent for VisitRecorded<N> {
    const STREAM: &'static str = N::STREAM;
    fn decode(_: &str, _: &str, payload: &str) -> Result<Self, DecodeError> {
        Ok(serde_json::from_str(payload)?)
    }
}

#[derive(Clone, Serialize)]
pub(crate) struct RecordVisit {
    family: Uuid,
    visit_id: Uuid,
    note: String,
}

#[derive(Debug, Serialize, thiserror::Error)]
#[error("never")]
pub(crate) struct Never;

#[derive(Clone, Serialize, Deserialize)]
#[serde(bound = "")]
pub(crate) struct Visits<N> {
    count: i64,
    #[serde(skip)]
    kind: PhantomData<N>,
}

impl<N> Default for Visits<N> {
    fn default() -> Self {
        Self { count: 0, kind: PhantomData }
    }
}

impl<N: Note> cqrs_es::Aggregate for Visits<N> {
    const TYPE: &'static str = N::STREAM;
    type Command = RecordVisit;
    type Event = VisitRecorded<N>;
    type Error = Never;
    type Services = ();
    async fn handle(&mut self, command: RecordVisit, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        let event = VisitRecorded {
            visit_id: command.visit_id,
            place: "home".into(),
            minutes: 45,
            note: N::of(command.family, command.note),
        };
        sink.write(event, self).await;
        Ok(())
    }
    fn apply(&mut self, _: VisitRecorded<N>) {
        self.count += 1;
    }
}

impl<N: Note> Decider for Visits<N> {
    fn depends(_: &RecordVisit) -> Dependence {
        Dependence::Any
    }
}

/// The context of a measured command.
pub(crate) fn context() -> CommandContext {
    CommandContext::new(Uuid::now_v7(), Actor::User(Uuid::from_u128(1)), HappenedAt::Instant(chrono::Utc::now()))
}

/// One command, and how long it took.
pub(crate) async fn command<N: Note>(store: &EventStore, family: Uuid) -> Result<Duration, Fault> {
    let note = "با خانواده گفت‌وگو شد؛ پیگیری بیمهٔ درمان لازم است.".into();
    let command = RecordVisit { family, visit_id: Uuid::new_v4(), note };
    let began = Instant::now();
    store.execute::<Visits<N>>(family, command, context()).await.map_err(|error| format!("{error:?}"))?;
    Ok(began.elapsed())
}

/// One command on each of so many streams, each of which gets its key here; `rounds` times.
pub(crate) async fn fill<N: Note>(store: &EventStore, streams: u128, rounds: u32) -> Result<(), Fault> {
    for _ in 0..rounds {
        futures::stream::iter(0..streams)
            .map(|family| command::<N>(store, Uuid::from_u128(family)))
            .buffer_unordered(128)
            .try_for_each(|_| async { Ok(()) })
            .await?;
    }
    Ok(())
}

/// Commands per second with so many in flight, and how long each took.
pub(crate) async fn load<N: Note>(
    store: &EventStore,
    streams: u128,
    in_flight: u32,
    seconds: u64,
) -> Result<(f64, Times), Fault> {
    let began = Instant::now();
    let until = began + Duration::from_secs(seconds);
    let writers = (0..in_flight).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            while Instant::now() < until {
                let family = Uuid::from_u128(rand::rng().random_range(0..streams));
                taken.push(command::<N>(&store, family).await?);
            }
            Ok::<_, Fault>(taken)
        })
    });
    let mut taken = Vec::new();
    for writer in futures::future::join_all(writers).await {
        taken.extend(writer??);
    }
    Ok((taken.len() as f64 / began.elapsed().as_secs_f64(), Times::new(taken)))
}
