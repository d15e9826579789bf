//! Carries the planned acts out through the event store, many families at once, each stream in its order.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::NaiveDate;
use hamyar_domain::caseworker::{ConfirmSlot, FreeSlot, ReserveSlot};
use hamyar_domain::commission::DecideCase;
use hamyar_domain::family::{AssignCaseworker, RecordDecision, ReleaseCaseworker, TransferCaseworker};
use hamyar_domain::*;
use hamyar_event_store::{CommandContext, EventStore, ExecuteError};
use hamyar_events::family::CommissionDecisionRecorded;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use hamyar_persian::tehran::tehran_instant;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::act::{Act, Step, Who};
use crate::{DemoError, Progress};

/// Acts in flight at once; the appender gathers them into few transactions.
const IN_FLIGHT: usize = 96;

/// Who acts, as the log names them.
pub(crate) type Actors = Arc<dyn Fn(Who) -> Actor + Send + Sync>;

struct Worker {
    store: EventStore,
    actors: Actors,
    events: AtomicU64,
}

/// Carries out all acts and returns how many events they wrote.
pub(crate) async fn carry_out(
    store: &EventStore,
    actors: Actors,
    acts: Vec<Act>,
    progress: &Progress,
) -> Result<u64, DemoError> {
    let worker = Arc::new(Worker { store: store.clone(), actors, events: AtomicU64::new(0) });
    let (total, room) = (acts.len() as u64, Arc::new(Semaphore::new(IN_FLIGHT)));
    // Of every stream, the act that last took it: the next one waits for that.
    let mut taken: HashMap<Uuid, watch::Receiver<bool>> = HashMap::new();
    let mut running: JoinSet<Result<(), DemoError>> = JoinSet::new();
    let mut done = 0;
    for act in acts {
        // Acts start in their order, so whatever one waits for has room already.
        let permit = Arc::clone(&room).acquire_owned().await.map_err(|_| DemoError::Interrupted)?;
        while let Some(finished) = running.try_join_next() {
            finished.map_err(|_| DemoError::Interrupted)??;
            done += 1;
            progress(done, total);
        }
        let (finish, finished) = watch::channel(false);
        let before: Vec<_> =
            act.step.streams().into_iter().flatten().filter_map(|id| taken.insert(id, finished.clone())).collect();
        let worker = Arc::clone(&worker);
        running.spawn(async move {
            for mut earlier in before {
                // An earlier act that failed drops its sender; the failure itself ends the whole load.
                let _ = earlier.wait_for(|done| *done).await;
            }
            let outcome = worker.act(act).await;
            drop(permit);
            if outcome.is_ok() {
                finish.send_replace(true);
            }
            outcome
        });
    }
    while let Some(finished) = running.join_next().await {
        finished.map_err(|_| DemoError::Interrupted)??;
        done += 1;
        progress(done, total);
    }
    Ok(worker.events.load(Ordering::Relaxed))
}

