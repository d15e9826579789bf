//! Running a command: load, decide, seal, append, answer.

use crate::appender::{AppendError, Appended, Claim, NewEvent, Outcome, Submission};
use crate::cache::Folded;
use crate::chain::{self, Hash, Link};
use crate::claims::{LABEL, NationalIdHolder};
use crate::context::{CommandContext, Committed, Execution};
use crate::record::COLUMNS;
use crate::sealing::{self, Place};
use crate::{EventStore, ExecuteError, StoreError, StoredEvent, connect};
use cqrs_es::DomainEvent;
use cqrs_es::event_sink::EventSink;
use hamyar_events::{Decider, Dependence, StreamEvent};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;
use uuid::Uuid;

/// How often a command is decided anew when others keep coming first.
const ATTEMPTS: usize = 6;

/// A loaded aggregate.
#[derive(Clone, Debug)]
pub struct Loaded<A> {
    /// Its state.
    pub state: A,
    /// The sequence of the last event folded; 0 when the stream has none.
    pub sequence: i64,
}

impl EventStore {
    /// Runs a command on the stream `id` of the aggregate, and answers with where it stands. Sent again under the same id, by the same actor and
    /// with the same content, it gets the first answer and writes nothing.
    ///
    /// Runs in a task of its own: a caller that goes away does not stop it.
    pub async fn execute<A: Decider>(
        &self,
        id: Uuid,
        command: A::Command,
        ctx: CommandContext,
    ) -> Result<Committed, ExecuteError<A::Error>> {
        self.execute_with::<A>(id, command, ctx, Execution::default()).await
    }

    /// [`execute`](Self::execute), with what differs from the rule.
    pub async fn execute_with<A: Decider>(
        &self,
        id: Uuid,
        command: A::Command,
        ctx: CommandContext,
        execution: Execution,
    ) -> Result<Committed, ExecuteError<A::Error>> {
        let store = self.clone();
        let task = tokio::spawn(async move { store.run::<A>(id, command, ctx, execution).await });
        task.await.unwrap_or(Err(ExecuteError::Store(StoreError::Panicked)))
    }

    /// The state of an aggregate as the log has it now, and its sequence.
    pub async fn load<A: Decider>(&self, id: Uuid) -> Result<Loaded<A>, StoreError> {
        let folded = self.load_folded::<A>(id).await?;
        Ok(Loaded { state: folded.state.clone(), sequence: folded.sequence })
    }

