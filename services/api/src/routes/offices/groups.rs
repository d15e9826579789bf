//! Groups of residents, by number and topic.

use hamyar_domain::office as domain;
use hamyar_events::office::{GroupAdvanced, GroupFacts, GroupFormed, GroupWorkshopHeld};
use hamyar_events::{GroupId, GroupStage, NeighborhoodId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::office_operation;
use crate::input::{Day, Line, Words, command};
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

command! {
    /// A workshop out of which a group may come.
    pub struct HoldGroupWorkshopBody {
        neighborhood_id: NeighborhoodId,
        topic: Line,
        persons: u32,
        held_on: Option<Day>,
    }
}

command! {
    /// What the group is.
    pub struct FormGroupBody {
        group_id: GroupId,
        topic: Line,
        aims: Words,
        scope: Line,
        role: Line,
        members: u32,
        /// Months in which it means to reach its aims.
        months: u16,
        conflict_rule: Words,
        formed_on: Option<Day>,
    }
}

command! {
    /// The next state it reached.
    pub struct AdvanceGroupBody {
        group_id: GroupId,
        stage: GroupStage,
        /// What shows it.
        evidence: Words,
        members: Option<u32>,
        /// Whom it can count on; needed for `classified`.
        power: Option<Line>,
        /// Number and giver of the permit; needed for `registered`.
        permit: Option<Line>,
        /// Which statute it has; needed for `registered`.
        statute: Option<Line>,
        advanced_on: Option<Day>,
    }
}

office_operation! {
    /// Record a workshop of residents.
    post "/offices/{id}/groups" hold_group_workshop(HoldGroupWorkshopBody) by KeepOffice day held_on, |body, at| {
        let id = derived_id(body.command_id, "group");
        let fact = GroupWorkshopHeld {
            group_id: GroupId(id),
            neighborhood_id: body.neighborhood_id,
            topic: body.topic.into_string(),
            persons: body.persons,
            held_on: at.day,
        };
        (domain::HoldGroupWorkshop { fact, today: at.today }.into(), ids("group_id", id))
    }
}

office_operation! {
    /// Record that a group came out of the workshop.
    post "/offices/{id}/groups/form" form_local_group(FormGroupBody) by KeepOffice day formed_on, |body, at| {
        let facts = GroupFacts {
            topic: body.topic.into_string(),
            aims: body.aims.into_string(),
            scope: body.scope.into_string(),
            role: body.role.into_string(),
            members: body.members,
            months: body.months,
            conflict_rule: body.conflict_rule.into_string(),
        };
        let fact = GroupFormed { group_id: body.group_id, facts, formed_on: at.day };
        (domain::FormGroup { fact, today: at.today }.into(), Ids::new())
    }
}

office_operation! {
    /// Record the next state of a group; one after the other.
    post "/offices/{id}/groups/advance" advance_local_group(AdvanceGroupBody) by KeepOffice day advanced_on, |body, at| {
        let fact = GroupAdvanced {
            group_id: body.group_id,
            stage: body.stage,
            evidence: body.evidence.into_string(),
            members: body.members,
            power: body.power.map(Line::into_string),
            permit: body.permit.map(Line::into_string),
            statute: body.statute.map(Line::into_string),
            advanced_on: at.day,
        };
        (domain::AdvanceGroup { fact, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(hold_group_workshop))
        .routes(routes!(form_local_group))
        .routes(routes!(advance_local_group))
}
