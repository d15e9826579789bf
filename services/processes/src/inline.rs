//! The processes as a request runs them: all steps at once, and the answer a person waits for.
//!
//! The request's own command id belongs to the first step. A request that is sent again repeats every step and gets the same answers; one that
//! was cut off in the middle is finished by the runner, or by being sent again.

use chrono::NaiveDate;
use hamyar_domain::caseworker::ReserveSlot;
use hamyar_domain::commission::{AdjournCase, DecideCase};
use hamyar_domain::family::{MergeAway, MoveOut, ReleaseCaseworker, UndoMerge};
use hamyar_domain::{
    Caseworker, CaseworkerRefusal, Commission, CommissionCommand, CommissionRefusal, Family, FamilyRefusal,
    InvalidField, Refused,
};
use hamyar_event_store::{
    CommandContext, Committed, EventStore, ExecuteError, Execution, Recorded, StoreError, StreamEvent,
};
use hamyar_events::caseworker::SlotReserved;
use hamyar_events::commission::Vote;
use hamyar_events::family::{Decision, MembersMovedOut, MergedAway};
use hamyar_events::*;
use serde::Serialize;
use uuid::Uuid;

use crate::answered::is_answered;
use crate::react::{react_to, step_id};
use crate::step::{Taken, ask, numbers, receive, run, take, take_in, unrefused};

/// What the edge knows and the streams do not.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Today in Tehran.
    pub today: NaiveDate,
}

/// A family is to be given to a caseworker.
#[derive(Clone, Debug)]
pub struct Assign {
    pub family_id: FamilyId,
    pub caseworker_id: CaseworkerId,
    /// Made from the command id when absent.
    pub assignment_id: Option<AssignmentId>,
    pub starts_on: NaiveDate,
}

/// A family is to go from its caseworker to another one.
#[derive(Clone, Debug)]
pub struct Transfer {
    pub family_id: FamilyId,
    /// The new caseworker.
    pub caseworker_id: CaseworkerId,
    /// Made from the command id when absent.
    pub assignment_id: Option<AssignmentId>,
    /// Sealed with the family's key.
    pub note: Option<Personal<String>>,
    pub transferred_on: NaiveDate,
}

/// A commission is to decide a case.
#[derive(Clone, Debug)]
pub struct Decide {
    pub family_id: FamilyId,
    /// Names the commission, the session, the referral and those present.
    pub decision: Decision,
    /// How it was voted on, where it was.
    pub votes: Vec<Vote>,
}

/// What tells a wish sent again from another one: the request's body. Without it the first step's command serves, as it does for whoever names
/// everything a process needs and lets nothing be found out at the edge.
pub type Sent = Execution;

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The family's sequence after it.
    pub sequence: i64,
    /// The sequence of the stream the process began in: the caseworker's, the commission's, or for a release the family's.
    pub first_sequence: i64,
    /// Position of the last step that is known to stand; a query that has seen it shows the result.
    pub position: i64,
    /// Whether this is the kept answer of an earlier sending.
    pub repeated: bool,
}

/// A refusal of any of the streams a process touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum ProcessRefusal {
    /// The caseworker's stream refused.
    #[error(transparent)]
    Caseworker(#[from] CaseworkerRefusal),
    /// The family's stream refused.
    #[error(transparent)]
    Family(#[from] FamilyRefusal),
    /// The commission's stream refused.
    #[error(transparent)]
    Commission(#[from] CommissionRefusal),
}

impl Refused for ProcessRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Caseworker(refusal) => refusal.code(),
            Self::Family(refusal) => refusal.code(),
            Self::Commission(refusal) => refusal.code(),
        }
    }
    fn fields(&self) -> &[InvalidField] {
        match self {
            Self::Caseworker(refusal) => refusal.fields(),
            Self::Family(refusal) => refusal.fields(),
            Self::Commission(refusal) => refusal.fields(),
        }
    }
}

type Answer = Result<Done, ExecuteError<ProcessRefusal>>;

/// Reserves a slot, asks the family, confirms the slot. `If-Match` of the context is the family's sequence.
pub async fn assign_caseworker(store: &EventStore, context: CommandContext, wish: Assign, edge: Edge) -> Answer {
    assign_caseworker_as(store, context, wish, edge, Sent::default()).await
}

