//! The words of the demo: common Persian names to be combined at random, and plain sentences of a caseworker's notebook.
//! Nobody in here is anybody.

mod names;
mod sentences;

pub(crate) use names::*;
pub(crate) use sentences::*;
