//! Closing and reopening a case.

use hamyar_domain::family as domain;
use hamyar_events::family::{CaseClosed, CaseReopened};
use hamyar_events::{CloseReason, Personal};

use super::command::family_operation;
use crate::input::{Day, Words, command};
use crate::routes::run::Ids;

command! {
    /// Why the case is closed.
    pub struct CloseCaseBody {
        reason: CloseReason,
        note: Option<Words>,
        closed_on: Option<Day>,
    }
}

command! {
    /// Why it is opened again.
    pub struct ReopenCaseBody {
        reason: Words,
        reopened_on: Option<Day>,
    }
}

family_operation! {
    /// Close the case.
    post "/families/{id}/close" close_case(CloseCaseBody) CloseCase, day closed_on,
    |body, at, family| {
        let note = body.note.map(|note| Personal::of_family(family.0, note.into_string()));
        let closing = CaseClosed { reason: body.reason, note, closed_on: at.day };
        Ok((domain::CloseCase { closing, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Open a closed case again.
    post "/families/{id}/reopen" reopen_case(ReopenCaseBody) CloseCase, day reopened_on,
    |body, at, family| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        let reopening = CaseReopened { reason, reopened_on: at.day };
        Ok((domain::ReopenCase { reopening, today: at.today }.into(), Ids::new()))
    }
}
