//! The work of an office: who works there, money, meetings, and the tasks of its plan.

use hamyar_domain::office as domain;
use hamyar_events::office::*;
use hamyar_events::{MeetingKind, MoneyDirection, MoneyId, NeighborhoodId, StaffRole, WorkState};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::office_operation;
use crate::input::{Code, Day, Line, Words, body, command};
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

body! {
    /// So many persons of a role.
    pub struct StaffBody {
        role: StaffRole,
        persons: u16,
    }
}

command! {
    /// Who works there, by role; nobody is named.
    pub struct CountStaffBody {
        counts: Vec<StaffBody>,
        counted_on: Option<Day>,
    }
}

command! {
    /// Money that came or went.
    pub struct RecordMoneyBody {
        direction: MoneyDirection,
        /// Whole rials.
        amount_rials: i64,
        /// Who gave it, or out of what it was paid.
        source: Line,
        purpose: Line,
        recorded_on: Option<Day>,
    }
}

command! {
    /// An amount written down by mistake.
    pub struct StrikeMoneyBody {
        entry_id: MoneyId,
        reason: Line,
        /// Of no weight; every command has a day.
        struck_on: Option<Day>,
    }
}

command! {
    /// A meeting that was held.
    pub struct HoldMeetingBody {
        kind: MeetingKind,
        /// Names nobody.
        subject: Line,
        persons: u32,
        neighborhood_id: Option<NeighborhoodId>,
        held_on: Option<Day>,
    }
}

command! {
    /// How far a task is.
    pub struct ProgressOfficeTaskBody {
        /// Code of the work plan, as `2.4.8`.
        task: Code,
        state: WorkState,
        /// What shows it; the reason where it is left out. Names nobody.
        evidence: Words,
        /// Every neighborhood served when empty.
        neighborhood_ids: Vec<NeighborhoodId>,
        progressed_on: Option<Day>,
    }
}

office_operation! {
    /// Count the staff by role.
    post "/offices/{id}/staff" count_office_staff(CountStaffBody) by KeepOffice day counted_on, |body, at| {
        let counts = body.counts.iter().map(|one| StaffCount { role: one.role, persons: one.persons }).collect();
        let fact = OfficeStaffCounted { counts, counted_on: at.day };
        (domain::CountStaff { fact, today: at.today }.into(), Ids::new())
    }
}

office_operation! {
    /// Record an amount received or spent.
    post "/offices/{id}/money" record_office_money(RecordMoneyBody) by KeepOffice day recorded_on, |body, at| {
        let id = derived_id(body.command_id, "money");
        let fact = OfficeMoneyRecorded {
            entry_id: MoneyId(id),
            direction: body.direction,
            amount_rials: body.amount_rials,
            source: body.source.into_string(),
            purpose: body.purpose.into_string(),
            recorded_on: at.day,
        };
        (domain::RecordMoney { fact, today: at.today }.into(), ids("entry_id", id))
    }
}

office_operation! {
    /// Take back an amount that was recorded by mistake.
    post "/offices/{id}/money/strike" strike_office_money(StrikeMoneyBody) by KeepOffice day struck_on, |body, _at| {
        let fact = OfficeMoneyStruck { entry_id: body.entry_id, reason: body.reason.into_string() };
        (domain::StrikeMoney { fact }.into(), Ids::new())
    }
}

office_operation! {
    /// Record a meeting.
    post "/offices/{id}/meetings" hold_office_meeting(HoldMeetingBody) by KeepOffice day held_on, |body, at| {
        let fact = OfficeMeetingHeld {
            kind: body.kind,
            subject: body.subject.into_string(),
            persons: body.persons,
            neighborhood_id: body.neighborhood_id,
            held_on: at.day,
        };
        (domain::HoldMeeting { fact, today: at.today }.into(), Ids::new())
    }
}

office_operation! {
    /// Say that a task is begun, done, or left out.
    post "/offices/{id}/tasks" progress_office_task(ProgressOfficeTaskBody) by KeepOffice day progressed_on, |body, at| {
        let fact = OfficeTaskProgressed {
            task: body.task.into_string(),
            neighborhood_ids: body.neighborhood_ids,
            state: body.state,
            evidence: body.evidence.into_string(),
            progressed_on: at.day,
        };
        (domain::ProgressTask { fact, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(count_office_staff))
        .routes(routes!(record_office_money))
        .routes(routes!(strike_office_money))
        .routes(routes!(hold_office_meeting))
        .routes(routes!(progress_office_task))
}
