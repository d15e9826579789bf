//! The life of an office: call, contract, opening, neighborhoods, closing.

use hamyar_domain::office as domain;
use hamyar_domain::{Office, Place};
use hamyar_events::office::*;
use hamyar_events::{AgencyId, NeighborhoodId, OfficeCloseReason, PlaceId};
use hamyar_identity::policy::{Action, Resource};
use std::collections::BTreeSet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{OF_OFFICERS, of_levels, office_operation, within};
use crate::input::{Day, Line, Name, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, begin, go_on};
use crate::routes::lookups;
use crate::routes::run::{Ids, derived_id, ids, store_problem};
use crate::state::AppState;

command! {
    /// A call for applicants.
    pub struct CallOfficeBody {
        name: Name,
        /// City or county in which it is to work.
        place_id: PlaceId,
        /// The neighborhoods asked for.
        neighborhood_ids: Vec<NeighborhoodId>,
        called_on: Option<Day>,
    }
}

command! {
    /// Who runs it, for how long and for how much.
    pub struct ContractOfficeBody {
        /// An agency of the register, or `operator_name`.
        agency_id: Option<AgencyId>,
        /// A body that is not in the register.
        operator_name: Option<Line>,
        number: Name,
        from: Day,
        until: Day,
        /// Whole rials.
        amount_rials: i64,
        /// Who pays.
        source: Line,
        contracted_on: Option<Day>,
    }
}

command! {
    /// From when it works.
    pub struct OpenOfficeBody {
        opened_on: Option<Day>,
    }
}

command! {
    /// Why it ends.
    pub struct CloseOfficeBody {
        reason: OfficeCloseReason,
        note: Option<Line>,
        closed_on: Option<Day>,
    }
}

command! {
    /// One more neighborhood.
    pub struct AddNeighborhoodBody {
        neighborhood_id: NeighborhoodId,
        added_on: Option<Day>,
    }
}

command! {
    /// A neighborhood in which it works no longer.
    pub struct LeaveNeighborhoodBody {
        neighborhood_id: NeighborhoodId,
        reason: Line,
        left_on: Option<Day>,
    }
}

/// Neighborhoods of the register that lie in the place.
async fn in_place(state: &AppState, place: Uuid, named: &[(String, NeighborhoodId)]) -> Result<(), Problem> {
    for (field, id) in named {
        lookups::neighborhood(state, field, id.0).await?;
        if !within(state, &[id.0]).await?.contains(&place) {
            return Err(Problem::field(field, "unknown"));
        }
    }
    Ok(())
}

/// Call for a body to run an office.
#[utoipa::path(post, path = "/offices", tag = "offices", request_body = CallOfficeBody, responses(CommandAnswers))]
pub(crate) async fn call_office(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::ManageOffices)?;
    let body: CallOfficeBody = asked.sent.read()?;
    let place = body.place_id.0;
    if asked.state.store().load::<Place>(place).await.map_err(store_problem)?.sequence == 0 {
        return Err(Problem::field("place_id", "unknown"));
    }
    let managed = of_levels(&asked.state, &[place], OF_OFFICERS).await?;
    let nobody = BTreeSet::new();
    let office = Resource::Office { within: &managed, agency_ids: &nobody };
    asked.signed.check(Action::ManageOffices, &office).map_err(|problem| match problem {
        Problem::NotFound => Problem::field("place_id", "unknown"),
        problem => problem,
    })?;
    let named = body.neighborhood_ids.iter().enumerate();
    let named: Vec<_> = named.map(|(index, id)| (format!("neighborhood_ids[{index}]"), *id)).collect();
    in_place(&asked.state, place, &named).await?;
    let day = |body: &CallOfficeBody| body.called_on;
    begin::<Office, CallOfficeBody>(&asked, "call_office", day, |body, at| {
        let id = derived_id(body.command_id, "office");
        let fact = OfficeCalled {
            name: body.name.into_string(),
            place_id: body.place_id,
            neighborhood_ids: body.neighborhood_ids,
            called_on: at.day,
        };
        Ok((id, domain::CallOffice { fact, today: at.today }.into(), ids("office_id", id)))
    })
    .await
}

/// Take the office under contract, or renew the contract.
#[utoipa::path(post, path = "/offices/{id}/contract", tag = "offices", request_body = ContractOfficeBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn contract_office(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::ManageOffices, asked.path[0]).await?;
    if let Some(id) = asked.sent.read::<ContractOfficeBody>()?.agency_id {
        lookups::agency(&asked.state, "agency_id", id.0).await?;
    }
    let day = |body: &ContractOfficeBody| body.contracted_on;
    go_on::<Office, ContractOfficeBody>(&asked, "contract_office", day, |body, at| {
        let fact = OfficeContracted {
            operator: Operator { agency_id: body.agency_id, name: body.operator_name.map(Line::into_string) },
            number: body.number.into_string(),
            from: body.from.0,
            until: body.until.0,
            amount_rials: body.amount_rials,
            source: body.source.into_string(),
            contracted_on: at.day,
        };
        Ok((domain::ContractOffice { fact, today: at.today }.into(), Ids::new()))
    })
    .await
}

office_operation! {
    /// Open the office; refused before it has a contract.
    post "/offices/{id}/open" open_office(OpenOfficeBody) by ManageOffices day opened_on, |_body, at| {
        (domain::OpenOffice { fact: OfficeOpened { opened_on: at.day }, today: at.today }.into(), Ids::new())
    }
}

office_operation! {
    /// Close the office.
    post "/offices/{id}/close" close_office(CloseOfficeBody) by ManageOffices day closed_on, |body, at| {
        let fact = OfficeClosed { reason: body.reason, note: body.note.map(Line::into_string), closed_on: at.day };
        (domain::CloseOffice { fact, today: at.today }.into(), Ids::new())
    }
}

/// Give the office one more neighborhood of its place.
#[utoipa::path(post, path = "/offices/{id}/neighborhoods", tag = "offices", request_body = AddNeighborhoodBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn add_office_neighborhood(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let office = super::allowed(&asked.state, &asked.signed, Action::ManageOffices, asked.path[0]).await?;
    let named = asked.sent.read::<AddNeighborhoodBody>()?.neighborhood_id;
    let place = office.place_id.map(|id| id.0).unwrap_or_default();
    in_place(&asked.state, place, &[("neighborhood_id".to_owned(), named)]).await?;
    let day = |body: &AddNeighborhoodBody| body.added_on;
    go_on::<Office, AddNeighborhoodBody>(&asked, "add_office_neighborhood", day, |body, at| {
        let fact = OfficeNeighborhoodAdded { neighborhood_id: body.neighborhood_id, added_on: at.day };
        Ok((domain::AddNeighborhood { fact, today: at.today }.into(), Ids::new()))
    })
    .await
}

office_operation! {
    /// Say that the office works in a neighborhood no longer.
    post "/offices/{id}/neighborhoods/leave" leave_office_neighborhood(LeaveNeighborhoodBody) by ManageOffices day left_on, |body, at| {
        let fact = OfficeNeighborhoodLeft {
            neighborhood_id: body.neighborhood_id,
            reason: body.reason.into_string(),
            left_on: at.day,
        };
        (domain::LeaveNeighborhood { fact, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(call_office))
        .routes(routes!(contract_office))
        .routes(routes!(open_office))
        .routes(routes!(close_office))
        .routes(routes!(add_office_neighborhood))
        .routes(routes!(leave_office_neighborhood))
}
