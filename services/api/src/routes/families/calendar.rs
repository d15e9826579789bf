//! The aid calendar: entries planned, moved, done, missed, cancelled.

use hamyar_domain::family as domain;
use hamyar_events::family::{
    CalendarEntryCancelled, CalendarEntryDone, CalendarEntryMissed, CalendarEntryMoved, CalendarEntryPlanned,
};
use hamyar_events::{Capacity, Domain, EntryId, MemberId, Personal, ServiceId, ServicePurpose, VisitId};

use super::command::family_operation;
use crate::input::{Code, Day, Line, Words, command};
use crate::routes::run::{Ids, derived_id, ids};

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
        reason: Option<Words>,
    }
}

family_operation! {
    /// Plan an entry.
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
        };
        Ok((domain::PlanEntry { entry, today: at.today }.into(), ids("entry_id", entry_id.0)))
    }
}

family_operation! {
    /// Move a planned entry.
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
    |body, at, _family| {
        let done = CalendarEntryDone {
            entry_id: EntryId(entry),
            done_on: at.day,
            visit_id: body.visit_id,
            service_id: body.service_id,
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
    /// Cancel a planned entry.
    post "/families/{id}/calendar/{entry_id}/cancel" [entry = "entry_id"] cancel_entry(CancelEntryBody) ServeFamily, day none,
    |body, _at, family| {
        let reason = body.reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
        let cancelled = CalendarEntryCancelled { entry_id: EntryId(entry), reason };
        Ok((domain::CancelEntry { cancelled }.into(), Ids::new()))
    }
}
