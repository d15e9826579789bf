//! Risks, and the roadmap's versions: for the facilitators in charge.

use hamyar_domain::Neighborhood;
use hamyar_domain::neighborhood as domain;
use hamyar_events::neighborhood::{RiskFacts, RiskIdentified, RiskReassessed, RiskRetitled};
use hamyar_events::{RiskDuration, RiskExtent, RiskId, RiskKind, SocialLevel};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::kept;
use crate::input::{Code, Day, Line, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, go_on};
use crate::routes::lookups;
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

/// The catalog of risks by which a province counts.
const RISKS: &[&str] = &["priority_risk"];

command! {
    /// A risk, shock or stress that residents and facilitator found.
    pub struct IdentifyRiskBody {
        /// As people call it; names nobody.
        title: Line,
        kind: RiskKind,
        extent: RiskExtent,
        duration: Option<RiskDuration>,
        social_level: SocialLevel,
        /// 1 is the first to be dealt with.
        priority: u8,
        /// Codes of catalog `priority_risk`.
        maps_to: Vec<Code>,
        identified_on: Option<Day>,
    }
}

command! {
    /// What a risk is called from now on.
    pub struct RetitleRiskBody {
        title: Line,
        reason: Option<Words>,
        retitled_on: Option<Day>,
    }
}

command! {
    /// How a risk is judged from now on.
    pub struct ReassessRiskBody {
        kind: RiskKind,
        extent: RiskExtent,
        duration: Option<RiskDuration>,
        social_level: SocialLevel,
        priority: u8,
        maps_to: Vec<Code>,
        reassessed_on: Option<Day>,
    }
}

command! {
    /// The next version of the roadmap.
    pub struct AdoptRoadmapBody {
        /// The risk it answers.
        risk_id: RiskId,
        /// How long the short horizon is, in months.
        short_months: Option<u16>,
        medium_months: Option<u16>,
        long_months: Option<u16>,
        /// Whom it is for, as a group.
        audience: Option<Line>,
        /// When it was worked out, in words.
        period: Option<Line>,
        adopted_on: Option<Day>,
    }
}

fn codes(given: &[Code]) -> Vec<String> {
    given.iter().map(|code| code.as_str().to_owned()).collect()
}

/// Write down a risk of the neighborhood.
#[utoipa::path(post, path = "/neighborhoods/{id}/risks", tag = "roadmaps", request_body = IdentifyRiskBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn identify_risk(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: IdentifyRiskBody = asked.sent.read()?;
    lookups::terms(&asked.state, "maps_to", RISKS, &codes(&body.maps_to)).await?;
    let day = |body: &IdentifyRiskBody| body.identified_on;
    go_on::<Neighborhood, IdentifyRiskBody>(&asked, "identify_risk", day, |body, at| {
        let id = derived_id(body.command_id, "risk");
        let facts = RiskFacts {
            kind: body.kind,
            extent: body.extent,
            duration: body.duration,
            social_level: body.social_level,
            priority: body.priority,
            maps_to: codes(&body.maps_to),
        };
        let title = body.title.into_string();
        let risk = RiskIdentified { risk_id: RiskId(id), title, facts, identified_on: at.day, source: None };
        Ok((domain::IdentifyRisk { risk, today: at.today }.into(), ids("risk_id", id)))
    })
    .await
}

/// Call a risk otherwise; what it was called stays in the history.
#[utoipa::path(post, path = "/neighborhoods/{id}/risks/{risk_id}/title", tag = "roadmaps", request_body = RetitleRiskBody,
    params(("id" = Uuid, Path), ("risk_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn retitle_risk(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &RetitleRiskBody| body.retitled_on;
    go_on::<Neighborhood, RetitleRiskBody>(&asked, "retitle_risk", day, |body, at| {
        let title = RiskRetitled {
            risk_id: RiskId(asked.path[1]),
            title: body.title.into_string(),
            retitled_on: at.day,
            reason: body.reason.map(Words::into_string),
            source: None,
        };
        Ok((domain::RetitleRisk { title, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Judge a risk otherwise.
#[utoipa::path(post, path = "/neighborhoods/{id}/risks/{risk_id}/facts", tag = "roadmaps", request_body = ReassessRiskBody,
    params(("id" = Uuid, Path), ("risk_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn reassess_risk(asked: Asked<[Uuid; 2]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let body: ReassessRiskBody = asked.sent.read()?;
    lookups::terms(&asked.state, "maps_to", RISKS, &codes(&body.maps_to)).await?;
    let day = |body: &ReassessRiskBody| body.reassessed_on;
    go_on::<Neighborhood, ReassessRiskBody>(&asked, "reassess_risk", day, |body, at| {
        let facts = RiskFacts {
            kind: body.kind,
            extent: body.extent,
            duration: body.duration,
            social_level: body.social_level,
            priority: body.priority,
            maps_to: codes(&body.maps_to),
        };
        let facts = RiskReassessed { risk_id: RiskId(asked.path[1]), facts, reassessed_on: at.day };
        Ok((domain::ReassessRisk { facts, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Adopt the next version of the roadmap, with every action that is planned and not dropped.
#[utoipa::path(post, path = "/neighborhoods/{id}/roadmap/adopt", tag = "roadmaps", request_body = AdoptRoadmapBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn adopt_roadmap(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    kept(&asked.state, &asked.signed, asked.path[0]).await?;
    let day = |body: &AdoptRoadmapBody| body.adopted_on;
    go_on::<Neighborhood, AdoptRoadmapBody>(&asked, "adopt_roadmap", day, |body, at| {
        let adopt = domain::AdoptRoadmap {
            risk_id: body.risk_id,
            short_months: body.short_months,
            medium_months: body.medium_months,
            long_months: body.long_months,
            audience: body.audience.map(Line::into_string),
            period: body.period.map(Line::into_string),
            adopted_on: at.day,
            source: None,
            today: at.today,
        };
        Ok((adopt.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(identify_risk))
        .routes(routes!(retitle_risk))
        .routes(routes!(reassess_risk))
        .routes(routes!(adopt_roadmap))
}
