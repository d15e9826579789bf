//! Taking a step: running its command under its derived id, and undoing the first side when the second refuses.

use chrono::NaiveDate;
use hamyar_domain::caseworker::{ConfirmSlot, FreeSlot, ReleaseReservation};
use hamyar_domain::commission::VoidDecision;
use hamyar_domain::family::{
    AssignCaseworker, KeepMembers, ReceiveMembers, RecordDecision, TakeBack, TakeIn, TransferCaseworker,
};
use hamyar_domain::{Caseworker, Commission, Family, FamilyCommand, SETTINGS_ID, Settings};
use hamyar_event_store::{Actor, CommandContext, Committed, EventStore, ExecuteError, Recorded};
use hamyar_events::caseworker::SlotReserved;
use hamyar_events::commission::CaseDecided;
use hamyar_events::family::{
    CommissionDecisionRecorded, FamilyMerged, MembersMovedIn, MembersMovedOut, MembersReturned, MergeUndone, MergedAway,
};
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::{CaseworkerId, Decider, FamilyId, Personal};
use serde_json::{Value, json};

use crate::react::{Reaction, step_id};

/// The outcome of a step that could be taken: what was committed, or what the second side said no to, after the first side was undone.
#[derive(Debug)]
pub enum Taken {
    /// The step stands.
    Stands(Committed),
    /// The second side refused and the first side was undone by `undone`.
    Undone {
        /// What the second side said.
        refusal: Value,
        /// Where the undoing stands.
        undone: Committed,
    },
    /// The step is not wanted any more; it was taken or overtaken by another way.
    Settled(Value),
}

/// Takes the step that `event` calls for. Safe to repeat, and safe against others that take it at the same time.
pub async fn take(
    store: &EventStore,
    event: &Recorded,
    reaction: Reaction,
    today: NaiveDate,
) -> Result<Taken, ExecuteError<std::convert::Infallible>> {
    let name = reaction.name();
    let context = |step: &str| context_of(event, step);
    match reaction {
        Reaction::AskFamily { caseworker_id, slot } => {
            let family_id = slot.family_id.0;
            let numbers = numbers(store, slot.starts_on).await?;
            let command = ask(caseworker_id, &slot, numbers, today);
            match run::<Family>(store, family_id, command, context(name)).await? {
                Ok(committed) => Ok(Taken::Stands(committed)),
                Err(refusal) => {
                    let release = ReleaseReservation { assignment_id: slot.assignment_id, because: code(&refusal) };
                    undo(
                        run::<Caseworker>(store, caseworker_id.0, release.into(), context("release_slot")).await?,
                        refusal,
                    )
                }
            }
        }
        Reaction::ConfirmSlot(assigned) => {
            let command = ConfirmSlot { assignment_id: assigned.assignment_id };
            Ok(settle(run::<Caseworker>(store, assigned.caseworker_id.0, command.into(), context(name)).await?))
        }
        Reaction::FreeSlot(released) => {
            let command = FreeSlot { assignment_id: released.assignment_id };
            Ok(settle(run::<Caseworker>(store, released.caseworker_id.0, command.into(), context(name)).await?))
        }
        Reaction::RecordDecision(decided) => {
            let CaseDecided { family_id, decision } = *decided;
            let (commission_id, decision_id) = (decision.commission_id.0, decision.decision_id);
            let command = RecordDecision { record: CommissionDecisionRecorded { decision }, today };
            match run::<Family>(store, family_id.0, command.into(), context(name)).await? {
                Ok(committed) => Ok(Taken::Stands(committed)),
                Err(refusal) => {
                    let void = VoidDecision { decision_id, because: code(&refusal) };
                    undo(run::<Commission>(store, commission_id, void.into(), context("void_decision")).await?, refusal)
                }
            }
        }
        Reaction::TakeIn(merged) => {
            let refusal = match run::<Family>(store, merged.into.0, take_in(&merged).into(), context(name)).await {
                Ok(Ok(committed)) => return Ok(Taken::Stands(committed)),
                Ok(Err(refusal)) => refusal,
                // Somebody registered with a number that was just given up.
                Err(ExecuteError::NationalIdTaken(_)) => json!({ "code": "national_id_taken" }),
                Err(other) => return Err(other),
            };
            let back = MergeUndone {
                merge_id: merged.merge_id,
                members: merged.members.clone(),
                because: Some(code(&refusal)),
                undone_on: merged.merged_on,
            };
            undo(take_back(store, event, merged.from, back).await?, refusal)
        }
        Reaction::TakeBack(unmerged) => {
            let back = MergeUndone {
                merge_id: unmerged.merge_id,
                members: unmerged.members.clone(),
                because: None,
                undone_on: unmerged.unmerged_on,
            };
            Ok(settle(take_back(store, event, unmerged.from, back).await?))
        }
        Reaction::Receive(moving) => {
            let refusal = match run::<Family>(store, moving.to.0, receive(&moving).into(), context(name)).await {
                Ok(Ok(committed)) => return Ok(Taken::Stands(committed)),
                Ok(Err(refusal)) => refusal,
                // Somebody registered with a number that was just given up.
                Err(ExecuteError::NationalIdTaken(_)) => json!({ "code": "national_id_taken" }),
                Err(other) => return Err(other),
            };
            let mut returned = MembersReturned {
                move_id: moving.move_id,
                members: moving.members.clone(),
                because: code(&refusal),
                returned_on: moving.moved_on,
            };
            let keep = KeepMembers { returned: returned.clone() };
            let undone = match run::<Family>(store, moving.from.0, keep.into(), context("keep_members")).await {
                Err(ExecuteError::NationalIdTaken(_)) => {
                    returned.members.iter_mut().for_each(|one| one.member.national_id = None);
                    let keep = KeepMembers { returned };
                    run::<Family>(store, moving.from.0, keep.into(), context("keep_members_without_numbers")).await?
                }
                answer => answer?,
            };
            undo(undone, refusal)
        }
    }
}

