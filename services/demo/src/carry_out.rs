//! Carries the planned acts out through the event store, many families at once, each stream in its order.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use hamyar_domain::family::ReleaseCaseworker;
use hamyar_domain::*;
use hamyar_event_store::{CommandContext, EventStore, ExecuteError};
use hamyar_events::*;
use hamyar_persian::tehran::tehran_instant;
use hamyar_processes::{
    Assign, Decide, Done, Edge, ProcessRefusal, Transfer, assign_caseworker, decide_case, release_caseworker,
    transfer_family,
};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::act::{Act, Step, Who};
use crate::{DemoError, Progress};

/// Acts in flight at once; the appender gathers them into few transactions.
const IN_FLIGHT: usize = 96;

const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Who acts, as the log names them.
pub(crate) type Actors = Arc<dyn Fn(Who) -> Actor + Send + Sync>;

struct Worker {
    store: EventStore,
    actors: Actors,
}

/// Carries out all acts.
pub(crate) async fn carry_out(
    store: &EventStore,
    actors: Actors,
    acts: Vec<Act>,
    progress: &Progress,
) -> Result<(), DemoError> {
    let worker = Arc::new(Worker { store: store.clone(), actors });
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
    Ok(())
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
            Step::Family(id, command) => self.run::<Family>(id.0, *command, context).await,
            Step::Activity(id, command) => self.run::<Activity>(id, *command, context).await,
            Step::Council(id, command) => self.run::<Council>(id, *command, context).await,
            Step::Fund(id, command) => self.run::<Fund>(id, *command, context).await,
            Step::Neighborhood(id, command) => self.run::<Neighborhood>(id, *command, context).await,
            Step::Office(id, command) => self.run::<Office>(id, *command, context).await,
            Step::Assign { family, caseworker, assignment } => {
                let wish = Assign {
                    family_id: family,
                    caseworker_id: caseworker,
                    assignment_id: Some(assignment),
                    starts_on: day,
                };
                self.process(|| assign_caseworker(&self.store, context.clone(), wish.clone(), Edge { today: day }))
                    .await
            }
            Step::Release { family, assignment, reason, .. } => {
                let release =
                    ReleaseCaseworker { assignment_id: assignment, reason, note: None, released_on: day, today: day };
                self.process(|| {
                    release_caseworker(&self.store, context.clone(), family, release.clone(), Edge { today: day })
                })
                .await
            }
            Step::Transfer { family, to, assignment, .. } => {
                let wish = Transfer {
                    family_id: family,
                    caseworker_id: to,
                    assignment_id: Some(assignment),
                    note: None,
                    transferred_on: day,
                };
                self.process(|| transfer_family(&self.store, context.clone(), wish.clone(), Edge { today: day })).await
            }
            Step::Decide { family, decision, .. } => {
                let wish = Decide { family_id: family, decision: *decision, votes: Vec::new() };
                self.process(|| decide_case(&self.store, context.clone(), wish.clone(), Edge { today: day })).await
            }
        }
    }

    /// Runs a process; one that found the store busy is sent again whole, which repeats nothing.
    async fn process<F>(&self, run: impl Fn() -> F) -> Result<(), DemoError>
    where
        F: Future<Output = Result<Done, ExecuteError<ProcessRefusal>>>,
    {
        let mut pause = FIRST_PAUSE;
        loop {
            match run().await {
                Ok(_) => return Ok(()),
                Err(error) => pause = wait_or_fail("process", error, pause).await?,
            }
        }
    }

    async fn run<A>(&self, id: Uuid, command: A::Command, context: CommandContext) -> Result<(), DemoError>
    where
        A: Decider,
        A::Error: Refused,
    {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.store.execute::<A>(id, command.clone(), context.clone()).await {
                Ok(_) => return Ok(()),
                Err(error) => pause = wait_or_fail(<A::Event as StreamEvent>::STREAM, error, pause).await?,
            }
        }
    }
}

/// Waits a little where the store is busy, and returns the next pause; everything else ends the load.
async fn wait_or_fail<E>(stream: &'static str, error: ExecuteError<E>, pause: Duration) -> Result<Duration, DemoError> {
    match error {
        ExecuteError::Busy if pause < Duration::from_secs(5) => {
            tokio::time::sleep(pause).await;
            Ok(pause * 2)
        }
        ExecuteError::Refused { refusal, .. } => {
            let code = refusal.get("code").and_then(|code| code.as_str()).unwrap_or("refused").to_owned();
            Err(DemoError::Refused { stream, code })
        }
        ExecuteError::CommandIdReused => Err(DemoError::Refused { stream, code: "command_id_reused".to_owned() }),
        ExecuteError::Stale { .. } => Err(DemoError::Refused { stream, code: "stale".to_owned() }),
        ExecuteError::NationalIdTaken(_) => Err(DemoError::Refused { stream, code: "national_id_taken".to_owned() }),
        ExecuteError::Busy | ExecuteError::Unavailable => {
            Err(DemoError::Store("it is busy or out of reach".to_owned()))
        }
        ExecuteError::Store(error) => Err(DemoError::Store(error.to_string())),
    }
}