/// [`assign_caseworker`], for a wish that `sent` identifies.
pub async fn assign_caseworker_as(
    store: &EventStore,
    context: CommandContext,
    wish: Assign,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let assignment_id = wish.assignment_id.unwrap_or_else(|| assignment_of(&context));
    let numbers = numbers(store, edge.today).await.map_err(unrefused)?;
    let reserve = ReserveSlot {
        assignment_id,
        family_id: wish.family_id,
        starts_on: wish.starts_on,
        transfer_from: None,
        note: None,
        reserved_on: edge.today,
        numbers,
    };
    reserve_and_ask(store, context, wish.caseworker_id, reserve, edge, sent).await
}

/// Reserves a slot at the new caseworker, moves the family, confirms the new slot and frees the old one.
pub async fn transfer_family(store: &EventStore, context: CommandContext, wish: Transfer, edge: Edge) -> Answer {
    transfer_family_as(store, context, wish, edge, Sent::default()).await
}

/// [`transfer_family`], for a wish that `sent` identifies.
pub async fn transfer_family_as(
    store: &EventStore,
    context: CommandContext,
    wish: Transfer,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let assignment_id = wish.assignment_id.unwrap_or_else(|| assignment_of(&context));
    let family = store.load::<Family>(wish.family_id.0).await?.state;
    // Sent again after it was done, the family is already there: the holding it came from is the one before.
    let arrived = family.holdings.iter().position(|one| one.assignment_id == assignment_id);
    let before = match arrived {
        Some(place) => place.checked_sub(1).and_then(|place| family.holdings.get(place)).map(|one| one.assignment_id),
        None => family.holding.as_ref().map(|holding| holding.assignment_id),
    };
    let from_assignment_id = match before {
        Some(before) => before,
        // A wish that has its answer gets it again, whatever became of the family since; what is named here is not looked at then.
        None if is_answered(store, context.command_id).await? => assignment_id,
        None => return refused(FamilyRefusal::NoCaseworker.into()),
    };
    let numbers = numbers(store, edge.today).await.map_err(unrefused)?;
    let reserve = ReserveSlot {
        assignment_id,
        family_id: wish.family_id,
        starts_on: wish.transferred_on,
        transfer_from: Some(from_assignment_id),
        note: wish.note,
        reserved_on: edge.today,
        numbers,
    };
    reserve_and_ask(store, context, wish.caseworker_id, reserve, edge, sent).await
}

/// Releases the family and frees the caseworker's slot.
pub async fn release_caseworker(
    store: &EventStore,
    context: CommandContext,
    family_id: FamilyId,
    release: ReleaseCaseworker,
    edge: Edge,
) -> Answer {
    release_caseworker_as(store, context, family_id, release, edge, Sent::default()).await
}

/// [`release_caseworker`], for a wish that `sent` identifies.
pub async fn release_caseworker_as(
    store: &EventStore,
    context: CommandContext,
    family_id: FamilyId,
    release: ReleaseCaseworker,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let assignment_id = release.assignment_id;
    let committed = execute::<Family>(store, family_id.0, release.into(), context, sent).await?;
    let Some(event) = family_event(
        store,
        family_id,
        committed,
        |event| matches!(event, FamilyEvent::CaseworkerReleased(event) if event.assignment_id == assignment_id),
    )
    .await?
    else {
        return Ok(done(committed, committed.sequence));
    };
    let position = follow(store, &event, edge).await.unwrap_or(committed.position);
    Ok(Done { position: position.max(committed.position), ..done(committed, committed.sequence) })
}