/// What the family that members come to is asked.
pub(crate) fn receive(moving: &MembersMovedOut) -> ReceiveMembers {
    ReceiveMembers {
        moved: MembersMovedIn {
            move_id: moving.move_id,
            from: moving.from,
            from_file_number: moving.from_file_number.clone(),
            members: moving.members.clone(),
            reason: moving.reason,
            moved_on: moving.moved_on,
        },
        categories: moving.categories.clone(),
        threat: moving
            .address_under_threat
            .then(|| Personal::of_family(moving.to.0, "نشانی خانوادهٔ پیشین زیر تهدید بود".to_owned())),
    }
}

/// What the file that stays is asked.
pub(crate) fn take_in(merged: &MergedAway) -> TakeIn {
    let joins = |member: &&hamyar_events::family::MergedMember| {
        !merged.same.iter().any(|same| same.member_id == member.member_id)
    };
    TakeIn {
        merged: FamilyMerged {
            merge_id: merged.merge_id,
            from: merged.from,
            from_file_number: merged.from_file_number.clone(),
            members: merged.members.iter().filter(joins).cloned().collect(),
            same: merged.same.clone(),
            merged_on: merged.merged_on,
        },
        learned: merged.learned.clone(),
        categories: merged.categories.clone(),
        threat: merged
            .address_under_threat
            .then(|| Personal::of_family(merged.into.0, "در پروندهٔ ادغام‌شده زیر تهدید بود".to_owned())),
    }
}

/// The members go back with their national ids; where somebody else has claimed one meanwhile, all go back without, rather than not at all.
async fn take_back(
    store: &EventStore,
    event: &Recorded,
    family: FamilyId,
    mut back: MergeUndone,
) -> Result<Result<Committed, Value>, ExecuteError<std::convert::Infallible>> {
    let command = TakeBack { back: back.clone() };
    match run::<Family>(store, family.0, command.into(), context_of(event, "take_back")).await {
        Err(ExecuteError::NationalIdTaken(_)) => {
            back.members.iter_mut().for_each(|one| one.member.national_id = None);
            let command = TakeBack { back };
            run::<Family>(store, family.0, command.into(), context_of(event, "take_back_without_numbers")).await
        }
        answer => answer,
    }
}

