//! Evaluations every six months, and reports on quarters.

use hamyar_domain::Office;
use hamyar_domain::office as domain;
use hamyar_events::office::{OfficeQuarterReported, ReportedFigure};
use hamyar_identity::policy::Action;
use hamyar_projections::offices;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::office_operation;
use crate::input::{Day, Line, Words, command};
use crate::problem::{Problem, from_database};
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, go_on};
use crate::routes::run::Ids;
use crate::state::AppState;

command! {
    /// What the evaluation committee found.
    pub struct EvaluateOfficeBody {
        /// Who sat in it, as bodies and groups. Names nobody.
        committee: Line,
        strengths: Vec<Line>,
        weaknesses: Vec<Line>,
        opportunities: Vec<Line>,
        threats: Vec<Line>,
        remedies: Vec<Line>,
        /// The plan of the next year.
        next_year: Words,
        submitted_on: Option<Day>,
    }
}

command! {
    /// Which quarter is reported on.
    pub struct ReportQuarterBody {
        /// Jalali year.
        year: u16,
        /// 1 to 4.
        quarter: u8,
        reported_on: Option<Day>,
    }
}

fn texts(lines: Vec<Line>) -> Vec<String> {
    lines.into_iter().map(Line::into_string).collect()
}

office_operation! {
    /// Record the evaluation of six months.
    post "/offices/{id}/evaluations" evaluate_office(EvaluateOfficeBody) by KeepOffice day submitted_on, |body, at| {
        let evaluate = domain::Evaluate {
            committee: body.committee.into_string(),
            strengths: texts(body.strengths),
            weaknesses: texts(body.weaknesses),
            opportunities: texts(body.opportunities),
            threats: texts(body.threats),
            remedies: texts(body.remedies),
            next_year: body.next_year.into_string(),
            submitted_on: at.day,
            today: at.today,
        };
        (evaluate.into(), Ids::new())
    }
}

/// Report on a quarter that is over, with the numbers of the records as they are now.
#[utoipa::path(post, path = "/offices/{id}/quarters", tag = "offices", request_body = ReportQuarterBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn report_office_quarter(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    super::allowed(&asked.state, &asked.signed, Action::ManageOffices, asked.path[0]).await?;
    let body: ReportQuarterBody = asked.sent.read()?;
    // A report once given stands: what was acknowledged before it is in it.
    crate::wait::until_head(&asked.state).await?;
    let found = offices::quarter(asked.state.read(), asked.path[0], body.year, body.quarter, asked.state.today()).await;
    let found = found.map_err(|error| from_database("quarter of an office", error))?;
    let (figures, counted_to) = found.map_or((Vec::new(), 0), |view| {
        let figure = |one: offices::QuarterNumber| ReportedFigure { figure: one.figure, value: one.value };
        (view.numbers.into_iter().map(figure).collect(), view.counted_to)
    });
    let day = |body: &ReportQuarterBody| body.reported_on;
    go_on::<Office, ReportQuarterBody>(&asked, "report_office_quarter", day, |body, at| {
        let fact =
            OfficeQuarterReported { year: body.year, quarter: body.quarter, figures, counted_to, reported_on: at.day };
        Ok((domain::ReportQuarter { fact, today: at.today }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(evaluate_office)).routes(routes!(report_office_quarter))
}