    async fn run<A: Decider>(
        &self,
        id: Uuid,
        command: A::Command,
        ctx: CommandContext,
        execution: Execution,
    ) -> Result<Committed, ExecuteError<A::Error>> {
        let actor = ctx.actor.to_string();
        refuse_nul_in(&ctx)?;
        let body = match execution.body {
            Some(body) => body,
            None => serde_json::to_vec(&command).map_err(StoreError::Json)?,
        };
        let fingerprint = self.inner.keys.fingerprint(&[actor.as_bytes(), A::TYPE.as_bytes(), id.as_bytes(), &body]);
        let dependence = A::depends(&command);
        let expected = ctx.expected_sequence.or(if dependence == Dependence::Sequence { ctx.based_on } else { None });

        let _turn = self.inner.streams.lock(A::TYPE, id).await;
        let cached = self.inner.cache.get::<A>(id);
        let may_be_behind = cached.is_some();
        let mut folded = match cached {
            Some(folded) => folded,
            None => self.load_folded::<A>(id).await?,
        };
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                folded = self.load_folded::<A>(id).await?;
            }
            if let Some(expected) = expected
                && folded.sequence != expected
            {
                // What is cached may be behind what another node wrote.
                folded = self.load_folded::<A>(id).await?;
                if folded.sequence != expected {
                    let stale = ExecuteError::Stale { expected, actual: folded.sequence };
                    return self.first_answer_or(ctx.command_id, &actor, &fingerprint, stale).await;
                }
            }
            let mut state = folded.state.clone();
            let sink = EventSink::default();
            let (events, refused) = match state.handle(command.clone(), &(), &sink).await {
                Ok(()) => (sink.collect().await, None),
                Err(error) => (Vec::new(), Some((serde_json::to_value(&error).map_err(StoreError::Json)?, error))),
            };
            if let Some((refusal, _)) = &refused
                && refusal.get("code").and_then(Value::as_str) == Some("invalid")
            {
                // Nothing is appended, so nothing else would tell that another node wrote meanwhile what makes these values acceptable.
                if may_be_behind && attempt == 0 && self.load_folded::<A>(id).await?.sequence != folded.sequence {
                    continue;
                }
                // Values that cannot be accepted are mended and sent again under the same id: never kept.
                let (refusal, error) = refused.map_or((Value::Null, None), |(refusal, error)| (refusal, Some(error)));
                let answer = ExecuteError::Refused { refusal, error, repeated: false };
                return self.first_answer_or(ctx.command_id, &actor, &fingerprint, answer).await;
            }
            let refusal = refused.as_ref().map(|(refusal, _)| refusal.to_string());
            let submission = match self.submission::<A>(id, &folded, &events, &ctx, &actor, fingerprint, refusal).await
            {
                Ok(submission) => submission,
                Err(error) => return self.first_answer_or(ctx.command_id, &actor, &fingerprint, error.into()).await,
            };
            if let Some(holder) = named_twice(&submission) {
                return Err(ExecuteError::NationalIdTaken(holder));
            }
            let head = submission.events.last().map_or(folded.hash, |event| event.hash);
            match self.inner.appender.append(submission).await {
                Ok(Appended::Written { sequence, position, .. }) => {
                    if let Some((refusal, error)) = refused {
                        return Err(ExecuteError::Refused { refusal, error: Some(error), repeated: false });
                    }
                    if !events.is_empty() {
                        let new = Arc::new(Folded { state, sequence, hash: head });
                        self.inner.snapshots.offer(id, folded.sequence, &new);
                        self.inner.cache.put(id, new);
                    }
                    return Ok(Committed { sequence, position, events: events.len(), repeated: false });
                }
                Ok(Appended::Repeated(outcome)) => {
                    self.inner.cache.forget(A::TYPE, id);
                    return answer_again(outcome, &actor, &fingerprint);
                }
                Ok(Appended::Conflict { actual }) => {
                    self.inner.cache.forget(A::TYPE, id);
                    let moved_on = actual != folded.sequence;
                    if moved_on && (expected.is_some() || dependence == Dependence::Sequence) {
                        return Err(ExecuteError::Stale { expected: folded.sequence, actual });
                    }
                }
                Ok(Appended::Claimed(holder)) => return Err(ExecuteError::NationalIdTaken(holder)),
                Err(AppendError::Busy) => return Err(ExecuteError::Busy),
                Err(AppendError::Store(error)) => {
                    self.inner.cache.forget(A::TYPE, id);
                    return Err(error.into());
                }
            }
        }
        Err(ExecuteError::Busy)
    }

    /// Reads and folds a stream, chain checked, and keeps the result. A connection that died while it rested is no reason to fail: a read is put
    /// again on another.
    pub(crate) async fn load_folded<A: Decider>(&self, id: Uuid) -> Result<Arc<Folded<A>>, StoreError> {
        let mut tried = 0;
        loop {
            match self.load_once::<A>(id).await {
                Err(error) if error.is_dead_connection() && tried < connect::AGAIN => tried += 1,
                loaded => return loaded,
            }
        }
    }

    /// What is newer than the state in memory, or else snapshot and tail in one round trip.
    async fn load_once<A: Decider>(&self, id: Uuid) -> Result<Arc<Folded<A>>, StoreError> {
        let folded = match self.inner.cache.get::<A>(id) {
            Some(cached) => {
                let events = self.stream_stored(A::TYPE, id, cached.sequence + 1, i64::MAX).await?;
                if events.is_empty() {
                    return Ok(cached);
                }
                match self.fold::<A>(Folded::clone(&cached), id, events).await {
                    // A state in memory that the log does not continue was never the log's: fold what the log has.
                    Err(StoreError::Chain { .. }) => {
                        self.inner.cache.forget(A::TYPE, id);
                        self.load_from_log::<A>(id).await?
                    }
                    folded => folded?,
                }
            }
            None => self.load_from_log::<A>(id).await?,
        };
        let folded = Arc::new(folded);
        self.inner.cache.put(id, folded.clone());
        Ok(folded)
    }

    async fn load_from_log<A: Decider>(&self, id: Uuid) -> Result<Folded<A>, StoreError> {
        let sql = format!(
            "select 0::bigint as position, 0::integer, aggregate_type, aggregate_id, sequence, '', '', state::text, '', \
                    '00000000-0000-0000-0000-000000000000'::uuid, '00000000-0000-0000-0000-000000000000'::uuid, 0::integer, written_at, hash, hash \
               from log.snapshot where aggregate_type = $1 and aggregate_id = $2 and version = $3 \
             union all \
             select {COLUMNS} from log.events where aggregate_type = $1 and aggregate_id = $2 and sequence >= coalesce( \
                    (select sequence from log.snapshot where aggregate_type = $1 and aggregate_id = $2 and version = $3), 1) \
             order by sequence, position"
        );
        let rows = sqlx::query(&sql)
            .bind(A::TYPE)
            .bind(id.to_string())
            .bind(&self.inner.snapshots.version)
            .fetch_all(self.pool())
            .await?;
        let mut events = rows.iter().map(StoredEvent::from_row).collect::<Result<Vec<_>, _>>()?;
        let snapshot =
            if events.first().is_some_and(|event| event.position == 0) { Some(events.remove(0)) } else { None };
        match snapshot {
            None => self.fold::<A>(Folded { state: A::default(), sequence: 0, hash: chain::START }, id, events).await,
            Some(snapshot) => match self.after_snapshot::<A>(&snapshot, &events) {
                Some(start) => {
                    events.remove(0);
                    self.fold(start, id, events).await
                }
                None => {
                    tracing::warn!(stream = A::TYPE, "a snapshot does not fit its stream and is not used");
                    let all = self.stream_stored(A::TYPE, id, 1, i64::MAX).await?;
                    self.fold::<A>(Folded { state: A::default(), sequence: 0, hash: chain::START }, id, all).await
                }
            },
        }
    }

    /// The state of a snapshot, if the event it was taken at is the one the log has.
    fn after_snapshot<A: Decider>(&self, snapshot: &StoredEvent, events: &[StoredEvent]) -> Option<Folded<A>> {
        let at = events.first().filter(|event| event.sequence == snapshot.sequence && event.hash == snapshot.hash)?;
        let state = serde_json::from_str(&snapshot.payload).ok()?;
        Some(Folded { state, sequence: at.sequence, hash: at.hash })
    }

    async fn fold<A: Decider>(
        &self,
        mut folded: Folded<A>,
        id: Uuid,
        events: Vec<StoredEvent>,
    ) -> Result<Folded<A>, StoreError> {
        let payloads = self.inner.keys.open_all(&events).await?;
        for (event, payload) in events.iter().zip(payloads) {
            folded.hash = chain::verify_event(&folded.hash, folded.sequence + 1, event)
                .map_err(|fault| StoreError::Chain { stream: A::TYPE.to_owned(), id: id.to_string(), fault })?;
            folded.sequence = event.sequence;
            let decoded =
                A::Event::decode(&event.event_type, &event.event_version, payload.get()).map_err(|source| {
                    StoreError::Decode {
                        stream: A::TYPE.to_owned(),
                        id: id.to_string(),
                        sequence: event.sequence,
                        source,
                    }
                })?;
            folded.state.apply(decoded);
        }
        Ok(folded)
    }

    /// Seals and chains what was decided.
    #[expect(clippy::too_many_arguments, reason = "everything a submission is made of, used in one place per caller")]
    pub(crate) async fn submission<A: Decider>(
        &self,
        id: Uuid,
        folded: &Folded<A>,
        events: &[A::Event],
        ctx: &CommandContext,
        actor: &str,
        fingerprint: Hash,
        refusal: Option<String>,
    ) -> Result<Submission, StoreError> {
        let mut drafts = Vec::with_capacity(events.len());
        let mut subjects = HashSet::new();
        for event in events {
            let payload = serde_json::to_value(event).map_err(StoreError::Json)?;
            sealing::subjects(&payload, &mut subjects)?;
            drafts.push((event.event_type(), event.event_version(), payload));
        }
        let keys = if subjects.is_empty() { Default::default() } else { self.inner.keys.active(&subjects).await? };
        let mut sealed = Vec::with_capacity(drafts.len());
        let mut head = folded.hash;
        for (sequence, (event_type, event_version, mut payload)) in (folded.sequence + 1..).zip(drafts) {
            let place = Place { stream: A::TYPE, id, sequence, event_type: &event_type, event_version: &event_version };
            sealing::seal(&mut payload, place, &keys)?;
            let event_id = Uuid::now_v7();
            let payload = serde_json::to_string(&payload).map_err(StoreError::Json)?;
            let metadata = serde_json::to_string(&ctx.metadata(event_id)).map_err(StoreError::Json)?;
            let prev_hash = head;
            head = chain::hash(Link {
                prev_hash: &prev_hash,
                aggregate_type: A::TYPE,
                aggregate_id: id,
                sequence,
                event_type: &event_type,
                event_version: &event_version,
                metadata: &metadata,
                payload: &payload,
            });
            sealed.push(NewEvent { event_id, event_type, event_version, payload, metadata, prev_hash, hash: head });
        }
        let mut claims: Vec<Claim> = Vec::new();
        for claim in events.iter().flat_map(|event| event.national_id_claims(id)) {
            let blind_index = self.blind_index(LABEL, &claim.digits);
            claims.push(Claim { blind_index, family_id: claim.family_id, member_id: claim.member_id });
        }
        let releases = events.iter().flat_map(|event| event.national_id_releases(id)).collect();
        Ok(Submission {
            command_id: ctx.command_id,
            actor: actor.to_owned(),
            fingerprint,
            stream: A::TYPE,
            id,
            base: folded.sequence,
            prev_hash: folded.hash,
            refusal,
            events: sealed,
            claims,
            releases,
        })
    }

    pub(crate) fn appender(&self) -> &crate::appender::Appender {
        &self.inner.appender
    }

    /// The kept answer of a command id, or else `other`.
    async fn first_answer_or<E>(
        &self,
        command_id: Uuid,
        actor: &str,
        fingerprint: &Hash,
        other: ExecuteError<E>,
    ) -> Result<Committed, ExecuteError<E>> {
        type Row = (String, i64, i64, i32, String, Vec<u8>, Option<String>);
        let row: Option<Row> = sqlx::query_as(
            "select kind, sequence, position, events, actor, fingerprint, refusal::text from log.command_outcome where command_id = $1",
        )
        .bind(command_id)
        .fetch_optional(self.pool())
        .await
        .map_err(StoreError::from)?;
        match row {
            None => Err(other),
            Some((kind, sequence, position, events, kept_actor, kept_fingerprint, refusal)) => {
                let outcome = Outcome {
                    kind,
                    sequence,
                    position,
                    events,
                    actor: kept_actor,
                    fingerprint: kept_fingerprint,
                    refusal,
                };
                answer_again(outcome, actor, fingerprint)
            }
        }
    }
}

