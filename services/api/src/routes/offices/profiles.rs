//! Needs profiles: drafted by the office, approved by the county's committee and the province's headquarters, told to agencies.

use hamyar_domain::Office;
use hamyar_domain::office as domain;
use hamyar_events::{AgencyId, ApprovalBody, ApprovalOutcome, NeighborhoodId, UserId};
use hamyar_identity::policy::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{OF_HEADQUARTERS, OF_OFFICERS, allowed_at};
use crate::input::{Day, Line, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, go_on};
use crate::routes::lookups;
use crate::routes::run::Ids;
use crate::state::AppState;

command! {
    /// What a neighborhood needs.
    pub struct DraftNeedsProfileBody {
        neighborhood_id: NeighborhoodId,
        /// Access to urban facilities.
        facilities: Words,
        /// Social abnormalities of the place. Names nobody.
        abnormalities: Words,
        needs: Vec<Line>,
        drafted_on: Option<Day>,
    }
}

command! {
    /// What the committee or the headquarters says.
    pub struct JudgeNeedsProfileBody {
        neighborhood_id: NeighborhoodId,
        outcome: ApprovalOutcome,
        /// Needed where it is given back.
        reason: Option<Words>,
        judged_on: Option<Day>,
    }
}

command! {
    /// Which agencies are told.
    pub struct NotifyNeedsProfileBody {
        neighborhood_id: NeighborhoodId,
        agency_ids: Vec<AgencyId>,
        notified_on: Option<Day>,
    }
}

/// Draft what a neighborhood needs, or draft it anew.
#[utoipa::path(post, path = "/offices/{id}/needs", tag = "offices", request_body = DraftNeedsProfileBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn draft_needs_profile(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::KeepOffice, asked.path[0]).await?;
    let drafted_by = UserId(asked.signed.principal.user_id);
    let day = |body: &DraftNeedsProfileBody| body.drafted_on;
    go_on::<Office, DraftNeedsProfileBody>(&asked, "draft_needs_profile", day, |body, at| {
        let draft = domain::DraftNeedsProfile {
            neighborhood_id: body.neighborhood_id,
            facilities: body.facilities.into_string(),
            abnormalities: body.abnormalities.into_string(),
            needs: body.needs.into_iter().map(Line::into_string).collect(),
            drafted_by,
            drafted_on: at.day,
            today: at.today,
        };
        Ok((draft.into(), Ids::new()))
    })
    .await
}

async fn judge(asked: &Asked<[Uuid; 1]>, name: &'static str, approval: ApprovalBody) -> Result<Done, Problem> {
    let judged_by = UserId(asked.signed.principal.user_id);
    let day = |body: &JudgeNeedsProfileBody| body.judged_on;
    go_on::<Office, JudgeNeedsProfileBody>(asked, name, day, |body, at| {
        let judged = domain::JudgeNeedsProfile {
            neighborhood_id: body.neighborhood_id,
            body: approval,
            outcome: body.outcome,
            reason: body.reason.map(Words::into_string),
            judged_by,
            judged_on: at.day,
            today: at.today,
        };
        Ok((judged.into(), Ids::new()))
    })
    .await
}

/// What the strategic committee says of a needs profile.
#[utoipa::path(post, path = "/offices/{id}/needs/committee", tag = "offices", request_body = JudgeNeedsProfileBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn judge_needs_in_committee(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed_at(&asked.state, &asked.signed, Action::ManageOffices, asked.path[0], OF_OFFICERS).await?;
    judge(&asked, "judge_needs_in_committee", ApprovalBody::Committee).await
}

/// What the provincial headquarters says of a needs profile, after the committee.
#[utoipa::path(post, path = "/offices/{id}/needs/headquarters", tag = "offices", request_body = JudgeNeedsProfileBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn judge_needs_in_headquarters(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed_at(&asked.state, &asked.signed, Action::ManageOffices, asked.path[0], OF_HEADQUARTERS).await?;
    judge(&asked, "judge_needs_in_headquarters", ApprovalBody::Headquarters).await
}

/// Tell agencies what both approved.
#[utoipa::path(post, path = "/offices/{id}/needs/notify", tag = "offices", request_body = NotifyNeedsProfileBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn notify_needs_profile(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::ManageOffices, asked.path[0]).await?;
    for (index, id) in asked.sent.read::<NotifyNeedsProfileBody>()?.agency_ids.iter().enumerate() {
        lookups::agency(&asked.state, &format!("agency_ids[{index}]"), id.0).await?;
    }
    let day = |body: &NotifyNeedsProfileBody| body.notified_on;
    go_on::<Office, NotifyNeedsProfileBody>(&asked, "notify_needs_profile", day, |body, at| {
        let fact = domain::NotifyFact {
            neighborhood_id: body.neighborhood_id,
            agency_ids: body.agency_ids,
            notified_on: at.day,
        };
        Ok((domain::NotifyNeedsProfile { fact, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(draft_needs_profile))
        .routes(routes!(judge_needs_in_committee))
        .routes(routes!(judge_needs_in_headquarters))
        .routes(routes!(notify_needs_profile))
}
