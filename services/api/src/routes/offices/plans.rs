//! Action plans of an office, and what agencies say of them.

use hamyar_domain::Office;
use hamyar_domain::office as domain;
use hamyar_events::office::{
    ActionPlanChanged, ActionPlanDrafted, ActionPlanJudged, ActionPlanProgressed, MoneyLine, PlanSheet,
};
use hamyar_events::{AgencyId, ApprovalOutcome, NeighborhoodId, PlanDomain, PlanId, PlanState};
use hamyar_identity::policy::Action;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::office_operation;
use crate::input::{Code, Day, Line, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, go_on};
use crate::routes::lookups;
use crate::routes::run::{Ids, derived_id, ids};
use crate::state::AppState;

body! {
    /// The identity sheet of an action plan.
    pub struct PlanSheetBody {
        title: Line,
        domain: PlanDomain,
        /// Codes of the catalog of measures, of the same domain.
        measures: Vec<Code>,
        scale: Line,
        /// A group of residents. Names nobody.
        beneficiaries: Line,
        persons: Option<u32>,
        people_role: Words,
        groups_role: Words,
        institutions_role: Words,
        /// Those that have to approve it.
        agency_ids: Vec<AgencyId>,
    }
}

body! {
    /// A line of the money plan.
    pub struct MoneyLineBody {
        title: Line,
        amount_rials: i64,
        source: Line,
    }
}

command! {
    /// A new plan.
    pub struct DraftPlanBody {
        neighborhood_id: NeighborhoodId,
        sheet: PlanSheetBody,
        lines: Vec<MoneyLineBody>,
        drafted_on: Option<Day>,
    }
}

command! {
    /// A plan written anew.
    pub struct ChangePlanBody {
        plan_id: PlanId,
        sheet: PlanSheetBody,
        lines: Vec<MoneyLineBody>,
        changed_on: Option<Day>,
    }
}

command! {
    /// What the own agency says.
    pub struct JudgePlanBody {
        plan_id: PlanId,
        outcome: ApprovalOutcome,
        /// Needed where it is given back.
        reason: Option<Words>,
        judged_on: Option<Day>,
    }
}

command! {
    /// How far the plan is.
    pub struct ProgressPlanBody {
        plan_id: PlanId,
        state: PlanState,
        /// What shows it; the reason where it is dropped.
        evidence: Words,
        progressed_on: Option<Day>,
    }
}

fn sheet(body: PlanSheetBody) -> PlanSheet {
    PlanSheet {
        title: body.title.into_string(),
        domain: body.domain,
        measures: body.measures.into_iter().map(Code::into_string).collect(),
        scale: body.scale.into_string(),
        beneficiaries: body.beneficiaries.into_string(),
        persons: body.persons,
        people_role: body.people_role.into_string(),
        groups_role: body.groups_role.into_string(),
        institutions_role: body.institutions_role.into_string(),
        agency_ids: body.agency_ids,
    }
}

fn lines(lines: Vec<MoneyLineBody>) -> Vec<MoneyLine> {
    let line = |one: MoneyLineBody| MoneyLine {
        title: one.title.into_string(),
        amount_rials: one.amount_rials,
        source: one.source.into_string(),
    };
    lines.into_iter().map(line).collect()
}

async fn agencies(state: &AppState, sheet: &PlanSheetBody) -> Result<(), Problem> {
    for (index, id) in sheet.agency_ids.iter().enumerate() {
        lookups::agency(state, &format!("sheet.agency_ids[{index}]"), id.0).await?;
    }
    Ok(())
}

/// Draft an action plan.
#[utoipa::path(post, path = "/offices/{id}/plans", tag = "offices", request_body = DraftPlanBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn draft_action_plan(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::KeepOffice, asked.path[0]).await?;
    agencies(&asked.state, &asked.sent.read::<DraftPlanBody>()?.sheet).await?;
    let day = |body: &DraftPlanBody| body.drafted_on;
    go_on::<Office, DraftPlanBody>(&asked, "draft_action_plan", day, |body, at| {
        let id = derived_id(body.command_id, "plan");
        let fact = ActionPlanDrafted {
            plan_id: PlanId(id),
            neighborhood_id: body.neighborhood_id,
            sheet: sheet(body.sheet),
            lines: lines(body.lines),
            drafted_on: at.day,
        };
        Ok((domain::DraftPlan { fact, today: at.today }.into(), ids("plan_id", id)))
    })
    .await
}

/// Write an action plan anew; every agency is asked again.
#[utoipa::path(post, path = "/offices/{id}/plans/change", tag = "offices", request_body = ChangePlanBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn change_action_plan(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::KeepOffice, asked.path[0]).await?;
    agencies(&asked.state, &asked.sent.read::<ChangePlanBody>()?.sheet).await?;
    let day = |body: &ChangePlanBody| body.changed_on;
    go_on::<Office, ChangePlanBody>(&asked, "change_action_plan", day, |body, at| {
        let fact = ActionPlanChanged {
            plan_id: body.plan_id,
            sheet: sheet(body.sheet),
            lines: lines(body.lines),
            changed_on: at.day,
        };
        Ok((domain::ChangePlan { fact, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// Say for the own agency what it thinks of an action plan.
#[utoipa::path(post, path = "/offices/{id}/plans/judge", tag = "offices", request_body = JudgePlanBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn judge_action_plan(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::JudgePlan, asked.path[0]).await?;
    let agency_id = AgencyId(asked.signed.principal.agency_id().ok_or(Problem::NotFound)?);
    let day = |body: &JudgePlanBody| body.judged_on;
    go_on::<Office, JudgePlanBody>(&asked, "judge_action_plan", day, |body, at| {
        let fact = ActionPlanJudged {
            plan_id: body.plan_id,
            agency_id,
            outcome: body.outcome,
            reason: body.reason.map(Words::into_string),
            judged_on: at.day,
        };
        Ok((domain::JudgePlan { fact, today: at.today }.into(), Ids::new()))
    })
    .await
}

office_operation! {
    /// Begin, finish or drop an action plan.
    post "/offices/{id}/plans/progress" progress_action_plan(ProgressPlanBody) by KeepOffice day progressed_on, |body, at| {
        let fact = ActionPlanProgressed {
            plan_id: body.plan_id,
            state: body.state,
            evidence: body.evidence.into_string(),
            progressed_on: at.day,
        };
        (domain::ProgressPlan { fact, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(draft_action_plan))
        .routes(routes!(change_action_plan))
        .routes(routes!(judge_action_plan))
        .routes(routes!(progress_action_plan))
}