/// Merges a file into another one of the same family: the file that goes gives its members up, the one that stays takes them in. `If-Match` of the
/// context is the sequence of the file that stays.
pub async fn merge_families_as(
    store: &EventStore,
    mut context: CommandContext,
    merge: MergedAway,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let (from, merge_id) = (merge.from, merge.merge_id);
    let family = store.load::<Family>(merge.into.0).await?;
    let gone = store.load::<Family>(from.0).await?.state;
    let begun =
        gone.merged.is_some_and(|merged| merged.merge_id == merge_id) || is_answered(store, context.command_id).await?;
    if let Some(expected) = context.expected_sequence.take()
        && !begun
        && expected != family.sequence
    {
        return Err(ExecuteError::Stale { expected, actual: family.sequence });
    }
    // What the file that stays would refuse is not begun.
    if !begun && let Err(refusal) = family.state.decide(&take_in(&merge).into()) {
        return refused(refusal.into());
    }
    let command = MergeAway { merge, today: edge.today };
    let committed = execute::<Family>(store, from.0, command.into(), context, sent).await?;
    let wanted = |event: &FamilyEvent| matches!(event, FamilyEvent::MergedAway(event) if event.merge_id == merge_id);
    let Some(event) = family_event(store, from, committed, wanted).await? else {
        return Ok(done(committed, family.sequence));
    };
    second_side(store, &event, committed, family.sequence, edge).await
}

/// Moves members to another family: the one gives them up, the other takes them in.
pub async fn move_members_as(
    store: &EventStore,
    context: CommandContext,
    moving: MembersMovedOut,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let (from, move_id) = (moving.from, moving.move_id);
    let there = store.load::<Family>(moving.to.0).await?;
    let here = store.load::<Family>(from.0).await?;
    let begun = here.state.moves.contains_key(&move_id) || is_answered(store, context.command_id).await?;
    // What the family they come to would refuse is not begun.
    if !begun && let Err(refusal) = there.state.decide(&receive(&moving).into()) {
        return refused(refusal.into());
    }
    let command = MoveOut { moving, today: edge.today };
    let committed = execute::<Family>(store, from.0, command.into(), context, sent).await?;
    let wanted = |event: &FamilyEvent| matches!(event, FamilyEvent::MembersMovedOut(event) if event.move_id == move_id);
    let Some(event) = family_event(store, from, committed, wanted).await? else {
        return Ok(done(committed, committed.sequence));
    };
    let ended = second_side(store, &event, committed, here.sequence, edge).await?;
    Ok(Done { sequence: committed.sequence, ..ended })
}

/// Undoes a merge: who came with it goes back to the file it came from.
pub async fn undo_merge_as(
    store: &EventStore,
    context: CommandContext,
    into: FamilyId,
    command: UndoMerge,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let merge_id = command.undo.merge_id;
    let committed = execute::<Family>(store, into.0, command.into(), context, sent).await?;
    let wanted =
        |event: &FamilyEvent| matches!(event, FamilyEvent::FamilyUnmerged(event) if event.merge_id == merge_id);
    let Some(event) = family_event(store, into, committed, wanted).await? else {
        return Ok(done(committed, committed.sequence));
    };
    let position = follow(store, &event, edge).await.unwrap_or(committed.position);
    Ok(Done { position: position.max(committed.position), ..done(committed, committed.sequence) })
}

/// Decides a case in its commission and records the decision in the family's stream. A case without quorum, or without its caseworker (or the
/// center manager where it has none), is refused and put off to the next session.
pub async fn decide_case(store: &EventStore, context: CommandContext, wish: Decide, edge: Edge) -> Answer {
    decide_case_as(store, context, wish, edge, Sent::default()).await
}

/// [`decide_case`], for a wish that `sent` identifies.
pub async fn decide_case_as(
    store: &EventStore,
    context: CommandContext,
    wish: Decide,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let Decide { family_id, decision, votes } = wish;
    let family = store.load::<Family>(family_id.0).await?;
    let commission_id = decision.commission_id;
    let (session_id, referral_id, decision_id) = (decision.session_id, decision.referral_id, decision.decision_id);
    let caseworker_id = family.state.holding.as_ref().map(|holding| holding.caseworker_id);
    let adjourning = adjourn_context(&context);
    let command = DecideCase { family_id, decision, votes, caseworker_id, today: edge.today };
    let committed = match execute::<Commission>(store, commission_id.0, command.into(), context, sent).await {
        Err(ExecuteError::Refused { refusal, error, repeated }) => {
            if let Some(reason) = adjourned_by(&refusal) {
                let adjourn: CommissionCommand = AdjournCase { session_id, referral_id, reason }.into();
                if let Err(error) = run::<Commission>(store, commission_id.0, adjourn, adjourning).await {
                    tracing::warn!(error = %error, "a case could not be put off; it waits on the agenda");
                }
            }
            return Err(ExecuteError::Refused { refusal, error, repeated });
        }
        other => other?,
    };
    let recorded = find::<CommissionEvent>(
        store,
        commission_id.0,
        committed,
        |event| matches!(event, CommissionEvent::CaseDecided(event) if event.decision.decision_id == decision_id),
    )
    .await?;
    let Some(event) = recorded else { return Ok(done(committed, family.sequence)) };
    second_side(store, &event, committed, family.sequence, edge).await
}

