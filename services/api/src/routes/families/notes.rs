//! Free notes in the file.

use hamyar_domain::family as domain;
use hamyar_events::family::NoteAdded;
use hamyar_events::{NoteId, Personal};

use super::command::family_operation;
use crate::input::{Words, command};
use crate::routes::run::{derived_id, ids};

command! {
    /// A note.
    pub struct AddNoteBody {
        text: Words,
    }
}

family_operation! {
    /// Add a note.
    post "/families/{id}/notes" add_note(AddNoteBody) ServeFamily, day none,
    |body, _at, family| {
        let note_id = NoteId(derived_id(body.command_id, "note"));
        let note = NoteAdded { note_id, text: Personal::of_family(family.0, body.text.into_string()) };
        Ok((domain::AddNote { note }.into(), ids("note_id", note_id.0)))
    }
}
