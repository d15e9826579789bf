//! What the rules need beside the stream: the program's numbers and the published indicator set.

use chrono::NaiveDate;
use hamyar_domain::{DEFAULT_INDICATOR_SET_ID, IndicatorSet, PublishedSet, SETTINGS_ID, Settings};
use hamyar_events::IndicatorSetId;
use hamyar_events::family::SetReference;
use hamyar_events::settings::ProgramNumbers;
use std::sync::Arc;

use super::run::store_problem;
use crate::problem::Problem;
use crate::state::AppState;

/// The program's numbers in force on a day, from the log's own state.
pub(crate) async fn numbers(state: &AppState, day: NaiveDate) -> Result<ProgramNumbers, Problem> {
    let settings = state.store().load::<Settings>(SETTINGS_ID).await.map_err(store_problem)?;
    Ok(settings.state.in_effect(day))
}

/// The set in force on a day; a program without one cannot assess.
pub(crate) async fn current_set(state: &AppState, day: NaiveDate) -> Result<Arc<PublishedSet>, Problem> {
    let set = state.store().load::<IndicatorSet>(DEFAULT_INDICATOR_SET_ID).await.map_err(store_problem)?;
    let published = set.state.in_effect(IndicatorSetId(DEFAULT_INDICATOR_SET_ID), day);
    published.map(Arc::new).ok_or_else(|| Problem::refused("no_indicator_set"))
}

/// A version of a set as it was published.
pub(crate) async fn published_set(state: &AppState, reference: SetReference) -> Result<Arc<PublishedSet>, Problem> {
    let set = state.store().load::<IndicatorSet>(reference.set_id.0).await.map_err(store_problem)?;
    let published = set.state.published(reference.set_id, reference.version);
    published.map(Arc::new).ok_or_else(|| Problem::refused("no_indicator_set"))
}
