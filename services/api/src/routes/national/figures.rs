//! Figures that documents declare of the nation: each once, with the parts that tell it, how they stand to one another and what is doubtful of them.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Place;
use hamyar_domain::place::{DeclareFigure, DoubtFigure, RelateFigure, TellFigure};
use hamyar_events::place::{FigureDeclared, FigureDoubted, FigureRelated, FigureTold};
use hamyar_projections::national::{self, NationalFigure};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::{DeclareFigureBody, DoubtFigureBody, RelateFigureBody, TellFigureBody};
use super::*;
use crate::input::{Envelope, Line, Read, Words};

/// Every declared figure of the nation once, with its qualifier, period and source, the parts of its document that tell it, how it stands to others,
/// and what the program counts of the same thing.
#[utoipa::path(get, path = "/reports/national-figures", tag = "national",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<NationalFigure>), ReadProblems))]
pub(crate) async fn read_national_figures(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<NationalFigure>>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::national_figures(state.read(), None, state.today()).await;
    let items = found.map_err(|error| from_database("national figures", error))?;
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// The country, whose figures are kept by whoever keeps the national work of all of it: an officer of a province declares nothing of the nation. What cannot
/// be read is told before the place is looked for.
async fn of_the_nation<B: Read>(asked: &Asked) -> Result<(Uuid, B), Problem> {
    let Asked { state, signed, sent, .. } = asked;
    signed.check(Action::ManageNational, &Resource::None)?;
    let body: B = sent.read()?;
    own_place(state, signed, None).await?;
    let country = national::country(state.read()).await.map_err(|error| from_database("country", error))?;
    Ok((country.ok_or(Problem::NotFound)?, body))
}

async fn on_the_nation<B: Read + Envelope>(
    asked: &Asked,
    name: &'static str,
    country: Uuid,
    day: impl FnOnce(&B) -> Option<crate::input::Day>,
    make: impl FnOnce(B) -> hamyar_domain::PlaceCommand,
) -> Result<Done, Problem> {
    begin::<Place, B>(asked, name, day, |body, _| Ok((country, make(body), Ids::new()))).await
}

/// Keep a figure of the nation as a document prints it, with its qualifier, period and source. A source tells a figure of a period once.
#[utoipa::path(post, path = "/reports/national-figures", tag = "national", request_body = DeclareFigureBody, responses(CommandAnswers))]
pub(crate) async fn declare_figure(asked: Asked) -> Result<Done, Problem> {
    let (country, body): (_, DeclareFigureBody) = of_the_nation(&asked).await?;
    // From the log and not from a read model: a second record of one fact would count twice.
    let known = asked.state.store().load::<Place>(country).await.map_err(run::store_problem)?.state.figures;
    let period = body.period.as_ref().map(Line::as_str);
    let told = |one: &&FigureDeclared| {
        one.indicator == body.indicator.as_str()
            && one.source == body.source.as_str()
            && one.period.as_deref() == period
    };
    // The same figure said again, as when an answer was lost, is no fault.
    let same = |one: &FigureDeclared| {
        (one.value_thousandths, one.qualifier, one.unit.as_str())
            == (body.value_thousandths, body.qualifier, body.unit.as_str())
    };
    if known.iter().find(told).is_some_and(|one| !same(one)) {
        return Err(Problem::field("indicator", "duplicate"));
    }
    let day = |body: &DeclareFigureBody| body.declared_on;
    on_the_nation(&asked, "declare_figure", country, day, |body: DeclareFigureBody| {
        let figure = FigureDeclared {
            indicator: body.indicator.into_string(),
            value_thousandths: body.value_thousandths,
            qualifier: body.qualifier,
            unit: body.unit.into_string(),
            period: body.period.map(Line::into_string),
            source: body.source.into_string(),
            quote: body.quote.map(Words::into_string),
        };
        DeclareFigure { figure }.into()
    })
    .await
}

/// Say that another part of a document tells a figure of the nation: it stays one record.
#[utoipa::path(post, path = "/reports/national-figures/tellings", tag = "national", request_body = TellFigureBody, responses(CommandAnswers))]
pub(crate) async fn tell_figure(asked: Asked) -> Result<Done, Problem> {
    let (country, _): (_, TellFigureBody) = of_the_nation(&asked).await?;
    let day = |body: &TellFigureBody| body.told_on;
    on_the_nation(&asked, "tell_figure", country, day, |body: TellFigureBody| {
        let telling = FigureTold {
            indicator: body.indicator.into_string(),
            source: body.source.into_string(),
            section: body.section.into_string(),
            declared_as: None,
            quote: body.quote.map(Words::into_string),
        };
        TellFigure { telling }.into()
    })
    .await
}

/// Say how a figure of the nation stands to another of the same source: part of it, drawn from it, or unstated.
#[utoipa::path(post, path = "/reports/national-figures/relations", tag = "national", request_body = RelateFigureBody, responses(CommandAnswers))]
pub(crate) async fn relate_figure(asked: Asked) -> Result<Done, Problem> {
    let (country, _): (_, RelateFigureBody) = of_the_nation(&asked).await?;
    let day = |body: &RelateFigureBody| body.related_on;
    on_the_nation(&asked, "relate_figure", country, day, |body: RelateFigureBody| {
        let relation = FigureRelated {
            indicator: body.indicator.into_string(),
            source: body.source.into_string(),
            relation: body.relation,
            other: body.other.into_string(),
            quote: body.quote.map(Words::into_string),
        };
        RelateFigure { relation }.into()
    })
    .await
}

/// Say why a figure of the nation cannot be taken at its word.
#[utoipa::path(post, path = "/reports/national-figures/doubts", tag = "national", request_body = DoubtFigureBody, responses(CommandAnswers))]
pub(crate) async fn doubt_figure(asked: Asked) -> Result<Done, Problem> {
    let (country, _): (_, DoubtFigureBody) = of_the_nation(&asked).await?;
    let day = |body: &DoubtFigureBody| body.doubted_on;
    on_the_nation(&asked, "doubt_figure", country, day, |body: DoubtFigureBody| {
        let doubt = FigureDoubted {
            indicator: body.indicator.into_string(),
            source: body.source.into_string(),
            doubt: body.doubt,
        };
        DoubtFigure { doubt }.into()
    })
    .await
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_national_figures, declare_figure))
        .routes(routes!(tell_figure))
        .routes(routes!(relate_figure))
        .routes(routes!(doubt_figure))
}