async fn reserve_and_ask(
    store: &EventStore,
    mut context: CommandContext,
    caseworker_id: CaseworkerId,
    reserve: ReserveSlot,
    edge: Edge,
    sent: Sent,
) -> Answer {
    let family = store.load::<Family>(reserve.family_id.0).await?;
    let assignment_id = reserve.assignment_id;
    let known = store.load::<Caseworker>(caseworker_id.0).await?.state;
    let begun = known.slots.contains_key(&assignment_id)
        || known.ended.contains_key(&assignment_id)
        || is_answered(store, context.command_id).await?;
    // The first step writes to the caseworker's stream; what the person saw is the family.
    if let Some(expected) = context.expected_sequence.take()
        && !begun
        && expected != family.sequence
    {
        return Err(ExecuteError::Stale { expected, actual: family.sequence });
    }
    // Values that can never be accepted reserve nothing.
    let slot = SlotReserved {
        assignment_id,
        family_id: reserve.family_id,
        starts_on: reserve.starts_on,
        transfer_from: reserve.transfer_from,
        note: reserve.note.clone(),
        reserved_on: reserve.reserved_on,
    };
    if !begun
        && let Err(refusal) = family.state.decide(&ask(caseworker_id, &slot, reserve.numbers, edge.today))
        && refusal.is_invalid_input()
    {
        return refused(refusal.into());
    }
    let committed = execute::<Caseworker>(store, caseworker_id.0, reserve.into(), context, sent).await?;
    let reserved = find::<CaseworkerEvent>(
        store,
        caseworker_id.0,
        committed,
        |event| matches!(event, CaseworkerEvent::SlotReserved(event) if event.assignment_id == assignment_id),
    )
    .await?;
    let Some(event) = reserved else { return Ok(done(committed, family.sequence)) };
    second_side(store, &event, committed, family.sequence, edge).await
}

/// Takes the family's step and what follows from it.
async fn second_side(
    store: &EventStore,
    event: &Recorded,
    first: Committed,
    family_sequence: i64,
    edge: Edge,
) -> Answer {
    let Some(reaction) = react_to(event)? else { return Ok(done(first, family_sequence)) };
    match take(store, event, reaction, edge.today).await.map_err(unrefused)? {
        Taken::Stands(committed) => {
            let mut last = committed.position.max(first.position);
            for caused in caused_by(store, event, committed).await? {
                last = last.max(follow(store, &caused, edge).await.unwrap_or(last));
            }
            Ok(Done {
                sequence: committed.sequence,
                first_sequence: first.sequence,
                position: last,
                repeated: first.repeated,
            })
        }
        Taken::Undone { refusal, undone } => {
            Err(ExecuteError::Refused { error: typed(&refusal), refusal, repeated: undone.repeated })
        }
        Taken::Settled(refusal) => {
            Err(ExecuteError::Refused { error: typed(&refusal), refusal, repeated: first.repeated })
        }
    }
}

/// Takes a last step. It cannot change the answer any more, so a fault is left to the runner.
async fn follow(store: &EventStore, event: &Recorded, edge: Edge) -> Option<i64> {
    let reaction = match react_to(event) {
        Ok(reaction) => reaction?,
        Err(error) => {
            tracing::warn!(error = %error, "a process step is left to the runner");
            return None;
        }
    };
    match take(store, event, reaction, edge.today).await {
        Ok(Taken::Stands(committed)) => Some(committed.position),
        Ok(Taken::Undone { .. } | Taken::Settled(_)) => None,
        Err(error) => {
            tracing::warn!(error = %error, "a process step is left to the runner");
            None
        }
    }
}

