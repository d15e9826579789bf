//! Facilitators: put forward, put right, confirmed, their plan handed over, gone.

use hamyar_domain::Facilitator;
use hamyar_domain::facilitator as domain;
use hamyar_events::facilitator::{
    FacilitatorChanged, FacilitatorConfirmed, FacilitatorFacts, FacilitatorLeft, FacilitatorNominated, PlanDelivered,
};
use hamyar_events::{EducationLevel, FacilitatorLevel, NeighborhoodId, Personal, PlaceId};
use hamyar_identity::policy::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{facilitator, place};
use crate::input::{Code, Day, Line, Name, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, begin, go_on};
use crate::routes::lookups;
use crate::routes::roadmaps::neighborhood;
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

/// The catalog of what is asked of a facilitator.
const CRITERIA: &[&str] = &["facilitator_criterion"];

command! {
    /// Somebody put forward.
    pub struct NominateFacilitatorBody {
        /// By which lists name them: letters and digits, never a name.
        code: Code,
        level: FacilitatorLevel,
        /// The province, county or city for which.
        place_id: PlaceId,
        name: Option<Name>,
        education: EducationLevel,
        /// Degree and field in words.
        degree: Option<Line>,
        /// The NGO that sends them.
        organization: Option<Line>,
        /// Codes of catalog `facilitator_criterion` that are met.
        criteria: Vec<Code>,
        nominated_on: Option<Day>,
    }
}

command! {
    /// What is known of a facilitator, whole.
    pub struct ChangeFacilitatorBody {
        name: Option<Name>,
        education: EducationLevel,
        degree: Option<Line>,
        organization: Option<Line>,
        criteria: Vec<Code>,
        changed_on: Option<Day>,
    }
}

command! {
    /// Confirmed for the work.
    pub struct ConfirmFacilitatorBody {
        /// Why a criterion is waived; needed where less than a bachelor's degree is known.
        exception: Option<Words>,
        confirmed_on: Option<Day>,
    }
}

command! {
    /// The plan of a neighborhood was handed over.
    pub struct DeliverPlanBody {
        neighborhood_id: NeighborhoodId,
        delivered_on: Option<Day>,
    }
}

command! {
    /// No facilitator any more.
    pub struct LeaveFacilitationBody {
        left_on: Option<Day>,
    }
}

fn codes(given: &[Code]) -> Vec<String> {
    given.iter().map(|code| code.as_str().to_owned()).collect()
}

/// What a body says of a facilitator, sealed with the person's own key.
fn facts(
    id: Uuid,
    name: Option<Name>,
    education: EducationLevel,
    degree: Option<Line>,
    organization: Option<Line>,
    criteria: &[Code],
) -> FacilitatorFacts {
    FacilitatorFacts {
        name: name.map(|name| Personal::of_person(id, name.into_string())),
        education,
        degree: degree.map(|degree| Personal::of_person(id, degree.into_string())),
        organization: organization.map(Line::into_string),
        criteria: codes(criteria),
    }
}

/// Put somebody forward.
#[utoipa::path(post, path = "/facilitators", tag = "facilitation", request_body = NominateFacilitatorBody, responses(CommandAnswers))]
pub(crate) async fn nominate_facilitator(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::ManageFacilitation)?;
    let body: NominateFacilitatorBody = asked.sent.read()?;
    place(&asked.state, &asked.signed, "place_id", body.place_id.0).await?;
    lookups::terms(&asked.state, "criteria", CRITERIA, &codes(&body.criteria)).await?;
    let day = |body: &NominateFacilitatorBody| body.nominated_on;
    begin::<Facilitator, NominateFacilitatorBody>(&asked, "nominate_facilitator", day, |body, at| {
        let id = derived_id(body.command_id, "facilitator");
        let facts = facts(id, body.name, body.education, body.degree, body.organization, &body.criteria);
        let nomination = FacilitatorNominated {
            code: body.code.into_string(),
            level: body.level,
            place_id: body.place_id,
            facts,
            nominated_on: at.day,
            source: None,
        };
        let command = domain::NominateFacilitator { nomination, today: at.today };
        Ok((id, command.into(), ids("facilitator_id", id)))
    })
    .await
}

/// Put right what is known of a facilitator.
#[utoipa::path(post, path = "/facilitators/{id}/change", tag = "facilitation", request_body = ChangeFacilitatorBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn change_facilitator(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    facilitator(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: ChangeFacilitatorBody = asked.sent.read()?;
    lookups::terms(&asked.state, "criteria", CRITERIA, &codes(&body.criteria)).await?;
    let day = |body: &ChangeFacilitatorBody| body.changed_on;
    go_on::<Facilitator, ChangeFacilitatorBody>(&asked, "change_facilitator", day, |body, at| {
        let facts = facts(asked.path[0], body.name, body.education, body.degree, body.organization, &body.criteria);
        Ok((
            domain::ChangeFacilitator { change: FacilitatorChanged { facts, changed_on: at.day }, today: at.today }
                .into(),
            Ids::new(),
        ))
    })
    .await
}

/// Confirm a facilitator for the work.
#[utoipa::path(post, path = "/facilitators/{id}/confirm", tag = "facilitation", request_body = ConfirmFacilitatorBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn confirm_facilitator(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    facilitator(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &ConfirmFacilitatorBody| body.confirmed_on;
    go_on::<Facilitator, ConfirmFacilitatorBody>(&asked, "confirm_facilitator", day, |body, at| {
        let confirmation =
            FacilitatorConfirmed { confirmed_on: at.day, exception: body.exception.map(Words::into_string) };
        Ok((domain::ConfirmFacilitator { confirmation, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Record that the plan of a neighborhood was handed over.
#[utoipa::path(post, path = "/facilitators/{id}/plans", tag = "facilitation", request_body = DeliverPlanBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn deliver_plan(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    facilitator(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: DeliverPlanBody = asked.sent.read()?;
    let unknown = |problem| match problem {
        Problem::NotFound => Problem::field("neighborhood_id", "unknown"),
        problem => problem,
    };
    neighborhood(&asked.state, body.neighborhood_id.0).await.map_err(unknown)?;
    super::in_charge(&asked.state, &asked.signed, body.neighborhood_id.0).await.map_err(unknown)?;
    let day = |body: &DeliverPlanBody| body.delivered_on;
    go_on::<Facilitator, DeliverPlanBody>(&asked, "deliver_plan", day, |body, at| {
        let plan = PlanDelivered { neighborhood_id: body.neighborhood_id, delivered_on: at.day };
        Ok((domain::DeliverPlan { plan, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Record that a facilitator left.
#[utoipa::path(post, path = "/facilitators/{id}/leave", tag = "facilitation", request_body = LeaveFacilitationBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn leave_facilitation(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    facilitator(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &LeaveFacilitationBody| body.left_on;
    go_on::<Facilitator, LeaveFacilitationBody>(&asked, "leave_facilitation", day, |_, at| {
        Ok((
            domain::LeaveFacilitation { leave: FacilitatorLeft { left_on: at.day }, today: at.today }.into(),
            Ids::new(),
        ))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(nominate_facilitator))
        .routes(routes!(change_facilitator))
        .routes(routes!(confirm_facilitator))
        .routes(routes!(deliver_plan))
        .routes(routes!(leave_facilitation))
}
