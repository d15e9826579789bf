//! What every store begins with: the program's numbers and the shipped indicator set, so that the first family can be assessed.

use std::sync::Arc;

use chrono::NaiveDate;
use hamyar_domain::settings::PublishSettings;
use hamyar_domain::{
    DEFAULT_INDICATOR_SET_ID, IndicatorSet, IndicatorSetCommand, PublishedSet, SETTINGS_ID, Settings, SettingsCommand,
    default_indicator_set,
};
use hamyar_event_store::{Actor, CommandContext, EventStore, ExecuteError, HappenedAt};
use hamyar_events::IndicatorSetId;
use hamyar_events::settings::ProgramNumbers;
use uuid::Uuid;

use crate::failure::Failure;

/// From when on the first version counts: 1 Farvardin 1400, before anything a new store records.
const FROM: NaiveDate = match NaiveDate::from_ymd_opt(2021, 3, 21) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// Publishes the first versions where there are none. Several nodes may do it at once: the command ids are the same.
pub async fn ensure(store: &EventStore) -> Result<(), Failure> {
    let context = |stream: Uuid| {
        CommandContext::new(Uuid::new_v5(&stream, b"first version"), Actor::system("setup"), HappenedAt::Day(FROM))
    };
    if store.load::<Settings>(SETTINGS_ID).await?.sequence == 0 {
        let publish = PublishSettings { values: ProgramNumbers::default(), effective_from: FROM };
        settle(store.execute::<Settings>(SETTINGS_ID, SettingsCommand::from(publish), context(SETTINGS_ID)).await)?;
    }
    if store.load::<IndicatorSet>(DEFAULT_INDICATOR_SET_ID).await?.sequence == 0 {
        let mut publish = default_indicator_set();
        publish.effective_from = publish.effective_from.min(FROM);
        let command = IndicatorSetCommand::from(publish);
        settle(
            store.execute::<IndicatorSet>(DEFAULT_INDICATOR_SET_ID, command, context(DEFAULT_INDICATOR_SET_ID)).await,
        )?;
    }
    Ok(())
}

/// Another node that was first is no fault.
fn settle<T, E>(outcome: Result<T, ExecuteError<E>>) -> Result<(), Failure> {
    match outcome {
        Ok(_) | Err(ExecuteError::Refused { .. } | ExecuteError::Stale { .. }) => Ok(()),
        Err(ExecuteError::Store(error)) => Err(error.into()),
        Err(_) => Err(Failure::Unavailable("the log cannot be reached".to_owned())),
    }
}

/// The shipped set as this store has it now.
pub async fn published_set(store: &EventStore, today: NaiveDate) -> Result<Arc<PublishedSet>, Failure> {
    let set = store.load::<IndicatorSet>(DEFAULT_INDICATOR_SET_ID).await?.state;
    set.in_effect(IndicatorSetId(DEFAULT_INDICATOR_SET_ID), today)
        .map(Arc::new)
        .ok_or_else(|| Failure::Fault("the store has no indicator set".to_owned()))
}