/// The family's command for a reserved slot: assignment, or transfer from the holding it names.
pub(crate) fn ask(
    caseworker_id: CaseworkerId,
    slot: &SlotReserved,
    numbers: ProgramNumbers,
    today: NaiveDate,
) -> FamilyCommand {
    match slot.transfer_from {
        None => AssignCaseworker {
            assignment_id: slot.assignment_id,
            caseworker_id,
            starts_on: slot.starts_on,
            numbers,
            today,
        }
        .into(),
        Some(from_assignment_id) => TransferCaseworker {
            from_assignment_id,
            assignment_id: slot.assignment_id,
            caseworker_id,
            note: slot.note.clone(),
            transferred_on: slot.starts_on,
            today,
        }
        .into(),
    }
}

/// The program's numbers in effect on a day.
pub(crate) async fn numbers(
    store: &EventStore,
    day: NaiveDate,
) -> Result<ProgramNumbers, ExecuteError<std::convert::Infallible>> {
    Ok(store.load::<Settings>(SETTINGS_ID).await?.state.in_effect(day))
}

/// A step acts for whoever caused its event, at the time of that event, as part of the same errand.
fn context_of(event: &Recorded, step: &str) -> CommandContext {
    let actor = event.actor.parse().unwrap_or_else(|_| Actor::system("processes"));
    let mut context = CommandContext::new(step_id(event.event_id, step), actor, event.happened_at);
    let correlation = event.metadata_of("correlation_id").and_then(|id| id.parse().ok());
    context.correlation_id = Some(correlation.unwrap_or(event.command_id));
    context.causation_id = Some(event.event_id);
    context
}

/// Runs a command; a refusal is an answer, everything else that goes wrong is a fault.
pub(crate) async fn run<A: Decider>(
    store: &EventStore,
    id: uuid::Uuid,
    command: A::Command,
    context: CommandContext,
) -> Result<Result<Committed, Value>, ExecuteError<std::convert::Infallible>> {
    match store.execute::<A>(id, command, context).await {
        Ok(committed) => Ok(Ok(committed)),
        Err(ExecuteError::Refused { refusal, .. }) => Ok(Err(refusal)),
        Err(other) => Err(unrefused(other)),
    }
}

/// The same error without the type of a refusal it does not hold.
pub(crate) fn unrefused<E, F>(error: ExecuteError<E>) -> ExecuteError<F> {
    match error {
        ExecuteError::Refused { refusal, repeated, .. } => ExecuteError::Refused { refusal, error: None, repeated },
        ExecuteError::CommandIdReused => ExecuteError::CommandIdReused,
        ExecuteError::Stale { expected, actual } => ExecuteError::Stale { expected, actual },
        ExecuteError::NationalIdTaken(holder) => ExecuteError::NationalIdTaken(holder),
        ExecuteError::Busy => ExecuteError::Busy,
        ExecuteError::Unavailable => ExecuteError::Unavailable,
        ExecuteError::Store(error) => ExecuteError::Store(error),
    }
}

fn undo(undone: Result<Committed, Value>, refusal: Value) -> Result<Taken, ExecuteError<std::convert::Infallible>> {
    match undone {
        Ok(undone) => Ok(Taken::Undone { refusal, undone }),
        Err(settled) => Ok(Taken::Settled(settled)),
    }
}

fn settle(answer: Result<Committed, Value>) -> Taken {
    match answer {
        Ok(committed) => Taken::Stands(committed),
        Err(refusal) => Taken::Settled(refusal),
    }
}

/// The stable code of a refusal.
pub(crate) fn code(refusal: &Value) -> String {
    refusal.get("code").and_then(Value::as_str).unwrap_or("refused").to_owned()
}