/// The first answer, for the one who got it first.
fn answer_again<E>(outcome: Outcome, actor: &str, fingerprint: &Hash) -> Result<Committed, ExecuteError<E>> {
    if outcome.actor != actor || outcome.fingerprint != fingerprint {
        return Err(ExecuteError::CommandIdReused);
    }
    if outcome.kind == "refused" {
        let refusal = outcome.refusal.as_deref().map(serde_json::from_str).transpose().map_err(StoreError::Json)?;
        return Err(ExecuteError::Refused { refusal: refusal.unwrap_or(Value::Null), error: None, repeated: true });
    }
    Ok(Committed {
        sequence: outcome.sequence,
        position: outcome.position,
        events: usize::try_from(outcome.events).unwrap_or(0),
        repeated: true,
    })
}

/// A national id that one command claims for two members, by the member who has it first.
fn named_twice(submission: &Submission) -> Option<NationalIdHolder> {
    let mut claims = submission.claims.iter().enumerate();
    claims.find_map(|(place, claim)| {
        let first = submission.claims[..place].iter().find(|first| first.blind_index == claim.blind_index)?;
        (first.member_id != claim.member_id)
            .then_some(NationalIdHolder { family_id: first.family_id, member_id: first.member_id })
    })
}

/// Texts of the metadata are held to the same rule as those of a payload.
fn refuse_nul_in(ctx: &CommandContext) -> Result<(), StoreError> {
    let texts = [("/device", ctx.device.as_deref().unwrap_or_default()), ("/actor", &ctx.actor.to_string())];
    match texts.into_iter().find(|(_, text)| text.contains('\0')) {
        Some((pointer, _)) => Err(StoreError::ForbiddenCharacter { pointer: pointer.to_owned() }),
        None => Ok(()),
    }
}