impl Worker {
    async fn act(&self, act: Act) -> Result<(), DemoError> {
        let day = act.day;
        let happened_at = match act.time {
            Some(time) => HappenedAt::Instant(tehran_instant(day.and_time(time))),
            None => HappenedAt::Day(day),
        };
        let context = CommandContext::new(act.command_id, (self.actors)(act.who), happened_at);
        match act.step {
            Step::Center(id, command) => self.run::<Center>(id.0, command, context).await,
            Step::Caseworker(id, command) => self.run::<Caseworker>(id.0, command, context).await,
            Step::Commission(id, command) => self.run::<Commission>(id.0, command, context).await,
            Step::Family(id, command) => self.run::<Family>(id.0, command, context).await,
            Step::Assign { family, caseworker, assignment } => {
                self.assign(family, caseworker, assignment, day, &context).await
            }
            Step::Release { family, caseworker, assignment, reason } => {
                let release =
                    ReleaseCaseworker { assignment_id: assignment, reason, note: None, released_on: day, today: day };
                self.run::<Family>(family.0, release.into(), context.clone()).await?;
                self.run::<Caseworker>(
                    caseworker.0,
                    FreeSlot { assignment_id: assignment }.into(),
                    step(&context, "free"),
                )
                .await
            }
            Step::Transfer { family, from, to, from_assignment, assignment } => {
                let reserve = reserve(family, assignment, Some(from_assignment), day);
                self.run::<Caseworker>(to.0, reserve.into(), step(&context, "reserve")).await?;
                let transfer = TransferCaseworker {
                    from_assignment_id: from_assignment,
                    assignment_id: assignment,
                    caseworker_id: to,
                    note: None,
                    transferred_on: day,
                    today: day,
                };
                self.run::<Family>(family.0, transfer.into(), context.clone()).await?;
                self.run::<Caseworker>(
                    to.0,
                    ConfirmSlot { assignment_id: assignment }.into(),
                    step(&context, "confirm"),
                )
                .await?;
                self.run::<Caseworker>(
                    from.0,
                    FreeSlot { assignment_id: from_assignment }.into(),
                    step(&context, "free"),
                )
                .await
            }
            Step::Decide { commission, family, decision } => {
                let caseworker = decision.present.iter().find(|one| one.kind == ParticipantKind::Caseworker);
                let caseworker_id = caseworker.map(|one| CaseworkerId(one.person_id));
                let decide = DecideCase { family_id: family, decision: (*decision).clone(), caseworker_id, today: day };
                self.run::<Commission>(commission.0, decide.into(), context.clone()).await?;
                let record = CommissionDecisionRecorded { decision: *decision };
                self.run::<Family>(family.0, RecordDecision { record, today: day }.into(), step(&context, "record"))
                    .await
            }
        }
    }

    async fn assign(
        &self,
        family: FamilyId,
        caseworker: CaseworkerId,
        assignment: AssignmentId,
        day: NaiveDate,
        context: &CommandContext,
    ) -> Result<(), DemoError> {
        let reserve = reserve(family, assignment, None, day);
        self.run::<Caseworker>(caseworker.0, reserve.into(), step(context, "reserve")).await?;
        let assign = AssignCaseworker {
            assignment_id: assignment,
            caseworker_id: caseworker,
            starts_on: day,
            numbers: ProgramNumbers::default(),
            today: day,
        };
        self.run::<Family>(family.0, assign.into(), context.clone()).await?;
        self.run::<Caseworker>(caseworker.0, ConfirmSlot { assignment_id: assignment }.into(), step(context, "confirm"))
            .await
    }

    async fn run<A>(&self, id: Uuid, command: A::Command, context: CommandContext) -> Result<(), DemoError>
    where
        A: Decider,
        A::Error: Refused,
    {
        let mut pause = Duration::from_millis(20);
        loop {
            match self.store.execute::<A>(id, command.clone(), context.clone()).await {
                Ok(committed) => {
                    if !committed.repeated {
                        self.events.fetch_add(committed.events as u64, Ordering::Relaxed);
                    }
                    return Ok(());
                }
                Err(ExecuteError::Busy) if pause < Duration::from_secs(5) => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                Err(ExecuteError::Refused { refusal, .. }) => {
                    let code = refusal.get("code").and_then(|code| code.as_str()).unwrap_or("refused").to_owned();
                    return Err(DemoError::Refused { stream: <A::Event as StreamEvent>::STREAM, code });
                }
                Err(error) => return Err(DemoError::Store(error.to_string())),
            }
        }
    }
}

fn reserve(
    family: FamilyId,
    assignment: AssignmentId,
    transfer_from: Option<AssignmentId>,
    day: NaiveDate,
) -> ReserveSlot {
    ReserveSlot {
        assignment_id: assignment,
        family_id: family,
        starts_on: day,
        transfer_from,
        reserved_on: day,
        numbers: ProgramNumbers::default(),
    }
}

/// The context of a further step: its own id, made from the first one's, which it names as its cause.
fn step(context: &CommandContext, name: &str) -> CommandContext {
    let mut further = context.clone();
    further.command_id = Uuid::new_v5(&context.command_id, name.as_bytes());
    further.correlation_id = Some(context.command_id);
    further.causation_id = Some(context.command_id);
    further
}
