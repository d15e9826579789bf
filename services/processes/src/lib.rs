//! What crosses streams: the assignment of a family to a caseworker, and the decision of a commission on a family.
//!
//! | process | steps, each an event of its stream |
//! |---|---|
//! | assignment | caseworker `slot_reserved` → family `caseworker_assigned` → caseworker `family_taken_on`; refused: `reservation_released` |
//! | release | family `caseworker_released` → caseworker `family_handed_over` |
//! | transfer | reserved at the new caseworker → family `caseworker_released` + `caseworker_assigned` → taken on there, handed over here |
//! | merge | family that goes `merged_away` → family that stays `family_merged`; refused: `merge_undone` |
//! | merge undone | family that stayed `family_unmerged` → family that had gone `merge_undone` |
//! | move of members | family they leave `members_moved_out` → family they come to `members_moved_in`; refused: `members_returned` |
//! | decision | commission `case_decided` → family `commission_decision_recorded`; refused: `decision_voided` |
//!
//! [`react()`] is the whole of it and pure: an event in, the step that follows out. Each step's command id is a UUIDv5 of the event that calls
//! for it and the step's name, and its actor and content come from that event alone. So the web request that began a process
//! ([`assign_caseworker`] and its sisters) and the [`Runner`] that follows the log may both take a step, and it happens once; and whatever a crash
//! left half done, the runner finishes. Rebuilding read models never runs processes.

mod answered;
mod errands;
mod inline;
mod react;
mod runner;
mod step;
mod sweep;

pub use answered::{Kept, is_answered, kept_answer, released_before};
pub use errands::{Errand, ErrandKind, SetAside, prepare, set_aside};
pub use inline::{
    Assign, Decide, Done, Edge, ProcessRefusal, Sent, Transfer, assign_caseworker, assign_caseworker_as, decide_case,
    decide_case_as, merge_families_as, move_members_as, release_caseworker, release_caseworker_as, transfer_family,
    transfer_family_as, undo_merge_as,
};
pub use react::{Happened, Reaction, react, react_to, step_id};
pub use runner::{Runner, RunnerError};
pub use step::{Taken, take};
pub use sweep::keep_attachments_swept;
