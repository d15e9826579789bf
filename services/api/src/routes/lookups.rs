//! What the rules need beside the stream: the program's numbers and the published indicator set.

use chrono::NaiveDate;
use hamyar_domain::{IndicatorSet, PublishedSet};
use hamyar_events::IndicatorSetId;
use hamyar_events::family::SetReference;
use hamyar_events::settings::ProgramNumbers;
use hamyar_projections::directory;
use std::sync::Arc;

use super::run::store_problem;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// The program's numbers in force on a day.
pub(crate) async fn numbers(state: &AppState, day: NaiveDate) -> Result<ProgramNumbers, Problem> {
    directory::program_numbers(state.read(), day).await.map_err(|error| from_database("settings", error))
}

/// The set in force on a day; a program without one cannot assess.
pub(crate) async fn current_set(state: &AppState, day: NaiveDate) -> Result<Arc<PublishedSet>, Problem> {
    let view = directory::current_indicator_set(state.read(), day)
        .await
        .map_err(|error| from_database("indicator set", error))?
        .ok_or_else(|| Problem::refused("no_indicator_set"))?;
    let reference = SetReference { set_id: IndicatorSetId(view.set_id), version: view.version };
    Ok(Arc::new(PublishedSet { reference, indicators: view.indicators, bands: view.bands }))
}

/// A version of a set as it was published.
pub(crate) async fn published_set(state: &AppState, reference: SetReference) -> Result<Arc<PublishedSet>, Problem> {
    let set = state.store().load::<IndicatorSet>(reference.set_id.0).await.map_err(store_problem)?;
    let published = set.state.published(reference.set_id, reference.version);
    published.map(Arc::new).ok_or_else(|| Problem::refused("no_indicator_set"))
}
