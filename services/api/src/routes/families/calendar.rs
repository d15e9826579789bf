//! The aid calendar: entries planned, moved, done, missed, cancelled.

use hamyar_domain::family as domain;
use hamyar_events::family::{
    CalendarEntryCancelled, CalendarEntryDone, CalendarEntryMissed, CalendarEntryMoved, CalendarEntryPlanned,
};
use hamyar_events::{
    Capacity, Domain, EntryId, GoalId, MemberId, Personal, RepeatEvery, ServiceId, ServicePurpose, VisitId,
};

use super::command::family_operation;
use crate::input::{Code, Day, Line, Words, body, command};
use crate::routes::run::{Ids, derived_id, ids};

body! {
    /// How an entry comes again.
    pub struct RepeatFields {
        every: RepeatEvery,
        /// Last day on which a window may begin; 60 times at most.
        until: Day,
    }
}

command! {
    /// An entry of the aid calendar.
    pub struct PlanEntryBody {
        /// Absent for the whole family.
        member_id: Option<MemberId>,
        domain: Domain,
        /// Code of catalog `service_kind` or `focused_aid_method`.
        kind: Code,
        capacity: Capacity,
        purpose: Option<ServicePurpose>,
        title: Option<Line>,
        window_from: Day,
        window_to: Day,
        /// The goal it serves.
        goal_id: Option<GoalId>,
        /// Remind so many days before the window, 60 at most.
        remind_days: Option<u8>,
        /// Plans the entry again and again; each repetition is an entry of its own.
        repeat: Option<RepeatFields>,
    }
}

command! {
    /// Another window for a planned entry.
    pub struct MoveEntryBody {
        window_from: Day,
        window_to: Day,
        reason: Option<Words>,
    }
}

command! {
    /// A planned entry was carried out.
    pub struct CompleteEntryBody {
        done_on: Option<Day>,
        visit_id: Option<VisitId>,
        service_id: Option<ServiceId>,
        /// Needed for what is done after its window, or after it was called missed.
        late_reason: Option<Words>,
    }
}

command! {
    /// A planned entry did not happen.
    pub struct MissEntryBody {
        reason: Option<Words>,
        missed_on: Option<Day>,
    }
}

command! {
    /// A planned entry will not happen.
    pub struct CancelEntryBody {
        /// Needed for an entry that was called missed.
        reason: Option<Words>,
        /// Those planned with it that come later as well.
        and_following: Option<bool>,
    }
}

family_operation! {
    /// Plan an entry, and its repetitions.
    post "/families/{id}/calendar" plan_entry(PlanEntryBody) ServeFamily, day none,
    |body, at, family| {
        let entry_id = EntryId(derived_id(body.command_id, "entry"));
        let entry = CalendarEntryPlanned {
            entry_id,
            member_id: body.member_id,
            domain: body.domain,
            kind: body.kind.into_string(),
            capacity: body.capacity,
            purpose: body.purpose,
            title: body.title.map(|title| Personal::of_family(family.0, title.into_string())),
            window_from: body.window_from.0,
            window_to: body.window_to.0,
            goal_id: body.goal_id,
            series: None,
            remind_days: body.remind_days,
        };
        let repeat = body.repeat.map(|repeat| domain::Repeat { every: repeat.every, until: repeat.until.0 });
        Ok((domain::PlanEntry { entry, repeat, today: at.today }.into(), ids("entry_id", entry_id.0)))
    }
}

family_operation! {
    /// Move an open entry.
    post "/families/{id}/calendar/{entry_id}/move" [entry = "entry_id"] move_entry(MoveEntryBody) ServeFamily, day none,
    |body, _at, family| {
        let moved = CalendarEntryMoved {
            entry_id: EntryId(entry),
            window_from: body.window_from.0,
            window_to: body.window_to.0,
            reason: body.reason.map(|reason| Personal::of_family(family.0, reason.into_string())),
        };
        Ok((domain::MoveEntry { moved }.into(), Ids::new()))
    }
}

family_operation! {
    /// Mark an entry as done.
    post "/families/{id}/calendar/{entry_id}/done" [entry = "entry_id"] complete_entry(CompleteEntryBody) ServeFamily, day done_on,
    |body, at, family| {
        let done = CalendarEntryDone {
            entry_id: EntryId(entry),
            done_on: at.day,
            visit_id: body.visit_id,
            service_id: body.service_id,
            late_reason: body.late_reason.map(|reason| Personal::of_family(family.0, reason.into_string())),
        };
        Ok((domain::CompleteEntry { done, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Mark an entry as missed.
    post "/families/{id}/calendar/{entry_id}/missed" [entry = "entry_id"] miss_entry(MissEntryBody) ServeFamily, day missed_on,
    |body, at, family| {
        let missed = CalendarEntryMissed {
            entry_id: EntryId(entry),
            reason: body.reason.map(|reason| Personal::of_family(family.0, reason.into_string())),
            missed_on: at.day,
        };
        Ok((domain::MissEntry { missed, today: at.today }.into(), Ids::new()))
    }
}

family_operation! {
    /// Cancel an open entry, and those planned with it that come later when asked to.
    post "/families/{id}/calendar/{entry_id}/cancel" [entry = "entry_id"] cancel_entry(CancelEntryBody) ServeFamily, day none,
    |body, _at, family| {
        let reason = body.reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
        let cancelled = CalendarEntryCancelled { entry_id: EntryId(entry), reason };
        let command = if body.and_following == Some(true) {
            domain::CancelSeries { cancelled }.into()
        } else {
            domain::CancelEntry { cancelled }.into()
        };
        Ok((command, Ids::new()))
    }
}
