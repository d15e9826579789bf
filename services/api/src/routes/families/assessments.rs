//! Readings of the indicators.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_events::family::{Reading, SetReference};
use hamyar_events::{AssessmentId, AssessmentMoment, HowKnown, IndicatorSetId, Personal, VisitId};
use hamyar_identity::policy::Action;
use uuid::Uuid;

use super::command::{Operation, family_command};
use crate::auth::Signed;
use crate::input::{Code, Day, IfMatch, InPath, Sent, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{self, derived_id, ids};
use crate::state::AppState;

body! {
    /// One indicator read.
    pub struct ReadingFields {
        /// Code of the indicator in its set.
        indicator: Code,
        /// 0 (worst) to 4 (best).
        value: u8,
        how_known: HowKnown,
        note: Option<Words>,
    }
}

body! {
    /// The set and the version the form was drawn from.
    pub struct SetFields {
        set_id: IndicatorSetId,
        version: u32,
    }
}

command! {
    /// A dated reading of the indicators, whole or in part.
    pub struct RecordAssessmentBody {
        moment: AssessmentMoment,
        readings: Vec<ReadingFields>,
        assessed_on: Option<Day>,
        visit_id: Option<VisitId>,
        /// The set the form was drawn from; the one in force when absent.
        set: Option<SetFields>,
    }
}

/// Record an assessment.
#[utoipa::path(post, path = "/families/{id}/assessments", tag = "families", request_body = RecordAssessmentBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn record_assessment(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    run::allowed_family(&state, &signed, Action::AssessFamily, id).await?;
    let set = match sent.read::<RecordAssessmentBody>()?.set {
        Some(set) => {
            let reference = SetReference { set_id: set.set_id, version: set.version };
            lookups::set_of_form(&state, reference).await?
        }
        None => lookups::current_set(&state, state.today()).await?,
    };
    let operation = Operation { name: "record_assessment", action: Action::AssessFamily, path: &[id] };
    family_command::<RecordAssessmentBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.assessed_on,
        |body, at, family, _| {
            let assessment_id = AssessmentId(derived_id(body.command_id, "assessment"));
            let readings = body.readings.into_iter().map(|reading| Reading {
                indicator: reading.indicator.into_string(),
                value: reading.value,
                how_known: reading.how_known,
                note: reading.note.map(|note| Personal::of_family(family.0, note.into_string())),
            });
            let command = domain::RecordAssessment {
                assessment_id,
                moment: body.moment,
                readings: readings.collect(),
                visit_id: body.visit_id,
                assessed_on: at.day,
                set_reference: set.reference,
                set,
                today: at.today,
            };
            Ok((command.into(), ids("assessment_id", assessment_id.0)))
        },
    )
    .await
}
