//! cqrs-es's `EventStore` over the log, so that what is written against the crate's modelling API runs on it. Our own executor does more: it
//! answers with positions, keeps refusals, and repeats first answers.

use crate::appender::{AppendError, Appended};
use crate::cache::Folded;
use crate::{CommandContext, EventStore, StoreError};
use cqrs_es::{AggregateContext, AggregateError, EventEnvelope};
use hamyar_events::{Actor, Decider, HappenedAt};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// A loaded aggregate on its way through cqrs-es's framework.
#[derive(Debug)]
pub struct StoreContext<A> {
    id: Uuid,
    state: A,
    loaded: Arc<Folded<A>>,
}

impl<A: Decider> AggregateContext<A> for StoreContext<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.state
    }
}

impl<A: Decider> cqrs_es::EventStore<A> for EventStore {
    type AC = StoreContext<A>;

    async fn load_events(&self, aggregate_id: &str) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let id = parse::<A>(aggregate_id)?;
        let events = self.stream(A::TYPE, id, 1, i64::MAX).await.map_err(fault::<A>)?;
        events
            .into_iter()
            .map(|event| {
                let payload = event.decode().map_err(fault::<A>)?;
                Ok(EventEnvelope {
                    aggregate_id: aggregate_id.to_owned(),
                    sequence: event.sequence as usize,
                    payload,
                    metadata: event.metadata_map().into_iter().collect(),
                })
            })
            .collect()
    }

    async fn load_aggregate(&self, aggregate_id: &str) -> Result<StoreContext<A>, AggregateError<A::Error>> {
        let id = parse::<A>(aggregate_id)?;
        let loaded = self.load_folded::<A>(id).await.map_err(fault::<A>)?;
        Ok(StoreContext { id, state: loaded.state.clone(), loaded })
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: StoreContext<A>,
        metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let ctx = context_of(&metadata);
        let actor = ctx.actor.to_string();
        let fingerprint = self.inner.keys.fingerprint(&[actor.as_bytes(), A::TYPE.as_bytes(), context.id.as_bytes()]);
        let submission = self
            .submission::<A>(context.id, &context.loaded, &events, &ctx, &actor, fingerprint, None)
            .await
            .map_err(fault::<A>)?;
        self.inner.cache.forget(A::TYPE, context.id);
        match self.appender().append(submission).await {
            Ok(Appended::Written { .. }) => {}
            Ok(_) | Err(AppendError::Busy) => return Err(AggregateError::AggregateConflict),
            Err(AppendError::Store(error)) => return Err(fault::<A>(error)),
        }
        let first = context.loaded.sequence as usize + 1;
        Ok((first..)
            .zip(events)
            .map(|(sequence, payload)| EventEnvelope {
                aggregate_id: context.id.to_string(),
                sequence,
                payload,
                metadata: metadata.clone(),
            })
            .collect())
    }
}

/// The context a map of texts describes; what it leaves out is made up here, at the edge.
fn context_of(metadata: &HashMap<String, String>) -> CommandContext {
    let id = |name: &str| metadata.get(name).and_then(|text| text.parse::<Uuid>().ok());
    let actor = metadata.get("actor").and_then(|text| text.parse().ok()).unwrap_or_else(|| Actor::system("cqrs-es"));
    let mut ctx = CommandContext::new(
        id("command_id").unwrap_or_else(Uuid::now_v7),
        actor,
        HappenedAt::Instant(chrono::Utc::now()),
    );
    ctx.correlation_id = id("correlation_id");
    ctx.causation_id = id("causation_id");
    ctx.device = metadata.get("device").cloned();
    ctx
}

fn parse<A: Decider>(aggregate_id: &str) -> Result<Uuid, AggregateError<A::Error>> {
    aggregate_id.parse().map_err(|error: uuid::Error| AggregateError::UnexpectedError(Box::new(error)))
}

fn fault<A: Decider>(error: StoreError) -> AggregateError<A::Error> {
    match error {
        StoreError::Unavailable(_) => AggregateError::DatabaseConnectionError(Box::new(error)),
        StoreError::Decode { .. } => AggregateError::DeserializationError(Box::new(error)),
        other => AggregateError::UnexpectedError(Box::new(other)),
    }
}
