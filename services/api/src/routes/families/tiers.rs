//! Tiers: preliminary from outside information, then computed from assessments, or overridden by the manager with a reason.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use hamyar_domain::family::{self as domain, OverrideWith};
use hamyar_domain::{Family, FamilyCommand, PublishedSet};
use hamyar_events::family::TierComputation;
use hamyar_events::{
    AssessmentId, AssessmentMoment, FamilyEvent, HouseholdType, InformationSource, Personal, Tier, TierMoment,
};
use hamyar_identity::policy::{Action, Resource};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::command::{Operation, family_command};
use crate::auth::Signed;
use crate::input::{Day, Filters, IfMatch, InPath, PageQuery, Sent, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done, ReadProblems};
use crate::routes::lookups;
use crate::routes::run::{self, Ids};
use crate::state::AppState;

body! {
    /// A tier given by hand, and why.
    pub struct OverrideFields {
        tier: Tier,
        reason: Words,
    }
}

command! {
    /// A preliminary tier with its outside information, or a computed one with its moment.
    pub struct GiveTierBody {
        moment: TierMoment,
        /// The preliminary tier; computed for every other moment.
        tier: Option<Tier>,
        /// Where a preliminary tier's information came from.
        outside_information: Option<InformationSource>,
        /// The assessment that prompted it; the tier rests on all that count for its moment.
        assessment_id: Option<AssessmentId>,
        /// Only the center manager gives another tier than the computed one.
        r#override: Option<OverrideFields>,
        household_type: Option<HouseholdType>,
        assigned_on: Option<Day>,
    }
}

/// Give a tier.
#[utoipa::path(post, path = "/families/{id}/tiers", tag = "families", request_body = GiveTierBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn give_tier(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::GiveTier, id).await?;
    let asked: GiveTierBody = sent.read()?;
    if asked.r#override.is_some() {
        signed.may_ever(Action::OverrideTier)?;
        signed.check(Action::OverrideTier, &Resource::Family(&run::facts(&family, state.clock().now())))?;
    }
    let set = match assessed(asked.moment) {
        Some(moment) => set_of(&state, &family, moment).await?,
        None => Arc::default(),
    };
    let operation = Operation { name: "give_tier", action: Action::GiveTier, path: &[id] };
    family_command::<GiveTierBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.assigned_on,
        |body, at, family, file| {
            let command: FamilyCommand = match assessed(body.moment) {
                None => domain::AssignPreliminaryTier {
                    tier: body.tier.ok_or_else(|| Problem::field("tier", "required"))?,
                    outside_information: body
                        .outside_information
                        .ok_or_else(|| Problem::field("outside_information", "required"))?,
                    household_type: body.household_type,
                    assigned_on: at.day,
                    today: at.today,
                }
                .into(),
                Some(moment) => {
                    if body.assessment_id.is_some_and(|id| !file.assessments.contains_key(&id)) {
                        return Err(Problem::field("assessment_id", "unknown"));
                    }
                    let override_with = body.r#override.map(|given| OverrideWith {
                        tier: given.tier,
                        reason: Personal::of_family(family.0, given.reason.into_string()),
                    });
                    domain::AssignTier {
                        moment,
                        override_with,
                        household_type: body.household_type,
                        assigned_on: at.day,
                        set,
                        today: at.today,
                    }
                    .into()
                }
            };
            Ok((command, Ids::new()))
        },
    )
    .await
}

fn assessed(moment: TierMoment) -> Option<AssessmentMoment> {
    match moment {
        TierMoment::Preliminary => None,
        TierMoment::Baseline => Some(AssessmentMoment::Baseline),
        TierMoment::Interim => Some(AssessmentMoment::Interim),
        TierMoment::Final => Some(AssessmentMoment::Final),
    }
}

/// The set on which the moment's assessments stand; the domain refuses when there are none.
pub(super) async fn set_of(
    state: &AppState,
    family: &Family,
    moment: AssessmentMoment,
) -> Result<Arc<PublishedSet>, Problem> {
    match family.set_of_moment(moment) {
        Some(reference) => lookups::published_set(state, reference).await,
        None => Ok(Arc::default()),
    }
}

/// Query of the preview.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PreviewQuery {
    /// The assessment whose moment is asked for.
    assessment_id: Option<String>,
    /// The moment, when no assessment is named: `baseline`, `interim`, `final`.
    moment: Option<String>,
}

/// What the rule would compute now.
#[derive(Serialize, ToSchema)]
pub(crate) struct TierPreview {
    moment: AssessmentMoment,
    /// Null when the tier stands already as it would be computed.
    computation: Option<TierComputation>,
    set_id: Option<Uuid>,
}

/// The tier that the rule would give, without storing it.
#[utoipa::path(get, path = "/families/{id}/tiers/preview", tag = "families", params(("id" = Uuid, Path), PreviewQuery),
    responses((status = 200, body = TierPreview), ReadProblems))]
pub(crate) async fn preview_tier(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<PreviewQuery>,
) -> Result<Json<TierPreview>, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::OpenFamily, id).await?;
    let mut read = PageQuery::default();
    let assessment: Option<Uuid> = read.parse("assessment_id", &query.assessment_id);
    let moment: Option<AssessmentMoment> = read.parse("moment", &query.moment);
    read.done()?;
    let named = match assessment {
        Some(id) => Some(family.assessments.get(&AssessmentId(id)).ok_or(Problem::NotFound)?.moment),
        None => moment,
    };
    let moment = named.ok_or_else(|| Problem::field("assessment_id", "required"))?;
    let set = set_of(&state, &family, moment).await?;
    let today: NaiveDate = state.today();
    let set_id = (!set.indicators.is_empty()).then_some(set.reference.set_id.0);
    let command =
        domain::AssignTier { moment, override_with: None, household_type: None, assigned_on: today, set, today };
    match family.decide(&command.into()) {
        Ok(events) => {
            let computation = events.into_iter().find_map(|event| match event {
                FamilyEvent::TierAssigned(event) => event.computed,
                _ => None,
            });
            let standing = || family.tier.as_ref().and_then(|held| held.computed.clone());
            Ok(Json(TierPreview { moment, computation: computation.or_else(standing), set_id }))
        }
        Err(refusal) => Err(run::refused(serde_json::to_value(&refusal).unwrap_or_default())),
    }
}
