//! What the event store asks of an aggregate. It stands here, below the store and the domain, so that neither has to know the other.

use serde::Serialize;

use crate::StreamEvent;

/// What a command's outcome rests on, and so what the store may do when another command of the same stream came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependence {
    /// The command stands whatever else was recorded meanwhile: the store loads the stream again and decides again.
    Any,
    /// The command replaces what its author saw: a stream that moved on meanwhile is answered as stale.
    Sequence,
}

/// An aggregate the event store can run: its events are stored events, its commands can be fingerprinted, its refusals can be kept.
pub trait Decider:
    cqrs_es::Aggregate<
        Services = (),
        Event: StreamEvent,
        Command: Serialize + Clone + Send + Sync + 'static,
        Error: Serialize + Send + Sync + 'static,
    > + Clone
    + 'static
{
    /// What the command rests on.
    fn depends(command: &Self::Command) -> Dependence;
}
