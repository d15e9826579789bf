//! Series of indicators.

use axum::Json;
use axum::extract::State;
use hamyar_domain::IndicatorSeries;
use hamyar_domain::series as domain;
use hamyar_events::series::*;
use hamyar_projections::national::{self, SeriesView};
use hamyar_projections::views::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::*;
use super::*;

/// Series with their values; a change follows from a value and the stated base.
#[utoipa::path(get, path = "/series", tag = "national",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<SeriesView>), ReadProblems))]
pub(crate) async fn list_series(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<SeriesView>>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::series(state.read(), state.today(), LIST_MAX).await;
    let items = found.map_err(|error| from_database("series", error))?;
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// Open a series.
#[utoipa::path(post, path = "/series", tag = "national", request_body = OpenSeriesBody, responses(CommandAnswers))]
pub(crate) async fn open_series(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageNational, &Resource::None)?;
    let body: OpenSeriesBody = asked.sent.read()?;
    place_to_keep(&asked.state, &asked.signed, "place_id", body.place_id).await?;
    let day = |body: &OpenSeriesBody| body.opened_on;
    begin::<IndicatorSeries, OpenSeriesBody>(&asked, "open_series", day, |body, at| {
        let id = derived_id(body.command_id, "series");
        let series = SeriesOpened {
            indicator: body.indicator.into_string(),
            title: body.title.into_string(),
            title_en: body.title_en.map(crate::input::Line::into_string),
            unit: body.unit.into_string(),
            place_id: body.place_id,
            opened_on: at.day,
            source: None,
        };
        Ok((id, domain::OpenSeries { series, today: at.today }.into(), ids("series_id", id)))
    })
    .await
}

/// A series that the person keeps.
async fn keep<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    let series = run::there::<IndicatorSeries>(state, path[0]).await?;
    own_place(state, signed, series.place_id.map(|place| place.0)).await
}

national_operation! {
    /// Record the value of a year; recorded again, it is put right.
    post "/series/{id}/values" ["id"] record_series_value(RecordSeriesValueBody) on IndicatorSeries, day recorded_on, keep keep, |body, at, _path| {
        let value = SeriesValueRecorded {
            year: body.year,
            value_thousandths: body.value_thousandths,
            qualifier: body.qualifier,
            source: body.source.into_string(),
            recorded_on: at.day,
        };
        (domain::RecordSeriesValue { value, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// The value of a year was a mistake: the year has none.
    post "/series/{id}/values/strike" ["id"] strike_series_value(StrikeSeriesValueBody) on IndicatorSeries, day struck_on, keep keep, |body, at, _path| {
        let strike = SeriesValueStruck { year: body.year, struck_on: at.day };
        (domain::StrikeSeriesValue { strike, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// Say from which year changes are counted, and why.
    post "/series/{id}/base" ["id"] state_series_base(StateSeriesBaseBody) on IndicatorSeries, day stated_on, keep keep, |body, at, _path| {
        let base = SeriesBaseStated { year: body.year, reason: body.reason.into_string(), stated_on: at.day };
        (domain::StateSeriesBase { base, today: at.today }.into(), Ids::new())
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_series, open_series))
        .routes(routes!(record_series_value))
        .routes(routes!(strike_series_value))
        .routes(routes!(state_series_base))
}