/// The family's events that a step wrote.
async fn caused_by(store: &EventStore, event: &Recorded, committed: Committed) -> Result<Vec<Recorded>, StoreError> {
    let count = i64::try_from(committed.events).unwrap_or(0);
    let Some(family_id) = family_of(event)? else { return Ok(Vec::new()) };
    if count == 0 {
        return Ok(Vec::new());
    }
    store.stream(FamilyEvent::STREAM, family_id, committed.sequence - count + 1, count).await
}

fn family_of(event: &Recorded) -> Result<Option<Uuid>, StoreError> {
    Ok(match react_to(event)? {
        Some(crate::Reaction::AskFamily { slot, .. }) => Some(slot.family_id.0),
        Some(crate::Reaction::RecordDecision(decided)) => Some(decided.family_id.0),
        _ => None,
    })
}

async fn family_event(
    store: &EventStore,
    family_id: FamilyId,
    committed: Committed,
    wanted: impl Fn(&FamilyEvent) -> bool,
) -> Result<Option<Recorded>, StoreError> {
    find(store, family_id.0, committed, wanted).await
}

/// The event a command wrote, now or when it was first sent. A command that found it written by another one looks through the stream.
async fn find<E: StreamEvent>(
    store: &EventStore,
    id: Uuid,
    committed: Committed,
    wanted: impl Fn(&E) -> bool,
) -> Result<Option<Recorded>, StoreError> {
    let written = i64::try_from(committed.events).unwrap_or(0);
    let from = if written > 0 { committed.sequence - written + 1 } else { 1 };
    let limit = if written > 0 { written } else { i64::MAX };
    for event in store.stream(E::STREAM, id, from, limit).await? {
        if wanted(&event.decode::<E>()?) {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

async fn execute<A>(
    store: &EventStore,
    id: Uuid,
    command: A::Command,
    context: CommandContext,
    sent: Sent,
) -> Result<Committed, ExecuteError<ProcessRefusal>>
where
    A: Decider,
    ProcessRefusal: From<A::Error>,
{
    store.execute_with::<A>(id, command, context, sent).await.map_err(|error| match error {
        ExecuteError::Refused { refusal, error, repeated } => {
            ExecuteError::Refused { refusal, error: error.map(ProcessRefusal::from), repeated }
        }
        other => unrefused(other),
    })
}

fn done(committed: Committed, sequence: i64) -> Done {
    Done { sequence, first_sequence: committed.sequence, position: committed.position, repeated: committed.repeated }
}

fn refused(refusal: ProcessRefusal) -> Answer {
    let value = serde_json::to_value(&refusal).map_err(StoreError::Json)?;
    Err(ExecuteError::Refused { refusal: value, error: Some(refusal), repeated: false })
}

/// The family's refusal in its own type, from its kept form.
fn typed(refusal: &serde_json::Value) -> Option<ProcessRefusal> {
    serde_json::from_value::<FamilyRefusal>(refusal.clone()).ok().map(ProcessRefusal::Family)
}

/// One assignment per wish: the same wish sent again names the same assignment.
fn assignment_of(context: &CommandContext) -> AssignmentId {
    AssignmentId(step_id(context.command_id, "assignment"))
}

fn adjourn_context(context: &CommandContext) -> CommandContext {
    let mut adjourning = context.clone();
    adjourning.command_id = step_id(context.command_id, "adjourn");
    adjourning.correlation_id = Some(context.correlation_id.unwrap_or(context.command_id));
    adjourning.causation_id = Some(context.command_id);
    adjourning.expected_sequence = None;
    adjourning
}

/// Why a refused case is put off, when it is: it waits for a person, not for better words.
fn adjourned_by(refusal: &serde_json::Value) -> Option<AdjournReason> {
    match refusal.get("code").and_then(serde_json::Value::as_str) {
        Some("caseworker_absent" | "center_manager_absent") => Some(AdjournReason::CaseworkerAbsent),
        Some("no_quorum") => Some(AdjournReason::NoQuorum),
        _ => None,
    }
}
